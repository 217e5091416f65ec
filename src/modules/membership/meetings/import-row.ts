import type { Cell } from "#platform/spreadsheet/cell.ts";
import { codeSet } from "#shared/code-sets.ts";
import { type Day, day } from "#shared/day.ts";
import { readOfficeDate } from "#shared/office-dates.ts";
import { isBlank } from "#shared/office-text.ts";
import { fold, foldTight, quoted } from "#shared/text.ts";
import { type Body, bodiesOf, isMeetingKind, MEETING_KINDS, type MeetingKind } from "./rules.ts";

/** What one row of a ledger of meetings says. */
export interface LedgerRow {
  readonly kinds: readonly MeetingKind[];
  readonly body: Body;
  readonly groupName: string | null;
  readonly title: string;
  readonly branch: string | null;
  readonly on: Day | null;
  readonly starts: string | null;
  readonly ends: string | null;
  readonly place: string;
  readonly chair: string;
  readonly recorder: string;
  readonly lecturer: string;
  readonly superiors: string;
  readonly topic: string;
  readonly discussion: string;
  readonly dissent: string;
  readonly decision: string;
  readonly expected: number | null;
  readonly present: number | null;
  readonly absent: string;
  readonly hours: number;
  /** The ledger says that it did not take place. */
  readonly cancelled: boolean;
}

export interface LedgerReading {
  readonly row: LedgerRow;
  readonly faults: readonly string[];
  readonly warnings: readonly string[];
}

type Cells = Readonly<Record<string, Cell | undefined>>;

/** More people than any branch has. */
const MOST = 10_000;

/** Reads one row, looking at nothing but the row. */
export function readLedgerRow(cells: Cells): LedgerReading {
  const faults: string[] = [];
  const warnings: string[] = [];
  const text = (key: string): string => {
    const cell = cells[key];
    if (cell === undefined || cell.kind === "error" || isBlank(cell.text)) return "";
    return fold(cell.text);
  };
  const number = (key: string, term: string): number | null => {
    const written = foldTight(text(key)).replace(/[人名]$/u, "");
    if (written === "") return null;
    if (/^\d{1,5}$/u.test(written) && Number(written) <= MOST) return Number(written);
    faults.push(`${term}：读到${quoted(written)}，不是人数`);
    return null;
  };
  const { kinds, groupName } = readKinds(text("kinds"), faults, warnings);
  const bodies = bodiesOf(kinds);
  if (kinds.length > 0 && bodies.length === 0)
    faults.push("会议类型：支部委员会、党小组会和全体党员参加的会不能合开，请分成两行");
  const on = readOn(cells["on"], faults);
  const expected = number("expected", "应到人数");
  const present = number("present", "实到人数");
  if (expected !== null && present !== null && present > expected)
    warnings.push(`实到${present}人多于应到${expected}人，请核对`);
  const starts = readTime(text("starts"), "开始时间", warnings);
  const ends = readTime(text("ends"), "结束时间", warnings);
  const vote = text("vote");
  const decision = text("decision");
  const body = groupName !== null && bodies.includes("group") ? "group" : (bodies[0] ?? "members");
  return {
    faults,
    warnings,
    row: {
      kinds,
      body,
      groupName: body === "group" ? (groupName ?? "党小组") : null,
      title: text("title"),
      branch: text("branch") || null,
      on,
      starts,
      ends: starts !== null && ends !== null && ends < starts ? null : ends,
      place: text("place"),
      chair: text("chair"),
      recorder: text("recorder"),
      lecturer: text("lecturer"),
      superiors: text("superiors"),
      topic: text("topic"),
      discussion: text("discussion"),
      dissent: text("dissent"),
      decision: [decision, vote === "" ? "" : `表决结果：${vote}`].filter((it) => it !== "").join("\n"),
      expected,
      present,
      absent: text("absent"),
      hours: readHours(text("hours"), warnings),
      cancelled: codeSet("meeting_state").find(text("state")) === "cancelled",
    },
  };
}

/** Several kinds in one cell, as offices join them: 主题党日暨党员大会、党课; and the name of a group before its meeting. */
function readKinds(
  written: string,
  faults: string[],
  warnings: string[],
): { kinds: MeetingKind[]; groupName: string | null } {
  const codes = codeSet("activity_kind");
  const found = new Set<MeetingKind>();
  let groupName: string | null = null;
  for (const part of written.split(/[、,，;；/+和及暨\n]/u).filter((it) => it.trim() !== "")) {
    const group = /^(第?[一二三四五六七八九十\d]+(?:党)?小组)(?:会议?)?$/u.exec(foldTight(part));
    const kind = group ? "group_meeting" : (codes.find(part.replace(/会议$/u, "会")) ?? codes.find(part));
    if (group?.[1] !== undefined) groupName = group[1];
    if (kind !== undefined && isMeetingKind(kind)) found.add(kind);
    else if (kind !== undefined) warnings.push(`会议类型：${quoted(part)}不是支部的会议，这一类没有登记`);
    else
      faults.push(
        `会议类型：读到${quoted(part)}，不认识。可以写：${MEETING_KINDS.map((it) => codes.term(it)).join("、")}`,
      );
  }
  if (found.size === 0 && faults.length === 0) faults.push("会议类型：没有填写支部的会议");
  return { kinds: MEETING_KINDS.filter((it) => found.has(it)), groupName };
}

function readOn(cell: Cell | undefined, faults: string[]): Day | null {
  if (cell === undefined || isBlank(cell.text)) {
    faults.push("会议日期：没有填写");
    return null;
  }
  if (cell.kind === "day" && cell.day !== undefined) return day(cell.day);
  // 2026-11-22 19:30, as exports write both in one cell.
  const bare = cell.text.replace(/[\sT]+\d{1,2}[:：]\d{2}.*$/u, "");
  const reading = readOfficeDate(bare, { kind: cell.kind === "number" ? "number" : "text" });
  if (reading.ok && reading.value.precision === "day") return reading.value.day;
  faults.push(`会议日期：读到${quoted(cell.text)}，不是完整的日期`);
  return null;
}

function readTime(written: string, term: string, warnings: string[]): string | null {
  if (written === "") return null;
  const tight = foldTight(written);
  const found = /(?:^|[^\d])(\d{1,2})[:：点时](\d{2})?(?:[:：]\d{2})?分?$/u.exec(` ${tight}`);
  const hour = Number(found?.[1]) + (/^(?:下午|晚上?)/u.test(tight) && Number(found?.[1]) < 12 ? 12 : 0);
  const minute = Number(found?.[2] ?? 0);
  if (found && hour < 24 && minute < 60) return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
  warnings.push(`${term}：读到${quoted(written)}，没有登记。请写成“19:30”`);
  return null;
}

function readHours(written: string, warnings: string[]): number {
  if (written === "") return 0;
  const found = /^(\d{1,2})(?:\.0+)?(?:学时|课时)?$/u.exec(foldTight(written))?.[1];
  if (found !== undefined && Number(found) <= 40) return Number(found);
  warnings.push(`学时：读到${quoted(written)}，没有登记。请写整数`);
  return 0;
}
