import { sql } from "kysely";
import { COMMITTEE_POSTS } from "#modules/organization/index.ts";
import type { Reader } from "#platform/database/door.ts";
import type { Day } from "#shared/day.ts";
import type { BranchFacts, Happening, Period } from "./rules.ts";
import { anyOf, MEETING_BRANCHES } from "./writes.ts";

/** Fewest seats that make a committee (支部条例 20): a secretary with a deputy is none. */
const COMMITTEE_FROM = 3;

const standsOn = (on: Day) => sql<boolean>`valid_from <= ${on}::date and (valid_to is null or valid_to > ${on}::date)`;

export interface BranchAt extends BranchFacts {
  readonly organizationId: string;
  readonly orgPath: string;
  readonly name: string;
  readonly members: number;
}

/** Branches in reach with members on a day, and what they have that meetings are asked for; or one of them. */
export async function branchesOn(tx: Reader, on: Day, only?: string): Promise<BranchAt[]> {
  const organizations = await tx
    .selectFrom("organizationVersion as v")
    .innerJoin("organization as o", "o.id", "v.organizationId")
    .select(["v.organizationId", "o.orgPath", "v.shortName"])
    .where("v.kind", "in", [...MEETING_BRANCHES])
    .where("v.validFrom", "<=", on)
    .where((eb) => eb.or([eb("v.validTo", "is", null), eb("v.validTo", ">", on)]))
    .where((eb) => eb.or([eb("o.closedOn", "is", null), eb("o.closedOn", ">", on)]))
    .$if(only !== undefined, (query) => query.where("o.id", "=", only ?? ""))
    .orderBy("o.orgPath")
    .execute();
  const rosters = await tx
    .selectFrom("membership")
    .select(["organizationId", sql<number>`count(*)`.as("members")])
    .where(standsOn(on))
    .$if(only !== undefined, (query) => query.where("organizationId", "=", only ?? ""))
    .groupBy("organizationId")
    .execute();
  const groups = await tx
    .selectFrom("membership")
    .select(["organizationId", "groupName"])
    .distinct()
    .where("groupName", "<>", "")
    .where(standsOn(on))
    .$if(only !== undefined, (query) => query.where("organizationId", "=", only ?? ""))
    .orderBy("groupName")
    .execute();
  const seats = await tx
    .selectFrom("post")
    .select(["organizationId", sql<number>`count(distinct person_id)`.as("seats")])
    .where("post", "in", [...COMMITTEE_POSTS])
    .where(standsOn(on))
    .$if(only !== undefined, (query) => query.where("organizationId", "=", only ?? ""))
    .groupBy("organizationId")
    .execute();
  const rosterOf = new Map(rosters.map((it) => [it.organizationId, it]));
  const seatsOf = new Map(seats.map((it) => [it.organizationId, it.seats]));
  const groupsOf = new Map<string, string[]>();
  for (const it of groups)
    groupsOf.set(it.organizationId, [...(groupsOf.get(it.organizationId) ?? []), it.groupName ?? ""]);
  return organizations.flatMap((it) => {
    const roster = rosterOf.get(it.organizationId);
    if (!roster) return [];
    return [
      {
        organizationId: it.organizationId,
        orgPath: it.orgPath,
        name: it.shortName,
        members: roster.members,
        committee: (seatsOf.get(it.organizationId) ?? 0) >= COMMITTEE_FROM,
        groups: groupsOf.get(it.organizationId) ?? [],
      },
    ];
  });
}

/**
 * What was held or is planned in a period, by branch: meetings, and talks as what they are. A lecture that the secretary
 * gave counts also as `secretary_lecture`. Grouped in the database, so that a zone's year is some thousand rows.
 */
