import { type ChildProcess, spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import * as fs from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { type ClusterAddress, pgHbaConf, postgresqlConf } from "./cluster-settings.ts";
import { type OpenerLock, takeOpenerLock } from "./opener-lock.ts";
import { handOver, hasCode, type Identity, makeFolder, type Placement, place } from "./placement.ts";
import { clearRemains, isReady, type Postmaster, postmasterOf, sendSignal } from "./postmaster.ts";
import { DatabaseRefusal } from "./refusal.ts";
import { zh } from "./zh.ts";

const MAJOR = "18";
/** Recovery after a crash may take minutes on a slow disk; giving up early would only leave it running behind us. */
const RECOVERY_SECONDS = 600;
/** The owner of everything in an embedded cluster, and the name of its database. */
export const OWNER = "lianxin";

export interface Cluster {
  /** How to reach it; the password exists on Windows only. */
  readonly connection: { readonly host: string; readonly port: number; readonly password?: string };
  /** Process number of the postmaster now serving. */
  pid(): number;
  /** Whether a postmaster that outlived an earlier server was taken over. */
  readonly adopted: boolean;
  /** PGDATA, wherever placement has put it. */
  readonly folder: string;
  /** Starts the postmaster again if it has died; returns at once when it serves. */
  revive(): Promise<void>;
  /** Fast shutdown, with escalation; then the opener lock is free. Safe to call twice. */
  stop(): Promise<void>;
}

export interface ClusterOptions {
  /**
   * For tests only: no fsync, and a leash: a small process that stops the postmaster as soon as this process is gone,
   * however it went.
   */
  readonly throwaway?: boolean;
}

/**
 * Opens the embedded cluster of a data folder: makes it when missing, adopts a postmaster that outlived its server,
 * else starts one. Throws a DatabaseRefusal when another process holds it, when the folder cannot be used or when the
 * engine will not start.
 *
 * On Windows, where PostgreSQL has no socket folders to guard, it listens on a loopback port with a scram password; that
 * path has not been run by the tests.
 */
export async function openCluster(dataFolder: string, options: ClusterOptions = {}): Promise<Cluster> {
  const placement = place(dataFolder);
  const lock = await takeOpenerLock(`${placement.cluster}.lock`, dataFolder);
  try {
    return await openLocked(placement, lock, options.throwaway === true);
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function openLocked(placement: Placement, lock: OpenerLock, throwaway: boolean): Promise<Cluster> {
  const { cluster } = placement;
  if (!fs.existsSync(cluster)) await initialise(placement);
  checkFolder(cluster);
  const password = process.platform === "win32" ? fs.readFileSync(`${cluster}.password`, "utf8") : undefined;

  const outlived = await adoptable(cluster, password);
  let postmaster = outlived ?? (await start(placement, throwaway));
  let leash = throwaway ? holdLeash(postmaster.pid, placement.identity) : null;
  await ensureDatabase(postmaster.address, password);

  let reviving: Promise<void> | null = null;
  let stopping: Promise<void> | null = null;
  const revive = async () => {
    if (stopping !== null || postmasterOf(cluster) !== null) return;
    await dropLeash(leash);
    postmaster = await start(placement, throwaway, postmaster.address);
    leash = throwaway ? holdLeash(postmaster.pid, placement.identity) : null;
  };
  const stop = async () => {
    await reviving?.catch(() => {});
    await stopPostmaster(placement);
    await dropLeash(leash);
    lock.release();
  };
  return {
    connection: { ...postmaster.address, ...(password === undefined ? {} : { password }) },
    pid: () => postmaster.pid,
    adopted: outlived !== null,
    folder: cluster,
    revive: () => {
      reviving ??= revive().finally(() => {
        reviving = null;
      });
      return reviving;
    },
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}

/** Refuses a cluster of another major version, and tightens the folder to its owner. */
function checkFolder(cluster: string): void {
  const found = fs.readFileSync(join(cluster, "PG_VERSION"), "utf8").trim();
  if (found !== MAJOR) throw new DatabaseRefusal(zh.engineVersion(found, MAJOR));
  if (process.platform === "win32") return;
  if ((fs.statSync(cluster).mode & 0o077) !== 0) fs.chmodSync(cluster, 0o700);
  if ((fs.statSync(cluster).mode & 0o077) !== 0) throw new DatabaseRefusal(zh.openPermissions(cluster));
}

/** Builds the cluster beside its place and renames it, so that an interrupted initdb never looks like a cluster. */
async function initialise({ cluster, engine, identity }: Placement): Promise<void> {
  const fresh = `${cluster}.new`;
  fs.rmSync(fresh, { recursive: true, force: true });
  makeFolder(fresh, 0o700);
  handOver(fresh, identity);
  const args = ["-D", fresh, "-U", OWNER, "--encoding=UTF8", "--data-checksums", "--no-instructions"];
  // Byte order like C, yet letters of all scripts are known to be letters. Same on every machine, unlike libc's.
  args.push("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8");
  if (process.platform === "win32") {
    fs.writeFileSync(`${cluster}.password`, randomBytes(24).toString("base64url"), { mode: 0o600 });
    args.push("--auth=scram-sha-256", `--pwfile=${cluster}.password`);
  } else {
    args.push("--auth=trust");
  }
  const { code, output } = await run(join(engine, "bin/initdb"), args, identity);
  if (code !== 0) throw new DatabaseRefusal(zh.initialisation(output));
  fs.renameSync(fresh, cluster);
}

/**
 * A postmaster of this cluster that answers. One that is starting up or shutting down is waited for, since a second
 * one must never be started beside it; one that hangs is a refusal.
 */
async function adoptable(cluster: string, password: string | undefined): Promise<Postmaster | null> {
  let running = postmasterOf(cluster);
  for (let tries = 0; running !== null && tries < 600; tries += 1) {
    if (await answers(running.address, password)) return running;
    await sleep(100);
    running = postmasterOf(cluster);
  }
  if (running !== null) throw new DatabaseRefusal(zh.stuck(running.pid));
  return null;
}

async function answers(address: ClusterAddress, password: string | undefined): Promise<boolean> {
  const client = ownerClient(address, "postgres", password);
  try {
    await client.connect();
    await client.end();
    return true;
  } catch (error) {
    // Starting up or shutting down (57P03), too many clients (53300) or no socket yet: ask again.
    if (hasCode(error, "57P03", "53300", "ECONNREFUSED", "ECONNRESET", "ENOENT")) return false;
    throw error;
  }
}

function ownerClient(address: ClusterAddress, database: string, password: string | undefined): Client {
  const client = new Client({
    ...address,
    user: OWNER,
    database,
    connectionTimeoutMillis: 5_000,
    ...(password === undefined ? {} : { password }),
  });
  // A connection cut after use has nobody left to tell.
  client.on("error", () => {});
  return client;
}

async function start(placement: Placement, throwaway: boolean, known?: ClusterAddress): Promise<Postmaster> {
  const { cluster, identity } = placement;
  const address = known ?? (process.platform === "win32" ? await freePort() : socketAddress(cluster, identity));
  await clearRemains(cluster, address);
  for (const [name, text] of [
    ["postgresql.conf", postgresqlConf(address, throwaway)],
    ["pg_hba.conf", pgHbaConf(address)],
  ] as const) {
    fs.writeFileSync(join(cluster, name), text, { mode: 0o600 });
    handOver(join(cluster, name), identity);
  }
  const log = join(cluster, "server.log");
  if (fs.existsSync(log) && fs.statSync(log).size > 4_000_000) fs.renameSync(log, `${log}.1`);
  const output = await launch(placement, log);
  const postmaster = postmasterOf(cluster);
  if (postmaster === null) throw new DatabaseRefusal(zh.start(`${output} ${lastLines(log)}`.trim()));
  return postmaster;
}

/**
 * Starts the postmaster in a session of its own, where no Ctrl-C reaches it, and waits until it serves or has ended.
 *
 * It is a child of this process rather than of pg_ctl, so that its end is noticed and nothing of it remains in the
 * process table; many containers have nobody else to see to that. Should this process die, it serves on and is adopted
 * by the next. On Windows only pg_ctl can shed an administrator's rights, which PostgreSQL demands.
 */
async function launch({ cluster, engine, identity }: Placement, log: string): Promise<string> {
  if (process.platform === "win32") {
    const args = ["start", "-D", cluster, "-l", log, "-w", "-t", String(RECOVERY_SECONDS), "-s"];
    return (await run(join(engine, "bin/pg_ctl"), args, identity)).output;
  }
  const sink = fs.openSync(log, "a", 0o600);
  const child = spawn(join(engine, "bin/postgres"), ["-D", cluster], {
    ...identity,
    env: engineEnvironment(),
    cwd: "/",
    detached: true,
    stdio: ["ignore", sink, sink],
  });
  fs.closeSync(sink);
  handOver(log, identity);
  child.unref();
  let ended: string | null = null;
  child.once("error", (error) => {
    ended = error.message;
  });
  child.once("exit", (code, signal) => {
    ended = `exit ${code ?? signal}`;
  });
  for (let tries = 0; tries < RECOVERY_SECONDS * 50; tries += 1) {
    if (ended !== null) return ended;
    if (isReady(cluster)) return "";
    await sleep(20);
  }
  throw new DatabaseRefusal(zh.stuck(child.pid ?? 0));
}

function lastLines(log: string): string {
  return fs.existsSync(log) ? fs.readFileSync(log, "utf8").split("\n").slice(-6).join(" ") : "";
}

/**
 * The cluster folder itself holds the socket: it is 0700 already. A socket path may hold 107 bytes (103 on macOS), so
 * a deep data folder gets a short folder named by its hash, which must be ours alone: others may write in /tmp.
 */
function socketAddress(cluster: string, identity: Identity | null): ClusterAddress {
  const port = 5432;
  const fits = (folder: string) => Buffer.byteLength(join(folder, `.s.PGSQL.${port}`)) <= 103;
  if (fits(cluster)) return { host: cluster, port };
  const hash = createHash("sha256").update(cluster).digest("hex").slice(0, 16);
  const owner = identity?.uid ?? process.getuid?.();
  for (const base of ["/run", tmpdir(), "/tmp"]) {
    const folder = join(base, `lianxin-${hash}`);
    if (!fits(folder)) continue;
    try {
      fs.mkdirSync(folder, { mode: 0o700 });
      handOver(folder, identity);
    } catch (error) {
      if (!hasCode(error, "EEXIST")) continue;
    }
    const it = fs.lstatSync(folder);
    if (it.isDirectory() && it.uid === owner && (it.mode & 0o077) === 0) return { host: folder, port };
  }
  throw new DatabaseRefusal(zh.start(`socket path too long: ${cluster}`));
}

async function freePort(): Promise<ClusterAddress> {
  const server = createServer();
  await new Promise<void>((done, fail) => server.once("error", fail).listen(0, "127.0.0.1", done));
  const address = server.address();
  await new Promise<void>((done) => server.close(() => done()));
  if (address === null || typeof address === "string") throw new Error("no port for the embedded database");
  return { host: "127.0.0.1", port: address.port };
}

async function ensureDatabase(address: ClusterAddress, password: string | undefined): Promise<void> {
  const client = ownerClient(address, "postgres", password);
  await client.connect();
  try {
    const { rowCount } = await client.query("select from pg_database where datname = $1", [OWNER]);
    if (rowCount === 0) await client.query(`create database ${OWNER}`);
  } finally {
    await client.end();
  }
}

/** Fast, then immediate, then kill: each step loses nothing acknowledged, only the next start takes longer. */
async function stopPostmaster({ cluster, engine, identity }: Placement): Promise<void> {
  const postmaster = postmasterOf(cluster);
  if (postmaster === null) return;
  for (const [mode, seconds] of [
    ["fast", "30"],
    ["immediate", "10"],
  ] as const) {
    const args = ["stop", "-D", cluster, "-m", mode, "-w", "-t", seconds, "-s"];
    await run(join(engine, "bin/pg_ctl"), args, identity);
    if (postmasterOf(cluster)?.pid !== postmaster.pid) return waitForEnd(postmaster.pid, cluster);
  }
  sendSignal(postmaster.pid, "SIGKILL");
  await waitForEnd(postmaster.pid, cluster);
}

/** The pid file goes a moment before the process does. */
async function waitForEnd(pid: number, cluster: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (!isRunning(pid)) return;
    await sleep(20);
  }
  if (postmasterOf(cluster)?.pid === pid) throw new DatabaseRefusal(zh.stop(pid));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A zombie answers to signals although nothing of it runs any more.
    return process.platform !== "linux" || !/^\d+ \(.*\) Z /.test(fs.readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch (error) {
    return hasCode(error, "EPERM");
  }
}

/** Blocks on a pipe that the kernel closes when this process ends; only then it acts. */
function holdLeash(pid: number, identity: Identity | null): ChildProcess {
  const leash = spawn("/bin/sh", ["-c", `read -r _; kill -INT ${pid}`], {
    ...identity,
    cwd: "/",
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  leash.unref();
  // A pipe is a Socket at run time, which the type of a child's stdin does not say.
  if (leash.stdin !== null && "unref" in leash.stdin && typeof leash.stdin.unref === "function") leash.stdin.unref();
  return leash;
}

/** Waits for its end too, so that nothing remains of it when this process ends next. */
async function dropLeash(leash: ChildProcess | null): Promise<void> {
  if (leash === null || leash.exitCode !== null || leash.signalCode !== null) return;
  leash.ref();
  leash.kill();
  await once(leash, "exit");
}

/** Without this process's own: PGDATA, PGHOST and the like would mislead the engine's programs. */
function engineEnvironment(): Record<string, string> {
  const env: Record<string, string> = { PATH: process.env["PATH"] ?? "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" };
  if (process.platform === "win32") env["SystemRoot"] = process.env["SystemRoot"] ?? "C:\\Windows";
  return env;
}

/** Runs an engine program as the identity, to its end. */
function run(command: string, args: readonly string[], identity: Identity | null) {
  return new Promise<{ code: number | null; output: string }>((done, fail) => {
    // Own session: a Ctrl-C at the terminal must reach the server, which then stops the database in order.
    const child = spawn(command, args, {
      ...identity,
      env: engineEnvironment(),
      cwd: process.platform === "win32" ? process.cwd() : "/",
      detached: process.platform !== "win32",
      windowsHide: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const collect = (chunk: Buffer) => {
      output += chunk.toString("utf8");
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.once("error", fail);
    child.once("exit", (code) => done({ code, output }));
  });
}
