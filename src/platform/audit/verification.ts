import type { Pool, PoolClient } from "pg";
import type { Keyring } from "#platform/keyring.ts";
import { readAnchor } from "./anchor.ts";
import { leavesOf } from "./rows.ts";
import { FIRST_PREVIOUS, leavesIn, SEAL_COLUMNS, type Seal, sealHolds } from "./seal.ts";
import { verificationZh } from "./zh.ts";

export type FaultKind =
  | "event-changed"
  | "event-missing"
  | "event-inserted"
  | "event-sealed-twice"
  | "subject-inserted"
  | "seal-changed"
  | "seal-missing"
  | "tail-cut"
  | "anchor-missing"
  | "anchor-damaged";

export interface AuditFault {
  readonly kind: FaultKind;
  /** Number of the seal, and the last one where several are meant. */
  readonly seal?: number;
  readonly toSeal?: number;
  readonly eventNumber?: number;
  /** When the seal was made, ISO. */
  readonly at?: string;
  /** Chinese: what is wrong and what it means. */
  readonly sentence: string;
}

export interface Verification {
  readonly ok: boolean;
  /** Sealed events, and seals, that were looked at. */
  readonly events: number;
  readonly seals: number;
  /** Told within the last second and not sealed yet. */
  readonly pending: number;
  readonly faultCount: number;
  /** The first thousand. */
  readonly faults: readonly AuditFault[];
}

const SHOWN = 1_000;
const SEALS_AT_ONCE = 100;
const EVENTS_AT_ONCE = 5_000;

/**
 * Compares every row of the audit with its seal, every seal with the one before and with the signature, and the last one with the
 * anchor outside the database. Streams through the whole audit in bounded memory; may run while others tell and seal.
 */
export async function verifyAudit(source: {
  readonly pool: Pick<Pool, "connect">;
  readonly keyring: Pick<Keyring, "verify">;
  readonly anchorFile: string;
}): Promise<Verification> {
  const faults = new Faults();
  // Read before the seals: one made in between is then newer than the anchor, never the other way round.
  const anchor = anchorOr(source.anchorFile, faults);
  const client = await source.pool.connect();
  try {
    const bound = await lastSeal(client);
    const chain: Chain = { number: 0, hash: FIRST_PREVIOUS, sound: true, events: 0, seals: 0 };
    for (;;) {
      const { rows } = await client.query<Seal>(
        `select ${SEAL_COLUMNS} from audit_seal where number > $1 and number <= $2 order by number limit ${SEALS_AT_ONCE}`,
        [chain.number, bound],
      );
      if (rows.length === 0) break;
      const changed = checkChain(rows, chain, source.keyring, anchor, faults);
      await checkEvents(client, rows, changed, chain, faults);
    }
    if (anchor === null && chain.seals > 0)
      faults.add({ kind: "anchor-missing", sentence: verificationZh.anchorMissing });
    if (anchor !== null && anchor.number > chain.number) {
      const from = chain.number + 1;
      faults.add({
        kind: "tail-cut",
        seal: from,
        toSeal: anchor.number,
        at: anchor.sealedAt,
        sentence: verificationZh.tailCut(from, anchor.number, anchor.sealedAt),
      });
    }
    await checkUnsealed(client, faults);
    const pending = await client.query<{ count: number }>("select count(*) as count from audit_pending");
    return {
      ok: faults.count === 0,
      events: chain.events,
      seals: chain.seals,
      pending: pending.rows[0]?.count ?? 0,
      faultCount: faults.count,
      faults: faults.shown,
    };
  } finally {
    client.release();
  }
}

interface Chain {
  number: number;
  hash: Buffer;
  /** Whether the hash of the seal before can be relied on. */
  sound: boolean;
  events: number;
  seals: number;
}

class Faults {
  readonly shown: AuditFault[] = [];
  count = 0;

  add(fault: AuditFault): void {
    this.count += 1;
    if (this.shown.length < SHOWN) this.shown.push(fault);
  }
}

function anchorOr(file: string, faults: Faults) {
  try {
    return readAnchor(file);
  } catch {
    faults.add({ kind: "anchor-damaged", sentence: verificationZh.anchorDamaged });
    return null;
  }
}

async function lastSeal(client: PoolClient): Promise<number> {
  const { rows } = await client.query<{ number: number | null }>(
    "select least(max(number), 9007199254740991) as number from audit_seal",
  );
  return rows[0]?.number ?? 0;
}

