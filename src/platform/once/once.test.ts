import { Type } from "typebox";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "#platform/database/ids.ts";
import { systemScope } from "#platform/database/scope.ts";
import type { Doing } from "#platform/house.ts";
import type { Route } from "#platform/http/route.ts";
import { Browser, freshHouse, type TestHouse, TODAY } from "#test/house.ts";
import { deed, opening } from "#test/routes.ts";
import { forgetOnce } from "./index.ts";

/** What a phone without a good line does to the house, and what somebody does who wants a deed of others, or twice. */
let it: TestHouse;
let secretary: Browser;
let officer: Browser;
let administrator: Browser;

/** Asked for by the tests below: what a deed does between its beginning and its end. */
let between: () => Promise<void> = async () => {};
let done = 0;

async function writeView({ tx, actor }: Doing, name: string): Promise<{ id: string; nth: number }> {
  const id = newId();
  await tx
    .insertInto("savedView")
    .values({ id, accountId: actor.accountId ?? "", register: id, name, address: "" })
    .execute();
  await between();
  done += 1;
  return { id, nth: done };
}

const Named = Type.Object({ name: Type.String(), more: Type.Optional(Type.Unknown()) });
const routes: Route[] = [
  deed({
    method: "POST",
    path: "/api/test/views",
    verb: "own",
    summary: "试",
    body: Named,
    response: Type.Object({ id: Type.String(), nth: Type.Integer() }),
    status: 201,
    tells: [],
    handle: (doing) => writeView(doing, doing.body.name),
  }),
  deed({
    method: "POST",
    path: "/api/test/silent",
    verb: "own",
    summary: "试",
    body: Named,
    response: Type.Null(),
    tells: [],
    async handle(doing) {
      await writeView(doing, doing.body.name);
      return null;
    },
  }),
  deed({
    method: "POST",
    path: "/api/test/by-itself",
    verb: "own",
    summary: "试",
    body: Named,
    response: Type.Object({ id: Type.String(), nth: Type.Integer() }),
    repeats: "by-itself",
    tells: [],
    handle: (doing) => writeView(doing, doing.body.name),
  }),
  opening({
    method: "POST",
    path: "/api/test/from-nobody",
    anonymous: true,
    summary: "试",
    body: Named,
    response: Type.Object({ taken: Type.Boolean() }),
    handle: () => Promise.resolve({ taken: true }),
  }),
];

beforeAll(async () => {
  it = await freshHouse();
  const app = await it.app({ routes });
  await it.person("branch_secretary", it.places.branch, "secretary");
  await it.person("town_officer", it.places.town, "officer");
  await it.person("system_administrator", null, "administrator");
  [secretary, officer, administrator] = [new Browser(app), new Browser(app), new Browser(app)];
  for (const [browser, name] of [
    [secretary, "secretary"],
    [officer, "officer"],
    [administrator, "administrator"],
  ] as const)
    expect((await browser.signIn(name)).statusCode).toBe(200);
});
afterAll(async () => {
  await it?.close();
});

let keys = 0;
const newKey = (): string => {
  keys += 1;
  return `key-of-a-test-${String(keys).padStart(6, "0")}`;
};
const send = (who: Browser, path: string, body: object, key?: string) =>
  who.send("POST", path, body, key === undefined ? {} : { headers: { "idempotency-key": key } });
const slugOf = (answer: { json(): unknown }): string => (answer.json() as { type: string }).type;

/** Rows that a deed with this name has written, past every wall. */
async function written(name: string): Promise<number> {
  const { rows } = await it.open.database.ownerPool.query("select 1 from saved_view where name = $1", [name]);
  return rows.length;
}

test("the same key with the same content is answered as it was, and nothing is written again", async () => {
  const key = newKey();
  const first = await send(secretary, "/api/test/views", { name: "one", more: { a: 1, b: 2 } }, key);
  expect([first.statusCode, first.headers["idempotency-replayed"]]).toEqual([201, undefined]);
  // The order of fields says nothing.
  const second = await send(secretary, "/api/test/views", { more: { b: 2, a: 1 }, name: "one" }, key);
  expect([second.statusCode, second.headers["idempotency-replayed"]]).toEqual([201, "true"]);
  expect(second.json()).toEqual(first.json());
  expect(await written("one")).toBe(1);
  // A deed that answers nothing answers nothing again.
  const silent = newKey();
  for (const status of [204, 204])
    expect((await send(secretary, "/api/test/silent", { name: "silent" }, silent)).statusCode).toBe(status);
  expect(await written("silent")).toBe(1);
});

