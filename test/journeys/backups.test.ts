import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CAST } from "#demo/index.ts";
import { screenshot } from "#test/browser.ts";
import { openStage, PHONE, type Stage, settled, signInAt } from "./stage.ts";

/** Whoever runs the house makes a backup while everybody works on. */
let stage: Stage;
let page: Page;
beforeAll(async () => {
  stage = await openStage({ demo: true });
  page = await stage.page();
});
afterAll(async () => {
  await stage?.close();
});

test("the system administrator finds the page under its tab, makes one, and sees it lie there", async () => {
  await signInAt(page, CAST.systemAdministrator, "/administration/accounts");
  await page.getByRole("link", { name: "备份", exact: true }).click();
  await page.getByText("还没有备份。").waitFor();
  await page.getByRole("button", { name: "立即备份" }).click();
  await page.getByRole("cell", { name: /^lianxin-\d{8}T\d{6}Z\.backup$/ }).waitFor();
  expect(await page.getByText("还没有备份。").count()).toBe(0);
  await settled(page);
  await screenshot(page, "backups");
  await page.setViewportSize(PHONE);
  await settled(page);
  await screenshot(page, "backups-phone");
  expect(stage.faults()).toEqual([]);
});

test("the auditor sees when the last one was made and makes none", async () => {
  const other = await stage.page();
  await signInAt(other, CAST.auditor, "/administration/backups");
  await other.getByRole("cell", { name: /\.backup$/ }).waitFor();
  expect(await other.getByRole("button", { name: "立即备份" }).count()).toBe(0);
});