/** Checks numbers, links and signatures; returns the numbers of the seals that do not hold. */
function checkChain(
  seals: readonly Seal[],
  chain: Chain,
  keyring: Pick<Keyring, "verify">,
  anchor: { readonly number: number; readonly hash: string } | null,
  faults: Faults,
): ReadonlySet<number> {
  const changed = new Set<number>();
  for (const seal of seals) {
    const expected = chain.number + 1;
    const gap = seal.number !== expected;
    if (gap) {
      const last = seal.number - 1;
      faults.add({
        kind: "seal-missing",
        seal: expected,
        toSeal: last,
        at: seal.sealedAt,
        sentence: verificationZh.sealMissing(expected, last, seal.sealedAt),
      });
    }
    // After a gap or a changed seal the link to it proves nothing; the signature still does.
    const linked = gap || !chain.sound || seal.previous.equals(chain.hash);
    const anchored = anchor?.number !== seal.number || anchor.hash === seal.hash.toString("hex");
    const sound = sealHolds(seal, keyring) && linked && anchored;
    if (!sound) {
      changed.add(seal.number);
      faults.add({
        kind: "seal-changed",
        seal: seal.number,
        at: seal.sealedAt,
        sentence: verificationZh.sealChanged(seal.number, seal.sealedAt),
      });
    }
    chain.number = seal.number;
    chain.hash = seal.hash;
    chain.sound = sound;
    chain.seals += 1;
  }
  return changed;
}

async function checkEvents(
  client: PoolClient,
  seals: readonly Seal[],
  changed: ReadonlySet<number>,
  chain: Chain,
  faults: Faults,
): Promise<void> {
  let waiting: Seal[] = [];
  let count = 0;
  for (const seal of [...seals, null]) {
    if (seal !== null) {
      waiting.push(seal);
      count += seal.eventNumbers.length;
    }
    if (waiting.length > 0 && (seal === null || count >= EVENTS_AT_ONCE)) {
      await compareEvents(client, waiting, changed, faults);
      chain.events += count;
      waiting = [];
      count = 0;
    }
  }
}

async function compareEvents(
  client: PoolClient,
  seals: readonly Seal[],
  changed: ReadonlySet<number>,
  faults: Faults,
): Promise<void> {
  const found = new Map<string, Buffer[]>();
  for (const { number, leaf } of await leavesOf(
    client,
    seals.flatMap(({ eventNumbers }) => eventNumbers),
  )) {
    found.set(number, [...(found.get(number) ?? []), leaf]);
  }
  for (const seal of seals) {
    const leaves = leavesIn(seal);
    for (const [at, id] of seal.eventNumbers.entries()) {
      const rows = found.get(id) ?? [];
      const eventNumber = Number(id);
      const where = { seal: seal.number, eventNumber, at: seal.sealedAt };
      const leaf = leaves[at];
      if (rows.length === 0) {
        faults.add({
          kind: "event-missing",
          ...where,
          sentence: verificationZh.eventMissing(eventNumber, seal.sealedAt),
        });
      } else if (rows.length > 1) {
        faults.add({ kind: "event-inserted", ...where, sentence: verificationZh.eventInserted(eventNumber) });
      } else if (!(leaf && rows[0]?.equals(leaf))) {
        const sentence = changed.has(seal.number)
          ? verificationZh.eventDoubtful(eventNumber, seal.number)
          : verificationZh.eventChanged(eventNumber, seal.sealedAt);
        faults.add({ kind: "event-changed", ...where, sentence });
      }
    }
  }
}

/** Rows that no seal covers although they do not wait for one, seals that cover a row twice, persons of events that do not exist. */
async function checkUnsealed(client: PoolClient, faults: Faults): Promise<void> {
  const { rows: events } = await client.query<{ id: number; kind: "event-inserted" | "event-sealed-twice" }>(
    `with sealed as (select id, count(*) as times from audit_seal, unnest(event_numbers) as id group by id)
     (select e.number::float8 as id, 'event-inserted' as kind from audit_event e
       where not exists (select from sealed where sealed.id = e.number) and not exists (select from audit_pending p where p.event_number = e.number)
       order by id limit ${SHOWN})
     union all (select id::float8, 'event-sealed-twice' from sealed where times > 1 order by id limit ${SHOWN})`,
  );
  for (const { id, kind } of events) {
    const sentence = kind === "event-inserted" ? verificationZh.eventInserted(id) : verificationZh.sealedTwice(id);
    faults.add({ kind, eventNumber: id, sentence });
  }
  const { rows: subjects } = await client.query<{ id: number }>(
    `select distinct event_number::float8 as id from audit_subject s where not exists (select from audit_event e where e.number = s.event_number) order by 1 limit ${SHOWN}`,
  );
  for (const { id } of subjects) {
    faults.add({ kind: "subject-inserted", eventNumber: id, sentence: verificationZh.subjectInserted(id) });
  }
}
