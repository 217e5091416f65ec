import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CAST } from "#demo/index.ts";
import { screenshot } from "#test/browser.ts";
import { openStage, type Stage, settled, signInAt } from "./stage.ts";

/** Screens say what is so: no vote but what was counted, headings that stay, a board that cuts nothing off. */

let stage: Stage;
let page: Page;

beforeAll(async () => {
  stage = await openStage({ demo: true });
  page = await stage.page();
  await signInAt(page, CAST.secretary, "/clock");
});
afterAll(async () => {
  await stage?.close();
});

test("what is due in a branch stands under the branch itself, not under one dissolved years ago", async () => {
  await page.getByRole("heading", { name: "到期一览" }).waitFor();
  await settled(page);
  await screenshot(page, "screens-01-clock");
  const headings = await page.getByRole("table").getByRole("columnheader").allInnerTexts();
  expect(headings).toEqual(["事项", "东巷村党支部"]);
  const counts = await page.locator(".clock td.num").allInnerTexts();
  expect(counts.length).toBeGreaterThan(3);
  expect(counts.every((it) => Number.parseInt(it, 10) > 0)).toBe(true);
});

test("a vote begins unknown, beside the number of those who are there and have one", async () => {
  await page.goto("/meetings");
  await page.getByRole("button", { name: "记录会议" }).click();
  const dialog = page.getByRole("dialog", { name: "记录会议" });
  const roll = dialog.getByRole("group", { name: "到会名单" });
  await roll.getByRole("checkbox", { checked: true }).first().waitFor();
  await roll.getByRole("checkbox", { checked: true }).nth(3).uncheck();
  await roll.getByRole("checkbox", { checked: true }).nth(3).uncheck();
  const there =
    /有表决权的应到 \d+ 人、到会 (\d+) 人/u.exec(await dialog.getByRole("status").first().innerText())?.[1] ?? "";
  expect(Number(there)).toBeGreaterThan(20);
  await dialog.getByLabel("议题、主题").fill("修路");
  await dialog.getByRole("button", { name: "添加议题" }).click();
  await dialog.getByLabel("议题1", { exact: true }).fill("修路筹资");
  await dialog.getByRole("button", { name: "登记表决结果" }).click();
  await dialog.getByText(`到会有表决权 ${there} 名`).waitFor();
  const counts = ["赞成", "反对", "弃权"].map((it) => dialog.getByLabel(`议题1${it}票数`));
  for (const it of counts) expect(await it.inputValue()).toBe("");
  await settled(page);
  await screenshot(page, "screens-02-vote");
  // Unknown is not none: it is asked for.
  await dialog.getByRole("button", { name: "记录", exact: true }).click();
  await dialog.getByText("请填写赞成票数").first().waitFor();
  await counts[0]?.fill(String(Number(there) + 1));
  await dialog.getByText(`多于到会有表决权的 ${there} 名`).waitFor();
  await dialog.getByRole("button", { name: "全部赞成" }).click();
  expect(await Promise.all(counts.map((it) => it.inputValue()))).toEqual([there, "0", "0"]);
  await dialog.getByRole("button", { name: "记录", exact: true }).click();
  await page.getByText(`赞成 ${there} 票`).waitFor();
});

test("the ledger of dues keeps its months and its names in sight to its end", async () => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.goto("/dues");
  await page.locator(".dues-cell").first().waitFor();
  await settled(page);
  await page.locator(".dues-ledger tbody tr").last().scrollIntoViewIfNeeded();
  await page.locator(".panes").evaluate((it) => it.scrollTo(it.scrollWidth, it.scrollHeight));
  await screenshot(page, "screens-03-dues");
  for (const it of [
    page.getByRole("button", { name: "选中12月没有交的" }),
    page.locator(".dues-ledger tbody tr").last().getByRole("link"),
    page.locator(".dues-ledger thead th").first(),
  ])
    expect(await isOnTop(it)).toBe(true);
});

test("a sheet of statistics keeps both its headings in sight", async () => {
  await page.goto("/statistics/1");
  await page.locator(".sheet tbody td").first().waitFor();
  await settled(page);
  await page.locator(".panes").evaluate((it) => it.scrollTo(it.scrollWidth, it.scrollHeight));
  await page.locator(".panes").evaluate((it) => it.scrollIntoView({ block: "end" }));
  await screenshot(page, "screens-04-statistics");
  const corner = page.locator(".sheet thead th").first();
  expect(await corner.innerText()).toBe("项目");
  expect(await isOnTop(corner)).toBe(true);
  expect(await isOnTop(page.locator(".sheet tbody tr").last().locator("th"))).toBe(true);
});

test.each([
  { width: 1920, height: 1080, least: 28 },
  { width: 3840, height: 2160, least: 56 },
])(
  "the board at $width × $height: nothing cut off, no letter smaller than $least px",
  async ({ width, height, least }) => {
    const organiser = await stage.page({ viewport: { width, height } });
    await signInAt(organiser, CAST.organiser, "/screen");
    await organiser.locator(".screen-bars").waitFor();
    await organiser.locator(".screen-due li a").first().waitFor();
    await organiser.evaluate(() => document.fonts.ready.then(() => undefined));
    await screenshot(organiser, `screens-05-board-${width}`);
    const found = await organiser.evaluate(() => {
      const cut: string[] = [];
      let smallest = Number.POSITIVE_INFINITY;
      const walker = document.createTreeWalker(document.querySelector(".screen") as Element, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node.parentElement;
        if (!element || node.textContent?.trim() === "" || element.getClientRects().length === 0) continue;
        smallest = Math.min(smallest, Number.parseFloat(getComputedStyle(element).fontSize));
        const range = document.createRange();
        range.selectNodeContents(node);
        const box = range.getBoundingClientRect();
        const holders = [document.documentElement, ...document.querySelectorAll(".screen-map, .screen-side, .tile a")];
        for (const holder of holders.filter((it) => it.contains(element))) {
          const room = holder.getBoundingClientRect();
          const bottom = holder === document.documentElement ? window.innerHeight : room.bottom;
          // The box of a letter is taller than the letter.
          const slack = Number.parseFloat(getComputedStyle(element).fontSize) / 5;
          if (box.bottom > bottom + slack || box.right > room.right + 1) cut.push(node.textContent ?? "");
        }
      }
      return { cut, smallest };
    });
    expect(found.cut).toEqual([]);
    expect(found.smallest).toBeGreaterThanOrEqual(least);
    await organiser.context().close();
  },
);

test("nothing went wrong behind the pages", () => {
  expect(stage.faults()).toEqual([]);
});

/** Whether what one sees at the middle of an element is the element. */
async function isOnTop(it: ReturnType<Page["locator"]>): Promise<boolean> {
  return await it.evaluate((element) => {
    const box = element.getBoundingClientRect();
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return top !== null && (element.contains(top) || top.contains(element));
  });
}
