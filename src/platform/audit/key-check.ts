import type { Pool } from "pg";
import { KeyRefusal } from "./key-folder.ts";
import type { FileKeyring } from "./keyring.ts";
import { keysZh } from "./zh.ts";

/**
 * Refuses to go on when the database was ever used with a key that the folder lacks: new data sealed with other keys would sit
 * beside old data that nobody can open. Keys that are new to the database are written down. Called at each start, after migrating.
 */
export async function checkKeys(owner: Pool, keyring: FileKeyring, folder: string): Promise<void> {
  const held = new Map(keyring.fingerprints().map((it) => [it.id, it]));
  const { rows } = await owner.query<{ id: string; fingerprint: string }>(
    "select key_id as id, fingerprint from key_check",
  );
  for (const { id, fingerprint } of rows) {
    if (held.get(id)?.fingerprint !== fingerprint) throw new KeyRefusal(keysZh.missing(id, folder));
  }
  for (const { id, purpose, fingerprint } of held.values()) {
    await owner.query(
      "insert into key_check (key_id, purpose, fingerprint) values ($1, $2, $3) on conflict (key_id) do nothing",
      [id, purpose, fingerprint],
    );
  }
}
