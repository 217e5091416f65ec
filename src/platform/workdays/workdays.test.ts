import { PassThrough } from "node:stream";
import { buffer } from "node:stream/consumers";
import announced from "chinese-days/dist/chinese-days.json" with { type: "json" };
import { afterAll, beforeAll, expect, test } from "vitest";
import { ANNOUNCED, announcedDays } from "#demo/workdays.ts";
import { accountActor } from "#platform/access/index.ts";
import { ask } from "#platform/doing.ts";
import { writeWorkbook } from "#platform/spreadsheet/index.ts";
import { day } from "#shared/day.ts";
import { Browser, freshHouse, type TestHouse } from "#test/house.ts";
import { faultsOfYear } from "./announcement.ts";
import type { AnnouncedDay, WorkdayYears } from "./contract.ts";
import { wantedYears } from "./queries.ts";
import { readSheet } from "./read-sheet.ts";
import { waiting } from "./waiting.ts";

let it: TestHouse;
let administrator: Browser;
let secretary: Browser;
let administratorId: string;
beforeAll(async () => {
  it = await freshHouse();
  const app = await it.app();
  administratorId = (await it.person("system_administrator", null, "administrator")).id;
  await it.person("branch_secretary", it.places.branch, "secretary");
  [administrator, secretary] = [new Browser(app), new Browser(app)];
  await administrator.signIn("administrator");
  await secretary.signIn("secretary");
});
afterAll(async () => {
  await it?.close();
});

const BASIS = "国务院办公厅关于2026年部分节假日安排的通知";
const DAYS = announcedDays(2026);
const enter = (days: readonly AnnouncedDay[], year = 2026) =>
  administrator.send("PUT", `/api/workday-years/${year}`, { basis: BASIS, days });
const csv = (...lines: string[]): Buffer => Buffer.from(["日期,安排,节日", ...lines].join("\n"));

test("what the demo enters is what was announced", () => {
  for (const year of Object.keys(ANNOUNCED)) {
    const mine = announcedDays(Number(year));
    const of = (named: object) =>
      Object.keys(named)
        .filter((on) => on.startsWith(year))
        .toSorted();
    const days = (works: boolean) => mine.filter((one) => one.works === works).map((one) => one.on as string);
    expect(days(false).toSorted()).toEqual(of(announced.holidays));
    expect(days(true).toSorted()).toEqual(of(announced.workdays));
    expect(faultsOfYear(Number(year), mine)).toEqual([]);
  }
});

test("an announcement is entered whole, by the system administrator alone, and told", async () => {
  expect((await secretary.send("PUT", "/api/workday-years/2026", { basis: BASIS, days: DAYS })).statusCode).toBe(403);
  expect((await enter(DAYS)).statusCode).toBe(204);
  expect((await enter(DAYS)).statusCode).toBe(204);
  const { years } = (await secretary.send("GET", "/api/workday-years")).json() as WorkdayYears;
  expect(years.map((one) => one.year)).toEqual([2026]);
  expect(years[0]).toMatchObject({ basis: BASIS, enteredBy: "administrator" });
  expect(years[0]?.days).toHaveLength(DAYS.length);
  const { rows } = await it.open.database.ownerPool.query<{ details: { again: boolean; count: number } }>(
    "select details from audit_event where event = 'workday.year.entered' order by number",
  );
  expect(rows.map((row) => row.details)).toMatchObject([
    { again: false, count: DAYS.length },
    { again: true, count: DAYS.length },
  ]);
  const told = {
    actor: "许文博",
    event: "workday.year.entered",
    targetName: "2026",
    details: { again: true, count: 39, basis: BASIS },
  };
  expect(it.house.audit.sentences.of(told)).toBe(`许文博重新录入2026年的节假日安排（39天，依据${BASIS}）`);
});

test("a wrong list shows: every fault is named and nothing is kept", async () => {
  const wrong: AnnouncedDay[] = [
    { on: "2027-01-01", works: false, name: "元旦" },
    { on: "2027-01-01", works: false, name: "元旦" },
    { on: "2026-12-27", works: false, name: "元旦" },
    { on: "2026-12-28", works: false, name: "元旦" },
    { on: "2027-05-01", works: true, name: "劳动节" },
    { on: "2027-05-04", works: true, name: "劳动节" },
  ];
  const answer = await enter(wrong, 2027);
  expect(answer.statusCode).toBe(422);
  const { type, errors } = answer.json() as { type: string; errors: { pointer: string; message: string }[] };
  expect(type).toBe("/problems/workday-year");
  expect(errors.map((one) => one.pointer)).toEqual(["/days/1/on", "/days/2/on", "/days/5/on", "/days", "/days"]);
  expect(errors.map((one) => one.message)).toEqual([
    "2027年1月1日出现了两次，请只留一行。",
    "2026年12月27日不在2027年。一年的通知只涉及当年，以及上一年12月28日以后的日子。",
    "2027年5月4日是星期二，本来就上班，不用写“上班”。请核对日期。",
    "缺2027年的劳动节。请核对表格是否完整、是不是这一年的。",
    "缺2027年的国庆节。请核对表格是否完整、是不是这一年的。",
  ]);
  // A day that another year's announcement names already.
  const off = (on: string): AnnouncedDay => ({ on, works: false, name: "" });
  expect((await enter(["2027-01-01", "2027-05-01", "2027-10-01", "2026-12-31"].map(off), 2027)).statusCode).toBe(204);
  const taken = await enter([...DAYS, off("2026-12-31")]);
  expect(taken.json()).toMatchObject({ errors: [{ pointer: `/days/${DAYS.length}/on` }] });
  const { years } = (await administrator.send("GET", "/api/workday-years")).json() as WorkdayYears;
  expect(years.map((one) => [one.year, one.days.length])).toEqual([
    [2027, 4],
    [2026, DAYS.length],
  ]);
  await it.open.database.ownerPool.query("delete from workday where year = 2027");
  await it.open.database.ownerPool.query("delete from workday_year where year = 2027");
});

