import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CAST } from "#demo/index.ts";
import { screenshot } from "#test/browser.ts";
import { DESK, openStage, PHONE, type Stage, settled, signInAt } from "./stage.ts";

/** A transfer out of the zone: asked for on the phone, handed over, the letter issued and printed, the receipt noted. */

let stage: Stage;
let desk: Page;
beforeAll(async () => {
  stage = await openStage({ demo: true });
  desk = await stage.page({ viewport: DESK });
  await signInAt(desk, CAST.townOfficer, "/transfers");
  await desk.getByRole("heading", { name: "组织关系转接", exact: true }).waitFor();
});
afterAll(async () => {
  await stage?.close();
});

test("the list shows what is under way by direction, and what members ask for", async () => {
  await desk.getByRole("heading", { name: "党员的转接申请" }).waitFor();
  await settled(desk);
  await screenshot(desk, "transfers-01-list");
  await desk.locator("label").filter({ hasText: "转出本区" }).click();
  await settled(desk);
  expect(await desk.getByRole("cell", { name: "区内转接" }).count()).toBe(0);
  expect(await desk.getByText("已过期限").count()).toBeGreaterThan(0);
  await desk.locator("label").filter({ hasText: "全部" }).first().click();
});

test("handed over as the member asked, with a letter, its stub and its receipt on paper", async () => {
  await desk.getByRole("button", { name: "办理转出" }).first().click();
  const dialog = desk.getByRole("dialog");
  await settled(desk);
  await dialog.locator("label").filter({ hasText: "区外" }).click();
  expect(await dialog.getByLabel("接收党组织名称").inputValue()).toContain("苏州");
  await settled(desk);
  await screenshot(desk, "transfers-02-hand-over");
  await dialog.getByRole("button", { name: "发起转接" }).click();
  await desk.getByRole("heading", { name: "王秀英：转出本区" }).waitFor();
  await desk.getByRole("button", { name: "开具介绍信" }).click();
  await desk.getByRole("dialog").getByRole("button", { name: "开具介绍信" }).click();
  await desk.getByRole("heading", { name: "介绍信", exact: true }).waitFor();
  await settled(desk);
  await screenshot(desk, "transfers-03-path");
  await desk.getByRole("link", { name: /组介〔2026〕/ }).click();
  await desk.getByRole("heading", { name: "组织关系介绍信存根" }).waitFor();
  await desk.getByRole("heading", { name: "组织关系介绍信回执" }).waitFor();
  await settled(desk);
  await screenshot(desk, "transfers-04-letter");
});

test("the member follows it on the phone, with the letter to show", async () => {
  const phone = await stage.page({ viewport: PHONE });
  await signInAt(phone, CAST.member, "/pocket/#/transfer");
  await phone.getByRole("heading", { name: "走到哪一步" }).waitFor();
  await phone.getByText("等对方的回执").waitFor();
  await phone.getByRole("button", { name: "看组织关系介绍信" }).click();
  await phone.getByText("组织关系由我处转到你处").waitFor();
  await screenshot(phone, "transfers-05-phone");
});

test("the receipt takes the member off the roster", async () => {
  await desk.goBack();
  await desk.getByRole("button", { name: "收到回执，办结" }).click();
  await desk.getByRole("dialog").getByRole("button", { name: "收到回执，办结" }).click();
  await desk.getByRole("button", { name: "撤销办结" }).waitFor();
  await desk.getByText("已接收").first().waitFor();
  await desk.getByRole("link", { name: "党员页面" }).click();
  await desk.getByText("离开").first().waitFor();
  await settled(desk);
  await screenshot(desk, "transfers-06-member");
  expect(stage.faults()).toEqual([]);
});
