import {
  CompiledQuery,
  Kysely,
  type KyselyPlugin,
  type QueryId,
  type RootOperationNode,
  type Transaction,
} from "kysely";
import type { Pool } from "pg";
import { OutOfReach, type TableClass } from "./classes.ts";
import type { Database as Tables } from "./columns.ts";
import { along, type First } from "./door-client.ts";
import { DoorDialect, NAMES } from "./door-dialect.ts";
import { SELF_ROLE } from "./pools.ts";
import { intersect, type PathRange, simplify } from "./reach.ts";
import { type Scope, settingsOf, systemScope } from "./scope.ts";
import { ScopeTransformer } from "./scope-transformer.ts";

/**
 * The one door to the data. Every table named in a query is replaced by the same table narrowed to the scope, by its
 * declared class; inserts are checked against the places the scope may write. Row level security says the same again
 * for the weak role (0001-classes.sql), and each wall is tested alone.
 */

export type { First } from "./door-client.ts";

/** Tables as the code names them (camelCase columns). */
export type { Tables };

/** A handle that can read. GET handlers get this one: a write does not compile, and the transaction is read only. */
export type Reader = Pick<
  Kysely<Tables>,
  "selectFrom" | "selectNoFrom" | "with" | "withRecursive" | "fn" | "case" | "getExecutor"
>;
/** A handle that can read and write within a scope, inside one transaction. */
export type Writer = Transaction<Tables>;

export class Door {
  readonly #db: Kysely<Tables>;
  readonly #classes: ReadonlyMap<string, TableClass>;

