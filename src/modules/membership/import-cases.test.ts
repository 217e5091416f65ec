import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { act } from "#platform/doing.ts";
import { decideRow, remap } from "#platform/registers/import/acts.ts";
import { importRows } from "#platform/registers/import/queries.ts";
import { csv, standingZone, VERB, type Zone } from "./roster.fixture.ts";

/** Small workbooks as offices made them, each of a kind that was once read wrongly without a word. */
const CASES = new URL("../../../test/fixtures/imports/", import.meta.url);

let zone: Zone;
beforeAll(async () => {
  zone = await standingZone();
});
afterAll(async () => {
  await zone.close();
});

const file = (name: string) => ({ name, content: readFileSync(new URL(encodeURIComponent(name), CASES)) });
const preview = (name: string) => zone.preview([file(name)]);

async function committed(name: string): Promise<string> {
  const id = await preview(name);
  await zone.commit(id);
  return id;
}

/** Who stands on whose roster, and what of their record matters here. */
async function members(...names: readonly string[]) {
  const rows = await zone.read((tx) =>
    tx
      .selectFrom("membership as m")
      .innerJoin("organizationVersion as o", "o.organizationId", "m.organizationId")
      .select(["m.name", "o.shortName as branch", "m.category", "m.workUnit", "m.groupName", "m.note", "m.joinedOn"])
      .select("m.joinedPrecision")
      .where("m.name", "in", names)
      .where("m.validTo", "is", null)
      .where("o.validTo", "is", null)
      .execute(),
  );
  return Object.fromEntries(rows.map((row) => [row.name, row]));
}

async function payments(name: string) {
  return await zone.read((tx) =>
    tx
      .selectFrom("duesEntry")
      .select(["dueMonth", "paidFen", "kind"])
      .where("personName", "=", name)
      .where("endedOn", "is", null)
      .orderBy("dueMonth")
      .execute(),
  );
}

const sheetsOf = async (id: string) => (await zone.view(id)).files.flatMap((it) => it.sheets);
const newRows = (id: string) => zone.read(async (tx) => (await importRows(tx, id, { kind: "new" })).rows);

describe("whose roster the rows are", () => {
  it("A1: a second title on the sheet begins another branch", async () => {
    const id = await committed("A1-两个支部上下排.xlsx");
    expect(await members("案甲", "案乙", "案丙", "案丁")).toMatchObject({
      案甲: { branch: "东巷村党支部" },
      案乙: { branch: "东巷村党支部" },
      案丙: { branch: "西诸村党支部" },
      案丁: { branch: "西诸村党支部" },
    });
    expect(await sheetsOf(id)).toContain("写入：东巷村党支部2行，西诸村党支部2行");
  });

  it("B1: a town that has no roster stands back behind the name of the sheet", async () => {
    await committed("B1-朝云街道-每村一张.xlsx");
    expect(await members("案戊", "案己")).toMatchObject({
      案戊: { branch: "东巷村党支部" },
      案己: { branch: "西诸村党支部" },
    });
  });

  it("G1: a branch merged two columns wide holds for the rows below", async () => {
    await committed("G1-支部两列合并.xlsx");
    expect(await members("案卯", "案辰")).toMatchObject({
      案卯: { branch: "西诸村党支部" },
      案辰: { branch: "西诸村党支部" },
    });
  });
});

