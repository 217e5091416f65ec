import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CAST } from "#demo/index.ts";
import { readWorkbook } from "#platform/spreadsheet/index.ts";
import { screenshot } from "#test/browser.ts";
import { openStage, PHONE, type Stage, settled, signInAt } from "./stage.ts";

/** The desk as people use it all day: keys, addresses that can be sent on, views, Excel, paper, looks, a narrow window. */

let stage: Stage;
let page: Page;

beforeAll(async () => {
  stage = await openStage({ demo: true });
  // With all that moves, as most have it; other journeys see the desk without.
  page = await stage.page({ reducedMotion: "no-preference" });
  await signInAt(page, CAST.organiser);
  await page.getByRole("heading", { name: "工作台" }).waitFor();
  await settled(page);
});
afterAll(async () => {
  await stage?.close();
});

/** The pages of the desk that an organiser comes by. */
const PLACES = [
  "/",
  "/organizations",
  "/r/organizations",
  "/r/members",
  "/r/organization-events",
  "/r/posts",
  "/transfers",
  "/setting-advice",
  "/picture",
  "/statistics",
  "/statistics/1",
  "/imports",
  "/me/look",
  "/me/notices",
  "/me/password",
] as const;

const total = async (of: Page): Promise<number> => {
  const text = await of.getByText(/^共 [\d,]+ 条$/).innerText();
  return Number(text.replace(/\D/g, ""));
};

