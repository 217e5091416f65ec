/**
 * W16: how many requests a browser sends in ten minutes in which nobody touches it: two tabs of the desk and one of Pocket of a
 * running demo zone, in real Chromium. The pages' clock is moved, nobody waits ten minutes. Ends with 1 if there was any.
 * Run: `npm start`, then `node bench/idle.ts [--url http://127.0.0.1:8080] [--minutes 10]`.
 */
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { CAST } from "#demo/index.ts";
import { openBrowser } from "#test/browser.ts";

const { values } = parseArgs({
  options: { url: { type: "string", default: "http://127.0.0.1:8080" }, minutes: { type: "string", default: "10" } },
});
const minutes = Number(values.minutes);

const browser = await openBrowser();
const asked = new Map<string, string[]>();
try {
  const context = await browser.newContext({ baseURL: values.url });
  await context.clock.install();
  const { username, password } = CAST.organiser;
  const first = await context.newPage();
  await first.goto("/");
  await first.getByLabel("用户名或手机号").fill(username);
  await first.getByLabel("密码", { exact: true }).fill(password);
  await first.getByRole("button", { name: "登录", exact: true }).click();
  await first.locator(".page h1").waitFor();
  const tabs: [string, Page][] = [["desk, workbench", first]];
  for (const [name, path] of [
    ["desk, roster", "/r/members"],
    ["Pocket", "/pocket/"],
  ] as const) {
    const page = await context.newPage();
    await page.goto(path);
    await page.locator("main h1, main h2").first().waitFor();
    tabs.push([name, page]);
  }
  for (const [, page] of tabs) await page.waitForLoadState("networkidle");
  for (const [name, page] of tabs) {
    const seen: string[] = [];
    asked.set(name, seen);
    page.on("request", (it) => seen.push(`${it.method()} ${new URL(it.url()).pathname}`));
  }
  await context.clock.runFor(minutes * 60_000);
  for (const [, page] of tabs) await page.waitForLoadState("networkidle");
} finally {
  await browser.close();
}

console.log("| tab | requests | which |\n| --- | --- | --- |");
for (const [name, seen] of asked) console.log(`| ${name} | ${seen.length} | ${[...new Set(seen)].join(", ")} |`);
if ([...asked.values()].some((it) => it.length > 0)) process.exitCode = 1;
