import { sql } from "kysely";
import type { Reader } from "#platform/database/door.ts";
import { covers } from "#platform/database/reach.ts";
import type { Asks } from "#platform/forms/asks.ts";
import type { Doing } from "#platform/house.ts";
import { absent } from "#platform/http/problem.ts";
import type { Asking } from "#platform/http/route.ts";
import { rowsOf } from "#platform/kept/acts.ts";
import type { AboutView } from "#platform/kept/contract.ts";
import type { About, Facts, FactTable, KeptFacts } from "#platform/kept/facts.ts";
import type { Drop, Place } from "#platform/registers/importer.ts";
import type { Day } from "#shared/day.ts";
import { quoted } from "#shared/text.ts";
import { shortNames } from "./queries.ts";
import { unknownBranch } from "./roster/branch.ts";
import { zh } from "./zh.ts";

/**
 * Whose the rows of a kept register are: members and organisations in reach, named by a form or by a workbook, and what
 * their pages and the page of a row show of it.
 */

type Looking = Pick<Asking, "tx" | "actor" | "house">;

/** Where somebody stood on the roster on a day, if in reach. */
const branchOn = (tx: Reader, personId: string, on: Day) =>
  tx
    .selectFrom("membership")
    .select(["organizationId", "orgPath"])
    .where("personId", "=", personId)
    .where("validFrom", "<=", on)
    .where((eb) => eb.or([eb("validTo", "is", null), eb("validTo", ">", on)]))
    .executeTakeFirst();

/** A member in reach for writing, in the branch where they stood on that day. Throws `absent`. */
export async function memberOn({ tx, scope }: Doing, personId: string, on: Day): Promise<About> {
  const person = await tx
    .selectFrom("person")
    .select(["id", "name", "organizationId", "orgPath"])
    .where("id", "=", personId)
    .executeTakeFirst();
  if (!person || !covers(scope.write, person.orgPath)) throw absent(zh.member);
  // What happened elsewhere, before the member came here, is entered where the member is.
  const then = await branchOn(tx, person.id, on);
  const { organizationId, orgPath } = then && covers(scope.write, then.orgPath) ? then : person;
  return { personId: person.id, name: person.name, organizationId, orgPath, personPath: person.orgPath };
}

/** An organisation in reach for writing. Throws `absent`. */
export async function organizationNamed({ tx, scope }: Doing, id: string): Promise<About> {
  const row = await tx
    .selectFrom("organization")
    .innerJoin("organizationVersion as v", "v.organizationId", "organization.id")
    .select(["organization.id", "organization.orgPath", "v.shortName"])
    .where("organization.id", "=", id)
    .orderBy("v.validFrom", "desc")
    .executeTakeFirst();
  if (!row || !covers(scope.write, row.orgPath)) throw absent(zh.organization);
  return ofPlace({ id: row.id, shortName: row.shortName, path: row.orgPath });
}

const ofPlace = ({ id, shortName, path }: { id: string; shortName: string; path: string }): About => ({
  personId: null,
  name: shortName,
  organizationId: id,
  orgPath: path,
  personPath: null,
});

/** Which organisation a row of a workbook names, else the one chosen for the drop; what is wrong with it goes to `faults`. */
export function placeOfRow(drop: Drop, written: string, column: string, faults: string[]): Place | null {
  const match = written === "" ? null : drop.places.find(written, drop.organizationId);
  if (match !== null && match.found !== "one") {
    faults.push(unknownBranch(written, match, column));
    return null;
  }
  const place = match?.place ?? (drop.organizationId === null ? null : (drop.places.byId(drop.organizationId) ?? null));
  if (place !== null && (place.path === null || !drop.mayWrite(place)))
    faults.push(`${column}：“${place.shortName}”不在您的管理范围内。请由该组织或其上级导入`);
  return place;
}

/** An organisation as whoever a row is about; null without one. */
export const placeAbout = (place: Place | null): About | null =>
  place === null || place.path === null ? null : ofPlace({ ...place, path: place.path });

/**
 * Finds the members in reach that rows of a workbook name, in one question; answers one name at a time, within a place
 * where one is given: the member, null for nobody, a sentence for several.
 */
