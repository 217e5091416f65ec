import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CAST } from "#demo/index.ts";
import { screenshot } from "#test/browser.ts";
import { openStage, type Stage, settled, signInAt } from "./stage.ts";

/** A year of dues: what was brought is entered in one go, by the keyboard too, put right with a reason, and published. */

let stage: Stage;
let page: Page;
const cells = (state: string) => page.locator(`.dues-${state}`);

beforeAll(async () => {
  stage = await openStage({ demo: true });
  page = await stage.page();
  await signInAt(page, CAST.secretary, "/dues");
  await page.getByRole("heading", { name: "党费台账：东巷村党支部" }).waitFor();
});
afterAll(async () => {
  await stage?.close();
});

test("a column is chosen by its month, entered as paid in one go, and taken back in one go", async () => {
  await cells("open").first().waitFor();
  await settled(page);
  await screenshot(page, "dues-01-ledger");
  const before = await cells("paid").count();
  const collect = async (): Promise<number> => {
    await page.getByRole("button", { name: "选中11月没有交的" }).click();
    const many = await page.locator(".dues-chosen").count();
    expect(many).toBeGreaterThan(20);
    await page.getByRole("button", { name: "登记已交" }).click();
    await settled(page);
    await screenshot(page, "dues-02-collect");
    await page.getByRole("dialog").getByRole("button", { name: "登记", exact: true }).click();
    await page.getByText(`已保存：${many} 笔党费`).waitFor();
    await expect.poll(() => cells("paid").count()).toBe(before + many);
    return many;
  };
  const many = await collect();
  const saved = page.locator(".saved-place");
  await saved.getByRole("button", { name: "撤销" }).click();
  await saved.getByLabel("撤销的原因").fill("登记错了月份");
  await saved.getByRole("button", { name: "确认撤销" }).click();
  await page.getByText(`已撤销：${many} 笔党费`).waitFor();
  await expect.poll(() => cells("paid").count()).toBe(before);
  expect(await collect()).toBe(many);
});

test("arrows move, the space bar chooses", async () => {
  const december = cells("open").first();
  await december.click();
  await december.press("ArrowDown");
  await page.keyboard.press(" ");
  expect(await page.locator(".dues-chosen").count()).toBe(2);
  await page.getByRole("button", { name: "取消选择" }).click();
  expect(await page.locator(".dues-chosen").count()).toBe(0);
});

test("an entry shows its receipt in capital numerals and is corrected with a reason", async () => {
  await cells("paid").first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("合计（大写）").waitFor();
  await settled(page);
  await screenshot(page, "dues-03-receipt");
  expect(await dialog.textContent()).toMatch(/大写）[零壹贰叁肆伍陆柒捌玖拾佰元角分整]+/u);
  const correct = dialog.getByRole("button", { name: "更正", exact: true });
  const paid = dialog.getByLabel("实缴金额（元）");
  await paid.fill("八角");
  await correct.click();
  await dialog.getByText("请填写原因").waitFor();
  await dialog.getByText("实缴金额（元）应当是金额").waitFor();
  expect(await paid.inputValue()).toBe("八角");
  await paid.fill("0.80");
  await dialog.getByLabel("原因").fill("多写了一元");
  await correct.click();
  await dialog.waitFor({ state: "hidden" });
  await page.goto("/r/dues-entries?f.endReason=多写了一元");
  await page.getByText("共 1 条").waitFor();
});

test("what members pay on is set for several at once", async () => {
  await page.goto("/dues");
  await cells("paid").first().waitFor();
  const boxes = page.locator(".dues-name").getByRole("checkbox");
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await page.getByRole("button", { name: "核定标准（2 人）" }).click();
  await settled(page);
  await screenshot(page, "dues-04-profile");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: "Close" })
    .or(page.locator(".ant-modal-close"))
    .first()
    .click();
});

test("what was passed upward is counted from the ledger, and a use names its meeting", async () => {
  await page.goto("/dues/account");
  await page.getByRole("button", { name: "登记上缴" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("本级收缴").waitFor();
  const sum = dialog.getByLabel("上缴金额（元）");
  await sum.fill("一元");
  await dialog.getByRole("button", { name: "登记", exact: true }).click();
  await dialog.getByText("上缴金额（元）应当是金额").waitFor();
  expect(await sum.inputValue()).toBe("一元");
  await sum.fill("1");
  await settled(page);
  await screenshot(page, "dues-06-remittance");
  await dialog.getByRole("button", { name: "登记", exact: true }).click();
  await dialog.waitFor({ state: "hidden" });
  await page.getByRole("button", { name: "登记使用" }).click();
  await dialog.getByLabel("用途").fill("购买学习资料");
  await dialog.getByLabel("金额（元）").fill("60");
  await dialog.getByLabel("决定使用的会议").fill("支部委员会");
  await dialog.getByLabel("决定日期").fill("2026-11-20");
  await dialog.getByRole("button", { name: "登记", exact: true }).click();
  await dialog.waitFor({ state: "hidden" });
});

test("the sheet of the year counts what came in", async () => {
  await page.goto("/dues/disclosure?year=2026");
  await page.getByText("未公布").waitFor();
  await page.getByText("购买学习资料").waitFor();
  await settled(page);
  await screenshot(page, "dues-05-disclosure");
  expect(stage.faults()).toEqual([]);
});
