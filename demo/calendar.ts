import { addDays, addMonths, addYears, type Day, day, yearOf } from "#shared/day.ts";
import type { Random } from "./random.ts";

/**
 * The days of the zone's story, counted back from today, so that the zone never looks stale. Reorganisations lie in
 * March; nothing else that moves members does, so that no transfer or admission is caught between two branches.
 */
export interface Calendar {
  readonly today: Day;
  /** The working committee sets the platform up and enters its tree and rosters. */
  readonly launch: Day;
  /** The rosters hold as of this day, the end of a year. */
  readonly stock: Day;
  /** A day of March so many years ago (the first whole March is that of last year). */
  march(yearsAgo: number, date: number): Day;
}

export function calendarOf(today: Day): Calendar {
  const year = yearOf(today);
  return {
    today,
    launch: day(`${year - 8}-12-10`),
    stock: day(`${year - 8}-12-31`),
    march: (yearsAgo, date) => day(`${year - yearsAgo}-03-${String(date).padStart(2, "0")}`),
  };
}

const DAYS = 86_400_000;
const number = (it: Day): number =>
  Date.UTC(Number(it.slice(0, 4)), Number(it.slice(5, 7)) - 1, Number(it.slice(8, 10))) / DAYS;

/** A random day from `from` to `to`, both included. */
export function dayBetween(random: Random, from: Day, to: Day): Day {
  return addDays(from, random.int(0, Math.max(0, number(to) - number(from))));
}

/** A random day outside March and its edges. Throws when there is none; see `hasQuietDay`. */
export function quietDay(random: Random, from: Day, to: Day): Day {
  for (let tries = 0; tries < 200; tries++) {
    const found = dayBetween(random, from, to);
    if (isQuiet(found)) return found;
  }
  // One of very few: by luck it was never drawn.
  for (let found = from; found <= to; found = addDays(found, 1)) if (isQuiet(found)) return found;
  throw new RangeError(`no quiet day between ${from} and ${to}`);
}

/** Whether any day between the two, both included, is a quiet one. */
export function hasQuietDay(from: Day, to: Day): boolean {
  for (let it = from; it <= to; it = addDays(it, 1)) if (isQuiet(it)) return true;
  return false;
}

/** Not in March nor at its edges, so that no transfer is open while branches are merged. */
export function isQuiet(it: Day): boolean {
  const date = it.slice(5);
  return date < "02-08" || date > "04-20";
}

/** What the zone's organisations went through. `into` null: dissolved, the members to several branches. */
export interface Reorganisations {
  readonly mergers: readonly {
    readonly on: Day;
    readonly sources: readonly string[];
    readonly into: string;
    readonly makes: boolean;
    readonly documentNumber: string;
    readonly reason: string;
  }[];
  readonly dissolution: {
    readonly on: Day;
    readonly source: string;
    readonly into: readonly [string, string];
    readonly documentNumber: string;
    readonly reason: string;
  };
  readonly renames: readonly {
    readonly on: Day;
    readonly place: string;
    readonly formerShort: string;
    readonly formerFull: string;
    readonly documentNumber: string;
    readonly reason: string;
  }[];
  readonly move: {
    readonly on: Day;
    readonly place: string;
    readonly from: string;
    readonly to: string;
    readonly documentNumber: string;
    readonly reason: string;
  };
  readonly upgrade: {
    readonly on: Day;
    readonly place: string;
    readonly shortName: string;
    readonly fullName: string;
    readonly documentNumber: string;
    readonly reason: string;
  };
  readonly floating: {
    readonly on: Day;
    readonly place: string;
    readonly documentNumber: string;
    readonly reason: string;
  };
  readonly split: {
    readonly on: Day;
    readonly undoneOn: Day;
    readonly place: string;
    readonly part: string;
    readonly documentNumber: string;
    readonly reason: string;
    readonly undoing: string;
  };
}

