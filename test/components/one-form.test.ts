import type { Locator } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { Stage } from "./stage.ts";

/** The one form of the desk. */
const stage = new Stage("one-form");
const made = { status: 201, body: { id: "7", name: "谭玉莲" } };

beforeAll(() => stage.open());
afterAll(async () => {
  await stage.close();
  expect(stage.faults).toEqual([]);
});

beforeEach(async () => {
  stage.answer = () => made;
  await stage.show("/", { width: 1000, height: 560 });
  await stage.page.getByRole("button", { name: "登记走访" }).click();
  await stage.page.getByRole("dialog").waitFor();
});

const field = (term: string): Locator =>
  stage.page.getByRole("dialog").locator(".field", { has: stage.page.getByLabel(term) });
const send = (): Promise<void> =>
  stage.page.getByRole("dialog").getByRole("button", { name: "登记", exact: true }).click();
const inView = (it: Locator): Promise<boolean> =>
  it.evaluate((element) => {
    const box = element.getBoundingClientRect();
    return box.top >= 0 && box.bottom <= window.innerHeight;
  });

async function pick(term: string, option: string): Promise<void> {
  await stage.page.getByLabel(term).click();
  await stage.page.locator(".ant-select-dropdown:visible").getByText(option, { exact: true }).click();
}

async function fillIn(): Promise<void> {
  await stage.page.getByLabel("姓名").fill(" 谭玉莲 ");
  await stage.page.getByLabel("联系电话").fill("138 0000 1234");
  await pick("级别", "县级");
  await stage.page.getByLabel("走访日期").fill("2026.11.2");
  await stage.page.getByLabel("慰问金").fill("120.5");
  await pick("方式", "电话");
  await stage.page.getByLabel("打算").fill("每月上门一次");
}

test("required facts are marked, and the button is never grey: it says everything that is missing at once", async () => {
  const button = stage.page.getByRole("dialog").getByRole("button", { name: "登记", exact: true });
  expect(await button.isEnabled()).toBe(true);
  const mark = (term: string): Promise<string> =>
    field(term)
      .locator("label")
      .first()
      .evaluate((it) => getComputedStyle(it, "::after").content);
  expect(await mark("姓名")).toContain("*");
  expect(await mark("情况")).toBe("none");
  await send();
  expect(await stage.page.getByRole("dialog").locator(".field .fault").allTextContents()).toEqual([
    "请填写姓名。",
    "请填写联系电话。",
    "请填写级别。",
    "请填写慰问金。",
    "请填写方式。",
    "请填写打算。",
  ]);
  await stage.page.getByText("尚未提交，请改正或补充：姓名、联系电话、级别、慰问金、方式、打算。").waitFor();
  expect(stage.sent).toEqual([]);
});

test("the first fault is brought onto the screen and into the cursor", async () => {
  await stage.page.getByLabel("备注").scrollIntoViewIfNeeded();
  expect(await inView(stage.page.getByLabel("姓名"))).toBe(false);
  await send();
  await expect.poll(() => inView(field("姓名").locator(".fault"))).toBe(true);
  expect(await stage.page.getByLabel("姓名").evaluate((it) => it === document.activeElement)).toBe(true);
});

test("what cannot be read is refused beside its field while one types, and stands there as it was typed", async () => {
  for (const [term, typed, words] of [
    ["姓名", "七个字的人名字长", "姓名最多 6 个字，请缩短。"],
    ["联系电话", "1391234567", "手机号应为11位，这里是10位"],
    ["走访日期", "上个月", "走访日期应当是日期"],
    ["走访日期", "2026-12-01", "走访日期还没有到"],
    ["慰问金", "12.345", "慰问金应当是金额"],
    ["次数", "三", "次数应当是数字"],
    ["次数", "10", "次数不能大于 9。"],
    ["打算", "三个字", "打算至少要 4 个字。"],
  ] as const) {
    await stage.page.getByLabel(term).fill(typed);
    await field(term).getByText(words).waitFor();
    await stage.page.getByLabel(term).blur();
    expect(await stage.page.getByLabel(term).inputValue(), term).toBe(typed);
  }
  await stage.page.getByLabel("联系电话").fill("13912345678");
  await expect.poll(() => field("联系电话").locator(".fault").count()).toBe(0);
  expect(stage.sent).toEqual([]);
});

