import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { act } from "#platform/doing.ts";
import { decideRow, undoImport } from "#platform/registers/import/acts.ts";
import { type DuesHouse, duesHouse } from "../dues/dues.fixture.ts";
import { csv, VERB } from "../roster.fixture.ts";
import { note } from "./acts.ts";
import { readFloatRow } from "./import-row.ts";
import { openField } from "./writes.ts";

const cell = (text: string) => ({ kind: "text" as const, text });
const read = (row: Record<string, string>, way: "out" | "in" = "out") =>
  readFloatRow(Object.fromEntries(Object.entries(row).map(([key, text]) => [key, cell(text)])), way);

describe("one row of those who left", () => {
  it("with days, places and trades as offices write them", () => {
    const { row, faults, warnings } = read({
      name: "孙 得福",
      leftOn: "2026年3月",
      reason: "外出务工经商",
      destination: "苏州市吴中区",
      scope: "省内跨市",
      originJob: "农民",
      destinationKind: "私营",
      way: "微信",
      phone: "199 0000 1234",
      contactOn: "2026.10.8",
    });
    expect(faults).toEqual([]);
    expect(warnings).toEqual(["外出日期：只写到月，按2026-03-01登记"]);
    expect(row).toMatchObject({
      name: "孙得福",
      leftOn: "2026-03-01",
      reason: "work_or_trade",
      scope: "other_city",
      originJob: "farmer",
      destinationKind: "private_enterprise",
      way: "message",
      phone: "19900001234",
      contactOn: "2026-10-08",
    });
  });

  it("where 外出流向 is a place, 联系方式 a number, and the province all that is known", () => {
    expect(read({ name: "孙得福", leftOn: "2026-03-01", destinationKind: "上海浦东" }).row).toMatchObject({
      destination: "上海浦东",
      destinationKind: null,
    });
    expect(read({ name: "孙得福", leftOn: "2026-03-01", province: "浙江" }).row.destination).toBe("浙江");
    expect(read({ name: "孙得福", leftOn: "2026-03-01", province: "浙江", way: "13900001111" }).row).toMatchObject({
      phone: "13900001111",
      way: null,
    });
  });

  it("says all that it cannot read, at once", () => {
    const { faults } = read({ leftOn: "去年", returnedOn: "2020-01-01" });
    expect(faults).toHaveLength(3);
    expect(faults.join("；")).toMatch(/姓名.*外出日期：读到“去年”.*外出地：没有填写/u);
    expect(
      read({ name: "孙得福", leftOn: "2026-03-01", destination: "苏州", returnedOn: "2026-02-01" }).faults,
    ).toEqual(["返回日期：早于外出日期，请核对"]);
    expect(read({ name: "孙得福", leftOn: "2026-03-01", destination: "苏州", reason: "看病" }).warnings).toEqual([
      "外出原因：读到“看病”，按“其他”登记",
    ]);
  });
});

describe("one row of those who came", () => {
  it("asks for the day and where they belong; a bad number is a fault, since it tells people apart", () => {
    expect(read({ name: "丁大勇", reason: "务工" }, "in").faults).toHaveLength(2);
    expect(
      read({ name: "丁大勇", arrivedOn: "2026-01-05", home: "某县某村党支部", idNumber: "123" }, "in").faults[0],
    ).toContain("公民身份号码");
    expect(read({ name: "丁大勇", arrivedOn: "2026-01-05", province: "安徽省" }, "in").row).toMatchObject({
      leftOn: "2026-01-05",
      arrivedOn: "2026-01-05",
      home: "安徽省",
    });
    expect(read({ name: "丁大勇", arrivedOn: "2026-01-05", leftOn: "2026-02-05", home: "某县" }, "in").faults).toEqual([
      "流入时间：早于外出日期，请核对",
    ]);
  });
});

let house: DuesHouse;
beforeAll(async () => {
  house = await duesHouse();
});
afterAll(() => house.zone.close());

const cases = () =>
  house.zone.read((tx) => tx.selectFrom("floatingCase").selectAll().orderBy("personName").orderBy("leftOn").execute());
const lines = (id: string) =>
  house.zone.read((tx) =>
    tx
      .selectFrom("floatingEntry")
      .select(["kind", "happenedOn", "side"])
      .where("caseId", "=", id)
      .orderBy("happenedOn")
      .orderBy("id")
      .execute(),
  );
const roster = (name: string) =>
  house.zone.read((tx) =>
    tx
      .selectFrom("membership")
      .select(["validFrom", "validTo", "flowDestination"])
      .where("personId", "=", house.people[name] ?? "")
      .orderBy("validFrom")
      .execute(),
  );
