import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CAST } from "#demo/index.ts";
import type { TurnItem, TurnView } from "#modules/assessment/contract.ts";
import { screenshot } from "#test/browser.ts";
import { slice } from "#test/slice.ts";
import { openStage, type Stage, settled, signInAt } from "./stage.ts";

/** 轮到我: every button of every line is pressed as its holder, and finds the dialog with the record. */

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ demo: true });
});
afterAll(async () => {
  await stage?.close();
});

/** Whose first screen has a list; each signs in on a machine of their own. */
const HOLDERS = [
  "organiser",
  "townOfficer",
  "neighbour",
  "secretary",
  "dapu",
  "securityAdministrator",
  "auditor",
] as const;

/** Deeds that are a page of their own, or stand open on the page: no dialog is looked for. */
const PAGES: readonly RegExp[] = [
  /^\/setting-advice\?/,
  /^\/elections\/(new|village)\?/,
  /^\/elections\/[0-9a-f-]{36}$/,
  /^\/corrections\//,
  /^\/discipline\//,
  /^\/imports\//,
  /^\/floating\/[0-9a-f-]{36}$/,
  /^\/meetings\/[0-9a-f-]{36}$/,
  /^\/meetings\?.*show=study/,
  /^\/r\/floating-outflows\?/,
];

const turnOf = (page: Page): Promise<TurnView> =>
  page.evaluate(async () => (await fetch("/api/turn")).json() as Promise<TurnView>);

/** Opens the first screen with all of its lines. */
async function wholeList(page: Page): Promise<void> {
  await page.goto("/");
  await page.getByRole("heading", { name: "我来办" }).waitFor();
  await settled(page);
  const more = page.getByRole("button", { name: /^其余 \d+ 件$/ });
  // Each goes when it is pressed.
  for (let left = await more.count(); left > 0; left -= 1) await more.first().click();
}

/** The button of a line leads where it says: the page opens for its holder, with the dialog and whom it is about. */
async function press(page: Page, it: TurnItem): Promise<void> {
  const what = `${it.term} ${it.subject.name} ${it.deed.address}`;
  await wholeList(page);
  const buttons = page.locator(".turn a.button-link");
  const addresses = await buttons.evaluateAll((all) =>
    all.map((one) => decodeURIComponent(one.getAttribute("href") ?? "")),
  );
  const at = addresses.indexOf(it.deed.address);
  expect(at, `no button: ${what}`).toBeGreaterThanOrEqual(0);
  await buttons.nth(at).click();
  await settled(page);
  const main = page.locator("main");
  const text = await main.innerText();
  expect(text, what).not.toMatch(/没有这项权限|没有找到|看不到/);
  if (PAGES.some((one) => one.test(it.deed.address))) return;
  const dialog = page.locator(".ant-modal:visible, .ant-drawer-content:visible, form:visible").first();
  await dialog.waitFor({ timeout: 15_000 }).catch(() => expect.fail(`no dialog: ${what}`));
  const person =
    it.subject.kind !== "organization" && !["appraisal", "meeting", "meeting-task"].includes(it.subject.kind);
  if (person) expect(`${text} ${await dialog.innerText()}`, what).toContain(it.subject.name);
}

let pressed = 0;

describe.each(HOLDERS)("%s", (who) => {
  test("each button finds its dialog", async () => {
    const page = await stage.page();
    await signInAt(page, CAST[who]);
    await page.getByRole("heading", { name: "工作台" }).waitFor();
    await settled(page);
    await screenshot(page, `turn-${who}`);
    const { mine } = await turnOf(page);
    for (const it of slice(`turn of ${who}`, mine, 4, (line) => line.key)) {
      await press(page, it);
      pressed += 1;
    }
    await page.context().close();
  });
});

test("a line is put off with a reason, and taken up again", async () => {
  const page = await stage.page();
  await signInAt(page, CAST.secretary);
  await page.getByRole("heading", { name: "我来办" }).waitFor();
  await settled(page);
  // A step of a case that no law gives a day, and that once was a notice without a name.
  const line = page.locator(".turn li").filter({ hasText: "王浩" });
  await line.getByRole("button", { name: /^暂缓/ }).click();
  const dialog = page.getByRole("dialog", { name: /^暂缓：王浩/ });
  await dialog.getByLabel("暂缓到").fill("2026-12-10");
  await dialog.getByLabel("原因").fill("等党委预审安排");
  await dialog.getByRole("button", { name: "暂缓" }).click();
  await dialog.waitFor({ state: "hidden" });
  await page.getByText("已暂缓 1 件").click();
  await settled(page);
  await screenshot(page, "turn-snoozed");
  const off = page.locator(".turn-snoozed li").filter({ hasText: "王浩" });
  expect(await off.innerText()).toContain("暂缓到 2026-12-10：等党委预审安排");
  await off.getByRole("button", { name: "恢复" }).click();
  await off.waitFor({ state: "hidden" });
  await line.getByRole("button", { name: /^暂缓/ }).waitFor();
  await page.context().close();
});

test("nothing went wrong behind the pages", () => {
  expect(pressed).toBeGreaterThan(5);
  expect(stage.faults()).toEqual([]);
});
