import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ROLES, type Role } from "#platform/access/index.ts";
import type { Route } from "#platform/http/route.ts";
import { PARTS, routesOf, verbsOf } from "#server/modules.ts";
import { Browser, freshHouse, type TestHouse } from "../house.ts";

const roles = Object.keys(ROLES) as Role[];
const routes = routesOf(PARTS);
const verbs = verbsOf(PARTS);

test("who holds what: the table of verbs and roles", async () => {
  expect(verbs.length).toBeGreaterThan(5);
  const width = Math.max(...verbs.map((it) => it.name.length));
  const lines = verbs
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map((it) =>
      `${it.name.padEnd(width)}  ${roles.map((role) => (it.roles.includes(role) ? role : "-".padEnd(role.length))).join("  ")}`.trimEnd(),
    );
  await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("../golden/authority.txt");
});

test("every verb is used by a route or a register, so that no right is granted for nothing", () => {
  const used = new Set([
    ...routes.map((it) => it.verb),
    ...PARTS.flatMap((it) => it.registers ?? []).flatMap((it) => Object.values(it.verbs)),
  ]);
  expect(verbs.filter((it) => !used.has(it.name)).map((it) => it.name)).toEqual([]);
});

/** Every route asked by every role, by nobody, and by somebody without any role; the ids are nobody's. */
let it: TestHouse;
let app: FastifyInstance;
const browsers = new Map<Role | "none", Browser>();
beforeAll(async () => {
  it = await freshHouse();
  app = await it.app();
  for (const role of [...roles, "none" as const]) {
    await it.person(role === "none" ? null : role, it.places.town, role);
    const browser = new Browser(app);
    expect((await browser.signIn(role)).statusCode).toBe(200);
    browsers.set(role, browser);
  }
});
afterAll(() => it?.close());

const address = (route: Route) => route.path.replace(/:[a-zA-Z]+/g, "0197f3a0-0000-7000-8000-000000000000");
const ask = (browser: Browser, route: Route) =>
  browser.send(
    route.method,
    address(route),
    route.method === "GET" ? undefined : {},
    route.upload ? { headers: { "content-type": "application/json" } } : {},
  );

test("each route opens to exactly the roles that hold its verb", async () => {
  let asked = 0;
  for (const route of routes.filter((each) => each.verb !== "public")) {
    const label = `${route.method} ${route.path}`;
    expect((await ask(new Browser(app), route)).statusCode, `${label} for nobody`).toBe(401);
    for (const [role, browser] of browsers) {
      const answer = await ask(browser, route);
      const holds = route.verb === "own" || (role !== "none" && it.house.policy.holds(role, route.verb));
      const forbidden = answer.statusCode === 403 && answer.json<{ type: string }>().type === "/problems/forbidden";
      expect(answer.statusCode, `${label} for ${role}`).toBeLessThan(500);
      expect(forbidden, `${label} for ${role}`).toBe(!holds);
      asked += 1;
    }
  }
  expect(asked).toBeGreaterThan(roles.length * 10);
});
