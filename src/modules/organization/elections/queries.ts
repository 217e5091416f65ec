import { type RawBuilder, sql } from "kysely";
import type { Reader } from "#platform/database/door.ts";
import { subtree } from "#platform/database/reach.ts";
import { absent } from "#platform/http/problem.ts";
import { addMonths, type Day } from "#shared/day.ts";
import { provisionView } from "#shared/finding.ts";
import { RURAL_19_ONE_SHOULDER } from "#shared/regulations.ts";
import { COMMITTEE_POSTS, termState, VILLAGE_POSTS } from "../rules.ts";
import type { DutiesView, TermsView } from "./contract.ts";
import { stepNamed } from "./path.ts";
import { VILLAGE_6_BOTH } from "./provisions.ts";
import { villageTermEnds } from "./rules.ts";
import { runningElections } from "./running.ts";
import { stepTerm, TERM_STATE_TERMS, WHO, zh } from "./zh.ts";

const PAGE = 100;

export type TermState = "overdue" | "due_soon" | "under_way" | "running" | "none";
export interface TermsAsked {
  readonly org?: string | undefined;
  readonly state?: TermState | undefined;
  readonly q?: string | undefined;
  readonly sort?: "due" | "place" | undefined;
  readonly after?: string | undefined;
}

async function pathOf(tx: Reader, org: string | undefined): Promise<string | null> {
  if (org === undefined) return null;
  const place = await tx.selectFrom("organization").select("orgPath").where("id", "=", org).executeTakeFirst();
  if (!place) throw absent(zh.organization);
  return place.orgPath;
}

const heldOn = (alias: string, on: Day): RawBuilder<boolean> =>
  sql<boolean>`${sql.ref(`${alias}.validFrom`)} <= ${on}::date and (${sql.ref(`${alias}.validTo`)} is null or ${sql.ref(`${alias}.validTo`)} > ${on}::date)`;

/** Organisations that elect, with their running term, what state it is in, and whether an election is under way. */
function standing(tx: Reader, path: string | null, on: Day) {
  const range = path === null ? null : subtree(path);
  const soon = addMonths(on, 6);
  return tx.with("standing", (db) => {
    const all = db
      .selectFrom("organization as o")
      .innerJoin("organizationVersion as v", (join) => join.onRef("v.organizationId", "=", "o.id").on(heldOn("v", on)))
      .leftJoin("committeeTerm as t", (join) =>
        join
          .onRef("t.organizationId", "=", "o.id")
          .on(sql<boolean>`(t.start_on <= ${on}::date and (t.ended_on is null or t.ended_on > ${on}::date))`),
      )
      .leftJoin("election as e", (join) => join.onRef("e.organizationId", "=", "o.id").on("e.endedOn", "is", null))
      .select([
        "o.id",
        "o.orgPath",
        "v.shortName as name",
        "v.nameKey",
        "v.pinyin",
        "v.initials",
        "t.termNumber",
        "t.startOn",
        "t.dueOn",
        "e.id as electionId",
        sql<TermState>`case when e.id is not null and e.kind = 'term' then 'under_way' when t.due_on is null then 'none'
          when t.due_on <= ${on}::date then 'overdue' when t.due_on <= ${soon}::date then 'due_soon' else 'running' end`.as(
          "state",
        ),
        sql<string>`coalesce(t.due_on, '9999-12-31'::date)::text || ' ' || o.id::text`.as("dueKey"),
        sql<string>`o.org_path`.as("placeKey"),
      ])
      .where("v.kind", "not in", ["working_committee", "temporary_branch", "functional_branch", "group"])
      .where(sql<boolean>`(o.closed_on is null or o.closed_on > ${on}::date)`);
    return range === null ? all : all.where("o.orgPath", ">=", range.lo).where("o.orgPath", "<", range.hi);
  });
}

