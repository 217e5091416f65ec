import { describe, expect, expectTypeOf, it } from "vitest";
import { shapeOf } from "#platform/http/shape.ts";
import { day } from "#shared/day.ts";
import type { Fen } from "#shared/money.ts";
import {
  type Answers,
  day as anyDay,
  asks,
  choice,
  choices,
  code,
  count,
  flag,
  futureDay,
  group,
  identityNumber,
  long,
  month,
  own,
  pastDay,
  people,
  person,
  phone,
  place,
  text,
  yuan,
} from "./asks.ts";
import { bodyOf } from "./body.ts";
import { answersOf, faultsOf, sentOf } from "./faults.ts";
import { importFields, readRow } from "./row.ts";
import { changesOf, said } from "./said.ts";

const TODAY = day("2026-11-30");
const ID = "0190a6b0-0000-7000-8000-000000000001";

/** One fact of every kind. */
const ALL = asks({
  name: text("姓名", { most: 6, aliases: ["受助人"] }),
  story: long("情况", { least: 4, most: 20, optional: true }),
  level: code("级别", "award_level", { only: ["county", "municipal"], telling: true }),
  way: choice("方式", [
    ["visit", "上门"],
    ["call", "电话"],
  ]),
  papers: choices(
    "材料",
    [
      ["form", "申请表"],
      ["proof", "证明"],
    ],
    { optional: true },
  ),
  on: pastDay("办理日期"),
  due: futureDay("截止日期", { optional: true }),
  around: anyDay("预计日期", { optional: true }),
  month: month("月份", { optional: true }),
  times: count("次数", { least: 1, most: 9, unit: "次" }),
  sum: yuan("金额", { least: 100, most: 1_000_000 }),
  heard: flag("已听取意见"),
  quiet: flag("不公开", { optional: true }),
  by: person("经办人", { optional: true }),
  with: people("参加人", { most: 2, optional: true }),
  mobile: phone("联系电话"),
  number: identityNumber("公民身份号码", { optional: true }),
  why: text("改期原因", { when: (given) => given["way"] === "visit" }),
  board: group("表决", { present: count("到会"), yes: count("赞成") }, { optional: true }),
  vote: own<{ yes: number }>("票决", { optional: true }),
});

const GOOD = {
  name: " 谭玉莲 ",
  level: "county",
  way: "call",
  on: "2026-11-01",
  times: 3,
  sum: 12_050,
  heard: true,
  mobile: "138 0000 1234",
};
const messages = (given: object): Record<string, string> =>
  Object.fromEntries(faultsOf(ALL, { ...GOOD, ...given }, TODAY).map((it) => [it.pointer, it.message]));