describe("what of a file is read", () => {
  it("C1: columns side by side are all read", async () => {
    await committed("C1-左右两栏.xlsx");
    expect(Object.keys(await members("左甲", "左乙", "左丙", "右甲", "右乙", "右丙"))).toHaveLength(6);
  });

  it("D1, GG1, II1: what is not read is said, what is hidden too", async () => {
    const said = async (name: string) => await sheetsOf(await preview(name));
    expect(await said("D1-第二张没有表头.xlsx")).toContain("工作表“东巷村(续)”没有认出表头，没有读入");
    expect(await said("GG1-筛选隐藏的行.xlsx")).toContain("工作表“东巷村”读到3行数据，其中1行是隐藏的，一并读入");
    const footers = await preview("II1-页脚分三格.xlsx");
    expect((await zone.view(footers)).counts).toMatchObject({ rows: 1, new: 1, faulty: 0 });
    expect((await sheetsOf(footers))[0]).toMatch(
      /^工作表“Sheet1”读到1行数据；不是数据、没有读入的2行：第4行“本页小计/u,
    );
  });

  it("E1: a heading that is corrected corrects only its own column", async () => {
    const id = await preview("E1-两张表列序不同-改对应.xlsx");
    const [found] = (await zone.view(id)).files;
    const headings = found?.headings ?? [];
    const mapping = Object.fromEntries(
      headings.map((it) => [it.column, it.text === "小组名" ? "groupName" : it.field]),
    );
    await act(zone.house, zone.system, VERB, null, (doing) => remap(doing, id, found?.id ?? "", { mapping }));
    await zone.commit(id);
    expect(await members("案癸", "案子")).toMatchObject({
      案癸: { groupName: "第一组", note: "甲注" },
      案子: { note: "乙注", workUnit: "东巷小学", groupName: null },
    });
  });

  it("F1: headings in another order further down hold for what is below them", async () => {
    await committed("F1-下面的表列序不同.xlsx");
    expect(await members("案丑", "案寅")).toMatchObject({
      案丑: { groupName: "第一组", note: "甲注" },
      案寅: { groupName: "第二组", note: "乙注" },
    });
  });

  it("AA1: columns are offered where the name is not known, and the file is read once it is", async () => {
    const unknown = file("AA1-姓名栏叫同志姓名.xlsx");
    const lines = (head: string) =>
      Buffer.from(`东巷村党支部人员表\n${head},入党时间,人员类别\n案水,2008-07-01,正式党员\n`);
    const id = await zone.preview([{ name: "人员.csv", content: lines("同志") }]);
    const [found] = (await zone.view(id)).files;
    expect(found).toMatchObject({
      register: "members",
      headings: [{ text: "同志", field: null, samples: ["案水"] }, {}, {}],
    });
    expect(found?.refusal).toContain("没有认出“姓名”一栏");
    expect(found?.fields.find((it) => it.key === "joinedOn")?.aliases).toContain("入党时间");
    await act(zone.house, zone.system, VERB, null, (doing) =>
      remap(doing, id, found?.id ?? "", { mapping: { 0: "name" } }),
    );
    expect((await zone.view(id)).counts).toMatchObject({ rows: 1, faulty: 0 });
    expect((await zone.view(await zone.preview([unknown]))).counts).toMatchObject({ rows: 1, new: 1 });
  });
});

describe("what a cell says", () => {
  it("H1: a formula without a value is told, not read as blank", async () => {
    const id = await preview("H1-公式没有缓存值.xlsx");
    const [row] = await zone.rows(id);
    expect(row?.kind).toBe("faulty");
    expect(row?.reasons.join()).toContain("公式没有算出的值。请用 Excel 或 WPS 打开表格，保存后再导入");
  });

  it("I1: a day shown as year and month is known to the month", async () => {
    const id = await committed("I1-单元格显示年月.xlsx");
    expect((await zone.view(id)).counts).toMatchObject({ new: 1, warning: 0 });
    expect(await members("案午")).toMatchObject({ 案午: { joinedOn: "2008-07-01", joinedPrecision: "month" } });
  });

  it("Q1: 同上 is what stands above", async () => {
    await committed("Q1-同上.xlsx");
    expect(await members("案酉")).toMatchObject({ 案酉: { workUnit: "东巷小学", groupName: "一组" } });
  });

  it("R1: of two texts of an inline cell the text counts", async () => {
    await committed("R1-inlineStr带v.xlsx");
    expect(await members("案风")).toMatchObject({ 案风: { note: "1." } });
  });

  it("Z1: a tick under 正式党员 or 预备党员 is the category", async () => {
    await committed("Z1-正式预备打勾.xlsx");
    expect(await members("案金", "案木")).toMatchObject({
      案金: { category: "full" },
      案木: { category: "probationary" },
    });
  });

  it("a number that is missing is told of whom none is known, and a hidden one changes nothing", async () => {
    const lines = (id: string) => [
      "姓名,身份证号,入党时间,人员类别,所在党支部",
      `案有,${id},2008-07-01,正式党员,东巷村党支部`,
      "案无,,2008-07-01,正式党员,东巷村党支部",
    ];
    const id = await zone.preview([csv("名册.csv", lines("329971197707185694"))]);
    await zone.commit(id);
    expect(await zone.rows(id)).toMatchObject([
      { name: "案无", kind: "warning", reasons: [expect.stringContaining("身份证号没有填写")] },
    ]);
    for (const hidden of ["", "32****************", "已登记"]) {
      const again = await zone.preview([csv("名册.csv", lines(hidden))]);
      expect(await zone.rows(again)).toMatchObject([{ name: "案无", kind: "warning" }]);
      expect((await zone.view(again)).counts).toMatchObject({ unchanged: 2, faulty: 0, new: 0, changed: 0 });
      expect((await sheetsOf(again)).join().includes("是隐去的号码")).toBe(hidden !== "");
    }
  });

  it("shows of new rows what was read and where it goes, but no numbers", async () => {
    const id = await preview("J1-只知年月的人.xlsx");
    const [row] = await newRows(id);
    expect(row?.changes.map((it) => [it.term, it.to])).toEqual([
      ["姓名", "案未"],
      ["人员类别", "正式党员"],
      ["所在党支部", "东巷村党支部"],
      ["加入党组织日期", "2008.07"],
      ["转为正式党员日期", "2009.07"],
      ["列入", "东巷村党支部"],
    ]);
  });
});