  constructor(pool: Pool, classes: readonly TableClass[]) {
    this.#classes = new Map(classes.map((it) => [it.table, it]));
    this.#db = new Kysely<Tables>({
      dialect: new DoorDialect(pool),
      plugins: [NAMES],
    });
  }

  get classes(): ReadonlyMap<string, TableClass> {
    return this.#classes;
  }

  /**
   * Runs `work` read-only within `scope`. Each statement is a transaction of its own with the settings in it: at the level of
   * isolation we use, statements of one transaction see no more of the same moment. With `first`, its question travels with
   * the first statement of `work`, and nothing is handed out, neither that answer nor what `work` returns or throws, before
   * its `judge` has taken the answer; what it throws is thrown.
   */
  read<T>(scope: Scope, work: (reader: Reader) => Promise<T>, first?: First): Promise<T> {
    return this.#reading(scope, "read", work, first);
  }

  /** Runs `work` in a transaction within `scope`; commits when it returns, rolls back when it throws. */
  write<T>(scope: Scope, work: (writer: Writer) => Promise<T>): Promise<T> {
    return this.#run(scope, "write", work);
  }

  /** Runs `work` read-only over the rows that are the person's own, wherever they lie; else as `read`. */
  own<T>(scope: Scope, work: (reader: Reader) => Promise<T>, first?: First): Promise<T> {
    return this.#reading(scope, "own", work, first);
  }

  /**
   * One statement outside any scope and transaction. No setting is made, so row level security shows it nothing: only a
   * function of the owner, which decides for itself what it tells, can answer.
   */
  async call<T>(text: string, values: readonly unknown[]): Promise<readonly T[]> {
    return (await this.#db.executeQuery(CompiledQuery.raw(text, [...values]))).rows as readonly T[];
  }

  async #reading<T>(
    scope: Scope,
    manner: "read" | "own",
    work: (reader: Reader) => Promise<T>,
    first?: First,
  ): Promise<T> {
    if (first === undefined) return await this.#run(scope, manner, work);
    let isJudged = false;
    const { text, values } = first;
    const judge: First["judge"] = (rows) => {
      isJudged = true;
      first.judge(rows);
    };
    // What needed no statement, or failed before it, waits for the judgement all the same.
    const judgeNow = async () =>
      judge((await this.#db.executeQuery(CompiledQuery.raw(text, [...values]))).rows as never);
    let answer: T;
    try {
      answer = await this.#run(scope, manner, work, { text, values, judge });
    } catch (error) {
      if (!isJudged) await judgeNow();
      throw error;
    }
    if (!isJudged) await judgeNow();
    return answer;
  }

  async #run<T>(scope: Scope, manner: Manner, work: (handle: Writer) => Promise<T>, first?: First): Promise<T> {
    return await this.#db.transaction().execute(async (transaction) => {
      if (manner === "write") await transaction.executeQuery(along({ kind: "begin" }));
      if (first !== undefined) await transaction.executeQuery(along({ kind: "first", ...first }));
      await enter(transaction, scope, manner);
      return await work(transaction.withPlugin(new ScopePlugin(scope, this.#classes, manner)));
    });
  }
}

type Manner = "read" | "write" | "own";

/** Costs no wait: all settings at once go along with the next statement, for its transaction only. */
async function enter(transaction: Transaction<Tables>, scope: Scope, manner: Manner): Promise<void> {
  const settings = Object.entries({
    ...(manner === "write" ? {} : { transaction_read_only: "on" }),
    ...settingsOf(scope),
    ...(manner === "own" ? { role: SELF_ROLE } : {}),
  });
  const calls = settings.map((_, at) => `set_config($${2 * at + 1}, $${2 * at + 2}, true)`);
  const text = `select ${calls.join(", ")}`;
  await transaction.executeQuery(along({ kind: "settings", text, values: settings.flat(), reads: manner !== "write" }));
}

/**
 * The same transaction with a wider reach, for the few acts that by their nature touch both sides of a border (accepting
 * a transfer, merging two branches). Each use is listed in the law test and told in the audit.
 */
export async function widened<T>(
  writer: Writer,
  scope: Scope,
  extra: readonly PathRange[],
  work: (wide: Writer, scope: Scope) => Promise<T>,
): Promise<T> {
  const wide: Scope = {
    ...scope,
    persons: simplify([...scope.persons, ...extra]),
    places: simplify([...scope.places, ...extra]),
    write: simplify([...scope.write, ...extra]),
  };
  const plugin = scopePluginOf(writer);
  const bare = writer.withoutPlugins().withPlugin(NAMES) as Writer;
  await enter(bare, wide, plugin.manner);
  try {
    return await work(bare.withPlugin(new ScopePlugin(wide, plugin.classes, plugin.manner)) as Writer, wide);
  } finally {
    await enter(bare, scope, plugin.manner);
  }
}

/**
 * The same transaction, seeing no more than what lies in `ranges`: a question about a branch costs what the branch costs,
 * whoever asks. The settings of the transaction stay as wide as they were, so nothing is said to the database.
 */
export function narrowed(reader: Reader, ranges: readonly PathRange[]): Reader {
  const { scope, classes, manner } = scopePluginOf(reader);
  const narrow: Scope = {
    ...scope,
    persons: intersect(scope.persons, ranges),
    places: intersect(scope.places, ranges),
    restricted: intersect(scope.restricted, ranges),
    write: [],
  };
  const bare = (reader as Writer).withoutPlugins().withPlugin(NAMES) as Writer;
  return bare.withPlugin(new ScopePlugin(narrow, classes, manner, false));
}

/**
 * The same transaction as a named system job, for the few things that belong to nobody's place: credentials, sessions,
 * jobs. Each use is listed in the law test; whoever calls has asked the policy first.
 */
export async function asSystem<T>(
  handle: Reader,
  name: string,
  work: (system: Writer, scope: Scope) => Promise<T>,
): Promise<T> {
  const plugin = scopePluginOf(handle);
  const writer = handle as Writer;
  const system = systemScope(name);
  const bare = writer.withoutPlugins().withPlugin(NAMES) as Writer;
  await enter(bare, system, plugin.manner);
  try {
    return await work(bare.withPlugin(new ScopePlugin(system, plugin.classes, plugin.manner, false)) as Writer, system);
  } finally {
    await enter(bare, plugin.scope, plugin.manner);
  }
}

/** The scope a handle was made with; for `insertMany`, which checks its rows before they become raw SQL. */
export function scopeOf(handle: Reader): Scope {
  return scopePluginOf(handle).scope;
}

export function classOf(handle: Reader, table: string): TableClass {
  const found = scopePluginOf(handle).classes.get(table);
  if (!found) throw new OutOfReach(`table ${table} has no declared class`);
  return found;
}

function scopePluginOf(handle: Pick<Reader, "getExecutor">): ScopePlugin {
  for (const plugin of handle.getExecutor().plugins) if (plugin instanceof ScopePlugin) return plugin;
  throw new OutOfReach("this handle did not come through the door");
}

class ScopePlugin implements KyselyPlugin {
  readonly scope: Scope;
  readonly classes: ReadonlyMap<string, TableClass>;
  readonly manner: Manner;
  readonly #transformer: ScopeTransformer;

  constructor(scope: Scope, classes: ReadonlyMap<string, TableClass>, manner: Manner, own = manner === "own") {
    this.scope = scope;
    this.classes = classes;
    this.manner = manner;
    this.#transformer = new ScopeTransformer(scope, classes, own);
  }

  transformQuery({ node, queryId }: { node: RootOperationNode; queryId: QueryId }): RootOperationNode {
    return this.#transformer.transformNode(node, queryId);
  }

  transformResult<T>({ result }: { result: T }): Promise<T> {
    return Promise.resolve(result);
  }
}