const undo = (batch: string) => act(house.zone.house, house.east, VERB, null, (doing) => undoImport(doing, batch));

const OUT = [
  "东巷村党支部流出党员登记表",
  "序号,姓名,性别,民族,党支部名称,流出时间,流出原因,外出地（省/市/县）,流动范围,原职业,是否持有《中国共产党流动党员活动证》,本人电话,流出地联系人及电话,最近联系日期,联系方式,返回日期,备注",
  "1,孙得福,男,汉,东巷村党支部,2026.3.1,务工,江苏省苏州市,省内跨市,农民,是,19900001234,谭玉莲,2026-10-08,微信,,",
  "2,宋春生,男,汉,,2026年9月,经商,上海市,,个体,否,,,,,,",
  "3,赵桂芳,女,汉,东巷村党支部,2024-02-01,随子女居住,南京市,省内跨市,,,,,,,2025-12-20,已回村",
  "4,钱无名,男,汉,东巷村党支部,2026-01-01,务工,苏州市,省内跨市,,,,,,,,",
  "5,孙得福,男,汉,东巷村党支部,2026.3.1,务工,江苏省苏州市,省内跨市,农民,是,,,,,,",
  "6,谭玉莲,女,汉,盐坨社区党支部,2026-01-01,务工,苏州市,省内跨市,,,,,,,,",
  "7,谭玉莲,女,汉,东巷村党支部,2027-01-01,务工,,省内跨市,,,,,,,,",
];

describe("a register of those who left", () => {
  it("is previewed row by row, written as acts write it, told apart from what stands, and taken back whole", async () => {
    const { zone, east } = house;
    const before = [await roster("孙得福"), await roster("宋春生")];
    const batch = await zone.preview([csv("流出党员.csv", OUT)], east);
    expect((await zone.view(batch)).counts).toMatchObject({ rows: 7, faulty: 4, conflict: 1, new: 2 });
    const told = await zone.rows(batch);
    const reasons = told.filter((it) => it.kind === "faulty").map((it) => it.reasons.join("；"));
    expect(reasons[0]).toContain("花名册上没有“钱无名”");
    expect(reasons[1]).toContain("与前面的一行是同一个人");
    // Beyond reach and absent are one answer.
    expect(reasons[2]).toContain("没有找到“盐坨社区党支部”");
    // All faults of a row at once.
    expect(reasons[3]).toMatch(/外出地：没有填写.*2027-01-01还没有到/u);
    const unsaid = told.find((it) => it.kind === "conflict");
    expect(unsaid).toMatchObject({ name: "宋春生", choices: [{ decision: "skip" }, {}, {}, {}] });
    await act(zone.house, east, VERB, null, (doing) => decideRow(doing, batch, unsaid?.id ?? "", "other_province"));
    await zone.commit(batch, "good-rows", east);
    const made = await cases();
    expect(made.map((it) => [it.personName, it.leftOn, it.scope, it.endedOn])).toEqual([
      ["孙得福", "2026-03-01", "other_city", null],
      ["宋春生", "2026-09-01", "other_province", null],
      ["赵桂芳", "2024-02-01", "other_city", "2025-12-20"],
    ]);
    const [sun] = made;
    if (!sun) throw new Error("no case");
    expect(sun).toMatchObject({ homeContact: "谭玉莲", decidedOn: "2026-11-22", phoneMask: "199****1234" });
    expect(openField(zone.house.keyring, sun, "phone")).toBe("19900001234");
    expect((await lines(sun.id)).map((it) => [it.kind, it.happenedOn])).toEqual([
      ["registered", "2026-03-01"],
      ["contact", "2026-10-08"],
    ]);
    // On the roster of that day already: in place; later: from the day of leaving on.
    expect((await roster("孙得福")).map((it) => it.flowDestination)).toEqual(["江苏省苏州市"]);
    expect((await roster("宋春生")).map((it) => [it.validFrom, it.flowDestination])).toEqual([
      ["2026-06-01", null],
      ["2026-09-01", "上海市"],
    ]);
    expect((await roster("赵桂芳")).map((it) => it.flowDestination).at(-1)).toBeNull();

    const again = await zone.preview([csv("流出党员.csv", OUT)], east);
    expect((await zone.view(again)).counts).toMatchObject({ new: 0, unchanged: 3, conflict: 0, faulty: 4 });
    await undo(batch);
    expect(await cases()).toEqual([]);
    expect([await roster("孙得福"), await roster("宋春生")]).toEqual(before);
  });

  it("fills what is blank, asks where it says otherwise, ends what is over; somebody's later work keeps it", async () => {
    const { zone, east } = house;
    const one = (row: string) => [
      "东巷村党支部流出党员登记表",
      "姓名,外出日期,外出原因,外出地,流动范围,外出单位或住址,流出地联系人及电话,最近联系日期,联系方式,返回日期",
      row,
    ];
    const first = await zone.preview([csv("a.csv", one("孙得福,2026-03-01,务工,苏州市,省内跨市,,,,,"))], east);
    await zone.commit(first, "good-rows", east);
    const fills = await zone.preview(
      [csv("b.csv", one("孙得福,2026-03-01,务工,苏州市,省内跨市,木渎针织厂,谭玉莲,2026-11-01,电话,"))],
      east,
    );
    expect((await zone.view(fills)).counts).toMatchObject({ changed: 1 });
    await zone.commit(fills, "good-rows", east);
    expect(await cases()).toMatchObject([{ workUnit: "木渎针织厂", homeContact: "谭玉莲", destination: "苏州市" }]);
    await expect(undo(first)).rejects.toMatchObject({ slug: "import-in-use" });
    await undo(fills);
    const [back] = await cases();
    expect(back).toMatchObject({ workUnit: null, homeContact: null });
    expect((await lines(back?.id ?? "")).map((it) => it.kind)).toEqual(["registered"]);

    const differs = await zone.preview(
      [csv("c.csv", one("孙得福,2026-03-05,务工,无锡市,省内跨市,木渎针织厂,,,,"))],
      east,
    );
    const row = (await zone.rows(differs)).find((it) => it.kind === "conflict");
    expect(row?.reasons).toEqual(["外出日期、外出地与登记的不同"]);
    expect(row?.choices.map((it) => it.decision)).toEqual(["skip", "fill", "replace"]);
    await act(zone.house, east, VERB, null, (doing) => decideRow(doing, differs, row?.id ?? "", "replace"));
    await zone.commit(differs, "good-rows", east);
    expect(await cases()).toMatchObject([{ leftOn: "2026-03-05", destination: "无锡市", workUnit: "木渎针织厂" }]);
    await undo(differs);
    expect(await cases()).toMatchObject([{ leftOn: "2026-03-01", destination: "苏州市", workUnit: null }]);

    const over = await zone.preview([csv("d.csv", one("孙得福,2026-03-01,务工,苏州市,省内跨市,,,,,2026-11-20"))], east);
    await zone.commit(over, "good-rows", east);
    expect(await cases()).toMatchObject([{ endedOn: "2026-11-20", endCode: "returned" }]);
    await undo(over);
    expect(await cases()).toMatchObject([{ endedOn: null, endCode: null }]);

    const [open] = await cases();
    await act(zone.house, east, "membership.floating.write", null, (doing) =>
      note(doing, open?.id ?? "", { kind: "contact", content: "电话联系", way: "phone", on: "2026-11-21" }),
    );
    await expect(undo(first)).rejects.toMatchObject({ slug: "import-in-use" });
  });
});

