import { describe, expect, test } from "vitest";
import * as fc from "#test/properties.ts";
import { pinyinOf, searchKeys, searchQuery } from "./pinyin.ts";

const SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕单仇查任盖";
const GIVEN = "军长强明艳峰刚仓辉庆伟富生洋祥珍秀永建国志文林春树得根满兴杰香月素敏巧萍重行乐朝";

function generatedNames(count: number): string[] {
  const names: string[] = [];
  for (let i = 0; i < count; i++) {
    const surname = SURNAMES.charAt((i * 7) % SURNAMES.length);
    names.push(
      surname + GIVEN.charAt((i * 13) % GIVEN.length) + (i % 3 === 0 ? "" : GIVEN.charAt((i * 29 + 5) % GIVEN.length)),
    );
  }
  return names;
}

describe("pinyin of a name", () => {
  test("reads surnames as surnames", () => {
    const names: Record<string, string> = {
      单雄信: "shan xiong xin",
      曾国: "zeng guo",
      仇英: "qiu ying",
      任盈盈: "ren ying ying",
      解珍: "xie zhen",
      查良镛: "zha liang yong",
      区小明: "ou xiao ming",
      尉迟恭: "yu chi gong",
      万俟卨: "mo qi xie",
      令狐冲: "ling hu chong",
      长孙无忌: "zhang sun wu ji",
      吕布: "lv bu",
      孟峰艳: "meng feng yan",
      阿依古丽·买买提: "a yi gu li mai mai ti",
    };
    for (const [name, expected] of Object.entries(names)) expect([name, pinyinOf(name)]).toEqual([name, expected]);
    expect(pinyinOf("朝云街道党工委", "organization")).toMatch(/ yun jie dao dang gong wei$/);
  });

  test("is found by any reading of any character", () => {
    expect(searchKeys("单雄信")).toEqual({
      pinyin: "shanxiongxin danxiongxin chanxiongxin shanxiongshen",
      initials: "sxx dxx cxx sxs",
    });
    expect(searchKeys("吕行").pinyin.split(" ")).toEqual(expect.arrayContaining(["lvxing", "luxing", "lvhang"]));
    expect(searchKeys("朝东社区党支部", "organization").initials.split(" ")).toEqual(
      expect.arrayContaining(["cdsqdzb", "zdsqdzb"]),
    );
    expect(searchQuery(" Lü X ")).toBe("lvx");
  });

  test("gives one word per spelling for anything, in letters and digits only", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 12 }), (name) => {
        const keys = searchKeys(name);
        expect(keys.pinyin).toMatch(/^[a-z0-9 ]*$/);
        expect(keys.initials).toMatch(/^[a-z0-9 ]*$/);
        expect(keys.pinyin.split(" ").length).toBeLessThanOrEqual(12);
      }),
    );
    expect(searchKeys("")).toEqual({ pinyin: "", initials: "" });
  });

  test("is made for 20,000 names well within the second that a county's import may take", () => {
    const names = generatedNames(20_000);
    const start = performance.now();
    for (const name of names) searchKeys(name);
    const took = performance.now() - start;
    // 100,000 names were measured at about a second on a quiet core; the bound leaves room for a busy machine.
    expect(took).toBeLessThan(3000);
  });
});
