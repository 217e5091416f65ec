import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { act } from "#platform/doing.ts";
import { undoImport } from "#platform/registers/import/acts.ts";
import { type DuesHouse, duesHouse } from "../dues/dues.fixture.ts";
import { VERB } from "../roster.fixture.ts";
import { readLedgerRow } from "./import-row.ts";

const cell = (text: string) => ({ kind: "text" as const, text });
const read = (row: Record<string, string>) =>
  readLedgerRow(Object.fromEntries(Object.entries(row).map(([key, text]) => [key, cell(text)])));

describe("one row of a ledger", () => {
  it.each([
    ["支部党员大会", ["members_meeting"], "members"],
    ["支委会", ["committee_meeting"], "committee"],
    ["主题党日暨党员大会、党课", ["members_meeting", "party_lecture", "theme_day"], "members"],
    ["支部委员会会议", ["committee_meeting"], "committee"],
    ["第二党小组会", ["group_meeting"], "group"],
    ["民主评议", ["members_appraisal"], "members"],
  ])("of the kind %s", (kinds, found, body) => {
    const { row, faults } = read({ kinds, on: "2026-05-10" });
    expect(faults).toEqual([]);
    expect([row.kinds, row.body]).toEqual([found, body]);
  });

  it("with days and times as offices write them", () => {
    const { row } = read({ kinds: "党课", on: "2026年5月10日", starts: "晚上7:30", ends: "21点" });
    expect([row.on, row.starts, row.ends]).toEqual(["2026-05-10", "19:30", "21:00"]);
    expect(read({ kinds: "党课", on: "2026-05-10 19:30" }).row.on).toBe("2026-05-10");
    expect(read({ kinds: "党课", on: "2026-05-10", starts: "21:00", ends: "19:00" }).row.ends).toBeNull();
  });

  it("says what it cannot read", () => {
    expect(read({ kinds: "座谈", on: "2026-05-10" }).faults[0]).toContain("不认识");
    expect(read({ kinds: "志愿服务", on: "2026-05-10" }).faults[0]).toContain("没有填写支部的会议");
    expect(read({ kinds: "支委会、党课", on: "2026-05-10" }).faults[0]).toContain("不能合开");
    expect(read({ kinds: "党课", on: "5月" }).faults[0]).toContain("不是完整的日期");
    expect(read({ kinds: "党课" }).faults).toEqual(["会议日期：没有填写"]);
    expect(read({ kinds: "党课", on: "2026-05-10", expected: "若干" }).faults[0]).toContain("不是人数");
    expect(read({ kinds: "党课", on: "2026-05-10", expected: "5", present: "6" }).warnings[0]).toContain("多于应到");
  });
});

const HEAD =
  "序号,会议类型,会议标题,主办党组织,会议日期,开始时间,结束时间,会议地点,主持人,记录人,应到人数,实到人数,出勤率(%),状态,议题,决议";
const LINES = [
  "东巷村党支部2026年三会一课记录汇总",
  HEAD,
  "1,支部党员大会,第一季度党员大会,东巷村党支部,2026-03-10,19:00,20:30,村部,谭玉莲,孙得福,40,36,90,已归档,讨论道路硬化,同意实施",
  "2,主题党日,学习党章,东巷村党支部,2026-04-10,,,村部,谭玉莲,孙得福,40人,35人,87.5,已结束,学习党章,",
  "3,支委会,,盐坨社区党支部,2026-04-05,,,,,,5,5,100,已结束,,",
  "4,主题党日,学习党章,东巷村党支部,2026-04-10,,,,,,40,35,,已结束,,",
  "5,党课,,东巷村党支部,2026-12-10,,,,,,40,35,,已结束,,",
];
const FILE = { name: "三会一课记录汇总.csv", content: Buffer.from(`\ufeff${LINES.join("\r\n")}\r\n`) };

let house: DuesHouse;
beforeAll(async () => {
  house = await duesHouse();
});
afterAll(() => house.zone.close());

describe("a ledger handed in", () => {
  it("is previewed, written with its numbers, told apart from what stands, and taken back", async () => {
    const { zone, east, eastId } = house;
    const batch = await zone.preview([FILE], east);
    expect((await zone.view(batch)).counts).toMatchObject({ rows: 5, new: 2, faulty: 3 });
    const faults = (await zone.rows(batch)).map((it) => it.reasons.join("；"));
    expect(faults[0]).toContain("盐坨社区党支部");
    expect(faults[1]).toBe("与前面的一行是同一次会议");
    expect(faults[2]).toContain("还没有到");
    await zone.commit(batch, "good-rows", east);
    const stands = () =>
      zone.read((tx) =>
        tx.selectFrom("meeting").selectAll().where("organizationId", "=", eastId).orderBy("meetsOn").execute(),
      );
    expect(await stands()).toMatchObject([
      { title: "第一季度党员大会", toldExpected: 40, toldPresent: 36, starts: "19:00", topic: "讨论道路硬化" },
      { kinds: ["theme_day"], toldExpected: 40, toldPresent: 35 },
    ]);
    const items = await zone.read((tx) => tx.selectFrom("meetingItem").selectAll().execute());
    expect(items).toMatchObject([{ title: "讨论道路硬化", decision: "同意实施" }]);
    const again = await zone.preview([FILE], east);
    expect((await zone.view(again)).counts).toMatchObject({ new: 0, unchanged: 3 });
    await act(zone.house, east, VERB, null, (doing) => undoImport(doing, batch));
    expect(await stands()).toEqual([]);
    const told = await zone.read((tx) =>
      tx
        .selectFrom("auditEvent")
        .select(["event", "targetName", "details"])
        .where("event", "like", "membership.meeting.import%")
        .where("targetId", "=", batch)
        .orderBy("number")
        .execute(),
    );
    expect(told).toEqual([
      { event: "membership.meeting.imported", targetName: FILE.name, details: { count: 2 } },
      { event: "membership.meeting.import-undone", targetName: "", details: { count: 2 } },
    ]);
  });
});
