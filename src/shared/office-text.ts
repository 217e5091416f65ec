/**
 * Reads the short cells of rosters and ledgers as offices fill them: names, sex, nation, education, categories, yes and no.
 * Each reader gives a value, perhaps with a note, or a fault in Chinese that says what stood there and what to write.
 * An empty cell is the fault `empty`; whether the field may be empty is the caller's knowledge.
 */
import { type CodeOf, type CodeSetName, codeSet } from "./code-sets.ts";
import { type Fault, fault, type Reading, read } from "./reading.ts";
import { fold, foldTight, quoted, withoutQuotes } from "./text.ts";

const EMPTY = /^(?:[-—–/\\.、*]+|空|暂无|不详|未填|null|n\/a)$/iu;

/** Whether a cell holds nothing: blank, or one of the strokes people draw through empty boxes. */
export function isBlank(text: string): boolean {
  const folded = fold(text);
  return folded === "" || EMPTY.test(folded);
}

/** Whether a first cell opens a footer or remark (合计, 审核人:, 注:) and so ends the data of a sheet. */
export function opensFooter(text: string): boolean {
  return /^(?:合计|总计|小计|共计|总数|备注[::]|注[::]|注意|说明|填表说明|填表人|填报人|制表人|审核人|负责人|经办人|书记签[字名]|填表日期|填报日期|填报单位|盖章|\(盖章\))/u.test(
    foldTight(text),
  );
}

const HAN = "\\p{Script=Han}〇";
const DOTS = /[·・•‧∙⋅●▪᛫‥．]/gu;

/**
 * Reads a person's name. Spaces between the characters of a Chinese name go (`张 三`, `张\u3000三`), the middle dot of
 * minority names is unified (`阿依古丽·买买提`), a remark in parentheses is left out with a note.
 */
