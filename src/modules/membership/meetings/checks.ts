import { sql } from "kysely";
import { askedOnce } from "#platform/clock/asked-once.ts";
import type { Check, DueItem } from "#platform/clock/checks.ts";
import type { Reader } from "#platform/database/door.ts";
import { addDays, type Day, partsOf, quarterOf, yearOf, yearStart } from "#shared/day.ts";
import { appraisedBranches } from "../appraisal/queries.ts";
import {
  COMMITTEE_MEETING,
  GROUP_MEETING,
  MEMBERS_MEETING,
  ORGANIZATION_LIFE,
  RECORD_SOON,
  STUDY_HOURS,
  THEME_DAY,
} from "./provisions.ts";
import { type BranchAt, behindWithStudy, branchesOn, happenings } from "./queries.ts";
import {
  type Happening,
  hoursByPace,
  LEAD,
  type MeetingKind,
  needState,
  type Period,
  periodsDue,
  studyDay,
  type YearNeed,
} from "./rules.ts";
import { zh } from "./zh.ts";

const VERB = "meeting.write";

/** The checks go by the same branches. */
const branches = askedOnce(branchesOn);

const matterOf = (
  it: Pick<BranchAt, "organizationId" | "orgPath" | "name">,
  deadline: Day | null,
  why: string,
  deed: DueItem["deed"],
): DueItem => ({
  organizationId: it.organizationId,
  orgPath: it.orgPath,
  subject: { kind: "organization", id: it.organizationId, name: it.name },
  deadline,
  why,
  deed,
});

const monthWords = (on: Day): string => `${yearOf(on)}年${partsOf(on).month}月`;
const quick = (it: BranchAt, kind: MeetingKind): DueItem["deed"] => ({
  term: zh.deeds.quick,
  address: `/meetings?org=${it.organizationId}&record=${kind}`,
});

/** Kinds of meeting by which a year's needs are met; talks lie beside them. */
const ONCE_A_YEAR = ["organization_life", "members_appraisal", "party_lecture"];

/** Branches of which a need is not met in the periods that are looked at on this day. */
async function unmet(
  tx: Reader,
  on: Day,
  kind: "month" | "quarter" | "year",
  kinds: readonly YearNeed["kind"][],
  say: (it: BranchAt, period: Period, missing: readonly YearNeed["kind"][], all: readonly Happening[]) => DueItem[],
): Promise<DueItem[]> {
  const out: DueItem[] = [];
  for (const period of periodsDue(kind, on)) {
    const all = await happenings(tx, period, kind === "year" ? ONCE_A_YEAR : kinds);
    for (const it of await branches(tx, on)) {
      const list = all.get(it.organizationId) ?? [];
      // What is planned is not asked for again: should its day pass without a record, that is a matter of its own.
      const missing = kinds.filter((each) =>
        ["missing", "ahead"].includes(needState({ kind: each, period }, it.groups, list, on)),
      );
      if (missing.length > 0) out.push(...say(it, period, missing, list));
    }
  }
  return out;
}

/** A members' meeting each quarter (C14). */
const quarterly = (tx: Reader, on: Day): Promise<DueItem[]> =>
  unmet(tx, on, "quarter", ["members_meeting"], (it, { from, to }) => [
    matterOf(it, to, zh.matters.quarter(yearOf(from), quarterOf(from)), quick(it, "members_meeting")),
  ]);

/** The committee each month, where there is one (C15). */
const committees = (tx: Reader, on: Day): Promise<DueItem[]> =>
  unmet(tx, on, "month", ["committee_meeting"], (it, { from, to }) =>
    it.committee ? [matterOf(it, to, zh.matters.committee(monthWords(from)), quick(it, "committee_meeting"))] : [],
  );

/** Groups each month, where there are any (C15): one matter a branch, naming those that have not met. */
const groups = (tx: Reader, on: Day): Promise<DueItem[]> =>
  unmet(tx, on, "month", ["group_meeting"], (it, { from, to }, _missing, all) => {
    const left = it.groups.filter((group) => !all.some((each) => each.groupName === group && (each.held || to >= on)));
    if (left.length === 0) return [];
    return [matterOf(it, to, zh.matters.groups(monthWords(from), left.join("、")), quick(it, "group_meeting"))];
  });

/** A theme day each month, its topic set beforehand (C16). */
async function themeDays(tx: Reader, on: Day): Promise<DueItem[]> {
  const missing = await unmet(tx, on, "month", ["theme_day"], (it, { from, to }) => [
    matterOf(it, to, zh.matters.theme(monthWords(from)), quick(it, "theme_day")),
  ]);
  const bare = await tx
    .selectFrom("meeting as m")
    .innerJoin("organization as o", "o.id", "m.organizationId")
    .select(["m.id", "m.organizationId", "m.orgPath", "m.title as name", "m.meetsOn"])
    .where("m.meetsOn", ">=", on)
    .where("m.meetsOn", "<=", addDays(on, LEAD.topic))
    .where("m.recordedOn", "is", null)
    .where("m.cancelledOn", "is", null)
    .where("m.topic", "=", "")
    .where("m.jointId", "is", null)
    .where(sql<boolean>`m.kinds @> array['theme_day']`)
    .execute();
  return [
    ...missing,
    ...bare.map((it) =>
      matterOf(it, addDays(it.meetsOn, -1), zh.matters.topic(it.meetsOn), {
        term: zh.deeds.topic,
        address: `/meetings/${it.id}?do=change`,
      }),
    ),
  ];
}

