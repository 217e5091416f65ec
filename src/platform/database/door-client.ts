import type { PostgresPool, PostgresPoolClient } from "kysely";
import type { Pool, PoolClient } from "pg";

/**
 * Whose plan may be kept from one call to the next: functions, the single row of a primary key, and plain inserts. Their plan
 * is the same whatever the values. Lists, counts and searches are planned each time, because the best way through a zone is not
 * the best way through a branch. Planning the policies of row level security costs more than fetching one row.
 */
const KEPT = [
  /^select \* from session_holder\(/,
  / where "id" = \$\d+$/,
  /^insert into "\w+" \([^()]*\) values \([^()]*\)$/,
  // Rows of several tables that are entered together, the audit with them (`tell` in audit/tell.ts).
  /^with (?:"\w+" as \(insert into "\w+" \([^()]*\) values \([^()]*\)\),? ?)+select tell_event\(/,
];
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

/** The pool as the door's dialect uses it: plans are kept, and the beginning of a transaction costs no wait of its own. */
export function doorPool(pool: Pool): PostgresPool {
  const wrapped = new WeakMap<PoolClient, PostgresPoolClient>();
  return {
    connect: async () => {
      const client = await pool.connect();
      const known = wrapped.get(client) ?? doorClient(client);
      wrapped.set(client, known);
      return known;
    },
    end: () => pool.end(),
    options: pool.options,
  } as PostgresPool;
}

/** What begins a transaction with its settings; see `enter` in door.ts. */
export const BEGINS = "start transaction ";

function doorClient(client: PoolClient): PostgresPoolClient {
  const { stream } = (client as unknown as Wired).connection;
  let beginning: string | null = null;
  const send = (text: string, values: unknown[]): Promise<unknown> => {
    // What is asked in one turn leaves in one packet.
    stream.cork();
    process.nextTick(() => stream.uncork());
    const name = nameOf(text);
    return name === null ? client.query(text, values) : client.query({ name, text, values });
  };
  const query = async (text: string, values: unknown[]): Promise<unknown> => {
    if (text.startsWith(BEGINS)) {
      beginning = text;
      return { command: "SELECT", rows: [] };
    }
    if (beginning === null) return await send(text, values);
    const begin = beginning;
    beginning = null;
    // A transaction in which nothing was asked never began.
    if (text === "commit" || text === "rollback") return { command: text.toUpperCase(), rows: [] };
    // Should the beginning fail, the statement has no settings, and row level security shows it nothing.
    const begun = send(begin, []);
    const answer = send(text, values);
    // The first fault is the cause of the second.
    answer.catch(() => undefined);
    await begun;
    return await answer;
  };
  return {
    query,
    // Asked of the client each time: every checkout gives it another one.
    release: (error?: boolean) => {
      beginning = null;
      client.release(error);
    },
    processID: (client as unknown as { processID: number }).processID,
  } as PostgresPoolClient;
}

/** The socket of a client, which its type does not show. */
interface Wired {
  readonly connection: { readonly stream: { cork(): void; uncork(): void } };
}
