import {
  CamelCasePlugin,
  type PluginTransformResultArgs,
  PostgresDialect,
  PostgresDriver,
  type PostgresPool,
  type QueryResult,
  type UnknownRow,
} from "kysely";
import type { Pool } from "pg";
import { doorPool } from "./door-client.ts";

/** Names in queries as the database has them. Rows come with the code's names already: read so, they are not made a second time. */
class Names extends CamelCasePlugin {
  constructor() {
    super({ maintainNestedObjectKeys: true });
  }

  keyOf(column: string): string {
    return this.camelCase(column);
  }

  override transformResult({ result }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    return Promise.resolve(result);
  }
}

/** The plugin of every handle of the door. */
export const NAMES = new Names();

/** The dialect with fewer waits: beginning and settings travel with the first statement (door-client.ts). */
export class DoorDialect extends PostgresDialect {
  readonly #pool: PostgresPool;

  constructor(pool: Pool) {
    const wrapped = doorPool(pool, (column) => NAMES.keyOf(column));
    super({ pool: wrapped });
    this.#pool = wrapped;
  }

  override createDriver(): PostgresDriver {
    return new DoorDriver({ pool: this.#pool });
  }
}

class DoorDriver extends PostgresDriver {
  /** Sends nothing: the door begins a transaction with its first statement. */
  override beginTransaction(): Promise<void> {
    return Promise.resolve();
  }
}
