import { due as dueHere } from "#modules/assessment/address.ts";
import type { DueLine } from "#modules/assessment/contract.ts";
import { ownAppraisals } from "#modules/membership/appraisal/address.ts";
import type { OwnAppraisals } from "#modules/membership/appraisal/contract.ts";
import { type Pocketed, standing } from "#modules/membership/appraisal/pocket/ballot-token.ts";
import { ownMeetings } from "#modules/membership/meetings/address.ts";
import type { OwnMeetings } from "#modules/membership/meetings/contract.ts";
import { ownRecruiting } from "#modules/membership/recruiting/address.ts";
import type { OwnRecruiting } from "#modules/membership/recruiting/contract.ts";
import type { SessionView } from "#platform/access/contract.ts";
import { day, daysBetween, isDay } from "#shared/day.ts";
import { askAt, Problem } from "#web/common/api.ts";
import { dayInWords } from "#web/common/format.ts";

/** One thing that waits for me, and the page where it is done. */
export interface Waiting {
  readonly what: string;
  /** 还有19天, 逾期47天, or when and where; empty when no day is set. */
  readonly when: string;
  readonly late: boolean;
  readonly href: string;
}

export interface Mine {
  readonly waiting: readonly Waiting[];
  /** What could not be asked: the list may lack something, and says so. */
  readonly problem: Problem | null;
}

/** What the house answers about me; a part that could not be asked is null. */
export interface Answers {
  readonly meetings: OwnMeetings | null;
  readonly appraisals: OwnAppraisals | null;
  readonly recruiting: OwnRecruiting | null;
  readonly due: readonly DueLine[] | null;
}

/** What waits for me, asked of the house. One who holds an office is asked as well what falls due there. */
export async function mine(session: SessionView): Promise<Mine> {
  const asked = await Promise.allSettled([
    askAt(ownMeetings, {}),
    askAt(ownAppraisals, {}),
    askAt(ownRecruiting, {}),
    session.verbs.includes("assessment.due.read") ? askAt(dueHere, {}) : Promise.resolve([]),
  ]);
  const [meetings, appraisals, recruiting, due] = asked;
  const of = <T>(it: PromiseSettledResult<T>): T | null => (it.status === "fulfilled" ? it.value : null);
  const fault: unknown = asked.find((it) => it.status === "rejected")?.reason;
  if (fault !== undefined && !(fault instanceof Problem)) throw fault;
  const answers = { meetings: of(meetings), appraisals: of(appraisals), recruiting: of(recruiting), due: of(due) };
  return { waiting: waitingOf(answers, session.today, localStorage), problem: fault ?? null };
}

/** What waits for me by what the house answered: what is late first, then by its day, what has no day last. */
export function waitingOf(of: Answers, today: string, store: Pocketed): readonly Waiting[] {
  const dated = [...gatherings(of.meetings), ...tasks(of.meetings), ...reviews(of.recruiting)]
    .toSorted((one, other) => (one.by < other.by ? -1 : one.by > other.by ? 1 : 0))
    .map(({ what, by, where, href }) => ({
      what,
      when: [where, left(by, today)].filter((it) => it !== "").join("，"),
      late: by < today,
      href,
    }));
  const office = (of.due ?? []).filter((it) => it.count > 0).map((it) => ofOffice(it, today));
  const all = [...dated, ...office, ...appraising(of.appraisals, store)];
  return [...all.filter((it) => it.late), ...all.filter((it) => !it.late)];
}

interface Dated {
  readonly what: string;
  readonly by: string;
  readonly where: string;
  readonly href: string;
}

const gatherings = (of: OwnMeetings | null): readonly Dated[] =>
  (of?.coming ?? [])
    .filter((it) => it.state !== "excused")
    .map((it) => ({
      what: it.title,
      by: it.on,
      where: [dayInWords(it.on) + (it.starts === null ? "" : ` ${it.starts}`), it.place]
        .filter((part) => part !== "")
        .join("，"),
      href: "#/meetings",
    }));

const tasks = (of: OwnMeetings | null): readonly Dated[] =>
  (of?.tasks ?? [])
    .filter((it) => it.doneOn === null)
    .map((it) => ({ what: it.what, by: it.dueOn, where: it.meetingTitle, href: "#/meetings" }));

const reviews = (of: OwnRecruiting | null): readonly Dated[] =>
  (of?.people ?? []).flatMap((it) =>
    it.isDue && it.mayReview && it.due !== null
      ? [{ what: `登记${it.name}的半年考察`, by: it.due, where: "", href: "#/recruiting" }]
      : [],
  );

/** The house gives both no day: they wait as long as their stage does. */
function appraising(of: OwnAppraisals | null, store: Pocketed): readonly Waiting[] {
  const now = of?.current ?? null;
  if (now === null) return [];
  const at = { late: false, href: "#/appraisal" };
  const votes = now.stage === "voting" && now.box !== null && now.voterId !== null;
  const where = votes ? standing(now, store) : "sent";
  return [
    // Taken on another phone, it can be cast only there.
    ...(where === "held" || (where === "none" && !now.taken)
      ? [{ ...at, what: `${now.year}年民主评议投票`, when: where === "held" ? "选票已领，还没有投" : "" }]
      : []),
    ...(now.self === "" && ["self", "voting"].includes(now.stage)
      ? [{ ...at, what: `${now.year}年民主评议个人自评`, when: "可不写" }]
      : []),
  ];
}

const ofOffice = (it: DueLine, today: string): Waiting => ({
  what: it.count === 1 ? it.term : `${it.term}（${it.count}件）`,
  when: it.deadline === null ? "" : left(it.deadline, today),
  late: it.overdue,
  href: it.action.address,
});

/** 还有19天, 今天到期, 逾期47天. */
function left(by: string, today: string): string {
  if (!isDay(by) || !isDay(today)) return by;
  const days = daysBetween(day(today), day(by));
  return days === 0 ? "就在今天" : days > 0 ? `还有${days}天` : `逾期${-days}天`;
}
