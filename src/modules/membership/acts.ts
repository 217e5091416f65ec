import type { Selectable } from "kysely";
import { kindOn, VILLAGE_POSTS } from "#modules/organization/index.ts";
import { refuseConcerned } from "#platform/access/concerned.ts";
import { entered } from "#platform/audit/tell.ts";
import type { Tables, Writer } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import { dayGiven, reasonGiven } from "#platform/given.ts";
import type { Doing } from "#platform/house.ts";
import { absent, conflict, refused } from "#platform/http/problem.ts";
import { codeSet } from "#shared/code-sets.ts";
import { type Day, dayInTable } from "#shared/day.ts";
import type { Admission, Correction, Leaving, Unmasked, Unmasking } from "./contract.ts";
import { refuseConversionByField, refuseEntryByForm, refuseReturnByForm, restorationRefused } from "./entry-by-form.ts";
import { endByLeaving } from "./floating/writes.ts";
import { nameKeys } from "./name-keys.ts";
import { shortNames } from "./queries.ts";
import { compareMember, type KnownMember, type Secrets } from "./roster/compare.ts";
import { type MemberTexts, readMember } from "./roster/member-facts.ts";
import { refuseKindWithoutRoster } from "./roster/place.ts";
import { lastEvents, memberById, membersByIndex, numbersKnown } from "./roster/queries.ts";
import type { RosterFacts } from "./roster/row.ts";
import { closeMembership, type MembershipRow, openRow, personRow, reopenRow } from "./roster/rows.ts";
import { membershipFacts } from "./roster/write.ts";
import { convertsByField, restores } from "./rules.ts";
import { idNumberIndex, mobileIndex, openColumn, SENSITIVE_COLUMNS, sealedColumns } from "./sensitive.ts";
import { zh } from "./zh.ts";

/**
 * A branch enters one member by its form; what a form may not state is refused (entry-by-form.ts). Otherwise as
 * {@link admitToRoster}.
 */
export async function admitByForm(
  doing: Doing,
  input: Admission,
): Promise<{ personId: string; warnings: readonly string[] }> {
  refuseEntryByForm(input.code);
  const { facts, warnings } = readMember(input.member, dayGiven(doing, input.on), doing.today);
  if (restores(undefined, facts.registryStatus)) throw restorationRefused("/member/registryStatus");
  const at = await placeInReach(doing, input.organizationId);
  const returning = await someoneKnown(doing, facts.idNumber);
  const left = returning && (await lastEvents(doing.tx, [returning.personId])).get(returning.personId);
  if (left) refuseReturnByForm(left.code, reachesAbove(doing, at.orgPath));
  refuseUnknownCode(input.code);
  return await enterOnRoster(doing, input, { at, facts, warnings, returning });
}

/** Whether the actor holds the verb also above this organisation. */
const reachesAbove = ({ house, actor, verb }: Doing, orgPath: string): boolean =>
  house.policy.may(actor, verb, orgPath.replace(/[^/]+\/$/u, ""));

/**
 * Somebody comes onto the roster of a branch, one by one: admitted, restored, or from outside the zone. Who may state the
 * reason is for the caller to have asked. `arrived` is the transfer that a letter from outside began (transfers/); without
 * it an arrival is noted as done with.
 */
export async function admitToRoster(
  doing: Doing,
  input: Admission,
  arrived?: string,
): Promise<{ personId: string; warnings: readonly string[] }> {
  refuseUnknownCode(input.code);
  const on = dayGiven(doing, input.on);
  const at = await placeInReach(doing, input.organizationId);
  const { facts, warnings } = readMember(input.member, on, doing.today);
  const returning = await someoneKnown(doing, facts.idNumber);
  return await enterOnRoster(doing, input, { at, facts, warnings, returning }, arrived);
}

function refuseUnknownCode(code: string): void {
  if (!codeSet("entry_reason").has(code)) throw refused("bad-code", zh.badCode.title, zh.badCode.detail);
}

