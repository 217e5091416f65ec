import * as fs from "node:fs";
import { join } from "node:path";
import { OperatorRefusal } from "#platform/operator-refusal.ts";
import { keysZh } from "./zh.ts";

/** The keys may not or cannot be used. The message is a Chinese sentence for the person who started the program. */
export class KeyRefusal extends OperatorRefusal {
  override readonly name = "KeyRefusal";
}

/** Where the keys lie: LIANXIN_KEYS_DIR (better on another disk), else `keys` in the data folder. */
export function keyFolderOf(dataFolder: string): string {
  const named = process.env["LIANXIN_KEYS_DIR"];
  return named === undefined || named === "" ? join(dataFolder, "keys") : named;
}

/** All files of the folder, which is made (0700) when missing. Refuses files that others may read. */
export function readKeyFolder(folder: string): { readonly name: string; readonly content: string }[] {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  refuseOpen(folder);
  return fs
    .readdirSync(folder)
    .filter((name) => name.endsWith(".key") || name.endsWith(".pem"))
    .map((name) => {
      const path = join(folder, name);
      refuseOpen(path);
      return { name, content: fs.readFileSync(path, "utf8") };
    });
}

/** Written beside and renamed, and flushed to the disk: a key that is lost after its first use is lost data. */
export function writeKeyFile(folder: string, name: string, content: string): void {
  const beside = join(folder, `.${name}.new`);
  const file = fs.openSync(beside, "wx", 0o600);
  try {
    fs.writeFileSync(file, content);
    fs.fsyncSync(file);
  } finally {
    fs.closeSync(file);
  }
  fs.renameSync(beside, join(folder, name));
  if (process.platform === "win32") return;
  const directory = fs.openSync(folder, "r");
  try {
    fs.fsyncSync(directory);
  } finally {
    fs.closeSync(directory);
  }
}

function refuseOpen(path: string): void {
  if (process.platform === "win32") return;
  const { mode } = fs.statSync(path);
  if ((mode & 0o077) !== 0) throw new KeyRefusal(keysZh.openPermissions(path, (mode & 0o777).toString(8)));
}
