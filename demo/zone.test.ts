import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { figures, verifyBooks } from "#modules/assessment/index.ts";
import { signIn } from "#platform/access/index.ts";
import { temporaryKeyring } from "#platform/audit/keyring.ts";
import { fixedClock } from "#platform/clock/index.ts";
import type { Database } from "#platform/database/index.ts";
import { systemScope } from "#platform/database/scope.ts";
import { makeDemo, prepareDemo } from "#server/demo-start.ts";
import { type OpenHouse, openHouse } from "#server/house.ts";
import { PARTS } from "#server/modules.ts";
import { day } from "#shared/day.ts";
import { freshDatabase } from "#test/database.ts";
import { factsOf } from "./facts.ts";
import { CAST, demoPeople, makeDemoZone, NotEmpty } from "./index.ts";
import { perform } from "./perform.ts";
import { tellStory } from "./story.ts";

const TODAY = day("2026-11-22");

interface Made {
  readonly database: Database;
  readonly open: OpenHouse;
  readonly folder: string;
}

async function make(): Promise<Made> {
  const database = await freshDatabase();
  const folder = mkdtempSync(join(tmpdir(), "lianxin-demo-"));
  const open = await openHouse({ database, dataFolder: folder, keyring: temporaryKeyring(), clock: fixedClock(TODAY) });
  expect(await makeDemo(open, () => {})).toBeGreaterThan(2_000);
  return { database, open, folder };
}

// Two zones side by side: each takes about ten seconds of two quiet cores.
let one: Made;
let other: Made;
beforeAll(async () => {
  [one, other] = await Promise.all([make(), make()]);
}, 400_000);
afterAll(async () => {
  for (const it of [one, other]) {
    await it?.open.close();
    await it?.database.close();
    if (it) rmSync(it.folder, { recursive: true });
  }
});

const count = async (query: string): Promise<number> =>
  Number((await one.database.ownerPool.query<{ count: string }>(query)).rows[0]?.count);

test("two runs with one seed hold the same facts", async () => {
  const [first, second] = await Promise.all([factsOf(one.database.ownerPool), factsOf(other.database.ownerPool)]);
  const hashes = (facts: Record<string, unknown[]>) =>
    Object.entries(facts).map(([name, list]) => [
      name,
      list.length,
      createHash("sha256").update(JSON.stringify(list)).digest("hex"),
    ]);
  expect(Object.values(first).every((it) => it.length > 0)).toBe(true);
  expect(hashes(first)).toEqual(hashes(second));
});

test("the figures of the mission come out of queries: 7 merged or dissolved, 6 in one person, about 2,300 members", async () => {
  const found = await one.open.house.door.read(systemScope("demo-test"), (tx) => figures(tx, TODAY));
  const value = (name: string): number | undefined => found.find((it) => it.name === name)?.value;
  expect(value("历年撤并的支部")).toBe(7);
  expect(found.filter((it) => it.name.includes("一肩挑")).map((it) => it.value)).toContain(6);
  expect(value("书记空缺的组织")).toBe(1);
  expect(value("失去联系的党员")).toBe(4);
  expect(value("外出流动党员")).toBeGreaterThan(90);
  const members = await count("select count(*) from membership where valid_to is null");
  expect(members).toBeGreaterThanOrEqual(2_250);
  expect(members).toBeLessThanOrEqual(2_350);
  expect(await count("select count(*) from organization where closed_on is null")).toBeGreaterThanOrEqual(40);
});

test("the books balance: paths, sums, one roster a person, the yearly identity of every place and year", async () => {
  const checks = await one.open.house.door.read(systemScope("demo-test"), (tx) => verifyBooks(tx, TODAY));
  expect(checks.length).toBeGreaterThan(3);
  expect(checks.filter((it) => !it.ok)).toEqual([]);
});

test("every event has a sentence, every act its day, and the sealed audit verifies", async () => {
  const { rows } = await one.database.ownerPool.query<{ event: string }>("select distinct event from audit_event");
  const sentences = new Set(PARTS.flatMap((it) => Object.keys(it.sentences ?? {})));
  expect(rows.length).toBeGreaterThan(12);
  expect(rows.map((it) => it.event).filter((it) => !sentences.has(it))).toEqual([]);
  expect(await count("select count(distinct extract(year from at)) from audit_event")).toBe(9);
  expect(await count(`select count(*) from audit_event where at > '${TODAY}T23:59:59+08:00'`)).toBe(0);
  await one.open.house.audit.sealer.sealNow();
  const verified = await one.open.house.audit.verify();
  expect(verified.faults).toEqual([]);
  expect(verified.events).toBeGreaterThan(2_500);
});

test("something is due and something waits", async () => {
  const due = (condition: string): Promise<number> =>
    count(
      `select count(*) from committee_term t join organization o on o.id = t.organization_id where t.ended_on is null and o.closed_on is null and ${condition}`,
    );
  expect(await due(`due_on <= '${TODAY}'`)).toBe(1);
  expect(await due(`due_on > '${TODAY}' and due_on <= date '${TODAY}' + 183`)).toBeGreaterThanOrEqual(3);
  expect(await count("select count(*) from transfer where state = 'handed-over'")).toBe(3);
  expect(await count("select count(*) from organization_event where state = 'proposed'")).toBe(1);
  expect(await count("select count(*) from organization_event where state = 'undone'")).toBe(1);
  const { rows } = await one.database.ownerPool.query<{ state: string; counts: Record<string, number> }>(
    "select state, counts from import_batch",
  );
  expect(rows.map((it) => it.state)).toEqual(["previewed"]);
  expect(rows[0]?.counts).toMatchObject({ new: 1, changed: 2, faulty: 1 });
});

test("the cast can sign in, and the sign-in page lists those who are shown", async () => {
  const { house } = one.open;
  for (const { username, password } of Object.values(CAST)) {
    const entrance = await signIn({ house, requestId: null, deviceToken: null, userAgent: "" }, { username, password });
    expect(entrance.sessionToken.length, username).toBeGreaterThan(20);
  }
  const people = await demoPeople(house);
  expect(people?.map((it) => it.username)).toEqual(
    Object.values(CAST)
      .filter((it) => it.shown)
      .map((it) => it.username),
  );
  expect(people?.find((it) => it.username === CAST.secretary.username)?.place).toBe("东巷村党支部");
});

test("a house that holds something stays as it is; one left half made is refused in words", async () => {
  await expect(makeDemoZone(one.open.house, { today: TODAY })).rejects.toThrow(NotEmpty);
  expect(await makeDemo(one.open, () => {})).toBeNull();
  await prepareDemo(one.open, () => {});
  // As after a power cut: the generator began and never told that it was done.
  const database = await freshDatabase();
  const open = await openHouse({
    database,
    dataFolder: one.folder,
    keyring: temporaryKeyring(),
    clock: fixedClock(TODAY),
  });
  await perform(open.house, tellStory("云湾", TODAY).deeds.slice(0, 3));
  await expect(prepareDemo(open, () => {})).rejects.toThrow("没有生成完整");
  await open.close();
  await database.close();
});
