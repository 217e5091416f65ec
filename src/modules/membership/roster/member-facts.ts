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
 * import would refuse. Throws a problem with all faults at once.
 */
export function readMember(
  texts: MemberTexts,
  on: Day,
  today: Day,
  /** Where the form keeps its fields, for the pointers of faults. */
  form = "/member",
): { facts: RosterFacts; warnings: readonly string[] } {
  const cells: Record<string, Cell> = {};
  for (const [key, text] of Object.entries(texts)) {
    if (text !== null && text !== undefined && text.trim() !== "") cells[key] = { kind: "text", text };
  }
  const { facts, faults, warnings } = readRosterRow(cells, on, today);
  if (faults.length > 0) {
    throw refused("member-rejected", zh.rejected.title, zh.rejected.detail, {
      faults: faults.map((it) => asFault(it, form)),
    });
  }
  return { facts, warnings };
}

/** A reason begins with the term of its field, which says where the form shows it. */
function asFault(message: string, form: string): Fault {
  const field = ROSTER_FIELDS.find((it) => message.startsWith(it.term));
  return { pointer: field ? `${form}/${field.key}` : form, message };
}
