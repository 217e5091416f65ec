import { sql } from "kysely";
import { askedOnce } from "#platform/clock/asked-once.ts";
import type { Check, DueItem, Waiting } from "#platform/clock/checks.ts";
import type { Reader } from "#platform/database/door.ts";
import { addDays, addMonths, addYears, type Day } from "#shared/day.ts";
import { BRANCH_21_TERM } from "#shared/regulations.ts";
import { standings } from "../checks.ts";
import { BRANCH_21_VACANCY } from "../provisions.ts";
import { COMMITTEE_POSTS, ledBySecretary, termState } from "../rules.ts";
import { postTerm } from "../zh.ts";
import { factsOf } from "./file.ts";
import { pathOf, type Step, type StepName } from "./path.ts";
import { ELECTION_APPROVAL, ELECTION_ELECTED, VILLAGE_TERM } from "./provisions.ts";
import { shiftRange, villageTermEnds } from "./rules.ts";
import { type Running, runningElections } from "./running.ts";
import { stepTerm, zh } from "./zh.ts";

/** Days within which an empty seat is usually filled; the rules say "in time" (regulations 11, C20: local custom). */
const VACANCY_DAYS = 60;
/** Months before the end of a term on which it is first shown (branch rules 22). */
const NOTICE_MONTHS = 6;

/** All checks of elections go by the same. */
const running = askedOnce(runningElections);

/** The button of an election under way: its next step where it is this side's, else the election to look at. */
function openOf({ row, progress }: Pick<Running, "row" | "progress">, by: Step["by"]): DueItem["deed"] {
  const address = `/elections/${row.id}`;
  const { next } = progress;
  const mine = next !== null && pathOf(factsOf(row)).some((it) => it.name === next && it.by === by);
  return mine ? { term: zh.deeds.step, address: `${address}?step=${next}` } : { term: zh.deeds.open, address };
}

/** Names of organisations that stand on a day, for those of a list of rows. */
const named = (on: Day) =>
  sql<boolean>`(v.valid_from <= ${on}::date and (v.valid_to is null or v.valid_to > ${on}::date))`;

/** Terms that end within six months or have ended, with what was agreed to and how far an election is (C19). */
async function terms(tx: Reader, on: Day): Promise<DueItem[]> {
  const rows = await tx
    .selectFrom("committeeTerm as t")
    .innerJoin("organization as o", "o.id", "t.organizationId")
    .innerJoin("organizationVersion as v", (join) =>
      join.onRef("v.organizationId", "=", "t.organizationId").on(named(on)),
    )
    .select(["t.organizationId", "o.orgPath", "t.dueOn", "t.endedOn", "v.shortName as name"])
    .where("t.dueOn", "<=", addMonths(on, NOTICE_MONTHS))
    .where("t.startOn", "<=", on)
    .where(sql<boolean>`(t.ended_on is null or t.ended_on > ${on}::date)`)
    .where(sql<boolean>`(o.closed_on is null or o.closed_on > ${on}::date)`)
    .orderBy("o.orgPath")
    .execute();
  const elections = new Map((await running(tx, on)).map((it) => [it.row.organizationId, it]));
  return rows.flatMap((it) => {
    const state = termState({ dueOn: it.dueOn, endedOn: null }, on);
    if (state.value !== "due-soon" && state.value !== "overdue") return [];
    const election = elections.get(it.organizationId);
    const until = election?.progress.postponedTo ?? null;
    const last = shiftRange(it.dueOn).value.to;
    const said =
      until !== null
        ? zh.matters.postponed(it.dueOn, until)
        : state.value === "overdue"
          ? zh.matters.overdue(state.grounds)
          : zh.matters.dueSoon(state.grounds);
    const next = election?.progress.next ?? null;
    return [
      {
        organizationId: it.organizationId,
        orgPath: it.orgPath,
        subject: { kind: "organization", id: it.organizationId, name: it.name },
        deadline: until ?? it.dueOn,
        why: `${said}${on > last ? `；${zh.matters.tooLate(last)}` : ""}${next === null ? "" : zh.matters.underWay(stepTerm(next))}。`,
        deed: election
          ? openOf(election, "own")
          : { term: zh.deeds.start, address: `/elections/new?org=${it.organizationId}&kind=term` },
      },
    ];
  });
}

