import { createContext, useContext } from "react";
import type { Look } from "#web/common/look.ts";

export interface LookHolder {
  readonly look: Look;
  readonly change: (patch: Partial<Look>) => void;
}

export const LookContext = createContext<LookHolder | null>(null);

export function useLook(): LookHolder {
  const holder = useContext(LookContext);
  if (!holder) throw new Error("LookContext is missing above this page");
  return holder;
}
