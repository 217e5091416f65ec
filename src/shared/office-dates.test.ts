import { describe, expect, test } from "vitest";
import * as fc from "#test/properties.ts";
import { chineseNumeral, chineseYear } from "./chinese-numerals.ts";
import { addDays, type Day, day, daysBetween, partsOf } from "./day.ts";
import { readOfficeDate } from "./office-dates.ts";
import type { CellKind } from "./reading.ts";

function short(text: string, kind: CellKind = "text"): string {
  const answer = readOfficeDate(text, { kind });
  if (!answer.ok) return answer.fault;
  const { day, precision, ambiguous } = answer.value;
  return `${day} ${precision}${ambiguous ? " ambiguous" : ""}`;
}

function fullWidth(text: string): string {
  return text.replace(/\d/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0));
}

const days = fc.integer({ min: 0, max: 60_000 }).map((n) => addDays(day("1927-05-18"), n));

describe("a date cell", () => {
  test("is read in every shape the rosters hold", () => {
    const shapes: Record<string, string> = {
      "1968/2/16": "1968-02-16 day",
      "1971-07-27": "1971-07-27 day",
      "1957.6": "1957-06-01 month",
      "2008.06": "2008-06-01 month",
      "1988.12": "1988-12-01 month",
      "1981.10": "1981-10-01 month",
      "2004.1": "2004-01-01 month",
      "19500126": "1950-01-26 day",
      "2008年3月23日": "2008-03-23 day",
      "２００９年３月": "2009-03-01 month",
      "１９６７年１１月": "1967-11-01 month",
      "2005年11月": "2005-11-01 month",
      "28324": "1977-07-18 day",
    };
    for (const [text, expected] of Object.entries(shapes)) expect([text, short(text)]).toEqual([text, expected]);
    expect(short("28324", "number")).toBe("1977-07-18 day");
    expect(short("42190", "number")).toBe("2015-07-05 day");
  });

  test("is read in the shapes of other offices", () => {
    const shapes: Record<string, string> = {
      "1965.03.05": "1965-03-05 day",
      "1965.3.5.": "1965-03-05 day",
      "1965-03": "1965-03-01 month",
      "1965/3": "1965-03-01 month",
      "1965年3月份": "1965-03-01 month",
      "1965年3月5号": "1965-03-05 day",
      "1965 年 3 月 5 日": "1965-03-05 day",
      "196503": "1965-03-01 month",
      "19650300": "1965-03-01 month",
      "19650000": "1965-01-01 year",
      "1965年": "1965-01-01 year",
      "1965": "1965-01-01 year",
      "2016-09-14 00:00:00": "2016-09-14 day",
      "2016/9/14 0:00": "2016-09-14 day",
      "2016-09-14T08:30:00.000Z": "2016-09-14 day",
      "2016年9月14日 星期三": "2016-09-14 day",
      "'1965-03-05": "1965-03-05 day",
      一九六五年三月: "1965-03-01 month",
      一九六五年十二月二十一日: "1965-12-21 day",
      二〇〇九年十月: "2009-10-01 month",
      "二○○九年元月": "2009-01-01 month",
      二零零九年三月五日: "2009-03-05 day",
      "1965、3、5": "1965-03-05 day",
      "1965年3.5": "1965-03-05 day",
      "13/9/2016": "2016-09-13 day",
      "9/14/2016": "2016-09-14 day",
      "5/5/2016": "2016-05-05 day",
      "14-Sep-2016": "2016-09-14 day",
      "Sep-2016": "2016-09-01 month",
      公元1965年3月: "1965-03-01 month",
      "1949.10.1\t": "1949-10-01 day",
      "1965--03--05": "1965-03-05 day",
      "28324.0": "1977-07-18 day",
      "28324.5": "1977-07-18 day",
    };
    for (const [text, expected] of Object.entries(shapes)) expect([text, short(text)]).toEqual([text, expected]);
  });

  test("as a number loses its noughts, and then says so", () => {
    expect(short("1957.1", "number")).toBe("1957-01-01 month ambiguous");
    expect(readOfficeDate("1957.1", { kind: "number" })).toMatchObject({
      ok: true,
      note: expect.stringContaining("1957年10月"),
    });
    expect(short("1957.1", "text")).toBe("1957-01-01 month");
    expect(short("1957.6", "number")).toBe("1957-06-01 month");
    expect(short("1957.06", "number")).toBe("1957-06-01 month");
    expect(short("1957.11", "number")).toBe("1957-11-01 month");
    expect(short("1957.0599999999999", "number")).toBe("1957-06-01 month");
    expect(short("1957.0999999999999", "number")).toBe("1957-01-01 month ambiguous");
    expect(short("19650305", "number")).toBe("1965-03-05 day");
    expect(short("196503", "number")).toBe("1965-03-01 month");
    expect(short("1965", "number")).toBe("1965-01-01 year");
  });

  test("that cannot be read for certain says why and what to write", () => {
    const faults: Record<string, string> = {
      "": "empty",
      "  ": "empty",
      "/": "empty",
      不详: "empty",
      "1999-02-30": "impossible",
      "1999.13": "impossible",
      "19990231": "impossible",
      "1999年0月": "impossible",
      "199900": "1999-01-01 year",
      "2023-02-29": "impossible",
      "65.3": "two_digit_year",
      "65年3月": "two_digit_year",
      "65-03-05": "two_digit_year",
      "650305": "two_digit_year",
      "Sep-65": "two_digit_year",
      "3/4/2016": "which_is_month",
      "1600-01-01": "implausible",
      "2500年": "implausible",
      "123": "implausible",
      "99999": "implausible",
      "1965年农历三月": "lunar",
      "1965年腊月": "lunar",
      "2019.09-2020.09": "several",
      "2019年9月至2020年9月": "several",
      春天: "not_a_date",
      "1965年春": "not_a_date",
      约六十年代: "not_a_date",
      "1.9E+07": "not_a_date",
    };
    for (const [text, slug] of Object.entries(faults)) expect([text, short(text)]).toEqual([text, slug]);
    const answer = readOfficeDate("1999-02-30");
    expect(answer.ok ? "" : answer.reason).toBe(
      "读到“1999-02-30”：1999年2月只有28天。请核对后更正，请写成“1965-03-05”（只知年月写“1965-03”）",
    );
  });

  test("of any day is read alike from every way of writing it", () => {
    fc.assert(
      fc.property(days, (value: Day) => {
        const { year, month, date } = partsOf(value);
        const two = (n: number) => String(n).padStart(2, "0");
        const serial = String(daysBetween(day("1899-12-30"), value));
        const ways = [
          value,
          `${year}/${month}/${date}`,
          `${year}.${two(month)}.${two(date)}`,
          `${year}年${month}月${date}日`,
          `${year}${two(month)}${two(date)}`,
          `${value} 00:00:00`,
          fullWidth(`${year}年${month}月${date}日`),
          `${chineseYear(year)}年${chineseNumeral(month)}月${chineseNumeral(date)}日`,
          serial,
        ];
        for (const way of ways) expect([way, short(way)]).toEqual([way, `${value} day`]);
        expect(short(serial, "number")).toBe(`${value} day`);
        expect(short(serial, "date")).toBe(`${value} day`);
        const first = `${year}-${two(month)}-01 month`;
        for (const way of [
          `${year}.${month}`,
          `${year}-${two(month)}`,
          `${year}年${month}月`,
          `${year}${two(month)}`,
          fullWidth(`${year}.${two(month)}`),
        ]) {
          expect([way, short(way)]).toEqual([way, first]);
        }
      }),
    );
  });

  test("of the 1904 workbooks and of spreadsheet days before March 1900", () => {
    expect(readOfficeDate("0", { kind: "date", date1904: true })).toMatchObject({ ok: false });
    expect(readOfficeDate("1", { kind: "date", date1904: true })).toMatchObject({ value: { day: "1904-01-02" } });
    expect(short("1", "date")).toBe("1900-01-01 day");
    expect(short("59", "date")).toBe("1900-02-28 day");
    expect(short("60", "date")).toBe("impossible");
    expect(short("61", "date")).toBe("1900-03-01 day");
    expect(short("5000", "date")).toBe("1913-09-08 day");
    expect(short("2016-09-14", "date")).toBe("2016-09-14 day");
  });

  test("never throws", () => {
    const pieces = fc
      .array(fc.constantFrom("1", "9", "0", "6", "年", "月", "日", ".", "-", "/", "十", "二", " ", "：", "Sep"), {
        maxLength: 12,
      })
      .map((all) => all.join(""));
    fc.assert(
      fc.property(fc.oneof(fc.string(), pieces), fc.constantFrom<CellKind>("text", "number", "date"), (text, kind) => {
        const answer = readOfficeDate(text, { kind });
        if (!answer.ok) expect(answer.reason).toMatch(/[请没]/u);
      }),
    );
  });
});
