import { readFileSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { DatabaseRefusal } from "./refusal.ts";
import { zh } from "./zh.ts";

export interface OpenerLock {
  release(): void;
}

/**
 * Takes the one-opener lock of a database folder or throws a DatabaseRefusal that names the holder's process.
 *
 * Node offers no file lock, but the SQLite inside it takes a real one: the kernel drops it the moment the holder dies,
 * so there is no stale lock to recognise, no reused process number to mistake and no race in taking over. The SQLite
 * file itself stays empty; the holder is written beside it for the sentence only.
 */
export async function takeOpenerLock(path: string, folder: string): Promise<OpenerLock> {
  const file = new DatabaseSync(path, { timeout: 0 });
  try {
    file.exec("begin exclusive");
  } catch (error) {
    file.close();
    if (!isBusy(error)) throw error;
    const holder = await holderOf(`${path}.holder`);
    throw new DatabaseRefusal(zh.held(folder, holder?.pid ?? null, holder?.since ?? null));
  }
  writeFileSync(`${path}.holder`, JSON.stringify({ pid: process.pid, since: new Date().toISOString() }), {
    mode: 0o600,
  });
  return { release: () => file.close() };
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === 5;
}

/** The holder writes its name just after taking the lock; until then the file may still name its dead predecessor. */
async function holderOf(path: string): Promise<{ pid: number; since: string } | null> {
  for (let tries = 0; tries < 20; tries += 1) {
    try {
      const told: unknown = JSON.parse(readFileSync(path, "utf8"));
      if (isHolder(told) && isAlive(told.pid)) return told;
    } catch {
      // Not written yet.
    }
    await sleep(25);
  }
  return null;
}

function isHolder(told: unknown): told is { pid: number; since: string } {
  return (
    typeof told === "object" &&
    told !== null &&
    "pid" in told &&
    typeof told.pid === "number" &&
    "since" in told &&
    typeof told.since === "string"
  );
}

/** Whether a process of this number exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
