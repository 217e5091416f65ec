import { connect } from "node:net";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ROLES, type Role } from "#platform/access/index.ts";
import type { Route } from "#platform/http/route.ts";
import { PARTS, routesOf } from "#server/modules.ts";
import { Browser, freshHouse, type TestHouse } from "./house.ts";
import { Malformer } from "./malformed.ts";
import { slice } from "./slice.ts";

/**
 * Malformed input over a real socket against a real database (C1): never 500 or more, never over a second, never the end
 * of the process. 60 per route here, of a third of the routes; 10,000 of all by `npm run -s fuzz`. LIANXIN_FUZZ_SEED repeats
 * a run.
 */
const PER_ROUTE = Number(process.env["LIANXIN_FUZZ"] ?? 60);
const SEED = Number(process.env["LIANXIN_FUZZ_SEED"] ?? 20261122);

let it: TestHouse;
let app: FastifyInstance;
let port = 0;
const browsers = new Map<Role, Browser>();
beforeAll(async () => {
  it = await freshHouse();
  app = await it.app();
  await app.listen({ port: 0, host: "127.0.0.1" });
  port = (app.server.address() as { port: number }).port;
  for (const role of Object.keys(ROLES) as Role[]) {
    await it.person(role, it.places.zone, role);
    browsers.set(role, new Browser(app));
  }
});
afterAll(() => it?.close());

/** Signed in as somebody who gets past the verb, so that the fuzz reaches shapes, acts and the database. */
async function cookieFor(route: Route): Promise<string> {
  if (route.verb === "public") return "";
  const role =
    route.verb === "own" ? "member" : [...browsers.keys()].find((each) => it.house.policy.holds(each, route.verb));
  const browser = browsers.get(role ?? "member");
  if (!browser) throw new Error("no such browser");
  const session = await browser.send("GET", "/api/session");
  if (session.json<{ actor: unknown }>().actor === null)
    expect((await browser.signIn(role ?? "member")).statusCode).toBe(200);
  return [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
}

function send(bytes: Buffer): Promise<{ status: number; text: string }> {
  return new Promise((done, fail) => {
    const socket = connect(port, "127.0.0.1");
    const pieces: Buffer[] = [];
    const finish = () => {
      const text = Buffer.concat(pieces).toString("latin1");
      done({ status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0), text });
    };
    socket.on("data", (piece) => pieces.push(piece));
    socket.on("close", finish);
    // A server that refuses early resets the line while we still write; what it answered counts.
    socket.on("error", () => {});
    // No limit of speed, which is measured under bench/: what does not answer at all is found.
    socket.setTimeout(30_000, () => {
      socket.destroy();
      fail(new Error("no answer within thirty seconds"));
    });
    socket.write(bytes);
  });
}

const routes = routesOf(PARTS);
const tried = process.env["LIANXIN_FUZZ"] ? routes : slice("fuzz", routes, 3, (it) => `${it.method} ${it.path}`);

for (const route of tried) {
  test(`${PER_ROUTE} malformed inputs: ${route.method} ${route.path}`, {
    timeout: 60_000 + PER_ROUTE * 100,
  }, async () => {
    const malformer = new Malformer(SEED);
    const statuses = new Map<number, number>();
    let cookie = await cookieFor(route);
    for (let at = 0; at < PER_ROUTE; at += 1) {
      if (at % 20 === 19) cookie = await cookieFor(route);
      const request = malformer.request(route, cookie);
      const { status, text } = await send(request);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      // 503 is an answer too (busy), but nothing here is a storm.
      if (status >= 500)
        expect.fail(`${status}\n${request.subarray(0, 2000).toString("latin1")}\n${text.slice(0, 1000)}`);
    }
    expect(
      [...statuses.keys()].some((status) => status >= 400 && status < 500),
      "the fuzz met nothing that refuses",
    ).toBe(true);
  });
}

test("the server still answers", async () => {
  expect((await new Browser(app).send("GET", "/health")).json()).toMatchObject({ status: "ok" });
});
