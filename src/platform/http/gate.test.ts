import { connect } from "node:net";
import fastify, { type FastifyInstance } from "fastify";
import { Type } from "typebox";
import { afterAll, beforeAll, expect, test } from "vitest";
import { NOBODY } from "#platform/access/index.ts";
import { act, ask } from "#platform/doing.ts";
import { RawLine, sameRouteAs, strangeFor } from "#test/address-variants.ts";
import { Browser, freshHouse, type TestHouse } from "#test/house.ts";
import { deed, opening, question } from "#test/routes.ts";
import { Problem } from "./problem.ts";
import type { Route } from "./route.ts";
import { serve } from "./serve.ts";

/**
 * The gate judges the route, however its address is written; what hangs on it (session, limits, cookies, the log) holds
 * for every writing. What is open to nobody is tried for the whole table in test/laws/authority.test.ts.
 */
let it: TestHouse;
let line: RawLine;
let port = 0;
const lines: string[] = [];
const reached: string[] = [];

const Nothing = Type.Object({});
const upload: Route = deed({
  method: "POST",
  path: "/api/test/upload",
  verb: "own",
  summary: "上传",
  upload: { maxFiles: 1, maxFileBytes: 100 * 1024 * 1024, maxTotalBytes: 100 * 1024 * 1024 },
  body: Nothing,
  response: Type.Null(),
  tells: [],
  handle: () => {
    reached.push("upload");
    return Promise.resolve(null);
  },
});

async function listening(app: FastifyInstance): Promise<number> {
  await app.listen({ port: 0, host: "127.0.0.1" });
  return (app.server.address() as { port: number }).port;
}

beforeAll(async () => {
  it = await freshHouse();
  port = await listening(
    await it.app({
      routes: [upload],
      options: { log: { level: "info", stream: { write: (written) => void lines.push(written) } } },
    }),
  );
  line = new RawLine(port);
});
afterAll(async () => {
  line?.close();
  await it?.close();
});

const typeOf = (body: string): unknown => (body === "" ? null : (JSON.parse(body) as { type?: unknown }).type);
test("no writing of any address is answered with 500, whatever the method", async () => {
  const wrong: string[] = [];
  let asked = 0;
  for (const path of ["/api/session", "/api/docs", "/health", "/problems/absent", "/metrics", "/", "/pocket/"]) {
    const place = path === "/" ? "/index.html" : path;
    for (const address of [...sameRouteAs(place), ...strangeFor(place)]) {
      for (const method of ["GET", "HEAD", "POST", "OPTIONS", "DELETE"]) {
        const { status } = await line.send(method, address, { accept: "text/html" });
        asked += 1;
        if (status >= 500 || status < 200) wrong.push(`${method} ${address} -> ${status}`);
      }
    }
  }
  expect(asked).toBeGreaterThan(1000);
  expect(wrong).toEqual([]);
}, 120_000);

test("whoever is signed in is known by every writing, and may there what they may", async () => {
  const app = await it.app();
  await it.person("member", it.places.branch, "writer");
  const browser = new Browser(app);
  expect((await browser.signIn("writer")).statusCode).toBe(200);
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  for (const address of sameRouteAs("/api/sessions")) {
    const { status, headers } = await line.send("GET", address, { cookie });
    expect(status, address).toBe(200);
    expect(headers["cache-control"], address).toBe("no-store");
  }
  for (const address of sameRouteAs("/api/accounts")) {
    const { status, body } = await line.send("POST", address, { cookie }, "{}");
    expect([status, typeOf(body)], address).toEqual([403, "/problems/forbidden"]);
  }
});

test("a page that is not ours changes nothing by any writing", async () => {
  for (const address of sameRouteAs("/api/session")) {
    for (const headers of [
      { "x-lianxin": "0" },
      { origin: "https://evil.example" },
      { "sec-fetch-site": "cross-site" },
    ]) {
      const { status, body } = await line.send("DELETE", address, headers as Record<string, string>);
      expect([status, typeOf(body)], address).toEqual([403, "/problems/cross-site"]);
    }
  }
});

test("an anonymous route takes no cookie and leaves no line by any writing", async () => {
  lines.length = 0;
  for (const address of ["/api/ballots", ...sameRouteAs("/api/ballots")]) {
    const { status, body } = await line.send("POST", address, { cookie: "lianxin=x" }, "{}");
    expect([status, typeOf(body)], address).toEqual([400, "/problems/no-session-here"]);
    const { status: shape } = await line.send("POST", address, {}, "{}");
    expect(shape, address).toBe(400);
  }
  expect(lines).toEqual([]);
});

/** A ballot in every way but that nobody signed its token. */
const NO_BALLOT = JSON.stringify({
  boxId: "00000000-0000-4000-8000-000000000000",
  message: "0".repeat(128),
  signature: "0".repeat(512),
  marks: [],
});

test("who fills the box with nonsense closes it for nobody else", async () => {
  const narrow = await it.app({ options: { limits: { anonymousFailures: 3 }, trustProxy: true } });
  const from = async (address: string, body: string) => {
    const headers = { "x-lianxin": "1", "x-forwarded-for": address, "content-type": "application/json" };
    return (await narrow.inject({ method: "POST", url: "/api/ballots", headers, payload: body })).statusCode;
  };
  // What has no shape costs nothing and is not counted.
  for (let at = 0; at < 10; at += 1) expect(await from("192.0.2.1", "{}")).toBe(400);
  const flood = [];
  for (let at = 0; at < 6; at += 1) flood.push(await from("192.0.2.1", NO_BALLOT));
  expect(flood.slice(0, 3)).not.toContain(429);
  expect(flood.slice(3)).toEqual([429, 429, 429]);
  expect(await from("192.0.2.2", NO_BALLOT)).not.toBe(429);
});

