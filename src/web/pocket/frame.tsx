import { type MouseEvent, type ReactNode, useEffect, useRef, useSyncExternalStore } from "react";
import * as at from "#modules/membership/address.ts";
import { useAsk } from "#web/pocket/ask.ts";

/** What stands around every page: which it is, the way back above it, the branch's telephone beneath it. */

function watchPlace(changed: () => void): () => void {
  window.addEventListener("hashchange", changed);
  return () => window.removeEventListener("hashchange", changed);
}

/** The place that the address names, also when it moved on before the first drawing was done. */
export function usePlace(): string {
  return useSyncExternalStore(watchPlace, () => window.location.hash || "#/");
}

/** One step back; who came by a link from outside goes to the first page. */
export function Back(): ReactNode {
  // Pages opened since the shell was: none means that what lies behind is not ours.
  const steps = useRef(0);
  useEffect(() => {
    const count = (): void => {
      steps.current += 1;
    };
    window.addEventListener("hashchange", count);
    return () => window.removeEventListener("hashchange", count);
  }, []);
  const back = (it: MouseEvent): void => {
    if (steps.current === 0) return;
    it.preventDefault();
    steps.current -= 2;
    window.history.back();
  };
  return (
    <a className="button back" href="#/" onClick={back}>
      <span aria-hidden="true">‹</span>&nbsp;返回
    </a>
  );
}

/** Whom to call when anything is unclear: asked once, then on every page. */
export function BranchPhone(): ReactNode {
  const { data } = useAsk(at.ownBranch);
  const branch = data?.branch;
  if (!branch?.phone) return null;
  return (
    <p className="call">
      <span className="quiet">有事找{branch.name}</span>
      <a className="button" href={`tel:${branch.phone.replace(/[^\d+]/g, "")}`}>
        打电话 {branch.phone}
      </a>
    </p>
  );
}
