import type { CodeOf } from "#shared/code-sets.ts";
import { addDays, addMonths, type Day } from "#shared/day.ts";
import { type Finding, finding } from "#shared/finding.ts";
import {
  FIVE_MEASURES,
  HOUSE_AWARD_ONCE,
  LEAVING_DISPOSITIONS,
  POSTS_END,
  PROBATION_EXTENDED,
  PROBATIONARY_DISPOSITION,
  RECTIFY_YEAR,
  RIGHTS_SUSPENDED,
} from "./provisions.ts";

export type MeasureKind = CodeOf<"disciplinary_measure">;
export type Outcome = CodeOf<"measure_outcome">;
export type MeasureState = CodeOf<"measure_state">;
export type AwardKind = CodeOf<"award_kind">;

/** Kinds that an organisation receives; the others are a person's. */
const OF_ORGANIZATIONS: readonly AwardKind[] = ["advanced_organization", "other_organization"];
export const isForOrganization = (kind: AwardKind): boolean => OF_ORGANIZATIONS.includes(kind);

/** Kinds that say nothing of themselves. */
export const isFree = (kind: AwardKind): boolean => kind === "other_person" || kind === "other_organization";

/** An award names what it is: one of the two free kinds needs a title of its own, and stands once. */
export function awardNamed(kind: AwardKind, title: string): Finding<boolean> {
  const free = isFree(kind);
  return finding(!free || title !== "", HOUSE_AWARD_ONCE, free ? "其他荣誉要写明名称" : "按称号登记");
}

/** Measures that end the membership on the day they take effect, by the code of leaving (B6b). */
export const LEAVING_KINDS = [
  "expelled",
  "persuaded_out",
  "removed",
  "lapsed",
  "probation_cancelled",
  "not_recognised",
] as const satisfies readonly (MeasureKind & CodeOf<"leave_reason">)[];
export type LeavingKind = (typeof LEAVING_KINDS)[number];
export const isLeaving = (kind: MeasureKind): kind is LeavingKind =>
  (LEAVING_KINDS as readonly MeasureKind[]).includes(kind);

/** Measures under which rights are not exercised, until somebody decides otherwise. */
const SUSPENDING: readonly MeasureKind[] = ["probation_within_party", "detained", "arrested"];
export const isSuspending = (kind: MeasureKind): boolean => SUSPENDING.includes(kind);

/** Measures with which posts in the Party end: taken away by one, gone by themselves under the other (and by leaving). */
const ENDING_POSTS: readonly MeasureKind[] = ["removed_from_post", "probation_within_party"];
export const endsPosts = (kind: MeasureKind): Finding<boolean> =>
  finding(
    ENDING_POSTS.includes(kind),
    POSTS_END,
    ENDING_POSTS.includes(kind) ? "党内职务从这一天起结束" : "不影响党内职务",
  );

/**
 * What is left of a probationary member's list: the cancellation, 不予承认 of an admission against the rules, and that rights
 * rest under 留置 and 逮捕. Lighter breaches are met by 批评教育, or by an extension in the case of their admission.
 */
const OF_PROBATIONARY: readonly MeasureKind[] = ["probation_cancelled", "not_recognised", "detained", "arrested"];

/** What may be decided upon whom: of a probationary member other things than of a full one. */
export function measureFits(kind: MeasureKind, category: "full" | "probationary"): Finding<boolean> {
  if (category === "probationary") {
    const fits = OF_PROBATIONARY.includes(kind);
    return finding(
      fits,
      PROBATIONARY_DISPOSITION,
      fits ? "预备党员" : "预备党员不适用党纪处分和这一种处置，只能批评教育、延长预备期或者取消预备党员资格",
    );
  }
  if (kind === "probation_cancelled")
    return finding(false, PROBATIONARY_DISPOSITION, "已经是正式党员，不能取消预备党员资格");
  return finding(true, isLeaving(kind) && kind !== "expelled" ? LEAVING_DISPOSITIONS : FIVE_MEASURES, "适用");
}

/** How long it runs: 留党察看 one or two years, 限期改正 up to one, all others have no period. */
export function periodFits(kind: MeasureKind, months: number | null): Finding<boolean> {
  if (kind === "probation_within_party")
    return finding(
      months === 12 || months === 24,
      FIVE_MEASURES,
      months === null ? "留党察看要写明一年还是两年" : `留党察看${months}个月`,
    );
  if (kind === "rectify")
    return finding(
      months !== null && Number.isInteger(months) && months >= 1 && months <= 12,
      RECTIFY_YEAR,
      months === null ? "限期改正要写明几个月" : `限期改正${months}个月`,
    );
  return finding(months === null, FIVE_MEASURES, months === null ? "没有期限" : "这一种没有期限");
}