const YEARLY = ["organization_life", "members_appraisal", "heart_to_heart", "secretary_lecture"] as const;

/** What is asked once a year, from October on (C17). An appraisal whose votes were counted is one, with or without a record of its meeting. */
async function yearly(tx: Reader, on: Day): Promise<DueItem[]> {
  const appraised = new Map<number, ReadonlySet<string>>();
  for (const { from } of periodsDue("year", on)) appraised.set(yearOf(from), await appraisedBranches(tx, yearOf(from)));
  return await unmet(tx, on, "year", YEARLY, (it, { from, to }, missing) => {
    const done = appraised.get(yearOf(from))?.has(it.organizationId) === true;
    const left = missing.filter((kind) => kind !== "members_appraisal" || !done);
    if (left.length === 0) return [];
    return [
      matterOf(it, to, zh.matters.year(yearOf(from), left.map((kind) => zh.lacks[kind] ?? kind).join("、")), {
        term: zh.deeds.plan,
        address: `/meetings?org=${it.organizationId}&year=${yearOf(from)}&plan=new`,
      }),
    ];
  });
}

/** Study by the pace of the year, at the end of June, September and December (C22): one matter a branch, nobody is named. */
async function study(tx: Reader, on: Day): Promise<DueItem[]> {
  const by = studyDay(on);
  if (by === null) return [];
  const below = { member: hoursByPace(false, by).value, officer: hoursByPace(true, by).value };
  const count = await behindWithStudy(tx, { from: yearStart(by), to: by < on ? by : on }, below);
  return (await branches(tx, on)).flatMap((it) => {
    const n = count.get(it.organizationId);
    if (!n) return [];
    return [
      matterOf(it, by, zh.matters.study(by, n.members, n.officers), {
        term: zh.deeds.study,
        address: `/meetings?org=${it.organizationId}&year=${yearOf(by)}&show=study`,
      }),
    ];
  });
}

/** Decisions whose day is near or past (支部条例 16: what was decided is followed up). */
async function tasks(tx: Reader, on: Day): Promise<DueItem[]> {
  const rows = await tx
    .selectFrom("meetingTask")
    .select(["id", "meetingId", "organizationId", "orgPath", "what", "personName", "dueOn"])
    .where("doneOn", "is", null)
    .where("withdrawnOn", "is", null)
    .where("dueOn", "<=", addDays(on, LEAD.task))
    .orderBy("dueOn")
    .execute();
  return rows.map((it) => ({
    organizationId: it.organizationId,
    orgPath: it.orgPath,
    subject: { kind: "meeting-task", id: it.id, name: it.what },
    deadline: it.dueOn,
    why: zh.matters.task(it.what, it.personName, it.dueOn),
    deed: { term: zh.deeds.task, address: `/meetings/${it.meetingId}?task=${it.id}` },
  }));
}

/** Planned, and the day has passed without a record; or another branch asks and waits. */
async function unrecorded(tx: Reader, on: Day): Promise<DueItem[]> {
  const rows = await tx
    .selectFrom("meeting as m")
    .innerJoin("organization as o", "o.id", "m.organizationId")
    .select(["m.id", "m.organizationId", "m.orgPath", "m.title", "m.meetsOn", "m.answer"])
    .where("m.recordedOn", "is", null)
    .where("m.cancelledOn", "is", null)
    .where((eb) => eb.or([eb("m.answer", "is", null), eb("m.answer", "<>", "declined")]))
    .where((eb) => eb.or([eb("m.meetsOn", "<", on), eb("m.answer", "=", "asked")]))
    .where("m.meetsOn", ">=", addDays(on, -366))
    .orderBy("m.meetsOn")
    .execute();
  return rows.map((it) => ({
    organizationId: it.organizationId,
    orgPath: it.orgPath,
    subject: { kind: "meeting", id: it.id, name: it.title },
    deadline: it.answer === "asked" ? it.meetsOn : addDays(it.meetsOn, 7),
    why: it.answer === "asked" ? zh.matters.asked(it.title, it.meetsOn) : zh.matters.record(it.title, it.meetsOn),
    deed:
      it.answer === "asked"
        ? { term: zh.deeds.answer, address: `/meetings/${it.id}` }
        : { term: zh.deeds.quick, address: `/meetings/${it.id}?do=record` },
  }));
}

export const checks: readonly Check[] = [
  { id: "C14", term: "每季党员大会", kind: "warn", provision: MEMBERS_MEETING, verb: VERB, matters: quarterly },
  { id: "C15", term: "每月支委会", kind: "info", provision: COMMITTEE_MEETING, verb: VERB, matters: committees },
  { id: "C15-groups", term: "每月党小组会", kind: "info", provision: GROUP_MEETING, verb: VERB, matters: groups },
  { id: "C16", term: "每月主题党日", kind: "info", provision: THEME_DAY, verb: VERB, matters: themeDays },
  { id: "C16-tasks", term: "议定事项到期", kind: "warn", provision: THEME_DAY, verb: VERB, matters: tasks },
  { id: "C16-record", term: "会议待记录", kind: "info", provision: RECORD_SOON, verb: VERB, matters: unrecorded },
  { id: "C17", term: "年度组织生活", kind: "warn", provision: ORGANIZATION_LIFE, verb: VERB, matters: yearly },
  {
    id: "C22",
    term: "学习培训学时",
    kind: "info",
    provision: STUDY_HOURS,
    verb: VERB,
    line: "learning",
    matters: study,
  },
];
