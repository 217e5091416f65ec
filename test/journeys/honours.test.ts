import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CAST } from "#demo/index.ts";
import { systemScope } from "#platform/database/scope.ts";
import { screenshot } from "#test/browser.ts";
import { choose, openStage, PHONE, type Stage, settled, signInAt } from "./stage.ts";

/** An award and a 留党察看 of one member: entered by the town, felt by the branch as a number, read by few, known to the member. */
let stage: Stage;
let town: Page;
let branch: Page;
let member: { id: string; name: string };
const REASON = "核对换届参选条件";
const FACTS = "虚报误工补贴，已经退缴";

beforeAll(async () => {
  stage = await openStage({ demo: true });
  town = await stage.page();
  branch = await stage.page();
  // The demo member herself: she reads what was decided on her phone.
  member = await stage.open.house.door.read(systemScope("journey"), (tx) =>
    tx
      .selectFrom("account")
      .innerJoin("person", "person.id", "account.personId")
      .select(["person.id", "person.name"])
      .where("username", "=", CAST.member.username)
      .executeTakeFirstOrThrow(),
  );
});
afterAll(async () => {
  await stage?.close();
});

/** How many of the branch have a vote, as its secretary reads it where a meeting is recorded. */
async function voters(): Promise<number> {
  await branch.goto("/meetings");
  await branch.getByRole("button", { name: "记录会议" }).click();
  const text = await branch
    .getByText(/有表决权的应到/u)
    .first()
    .textContent();
  return Number(/有表决权的应到\s*(\d+)/u.exec(text ?? "")?.[1]);
}

test("before: the branch counts whom it counts", async () => {
  await signInAt(branch, CAST.secretary, "/meetings");
  await branch.getByRole("heading", { name: "会议：东巷村党支部" }).waitFor();
  expect(await voters()).toBeGreaterThan(10);
});

test("the town enters an award", async () => {
  await signInAt(town, CAST.townOfficer, `/members/${member.id}`);
  await town.getByRole("heading", { name: member.name }).waitFor();
  await town.getByRole("button", { name: "登记表彰" }).click();
  const dialog = town.getByRole("dialog");
  await choose(dialog.getByLabel("荣誉称号"), "", "优秀共产党员");
  await dialog.getByLabel("表彰单位").fill("朝云街道党工委");
  await settled(town);
  await screenshot(town, "honours-01-award");
  await dialog.getByRole("button", { name: "登记", exact: true }).click();
  await town.getByRole("cell", { name: "优秀共产党员" }).waitFor();
  await town.goto("/r/awards");
  await town.getByRole("heading", { name: /表彰台账/u }).waitFor();
  await settled(town);
  await screenshot(town, "honours-02-register");
});

test("the town enters a 留党察看 and reads it for a reason", async () => {
  const before = await voters();
  await town.goto(`/members/${member.id}`);
  await town.getByRole("button", { name: "登记处分或处置" }).click();
  const dialog = town.getByRole("dialog");
  await choose(dialog.getByLabel("种类"), "", "留党察看");
  await dialog.getByText("支部只看到“暂停行使表决权”").waitFor();
  await dialog.getByLabel("决定或批准的机关").fill("区纪工委");
  await dialog.getByLabel("事实和理由").fill(FACTS);
  await settled(town);
  await screenshot(town, "honours-03-measure");
  await dialog.getByRole("button", { name: "登记", exact: true }).click();
  await town.getByRole("cell", { name: "期限内" }).waitFor();
  await town.getByText("暂停行使表决权").first().waitFor();
  await settled(town);
  await screenshot(town, "honours-04-member");
  await town.getByRole("table", { name: "处分和处置" }).getByRole("link").first().click();
  await town.getByRole("heading", { name: `处分和处置：${member.name}` }).waitFor();
  expect(await town.getByText(FACTS).count()).toBe(0);
  await settled(town);
  await screenshot(town, "honours-05-veiled");
  await town.getByLabel("为什么要看").fill(REASON);
  await town.getByRole("button", { name: "查看内容" }).click();
  await town.getByText(FACTS).waitFor();
  await settled(town);
  await screenshot(town, "honours-06-read");
  // One fewer is entitled, and the secretary of the branch learns no more than that.
  expect(await voters()).toBe(before - 1);
  await branch.getByText("暂停行使表决权").first().waitFor();
  await settled(branch);
  await screenshot(branch, "honours-07-roll");
  await branch.goto(`/members/${member.id}`);
  await branch.getByText("暂停行使表决权").first().waitFor();
  await branch.getByRole("cell", { name: "优秀共产党员" }).waitFor();
  expect(await branch.getByText(/察看|处分和处置/u).count()).toBe(0);
});

test("a secretary of another branch finds nothing, by page or by address", async () => {
  const other = await stage.page();
  await signInAt(other, CAST.dapu, `/members/${member.id}`);
  await other
    .getByText(/没有找到|不在您的管理范围/u)
    .first()
    .waitFor();
  for (const [path, status] of [
    [`/api/members/${member.id}/discipline`, 403],
    [`/api/members/${member.id}/awards`, 404],
    ["/api/registers/disciplinary-measures", 403],
  ] as const)
    expect(await other.evaluate(async (at) => (await fetch(at)).status, path), path).toBe(status);
  await other.context().close();
});

test("the auditor sees that a row exists, and no name", async () => {
  const auditor = await stage.page();
  await signInAt(auditor, CAST.auditor, "/r/discipline-index");
  await auditor.getByRole("heading", { name: /处分处置登记目录/u }).waitFor();
  await auditor.getByText(CAST.townOfficer.name).first().waitFor();
  expect(await auditor.getByText(member.name).count()).toBe(0);
  await settled(auditor);
  await screenshot(auditor, "honours-08-index");
  await auditor.context().close();
});

test("the member reads both on her phone, and who looked and why", async () => {
  const phone = await stage.page({ viewport: PHONE, hasTouch: true, isMobile: true, deviceScaleFactor: 2 });
  await phone.goto("/pocket/");
  await phone.getByLabel("用户名或手机号").fill(CAST.member.username);
  await phone.getByLabel("密码").fill(CAST.member.password);
  await phone.getByRole("button", { name: "登录" }).click();
  await phone.getByRole("link", { name: "我的奖惩" }).tap();
  await phone.getByText("您现在暂停行使表决权").waitFor();
  await phone.getByText(FACTS).waitFor();
  await screenshot(phone, "honours-09-own");
  expect(await phone.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(
    0,
  );
  await phone.goto("/pocket/#/trace");
  await phone.getByText(`理由：${REASON}`).waitFor();
  await screenshot(phone, "honours-10-trace");
  expect(stage.faults()).toEqual([]);
});
