import { sql } from "kysely";
import type { Check, DueItem, Waiting } from "#platform/clock/checks.ts";
import type { Reader } from "#platform/database/door.ts";
import { addDays, addMonths, type Day, monthStart, yearOf, yearStart } from "#shared/day.ts";
import { type Behind, behindWithDues } from "./arrears.ts";
import { decidesAbove } from "./profile-acts.ts";
import { DUES_DISCLOSED, DUES_FROM_ADMISSION, DUES_LATE } from "./provisions.ts";
import { ARREARS, type ArrearsStage, arrearsStage, caseOn, discloseBy } from "./rules.ts";

const month = (on: Day): string => `${on.slice(0, 4)}年${Number(on.slice(5, 7))}月`;

const SAYS: Readonly<Record<Exclude<ArrearsStage, "none">, (it: Behind) => string>> = {
  remind: (it) => `${it.name}${month(it.since)}的党费还没有交。`,
  warn: (it) => `${it.name}自${month(it.since)}起三个月没有交纳党费，请谈话了解原因。`,
  secretary: (it) => `${it.name}自${month(it.since)}起五个月没有交纳党费，请书记谈话，下月即满六个月。`,
  case: (it) =>
    `${it.name}自${month(it.since)}起六个月没有交纳党费。请查明有没有正当理由，由支部研究；系统不会自动作出任何处理。`,
};

/** When a step of arrears began: a talk since then settles it until the next step. */
function begunOn(it: Behind, stage: Exclude<ArrearsStage, "none">): Day {
  return addMonths(it.since, ARREARS[stage]);
}

async function arrears(tx: Reader, on: Day, stages: readonly ArrearsStage[]): Promise<DueItem[]> {
  return (await behindWithDues(tx, on)).flatMap((it): DueItem[] => {
    const stage = arrearsStage(it.since, it.quarterly, on).value;
    if (stage === "none" || !stages.includes(stage)) return [];
    if (stage !== "remind" && it.talkedOn !== null && it.talkedOn >= begunOn(it, stage)) return [];
    const ledger = `/dues?org=${it.organizationId}&year=${yearOf(it.since)}`;
    return [
      {
        organizationId: it.organizationId,
        orgPath: it.orgPath,
        subject: { kind: "person", id: it.personId, name: it.name },
        deadline: caseOn(it.since).value,
        why: SAYS[stage](it),
        deed:
          stage === "remind"
            ? { term: "登记党费", address: `${ledger}&collect=${it.personId}` }
            : { term: "记录谈话", address: `${ledger}&talk=${it.personId}` },
      },
    ];
  });
}

/** How many members the button chooses beforehand: an address must stay short. Who is left stays due. */
const SET_AT_ONCE = 40;

/** Branches where members have no dues set, whose work has changed since, or where last year's yearly amount still stands. */
async function bases(tx: Reader, on: Day): Promise<DueItem[]> {
  const now = monthStart(on);
  const unset = await tx
    .selectFrom("membership as m")
    .leftJoin("duesProfile as p", (join) =>
      join
        .onRef("p.personId", "=", "m.personId")
        .on((eb) => eb.or([eb("p.validTo", "is", null), eb("p.validTo", ">", now)])),
    )
    .select([
      "m.organizationId",
      "m.orgPath",
      sql<number>`count(distinct m.person_id)`.as("count"),
      sql<string>`min(m.name)`.as("name"),
      sql<string[]>`array_agg(distinct m.person_id)`.as("persons"),
    ])
    .where("m.validTo", "is", null)
    .where("m.validFrom", "<=", on)
    .where("p.id", "is", null)
    .groupBy(["m.organizationId", "m.orgPath"])
    .execute();
  const january = yearStart(on);
  const stale = await tx
    .selectFrom("duesProfile as p")
    .select([
      "p.organizationId",
      "p.orgPath",
      sql<number>`count(*)`.as("count"),
      sql<string>`min(p.person_name)`.as("name"),
      sql<string[]>`array_agg(distinct p.person_id)`.as("persons"),
    ])
    .where("p.method", "=", "yearly")
    .where("p.validTo", "is", null)
    .where("p.validFrom", "<", january)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom("membership as m")
          .select("m.id")
          .whereRef("m.personId", "=", "p.personId")
          .where("m.validTo", "is", null),
      ),
    )
    .groupBy(["p.organizationId", "p.orgPath"])
    .execute();
  // What somebody pays on follows from their work: whose post changed since it was last set may owe another amount. What was
  // set since, be it the same or only from January on, settles it.
  const changed = await tx
    .selectFrom("membership as m")
    .innerJoin("duesProfile as p", (join) => join.onRef("p.personId", "=", "m.personId").on("p.validTo", "is", null))
    .innerJoin("membership as then", (join) =>
      join
        .onRef("then.personId", "=", "m.personId")
        .onRef("then.validFrom", "<=", "p.setOn")
        .on((eb) => eb.or([eb("then.validTo", "is", null), eb("then.validTo", ">", eb.ref("p.setOn"))])),
    )
    .select([
      "m.organizationId",
      "m.orgPath",
      sql<number>`count(distinct m.person_id)`.as("count"),
      sql<string>`min(m.name)`.as("name"),
      sql<string[]>`array_agg(distinct m.person_id)`.as("persons"),
    ])
    .where("m.validTo", "is", null)
    .where("m.validFrom", "<=", on)
    .whereRef("m.validFrom", ">", "p.setOn")
    .where((eb) => eb("then.job", "is distinct from", eb.ref("m.job")))
    .groupBy(["m.organizationId", "m.orgPath"])
    .execute();
  const matter =
    (why: (name: string, count: number) => string, deadline: Day | null) =>
    (it: {
      organizationId: string;
      orgPath: string;
      count: number;
      name: string;
      persons: readonly string[];
    }): DueItem => ({
      organizationId: it.organizationId,
      orgPath: it.orgPath,
      subject: { kind: "organization", id: it.organizationId, name: it.name },
      deadline,
      why: why(it.name, it.count),
      deed: {
        term: "核定党费标准",
        address: `/dues?org=${it.organizationId}&set=${it.persons.slice(0, SET_AT_ONCE).join(",")}`,
      },
    });
  return [
    ...unset.map(matter((name, count) => `${count === 1 ? name : `${name}等${count}名党员`}未核定党费标准`, null)),
    ...changed.map(
      matter(
        (name, count) =>
          `${count === 1 ? name : `${name}等${count}人`}的工作岗位在核定党费以后有变化，请看要不要重新核定。`,
        null,
      ),
    ),
    ...stale.map(
      matter(
        (name, count) =>
          `${count === 1 ? name : `${name}等${count}人`}按年核定的党费还是往年的，请核定${yearOf(on)}年的。`,
        addDays(january, 30),
      ),
    ),
  ];
}

