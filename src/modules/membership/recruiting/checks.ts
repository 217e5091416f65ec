import { askedOnce } from "#platform/clock/asked-once.ts";
import type { Check, DueItem, Waiting } from "#platform/clock/checks.ts";
import type { Reader } from "#platform/database/door.ts";
import { addDays, addMonths, type Day } from "#shared/day.ts";
import type { Provision } from "#shared/finding.ts";
import { RECORD_COLUMNS, storedOf } from "./file.ts";
import { numberOf, type Step, type StepName } from "./path.ts";
import { APPROVAL_TIME, FILE_KEPT, FIRST_TALK, HALF_YEARLY, MEETING_TIME, PROBATION } from "./provisions.ts";
import { type CaseClock, caseClocks } from "./queries.ts";
import {
  approvalDue,
  CONVERSION_LEAD,
  fileGaps,
  firstTalkDue,
  nextStep,
  probationEnds,
  progressOf,
  reviewDue,
} from "./rules.ts";
import { meetingDue } from "./rules-revised.ts";

/** Days before a deadline from which a matter is shown (regulations, section 11). */
const LEAD = { talk: 10, review: 15, meeting: 10, approval: 30 } as const;

/** The checks go by the same facts. */
const clocks = askedOnce(caseClocks);

const matter = (
  it: CaseClock,
  deadline: Day | null,
  why: string,
  provision: Provision,
  step: StepName,
  term: string,
): DueItem => ({
  organizationId: it.organizationId,
  orgPath: it.orgPath,
  subject: { kind: "recruiting-case", id: it.id, name: it.personName },
  deadline,
  provision,
  why,
  deed: { term, address: `/recruiting/${it.id}?step=${numberOf(step)}` },
});

const soon = (due: Day, lead: number, on: Day): boolean => addDays(due, -lead) <= on;

async function talks(tx: Reader, on: Day): Promise<DueItem[]> {
  return (await clocks(tx, on)).flatMap((it) => {
    if (it.talkedOn !== null || it.activistOn !== null) return [];
    const { value: due, provision } = firstTalkDue(it.appliedOn, on);
    if (!soon(due, LEAD.talk, on)) return [];
    return [
      matter(it, due, `${it.appliedOn}递交入党申请书，还没有派人谈话，应在一个月内。`, provision, "talk", "登记谈话"),
    ];
  });
}

async function reviews(tx: Reader, on: Day): Promise<DueItem[]> {
  return (await clocks(tx, on)).flatMap((it) => {
    if (it.activistOn === null || it.targetOn !== null || it.admittedOn !== null) return [];
    const last = it.reviewedOn ?? it.activistOn;
    const { value: due, provision } = reviewDue(last, on);
    if (!soon(due, LEAD.review, on)) return [];
    const why =
      it.reviewedOn === null
        ? `${it.activistOn}确定为入党积极分子，还没有考察过，每半年应当考察一次。`
        : `上次考察是${it.reviewedOn}，每半年应当考察一次。`;
    return [matter(it, due, why, provision, "activist_review", "登记考察")];
  });
}

async function approvals(tx: Reader, on: Day): Promise<DueItem[]> {
  return (await clocks(tx, on)).flatMap((it) => {
    const waiting = approvalWaiting(it);
    if (waiting === null) return [];
    const { value, provision } = approvalDue(waiting.meetingOn, on);
    const { due, last } = value;
    if (!soon(due, LEAD.approval, on)) return [];
    const what = waiting.step === "admission" ? "接收预备党员" : "预备党员转正";
    const why =
      on > last
        ? `支部大会${waiting.meetingOn}通过${what}，已超过最长六个月（${last}），不能再审批。`
        : `支部大会${waiting.meetingOn}通过${what}，党委应在三个月内审批，特殊情况不得超过${last}。`;
    return [matter(it, due, why, provision, waiting.step, "登记审批")];
  });
}

/** What the committee still has to decide: the admission, or what came of the probation. */
export function approvalWaiting(
  it: CaseClock,
): { readonly step: "admission" | "conversion"; readonly meetingOn: Day } | null {
  if (it.admittedOn === null) {
    if (it.meetingOn === null) return null;
    const refused = it.admissionRefusedOn !== null && it.admissionRefusedOn >= it.meetingOn;
    return refused ? null : { step: "admission", meetingOn: it.meetingOn };
  }
  if (it.conversionMeetingOn === null) return null;
  const decided = it.conversionDecidedOn !== null && it.conversionDecidedOn >= it.conversionMeetingOn;
  return decided ? null : { step: "conversion", meetingOn: it.conversionMeetingOn };
}

/** The branch meeting within a month of the preview; of a day before the new text nothing is due. */
async function meetings(tx: Reader, on: Day): Promise<DueItem[]> {
  return (await clocks(tx, on)).flatMap((it) => {
    if (it.previewedOn === null || it.meetingOn !== null || it.admittedOn !== null) return [];
    const due = meetingDue(it.previewedOn, on);
    if (due === null || !soon(due.value, LEAD.meeting, on)) return [];
    const why = `${due.grounds}，一个月内应当召开支部大会讨论接收。`;
    return [matter(it, due.value, why, due.provision, "admission_meeting", "登记支部大会")];
  });
}

