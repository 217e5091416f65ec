import { type Selectable, sql } from "kysely";
import { jsonArrayFrom } from "kysely/helpers/postgres";
import type { Actor, Policy } from "#platform/access/policy.ts";
import type { Reader, Tables } from "#platform/database/door.ts";
import { absent } from "#platform/http/problem.ts";
import { codeSet } from "#shared/code-sets.ts";
import type { Day } from "#shared/day.ts";
import type { MemberView, TransferView, YearBookView } from "../contract.ts";
import { isSuspendedOn } from "../honours/suspended.ts";
import { hasAccount } from "../person-account.ts";
import { shortNames, yearBooks } from "../queries.ts";
import { categoryOn, letterEnds, partyYears, yearlyDifference } from "../rules.ts";
import { TRANSFER_KINDS, TRANSFER_STATES } from "../transfers/zh.ts";
import { eventTerm, zh } from "../zh.ts";

/** The page of one member as of a day, with masks in place of what is sensitive. */
export async function memberView(
  asking: { readonly tx: Reader; readonly actor: Actor; readonly policy: Policy },
  personId: string,
  asOf: Day,
): Promise<MemberView> {
  const { tx, actor, policy } = asking;
  const found = await recordOf(tx, personId, asOf);
  if (!found) throw absent(zh.member);
  const { person, names, memberships } = found;
  const current = memberships.find((it) => it.validFrom <= asOf && (it.validTo === null || it.validTo > asOf));
  const sexes = codeSet("sex");
  const may = (verb: string) => policy.may(actor, verb, person.orgPath);
  const onRoster = memberships.some((it) => it.validTo === null);
  return {
    asOf,
    person: {
      id: person.id,
      version: person.version,
      name: person.name,
      formerName: person.formerName,
      gender: person.gender,
      genderTerm: sexes.has(person.gender) ? sexes.term(person.gender) : person.gender,
      ethnicity: person.ethnicity,
      birthOn: person.birthOn,
      birthPrecision: person.birthPrecision,
      nativePlace: person.nativePlace,
      hasIdNumber: person.idNumberCipher !== null,
      mobileMask: person.mobileMask,
      hasAddress: person.addressCipher !== null,
      hasRegisteredAddress: person.registeredAddressCipher !== null,
    },
    standing: current ? { ...standingOf(current, asOf), suspended: found.suspended } : null,
    memberships: memberships.map((row) => ({ ...row, organizationName: names.get(row.organizationId) ?? "" })),
    events: found.events.map((row) => eventView(row, names)),
    posts: found.posts.map(({ organizationId, ...row }) => ({
      ...row,
      organizationName: names.get(organizationId) ?? "",
    })),
    transfers: found.transfers.map((row) => transferView(row, names)),
    can: {
      correct: may("membership.correct"),
      leave: onRoster && may("membership.leave"),
      unmask: may("membership.unmask"),
      transfer: onRoster && may("membership.transfer"),
      account: onRoster && may("membership.account.open") && !found.hasAccount,
    },
  };
}

export function standingOf(row: { readonly category: string; readonly fullOn: string | null }, on: Day) {
  const fullOn = row.fullOn as Day | null;
  const category = categoryOn({ category: row.category === "full" ? "full" : "probationary", fullOn }, on).value;
  return {
    category,
    categoryTerm: codeSet("membership_category").term(category),
    partyYears: partyYears(fullOn, on).value,
  };
}

