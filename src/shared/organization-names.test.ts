import { expect, test } from "vitest";
import { matchOrganization, organizationKey, organizationKindOf } from "./organization-names.ts";

test("names of one organisation share a key", () => {
  const same: readonly (readonly string[])[] = [
    [
      "东巷村党支部",
      "中共东巷村支部委员会",
      "东巷村支部",
      "中国共产党东巷村支部委员会",
      " 东巷村 党支部",
      "东巷村党支部委员会",
    ],
    ["机关第一党支部", "机关一支部", "机关第1支部", "中共机关第一支部委员会", "机关第１党支部"],
    ["朝云街道党工委", "中共朝云街道工作委员会", "朝云街道工委"],
    ["盐业公司党委", "中共盐业公司委员会", "盐业公司委员会"],
    ["新光社区党总支", "中共新光社区总支部委员会", "新光社区党总支部", "新光社区总支"],
    ["园区企业联合党支部", "园区企业联合支部委员会"],
    ["流动党员党支部", "流动党员支部", "流动党支部"],
  ];
  const keys = same.map((names) => {
    const own = new Set(names.map(organizationKey));
    expect([names[0], own.size]).toEqual([names[0], 1]);
    return [...own][0];
  });
  expect(new Set(keys).size).toBe(same.length);
});

test("different organisations keep different keys", () => {
  const different = [
    "东巷村党支部",
    "东巷村党总支",
    "东巷村党委",
    "东巷村联合党支部",
    "东巷村第一党支部",
    "东巷村第二党支部",
    "东巷村第十一党支部",
    "东巷村第一党小组",
    "东巷村第二党小组",
    "西诸村党支部",
  ];
  expect(new Set(different.map(organizationKey)).size).toBe(different.length);
});

test("a name tells its kind", () => {
  const kinds: Record<string, string | null> = {
    东巷村党支部: "branch",
    中共东巷村支部委员会: "branch",
    朝云街道党工委: "working_committee",
    中共盐业公司委员会: "committee",
    新光社区党总支: "general_branch",
    园区企业联合支部: "joint_branch",
    防汛临时党支部: "temporary_branch",
    驻苏州流动党员党支部: "floating_branch",
    东巷村第三党小组: "group",
    网格功能型党支部: "functional_branch",
    东巷村: null,
  };
  for (const [name, kind] of Object.entries(kinds)) expect([name, organizationKindOf(name)]).toEqual([name, kind]);
});

test("a written name finds its organisation, and never one of several", () => {
  const tree = [
    { names: ["东巷村党支部", "中共朝云街道东巷村支部委员会"] },
    { names: ["西诸村党支部"] },
    { names: ["机关第一党支部"] },
    { names: ["机关第二党支部"] },
  ];
  expect(matchOrganization("中共东巷村支部委员会", tree)).toBe(0);
  expect(matchOrganization("朝云街道西诸村党支部", tree)).toBe(1);
  expect(matchOrganization("云湾开发区机关一支部", tree)).toBe(2);
  expect(matchOrganization("党支部", tree)).toBeNull();
  expect(matchOrganization("巷村支部", tree)).toBeNull();
  expect(matchOrganization("大东巷村支部", tree)).toBeNull();
  expect(matchOrganization("南村党支部", tree)).toBeNull();
  expect(matchOrganization("", tree)).toBeNull();
  expect(matchOrganization("东巷村党支部", [...tree, { names: ["东巷村支部"] }])).toBeNull();
});