describe("a register of those who came", () => {
  it("is told from the other kind by its headings, sealed, matched by number, and taken back", async () => {
    const { zone, east } = house;
    const IN = [
      "流入党员登记表",
      "填报单位：东巷村党支部",
      "姓名,性别,公民身份号码,所在党支部,原职业,流入前所在省份,流动范围,流入时间,流入原因,入党时间,组织关系所在地,住址,联系人",
      "丁大勇,男,329971199003070038,东巷村党支部,工勤技能,安徽省,跨省,2026/4/1,务工,2015/7/1,安徽省某县某村党支部,村东出租屋3号,谭玉莲",
      "丁小勇,男,,东巷村党支部,,,跨省,2026/4/2,就业,,某省某县某社区党支部,,",
      "丁错号,男,32997119900307,东巷村党支部,,,跨省,2026/4/2,就业,,某省某县某社区党支部,,",
    ];
    const batch = await zone.preview([csv("流入党员.csv", IN)], east);
    expect((await zone.view(batch)).counts).toMatchObject({ rows: 3, new: 2, faulty: 1 });
    const kinds = (await cases()).length;
    await zone.commit(batch, "good-rows", east);
    const made = (await cases()).filter((it) => it.personId === null);
    expect(made).toMatchObject([
      { personName: "丁大勇", homeName: "安徽省某县某村党支部", hostContact: "谭玉莲", arrivedOn: "2026-04-01" },
      { personName: "丁小勇", idNumberCipher: null },
    ]);
    expect(JSON.stringify(made)).not.toMatch(/329971199003070038|出租屋/u);
    const again = await zone.preview([csv("流入党员.csv", IN)], east);
    expect((await zone.view(again)).counts).toMatchObject({ new: 0, unchanged: 2, faulty: 1 });
    await undo(batch);
    expect(await cases()).toHaveLength(kinds);
  });
});
