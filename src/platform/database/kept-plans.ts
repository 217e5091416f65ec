import type { PostgresPool, PostgresPoolClient } from "kysely";
import type { Pool, PoolClient } from "pg";

/**
 * Whose plan may be kept from one call to the next: the single row of a primary key, and plain inserts. Their plan is the
 * same whatever the values. Lists, counts and searches are planned each time, because the best way through a zone is not the
 * best way through a branch. Planning the policies of row level security costs more than fetching one row.
 */
const KEPT = [/ where "id" = \$\d+$/, /^insert into "\w+" \([^()]*\) values \([^()]*\)$/];
/** Each kept plan takes memory in every connection. */
const MOST = 300;

const names = new Map<string, string>();

function nameOf(text: string): string | null {
  const known = names.get(text);
  if (known !== undefined) return known;
  if (names.size >= MOST || !KEPT.some((it) => it.test(text))) return null;
  const name = `kept_${names.size + 1}`;
  names.set(text, name);
  return name;
}

/** The pool with statements of a kept plan sent by name. */
export function keepingPlans(pool: Pool): PostgresPool {
  const wrapped = new WeakMap<PoolClient, PostgresPoolClient>();
  return {
    connect: async () => {
      const client = await pool.connect();
      const known = wrapped.get(client) ?? keeping(client);
      wrapped.set(client, known);
      return known;
    },
    end: () => pool.end(),
    options: pool.options,
  } as PostgresPool;
}

function keeping(client: PoolClient): PostgresPoolClient {
  const query = (text: string, values: unknown[]): Promise<unknown> => {
    const name = nameOf(text);
    return name === null ? client.query(text, values) : client.query({ name, text, values });
  };
  return {
    query,
    // Asked of the client each time: every checkout gives it another one.
    release: (error?: boolean) => client.release(error),
    processID: (client as unknown as { processID: number }).processID,
  } as PostgresPoolClient;
}
