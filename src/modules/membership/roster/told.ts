import { placeAbove } from "#platform/database/reach.ts";
import type { Doing } from "#platform/house.ts";

/** Somebody whose record an import wrote, and where the record lies. */
export interface Subject {
  readonly id: string;
  readonly path: string;
}

/** So many persons in one event: rows are written in batches of this size, and a seal reads its events as a whole. */
const AT_ONCE = 2_000;

/**
 * Tells an import of each person it wrote, one event for a batch of them: one by one would add a row, a leaf and a call to
 * the database for each of 100,000. The event lies at the nearest place above all of them.
 */
export async function tellImported(
  doing: Doing,
  event: "membership.import.entered" | "membership.import.changed" | "membership.import.taken-back",
  of: { readonly id: string; readonly name: string | null },
  persons: readonly Subject[],
): Promise<void> {
  for (let at = 0; at < persons.length; at += AT_ONCE) {
    const some = persons.slice(at, at + AT_ONCE);
    await doing.tell({
      event,
      organizationId: null,
      orgPath: placeAbove(some.map((it) => it.path)),
      target: { kind: "import", id: of.id, name: of.name },
      details: { count: some.length },
      persons: some,
    });
  }
}
