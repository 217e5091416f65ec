import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CAST } from "#demo/index.ts";
import { transfers } from "#modules/membership/index.ts";
import { accountActor } from "#platform/access/index.ts";
import { systemScope } from "#platform/database/scope.ts";
import { act } from "#platform/doing.ts";
import { screenshot } from "#test/browser.ts";
import { TODAY } from "#test/demo-zone.ts";
import { openStage, PHONE, type Stage, settled, signInAt } from "./stage.ts";

/** What waits is told to the one who may act, leads there, and goes when it is done; kinds can be turned off. */

let stage: Stage;
let page: Page;
const title = "1名党员的组织关系转到东巷村党支部，等您接收";

beforeAll(async () => {
  // The story of the demo zone ends with a member on the way to the secretary's branch.
  stage = await openStage({ demo: true });
  page = await stage.page();
});
afterAll(async () => {
  await stage?.close();
});

/** The neighbouring town hands one of its members over to the secretary's branch. */
async function handOverOne(): Promise<void> {
  const { house } = stage.open;
  const found = await house.door.read(systemScope("test"), async (tx) => ({
    officer: await tx
      .selectFrom("account")
      .select("id")
      .where("username", "=", CAST.neighbour.username)
      .executeTakeFirstOrThrow(),
    to: await tx
      .selectFrom("organizationVersion")
      .select("organizationId as id")
      .where("shortName", "=", "东巷村党支部")
      .where("validTo", "is", null)
      .executeTakeFirstOrThrow(),
  }));
  const actor = await accountActor(house, found.officer.id);
  if (actor === null) throw new Error("the neighbour is there");
  await act(house, actor, "membership.transfer", null, async (doing) => {
    const somebody = await doing.tx
      .selectFrom("membership")
      .select("personId")
      .where("validTo", "is", null)
      .where("personId", "not in", doing.tx.selectFrom("transfer").select("personId"))
      .orderBy("strokeKey")
      .executeTakeFirstOrThrow();
    await transfers.handOver(doing, { personIds: [somebody.personId], toOrganizationId: found.to.id, on: TODAY });
  });
}

test("the bell says how many are new; going where a notice leads marks it as read", async () => {
  await signInAt(page, CAST.secretary);
  const bell = page.getByRole("button", { name: /^我的通知，\d+ 条未读$/ });
  await bell.waitFor();
  await bell.click();
  const drawer = page.getByRole("dialog", { name: "我的通知" });
  await drawer.getByRole("link", { name: title }).waitFor();
  await settled(page);
  await screenshot(page, "notices-01-drawer");
  await drawer.getByRole("link", { name: title }).click();
  await page.waitForURL(/\/transfers/);
  await settled(page);
  await page.goto("/me/notices");
  await page.getByRole("heading", { name: "我的通知" }).waitFor();
  const line = page.getByRole("listitem").filter({ hasText: title });
  await line.first().waitFor();
  await settled(page);
  expect(await line.first().getByRole("button", { name: "知道了" }).count()).toBe(0);
});

test("on the page of one's notices all are marked as read, and a kind is turned off and on", async () => {
  await handOverOne();
  await page.goto("/me/notices");
  const all = page.getByRole("button", { name: "全部已读" });
  await page.getByRole("button", { name: "知道了" }).first().waitFor();
  await screenshot(page, "notices-02-page");
  await all.click();
  await page.getByRole("button", { name: "知道了" }).first().waitFor({ state: "detached" });
  expect(await all.isDisabled()).toBe(true);
  await page.getByRole("button", { name: "我的通知", exact: true }).waitFor();
  const waiting = page.getByRole("switch", { name: "转接待接收" });
  await waiting.click();
  await page.locator('[role="switch"][aria-label="转接待接收"][aria-checked="false"]').waitFor();
  await settled(page);
  await handOverOne();
  await page.reload();
  await page.getByRole("switch", { name: "转接待接收" }).waitFor();
  expect(await page.getByRole("button", { name: "知道了" }).count()).toBe(0);
  await page.getByRole("switch", { name: "转接待接收" }).click();
  await page.locator('[role="switch"][aria-label="转接待接收"][aria-checked="true"]').waitFor();
});

test("in Pocket a secretary reads them; a member without another role is not asked to decide", async () => {
  await handOverOne();
  const phone = await stage.page({ viewport: PHONE });
  await phone.goto("/pocket/");
  await phone.getByLabel("用户名或手机号").fill(CAST.secretary.username);
  await phone.getByLabel("密码").fill(CAST.secretary.password);
  await phone.getByRole("button", { name: "登录", exact: true }).click();
  await phone.getByRole("link", { name: /我的通知.*1 条未读/ }).click();
  await phone.getByText(title).first().waitFor();
  await screenshot(phone, "notices-03-pocket");
  await phone.getByRole("button", { name: "知道了" }).click();
  await phone.getByRole("button", { name: "知道了" }).waitFor({ state: "detached" });
  const member = await stage.page({ viewport: PHONE });
  await member.goto("/pocket/");
  await member.getByLabel("用户名或手机号").fill(CAST.member.username);
  await member.getByLabel("密码").fill(CAST.member.password);
  await member.getByRole("button", { name: "登录", exact: true }).click();
  await member.getByRole("link", { name: "我的支部" }).waitFor();
  await member.goto("/pocket/#/notices");
  await member.getByRole("heading", { name: "我的通知" }).waitFor();
  await settled(member);
  expect(await member.getByText(title).count()).toBe(0);
  expect(stage.faults()).toEqual([]);
});
