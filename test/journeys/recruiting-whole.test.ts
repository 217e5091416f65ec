import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CAST } from "#demo/index.ts";
import type { fixedClock } from "#platform/clock/index.ts";
import { systemScope } from "#platform/database/scope.ts";
import { day } from "#shared/day.ts";
import { screenshot } from "#test/browser.ts";
import { choose, openStage, PHONE, type Stage, settled, signInAt } from "./stage.ts";

/**
 * One whole case, from the application to the file of a full member: twenty-five steps in two years and four months, each
 * by whose deed it is, at the desk and on the telephone. The clock moves as the months do.
 */

const BRANCH = "东巷村党支部";
const NAME = "申小满";
const WAIT = 15_000;
let stage: Stage;
let address = "";
let introducer = "";
let branchId = "";

beforeAll(async () => {
  stage = await openStage({ demo: true });
  introducer = await stage.open.house.door.read(systemScope("journey"), async (tx) => {
    const rows = await tx
      .selectFrom("membership as m")
      .innerJoin("organizationVersion as v", "v.organizationId", "m.organizationId")
      .select(["m.name", "m.organizationId"])
      .where("v.shortName", "=", BRANCH)
      .where("v.validTo", "is", null)
      .where("m.validTo", "is", null)
      .where("m.registryStatus", "=", "normal")
      .where("m.fullOn", "<", day("2020-01-01"))
      .orderBy("m.strokeKey")
      .execute();
    branchId = rows[0]?.organizationId ?? "";
    const names = rows.map((it) => it.name);
    const known: readonly string[] = [CAST.secretary.name, CAST.member.name];
    return names.find((it) => names.indexOf(it) === names.lastIndexOf(it) && !known.includes(it)) ?? "";
  });
});
afterAll(async () => {
  await stage?.close();
});

type Person = (typeof CAST)[keyof typeof CAST];
const pages = new Map<string, Page>();

/** Somebody's own page; sessions have ended when months have gone by, and one signs in again. */
async function pageOf(
  key: string,
  who: { readonly username: string; readonly password: string },
  at: string,
): Promise<Page> {
  const known = pages.get(key);
  const page =
    known ?? (await stage.page(key.startsWith("phone") ? { viewport: PHONE, hasTouch: true, isMobile: true } : {}));
  pages.set(key, page);
  await page.context().clearCookies();
  // What stands behind the # alone would not load anew.
  await page.goto("about:blank");
  await signInAt(page, who, at);
  return page;
}
const desk = async (who: Person): Promise<Page> => {
  const page = await pageOf(who.username, who, address);
  await page.getByRole("heading", { name: NAME }).waitFor();
  await settled(page);
  return page;
};
const phone = async (who: { readonly username: string; readonly password: string }): Promise<Page> => {
  const page = await pageOf(`phone ${who.username}`, who, "/pocket/#/recruiting");
  await page.getByRole("heading", { name: "入党和培养联系" }).waitFor();
  return page;
};
const moveTo = (on: string): void => (stage.open.house.clock as ReturnType<typeof fixedClock>).move(day(on));

const dialog = (page: Page): Locator => page.getByRole("dialog");
const rowOf = (page: Page, step: number): Locator => page.locator(`.case-path > li[value="${step}"]`);
const send = (page: Page): Promise<void> => dialog(page).getByRole("button", { name: "登记", exact: true }).click();

