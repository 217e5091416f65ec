import { describe, expect, it, test } from "vitest";
import type { Cell } from "#platform/spreadsheet/index.ts";
import { codeSet } from "#shared/code-sets.ts";
import { day } from "#shared/day.ts";
import { checkCharacter } from "#shared/identity-number.ts";
import { STOPPED_OUT } from "../provisions.ts";
import { standsOnRoster } from "../rules.ts";
import { readRosterRow } from "./row.ts";

const TODAY = day("2026-11-22");
const number = (birth: string, sequence = "101"): string => {
  const first17 = `329971${birth}${sequence}`;
  return first17 + checkCharacter(first17);
};
const GOOD = {
  name: "孟广田",
  gender: "男",
  idNumber: number("19680216"),
  birthOn: "1968-02-16",
  category: "正式党员",
  joinedOn: "1992.6",
  fullOn: "1993.6",
  education: "初中",
  mobile: "19900001234",
};

const text = (it: string): Cell => ({ kind: "text", text: it });
function read(row: Readonly<Record<string, string | Cell | undefined>>) {
  const cells: Record<string, Cell> = {};
  for (const [key, value] of Object.entries({ ...GOOD, ...row })) {
    if (value !== undefined && value !== "") cells[key] = typeof value === "string" ? text(value) : value;
  }
  return readRosterRow(cells, TODAY, TODAY);
}

test("stopped, gone or dead, nobody stands on a roster (education rules 24)", () => {
  const statuses = codeSet("registry_status").values;
  expect(statuses.filter((it) => !standsOnRoster(it).value)).toEqual(["stopped", "left", "dead"]);
  expect(standsOnRoster("stopped").provision).toBe(STOPPED_OUT);
});

describe("a row that is in order", () => {
  it("says nothing, and takes the day from the identity number", () => {
    const { facts, faults, warnings } = read({ birthOn: "1968.2" });
    expect(faults).toEqual([]);
    expect(warnings).toEqual([]);
    expect(facts).toMatchObject({
      name: "孟广田",
      gender: "male",
      birth: { day: "1968-02-16", precision: "day" },
      joined: { day: "1992-06-01", precision: "month" },
      category: "full",
      education: "junior_high",
      mobile: "19900001234",
    });
  });

  it.each([
    ["name", " 孟 广　田 "],
    ["idNumber", number("19680216").replace(/(.{6})(.{8})/u, "$1 $2 ")],
    ["category", "223_正式党员"],
    ["joinedOn", "１９９２年６月"],
    ["gender", "1"],
  ])("reads %s written as %j", (key, written) => {
    const { faults, warnings } = read({ [key]: written });
    expect([faults, warnings]).toEqual([[], []]);
  });
});

describe("faulty rows say what to do", () => {
  it.each([
    ["no name", { name: "" }, /姓名没有填写/u],
    ["a name of digits", { name: "199213" }, /姓名里有数字/u],
    ["a wrong check character", { idNumber: `${number("19680216").slice(0, 17)}*` }, /身份/u],
    [
      "digits lost in a number cell",
      { idNumber: { kind: "number", text: "3.29971E+17", number: 3.29971e17 } },
      /丢失/u,
    ],
    ["a number one digit short", { idNumber: number("19680216").slice(1) }, /少1位/u],
    ["joining at fourteen", { joinedOn: "1982-02-16", fullOn: "1983-02-16" }, /只有14周岁/u],
    ["full before joining", { fullOn: "1991.6" }, /早于入党日期/u],
    ["joining in the future", { joinedOn: "2027-01-01", fullOn: "" }, /还没有到/u],
    ["a month that is none", { joinedOn: "1992.13" }, /没有13月/u],
    ["a day nobody can read", { joinedOn: "解放前" }, /看不出日期/u],
    ["somebody who is no member yet", { category: "入党积极分子" }, /还不是党员/u],
    ["one of the masses", { category: "群众" }, /不是党员/u],
    ["somebody who is stopped", { registryStatus: "停止党籍" }, /不计入党员总数，也不交纳党费.*办理“减少”/u],
    ["somebody who has died", { registryStatus: "已死亡" }, /不再是花名册上的党员/u],
    ["no category and no dates", { category: "", joinedOn: "", fullOn: "" }, /看不出是正式党员还是预备党员/u],
  ] as const)("%s", (_what, row, reason) => {
    const { faults } = read(row as Record<string, string | Cell>);
    expect(faults.join("\n")).toMatch(reason);
  });

  it("never repeats an identity number or a phone", () => {
    const wrong = `${number("19680216").slice(0, 17)}${number("19680216").endsWith("1") ? "2" : "1"}`;
    const { faults, warnings } = read({ idNumber: wrong, mobile: "1990000123" });
    expect(faults).toHaveLength(1);
    expect([...faults, ...warnings].join()).not.toMatch(/\d{8}/u);
  });
});

describe("rows with only a warning", () => {
  it.each([
    ["another birthday than the identity number", { birthOn: "1970-02-16" }, /出生日期与身份证号不一致/u],
    ["another sex", { gender: "女" }, /性别与身份证号不一致/u],
    ["an impossible birthday beside a good number", { birthOn: "1968-02-31" }, /已按身份证号读入/u],
    ["a phone that lost a digit", { mobile: "1990000123" }, /10位/u],
    ["full within a year", { joinedOn: "1992-06-01", fullOn: "1993-01-01" }, /不满一年/u],
    ["an education nobody knows", { education: "识字班" }, /学历/u],
    ["a probationer with a day of conversion", { category: "预备党员" }, /已按转正日期读作正式党员/u],
    ["a category nobody knows", { category: "老党员" }, /已按入党和转正日期判断/u],
    ["a floating member without a destination", { floating: "是" }, /没有外出流向/u],
    ["a lost member without a date", { lost: "是" }, /没有失去联系日期/u],
  ] as const)("%s", (_what, row, reason) => {
    const { faults, warnings } = read(row);
    expect(faults).toEqual([]);
    expect(warnings.join("\n")).toMatch(reason);
  });
});

describe("what the file does not say outright", () => {
  it("knows a member by the dates when there is no category", () => {
    expect(read({ category: "" }).facts.category).toBe("full");
    expect(read({ category: "", joinedOn: "2026-03-01", fullOn: "" }).facts.category).toBe("probationary");
  });

  it("settles 1968.1 kept as a number by the identity number", () => {
    const cell: Cell = { kind: "number", text: "1968.1", number: 1968.1 };
    expect(read({ idNumber: number("19681004"), birthOn: cell }).warnings).toEqual([]);
    expect(read({ idNumber: number("19680104"), birthOn: cell }).warnings).toEqual([]);
    expect(read({ idNumber: number("19680304"), birthOn: cell }).warnings).toHaveLength(1);
  });

  it("settles 1992.1 beside a conversion in October", () => {
    const joinedOn: Cell = { kind: "number", text: "1992.1", number: 1992.1 };
    expect(read({ joinedOn, fullOn: "1993-10-05" }).facts.joined?.day).toBe("1992-10-01");
  });

  it("takes somebody who was eighteen in nominal years only, and says so for the file", () => {
    const it = read({ idNumber: number("19750901"), birthOn: "", joinedOn: "1992-07-01", fullOn: "1993-07-01" });
    expect(it.faults).toEqual([]);
    expect(it.nominalAdult).toBe(16);
  });
});
