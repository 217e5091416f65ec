import { Button } from "antd";
import { type ReactNode, useRef, useState } from "react";
import { dropDraft, keepDraft, readDraft } from "#web/common/draft.ts";

export interface Draft<T> {
  readonly value: T;
  readonly set: (change: (was: T) => Partial<T>) => void;
  /** Something was filled in, now or before the page was loaded anew. */
  readonly dirty: boolean;
  /** What stands here was filled in before the page was loaded anew. */
  readonly restored: boolean;
  readonly startAgain: () => void;
  /** It was handed in, or is no longer wanted. */
  readonly drop: () => void;
}

/** What a form holds, kept under `key` at every change: a page loaded anew or a session that ran out has lost nothing. */
export function useDraft<T extends object>(key: string, initial: () => T): Draft<T> {
  const [state, setState] = useState(() => {
    const kept = readDraft<T>(key);
    const restored = Object.keys(kept).length > 0;
    return { value: { ...initial(), ...kept }, dirty: restored, restored };
  });
  // Two changes in one event both count.
  const latest = useRef(state.value);
  return {
    ...state,
    set: (change) => {
      latest.current = { ...latest.current, ...change(latest.current) };
      keepDraft(key, latest.current);
      setState((was) => ({ ...was, value: latest.current, dirty: true }));
    },
    startAgain: () => {
      latest.current = initial();
      dropDraft(key);
      setState({ value: latest.current, dirty: false, restored: false });
    },
    drop: () => dropDraft(key),
  };
}

/** Says that the form was filled in for its user, and offers the empty one. */
export function DraftBack({ draft }: { draft: Pick<Draft<unknown>, "restored" | "startAgain"> }): ReactNode {
  if (!draft.restored) return null;
  return (
    <p className="say say-info" role="status">
      没有提交的内容已经填回来。
      <Button type="link" size="small" onClick={draft.startAgain}>
        不用了，从头填
      </Button>
    </p>
  );
}