export async function happenings(
  tx: Reader,
  { from, to }: Period,
  kinds: readonly string[] | null,
  only?: string,
): Promise<Map<string, Happening[]>> {
  const meetings = await tx
    .selectFrom("meeting as m")
    .select((eb) => [
      "m.organizationId",
      "m.kinds",
      "m.groupName",
      "m.meetsOn as on",
      sql<boolean>`m.recorded_on is not null`.as("held"),
      eb
        .and([
          sql<boolean>`m.lecturer <> ''`,
          eb.exists(
            eb
              .selectFrom("post as p")
              .select("p.id")
              .whereRef("p.organizationId", "=", "m.organizationId")
              .where("p.post", "=", "secretary")
              .where(sql<boolean>`p.person_name = m.lecturer`)
              .where(sql<boolean>`p.valid_from <= m.meets_on and (p.valid_to is null or p.valid_to > m.meets_on)`),
          ),
        ])
        .as("bySecretary"),
    ])
    .where("m.meetsOn", ">=", from)
    .where("m.meetsOn", "<=", to)
    .where("m.cancelledOn", "is", null)
    .where((eb) => eb.or([eb("m.answer", "is", null), eb("m.answer", "=", "joined")]))
    .$if(kinds !== null, (query) => query.where(sql<boolean>`m.kinds && ${[...(kinds ?? [])]}::text[]`))
    .$if(only !== undefined, (query) => query.where("m.organizationId", "=", only ?? ""))
    .execute();
  const talks = await tx
    .selectFrom("meetingTalk")
    .select(["organizationId", sql<Day>`min(talked_on)::text`.as("on")])
    .where("talkedOn", ">=", from)
    .where("talkedOn", "<=", to)
    .where("withdrawnOn", "is", null)
    .$if(only !== undefined, (query) => query.where("organizationId", "=", only ?? ""))
    .groupBy("organizationId")
    .execute();
  const out = new Map<string, Happening[]>();
  const add = (organizationId: string, it: Happening): void => {
    const list = out.get(organizationId);
    if (list) list.push(it);
    else out.set(organizationId, [it]);
  };
  for (const { organizationId, bySecretary, kinds: of, ...it } of meetings)
    add(organizationId, {
      ...it,
      held: it.held,
      kinds: Boolean(bySecretary) && of.includes("party_lecture") ? [...of, "secretary_lecture"] : of,
    });
  for (const { organizationId, on } of talks)
    add(organizationId, { kinds: ["heart_to_heart"], on, groupName: null, held: true });
  return out;
}

export interface StudyAt {
  readonly personId: string;
  readonly name: string;
  readonly organizationId: string;
  readonly orgPath: string;
  readonly officer: boolean;
  readonly hours: number;
}

/**
 * Class hours of members on the roster of their branch since the beginning of a period: from meetings, and from the
 * training of those who are away. Those of whom nothing is asked (教管条例 23) are left out. `below` keeps only those with fewer hours.
 */
export async function studyOf(
  tx: Reader,
  period: Period,
  below: { readonly member: number; readonly officer: number } | null,
  only?: string,
): Promise<StudyAt[]> {
  return await studyQuery(tx, period, below, only).orderBy("m.orgPath").orderBy("m.strokeKey").execute();
}

function studyQuery(
  tx: Reader,
  { from, to }: Period,
  below: { readonly member: number; readonly officer: number } | null,
  only?: string,
) {
  const hours = tx
    .selectFrom("meetingPerson")
    .select(["personId", sql<number>`sum(hours)`.as("hours")])
    .where("meetsOn", ">=", from)
    .where("meetsOn", "<=", to)
    .where("hours", ">", 0)
    .groupBy("personId");
  const training = tx
    .selectFrom("floatingEntry")
    .select(["personId", sql<number>`sum(hours)`.as("hours")])
    .where("kind", "=", "training")
    .where("happenedOn", ">=", from)
    .where("happenedOn", "<=", to)
    .groupBy("personId");
  const officers = tx
    .selectFrom("post")
    .select("personId")
    .distinct()
    .where("post", "in", [...COMMITTEE_POSTS])
    .where(standsOn(to));
  const exempt = tx
    .selectFrom("meetingStanding")
    .select("personId")
    .distinct()
    .where("reason", "in", ["old", "ill", "disabled"])
    .where(standsOn(to));
  return (
    tx
      .with("earned", () => hours)
      .with("trained", () => training)
      .with("officers", () => officers)
      .with("exempt", () => exempt)
      .selectFrom("membership as m")
      .leftJoin("earned", "earned.personId", "m.personId")
      .leftJoin("trained", "trained.personId", "m.personId")
      .leftJoin("officers", "officers.personId", "m.personId")
      .leftJoin("exempt", "exempt.personId", "m.personId")
      .select([
        "m.personId",
        "m.name",
        "m.organizationId",
        "m.orgPath",
        sql<boolean>`officers.person_id is not null`.as("officer"),
        sql<number>`(coalesce(earned.hours, 0) + coalesce(trained.hours, 0))::integer`.as("hours"),
      ])
      // A row begins anew when what it says changes; whoever stood in the branch before is not a newcomer.
      .where((eb) =>
        eb.or([
          eb("m.validFrom", "<=", from),
          eb.exists(
            eb
              .selectFrom("membership as f")
              .select("f.id")
              .whereRef("f.personId", "=", "m.personId")
              .whereRef("f.organizationId", "=", "m.organizationId")
              .where("f.validFrom", "<=", from)
              .where("f.validTo", ">", from),
          ),
        ]),
      )
      .where("m.validFrom", "<=", to)
      .where(sql<boolean>`(m.valid_to is null or m.valid_to > ${to}::date)`)
      .where("exempt.personId", "is", null)
      .$if(only !== undefined, (query) => query.where("m.organizationId", "=", only ?? ""))
      .$if(below !== null, (query) =>
        query.where(
          sql<boolean>`coalesce(earned.hours, 0) + coalesce(trained.hours, 0) <
          case when officers.person_id is null then ${below?.member ?? 0}::integer else ${below?.officer ?? 0}::integer end`,
        ),
      )
  );
}

