import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContextOptions, Locator, Page } from "playwright-core";
import { vi } from "vitest";
import type { Profile } from "#platform/access/profile.ts";
import { temporaryKeyring } from "#platform/audit/keyring.ts";
import { fixedClock } from "#platform/clock/index.ts";
import { appOf } from "#server/app.ts";
import { type FirstAccount, openFirstAccounts } from "#server/first-run.ts";
import { hooks } from "#server/hooks.ts";
import { type OpenHouse, openHouse } from "#server/house.ts";
import { openBrowser, screenshot } from "#test/browser.ts";
import { freshDatabase } from "#test/database.ts";
import { copyOfDemo, TODAY } from "#test/demo-zone.ts";
import { builtWeb } from "./web.ts";

export const DESK = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

/** Every page of Pocket that a member opens. */
export const POCKET_PLACES = [
  "#/",
  "#/more",
  "#/record",
  "#/branch",
  "#/trace",
  "#/mine",
  "#/notices",
  "#/meetings",
  "#/appraisal",
  "#/dues",
  "#/honours",
  "#/floating",
  "#/transfer",
  "#/recruiting",
  "#/corrections",
];

/** What each page has asked for and not yet been answered. */
const underWay = new WeakMap<Page, ReadonlySet<unknown>>();

/** A server as `npm start` runs it, on a free port, with a real browser before it. */
export interface Stage {
  readonly open: OpenHouse;
  readonly origin: string;
  /** The server's; pages have their machine's. */
  readonly clock: ReturnType<typeof fixedClock>;
  /** Of a stage that began empty: who may sign in, and the password that is shown once. */
  readonly first: readonly FirstAccount[];
  /** A page in a profile of its own, as on another person's machine. */
  page(options?: BrowserContextOptions): Promise<Page>;
  /** What went wrong in any page or behind it so far: errors of scripts, answers ≥ 500, dialogs nobody asked for. */
  faults(): readonly string[];
  close(): Promise<void>;
}

/**
 * Opens an empty house, or with `demo` the demo zone; background work (imports) runs in this process. `camera` is a file
 * of moving pictures that the browser's camera sees; `profile` the rules of sign-in.
 */
export async function openStage(
  options: { readonly demo?: boolean; readonly camera?: string; readonly profile?: Profile } = {},
): Promise<Stage> {
  const [webFolder, place, browser] = await Promise.all([
    builtWeb(),
    options.demo === true
      ? copyOfDemo()
      : freshDatabase().then((database) => ({ database, keyring: temporaryKeyring() })),
    openBrowser(options),
  ]);
  const clock = fixedClock(TODAY);
  const backupFolder = await mkdtemp(join(tmpdir(), "lianxin-backups-"));
  const open = await openHouse({
    ...place,
    backupFolder,
    clock,
    ...(options.profile ? { profile: options.profile } : {}),
    demo: (house) => hooks.people?.(house()) ?? Promise.resolve(null),
  });
  const faults: string[] = [];
  const first = options.demo === true ? [] : ((await openFirstAccounts(open.house)) ?? []);
  const app = await appOf(open, {
    log: false,
    webFolder,
    strictViews: true,
    limits: { ordinary: 1e6, heavy: 1e6, signIn: 1e6 },
  });
  await open.startBackground((error) => faults.push(`background: ${String(error)}`));
  await app.listen({ port: 0, host: "127.0.0.1" });
  const origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  return {
    open,
    origin,
    clock,
    first,
    async page(more = {}) {
      const context = await browser.newContext({
        viewport: DESK,
        locale: "zh-CN",
        timezoneId: "Asia/Shanghai",
        baseURL: origin,
        acceptDownloads: true,
        // A dialog that grows under the pointer takes a click or not as the frames fall; journeys ask it to stand at once.
        reducedMotion: "reduce",
        ...more,
      });
      // A machine of two cores carries other tests beside this one.
      context.setDefaultTimeout(45_000);
      const page = await context.newPage();
      await shake(page);
      const under = new Set<unknown>();
      underWay.set(page, under);
      page.on("request", (it) => {
        // What the page before had asked for, nobody waits for.
        if (it.isNavigationRequest()) under.clear();
        else if (it.url().includes("/api/")) under.add(it);
      });
      page.on("requestfinished", (it) => under.delete(it));
      page.on("requestfailed", (it) => under.delete(it));
      page.on("pageerror", (error) => faults.push(`${page.url()}: ${error.message}`));
      page.on("response", (it) => {
        if (it.status() >= 500) faults.push(`${it.status()} ${it.request().method()} ${it.url()}`);
      });
      page.on("dialog", (it) => {
        if (it.type() !== "beforeunload") faults.push(`dialog: ${it.message()}`);
        void it.accept().catch(() => undefined);
      });
      return page;
    },
    faults: () => faults,
    async close() {
      await browser.close();
      await app.close();
      await open.close();
      await place.database.close();
      await rm(backupFolder, { recursive: true, force: true });
    },
  };
}

