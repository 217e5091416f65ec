import { afterAll, beforeAll, expect, test } from "vitest";
import { CAST } from "#demo/index.ts";
import { recruiting } from "#modules/membership/index.ts";
import { systemActor } from "#platform/access/index.ts";
import { systemScope } from "#platform/database/scope.ts";
import { act } from "#platform/doing.ts";
import { screenshot } from "#test/browser.ts";
import { openStage, PHONE, type Stage, settled, signInAt } from "./stage.ts";

/** Recruiting at the desk: an application is entered, a vote is counted while one types, a paper is printed. */

let stage: Stage;
let caseId = "";

beforeAll(async () => {
  stage = await openStage({ demo: true });
  const { house } = stage.open;
  const place = await house.door.read(systemScope("journey"), (tx) =>
    tx
      .selectFrom("organizationVersion")
      .select("organizationId")
      .where("shortName", "=", "东巷村党支部")
      .where("validTo", "is", null)
      .executeTakeFirstOrThrow(),
  );
  const helpers = await house.door.read(systemScope("journey"), (tx) =>
    tx
      .selectFrom("membership")
      .select("personId")
      .where("organizationId", "=", place.organizationId)
      .where("validTo", "is", null)
      .where("fullOn", "<", "2020-01-01" as never)
      .orderBy("strokeKey")
      .limit(4)
      .execute(),
  );
  const ids = helpers.map((it) => it.personId);
  const opinion = "表现良好";
  const { id } = await act(house, systemActor("journey"), "recruiting.enter", null, (doing) =>
    recruiting.enterCase(doing, {
      organizationId: place.organizationId,
      applicant: { name: "贺春来", gender: "女", birthOn: "1998-04-05", education: "大专" },
      on: "2024-03-01",
      records: [
        { step: 2, on: "2024-03-20", opinion, particulars: { talkers: "支部书记" } },
        { step: 3, on: "2024-09-01", particulars: { manner: "members" } },
        { step: 4, on: "2024-09-10" },
        { step: 5, on: "2024-09-10", particulars: { personIds: ids.slice(0, 2) } },
        { step: 6, on: "2025-03-01", opinion },
        { step: 6, on: "2025-09-01", opinion },
        { step: 7, on: "2025-09-10", particulars: { heard: true } },
        { step: 8, on: "2025-09-20" },
        { step: 9, on: "2025-09-20", particulars: { personIds: ids.slice(2, 4) } },
        { step: 10, on: "2025-10-10", particulars: { verdict: "qualified" } },
        { step: 11, on: "2025-10-20", particulars: { days: 3 } },
        { step: 12, on: "2025-11-01", particulars: { heard: true } },
        { step: 13, on: "2026-10-20" },
        { step: 14, on: "2026-11-01", particulars: { formNumber: "3207000001" } },
      ],
    }),
  );
  caseId = id;
});
async function placeNamed(shortName: string): Promise<{ id: string }> {
  return await stage.open.house.door.read(systemScope("journey"), (tx) =>
    tx
      .selectFrom("organizationVersion")
      .select("organizationId as id")
      .where("shortName", "=", shortName)
      .where("validTo", "is", null)
      .executeTakeFirstOrThrow(),
  );
}

afterAll(async () => {
  await stage?.close();
});

test("a secretary enters an application and finds it on the map; the meeting's vote is counted while typing", async () => {
  const page = await stage.page();
  await signInAt(page, CAST.secretary, "/recruiting");
  await page.getByRole("heading", { name: /^发展党员/u }).waitFor();
  await settled(page);
  await page.getByRole("button", { name: "登记入党申请" }).click();
  await page.getByLabel("姓名").fill("申小满");
  await page.getByRole("dialog").getByRole("button", { name: "登记", exact: true }).click();
  await page.getByRole("heading", { name: "申小满" }).waitFor();
  await settled(page);
  await page.getByText("下一步：2 派人谈话").waitFor();
  await screenshot(page, "recruiting-new");
  await page.goto("/recruiting");
  await settled(page);
  await screenshot(page, "recruiting-map");

  await page.goto(`/recruiting/${caseId}`);
  await page.getByText("下一步：15 支部大会讨论").waitFor();
  await settled(page);
  await screenshot(page, "recruiting-case");
  await page.getByRole("button", { name: "办理本步骤" }).click();
  const entitled = await page.locator(".recruiting-vote strong").first().innerText();
  await expect.poll(() => page.locator(".recruiting-vote strong").first().innerText()).not.toBe("0");
  expect(entitled.trim()).not.toBe("");
  const all = await page.locator(".recruiting-vote strong").first().innerText();
  await page.getByLabel("实到有表决权的党员").fill(all);
  await page.getByLabel("不赞成", { exact: true }).fill("0");
  await page.getByLabel("弃权", { exact: true }).fill("0");
  await page.getByLabel("赞成", { exact: true }).fill("1");
  await page.getByText("没有超过半数：没有通过").waitFor();
  await page.getByLabel("赞成", { exact: true }).fill(all);
  await page.getByText("超过半数：通过").waitFor();
  await screenshot(page, "recruiting-vote");
  await page.getByRole("dialog").getByRole("button", { name: "登记", exact: true }).click();
  await page.getByText("下一步：16 上级党委派人谈话").waitFor();
  await page.getByRole("link", { name: "打印支部大会决议" }).click();
  await page.getByText("同意接收贺春来同志为中共预备党员").waitFor();
  await screenshot(page, "recruiting-document");
  expect(stage.faults()).toEqual([]);
});

