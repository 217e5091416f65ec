import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CAST } from "#demo/index.ts";
import { systemScope } from "#platform/database/scope.ts";
import { checkCharacter } from "#shared/identity-number.ts";
import { screenshot } from "#test/browser.ts";
import { choose, openStage, PHONE, type Stage, settled, signInAt } from "./stage.ts";

/** A member far away: the branch at the desk, the member on a phone, one log for both. */
let stage: Stage;
let desk: Page;
let phone: Page;

beforeAll(async () => {
  stage = await openStage({ demo: true });
  desk = await stage.page();
  phone = await stage.page({ viewport: PHONE, hasTouch: true, isMobile: true, deviceScaleFactor: 2 });
});
afterAll(async () => {
  await stage?.close();
});

describe("the branch at the desk", () => {
  test("lists who is away, and opens a case with both halves and its pass", async () => {
    await signInAt(desk, CAST.secretary, "/r/floating-outflows");
    await settled(desk);
    await desk.getByText(CAST.member.name).first().waitFor();
    await screenshot(desk, "floating-01-outflows");
    await desk.getByText(CAST.member.name).first().click();
    await settled(desk);
    await desk.getByRole("heading", { name: `${CAST.member.name}：外出` }).waitFor();
    await settled(desk);
    await desk.getByAltText("流动党员活动证二维码").waitFor();
    await desk.getByText("防伪校验码").waitFor();
    await screenshot(desk, "floating-02-case");
  });

  test("records a contact in the log", async () => {
    await desk.getByRole("button", { name: "记联络" }).click();
    const dialog = desk.getByRole("dialog");
    await dialog.getByLabel("联络内容").fill("电话问候，随女儿住，身体好");
    await choose(dialog.getByLabel("方式", { exact: true }), "", "电话");
    await screenshot(desk, "floating-03-contact");
    await dialog
      .getByRole("button", { name: "保 存" })
      .or(dialog.getByRole("button", { name: "保存" }))
      .click();
    await desk.getByText("电话问候，随女儿住，身体好").waitFor();
  });

  test("takes in somebody from elsewhere: with a pass, or without; what is half typed is not left by a slip", async () => {
    await desk.goto("/floating/arrival");
    await desk.getByRole("heading", { name: "流入登记" }).waitFor();
    await settled(desk);
    await desk.getByText("本系统的防伪校验码").waitFor();
    await screenshot(desk, "floating-04-arrival");

    await desk.getByRole("radio", { name: "没有" }).check();
    const first17 = "32050619800412302";
    await desk.getByLabel("本人的公民身份号码").fill(first17 + checkCharacter(first17));
    await desk.getByLabel("姓名").fill("顾连枝");
    await desk.getByRole("link", { name: "工作台", exact: true }).click();
    const question = desk.getByRole("dialog", { name: "离开本页吗？" });
    await question.waitFor();
    await settled(desk);
    await screenshot(desk, "floating-05-leaving");
    await question.getByRole("button", { name: "留在本页" }).click();
    await question.waitFor({ state: "hidden" });
    await choose(desk.getByLabel("性别"), "", "女");
    await desk.getByLabel("原党组织", { exact: true }).fill("中共吴山县柳溪镇西塘村支部委员会");
    await desk.getByLabel("流入地联系人").fill("陈国栋");
    await desk.getByLabel("流入日期").fill("2026-10-08");
    await desk.getByLabel("外出日期").fill("2026-09-30");
    await desk.getByLabel("外出地").fill("江苏省苏州市吴中区");
    await choose(desk.getByLabel("流动范围"), "", "跨省");
    await choose(desk.getByLabel("外出原因"), "", /务工|就业/u);
    await desk.getByRole("button", { name: "登记", exact: true }).click();
    await desk.getByRole("heading", { name: /顾连枝/u }).waitFor();
    await settled(desk);
    await screenshot(desk, "floating-06-arrived");
  });
});

