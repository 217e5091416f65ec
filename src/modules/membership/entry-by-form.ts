import { type Problem, refused } from "#platform/http/problem.ts";
import type { Day } from "#shared/day.ts";
import { RESTORATION } from "./provisions.ts";
import { convertsByField, entryStatedBy, returnStatedBy } from "./rules.ts";
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
 * A probationary member becomes a full one by the decisions of branch and committee. That the roster was written down wrong
 * the level above may say, as a correction. Throws a problem at the field.
 */
export function refuseConversionByField(
  was: { readonly category: string; readonly fullOn: Day | null } | null,
  becomes: { readonly category?: string | undefined; readonly fullOn?: Day | undefined },
  sent: Readonly<Record<string, unknown>>,
): void {
  const { value: converts, provision } = convertsByField(was, becomes);
  if (!converts) return;
  const { title, detail, fault } = zh.conversionByCase;
  const named = ["category", "fullOn"].filter((key) => Object.hasOwn(sent, key));
  const faults = named.map((key) => ({ pointer: `/fields/${key}`, message: fault }));
  throw refused("conversion-by-case", title, detail, { faults, provision });
}
