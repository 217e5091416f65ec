import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Reader } from "#platform/database/door.ts";
import { type Day, yearOf, yearStart } from "#shared/day.ts";
import { at, female } from "./fact-queries.ts";
import type { Where } from "./queries.ts";

/** Facts of the tables that count a year of appraisal, of training and of elections. */

export interface Appraised {
  readonly organizationId: string;
  readonly female: boolean;
  /** Null: exempt, or counted and not graded yet by the day. */
  readonly grade: string | null;
  readonly exempt: boolean;
  readonly disposition: string | null;
  readonly count: number;
}

/** Table 8: members on the lists of the year's appraisals that were counted by the day. */
export async function appraisedFacts(tx: Reader, where: Where, day: Day): Promise<Appraised[]> {
  const graded = sql<SqlBool>`a.graded_on <= ${day}::date`;
  return await tx
    .selectFrom((it) =>
      it
        .selectFrom("appraisalItem as i")
        .innerJoin("appraisal as a", "a.id", "i.appraisalId")
        .innerJoin("person as p", "p.id", "i.personId")
        .where("i.year", "=", yearOf(day))
        .where("a.countedOn", "<=", day)
        .where((eb) => eb.or([eb("a.withdrawnOn", "is", null), eb("a.withdrawnOn", ">", day)]))
        .where(at("i", where))
        .select([
          sql<string>`i.organization_id::text`.as("organizationId"),
          female("p.gender").as("female"),
          sql<string | null>`case when ${graded} then i.grade end`.as("grade"),
          sql<boolean>`i.exempt is not null`.as("exempt"),
          sql<string | null>`case when ${graded} then i.disposition end`.as("disposition"),
        ])
        .as("counted"),
    )
    .select(["organizationId", "female", "grade", "exempt", "disposition", sql<number>`count(*)`.as("count")])
    .groupBy(["organizationId", "female", "grade", "exempt", "disposition"])
    .execute();
}

/** Whether the list of results shows the same rows: nothing was graded after the day, and nothing graded was taken back. */
export async function appraisalsSettled(tx: Reader, where: Where, day: Day): Promise<boolean> {
  const other = await tx
    .selectFrom("appraisal as a")
    .select("a.id")
    .where("a.year", "=", yearOf(day))
    .where("a.gradedOn", "is not", null)
    .where((eb) => eb.or([eb("a.gradedOn", ">", day), eb("a.withdrawnOn", "is not", null)]))
    .where(at("a", where))
    .limit(1)
    .executeTakeFirst();
  return other === undefined;
}

export interface Trained {
  readonly organizationId: string;
  readonly female: boolean;
  readonly role: "secretary" | "officer" | "member";
  /** Joined in the year. */
  readonly fresh: boolean;
  /** Registered as away on the day. */
  readonly away: boolean;
  /** Nothing is asked of them (教管条例 23). */
  readonly exempt: boolean;
  readonly count: number;
  /** Of these members, how many learned anything, and how many have the hours that are asked of a whole year. */
  readonly learned: number;
  readonly enough: number;
  readonly times: number;
  readonly hours: number;
}

const holds = (table: string, day: Day): RawBuilder<SqlBool> =>
  sql<SqlBool>`${sql.ref(`${table}.valid_from`)} <= ${day}::date and (${sql.ref(`${table}.valid_to`)} is null or ${sql.ref(`${table}.valid_to`)} > ${day}::date)`;

