import type { Pool, PoolClient } from "pg";
import type { Keyring } from "#platform/keyring.ts";
import { writeAnchor } from "./anchor.ts";
import { merkleRoot } from "./merkle.ts";
import { leavesOf, missingLeaf } from "./rows.ts";
import { FIRST_PREVIOUS, SEAL_COLUMNS, type Seal, sealHash } from "./seal.ts";

/** Events in one seal at most, so that sealing and verifying stay within bounded memory. */
const MOST = 1_000;
const EVERY_MS = 500;

/**
 * Seals what was told: every half second all committed events not sealed yet, in batches chained to the one before and signed.
 * An advisory lock lets one process of several seal at a time. It works as the owner of the tables; no answer to anybody passes here.
 */
export class Sealer {
  readonly #pool: Pool;
  readonly #keyring: Pick<Keyring, "sign" | "signingKeyId">;
  readonly #anchorFile: string;
  readonly #fault: (error: unknown) => void;
  #timer: NodeJS.Timeout | undefined;
  #sealing: Promise<void> | null = null;
  #stopped = true;

  constructor(options: {
    readonly pool: Pool;
    readonly keyring: Pick<Keyring, "sign" | "signingKeyId">;
    readonly anchorFile: string;
    /** Told of a failed round; the next one tries again. */
    readonly fault?: (error: unknown) => void;
  }) {
    this.#pool = options.pool;
    this.#keyring = options.keyring;
    this.#anchorFile = options.anchorFile;
    this.#fault = options.fault ?? (() => {});
  }

  start(): void {
    this.#stopped = false;
    const round = async () => {
      await this.sealNow().catch(this.#fault);
      if (!this.#stopped) this.#timer = setTimeout(round, EVERY_MS);
    };
    this.#timer = setTimeout(round, EVERY_MS);
  }

  /** Seals what is there and stops. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.sealNow();
  }

  /** Seals everything told and committed before this call. */
  async sealNow(): Promise<void> {
    // A round under way may have looked before the caller's commit.
    await this.#sealing?.catch(() => {});
    this.#sealing ??= this.#sealAll().finally(() => {
      this.#sealing = null;
    });
    await this.#sealing;
  }

  async #sealAll(): Promise<void> {
    const { rowCount } = await this.#pool.query("select from audit_pending limit 1");
    if (rowCount === 0) return;
    const client = await this.#pool.connect();
    try {
      while ((await this.#sealBatch(client)) === MOST);
    } finally {
      client.release();
    }
  }

  async #sealBatch(client: PoolClient): Promise<number> {
    await client.query("begin");
    try {
      await client.query("select pg_advisory_xact_lock(hashtext('lianxin audit seal'), hashtext(current_schema()))");
      const { rows } = await client.query<{ number: string }>(
        `delete from audit_pending where event_number in (select event_number from audit_pending order by event_number limit ${MOST}) returning event_number::text as number`,
      );
      if (rows.length === 0) {
        await client.query("commit");
        return 0;
      }
      const seal = await this.#make(
        client,
        rows.map(({ number }) => number).sort((a, b) => Number(a) - Number(b)),
      );
      await client.query(
        `insert into audit_seal (number, sealed_at, event_numbers, leaves, root, previous, hash, key_id, signature)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          seal.number,
          seal.sealedAt,
          seal.eventNumbers,
          seal.leaves,
          seal.root,
          seal.previous,
          seal.hash,
          seal.keyId,
          seal.signature,
        ],
      );
      await client.query("commit");
      writeAnchor(this.#anchorFile, {
        number: seal.number,
        hash: seal.hash.toString("hex"),
        sealedAt: seal.sealedAt,
      });
      return rows.length;
    } catch (error) {
      await client.query("rollback").catch(() => {});
      throw error;
    }
  }

  async #make(client: PoolClient, eventNumbers: readonly string[]): Promise<Seal> {
    const last = await client.query<Seal>(`select ${SEAL_COLUMNS} from audit_seal order by number desc limit 1`);
    const found = new Map((await leavesOf(client, eventNumbers)).map((it) => [it.number, it.leaf]));
    const leaves = eventNumbers.map((it) => found.get(it) ?? missingLeaf(it));
    const content = {
      number: (last.rows[0]?.number ?? 0) + 1,
      sealedAt: `${new Date().toISOString().slice(0, -1)}000Z`,
      eventNumbers,
      root: merkleRoot(leaves),
      previous: last.rows[0]?.hash ?? FIRST_PREVIOUS,
      keyId: this.#keyring.signingKeyId,
    };
    const hash = sealHash(content);
    return { ...content, leaves: Buffer.concat(leaves), hash, signature: this.#keyring.sign(hash) };
  }
}
