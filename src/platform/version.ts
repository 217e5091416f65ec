import { existsSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** Which program this is: said by the page, `/health`, the command line, and written into backups. */
export interface ProgramVersion {
  /** The release, as in package.json. */
  readonly release: string;
  /** The commit it was made from, in short; null in a copy that came without its history. */
  readonly commit: string | null;
}

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const SHORT = 10;

/** @param root the folder of the program; another one in tests. */
export function programVersion(root = ROOT): ProgramVersion {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  return { release: version, commit: archivedCommit(root) ?? checkedOutCommit(root) };
}

/** `0.1.0（a1b2c3d4e5）` */
export function versionText({ release, commit }: ProgramVersion): string {
  return commit === null ? release : `${release}（${commit}）`;
}

/** Git writes the commit into this file when it makes an archive (.gitattributes); in a checkout it holds a placeholder. */
function archivedCommit(root: string): string | null {
  const file = join(root, "commit.txt");
  const text = existsSync(file) ? readFileSync(file, "utf8").trim() : "";
  return /^[0-9a-f]{40}$/.test(text) ? text.slice(0, SHORT) : null;
}

/** What is checked out, read from the files of Git: no program is started for it. */
function checkedOutCommit(root: string): string | null {
  const place = join(root, ".git");
  if (!existsSync(place)) return null;
  // In a second work tree `.git` is a file that says where its folder is, and that one where the shared one is.
  const own = statSync(place).isDirectory() ? place : resolve(root, firstLine(place).replace(/^gitdir: /, ""));
  const shared = existsSync(join(own, "commondir")) ? resolve(own, firstLine(join(own, "commondir"))) : own;
  const head = firstLine(join(own, "HEAD"));
  const branch = /^ref: (refs\/\S+)$/.exec(head)?.[1];
  const commit = branch === undefined ? head : (loose(shared, branch) ?? packed(shared, branch) ?? "");
  return /^[0-9a-f]{40,64}$/.test(commit) ? commit.slice(0, SHORT) : null;
}

function firstLine(file: string): string {
  return existsSync(file) ? (readFileSync(file, "utf8").split("\n", 1)[0] ?? "") : "";
}

function loose(shared: string, branch: string): string | null {
  return firstLine(join(shared, branch)) || null;
}

function packed(shared: string, branch: string): string | null {
  const file = join(shared, "packed-refs");
  if (!existsSync(file)) return null;
  const line = readFileSync(file, "utf8")
    .split("\n")
    .find((it) => it.endsWith(` ${branch}`));
  return line?.split(" ", 1)[0] ?? null;
}