export async function membersNamed(
  tx: Reader,
  names: readonly string[],
): Promise<(name: string, place: Place | null, column: string) => About | string | null> {
  const rows = await tx
    .selectFrom("membership")
    .select(["personId", "name", "organizationId", "orgPath"])
    .where("validTo", "is", null)
    .where("name", "=", sql<string>`any(${[...new Set(names)]}::text[])`)
    .execute();
  const members = Map.groupBy(rows, (it) => it.name);
  return (name, place, column) => {
    const found = (members.get(name) ?? []).filter((it) => place === null || it.orgPath.startsWith(place.path ?? "-"));
    const [only] = found;
    if (only === undefined) return null;
    if (found.length > 1) return `有多名党员叫${quoted(name)}，请在“${column}”一列写明支部`;
    return { ...only, personPath: only.orgPath };
  };
}

/** What is said of a row whose member nobody knows. */
export const nobodyNamed = (name: string, column: string): string =>
  `花名册上没有${quoted(name)}。请核对姓名和${column}`;

/** A kept register as pages show it: who may write, what a row is shown as, by which day rows are put in order. */
export interface ShownFacts<T extends FactTable, A extends Asks, S> {
  readonly of: KeptFacts<T, A>;
  readonly verb: string;
  readonly shown: (row: Facts<T>) => S;
  readonly by: keyof Facts<T> & string;
}

/** Rows that were not withdrawn, newest first; `tx` decides whose. */
export const standingRows = <T extends FactTable, A extends Asks, S>(tx: Reader, { of, by }: ShownFacts<T, A, S>) =>
  rowsOf(tx, of.table)
    .selectAll()
    .where("withdrawnOn", "is", null)
    .orderBy(by as "id", "desc")
    .orderBy("id");

interface List<S> {
  readonly rows: S[];
  readonly can: { readonly write: boolean };
}

/** The rows about a member, newest first. Throws `absent`. */
export async function rowsOfMember<T extends FactTable, A extends Asks, S>(
  looking: Looking,
  it: ShownFacts<T, A, S>,
  personId: string,
): Promise<List<S>> {
  const { tx } = looking;
  const person = await tx.selectFrom("person").select("orgPath").where("id", "=", personId).executeTakeFirst();
  if (!person) throw absent(zh.member);
  return listOf(looking, it, await standingRows(tx, it).where("personId", "=", personId).execute(), person.orgPath);
}

/** The rows about an organisation as such, newest first. Throws `absent`. */
export async function rowsOfOrganization<T extends FactTable, A extends Asks, S>(
  looking: Looking,
  it: ShownFacts<T, A, S>,
  id: string,
): Promise<List<S>> {
  const { tx } = looking;
  const place = await tx.selectFrom("organization").select("orgPath").where("id", "=", id).executeTakeFirst();
  if (!place) throw absent(zh.organization);
  const rows = await standingRows(tx, it).where("organizationId", "=", id).where("personId", "is", null).execute();
  return listOf(looking, it, rows, place.orgPath);
}

const listOf = <T extends FactTable, A extends Asks, S>(
  { actor, house }: Looking,
  { verb, shown }: ShownFacts<T, A, S>,
  rows: readonly unknown[],
  path: string,
): List<S> => ({
  rows: (rows as readonly Facts<T>[]).map(shown),
  can: { write: house.policy.may(actor, verb, path) },
});

/** One row on its page. Throws `absent`. */
export async function rowOnPage<T extends FactTable, A extends Asks, S>(
  { tx, actor, house }: Looking,
  { of, verb, shown }: ShownFacts<T, A, S>,
  id: string,
): Promise<S & AboutView> {
  const row = (await rowsOf(tx, of.table).selectAll().where("id", "=", id).executeTakeFirst()) as Facts<T> | undefined;
  if (!row) throw absent(of.term);
  const { personId, name, organizationId, enteredOn, enteredBy, withdrawnOn, withdrawReason } = row;
  const names = await shortNames(tx, [organizationId]);
  const may = [row.orgPath, row.personPath ?? row.orgPath].some((path) => house.policy.may(actor, verb, path));
  return {
    ...shown(row),
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
