import { newId } from "#platform/database/ids.ts";
import type { Keyring } from "#platform/keyring.ts";
import { type About, aboutPlace, type Planter, type Row } from "./planting.ts";

/** At one place: an award of a member, one of the organisation, and a measure that only verbs of its own open. */
export function plantHonours(it: {
  readonly add: (table: string, row: Row, about: About) => string;
  readonly planter: Planter;
  readonly keyring: Keyring;
  readonly where: Row;
  readonly key: string;
  readonly second: string;
  readonly third: string;
}): void {
  const { add, where, key } = it;
  const entered = { awarded_on: "2026-07-01", entered_on: "2026-07-02", revoked_on: null, withdrawn_on: null };
  const persons = aboutPlace(key, "persons");
  add(
    "award",
    { ...where, ...entered, id: newId(), person_id: it.second, person_path: where["org_path"] },
    { ...persons, personId: it.second },
  );
  add(
    "award",
    { ...where, ...entered, id: newId(), person_id: null, person_path: null, kind: "advanced_organization" },
    persons,
  );
  const id = newId();
  const restricted = aboutPlace(key, "restricted", { personId: it.third });
  const sealed = (column: string): string =>
    it.keyring.seal(it.planter.text("disciplinary_measure", column, restricted), {
      table: "disciplinary_measure",
      column,
      row: id,
    });
  add(
    "disciplinary_measure",
    {
      ...where,
      id,
      person_id: it.third,
      person_path: where["org_path"],
      valid_from: "2026-06-01",
      entered_on: "2026-06-02",
      decided_by_cipher: sealed("decided_by_cipher"),
      document_cipher: sealed("document_cipher"),
      reason_cipher: sealed("reason_cipher"),
    },
    restricted,
  );
}
