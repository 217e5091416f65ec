import type { Cell } from "#platform/spreadsheet/cell.ts";
import { isDamagedNumber } from "#platform/spreadsheet/cell.ts";
import { codeSet } from "#shared/code-sets.ts";
import { addMonths, type Day, dayInWords, day as dayOfText } from "#shared/day.ts";
import { type IdentityNumber, type IdentityParts, readIdentityNumber } from "#shared/identity-number.ts";
import { hideNumbers } from "#shared/masks.ts";
import { readOfficeDate } from "#shared/office-dates.ts";
import {
  isBlank,
  readEducation,
  readEthnicGroup,
  readMembershipCategory,
  readName,
  readRegistryStatus,
  readSex,
  readYesNo,
} from "#shared/office-text.ts";
import { type Phone, readPhone } from "#shared/phone.ts";
import type { CellKind, Reading } from "#shared/reading.ts";
import { fold, quoted } from "#shared/text.ts";
import {
  ageAtJoining,
  birthDisagrees,
  categoryFromDates,
  fullBeforeJoined,
  fullWithinYear,
  type KnownDay,
  latest,
  sexDisagrees,
  standsOnRoster,
} from "../rules.ts";
import { ROSTER_FIELDS } from "./vocabulary.ts";

/** What a roster row says of one member. A blank cell is absent: it never erases what is known. */
export interface RosterFacts {
  readonly name: string;
  readonly formerName?: string;
  readonly gender?: "male" | "female" | "unknown" | "unstated";
  readonly ethnicity?: string;
  readonly birth?: KnownDay;
  readonly idNumber?: IdentityNumber;
  readonly nativePlace?: string;
  readonly education?: string;
  readonly degree?: string;
  readonly category?: "full" | "probationary";
  /** The category follows from the dates alone; the row did not say it. */
  readonly categoryGuessed?: boolean;
  /** The name of the branch as written, when the row names one. */
  readonly branch?: string;
  readonly groupName?: string;
  readonly joined?: KnownDay;
  readonly full?: KnownDay;
  readonly registryStatus?: "normal" | "kept" | "restored";
  readonly joinKind?: string;
  readonly job?: string;
  readonly workUnit?: string;
  readonly stratum?: string;
  readonly frontLine?: boolean;
  readonly migrantWorker?: boolean;
  readonly mobile?: string;
  readonly address?: string;
  readonly registeredAddress?: string;
  readonly flowDestination?: string;
  readonly lostSince?: Day;
  readonly note?: string;
}

export interface RosterReading {
  readonly facts: RosterFacts;
  readonly faults: readonly string[];
  readonly warnings: readonly string[];
  /**
   * Cells that hold something which could not be read and did not come into the facts, by field: what a roster may leave
   * out with a warning, and what a form must refuse.
   */
  readonly unread: ReadonlyMap<string, string>;
  /** The age when joining of somebody who was eighteen in nominal years (虚岁) only. */
  readonly nominalAdult: number | null;
}

type Cells = Readonly<Record<string, Cell | undefined>>;
type Writable<T> = { -readonly [K in keyof T]: T[K] };

const TERMS: ReadonlyMap<string, string> = new Map(ROSTER_FIELDS.map((field) => [field.key, field.term]));
const term = (key: string): string => TERMS.get(key) ?? key;

class RowReader {
  readonly cells: Cells;
  readonly faults: string[] = [];
  readonly warnings: string[] = [];
  readonly unread = new Map<string, string>();
  /** Age of somebody who had turned eighteen in nominal years only. */
  youngest: number | null = null;

  constructor(cells: Cells) {
    this.cells = cells;
  }

  text(key: string): string | undefined {
    const cell = this.cells[key];
    if (cell === undefined || isBlank(cell.text)) return undefined;
    return cell.kind === "error" ? undefined : fold(cell.text);
  }

