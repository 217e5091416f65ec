import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { act } from "#platform/doing.ts";
import { undoImport } from "#platform/registers/import/acts.ts";
import { day } from "#shared/day.ts";
import { type DuesHouse, duesHouse, EAST } from "../dues/dues.fixture.ts";
import { csv, VERB } from "../roster.fixture.ts";
import { revokeAward } from "./awards.ts";
import { readAwardRow } from "./import-awards.ts";

const cells = (row: Record<string, string>) =>
  Object.fromEntries(Object.entries(row).map(([key, text]) => [key, { kind: "text" as const, text }]));
const GOOD = { name: "谭玉莲", kind: "优秀党员", level: "县级", issuer: "区党工委", awardedOn: "2026年7月1日" };
const TODAY = day("2026-11-22");

describe("one row", () => {
  it("reads what offices write for kind, level and day", () => {
    expect(readAwardRow(cells(GOOD), TODAY)).toEqual({
      faults: [],
      row: {
        name: "谭玉莲",
        branch: null,
        kind: "excellent_member",
        title: "",
        level: "county",
        issuer: "区党工委",
        documentNumber: "",
        awardedOn: "2026-07-01",
      },
    });
    expect(readAwardRow(cells({ ...GOOD, kind: "最美志愿者" }), TODAY).row).toMatchObject({
      kind: null,
      title: "最美志愿者",
    });
  });

  it("says all that is wrong at once", () => {
    const { faults } = readAwardRow(cells({ name: "谭玉莲", level: "世界级", awardedOn: "2026.7" }), TODAY);
    expect(faults.map((it) => it.split("：")[0])).toEqual(["荣誉称号", "表彰级别", "表彰单位", "表彰日期"]);
    expect(readAwardRow(cells({ ...GOOD, awardedOn: "2027-07-01" }), TODAY).faults).toHaveLength(1);
  });
});

describe("a ledger", () => {
  let house: DuesHouse;
  beforeAll(async () => {
    house = await duesHouse();
  });
  afterAll(() => house.zone.close());

  const HEAD = "序号,受表彰对象,所在党支部,荣誉称号,表彰级别,表彰单位,文号,表彰日期";
  const file = (lines: readonly string[]) => csv("2026年七一表彰台账.csv", [HEAD, ...lines]);
  const awards = () => house.zone.read((tx) => tx.selectFrom("award").selectAll().orderBy("name").execute());

  it("of persons and organisations comes in once, and is taken back whole", async () => {
    const lines = [
      `1,谭玉莲,${EAST},优秀共产党员,县级,区党工委,连开党〔2026〕8号,2026-07-01`,
      `2,孙得福,,优秀党务工作者,市级,市委组织部,,2026.7.1`,
      `3,${EAST},,先进基层党组织,县级,区党工委,连开党〔2026〕8号,2026-07-01`,
      `4,宋春生,${EAST},最美志愿者,其他,街道党工委,,2026-03-05`,
      `5,无此人,${EAST},优秀共产党员,县级,区党工委,,2026-07-01`,
      `6,谭玉莲,${EAST},优秀共产党员,县级,区党工委,,2026-07-01`,
    ];
    const batch = await house.zone.preview([file(lines)], house.east);
    expect((await house.zone.view(batch)).counts).toMatchObject({ new: 4, faulty: 2 });
    await house.zone.commit(batch, "good-rows", house.east);
    expect((await awards()).map(({ name, kind, title, personId }) => [name, kind, title, personId !== null])).toEqual(
      expect.arrayContaining([
        ["谭玉莲", "excellent_member", "", true],
        ["孙得福", "excellent_worker", "", true],
        [EAST, "advanced_organization", "", false],
        ["宋春生", "other_person", "最美志愿者", true],
      ]),
    );
    expect(await awards()).toHaveLength(4);
    const again = await house.zone.preview([file(lines.slice(0, 4))], house.east);
    expect((await house.zone.view(again)).counts).toMatchObject({ new: 0, unchanged: 4, faulty: 0 });
    await act(house.zone.house, house.east, VERB, null, (doing) => undoImport(doing, batch));
    expect(await awards()).toEqual([]);
    const told = await house.zone.read((tx) =>
      tx
        .selectFrom("auditEvent")
        .select(["event", "targetName", "details"])
        .where("event", "like", "membership.award.%")
        .where("targetId", "=", batch)
        .orderBy("number")
        .execute(),
    );
    expect(told).toEqual([
      { event: "membership.award.imported", targetName: "2026年七一表彰台账.csv", details: { count: 4 } },
      { event: "membership.award.taken-back", targetName: "", details: { count: 4 } },
    ]);
  });

  it("that names an award twice, in two files, enters it once", async () => {
    const line = `1,宋春生,${EAST},优秀共产党员,县级,区党工委,,2025-07-01`;
    const files = [file([line]), { ...file([line]), name: "另一份表彰台账.csv" }];
    const batch = await house.zone.preview(files, house.east);
    expect((await house.zone.view(batch)).counts).toMatchObject({ new: 1, faulty: 1 });
  });

  it("writes nothing beyond the reach of who imports", async () => {
    const batch = await house.zone.preview(
      [file(["1,盐坨社区党支部,,先进基层党组织,县级,区党工委,,2026-07-01"])],
      house.east,
    );
    expect((await house.zone.rows(batch)).map((it) => it.kind)).toEqual(["faulty"]);
  });

  it("says of every row why not, and stays where somebody worked on it", async () => {
    const lines = [
      `1,谭玉莲,${EAST},优秀共产党员,市级,市委,,2026-06-30`,
      `2,${EAST},,先进基层党组织,市级,市委,,2026-06-30`,
      `3,谭玉莲,${EAST},优秀共产党员,市级,市委,,2026-06-30`,
      `4,无此人,${EAST},优秀共产党员,市级,市委,,2026-06-30`,
      `5,谭玉莲,无此支部,优秀共产党员,市级,市委,,2026-06-30`,
      `6,谭玉莲,${EAST},,,,,`,
    ];
    const batch = await house.zone.preview([file(lines)], house.east);
    expect((await house.zone.rows(batch)).map((it) => `${it.kind}：${it.reasons.join("；")}`)).toEqual([
      "faulty：与前面的一行是同一项表彰",
      "faulty：花名册上没有“无此人”。请核对姓名和所在党组织",
      "faulty：所在党组织：没有找到“无此支部”。请按党组织信息表中的名称填写，或先登记这个支部",
      "faulty：荣誉称号：没有填写；表彰级别：没有填写。可以写：国家级、省级、市级、县级、其他；表彰单位：没有填写；表彰日期：没有填写",
    ]);
    await house.zone.commit(batch, "good-rows", house.east);
    const [first] = (await awards()).filter((it) => it.importId === batch && it.personId !== null);
    expect(first).toMatchObject({ importRow: 1, enteredBy: house.east.name, organizationId: house.eastId });
    await house.doing(house.east, "award.write", (doing) =>
      revokeAward(doing, first?.id ?? "", { on: "2026-10-01", reason: "受到处理，收回荣誉" }),
    );
    const back = act(house.zone.house, house.east, VERB, null, (doing) => undoImport(doing, batch));
    await expect(back).rejects.toMatchObject({
      faults: [{ message: "谭玉莲：导入后又登记了撤销或撤回" }],
    });
    expect(await awards()).toHaveLength(2);
  });
});
