import type { FastifyInstance } from "fastify";
import { Type } from "typebox";
import { afterAll, beforeAll, expect, test } from "vitest";
import { programVersion } from "#platform/version.ts";
import { Browser, freshHouse, type TestHouse } from "#test/house.ts";
import { deed, question } from "#test/routes.ts";
import { DOWNLOAD, Download } from "./download.ts";
import type { Route } from "./route.ts";

const Body = Type.Object({
  name: Type.String({ minLength: 2, maxLength: 10, title: "姓名" }),
  age: Type.Integer({ minimum: 18, title: "年龄" }),
  joinedOn: Type.String({ format: "date", title: "入党日期" }),
  kind: Type.Union([Type.Literal("正式"), Type.Literal("预备")], { title: "类别" }),
  tags: Type.Optional(Type.Array(Type.String({ title: "标签" }), { maxItems: 2, title: "标签" })),
});

const raised = (code: string, constraint?: string) =>
  Object.assign(new Error("duplicate key value violates, Detail: 张三 110101"), { code, constraint });

const routes: Route[] = [
  deed({
    method: "POST",
    path: "/api/test/shapes",
    verb: "own",
    summary: "形状",
    body: Body,
    response: Body,
    tells: [],
    handle: (doing) => Promise.resolve(doing.body),
  }),
  question({
    path: "/api/test/list/:id",
    verb: "own",
    summary: "列表",
    params: Type.Object({ id: Type.String({ format: "uuid", title: "编号" }) }),
    query: Type.Object({
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, title: "每页条数" })),
      open: Type.Optional(Type.Boolean({ title: "是否公开" })),
      kinds: Type.Optional(Type.Array(Type.String())),
    }),
    response: Type.Object({
      limit: Type.Optional(Type.Integer()),
      open: Type.Optional(Type.Boolean()),
      kinds: Type.Optional(Type.Array(Type.String())),
    }),
    handle: (asking) => Promise.resolve({ ...asking.query, secret: "not named, so not sent" }),
  }),
  question({
    path: "/api/test/throws/:what",
    verb: "own",
    summary: "出错",
    params: Type.Object({ what: Type.String() }),
    response: Type.Null(),
    handle: ({ params }) =>
      Promise.reject(
        params.what === "bug" ? new Error("secret of the inside") : raised(params.what, "account_username_key"),
      ),
  }),
  question({
    path: "/api/test/writes",
    verb: "own",
    summary: "只读里写",
    response: Type.Null(),
    handle: async ({ house, actor, requestId }) => {
      // A GET handler that gets hold of a writing handle still stands in a read-only transaction of its own.
      await house.door.read(
        { account: actor.accountId, person: null, system: "test", persons: [], places: [], restricted: [], write: [] },
        (tx) =>
          (tx as never as { deleteFrom(table: string): { execute(): Promise<void> } }).deleteFrom("account").execute(),
      );
      throw new Error(`unreachable ${String(requestId)}`);
    },
  }),
  question({
    path: "/api/test/file",
    verb: "own",
    summary: "文件",
    response: DOWNLOAD,
    handle: () => Promise.resolve(new Download("党员名册(2026).csv", "text/csv; charset=utf-8", Buffer.from("姓名\n"))),
  }),
  question({
    path: "/api/test/stream",
    verb: "own",
    summary: "流",
    response: DOWNLOAD,
    handle: async ({ tx }) =>
      new Download(
        "stream.txt",
        "text/plain",
        (async function* () {
          for (let at = 0; at < 3; at += 1) {
            // Each piece is read from the question's own transaction, which is still open.
            const rows = await tx.selectFrom("session").select("id").execute();
            yield `${at}:${rows.length}\n`;
          }
        })(),
      ),
  }),
  deed({
    method: "POST",
    path: "/api/test/files",
    verb: "own",
    summary: "上传",
    upload: { maxFiles: 2, maxFileBytes: 1000, maxTotalBytes: 1500 },
    body: Type.Object({ year: Type.Integer({ title: "年度" }) }),
    response: Type.Object({
      year: Type.Integer(),
      files: Type.Array(Type.Object({ name: Type.String(), size: Type.Integer() })),
    }),
    tells: [],
    handle: ({ body, files }) =>
      Promise.resolve({
        year: body.year,
        files: files.map((file) => ({ name: file.name, size: file.content.length })),
      }),
  }),
];

