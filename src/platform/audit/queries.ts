import type { Reader } from "#platform/database/door.ts";

/** One event as it was told. */
export interface ToldEvent {
  readonly id: string;
  readonly number: number;
  readonly at: Date;
  readonly accountId: string | null;
  readonly actor: string;
  readonly verb: string;
  readonly event: string;
  readonly orgPath: string;
  readonly organizationId: string | null;
  readonly targetKind: string;
  readonly targetId: string | null;
  readonly targetName: string | null;
  readonly details: unknown;
  readonly requestId: string | null;
}

export async function eventOf(tx: Reader, id: string): Promise<ToldEvent | undefined> {
  return await tx.selectFrom("auditEvent").selectAll().where("id", "=", id).executeTakeFirst();
}

/** Events of one page of the register. */
export async function eventsByNumber(tx: Reader, numbers: readonly number[]): Promise<ToldEvent[]> {
  if (numbers.length === 0) return [];
  return await tx.selectFrom("auditEvent").selectAll().where("number", "in", numbers).execute();
}

/** Whose data an event touched, as far as the reach of the one who asks goes. */
export async function subjectsOf(tx: Reader, eventNumber: number): Promise<string[]> {
  const rows = await tx
    .selectFrom("auditSubject")
    .select("personId")
    .where("eventNumber", "=", eventNumber)
    .orderBy("personId")
    .limit(1_000)
    .execute();
  return rows.map((it) => it.personId);
}

/** Events that touched a person's data, newest first; `before` is the number of the last one already seen. */
export async function eventsAbout(
  tx: Reader,
  personId: string,
  page: { readonly before: number | null; readonly limit: number },
): Promise<ToldEvent[]> {
  let query = tx
    .selectFrom("auditSubject")
    .innerJoin("auditEvent", "auditEvent.number", "auditSubject.eventNumber")
    .selectAll("auditEvent")
    .where("auditSubject.personId", "=", personId);
  if (page.before !== null) query = query.where("auditSubject.eventNumber", "<", page.before);
  return await query.orderBy("auditSubject.eventNumber", "desc").limit(page.limit).execute();
}
