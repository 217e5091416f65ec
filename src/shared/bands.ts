/**
 * Bands of the annual statistics: age, time of joining, years of membership, length of lost contact (data dictionary B4).
 * Table numbers (AN 2, AN 5, AN 16, AN 43) are those of the 43 annual tables.
 */
import { type Day, day, fullYears, monthsBetween } from "./day.ts";

export interface Band {
  /** Stable identifier within its table, for example `31-35`. */
  readonly id: string;
  readonly term: string;
  /** Both ends included; null is open. Unit: full years, or months where the table says so. */
  readonly from: number | null;
  readonly to: number | null;
}

function bands(unit: string, ...edges: readonly (readonly [number | null, number | null])[]): readonly Band[] {
  return edges.map(([from, to]) => {
    if (from === null) return { id: `-${to}`, term: `${to}${unit}及以下`, from, to };
    if (to === null) return { id: `${from}-`, term: `${from}${unit}及以上`, from, to };
    return { id: `${from}-${to}`, term: `${from}至${to}${unit}`, from, to };
  });
}

/** Age in full years. AN2 basic table, AN5 also for table 6 (villages, streets), AN16 admissions. */
export const AGE_BANDS = {
  AN2: bands(
    "岁",
    [null, 30],
    [31, 35],
    [36, 40],
    [41, 45],
    [46, 50],
    [51, 55],
    [56, 60],
    [61, 65],
    [66, 70],
    [71, null],
  ),
  AN5: bands("岁", [null, 35], [36, 45], [46, 54], [55, 59], [60, null]),
  AN16: bands("岁", [null, 25], [26, 30], [31, 35], [36, 40], [41, 59], [60, null]),
} as const;

/** Years of membership. AN43 lost-contact table; decades as dashboards show them. */
export const SENIORITY_BANDS = {
  AN43: [{ id: "-0", term: "不满1年", from: null, to: 0 }, ...bands("年", [1, 5], [6, 10], [11, 20], [21, null])],
  decades: bands("年", [null, 10], [11, 20], [21, 30], [31, 40], [41, 49], [50, null]),
} as const;

/** Length of lost contact, in whole months. Below six months nobody is counted as lost. */
export const LOST_CONTACT_BANDS: readonly Band[] = [
  { id: "6-12m", term: "6个月至1年", from: 6, to: 11 },
  { id: "1-5", term: "1至5年", from: 12, to: 71 },
  { id: "6-10", term: "6至10年", from: 72, to: 131 },
  { id: "11-", term: "11年及以上", from: 132, to: null },
];

export interface JoinedBand {
  readonly id: string;
  readonly term: string;
  /** First day of the band; null for the earliest. */
  readonly from: Day | null;
  /** Last day of the band, included; null for the latest. */
  readonly to: Day | null;
}

/** When the member joined (statistics table 3). */
export const JOINED_BANDS: readonly JoinedBand[] = [
  { id: "1937-07", term: "1937年7月6日及以前", from: null, to: day("1937-07-06") },
  { id: "1945-09", term: "1937年7月7日至1945年9月2日", from: day("1937-07-07"), to: day("1945-09-02") },
  { id: "1949-09", term: "1945年9月3日至1949年9月", from: day("1945-09-03"), to: day("1949-09-30") },
  { id: "1966-04", term: "1949年10月至1966年4月", from: day("1949-10-01"), to: day("1966-04-30") },
  { id: "1976-10", term: "1966年5月至1976年10月", from: day("1966-05-01"), to: day("1976-10-31") },
  { id: "1978-12", term: "1976年11月至1978年12月", from: day("1976-11-01"), to: day("1978-12-31") },
  { id: "2002-10", term: "1979年1月至2002年10月", from: day("1979-01-01"), to: day("2002-10-31") },
  { id: "2012-10", term: "2002年11月至2012年10月", from: day("2002-11-01"), to: day("2012-10-31") },
  { id: "2012-11", term: "2012年11月及以后", from: day("2012-11-01"), to: null },
];

function bandOf(list: readonly Band[], value: number): Band | null {
  return (
    list.find((band) => (band.from === null || value >= band.from) && (band.to === null || value <= band.to)) ?? null
  );
}

/** Band of the age in full years on a day; null when that day lies before birth. */
export function ageBand(birth: Day, on: Day, table: keyof typeof AGE_BANDS): Band | null {
  return on < birth ? null : bandOf(AGE_BANDS[table], fullYears(birth, on));
}

/** Band of the time of joining: every day has one. */
export function joinedBand(joined: Day): JoinedBand {
  const found = JOINED_BANDS.find((band) => band.to === null || joined <= band.to);
  if (found === undefined) throw new RangeError("joined bands leave a gap");
  return found;
}

/**
 * Band of the years of membership on a day, counted from the day of full membership; null before it.
 * `adjust` is the correction for gaps (党龄校正值) in years; the result never falls below nought.
 */
export function seniorityBand(full: Day, on: Day, table: keyof typeof SENIORITY_BANDS, adjust = 0): Band | null {
  return on < full ? null : bandOf(SENIORITY_BANDS[table], Math.max(0, fullYears(full, on) + adjust));
}

/** Band of the time since contact was lost; null while it is less than six months. */
export function lostContactBand(lost: Day, on: Day): Band | null {
  return bandOf(LOST_CONTACT_BANDS, monthsBetween(lost, on));
}
