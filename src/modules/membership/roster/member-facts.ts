import { type Fault, refused } from "#platform/http/problem.ts";
import type { Cell } from "#platform/spreadsheet/index.ts";
import type { Day } from "#shared/day.ts";
import { zh } from "../zh.ts";
import { type RosterFacts, readRosterRow } from "./row.ts";
import { ROSTER_FIELDS } from "./vocabulary.ts";

/** Fields of a form as texts. */
export type MemberTexts = Readonly<Record<string, string | null | undefined>>;

/**
 * Reads the fields of a form by the same rules as a row of a roster, so that nothing can be entered by hand that an
 * import would refuse; and nothing is left out that an import may leave out with a warning. Throws a problem with all
 * faults at once. `known` stands in the record already: it is held against what is typed, and is no fault of the form.
 */
export function readMember(
  texts: MemberTexts,
  on: Day,
  today: Day,
  /** Where the form keeps its fields, for the pointers of faults. */
  form = "/member",
  known: MemberTexts = {},
): { facts: RosterFacts; warnings: readonly string[] } {
  const cells: Record<string, Cell> = {};
  for (const [key, text] of Object.entries({ ...known, ...texts })) {
    if (text !== null && text !== undefined && text.trim() !== "") cells[key] = { kind: "text", text };
  }
  const { facts, faults, warnings, unread } = readRosterRow(cells, on, today);
  const left = [...unread].filter(([key]) => Object.hasOwn(texts, key));
  if (faults.length > 0 || left.length > 0) {
    throw refused("member-rejected", zh.rejected.title, zh.rejected.detail, {
      faults: [
        ...faults.map((it) => asFault(it, form)),
        ...left.map(([key, reason]) => ({ pointer: `${form}/${key}`, message: `${termOf(key)}：${reason}` })),
      ],
    });
  }
  return { facts, warnings };
}

const termOf = (key: string): string => ROSTER_FIELDS.find((it) => it.key === key)?.term ?? key;

/** A reason begins with a name of its field, the longest that fits, which says where the form shows it. */
function asFault(message: string, form: string): Fault {
  const named = ROSTER_FIELDS.flatMap(({ key, term, aliases }) => [term, ...aliases].map((name) => ({ key, name })))
    .filter((it) => message.startsWith(it.name))
    .sort((a, b) => b.name.length - a.name.length)[0];
  return { pointer: named ? `${form}/${named.key}` : form, message };
}