test("the organiser follows the year's plan", async () => {
  const page = await stage.page();
  await signInAt(page, CAST.organiser, "/recruiting-plans");
  await page.getByRole("heading", { name: /^发展计划/u }).waitFor();
  await settled(page);
  // The zone's own plan stands first; it may always grow.
  await page.getByRole("button", { name: "调整计划" }).first().click();
  await page.getByLabel("计划发展人数").fill("187");
  await page.getByRole("dialog").getByRole("button", { name: "下达", exact: true }).click();
  await page.getByRole("cell", { name: "187", exact: true }).waitFor();
  await settled(page);
  await screenshot(page, "recruiting-plans");
  expect(stage.faults()).toEqual([]);
});

test("on the phone a contact records the half-yearly review; the desk shows it", async () => {
  const page = await stage.page({ viewport: PHONE });
  await signInAt(page, CAST.secretary, "/pocket/#/recruiting");
  await page.getByRole("heading", { name: "我培养联系和介绍的人" }).waitFor();
  const one = page.locator("section", { has: page.getByRole("button", { name: "登记半年考察" }) }).first();
  const name = (await one.getAttribute("aria-label")) ?? "";
  expect(name).not.toBe("");
  const mine = page.getByRole("region", { name });
  await mine.getByRole("button", { name: "登记半年考察" }).click();
  await mine.getByRole("textbox").fill("半年来参加了八次活动，主动照看独居老人");
  await screenshot(page, "recruiting-pocket");
  await mine.getByRole("button", { name: "登记", exact: true }).click();
  await mine.getByText("考察情况已登记").waitFor();
  const desk = await stage.page();
  const { id } = await stage.open.house.door.read(systemScope("journey"), (tx) =>
    tx
      .selectFrom("recruitingRecord as r")
      .innerJoin("recruitingCase as c", "c.id", "r.caseId")
      .select("c.id")
      .where("c.personName", "=", name)
      .where("r.opinion", "like", "%独居老人%")
      .executeTakeFirstOrThrow(),
  );
  await signInAt(desk, CAST.secretary, `/recruiting/${id}`);
  await desk.getByText("主动照看独居老人").waitFor();
  expect(stage.faults()).toEqual([]);
});

test("a paper file is entered on one page; what is against the rules is shown at its line", async () => {
  const page = await stage.page();
  const { id } = await placeNamed("新田村党支部");
  await signInAt(page, CAST.townOfficer, `/recruiting-entry?org=${id}`);
  await page.getByLabel("姓名").fill("冯立秋");
  const dayOf = (label: string) => page.getByRole("textbox", { name: label });
  await dayOf("递交入党申请书的日期").fill("2025-03-01");
  await dayOf("2 派人谈话的日期").fill("2025-03-10");
  await page.getByLabel("谈话人").fill("支部书记");
  await dayOf("3 推荐和确定入党积极分子的日期").fill("2025-02-10");
  await page.getByLabel("推荐方式").click();
  await page.getByText("党员推荐", { exact: true }).click();
  const send = page.getByRole("button", { name: "补录这份档案" });
  await send.click();
  await page.getByText("情况和意见").first().waitFor();
  await page.getByRole("alert").first().waitFor();
  await page.getByLabel("情况和意见", { exact: true }).fill("动机端正");
  await dayOf("3 推荐和确定入党积极分子的日期").fill("2025-09-10");
  await screenshot(page, "recruiting-entry");
  await send.click();
  await page.getByRole("heading", { name: "冯立秋" }).waitFor();
  await page.getByText("下一步：4 上级党委备案").waitFor();
  expect(stage.faults()).toEqual([]);
});