test("the same key with other content, or at another address, is refused and writes nothing", async () => {
  const key = newKey();
  await send(secretary, "/api/test/views", { name: "two" }, key);
  for (const [path, body] of [
    ["/api/test/views", { name: "two!" }],
    ["/api/test/silent", { name: "two" }],
  ] as const) {
    const answer = await send(secretary, path, body, key);
    expect([answer.statusCode, slugOf(answer)]).toEqual([409, "/problems/once-conflict"]);
    expect(answer.json()).toMatchObject({ first: "POST /api/test/views", now: `POST ${path}` });
  }
  expect([await written("two"), await written("two!")]).toEqual([1, 0]);
});

test("a key is the account's own: with somebody else's key one does one's own deed and learns nothing", async () => {
  const key = newKey();
  const first = await send(secretary, "/api/test/views", { name: "three" }, key);
  const other = await send(officer, "/api/test/views", { name: "three" }, key);
  expect(other.statusCode).toBe(201);
  expect(other.headers["idempotency-replayed"]).toBeUndefined();
  expect((other.json() as { id: string }).id).not.toBe((first.json() as { id: string }).id);
  expect(await written("three")).toBe(2);
});

test("eight at once are one deed and one answer", async () => {
  const key = newKey();
  between = () => new Promise((resolve) => setTimeout(resolve, 50));
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => send(secretary, "/api/test/views", { name: "eight" }, key)),
  );
  between = async () => {};
  expect(answers.map((answer) => answer.statusCode)).toEqual(Array(8).fill(201));
  expect(new Set(answers.map((answer) => (answer.json() as { id: string }).id)).size).toBe(1);
  expect(await written("eight")).toBe(1);
});

test("without a key the same content is two deeds; without one that is well formed nothing is done", async () => {
  await send(secretary, "/api/test/views", { name: "free" });
  await send(secretary, "/api/test/views", { name: "free" });
  expect(await written("free")).toBe(2);
  for (const key of ["short", "x".repeat(65), "with a blank in the middle", "中文中文中文中文中文中文中文中文"]) {
    const answer = await send(secretary, "/api/test/views", { name: "malformed" }, encodeURI(key).slice(0, 70));
    expect([answer.statusCode, slugOf(answer)], key).toEqual([400, "/problems/once-key"]);
  }
  expect(await written("malformed")).toBe(0);
});

test("cut off before it was committed it leaves no key; cut off after, the answer is there", async () => {
  const key = newKey();
  between = () => Promise.reject(new Error("cut off"));
  expect((await send(secretary, "/api/test/views", { name: "cut" }, key)).statusCode).toBe(500);
  between = async () => {};
  expect(await written("cut")).toBe(0);
  // The connection dies under the deed: what a kill of the database does.
  between = async () => {
    await it.open.database.ownerPool.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where state = 'idle in transaction' and datname = current_database()",
    );
  };
  expect((await send(secretary, "/api/test/views", { name: "cut" }, key)).statusCode).toBeGreaterThanOrEqual(500);
  between = async () => {};
  expect(await written("cut")).toBe(0);
  const first = await send(secretary, "/api/test/views", { name: "cut" }, key);
  expect([first.statusCode, first.headers["idempotency-replayed"]]).toEqual([201, undefined]);
  expect((await send(secretary, "/api/test/views", { name: "cut" }, key)).json()).toEqual(first.json());
  expect(await written("cut")).toBe(1);
});

test("what is refused may be sent again with its key", async () => {
  const key = newKey();
  const body = { username: "administrator", displayName: "重名", organizationId: null };
  const taken = await send(administrator, "/api/accounts", body, key);
  expect(taken.statusCode).toBe(409);
  expect((await send(administrator, "/api/accounts", { ...body, username: "another" }, key)).statusCode).toBe(201);
});