describe("faults of an entry", () => {
  it("finds none in what can be taken, and reads it", () => {
    const { answers, faults } = answersOf(ALL, GOOD, TODAY);
    expect(faults).toEqual([]);
    expect(answers).toEqual({ ...GOOD, name: "谭玉莲", mobile: "13800001234" });
  });

  it("says all that is missing at once, in the order of the form; a box that must be ticked is missed too", () => {
    expect(faultsOf(ALL, {}, TODAY)).toEqual([
      { pointer: "/name", message: "请填写姓名。" },
      { pointer: "/level", message: "请填写级别。" },
      { pointer: "/way", message: "请填写方式。" },
      { pointer: "/on", message: "请填写办理日期。" },
      { pointer: "/times", message: "请填写次数。" },
      { pointer: "/sum", message: "请填写金额。" },
      { pointer: "/heard", message: "未勾选“已听取意见”，不能提交。" },
      { pointer: "/mobile", message: "请填写联系电话。" },
    ]);
    expect(messages({ name: "   ", heard: false })).toMatchObject({
      "/name": "请填写姓名。",
      "/heard": expect.anything(),
    });
  });

  it.each([
    [{ name: "七个字的人名字长" }, "/name", "最多 6 个字"],
    [{ story: "三个字" }, "/story", "至少要 4 个字"],
    [{ level: "national" }, "/level", "只能是"],
    [{ way: "letter" }, "/way", "上门、电话"],
    [{ papers: ["form", "other"] }, "/papers", "申请表、证明"],
    [{ on: "2026-02-30" }, "/on", "应当是日期"],
    [{ on: "上个月" }, "/on", "应当是日期"],
    [{ on: "2026-12-01" }, "/on", "还没有到"],
    [{ due: "2026-11-29" }, "/due", "已经过去"],
    [{ month: "2026-13" }, "/month", "应当是月份"],
    [{ times: 0 }, "/times", "不能小于 1"],
    [{ times: 10 }, "/times", "不能大于 9"],
    [{ times: 1.5 }, "/times", "应当是整数"],
    [{ times: "三" }, "/times", "应当是数字"],
    [{ sum: 99 }, "/sum", "不能少于1.00元"],
    [{ sum: 1_000_001 }, "/sum", "不能多于10000.00元"],
    [{ sum: "12.345" }, "/sum", "最多两位小数"],
    [{ by: "谭玉莲" }, "/by", "编号不对"],
    [{ with: [ID, ID, ID] }, "/with", "最多 2 项"],
    [{ mobile: "1391234567" }, "/mobile", "手机号应为11位，这里是10位"],
    [{ mobile: "12345" }, "/mobile", "不是有效的电话号码"],
    [{ mobile: "13800001234、13800001235" }, "/mobile", "只能填写一个号码"],
    [{ number: "320700195001010013" }, "/number", "公民身份号码："],
    [{ way: "visit" }, "/why", "请填写改期原因"],
    [{ why: "下雨" }, "/why", "不用填写"],
    [{ board: { present: 5 } }, "/board/yes", "请填写赞成"],
    [{ board: { present: -1, yes: 2 } }, "/board/present", "不能小于 0"],
    [{ board: 3 }, "/board", "应当是一组项目"],
    [{ name: 7 }, "/name", "应当是文字"],
    [{ name: "a\0b" }, "/name", "残缺"],
  ])("%j: %s, %s", (given, pointer, words) => {
    expect(Object.keys(messages(given))).toEqual([pointer]);
    expect(messages(given)[pointer]).toContain(words);
  });

  it("never repeats an identity number in what it says", () => {
    expect(JSON.stringify(messages({ number: "320700195001010013" }))).not.toContain("320700195001010013");
  });

  it("asks nothing of a refusal but holds what was given to be readable", () => {
    const how = { at: "/particulars", nothingNeeded: true };
    expect(faultsOf(ALL, {}, TODAY, how)).toEqual([]);
    expect(faultsOf(ALL, { times: 99 }, TODAY, how)).toMatchObject([{ pointer: "/particulars/times" }]);
  });

  it("sends what was filled in and is asked, trimmed; what cannot be read is sent as it was typed", () => {
    expect(sentOf(ALL, { ...GOOD, story: " ", quiet: false, why: "没人问", mobile: " 12345 " })).toEqual({
      ...GOOD,
      name: "谭玉莲",
      mobile: "12345",
    });
  });
});

describe("the body of a request", () => {
  const shape = shapeOf(bodyOf(ALL, { vote: bodyOf(asks({ yes: count("赞成") })) }));
  const body = { ...GOOD, vote: { yes: 1 } };
  const faultsIn = (value: object): unknown => {
    try {
      shape.read(value);
      return [];
    } catch (problem) {
      return (problem as { faults: unknown }).faults;
    }
  };

  it("takes what the form takes, and refuses in the same words", () => {
    expect(faultsIn(body)).toEqual([]);
    for (const given of [{ name: "七个字的人名字长" }, { times: 10 }, { times: 1.5 }, { by: "谭玉莲" }]) {
      const [pointer] = Object.keys(messages(given));
      expect(faultsIn({ ...body, ...given })).toEqual([{ pointer, message: messages(given)[pointer ?? ""] }]);
    }
    const { name: _name, ...nameless } = body;
    expect(faultsIn(nameless)).toEqual([{ pointer: "/name", message: "请填写姓名。" }]);
  });

  it("takes months that there are, as the form does", () => {
    expect(faultsIn({ ...body, month: "2026-12" })).toEqual([]);
    for (const wrong of ["2026-00", "2026-13", "2026-1", "2026-11-01", "0000-01"]) {
      expect(faultsIn({ ...body, month: wrong }), wrong).toMatchObject([{ pointer: "/month" }]);
      expect(Object.keys(messages({ month: wrong })), wrong).toEqual(["/month"]);
    }
  });

  it("is closed, and lets a fact be absent that is asked only sometimes", () => {
    expect(faultsIn({ ...body, other: 1 })).toMatchObject([{ pointer: "/other" }]);
    expect(faultsIn({ ...body, why: "改期" })).toEqual([]);
  });
});

/** The facts among them that a cell can hold. */
const { papers: _papers, by: _by, with: _with, board: _board, vote: _vote, ...ROW } = ALL;