/** Villagers' and residents' committees whose five years end, where their election was recorded. */
async function villageTerms(tx: Reader, on: Day): Promise<DueItem[]> {
  const rows = await tx
    .selectFrom("election as e")
    .innerJoin("organization as o", "o.id", "e.organizationId")
    .innerJoin("organizationVersion as v", (join) =>
      join.onRef("v.organizationId", "=", "e.organizationId").on(named(on)),
    )
    .select(["e.organizationId", "o.orgPath", "v.shortName as name", sql<Day>`max(e.held_on)`.as("heldOn")])
    .where("e.kind", "=", "village")
    .where("e.heldOn", "is not", null)
    .where(sql<boolean>`(o.closed_on is null or o.closed_on > ${on}::date)`)
    .groupBy(["e.organizationId", "o.orgPath", "v.shortName"])
    .having(sql<boolean>`max(e.held_on) <= ${addYears(addMonths(on, NOTICE_MONTHS), -5)}::date`)
    .orderBy("o.orgPath")
    .execute();
  return rows.map((it) => {
    const due = villageTermEnds(it.heldOn).value;
    return {
      organizationId: it.organizationId,
      orgPath: it.orgPath,
      subject: { kind: "organization", id: it.organizationId, name: it.name },
      deadline: due,
      why: `${zh.matters.village(it.heldOn, due)}。`,
      deed: { term: zh.deeds.village, address: `/elections/village?org=${it.organizationId}` },
    };
  });
}

/** Secretaries that are missing, and seats of the running term that were left and not filled (C20). */
async function vacancies(tx: Reader, on: Day): Promise<DueItem[]> {
  const elections = new Map((await running(tx, on)).map((it) => [it.row.organizationId, it]));
  const deedOf = (organizationId: string): DueItem["deed"] => {
    const election = elections.get(organizationId);
    return election
      ? openOf(election, "superior")
      : { term: zh.deeds.fill, address: `/elections/new?org=${organizationId}&kind=by_election` };
  };
  const secretaries = (await standings(tx, on)).flatMap((it): DueItem[] => {
    if (it.hasSecretary || !ledBySecretary(it.kind)) return [];
    const since = it.lastSecretaryUntil;
    return [
      {
        organizationId: it.organizationId,
        orgPath: it.orgPath,
        subject: { kind: "organization", id: it.organizationId, name: it.name },
        deadline: since === null ? null : addDays(since, VACANCY_DAYS),
        why: `${since === null ? zh.matters.noSecretary : zh.matters.secretary(since)}。`,
        deed: deedOf(it.organizationId),
      },
    ];
  });
  const rows = await tx
    .selectFrom("post as p")
    .innerJoin("committeeTerm as t", "t.id", "p.termId")
    .innerJoin("organization as o", "o.id", "p.organizationId")
    .innerJoin("organizationVersion as v", (join) =>
      join.onRef("v.organizationId", "=", "p.organizationId").on(named(on)),
    )
    .select(["p.organizationId", "o.orgPath", "v.shortName as name"])
    .select(sql<string[]>`array_agg(distinct p.post)`.as("posts"))
    .select(sql<Day>`min(p.valid_to)`.as("since"))
    .where("t.endedOn", "is", null)
    .where("p.validTo", "<=", on)
    .where(
      "p.post",
      "in",
      COMMITTEE_POSTS.filter((it) => it !== "secretary"),
    )
    .where(sql<boolean>`(o.closed_on is null or o.closed_on > ${on}::date)`)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("post as n")
            .select("n.id")
            .whereRef("n.organizationId", "=", "p.organizationId")
            .whereRef("n.post", "=", "p.post")
            .whereRef("n.validFrom", ">=", "p.validTo"),
        ),
      ),
    )
    .groupBy(["p.organizationId", "o.orgPath", "v.shortName"])
    .execute();
  return [
    ...secretaries,
    ...rows.map((it) => ({
      organizationId: it.organizationId,
      orgPath: it.orgPath,
      subject: { kind: "organization", id: it.organizationId, name: it.name },
      deadline: addDays(it.since, VACANCY_DAYS),
      why: `${zh.matters.seat(it.posts.map(postTerm).join("、"), it.since)}。`,
      deed: deedOf(it.organizationId),
    })),
  ];
}