/**
 * `JOURNEY_SHAKE=N`: the page as on a poor machine and network, its processor slower by N and each answer of the interface
 * late by up to N tenths of a second. A journey that holds here does not rest on the luck of a fast machine.
 */
async function shake(page: Page): Promise<void> {
  const rate = Number(process.env["JOURNEY_SHAKE"] ?? "1");
  if (rate <= 1) return;
  const line = await page.context().newCDPSession(page);
  await line.send("Emulation.setCPUThrottlingRate", { rate });
  await page.route("**/api/**", async (route) => {
    await new Promise((done) => setTimeout(done, Math.random() * rate * 100));
    await route.continue().catch(() => undefined);
  });
}

/** Signs in at the desk's own page and waits until the work begins: the heading of the page asked for is there. */
export async function signInAt(page: Page, person: { readonly username: string; readonly password: string }, at = "/") {
  await page.goto(at);
  await page.getByLabel("用户名或手机号").fill(person.username);
  await page.getByLabel("密码", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "登录", exact: true }).click();
}

/** The same with a password handed out by somebody else, which must be replaced before any work. */
export async function signInFirst(
  page: Page,
  person: { readonly username: string; readonly oneTimePassword: string },
  password: string,
  picture?: string,
) {
  await signInAt(page, { username: person.username, password: person.oneTimePassword });
  await page.getByText("请先换成自己的，再开始工作").waitFor();
  if (picture !== undefined) await screenshot(page, picture);
  await page.getByLabel("现在的密码").fill(person.oneTimePassword);
  await page.getByLabel("新密码", { exact: true }).fill(password);
  await page.getByLabel("再输一遍新密码").fill(password);
  await page.getByRole("button", { name: "修改密码" }).click();
  await page.getByRole("heading", { name: "工作台" }).waitFor();
}

/** Chooses in one of the desk's drop-down lists by typing what is looked for, as one does. */
export async function choose(box: Locator, typed: string, option: string | RegExp): Promise<void> {
  const page = box.page();
  // The list of options is drawn at the end of the page.
  const wanted = page
    .locator(".ant-select-dropdown:visible .ant-select-item-option")
    .filter({ hasText: option })
    .first();
  // On a busy machine the list may be drawn anew under the pointer, and close or take nothing; a person opens it again.
  for (let tries = 4; ; tries -= 1) {
    await box.click();
    if (typed !== "") await box.fill(typed);
    try {
      const term = (await wanted.innerText({ timeout: 12_000 })).trim();
      await wanted.click({ timeout: 12_000 });
      // Chosen: the list is gone, or marks the option as one of several.
      await page
        .locator(".ant-select-dropdown:visible .ant-select-item-option:not(.ant-select-item-option-selected)")
        .filter({ has: page.getByText(term, { exact: true }) })
        .first()
        .waitFor({ state: "hidden", timeout: 6_000 });
      return;
    } catch (error) {
      if (tries === 1) throw error;
      await box.press("Escape");
    }
  }
}

/** Waits until the work area has answered: nothing spins, nothing says it is waiting. */
export async function settled(page: Page): Promise<void> {
  await page.locator("main h1, main .say-bad").first().waitFor();
  await page.waitForFunction(() => document.querySelector(".waiting, .ant-spin-spinning") === null);
  // Two frames, so that what a click asks for has been asked; then until all of it is answered.
  await page.evaluate(
    () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
  );
  await vi.waitUntil(() => (underWay.get(page)?.size ?? 0) === 0, { timeout: 30_000, interval: 50 });
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}

/** The number of a figure on the page, by its term. */
export async function figure(page: Page, term: string): Promise<number> {
  const tile = page.getByRole("listitem").filter({ has: page.getByText(term, { exact: true }) });
  const text = await tile.locator(".figure-value").innerText();
  return Number(text.replace(/[^\d.]/g, ""));
}