test("a fact that is asked sometimes appears, is missed, and is not sent when it is no question any more", async () => {
  await fillIn();
  expect(await stage.page.getByLabel("上门事由").count()).toBe(0);
  await pick("方式", "上门");
  await send();
  await field("上门事由").getByText("请填写上门事由。").waitFor();
  await stage.page.getByLabel("上门事由").fill("住院");
  await pick("方式", "电话");
  await send();
  await stage.page.getByRole("dialog").waitFor({ state: "hidden" });
  expect(stage.sent[0]?.body).not.toHaveProperty("why");
});

test("what is sent is what the server reads: texts trimmed, days as days, money in fen", async () => {
  await fillIn();
  await send();
  await stage.page.getByRole("dialog").waitFor({ state: "hidden" });
  expect(stage.sent).toEqual([
    {
      path: "/api/visits",
      body: {
        name: "谭玉莲",
        mobile: "138 0000 1234",
        level: "county",
        on: "2026-11-02",
        sum: 12_050,
        way: "call",
        plan: "每月上门一次",
      },
    },
  ]);
});

test("one message says what was saved, takes it back, and shows the next step", async () => {
  await fillIn();
  await send();
  const said = stage.page.locator(".saved-place");
  await said.getByText("已保存：谭玉莲的走访").waitFor();
  expect(await said.getByRole("link", { name: "查看走访" }).getAttribute("href")).toBe("/visits/7");
  await said.getByRole("button", { name: "撤销", exact: true }).click();
  await said.getByRole("button", { name: "确认撤销" }).click();
  await said.getByText("请填写撤销的原因。").waitFor();
  await said.getByLabel("撤销的原因").fill("登记到了别人名下");
  await said.getByRole("button", { name: "确认撤销" }).click();
  await said.getByText("已撤销：谭玉莲的走访").waitFor();
  expect(stage.sent.slice(1)).toEqual([{ path: "/api/visits/7/withdrawal", body: { reason: "登记到了别人名下" } }]);
});

test("what only the server knows is said beside its field until that field is changed", async () => {
  stage.answer = () => ({
    status: 422,
    body: {
      type: "/problems/visit-rejected",
      title: "走访没有保存",
      detail: "请按每一项的说明改好后再提交。",
      errors: [{ pointer: "/visit/mobile", message: "这个号码已经停用。" }],
    },
  });
  await fillIn();
  await send();
  await field("联系电话").getByText("这个号码已经停用。").waitFor();
  await expect.poll(() => inView(field("联系电话").locator(".fault"))).toBe(true);
  expect(await stage.page.getByLabel("联系电话").evaluate((it) => it === document.activeElement)).toBe(true);
  await stage.page.getByLabel("联系电话").fill("13912345678");
  await expect.poll(() => field("联系电话").locator(".fault").count()).toBe(0);
  expect(await stage.page.locator(".saved").count()).toBe(0);
});

test("a refusal of a tall form comes onto the screen and takes the focus", async () => {
  stage.answer = () => ({
    status: 409,
    body: { type: "/problems/visit-known", title: "这次走访已经登记过", detail: "没有重复登记。" },
  });
  await fillIn();
  await stage.page.getByLabel("备注").scrollIntoViewIfNeeded();
  await send();
  const box = stage.page.getByRole("alert").filter({ hasText: "这次走访已经登记过" });
  await box.waitFor();
  await expect.poll(() => inView(box)).toBe(true);
  expect(await box.evaluate((it) => it === document.activeElement)).toBe(true);
});
