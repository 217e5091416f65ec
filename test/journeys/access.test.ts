import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CAST } from "#demo/index.ts";
import { slice } from "#test/slice.ts";
import { openStage, PHONE, POCKET_PLACES, type Stage, settled, signInAt } from "./stage.ts";

/**
 * WCAG 2.2 A and AA by axe-core on every main page, in light, dark and large letters: nothing found. One commit looks at
 * each page in one of the three, the whole run in all.
 */

interface Finding {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[];
}

const LOOKS = {
  light: { theme: "light", elder: false, elderSize: 20, dense: false },
  dark: { theme: "dark", elder: false, elderSize: 20, dense: false },
  elder: { theme: "light", elder: true, elderSize: 24, dense: false },
} as const;

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
let axe = "";
let stage: Stage;
let places: readonly string[] = [];

beforeAll(async () => {
  axe = await readFile(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");
  stage = await openStage({ demo: true });
  const page = await stage.page();
  await signInAt(page, CAST.organiser);
  await page.getByRole("heading", { name: "工作台" }).waitFor();
  const first = async (register: string): Promise<string> => {
    const answer = await page.request.get(`/api/registers/${register}?limit=1`);
    return ((await answer.json()) as { rows: { id: string }[] }).rows[0]?.id ?? "";
  };
  const [member, organization, event] = [
    await first("members"),
    await first("organizations"),
    await first("organization-events"),
  ];
  places = [
    "/",
    "/organizations",
    `/organizations/${organization}`,
    `/organization-events/${event}`,
    "/organization-events/new?kind=merge",
    "/organization-events/new?kind=split",
    "/setting-advice",
    "/r/organizations",
    "/r/units",
    "/r/posts",
    "/r/terms",
    "/r/organization-events",
    "/r/members",
    "/r/membership-events",
    "/r/transfers",
    `/members/${member}`,
    "/transfers",
    "/picture",
    "/picture?asOf=2025-12-31&manner=was",
    "/screen",
    "/statistics",
    "/statistics/1",
    "/imports",
    "/audit",
    "/administration/accounts",
    "/administration/grants",
    "/administration/permissions",
    "/me/look",
    "/me/notices",
    "/me/password",
    "/me/second-factor",
    "/me/sessions",
    "/no-such-page",
  ];
  await page.context().close();
});
afterAll(async () => {
  await stage?.close();
});

async function findings(page: Page, at: string): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.addScriptTag({ content: axe });
  const found = await page.evaluate(
    async ([tags]) => {
      const scope = window as unknown as {
        axe?: { run(on: Document, how: unknown): Promise<{ violations: Finding[] }> };
      };
      const result = await scope.axe?.run(document, { runOnly: { type: "tag", values: tags } });
      return result?.violations ?? [{ id: "axe", help: "did not run", nodes: [] }];
    },
    [TAGS] as const,
  );
  return found.map(
    (it) =>
      `${at}: ${it.id} (${it.help})\n${it.nodes
        .slice(0, 4)
        .map((node) => `    ${node.target.join(" ")}: ${node.failureSummary?.replaceAll("\n", " ") ?? ""}`)
        .join("\n")}`,
  );
}

/** Whether this commit looks at the page in this look; another page, another look. */
const looked = (place: string, look: keyof typeof LOOKS): boolean =>
  slice(`access ${place.replace(/[0-9a-f-]{36}/, "id")}`, Object.keys(LOOKS), 3, (it) => it).includes(look);

async function wear(page: Page, look: keyof typeof LOOKS): Promise<void> {
  await page.addInitScript((kept) => {
    localStorage.setItem("lianxin.look", kept);
  }, JSON.stringify(LOOKS[look]));
}

describe.each(Object.keys(LOOKS) as (keyof typeof LOOKS)[])("in %s", (look) => {
  test("no page of the desk breaks a rule", async () => {
    const page = await stage.page({ bypassCSP: true });
    await wear(page, look);
    await page.goto("/");
    await page.getByLabel("用户名或手机号").waitFor();
    const found = looked("sign-in", look) ? await findings(page, "sign-in") : [];
    await signInAt(page, CAST.organiser);
    await page.getByRole("heading", { name: "工作台" }).waitFor();
    for (const place of places.filter((it) => looked(it, look))) {
      await page.goto(place);
      await settled(page);
      found.push(...(await findings(page, place)));
    }
    expect(found.join("\n")).toBe("");
    await page.context().close();
    // Thirty pages, each weighed whole: some 15 s of two quiet cores.
  }, 180_000);

  test("no page of the pocket breaks a rule", async () => {
    const page = await stage.page({ bypassCSP: true, viewport: PHONE });
    await wear(page, look);
    await page.goto("/pocket/");
    await page.getByRole("heading", { name: "登录" }).waitFor();
    const found = looked("pocket sign-in", look) ? await findings(page, "pocket sign-in") : [];
    await page.getByLabel("用户名或手机号").fill(CAST.member.username);
    await page.getByLabel("密码").fill(CAST.member.password);
    await page.getByRole("button", { name: "登录" }).click();
    await page.getByRole("heading", { name: /您好$/ }).waitFor();
    for (const place of POCKET_PLACES.filter((it) => looked(it, look))) {
      await page.goto(`/pocket/${place}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.getByText("正在读取…").waitFor({ state: "detached" });
      found.push(...(await findings(page, `pocket ${place}`)));
    }
    expect(found.join("\n")).toBe("");
    await page.context().close();
  });
});
