import { createHash, generateKeyPairSync, randomUUID, sign } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import { leafHash, merkleRoot } from "#platform/audit/merkle.ts";
import { leavesIn, SEAL_COLUMNS, type Seal, sealHash } from "#platform/audit/seal.ts";
import type { Sealer } from "#platform/audit/sealer.ts";
import { tell } from "#platform/audit/tell.ts";
import type { AuditFault, Verification } from "#platform/audit/verification.ts";
import type { Door } from "#platform/database/door.ts";
import { systemScope } from "#platform/database/scope.ts";

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** An audit of a few hundred events in `batches` seals. */
export async function fillAudit(door: Door, sealer: Sealer, random: () => number, batches: number): Promise<void> {
  for (let batch = 0; batch < batches; batch += 1) {
    await door.write(systemScope("audit-filling"), async (tx) => {
      const count = 1 + Math.floor(random() * 20);
      for (let at = 0; at < count; at += 1) {
        const path = `/1/${1 + Math.floor(random() * 40)}/`;
        await tell(
          tx,
          {
            accountId: randomUUID(),
            actor: `干部${Math.floor(random() * 50)}`,
            verb: "membership.member.correct",
            requestId: randomUUID(),
          },
          {
            event: "membership.member.corrected",
            organizationId: randomUUID(),
            orgPath: path,
            target: { kind: "person", id: randomUUID(), name: `党员${Math.floor(random() * 1_000)}` },
            details: { field: "job", serial: `${batch}.${at}` },
            persons: Array.from({ length: Math.floor(random() * 4) }, () => ({ id: randomUUID(), path })),
          },
        );
      }
    });
    await sealer.sealNow();
  }
}

export interface Attempt {
  readonly name: string;
  /** Whether the faults name the very row that was manipulated. */
  readonly found: (faults: readonly AuditFault[]) => boolean;
}

/**
 * Does one random manipulation as a superuser who has switched triggers off, lets the audit be verified within the same
 * transaction, and undoes it.
 */
export async function attempt(
  pool: Pool,
  random: () => number,
  verify: (pool: Pick<Pool, "connect">) => Promise<Verification>,
): Promise<Attempt & { readonly result: Verification }> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    await client.query("set local session_replication_role = replica");
    const manipulation = pick(random, MANIPULATIONS);
    const done = await manipulation({ client, random });
    // The same connection, without the right to hand it back.
    const inside = { query: client.query.bind(client), release: () => {} } as unknown as PoolClient;
    const result = await verify({ connect: (() => Promise.resolve(inside)) as Pool["connect"] });
    return { ...done, result };
  } finally {
    await client.query("rollback");
    client.release();
  }
}

interface Tampering {
  readonly client: PoolClient;
  readonly random: () => number;
}

const pick = <T>(random: () => number, list: readonly T[]): T => {
  const found = list[Math.floor(random() * list.length)];
  if (found === undefined) throw new Error("nothing to pick from");
  return found;
};

const event =
  (id: number, ...kinds: AuditFault["kind"][]) =>
  (faults: readonly AuditFault[]) =>
    faults.some((it) => it.eventNumber === id && (kinds.length === 0 || kinds.includes(it.kind)));
const seal = (number: number) => (faults: readonly AuditFault[]) =>
  faults.some(
    (it) =>
      /^seal|^tail/.test(it.kind) && it.seal !== undefined && it.seal <= number && number <= (it.toSeal ?? it.seal),
  );

async function someEvent({ client, random }: Tampering, where = "true"): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    `select number as id from audit_event e where ${where} order by number`,
  );
  return pick(random, rows).id;
}

async function someSeal({ client, random }: Tampering): Promise<Seal> {
  const { rows } = await client.query<Seal>(`select ${SEAL_COLUMNS} from audit_seal order by number`);
  return pick(random, rows);
}

const OTHER_VALUES: Readonly<Record<string, string>> = {
  id: "gen_random_uuid()",
  at: "at + interval '1 microsecond'",
  account_id: "gen_random_uuid()",
  actor: "actor || '甲'",
  verb: "verb || 's'",
  event: "event || '.not'",
  org_path: "org_path || '9/'",
  organization_id: "null",
  target_kind: "'account'",
  target_id: "null",
  target_name: "'某人'",
  details: `details || '{"serial": "0"}'`,
  request_id: "null",
};

