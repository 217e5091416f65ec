import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import type { Actor } from "#platform/access/policy.ts";
import { fixedClock } from "#platform/clock/index.ts";
import { loadClasses } from "#platform/database/classes.ts";
import { Door } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import type { Database } from "#platform/database/index.ts";
import { ownScope, systemScope } from "#platform/database/scope.ts";
import type { House } from "#platform/house.ts";
import { refused } from "#platform/http/problem.ts";
import { day } from "#shared/day.ts";
import { freshDatabase } from "#test/database.ts";
import { createJobQueue, type JobContext, type JobKind } from "./index.ts";
import { askToCancel, jobOf } from "./queries.ts";
import { cronOf, type JobWorker, startWorker } from "./worker.ts";

const DYING = fileURLToPath(new URL("./dying-worker.fixture.ts", import.meta.url));
let db: Database;
let house: House;
let account: string;
const worker: { current: JobWorker | null } = { current: null };
const seen: { name: string; attempt: number; resumed: unknown; actor: string }[] = [];
const faults: unknown[] = [];
const deaths: { name: string; note: string }[] = [];

const steps = async ({ progress, job }: JobContext, count: number): Promise<void> => {
  for (let step = Number(progress.resumed ?? 0); step < count; step += 1) {
    await progress.report(step, count, `第 ${step} 步`);
    if (job.payload["checkpoints"] === true) await progress.checkpoint(step);
    await new Promise((done) => setTimeout(done, 20));
  }
  await progress.report(count, count, "全部完成");
};

const kinds: JobKind[] = [
  {
    kind: "count",
    title: "数数",
    run: async (context) => {
      const { job, progress, actor } = context;
      seen.push({ name: job.title, attempt: job.attempt, resumed: progress.resumed, actor: actor.name });
      await steps(context, Number(job.payload["to"]));
      return { counted: Number(job.payload["to"]) };
    },
  },
  { kind: "refuse", title: "被拒绝", run: () => Promise.reject(refused("no", "不允许", "规则不允许，没有保存。")) },
  {
    kind: "poison",
    title: "毒药",
    run: ({ job }) => {
      seen.push({ name: job.title, attempt: job.attempt, resumed: null, actor: "" });
      return Promise.resolve(null);
    },
    died: ({ job, note }) => {
      deaths.push({ name: job.title, note });
      return job.payload["fails"] === true ? Promise.reject(new Error("nothing to close")) : Promise.resolve();
    },
  },
  { kind: "break", title: "出故障", run: () => Promise.reject(new Error("broken")) },
];
const jobs = createJobQueue(new Set(kinds.map((it) => it.kind)));

beforeAll(async () => {
  db = await freshDatabase();
  const door = new Door(db.appPool, await loadClasses(db.ownerPool));
  house = { door, clock: fixedClock(day("2026-03-01")), jobs } as unknown as House;
  account = newId();
  await door.write(systemScope("test"), (tx) =>
    tx
      .insertInto("account")
      .values({
        id: account,
        username: "li",
        usernameKey: "li",
        orgPath: "/1/",
        displayName: "李",
      })
      .execute(),
  );
});
afterAll(async () => {
  await worker.current?.stop();
  await db.close();
});

const actor: Actor = {
  accountId: null,
  personId: null,
  name: "李",
  system: null,
  grants: [],
  opened: [],
  sessionId: null,
};

async function start(): Promise<JobWorker> {
  worker.current = await startWorker({
    house,
    pool: db.ownerPool,
    kinds,
    timetable: [],
    actorFor: (id) => Promise.resolve(id === account ? { ...actor, accountId: id } : null),
    fault: (error) => faults.push(error),
  });
  return worker.current;
}

const enqueue = (title: string, kind = "count", payload: Record<string, unknown> = { to: 3 }) =>
  house.door.write(ownScope(account, null), (tx) => jobs.enqueueFor(tx, account, { kind, title, payload }));
const look = (id: string) => house.door.own(ownScope(account, null), (tx) => jobOf(tx, id));
const until = (id: string, state: string, timeout = 20_000) =>
  expect.poll(async () => (await look(id))?.state, { timeout, interval: 50 }).toBe(state);

test("a job asked for before any worker ran is taken up; one of an act that fails never is", async () => {
  const id = await enqueue("早到的");
  const failing = house.door.write(ownScope(account, null), async (tx) => {
    await jobs.enqueueFor(tx, account, { kind: "count", title: "不该做的", payload: { to: 1 } });
    throw new Error("the act fails");
  });
  await expect(failing).rejects.toThrow("the act fails");
  await start();
  await until(id, "done");
  expect(await look(id)).toMatchObject({ done: 3, total: 3, note: "全部完成", result: { counted: 3 }, attempts: 1 });
  const later = await enqueue("之后的");
  await until(later, "done");
  expect(seen.map((it) => it.name)).toEqual(["早到的", "之后的"]);
});

