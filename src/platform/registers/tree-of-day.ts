import { type SqlBool, sql } from "kysely";
import type { Reader } from "#platform/database/door.ts";

/** `now`: today's tree, in which merged organisations lie beneath their successors; `was`: the tree of the day asked for. */
export type Manner = "now" | "was";

/**
 * The organisation and all that stood beneath it in the tree of that day, within reach. Empty when it did not stand in
 * the tree then.
 */
export async function idsBeneath(tx: Reader, organizationId: string, on: string): Promise<string[]> {
  const placed = await tx
    .selectFrom("placement")
    .select(["organizationId", "parentId"])
    .where(sql<SqlBool>`valid_from <= ${on}::date and (valid_to is null or valid_to > ${on}::date)`)
    .execute();
  return foldBeneath(placed, organizationId);
}

/** The same over rows already at hand. */
export function foldBeneath(
  placed: readonly { readonly organizationId: string; readonly parentId: string | null }[],
  organizationId: string,
): string[] {
  if (!placed.some((it) => it.organizationId === organizationId)) return [];
  const children = new Map<string, string[]>();
  for (const { organizationId: id, parentId } of placed) {
    if (parentId === null) continue;
    const known = children.get(parentId);
    if (known) known.push(id);
    else children.set(parentId, [id]);
  }
  const found = [organizationId];
  for (let at = 0; at < found.length; at += 1) found.push(...(children.get(found[at] ?? "") ?? []));
  return found;
}
