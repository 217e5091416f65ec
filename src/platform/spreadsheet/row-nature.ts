import type { MergedRange, Row } from "./cell.ts";
import { type ColumnHeading, type ColumnMatch, foldHeading, isOrdinalHeading, LONGEST_HEADING } from "./headings.ts";
import { detached } from "./xlsx-parts.ts";

/** What a row below the headings is when it is no data. */
export type NoData = "total" | "signature" | "note" | "numbering" | "numbered-blank" | "repeated-heading";

/** The columns of one block of headings, as rows below are looked at. */
export interface Columns {
  readonly ordinals: ReadonlySet<number>;
  readonly known: ReadonlySet<number>;
  readonly mapped: ReadonlySet<number>;
  readonly labels: ReadonlyMap<number, ReadonlySet<string>>;
}

export function columnsOf(headings: readonly ColumnHeading[], matched: readonly ColumnMatch[]): Columns {
  const mapped = new Set(matched.map((match) => match.column));
  const numbered = headings.filter((heading) => isOrdinalHeading(heading) && !mapped.has(heading.column));
  const ordinals = new Set(numbered.map((heading) => heading.column));
  return {
    ordinals,
    mapped,
    known: new Set(headings.map((heading) => heading.column).filter((column) => !ordinals.has(column))),
    labels: new Map(headings.map((heading) => [heading.column, new Set(heading.tiers.map(foldHeading))])),
  };
}

const TOTAL =
  /^(?:本页|本表|全表|本支部|全村|全年)?(?:合计|总计|小计|共计|累计|总数|合计数)(?:[::(].*)?$|^(?:共|合计|总计)\d+(?:人|名|个|户|条|项|家)/u;
const SIGNATURE =
  /^(?:审核|审批|填表|制表|填报|复核|经办|负责|统计|校对|报送|联系|单位负责|党组织负责|支部书记|分管领导)(?:人|人员|单位|日期|时间|电话|领导)?(?:签字|签名|\(签字\)|\(签名\)|\(盖章\))?[::]|^(?:日期|盖章|签字|书记签字|电话)[::]|^\(?(?:盖章|公章)\)?$/u;
const NOTE = /^(?:注|说明|备注|附注|附|填表说明|填报说明|填写说明|注意|提示|要求)\d*[::]|^(?:注|说明)\d*[、..]/u;
const SENTENCE_FROM = 16;
const STEMS = "甲乙丙丁戊己庚辛壬癸";
/** A line between the rows that says whose they are: 西诸村党支部, 东巷村党总支(12人). */
const BAND = /(?:支部|总支|党委|工委|党组|委员会)(?:\([^()]*\))?[::]?$/u;

export function shortened(text: string): string {
  return text.length > LONGEST_HEADING ? text.slice(0, LONGEST_HEADING) : text;
}

/** Tells a data row (null) from blanks, totals, signatures and notes. */
export function natureOf(row: Row, columns: Columns): NoData | "blank" | null {
  let filled = 0;
  let inKnown = 0;
  let first = "";
  let firstColumn = -1;
  for (let column = 0; column < row.cells.length; column += 1) {
    const text = row.cells[column]?.text.trim() ?? "";
    if (text === "") continue;
    filled += 1;
    if (firstColumn === -1) {
      firstColumn = column;
      first = text;
    }
    if (columns.known.has(column)) inKnown += 1;
  }
  if (filled === 0) return "blank";
  // Most rows are full and begin with a number: they need no further look.
  const numbered = columns.ordinals.has(firstColumn) && /^\d+$/u.test(first);
  if (inKnown > columns.known.size / 2 && numbered && !numbersColumns(row)) return null;
  const folded = shortened(first).normalize("NFKC").replace(/\s+/gu, "");
  if (TOTAL.test(folded)) return "total";
  if (SIGNATURE.test(folded)) return "signature";
  if (filled <= Math.max(2, columns.known.size / 2) && NOTE.test(folded)) return "note";
  if (filled === 1 && columns.known.size > 2 && (folded.length >= SENTENCE_FROM || BAND.test(folded))) return "note";
  if (inKnown === 0) return numbered && filled === 1 ? "numbered-blank" : "note";
  if (numbersColumns(row)) return "numbering";
  return repeatsHeadings(row, columns) ? "repeated-heading" : null;
}

/** A row 1 2 3 4 or 甲 乙 丙 丁 under the headings. */
function numbersColumns(row: Row): boolean {
  let count = 0;
  let kind: "figure" | "stem" | null = null;
  for (const cell of row.cells) {
    if (cell === undefined) continue;
    const text = cell.text.trim().replace(/^[(](.*)[)]$/u, "$1");
    const as = text === String(count + 1) ? "figure" : text === STEMS[count] ? "stem" : null;
    if (as === null || (kind !== null && kind !== as)) return false;
    kind = as;
    count += 1;
  }
  return count >= 3;
}

/** Tables that are printed over several pages often repeat their headings among the data. */
function repeatsHeadings(row: Row, { mapped, labels }: Columns): boolean {
  let same = 0;
  let other = 0;
  for (const column of mapped) {
    const text = row.cells[column]?.text;
    if (text === undefined) continue;
    if (labels.get(column)?.has(foldHeading(shortened(text))) === true) same += 1;
    else other += 1;
  }
  return same >= 2 && same > other;
}

/** Whether a line between the rows may say whose the rows below it are: it stands alone, and names an organisation. */
export function isBand(row: Row, merges: readonly MergedRange[]): boolean {
  const [only, ...more] = row.cells.filter((cell) => cell !== undefined && cell.text.trim() !== "");
  if (only === undefined || more.length > 0) return false;
  const text = shortened(only.text).normalize("NFKC").replace(/\s+/gu, "");
  if (/[。;!?]/u.test(text) || NOTE.test(text) || SIGNATURE.test(text)) return false;
  if (BAND.test(text)) return true;
  const wide = merges.some((it) => it.top === row.row && it.right - it.left >= 2);
  return (
    /(?:支部|总支|党委|工委).*(?:名册|名单|台账|登记表|情况表|信息表|统计表)|(?:村|社区)$/u.test(text) &&
    (wide || text.length > 4)
  );
}

export function rowText(row: Row): string {
  const text = row.cells
    .filter((cell) => cell !== undefined)
    .map((cell) => shortened(cell.text).trim())
    .join(" ");
  return detached(shortened(text));
}
