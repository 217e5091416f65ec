import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { CAST } from "#demo/index.ts";
import { PROFILES, type Profile } from "#platform/access/index.ts";
import { screenshot } from "#test/browser.ts";
import { openStage, PHONE, type Stage, settled, signInAt } from "./stage.ts";

/** An open page at which nobody works asks for nothing, and its session ends; both clocks are moved, nobody waits. */

/** The rules of the house, which each test chooses. */
const rules: { -readonly [Key in keyof Profile]: Profile[Key] } = { ...PROFILES.asvs };
let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ demo: true, profile: rules });
});
afterAll(async () => {
  await stage?.close();
});

async function choose(profile: Profile): Promise<void> {
  Object.assign(rules, profile);
  // The demo's passwords are older than some profiles allow; that is not what is asked here.
  await stage.open.database.ownerPool.query("update credential set password_set_at = $1, must_change = false", [
    stage.clock.now(),
  ]);
}

async function pageWithClock(options: Parameters<Stage["page"]>[0] = {}): Promise<Page> {
  const page = await stage.page(options);
  await page.clock.install({ time: stage.clock.now() });
  return page;
}

/** Minutes go by at the server and at this person's machine; what was due meanwhile happens once, as after a sleep. */
async function pass(page: Page, minutes: number): Promise<void> {
  stage.clock.pass(minutes);
  await page.clock.fastForward(minutes * 60_000);
}

/** A key that does nothing, at a page that notices it, and hears from the server how long the session now has. */
async function act(page: Page): Promise<void> {
  const ends = () => page.evaluate(() => localStorage.getItem("lianxin.idle-ends"));
  const before = await ends();
  await page.keyboard.press("Shift");
  await vi.waitUntil(async () => (await ends()) !== before, { timeout: 30_000, interval: 100 });
  await settled(page);
}

async function atDesk(page: Page): Promise<void> {
  await signInAt(page, CAST.secretary);
  await page.getByRole("heading", { name: "工作台" }).waitFor();
  await settled(page);
}

async function atPocket(page: Page): Promise<void> {
  await signInAt(page, CAST.member, "/pocket/");
  await page.getByRole("link", { name: "我的支部" }).waitFor();
  await settled(page);
}

/** How the newest session of an account ended: null while it lives. */
async function endOf(username: string): Promise<Date | null> {
  const { rows } = await stage.open.database.ownerPool.query<{ at: Date | null }>(
    `select s.ended_at as at from session s join account a on a.id = s.account_id
     where a.username = $1 order by s.created_at desc, s.id desc limit 1`,
    [username],
  );
  if (!rows[0]) throw new Error(`${username} never signed in`);
  return rows[0].at;
}

describe("ten minutes of nobody", () => {
  test.each([
    { face: "the desk", open: atDesk, options: {} },
    { face: "Pocket", open: atPocket, options: { viewport: PHONE } },
  ])("$face asks for nothing", async ({ open, options }) => {
    await choose(PROFILES.asvs);
    const page = await pageWithClock(options);
    await open(page);
    const asked: string[] = [];
    page.on("request", (it) => asked.push(`${it.method()} ${it.url()}`));
    stage.clock.pass(10);
    await page.clock.runFor(10 * 60_000);
    await settled(page);
    expect(asked).toEqual([]);
    // The page is awake all the same, and what it asks is seen here.
    await act(page);
    expect(asked.length).toBeGreaterThan(0);
    await page.context().close();
  });
});

describe.each(Object.values<Profile>(PROFILES))("$name", (profile) => {
  const limit = profile.idleMinutes;

  test("whoever acts stays in; whoever does not is warned, then signed out", async () => {
    await choose(profile);
    const page = await pageWithClock();
    await atDesk(page);
    const warning = page.getByRole("alert").filter({ hasText: "即将自动退出登录" });
    // Together longer than the limit: a key now and then is enough.
    for (let round = 0; round < 3; round += 1) {
      await pass(page, limit - 5);
      await act(page);
    }
    expect(await warning.count()).toBe(0);
    await pass(page, limit - 1);
    await warning.waitFor();
    if (profile.name === "guomi") await screenshot(page, "idle-01-warning");
    await warning.getByRole("button", { name: "继续工作" }).click();
    await warning.waitFor({ state: "detached" });
    await settled(page);
    await pass(page, limit - 5);
    await page.getByRole("heading", { name: "工作台" }).waitFor();
    expect(await endOf(CAST.secretary.username)).toBeNull();
    await act(page);
    await pass(page, limit);
    await page.getByRole("status").filter({ hasText: "长时间没有操作，已自动退出登录" }).waitFor();
    expect(await page.getByRole("heading", { name: "工作台" }).count()).toBe(0);
    await vi.waitUntil(async () => (await endOf(CAST.secretary.username)) !== null, { timeout: 20_000 });
    if (profile.name === "guomi") await screenshot(page, "idle-02-signed-out");
    await signInAgain(page);
    await page.getByRole("heading", { name: "工作台" }).waitFor();
    expect(await page.getByRole("status").filter({ hasText: "已自动退出登录" }).count()).toBe(0);
    await page.context().close();
  });

  test("so it is in Pocket", async () => {
    await choose(profile);
    const page = await pageWithClock({ viewport: PHONE });
    await atPocket(page);
    await pass(page, limit - 5);
    await act(page);
    await pass(page, limit - 5);
    await page.getByRole("link", { name: "我的支部" }).waitFor();
    expect(await endOf(CAST.member.username)).toBeNull();
    await pass(page, 5);
    await page.getByText("您有一阵子没有操作，为了安全已经自动退出，请重新登录。").waitFor();
    await vi.waitUntil(async () => (await endOf(CAST.member.username)) !== null, { timeout: 20_000 });
    await page.context().close();
  });
});

async function signInAgain(page: Page): Promise<void> {
  await page.getByLabel("用户名或手机号").fill(CAST.secretary.username);
  await page.getByLabel("密码", { exact: true }).fill(CAST.secretary.password);
  await page.getByRole("button", { name: "登录", exact: true }).click();
}

test("work in one tab keeps the session of the other tabs, without a request of theirs", async () => {
  await choose(PROFILES.guomi);
  const limit = PROFILES.guomi.idleMinutes;
  const left = await pageWithClock();
  await atDesk(left);
  const right = await left.context().newPage();
  await right.goto("/");
  await right.getByRole("heading", { name: "工作台" }).waitFor();
  await settled(left);
  const asked: string[] = [];
  left.on("request", (it) => asked.push(it.url()));
  for (let round = 0; round < 2; round += 1) {
    await pass(right, limit - 5);
    await act(right);
  }
  expect(await left.getByRole("heading", { name: "工作台" }).count()).toBe(1);
  expect(asked).toEqual([]);
  await pass(right, limit);
  for (const tab of [left, right])
    await tab.getByRole("status").filter({ hasText: "长时间没有操作，已自动退出登录" }).waitFor();
  expect(stage.faults()).toEqual([]);
  await left.context().close();
});
