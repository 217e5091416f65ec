import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ROLES, type Role } from "#platform/access/index.ts";
import type { Route } from "#platform/http/route.ts";
import { PARTS, routesOf, verbsOf } from "#server/modules.ts";
import { RawLine, sameRouteAs, strangeFor } from "../address-variants.ts";
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

/** What may be said to somebody who is not signed in: these three come from before any handler. */
const BEFORE_HANDLERS = new Map([
  [400, "/problems/unreadable-address"],
  [401, "/problems/sign-in-first"],
  [404, "/problems/no-such-address"],
]);

const SHARES = 6;

/** Everything told so far, sealed or not. */
async function told(): Promise<number> {
  const { rows } = await it.open.database.ownerPool.query<{ count: number }>(
    "select count(*) as count from audit_event",
  );
  return Number(rows[0]?.count);
}

test("no way of writing an address opens what is not public to nobody, and nothing is told by nobody", async () => {
  await app.listen({ port: 0, host: "127.0.0.1" });
  const line = new RawLine((app.server.address() as { port: number }).port);
  const before = await told();
  const statuses = new Map<number, number>();
  const wrong: string[] = [];
  const closed = routes.filter((each) => each.verb !== "public");
  expect(closed.length).toBeGreaterThan(100);
  for (const [nth, route] of closed.entries()) {
    // What a router takes is tried at every route; of what it should not take each route gets its share.
    const strange = strangeFor(address(route)).filter((_, at) => at % SHARES === nth % SHARES);
    const tried = [...sameRouteAs(address(route)), ...strange].map(async (variant) => {
      const { status, headers, body } = await line.send(
        route.method,
        variant,
        {},
        route.method === "GET" ? "" : JSON.stringify({}),
      );
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      const type = BEFORE_HANDLERS.get(status);
      const asExpected =
        type !== undefined &&
        (JSON.parse(body) as { type?: unknown }).type === type &&
        headers["cache-control"] === "no-store" &&
        headers["set-cookie"] === undefined;
      if (!asExpected) wrong.push(`${route.method} ${variant} -> ${status} ${body.slice(0, 120)}`);
    });
    await Promise.all(tried);
  }
  line.close();
  expect(wrong.slice(0, 20)).toEqual([]);
  // The router does take many of them for the route: then it was the gate that refused.
  expect(statuses.get(401) ?? 0).toBeGreaterThan(closed.length * 7);
  expect(await told()).toBe(before);
}, 600_000);
