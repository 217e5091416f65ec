import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { CAST } from "#demo/index.ts";
import { systemScope } from "#platform/database/scope.ts";
import { day } from "#shared/day.ts";
import { screenshot } from "#test/browser.ts";
import { choose, openStage, PHONE, type Stage, settled, signInAt } from "./stage.ts";

/** A whole election at the desk, from the list of terms to the hand-over; the clock moves as the weeks do. */

const BRANCH = "西诸村党支部";
let stage: Stage;

beforeAll(async () => {
  stage = await openStage({ demo: true });
});
afterAll(async () => {
  await stage?.close();
});

const dialog = (page: Page): Locator => page.getByRole("dialog");
const confirm = async (page: Page): Promise<void> => {
  await dialog(page).getByRole("button", { name: "登记", exact: true }).click();
  await dialog(page).waitFor({ state: "hidden" });
  await settled(page);
};
const begin = async (page: Page, step: string): Promise<void> => {
  await page.getByText(`下一步：${step}`).waitFor();
  await page.getByRole("button", { name: "办理本步骤" }).click();
  await dialog(page).waitFor();
  await settled(page);
};
/** Chooses people in a list of several by typing their names. */
const pick = async (page: Page, label: string, names: readonly string[], exact = false): Promise<void> => {
  for (const name of names) await choose(page.getByLabel(label, { exact }), name, name);
  // The list of options stays open over the form.
  await dialog(page).locator(".ant-modal-title").click();
};

