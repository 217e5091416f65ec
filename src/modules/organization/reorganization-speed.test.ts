import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "#platform/database/ids.ts";
import { insertMany } from "#platform/database/insert-many.ts";
import { systemScope } from "#platform/database/scope.ts";
import { type OrganizationHouse, organizationHouse, SYSTEM } from "#test/organization-house.ts";
import { settingAdvice } from "./advice/rules.ts";
import { proposeEvent, undoEvent } from "./event-acts.ts";
import { adviceFacts } from "./views.ts";

/**
 * W12 of the performance figures, at full size by
 * `LIANXIN_SPEED=1 vitest run src/modules/organization/reorganization-speed.test.ts`; a tenth of it otherwise.
 */
const FULL = process.env["LIANXIN_SPEED"] === "1";
const MEMBERS = FULL ? 10_000 : 1_000;
const ORGANIZATIONS = FULL ? 3_000 : 300;

let house: OrganizationHouse;
let zone: string;
let town: string;
let other: string;
let big: string;
let host: string;

beforeAll(async () => {
  house = await organizationHouse();
  zone = await house.establish({ parentId: null, kind: "working_committee", shortName: "开发区党工委" }, "2000-01-01");
  const district = await house.establish(
    { parentId: zone, kind: "working_committee", shortName: "东片党工委" },
    "2000-01-01",
  );
  other = await house.establish({ parentId: zone, kind: "working_committee", shortName: "西片党工委" }, "2000-01-01");
  town = await house.establish(
    { parentId: district, kind: "working_committee", shortName: "朝云街道党工委" },
    "2000-01-01",
  );
  big = await house.establish({ parentId: town, kind: "committee", shortName: "大村党委" }, "2000-01-01");
  host = await house.establish({ parentId: town, kind: "committee", shortName: "新村党委" }, "2000-01-01");
  const people = await house.admit(
    big,
    Array.from({ length: MEMBERS }, (_, at) => `党员${at}`),
    "2012-01-01",
  );
  // Ten years of other facts of the same people, as posts: two a year and a hundred people.
  await house.door.write(systemScope("organization-test"), async (tx) => {
    const { orgPath } = await tx
      .selectFrom("organization")
      .select("orgPath")
      .where("id", "=", big)
      .executeTakeFirstOrThrow();
    const movements = Array.from({ length: MEMBERS * 4 }, (_, at) => ({
      id: newId(),
      personId: people[at % MEMBERS] ?? "",
      organizationId: big,
      orgPath,
      direction: at % 2 === 0 ? 1 : -1,
      code: "corrected_in",
      happenedOn: `20${13 + (at % 10)}-0${1 + (at % 9)}-01`,
      note: "",
    }));
    await insertMany(tx, "membershipEvent", movements);
    const organizations = Array.from({ length: ORGANIZATIONS }, (_, at) => ({ id: newId(), at }));
    const path = async (id: string): Promise<string> =>
      (await tx.selectFrom("organization").select("orgPath").where("id", "=", id).executeTakeFirstOrThrow()).orgPath;
    const otherPath = await path(other);
    const placed = organizations.map(({ id, at }) => ({
      id,
      at,
      node: 1_000_000 + at,
      orgPath: `${otherPath}${1_000_000 + at}/`,
    }));
    await insertMany(
      tx,
      "organization",
      placed.map(({ id, node, orgPath }) => ({ id, node, orgPath, establishedOn: "2001-01-01" })),
    );
    await insertMany(
      tx,
      "organizationVersion",
      placed.map(({ id, at, orgPath }) => ({
        id: newId(),
        organizationId: id,
        orgPath,
        validFrom: "2001-01-01",
        kind: "branch",
        fullName: `中共第${at}支部委员会`,
        shortName: `第${at}党支部`,
        nameKey: `${at}`,
        pinyin: "x",
        initials: "x",
        areaKind: "village",
      })),
    );
    await insertMany(
      tx,
      "placement",
      placed.map(({ id, at, orgPath }) => ({
        id: newId(),
        organizationId: id,
        orgPath,
        parentId: other,
        validFrom: "2001-01-01",
        orderNumber: at,
      })),
    );
    await insertMany(
      tx,
      "unit",
      placed.map(({ id, at, orgPath }) => ({
        id: newId(),
        organizationId: id,
        orgPath,
        name: `单位${at}`,
        industry: at % 2 === 0 ? "盐业" : "茶叶",
        longitude: 119 + (at % 60) / 100,
        latitude: 34 + Math.floor(at / 60) / 100,
        validFrom: "2001-01-01",
        note: "",
      })),
    );
  });
});
afterAll(() => house?.close());

/** Wall time says nothing on a machine that others use at the same time: processor time of this process and the server's counts. */
const timed = async <T>(what: string, work: () => Promise<T>): Promise<{ it: T; ms: number }> => {
  const start = performance.now();
  const [own, server] = [process.cpuUsage(), await serverCpu()];
  const it = await work();
  const wall = Math.round(performance.now() - start);
  const { user, system } = process.cpuUsage(own);
  const ms = Math.round((user + system) / 1000 + (await serverCpu()) - server);
  console.info(`${what}: ${ms} ms of processor, ${wall} ms by the clock`);
  return { it, ms };
};

/** Processor milliseconds of the server processes of this database; 0 where the machine does not tell. */
async function serverCpu(): Promise<number> {
  const { rows } = await house.database.ownerPool.query<{ pid: number }>(
    "select pid from pg_stat_activity where datname = current_database()",
  );
  let ticks = 0;
  for (const { pid } of rows) {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
      ticks += Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
    } catch {
      // A server elsewhere, or a system without /proc.
    }
  }
  return ticks * 10;
}

test(`a merger of ${MEMBERS} members, a move of their town, and undoing both`, async () => {
  const merge = await timed(`merge ${MEMBERS} members`, () =>
    house.act(SYSTEM, "organization.event.propose", (doing) =>
      proposeEvent(doing, {
        kind: "merge",
        happenedOn: "2026-05-01",
        reason: "",
        details: { sourceIds: [big], into: { organizationId: host } },
      }),
    ),
  );
  const move = await timed(`move a town of ${MEMBERS} members`, () =>
    house.act(SYSTEM, "organization.event.propose", (doing) =>
      proposeEvent(doing, {
        kind: "move",
        happenedOn: "2026-06-01",
        reason: "",
        details: { organizationId: town, parentId: other },
      }),
    ),
  );
  const back = await timed("undo the move", () =>
    house.act(SYSTEM, "organization.event.approve", (doing) => undoEvent(doing, move.it.id, "")),
  );
  const again = await timed("undo the merger", () =>
    house.act(SYSTEM, "organization.event.approve", (doing) => undoEvent(doing, merge.it.id, "")),
  );
  for (const { ms } of [merge, move, back, again]) expect(ms).toBeLessThan(FULL ? 6_000 : 3_000);
});

test(`the adviser over ${ORGANIZATIONS} organisations`, async () => {
  const { it, ms } = await timed(`advice for ${ORGANIZATIONS} organisations`, () =>
    house.read(async (tx) => settingAdvice(await adviceFacts(tx, house.today, null), house.today)),
  );
  expect(it.length).toBeGreaterThan(ORGANIZATIONS / 10);
  expect(ms).toBeLessThan(2_000);
});