describe("keys", () => {
  test("the slash goes to the search box, g and a letter to a place", async () => {
    await screenshot(page, "desk-01-workbench");
    await page.keyboard.press("g");
    await page.keyboard.press("m");
    await page.getByRole("heading", { name: "党员花名册" }).waitFor();
    await page.getByRole("grid").waitFor();
    await page.keyboard.press("/");
    const search = page.getByLabel("搜索，可用汉字、全拼或首字母");
    expect(await search.evaluate((it) => it === document.activeElement)).toBe(true);
    // In a box, letters are letters.
    await page.keyboard.type("go");
    expect(await search.inputValue()).toBe("go");
    await search.fill("");
    await page.getByRole("grid").focus();
    await page.keyboard.press("g");
    await page.keyboard.press("p");
    await page.getByRole("heading", { name: /^驾驶舱/ }).waitFor();
  });

  test("the question mark lists the keys, Escape closes the list", async () => {
    await page.keyboard.press("Shift+?");
    const dialog = page.getByRole("dialog", { name: "键盘快捷键" });
    await dialog.waitFor();
    await screenshot(page, "desk-02-keys");
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
  });

  test("Ctrl K finds a person, an organisation, a page, and Enter goes there", async () => {
    const dialog = page.getByRole("dialog", { name: "查找" });
    const box = dialog.getByRole("combobox", { name: "找人、找事、找页面" });
    const find = async (typed: string): Promise<void> => {
      await page.keyboard.press("Control+k");
      await box.waitFor();
      await expect.poll(() => box.evaluate((it) => it === document.activeElement)).toBe(true);
      await page.keyboard.type(typed);
    };
    await find(CAST.member.name);
    await dialog.getByRole("option").filter({ hasText: "东巷村党支部" }).first().waitFor();
    await settled(page);
    await screenshot(page, "desk-11-find");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/members\//);
    await page.getByRole("heading", { level: 1, name: CAST.member.name }).waitFor();
    await find("党费");
    await dialog.getByRole("option").filter({ hasText: "党费台账" }).click();
    await page.waitForURL(/\/dues/);
    await find("dxcdzb");
    await dialog.getByRole("option").filter({ hasText: "东巷村党支部" }).first().waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "查找", exact: true }).click();
    await box.fill("没有这样的人");
    await dialog.getByText("管理范围内没有与“没有这样的人”相符的内容。").waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
  });

  test("the first row has nine entries at most; what gives way stands in the person's menu", async () => {
    const first = await page.getByRole("navigation", { name: "功能" }).getByRole("link").allInnerTexts();
    expect(first.length).toBeLessThanOrEqual(9);
    expect(first).not.toContain("审计");
    await page.getByRole("button", { name: `${CAST.organiser.name}的菜单` }).click();
    await page.getByRole("menuitem", { name: "审计" }).click();
    await page.waitForURL(/\/audit/);
  });

  test("the guide of a page opens beside it, at what speaks of the page, and follows to the next", async () => {
    await page.goto("/imports");
    await settled(page);
    await page.getByRole("button", { name: "使用说明" }).click();
    const help = page.getByRole("dialog", { name: "使用说明" });
    await help.getByRole("heading", { name: "接受什么样的表" }).waitFor();
    // The page beside it stays usable, and what fits the next page comes by itself.
    await page.getByRole("navigation", { name: "功能" }).getByRole("link", { name: "驾驶舱" }).click();
    await page.getByRole("heading", { level: 1, name: /^驾驶舱/ }).waitFor();
    await help.getByRole("heading", { name: "驾驶舱" }).waitFor();
    await page.getByRole("navigation", { name: "功能" }).getByRole("link", { name: "党费" }).click();
    await page.waitForURL(/\/dues/);
    await help.getByText("开发区组织员", { exact: true }).waitFor();
    await settled(page);
    await screenshot(page, "desk-14-help");
    await help.getByRole("button", { name: "关闭" }).click();
    await help.waitFor({ state: "hidden" });
  });

  test("the tree stays folded as it was left, and who has one branch has none", async () => {
    const tree = page.getByRole("tree");
    await page.goto("/r/members");
    await tree.waitFor();
    await page.getByRole("button", { name: "显示或收起组织树" }).click();
    await tree.waitFor({ state: "hidden" });
    await page.reload();
    await settled(page);
    expect(await tree.count()).toBe(0);
    await page.getByRole("button", { name: "显示或收起组织树" }).click();
    await tree.waitFor();
    const secretary = await stage.page();
    await signInAt(secretary, CAST.secretary);
    await secretary.getByRole("heading", { name: "工作台" }).waitFor();
    await settled(secretary);
    expect(await secretary.getByRole("tree").count()).toBe(0);
    expect(await secretary.getByRole("button", { name: "显示或收起组织树" }).count()).toBe(0);
    await screenshot(secretary, "desk-12-secretary");
    await secretary.context().close();
  });

  test("arrows walk the tree and open a branch of it", async () => {
    await page.goto("/organizations");
    const tree = page.getByRole("tree");
    await tree.getByRole("treeitem").first().waitFor();
    await tree.focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/organizations\/[0-9a-f-]{36}/);
    const chosen = await tree.getByRole("treeitem", { selected: true }).innerText();
    await page.getByRole("heading", { level: 1, name: chosen.split("\n")[0] ?? "" }).waitFor();
    await screenshot(page, "desk-03-organisation");
  });
});

