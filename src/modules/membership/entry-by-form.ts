import type { Reader } from "#platform/database/door.ts";
import { type Problem, refused } from "#platform/http/problem.ts";
import { CONVERSION_DECIDED, RESTORATION } from "./provisions.ts";
import { entryStatedBy, returnStatedBy } from "./rules.ts";
import { zh } from "./zh.ts";

/**
 * Nobody becomes a member, or one again, by a form: an entry that only a recruiting case or the level above can state is
 * refused at the field. Throws a problem.
 */
export function refuseEntryByForm(code: string): void {
  const { value: by, provision } = entryStatedBy(code);
  if (by === "above") throw restorationRefused("/code");
  if (by === "form") return;
  const { title, detail, fault } = zh.byCase;
  throw refused("admission-by-case", title, detail, { faults: [{ pointer: "/code", message: fault }], provision });
}

/**
 * Nor does somebody whose membership was stopped or ended come back by calling it something else. `left`: the reason of
 * the last leaving. The level above may, by its document, mend what was written down in error. Throws a problem.
 */
export function refuseReturnByForm(left: string, byLevelAbove: boolean): void {
  const { value: by, provision } = returnStatedBy(left);
  if (by === "form" || byLevelAbove) return;
  if (by === "above") throw restorationRefused("/code");
  const { title, detail, fault } = zh.outOfTheParty;
  throw refused("admission-by-case", title, detail, { faults: [{ pointer: "/code", message: fault }], provision });
}

/** The status 恢复党籍 is as little a branch's to state as the deed. `pointer` says where the form shows it. */
export function restorationRefused(pointer: string): Problem {
  const { title, detail, fault } = zh.byAbove;
  return refused("restoration-by-above", title, detail, {
    faults: [{ pointer, message: fault }],
    provision: RESTORATION,
  });
}

/**
 * A probationary member becomes a full one by the decisions of branch and committee. The level above may say what was decided
 * before the house kept the case, or was written down wrong; never past a case that is open. Throws a problem at the fields.
 */
export async function refuseConversionByField(
  tx: Reader,
  personId: string,
  sent: Readonly<Record<string, unknown>>,
  byLevelAbove: boolean,
): Promise<void> {
  if (byLevelAbove) {
    const open = await tx
      .selectFrom("recruitingCase")
      .select("id")
      .where("personId", "=", personId)
      .where("endedOn", "is", null)
      .executeTakeFirst();
    if (!open) return;
  }
  const { title, detail, fault } = zh.conversionByCase;
  const named = ["category", "fullOn"].filter((key) => Object.hasOwn(sent, key));
  const faults = named.map((key) => ({ pointer: `/fields/${key}`, message: fault }));
  throw refused("conversion-by-case", title, detail, { faults, provision: CONVERSION_DECIDED.now });
}
