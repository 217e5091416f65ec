import { afterAll, beforeAll, expect, test } from "vitest";
import { screenshot } from "#test/browser.ts";
import { openStage, PHONE, type Stage, signInAt } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ demo: true });
}, 240_000);
afterAll(() => stage?.close());

const SYSTEM = { username: "xitong", password: "changzhi-jiuan" };
const SECURITY = { username: "anquan", password: "wenru-panshi" };

test("two administrators reset a secretary's password, each handing over a half, and the secretary is told", async () => {
  const asking = await stage.page();
  await signInAt(asking, SYSTEM, "/administration/accounts");
  await asking.getByText("dongxiang", { exact: true }).click();
  await asking.getByRole("button", { name: "重置密码" }).click();
  const dialog = asking.getByRole("dialog", { name: "重置密码：陈国栋" });
  await dialog.getByLabel("原因").fill("本人当面说忘记了密码");
  await dialog.getByRole("button", { name: "重置密码" }).click();
  await dialog.getByText("已提出申请，等另一位管理员确认").waitFor();
  await screenshot(asking, "reset-asked");

  const confirming = await stage.page();
  await signInAt(confirming, SECURITY, "/administration/resets");
  await confirming.getByText("陈国栋", { exact: true }).click();
  await confirming.getByRole("button", { name: "确认", exact: true }).click();
  await confirming.getByText("一次性密码的前半段（只显示这一次）").waitFor();
  const first = await confirming.locator("code.secret").innerText();
  await screenshot(confirming, "reset-confirmed");

  await dialog.getByRole("button", { name: "好了" }).click();
  await asking.goto("/administration/resets");
  await asking.getByText("陈国栋", { exact: true }).click();
  await asking.getByRole("button", { name: "领取后半段密码" }).click();
  await asking.getByText("一次性密码的后半段（只显示这一次）").waitFor();
  const second = await asking.locator("code.secret").innerText();

  const told = "由许文博申请、何思齐确认重置";
  const desk = await stage.page();
  await desk.goto("/");
  await desk.getByLabel("用户名或手机号").fill("dongxiang");
  await desk.getByLabel("密码", { exact: true }).fill(first + second);
  await desk.getByRole("button", { name: "登录", exact: true }).click();
  await desk.getByText(told).waitFor();
  await screenshot(desk, "reset-told");
  await desk.getByLabel("现在的密码").fill(first + second);
  await desk.getByLabel("新密码", { exact: true }).fill("Yueliang-Wanwan-61");
  await desk.getByLabel("再输一遍新密码").fill("Yueliang-Wanwan-61");
  await desk.getByRole("button", { name: "修改密码" }).click();
  await desk.getByText(told).waitFor();
  await desk.getByRole("button", { name: "知道了" }).click();
  expect(await desk.getByText(told).count()).toBe(0);

  const phone = await stage.page({ viewport: PHONE });
  await phone.goto("/pocket/");
  await phone.getByLabel("用户名或手机号").fill("dongxiang");
  await phone.getByLabel("密码", { exact: true }).fill("Yueliang-Wanwan-61");
  await phone.getByRole("button", { name: "登录", exact: true }).click();
  await phone.getByText(told).waitFor();
  expect(stage.faults()).toEqual([]);
}, 240_000);