let it: TestHouse;
let app: FastifyInstance;
let browser: Browser;
const lines: string[] = [];
beforeAll(async () => {
  it = await freshHouse();
  app = await it.app({
    routes,
    options: {
      log: { level: "info", stream: { write: (line) => void lines.push(line) } },
      metricsToken: "metrics-token",
    },
  });
  await it.person("member", it.places.branch, "tester");
  browser = new Browser(app);
  expect((await browser.signIn("tester")).statusCode).toBe(200);
});
afterAll(() => it?.close());

test("the start is refused for a route without a verb, and for a verb nobody declared", async () => {
  const bare = question({
    path: "/api/x",
    verb: undefined as never,
    summary: "",
    response: Type.Null(),
    handle: () => Promise.resolve(null),
  });
  await expect(it.app({ routes: [bare] })).rejects.toThrow(/names no verb/);
  const unknown = question({
    path: "/api/x",
    verb: "membership.member.devour",
    summary: "",
    response: Type.Null(),
    handle: () => Promise.resolve(null),
  });
  await expect(it.app({ routes: [unknown] })).rejects.toThrow(/no policy declares/);
});

test("every fault of a body is told at once, by name, and nothing is coerced or dropped", async () => {
  const answer = await browser.send("POST", "/api/test/shapes", {
    name: "李",
    age: "30",
    kind: "其他",
    extra: 1,
    tags: ["a", 2],
  });
  expect(answer.statusCode).toBe(400);
  expect(answer.json()).toMatchObject({
    type: "/problems/faulty-input",
    detail: "有 6 处需要改正，改好后再提交。这次没有保存任何内容。",
  });
  expect(answer.json<{ errors: unknown }>().errors).toEqual([
    { pointer: "/joinedOn", message: "请填写入党日期。" },
    { pointer: "/name", message: "姓名至少要 2 个字。" },
    { pointer: "/age", message: "年龄应当是数字。" },
    { pointer: "/kind", message: "类别只能是：正式、预备。" },
    { pointer: "/extra", message: "不认识的项目“extra”，请去掉后再提交。" },
    { pointer: "/tags/1", message: "标签应当是文字。" },
  ]);
  const good = { name: "李明", age: 30, joinedOn: "2024-02-29", kind: "正式" };
  expect((await browser.send("POST", "/api/test/shapes", good)).json()).toEqual(good);
  for (const bad of [
    { joinedOn: "2023-02-29" },
    { name: "李\u0000明" },
    { name: "李\ud800" },
    { age: 1e300 },
    { age: 17 },
    { name: null },
  ]) {
    expect((await browser.send("POST", "/api/test/shapes", { ...good, ...bad })).statusCode, JSON.stringify(bad)).toBe(
      400,
    );
  }
});

test("a query is read by its schema; unknown and repeated keys are refused, answers are a whitelist", async () => {
  const id = "0197f3a0-0000-7000-8000-000000000000";
  const answer = await browser.send("GET", `/api/test/list/${id}?limit=20&open=true&kinds=a&kinds=b`);
  expect(answer.json()).toEqual({ limit: 20, open: true, kinds: ["a", "b"] });
  for (const query of [
    "limit=abc",
    "limit=1&limit=2",
    "limit=0",
    "limit=1e3",
    "filter=1",
    "open=maybe",
    "__proto__=1",
  ]) {
    expect((await browser.send("GET", `/api/test/list/${id}?${query}`)).statusCode, query).toBe(400);
  }
  const wrong = await browser.send("GET", "/api/test/list/not-an-id");
  expect(wrong.json<{ errors: unknown }>().errors).toEqual([
    { pointer: "/id", message: "编号的编号不对，请从列表里重新选择。" },
  ]);
});

test("what cannot be read is refused with a reason, never with 500", async () => {
  const send = (payload: string | Buffer, type = "application/json") =>
    browser.send("POST", "/api/test/shapes", undefined, { payload, headers: { "content-type": type } });
  expect((await send("{")).json()).toMatchObject({ type: "/problems/unreadable", status: 400 });
  expect((await send('{"__proto__":{"x":1}}')).statusCode).toBe(400);
  expect((await send('{"constructor":{"prototype":{}}}')).statusCode).toBe(400);
  expect((await send("[".repeat(200_000))).statusCode).toBe(400);
  expect((await send(`{"name":${"[".repeat(5000)}${"]".repeat(5000)}}`)).statusCode).toBe(400);
  expect((await send("")).statusCode).toBe(400);
  expect(await send(Buffer.from([0xff, 0xfe, 0x00])).then((it) => it.statusCode)).toBe(400);
  expect((await send("<a/>", "application/xml")).json()).toMatchObject({
    type: "/problems/wrong-media-type",
    status: 415,
  });
  expect((await send(`"${"x".repeat(1_100_000)}"`)).json()).toMatchObject({ type: "/problems/too-large", status: 413 });
  expect((await browser.send("GET", "/api/test/list/%E0%A4%A")).json()).toMatchObject({
    type: "/problems/unreadable-address",
    status: 400,
  });
  expect((await browser.send("GET", "/api/nowhere")).json()).toMatchObject({
    type: "/problems/no-such-address",
    status: 404,
  });
  expect((await browser.send("PATCH", "/api/session", {})).statusCode).toBe(404);
});

