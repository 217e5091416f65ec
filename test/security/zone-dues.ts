import { newId } from "#platform/database/ids.ts";
import { type About, type Row } from "./planting.ts";

/** What a branch keeps of dues: what two of its members pay on, paid and talked about, what was passed upward and used. */
export function plantDues(it: {
  readonly add: (table: string, row: Row, about: About) => string;
  readonly where: Row;
  readonly manner: string;
  readonly places: About;
  readonly persons: About;
  readonly second: string;
  readonly third: string;
  readonly nth: number;
}): void {
  const { add, where, places } = it;
  for (const personId of [it.second, it.third]) {
    const of = { ...where, person_id: personId };
    const about = { ...it.persons, personId };
    add(
      "dues_profile",
      { ...of, id: newId(), valid_from: "2026-01-01", valid_to: null, chosen_fen: 50, set_on: "2026-01-05" },
      about,
    );
    add(
      "dues_relief",
      {
        ...of,
        id: newId(),
        from_month: "2026-11-01",
        to_month: "2026-12-01",
        reduced_fen: 0,
        resolved_on: "2026-10-30",
        proposed_on: "2026-10-30",
        decided_on: null,
      },
      about,
    );
    add(
      "dues_entry",
      {
        ...of,
        id: newId(),
        person_path: where["org_path"],
        due_month: "2026-10-01",
        due_fen: 50,
        paid_fen: 50,
        paid_on: "2026-10-10",
        receipt_year: 2026,
        receipt_number: personId === it.second ? 1 : 2,
      },
      about,
    );
    add("dues_talk", { ...of, id: newId(), talked_on: "2026-10-20", good_reason: true }, about);
  }
  add(
    "dues_remittance",
    {
      ...where,
      id: newId(),
      from_on: "2026-07-01",
      to_on: "2026-09-30",
      collected_fen: 1000 + it.nth,
      received_fen: 0,
      wholly_upward_fen: 0,
      retained_fen: 500 + it.nth,
      remitted_fen: 500,
      remitted_on: "2026-10-08",
      withdrawn_on: null,
    },
    places,
  );
  add(
    "dues_use",
    { ...where, id: newId(), used_on: "2026-10-09", amount_fen: 100, decided_on: "2026-10-08", withdrawn_on: null },
    places,
  );
  add(
    "dues_disclosure",
    {
      ...where,
      id: newId(),
      year: 2024,
      published_on: "2025-01-20",
      manner: it.manner,
      payers: 5,
      collected_fen: 100,
      remitted_fen: 50,
      used_fen: 0,
    },
    places,
  );
}