export function reorganisationsOf(it: Calendar): Reorganisations {
  const number = (on: Day, at: number): string => `云开党〔${yearOf(on)}〕${at}号`;
  const merger = (on: Day, at: number, sources: readonly string[], into: string, makes: boolean, reason: string) => ({
    on,
    sources,
    into,
    makes,
    documentNumber: number(on, at),
    reason,
  });
  const dissolved = it.march(2, 18);
  const upgraded = it.march(3, 22);
  const moved = it.march(6, 12);
  const split = it.march(2, 8);
  const founded = it.march(5, 16);
  return {
    mergers: [
      merger(it.march(7, 15), 6, ["小浦村"], "东巷村", false, "建制村撤并，小浦村并入东巷村，地域相邻"),
      merger(it.march(6, 10), 5, ["北荡村"], "沙口村", false, "建制村撤并，北荡村并入沙口村，优化设置"),
      merger(it.march(5, 10), 7, ["石门村"], "云门村", false, "建制村撤并，石门村党员逐年减少，并入云门村"),
      merger(it.march(4, 14), 9, ["樱桃村", "南岭村"], "樱桃岭村", true, "樱桃村、南岭村合并设立樱桃岭村"),
      merger(it.march(3, 11), 4, ["光明社区"], "新光社区", false, "社区规模调整，光明社区并入新光社区"),
    ],
    dissolution: {
      on: dissolved,
      source: "云海纺织公司支部",
      into: ["园区企业第一联合支部", "园区企业第二联合支部"],
      documentNumber: number(dissolved, 5),
      reason: "企业停产注销，支部撤销，党员按就近原则编入联合支部",
    },
    renames: [
      {
        place: "台北社区",
        formerShort: "北盐社区党支部",
        formerFull: "中共盐嘴街道北盐社区支部委员会",
        on: it.march(7, 20),
        reason: "社区更名，党支部随之更名",
      },
      {
        place: "香湖社区",
        formerShort: "七分场社区党支部",
        formerFull: "中共盐嘴街道七分场社区支部委员会",
        on: it.march(5, 22),
        reason: "盐场分场改设社区后更名",
      },
      {
        place: "学府社区",
        formerShort: "大学城社区党支部",
        formerFull: "中共朝云街道大学城社区支部委员会",
        on: it.march(4, 20),
        reason: "地名规范化，社区更名",
      },
    ].map((one, at) => ({ ...one, documentNumber: number(one.on, 10 + at) })),
    move: {
      on: moved,
      place: "大浦村",
      from: "朝云街道党工委",
      to: "盐嘴街道党工委",
      documentNumber: number(moved, 8),
      reason: "街道区划调整，大浦村划归盐嘴街道",
    },
    upgrade: {
      on: upgraded,
      place: "朝西社区",
      shortName: "朝西社区党总支",
      fullName: "中共朝云街道朝西社区总支部委员会",
      documentNumber: number(upgraded, 6),
      reason: "党员超过50人，经街道党工委批准升格为党总支",
    },
    floating: {
      on: founded,
      place: "流动党员支部（驻苏州）",
      documentNumber: number(founded, 12),
      reason: "在苏州务工经商党员较多，与流入地共建流动党员支部",
    },
    split: {
      on: split,
      undoneOn: addDays(split, 17),
      place: "锦绣社区",
      part: "锦绣花园社区",
      documentNumber: number(split, 3),
      reason: "新建小区入住率提高，试行分设",
      undoing: "新社区居委会设立未获批准，分设撤回",
    },
  };
}

/** A term of a committee: from when, for how many years; `ended` on the day the next began. */
export interface TermDates {
  readonly start: Day;
  readonly years: 3 | 5;
}

/**
 * Terms of a place, oldest first. Villages and communities: five years, elected in the same spring, but three that come
 * due within months and one that is overdue; elsewhere three years, one of them due soon.
 */
export function termsOf(it: Calendar, key: string, village: boolean): readonly TermDates[] {
  const years = village ? 5 : 3;
  const special = SPECIAL_TERMS[key];
  const usual = day(village ? `${yearOf(it.today) - 3}-04-18` : `${yearOf(it.today) - 1}-05-20`);
  const out: TermDates[] = [
    { start: special === undefined ? usual : addMonths(addYears(it.today, -years), special), years },
  ];
  // Back to the one that was running when the platform began.
  for (let first = out[0]; first && first.start > it.launch; first = out[0])
    out.unshift({ start: addYears(first.start, -years), years });
  return out;
}

/** Months by which the last term ends after today; negative: overdue. */
const SPECIAL_TERMS: Readonly<Record<string, number>> = {
  西诸村: 4,
  牛庙村: 5,
  晒场社区: 3,
  尹家村: -2,
  机关第二支部: 4,
};
