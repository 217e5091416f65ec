import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Cluster, openCluster } from "./embedded.ts";
import { networkFileSystem } from "./network-file-system.ts";
import { type Database, openDatabase } from "./open.ts";
import { isAlive } from "./opener-lock.ts";
import { POINTER } from "./placement.ts";
import { postmasterOf } from "./postmaster.ts";

const folders: string[] = [];
const stops: (() => Promise<unknown>)[] = [];

/** A data folder of its own that any system user may reach, unless the mode says otherwise. */
function dataFolder(mode = 0o755): string {
  const folder = mkdtempSync(join(tmpdir(), "lianxin-engine-"));
  chmodSync(folder, mode);
  folders.push(folder);
  return join(folder, "data");
}

afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function open(folder: string): Promise<Database> {
  const database = await openDatabase({ dataFolder: folder });
  stops.push(() => database.close());
  return database;
}

interface Told {
  readonly pid?: number;
  readonly adopted?: boolean;
  readonly folder?: string;
  readonly refused?: string;
}

/** Another process that opens the folder; tells what happened there. */
async function opener(folder: string): Promise<{ process: ChildProcess; told: Told }> {
  const child = spawn(process.execPath, ["test/programs/open-database.ts", folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  stops.push(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGTERM");
    await once(child, "exit");
  });
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  return { process: child, told: JSON.parse(line.toString("utf8")) as Told };
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill("SIGKILL");
  await once(child, "exit");
}

async function untilGone(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (!isAlive(pid) || readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ")) return true;
    await sleep(20);
  }
  return false;
}

describe("one opener", () => {
  test("a second opener, in this or another process, is refused at once with the holder's process number", async () => {
    const folder = dataFolder();
    await open(folder);
    const before = performance.now();
    const { told } = await opener(folder);
    expect(told.refused).toContain(`进程号 ${process.pid}`);
    expect(performance.now() - before).toBeLessThan(3_000);
    await expect(openDatabase({ dataFolder: folder })).rejects.toThrow(`进程号 ${process.pid}`);
  });

  test("a killed opener's lock is free, and its postmaster is adopted with all that was committed", async () => {
    const folder = dataFolder();
    const first = await opener(folder);
    expect(first.told).toMatchObject({ adopted: false });
    await kill(first.process);
    expect(isAlive(first.told.pid ?? 0)).toBe(true);

    const cluster = await openCluster(folder);
    stops.push(() => cluster.stop());
    expect(cluster.adopted).toBe(true);
    expect(cluster.pid()).toBe(first.told.pid);
    await cluster.stop();
    expect(await untilGone(cluster.pid())).toBe(true);
    expect(postmasterOf(cluster.folder)).toBeNull();
  });
});

describe("a postmaster that dies", () => {
  test("is started again by the next connection, and nothing acknowledged is lost", async () => {
    const folder = dataFolder();
    const { ownerPool } = await open(folder);
    await ownerPool.query("create table kept (n int); insert into kept select generate_series(1, 1000)");
    const cluster = join(folder, "postgres");
    const pid = postmasterOf(cluster)?.pid ?? 0;
    process.kill(pid, "SIGKILL");
    await untilGone(pid);
    const { rows } = await retry(() => ownerPool.query("select count(*) as n from kept"));
    expect(rows).toEqual([{ n: 1000 }]);
    expect(postmasterOf(cluster)?.pid).not.toBe(pid);
  });

  test("together with its opener, and whose number a stranger now has, does not hinder the next start", async () => {
    const folder = dataFolder();
    const { process: child, told } = await opener(folder);
    const pid = told.pid ?? 0;
    await kill(child);
    process.kill(pid, "SIGKILL");
    await untilGone(pid);
    // What a reboot does: the file names a number that belongs to another live process.
    const pidFile = join(told.folder ?? "", "postmaster.pid");
    writeFileSync(pidFile, readFileSync(pidFile, "utf8").replace(/^\d+/, String(process.pid)));
    const cluster: Cluster = await openCluster(folder);
    stops.push(() => cluster.stop());
    expect(cluster.adopted).toBe(false);
  });
});

/** The connections that the crash cut fail once each; what counts is that the pool recovers by itself. */
async function retry<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      if (tries === 5) throw error;
    }
  }
}

