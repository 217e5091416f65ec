import { type Selectable, sql } from "kysely";
import { isConcerned } from "#platform/access/concerned.ts";
import type { Actor, Policy } from "#platform/access/policy.ts";
import { deedsOf } from "#platform/cases/deeds.ts";
import type { Reader, Tables } from "#platform/database/door.ts";
import { absent } from "#platform/http/problem.ts";
import type { Keyring } from "#platform/keyring.ts";
import { type CodeSetName, codeSet } from "#shared/code-sets.ts";
import type { Day } from "#shared/day.ts";
import { maskIdentityNumber, maskPhone } from "#shared/masks.ts";
import { shortNames } from "../queries.ts";
import { type HIDDEN, isHidden } from "./asks.ts";
import { CORRECTABLE, type CorrectableKey, type OwnRequests, type RequestView } from "./contract.ts";
import { DEEDS } from "./deeds.ts";
import { zh } from "./zh.ts";

export type RequestRow = Selectable<Tables["correctionRequest"]>;

const place = (row: Pick<RequestRow, "id">, column: string) => ({ table: "correction_request", column, row: row.id });
export const sealWanted = (keyring: Keyring, id: string, plain: string): string =>
  keyring.seal(plain, place({ id }, "wanted_cipher"));
export const sealReason = (keyring: Keyring, id: string, plain: string): string =>
  keyring.seal(plain, place({ id }, "reason_cipher"));
export const wantedOf = (keyring: Keyring, row: RequestRow): string =>
  keyring.open(row.wantedCipher, place(row, "wanted_cipher"));

const MASKS: Readonly<Record<(typeof HIDDEN)[number], (plain: string) => string>> = {
  idNumber: maskIdentityNumber,
  mobile: maskPhone,
  address: () => "（已填写，核对时再看）",
  registeredAddress: () => "（已填写，核对时再看）",
};

export const fieldTerm = (field: string): string => CORRECTABLE[field as CorrectableKey] ?? field;

function shown(keyring: Keyring, row: RequestRow) {
  return {
    id: row.id,
    field: row.field,
    fieldTerm: fieldTerm(row.field),
    wanted: wantedOf(keyring, row),
    reason: row.reasonCipher === null ? null : keyring.open(row.reasonCipher, place(row, "reason_cipher")),
    askedOn: row.askedOn,
    outcomeTerm: row.outcome === null ? null : codeSet("correction_state").term(row.outcome as "corrected"),
    decidedOn: row.decidedOn,
    decidedBy: row.decidedBy,
    answer: row.answer,
  };
}

/** What I asked for, newest first; `tx` sees what is one's own and nothing else. */
export async function ownRequests(tx: Reader, keyring: Keyring, on: Day): Promise<OwnRequests> {
  const rows = await tx
    .selectFrom("correctionRequest")
    .selectAll()
    .orderBy("askedOn", "desc")
    .orderBy("id", "desc")
    .limit(50)
    .execute();
  const standing = await tx.selectFrom("membership").select("id").where("validTo", "is", null).executeTakeFirst();
  return {
    member: standing !== undefined,
    rows: rows.map((it) => ({
      ...shown(keyring, it),
      can: { deeds: deedsOf(DEEDS, it, { branch: false, member: true }, on) },
    })),
  };
}

/** One request as the desk sees it, beside what the record says today. */
export async function requestView(
  { tx, actor, policy, keyring }: { tx: Reader; actor: Actor; policy: Policy; keyring: Keyring },
  id: string,
  on: Day,
): Promise<RequestView> {
  const row = await tx.selectFrom("correctionRequest").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw absent(zh.request);
  const names = await shortNames(tx, [row.organizationId]);
  const it = shown(keyring, row);
  const others = !isConcerned(actor, { persons: [row.personId] });
  const sides = { branch: others && policy.may(actor, "membership.correct", row.orgPath), member: false };
  return {
    ...it,
    wanted: isHidden(row.field) ? MASKS[row.field](it.wanted) : it.wanted,
    personId: row.personId,
    personName: row.personName,
    organizationId: row.organizationId,
    organizationName: names.get(row.organizationId) ?? "",
    now: await recorded(tx, row.personId, row.field),
    can: { deeds: deedsOf(DEEDS, row, sides, on) },
  };
}

const CODES: Readonly<Record<string, CodeSetName>> = {
  gender: "sex",
  ethnicity: "ethnic_group",
  education: "education",
};

/** What the record says of a field today, as people read it; null where it says nothing or has no such field. */
async function recorded(tx: Reader, personId: string, field: string): Promise<string | null> {
  if (field === "other") return null;
  const row = await tx
    .selectFrom("person")
    .leftJoin("membership", (join) =>
      join.onRef("membership.personId", "=", "person.id").on("membership.validTo", "is", null),
    )
    .select([
      "person.name",
      "person.gender",
      "person.ethnicity",
      "person.birthOn",
      "person.mobileMask as mobile",
      "person.nativePlace",
      sql<string | null>`case when person.id_number_cipher is not null then '已登记（不显示）' end`.as("idNumber"),
      sql<string | null>`case when person.address_cipher is not null then '已登记（不显示）' end`.as("address"),
      sql<string | null>`case when person.registered_address_cipher is not null then '已登记（不显示）' end`.as(
        "registeredAddress",
      ),
      "membership.education",
      "membership.degree",
      "membership.joinedOn",
      "membership.fullOn",
      "membership.workUnit",
    ])
    .where("person.id", "=", personId)
    .executeTakeFirst();
  const value = row?.[field as Exclude<CorrectableKey, "other">] ?? null;
  const set = CODES[field];
  if (value === null || set === undefined) return value;
  const codes = codeSet(set);
  return codes.has(value) ? codes.term(value) : value;
}