test("from the list of terms to the hand-over", async () => {
  // A zone of its own: what was done is done, and a second try begins anew.
  const stage = await openStage({ demo: true });
  onTestFinished(() => stage.close());
  const { house } = stage.open;
  const { id, people, held } = await house.door.read(systemScope("journey"), async (tx) => {
    const place = await tx
      .selectFrom("organizationVersion")
      .select("organizationId as id")
      .where("shortName", "=", BRANCH)
      .where("validTo", "is", null)
      .executeTakeFirstOrThrow();
    const posts = await tx
      .selectFrom("post")
      .select(["personName", "post"])
      .where("organizationId", "=", place.id)
      .where("validTo", "is", null)
      .execute();
    const rows = await tx
      .selectFrom("membership")
      .select("name")
      .where("organizationId", "=", place.id)
      .where("validTo", "is", null)
      .where("category", "=", "full")
      .where("flowDestination", "is", null)
      .where("registryStatus", "=", "normal")
      .where("fullOn", "<", day("2024-01-01"))
      .orderBy("strokeKey")
      .execute();
    const seen = new Set<string>();
    const single = rows.map((it) => it.name).filter((it) => !seen.has(it) && seen.add(it));
    return { ...place, people: single, held: posts };
  });
  const [first = "", second = "", third = "", fourth = "", fifth = "", sixth = ""] = people;
  expect(held.filter((it) => it.post === "secretary")).toHaveLength(1);

  const page = await stage.page();
  await signInAt(page, CAST.townOfficer, "/elections");
  await page.getByRole("heading", { name: /^届期一览/u }).waitFor();
  await settled(page);
  await screenshot(page, "elections-terms");
  await page.getByRole("button", { name: /^半年内届满/u }).click();
  await page.getByLabel("按名称找").fill("西诸");
  await page.getByRole("link", { name: "发起换届选举" }).click();
  await page.getByRole("heading", { name: `${BRANCH}：换届选举` }).waitFor();
  await settled(page);
  await page.getByLabel("应选委员").fill("3");
  await page.getByLabel("其中副书记").fill("0");
  await screenshot(page, "elections-start");
  await page.getByRole("button", { name: "发起换届选举" }).click();

  await begin(page, "请示换届");
  await page.getByLabel("文号（可不填）").fill("西支〔2026〕6号");
  await confirm(page);
  await begin(page, "批复同意换届");
  await page.getByLabel("文号（可不填）").fill("朝党〔2026〕40号");
  await confirm(page);
  await begin(page, "酝酿提名");
  await page.getByLabel("参加推荐的党员人数").fill("40");
  await pick(page, "被提名的人", [first, second, third, fourth]);
  await page.getByLabel(`${first}的党员推荐票`).fill("38");
  await screenshot(page, "elections-nomination");
  await confirm(page);
  await begin(page, "请示候选人预备人选");
  await page.getByText("候选人至少4人，现有4人，符合差额的规定").waitFor();
  await pick(page, "其中提名为书记的", [first]);
  await screenshot(page, "elections-candidates");
  await confirm(page);
  await begin(page, "批复候选人");
  await confirm(page);

  // The day of the meeting, three weeks later.
  (house.clock as ReturnType<typeof import("#platform/clock/index.ts").fixedClock>).move(day("2026-12-12"));
  // Sessions have ended by then.
  await page.context().clearCookies();
  await signInAt(page, CAST.townOfficer, new URL(page.url()).pathname);
  await begin(page, "清点到会、通过选举办法");
  const needed = Number(await dialog(page).locator("p strong").first().innerText());
  expect(needed).toBeGreaterThan(20);
  await page.getByLabel("实到会有选举权的人数").fill(String(needed - 1));
  await page.getByText("不能进行选举").waitFor();
  await page.getByLabel("实到会有选举权的人数").fill(String(needed));
  await page.getByText("可以进行选举").waitFor();
  await screenshot(page, "elections-meeting");
  await confirm(page);
  await begin(page, "通过监票人、计票人");
  await pick(page, "监票人", [fifth], true);
  await pick(page, "计票人", [sixth], true);
  await confirm(page);
  await begin(page, "投票和计票");
  const count = async (name: string, votes: number): Promise<void> => {
    await page.getByLabel(`${name}的赞成票（委员）`).fill(String(votes));
    await page.getByLabel(`${name}的不赞成票（委员）`).fill(String(needed - votes));
  };
  await count(first, needed);
  await count(second, needed - 2);
  await count(third, needed - 4);
  await count(fourth, 6);
  await page.getByText("当选3人").waitFor();
  await screenshot(page, "elections-ballot");
  await confirm(page);
  await begin(page, "第一次全体会议选举书记");
  await page.getByLabel(`${first}的赞成票（书记）`).fill("3");
  await choose(page.getByLabel(`${second}的分工`), "", "组织委员");
  await screenshot(page, "elections-officers");
  await confirm(page);
  await begin(page, "报告选举结果");
  await confirm(page);
  await page.getByRole("link", { name: "监票计票报告单" }).click();
  await page.getByText("选举有效").waitFor();
  await screenshot(page, "elections-report");
  const word = page.waitForEvent("download");
  await page.getByRole("link", { name: "下载 Word" }).click();
  expect((await word).suggestedFilename()).toBe(`${BRANCH}换届选举监票计票报告单.docx`);
  await page.getByRole("link", { name: "返回选举" }).click();

  await begin(page, "批复选举结果");
  await page.getByLabel("文号（可不填）").fill("朝党〔2026〕47号");
  await confirm(page);
  const after = await house.door.read(systemScope("journey"), (tx) =>
    tx
      .selectFrom("post")
      .select(["personName", "post"])
      .where("organizationId", "=", id)
      .where("validTo", "is", null)
      .where("post", "in", ["secretary", "organization_member", "publicity_member", "member"])
      .orderBy("post")
      .execute(),
  );
  expect(after).toEqual([
    { personName: third, post: "member" },
    { personName: second, post: "organization_member" },
    { personName: first, post: "secretary" },
  ]);
  await begin(page, "交接");
  await confirm(page);
  await page.getByText("整套材料齐全").waitFor();
  await screenshot(page, "elections-case");
  await page.goto(`/organizations/${id}`);
  await page.getByRole("region", { name: "选举" }).first().waitFor();
  await settled(page);
  await screenshot(page, "elections-organization");
  expect(stage.faults()).toEqual([]);
}, 240_000);

test("on a phone the case is read and the count is typed", async () => {
  const page = await stage.page({ viewport: PHONE, hasTouch: true });
  await signInAt(page, CAST.neighbour, "/elections?state=under_way");
  await page.getByRole("link", { name: /下一步：清点到会/u }).click();
  await page.getByText("下一步：清点到会、通过选举办法").waitFor();
  await settled(page);
  await screenshot(page, "elections-phone-case");
  await page.getByRole("button", { name: "办理本步骤" }).click();
  await page.getByLabel("实到会有选举权的人数").fill("1");
  await page.getByText("不能进行选举").waitFor();
  await screenshot(page, "elections-phone-meeting");
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(wide).toBeLessThanOrEqual(0);
  expect(stage.faults()).toEqual([]);
});

test("one person in both posts: six, each with since when; a village election is recorded", async () => {
  const page = await stage.page();
  await signInAt(page, CAST.organiser, "/elections/duties");
  await page.getByRole("heading", { name: /^一肩挑/u }).waitFor();
  await settled(page);
  const table = page.getByRole("region", { name: "一肩挑", exact: true }).locator("table tbody tr");
  expect(await table.count()).toBe(6);
  await screenshot(page, "elections-duties");
  expect(stage.faults()).toEqual([]);
});