/** Writes somebody onto a roster; the place, what the form says and whoever carries the number already have been looked at. */
async function enterOnRoster(
  doing: Doing,
  input: Admission,
  {
    at,
    facts,
    warnings,
    returning,
  }: ReturnType<typeof readMember> & {
    readonly at: Awaited<ReturnType<typeof placeInReach>>;
    readonly returning: Awaited<ReturnType<typeof someoneKnown>>;
  },
  arrived?: string,
): Promise<{ personId: string; warnings: readonly string[] }> {
  const { tx, house } = doing;
  const on = dayGiven(doing, input.on);
  const keys = nameKeys(facts.name);
  const personId = returning?.personId ?? newId();
  const described = {
    name: facts.name,
    formerName: facts.formerName ?? null,
    ...keys,
    gender: facts.gender ?? "unknown",
    ethnicity: facts.ethnicity ?? null,
    birthOn: facts.birth?.day ?? null,
    birthPrecision: facts.birth?.precision ?? "day",
    nativePlace: facts.nativePlace ?? null,
    ...sealedColumns(house.keyring, personId, facts),
  };
  if (returning) {
    await tx
      .updateTable("person")
      .set((eb) => ({ ...described, ...at, version: eb("version", "+", 1) }))
      .where("id", "=", personId)
      .execute();
  }
  const transfer =
    input.code === "transferred_in" && arrived === undefined
      ? arrival(doing, personId, facts.name, at, on, input)
      : null;
  await doing.tell(
    {
      event: "membership.member.admitted",
      ...at,
      target: { kind: "person", id: personId, name: facts.name },
      details: { code: input.code, on },
      persons: [{ id: personId, path: at.orgPath }],
    },
    [
      ...(returning ? [] : [entered("person", { id: personId, ...at, ...described })]),
      ...(transfer ? [entered("transfer", transfer)] : []),
      entered("membership", {
        id: newId(),
        personId,
        ...at,
        validFrom: on,
        name: facts.name,
        ...keys,
        gender: facts.gender ?? "unknown",
        ethnicity: facts.ethnicity ?? null,
        birthOn: facts.birth?.day ?? null,
        ...membershipFacts(facts),
        category: facts.category ?? "full",
      }),
      entered("membershipEvent", {
        id: newId(),
        personId,
        ...at,
        direction: 1,
        code: input.code,
        happenedOn: on,
        counterpart: input.outsideName ?? null,
        documentNumber: input.documentNumber ?? null,
        note: input.note ?? "",
        transferId: arrived ?? transfer?.id ?? null,
      }),
    ],
  );
  return { personId, warnings: facts.idNumber === undefined ? [zh.noNumber, ...warnings] : warnings };
}

/** Whoever carries the number already: refused when on a roster or out of reach, else the person who comes back. */
async function someoneKnown(doing: Doing, number: string | undefined): Promise<{ personId: string } | null> {
  if (number === undefined) return null;
  const { tx, house } = doing;
  const index = idNumberIndex(house.keyring, number);
  const member = (await membersByIndex(tx, [index])).get(index);
  if (member?.membership) {
    const names = await shortNames(tx, [member.membership.organizationId]);
    const place = names.get(member.membership.organizationId) ?? "";
    throw conflict("member-known", zh.known.title, zh.known.inReach(member.name, place));
  }
  if (member) return member;
  if ((await numbersKnown(tx, [index])).size > 0) throw conflict("member-known", zh.known.title, zh.known.elsewhere);
  return null;
}

/** Somebody from outside the zone: the transfer that brought them stands beside those inside. */
function arrival(
  doing: Doing,
  personId: string,
  personName: string,
  at: { organizationId: string; orgPath: string },
  on: Day,
  input: Admission,
) {
  return {
    id: newId(),
    personId,
    personName,
    kind: "in",
    fromOrganizationId: null,
    orgPath: at.orgPath,
    toOrganizationId: at.organizationId,
    toPath: at.orgPath,
    outsideName: input.outsideName ?? "区外党组织",
    letterNumber: input.documentNumber ?? null,
    state: "accepted",
    handedOverBy: null,
    handedOverOn: on,
    decidedBy: doing.actor.accountId,
    decidedOn: on,
  };
}

/**
 * Corrects what was written down wrong (in place), or states what is different from a day on (a new row of the roster,
 * the old one ending that day). A field given as null is emptied; fields not given stay.
 */
