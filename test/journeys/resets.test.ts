import { afterAll, beforeAll, expect, test } from "vitest";
import { createAccount, grantRole, type Role, systemActor } from "#platform/access/index.ts";
import { act } from "#platform/doing.ts";
import { screenshot } from "#test/browser.ts";
import { PASSWORD } from "#test/house.ts";
import { openStage, PHONE, type Stage, signInAt } from "./stage.ts";

let stage: Stage;
const PEOPLE: readonly (readonly [username: string, name: string, role: Role])[] = [
  ["wenbo", "许文博", "system_administrator"],
  ["siqi", "何思齐", "security_administrator"],
  ["guodong", "陈国栋", "zone_organiser"],
];
beforeAll(async () => {
  stage = await openStage();
  const { house } = stage.open;
  for (const [username, displayName, role] of PEOPLE) {
    const { id } = await act(house, systemActor("test"), "access.account.create", null, (doing) =>
      createAccount(doing, { username, displayName, organizationId: null, password: PASSWORD }),
    );
    await act(house, systemActor("test"), "access.grant.give", null, (doing) =>
      grantRole(doing, { accountId: id, role, organizationId: null, reason: "按分工授权" }),
    );
  }
}, 240_000);
afterAll(() => stage?.close());

const SYSTEM = { username: "wenbo", password: PASSWORD };
const SECURITY = { username: "siqi", password: PASSWORD };

test("two administrators reset a third one's password, each handing over a half, and the holder is told", async () => {
  const asking = await stage.page();
  await signInAt(asking, SYSTEM, "/administration/accounts");
  await asking.getByText("guodong", { exact: true }).click();
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

  await dialog.getByRole("button", { name: "完成" }).click();
  await asking.goto("/administration/resets");
  await asking.getByText("陈国栋", { exact: true }).click();
  await asking.getByRole("button", { name: "领取后半段密码" }).click();
  await asking.getByText("一次性密码的后半段（只显示这一次）").waitFor();
  const second = await asking.locator("code.secret").innerText();

  const told = "由许文博申请、何思齐确认重置";
  const desk = await stage.page();
  await desk.goto("/");
  await desk.getByLabel("用户名或手机号").fill("guodong");
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
  await phone.getByLabel("用户名或手机号").fill("guodong");
  await phone.getByLabel("密码", { exact: true }).fill("Yueliang-Wanwan-61");
  await phone.getByRole("button", { name: "登录", exact: true }).click();
  await phone.getByText(told).waitFor();
  expect(stage.faults()).toEqual([]);
}, 240_000);