export function readName(text: string): Reading<string> {
  const folded = withoutQuotes(fold(text.replace(DOTS, "·")));
  if (isBlank(folded)) return fault("empty", "没有填写姓名");
  const remark = /^(.*?)\s*[(〔【[]([^)〕】\]]*)[)〕】\]]\s*$/u.exec(folded);
  const bare = (remark?.[1] ?? folded).replace(/[*#]+$/u, "").trim();
  const name = new RegExp(`[${HAN}]`, "u").test(bare)
    ? bare
        .replace(/ /gu, "")
        .replace(new RegExp(`(?<=[${HAN}])\\.(?=[${HAN}])`, "gu"), "·")
        .replace(/·+/gu, "·")
    : bare;
  if (/\d/u.test(name)) return fault("digits", `读到${quoted(folded)}：姓名里有数字，可能是列错位了。请核对后填写姓名`);
  const chinese = new RegExp(`^[${HAN}]+(?:·[${HAN}]+)*$`, "u").test(name);
  if (!chinese && !/^\p{L}[\p{L}\p{M}'·. -]*$/u.test(name)) {
    return fault("not_a_name", `读到${quoted(folded)}：不像姓名。请填写身份证上的姓名`);
  }
  const length = Array.from(name).length;
  if (length > 40) return fault("not_a_name", `读到${quoted(folded)}：太长，不像姓名。请填写身份证上的姓名`);
  const notes: string[] = [];
  if (remark !== null) notes.push(`姓名后的“${remark[2] ?? ""}”没有读入姓名`);
  if (chinese && length === 1) notes.push("姓名只有一个字，请核对");
  if (chinese && length > 4 && !name.includes("·")) notes.push(`姓名有${length}个字，请核对`);
  return notes.length === 0 ? read(name) : read(name, notes.join(";"));
}

/** Reads a term of a code set by term, alias, code or drop-down form; the fault lists what may stand there. */
export function readTermOf<N extends CodeSetName>(name: N, text: string): Reading<CodeOf<N>> {
  const set = codeSet(name);
  if (isBlank(text)) return fault("empty", `没有填写${set.title}`);
  const value = set.find(withoutQuotes(text));
  if (value !== undefined) return read(value);
  const few = set.entries
    .slice(0, 8)
    .map((entry) => entry.term)
    .join("、");
  return fault(
    "unknown_term",
    `读到${quoted(fold(text))}：不是${set.title}。可以填写：${few}${set.entries.length > 8 ? "等" : ""}`,
  );
}

/** Reads sex: 男, 女, 1, 2, 9. A bare 0 is a fault, because one system in use writes it for women and the standard for unknown. */
export function readSex(text: string): Reading<CodeOf<"sex">> {
  if (foldTight(text) === "0") return fault("unknown_term", "读到“0”：不同系统含义不同（未知或女）。请填写“男”或“女”");
  return readTermOf("sex", text);
}

/** Reads an ethnic group, with or without 族, by numeric or letter code; the answer is the numeric code (`01`). */
export function readEthnicGroup(text: string): Reading<CodeOf<"ethnic_group">> {
  return readTermOf("ethnic_group", text);
}

/** Reads education as finely as it is written; 大学本科(在职) and 本科/学士 give their level. */
export function readEducation(text: string): Reading<CodeOf<"education">> {
  const whole = readTermOf("education", text);
  if (whole.ok || whole.fault === "empty") return whole;
  const folded = foldTight(text);
  const bare = folded
    .replace(/[(〔【].*?[)〕】]/gu, "")
    .replace(/^(?:全日制|在职|函授|自考|成人|业余|电大|网络教育|夜大|中央党校|省委党校|党校)+(?:教育)?/u, "")
    .replace(/(?:学历|文化|程度|文化程度)$/u, "");
  for (const part of [bare, ...bare.split(/[/、,;]/u)]) {
    const value = part === "" ? undefined : codeSet("education").find(part);
    if (value !== undefined) return read(value);
  }
  return whole;
}

/** Reads the category of a member: 正式党员, 预备党员, `223_正式党员`. */
export function readMembershipCategory(text: string): Reading<CodeOf<"membership_category">> {
  const answer = readTermOf("membership_category", text);
  if (answer.ok || answer.fault === "empty") return answer;
  const stage = codeSet("development_stage").find(text);
  if (stage === undefined) return answer;
  return fault("not_a_member", `读到${quoted(fold(text))}：还不是党员。请在“发展党员”中登记，不要列入党员花名册`);
}

export function readRegistryStatus(text: string): Reading<CodeOf<"registry_status">> {
  return readTermOf("registry_status", text);
}

const YES = new Set("是 有 √ ✓ ✔ 对 真 1 y yes true 已 ☑ v 在 享受 具有 符合".split(" "));
const NO = new Set("否 无 没有 × ✗ ✘ x 不是 非 0 n no false 未 □ ☐ 没 不 不享受 不具有 不符合".split(" "));

/** Reads yes or no: 是/否, 有/无, √/×, 1/0. */
export function readYesNo(text: string): Reading<boolean> {
  const tight = foldTight(withoutQuotes(text)).toLowerCase();
  if (YES.has(tight)) return read(true);
  if (NO.has(tight)) return read(false);
  if (isBlank(text)) return fault("empty", "没有填写是或否");
  return fault("not_yes_or_no", `读到${quoted(fold(text))}：请填写“是”或“否”`);
}

/** Reads a whole count such as 家庭人口: 3, 3人, 三口. Not negative. */
export function readCount(text: string): Reading<number> {
  const tight = foldTight(text).replace(/[人口户个次名件]$/u, "");
  if (isBlank(text)) return fault("empty", "没有填写数目");
  const match = /^(\d{1,3}(?:,\d{3})+|\d+)(?:\.0+)?$/u.exec(tight);
  const value = match === null ? Number.NaN : Number((match[1] ?? "").replaceAll(",", ""));
  if (Number.isSafeInteger(value)) return read(value);
  return fault("not_a_count", `读到${quoted(fold(text))}：不是整数。请填写数字，例如“3”`);
}

/** Fault or value with the column's name put before the reason, for messages that stand away from their cell. */
export function inColumn(column: string, problem: Fault): Fault {
  return { ...problem, reason: `${column}：${problem.reason}` };
}