export async function correctMember(
  doing: Doing,
  personId: string,
  input: Correction,
): Promise<{ version: number; terms: readonly string[]; warnings: readonly string[] }> {
  const { tx, house } = doing;
  const on = dayGiven(doing, input.on);
  refuseConcerned(doing.actor, { persons: [personId] });
  // Held first: of two corrections on one version the second reads the version the first has made.
  await personRow(tx, personId);
  const member = await memberById(tx, personId);
  if (!member) throw absent(zh.member);
  if (input.version !== undefined && input.version !== member.version) {
    throw conflict("changed-meanwhile", zh.changedMeanwhile.title, zh.changedMeanwhile.detail);
  }
  const { facts, warnings } = readCorrected(member, input.fields, on, doing.today);
  if (restores(member.membership?.registryStatus, facts.registryStatus) && !correctedAbove(doing, member, facts))
    throw restorationRefused("/fields/registryStatus");
  const becomes = { category: facts.category, fullOn: facts.full?.day };
  if (convertsByField(member.membership, becomes).value)
    await refuseConversionByField(tx, personId, input.fields, above(doing, member));
  if (facts.idNumber !== undefined) await refuseTaken(doing, personId, facts.idNumber);
  const secrets: Secrets = {
    idNumberIndex: (number) => idNumberIndex(house.keyring, number),
    mobileIndex: (number) => mobileIndex(house.keyring, number),
    address: (id, column, cipher) =>
      openColumn(house.keyring, id, column === "address_cipher" ? "address" : "registeredAddress", cipher),
  };
  const changes = compareMember(member, facts, on, secrets);
  const emptied = emptiedFields(input.fields);
  const terms = [...changes.shown.map((it) => it.term), ...emptied.terms];
  if (terms.length === 0) throw refused("nothing-changed", zh.nothingChanged.title, zh.nothingChanged.detail);
  const keys = typeof changes.person["name"] === "string" ? nameKeys(changes.person["name"]) : {};
  await tx
    .updateTable("person")
    .set((eb) => ({
      ...changes.person,
      ...keys,
      ...emptied.person,
      ...sealedColumns(house.keyring, personId, { ...changes.sealed, ...emptied.sealed }),
      version: eb("version", "+", 1),
    }))
    .where("id", "=", personId)
    .execute();
  const open = await openRow(tx, personId);
  if (open)
    await restate(doing, open, input.manner, on, {
      ...keys,
      ...repeated(changes.person),
      ...changes.membership,
      ...emptied.membership,
    });
  await doing.tell({
    event: input.manner === "change" ? "membership.member.changed" : "membership.member.corrected",
    organizationId: open?.organizationId ?? null,
    orgPath: member.personPath,
    target: { kind: "person", id: personId, name: member.name },
    // Which fields, and what they say for those that are no secret.
    details: { on, terms, changes: changes.shown.map(({ field, from, to }) => ({ field, from, to })) },
    persons: [{ id: personId, path: member.personPath }],
  });
  return { version: member.version + 1, terms, warnings };
}

/** That a membership was written down as stopped in error, the level above may say; 恢复党籍 itself nobody by a form. */
const correctedAbove = (doing: Doing, { membership }: KnownMember, facts: RosterFacts): boolean =>
  facts.registryStatus !== "restored" && above(doing, { membership });

/** Whether the actor stands above the branch on whose roster the member is. */
const above = (doing: Doing, { membership }: Pick<KnownMember, "membership">): boolean =>
  membership !== null && reachesAbove(doing, membership.orgPath);

/**
 * What fields would say of a member who is known already: read together with the rest of the record, since dates are
 * held against each other. Throws a problem with all faults at once.
 */
export function readCorrected(
  member: KnownMember,
  fields: MemberTexts,
  on: Day,
  today: Day,
): { facts: RosterFacts; warnings: readonly string[] } {
  const was = member.membership;
  const known = {
    name: member.name,
    birthOn: asWritten(member.birthOn, member.birthPrecision),
    joinedOn: was && asWritten(was.joinedOn, was.joinedPrecision),
    fullOn: was && asWritten(was.fullOn, was.fullPrecision),
    category: was ? codeSet("membership_category").find(was.category) : null,
  };
  return readMember(fields, on, today, "/fields", known);
}

/** A date as it is known, so that reading it again makes it no more exact. */
function asWritten(on: Day | null, precision: string): string | null {
  if (on === null) return null;
  return dayInTable(on, precision === "month" || precision === "year" ? precision : "day");
}

