import { describe, expect, test } from "vitest";
import * as fc from "#test/properties.ts";
import {
  inColumn,
  isBlank,
  opensFooter,
  readCount,
  readEducation,
  readEthnicGroup,
  readMembershipCategory,
  readName,
  readRegistryStatus,
  readSex,
  readTermOf,
  readYesNo,
} from "./office-text.ts";
import type { Reading } from "./reading.ts";

function short<T>(answer: Reading<T>): T | string {
  return answer.ok ? answer.value : `fault ${answer.fault}`;
}

describe("names", () => {
  test("lose the spaces that align them and keep their dots", () => {
    const names: Record<string, string> = {
      孟峰艳: "孟峰艳",
      " 余超根": "余超根",
      "方\u3000旺": "方旺",
      "张 三": "张三",
      阿依古丽·买买提: "阿依古丽·买买提",
      "阿依古丽•买买提": "阿依古丽·买买提",
      "阿依古丽.买买提": "阿依古丽·买买提",
      "阿依古丽 · 买买提": "阿依古丽·买买提",
      𠮷田: "𠮷田",
      "John Smith": "John Smith",
      "'李明": "李明",
    };
    for (const [text, name] of Object.entries(names))
      expect([text, readName(text)]).toEqual([text, { ok: true, value: name }]);
  });

  test("leave remarks out with a note, and odd lengths are noted", () => {
    expect(readName("王芳（女）")).toEqual({ ok: true, value: "王芳", note: expect.stringContaining("女") });
    expect(readName("王芳*")).toEqual({ ok: true, value: "王芳" });
    expect(readName("王")).toMatchObject({ ok: true, value: "王", note: expect.stringContaining("一个字") });
    expect(readName("东巷村党支部")).toMatchObject({ ok: true, note: expect.stringContaining("6个字") });
  });

  test("are refused when they are something else", () => {
    const refused: Record<string, string> = {
      "": "empty",
      "\u3000": "empty",
      "/": "empty",
      张3: "digits",
      "19900000001": "digits",
      "￥%": "not_a_name",
      "填表人:": "not_a_name",
      张_三: "not_a_name",
    };
    for (const [text, slug] of Object.entries(refused))
      expect([text, short(readName(text))]).toEqual([text, `fault ${slug}`]);
  });

  test("once read are read again as they are", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("张", "三", " ", "\u3000", "·", ".", "(", ")", "a", "A") }),
        (text) => {
          const once = readName(text);
          if (once.ok) expect(readName(once.value)).toMatchObject({ ok: true, value: once.value });
        },
      ),
    );
  });
});

test("every term of the rosters is read", () => {
  const education: Record<string, string> = {
    初中: "junior_high",
    高中: "senior_high",
    小学: "primary",
    初中及以下: "junior_high_or_below",
    大专: "junior_college",
    中专: "secondary_specialised",
    "高中、中技": "senior_high",
    本科: "bachelor",
    大学专科: "junior_college",
    大学本科: "bachelor",
    研究生: "postgraduate",
    "大学本科（在职）": "bachelor",
    "本科/学士": "bachelor",
    函授大专: "junior_college",
    初中文化: "junior_high",
    在职研究生: "postgraduate",
    大学学历: "bachelor",
    "21": "bachelor",
    大学: "bachelor",
    全日制中专: "secondary_specialised",
    博士: "doctor",
  };
  for (const [text, value] of Object.entries(education))
    expect([text, short(readEducation(text))]).toEqual([text, value]);
  for (const [text, value] of Object.entries({
    汉: "01",
    汉族: "01",
    "土 家": "15",
    回族: "03",
    满: "11",
    苗族: "06",
    "01": "01",
    汉人: "fault unknown_term",
  })) {
    expect([text, short(readEthnicGroup(text))]).toEqual([text, value]);
  }
  for (const [text, value] of Object.entries({
    男: "male",
    "女 ": "female",
    "1": "male",
    "2": "female",
    "0": "fault unknown_term",
    "": "fault empty",
  })) {
    expect([text, short(readSex(text))]).toEqual([text, value]);
  }
  for (const [text, value] of Object.entries({
    正式党员: "full",
    预备党员: "probationary",
    "223_正式党员": "full",
    正式: "full",
    积极分子: "fault not_a_member",
    群众: "fault unknown_term",
  })) {
    expect([text, short(readMembershipCategory(text))]).toEqual([text, value]);
  }
  expect(short(readRegistryStatus("正常"))).toBe("normal");
  expect(short(readRegistryStatus("已停止党籍"))).toBe("stopped");
  expect(readTermOf("organization_kind", "支书")).toMatchObject({
    reason: expect.stringContaining("可以填写：党工委、党委"),
  });
});

test("yes and no in every sign", () => {
  for (const yes of ["是", " 有", "√", "✔", "1", "Ｙ", "true"])
    expect([yes, short(readYesNo(yes))]).toEqual([yes, true]);
  for (const no of ["否", "无", "×", "0", "没有", "N"]) expect([no, short(readYesNo(no))]).toEqual([no, false]);
  expect(short(readYesNo(""))).toBe("fault empty");
  expect(short(readYesNo("大概"))).toBe("fault not_yes_or_no");
});

test("counts, blanks, footers and columns", () => {
  expect(short(readCount("3人"))).toBe(3);
  expect(short(readCount("1,234"))).toBe(1234);
  expect(short(readCount("3.0"))).toBe(3);
  expect(short(readCount("-3"))).toBe("fault not_a_count");
  expect(short(readCount("2.5"))).toBe("fault not_a_count");
  for (const blank of ["", "　", "/", "——", "空"]) expect(isBlank(blank)).toBe(true);
  expect(isBlank("无名")).toBe(false);
  for (const footer of ["合计", "审核人：", "填表人:", "注：本表一式两份", " 合 计"])
    expect([footer, opensFooter(footer)]).toEqual([footer, true]);
  for (const data of ["1", "孟峰艳", "注得林", ""]) expect([data, opensFooter(data)]).toEqual([data, false]);
  const problem = readSex("0");
  expect(problem.ok ? "" : inColumn("性别", problem).reason).toMatch(/^性别：读到“0”/u);
});