const matterOf = ({ row, name, progress }: Running, why: string, by: Step["by"] = "own"): DueItem => ({
  organizationId: row.organizationId,
  orgPath: row.orgPath,
  subject: { kind: "election", id: row.id, name },
  deadline: null,
  why: `${why}。`,
  deed: openOf({ row, progress }, by),
});

/** What the count left: void, equal, seats empty; and a result that nobody has reported or handed over (C21). */
async function counts(tx: Reader, on: Day): Promise<DueItem[]> {
  return (await running(tx, on)).flatMap((it) => {
    const { progress, last } = it;
    const held = progress.heldOn ?? last?.happenedOn ?? on;
    if (last?.step === "ballot" && last.result === "void") return [matterOf(it, zh.matters.voided(last.happenedOn))];
    if (progress.next === "ballot" && progress.round > 0) {
      const seats = [...progress.unfilled.values()].reduce((all, one) => all + one, 0);
      return [matterOf(it, progress.tied === null ? zh.matters.unfilled(held, seats) : zh.matters.tied(held))];
    }
    if (progress.next === "result") return [matterOf(it, zh.matters.unreported(held))];
    if (progress.next === "handover") return [matterOf(it, zh.matters.handover(last?.happenedOn ?? on))];
    return [];
  });
}

const ANSWERS: Readonly<Partial<Record<StepName, string>>> = {
  reply: "request",
  candidates_reply: "candidates",
  result_reply: "result",
};

/** Letters upward that wait for their answer. */
async function answers(tx: Reader, on: Day): Promise<DueItem[]> {
  return (await running(tx, on)).flatMap((it) => {
    const { next, last } = it.progress;
    const letter = next === null ? undefined : ANSWERS[next];
    return letter === undefined || last === null
      ? []
      : [matterOf(it, zh.matters.unanswered(stepTerm(letter), last.happenedOn), "superior")];
  });
}

/** C19 to C21 of the thirty checks (regulations, section 11). */
export const checks: readonly Check[] = [
  { id: "C19", term: "换届", kind: "warn", provision: BRANCH_21_TERM, verb: "election.write", matters: terms },
  {
    id: "C19-village",
    term: "村（居）民委员会届期",
    kind: "warn",
    provision: VILLAGE_TERM,
    verb: "election.decide",
    matters: villageTerms,
  },
  {
    id: "C20",
    term: "职务空缺",
    kind: "warn",
    provision: BRANCH_21_VACANCY,
    verb: "election.decide",
    matters: vacancies,
  },
  {
    id: "C21",
    term: "选举的计票和结果",
    kind: "warn",
    provision: ELECTION_ELECTED,
    verb: "election.write",
    matters: counts,
  },
  {
    id: "C21-reply",
    term: "选举请示待批复",
    kind: "warn",
    provision: ELECTION_APPROVAL,
    verb: "election.decide",
    matters: answers,
  },
];

/** The next step of each election under way, as far as it is this side's. */
const nextOf =
  (by: Step["by"]): Waiting["matters"] =>
  async ({ tx, today }) =>
    (await running(tx, today)).flatMap((it) => {
      const { next, heldOn } = it.progress;
      const step = pathOf(factsOf(it.row)).find((one) => one.name === next);
      // Without a step left, or with one that comes by itself, nothing waits.
      if (next === null || step?.by !== by || step.optional) return [];
      return [matterOf(it, zh.matters.next(stepTerm(next), it.last?.happenedOn ?? heldOn ?? it.row.openedOn), by)];
    });

export const waiting: readonly Waiting[] = [
  { id: "W-election", term: "选举的下一步", verb: "election.write", matters: nextOf("own") },
  {
    id: "W-election-reply",
    term: "选举待上级办理",
    approval: true,
    verb: "election.decide",
    matters: nextOf("superior"),
  },
];
