import { expect, test } from "vitest";
import { guideFor, type Inline, sectionFor, sectionsOf } from "./guide.ts";

const FILES = import.meta.glob<string>("../../../../docs/guides/*.md", {
  query: "?raw",
  import: "default",
  eager: true,
});
const TEXTS = new Map(Object.entries(FILES).map(([path, text]) => [path.replace(/^.*\/|\.md$/gu, ""), text] as const));
const GUIDES = [...TEXTS.keys()];
const textOf = (guide: string): string => TEXTS.get(guide) ?? "";
const read = (guide: string) => sectionsOf(textOf(guide));
const wordsIn = (guide: string): readonly Inline[] =>
  read(guide).flatMap((it) =>
    it.blocks.flatMap((block) =>
      block.kind === "words"
        ? block.words
        : block.kind === "list"
          ? block.items.flatMap((item) => [...item.words, ...item.under.flat()])
          : block.rows.flat(2),
    ),
  );

test("there are guides", () => {
  expect(GUIDES.length).toBeGreaterThan(6);
});

test.each(GUIDES)("%s is drawn whole: no mark is left over, no word is lost, every way leads to a guide", (guide) => {
  const words = wordsIn(guide);
  const text = words.map((it) => it.text).join("");
  expect(words.filter((it) => it.kind !== "code" && /\*\*|`|\]\(|^#/u.test(it.text))).toEqual([]);
  for (const it of words) if (it.kind === "guide") expect(GUIDES).toContain(it.guide);
  const chinese = (of: string): number => of.match(/\p{Script=Han}/gu)?.length ?? 0;
  const raw = textOf(guide).replaceAll(/\]\([^)]*\)/gu, "");
  const elsewhere = read(guide).flatMap((it) => [
    it.heading,
    ...it.blocks.flatMap((block) => (block.kind === "table" ? block.head : [])),
  ]);
  const title = raw.split("\n")[0] ?? "";
  expect(chinese(text) + chinese(elsewhere.join("")) + chinese(title)).toBe(chinese(raw));
});

test("lists, what stands beneath their lines, and tables keep their shape", () => {
  const [first, second] = sectionsOf(
    "# 题\n\n1. 甲\n2. 乙：\n   - 丙\n   - **丁**\n\n- 戊\n\n## 二\n\n| 一 | 二 |\n| --- | --- |\n| 三 | 四 |\n",
  );
  expect(
    first?.blocks.map((it) => it.kind === "list" && [it.ordered, it.items.length, it.items.at(-1)?.under.length]),
  ).toEqual([
    [true, 2, 2],
    [false, 1, 0],
  ]);
  expect(second).toMatchObject({ heading: "二", blocks: [{ kind: "table", head: ["一", "二"] }] });
});

test("a page opens its own guide, else that of the office; and there the section that speaks of it", () => {
  expect(guideFor("/imports/1", ["branch_secretary"])).toBe("导入表格");
  expect(guideFor("/dues", ["member", "branch_secretary"])).toBe("支部书记");
  expect(guideFor("/", ["town_officer", "branch_secretary"])).toBe("镇街党务干部");
  expect(guideFor("/", [])).toBe("党员");
  const heading = (page: string, tab: string) => {
    const sections = read("支部书记");
    return sections[sectionFor(sections, page, tab)]?.heading;
  };
  expect(heading("党费台账", "党费")).toBe("党费");
  expect(heading("民主评议", "组织生活")).toBe("民主评议");
  expect(heading("全年安排", "组织生活")).toBe("开会");
  expect(heading("流入登记", "转接")).toBe("党员外出、流入");
  expect(heading("不知", "不知")).toBe(undefined);
});