test("what the database refuses becomes a sentence, what is ours stays inside", async () => {
  const status = async (what: string) =>
    (await browser.send("GET", `/api/test/throws/${what}`)).json<{ status: number; type: string; detail: string }>();
  expect(await status("23505")).toMatchObject({ status: 409, type: "/problems/username-taken" });
  expect((await status("23503")).status).toBe(409);
  expect((await status("23514")).status).toBe(422);
  expect((await status("40001")).status).toBe(409);
  expect((await status("22P02")).status).toBe(400);
  expect((await status("22021")).status).toBe(400);
  expect((await status("57014")).status).toBe(503);
  expect((await status("55P03")).status).toBe(409);
  expect((await status("42501")).status).toBe(404);
  lines.length = 0;
  const bug = await browser.send("GET", "/api/test/throws/bug");
  expect(bug.statusCode).toBe(500);
  expect(bug.body).not.toContain("secret of the inside");
  expect(lines.join("")).toContain("secret of the inside");
  expect(lines.join("")).toContain(bug.json<{ requestId: string }>().requestId);
});

test("a GET cannot write even with a handle it should not have", async () => {
  expect((await browser.send("GET", "/api/test/writes")).statusCode).toBe(500);
  const { rows } = await it.open.database.ownerPool.query<{ count: number }>("select count(*) as count from account");
  expect(Number(rows[0]?.count)).toBeGreaterThan(0);
});

test("files go out as attachments with Chinese names, streams read within their transaction", async () => {
  const file = await browser.send("GET", "/api/test/file");
  expect(file.headers["content-disposition"]).toBe(
    `attachment; filename="download.csv"; filename*=UTF-8''${encodeURIComponent("党员名册")}%282026%29.csv`,
  );
  expect(file.headers["x-content-type-options"]).toBe("nosniff");
  expect(file.body).toBe("姓名\n");
  expect((await browser.send("GET", "/api/test/stream")).body).toBe("0:1\n1:1\n2:1\n");
  // The connection of the stream came back.
  const { appPool } = it.open.database;
  await expect.poll(() => appPool.totalCount - appPool.idleCount).toBe(0);
});

test("uploads are read within their limits", async () => {
  const upload = (files: readonly { name: string; size: number }[], year = "2026") => {
    const boundary = "----lianxin";
    const parts = [
      `--${boundary}\r\nContent-Disposition: form-data; name="year"\r\n\r\n${year}\r\n`,
      ...files.map(
        (file) =>
          `--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="${file.name}"\r\nContent-Type: text/csv\r\n\r\n${"x".repeat(file.size)}\r\n`,
      ),
    ];
    return browser.send("POST", "/api/test/files", undefined, {
      payload: `${parts.join("")}--${boundary}--\r\n`,
      headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
    });
  };
  const good = await upload([
    { name: "../../花名册.csv", size: 10 },
    { name: "b.csv", size: 20 },
  ]);
  expect(good.json()).toEqual({
    year: 2026,
    files: [
      { name: "花名册.csv", size: 10 },
      { name: "b.csv", size: 20 },
    ],
  });
  expect((await upload([{ name: "a.csv", size: 1001 }])).json()).toMatchObject({
    type: "/problems/file-too-large",
    status: 413,
  });
  expect(
    (
      await upload([
        { name: "a.csv", size: 900 },
        { name: "b.csv", size: 900 },
      ])
    ).statusCode,
  ).toBe(413);
  expect((await upload([1, 2, 3].map((at) => ({ name: `${at}.csv`, size: 1 })))).json()).toMatchObject({
    type: "/problems/too-many-files",
  });
  expect((await upload([], "last year")).statusCode).toBe(400);
  const torn = await browser.send("POST", "/api/test/files", undefined, {
    payload: "--x\r\nContent-Disp",
    headers: { "content-type": "multipart/form-data; boundary=x" },
  });
  expect(torn.statusCode).toBe(400);
  expect((await browser.send("POST", "/api/test/files", { year: 1 })).statusCode).toBe(415);
});

