import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fixedClock } from "#platform/clock/index.ts";
import { systemScope } from "#platform/database/scope.ts";
import { day } from "#shared/day.ts";
import { Browser, freshHouse, type TestHouse } from "#test/house.ts";
import { tellFailedSignIns } from "./failed-sign-ins.ts";
import { attemptKeys, takeTry } from "./guessing.ts";

let it: TestHouse;
let app: FastifyInstance;
beforeAll(async () => {
  it = await freshHouse();
  app = await it.app();
});
afterAll(() => it?.close());

/** The house a day later than the tries were made: they have all come to an end. */
const round = () => tellFailedSignIns({ ...it.house, clock: fixedClock(day("2026-11-23")) });

const told = () =>
  it.house.door.read(systemScope("test"), (tx) =>
    tx
      .selectFrom("auditEvent")
      .select(["event", "orgPath", "targetId", "targetName", "details", "actor", "number"])
      .where("event", "like", "access.sign-in.failed%")
      .orderBy("number")
      .execute(),
  );

const tries = (whose: string, count: number) =>
  it.house.door.write(systemScope("test"), async (tx) => {
    for (let at = 0; at < count; at += 1) await takeTry(it.house, tx, attemptKeys(it.house, whose, null));
  });

test("failed tries are told once, at the account's place; what was typed as a name is not", async () => {
  const { id } = await it.person("branch_secretary", it.places.branch, "watched");
  await it.person("auditor", it.places.zone, "reader");
  for (const name of ["watched", "watched", "nobody-one", "my-secret-password"]) {
    expect((await new Browser(app).signIn(name, "wrong")).statusCode).toBe(401);
  }
  expect((await new Browser(app).signIn("watched")).statusCode).toBe(200);
  // Not while a try may still be right.
  expect(await tellFailedSignIns(it.house)).toBe(0);
  expect(await round()).toBe(4);
  const rows = await told();
  expect(rows).toMatchObject([
    {
      event: "access.sign-in.failed",
      orgPath: "/1/2/3/",
      targetId: id,
      targetName: "watched",
      details: { count: 2, strangers: 2, exhausted: false },
    },
    { event: "access.sign-in.failed-unknown", orgPath: "/1/", targetId: null, details: { count: 2, names: 2 } },
  ]);
  expect(JSON.stringify(rows)).not.toContain("secret");
  expect(rows.map((row) => it.house.audit.sentences.of(row))).toEqual([
    "系统（登录核对）发现watched的账号登录失败 2 次，其中陌生设备 2 次",
    "系统（登录核对）发现有人用 2 个不存在的用户名登录，共 2 次",
  ]);
  expect(await round()).toBe(0);
  expect(await told()).toHaveLength(2);

  const reader = new Browser(app);
  await reader.signIn("reader");
  const log = await reader.send("GET", "/api/registers/audit");
  expect(log.statusCode, log.body).toBe(200);
  expect(log.body).toContain("watched的账号登录失败 2 次");
});

test("a used up allowance is said; a flood of names and accounts is a bounded number of lines", async () => {
  const before = (await told()).length;
  const accounts = [];
  for (let at = 0; at < 30; at += 1) accounts.push(await it.person(null, it.places.town, `flood-${at}`));
  await tries(accounts[7]?.id ?? "", it.house.profile.strangerTries);
  for (const each of accounts) if (each !== accounts[7]) await tries(each.id, 1);
  for (let at = 0; at < 300; at += 1) await tries(`name flood ${at}`, 1);
  expect(await round()).toBe(it.house.profile.strangerTries + 29 + 300);
  const rows = (await told()).slice(before);
  expect(rows).toHaveLength(22);
  expect(rows[0]).toMatchObject({
    targetName: "flood-7",
    details: { count: it.house.profile.strangerTries, exhausted: true },
  });
  expect(rows.at(-2)).toMatchObject({
    event: "access.sign-in.failed-elsewhere",
    details: { accounts: 10, count: 10 },
  });
  expect(rows.at(-1)).toMatchObject({ event: "access.sign-in.failed-unknown", details: { names: 300, count: 300 } });
});

test("the sign-in itself writes the same rows for a known and an unknown name, and tells nothing", async () => {
  await it.person(null, it.places.town, "alike");
  const written = async (name: string) => {
    const count = () =>
      it.open.database.ownerPool.query<{ tries: number; told: number }>(
        "select (select count(*) from sign_in_attempt)::int as tries, (select count(*) from audit_event)::int as told",
      );
    const [was] = (await count()).rows;
    await new Browser(app).signIn(name, "wrong");
    const [is] = (await count()).rows;
    return { tries: (is?.tries ?? 0) - (was?.tries ?? 0), told: (is?.told ?? 0) - (was?.told ?? 0) };
  };
  expect(await written("alike")).toEqual({ tries: 1, told: 0 });
  expect(await written("nobody-alike")).toEqual({ tries: 1, told: 0 });
});
