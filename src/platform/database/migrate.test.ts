import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { freshDatabase } from "#test/database.ts";
import { migrate, migrations } from "./migrate.ts";
import type { Database } from "./open.ts";

const order = ["platform/ground", "modules/house", "modules/roof"];
let root: string;
let database: Database;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "lianxin-migrations-"));
  database = await freshDatabase({ empty: true });
});

afterEach(async () => {
  await database.close();
  rmSync(root, { recursive: true, force: true });
});

function write(path: string, sql: string): void {
  const [layer = "", folder = "", name = ""] = path.split("/");
  const file = join(root, layer, folder, "migrations", name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, sql);
}

function run(): Promise<string[]> {
  return migrate(database.ownerPool, { root, order });
}

async function recorded(): Promise<string[]> {
  const { rows } = await database.ownerPool.query<{ it: string }>(
    "select folder || '/' || name as it from migration order by applied_at",
  );
  return rows.map(({ it }) => it);
}

test("files are applied in the order of folders, then of numbers, once", async () => {
  write("modules/roof/0001-tiles.sql", "create table tile (wall int constraint tile_wall references wall)");
  write("modules/house/0002-wider.sql", "alter table wall add wide int");
  write(
    "modules/house/0001-walls.sql",
    "create table wall (id int constraint wall_pkey primary key, on_plot int references plot)",
  );
  write("platform/ground/0001-plots.sql", "create table plot (id int primary key)");
  const all = [
    "platform/ground/0001-plots.sql",
    "modules/house/0001-walls.sql",
    "modules/house/0002-wider.sql",
    "modules/roof/0001-tiles.sql",
  ];
  expect(await run()).toEqual(all);
  expect(await recorded()).toEqual(all);
  expect(await run()).toEqual([]);
  write("modules/house/0003-higher.sql", "alter table wall add high int");
  expect(await run()).toEqual(["modules/house/0003-higher.sql"]);
});

test("a changed file stops the start, a change of line endings does not", async () => {
  write("platform/ground/0001-plots.sql", "create table plot (\n  id int\n)");
  await run();
  write("platform/ground/0001-plots.sql", "create table plot (\r\n  id int\r\n)");
  expect(await run()).toEqual([]);
  write("platform/ground/0001-plots.sql", "create table plot (\n  id bigint\n)");
  write("platform/ground/0002-more.sql", "create table more ()");
  await expect(run()).rejects.toThrow("platform/ground/0001-plots.sql 在应用之后被改动过");
  expect(await recorded()).toEqual(["platform/ground/0001-plots.sql"]);
});

test("a database from a newer version and a file numbered too low stop the start", async () => {
  write("platform/ground/0002-plots.sql", "create table plot ()");
  await run();
  write("platform/ground/0001-late.sql", "create table late ()");
  await expect(run()).rejects.toThrow("编号小于已应用的 0002-plots.sql");
  rmSync(join(root, "platform"), { recursive: true });
  await expect(run()).rejects.toThrow("没有这个文件");
});

test("a failing file leaves nothing of itself, and keeps what came before", async () => {
  write("platform/ground/0001-plots.sql", "create table plot ()");
  write("platform/ground/0002-broken.sql", "create table half (); select 1/0");
  await expect(run()).rejects.toThrow(/0002-broken\.sql 时失败.*division by zero/);
  expect(await recorded()).toEqual(["platform/ground/0001-plots.sql"]);
  const { rows } = await database.ownerPool.query("select to_regclass('half') is null as gone");
  expect(rows).toEqual([{ gone: true }]);
  write("platform/ground/0002-broken.sql", "create table whole ()");
  expect(await run()).toEqual(["platform/ground/0002-broken.sql"]);
});

test("programs that migrate at the same moment apply each file once", async () => {
  for (let number = 1; number <= 5; number += 1) {
    write(`platform/ground/000${number}-step.sql`, `create table step_${number} (); select pg_sleep(0.02)`);
  }
  const applied = await Promise.all(Array.from({ length: 6 }, run));
  expect(applied.flat().length).toBe(5);
  expect(await recorded()).toHaveLength(5);
});

test("an unlisted folder, an odd name and a repeated number are refused before anything is touched", () => {
  write("modules/cellar/0001-dig.sql", "select 1");
  expect(() => migrations({ root, order })).toThrow("modules/cellar 没有列入 MIGRATION_ORDER");
  rmSync(join(root, "modules/cellar"), { recursive: true });
  write("modules/house/1-walls.sql", "select 1");
  expect(() => migrations({ root, order })).toThrow("1-walls.sql 的名称不合规则");
  rmSync(join(root, "modules/house"), { recursive: true });
  write("modules/house/0001-walls.sql", "select 1");
  write("modules/house/0001-doors.sql", "select 1");
  expect(() => migrations({ root, order })).toThrow("两个文件使用编号 0001");
});

test("this program's own migrations are found and in order", () => {
  const all = migrations();
  expect(all.length).toBeGreaterThan(0);
  expect(all[0]?.folder).toBe("platform/database");
});
