import { randomBytes, randomUUID } from "node:crypto";
import * as fs from "node:fs";
import { join } from "node:path";

/**
 * The keys that sheets in a pool are sealed with. They never touch the database, its log of changes or its backups, and
 * each lives until its pool is stirred: what those hold of a sheet can then be opened by nobody.
 */
export interface PoolKeys {
  /** A new key, on the disk before this returns. */
  make(): { readonly id: string; readonly key: Buffer };
  /** Null when it is gone. */
  read(id: string): Buffer | null;
  destroy(id: string): void;
  /** Those that lie here for longer than an hour: a crash between the writing and the destroying may leave one. */
  old(): readonly string[];
}

const HOUR = 3_600_000;
const LENGTH = 32;
// Names of keys stand in the database: they are random too (not newId, which tells the time).

/** One file a key in a folder that only this program enters. Several processes of one house share it, as they share the keyring. */
export function keysIn(folder: string): PoolKeys {
  const fileOf = (id: string): string => join(folder, `${id}.key`);
  return {
    make() {
      fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
      const id = randomUUID();
      const key = randomBytes(LENGTH);
      const file = fs.openSync(fileOf(id), "wx", 0o600);
      fs.writeSync(file, key);
      fs.fsyncSync(file);
      fs.closeSync(file);
      flush(folder);
      return { id, key };
    },
    read(id) {
      return fs.existsSync(fileOf(id)) ? fs.readFileSync(fileOf(id)) : null;
    },
    destroy(id) {
      if (!fs.existsSync(fileOf(id))) return;
      // Over the same place first; a disk that writes elsewhere keeps the old bytes until it needs the room.
      const file = fs.openSync(fileOf(id), "r+");
      fs.writeSync(file, randomBytes(LENGTH), 0, LENGTH, 0);
      fs.fsyncSync(file);
      fs.closeSync(file);
      fs.rmSync(fileOf(id));
      flush(folder);
    },
    old() {
      if (!fs.existsSync(folder)) return [];
      return fs
        .readdirSync(folder)
        .filter((name) => name.endsWith(".key") && fs.statSync(join(folder, name)).mtimeMs < Date.now() - HOUR)
        .map((name) => name.slice(0, -4));
    },
  };
}

/** In memory, for tests. */
export function temporaryKeys(): PoolKeys & { readonly held: ReadonlyMap<string, Buffer> } {
  const held = new Map<string, Buffer>();
  return {
    held,
    make() {
      const it = { id: randomUUID(), key: randomBytes(LENGTH) };
      held.set(it.id, it.key);
      return it;
    },
    read: (id) => held.get(id) ?? null,
    destroy: (id) => void held.delete(id),
    old: () => [],
  };
}

/** The name of a file is kept by its folder. */
function flush(folder: string): void {
  if (process.platform === "win32") return;
  const handle = fs.openSync(folder, "r");
  fs.fsyncSync(handle);
  fs.closeSync(handle);
}
