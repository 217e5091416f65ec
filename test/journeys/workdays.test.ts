import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CAST } from "#demo/index.ts";
import { screenshot } from "#test/browser.ts";
import { openStage, type Stage, settled, signInAt } from "./stage.ts";

/** A year of holidays is entered from a sheet, looked at first, and days are reckoned by it. */
let stage: Stage;
let page: Page;
beforeAll(async () => {
  stage = await openStage({ demo: true });
  page = await stage.page();
});
afterAll(async () => {
  await stage?.close();
});

test("what is entered stands by year, and five working days from National Day are five", async () => {
  await signInAt(page, CAST.systemAdministrator, "/workdays");
  await page.getByRole("heading", { name: "2026 年" }).waitFor();
  await page.getByText("2月15日至2月23日").waitFor();
  await page.getByLabel("起算日", { exact: true }).fill("2026-09-30");
  await page.getByText("2026年10月13日（星期二）").waitFor();
  await page.getByLabel("起算日", { exact: true }).fill("2027-09-30");
  await page.getByText("2027年10月7日（星期四）").waitFor();
  await page.getByText("2027年的节假日安排还没有录入").waitFor();
  await settled(page);
  await screenshot(page, "workdays");
});

test("a sheet is shown as it was understood before anything is kept", async () => {
  const folder = await mkdtemp(join(tmpdir(), "lianxin-workdays-"));
  const sheet = async (name: string, ...lines: string[]): Promise<string> => {
    const file = join(folder, name);
    await writeFile(file, ["日期,安排,节日", ...lines].join("\n"));
    return file;
  };
  await page.goto(`${stage.origin}/workdays?year=2027`);
  const dialog = page.getByRole("dialog", { name: "录入 2027 年的节假日安排" });
  const files = dialog.locator("input[type=file]");
  await files.setInputFiles(await sheet("wrong.csv", "2027-01-01,放假,元旦", "2027-13-01,放假,元旦"));
  await dialog.getByText("有 1 处要改").waitFor();
  await screenshot(page, "workdays-faults");
  expect(await dialog.getByRole("button", { name: /保\s*存/ }).isDisabled()).toBe(true);
  await files.setInputFiles(
    await sheet("right.csv", "2027-01-01,放假,元旦", "2027-05-01,放假,劳动节", "2027-10-01,放假,国庆节"),
  );
  await dialog.getByText("10月1日").waitFor();
  await dialog.getByRole("button", { name: /保\s*存/ }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByRole("heading", { name: "2027 年" }).waitFor();
  await settled(page);
  await screenshot(page, "workdays-entered");
});
