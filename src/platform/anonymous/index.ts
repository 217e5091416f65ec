import { createHash } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import { isSigned } from "./blind.ts";
import type { PoolKeys } from "./pool-keys.ts";
import { bytesOf, type Mark, marksOf, seal, shuffled, unseal } from "./sheets.ts";

export { blindSign, makeSigningKey, type SigningKey } from "./blind.ts";
export { keysIn, type PoolKeys, temporaryKeys } from "./pool-keys.ts";
export type { Mark } from "./sheets.ts";

/** Fewer answers than this are no crowd to stand in: never opened, never stirred by themselves. */
export const LEAST = 10;

/** What a voter casts: the token with its signature, and the marks. Nothing of it says who. */
export interface Cast {
  readonly boxId: string;
  /** In hex. */
  readonly message: string;
  readonly signature: string;
  readonly marks: readonly Mark[];
}

export type CastAnswer = "taken" | "spent" | "closed" | "unsigned" | "unfit";

/** What was counted: how often each choice was marked for each question. */
export interface Count {
  readonly sheets: number;
  /** Sheets that could not be opened: the database came back from a backup without their key. */
  readonly unreadable: number;
  readonly marks: ReadonlyMap<string, Readonly<Record<string, number>>>;
}

/**
 * Ballot boxes whose answers can be linked to nobody. The only door to the anonymous schema: its own pool, its own role, its
 * own transactions, never inside one of the other side's. README.md says what an onlooker of every kind finds.
 */
export interface Anonymous {
  /** A new box; `publicKey` is the modulus of the key that signs its tokens. */
  open(box: {
    readonly publicKey: string;
    readonly questions: readonly string[];
    readonly choices: readonly string[];
  }): Promise<string>;
  cast(it: Cast): Promise<CastAnswer>;
  /** How many sheets lie in the box; null when there is no such box. */
  waiting(boxId: string): Promise<number | null>;
  /** Opens the box for good, all sheets at once; "few" leaves it as it is when fewer lie in it than may be opened. Asked again, answers the same. */
  settle(boxId: string): Promise<Count | "few">;
  /** Throws away what was cast, unread. */
  discard(boxId: string): Promise<void>;
  /** Destroys keys that nothing is sealed with any more (left by a crash). */
  sweep(): Promise<void>;
}

interface Box {
  readonly publicKey: string;
  readonly poolKey: string;
  readonly questions: readonly string[];
  readonly choices: readonly string[];
  readonly state: "open" | "settled" | "discarded";
}

const BOX = `select public_key as "publicKey", pool_key as "poolKey", questions, choices, state from box where id = $1`;

/** Boxes over the pool of the anonymous role. */
export function anonymousOver(pool: Pool, keys: PoolKeys): Anonymous {
  return {
    async open({ publicKey, questions, choices }) {
      const key = keys.make();
      const { rows } = await pool.query<{ id: string }>(
        "insert into box (public_key, pool_key, questions, choices) values ($1, $2, $3::uuid[], $4) returning id",
        [publicKey, key.id, shuffled(questions), [...choices]],
      );
      return rows[0]?.id ?? "";
    },

    async cast(it) {
      const { rows } = await pool.query<Box>(BOX, [it.boxId]);
      const [box] = rows;
      if (box === undefined || box.state !== "open") return "closed";
      const sheet = bytesOf(it.marks, box.questions, box.choices);
      if (sheet === null) return "unfit";
      if (!isSigned(box.publicKey, it.message, it.signature)) return "unsigned";
      const token = createHash("sha256").update(Buffer.from(it.message, "hex")).digest();
      const answer = await inTransaction(pool, (client) => drop(client, keys, it.boxId, token, sheet));
      if (answer !== "taken") return answer;
      // In a transaction of its own: that the sheet is in the box is already certain.
      const gone = await inTransaction(pool, (client) => stir(client, keys, it.boxId));
      for (const id of gone) keys.destroy(id);
      return "taken";
    },

    async waiting(boxId) {
      const { rows } = await pool.query<{ there: boolean; count: number }>(
        "select exists (select from box where id = $1) as there, (select count(*) from sheet where box_id = $1) as count",
        [boxId],
      );
      return rows[0]?.there === true ? rows[0].count : null;
    },

    async settle(boxId) {
      const { few, gone } = await inTransaction(pool, (client) => openAll(client, keys, boxId));
      for (const id of gone) keys.destroy(id);
      return few ? "few" : await countOf(pool, boxId);
    },

    async discard(boxId) {
      const gone = await inTransaction(pool, async (client) => {
        const box = await held(client, boxId);
        if (box?.state !== "open") return [];
        const sealed = await client.query<{ id: string }>(
          "select distinct pool_key as id from sheet where box_id = $1",
          [boxId],
        );
        await empty(client, boxId);
        await client.query("update box set state = 'discarded' where id = $1", [boxId]);
        return [box.poolKey, ...sealed.rows.map((it) => it.id)];
      });
      for (const id of gone) keys.destroy(id);
    },

    async sweep() {
      const old = keys.old();
      if (old.length === 0) return;
      const { rows } = await pool.query<{ id: string }>(
        "select pool_key as id from box where state = 'open' union select pool_key from sheet",
      );
      const used = new Set(rows.map((it) => it.id));
      for (const id of old) if (!used.has(id)) keys.destroy(id);
    },
  };
}

