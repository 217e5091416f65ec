import { newId } from "#platform/database/ids.ts";
import { type About, type Row } from "./planting.ts";

/** An appraisal that was published, with somebody 不合格; and one for which the tellers still count. */
export function plantAppraisals(at: {
  readonly add: (table: string, row: Row, about: About) => string;
  readonly where: Row;
  readonly places: About;
  readonly persons: About;
  readonly second: string;
  readonly third: string;
}): void {
  const { add, where, places, persons, second, third } = at;
  const dates = { opened_on: "2025-11-20", voting_on: "2025-12-01", withdrawn_on: null, box_id: null };
  const counts = { issued: 5, returned: 5, valid: 5, unreadable: 0 };
  const done = { counted_on: "2025-12-02", graded_on: "2025-12-05", published_on: "2025-12-10" };
  const none = { issued: null, returned: null, valid: null, unreadable: 0 };
  const open = { counted_on: null, graded_on: null, published_on: null };
  for (const [year, state] of [
    [2025, { ...counts, ...done }],
    [2024, { ...none, ...open }],
  ] as const) {
    const appraisal = add("appraisal", { ...where, ...dates, ...state, id: newId(), year }, places);
    for (const person of [second, third]) {
      const theirs = { ...persons, personId: person };
      const about = { ...where, appraisal_id: appraisal, person_id: person };
      const mending =
        year === 2025 && person === third
          ? { disposition: "rectify", rectify_from: "2025-12-11", rectify_to: "2026-12-11", rectified_on: null }
          : { rectify_from: null, rectify_to: null, rectified_on: null };
      const marks = year === 2025 ? { excellent: 0, qualified: 1, barely: 1, unqualified: 3 } : {};
      add(
        "appraisal_item",
        {
          ...about,
          id: newId(),
          year,
          self_on: null,
          ...mending,
          ...marks,
          ...(year === 2025 ? {} : { grade: null, excellent: null, qualified: null, barely: null, unqualified: null }),
        },
        theirs,
      );
      add("appraisal_voter", { ...about, id: newId(), blinded_hash: null }, theirs);
    }
  }
}
