import { useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import { listOf, registers } from "#platform/registers/address.ts";
import type { RegisterView, Row } from "#platform/registers/contract.ts";
import { askAt } from "#web/common/api.ts";
import { words } from "#web/common/format.ts";
import { useAsk } from "#web/desk/ask.ts";
import { useSearchText } from "#web/desk/place.ts";

const NONE: ReadonlySet<string> = new Set();

/** Organisations whose names sound like the letters typed: only the server knows pinyin. */
export function useSoundingLike(typed: string): ReadonlySet<string> {
  const asOf = useSearchText()["asOf"];
  const letters = typed.trim();
  const enabled = /^[a-zA-Z]{1,40}$/.test(letters);
  const list = useAsk(listOf("organizations"), { q: letters, asOf, limit: 200 }, { enabled, keep: true });
  return useMemo(
    () => (enabled ? new Set((list.data?.rows ?? []).map((row) => words(row["organizationId"]) || row.id)) : NONE),
    [enabled, list.data],
  );
}

/** A register with those of its rows that answer to what was typed. */
export interface Hits {
  readonly register: RegisterView;
  readonly rows: readonly Row[];
}

/** The first rows of each of these registers for what was typed, as far as one sees the register and its rows. */
export function useRowsCalled(
  ids: readonly string[],
  typed: string,
  how: { readonly enabled: boolean; readonly most: number },
): { readonly hits: readonly Hits[]; readonly busy: boolean; readonly fault: Error | null } {
  const all = useAsk(registers);
  const known = ids.flatMap((id) => all.data?.filter((it) => it.id === id) ?? []);
  const query = { q: typed, limit: how.most };
  const lists = useQueries({
    queries: known.map(({ id }) => ({
      queryKey: [listOf(id).path, query],
      queryFn: ({ signal }: { signal: AbortSignal }) => askAt(listOf(id), query, signal),
      enabled: how.enabled,
    })),
  });
  return {
    hits: known.map((register, at) => ({ register, rows: how.enabled ? (lists[at]?.data?.rows ?? []) : [] })),
    busy: lists.some((it) => it.isFetching),
    fault: lists.find((it) => it.error !== null)?.error ?? null,
  };
}