async function restate(
  doing: Doing,
  open: MembershipRow,
  manner: Correction["manner"],
  on: Day,
  set: Record<string, unknown>,
): Promise<void> {
  if (Object.keys(set).length === 0) return;
  if (manner === "correction" || open.validFrom >= on) {
    await doing.tx.updateTable("membership").set(set).where("id", "=", open.id).execute();
    return;
  }
  await closeMembership(doing.tx, open, on);
  await reopenRow(doing.tx, open, { ...set, validFrom: on });
}

/** What a roster row repeats of the person. */
function repeated(person: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(person).filter(([key]) => ["name", "gender", "ethnicity", "birthOn"].includes(key)),
  );
}

const EMPTIABLE: Readonly<Record<string, { part: "person" | "membership" | "sealed"; term: string; empty: unknown }>> =
  {
    formerName: { part: "person", term: "曾用名", empty: null },
    nativePlace: { part: "person", term: "籍贯", empty: null },
    mobile: { part: "sealed", term: "手机号码", empty: null },
    address: { part: "sealed", term: "家庭住址", empty: null },
    registeredAddress: { part: "sealed", term: "户籍所在地", empty: null },
    degree: { part: "membership", term: "学位", empty: null },
    groupName: { part: "membership", term: "党小组", empty: null },
    fullOn: { part: "membership", term: "转为正式党员日期", empty: null },
    job: { part: "membership", term: "工作岗位", empty: null },
    workUnit: { part: "membership", term: "工作单位及职务", empty: null },
    stratum: { part: "membership", term: "新社会阶层", empty: null },
    frontLine: { part: "membership", term: "一线情况", empty: null },
    migrantWorker: { part: "membership", term: "是否农民工", empty: null },
    flowDestination: { part: "membership", term: "外出流向", empty: null },
    lostSince: { part: "membership", term: "失去联系日期", empty: null },
    note: { part: "membership", term: "备注", empty: "" },
  };

function emptiedFields(fields: Correction["fields"]) {
  const out = {
    person: {} as Record<string, unknown>,
    membership: {} as Record<string, unknown>,
    sealed: {} as Record<string, null>,
    terms: [] as string[],
  };
  for (const [key, value] of Object.entries(fields)) {
    const it = EMPTIABLE[key];
    if (value !== null || !it) continue;
    if (it.part === "sealed") out.sealed[key] = null;
    else out[it.part][key] = it.empty;
    out.terms.push(it.term);
  }
  return out;
}

async function refuseTaken(doing: Doing, personId: string, number: string): Promise<void> {
  const index = idNumberIndex(doing.house.keyring, number);
  const holder = (await membersByIndex(doing.tx, [index])).get(index);
  if (holder?.personId === personId) return;
  if (holder || (await numbersKnown(doing.tx, [index])).size > 0) {
    throw conflict("member-known", zh.known.title, zh.known.elsewhere);
  }
}

/** A member leaves the roster for good: died, stopped, out of the Party, written down in error. */
export async function leaveRoster(doing: Doing, personId: string, input: Leaving): Promise<{ endedPosts: number }> {
  const { tx } = doing;
  const codes = codeSet("leave_reason");
  // Transfers have a procedure of their own, and reorganisations are events of organisations.
  const byAct = ["transferred_out", "reorganised_out"];
  if (!codes.has(input.code) || byAct.includes(input.code)) {
    throw refused("bad-code", zh.badCode.title, zh.badCode.detail);
  }
  const on = dayGiven(doing, input.on);
  const person = await personRow(tx, personId);
  const open = await openRow(tx, personId);
  if (!open) throw refused("not-member", zh.notMember.title, zh.notMember.detail);
  if (on < open.validFrom) {
    throw refused("before-entry", zh.beforeEntry.title, zh.beforeEntry.detail(open.validFrom));
  }
  await refuseMoving(doing, personId);
  await closeMembership(tx, open, on);
  const at = { organizationId: open.organizationId, orgPath: open.orgPath };
  await tx
    .insertInto("membershipEvent")
    .values({
      id: newId(),
      personId,
      ...at,
      direction: -1,
      code: input.code,
      happenedOn: on,
      documentNumber: input.documentNumber ?? null,
      note: input.note ?? "",
    })
    .execute();
  await bump(doing, personId);
  // Whoever was stopped for being lost keeps the case of their absence, in which the two years run.
  if (input.code !== "stopped") await endByLeaving(tx, doing.house.keyring, personId, on, "left", doing.actor.name);
  // Whoever is no longer a member holds no post in the Party either; a seat in the village goes by its own law.
  const ended = await endPosts(tx, personId, on, codes.term(input.code), { village: input.code === "died" });
  const endedPosts = ended.length;
  await doing.tell({
    event: "membership.member.left",
    ...at,
    target: { kind: "person", id: personId, name: person.name },
    details: { code: input.code, on, endedPosts },
    persons: [{ id: personId, path: at.orgPath }],
  });
  return { endedPosts };
}