/** Branches that collected dues last year and have not published them. */
async function disclosures(tx: Reader, on: Day): Promise<DueItem[]> {
  const year = yearOf(on) - 1;
  const rows = await tx
    .selectFrom("organization as o")
    .innerJoin("organizationVersion as v", (join) =>
      join.onRef("v.organizationId", "=", "o.id").on("v.validTo", "is", null),
    )
    .select(["o.id", "o.orgPath", "v.shortName"])
    .where("o.closedOn", "is", null)
    .where("v.kind", "not in", ["committee", "working_committee"])
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom("duesEntry as e")
          .select("e.id")
          .whereRef("e.organizationId", "=", "o.id")
          .where("e.paidOn", ">=", addMonths(yearStart(on), -12))
          .where("e.paidOn", "<", yearStart(on))
          .where("e.endedOn", "is", null),
      ),
    )
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("duesDisclosure as d")
            .select("d.id")
            .whereRef("d.organizationId", "=", "o.id")
            .where("d.year", "=", year),
        ),
      ),
    )
    .execute();
  return rows.map((it) => ({
    organizationId: it.id,
    orgPath: it.orgPath,
    subject: { kind: "organization", id: it.id, name: it.shortName },
    deadline: discloseBy(year).value,
    why: `${it.shortName}还没有向党员公布${year}年的党费收缴情况。`,
    deed: { term: "公布收缴情况", address: `/dues/disclosure?org=${it.id}&year=${year}&publish=new` },
  }));
}

export const checks: readonly Check[] = [
  {
    id: "C23i",
    term: "党费未交满一个月",
    kind: "info",
    provision: DUES_LATE,
    verb: "dues.entry.write",
    matters: (tx, on) => arrears(tx, on, ["remind"]),
  },
  {
    id: "C23",
    term: "党费欠缴",
    kind: "warn",
    provision: DUES_LATE,
    verb: "dues.entry.write",
    matters: (tx, on) => arrears(tx, on, ["warn", "secretary", "case"]),
  },
  {
    id: "C24",
    term: "党费标准核定",
    kind: "info",
    provision: DUES_FROM_ADMISSION,
    verb: "dues.profile.set",
    matters: bases,
  },
  {
    id: "C25",
    term: "党费公布",
    kind: "warn",
    provision: DUES_DISCLOSED,
    verb: "dues.account.write",
    matters: disclosures,
  },
];

/** Reductions that a branch has asked for and the committee above has not decided. */
async function reliefs(at: Parameters<Waiting["matters"]>[0]): Promise<DueItem[]> {
  const rows = await at.tx
    .selectFrom("duesRelief")
    .select(["id", "personId", "personName", "organizationId", "orgPath", "fromMonth", "toMonth", "proposedOn"])
    .where("state", "=", "proposed")
    .orderBy("proposedOn")
    .execute();
  return rows
    .filter((it) => decidesAbove(at, it.orgPath))
    .map((it) => ({
      organizationId: it.organizationId,
      orgPath: it.orgPath,
      subject: { kind: "dues-relief", id: it.id, name: it.personName },
      deadline: null,
      why: `${it.proposedOn}申请减免${month(it.fromMonth)}至${month(it.toMonth)}的党费，待审批。`,
      deed: { term: "审批", address: `/members/${it.personId}?relief=${it.id}` },
    }));
}

export const waiting: readonly Waiting[] = [
  { id: "W-relief", term: "党费减免待审批", approval: true, verb: "dues.relief.decide", matters: reliefs },
];