describe("a list", () => {
  let address = "";
  test("keeps its state in the address, which reproduces it elsewhere", async () => {
    await page.goto("/r/members");
    await page.getByRole("grid").waitFor();
    const all = await total(page);
    await page.getByLabel("搜索，可用汉字、全拼或首字母").fill("wang");
    await page.waitForURL(/q=wang/);
    await page.getByRole("button", { name: "筛选" }).click();
    await page.getByRole("form", { name: "筛选" }).waitFor();
    await screenshot(page, "desk-04-filters");
    await page.getByRole("columnheader").getByRole("button", { name: "姓名" }).click();
    await page.waitForURL(/sort=/);
    await settled(page);
    const some = await total(page);
    expect(some).toBeLessThan(all);
    expect(some).toBeGreaterThan(0);
    const names = await page.getByRole("grid").getByRole("row").allInnerTexts();
    address = page.url();

    const other = await stage.page();
    await signInAt(other, CAST.organiser, address);
    await other.getByRole("grid").waitFor();
    await settled(other);
    expect(await total(other)).toBe(some);
    const there = await other.getByRole("grid").getByRole("row").allInnerTexts();
    expect(there.slice(0, 12)).toEqual(names.slice(0, 12));
    await screenshot(other, "desk-05-same-address");
    // Menus open also for whoever wants nothing to move.
    await other.getByRole("button", { name: "导出" }).click();
    await other.getByRole("menuitem", { name: /^Excel/ }).hover();
    await other.context().close();
  });

  test("is kept as a view under a name and comes back", async () => {
    await page.getByRole("button", { name: /^常用查询/ }).click();
    await page.getByRole("menuitem", { name: "保存为常用查询…" }).click();
    await page.getByRole("dialog").getByLabel("常用查询名称").fill("姓王的党员");
    await screenshot(page, "desk-06-save-view");
    await page.getByRole("dialog").getByRole("button", { name: "保存" }).click();
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.goto("/r/members");
    await page.getByRole("button", { name: "常用查询 1" }).click();
    await page.getByRole("menuitem", { name: "姓王的党员" }).click();
    await page.waitForURL(/q=wang/);
    expect(new URL(page.url()).search).toBe(new URL(address).search);
  });

  test("comes out as a workbook that holds the same rows", async () => {
    await settled(page);
    const rows = await total(page);
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "导出" }).click();
    await page.getByRole("menuitem", { name: /^Excel/ }).click();
    const saved = await download;
    expect(saved.suggestedFilename()).toMatch(/党员花名册.*\.xlsx$/);
    await using workbook = await readWorkbook(await readFile(await saved.path()));
    const read: string[] = [];
    for await (const row of workbook.sheets[0]?.rows() ?? []) {
      read.push(row.cells.map((it) => (it?.kind === "text" ? it.text : "")).join("|"));
    }
    expect(read.filter((it) => /^[\d|]*\|?王|\|王/.test(it)).length).toBeGreaterThan(0);
    expect(read.filter((it) => it.replace(/\|/g, "") !== "").length).toBeGreaterThanOrEqual(rows);
    expect(read.join("\n")).not.toMatch(/\d{17}[\dX]/);
  });

  test("goes to paper with title, unit, day, all rows and lines to sign", async () => {
    const rows = await total(page);
    await page.evaluate(() => {
      window.print = () => {
        (window as unknown as { paper: string }).paper = document.querySelector(".paper")?.outerHTML ?? "";
      };
    });
    await page.getByRole("button", { name: "打印" }).click();
    await page.waitForFunction(() => "paper" in window);
    const paper = await page.evaluate(() => (window as unknown as { paper: string }).paper);
    for (const word of ["党员花名册", "填报单位：", `共 ${rows} 条`, "填表人", "审核人", "A4 landscape"])
      expect(paper).toContain(word);
    expect(paper.match(/<tr>/g)?.length).toBe(rows + 1);
    await page.evaluate((html) => {
      document.body.insertAdjacentHTML("beforeend", html);
    }, paper);
    await page.emulateMedia({ media: "print" });
    await screenshot(page, "desk-07-paper");
    await page.emulateMedia({ media: "screen" });
  });
});