export type EndedPost = Pick<Selectable<Tables["post"]>, "id" | "organizationId" | "orgPath" | "post" | "personName">;

/**
 * Ends what somebody holds in the Party from a day on: everywhere, or at one organisation; with `village`, a seat in the
 * villagers' committee as well. Returns the posts that ended.
 */
export async function endPosts(
  tx: Writer,
  personId: string,
  on: Day,
  reason: string,
  { at, village = false }: { readonly at?: string; readonly village?: boolean } = {},
): Promise<readonly EndedPost[]> {
  return await tx
    .updateTable("post")
    .set({ validTo: on, leaveReason: reason })
    .where("personId", "=", personId)
    .where("validTo", "is", null)
    .where("validFrom", "<", on)
    .$if(at !== undefined, (query) => query.where("organizationId", "=", at ?? ""))
    .$if(!village, (query) => query.where("post", "not in", [...VILLAGE_POSTS]))
    .returning(["id", "organizationId", "orgPath", "post", "personName"])
    .execute();
}

/** Shows sensitive fields of one person, for a reason that the person can read. */
export async function unmask(doing: Doing, personId: string, input: Unmasking): Promise<Unmasked> {
  const reason = reasonGiven(input.reason);
  const person = await personRow(doing.tx, personId);
  const shown: Record<string, string | null> = {};
  for (const field of input.fields) {
    const cipher = person[SENSITIVE_COLUMNS[field].cipher];
    shown[field] = cipher === null ? null : openColumn(doing.house.keyring, personId, field, cipher);
  }
  await doing.tell({
    event: "membership.person.unmasked",
    organizationId: person.organizationId,
    orgPath: person.orgPath,
    target: { kind: "person", id: personId, name: person.name },
    details: { fields: input.fields, terms: input.fields.map((it) => SENSITIVE_COLUMNS[it].term), reason },
    persons: [{ id: personId, path: person.orgPath }],
  });
  return shown;
}

/** Refuses while a transfer of the person is under way. */
export async function refuseMoving(doing: Doing<never>, personId: string): Promise<void> {
  const moving = await doing.tx
    .selectFrom("transfer")
    .select("id")
    .where("personId", "=", personId)
    .where("state", "=", "handed-over")
    .executeTakeFirst();
  if (moving) throw conflict("member-moving", zh.moving.title, zh.moving.detail);
}

/** Counts a change of the record, so that an import that wrote it before is no longer taken back unseen. */
export async function bump(doing: Doing<never>, personId: string): Promise<void> {
  await doing.tx
    .updateTable("person")
    .set((eb) => ({ version: eb("version", "+", 1) }))
    .where("id", "=", personId)
    .execute();
}

async function placeInReach(doing: Doing, id: string): Promise<{ organizationId: string; orgPath: string }> {
  const row = await doing.tx
    .selectFrom("organization")
    .select((eb) => ["id", "orgPath", "closedOn", kindOn(eb.ref("orgPath"), doing.today).as("kind")])
    .where("id", "=", id)
    .executeTakeFirst();
  if (!row || !doing.house.policy.may(doing.actor, doing.verb, row.orgPath)) throw absent(zh.organization);
  if (row.closedOn !== null) throw refused("transfer-closed-place", zh.closedPlace.title, zh.closedPlace.detail);
  refuseKindWithoutRoster(row.kind ?? "");
  return { organizationId: row.id, orgPath: row.orgPath };
}