describe("a row of a workbook", () => {
  const cell = (it: string, kind: "text" | "number" = "text") => ({ kind, text: it });
  const row = {
    name: cell("谭玉莲"),
    level: cell("市级"),
    way: cell("电话"),
    on: cell("2026.11.1"),
    times: cell("3次"),
    sum: cell("120.5元"),
    heard: cell("√"),
    mobile: cell("13800001234"),
  };

  it("is read in the forms that offices use", () => {
    expect(
      readRow(
        ROW,
        { ...row, month: cell("2026年3月"), due: { kind: "day", text: "2026-12-01", day: "2026-12-01" } },
        TODAY,
      ),
    ).toEqual({
      row: {
        name: "谭玉莲",
        level: "municipal",
        way: "call",
        on: "2026-11-01",
        due: "2026-12-01",
        month: "2026-03",
        times: 3,
        sum: 12_050,
        heard: true,
        mobile: "13800001234",
      },
      faults: [],
    });
  });

  it("says every fault at once, under the terms of its columns; too long is a fault and nothing is cut", () => {
    const { row: read, faults } = readRow(
      ROW,
      {
        ...row,
        name: cell("七个字的人名字长"),
        level: cell("世界级"),
        on: cell("2026.7"),
        times: cell("10"),
        sum: cell("0.5"),
        mobile: cell("1391234567"),
      },
      TODAY,
    );
    expect(faults.map((it) => it.split("：")[0])).toEqual(["姓名", "级别", "办理日期", "次数", "金额", "联系电话"]);
    expect(faults[0]).toBe("姓名：有8个字，最多6个字，请缩短");
    expect(faults[1]).toContain("可以写：市级、县级");
    expect(read).toEqual({ way: "call", heard: true });
  });

  it.each(["13800001234、13800001235", "0518-80000003/13800001234"])("takes one telephone number: %s", (mobile) => {
    const { row: read, faults } = readRow(ROW, { ...row, mobile: cell(mobile) }, TODAY);
    expect(faults).toEqual(["联系电话：有多个号码，只能填写一个"]);
    expect(read).not.toHaveProperty("mobile");
  });

  it.each(["papers", "by", "with", "board", "vote"] as const)(
    "cannot be declared with %s, which no cell holds",
    (key) => {
      const wrong = { ...ROW, [key]: ALL[key] };
      expect(() => importFields(wrong)).toThrow(key);
      expect(() => readRow(wrong, row, TODAY)).toThrow(key);
    },
  );

  it("is no row with a place in it", () => {
    expect(() => importFields(asks({ where: place("党支部") }))).toThrow("where (place)");
  });

  it("gives the headings of the template with their aliases", () => {
    const fields = importFields(ROW);
    expect(fields[0]).toEqual({ key: "name", most: 6, term: "姓名", aliases: ["受助人"], required: true });
    expect(fields.find((it) => it.key === "level")).toMatchObject({ telling: true });
    expect(fields.find((it) => it.key === "mobile")).toMatchObject({ sensitive: true });
    expect(fields.find((it) => it.key === "due")?.required).toBeUndefined();
  });
});

describe("what a row says", () => {
  it("is term and words of what is there", () => {
    const facts = said(
      ALL,
      { ...GOOD, name: "谭玉莲", papers: ["form", "proof"], quiet: false, board: { present: 5, yes: 4 } },
      { by: "陈国栋" },
    );
    expect(facts.map((it) => [it.term, it.value])).toEqual([
      ["姓名", "谭玉莲"],
      ["级别", "县级"],
      ["方式", "电话"],
      ["材料", "申请表、证明"],
      ["办理日期", "2026-11-01"],
      ["次数", "3次"],
      ["金额", "¥120.50"],
      ["已听取意见", "是"],
      ["经办人", "陈国栋"],
      ["联系电话", "138 0000 1234"],
      ["表决", "到会5，赞成4"],
    ]);
  });

  it("differs by the facts that were changed", () => {
    expect(changesOf(ALL, { ...GOOD, story: undefined }, { ...GOOD, times: 4 })).toEqual([
      { field: "times", from: 3, to: 4 },
    ]);
  });
});

it("knows the types of its answers", () => {
  type Read = Answers<typeof ALL>;
  expectTypeOf<Read["sum"]>().toEqualTypeOf<Fen>();
  expectTypeOf<Read["level"]>().toEqualTypeOf<"national" | "provincial" | "municipal" | "county" | "other">();
  expectTypeOf<Read["way"]>().toEqualTypeOf<"visit" | "call">();
  expectTypeOf<undefined>().toExtend<Read["story"]>();
});
