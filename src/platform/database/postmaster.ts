import * as fs from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { ClusterAddress } from "./cluster-settings.ts";
import { isAlive } from "./opener-lock.ts";
import { hasCode } from "./placement.ts";

export interface Postmaster {
  readonly pid: number;
  readonly address: ClusterAddress;
}

/**
 * The live postmaster of a cluster by its postmaster.pid, or null.
 *
 * A process number alone proves nothing: after a reboot it may belong to anyone, and where process 1 buries no orphans
 * a killed postmaster stays as a zombie. On Linux the proof is the working folder, which a postmaster sets to its
 * cluster; elsewhere a live number must do.
 */
export function postmasterOf(cluster: string): Postmaster | null {
  const lines = readPidFile(cluster);
  const pid = Number(lines?.[0]);
  if (lines === null || !Number.isInteger(pid) || pid <= 1) return null;
  if (!isServing(pid, cluster)) return null;
  const socketFolder = lines[4]?.trim() ?? "";
  return { pid, address: { host: socketFolder === "" ? "127.0.0.1" : socketFolder, port: Number(lines[3]) } };
}

/** Whether the postmaster says that it takes connections. */
export function isReady(cluster: string): boolean {
  return readPidFile(cluster)?.[7]?.trim() === "ready" && postmasterOf(cluster) !== null;
}

function readPidFile(cluster: string): string[] | null {
  try {
    return fs.readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n");
  } catch (error) {
    if (hasCode(error, "ENOENT")) return null;
    throw error;
  }
}

function isServing(pid: number, cluster: string): boolean {
  return process.platform === "linux" ? workingFolder(pid) === fs.realpathSync(cluster) : isAlive(pid);
}

/** Null for processes that are gone, are zombies or belong to somebody else. */
function workingFolder(pid: number): string | null {
  try {
    return fs.readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null;
  }
}

/**
 * Clears what a killed postmaster left: waits for its last backends, which leave by themselves within moments, then
 * removes lock files whose number now belongs to a zombie or a stranger, which PostgreSQL could not tell apart.
 */
export async function clearRemains(cluster: string, address: ClusterAddress): Promise<void> {
  if (process.platform !== "linux") return;
  const here = fs.realpathSync(cluster);
  for (let tries = 0; tries < 100 && orphans(here).length > 0; tries += 1) await sleep(100);
  for (const pid of orphans(here)) sendSignal(pid, "SIGKILL");
  const socketLock = join(address.host, `.s.PGSQL.${address.port}.lock`);
  for (const file of [join(cluster, "postmaster.pid"), socketLock]) {
    const pid = Number(firstLine(file));
    if (Number.isInteger(pid) && pid > 1 && isAlive(pid) && workingFolder(pid) !== here) fs.rmSync(file);
  }
}

function firstLine(file: string): string | undefined {
  return fs.existsSync(file) ? fs.readFileSync(file, "utf8").split("\n")[0] : undefined;
}

function orphans(cluster: string): number[] {
  return fs
    .readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid && workingFolder(pid) === cluster && isPostgres(pid));
}

function isPostgres(pid: number): boolean {
  try {
    return fs.readFileSync(`/proc/${pid}/stat`, "utf8").includes("(postgres)");
  } catch {
    return false;
  }
}

/** Signals a process that may be gone already. */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!hasCode(error, "ESRCH")) throw error;
  }
}
