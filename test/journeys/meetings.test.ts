import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CAST } from "#demo/index.ts";
import { screenshot } from "#test/browser.ts";
import { openStage, PHONE, type Stage, settled, signInAt } from "./stage.ts";

/** A year of meetings: the calendar says what is missing, a meeting is recorded in two minutes, a member is excused by phone. */

let stage: Stage;
let page: Page;

beforeAll(async () => {
  stage = await openStage({ demo: true });
  page = await stage.page();
  await signInAt(page, CAST.secretary, "/meetings");
  await page.getByRole("heading", { name: "会议：东巷村党支部" }).waitFor();
});
afterAll(async () => {
  await stage?.close();
});

test("the year of a branch shows what was held and what is planned", async () => {
  expect(await page.locator(".meeting-month").count()).toBe(12);
  expect(await page.locator(".meeting-month li").count()).toBeGreaterThan(15);
  await page.getByText("组织生活会：已安排").waitFor();
  await settled(page);
  await screenshot(page, "meetings-01-year");
});

test("minutes half written are lost neither by Escape nor by a page that is loaded anew", async () => {
  await page.getByRole("button", { name: "记录会议" }).click();
  const dialog = page.getByRole("dialog", { name: "记录会议" });
  await dialog.getByLabel("议题、主题").fill("商量春耕");
  await dialog.getByRole("button", { name: "添加议题" }).click();
  await dialog.getByLabel("讨论情况（可不填）").fill("大家都说先修水渠");
  await page.keyboard.press("Escape");
  const question = page.getByRole("dialog", { name: "不提交就关闭吗？" });
  await settled(page);
  await screenshot(page, "meetings-02-asked");
  await question.getByRole("button", { name: "接着填" }).click();
  await question.waitFor({ state: "hidden" });
  expect(await dialog.getByLabel("议题、主题").inputValue()).toBe("商量春耕");

  // The address says that the dialog is open.
  await page.reload();
  await dialog.getByText("没有提交的内容已经填回来。").waitFor();
  expect(await dialog.getByLabel("议题、主题").inputValue()).toBe("商量春耕");
  expect(await dialog.getByLabel("讨论情况（可不填）").inputValue()).toBe("大家都说先修水渠");
  await settled(page);
  await screenshot(page, "meetings-02-restored");
  await dialog.getByRole("button", { name: "不用了，从头填" }).click();
  expect(await dialog.getByLabel("议题、主题").inputValue()).toBe("");
  await dialog.getByLabel("议题、主题").fill("不要了");
  await dialog.getByRole("button", { name: "取消" }).click();
  await question.getByRole("button", { name: "放弃填写" }).click();
  await dialog.waitFor({ state: "hidden" });
  await page.getByRole("button", { name: "记录会议" }).click();
  await dialog.getByLabel("议题、主题").waitFor();
  expect(await dialog.getByLabel("议题、主题").inputValue()).toBe("");
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
});

test("a meeting that was just held is recorded: all there but one, a decision with somebody who does it", async () => {
  await page.getByRole("button", { name: "记录会议" }).click();
  const dialog = page.getByRole("dialog");
  const boxes = dialog.getByRole("group", { name: "到会名单" }).getByRole("checkbox", { checked: true });
  await boxes.first().waitFor();
  const there = await boxes.count();
  expect(there).toBeGreaterThan(20);
  await boxes.first().uncheck();
  await dialog
    .getByText(`到会 ${there - 1} 人`)
    .first()
    .waitFor();
  await dialog.getByLabel("议题、主题").fill("整治村口环境");
  await dialog.getByRole("button", { name: "添加议题" }).click();
  await dialog.getByLabel("议题1", { exact: true }).fill("村口环境整治分工");
  await dialog.getByLabel("决议（可不填）").fill("分三个片区包干");
  await dialog.getByRole("button", { name: "添加议定事项" }).click();
  await dialog.getByLabel("议定事项", { exact: true }).fill("清理村口杂物");
  await dialog.getByLabel("责任人", { exact: true }).click();
  await page.locator(".ant-select-item-option").first().click();
  await settled(page);
  await screenshot(page, "meetings-02-record");
  await dialog.getByRole("button", { name: "记录", exact: true }).click();
  await page.getByRole("heading", { name: "主题党日" }).waitFor();
  await page.getByText(`到会 ${there - 1} 人`).waitFor();
  await page.getByText("决议：分三个片区包干").waitFor();
  await settled(page);
  await screenshot(page, "meetings-03-meeting");
});

test("what was decided is done with a note, and the record is put right with a reason", async () => {
  await page.getByRole("button", { name: "办结" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("办理情况").fill("杂物已清走");
  await dialog.getByRole("button", { name: "办结", exact: true }).click();
  await page.getByText("杂物已清走").waitFor();
  await page.getByRole("button", { name: "更正记录" }).click();
  await dialog.getByLabel("更正的原因（至少4个字）").fill("主持人登记有误");
  await dialog.getByLabel("主持人").fill("王明");
  await dialog.getByRole("button", { name: "更正", exact: true }).click();
  await page.getByText("原因：主持人登记有误").waitFor();
  await page.getByRole("link", { name: "会议记录（打印、Word）" }).click();
  // The meeting's own page says the same words; the minutes are on paper.
  await page.locator(".paper-sheet").getByText("村口环境整治分工").waitFor();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page
      .getByRole("link", { name: "下载 Word" })
      .or(page.getByRole("button", { name: "下载 Word" }))
      .first()
      .click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/记录\.docx$/u);
  await settled(page);
  await screenshot(page, "meetings-04-minutes");
});

test("the next year is planned in one act", async () => {
  await page.goto("/meetings?year=2027");
  await page.getByRole("button", { name: "生成全年计划" }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /安排 \d{2} 次会议/u })
    .waitFor();
  await settled(page);
  await screenshot(page, "meetings-05-plan");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /安排 \d{2} 次会议/u })
    .click();
  await page.getByText(/已安排 \d{2} 次/u).waitFor();
});

test("the town sees branches by months", async () => {
  const town = await stage.page();
  await signInAt(town, CAST.townOfficer, "/meetings");
  await town.getByRole("heading", { name: "会议：朝云街道党工委" }).waitFor();
  await town.getByRole("link", { name: "沙口村党支部" }).first().waitFor();
  await settled(town);
  await screenshot(town, "meetings-06-heat");
  expect(await town.locator(".meeting-heat tbody tr").count()).toBeGreaterThan(5);
});

test("a member is excused by phone and reports a task as done", async () => {
  const phone = await stage.page({ viewport: PHONE });
  await signInAt(phone, CAST.member, "/pocket/");
  await phone.getByRole("link", { name: /我的会议和要办的事/u }).click();
  await phone.getByRole("button", { name: "去不了，请假" }).click();
  await phone.getByLabel("为什么去不了").fill("在苏州上班");
  await phone.getByRole("button", { name: "请假", exact: true }).click();
  await phone.getByText("已请假：在苏州上班").waitFor();
  await phone.getByRole("button", { name: "已经办好" }).click();
  await phone.getByLabel("办得怎么样").fill("已经电话转告");
  await phone.getByRole("button", { name: "办好了" }).click();
  await phone.getByText("会议没有交给您要办的事，或者都办完了。").waitFor();
  await screenshot(phone, "meetings-07-pocket");
  expect(stage.faults()).toEqual([]);
});
