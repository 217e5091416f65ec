import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { act } from "#platform/doing.ts";
import { decideRow, undoImport } from "#platform/registers/import/acts.ts";
import { VERB } from "../roster.fixture.ts";
import { type DuesHouse, duesHouse } from "./dues.fixture.ts";
import { readDuesRow, yearIn } from "./import-row.ts";
import { setProfiles } from "./profile-acts.ts";

const cell = (text: string) => ({ kind: "text" as const, text });
const cells = (row: Record<string, string>) =>
  Object.fromEntries(Object.entries(row).map(([key, text]) => [key, cell(text)]));

describe("one row", () => {
  it("of twelve columns: amounts, ticks, exemptions, and what says that nothing was paid", () => {
    const { row, faults } = readDuesRow(
      cells({ name: "谭玉莲", m1: "0.5", m2: "√", m3: "免", m4: "×", m5: "0", m6: "1元5角", m12: "￥2" }),
      2026,
    );
    expect(faults).toEqual([]);
    expect(row.months).toEqual([
      { month: "2026-01-01", paid: 50 },
      { month: "2026-02-01", paid: "due" },
      { month: "2026-03-01", paid: "exempt" },
      { month: "2026-06-01", paid: 150 },
      { month: "2026-12-01", paid: 200 },
    ]);
  });

  it.each([
    ["6", "2026-06-01"],
    ["六月", "2026-06-01"],
    ["6月份", "2026-06-01"],
    ["2025-06", "2025-06-01"],
    ["2025年6月", "2025-06-01"],
    ["202506", "2025-06-01"],
  ])("of one month, written %s", (written, month) => {
    const { row } = readDuesRow(cells({ name: "谭玉莲", month: written, paid: "30" }), 2026);
    expect(row.months).toEqual([{ month, paid: 3000 }]);
  });

  it("says what it cannot read", () => {
    const faults = (row: Record<string, string>, year: number | null = 2026) => readDuesRow(cells(row), year).faults;
    expect(faults({ name: "谭玉莲", month: "13", paid: "30" })[0]).toContain("不是月份");
    expect(faults({ name: "谭玉莲", m1: "三十" })[0]).toContain("不是金额");
    expect(faults({ name: "谭玉莲", m1: "30" }, null)[0]).toContain("看不出是哪一年");
    expect(faults({ name: "谭玉莲", paid: "30" })[0]).toContain("月份：没有填写");
    expect(faults({ name: "", m1: "30" })[0]).toContain("姓名");
    expect(faults({ name: "谭玉莲", m1: "-5" })[0]).toContain("不能小于零");
  });

  it("knows the year of a title", () => {
    expect(yearIn(["东巷村党支部2026年度党费收缴台账"])).toBe(2026);
    expect(yearIn(["党费台账", "2025"])).toBe(2025);
    expect(yearIn(["党费台账", "编号20261"])).toBeNull();
  });
});

let house: DuesHouse;
beforeAll(async () => {
  house = await duesHouse();
  await house.doing(house.east, "dues.profile.set", (doing) =>
    setProfiles(doing, {
      personIds: ["孙得福", "宋春生"].map((name) => house.people[name] ?? ""),
      category: "farmer",
      chosenFen: 50,
      from: "2026-06-01",
    }),
  );
});
afterAll(async () => {
  await house.zone.close();
});

const csv = (name: string, lines: readonly string[]) => ({
  name,
  content: Buffer.from(`\ufeff${lines.join("\r\n")}\r\n`),
});
const WIDE = [
  "东巷村党支部2026年党费收缴台账",
  "序号,姓名,月应缴,一月,二月,三月,四月,五月,六月,七月,八月,九月,十月,十一月,十二月,合计,签名",
  "1,孙得福,0.5,,,,,,0.5,0.5,√,,,,,1.5,",
  "2,宋春生,,,,,,,1,1,,,,,,2,",
  "3,钱无名,,,,,,,1,,,,,,,1,",
];

