import { type Problem, refused } from "#platform/http/problem.ts";
import { RESTORATION } from "./provisions.ts";
import { entryStatedBy } from "./rules.ts";
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

/** The status 恢复党籍 is as little a branch's to state as the deed. `pointer` says where the form shows it. */
export function restorationRefused(pointer: string): Problem {
  const { title, detail, fault } = zh.byAbove;
  return refused("restoration-by-above", title, detail, {
    faults: [{ pointer, message: fault }],
    provision: RESTORATION,
  });
}
