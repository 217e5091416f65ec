import { sql } from "kysely";
import type { Reader } from "#platform/database/door.ts";
import type { Day } from "#shared/day.ts";
import type { KnownMember, KnownMembership } from "./compare.ts";

/** Persons in reach with one of these blind indexes, each with the open row of the roster, by index. */
export async function membersByIndex(tx: Reader, indexes: readonly string[]): Promise<Map<string, KnownMember>> {
  if (indexes.length === 0) return new Map();
  const rows = await members(tx).where(sql<boolean>`person.id_number_index = any(${indexes}::text[])`).execute();
  return new Map(rows.map((row) => [row.idNumberIndex ?? "", toMember(row)]));
}

/** One person in reach with the open row of the roster, or undefined. */
export async function memberById(tx: Reader, personId: string): Promise<KnownMember | undefined> {
  const row = await members(tx).where("person.id", "=", personId).executeTakeFirst();
  return row && toMember(row);
}

/** Members of these branches with one of these names; rows of the import itself are left out. */
export async function membersByName(
  tx: Reader,
  organizationIds: readonly string[],
  names: readonly string[],
  importId: string,
): Promise<KnownMember[]> {
  if (organizationIds.length === 0 || names.length === 0) return [];
  const rows = await members(tx)
    .where(sql<boolean>`membership.organization_id = any(${organizationIds}::uuid[])`)
    .where(sql<boolean>`membership.name = any(${names}::text[])`)
    .where(sql<boolean>`person.import_id is distinct from ${importId}`)
    .execute();
  return rows.map(toMember);
}

/** Is there anybody in reach without an identity number? Else rows with one need no look at names. */
export async function anyoneWithoutNumber(tx: Reader): Promise<boolean> {
  const row = await tx.selectFrom("person").select("id").where("idNumberIndex", "is", null).limit(1).executeTakeFirst();
  return row !== undefined;
}

/** Which of these blind indexes anybody in the house carries, in reach or not. */
export async function numbersKnown(tx: Reader, indexes: readonly string[]): Promise<Set<string>> {
  if (indexes.length === 0) return new Set();
  const { rows } = await sql<{ index: string }>`select identity_numbers_known(${indexes}::text[]) as index`.execute(tx);
  return new Set(rows.map((row) => row.index));
}

/** The last thing that happened to each person's membership; for those who stand on no roster. */
export async function lastEvents(
  tx: Reader,
  personIds: readonly string[],
): Promise<Map<string, { code: string; on: Day; organizationId: string }>> {
  const last = new Map<string, { code: string; on: Day; organizationId: string }>();
  if (personIds.length === 0) return last;
  const rows = await tx
    .selectFrom("membershipEvent")
    .select(["personId", "code", "happenedOn", "organizationId", "direction"])
    .where(sql<boolean>`person_id = any(${personIds}::uuid[])`)
    .orderBy("happenedOn")
    .execute();
  for (const row of rows) {
    if (row.direction === -1)
      last.set(row.personId, { code: row.code, on: row.happenedOn, organizationId: row.organizationId });
  }
  return last;
}

const members = (tx: Reader) =>
  tx
    .selectFrom("person")
    .leftJoin("membership", (join) =>
      join.onRef("membership.personId", "=", "person.id").on("membership.validTo", "is", null),
    )
    .select([
      "person.id as personId",
      "person.orgPath as personPath",
      "person.version",
      "person.name",
      "person.formerName",
      "person.gender",
      "person.ethnicity",
      "person.birthOn",
      "person.birthPrecision",
      "person.nativePlace",
      "person.idNumberIndex",
      "person.mobileIndex",
      "person.mobileMask",
      "person.addressCipher",
      "person.registeredAddressCipher",
      "membership.id as membershipId",
      "membership.organizationId",
      "membership.orgPath",
      "membership.validFrom",
      "membership.education",
      "membership.degree",
      "membership.joinedOn",
      "membership.joinedPrecision",
      "membership.fullOn",
      "membership.fullPrecision",
      "membership.category",
      "membership.registryStatus",
      "membership.joinKind",
      "membership.job",
      "membership.workUnit",
      "membership.stratum",
      "membership.frontLine",
      "membership.migrantWorker",
      "membership.groupName",
      "membership.flowDestination",
      "membership.lostSince",
      "membership.note",
    ]);

type Found = Awaited<ReturnType<ReturnType<typeof members>["execute"]>>[number];

function toMember(row: Found): KnownMember {
  const { membershipId, organizationId, orgPath, validFrom, category, registryStatus, ...rest } = row;
  const membership: KnownMembership | null =
    membershipId === null || organizationId === null || orgPath === null || validFrom === null
      ? null
      : {
          ...rest,
          id: membershipId,
          organizationId,
          orgPath,
          validFrom,
          category: category ?? "full",
          registryStatus: registryStatus ?? "normal",
          joinedPrecision: row.joinedPrecision ?? "day",
          fullPrecision: row.fullPrecision ?? "day",
          note: row.note ?? "",
        };
  return { ...rest, membership };
}