/** The day after the last day of a period, as far as it was extended. */
export const periodEnds = (from: Day, months: number, extended: number | null): Finding<Day> =>
  finding(
    addMonths(from, months + (extended ?? 0)),
    extended === null ? FIVE_MEASURES : PROBATION_EXTENDED,
    `${from}起${months + (extended ?? 0)}个月，最后一天是${addDays(addMonths(from, months + (extended ?? 0)), -1)}`,
  );

/** Dated facts of one measure. */
export interface Measure {
  readonly kind: MeasureKind;
  readonly validFrom: Day;
  readonly months: number | null;
  readonly extendedMonths: number | null;
  readonly endedOn: Day | null;
  readonly withdrawnOn: Day | null;
}

/** One year may be made two, once, when its end is near or past and nothing has been decided. */
export function mayExtend(it: Measure, on: Day): Finding<boolean> {
  const { kind, months, extendedMonths, endedOn, withdrawnOn } = it;
  const open = endedOn === null && withdrawnOn === null;
  if (kind !== "probation_within_party" || months === null || !open)
    return finding(false, PROBATION_EXTENDED, "只有没有结束的留党察看可以延长");
  if (months !== 12 || extendedMonths !== null)
    return finding(false, PROBATION_EXTENDED, "留党察看最长不超过两年，已经满两年");
  const near = addMonths(it.validFrom, 11);
  return finding(on >= near, PROBATION_EXTENDED, on >= near ? "一年将满或者已满" : `${near}起才能研究延长`);
}

/** How a measure may end on a day. */
export function mayEnd(it: Measure, outcome: Outcome, on: Day): Finding<boolean> {
  const { kind, validFrom, months } = it;
  if (on < validFrom) return finding(false, FIVE_MEASURES, `${validFrom}起执行`);
  if (outcome === "revoked") return finding(true, FIVE_MEASURES, "经复查撤销");
  if (kind === "probation_within_party" && months !== null) {
    const ends = periodEnds(validFrom, months, it.extendedMonths).value;
    if (outcome === "restored")
      return finding(on >= ends, FIVE_MEASURES, on >= ends ? `${ends}起期满` : `${ends}起才期满，不能提前恢复党员权利`);
    return finding(outcome === "expelled", FIVE_MEASURES, "坚持错误不改的，开除党籍");
  }
  if (kind === "rectify")
    return finding(outcome === "improved" || outcome === "not_improved", RECTIFY_YEAR, "改正或者没有改正");
  if (kind === "detained" || kind === "arrested")
    return finding(outcome === "lifted", RIGHTS_SUSPENDED, "解除以后恢复行使权利");
  return finding(false, FIVE_MEASURES, "这一种没有期限，只能经复查撤销");
}

/**
 * Is the right to vote suspended on a day? From the first day of a measure that suspends it. A period that is over does
 * not give rights back by itself: they come back by the decision, on its day. Whoever is 停止党籍 does not vote either.
 */
export function rightsSuspended(measures: readonly Measure[], stopped: boolean, on: Day): Finding<boolean> {
  if (stopped) return finding(true, RIGHTS_SUSPENDED, "党籍已停止");
  const held = measures.find(
    (it) =>
      isSuspending(it.kind) &&
      it.withdrawnOn === null &&
      it.validFrom <= on &&
      (it.endedOn === null || it.endedOn > on),
  );
  return finding(
    held !== undefined,
    RIGHTS_SUSPENDED,
    held === undefined ? "没有暂停行使表决权的情形" : `${held.validFrom}起暂停行使，尚未恢复`,
  );
}

/** Where a measure stands on a day. */
export function stateOf(it: Measure, on: Day): Finding<MeasureState> {
  if (it.withdrawnOn !== null) return finding("withdrawn", FIVE_MEASURES, "登记有误，已撤回");
  if (it.endedOn !== null && it.endedOn <= on) return finding("ended", FIVE_MEASURES, `${it.endedOn}结束`);
  if (it.months !== null) {
    const ends = periodEnds(it.validFrom, it.months, it.extendedMonths).value;
    return finding(ends <= on ? "due" : "running", FIVE_MEASURES, `${it.validFrom}至${addDays(ends, -1)}`);
  }
  if (isSuspending(it.kind)) return finding("running", RIGHTS_SUSPENDED, `${it.validFrom}起`);
  return finding("done", FIVE_MEASURES, `${it.validFrom}执行`);
}

/** How long before the end of a period those who decide are reminded. */
export const REMIND_DAYS = 30;
/** From which day on a period that ends is told. */
export const remindFrom = (ends: Day): Finding<Day> =>
  finding(addDays(ends, -REMIND_DAYS), FIVE_MEASURES, `${ends}期满，提前${REMIND_DAYS}天提醒`);