test("the limits count every writing together", async () => {
  const narrow = await listening(
    await it.app({ options: { limits: { ordinary: 3, signIn: 3, anonymousFailures: 3 } } }),
  );
  const away = new RawLine(narrow);
  const wrongPassword = JSON.stringify({ username: "nobody-there", password: "Wrong-Password-1" });
  for (const [method, path, body] of [
    ["GET", "/api/session", ""],
    ["POST", "/api/session", wrongPassword],
    ["POST", "/api/ballots", NO_BALLOT],
  ] as const) {
    const statuses: number[] = [];
    for (const address of sameRouteAs(path)) statuses.push((await away.send(method, address, {}, body)).status);
    expect(statuses.slice(0, 3), `${method} ${path}`).not.toContain(429);
    expect(new Set(statuses.slice(3)), `${method} ${path}`).toEqual(new Set([429]));
    expect((await away.send(method, path, {}, body)).status).toBe(429);
  }
  away.close();
});

test("what must be done with a one-time password first is asked by every writing", async () => {
  const app = await it.app();
  await it.person("member", it.places.branch, "newcomer");
  const browser = new Browser(app);
  expect((await browser.signIn("newcomer")).statusCode).toBe(200);
  await it.open.database.ownerPool.query(
    "update credential set must_change = true where account_id = (select id from account where username = 'newcomer')",
  );
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  for (const address of sameRouteAs("/api/jobs"))
    expect(typeOf((await line.send("GET", address, { cookie })).body), address).toBe("/problems/change-password-first");
  for (const address of sameRouteAs("/api/password"))
    expect(typeOf((await line.send("POST", address, { cookie }, "{}")).body), address).toBe("/problems/faulty-input");
});

/** Sends the head of an upload and none of its body: only who needs no body can answer. */
function answerToHead(address: string): Promise<string> {
  return new Promise((done, fail) => {
    const socket = connect(port, "127.0.0.1", () =>
      socket.write(
        [
          `POST ${address} HTTP/1.1`,
          "host: 127.0.0.1",
          "x-lianxin: 1",
          "content-type: multipart/form-data; boundary=x",
          "content-length: 90000000",
          "",
          "--x\r\n",
        ].join("\r\n"),
      ),
    );
    socket.setTimeout(10_000, () => {
      socket.destroy();
      fail(new Error(`${address} waited for the body`));
    });
    socket.on("error", fail);
    socket.once("data", (piece) => {
      socket.destroy();
      done(piece.toString("latin1").split("\r\n")[0] ?? "");
    });
  });
}

test("nothing of an upload is read before somebody stands behind it", async () => {
  for (const address of ["/api/test/upload", ...sameRouteAs("/api/test/upload")])
    expect(await answerToHead(address), address).toContain(" 401 ");
  expect(await answerToHead("/api/nowhere")).toContain(" 404 ");
  expect(reached).toEqual([]);
});

/** The second lock, with the gate taken away: routes served by a server that never looked who asks. */
test("a route is not served to a request that no gate has judged, and its body stays unread", async () => {
  const bare = fastify({ logger: false });
  bare.decorateRequest("signedIn", null);
  bare.decorateRequest("judged", null);
  bare.setValidatorCompiler(() => () => true);
  bare.setErrorHandler((error, _, reply) => reply.code(error instanceof Problem ? error.status : 500).send({}));
  let parsed = 0;
  bare.removeAllContentTypeParsers();
  bare.addContentTypeParser("*", { parseAs: "string" }, (_, __, done) => {
    parsed += 1;
    done(null, {});
  });
  const hit = (name: string) => () => {
    reached.push(name);
    return Promise.resolve(null);
  };
  const shape = { summary: "试", response: Type.Null() };
  const routes = [
    question({ ...shape, path: "/question", verb: "own", handle: hit("question") }),
    deed({ ...shape, method: "POST", path: "/deed", verb: "access.account.create", tells: [], handle: hit("deed") }),
    opening({ ...shape, method: "POST", path: "/own", verb: "own", handle: hit("own") }),
    opening({ ...shape, method: "POST", path: "/public", handle: hit("public") }),
  ];
  for (const route of routes) serve(bare, it.house, route, true, () => Promise.resolve());
  await bare.ready();
  for (const { method, path } of routes) {
    const answer = await bare.inject({
      method,
      url: path,
      ...(method === "GET" ? {} : { payload: "{}", headers: { "content-type": "application/json" } }),
    });
    expect(answer.statusCode, path).toBe(401);
  }
  expect(parsed).toBe(0);
  expect(reached).toEqual([]);
  await bare.close();
});

test("nobody asks and nobody acts", async () => {
  const work = () => Promise.resolve(null);
  expect(() => ask(it.house, NOBODY, "access.grant.read", null, work)).toThrow(/needs somebody/);
  expect(() => ask(it.house, NOBODY, "own", null, work)).toThrow(/needs somebody/);
  expect(() => act(it.house, NOBODY, "access.account.create", null, work)).toThrow(/needs somebody/);
});
