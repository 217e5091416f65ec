import { type Insertable, type QueryCreator, sql } from "kysely";
import type { Tables, Writer } from "#platform/database/door.ts";
import type { Asking } from "#platform/http/route.ts";
import { nameOf, type Told } from "./event.ts";

/** Who tells: the account (null for a system job), the name the log shows, and under which verb and request. */
export interface Teller {
  readonly accountId: string | null;
  readonly actor: string;
  readonly verb: string;
  readonly requestId: string | null;
  /** When it was done; the database's clock unless given. The demo generator tells of former years. */
  readonly at?: Date;
}

/** One row to be entered; see `entered`. */
export interface Entered {
  readonly table: keyof Tables;
  readonly values: Insertable<Tables[keyof Tables]>;
}

/** A row that is entered in the statement that tells of it: an act of several rows then costs one wait. */
export function entered<T extends keyof Tables>(table: T, values: Insertable<Tables[T]>): Entered {
  return { table, values: values as Insertable<Tables[keyof Tables]> };
}

/**
 * Tells one event within the act's transaction: it stands in the audit if, and only if, the act commits. Returns its id.
 * The insert is made by a function of the database's owner, because the weak role has no right to write the audit itself.
 * `rows` are entered in the same statement, through the door like any others.
 */
export async function tell(tx: Writer, who: Teller, event: Told, rows: readonly Entered[] = []): Promise<string> {
  const persons = event.persons ?? [];
  const told = sql<string>`tell_event(
    ${who.at ?? null}::timestamptz, ${who.accountId}::uuid, ${who.actor}::text, ${who.verb}::text, ${nameOf(event.event)}::text,
    ${event.orgPath}::text, ${event.organizationId}::uuid,
    ${event.target.kind}::text, ${event.target.id}::text, ${event.target.name}::text,
    ${JSON.stringify(event.details ?? {})}::jsonb, ${who.requestId}::text,
    ${persons.map((it) => it.id)}::uuid[], ${persons.map((it) => it.path)}::text[])`;
  // Nothing is read from the rows entered, so their names need not be known to the types.
  const statement = rows.reduce<QueryCreator<Tables>>(
    (creator, { table, values }, at) =>
      creator.with(`entered_${at}`, (it) => it.insertInto(table).values(values)) as unknown as QueryCreator<Tables>,
    tx,
  );
  const { id } = await statement.selectNoFrom(told.as("id")).executeTakeFirstOrThrow();
  return id;
}

/**
 * Tells of a reading (a file fetched, a list exported) in a transaction of its own, because a question's is read only. Awaited before
 * the content leaves, so that nothing is handed out untold.
 */
export async function tellReading(asking: Asking, event: Told): Promise<void> {
  const { house, actor, verb, requestId } = asking;
  await house.door.write(asking.scope, (tx) =>
    tell(tx, { accountId: actor.accountId, actor: actor.name, verb, requestId }, event),
  );
}
