import { CompiledQuery, type PostgresPool, type PostgresPoolClient } from "kysely";
import type { Pool, PoolClient } from "pg";
import { type Answered, askTogether, type Statement } from "./batch.ts";

/**
 * Whose plan may be kept from one call to the next: functions, the single row of a primary key, and plain inserts. Their plan
 * is the same whatever the values. Lists, counts and searches are planned each time, because the best way through a zone is not
 * the best way through a branch. Planning the policies of row level security costs more than fetching one row.
 */
const KEPT = [
  /^select \* from session_holder\(/,
  /^select set_config\(/,
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

/** What the door sends along with the next statement of a transaction, so that it costs no wait of its own. */
export type Along =
  /** Begins a transaction that writes. Reading needs none: statements that travel together are one. */
  | { readonly kind: "begin" }
  /** Settings of the scope. A writing transaction keeps them; where one reads, they go before every statement. */
  | { readonly kind: "settings"; readonly text: string; readonly values: readonly string[]; readonly reads: boolean }
  | ({ readonly kind: "first" } & First);

/** A question whose answer decides whether the next statement's is handed out. */
export interface First {
  readonly text: string;
  readonly values: readonly unknown[];
  /** Throws if not. */
  readonly judge: (rows: readonly Readonly<Record<string, unknown>>[]) => void;
}

/** By the list of parameters it travels as: no text of a statement can be taken for one of these. */
const alongs = new WeakMap<readonly unknown[], Along>();

/** The form in which the door hands something over to be sent along. */
export function along(it: Along): CompiledQuery {
  const parameters: unknown[] = [];
  alongs.set(parameters, it);
  return CompiledQuery.raw("", parameters);
}

/** The pool as the door's dialect uses it. `keyOf` names a column as the code does. */
export function doorPool(pool: Pool, keyOf: (column: string) => string): PostgresPool {
  const wrapped = new WeakMap<PoolClient, PostgresPoolClient>();
  return {
    connect: async () => {
      const client = await pool.connect();
      const known = wrapped.get(client) ?? doorClient(client, keyOf);
      wrapped.set(client, known);
      return known;
    },
    end: () => pool.end(),
    options: pool.options,
  } as PostgresPool;
}

const BEGIN: Statement = { text: "start transaction read write", values: [], name: null };
const NOTHING: Answered = { command: "SELECT", rowCount: 0, rows: [] };

function doorClient(client: PoolClient, keyOf: (column: string) => string): PostgresPoolClient {
  /** Goes before every statement as long as one reads. */
  let standing: Statement | null = null;
  /** Go before the next statement. */
  let once: Statement[] = [];
  let first: First | null = null;
  const forget = (): void => {
    standing = null;
    once = [];
    first = null;
  };

  const hold = (it: Along): Answered => {
    if (it.kind === "first") first = it;
    else if (it.kind === "begin") once.push(BEGIN);
    else {
      const settings = { text: it.text, values: it.values, name: nameOf(it.text) };
      if (it.reads) standing = settings;
      else once.push(settings);
    }
    return NOTHING;
  };

  const query = async (text: string, values: readonly unknown[]): Promise<Answered> => {
    const held = alongs.get(values);
    if (held) return hold(held);
    const isEnd = text === "commit" || text === "rollback";
    // A transaction in which nothing was asked never began, and one that reads ends with each of its statements.
    if (isEnd && (standing !== null || once.includes(BEGIN))) {
      forget();
      return { ...NOTHING, command: text.toUpperCase() };
    }
    const asked = first;
    const statements = [
      ...(asked === null ? [] : [{ text: asked.text, values: asked.values, name: nameOf(asked.text) }]),
      // Whoever ends a transaction ends its settings with it.
      ...(isEnd ? [] : once),
      ...(standing === null ? [] : [standing]),
      { text, values, name: nameOf(text) },
    ];
    once = [];
    first = null;
    let refusal: { readonly cause: unknown } | null = null;
    const answered = (at: number, { rows }: Answered): void => {
      if (asked === null || at !== 0) return;
      try {
        asked.judge(rows);
      } catch (cause) {
        refusal = { cause };
      }
    };
    const answers = await askTogether(client, statements, keyOf, answered).catch((error: unknown) => {
      throw (refusal as { readonly cause: unknown } | null)?.cause ?? error;
    });
    if (refusal !== null) throw (refusal as { readonly cause: unknown }).cause;
    return answers.at(-1) ?? NOTHING;
  };
  return {
    query,
    // Asked of the client each time: every checkout gives it another one.
    release: (error?: boolean) => {
      forget();
      client.release(error);
    },
    processID: (client as unknown as { processID: number }).processID,
  } as unknown as PostgresPoolClient;
}