test("a sheet is read as offices write it, and each row that cannot be read is named", async () => {
  const stream = new PassThrough();
  void writeWorkbook(stream, [
    {
      name: "2026",
      title: "2026年节假日安排",
      columns: [{ heading: "公历日期", kind: "day" }, { heading: "放假或上班" }, { heading: "备注" }],
      rows: DAYS.map((one) => [one.on, one.works ? "补班" : "休", one.name]),
    },
  ]);
  expect(await readSheet(await buffer(stream))).toEqual({ days: DAYS, faults: [] });
  const read = await readSheet(
    csv(
      "2026-10-01,放假,国庆节",
      "2026年10月10日,上班,国庆节",
      "2026-10,放假,",
      "2026-02-30,放假,",
      "2026-10-02,大概,",
    ),
  );
  expect(read.days).toEqual([
    { on: "2026-10-01", works: false, name: "国庆节" },
    { on: "2026-10-10", works: true, name: "国庆节" },
  ]);
  expect(read.faults).toHaveLength(3);
  expect(read.faults[0]).toBe("第 4 行：日期要写到日，例如“2026-10-01”");
  expect(read.faults[2]).toBe("第 6 行：“大概”应当是“放假”或者“上班”");
  expect((await readSheet(Buffer.from("甲,乙\n1,2\n"))).faults).toHaveLength(1);
  expect((await readSheet(Buffer.from([0x50, 0x4b, 3, 4, 0, 0]))).faults).toHaveLength(1);
  const many = Array.from({ length: 500 }, () => "2026-10-01,放假,");
  const long = await readSheet(csv(...many));
  expect([long.days.length, long.faults.length]).toEqual([400, 1]);
});

test("reading a sheet keeps nothing, and asks for a file", async () => {
  const before = await it.open.database.ownerPool.query("select 1 from workday");
  const boundary = "x-boundary";
  const form = (...parts: string[]) => ({
    headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
    payload: `${parts.map((part) => `--${boundary}\r\n${part}\r\n`).join("")}--${boundary}--\r\n`,
  });
  const file = `content-disposition: form-data; name="files"; filename="a.csv"\r\n\r\n${csv("2027-10-01,放假,国庆节").toString()}`;
  const read = await administrator.send("POST", "/api/workday-years/reading", undefined, form(file));
  expect(read.json()).toEqual({ days: [{ on: "2027-10-01", works: false, name: "国庆节" }], faults: [] });
  const none = await administrator.send("POST", "/api/workday-years/reading", undefined, form());
  expect([none.statusCode, (none.json() as { type: string }).type]).toEqual([400, "/problems/workday-file"]);
  const after = await it.open.database.ownerPool.query("select 1 from workday");
  expect(after.rows).toHaveLength(before.rows.length);
});

test("our own blank sheet, filled in, is read again", async () => {
  const blank = await administrator.send("GET", "/api/workday-years/template.xlsx");
  expect(blank.statusCode).toBe(200);
  expect(await readSheet(blank.rawPayload)).toEqual({ days: [], faults: [] });
});

test("reckoning says which years it lacks", async () => {
  const reckon = async (from: string, count: number) =>
    (await secretary.send("GET", `/api/workdays/reckoning?from=${from}&count=${count}`)).json() as unknown;
  expect(await reckon("2026-09-30", 5)).toEqual({ on: "2026-10-13", unknownYears: [] });
  expect(await reckon("2027-09-30", 1)).toEqual({ on: "2027-10-01", unknownYears: [2027] });
});

test("what is missing waits for the system administrator: this year's, and from December the next one's", async () => {
  expect(wantedYears(day("2026-11-30"))).toEqual([2026]);
  expect(wantedYears(day("2026-12-01"))).toEqual([2026, 2027]);
  const actor = await accountActor(it.house, administratorId);
  if (actor === null) throw new Error("the administrator has an account");
  const asked = async () => {
    const [one] = waiting;
    return await ask(it.house, actor, "workday.write", null, async (asking) => (await one?.matters(asking)) ?? []);
  };
  expect(await asked()).toEqual([]);
  it.clock.move(day("2026-12-01"));
  expect(await asked()).toMatchObject([
    { subject: { name: "2027年" }, deadline: null, deed: { address: "/workdays?year=2027" } },
  ]);
});