/** Opens the form of a step from its line, fills it and records it. */
async function record(page: Page, step: number, fill: () => Promise<unknown> = async () => undefined): Promise<void> {
  await rowOf(page, step).getByRole("button", { name: "登记", exact: true }).click();
  await dialog(page).waitFor();
  await settled(page);
  await fill();
  await send(page);
  await dialog(page).waitFor({ state: "hidden", timeout: WAIT });
  await settled(page);
}
/** The same where the rules refuse: what is said is read, and the form is left. */
async function refused(
  page: Page,
  step: number,
  fill: () => Promise<unknown>,
  said: string,
  name: string,
): Promise<void> {
  await rowOf(page, step).getByRole("button", { name: "登记", exact: true }).click();
  await dialog(page).waitFor();
  await settled(page);
  await fill();
  await send(page);
  await dialog(page).getByText(said).first().waitFor({ timeout: WAIT });
  await screenshot(page, name);
  await dialog(page).getByRole("button", { name: "取消" }).click();
  await page.getByRole("dialog", { name: "不提交就关闭吗？" }).getByRole("button", { name: "放弃填写" }).click();
  await expect.poll(() => dialog(page).filter({ visible: true }).count()).toBe(0);
}
const opinion = (page: Page, text: string): Promise<void> => page.getByLabel("情况和意见", { exact: true }).fill(text);
const next = (page: Page, step: string): Promise<void> => page.getByText(`下一步：${step}`).waitFor();
const tick = (page: Page, term: string): Promise<void> => page.getByLabel(term).check();
/** Everybody entitled comes, and all but `against` say yes; what the page counts is read while one types. */
async function vote(page: Page, against: number, picture: string): Promise<void> {
  const entitled = page.locator(".recruiting-vote strong").first();
  await expect.poll(async () => Number(await entitled.innerText())).toBeGreaterThan(20);
  const all = Number(await entitled.innerText());
  await page.getByLabel("实到有表决权的党员").fill(String(all));
  // What nobody typed is not known, and nothing is counted before it is.
  await page.getByLabel("不赞成", { exact: true }).fill("0");
  await page.getByLabel("弃权", { exact: true }).fill("0");
  await page.getByLabel("赞成", { exact: true }).fill(String(Math.floor(all / 2)));
  await page.getByText("没有超过半数：没有通过").waitFor();
  await page.getByLabel("赞成", { exact: true }).fill(String(all - against));
  await page.getByLabel("不赞成", { exact: true }).fill(String(against));
  await page.getByText("超过半数：通过").waitFor();
  await screenshot(page, picture);
}
const board = async (page: Page, yes: number): Promise<void> => {
  await page.getByLabel("党委委员人数").fill("9");
  await page.getByLabel("到会委员").fill("8");
  await page.getByLabel("赞成", { exact: true }).fill(String(yes));
};
/** How many the roster of the branch counts, as the button that leads to it says. */
async function roster(page: Page): Promise<number> {
  await page.goto(`/organizations/${branchId}`);
  const button = page.getByRole("button", { name: /^党员 \d+/u });
  await button.waitFor();
  await settled(page);
  return Number((await button.innerText()).replace(/\D/gu, ""));
}