const OTHER_SEAL_VALUES: Readonly<Record<string, string>> = {
  number: "number + 100000",
  sealed_at: "sealed_at - interval '1 day'",
  event_numbers: "array_replace(event_numbers, event_numbers[1], event_numbers[1] + 100000)",
  leaves: "set_byte(leaves, octet_length(leaves) - 1, 255 - get_byte(leaves, octet_length(leaves) - 1))",
  root: "set_byte(root, 0, 255 - get_byte(root, 0))",
  previous: "set_byte(previous, 31, 255 - get_byte(previous, 31))",
  hash: "set_byte(hash, 5, 255 - get_byte(hash, 5))",
  key_id: "key_id || '0'",
  signature: "set_byte(signature, 7, 255 - get_byte(signature, 7))",
};

const COLUMNS = Object.keys(OTHER_VALUES)
  .filter((it) => it !== "id")
  .join(", ");

const MANIPULATIONS: readonly ((it: Tampering) => Promise<Attempt>)[] = [
  async (it) => {
    const id = await someEvent(it);
    const column = pick(it.random, Object.keys(OTHER_VALUES));
    await it.client.query(`update audit_event set ${column} = ${OTHER_VALUES[column]} where number = $1`, [id]);
    return { name: `change ${column} of event ${id}`, found: event(id, "event-changed") };
  },
  async (it) => {
    const id = await someEvent(it);
    await it.client.query("delete from audit_event where number = $1", [id]);
    return { name: `delete event ${id}`, found: event(id, "event-missing") };
  },
  async (it) => {
    const id = await someEvent(it);
    await it.client.query("delete from audit_subject where event_number = $1", [id]);
    await it.client.query("delete from audit_event where number = $1", [id]);
    return { name: `delete event ${id} with its persons`, found: event(id, "event-missing") };
  },
  async (it) => {
    const id = await someEvent(it);
    const forged = 1_000_000 + Math.floor(it.random() * 1_000_000);
    await it.client.query(
      `insert into audit_event (number, ${COLUMNS}) overriding system value select $2, ${COLUMNS} from audit_event where number = $1`,
      [id, forged],
    );
    return { name: `insert event ${forged}`, found: event(forged, "event-inserted") };
  },
  async (it) => {
    const [a, b] = [await someEvent(it), await someEvent(it, "number > (select min(number) from audit_event)")];
    const [one, other] = a === b ? [a, a - 1] : [a, b];
    await it.client.query(
      `update audit_event e set (${COLUMNS}) = (select ${COLUMNS} from audit_event o where o.number = case e.number when $1::bigint then $2::bigint else $1::bigint end) where e.number in ($1, $2)`,
      [one, other],
    );
    return {
      name: `swap what events ${one} and ${other} say`,
      found: (faults) => event(one, "event-changed")(faults) && event(other, "event-changed")(faults),
    };
  },
  async (it) => {
    const id = await someEvent(it);
    const moved = 3_000_000 + Math.floor(it.random() * 1_000_000);
    await it.client.query("alter table audit_event alter column number drop identity");
    await it.client.query("update audit_event set number = $2 where number = $1", [id, moved]);
    return {
      name: `renumber event ${id} as ${moved}`,
      found: (faults) => event(id, "event-missing")(faults) && event(moved, "event-inserted")(faults),
    };
  },
  async (it) => {
    const id = await someEvent(it);
    await it.client.query("insert into audit_subject values ($1, gen_random_uuid(), '/1/')", [id]);
    return { name: `add a person to event ${id}`, found: event(id, "event-changed") };
  },
  async (it) => {
    const id = await someEvent(it, "exists (select from audit_subject s where s.event_number = e.number)");
    const how = pick(it.random, [
      "delete from audit_subject where",
      "update audit_subject set person_id = gen_random_uuid() where",
      "update audit_subject set org_path = '/9/' where",
    ]);
    await it.client.query(
      `${how} (event_number, person_id) = (select event_number, person_id from audit_subject where event_number = $1 order by person_id limit 1)`,
      [id],
    );
    return { name: `${how.slice(0, 30)} of event ${id}`, found: event(id, "event-changed") };
  },
  async (it) => {
    const id = 5_000_000 + Math.floor(it.random() * 1_000_000);
    await it.client.query("insert into audit_subject values ($1, gen_random_uuid(), '/1/')", [id]);
    return { name: `a person of no event ${id}`, found: event(id, "subject-inserted") };
  },
  async (it) => {
    const { number } = await someSeal(it);
    const column = pick(it.random, Object.keys(OTHER_SEAL_VALUES));
    await it.client.query(`update audit_seal set ${column} = ${OTHER_SEAL_VALUES[column]} where number = $1`, [number]);
    return { name: `change ${column} of seal ${number}`, found: seal(number) };
  },
  async (it) => {
    const { number, eventNumbers } = await someSeal(it);
    const events = it.random() < 0.5;
    if (events) await it.client.query("delete from audit_event where number = any($1::bigint[])", [eventNumbers]);
    await it.client.query("delete from audit_seal where number = $1", [number]);
    return { name: `delete seal ${number}${events ? " and its events" : ""}`, found: seal(number) };
  },
  async (it) => {
    const { number } = await someSeal(it);
    await it.client.query(
      "delete from audit_event e using audit_seal s where s.number >= $1 and e.number = any(s.event_numbers)",
      [number],
    );
    await it.client.query("delete from audit_seal where number >= $1", [number]);
    return { name: `cut the tail from seal ${number}`, found: seal(number) };
  },
  async (it) => {
    const { rows } = await it.client.query<{ number: number }>("select max(number) as number from audit_seal");
    const number = 1 + Math.floor(it.random() * ((rows[0]?.number ?? 2) - 1));
    await it.client.query("update audit_seal set number = -number where number = $1", [number]);
    await it.client.query("update audit_seal set number = $1 where number = $1 + 1", [number]);
    await it.client.query("update audit_seal set number = $1 + 1 where number = 0 - $1", [number]);
    return {
      name: `swap seals ${number} and ${number + 1}`,
      found: (faults) => seal(number)(faults) && seal(number + 1)(faults),
    };
  },
  async (it) => {
    // Everything that can be worked out without the signing key is made to fit, here with a key of the forger's own.
    const old = await someSeal(it);
    const id = Number(pick(it.random, old.eventNumbers));
    await it.client.query("update audit_event set actor = actor || '乙' where number = $1", [id]);
    const leaves = leavesIn(old);
    leaves[old.eventNumbers.indexOf(String(id))] = leafHash(createHash("sha256").update(String(id)).digest("hex"));
    const root = merkleRoot(leaves);
    const hash = sealHash({ ...old, root });
    const signature = sign(null, hash, generateKeyPairSync("ed25519").privateKey);
    await it.client.query("update audit_seal set leaves = $2, root = $3, hash = $4, signature = $5 where number = $1", [
      old.number,
      Buffer.concat(leaves),
      root,
      hash,
      signature,
    ]);
    return { name: `forge seal ${old.number} over event ${id}`, found: seal(old.number) };
  },
  async (it) => {
    const { rows } = await it.client.query<Seal>(`select ${SEAL_COLUMNS} from audit_seal order by number desc limit 1`);
    const [last] = rows;
    if (!last) throw new Error("no seal");
    const id = await someEvent(it);
    const leaf = leafHash(String(id));
    const forged = { ...last, number: last.number + 1, eventNumbers: [String(id)], previous: last.hash, root: leaf };
    const hash = sealHash(forged);
    const signature = sign(null, hash, generateKeyPairSync("ed25519").privateKey);
    await it.client.query(
      "insert into audit_seal (number, sealed_at, event_numbers, leaves, root, previous, hash, key_id, signature) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      [forged.number, forged.sealedAt, forged.eventNumbers, leaf, leaf, forged.previous, hash, forged.keyId, signature],
    );
    return { name: `append a forged seal ${forged.number}`, found: seal(forged.number) };
  },
];
