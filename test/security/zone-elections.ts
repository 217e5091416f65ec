import { newId } from "#platform/database/ids.ts";
import { type About, type Row, TODAY } from "./planting.ts";

/** An election of the place under way, and one of its villagers' committee that was held. */
export function plantElections(
  add: (table: string, row: Row, about: About) => string,
  where: Row,
  { places, persons }: { readonly places: About; readonly persons: About },
  term: string,
  [second, third]: readonly [string, string],
): void {
  const election = (row: Row): string =>
    add(
      "election",
      {
        ...where,
        id: newId(),
        delegates: null,
        seats: 1,
        deputies: 0,
        officers: true,
        opened_on: "2026-10-01",
        held_on: null,
        ...row,
      },
      places,
    );
  const record = (of: string, position: number, step: string, details: unknown): string =>
    add(
      "election_record",
      {
        ...where,
        id: newId(),
        election_id: of,
        position,
        step,
        result: "passed",
        happened_on: "2026-10-01",
        details,
        effect: null,
        recorded_at: TODAY,
        withdrawn_on: null,
      },
      persons,
    );
  const running = election({ kind: "term", form: "direct", term_id: term });
  record(running, 1, "notice", { way: "letter" });
  const held = election({
    kind: "village",
    form: "villagers",
    held_on: "2024-03-01",
    ended_on: "2024-03-01",
    ended_code: "completed",
  });
  record(held, 1, "village", { electors: 90, voted: 80, votes: [] });
  const candidate = { ...where, election_id: held, seat: "village_head", written_in: false, elected: true };
  for (const personId of [second, third])
    add(
      "election_candidate",
      { ...candidate, id: newId(), person_id: personId, held_on: "2024-03-01", votes_for: 60 },
      { ...persons, personId },
    );
}