test("nobody asks for work in another's name, and no unknown kind is taken", async () => {
  const stranger = ownScope(newId(), null);
  const forged = house.door.write(stranger, (tx) =>
    jobs.enqueueFor(tx, account, { kind: "count", title: "冒名", payload: {} }),
  );
  await expect(forged).rejects.toThrow(/in one's own name/);
  await expect(enqueue("不识", "unknown")).rejects.toThrow(/unknown kind/);
  const id = await enqueue("我的");
  expect(await house.door.own(stranger, (tx) => jobOf(tx, id))).toBeUndefined();
  await until(id, "done");
});

test("a running job stops at its next report after a cancellation, a waiting one at once", async () => {
  const id = await enqueue("长的", "count", { to: 2_000 });
  await until(id, "running");
  await house.door.write(ownScope(account, null), (tx) => askToCancel(tx, id, new Date()));
  await until(id, "cancelled");
  expect((await look(id))?.done).toBeLessThan(2_000);
  expect(await house.door.write(ownScope(account, null), (tx) => askToCancel(tx, id, new Date()))).toBeUndefined();
});

test("a refusal ends a job in words; a fault is tried three times and then told", async () => {
  const refusedId = await enqueue("被拒", "refuse", {});
  await until(refusedId, "failed");
  expect((await look(refusedId))?.note).toBe("不允许：规则不允许，没有保存。");
  const broken = await enqueue("坏的", "break", {});
  await until(broken, "failed", 40_000);
  expect(await look(broken)).toMatchObject({ attempts: 3, note: expect.stringContaining(broken) as string });
  expect(faults).toHaveLength(3);
});

test("a stop puts the work back and the next start takes it up where it was, with today's rights", async () => {
  const id = await enqueue("分两次做的", "count", { to: 60, checkpoints: true });
  await until(id, "running");
  await expect.poll(async () => (await look(id))?.checkpoint, { timeout: 5_000 }).toBeGreaterThan(3);
  await worker.current?.stop();
  expect(await look(id)).toMatchObject({ state: "waiting" });
  await start();
  await until(id, "done");
  const again = seen.filter((it) => it.name === "分两次做的");
  expect(again).toHaveLength(2);
  expect(again[1]).toMatchObject({ attempt: 2, resumed: expect.any(Number) as number });
});

test("a job locked by a worker that is gone is taken up within seconds of a start", async () => {
  await worker.current?.stop();
  worker.current = null;
  const id = await enqueue("被杀过的");
  await db.ownerPool.query("update job set state = 'running', attempts = 1 where id = $1", [id]);
  await db.ownerPool.query(
    "update graphile_worker._private_jobs set locked_by = 'worker-of-a-killed-server', locked_at = now() - interval '2 seconds', attempts = 1 where key = $1",
    [id],
  );
  const begun = performance.now();
  await start();
  await until(id, "done");
  expect(performance.now() - begun).toBeLessThan(15_000);
});

/** The rows of a job as a process leaves them that died while it ran it. */
async function leaveAsDead(id: string, attempts: number): Promise<void> {
  await db.ownerPool.query("update job set state = 'running', attempts = $2 where id = $1", [id, attempts]);
  await db.ownerPool.query(
    "update graphile_worker._private_jobs set locked_by = 'worker-of-a-killed-server', locked_at = now() - interval '2 seconds', attempts = $2 where key = $1",
    [id, attempts],
  );
}

test("a job under which its process died too often is failed in words, and the next start serves", async () => {
  await worker.current?.stop();
  worker.current = null;
  const poison = await enqueue("毒药", "poison", {});
  await leaveAsDead(poison, 3);
  const closing = await enqueue("收不了尾的毒药", "poison", { fails: true });
  await leaveAsDead(closing, 7);
  const told = faults.length;
  await start();
  const good = await enqueue("之后的好工作");
  await until(poison, "failed");
  await until(closing, "failed");
  await until(good, "done");
  const row = await look(poison);
  expect(row).toMatchObject({ attempts: 3, finishedAt: expect.any(Date) as Date });
  expect(row?.note).toMatch(/请把文件或范围拆小后重新提交/);
  expect(row?.note).toContain(poison);
  expect(seen.map((it) => it.name)).not.toContain("毒药");
  expect(deaths.map((it) => it.name).toSorted()).toEqual(["收不了尾的毒药", "毒药"].toSorted());
  await expect.poll(() => faults.length, { timeout: 5_000 }).toBe(told + 1);
  const notices = await db.ownerPool.query("select title from notice where body = $1", [row?.note]);
  expect(notices.rowCount).toBe(1);
});

test("a job that was stopped in good order any number of times is taken up all the same", async () => {
  await worker.current?.stop();
  worker.current = null;
  const id = await enqueue("常被打断的");
  await db.ownerPool.query("update job set attempts = 9 where id = $1", [id]);
  await start();
  await until(id, "done");
});

test("a job that kills its process three times is the end of three processes, and not of the fourth", async () => {
  await worker.current?.stop();
  worker.current = null;
  const id = await enqueue("真的毒药", "poison", {});
  const { rows } = await db.ownerPool.query<{ name: string }>("select current_database() as name");
  const about = JSON.stringify({ server: inject("testServer"), database: rows[0]?.name });
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const child = spawn(process.execPath, [DYING, about], { stdio: "inherit" });
    const signal = await new Promise((ended) => child.once("close", (_code, by) => ended(by)));
    expect(signal).toBe("SIGKILL");
    expect(await look(id)).toMatchObject({ state: "running", attempts: attempt });
    // Locks younger than this are left alone.
    await new Promise((done) => setTimeout(done, 1_100));
  }
  await start();
  await until(id, "failed");
  expect(seen.map((it) => it.name)).not.toContain("真的毒药");
  const good = await enqueue("第四个进程的好工作");
  await until(good, "done");
}, 120_000);

test("times of day are those of China", () => {
  expect(cronOf({ at: "03:10" })).toBe("10 19 * * *");
  expect(cronOf({ at: "20:00" })).toBe("0 12 * * *");
  expect(cronOf({ every: 15 })).toBe("*/15 * * * *");
  expect(() => cronOf({ at: "24:00" })).toThrow();
  expect(() => cronOf({ every: 7 })).toThrow();
});
