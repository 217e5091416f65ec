import { keepPreviousData, type UseQueryResult, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { api, Problem, type Query } from "#web/common/api.ts";

interface Asking<T> {
  readonly enabled?: boolean;
  /** Keeps showing the last answer while the next is on its way: lists do not flicker while one types. */
  readonly keep?: boolean;
  /**
   * The page asks again by itself every so many ms; a function says by the last answer how long, or false for not at all.
   * An idle page is silent: only what moves may ask (docs/decisions/0015-an-idle-page-is-silent.md).
   */
  readonly every?: number | ((answer: T | undefined) => number | false);
}

/** A question to the server by address; the address is the key of the answer. */
export function useAsk<T>(path: string, query: Query = {}, asking: Asking<T> = {}): UseQueryResult<T> {
  const { every } = asking;
  return useQuery<T>({
    queryKey: [path, query],
    queryFn: ({ signal }) => api.get<T>(path, query, signal),
    enabled: asking.enabled ?? true,
    ...(asking.keep === true ? { placeholderData: keepPreviousData } : {}),
    ...(every === undefined
      ? {}
      : { refetchInterval: typeof every === "number" ? every : (it) => every(it.state.data) }),
  });
}

export interface Deed<I> {
  readonly run: (input: I) => Promise<boolean>;
  readonly busy: boolean;
  readonly problem: Problem | null;
  readonly clear: () => void;
}

/**
 * Something that changes the server. A refusal is kept as `problem` for the page to show; after success every answer on
 * screen is asked again, because one fact shows in many places. Resolves to whether it was done.
 */
export function useDeed<I, O>(act: (input: I) => Promise<O>, then?: (output: O) => void): Deed<I> {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const run = async (input: I): Promise<boolean> => {
    if (busy) return false;
    setBusy(true);
    setProblem(null);
    try {
      const output = await act(input);
      await client.invalidateQueries();
      then?.(output);
      return true;
    } catch (fault) {
      if (!(fault instanceof Problem)) throw fault;
      setProblem(fault);
      return false;
    } finally {
      setBusy(false);
    }
  };
  const clear = useCallback(() => setProblem(null), []);
  return { run, busy, problem, clear };
}