/** One sheet into the pool, and its token among the spent. Shared lock: many drop at once, nobody while the box is stirred or opened. */
async function drop(
  client: PoolClient,
  keys: PoolKeys,
  boxId: string,
  token: Buffer,
  sheet: Buffer,
): Promise<"taken" | "spent" | "closed"> {
  const { rows } = await client.query<Box>(`${BOX} for share`, [boxId]);
  const [box] = rows;
  if (box?.state !== "open") return "closed";
  const key = keys.read(box.poolKey);
  if (key === null) throw new Error("the key of the pool is not in its folder");
  const { rowCount } = await client.query(
    "insert into spent (box_id, token_hash) values ($1, $2) on conflict do nothing",
    [boxId, token],
  );
  if (rowCount === 0) return "spent";
  await client.query("insert into sheet (box_id, pool_key, sealed) values ($1, $2, $3)", [
    boxId,
    box.poolKey,
    seal(sheet, key, boxId),
  ]);
  return "taken";
}

/**
 * Once LEAST sheets have come since the last time: everything in the box is opened, shuffled, sealed anew with a new key and
 * written by one transaction, and the list of spent tokens in the order of its hashes. Returns the keys that are now to be
 * destroyed; the sheets as they came in are then unreadable wherever they were recorded.
 */
async function stir(client: PoolClient, keys: PoolKeys, boxId: string): Promise<string[]> {
  const box = await held(client, boxId);
  if (box?.state !== "open") return [];
  const { rows } = await client.query<{ count: number }>(
    "select count(*) as count from sheet where box_id = $1 and pool_key = $2",
    [boxId, box.poolKey],
  );
  if ((rows[0]?.count ?? 0) < LEAST) return [];
  const { sheets, sealedWith, unreadable } = await readAll(client, keys, boxId);
  // What nobody can read is left as it lies, to be counted as such at the end.
  if (unreadable > 0) return [];
  const spent = await client.query<{ hash: Buffer }>("select token_hash as hash from spent where box_id = $1", [boxId]);
  const fresh = keys.make();
  const next = keys.make();
  await empty(client, boxId);
  await client.query(
    "insert into sheet (box_id, pool_key, sealed) select $1, $2, sealed from unnest($3::bytea[]) with ordinality as it (sealed, at) order by at",
    [boxId, fresh.id, shuffled(sheets).map((it) => seal(it, fresh.key, boxId))],
  );
  await client.query(
    "insert into spent (box_id, token_hash) select $1, it from unnest($2::bytea[]) as it order by it",
    [boxId, spent.rows.map((it) => it.hash)],
  );
  await client.query("update box set pool_key = $2 where id = $1", [boxId, next.id]);
  return [box.poolKey, ...sealedWith];
}

/** All sheets at once, apart into marks, shuffled among all marks of the box. */
async function openAll(client: PoolClient, keys: PoolKeys, boxId: string): Promise<{ few: boolean; gone: string[] }> {
  const box = await held(client, boxId);
  if (!box) throw new Error("there is no such box");
  if (box.state === "discarded") return { few: true, gone: [] };
  if (box.state === "settled") return { few: false, gone: [] };
  const { sheets, sealedWith, unreadable } = await readAll(client, keys, boxId);
  if (sheets.length < LEAST) return { few: true, gone: [] };
  const marks = shuffled(sheets.flatMap((it) => marksOf(it, box.questions, box.choices)));
  await client.query(
    `insert into answer (box_id, question, choice) select $1, question, choice
     from unnest($2::uuid[], $3::text[]) with ordinality as it (question, choice, at) order by at`,
    [boxId, marks.map((it) => it.question), marks.map((it) => it.choice)],
  );
  await empty(client, boxId);
  await client.query("update box set state = 'settled', sheets = $2, unreadable = $3 where id = $1", [
    boxId,
    sheets.length,
    unreadable,
  ]);
  return { few: false, gone: [box.poolKey, ...sealedWith] };
}

async function readAll(
  client: PoolClient,
  keys: PoolKeys,
  boxId: string,
): Promise<{ sheets: Buffer[]; sealedWith: string[]; unreadable: number }> {
  const { rows } = await client.query<{ poolKey: string; sealed: Buffer }>(
    'select pool_key as "poolKey", sealed from sheet where box_id = $1',
    [boxId],
  );
  const sealedWith = [...new Set(rows.map((it) => it.poolKey))];
  const known = new Map(sealedWith.map((id) => [id, keys.read(id)]));
  const sheets = rows.flatMap(({ poolKey, sealed }) => {
    const key = known.get(poolKey) ?? null;
    return key === null ? [] : [unseal(sealed, key, boxId)];
  });
  return { sheets, sealedWith, unreadable: rows.length - sheets.length };
}

async function empty(client: PoolClient, boxId: string): Promise<void> {
  await client.query("delete from sheet where box_id = $1", [boxId]);
  await client.query("delete from spent where box_id = $1", [boxId]);
}

async function held(client: PoolClient, boxId: string): Promise<Box | undefined> {
  return (await client.query<Box>(`${BOX} for update`, [boxId])).rows[0];
}

async function countOf(pool: Pool, boxId: string): Promise<Count> {
  const { rows } = await pool.query<{ question: string; choice: string; count: number }>(
    "select question, choice, count(*) as count from answer where box_id = $1 group by question, choice",
    [boxId],
  );
  const box = await pool.query<{ sheets: number; unreadable: number }>(
    "select sheets, unreadable from box where id = $1",
    [boxId],
  );
  const marks = new Map<string, Record<string, number>>();
  for (const { question, choice, count } of rows) marks.set(question, { ...marks.get(question), [choice]: count });
  return { sheets: box.rows[0]?.sheets ?? 0, unreadable: box.rows[0]?.unreadable ?? 0, marks };
}

async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    const done = await work(client);
    await client.query("commit");
    return done;
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
