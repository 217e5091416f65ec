import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { figures, verifyBooks } from "#modules/assessment/index.ts";
import { recruiting } from "#modules/membership/index.ts";
import { createAccount, signIn, systemActor } from "#platform/access/index.ts";
import { temporaryKeyring } from "#platform/audit/keyring.ts";
import { fixedClock } from "#platform/clock/index.ts";
import type { Database } from "#platform/database/index.ts";
import { systemScope } from "#platform/database/scope.ts";
import { act } from "#platform/doing.ts";
import { makeDemo, prepareDemo, refuseHalfMade } from "#server/demo-start.ts";
import { type OpenHouse, openHouse } from "#server/house.ts";
import { PARTS } from "#server/modules.ts";
import { day } from "#shared/day.ts";
import { freshDatabase } from "#test/database.ts";
import { factsOf } from "./facts.ts";
import { CAST, demoPeople, makeDemoZone, NotEmpty } from "./index.ts";
import { perform } from "./perform/index.ts";
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

test("recruiting: 84 in half a year, 17 women, 56 from college; whoever is on probation has a case, and cases stand everywhere on the way", async () => {
  const found = await one.open.house.door.read(systemScope("demo-test"), (tx) => figures(tx, TODAY));
  const value = (name: string): number | undefined => found.find((it) => it.name === name)?.value;
  expect(value("半年内发展的预备党员")).toBe(84);
  expect(value("半年内发展的女预备党员")).toBe(17);
  expect(value("半年内发展的大专及以上学历预备党员")).toBe(56);
  // All of them by a decision on their case, not by hand.
  const admitted =
    "select count(*) from membership_event e where e.code = 'admitted' and e.happened_on between '2026-01-01' and '2026-06-30'";
  expect(await count(admitted)).toBe(84);
  const decided = "exists (select 1 from recruiting_record r where r.person_id = %.person_id and r.step = 17)";
  expect(await count(`${admitted} and ${decided.replace("%", "e")}`)).toBe(84);
  const probationary = "select count(*) from membership m where m.valid_to is null and m.full_on is null";
  expect(await count(probationary)).toBeGreaterThan(84);
  expect(await count(`${probationary} and not ${decided.replace("%", "m")}`)).toBe(0);
  const map = await one.open.house.door.read(systemScope("demo-test"), (tx) => recruiting.mapOn(tx, null, TODAY));
  const sum = (stage: "applicant" | "activist" | "target" | "probationary" | "full"): number =>
    map.reduce((all, it) => all + it[stage], 0);
  expect(sum("applicant")).toBeGreaterThanOrEqual(14);
  expect(sum("activist")).toBeGreaterThanOrEqual(25);
  expect(sum("target")).toBeGreaterThanOrEqual(20);
  expect(sum("probationary")).toBe(await count(probationary));
  expect(sum("full")).toBeGreaterThan(5);
  expect(await count("select count(*) from recruiting_case where ended_code = 'cancelled'")).toBe(1);
  expect(await count("select count(*) from recruiting_case where ended_code = 'terminated'")).toBe(2);
  expect(await count("select count(*) from recruiting_record where step = 24 and result = 'extended'")).toBe(1);
  expect(await count("select count(*) from audit_event where event = 'recruiting.case.moved'")).toBe(1);
  expect(await count("select count(*) from recruiting_plan where year = 2026")).toBe(5);
});

test("recruiting: the clock finds a few who wait too long, and nobody else", async () => {
  const late = async (id: string): Promise<number> => {
    const check = recruiting.part.checks?.find((it) => it.id === id);
    const matters = await one.open.house.door.read(
      systemScope("demo-test"),
      async (tx) => (await check?.matters(tx, TODAY)) ?? [],
    );
    return matters.filter((it) => it.deadline !== null && it.deadline < TODAY).length;
  };
  expect(await late("C01")).toBe(3);
  expect(await late("C02")).toBe(3);
  expect(await late("C10")).toBeGreaterThan(0);
  expect(await late("C10")).toBeLessThan(4);
  expect(await late("C11")).toBeLessThan(5);
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
  expect(await count("select count(*) from transfer where state = 'handed-over' and kind = 'inside'")).toBe(3);
  expect(await count("select count(*) from transfer where state = 'handed-over' and kind = 'out'")).toBe(4);
  expect(await count("select count(*) from transfer where state = 'handed-over' and kind = 'in'")).toBe(2);
  // One letter has expired without a receipt, and one has not been written yet.
  expect(
    await count(
      `select count(*) from transfer where state = 'handed-over' and letter_on + valid_days < date '${TODAY}' and kind = 'out'`,
    ),
  ).toBe(1);
  expect(await count("select count(*) from transfer_request where answered_on is null")).toBe(1);
  expect(await count("select count(*) from transfer_letter where kind = 'certificate'")).toBe(1);
  expect(await count("select count(*) from membership_keep where ended_on is null")).toBe(1);
  expect(await count("select count(*) from transfer where kind = 'in' and receipt_on is not null")).toBeGreaterThan(20);
  expect(await count("select count(*) from organization_event where state = 'proposed'")).toBe(1);
  expect(await count("select count(*) from organization_event where state = 'undone'")).toBe(1);
  const { rows } = await one.database.ownerPool.query<{ state: string; counts: Record<string, number> }>(
    "select state, counts from import_batch",
  );
  expect(rows.map((it) => it.state)).toEqual(["previewed"]);
  expect(rows[0]?.counts).toMatchObject({ new: 1, changed: 2, faulty: 1 });
});

