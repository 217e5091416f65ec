import { type PoolClient, Query } from "pg";

/** One of several statements that travel together. With a name, its plan is kept by the connection. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly name: string | null;
}

/** What one statement answered; keys of its rows are those that `keyOf` gives the columns. */
export interface Answered {
  command: string;
  rowCount: number;
  readonly rows: Record<string, unknown>[];
}

/** What is done with the answers. */
interface Outcome {
  readonly keyOf: (column: string) => string;
  /** Hears of each answer as it comes, before it is known whether the next succeeds. */
  readonly answered: (at: number, answer: Answered) => void;
  readonly resolve: (answers: readonly Answered[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Sends statements as one message and resolves with the answers of all, in their order, when the last has come. They are one
 * transaction if none is open: settings made by one hold for those behind it and no longer. What stands behind one that fails is
 * not done, and the promise is rejected with the database's error.
 */
export function askTogether(
  client: PoolClient,
  statements: readonly Statement[],
  keyOf: (column: string) => string,
  answered: (at: number, answer: Answered) => void = () => {},
): Promise<readonly Answered[]> {
  return new Promise((resolve, reject) => {
    client.query(new Batch(client, statements, { keyOf, answered, resolve, reject }));
  });
}

/** How the rows of a statement are read: made once from the description of its columns, and kept with its plan. */
interface Columns {
  readonly keys: readonly string[];
  readonly parsers: readonly ((text: string) => unknown)[];
}
const NO_COLUMNS: Columns = { keys: [], parsers: [] };

/** The plans that a connection keeps. */
interface Plans {
  /** By name; null from sending on until its columns are known. The server describes them once and not with every answer. */
  readonly known: Map<string, Columns | null>;
  /** Names in doubt, because their statement failed: closed before they are used again. */
  readonly doubtful: Set<string>;
}
const plansOf = new WeakMap<PoolClient, Plans>();

/** A query of the driver with several statements before its one Sync; the driver takes it for one and gives it all answers. */
class Batch extends Query {
  readonly #client: PoolClient;
  readonly #plans: Plans;
  readonly #statements: readonly Statement[];
  readonly #outcome: Outcome;
  readonly #answers: Answered[] = [];
  #rows: Record<string, unknown>[] = [];
  #columns: Columns | null = null;
  /** A value that does not fit what it is to become: told at the end, since the rest arrives all the same. */
  #fault: { readonly cause: unknown } | null = null;

  constructor(client: PoolClient, statements: readonly Statement[], outcome: Outcome) {
    super("");
    this.#client = client;
    this.#plans = plansOf.get(client) ?? { known: new Map<string, Columns | null>(), doubtful: new Set<string>() };
    plansOf.set(client, this.#plans);
    this.#statements = statements;
    this.#outcome = outcome;
  }

  /** Everything is written in one piece: each piece is a call of the system and wakes the server for itself. */
  override submit = (connection: unknown): void => {
    const wire = connection as Wire;
    const { known, doubtful } = this.#plans;
    const pieces: Buffer[] = [];
    const sent: string[] = [];
    // The driver makes the messages; they are caught on their way to the socket.
    const caught = Object.create(wire, { _send: { value: (piece: Buffer) => pieces.push(piece) } }) as Wire;
    try {
      for (const name of doubtful) caught.close({ type: "S", name });
      for (const { name, text, values } of this.#statements) {
        const isKnown = name !== null && known.has(name);
        const described = name !== null && (known.get(name) ?? null) !== null;
        const query = new Query(name === null ? { text, values: [...values] } : { name, text, values: [...values] });
        (query as unknown as Prepared).prepare({
          parsedStatements: isKnown ? { [name]: text } : {},
          submittedNamedStatements: {},
          parse: (it) => caught.parse(it),
          bind: (it) => caught.bind(it),
          describe: (it) => {
            if (!described) caught.describe(it);
          },
          execute: (it) => caught.execute(it),
          close: () => {},
          sync: () => {},
        });
        if (name === null || isKnown) continue;
        known.set(name, null);
        sent.push(name);
      }
      caught.sync();
    } catch (error) {
      // A value that cannot be written: nothing has been sent.
      for (const name of sent) known.delete(name);
      throw error;
    }
    doubtful.clear();
    // A socket that was cut says so by itself; the driver then fails every query that waits.
    if (wire.stream.writable) wire.stream.write(Buffer.concat(pieces));
  };

  handleRowDescription({ fields }: { fields: readonly FieldDescription[] }): void {
    const columns = {
      keys: fields.map((it) => this.#outcome.keyOf(it.name)),
      parsers: fields.map((it) => (this.#client as unknown as Typed).getTypeParser(it.dataTypeID, "text")),
    };
    this.#columns = columns;
    const name = this.#statements[this.#answers.length]?.name ?? null;
    if (name !== null) this.#plans.known.set(name, columns);
  }

  handleDataRow({ fields }: { fields: readonly (string | null)[] }): void {
    if (this.#fault) return;
    const { keys, parsers } = (this.#columns ??= this.#knownColumns());
    const row: Record<string, unknown> = {};
    try {
      for (let at = 0; at < keys.length; at += 1) {
        const text = fields[at];
        row[keys[at] as string] = text === null || text === undefined ? null : parsers[at]?.(text);
      }
    } catch (cause) {
      this.#fault = { cause };
      return;
    }
    this.#rows.push(row);
  }

  handleCommandComplete({ text }: { text: string }): void {
    const name = this.#statements[this.#answers.length]?.name ?? null;
    // A kept statement that has no columns is not described a second time either.
    if (name !== null && this.#plans.known.get(name) === null) this.#plans.known.set(name, NO_COLUMNS);
    const [command = "", ...counts] = text.split(" ");
    const answer = { command, rowCount: Number(counts.at(-1) ?? this.#rows.length), rows: this.#rows };
    this.#rows = [];
    this.#columns = null;
    this.#answers.push(answer);
    if (!this.#fault) this.#outcome.answered(this.#answers.length - 1, answer);
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete({ text: "" });
  }

  handleError(error: unknown): void {
    // Also when the connection was cut: then it is not used again, and no name matters.
    for (const { name } of this.#statements.slice(this.#answers.length)) {
      if (name === null) continue;
      this.#plans.known.delete(name);
      this.#plans.doubtful.add(name);
    }
    // The trace that leads to the socket says nothing; where the statement was made is added by whoever awaits.
    this.#outcome.reject(this.#fault?.cause ?? error);
  }

  handleReadyForQuery(): void {
    if (this.#fault) this.#outcome.reject(this.#fault.cause);
    else this.#outcome.resolve(this.#answers);
  }

  #knownColumns(): Columns {
    const name = this.#statements[this.#answers.length]?.name ?? null;
    return (name === null ? null : this.#plans.known.get(name)) ?? NO_COLUMNS;
  }
}

interface FieldDescription {
  readonly name: string;
  readonly dataTypeID: number;
}

/** What the driver's types do not show of its own parts. */
interface Messages {
  parse(it: unknown): void;
  bind(it: unknown): void;
  describe(it: unknown): void;
  execute(it: unknown): void;
  close(it: unknown): void;
  sync(): void;
}
interface Wire extends Messages {
  readonly stream: { readonly writable: boolean; write(piece: Buffer): void };
}
interface Prepared {
  prepare(
    connection: Messages & {
      readonly parsedStatements: Readonly<Record<string, string>>;
      readonly submittedNamedStatements: Record<string, string>;
    },
  ): void;
}
interface Typed {
  getTypeParser(oid: number, format: "text"): (text: string) => unknown;
}
