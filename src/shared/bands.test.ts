import { expect, test } from "vitest";
import * as fc from "#test/properties.ts";
import {
  AGE_BANDS,
  ageBand,
  JOINED_BANDS,
  joinedBand,
  LOST_CONTACT_BANDS,
  lostContactBand,
  SENIORITY_BANDS,
  seniorityBand,
} from "./bands.ts";
import { addDays, addMonths, addYears, day } from "./day.ts";

const from1900 = fc.integer({ min: 0, max: 50_000 }).map((n) => addDays(day("1900-01-01"), n));

test("every table of bands has neither gap nor overlap", () => {
  for (const list of [...Object.values(AGE_BANDS), ...Object.values(SENIORITY_BANDS), LOST_CONTACT_BANDS]) {
    for (const [i, band] of list.entries()) {
      const next = list[i + 1];
      if (next === undefined) expect(band.to).toBeNull();
      else expect(next.from).toBe((band.to ?? Number.NaN) + 1);
    }
  }
  for (const [i, band] of JOINED_BANDS.entries()) {
    const next = JOINED_BANDS[i + 1];
    expect(next?.from ?? null).toBe(band.to === null ? null : addDays(band.to, 1));
  }
});

test("age changes band on the birthday", () => {
  const born = day("1990-06-30");
  expect(ageBand(born, day("2021-06-29"), "AN2")?.id).toBe("-30");
  expect(ageBand(born, day("2021-06-30"), "AN2")?.id).toBe("31-35");
  expect(ageBand(day("1950-01-01"), day("2026-12-31"), "AN2")?.term).toBe("71岁及以上");
  expect(ageBand(day("1971-12-31"), day("2026-12-31"), "AN5")?.term).toBe("55至59岁");
  expect(ageBand(day("2001-01-01"), day("2026-12-31"), "AN16")?.term).toBe("25岁及以下");
  expect(ageBand(day("2027-01-01"), day("2026-12-31"), "AN2")).toBeNull();
});

test("everyone born has an age band and a joining band in every table", () => {
  fc.assert(
    fc.property(from1900, fc.nat({ max: 40_000 }), (birth, later) => {
      for (const table of ["AN2", "AN5", "AN16"] as const)
        expect(ageBand(birth, addDays(birth, later), table)).not.toBeNull();
      const band = joinedBand(birth);
      expect(band.from === null || band.from <= birth).toBe(true);
    }),
  );
});

test("joining bands turn on the days of the table", () => {
  expect(joinedBand(day("1937-07-06")).id).toBe("1937-07");
  expect(joinedBand(day("1937-07-07")).id).toBe("1945-09");
  expect(joinedBand(day("1949-10-01")).term).toBe("1949年10月至1966年4月");
  expect(joinedBand(day("2012-10-31")).id).toBe("2012-10");
  expect(joinedBand(day("2012-11-01")).id).toBe("2012-11");
});

test("seniority counts from full membership, corrected for gaps", () => {
  const full = day("1976-07-01");
  expect(seniorityBand(full, day("2026-06-30"), "decades")?.id).toBe("41-49");
  expect(seniorityBand(full, day("2026-07-01"), "decades")?.id).toBe("50-");
  expect(seniorityBand(full, day("2026-07-01"), "decades", -2)?.id).toBe("41-49");
  expect(seniorityBand(full, day("1976-12-31"), "AN43", -5)?.term).toBe("不满1年");
  expect(seniorityBand(full, day("1970-01-01"), "AN43")).toBeNull();
});

test("nobody is lost before six months", () => {
  const lost = day("2025-08-31");
  expect(lostContactBand(lost, addDays(addMonths(lost, 6), -1))).toBeNull();
  expect(lostContactBand(lost, addMonths(lost, 6))?.id).toBe("6-12m");
  expect(lostContactBand(lost, addYears(lost, 1))?.id).toBe("1-5");
  expect(lostContactBand(lost, addDays(addYears(lost, 6), -1))?.id).toBe("1-5");
  expect(lostContactBand(lost, addYears(lost, 6))?.id).toBe("6-10");
  expect(lostContactBand(lost, addYears(lost, 11))?.id).toBe("11-");
});