describe("a drop as a whole", () => {
  it("U1: two of one name without numbers may be two people", async () => {
    const id = await preview("U1-同名两人没有号码.xlsx");
    const conflict = (await zone.rows(id)).find((it) => it.kind === "conflict");
    expect(conflict?.choices.map((it) => it.term)).toEqual(["这一行不导入", "是两个人，都导入"]);
    await act(zone.house, zone.system, VERB, null, (doing) => decideRow(doing, id, conflict?.id ?? "", "both"));
    await zone.commit(id);
    const rows = await zone.read((tx) =>
      tx.selectFrom("membership").select("joinedOn").where("name", "=", "案戌").execute(),
    );
    expect(new Set(rows.map((it) => it.joinedOn))).toEqual(new Set(["2008-07-01", "2012-07-01"]));
    expect(rows).toHaveLength(2);
  });

  it("is committed once, however often somebody presses", async () => {
    const lines = ["姓名,入党时间,人员类别,所在党支部", "案双,2008-07-01,正式党员,东巷村党支部"];
    const id = await zone.preview([csv("名册.csv", lines)]);
    const [first, second] = await Promise.allSettled([zone.commit(id), zone.commit(id)]);
    expect([first?.status, second?.status].toSorted()).toEqual(["fulfilled", "rejected"]);
    expect([first, second].find((it) => it?.status === "rejected")).toMatchObject({ reason: { slug: "import-state" } });
    expect(Object.keys(await members("案双"))).toHaveLength(1);
    const rows = await zone.read((tx) => tx.selectFrom("membership").select("id").where("name", "=", "案双").execute());
    expect(rows).toHaveLength(1);
  });
});

describe("ledgers of dues", () => {
  beforeAll(async () => {
    await committed("L0-先导入这几个人.xlsx");
  });

  it("L1: the year is that of the title, not of the day it was filled in", async () => {
    await committed("L1-标题2025年填表日期2026.xlsx");
    const months = (await payments("费甲")).map((it) => it.dueMonth);
    expect(months).toEqual(["2025-01-01", "2025-02-01", "2025-03-01"]);
  });

  it("M1: of two columns under a month what was paid counts", async () => {
    await committed("M1-2026-应缴实缴两层.xlsx");
    expect(await payments("费乙")).toMatchObject([{ dueMonth: "2026-02-01", paidFen: 400 }]);
  });

  it("N1: a tick without a standard is no exemption", async () => {
    const id = await preview("N1-2026-打勾没有标准.xlsx");
    const [row] = await zone.rows(id);
    expect(row?.kind).toBe("faulty");
    expect(row?.reasons.join()).toContain("看不出金额");
  });

  it("O1: months written with their year are read", async () => {
    await committed("O1-2026-月份表头写全.xlsx");
    expect((await payments("费丁")).map((it) => [it.dueMonth, it.paidFen])).toEqual([
      ["2026-01-01", 100],
      ["2026-02-01", 200],
      ["2026-03-01", 300],
      ["2026-04-01", 400],
    ]);
  });

  it("P1: a row that names year and month needs no other year", async () => {
    await committed("P1-月份写全没有标题年份.xlsx");
    expect(await payments("费甲")).toContainEqual({ dueMonth: "2026-04-01", paidFen: 500, kind: expect.any(String) });
  });
});