test("what is shown once is kept nowhere: a repeat is told that it is done, and makes nothing", async () => {
  const key = newKey();
  const body = { username: "fresh", displayName: "新账号", organizationId: null };
  const first = await send(administrator, "/api/accounts", body, key);
  const { oneTimePassword } = first.json() as { oneTimePassword: string };
  expect(oneTimePassword.length).toBeGreaterThan(8);
  const second = await send(administrator, "/api/accounts", body, key);
  expect([second.statusCode, slugOf(second)]).toEqual([409, "/problems/answered-once"]);
  const { rows } = await it.open.database.ownerPool.query<{ row: string; answer_cipher: string | null }>(
    "select once::text as row, answer_cipher from once where key = $1",
    [key],
  );
  expect(rows).toMatchObject([{ answer_cipher: null }]);
  expect(rows[0]?.row).not.toContain(oneTimePassword);
});

test("nothing that was sent or answered stands in the table to be read", async () => {
  const canary = "zhangsan-canary-320101199001011234";
  await send(secretary, "/api/views", { register: "members", name: "四".repeat(8), address: canary }, newKey());
  const { rows } = await it.open.database.ownerPool.query<{ row: string }>("select once::text as row from once");
  expect(rows.length).toBeGreaterThan(5);
  for (const { row } of rows) expect(row).not.toContain("canary");
});

test("what belongs to nobody takes no key, and what repeats by itself keeps none", async () => {
  const nobody = new Browser(await it.app({ routes }));
  expect((await send(nobody, "/api/test/from-nobody", { name: "x" })).statusCode).toBe(200);
  for (const path of ["/api/test/from-nobody", "/api/ballots"]) {
    const answer = await send(nobody, path, { name: "x" }, newKey());
    expect([answer.statusCode, slugOf(answer)], path).toEqual([400, "/problems/no-session-here"]);
  }
  const key = newKey();
  for (const _ of [1, 2])
    expect((await send(secretary, "/api/test/by-itself", { name: "self" }, key)).statusCode).toBe(200);
  expect(await written("self")).toBe(2);
  const { rows } = await it.open.database.ownerPool.query("select 1 from once where key = $1", [key]);
  expect(rows).toEqual([]);
});

test("a key without the right is no right: the gate is asked first each time", async () => {
  const key = newKey();
  const body = { username: "later", displayName: "后来", organizationId: null };
  expect((await send(administrator, "/api/accounts", body, key)).statusCode).toBe(201);
  await it.house.door.write(systemScope("test"), (tx) =>
    tx.updateTable("roleGrant").set({ validTo: TODAY }).where("role", "=", "system_administrator").execute(),
  );
  expect((await send(administrator, "/api/accounts", body, key)).statusCode).toBe(403);
});

test("keys go after half a year", async () => {
  const key = newKey();
  await send(secretary, "/api/test/views", { name: "old" }, key);
  const count = async () =>
    (await it.open.database.ownerPool.query("select 1 from once where key = $1", [key])).rows.length;
  await forgetOnce.run(it.house);
  expect(await count()).toBe(1);
  await it.open.database.ownerPool.query("update once set kept_at = kept_at - interval '181 days' where key = $1", [
    key,
  ]);
  await forgetOnce.run(it.house);
  expect(await count()).toBe(0);
});

test("the interface reference shows the header where it is taken, and nowhere else", async () => {
  const app = await it.app();
  const { paths } = (await app.inject("/api/openapi.json")).json() as {
    paths: Record<string, Record<string, { parameters?: { $ref?: string }[] }>>;
  };
  const takes = (path: string): boolean =>
    (paths[path]?.["post"]?.parameters ?? []).some((one) => one.$ref === "#/components/parameters/key");
  for (const path of ["/api/meetings", "/api/accounts", "/api/own/corrections"]) expect(takes(path), path).toBe(true);
  for (const path of [
    "/api/ballots",
    "/api/session",
    "/api/registers/members/export",
    "/api/own/appraisals/{id}/token",
  ])
    expect(takes(path), path).toBe(false);
});