/** The list of terms (届期一览): the end of each, how far its election is; counts by state and by sub-district. */
export async function termsOn(tx: Reader, asked: TermsAsked, on: Day): Promise<TermsView> {
  const path = await pathOf(tx, asked.org);
  const base = standing(tx, path, on);
  const counted = await base
    .selectFrom("standing")
    .select(["state", sql<number>`count(*)`.as("count")])
    .groupBy("state")
    .execute();
  const counts = (["overdue", "due_soon", "under_way", "running", "none"] as const).map((state) => ({
    state,
    term: TERM_STATE_TERMS[state] ?? state,
    count: counted.find((it) => it.state === state)?.count ?? 0,
  }));
  const towns = await base
    .selectFrom("standing as s")
    .innerJoin("organization as a", (join) => join.on(sql<boolean>`starts_with(s.org_path, a.org_path)`))
    .innerJoin("organizationVersion as w", (join) => join.onRef("w.organizationId", "=", "a.id").on(heldOn("w", on)))
    .select([
      "a.id as organizationId",
      "w.shortName as name",
      sql<number>`count(*) filter (where s.state = 'overdue')`.as("overdue"),
      sql<number>`count(*) filter (where s.state = 'due_soon')`.as("dueSoon"),
      sql<number>`count(*) filter (where s.state = 'under_way')`.as("underWay"),
      sql<number>`count(*)`.as("all"),
    ])
    .where("w.kind", "=", "working_committee")
    .where("w.territorialLevel", "=", "town")
    .groupBy(["a.id", "a.orgPath", "w.shortName"])
    .orderBy("a.orgPath")
    .execute();
  const key = asked.sort === "place" ? "placeKey" : "dueKey";
  let list = base.selectFrom("standing").selectAll();
  if (asked.state) list = list.where("state", "=", asked.state);
  if (asked.after !== undefined) list = list.where(sql<boolean>`${sql.ref(key)} > ${asked.after}`);
  const q = asked.q?.trim().toLowerCase() ?? "";
  if (q !== "")
    list = list.where((eb) =>
      eb.or([
        sql<boolean>`position(${q} in lower(${eb.ref("name")})) > 0`,
        sql<boolean>`position(${q} in ${eb.ref("pinyin")}) > 0`,
        sql<boolean>`position(${q} in ${eb.ref("initials")}) > 0`,
      ]),
    );
  const page = await list
    .orderBy(key)
    .limit(PAGE + 1)
    .execute();
  const rows = page.slice(0, PAGE);
  const ids = rows.map((it) => it.id);
  const elections = new Map((await runningElections(tx, on, ids)).map((it) => [it.row.organizationId, it]));
  const villages = await villagesOf(tx, ids, on);
  return {
    asOf: on,
    total: counts.reduce((all, it) => all + it.count, 0),
    counts,
    towns,
    next: page.length > PAGE ? (rows.at(-1)?.[key] ?? null) : null,
    rows: rows.map((it) => {
      const election = elections.get(it.id);
      const next = election?.progress.next ?? null;
      const village = villages.get(it.id) ?? null;
      return {
        organizationId: it.id,
        organizationName: it.name,
        town: null,
        termNumber: it.termNumber,
        startOn: it.startOn,
        dueOn: it.dueOn,
        state: it.state,
        stateTerm: TERM_STATE_TERMS[it.state] ?? it.state,
        grounds: it.dueOn === null ? "" : termState({ dueOn: it.dueOn, endedOn: null }, on).grounds,
        electionId: it.electionId,
        stepTerm: next === null ? null : stepTerm(next),
        stepOf: next === null ? null : (WHO[stepNamed(next)?.by ?? ""] ?? null),
        postponedTo: election?.progress.postponedTo ?? null,
        villageHeldOn: village,
        villageDueOn: village === null ? null : villageTermEnds(village).value,
      };
    }),
  };
}

