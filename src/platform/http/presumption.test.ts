import { Type } from "typebox";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { Browser, freshHouse, type TestHouse } from "#test/house.ts";
import { question } from "#test/routes.ts";
import type { Route } from "./route.ts";

/**
 * Who asks again is let in as whom they were last, and the session is asked in the message of their question. What changed
 * meanwhile takes effect on that very request, and nothing of what was asked leaves, or is gone on with, before it is known.
 */
let it: TestHouse;
let browser: Browser;
let username = "";
let people = 0;
const reached: string[] = [];

const DAY = Type.Object({ on: Type.Optional(Type.String({ format: "date" })) });
const places: Route = question({
  path: "/api/test/places",
  verb: "access.account.read",
  summary: "地方",
  query: DAY,
  response: Type.Array(Type.String()),
  async handle({ tx }) {
    const rows = await tx.selectFrom("organization").select("orgPath").orderBy("orgPath").execute();
    reached.push("behind the first statement");
    return rows.map((row) => row.orgPath);
  },
});
const silent: Route = question({
  path: "/api/test/silent",
  verb: "own",
  summary: "不问数据库",
  query: DAY,
  response: Type.Object({ name: Type.String() }),
  handle: ({ actor }) => Promise.resolve({ name: actor.name }),
});

beforeAll(async () => {
  it = await freshHouse();
});
afterAll(async () => {
  await it?.close();
});
beforeEach(async () => {
  username = `asker${(people += 1)}`;
  await it.person("system_administrator", it.places.zone, username);
  browser = new Browser(await it.app({ routes: [places, silent] }));
  expect((await browser.signIn(username)).statusCode).toBe(200);
  // The first question is waited for, and remembered.
  expect((await ask()).json()).toHaveLength(5);
  reached.length = 0;
});

const ask = (path = "/api/test/places") => browser.send("GET", path);
const owner = (text: string, ...values: unknown[]) => it.open.database.ownerPool.query(text, values);
const MINE = "(select id from account where username = $1)";

test("the second question waits for its answer alone", async () => {
  const calls = vi.spyOn(it.house.door, "call");
  expect((await ask()).json()).toHaveLength(5);
  expect(calls).not.toHaveBeenCalled();
  expect(reached).toEqual(["behind the first statement"]);
  calls.mockRestore();
});

test.each([
  ["an ended session", `update session set ended_at = now() where account_id = ${MINE}`],
  ["a disabled account", "update account set disabled_at = now() where username = $1"],
])("%s is nobody on the next question, whatever it asks", async (_, change) => {
  for (const path of [
    "/api/test/places",
    "/api/test/silent",
    "/api/test/places?on=never",
    "/api/test/silent?on=never",
  ]) {
    username = `asker${(people += 1)}`;
    await it.person("system_administrator", it.places.zone, username);
    await browser.signIn(username);
    await ask();
    reached.length = 0;
    await owner(change, username);
    expect((await ask(path)).statusCode, path).toBe(401);
    expect(reached).toEqual([]);
  }
});

test("a faulty question of somebody who is still there is told its fault", async () => {
  expect((await ask("/api/test/places?on=never")).statusCode).toBe(400);
  expect((await ask("/api/test/silent?on=never")).statusCode).toBe(400);
});

test("a moved grant shows its new place at once", async () => {
  await owner(
    `update role_grant set organization_id = $2, org_path = '/1/2/' where account_id = ${MINE}`,
    username,
    it.places.town,
  );
  expect((await ask()).json()).toEqual(["/1/2/", "/1/2/3/"]);
  // Gone on with once, by whom it was confirmed for.
  expect(reached).toEqual(["behind the first statement"]);
});

test("an ended grant refuses at once, and a new one opens at once", async () => {
  await owner(
    `update role_grant set valid_to = '2020-01-02', valid_from = '2020-01-01' where account_id = ${MINE}`,
    username,
  );
  expect((await ask()).statusCode).toBe(403);
  expect(reached).toEqual([]);
  await owner(`update role_grant set valid_to = null where account_id = ${MINE}`, username);
  expect((await ask()).statusCode).toBe(200);
});

test("a password that must be changed closes everything else at once", async () => {
  await owner(`update credential set must_change = true where account_id = ${MINE}`, username);
  expect((await ask()).json()).toMatchObject({ type: "/problems/change-password-first" });
});
