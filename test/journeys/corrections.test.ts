import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CAST } from "#demo/index.ts";
import { screenshot } from "#test/browser.ts";
import { openStage, PHONE, type Stage, settled, signInAt } from "./stage.ts";

/** A member finds a mistake in their record on a phone; the branch puts it right; the member reads the answer. */
let stage: Stage;
let desk: Page;
let phone: Page;
const NUMBER = "13905140077";

beforeAll(async () => {
  stage = await openStage({ demo: true });
  desk = await stage.page();
  phone = await stage.page({ viewport: PHONE, hasTouch: true, isMobile: true, deviceScaleFactor: 2 });
});
afterAll(async () => {
  await stage?.close();
});

test("the member writes down what it should say, and sees a sentence where that cannot be read", async () => {
  await phone.goto("/pocket/");
  await phone.getByLabel("用户名或手机号").fill(CAST.member.username);
  await phone.getByLabel("密码").fill(CAST.member.password);
  await phone.getByRole("button", { name: "登录" }).click();
  await phone.getByRole("link", { name: "我的党员记录" }).tap();
  await phone.getByRole("link", { name: "有错，申请更正" }).tap();
  await phone.getByRole("heading", { name: "申请更正记录" }).waitFor();
  await phone.getByLabel("哪一项").selectOption("出生日期");
  await phone.getByLabel("应当是").fill("不记得了");
  await phone.getByRole("button", { name: "提交" }).tap();
  await phone.locator(".fault").getByText("看不出日期").waitFor();
  // One fault is announced once: beside its field, and not above the form as well.
  expect(await phone.getByRole("alert").count()).toBe(1);
  await phone.getByLabel("哪一项").selectOption("手机号码");
  await phone.getByLabel("应当是").fill(NUMBER);
  await phone.getByLabel("说明，如毕业证上怎么写（可不写）").fill("换了号码");
  await screenshot(phone, "corrections-01-asking");
  await phone.getByRole("button", { name: "提交" }).tap();
  await phone.getByText("已交给支部核对。").waitFor();
  await phone.getByText("等支部核对").waitFor();
  expect(await phone.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(
    0,
  );
});

test("the secretary finds it among what is due, reads it whole, and changes the record with one button", async () => {
  await signInAt(desk, CAST.secretary, "/");
  await desk.getByText("申请更正手机号码，等支部核对").first().waitFor();
  await screenshot(desk, "corrections-02-due");
  await desk.getByRole("link", { name: "核对", exact: true }).first().click();
  await desk.getByRole("heading", { name: `${CAST.member.name}申请更正手机号码` }).waitFor();
  await desk.getByText("139****0077").waitFor();
  await desk.getByRole("button", { name: "显示完整内容" }).click();
  await desk.getByText(NUMBER).waitFor();
  await settled(desk);
  await screenshot(desk, "corrections-03-request");
  await desk.getByLabel("答复（党员看得到）").fill("已改，以后短信发到新号码");
  await desk.getByRole("button", { name: "改为申请的内容" }).click();
  await desk.getByText("已更正").first().waitFor();
  await settled(desk);
  await screenshot(desk, "corrections-04-done");
});

test("the member reads the answer, and who read the number", async () => {
  await phone.reload();
  await phone.getByText("支部答复：已改，以后短信发到新号码").waitFor();
  await screenshot(phone, "corrections-05-answer");
  await phone.goto("/pocket/#/trace");
  await phone.getByText(`为核对更正申请，查看了${CAST.member.name}填写的手机号码`).waitFor();
  expect(stage.faults()).toEqual([]);
});
