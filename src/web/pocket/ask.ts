import { useCallback, useEffect, useState } from "react";
import type { Address, AnswerOf } from "#platform/http/address.ts";
import { api, hrefOf, Problem, type Saying } from "#web/common/api.ts";

export interface Answer<T> {
  readonly data: T | undefined;
  readonly problem: Problem | null;
  readonly again: () => void;
}

/** One question when the page opens, by its address; `again` asks once more. */
export function useAsk<A extends Address<"GET">>(at: A, ...given: Saying<A>): Answer<AnswerOf<A>> {
  return useAnswer<AnswerOf<A>>(hrefOf(at, ...given));
}

/** The same by a written address, for pages whose contract names none yet (test/laws/addresses.test.ts). */
export function useAnswer<T>(path: string): Answer<T> {
  const [data, setData] = useState<T>();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    setProblem(null);
    api
      .get<T>(path, {}, stop.signal)
      .then(setData)
      .catch((fault: unknown) => {
        if (fault instanceof Problem) setProblem(fault);
      });
    return () => stop.abort();
  }, [path, turn]);
  const again = useCallback(() => setTurn((it) => it + 1), []);
  return { data, problem, again };
}