describe("while it serves", () => {
  const folder = mkdtempSync(join(tmpdir(), "lianxin-engine-"));
  let database: Database;

  beforeAll(async () => {
    chmodSync(folder, 0o755);
    database = await openDatabase({ dataFolder: join(folder, "data") });
  });

  afterAll(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test("1,000 connections cut in the middle of their work leave the pool free and no transaction behind", async () => {
    const { appPool } = database;
    for (let round = 0; round < 100; round += 1) {
      await Promise.all(
        Array.from({ length: 10 }, async (_, place) => {
          const client = await appPool.connect();
          await client.query("begin");
          // One in twenty in the middle of a statement, which the engine goes on with until it looks at its client again.
          const running =
            place === 0 && round % 2 === 0 ? client.query("select pg_sleep(20)").catch(() => "cut") : null;
          // What the operating system does to a dropped connection.
          (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
          if (running !== null) expect(await running).toBe("cut");
          client.release();
        }),
      );
    }
    const answers = await Promise.all(Array.from({ length: 20 }, () => appPool.query("select 1 as one")));
    expect(answers.map(({ rows }) => rows[0])).toEqual(answers.map(() => ({ one: 1 })));
    expect(appPool.waitingCount).toBe(0);
    expect(appPool.totalCount).toBeLessThanOrEqual(20);
  });

  test("connections returned inside a transaction are closed, so nobody continues another's work", async () => {
    const { appPool } = database;
    const client = await appPool.connect();
    await client.query("begin; set local statement_timeout = '1s'");
    client.release();
    const { rows } = await appPool.query("select current_setting('statement_timeout') as it");
    expect(rows).toEqual([{ it: "30s" }]);
  });

  test("the cluster is durable, UTF-8, checksummed, knows pinyin and stroke order, listens on no port", async () => {
    const { ownerPool } = database;
    const { rows } = await ownerPool.query<Record<string, string>>(
      `select current_setting('fsync') as fsync, current_setting('full_page_writes') as pages,
        current_setting('data_checksums') as checksums, current_setting('server_encoding') as encoding,
        current_setting('listen_addresses') as listens,
        (select string_agg(c, '' order by c collate "zh-x-icu") from unnest(array['赵','钱','安']) c) as pinyin,
        (select string_agg(c, '' order by c collate "C") from unnest(array['b','A','a']) c) as bytes`,
    );
    expect(rows[0]).toEqual({
      fsync: "on",
      pages: "on",
      checksums: "on",
      encoding: "UTF8",
      listens: "",
      pinyin: "安钱赵",
      bytes: "Aab",
    });
  });

  test("the driver hands over dates and amounts as text, counts as numbers, and refuses to round", async () => {
    const { appPool } = database;
    const { rows } = await appPool.query(
      "select date '2024-02-29' as day, 12.50 as amount, 7::bigint as count, array[date '2024-02-29'] as days, timestamptz '2024-02-29 12:00+08' as at",
    );
    expect(rows[0]).toEqual({
      day: "2024-02-29",
      amount: "12.50",
      count: 7,
      days: ["2024-02-29"],
      at: new Date("2024-02-29T04:00:00Z"),
    });
    await expect(appPool.query("select 9007199254740993::bigint")).rejects.toThrow("9007199254740993");
  });
});

describe("the cluster", () => {
  test("stopping leaves no process, and the next start finds everything", async () => {
    const folder = dataFolder();
    const first = await open(folder);
    await first.ownerPool.query("create table kept (word text); insert into kept values ('连心')");
    const pid = postmasterOf(join(folder, "postgres"))?.pid ?? 0;
    expect(isAlive(pid)).toBe(true);
    await first.close();
    expect(await untilGone(pid)).toBe(true);
    const second = await open(folder);
    expect((await second.ownerPool.query("select word from kept")).rows).toEqual([{ word: "连心" }]);
  });

  test("serves a data folder whose path is longer than a socket may have", async () => {
    const deep = join(dataFolder(), "x".repeat(60), "y".repeat(60));
    mkdirSync(dirname(deep), { recursive: true });
    const { ownerPool } = await open(deep);
    const { rows } = await ownerPool.query<{ it: string }>("select current_setting('unix_socket_directories') as it");
    expect(statSync(rows[0]?.it ?? "").mode & 0o777).toBe(0o700);
    folders.push(rows[0]?.it ?? "");
  });

  test.runIf(process.getuid?.() === 0)("is placed elsewhere, and found again, when only root may enter", async () => {
    const folder = dataFolder(0o700);
    const first = await open(folder);
    const store = readFileSync(join(folder, POINTER), "utf8").trim();
    folders.push(store);
    expect(store).toMatch(/^\/var\/lib\/lianxin\//);
    expect(statSync(join(store, "postgres")).uid).not.toBe(0);
    await first.ownerPool.query("create table kept ()");
    await first.close();
    const second = await open(folder);
    expect((await second.ownerPool.query("select to_regclass('kept') is not null as it")).rows).toEqual([{ it: true }]);
    expect(existsSync(join(folder, "postgres"))).toBe(false);
  });
});

describe("network file systems", () => {
  const mounts = [
    "22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw",
    "30 22 0:40 / /mnt/office rw - nfs4 server:/office rw",
    "31 30 0:41 / /mnt/office/local rw - xfs /dev/vdb rw",
    "32 22 0:42 / /mnt/my\\040share rw - cifs //server/share rw",
    "33 22 0:43 / /mnt/c rw - 9p C: rw",
    "34 22 0:44 / /home/me/remote rw - fuse.sshfs me@server: rw",
  ].join("\n");

  test.each([
    ["/srv/data", null],
    ["/mnt/office/data", "nfs4"],
    ["/mnt/office", "nfs4"],
    ["/mnt/officer", null],
    ["/mnt/office/local/data", null],
    ["/mnt/my share/data", "cifs"],
    ["/home/me/remote/data", "fuse.sshfs"],
    ["/mnt/c/data", null],
  ])("%s is on %s", (path, kind) => {
    expect(networkFileSystem(mounts, path)).toBe(kind);
  });

  test("9p is refused where it is a Windows disk", () => {
    expect(networkFileSystem(mounts, "/mnt/c/data", "5.15.90.1-microsoft-standard-WSL2")).toBe("9p");
  });
});
