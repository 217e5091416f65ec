import { holdsMembers, ladder, relationsElsewhere } from "#modules/organization/index.ts";
import type { Doing } from "#platform/house.ts";
import { refused } from "#platform/http/problem.ts";
import { zh } from "../zh.ts";

/** Refuses a place where nobody's 组织关系 lies: no kind that has a roster, or a temporary branch. Throws a problem. */
export async function refuseWithoutRoster({ tx, today }: Pick<Doing, "tx" | "today">, orgPath: string): Promise<void> {
  refuseKindWithoutRoster((await ladder(tx, orgPath, today)).at(-1)?.kind ?? "");
}

/** The same of a place whose kind on the day is known; empty when it has none. */
export function refuseKindWithoutRoster(kind: string): void {
  if (holdsMembers(kind)) return;
  const temporary = relationsElsewhere(kind);
  throw refused(
    "no-roster-here",
    zh.noRoster.title,
    zh.noRoster.detail,
    temporary.value ? { provision: temporary.provision } : {},
  );
}