describe("ledgers", () => {
  const entries = () =>
    house.zone.read((tx) =>
      tx
        .selectFrom("duesEntry")
        .select(["personName", "dueMonth", "paidFen", "dueFen", "endReason", "importId"])
        .orderBy("personName")
        .orderBy("dueMonth")
        .orderBy("paidFen")
        .execute(),
    );

  it("of twelve columns are previewed, taken in and taken back", async () => {
    const batch = await house.zone.preview([csv("党费.csv", WIDE)], house.east);
    expect((await house.zone.view(batch)).counts).toMatchObject({ rows: 3, new: 2, faulty: 1 });
    expect((await house.zone.rows(batch)).map((row) => [row.name, row.kind])).toEqual([["钱无名", "faulty"]]);
    expect(await entries()).toEqual([]);
    await house.zone.commit(batch, "good-rows", house.east);
    expect((await entries()).map((it) => [it.personName, it.dueMonth, it.paidFen, it.dueFen])).toEqual([
      ["孙得福", "2026-06-01", 50, 50],
      ["孙得福", "2026-07-01", 50, 50],
      ["孙得福", "2026-08-01", 50, 50],
      ["宋春生", "2026-06-01", 100, 50],
      ["宋春生", "2026-07-01", 100, 50],
    ]);
    const again = await house.zone.preview([csv("党费.csv", WIDE)], house.east);
    expect((await house.zone.view(again)).counts).toMatchObject({ new: 0, unchanged: 2, faulty: 1 });
    await act(house.zone.house, house.east, VERB, null, (doing) => undoImport(doing, batch));
    expect(await entries()).toEqual([]);
  });

  it("in two files of one drop are entered once", async () => {
    const batch = await house.zone.preview([csv("党费.csv", WIDE), csv("党费（副本）.csv", WIDE)], house.east);
    expect((await house.zone.view(batch)).counts).toMatchObject({ rows: 6, new: 2, faulty: 4 });
  });

  it("of a row a month too; what was entered otherwise is decided by a person, and the old row stays", async () => {
    const long = (paid: string) => [
      "姓名,所属党组织,年份,月份,缴纳基数(元),应缴金额(元),实缴金额(元),缴纳日期,缴纳方式,状态,是否欠缴",
      `孙得福,东巷村党支部,2026,6,,0.5,${paid},2026-06-20,微信,正常,否`,
      "孙得福,东巷村党支部,2026,7,,0.5,0.5,2026-07-20,现金,正常,否",
      "宋春生,东巷村党支部,2026,6,,0.5,0.5,2026-06-20,现金,代缴,否",
      "宋春生,东巷村党支部,2026,6,,0.5,0.5,2026-06-20,现金,代缴,否",
      "宋春生,东巷村党支部,2027,1,,0.5,0.5,2026-06-20,现金,正常,否",
    ];
    const first = await house.zone.preview([csv("a.csv", long("0.5"))], house.east);
    expect((await house.zone.view(first)).counts).toMatchObject({ new: 3, faulty: 2 });
    await house.zone.commit(first, "good-rows", house.east);
    const second = await house.zone.preview([csv("a.csv", long("1"))], house.east);
    const conflict = (await house.zone.rows(second)).find((row) => row.kind === "conflict");
    expect(conflict).toMatchObject({ kind: "conflict", reasons: ["6月已经登记过，金额不同"] });
    await act(house.zone.house, house.east, VERB, null, (doing) =>
      decideRow(doing, second, conflict?.id ?? "", "replace"),
    );
    await house.zone.commit(second, "good-rows", house.east);
    expect((await entries()).filter((it) => it.dueMonth === "2026-06-01" && it.personName === "孙得福")).toMatchObject([
      { paidFen: 50, endReason: "按导入的台账更正" },
      { paidFen: 100, endReason: "" },
    ]);
    await expect(
      act(house.zone.house, house.east, VERB, null, (doing) => undoImport(doing, first)),
    ).rejects.toMatchObject({ slug: "import-in-use" });
    await act(house.zone.house, house.east, VERB, null, (doing) => undoImport(doing, second));
    expect((await entries()).map((it) => it.endReason)).toEqual(["", "", ""]);
  });
});