test("fourteen months of meetings: held, some missing, decisions that wait, a plan that members were told of", async () => {
  const meetings = (condition: string): Promise<number> => count(`select count(*) from meeting where ${condition}`);
  expect(await meetings("recorded_on is not null")).toBeGreaterThan(800);
  expect(await meetings(`recorded_on is null and meets_on > '${TODAY}'`)).toBe(3);
  expect(await count("select count(*) from meeting_person where state = 'present'")).toBeGreaterThan(20_000);
  expect(await count("select count(*) from meeting_person where state = 'exempt'")).toBeGreaterThan(300);
  expect(
    await count(`select count(*) from meeting_task where done_on is null and due_on < '${TODAY}'`),
  ).toBeGreaterThan(3);
  expect(await count("select count(*) from notice where kind = 'meeting'")).toBeGreaterThan(0);
});

test("groups meet, matters are voted on, branches meet together, an empty seat was filled, records are put right", async () => {
  expect(await count("select count(*) from meeting where body = 'group' and recorded_on is not null")).toBeGreaterThan(
    50,
  );
  expect(
    await count("select count(distinct group_name) from membership where valid_to is null and group_name is not null"),
  ).toBe(5);
  expect(await count("select count(*) from meeting_item where yes > 0")).toBeGreaterThan(20);
  expect(await count("select count(*) from meeting where joint_id is not null and recorded_on is not null")).toBe(4);
  expect(await count("select count(*) from election where kind = 'by_election' and ended_code = 'completed'")).toBe(1);
  const { rows } = await one.database.ownerPool.query<{ outcome: string | null }>(
    "select outcome from correction_request order by asked_on",
  );
  expect(rows.map((it) => it.outcome)).toEqual(["corrected", "declined", null]);
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

test("a house that holds something stays as it is", async () => {
  await expect(makeDemoZone(one.open.house, { today: TODAY })).rejects.toThrow(NotEmpty);
  expect(await makeDemo(one.open, () => {})).toBeNull();
  await prepareDemo(one.open, () => {});
  await refuseHalfMade(one.open.house);
});

test("a demo zone left half made is made again; one that somebody used, or that another process makes, is not", async () => {
  const database = await freshDatabase();
  const folder = mkdtempSync(join(tmpdir(), "lianxin-half-"));
  const open = await openHouse({ database, dataFolder: folder, keyring: temporaryKeyring(), clock: fixedClock(TODAY) });
  const left = async (): Promise<string[]> =>
    (await database.ownerPool.query<{ name: string }>("select username as name from account")).rows.map(
      (it) => it.name,
    );
  try {
    // As after a power cut: the generator began and never told that it was done.
    await perform(open.house, tellStory("云湾", TODAY).deeds.slice(0, 40));
    await open.house.audit.sealer.sealNow();
    const half = await left();
    expect(half.length).toBeGreaterThan(0);
    await expect(refuseHalfMade(open.house)).rejects.toThrow("没有生成完整的演示区");
    expect((await left()).length).toBe(half.length);

    const making = await database.ownerPool.connect();
    await making.query("select pg_advisory_lock(hashtext('lianxin demo'), hashtext(current_schema()))");
    await expect(prepareDemo(open, () => {})).rejects.toThrow("另一个进程正在生成演示区");
    await making.query("select pg_advisory_unlock_all()");
    making.release();
    expect((await left()).length).toBe(half.length);

    // Somebody opens an account at the terminal: from now on it is not the generator's alone.
    await act(open.house, systemActor("command-line"), "access.account.create", null, (doing) =>
      createAccount(doing, { username: "somebody", displayName: "某人", organizationId: null }),
    );
    await expect(prepareDemo(open, () => {})).rejects.toThrow("之后又有人在里面办过事");
    expect(await left()).toContain("somebody");
  } finally {
    await open.close();
    await database.close();
    rmSync(folder, { recursive: true });
  }
});

test("members and branches are commended each 七一; one member does not exercise the right to vote", async () => {
  expect(
    await count("select count(*) from award where awarded_on = '2026-07-01' and person_id is not null"),
  ).toBeGreaterThan(3);
  expect(await count("select count(*) from award where awarded_on = '2026-07-01' and person_id is null")).toBe(3);
  expect(await count("select count(*) from disciplinary_measure")).toBe(3);
  expect(
    await count(
      `select count(*) from membership m join suspended_rights(array(select person_id from membership), '2026-11-22', '2026-11-22') s
         on s.person_id = m.person_id where m.valid_to is null`,
    ),
  ).toBe(1);
});

test("last year's appraisals are done at most branches, three by secret ballot; this year's waits for the demo member", async () => {
  expect(await count("select count(*) from appraisal where year = 2025 and published_on is not null")).toBeGreaterThan(
    20,
  );
  expect(await count("select count(*) from appraisal where year = 2025 and manner = 'ballot'")).toBe(3);
  const { rows } = await one.database.ownerPool.query<{ grade: string; n: number }>(
    "select grade, count(*)::int as n from appraisal_item where year = 2025 and exempt is null group by 1",
  );
  const of = (grade: string): number => rows.find((it) => it.grade === grade)?.n ?? 0;
  expect(of("excellent")).toBeGreaterThan(100);
  expect(of("qualified")).toBeGreaterThan(of("excellent"));
  expect(of("unqualified")).toBeGreaterThan(0);
  expect(await count("select count(*) from appraisal_item where disposition = 'rectify'")).toBe(of("unqualified"));
  expect(
    await count(
      `select count(*) from appraisal a join appraisal_voter v on v.appraisal_id = a.id join person p on p.id = v.person_id
       where a.year = 2026 and a.box_id is not null and a.counted_on is null and p.name = '王秀英' and v.blinded_hash is null`,
    ),
  ).toBe(1);
  expect(await count("select count(*) from public_anonymous.box where state = 'settled'")).toBe(3);
  expect(await count("select count(*) from public_anonymous.sheet")).toBeGreaterThan(3);
});
