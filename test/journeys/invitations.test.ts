import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CAST } from "#demo/index.ts";
import { openColumn } from "#modules/membership/index.ts";
import { systemScope } from "#platform/database/scope.ts";
import { screenshot } from "#test/browser.ts";
import { openStage, PHONE, type Stage, settled, signInAt } from "./stage.ts";

/** A town hands out slips; a member opens the own account on the own phone with one of them. */
const PASSWORD = "Chunfeng-Huayu-91";
let stage: Stage;
let desk: Page;
let phone: Page;
beforeAll(async () => {
  stage = await openStage({ demo: true });
  [desk, phone] = await Promise.all([stage.page(), stage.page({ viewport: PHONE, isMobile: true, hasTouch: true })]);
});
afterAll(async () => {
  await stage?.close();
});

/** A member of a village with a number and no account yet. */
async function somebody(): Promise<{ readonly name: string; readonly number: string; readonly branch: string }> {
  const { house } = stage.open;
  const row = await house.door.read(systemScope("journey"), (tx) =>
    tx
      .selectFrom("membership as m")
      .innerJoin("person as p", "p.id", "m.personId")
      .innerJoin("organizationVersion as n", "n.organizationId", "m.organizationId")
      .select(["p.id", "p.name", "p.idNumberCipher", "m.organizationId"])
      .where("n.shortName", "=", "东巷村党支部")
      .where("n.validTo", "is", null)
      .where("m.validTo", "is", null)
      .where("p.idNumberCipher", "is not", null)
      .where((eb) =>
        eb.not(eb.exists(eb.selectFrom("account as a").select("a.id").whereRef("a.personId", "=", "p.id"))),
      )
      .orderBy("m.birthOn", "desc")
      .executeTakeFirstOrThrow(),
  );
  return {
    name: row.name,
    number: openColumn(house.keyring, row.id, "idNumber", row.idNumberCipher ?? ""),
    branch: row.organizationId,
  };
}

let code = "";
let member: Awaited<ReturnType<typeof somebody>>;

test("the town chooses a member, and the slip is there to be printed, once", async () => {
  member = await somebody();
  await signInAt(desk, CAST.townOfficer, `/invitations?of=${member.branch}`);
  await desk.getByRole("checkbox", { name: member.name, exact: true }).check();
  await settled(desk);
  await screenshot(desk, "invitations");
  await desk.getByRole("button", { name: "邀请选中的 1 人" }).click();
  const slip = desk.getByRole("article", { name: `给${member.name}的邀请单` });
  await slip.getByRole("img", { name: "二维码" }).waitFor();
  code = (await slip.locator(".slip-code").textContent()) ?? "";
  expect(code).toMatch(/^([A-Z0-9]{4}-){3}[A-Z0-9]{4}$/);
  await settled(desk);
  await screenshot(desk, "invitation-slips");
  await desk.getByRole("button", { name: "已经打印，关闭" }).click();
  await desk.getByRole("row", { name: new RegExp(`${member.name}.*已邀请`) }).waitFor();
  expect(await desk.getByText(code).count()).toBe(0);
});

test("the slip with a wrong number opens nothing; with one's own it opens the account, and one is in", async () => {
  await phone.goto(`${stage.origin}/pocket/#/activation/${code}`);
  await phone.getByRole("heading", { name: "开通账号" }).waitFor();
  expect(await phone.getByLabel("邀请码（邀请单上的 16 位）").inputValue()).toBe(code);
  const fill = async (number: string): Promise<void> => {
    await phone.getByLabel("本人身份证号").fill(number);
    await phone.getByLabel("定一个密码").fill(PASSWORD);
    await phone.getByLabel("再输一遍密码").fill(PASSWORD);
    await phone.getByRole("button", { name: "开通", exact: true }).click();
  };
  await fill(`${member.number.slice(0, 14)}0000`);
  await phone.getByRole("alert").getByText("没有开通").first().waitFor();
  await settled(phone);
  await screenshot(phone, "activation-refused");
  await fill(member.number);
  await phone.getByRole("heading", { name: "开通好了" }).waitFor();
  await settled(phone);
  await screenshot(phone, "activation-done");
  await phone.getByRole("button", { name: "现在登录" }).click();
  await phone.getByRole("link", { name: "首页" }).waitFor();
  expect(stage.faults()).toEqual([]);
});

test("the branch sees the day, and hands out no slip", async () => {
  const branch = await stage.page();
  await signInAt(branch, CAST.secretary, `/invitations?of=${member.branch}`);
  await branch.getByRole("row", { name: new RegExp(`${member.name}.*已开通`) }).waitFor();
  expect(await branch.getByRole("button", { name: /邀请/ }).count()).toBe(0);
});
