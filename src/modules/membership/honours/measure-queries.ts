import type { Selectable } from "kysely";
import type { Reader, Tables } from "#platform/database/door.ts";
import { absent } from "#platform/http/problem.ts";
import type { Asking } from "#platform/http/route.ts";
import type { Keyring } from "#platform/keyring.ts";
import { codeSet } from "#shared/code-sets.ts";
import { addDays, type Day } from "#shared/day.ts";
import { provisionView } from "#shared/finding.ts";
import { shortNames } from "../queries.ts";
import { awardsIn } from "./awards.ts";
import type { MeasureContent, MeasureHead, MeasureHeads, OwnHonours } from "./contract.ts";
import { FIVE_MEASURES, HOUSE_RESTRICTED, RIGHTS_SUSPENDED } from "./provisions.ts";
import { type Measure, type MeasureKind, type Outcome, rightsSuspended, stateOf } from "./rules.ts";
import { zh } from "./zh.ts";

export type MeasureRow = Selectable<Tables["disciplinaryMeasure"]>;

type Looking = Pick<Asking, "tx" | "actor" | "house" | "today">;

type SealedColumn =
  | "decided_by_cipher"
  | "document_cipher"
  | "reason_cipher"
  | "end_note_cipher"
  | "withdraw_reason_cipher";
const place = (row: string, column: SealedColumn) => ({ table: "disciplinary_measure", column, row });
/** A text of a measure, sealed to its row and column. */
export const sealText = (keyring: Keyring, id: string, column: SealedColumn, plain: string): string =>
  keyring.seal(plain, place(id, column));
const openText = (keyring: Keyring, id: string, column: SealedColumn, cipher: string | null): string =>
  cipher === null ? "" : keyring.open(cipher, place(id, column));

/** Facts of a row as the rules take them. */
export const measureOf = (row: MeasureRow): Measure => ({
  kind: row.kind as MeasureKind,
  validFrom: row.validFrom,
  months: row.months,
  extendedMonths: row.extendedMonths,
  endedOn: row.endedOn,
  withdrawnOn: row.withdrawnOn,
});

const headOf = (row: MeasureRow, today: Day) => {
  const state = stateOf(measureOf(row), today).value;
  const { id, enteredOn, enteredBy } = row;
  return { id, enteredOn, enteredBy, state, stateTerm: codeSet("measure_state").term(state) };
};

const FAMILIES = ["discipline", "organizational_disposition", "rights_suspension"] as const;
/** 党纪处分, 组织处置 or 暂停权利. */
export const familyOf = (kind: MeasureKind): string => {
  const family = FAMILIES.find((it) => codeSet(it).has(kind));
  return family === undefined ? "" : codeSet(family).title;
};

/** The whole of a measure, opened. Whoever shows it to others tells so. */
export function contentOf(keyring: Keyring, row: MeasureRow): Omit<MeasureContent, "can"> {
  const kind = row.kind as MeasureKind;
  const { id, months, endedOn, extendedOn, periodEnds } = row;
  return {
    kind,
    kindTerm: codeSet("disciplinary_measure").term(kind),
    familyTerm: familyOf(kind),
    validFrom: row.validFrom,
    months: months === null ? null : months + (row.extendedMonths ?? 0),
    extendedOn,
    lastDay: periodEnds === null ? null : addDays(periodEnds, -1),
    endedOn,
    outcomeTerm: row.outcome === null ? null : codeSet("measure_outcome").term(row.outcome as Outcome),
    decidedBy: openText(keyring, id, "decided_by_cipher", row.decidedByCipher),
    documentNumber: openText(keyring, id, "document_cipher", row.documentCipher),
    reason: openText(keyring, id, "reason_cipher", row.reasonCipher),
    endNote: openText(keyring, id, "end_note_cipher", row.endNoteCipher),
    withdrawReason: openText(keyring, id, "withdraw_reason_cipher", row.withdrawReasonCipher),
  };
}

/** That there are measures upon a member, newest first, and where each stands; nothing of what they say. */
export async function measuresOfPerson(looking: Looking, personId: string): Promise<MeasureHeads> {
  const { tx, actor, house, today } = looking;
  const person = await tx.selectFrom("person").select("orgPath").where("id", "=", personId).executeTakeFirst();
  if (!person) throw absent(zh.member);
  const rows = await tx
    .selectFrom("disciplinaryMeasure")
    .selectAll()
    .where("personId", "=", personId)
    .where("withdrawnOn", "is", null)
    .orderBy("validFrom", "desc")
    .orderBy("id")
    .execute();
  return {
    rows: rows.map((it) => headOf(it, today)),
    can: { write: house.policy.may(actor, "discipline.write", person.orgPath) },
  };
}

/** Whose measure it is and where it stands, for its page; what it says is read there. */
export async function measureHead(looking: Looking, id: string): Promise<MeasureHead> {
  const { tx, actor, house, today } = looking;
  const row = await tx.selectFrom("disciplinaryMeasure").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw absent(zh.measure);
  const names = await shortNames(tx, [row.organizationId]);
  return {
    ...headOf(row, today),
    personId: row.personId,
    personName: row.personName,
    organizationId: row.organizationId,
    organizationName: names.get(row.organizationId) ?? "",
    provisions: [FIVE_MEASURES, RIGHTS_SUSPENDED, HOUSE_RESTRICTED].map(provisionView),
    can: { write: [row.orgPath, row.personPath].some((it) => house.policy.may(actor, "discipline.write", it)) },
  };
}

/** Mine: what I was commended for, and what was decided upon me, with the end of its period. `tx` sees one's own only. */
export async function ownHonours(tx: Reader, keyring: Keyring, today: Day): Promise<OwnHonours> {
  const awards = await awardsIn(tx);
  const measures = await tx
    .selectFrom("disciplinaryMeasure")
    .selectAll()
    .where("withdrawnOn", "is", null)
    .orderBy("validFrom", "desc")
    .orderBy("id")
    .execute();
  return {
    suspended: rightsSuspended(measures.map(measureOf), false, today).value,
    awards,
    measures: measures.map((it) => ({
      id: it.id,
      stateTerm: headOf(it, today).stateTerm,
      ...contentOf(keyring, it),
    })),
  };
}
