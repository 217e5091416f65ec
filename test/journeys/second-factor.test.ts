import { afterAll, beforeAll, expect, test } from "vitest";
import { createAccount, systemActor } from "#platform/access/index.ts";
import { codeAt } from "#platform/access/second-factor.ts";
import { act } from "#platform/doing.ts";
import { screenshot } from "#test/browser.ts";
import { PASSWORD } from "#test/house.ts";
import { openStage, type Stage, signInAt } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  await act(stage.open.house, systemActor("test"), "access.account.create", null, (doing) =>
    createAccount(doing, { username: "yanzheng", displayName: "严正", organizationId: null, password: PASSWORD }),
  );
}, 240_000);
afterAll(() => stage?.close());

test("the second step is switched on with the password, and off with password and code", async () => {
  const page = await stage.page();
  await signInAt(page, { username: "yanzheng", password: PASSWORD }, "/me/second-factor");
  await page.getByLabel("您的密码").fill(PASSWORD);
  await page.getByRole("button", { name: "开始设置" }).click();
  const secret = (await page.locator("code.secret").innerText()).replace(/\s/g, "");
  const code = (seconds: number) => codeAt(secret, new Date(stage.open.house.clock.now().getTime() + seconds * 1000));
  await page.getByLabel("2. 输入验证器上显示的 6 位数字").fill(code(0));
  await page.getByRole("button", { name: "开启", exact: true }).click();
  await page.getByText("两步验证已开启。").waitFor();

  const off = page.getByRole("button", { name: "关闭两步验证" });
  await page.getByLabel("您的密码").fill(PASSWORD);
  expect(await off.isDisabled()).toBe(true);
  await page.getByLabel("验证器上现在显示的 6 位数字").fill(code(0));
  await screenshot(page, "second-factor-off");
  await off.click();
  await page.getByText("动态口令不对").first().waitFor();
  await page.getByLabel("验证器上现在显示的 6 位数字").fill(code(30));
  await off.click();
  await page.getByRole("button", { name: "开始设置" }).waitFor();
  expect(stage.faults()).toEqual([]);
}, 120_000);
