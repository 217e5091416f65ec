import { addDays, type Day, day, yearOf } from "#shared/day.ts";
import type { Calendar } from "./calendar.ts";
import { CAST, type CastKey } from "./cast.ts";
import { PLACES } from "./catalogue.ts";
import type { Deed } from "./deeds.ts";
import { type Course, membersOn } from "./population.ts";
import { Random } from "./random.ts";

type Officer = (place: string, on: Day) => CastKey;

/** So many branches of last year voted by telephone; the others on paper, as most still do. */
const BY_TELEPHONE = 3;
/** A ballot needs a crowd; counted among all members, of whom some are probationary. */
const CROWD = 14;
const LARGEST = 30;

/**
 * Last year's appraisal of most branches, from the list to the publication, some by the secret ballot and the others with
 * the totals of the tellers; this year's begun at a few, and open for voting where the demo member belongs.
 */
export function appraisalDeeds(
  random: Random,
  { today }: Calendar,
  courses: readonly Course[],
  officer: Officer,
): Deed[] {
  const out: Deed[] = [];
  const last = yearOf(today) - 1;
  let telephones = 0;
  let begun = 0;
  for (const place of PLACES) {
    if (place.sort === "above") continue;
    const chance = random.fork(place.key);
    const openOn = addDays(day(`${last}-11-24`), chance.int(0, 8));
    const members = membersOn(courses, place.key, openOn).length;
    const hers = place.key === CAST.member.place;
    if (members >= 3 && (hers || chance.chance(0.88))) {
      const byTelephone = telephones < BY_TELEPHONE && members >= CROWD && members <= LARGEST && !hers;
      if (byTelephone) telephones += 1;
      const at = { place: place.key, year: last, seed: `${place.key} ${last}` };
      const on = (days: number): { on: Day; by: CastKey } => {
        const when = addDays(openOn, days);
        return { on: when, by: officer(place.key, when) };
      };
      out.push(
        { ...on(0), kind: "appraisal", step: "open", manner: byTelephone ? "ballot" : "paper", ...at },
        { ...on(6), kind: "appraisal", step: "vote", share: 1, ...at },
        { ...on(7), kind: "appraisal", step: "count", ...at },
        { ...on(11), kind: "appraisal", step: "grade", ...at },
        { ...on(15), kind: "appraisal", step: "publish", ...at },
        { ...on(22), kind: "appraisal", step: "dispose", ...at },
      );
    }
    const now = membersOn(courses, place.key, addDays(today, -12)).length;
    const early = !hers && begun < 4 && now >= CROWD && chance.chance(0.2);
    if (!hers && !early) continue;
    if (early) begun += 1;
    const at = { place: place.key, year: last + 1, seed: `${place.key} ${last + 1}` };
    const openedOn = addDays(today, -12);
    out.push({
      on: openedOn,
      by: officer(place.key, openedOn),
      kind: "appraisal",
      step: "open",
      manner: "ballot",
      ...at,
    });
    const votingOn = addDays(today, -2);
    // The demo member has not voted yet, nor have most of her branch.
    if (hers)
      out.push({ on: votingOn, by: officer(place.key, votingOn), kind: "appraisal", step: "vote", share: 0.3, ...at });
  }
  return out;
}

/** What members write of themselves. */
export const SELF_TEXTS = [
  "按时参加组织生活，带头参加村里的环境整治；不足是理论学习不够深入。",
  "完成了支部交给的入户走访，帮助两户老人办理了医保缴费；今后要多学习新知识。",
  "坚持参加主题党日，按时交纳党费；不足是联系群众还不够经常。",
  "参加了防汛值守和志愿服务；工作忙时参加活动有迟到，要改进。",
];

export type Choice = "excellent" | "qualified" | "barely_qualified" | "unqualified";

/** How a branch thinks of one of its members: shares of the four grades and of abstaining. */
export function opinionOf(seed: string, name: string): (voter: Random) => Choice | null {
  const random = new Random(`${seed} ${name}`);
  const kind = random.next();
  const weights: (readonly [Choice | null, number])[] =
    kind < 0.27
      ? shares(0.6 + random.next() * 0.25, 0.01, 0)
      : kind < 0.965
        ? shares(0.1 + random.next() * 0.25, 0.03, 0.005)
        : kind < 0.997
          ? shares(0.04, 0.58, 0.04)
          : shares(0.02, 0.2, 0.66);
  return (voter) => voter.weighted(weights);
}

const shares = (excellent: number, barely: number, unqualified: number): (readonly [Choice | null, number])[] => [
  ["excellent", excellent],
  ["barely_qualified", barely],
  ["unqualified", unqualified],
  [null, 0.02],
  ["qualified", Math.max(0.02, 0.98 - excellent - barely - unqualified)],
];
