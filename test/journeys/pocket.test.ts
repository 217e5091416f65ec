import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CAST } from "#demo/index.ts";
import { screenshot } from "#test/browser.ts";
import { openStage, PHONE, POCKET_PLACES, type Stage, settled, signInAt } from "./stage.ts";

/** A member on a phone: what is kept of me, my branch, and who has looked. */

const REASON = "核对医保参保信息";
let stage: Stage;
let phone: Page;

beforeAll(async () => {
  stage = await openStage({ demo: true });
  phone = await stage.page({ viewport: PHONE, hasTouch: true, isMobile: true, deviceScaleFactor: 2 });
});
afterAll(async () => {
  await stage?.close();
});

const overflow = (page: Page) =>
  page.evaluate(() => (document.scrollingElement?.scrollWidth ?? 0) - document.documentElement.clientWidth);

describe("a member on a phone", () => {
  test("signs in and sees what there is to do", async () => {
    await phone.goto("/pocket/");
    await phone.getByRole("heading", { name: "登录" }).waitFor();
    await screenshot(phone, "pocket-01-sign-in");
    await phone.getByLabel("用户名或手机号").fill(CAST.member.username);
    await phone.getByLabel("密码").fill(CAST.member.password);
    await phone.getByRole("button", { name: "登录" }).click();
    await phone.getByRole("heading", { name: `${CAST.member.name}，您好` }).waitFor();
    // First of all what waits: a meeting, a task, each with its day.
    const waits = phone.getByRole("region", { name: "等您办的事" }).getByRole("listitem");
    await waits.first().waitFor();
    expect((await waits.allInnerTexts()).join()).toMatch(/还有\d+天|就在今天|逾期\d+天/);
    expect(await phone.locator("main h2").first().innerText()).toBe("等您办的事");
    await screenshot(phone, "pocket-02-home");
    const errands = phone.getByRole("navigation", { name: "办事" }).getByRole("link");
    expect(await errands.allInnerTexts()).toContainEqual(expect.stringContaining("组织关系转接"));
    expect(await overflow(phone)).toBe(0);
  });

  test("sees their own record, covered until they ask for it", async () => {
    await phone.getByRole("link", { name: "我的党员记录" }).tap();
    await phone.getByRole("heading", { name: "我的党员记录" }).waitFor();
    await phone.getByText("东巷村党支部").first().waitFor();
    const main = phone.getByRole("main");
    expect(await main.innerText()).not.toMatch(/\d{17}[\dX]|1\d{10}/);
    await screenshot(phone, "pocket-03-record");
    await phone.getByRole("button", { name: "显示给我看" }).tap();
    await phone.getByText("公民身份号码").waitFor();
    expect(await main.innerText()).toMatch(/\d{17}[\dX]/);
    await phone.getByRole("button", { name: "遮住" }).tap();
    await phone.getByText("为保护隐私，已隐藏").waitFor();
    expect(await main.innerText()).not.toMatch(/\d{17}[\dX]/);
  });

  test("sees the branch and who leads it", async () => {
    await phone.getByRole("navigation", { name: "主要页面" }).getByRole("link", { name: "支部" }).tap();
    await phone.getByRole("heading", { name: "我的支部" }).waitFor();
    await phone.getByText(/\d+ 人，其中正式党员 \d+ 人/).waitFor();
    await phone.getByText(CAST.secretary.name).first().waitFor();
    await screenshot(phone, "pocket-04-branch");
    // The way back leads to the page before; by a link from outside, to the first page.
    await phone.getByRole("link", { name: "返回" }).tap();
    await phone.getByRole("heading", { name: "我的党员记录" }).waitFor();
    await phone.getByRole("link", { name: "返回" }).tap();
    await phone.getByRole("heading", { name: `${CAST.member.name}，您好` }).waitFor();
    await phone.goto("/pocket/#/dues");
    await phone.reload();
    await phone.getByRole("link", { name: "返回" }).tap();
    await phone.getByRole("heading", { name: `${CAST.member.name}，您好` }).waitFor();
  });

  test("sees who looked at the full record, when and why", async () => {
    const officer = await stage.page();
    await signInAt(officer, CAST.townOfficer, `/r/members?q=${encodeURIComponent(CAST.member.name)}&f.idNumber=`);
    await officer.getByRole("grid").getByRole("row").filter({ hasText: "东巷村" }).first().click();
    await officer.getByRole("heading", { name: CAST.member.name }).waitFor();
    const main = officer.getByRole("main");
    expect(await main.innerText()).not.toMatch(/\d{17}[\dX]/);
    await officer.getByRole("button", { name: "查看完整信息" }).click();
    const dialog = officer.getByRole("dialog");
    const look = dialog.getByRole("button", { name: "查看" });
    await dialog.getByRole("checkbox", { name: "公民身份号码" }).check();
    await look.click();
    await dialog.getByText("请填写查看事由。").waitFor();
    await dialog.getByLabel("查看事由").fill(REASON);
    await screenshot(officer, "pocket-05-officer-asks");
    await look.click();
    await officer.getByText("完整信息只在本页显示一次").waitFor();
    expect(await main.innerText()).toMatch(/\d{17}[\dX]/);
    await settled(officer);
    await screenshot(officer, "pocket-06-officer-sees");
    // Another page, and back: covered again.
    await officer.reload();
    await officer.getByRole("heading", { name: CAST.member.name }).waitFor();
    expect(await main.innerText()).not.toMatch(/\d{17}[\dX]/);
    await officer.context().close();

    await phone.getByRole("navigation", { name: "主要页面" }).getByRole("link", { name: "首页" }).tap();
    await phone.getByRole("link", { name: "谁看过、改过我的记录" }).tap();
    const line = phone.getByRole("listitem").filter({ hasText: REASON });
    await line.waitFor();
    expect(await line.innerText()).toContain(CAST.townOfficer.name);
    await screenshot(phone, "pocket-07-trace");
  });

  test("calls the branch from every page, and no page is wider than a small phone", async () => {
    await stage.open.database.ownerPool.query(
      "update organization_version set phone = '0519-8123 4567' where short_name = '东巷村党支部' and valid_to is null",
    );
    await phone.setViewportSize({ ...PHONE, width: 360 });
    await phone.reload();
    for (const place of POCKET_PLACES) {
      await phone.goto(`/pocket/${place}`);
      await phone.getByRole("heading", { level: 1 }).waitFor();
      await phone.getByText("正在读取…").waitFor({ state: "detached" });
      const call = phone.getByRole("link", { name: "打电话 0519-8123 4567" });
      await call.waitFor();
      await phone.getByRole("link", { name: "返回" }).waitFor({ state: place === "#/" ? "detached" : "visible" });
      expect(await call.getAttribute("href"), place).toBe("tel:051981234567");
      expect(await overflow(phone), place).toBe(0);
      await screenshot(phone, `pocket-10-${place.slice(2) || "home"}`);
    }
    await phone.setViewportSize(PHONE);
  });

  test("has few choices in large letters, and all others one page further", async () => {
    await phone.goto("/pocket/#/");
    await phone.getByRole("button", { name: "长辈版" }).tap();
    const entries = phone.getByRole("navigation", { name: /^(常用|办事)$/ }).getByRole("link");
    await entries.first().waitFor();
    expect(await entries.count()).toBeLessThanOrEqual(6);
    await phone.getByText("正在读取…").waitFor({ state: "detached" });
    await screenshot(phone, "pocket-11-elder-home");
    await entries.filter({ hasText: "更多" }).tap();
    await phone.getByRole("heading", { name: "更多" }).waitFor();
    await screenshot(phone, "pocket-12-elder-more");
    await phone.getByRole("link", { name: "谁看过、改过我的记录" }).tap();
    await phone.getByRole("heading", { name: "谁看过、改过我的记录" }).waitFor();
    await phone.getByRole("link", { name: "返回" }).tap();
    await phone.getByRole("heading", { name: "更多" }).waitFor();
    await phone.getByRole("button", { name: "普通版" }).tap();
  });

  test("is read aloud by a Chinese voice of the device, and by no voice that sends the text away", async () => {
    const elder = await stage.page({ viewport: PHONE, hasTouch: true, isMobile: true });
    await elder.addInitScript(() => {
      localStorage.setItem("lianxin.look", JSON.stringify({ theme: "light", elder: true, elderSize: 20 }));
      const said: string[] = [];
      const voices = [
        { lang: "zh-CN", localService: false },
        { lang: "en-US", localService: true },
      ];
      const speech = Object.assign(new EventTarget(), {
        getVoices: () => voices,
        speak: (it: { text: string }) => said.push(it.text),
        cancel: () => said.push("（停）"),
      });
      Object.assign(window, { said, voices });
      Object.defineProperty(window, "speechSynthesis", { value: speech });
      Object.defineProperty(window, "SpeechSynthesisUtterance", {
        value: class {
          text: string;
          constructor(text: string) {
            this.text = text;
          }
        },
      });
    });
    await elder.goto("/pocket/#/record");
    await elder.getByLabel("用户名或手机号").fill(CAST.member.username);
    await elder.getByLabel("密码").fill(CAST.member.password);
    await elder.getByRole("button", { name: "登录" }).tap();
    await elder.getByText("人员类别").waitFor();
    const read = elder.getByRole("button", { name: "读给我听" });
    expect(await read.count()).toBe(0);
    await elder.evaluate(() => {
      (window as unknown as { voices: object[] }).voices.push({ lang: "zh-CN", localService: true });
      speechSynthesis.dispatchEvent(new Event("voiceschanged"));
    });
    await read.tap();
    const said = () => elder.evaluate(() => (window as unknown as { said: string[] }).said);
    const text = (await said()).join("\n");
    expect(text).toContain("我的党员记录\n姓名\n王秀英\n所在支部\n东巷村党支部");
    // What is covered, pressed or leads elsewhere is not said.
    expect(text).not.toMatch(/\d{17}[\dX]|显示给我看|返回|首页/);
    await screenshot(elder, "pocket-13-read-aloud");
    await elder.getByRole("button", { name: "停下" }).tap();
    expect((await said()).at(-1)).toBe("（停）");
    await read.tap();
    const before = (await said()).filter((it) => it === "（停）").length;
    await elder.getByRole("link", { name: "返回" }).tap();
    await elder.getByRole("heading", { name: /您好$/ }).waitFor();
    expect((await said()).filter((it) => it === "（停）").length).toBeGreaterThan(before);
    await elder.context().close();
  });

  test("reads in large letters, in the dark, and never scrolls sideways", async () => {
    await phone.getByRole("button", { name: "长辈版" }).tap();
    await phone.getByRole("navigation", { name: "主要页面" }).getByRole("link", { name: "首页" }).tap();
    await phone.getByRole("button", { name: "最大" }).tap();
    expect(await phone.evaluate(() => getComputedStyle(document.body).fontSize)).toBe("30px");
    for (const place of ["首页", "支部", "记录", "我的"]) {
      await phone.getByRole("navigation", { name: "主要页面" }).getByRole("link", { name: place }).tap();
      await phone.getByRole("heading", { level: 1 }).waitFor();
      expect(await overflow(phone), place).toBeLessThanOrEqual(0);
      await screenshot(phone, `pocket-08-elder-${place}`);
    }
    await phone.getByRole("button", { name: /^深色/ }).tap();
    await screenshot(phone, "pocket-09-elder-dark");
    await phone.reload();
    await phone.getByRole("button", { name: "普通版" }).waitFor();
    await phone.getByRole("button", { name: "退出登录" }).tap();
    await phone.getByRole("heading", { name: "登录" }).waitFor();
    expect(stage.faults()).toEqual([]);
  });
});
