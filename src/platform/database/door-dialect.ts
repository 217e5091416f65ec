import {
  type DatabaseConnection,
  PostgresDialect,
  PostgresDriver,
  type PostgresPool,
  type TransactionSettings,
} from "kysely";
import type { Pool } from "pg";
import { doorPool } from "./door-client.ts";

/**
 * The dialect with fewer waits: the door begins a transaction together with its settings, in the packet of its first
 * statement (`enter` in door.ts, door-client.ts), and the end of a transaction that only read is not waited for. Its connection goes back to the pool once
 * the server has said that it is over.
 */
export class DoorDialect extends PostgresDialect {
  readonly #pool: PostgresPool;

  constructor(pool: Pool) {
    const wrapped = doorPool(pool);
    super({ pool: wrapped });
    this.#pool = wrapped;
  }

  override createDriver(): PostgresDriver {
    return new DoorDriver({ pool: this.#pool });
  }
}

class DoorDriver extends PostgresDriver {
  readonly #reading = new WeakSet<DatabaseConnection>();
  readonly #ending = new WeakMap<DatabaseConnection, Promise<void>>();

  /** Sends nothing: the door's first statement begins the transaction. */
  override beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    if (settings.accessMode === "read only") this.#reading.add(connection as never);
    else this.#reading.delete(connection as never);
    return Promise.resolve();
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    const ended = super.commitTransaction(connection as never);
    if (!this.#reading.has(connection)) return await ended;
    // Nothing was written that a failing end could lose; a cut connection is noticed by the pool when it comes back.
    this.#ending.set(
      connection,
      ended.catch(() => undefined),
    );
  }

  override async releaseConnection(connection: DatabaseConnection): Promise<void> {
    const ending = this.#ending.get(connection);
    if (ending === undefined) return await super.releaseConnection(connection as never);
    this.#ending.delete(connection);
    void ending.then(() => super.releaseConnection(connection as never));
  }
}
