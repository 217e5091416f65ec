import { keepPreviousData, type UseQueryResult, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { type Address, type AnswerOf, type BodyOf, filled, type GivenOf } from "#platform/http/address.ts";
import { address, Problem, type Query, read, type Saying, sendTo } from "#web/common/api.ts";

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

/**
 * A question to the server by its address, the parts of its path and its query said together: `useAsk(job, { id })`. The
 * filled address is the key of the answer.
 */
export function useAsk<A extends Address<"GET">>(
  at: A,
  ...more: Saying<A, [asking?: Asking<AnswerOf<A>>]>
): UseQueryResult<AnswerOf<A>>;
export function useAsk<T>(at: Address, given: object = {}, asking: Asking<T> = {}): UseQueryResult<T> {
  const { every } = asking;
  const { path, query } = filled(at, { ...given });
  return useQuery<T>({
    queryKey: [path, query],
    queryFn: ({ signal }) => read<T>(address(path, query as Query), signal),
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

type Sent = Address<"POST" | "PUT" | "PATCH" | "DELETE">;

/**
 * Something that changes the server: what lies at an address (`useDeed(grantEnding, { id }, close)`, then
 * `run({ reason })`), or a function that sends where it is only known when it is done. A refusal is kept as `problem` for the page to show; after success every answer on
 * screen is asked again, because one fact shows in many places. Resolves to whether it was done.
 */
export function useDeed<A extends Sent>(
  at: A,
  given: GivenOf<A>,
  then?: (output: AnswerOf<A>) => void,
): Deed<BodyOf<A>>;
export function useDeed<I, O>(act: (input: I) => Promise<O>, then?: (output: O) => void): Deed<I>;
export function useDeed<I, O>(
  what: Sent | ((input: I) => Promise<O>),
  ...[given, thenAt]: readonly [given?: object | ((output: O) => void), thenAt?: (output: O) => void]
): Deed<I> {
  const act = typeof what === "function" ? what : (body: I) => sendTo(what, given ?? {}, body) as Promise<O>;
  const then = typeof given === "function" ? (given as (output: O) => void) : thenAt;
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