  /** Takes a reading; a fault makes the row faulty, or with `severity` "warning" only leaves the field out. */
  take<T>(key: string, reading: Reading<T>, severity: "fault" | "warning", hidePhones = false): T | undefined {
    const hide = hidePhones ? hideNumbers : (it: string) => it;
    if (reading.ok) {
      if (reading.note !== undefined) this.warnings.push(`${term(key)}：${hide(reading.note)}`);
      return reading.value;
    }
    if (reading.fault === "empty") return undefined;
    const reason = hide(reading.reason);
    if (severity === "fault") this.faults.push(`${term(key)}：${reason}`);
    else this.leave(key, reason, `${term(key)}：${reason}。这一项没有读入`);
    return undefined;
  }

  /** A cell is left out: a note for whoever imports, a fault for whoever types. */
  leave(key: string, reason: string, note?: string): void {
    this.unread.set(key, reason);
    if (note !== undefined) this.warnings.push(note);
  }

  kind(key: string): CellKind {
    const kind = this.cells[key]?.kind;
    return kind === "number" ? "number" : "text";
  }

  date(key: string): { reading: Reading<KnownDay>; ambiguous: boolean } | undefined {
    const cell = this.cells[key];
    if (cell === undefined || isBlank(cell.text)) return undefined;
    if (cell.kind === "day" && cell.day !== undefined) {
      return { reading: { ok: true, value: { day: dayOfText(cell.day), precision: "day" } }, ambiguous: false };
    }
    const reading = readOfficeDate(cell.text, { kind: this.kind(key) });
    if (!reading.ok) return { reading, ambiguous: false };
    const { day, precision } = reading.value;
    // `1957.1` typed as text may have passed through a spreadsheet that took the nought away.
    const ambiguous = reading.value.ambiguous === true || /^\d{4}\.1$/u.test(fold(cell.text));
    return { reading: { ...reading, value: { day, precision } }, ambiguous };
  }
}

/**
 * Reads one row of a roster into facts, without looking at anything but the row.
 * @param on the day the roster speaks of
 * @param today no date of the past may lie after it
 */
