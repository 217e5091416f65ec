import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Browser, freshHouse, type TestHouse } from "#test/house.ts";

/** What every answer carries, whatever was asked; and what the folder of built pages gives away: nothing but its pages. */

const LARGE = "export const word = 1;\n".repeat(2000);

let it: TestHouse;
let app: FastifyInstance;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "lianxin-web-"));
  const web = join(folder, "web");
  mkdirSync(join(web, "assets"), { recursive: true });
  mkdirSync(join(web, ".git"));
  writeFileSync(join(web, "index.html"), "<!doctype html><title>desk</title>");
  writeFileSync(join(web, "icon.svg"), "<svg xmlns='http://www.w3.org/2000/svg'/>");
  writeFileSync(join(web, "assets/app-1.js"), "export {};");
  writeFileSync(join(web, "assets/large-1.js"), LARGE);
  writeFileSync(join(web, "pages.html"), LARGE);
  writeFileSync(join(web, ".git/config.json"), '{"secret":"hidden"}');
  writeFileSync(join(web, "server.ts"), "const secret = 'source';");
  writeFileSync(join(folder, "above.json"), '{"secret":"above"}');
  it = await freshHouse();
  app = await it.app({ options: { webFolder: web, trustProxy: true, metricsToken: "figures" } });
  await it.person("member", it.places.branch, "reader");
});
afterAll(async () => {
  await it?.close();
  rmSync(folder, { recursive: true, force: true });
});

test.each(["/assets/large-1.js", "/pages.html"])("%s leaves packed for whoever can unpack it", async (url) => {
  const small = await app.inject({ method: "GET", url, headers: { "accept-encoding": "gzip, deflate, br" } });
  expect(small.statusCode).toBe(200);
  expect(small.headers["content-encoding"]).toBe("gzip");
  expect(small.headers["vary"]).toContain("accept-encoding");
  expect(small.rawPayload.length).toBeLessThan(LARGE.length / 10);
  expect(gunzipSync(small.rawPayload).toString()).toBe(LARGE);
  const plain = await app.inject({ method: "GET", url });
  expect(plain.headers["content-encoding"]).toBeUndefined();
  expect(plain.payload).toBe(LARGE);
  expect(plain.headers["etag"]).not.toBe(small.headers["etag"]);
  const again = await app.inject({
    method: "GET",
    url,
    headers: { "accept-encoding": "gzip", "if-none-match": String(small.headers["etag"]) },
  });
  expect(again.statusCode).toBe(304);
});

const ADDRESSES = [
  "/",
  "/icon.svg",
  "/assets/app-1.js",
  "/some/page",
  "/nowhere.js",
  "/problems/absent",
  "/health",
  "/metrics",
  "/api/session",
  "/api/sessions",
  "/api/nowhere",
  "/api/openapi.json",
  "/api/docs/",
  "/%E0%A4%A",
];

test.each(ADDRESSES)("the answer of %s says what it is and what a browser may do with it", async (url) => {
  const answer = await app.inject({
    method: "GET",
    url,
    headers: { "x-forwarded-proto": "https", accept: "text/html", authorization: "Bearer figures" },
  });
  expect(answer.headers["content-type"]).toMatch(/charset=utf-8/i);
  expect(answer.headers["x-content-type-options"]).toBe("nosniff");
  expect(answer.headers["referrer-policy"]).toBe("same-origin");
  expect(answer.headers["strict-transport-security"]).toBe("max-age=31536000; includeSubDomains");
  expect(answer.headers).not.toHaveProperty("access-control-allow-origin");
  const policy = String(answer.headers["content-security-policy"]);
  for (const rule of ["default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"])
    expect(policy).toContain(rule);
  expect(/script-src[^;]*/.exec(policy)?.[0]).not.toMatch(/unsafe|https?:|\*/);
});

