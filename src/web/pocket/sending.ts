import { useState } from "react";
import type { Address, BodyOf, GivenOf } from "#platform/http/address.ts";
import { Problem, sendTo } from "#web/common/api.ts";
import { dropDraft, keepDraft, readDraft } from "#web/common/draft.ts";

export interface Sending {
  readonly busy: boolean;
  readonly done: boolean;
  readonly problem: Problem | null;
  /** Resolves to whether the server took it. */
  readonly send: <A extends Address<"POST">>(at: A, given: GivenOf<A>, body: BodyOf<A>) => Promise<boolean>;
}

/** Sends once; until the server has answered, the draft stays, so that a lost network loses nothing that was typed. */
export function useSending(then: () => void, draft?: string): Sending {
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const send = async <A extends Address<"POST">>(at: A, given: GivenOf<A>, body: BodyOf<A>): Promise<boolean> => {
    setBusy(true);
    setProblem(null);
    setDone(false);
    try {
      await sendTo(at, given, body);
      if (draft !== undefined) dropDraft(draft);
      setDone(true);
      then();
      return true;
    } catch (fault) {
      if (!(fault instanceof Problem)) throw fault;
      setProblem(fault);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, done, problem, send };
}

/**
 * Text that outlives the page: kept at every keystroke and not after drawing, for a phone may take the page away at any
 * moment. `useSending` with the same name drops it.
 */
export function useDraftText(draft: string, initial = ""): readonly [string, (next: string) => void] {
  const [text, setText] = useState(() => readDraft<{ text: string }>(draft).text ?? initial);
  const set = (next: string): void => {
    setText(next);
    if (next === initial) dropDraft(draft);
    else keepDraft(draft, { text: next });
  };
  return [text, set];
}
