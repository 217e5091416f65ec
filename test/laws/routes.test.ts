import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { HOUSE_PROBLEMS } from "#platform/http/problem-page.ts";
import { joined, PARTS, routesOf, verbsOf } from "#server/modules.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const routes = routesOf(PARTS);
const name = (it: { method: string; path: string }) => `${it.method} ${it.path}`;
const sources = globSync("src/**/*.ts", { cwd: ROOT })
  .filter((file) => !file.endsWith(".test.ts"))
  .map((file) => ({ file: file.replaceAll("\\", "/"), text: readFileSync(join(ROOT, file), "utf8") }));

test("every route has its own address, a verb that is declared, and says what it does", () => {
  expect(routes.length).toBeGreaterThan(10);
  expect(new Set(routes.map(name)).size).toBe(routes.length);
  const declared = new Set(verbsOf(PARTS).map((it) => it.name));
  for (const it of routes) {
    expect(it.path, name(it)).toMatch(/^\/api(\/([a-z-]+|:[a-zA-Z]+|[a-z-]+\.xlsx))+$/);
    expect(it.verb === "public" || it.verb === "own" || declared.has(it.verb), name(it)).toBe(true);
    expect(it.summary, name(it)).toMatch(/\p{Script=Han}/u);
  }
});

test("what is open to everybody is here to be seen", () => {
  expect(routes.filter((it) => it.verb === "public").map(name)).toEqual([
    "GET /api/session",
    "POST /api/session",
    "DELETE /api/session",
    // A slip and the member's own identity number, both of which are asked.
    "POST /api/account-activation",
    // From nobody by design: platform/anonymous.
    "POST /api/ballots",
  ]);
});

test("what runs without a transaction around it is here to be seen: signing in and proving who one is", () => {
  expect(routes.filter((it) => it.kind === "opening").map(name)).toEqual([
    "GET /api/session",
    "POST /api/session",
    "DELETE /api/session",
    "POST /api/password",
    "POST /api/second-factor",
    "POST /api/second-factor/removal",
    "GET /api/own/record",
    "GET /api/own/branch",
    "GET /api/own/recruiting",
    "GET /api/own/dues",
    "POST /api/account-activation",
    "GET /api/own/meetings",
    "GET /api/own/appraisals",
    "POST /api/ballots",
  ]);
});

test("what a deed shows once is here to be seen, and no deed that shows a secret keeps it for a repeated key", () => {
  const deeds = routes.filter((it) => it.kind === "deed");
  expect(deeds.filter((it) => it.repeats === "by-itself").map(name)).toEqual(["POST /api/own/appraisals/:id/token"]);
  const shownOnce = deeds.filter((it) => it.repeats === "shown-once").map(name);
  expect(shownOnce).toEqual([
    "POST /api/accounts",
    "POST /api/accounts/:id/password-reset",
    "POST /api/credential-resets/:id/confirmation",
    "POST /api/credential-resets/:id/security-confirmation",
    "POST /api/credential-resets/:id/second-half",
    "POST /api/members/:personId/unmasking",
    "POST /api/members/:personId/account",
    "POST /api/recruiting/:id/account",
    "POST /api/floating-cases/:id/unmasking",
    "POST /api/correction-requests/:id/reading",
    "POST /api/account-invitations",
    "POST /api/discipline/:id/reading",
  ]);
  // By the names of what is shown: passwords, whole numbers, what was read for a reason, slips with their codes.
  const secret = /"(oneTimePassword|\w*[hH]alf|idNumber|mobile|phone|wanted|reason|signature|secret|token|slips)":\{/;
  const secrets = deeds.filter((it) => secret.test(JSON.stringify(it.response)) && it.repeats !== "by-itself");
  expect(secrets.map(name)).toEqual(shownOnce);
});

test("every event that a route tells has a sentence, and every sentence an act", () => {
  const sentences = joined(PARTS.map((it) => it.sentences));
  const told = routes.flatMap((it) => it.tells ?? []);
  expect(told.length).toBeGreaterThan(10);
  for (const event of told) expect(Object.keys(sentences), event).toContain(event);
  // An event that is a value is told by its name in the table of its part: `events.cancelled`.
  const values = new Map(
    sources.flatMap(({ file, text }) =>
      [...text.matchAll(/^ {2}(\w+): event\(\s*"([^"]+)"/gm)].map(
        (it) => [it[2] ?? "", { folder: file.replace(/[^/]+$/, ""), name: `events.${it[1]}` }] as const,
      ),
    ),
  );
  expect(values.size).toBeGreaterThan(10);
  for (const event of Object.keys(sentences)) {
    const value = values.get(event);
    // Named by an act as a value; what a route may tell, or an act by its type, is not yet told.
    const telling = new RegExp(value ? `(?<!typeof )\\b${value.name.replace(".", "\\.")}\\b` : `"${event}"`);
    // A register of facts declares how its events begin; the platform tells those that all of them have.
    const [, register, deed] = /^(.+)\.([^.]+)$/.exec(event) ?? [];
    const isKept = sources.some(({ text }) => text.includes(`events: "${register}",`));
    if (isKept && sources.some(({ text }) => text.includes(`\`\${of.events}.${deed}\``))) continue;
    expect(
      sources.some(
        ({ file, text }) =>
          !file.endsWith("/zh.ts") &&
          // By an act of its part, or by a verb of the command line.
          (file.startsWith(value?.folder ?? "") || file.startsWith("src/server/verbs/")) &&
          telling.test(value ? text.replaceAll(/\btells: \[[^\]]*\]/g, "") : text),
      ),
      `${event} is told nowhere`,
    ).toBe(true);
  }
});

test("every slug of a problem has a page of its own in the parts that write pages", () => {
  const writing = PARTS.filter((it) => it.problems);
  const pages = { ...HOUSE_PROBLEMS, ...joined(PARTS.map((it) => it.problems)) };
  const slugs = sources
    .filter(
      ({ file }) => file.startsWith("src/platform/http/") || writing.some((it) => file.startsWith(`src/${it.name}/`)),
    )
    .flatMap(({ text }) => [
      ...text.matchAll(/(?:refused|conflict)\(\s*"([a-z-]+)"|new Problem\(\s*"[a-zA-Z]+",\s*"([a-z-]+)"/g),
    ])
    .map((it) => it[1] ?? it[2] ?? "");
  expect(slugs.length).toBeGreaterThan(20);
  expect([...new Set(slugs)].filter((it) => !Object.hasOwn(pages, it))).toEqual([]);
});

test("where code leaves the scope of its actor is here to be seen", async () => {
  const uses = sources
    .filter(({ file, text }) => file !== "src/platform/database/door.ts" && /\b(asSystem|widened)\(/.test(text))
    .map(
      ({ file, text }) =>
        `${file} ${[...new Set([...text.matchAll(/\b(?:asSystem\(\s*[\w.]+,\s*"([a-z-]+)"|(widened)\()/g)].map((it) => it[1] ?? it[2] ?? ""))].toSorted().join(" ")}`,
    )
    .sort();
  expect(uses.length).toBeGreaterThan(0);
  await expect(`${uses.join("\n")}\n`).toMatchFileSnapshot("../golden/beyond-scope.txt");
});