describe("columns and rows", () => {
  const widthOf = (term: string) =>
    page
      .getByRole("columnheader")
      .filter({ hasText: term })
      .evaluate((it) => Math.round(it.getBoundingClientRect().width));

  test("a column is as wide as one drags it or moves it by keys, on this machine for good, until one gives it back", async () => {
    await page.goto("/r/members");
    await page.getByRole("grid").getByRole("row").nth(2).waitFor();
    const before = await widthOf("姓名");
    const edge = page.getByRole("separator", { name: "“姓名”的列宽" });
    const box = await edge.boundingBox();
    if (!box) throw new Error("no edge");
    await page.mouse.move(box.x + 4, box.y + 8);
    await page.mouse.down();
    await page.mouse.move(box.x + 64, box.y + 8, { steps: 5 });
    await page.mouse.up();
    expect(Math.abs((await widthOf("姓名")) - before - 60)).toBeLessThanOrEqual(2);
    const dragged = await widthOf("姓名");
    await edge.focus();
    await page.keyboard.press("ArrowRight");
    expect(await widthOf("姓名")).toBe(dragged + 16);
    // Dragging sorts nothing.
    expect(page.url()).not.toContain("sort=");
    await page.reload();
    await page.getByRole("grid").getByRole("row").nth(2).waitFor();
    expect(await widthOf("姓名")).toBe(dragged + 16);
    await edge.focus();
    await page.keyboard.press("Home");
    await expect.poll(() => widthOf("姓名")).toBe(before);
  });

  test("several rows are chosen by click or keys, stay chosen while one scrolls, and print alone", async () => {
    const grid = page.getByRole("grid");
    await grid.getByRole("checkbox").nth(0).click();
    await grid
      .getByRole("checkbox")
      .nth(3)
      .click({ modifiers: ["Shift"] });
    await page.getByText("已选 4 条").waitFor();
    await grid.getByRole("checkbox").nth(1).click();
    await page.getByText("已选 3 条").waitFor();
    expect(await grid.getByRole("row", { selected: true }).count()).toBe(3);
    // A choice opens nothing.
    expect(new URL(page.url()).pathname).toBe("/r/members");
    await grid.focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Space");
    await page.getByText("已选 4 条").waitFor();
    await settled(page);
    await screenshot(page, "desk-13-chosen");
    await page.evaluate(() => {
      window.print = () => {
        (window as unknown as { chosen: string }).chosen = document.querySelector(".paper")?.outerHTML ?? "";
      };
    });
    await page.getByRole("button", { name: "打印所选" }).click();
    await page.waitForFunction(() => "chosen" in window);
    const paper = await page.evaluate(() => (window as unknown as { chosen: string }).chosen);
    expect(paper).toContain("共 4 条");
    expect(paper.match(/<tr>/g)?.length).toBe(5);
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByRole("button", { name: "复制所选" }).click();
    await page.getByRole("button", { name: "已复制" }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied.split("\n")).toHaveLength(5);
    expect(copied.split("\n")[0]?.split("\t")).toContain("姓名");
    await grid.focus();
    await page.keyboard.press("Escape");
    await page.getByText("已选 4 条").waitFor({ state: "hidden" });
  });
});

describe("looks", () => {
  test("light, dark and large letters come from one place and stay", async () => {
    await page.goto("/picture");
    await settled(page);
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await paper();
    const menu = page.getByRole("button", { name: `${CAST.organiser.name}的菜单` });
    await menu.click();
    await page.getByRole("menuitem", { name: "换成深色" }).click();
    await expect.poll(paper).not.toBe(light);
    await page.reload();
    await settled(page);
    await expect.poll(paper, { timeout: 20_000 }).not.toBe(light);
    await screenshot(page, "desk-08-dark");
    await menu.click();
    await page.getByRole("menuitem", { name: "换成浅色" }).click();
    await menu.click();
    await page.getByRole("menuitem", { name: "长辈版（大字）" }).click();
    await settled(page);
    expect(
      await page.evaluate(() => Number.parseFloat(getComputedStyle(document.body).fontSize)),
    ).toBeGreaterThanOrEqual(18);
    await screenshot(page, "desk-09-elder");
    await menu.click();
    await page.getByRole("menuitem", { name: "退出长辈版" }).click();
  });

  test("on a phone no page scrolls sideways", async () => {
    const phone = await stage.page({ viewport: PHONE });
    await signInAt(phone, CAST.organiser);
    await phone.getByRole("heading", { name: "工作台" }).waitFor();
    const wide: string[] = [];
    for (const place of PLACES) {
      await phone.goto(place);
      await settled(phone);
      const over = await phone.evaluate(() => (document.scrollingElement?.scrollWidth ?? 0) - window.innerWidth);
      if (over > 0) wide.push(`${place}: ${over} px`);
      await screenshot(phone, `desk-10-phone${place.replaceAll("/", "-")}`);
    }
    expect(wide).toEqual([]);
    expect(stage.faults()).toEqual([]);
    await phone.context().close();
  });
});