/** A person with all that lies under them and the names of the organisations in it, in one statement: each one more is a wait. */
async function recordOf(tx: Reader, personId: string, asOf: Day) {
  const row = await tx
    .selectFrom("person")
    .selectAll()
    .select((eb) => [
      jsonArrayFrom(
        eb
          .selectFrom("membership")
          .selectAll()
          .whereRef("membership.personId", "=", "person.id")
          .orderBy("validFrom", "desc"),
      ).as("memberships"),
      jsonArrayFrom(
        eb
          .selectFrom("membershipEvent")
          .selectAll()
          .whereRef("membershipEvent.personId", "=", "person.id")
          .orderBy("happenedOn", "desc")
          .orderBy("direction", "desc"),
      ).as("events"),
      jsonArrayFrom(
        eb
          .selectFrom("post")
          .select(["id", "post", "organizationId", "validFrom", "validTo"])
          .whereRef("post.personId", "=", "person.id")
          .orderBy("validFrom", "desc"),
      ).as("posts"),
      jsonArrayFrom(
        eb
          .selectFrom("transfer")
          .selectAll()
          .whereRef("transfer.personId", "=", "person.id")
          .orderBy("handedOverOn", "desc"),
      ).as("transfers"),
      // Of organisations beyond reach too, as in shortNames.
      sql<Readonly<Record<string, string>> | null>`(
        select json_object_agg(organization_id, short_name) from transfer_places(array(
          ${eb.selectFrom("membership").select("organizationId").whereRef("membership.personId", "=", "person.id")}
          union ${eb.selectFrom("membershipEvent").select("organizationId").whereRef("membershipEvent.personId", "=", "person.id")}
          union ${eb.selectFrom("post").select("organizationId").whereRef("post.personId", "=", "person.id")}
          union ${eb.selectFrom("transfer").select("fromOrganizationId").whereRef("transfer.personId", "=", "person.id")}
          union ${eb.selectFrom("transfer").select("toOrganizationId").whereRef("transfer.personId", "=", "person.id")})))`.as(
        "names",
      ),
      isSuspendedOn(eb.ref("person.id"), asOf).as("suspended"),
      hasAccount(eb.ref("person.id")).as("hasAccount"),
    ])
    .where("id", "=", personId)
    .executeTakeFirst();
  if (!row) return undefined;
  const { memberships, events, posts, transfers, names, suspended, hasAccount: isHolder, ...person } = row;
  return {
    person,
    suspended,
    hasAccount: isHolder,
    names: new Map(Object.entries(names ?? {})),
    memberships: memberships.map(camelKeys),
    events: events.map(camelKeys),
    posts: posts.map(camelKeys),
    transfers: transfers.map(camelKeys),
  };
}

/** Rows that come as JSON keep the names of the columns. */
function camelKeys<T extends object>(row: T): T {
  const renamed = Object.entries(row).map(([key, value]) => [
    key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    value as unknown,
  ]);
  return Object.fromEntries(renamed) as T;
}

/** What happened to somebody's membership, newest first. */
export async function eventsOf(tx: Reader, personId: string): Promise<MemberView["events"]> {
  const rows = await tx
    .selectFrom("membershipEvent")
    .selectAll()
    .where("personId", "=", personId)
    .orderBy("happenedOn", "desc")
    .orderBy("direction", "desc")
    .execute();
  const names = await shortNames(
    tx,
    rows.map((row) => row.organizationId),
  );
  return rows.map((row) => eventView(row, names));
}

function eventView(
  row: Selectable<Tables["membershipEvent"]>,
  names: ReadonlyMap<string, string>,
): MemberView["events"][number] {
  return {
    id: row.id,
    direction: row.direction,
    code: row.code,
    term: eventTerm(row.code),
    happenedOn: row.happenedOn,
    organizationName: names.get(row.organizationId) ?? "",
    counterpart: row.counterpart,
    documentNumber: row.documentNumber,
    note: row.note,
  };
}

function transferView(row: Selectable<Tables["transfer"]>, names: ReadonlyMap<string, string>): TransferView {
  return {
    id: row.id,
    kind: row.kind,
    kindTerm: TRANSFER_KINDS[row.kind] ?? row.kind,
    from: row.fromOrganizationId === null ? row.outsideName : (names.get(row.fromOrganizationId) ?? null),
    to: row.toOrganizationId === null ? row.outsideName : (names.get(row.toOrganizationId) ?? null),
    state: row.state,
    stateTerm: TRANSFER_STATES[row.state] ?? row.state,
    handedOverOn: row.handedOverOn,
    decidedOn: row.decidedOn,
    letterUntil: row.letterOn === null ? null : letterEnds(row.letterOn, row.validDays ?? 90).value,
    reason: row.reason,
    note: row.decisionNote,
  };
}

/** The yearly identity at every place in reach, from the first day to the last, both inclusive. */
export async function yearBookView(tx: Reader, from: Day, to: Day): Promise<YearBookView> {
  const books = await yearBooks(tx, from, to);
  const names = await shortNames(
    tx,
    books.map((book) => book.organizationId),
  );
  const rows = books.map((book) => ({
    ...book,
    organizationName: names.get(book.organizationId) ?? "",
    difference: yearlyDifference(book).value,
  }));
  return { from, to, rows, holds: rows.every((row) => row.difference === 0) };
}