describe("a register that was kept on paper", () => {
  const row = (name: string, more: string) =>
    `${name},东巷村党支部,2026-05-06,务工,${more},,支部组织委员,2026-11-01,电话,`;
  test("is dropped, previewed with what is wrong, imported, and taken back", async () => {
    const home = await stage.open.house.door.read(systemScope("journey"), (tx) =>
      tx
        .selectFrom("membership as m")
        .innerJoin("organizationVersion as v", (join) =>
          join.onRef("v.organizationId", "=", "m.organizationId").on("v.validTo", "is", null),
        )
        .select("m.name")
        .where("v.shortName", "=", "东巷村党支部")
        .where("m.validTo", "is", null)
        .where("m.flowDestination", "is", null)
        .where("m.name", "<>", CAST.member.name)
        .where("m.registryStatus", "=", "normal")
        .orderBy("m.strokeKey")
        .limit(2)
        .execute(),
    );
    const [first, second] = home.map((it) => it.name);
    const sheet = [
      "东巷村党支部流出党员登记表",
      "姓名,所在支部,外出日期,外出原因,外出地,流动范围,外出单位或住址,流出地联系人及电话,最近联系日期,联系方式,返回日期",
      row(first ?? "", "江苏省南京市,省内跨市"),
      row(second ?? "", "上海市,跨省"),
      row("钱无名", "上海市,跨省"),
    ].join("\n");
    await desk.goto("/imports");
    await desk
      .getByLabel("选择文件")
      .setInputFiles({ name: "流出党员登记表.csv", mimeType: "text/csv", buffer: Buffer.from(sheet) });
    await desk.getByRole("button", { name: "预览", exact: false }).click();
    await desk.getByRole("heading", { name: "决定" }).waitFor();
    await settled(desk);
    await desk.getByRole("tab", { name: "有错误 1" }).click();
    await desk.getByText("花名册上没有“钱无名”").waitFor();
    await screenshot(desk, "floating-06-import");
    await desk.getByRole("radio", { name: /^导入没有问题的行/ }).check();
    await desk.getByRole("button", { name: /^导入 2 行/ }).click();
    await desk.getByText("导入完成。").waitFor();
    await settled(desk);
    await screenshot(desk, "floating-07-imported");
    const batch = desk.url();
    await desk.goto(`/r/floating-outflows?q=${encodeURIComponent(first ?? "")}`);
    await desk.getByText("江苏省南京市").waitFor();
    await desk.goto(batch);
    await desk.getByRole("button", { name: "整批撤回" }).click();
    await desk.getByRole("dialog").getByRole("button", { name: "撤回", exact: false }).last().click();
    await desk.getByText("这批导入已经整批撤回").waitFor();
    await desk.goto(`/r/floating-outflows?q=${encodeURIComponent(first ?? "")}`);
    await settled(desk);
    await desk.getByText("共 0 条").waitFor();
  });
});

describe("the member on a phone", () => {
  test("sees who called, and reports; what is typed outlives the page", async () => {
    await phone.goto("/pocket/");
    await phone.getByLabel("用户名或手机号").fill(CAST.member.username);
    await phone.getByLabel("密码").fill(CAST.member.password);
    await phone.getByRole("button", { name: "登录" }).click();
    await phone.getByRole("link", { name: "外出和汇报" }).tap();
    await phone.getByText("电话问候，随女儿住，身体好").waitFor();
    const report = phone.getByLabel("近来的工作、学习、生活，有什么困难");
    await report.fill("在社区参加了主题党日");
    await phone.reload();
    await phone.getByRole("heading", { name: "外出和汇报" }).waitFor();
    await expect.poll(() => report.inputValue()).toBe("在社区参加了主题党日");
    await phone.getByRole("button", { name: "发送" }).tap();
    await phone.getByText("汇报已送到支部。").waitFor();
    await phone.getByRole("listitem").filter({ hasText: "在社区参加了主题党日" }).waitFor();
    await phone.getByRole("button", { name: "出示二维码" }).tap();
    await phone.getByAltText("流动党员活动证二维码").waitFor();
    await screenshot(phone, "floating-05-pocket");
    await desk.goto("/r/floating-outflows");
    expect(stage.faults()).toEqual([]);
  });
});