test("what is answered to somebody is kept nowhere", async () => {
  const browser = new Browser(app);
  expect((await browser.signIn("reader")).headers["cache-control"]).toBe("no-store");
  for (const url of ["/api/session", "/api/sessions", "/api/nowhere-either", "/health"]) {
    const answer = await browser.send("GET", url);
    if (answer.statusCode === 200) expect(answer.headers["cache-control"], url).toBe("no-store");
  }
  expect((await browser.send("GET", "/api/sessions")).statusCode).toBe(200);
});

test("hidden files, sources, folders and what lies above are not given out", async () => {
  for (const url of [
    "/.git/config.json",
    "/assets/../.git/config.json",
    "/%2e%67it/config.json",
    "/../above.json",
    "/%2e%2e/above.json",
    "/..%2fabove.json",
    "/server.ts",
    "/assets/",
    "/assets",
    "/.git/",
  ]) {
    const answer = await app.inject({ method: "GET", url });
    expect(answer.statusCode, url).toBe(404);
    expect(answer.body, url).not.toMatch(/hidden|above"|source|app-1/);
  }
});

test("what the asking side writes into the headers of a proxy is not believed", async () => {
  const signing = (headers: Record<string, string>, to = app) =>
    new Browser(to).send("POST", "/api/session", { username: "nobody", password: "x" }, { headers });
  expect(
    (await signing({ origin: "https://evil.example", "x-forwarded-host": "evil.example", host: "ours.example" }))
      .statusCode,
  ).toBe(403);
  expect((await signing({ origin: "https://ours.example", host: "ours.example" })).statusCode).toBe(401);
  // The same caller behind the proxy, each time under another made-up address to the left.
  const narrow = await it.app({ options: { trustProxy: true, limits: { signIn: 2 } } });
  const statuses = [];
  for (const made of ["1.1.1.1", "2.2.2.2", "3.3.3.3"])
    statuses.push((await signing({ "x-forwarded-for": `${made}, 10.0.0.9` }, narrow)).statusCode);
  expect(statuses).toEqual([401, 401, 429]);
  expect((await signing({ "x-forwarded-for": "1.1.1.1, 10.0.0.10" }, narrow)).statusCode).toBe(401);
});

test("TRACE, two lengths and a length beside chunks are refused on the wire", async () => {
  const own = await it.app();
  const port = Number(new URL(await own.listen({ port: 0, host: "127.0.0.1" })).port);
  const raw = (text: string) =>
    new Promise<string>((resolve, reject) => {
      const socket = connect(port, "127.0.0.1", () => socket.write(text));
      let heard = "";
      socket.on("data", (it) => (heard += it.toString()));
      socket.on("close", () => resolve(heard));
      socket.on("error", reject);
      socket.setTimeout(5_000, () => socket.destroy());
    });
  const post = (headers: string, body: string) =>
    raw(
      `POST /api/session HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nx-lianxin: 1\r\n${headers}\r\n\r\n${body}`,
    );
  expect(await post("Content-Length: 2", "{}")).toMatch(/^HTTP\/1\.1 400 [\s\S]*faulty-input/);
  for (const headers of [
    "Content-Length: 2\r\nTransfer-Encoding: chunked",
    "Content-Length: 2\r\nContent-Length: 3",
    "Transfer-Encoding: chunked, identity",
  ]) {
    const answer = await post(headers, "0\r\n\r\nGET /health HTTP/1.1\r\nHost: x\r\n\r\n");
    expect(answer, headers).toMatch(/^HTTP\/1\.1 400 /);
    // One answer: what follows was not taken for a request of its own.
    expect(answer.match(/HTTP\/1\.1 /g), headers).toHaveLength(1);
  }
  const trace = await raw("TRACE / HTTP/1.1\r\nHost: x\r\nCookie: secret=1\r\nConnection: close\r\n\r\n");
  expect(trace).toMatch(/^HTTP\/1\.1 4\d\d /);
  expect(trace).not.toContain("secret=1");
});
