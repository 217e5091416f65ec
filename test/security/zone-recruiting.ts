import { newId } from "#platform/database/ids.ts";
import { type About, type Row, TODAY } from "./planting.ts";
import type { Ground } from "./zone.ts";

/** What those who have applied have: an open case with its first record, and a report in their own words. */
export function plantApplications(
  {
    add,
    where,
    persons,
    planter,
  }: {
    readonly add: (table: string, row: Row, about: About) => string;
    readonly where: Row;
    readonly persons: About;
    readonly planter: Ground["planter"];
  },
  applicants: readonly string[],
): void {
  const place = persons.place ?? "";
  const pools = ["recruiting_case", "recruiting_record"].map((table) => planter.ids.get(table));
  const before = pools.map((pool) => pool?.get(place) ?? []);
  const cases = applicants.map((id) => {
    const theirs = { ...persons, personId: id };
    const of = { ...where, person_id: id };
    const begun = add("recruiting_case", { ...of, id: newId(), applied_on: "2026-03-01", ended_on: null }, theirs);
    add("recruiting_report", { ...of, id: newId(), case_id: begun, handed_in_on: TODAY }, theirs);
    const first = { step: 1, happened_on: "2026-03-01", recorded_at: TODAY, withdrawn_on: null };
    add("recruiting_record", { ...of, ...first, id: newId(), case_id: begun, details: {} }, theirs);
    return begun;
  });
  // Of all cases of a place the one that goes on stays the one that is aimed at; accounts are opened for applicants.
  for (const [nth, pool] of pools.entries()) pool?.set(place, before[nth] ?? []);
  planter.ids.set("applicant", (planter.ids.get("applicant") ?? new Map<string, string[]>()).set(place, cases));
}
