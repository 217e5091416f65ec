import { newId } from "#platform/database/ids.ts";
import { type About, type Row } from "./planting.ts";

/** Transfers of all directions with their letters, steps and files, what a member asked for, and a graduate who is kept. */
export function plantTransfers(it: {
  readonly add: (table: string, row: Row, about: About) => string;
  readonly where: Row;
  readonly transfer: string;
  /** Paths of both ends of the transfer inside the zone. */
  readonly ends: Row;
  readonly both: About;
  readonly persons: About;
  readonly second: string;
  readonly third: string;
  readonly nth: number;
}): void {
  const { add, where, ends, both, persons, second } = it;
  const step = { ...ends, transfer_id: it.transfer, person_id: it.third };
  add("transfer_step", { ...step, id: newId(), happened_on: "2026-11-01" }, both);
  add("transfer_material", { ...step, id: newId(), position: 0, copies: 1 }, both);
  const mine = { ...persons, personId: second };
  const transfer = (row: Row, about: About): string =>
    add(
      "transfer",
      { org_path: where["org_path"], id: newId(), handed_over_on: "2026-11-01", id_number_cipher: null, ...row },
      about,
    );
  const out = { kind: "out", person_id: second, from_organization_id: where["organization_id"] };
  // Accepted, so that nothing that is done with persons waits for it.
  const gone = transfer(
    { ...out, state: "accepted", decided_on: "2026-11-05", file_sent_on: "2026-11-02", file_received_on: null },
    mine,
  );
  const into = {
    kind: "in",
    person_id: null,
    to_organization_id: where["organization_id"],
    to_path: where["org_path"],
  };
  transfer(into, persons);
  transfer({ ...into, person_id: second, state: "accepted", decided_on: "2026-11-05" }, mine);
  const letter = {
    ...where,
    person_id: second,
    issuer_organization_id: where["organization_id"],
    year: 2025,
    valid_days: 30,
    cancelled_on: null,
  };
  add(
    "transfer_letter",
    { ...letter, id: newId(), serial: it.nth + 1, issued_on: "2025-11-01", transfer_id: null },
    mine,
  );
  add(
    "transfer_letter",
    {
      ...letter,
      id: newId(),
      kind: "introduction",
      transfer_id: gone,
      serial: it.nth + 1,
      issued_on: "2025-10-01",
    },
    mine,
  );
  const lying = { ...where, person_id: second };
  add("transfer_request", { ...lying, id: newId(), asked_on: "2026-11-10", answered_on: null }, mine);
  add("membership_keep", { ...lying, id: newId(), since_on: "2026-06-30", ended_on: null }, mine);
}