/** Table 9: members of the day by what they are, with what they learned since the year began: at meetings, and away. */
export async function trainedFacts(
  tx: Reader,
  where: Where,
  day: Day,
  asked: { readonly member: number; readonly officer: number; readonly posts: readonly string[] },
): Promise<Trained[]> {
  const from = yearStart(day);
  const officer = sql<boolean>`seat.person_id is not null`;
  return await tx
    .with("earned", (db) =>
      db
        .selectFrom("meetingPerson")
        .select(["personId", sql<number>`sum(hours)`.as("hours"), sql<number>`count(*)`.as("times")])
        .where("meetsOn", ">=", from)
        .where("meetsOn", "<=", day)
        .where("hours", ">", 0)
        .groupBy("personId"),
    )
    .with("trained", (db) =>
      db
        .selectFrom("floatingEntry")
        .select(["personId", sql<number>`sum(hours)`.as("hours"), sql<number>`count(*)`.as("times")])
        .where("kind", "=", "training")
        .where("hours", ">", 0)
        .where("happenedOn", ">=", from)
        .where("happenedOn", "<=", day)
        .groupBy("personId"),
    )
    .with("seat", (db) =>
      db
        .selectFrom("post")
        .select(["personId", sql<boolean>`bool_or(post = 'secretary')`.as("leads")])
        .where("post", "in", [...asked.posts])
        .where(holds("post", day))
        .groupBy("personId"),
    )
    .with("away", (db) =>
      db
        .selectFrom("floatingCase")
        .select("personId")
        .distinct()
        .where("leftOn", "<=", day)
        .where((eb) => eb.or([eb("endedOn", "is", null), eb("endedOn", ">", day)])),
    )
    .with("excused", (db) =>
      db
        .selectFrom("meetingStanding")
        .select("personId")
        .distinct()
        .where("reason", "in", ["old", "ill", "disabled"])
        .where(holds("meeting_standing", day)),
    )
    .with("learning", (db) =>
      db
        .selectFrom("membership")
        .leftJoin("earned", "earned.personId", "membership.personId")
        .leftJoin("trained", "trained.personId", "membership.personId")
        .leftJoin("seat", "seat.personId", "membership.personId")
        .leftJoin("away", "away.personId", "membership.personId")
        .leftJoin("excused", "excused.personId", "membership.personId")
        .where(holds("membership", day))
        .where(at("membership", where))
        .select([
          sql<string>`membership.organization_id::text`.as("organizationId"),
          female("membership.gender").as("female"),
          sql<
            Trained["role"]
          >`case when seat.leads then 'secretary' when ${officer} then 'officer' else 'member' end`.as("role"),
          sql<boolean>`coalesce(membership.joined_on >= ${from}::date, false)`.as("fresh"),
          sql<boolean>`away.person_id is not null`.as("away"),
          sql<boolean>`excused.person_id is not null`.as("exempt"),
          sql<number>`coalesce(earned.hours, 0) + coalesce(trained.hours, 0)`.as("hours"),
          sql<number>`coalesce(earned.times, 0) + coalesce(trained.times, 0)`.as("times"),
          sql<number>`case when ${officer} then ${asked.officer}::integer else ${asked.member}::integer end`.as(
            "asked",
          ),
        ]),
    )
    .selectFrom("learning")
    .select([
      "organizationId",
      "female",
      "role",
      "fresh",
      "away",
      "exempt",
      sql<number>`count(*)`.as("count"),
      sql<number>`count(*) filter (where hours > 0)`.as("learned"),
      sql<number>`count(*) filter (where hours >= asked)`.as("enough"),
      sql<number>`sum(times)::integer`.as("times"),
      sql<number>`sum(hours)::integer`.as("hours"),
    ])
    .groupBy(["organizationId", "female", "role", "fresh", "away", "exempt"])
    .execute();
}

export interface Elected {
  readonly organizationId: string | null;
  readonly kind: "term" | "by_election";
  readonly direct: boolean;
  /** People outside the Party took part in recommending. */
  readonly recommended: boolean;
  readonly count: number;
  readonly secretaries: number;
}

/** Table 38: elections of Party committees whose ballot lay in a stretch of days. */
export async function electedFacts(
  tx: Reader,
  where: Where,
  { from, to }: { readonly from: Day; readonly to: Day },
): Promise<Elected[]> {
  const elections = await tx
    .selectFrom("election as e")
    .where("e.kind", "in", ["term", "by_election"])
    .where("e.heldOn", ">=", from)
    .where("e.heldOn", "<=", to)
    .where(at("e", where))
    .select((eb) => [
      sql<string>`e.organization_id::text`.as("organizationId"),
      "e.kind",
      "e.form",
      eb
        .or([
          eb.exists(
            eb
              .selectFrom("electionCandidate as c")
              .select("c.id")
              .whereRef("c.electionId", "=", "e.id")
              .where("c.byMasses", ">", 0),
          ),
          eb.exists(
            eb
              .selectFrom("electionRecord as r")
              .select("r.id")
              .whereRef("r.electionId", "=", "e.id")
              .where("r.step", "=", "nomination")
              .where("r.result", "=", "passed")
              .where("r.withdrawnOn", "is", null)
              .where(sql<SqlBool>`coalesce((r.details -> 'nominators' ->> 'masses')::integer, 0) > 0`),
          ),
        ])
        .as("recommended"),
      eb
        .selectFrom("electionCandidate as c")
        .whereRef("c.electionId", "=", "e.id")
        .where("c.seat", "=", "secretary")
        .where("c.elected", "=", true)
        .select((it) => it.fn.countAll<number>().as("n"))
        .as("secretaries"),
    ])
    .execute();
  return elections.map((it) => ({
    organizationId: it.organizationId,
    kind: it.kind === "term" ? "term" : "by_election",
    direct: it.form === "direct",
    recommended: Boolean(it.recommended),
    count: 1,
    secretaries: it.secretaries ?? 0,
  }));
}
