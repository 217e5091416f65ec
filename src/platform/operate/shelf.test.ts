import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openKeyring } from "#platform/audit/keyring.ts";
import { fixedClock } from "#platform/clock/index.ts";
import type { Database } from "#platform/database/index.ts";
import type { House } from "#platform/house.ts";
import type { Job } from "#platform/jobs/contract.ts";
import { day } from "#shared/day.ts";
import { freshDatabase } from "#test/database.ts";
import { Browser, freshHouse } from "#test/house.ts";
import type { Backups, BackupUnderWay } from "./contract.ts";
import { timetable } from "./jobs.ts";
import { type BackupShelf, backupShelf } from "./shelf.ts";
import { waiting } from "./waiting.ts";

let db: Database;
let root: string;
let folder: string;
const shelf = (keepDays = 14): BackupShelf =>
  backupShelf({ pool: db.ownerPool, keyring: openKeyring(join(root, "keys")), folder, keepDays });
const at = (text: string): Date => new Date(text);
const names = (): string[] =>
  shelf()
    .list()
    .map((it) => it.name);

beforeAll(async () => {
  root = fs.mkdtempSync(join(tmpdir(), "lianxin-shelf-"));
  db = await freshDatabase();
});
beforeEach(() => {
  folder = fs.mkdtempSync(join(root, "backups-"));
});
afterAll(async () => {
  await db.close();
  fs.rmSync(root, { recursive: true, force: true });
});

test("a folder that is not there yet holds none, and is made by the first", async () => {
  fs.rmSync(folder, { recursive: true });
  expect(names()).toEqual([]);
  const made = await shelf().make(at("2026-03-01T18:30:05.900Z"));
  expect(made.name).toBe("lianxin-20260301T183005Z.backup");
  expect(shelf().list()).toEqual([{ ...made, madeAt: at("2026-03-01T18:30:05Z") }]);
  expect(fs.readFileSync(join(folder, made.name)).subarray(0, 15).toString()).toBe("LIANXIN-BACKUP-");
});

test("two at the same moment are one: who comes second is told to wait, and nothing half written lies there", async () => {
  const outcomes = await Promise.allSettled([
    shelf().make(at("2026-03-01T00:00:00Z")),
    shelf().make(at("2026-03-01T00:00:01Z")),
  ]);
  expect(outcomes.map((it) => it.status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(outcomes.find((it) => it.status === "rejected")?.reason).toMatchObject({ slug: "backup-under-way" });
  expect(fs.readdirSync(folder)).toHaveLength(1);
  await shelf().make(at("2026-03-01T00:00:02Z"));
  expect(names()).toHaveLength(2);
});

test("what is older than it is kept for goes, but never the newest nor what is not ours", async () => {
  for (const it of ["2026-03-01", "2026-03-02", "2026-03-16"]) await shelf().make(at(`${it}T00:00:00Z`));
  fs.writeFileSync(join(folder, "每月一份.backup"), "x");
  // To the second: fourteen days are still kept.
  expect(shelf().tidy(at("2026-03-15T00:00:00Z"))).toBe(0);
  expect(shelf().tidy(at("2026-03-15T00:00:01Z"))).toBe(1);
  expect(shelf(0).tidy(at("2030-01-01T00:00:00Z"))).toBe(0);
  expect(shelf().tidy(at("2030-01-01T00:00:00Z"))).toBe(1);
  expect(fs.readdirSync(folder).toSorted()).toEqual(["lianxin-20260316T000000Z.backup", "每月一份.backup"]);
});

/** What the timetable, the job and the workbench read of a house. */
const houseWith = (backups: BackupShelf, now: string): House =>
  ({ backups, clock: { ...fixedClock(day("2026-03-01")), now: () => at(now) } }) as never;

test("each night makes one and clears the shelf; with no days to keep it makes none", async () => {
  const [nightly] = timetable;
  await nightly?.run(houseWith(shelf(0), "2026-03-01T18:30:00Z"));
  expect(names()).toEqual([]);
  await nightly?.run(houseWith(shelf(), "2026-03-01T18:30:00Z"));
  await nightly?.run(houseWith(shelf(), "2026-04-01T18:30:00Z"));
  expect(names()).toEqual(["lianxin-20260401T183000Z.backup"]);
});

test("two missed nights stand on the workbench of whoever may make one", async () => {
  const [waits] = waiting;
  const on = async (backups: BackupShelf, now: string) =>
    ((await waits?.matters({ house: houseWith(backups, now) } as never)) ?? []).map((it) => it.why);
  expect(await on(shelf(), "2026-03-01T00:00:00Z")).toEqual([]);
  await shelf().make(at("2026-03-01T18:30:00Z"));
  expect(await on(shelf(), "2026-03-03T18:30:00Z")).toEqual([]);
  expect(await on(shelf(), "2026-03-03T18:30:01Z")).toEqual([expect.stringContaining("最近一份备份是 2 天以前做的")]);
  expect(await on(shelf(0), "2026-03-09T18:30:01Z")).toEqual([]);
});

test("whoever may asks for one and finds it on the page; nobody else does", async () => {
  const it = await freshHouse({ backupFolder: folder });
  try {
    const app = await it.app();
    await it.person("system_administrator", null, "administrator");
    await it.person("zone_organiser", it.places.zone, "organiser");
    const [administrator, organiser] = [new Browser(app), new Browser(app)];
    await administrator.signIn("administrator");
    await organiser.signIn("organiser");
    expect((await organiser.send("GET", "/api/backups")).statusCode).toBe(403);
    expect((await organiser.send("POST", "/api/backups")).statusCode).toBe(403);
    const none = (await administrator.send("GET", "/api/backups")).json<Backups>();
    expect(none).toEqual({ folder, keepDays: 0, backups: [] });
    await it.open.startBackground();
    const { jobId } = (await administrator.send("POST", "/api/backups")).json<BackupUnderWay>();
    await expect
      .poll(async () => (await administrator.send("GET", `/api/jobs/${jobId}`)).json<Job>().state)
      .toBe("done");
    const { backups } = (await administrator.send("GET", "/api/backups")).json<Backups>();
    expect(backups).toHaveLength(1);
    expect(backups[0]?.bytes).toBe(fs.statSync(join(folder, backups[0]?.name ?? "")).size);
    const metrics = (await administrator.send("GET", "/metrics")).body;
    expect(metrics).toMatch(/^lianxin_backup_age_seconds \d+/m);
  } finally {
    await it.close();
  }
});
