import type { Doing } from "#platform/house.ts";
import type { EventKind } from "#shared/event-sentences.ts";
import { type AuditEvent, nameOf } from "./event.ts";

/** What is told with an event by its value; with one that is only named, anything. */
export type DetailsOf<E> = E extends EventKind<string, infer D> ? ([D] extends [never] ? object : D) : object;

/**
 * Tells one of several events of the same thing, for the one function of a slice that all its acts tell by: the details are
 * those of the event that its caller names.
 */
export async function tellOne<E extends string | EventKind>(
  doing: Doing<E>,
  event: E,
  happened: Omit<AuditEvent, "event" | "details">,
  details: DetailsOf<E>,
): Promise<void> {
  const tell = doing.tell as unknown as Doing["tell"];
  await tell({ event: nameOf(event), ...happened, details: details as Readonly<Record<string, unknown>> });
}
