import { useCallback, useEffect, useState } from "react";
import type { Address, AnswerOf } from "#platform/http/address.ts";
import { hrefOf, Problem, read, type Saying } from "#web/common/api.ts";

export interface Answer<T> {
  readonly data: T | undefined;
  readonly problem: Problem | null;
  readonly again: () => void;
}

/** One question when the page opens, by its address; `again` asks once more. */
export function useAsk<A extends Address<"GET">>(at: A, ...given: Saying<A>): Answer<AnswerOf<A>> {
  const href = hrefOf(at, ...given);
  const [data, setData] = useState<AnswerOf<A>>();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    setProblem(null);
    read<AnswerOf<A>>(href, stop.signal)
      .then(setData)
      .catch((fault: unknown) => {
        if (fault instanceof Problem) setProblem(fault);
      });
    return () => stop.abort();
  }, [href, turn]);
  const again = useCallback(() => setTurn((it) => it + 1), []);
  return { data, problem, again };
}