test("each problem has a page, the reference is OpenAPI 3.1, headers are strict", async () => {
  const page = await browser.send("GET", "/problems/faulty-input");
  expect(page.headers["content-type"]).toContain("text/html");
  expect(page.body).toContain("填写的内容有问题");
  expect((await browser.send("GET", "/problems/%3Cscript%3E")).body).not.toContain("<script>");
  expect((await browser.send("GET", "/problems/constructor")).body).toContain("操作没有完成");
  expect((await browser.send("GET", "/problems/NO!")).statusCode).toBe(404);
  const reference = (await browser.send("GET", "/api/openapi.json")).json<{
    openapi: string;
    paths: Record<string, unknown>;
  }>();
  expect(reference.openapi).toBe("3.1.0");
  expect(Object.keys(reference.paths)).toContain("/api/session");
  const reader = await browser.send("GET", "/api/docs/");
  expect(reader.statusCode).toBe(200);
  expect(reader.headers["content-security-policy"]).toContain("script-src 'self'");
  expect(reader.body).not.toMatch(/<script>[^<]/);
  expect(page.headers).toMatchObject({ "x-content-type-options": "nosniff", "x-frame-options": "DENY" });
  expect(page.headers["content-security-policy"]).toContain("frame-ancestors 'none'");
});

test("health answers, figures are for this machine or for the token", async () => {
  expect((await browser.send("GET", "/health")).json()).toEqual({
    status: "ok",
    database: true,
    migrations: true,
    program: programVersion(),
  });
  const figures = await browser.send("GET", "/metrics");
  expect(figures.body).toContain('lianxin_pool_connections{pool="app",state="total"}');
  const away = { remoteAddress: "10.0.0.7" };
  expect((await browser.send("GET", "/metrics", undefined, away)).statusCode).toBe(404);
  expect(
    (await browser.send("GET", "/metrics", undefined, { ...away, headers: { authorization: "Bearer metrics-token" } }))
      .statusCode,
  ).toBe(200);
  expect(
    (await browser.send("GET", "/metrics", undefined, { ...away, headers: { authorization: "Bearer metrics-tokex" } }))
      .statusCode,
  ).toBe(404);
});

test("the log knows routes, not what people typed", async () => {
  lines.length = 0;
  await browser.send("GET", "/api/test/list/0197f3a0-0000-7000-8000-000000000000?limit=7&kinds=张三丰");
  await browser.send("POST", "/api/test/shapes", { name: "张三丰", password: "hunter2" });
  await browser.send("GET", `/api/none/${encodeURIComponent("张三丰")}`);
  const written = lines.join("");
  expect(written).toContain("/api/test/list/:id");
  for (const leak of [
    "张三丰",
    encodeURIComponent("张三丰"),
    "hunter2",
    "kinds",
    [...browser.cookies.values()][0] ?? "?",
  ])
    expect(written).not.toContain(leak);
});

test("who was refused what stands in the log: when, who, which route, how it ended, one JSON line each", async () => {
  lines.length = 0;
  await browser.send("POST", "/api/accounts", { username: 'x\n{"level":60}' });
  await browser.send("GET", "/api/sessions", undefined, { headers: { cookie: "" } });
  await browser.send("POST", "/api/test/shapes", {}, { headers: { origin: 'https://evil.example\t"' } });
  await browser.send("POST", "/api/test/shapes", {});
  const told = lines.map((line) => {
    expect(line.trimEnd()).not.toContain("\n");
    return JSON.parse(line) as Record<string, unknown>;
  });
  const requests = told.filter((each) => each["msg"] === "request");
  expect(requests.map((each) => [each["method"], each["route"], each["status"]])).toEqual([
    ["POST", "/api/accounts", 403],
    ["GET", "/api/sessions", 401],
    ["POST", "/api/test/shapes", 403],
    ["POST", "/api/test/shapes", 400],
  ]);
  expect(requests[0]?.["account"]).toMatch(/^[0-9a-f-]{36}$/);
  for (const each of requests) {
    expect(Math.abs(Date.now() - Number(each["time"]))).toBeLessThan(60_000);
    expect(each["requestId"]).toMatch(/^[0-9a-f-]{36}$/);
  }
});

test("who asks too often is asked to wait", async () => {
  const narrow = await it.app({ options: { limits: { ordinary: 3, heavy: 3, signIn: 3 } } });
  const visitor = new Browser(narrow);
  const answers = [];
  for (let at = 0; at < 5; at += 1) answers.push(await visitor.send("GET", "/api/session"));
  expect(answers.map((answer) => answer.statusCode)).toEqual([200, 200, 200, 429, 429]);
  expect(Number(answers[4]?.headers["retry-after"])).toBeGreaterThan(0);
});