async function villagesOf(tx: Reader, ids: readonly string[], on: Day): Promise<ReadonlyMap<string, Day>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom("election")
    .select(["organizationId", sql<Day>`max(held_on)`.as("heldOn")])
    .where("organizationId", "=", sql<string>`any(${[...ids]}::uuid[])`)
    .where("kind", "=", "village")
    .where("heldOn", "<=", on)
    .groupBy("organizationId")
    .execute();
  return new Map(rows.map((it) => [it.organizationId, it.heldOn]));
}

/** Who is secretary and village head in one, since when; and how many sit in both committees, place by place. */
export async function dutiesOn(tx: Reader, org: string | undefined, on: Day): Promise<DutiesView> {
  const path = await pathOf(tx, org);
  const range = path === null ? null : subtree(path);
  let asked = tx
    .selectFrom("post as p")
    .innerJoin("organization as o", "o.id", "p.organizationId")
    .innerJoin("organizationVersion as v", (join) => join.onRef("v.organizationId", "=", "o.id").on(heldOn("v", on)))
    .select(["p.organizationId", "v.shortName as name", "p.personId", "p.personName", "p.post", "p.validFrom"])
    .where(heldOn("p", on))
    .where("p.post", "in", [...COMMITTEE_POSTS, ...VILLAGE_POSTS])
    .where("v.areaKind", "in", ["village", "urban_community", "town_community"])
    .where(sql<boolean>`(o.closed_on is null or o.closed_on > ${on}::date)`);
  if (range) asked = asked.where("o.orgPath", ">=", range.lo).where("o.orgPath", "<", range.hi);
  const held = await asked.orderBy("o.orgPath").orderBy("p.validFrom").orderBy("p.id").execute();
  const places = [...Map.groupBy(held, (it) => it.organizationId).values()].map((posts) => seatsOf(posts));
  const oneShoulder = places.flatMap(({ shoulder }) => (shoulder === null ? [] : [shoulder]));
  const sum = (of: (it: (typeof places)[number]) => number): number => places.reduce((all, it) => all + of(it), 0);
  return {
    asOf: on,
    basis: [RURAL_19_ONE_SHOULDER, VILLAGE_6_BOTH].map(provisionView),
    oneShoulder,
    places: places
      .filter((it) => it.village.size > 0)
      .map(({ organizationId, organizationName, party, village, both }) => ({
        organizationId,
        organizationName,
        partySeats: party.size,
        villageSeats: village.size,
        both: both.length,
        names: both,
      })),
    totals: {
      villages: places.filter((it) => it.village.size > 0).length,
      oneShoulder: oneShoulder.length,
      partySeats: sum((it) => it.party.size),
      villageSeats: sum((it) => it.village.size),
      both: sum((it) => it.both.length),
    },
  };
}

interface HeldPost {
  readonly organizationId: string;
  readonly name: string;
  readonly personId: string;
  readonly personName: string;
  readonly post: string;
  readonly validFrom: Day;
}

function seatsOf(posts: readonly HeldPost[]) {
  const [first] = posts;
  const personsIn = (wanted: readonly string[]): Map<string, string> =>
    new Map(posts.filter((it) => wanted.includes(it.post)).map((it) => [it.personId, it.personName]));
  const party = personsIn(COMMITTEE_POSTS);
  const village = personsIn(VILLAGE_POSTS);
  const secretary = posts.find((it) => it.post === "secretary");
  const head = posts.find((it) => it.post === "village_head" && it.personId === secretary?.personId);
  const place = { organizationId: first?.organizationId ?? "", organizationName: first?.name ?? "" };
  const shoulder =
    secretary && head
      ? {
          ...place,
          personId: secretary.personId,
          name: secretary.personName,
          since: secretary.validFrom > head.validFrom ? secretary.validFrom : head.validFrom,
          secretarySince: secretary.validFrom,
          headSince: head.validFrom,
        }
      : null;
  return {
    ...place,
    party,
    village,
    both: [...party].flatMap(([id, name]) => (village.has(id) ? [name] : [])),
    shoulder,
  };
}