export function readRosterRow(cells: Cells, on: Day, today: Day): RosterReading {
  const row = new RowReader(cells);
  const facts: Writable<Partial<RosterFacts>> = {};
  const name = row.take("name", readName(cells["name"]?.text ?? ""), "fault");
  const identity = readIdentity(row);
  if (name !== undefined) facts.name = name;
  else if (row.faults.every((it) => !it.startsWith(term("name")))) row.faults.push("姓名没有填写。请补上姓名");
  if (identity) facts.idNumber = identity.number;
  readPerson(row, facts, identity, today);
  readStanding(row, facts, on, today);
  readRest(row, facts);
  if (name !== undefined && /[(（〔【[]/u.test(cells["name"]?.text ?? ""))
    row.leave("name", "括号里的内容没有读入姓名，请只填写姓名");
  const { faults, warnings, unread, youngest: nominalAdult } = row;
  return { facts: { ...facts, name: name ?? "" }, faults, warnings, unread, nominalAdult };
}

function readIdentity(row: RowReader): IdentityParts | undefined {
  const cell = row.cells["idNumber"];
  if (cell === undefined || isBlank(cell.text)) return undefined;
  if (isDamagedNumber(cell) && !/^\s*\d{18}\s*$/u.test(cell.text)) {
    row.faults.push(
      "公民身份号码：后几位在表格里丢失了（被当作数字保存）。请把该列设为“文本”格式，对照身份证重新填写18位号码",
    );
    return undefined;
  }
  return row.take("idNumber", readIdentityNumber(cell.text, row.kind("idNumber")), "fault");
}

type Draft = Writable<Partial<RosterFacts>>;

function readPerson(row: RowReader, facts: Draft, identity: IdentityParts | undefined, today: Day): void {
  const gender = row.take("gender", readSex(row.cells["gender"]?.text ?? ""), "warning");
  if (identity) {
    if (gender !== undefined && sexDisagrees(gender, identity.sex).value) {
      row.warnings.push(
        `性别与身份证号不一致：表中为${codeSet("sex").term(gender)}，身份证号为${codeSet("sex").term(identity.sex)}。已按身份证号读入，请对照档案核实`,
      );
    }
    facts.gender = identity.sex;
  } else if (gender !== undefined) facts.gender = gender;
  const ethnicity = row.take("ethnicity", readEthnicGroup(row.cells["ethnicity"]?.text ?? ""), "warning");
  if (ethnicity !== undefined) facts.ethnicity = ethnicity;
  const education = row.take("education", readEducation(row.cells["education"]?.text ?? ""), "warning");
  if (education !== undefined) facts.education = education;
  readBirth(row, facts, identity, today);
}

/** The identity number knows the day; the cell is compared with it as far as the cell goes. */
function readBirth(row: RowReader, facts: Draft, identity: IdentityParts | undefined, today: Day): void {
  const cell = row.date("birthOn");
  if (!identity) {
    if (!cell) return;
    const birth = row.take("birthOn", cell.reading, "fault");
    if (!birth) return;
    if (birth.day > today) row.faults.push(`出生日期：${dayInWords(birth.day, birth.precision)}还没有到。请核对后更正`);
    else facts.birth = birth;
    return;
  }
  const own: KnownDay = { day: identity.birth, precision: "day" };
  if (own.day > today) row.faults.push("公民身份号码：其中的出生日期还没有到。请对照身份证更正");
  facts.birth = own;
  if (!cell) return;
  if (!cell.reading.ok) {
    if (cell.reading.fault === "empty") return;
    row.leave(
      "birthOn",
      cell.reading.reason,
      `出生日期：${cell.reading.reason}。已按身份证号读入${dayInWords(own.day)}`,
    );
    return;
  }
  const written = cell.reading.value;
  if (!birthDisagrees(written, own.day).value) return;
  if (cell.ambiguous && !birthDisagrees({ ...written, day: addMonths(written.day, 9) }, own.day).value) return;
  row.warnings.push(
    `出生日期与身份证号不一致：表中为${dayInWords(written.day, written.precision)}，身份证号为${dayInWords(own.day)}。已按身份证号读入，请对照档案核实`,
  );
}

function readStanding(row: RowReader, facts: Draft, on: Day, today: Day): void {
  const joinedCell = row.date("joinedOn");
  const fullCell = row.date("fullOn");
  let joined = joinedCell ? row.take("joinedOn", withoutNote(joinedCell.reading), "fault") : undefined;
  let full = fullCell ? row.take("fullOn", withoutNote(fullCell.reading), "fault") : undefined;
  // `1990.1` beside `1991.10`: probation ends in the month in which it began.
  if (joined && full && joinedCell && fullCell && joinedCell.ambiguous !== fullCell.ambiguous) {
    if (joinedCell.ambiguous && full.day.slice(5, 7) === "10") joined = { ...joined, day: addMonths(joined.day, 9) };
    if (fullCell.ambiguous && joined.day.slice(5, 7) === "10") full = { ...full, day: addMonths(full.day, 9) };
  } else {
    if (joined && joinedCell?.ambiguous && row.kind("joinedOn") === "number") noteAmbiguous(row, "joinedOn", joined);
    if (full && fullCell?.ambiguous && row.kind("fullOn") === "number") noteAmbiguous(row, "fullOn", full);
  }
  if (joined && joined.day > today) {
    row.faults.push(`入党日期：${dayInWords(joined.day, joined.precision)}还没有到。请核对后更正`);
    joined = undefined;
  }
  const written = readCategory(row);
  if (full && full.day > today) {
    if (written === "full")
      row.faults.push(`转正日期：${dayInWords(full.day, full.precision)}还没有到，却登记为正式党员。请核对后更正`);
    else {
      const ahead = `${dayInWords(full.day, full.precision)}还没有到`;
      row.leave("fullOn", ahead, `转正日期：${ahead}，没有读入。转正后再登记`);
    }
    full = undefined;
  }
  if (joined && facts.birth) checkAge(row, facts.birth, joined);
  if (joined && full) {
    if (fullBeforeJoined(joined, full).value) {
      row.faults.push(
        `转正日期（${dayInWords(full.day, full.precision)}）早于入党日期（${dayInWords(joined.day, joined.precision)}）。请对照档案更正`,
      );
    } else if (fullWithinYear(joined, full).value) {
      row.warnings.push(
        `转正日期（${dayInWords(full.day, full.precision)}）距入党日期（${dayInWords(joined.day, joined.precision)}）不满一年，请对照档案核实`,
      );
    }
  }
  if (joined) facts.joined = joined;
  if (full) facts.full = full;
  settleCategory(row, facts, written, on);
}

function checkAge(row: RowReader, birth: KnownDay, joined: KnownDay): void {
  const { value, provision } = ageAtJoining(birth, joined);
  if (value.adult === "yes") return;
  if (value.adult === "nominal") {
    row.youngest = value.age;
    return;
  }
  const what = latest(joined) < birth.day ? "早于出生日期" : `只有${value.age}周岁`;
  row.faults.push(
    `入党时${what}：出生于${dayInWords(birth.day, birth.precision)},${dayInWords(joined.day, joined.precision)}入党，不满18周岁（${provision.title}）。请对照档案更正`,
  );
}

function noteAmbiguous(row: RowReader, key: string, known: KnownDay): void {
  const year = known.day.slice(0, 4);
  row.warnings.push(`${term(key)}：读到数字${quoted(`${year}.1`)}，可能是1月，也可能是10月。已按1月读入，请核对`);
}

/** The note on January or October is settled here, with the other dates at hand. */
function withoutNote<T>(reading: Reading<T>): Reading<T> {
  return reading.ok ? { ok: true, value: reading.value } : reading;
}

/** As written: null when the cell says something that is no category. */
function readCategory(row: RowReader): "full" | "probationary" | null | undefined {
  const text = row.cells["category"]?.text ?? "";
  if (isBlank(text)) return tickedCategory(row);
  // A column 是否正式党员 holds yes and no.
  const yes = readYesNo(text);
  if (yes.ok) return yes.value ? "full" : "probationary";
  const reading = readMembershipCategory(text);
  if (reading.ok) return reading.value;
  if (reading.fault === "not_a_member") {
    row.faults.push(`人员类别：${reading.reason}`);
    return null;
  }
  const other = codeSet("development_stage").find(text) ?? codeSet("political_status").find(text);
  if (other !== undefined) row.faults.push(`人员类别：读到${quoted(fold(text))}，不是党员。请不要列入党员花名册`);
  else row.leave("category", reading.reason, `人员类别：${reading.reason}。已按入党和转正日期判断`);
  return null;
}

/** Two columns 正式党员 and 预备党员 with a tick in one of them. */
function tickedCategory(row: RowReader): "full" | "probationary" | null | undefined {
  const ticked = (key: string): boolean => {
    const cell = row.cells[key];
    if (cell === undefined || isBlank(cell.text)) return false;
    const yes = readYesNo(cell.text);
    return yes.ok ? yes.value : /^(?:√|✓|✔|☑|■|●|1)$/u.test(fold(cell.text));
  };
  const [full, probationary] = [ticked("isFull"), ticked("isProbationary")];
  if (full && probationary) {
    row.faults.push("人员类别：正式党员和预备党员两栏都打了勾。请只留一个");
    return null;
  }
  return full ? "full" : probationary ? "probationary" : undefined;
}

function settleCategory(
  row: RowReader,
  facts: Draft,
  written: "full" | "probationary" | null | undefined,
  on: Day,
): void {
  const joined = facts.joined ?? null;
  const full = facts.full ?? null;
  if (written === "full") {
    facts.category = "full";
    if (joined && !full && on < addMonths(joined.day, 12)) {
      row.warnings.push("入党不满一年，却登记为正式党员，也没有转正日期。请核对");
    }
    return;
  }
  if (written === "probationary") {
    facts.category = "probationary";
    if (full && full.day <= on) {
      row.leave(
        "category",
        `登记为预备党员，却已有转正日期${dayInWords(full.day, full.precision)}，请核对`,
        `登记为预备党员，却已有转正日期${dayInWords(full.day, full.precision)}。已按转正日期读作正式党员，请核对`,
      );
      facts.category = "full";
    } else if (joined && addMonths(latest(joined), 24) < on) {
      row.warnings.push("登记为预备党员，入党已超过两年。请核对是否已经转正");
    }
    return;
  }
  const found = categoryFromDates(joined, full, on).value;
  if (found !== null) {
    facts.category = found;
    facts.categoryGuessed = true;
  }
  if (row.faults.length > 0) return;
  if (found === null) {
    row.faults.push("没有人员类别，也没有入党日期和转正日期，看不出是正式党员还是预备党员。请至少填写其中一项");
  } else if (written === undefined && !full && found === "full") {
    row.warnings.push("没有人员类别和转正日期，入党已超过两年，已读作正式党员。请核对");
  }
}

function readRest(row: RowReader, facts: Draft): void {
  const status = row.take("registryStatus", readRegistryStatus(row.cells["registryStatus"]?.text ?? ""), "warning");
  const stands = status === undefined ? null : standsOnRoster(status);
  if (status !== undefined && stands?.value === false) {
    row.faults.push(
      `党籍状态：读到${quoted(codeSet("registry_status").term(status))}，${stands.grounds}。请在花名册中为其办理“减少”，不要列入花名册`,
    );
  } else if (status === "normal" || status === "kept" || status === "restored") facts.registryStatus = status;
  const phone = readPhoneCell(row, "mobile") ?? readPhoneCell(row, "landline");
  if (phone !== undefined) facts.mobile = phone.number;
  for (const key of [
    "formerName",
    "nativePlace",
    "degree",
    "branch",
    "groupName",
    "address",
    "registeredAddress",
    "note",
  ] as const) {
    const text = row.text(key);
    if (text !== undefined) facts[key] = text;
  }
  readWork(row, facts);
  readAway(row, facts);
}

function readPhoneCell(row: RowReader, key: "mobile" | "landline"): Phone | undefined {
  const phone = row.take(key, readPhone(row.cells[key]?.text ?? "", row.kind(key)), "warning", true);
  if (phone?.others !== undefined) row.leave(key, "只能填写一个号码");
  return phone;
}

function readWork(row: RowReader, facts: Draft): void {
  const unit = row.text("workUnit");
  if (unit !== undefined) facts.workUnit = unit;
  const job = row.text("job");
  if (job !== undefined) {
    const found = codeSet("work_post").find(job);
    // Village tables write what the person is (村会计) where the statistics want a code: it is kept as words.
    if (found !== undefined) facts.job = found;
    else {
      row.leave("job", `读到${quoted(job)}：不是工作岗位的名称`);
      if (facts.workUnit === undefined) facts.workUnit = job;
    }
  }
  const stratum = row.text("stratum");
  const known = stratum === undefined ? undefined : codeSet("social_stratum").find(stratum);
  if (known !== undefined) facts.stratum = known;
  else if (stratum !== undefined) row.leave("stratum", `读到${quoted(stratum)}：不是新社会阶层的名称`);
  const joinKind = row.text("joinKind");
  const knownKind = joinKind === undefined ? undefined : codeSet("join_kind").find(joinKind);
  if (knownKind !== undefined) facts.joinKind = knownKind;
  else if (joinKind !== undefined) row.leave("joinKind", `读到${quoted(joinKind)}：不是入党类型的名称`);
  const line = row.text("frontLine");
  if (line !== undefined) {
    const yes = readYesNo(line);
    if (yes.ok) facts.frontLine = yes.value;
    else if (codeSet("front_line").find(line) !== undefined) facts.frontLine = true;
    else row.leave("frontLine", yes.reason);
  }
  const migrant = row.take("migrantWorker", readYesNo(row.cells["migrantWorker"]?.text ?? ""), "warning");
  if (migrant !== undefined) facts.migrantWorker = migrant;
}

function readAway(row: RowReader, facts: Draft): void {
  const destination = row.text("flowDestination");
  const floating = row.take("floating", readYesNo(row.cells["floating"]?.text ?? ""), "warning");
  if (destination !== undefined && floating !== false) facts.flowDestination = destination;
  else if (floating === true) {
    facts.flowDestination = "不掌握流向";
    row.warnings.push("是流动党员，却没有外出流向。请补上");
  }
  const lostCell = row.date("lostSince");
  const since = lostCell ? row.take("lostSince", lostCell.reading, "warning") : undefined;
  const lost = row.take("lost", readYesNo(row.cells["lost"]?.text ?? ""), "warning");
  if (since !== undefined && lost !== false) facts.lostSince = since.day;
  else if (lost === true && since === undefined) row.warnings.push("是失联党员，却没有失去联系日期。请补上");
}