async function probations(tx: Reader, on: Day): Promise<DueItem[]> {
  return (await clocks(tx, on)).flatMap((it) => {
    if (it.admittedOn === null || it.meetingOn === null || it.convertedOn !== null) return [];
    if (approvalWaiting(it) !== null) return [];
    const expiry = probationEnds(it.meetingOn, it.extendedMonths).value;
    const ends = addMonths(expiry, it.postponedMonths);
    if (!soon(ends, CONVERSION_LEAD, on)) return [];
    const extended = it.extendedMonths > 0 ? `延长${it.extendedMonths}个月，` : "";
    const put = it.postponedMonths > 0 ? `转入后经研究推迟${it.postponedMonths}个月讨论，` : "";
    const why = `预备期自支部大会${it.meetingOn}算起，${extended}到${expiry}满，${put}应当及时讨论转正。`;
    return [
      matter(
        it,
        ends,
        why,
        PROBATION.on(on),
        on < ends ? "conversion_request" : "conversion_meeting",
        on < ends ? "登记转正申请" : "登记讨论转正",
      ),
    ];
  });
}

async function files(tx: Reader, on: Day): Promise<DueItem[]> {
  return (await clocks(tx, on)).flatMap((it) => {
    if (it.convertedOn === null) return [];
    const gaps = fileGaps(it.filed, on);
    if (gaps.value.length === 0) return [];
    return [
      matter(it, null, `${it.convertedOn}批准转正，入党材料${gaps.grounds}。`, gaps.provision, "file", "登记归档"),
    ];
  });
}

/** C01, C02, C08 (its clock), C10, C11 and C13 of the thirty checks (regulations, section 11). */
export const checks: readonly Check[] = [
  {
    id: "C01",
    term: "申请后首次谈话",
    kind: "warn",
    provision: FIRST_TALK.now,
    verb: "recruiting.record",
    matters: talks,
  },
  {
    id: "C02",
    term: "积极分子半年考察",
    kind: "warn",
    provision: HALF_YEARLY.now,
    verb: "recruiting.record",
    matters: reviews,
  },
  {
    id: "C08",
    term: "预审后的支部大会",
    kind: "warn",
    provision: MEETING_TIME,
    verb: "recruiting.record",
    matters: meetings,
  },
  {
    id: "C10",
    term: "支部决议的审批",
    kind: "warn",
    provision: APPROVAL_TIME.now,
    verb: "recruiting.approve",
    matters: approvals,
  },
  {
    id: "C11",
    term: "预备期满",
    kind: "warn",
    provision: PROBATION.now,
    verb: "recruiting.record",
    matters: probations,
  },
  {
    id: "C13",
    term: "入党材料归档",
    kind: "warn",
    provision: FILE_KEPT.now,
    verb: "recruiting.record",
    matters: files,
  },
];

interface Next {
  readonly id: string;
  readonly personName: string;
  readonly organizationId: string;
  readonly orgPath: string;
  readonly step: Step;
  readonly since: Day;
}

/** The next step of each open case that can be taken now; both sides go by the same. */
const nextSteps = askedOnce(askNextSteps);

async function askNextSteps(tx: Reader, on: Day): Promise<Next[]> {
  const cases = await tx
    .selectFrom("recruitingCase")
    .select(["id", "personName", "organizationId", "orgPath", "appliedOn"])
    .where("endedOn", "is", null)
    .where("appliedOn", "<=", on)
    .execute();
  const records = await tx
    .selectFrom("recruitingRecord as r")
    .innerJoin("recruitingCase as c", "c.id", "r.caseId")
    .select(RECORD_COLUMNS.map((it) => `r.${it}` as const))
    .where("c.endedOn", "is", null)
    .where("r.withdrawnOn", "is", null)
    .where("r.happenedOn", "<=", on)
    .orderBy("r.happenedOn")
    .orderBy("r.id")
    .execute();
  const of = Map.groupBy(records, (it) => it.caseId);
  return cases.flatMap(({ appliedOn, ...it }) => {
    const kept = (of.get(it.id) ?? []).map(storedOf);
    const next = nextStep(progressOf(kept), on);
    // Half a year of review and the time of probation run by themselves; the checks keep their days.
    if (next === null || HALF_YEARLY.texts.includes(next.provision) || PROBATION.texts.includes(next.provision))
      return [];
    return [{ ...it, step: next.value, since: kept.at(-1)?.happenedOn ?? appliedOn }];
  });
}

const nextBy =
  (by: Step["by"]): Waiting["matters"] =>
  async ({ tx, today }) =>
    (await nextSteps(tx, today)).flatMap((it) =>
      it.step.by === by
        ? [
            {
              organizationId: it.organizationId,
              orgPath: it.orgPath,
              subject: { kind: "recruiting-case", id: it.id, name: it.personName },
              deadline: null,
              why: `发展党员下一步：${it.step.term}；上一步${it.since}办结。`,
              deed: { term: "办理本步骤", address: `/recruiting/${it.id}?step=${it.step.number}` },
            },
          ]
        : [],
    );

export const waiting: readonly Waiting[] = [
  { id: "W-recruiting", term: "发展党员的下一步", verb: "recruiting.record", matters: nextBy("branch") },
  {
    id: "W-recruiting-committee",
    term: "发展党员待上级党委办理",
    approval: true,
    verb: "recruiting.approve",
    matters: nextBy("committee"),
  },
];