/** How many members of each branch have fewer hours than the pace asks, and how many of them sit on its committee. */
export async function behindWithStudy(
  tx: Reader,
  period: Period,
  below: { readonly member: number; readonly officer: number },
): Promise<Map<string, { members: number; officers: number }>> {
  const rows = await tx
    .with("behind", () => studyQuery(tx, period, below))
    .selectFrom("behind")
    .select([
      "organizationId",
      sql<number>`count(*)`.as("members"),
      sql<number>`count(*) filter (where officer)`.as("officers"),
    ])
    .groupBy("organizationId")
    .execute();
  return new Map(rows.map((it) => [it.organizationId, it]));
}

export interface Attendance {
  readonly personId: string;
  readonly called: number;
  readonly present: number;
  readonly excused: number;
  readonly absent: number;
  readonly hours: number;
  readonly lastOn: Day | null;
}

/** How these people attended from one day to another, both inclusive; those of whom nothing was asked are not counted as called. */
export async function attendanceOf(
  tx: Reader,
  personIds: readonly string[],
  { from, to }: Period,
): Promise<Map<string, Attendance>> {
  const rows = await tx
    .selectFrom("meetingPerson")
    .select([
      "personId",
      sql<number>`count(*) filter (where state in ('present', 'excused', 'absent'))`.as("called"),
      sql<number>`count(*) filter (where state = 'present')`.as("present"),
      sql<number>`count(*) filter (where state = 'excused')`.as("excused"),
      sql<number>`count(*) filter (where state = 'absent')`.as("absent"),
      sql<number>`coalesce(sum(hours), 0)`.as("hours"),
      sql<Day | null>`max(meets_on) filter (where state = 'present')`.as("lastOn"),
    ])
    .where("personId", "=", anyOf(personIds))
    .where("meetsOn", ">=", from)
    .where("meetsOn", "<=", to)
    .groupBy("personId")
    .execute();
  return new Map(rows.map((it) => [it.personId, it]));
}

/** Class hours of somebody in a period: those of meetings, and of training that they took away from their branch. */
export async function studyHoursOf(tx: Reader, personId: string, { from, to }: Period): Promise<number> {
  const { met } = await tx
    .selectFrom("meetingPerson")
    .select(sql<number>`coalesce(sum(hours), 0)`.as("met"))
    .where("personId", "=", personId)
    .where("meetsOn", ">=", from)
    .where("meetsOn", "<=", to)
    .executeTakeFirstOrThrow();
  const { trained } = await tx
    .selectFrom("floatingEntry")
    .select(sql<number>`coalesce(sum(hours), 0)`.as("trained"))
    .where("personId", "=", personId)
    .where("kind", "=", "training")
    .where("happenedOn", ">=", from)
    .where("happenedOn", "<=", to)
    .executeTakeFirstOrThrow();
  return met + trained;
}

/** The last day on which each of these people attended organisation life, for the clock of losing contact (C28). */
export async function lastAttendedOn(tx: Reader, personIds: readonly string[], on: Day): Promise<Map<string, Day>> {
  const rows = await tx
    .selectFrom("meetingPerson")
    .select(["personId", sql<Day>`max(meets_on)`.as("lastOn")])
    .where("personId", "=", anyOf(personIds))
    .where("state", "=", "present")
    .where("meetsOn", "<=", on)
    .groupBy("personId")
    .execute();
  return new Map(rows.map((it) => [it.personId, it.lastOn]));
}

/** Meetings of a branch that served a kind and are recorded, in a period, the newest first. */
export async function heldOn(
  tx: Reader,
  organizationId: string,
  kind: string,
  { from, to }: Period,
): Promise<{ id: string; title: string; meetsOn: Day }[]> {
  return await tx
    .selectFrom("meeting")
    .select(["id", "title", "meetsOn"])
    .where("organizationId", "=", organizationId)
    .where("meetsOn", ">=", from)
    .where("meetsOn", "<=", to)
    .where("recordedOn", "is not", null)
    .where(sql<boolean>`kinds @> ${[kind]}::text[]`)
    .orderBy("meetsOn", "desc")
    .execute();
}

/** Present and expected of these meetings: counted from the list, or as an imported ledger told. */
export async function countsOf(
  tx: Reader,
  ids: readonly string[],
): Promise<Map<string, { expected: number; present: number }>> {
  const rows = await tx
    .selectFrom("meetingPerson")
    .select([
      "meetingId",
      sql<number>`count(*) filter (where state <> 'exempt')`.as("expected"),
      sql<number>`count(*) filter (where state = 'present')`.as("present"),
    ])
    .where("meetingId", "=", anyOf(ids))
    .groupBy("meetingId")
    .execute();
  return new Map(rows.map((it) => [it.meetingId, it]));
}
