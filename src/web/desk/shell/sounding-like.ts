import { useMemo } from "react";
import type { ListView } from "#platform/registers/contract.ts";
import { words } from "#web/common/format.ts";
import { useAsk } from "#web/desk/ask.ts";
import { useSearchText } from "#web/desk/place.ts";

const NONE: ReadonlySet<string> = new Set();

/** Organisations whose names sound like the letters typed: only the server knows pinyin. */
export function useSoundingLike(typed: string): ReadonlySet<string> {
  const asOf = useSearchText()["asOf"];
  const letters = typed.trim();
  const enabled = /^[a-zA-Z]{1,40}$/.test(letters);
  const list = useAsk<ListView>(
    "/api/registers/organizations",
    { q: letters, asOf, limit: 200 },
    { enabled, keep: true },
  );
  return useMemo(
    () => (enabled ? new Set((list.data?.rows ?? []).map((row) => words(row["organizationId"]) || row.id)) : NONE),
    [enabled, list.data],
  );
}
