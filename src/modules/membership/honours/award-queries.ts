import { type Selectable, sql } from "kysely";
import type { Reader, Tables } from "#platform/database/door.ts";
import { absent } from "#platform/http/problem.ts";
import type { Asking } from "#platform/http/route.ts";
import { codeSet } from "#shared/code-sets.ts";
import type { Day } from "#shared/day.ts";
import { shortNames } from "../queries.ts";
import { zh as membershipZh } from "../zh.ts";
import type { AwardList, AwardView } from "./contract.ts";
import { zh } from "./zh.ts";

export type AwardRow = Selectable<Tables["award"]>;

type Looking = Pick<Asking, "tx" | "actor" | "house">;

/** Where somebody stood on the roster on a day, if in reach. */
export async function branchOn(tx: Reader, personId: string, on: Day) {
  return await tx
    .selectFrom("membership")
    .select(["organizationId", "orgPath"])
    .where("personId", "=", personId)
    .where("validFrom", "<=", on)
    .where((eb) => eb.or([eb("validTo", "is", null), eb("validTo", ">", on)]))
    .executeTakeFirst();
}

type Same = Pick<AwardRow, "personId" | "organizationId" | "kind" | "title" | "level" | "awardedOn">;

/** The same receiver, kind, title, level and day: the same award. */
export const keyOf = (it: Same): string =>
  `${it.personId ?? it.organizationId} ${it.kind} ${it.title} ${it.level} ${it.awardedOn}`;

/** Awards of these receivers that stand, given on these days. */
export const standingAwards = (
  tx: Reader,
  of: { readonly days: readonly Day[]; readonly persons: readonly string[]; readonly places: readonly string[] },
) =>
  tx
    .selectFrom("award")
    .select(["id", "personId", "organizationId", "kind", "title", "level", "awardedOn"])
    .where("awardedOn", "=", sql<never>`any(${[...new Set(of.days)]}::date[])`)
    .where("withdrawnOn", "is", null)
    .where((eb) =>
      eb.or([
        eb("personId", "=", sql<string>`any(${[...new Set(of.persons)]}::uuid[])`),
        eb("organizationId", "=", sql<string>`any(${[...new Set(of.places)]}::uuid[])`),
      ]),
    )
    .execute();

/** Does the same award stand already, besides the one named? */
export async function hasTwin(tx: Reader, it: Same, besides: string | null): Promise<boolean> {
  const { personId, organizationId, awardedOn } = it;
  const [persons, places] = personId === null ? [[], [organizationId]] : [[personId], []];
  const rows = await standingAwards(tx, { days: [awardedOn], persons, places });
  return rows.some((row) => keyOf(row) === keyOf(it) && row.id !== besides);
}

/** Members in reach with these names. */
export const membersNamed = (tx: Reader, names: readonly string[]) =>
  tx
    .selectFrom("membership")
    .select(["personId", "name", "organizationId", "orgPath"])
    .where("validTo", "is", null)
    .where("name", "=", sql<string>`any(${names}::text[])`)
    .execute();

/** Whose record an award is, and where it lies; nobody's if it is an organisation's. */
export const toldPersons = ({
  orgPath,
  personId,
  personPath,
}: Pick<AwardRow, "orgPath" | "personId" | "personPath">) =>
  personId === null ? [] : [{ id: personId, path: personPath ?? orgPath }];

/** One award as lists and pages show it. */
export function shownAward(row: AwardRow): AwardList["rows"][number] {
  const { id, title, issuer, documentNumber, awardedOn, revokedOn, revokeReason } = row;
  const kind = row.kind as AwardView["kind"];
  const level = row.level as AwardView["level"];
  const kindTerm = title === "" ? codeSet("award_kind").term(kind) : title;
  const levelTerm = codeSet("award_level").term(level);
  return { id, kind, kindTerm, title, level, levelTerm, issuer, documentNumber, awardedOn, revokedOn, revokeReason };
}

/** Awards that were not withdrawn, newest first. */
export const awardsIn = (tx: Reader) =>
  tx.selectFrom("award").selectAll().where("withdrawnOn", "is", null).orderBy("awardedOn", "desc").orderBy("id");

const listOf = ({ actor, house }: Looking, rows: readonly AwardRow[], orgPath: string): AwardList => ({
  rows: rows.map(shownAward),
  can: { write: house.policy.may(actor, "award.write", orgPath) },
});

/** What a member was commended for, newest first. */
export async function awardsOfPerson(looking: Looking, id: string): Promise<AwardList> {
  const { tx } = looking;
  const person = await tx.selectFrom("person").select("orgPath").where("id", "=", id).executeTakeFirst();
  if (!person) throw absent(membershipZh.member);
  return listOf(looking, await awardsIn(tx).where("personId", "=", id).execute(), person.orgPath);
}

/** What an organisation was commended for as such, newest first. */
export async function awardsOfOrganization(looking: Looking, id: string): Promise<AwardList> {
  const { tx } = looking;
  const place = await tx.selectFrom("organization").select("orgPath").where("id", "=", id).executeTakeFirst();
  if (!place) throw absent(membershipZh.organization);
  const rows = await awardsIn(tx).where("organizationId", "=", id).where("personId", "is", null).execute();
  return listOf(looking, rows, place.orgPath);
}

/** One award on its page. */
export async function awardView({ tx, actor, house }: Looking, id: string): Promise<AwardView> {
  const row = await tx.selectFrom("award").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw absent(zh.award);
  const names = await shortNames(tx, [row.organizationId]);
  const { personId, name, organizationId, enteredOn, enteredBy, withdrawnOn, withdrawReason } = row;
  const may = [row.orgPath, row.personPath ?? row.orgPath].some((it) => house.policy.may(actor, "award.write", it));
  return {
    ...shownAward(row),
    personId,
    name,
    organizationId,
    organizationName: names.get(organizationId) ?? "",
    enteredOn,
    enteredBy,
    withdrawnOn,
    withdrawReason,
    can: { write: may && withdrawnOn === null },
  };
}
