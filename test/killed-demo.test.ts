import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { POINTER } from "#platform/database/placement.ts";

const MAIN = fileURLToPath(new URL("../src/server/main.ts", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "lianxin-killed-demo-"));
const children: ChildProcess[] = [];
afterAll(() => {
  for (const it of children) it.kill("SIGKILL");
  // For root the engine keeps its files elsewhere.
  const pointer = join(folder, POINTER);
  if (existsSync(pointer)) rmSync(readFileSync(pointer, "utf8").trim(), { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
});

/** `npm start` without building: resolves with what it said once it has said `until`, or with everything when it ends. */
async function start(until: RegExp): Promise<{ child: ChildProcess; said: string; ended: Promise<unknown> }> {
  const { DATABASE_URL: _none, ...env } = process.env;
  const child = spawn(process.execPath, [MAIN], {
    env: { ...env, LIANXIN_DATA: folder, PORT: "0", LIANXIN_LOG: "silent" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  const ended = new Promise((done) => child.once("close", done));
  let said = "";
  await new Promise<void>((resolve) => {
    const hear = (text: Buffer): void => {
      said += text.toString();
      if (until.test(said)) resolve();
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    void ended.then(() => resolve());
  });
  return { child, said, ended };
}

test("a first start that was killed while it made the demo zone is made again by the next one, whole", async () => {
  const first = await start(/已完成 20%/);
  expect(first.said).toContain("第一次启动");
  first.child.kill("SIGKILL");
  await first.ended;
  const second = await start(/按 Ctrl\+C 停止/);
  expect(second.said).toContain("演示区上次没有生成完整");
  expect(second.said).toContain("连心已启动");
  const address = /http:\/\/localhost:\d+\//.exec(second.said)?.[0] ?? "";
  const session = (await (await fetch(`${address}api/session`)).json()) as { zone: string; demo: unknown[] };
  expect(session.zone).toBe("开发区党工委");
  expect(session.demo.length).toBeGreaterThan(5);
  second.child.kill("SIGTERM");
  await second.ended;
  // And it is complete: the next start says nothing of it.
  const third = await start(/按 Ctrl\+C 停止/);
  expect(third.said).not.toContain("没有生成完整");
  third.child.kill("SIGTERM");
  await third.ended;
}, 240_000);
