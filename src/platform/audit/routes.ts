import type { Reader } from "#platform/database/door.ts";
import type { House } from "#platform/house.ts";
import { answer } from "#platform/http/answer.ts";
import { absent } from "#platform/http/problem.ts";
import type { Asking, Route } from "#platform/http/route.ts";
import * as at from "./address.ts";
import { AuditEntry, AuditVerification, OwnTrace, TraceFilter } from "./contract.ts";
import { eventOf, subjectsOf } from "./queries.ts";

const PAGE = 50;

export const routes: Route[] = [
  answer(at.verification, "audit.chain.verify", { shows: AuditVerification, rate: "heavy" }, async ({ house }) => {
    const { faults, ...rest } = await house.audit.verify();
    return { ...rest, faults: [...faults] };
  }),
  answer(at.entry, "audit.event.read", { shows: AuditEntry }, ({ tx, house, params }) => entryOf(tx, house, params.id)),
  answer(at.ownTrace, "own", { query: TraceFilter, shows: OwnTrace }, (asking) =>
    traceOf(asking, asking.query.before ?? null),
  ),
];

async function entryOf(tx: Reader, house: House, id: string): Promise<AuditEntry> {
  const event = await eventOf(tx, id);
  if (!event) throw absent("日志");
  return {
    ...event,
    at: event.at.toISOString(),
    sentence: house.audit.sentences.of(event),
    target: { kind: event.targetKind, id: event.targetId, name: event.targetName },
    persons: await subjectsOf(tx, event.number),
  };
}

/** Who looked at or changed one's own record, newest first, before the number of an event. */
async function traceOf({ house, actor }: Asking, before: number | null): Promise<OwnTrace> {
  const { personId, accountId } = actor;
  if (personId === null) return { lines: [], next: null };
  const lines = await house.audit.trace(house.door, { personId, accountId }, { before, limit: PAGE });
  return {
    lines: lines.map((it) => ({ ...it, at: it.at.toISOString() })),
    next: lines.length === PAGE ? (lines.at(-1)?.number ?? null) : null,
  };
}
