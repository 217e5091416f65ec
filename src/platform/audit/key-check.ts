import type { Pool } from "pg";
import { KeyRefusal } from "./key-folder.ts";
import { type FileKeyring, openKeyring } from "./keyring.ts";
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

export interface HeldKey {
  readonly id: string;
  readonly purpose: "data" | "index" | "signing";
  readonly fingerprint: string;
  /** When this database first saw it. */
  readonly firstSeenAt: Date | null;
  /** Seals or signs what is written from now on; the others open and verify what was written before. */
  readonly inUse: boolean;
}

/** The keys of a folder as this database knows them. */
export async function keysHeld(owner: Pool, folder: string): Promise<HeldKey[]> {
  const keyring = openKeyring(folder, { make: false });
  const { rows } = await owner.query<{ id: string; at: Date }>(
    "select key_id as id, first_seen_at as at from key_check",
  );
  const seen = new Map(rows.map((it) => [it.id, it.at]));
  const inUse = new Set([keyring.sealingKeyId, keyring.signingKeyId, "index"]);
  return keyring.fingerprints().map((it) => ({
    ...it,
    firstSeenAt: seen.get(it.id) ?? null,
    inUse: inUse.has(it.id),
  }));
}