test("from the application to the file of a full member", async () => {
  // ---- 1 to 3: the application
  let branch = await pageOf(CAST.secretary.username, CAST.secretary, "/recruiting");
  await branch.getByRole("heading", { name: /^发展党员/u }).waitFor();
  const before = await roster(branch);
  await branch.goto("/recruiting");
  await settled(branch);
  await branch.getByRole("button", { name: "登记入党申请" }).click();
  await branch.getByLabel("姓名").fill(NAME);
  await branch.getByLabel("公民身份号码").fill("329971200001010029");
  await screenshot(branch, "whole-01-application");
  await send(branch);
  await branch.getByRole("heading", { name: NAME }).waitFor();
  await settled(branch);
  address = new URL(branch.url()).pathname;

  // The applicant is given an account, and sees where they stand.
  await branch.getByRole("button", { name: "开通掌上账号" }).click();
  await dialog(branch).getByRole("button", { name: "开通", exact: true }).click();
  const secrets = dialog(branch).locator(".secret");
  await secrets.nth(1).waitFor();
  const [username = "", password = ""] = await secrets.allInnerTexts();
  await screenshot(branch, "whole-02-account");
  await dialog(branch).getByRole("button", { name: "完成" }).click();
  await branch.getByRole("button", { name: "开通掌上账号" }).waitFor({ state: "detached" });
  const mine = { username, password: "huaishu-xia-de-shudeng" };
  const own = await pageOf(`phone ${username}`, { username, password }, "/pocket/");
  await own.getByRole("heading", { name: "换成自己的密码" }).waitFor();
  await own.getByLabel("现在的密码").fill(password);
  await own.getByLabel("新密码", { exact: true }).fill(mine.password);
  await own.getByLabel("再输一遍新密码").fill(mine.password);
  await screenshot(own, "whole-03-first-password");
  await own.getByRole("button", { name: "换好密码" }).click();
  await own.getByRole("heading", { name: `${NAME}，您好` }).waitFor();
  await own.getByRole("link", { name: "我的入党过程和思想汇报" }).waitFor();
  expect(await own.getByRole("link").allInnerTexts()).not.toContainEqual(expect.stringContaining("党费"));
  await screenshot(own, "whole-04-applicant-home");
  await own.getByRole("link", { name: "我的入党过程和思想汇报" }).tap();
  await own.getByText("接下来：派人谈话").waitFor();
  await screenshot(own, "whole-05-applicant-way");

  await record(branch, 2, async () => {
    await branch.getByLabel("谈话人").fill(CAST.secretary.name);
    await opinion(branch, "动机端正，了解党的章程，愿意为村里做事");
  });
  await next(branch, "3 推荐和确定入党积极分子");

  // ---- 3 to 6: an activist, trained for a year
  moveTo("2026-12-15");
  branch = await desk(CAST.secretary);
  await record(branch, 3, () => choose(branch.getByLabel("推荐方式"), "", "党员推荐"));
  await next(branch, "4 上级党委备案");
  await branch.getByText("本步骤由朝云街道党工委办理").waitFor();
  let town = await desk(CAST.townOfficer);
  await record(town, 4, () => town.getByLabel("文号（可不填）").fill("朝党组备〔2026〕31号"));
  branch = await desk(CAST.secretary);
  await record(branch, 5, async () => {
    await choose(branch.getByLabel("培养联系人（一至两名正式党员）"), CAST.member.name, CAST.member.name);
    await dialog(branch).locator(".ant-modal-title").click();
  });
  await next(branch, "6 培养教育考察");

  moveTo("2027-06-10");
  let contact = await phone(CAST.member);
  const review = async (text: string, picture?: string): Promise<void> => {
    const one = contact.getByRole("region", { name: NAME });
    await one.getByRole("button", { name: "登记半年考察" }).tap();
    await one.getByRole("textbox").fill(text);
    if (picture !== undefined) await screenshot(contact, picture);
    await one.getByRole("button", { name: "登记", exact: true }).tap();
    await one.getByText("考察情况已登记").waitFor();
  };
  await review("半年来参加了四次主题党日，帮助两户老人，党章学得扎实", "whole-06-review");
  const report = await phone(mine);
  await report.getByText("接下来：培养教育考察").waitFor();
  await report.getByLabel("近来的学习、工作和想法").fill("学习了党章第一章，跟着王老师走访了村里的老人。");
  await report.getByRole("button", { name: "交给支部" }).tap();
  await report.getByText("思想汇报已交到支部").waitFor();
  await screenshot(report, "whole-07-report");
  branch = await desk(CAST.secretary);
  await branch.getByText("跟着王老师走访了村里的老人").waitFor();
  await refused(
    branch,
    7,
    () => tick(branch, "已听取党小组、培养联系人、党员和群众的意见"),
    "满一年是2027-12-15",
    "whole-08-too-early",
  );

  moveTo("2027-12-10");
  contact = await phone(CAST.member);
  await review("一年来坚持参加活动，夏天汛期主动值守，群众评价好");

  // ---- 7 to 12: a candidate
  moveTo("2027-12-20");
  branch = await desk(CAST.secretary);
  await next(branch, "7 确定发展对象人选");
  await record(branch, 7, async () => {
    await tick(branch, "已听取党小组、培养联系人、党员和群众的意见");
    // Monday to Friday before: five working days, by the text of May 2026.
    await branch.getByLabel(/^公示开始日期/).fill("2027-12-13");
    await branch.getByLabel(/^公示结束日期/).fill("2027-12-17");
    await branch.getByLabel(/^公示结束日期/).press("Tab");
  });
  town = await desk(CAST.townOfficer);
  await record(town, 8);
  branch = await desk(CAST.secretary);
  await screenshot(branch, "whole-09-candidate");
  await record(branch, 9, async () => {
    for (const name of [CAST.secretary.name, introducer])
      await choose(branch.getByLabel("入党介绍人（两名正式党员）"), name, name);
    await dialog(branch).locator(".ant-modal-title").click();
  });
  await record(branch, 10, () => choose(branch.getByLabel("审查结论"), "", /^合格$/u));
  await record(branch, 11, () => branch.getByLabel("培训天数（可不填）").fill("3"));
  await record(branch, 12, () => tick(branch, "已听取党小组、培养联系人、党员和群众的意见"));
  await next(branch, "13 上级党委预审");

  // ---- 13 to 18: admitted
  moveTo("2028-03-01");
  town = await desk(CAST.townOfficer);
  await record(town, 13);
  branch = await desk(CAST.secretary);
  await record(branch, 14, () => branch.getByLabel("志愿书编号").fill("3207000028"));
  await record(branch, 15, () => vote(branch, 1, "whole-10-vote"));
  await next(branch, "16 上级党委派人谈话");
  await branch.getByRole("link", { name: "打印支部大会决议" }).click();
  await branch.getByText(`同意接收${NAME}同志为中共预备党员`).waitFor();
  await settled(branch);
  await screenshot(branch, "whole-11-resolution");
  const word = branch.waitForEvent("download");
  await branch.getByRole("link", { name: "下载 Word" }).click();
  expect((await word).suggestedFilename()).toMatch(/支部大会决议.*\.docx$/u);

  moveTo("2028-04-10");
  town = await desk(CAST.townOfficer);
  await record(town, 16, async () => {
    await town.getByLabel("谈话人").fill("组织员");
    await opinion(town, "对党的认识清楚，入党动机端正");
  });
  await refused(town, 17, () => board(town, 4), "党委会表决没有过半数", "whole-12-board");
  await record(town, 17, () => board(town, 8));
  const organiser = await desk(CAST.organiser);
  await record(organiser, 18);
  branch = await desk(CAST.secretary);
  await record(branch, 19, () => branch.getByLabel("党小组（可不填）").fill("第一党小组"));
  await record(branch, 20);
  await next(branch, "21 继续教育考察");
  await screenshot(branch, "whole-13-probationary");

  // ---- 21 to 25: probation, and the file
  moveTo("2028-09-01");
  const watching = await phone(CAST.secretary);
  const one = watching.getByRole("region", { name: NAME });
  await one.getByRole("button", { name: "登记半年考察" }).tap();
  await one.getByRole("textbox").fill("按时参加组织生活，按月交纳党费，起了模范作用");
  await one.getByRole("button", { name: "登记", exact: true }).tap();
  await one.getByText("考察情况已登记").waitFor();

  moveTo("2029-02-20");
  branch = await desk(CAST.secretary);
  await next(branch, "22 提出转正申请");
  await record(branch, 22);
  const passing = (): Promise<void> => choose(branch.getByLabel("表决事项"), "", "按期转正");
  await refused(
    branch,
    23,
    async () => {
      await passing();
      await vote(branch, 0, "whole-14-vote-early");
    },
    "预备期到2029-03-01为止",
    "whole-15-probation",
  );

  moveTo("2029-03-02");
  branch = await desk(CAST.secretary);
  await record(branch, 23, async () => {
    await passing();
    await vote(branch, 0, "whole-16-conversion");
  });
  town = await desk(CAST.townOfficer);
  await record(town, 24, () => board(town, 8));
  branch = await desk(CAST.secretary);
  await next(branch, "25 材料归档");
  await record(branch, 25, async () => {
    await choose(branch.getByLabel("存入"), "", "党员档案");
    for (const paper of ["入党志愿书", "入党申请书", "政治审查材料", "转正申请书", "培养教育考察材料"])
      await dialog(branch).getByLabel(paper, { exact: true }).check();
  });
  await branch.getByText("已转正归档").first().waitFor();
  await screenshot(branch, "whole-17-complete");
  const after = await roster(branch);
  expect(after).toBe(before + 1);
  await screenshot(branch, "whole-18-branch");

  // The same account shows the member what members see.
  const member = await pageOf(`phone ${username}`, mine, "/pocket/");
  await member.getByRole("heading", { name: `${NAME}，您好` }).waitFor();
  await member.getByRole("link", { name: "我的党费" }).waitFor();
  await member.getByRole("link", { name: "我的党员记录" }).tap();
  await member.getByText("2029-03-01").first().waitFor();
  await screenshot(member, "whole-19-member");
  expect(stage.faults()).toEqual([]);
}, 420_000);
