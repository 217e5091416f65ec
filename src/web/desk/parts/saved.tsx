import { Button } from "antd";
import { type ReactNode, useEffect, useState, useSyncExternalStore } from "react";
import { useDeed } from "#web/desk/ask.ts";
import { Go } from "#web/desk/parts/go.tsx";
import { ProblemBox } from "#web/desk/parts/say.tsx";

/** What is said after a save. */
export interface Saved {
  /** What was saved, made from what was written: follows 已保存. */
  readonly text: string;
  /** What somebody should look at although it was saved. */
  readonly warnings?: readonly string[];
  /** Takes it back, as long as that may be done. */
  readonly undo?: () => Promise<unknown>;
  /** The natural next step, and where it is. */
  readonly next?: { readonly term: string; readonly href: string };
}

/** How long a message that asks nothing stands; one that can be undone or should be read stands until it is closed. */
const STANDS = 8_000;

let said: (Saved & { readonly at: number }) | null = null;
let count = 0;
const listeners = new Set<() => void>();

function put(it: Saved | null): void {
  count += 1;
  said = it === null ? null : { ...it, at: count };
  for (const tell of listeners) tell();
}

/** Says in the one place for it that something was saved; the message before it goes. */
export const saySaved = (it: Saved): void => put(it);

const listen = (tell: () => void): (() => void) => {
  listeners.add(tell);
  return () => listeners.delete(tell);
};

/** The place of the message; stands once, in the shell. */
export function SavedPlace(): ReactNode {
  const it = useSyncExternalStore(listen, () => said);
  return (
    <div className="saved-place" role="status" aria-live="polite">
      {it === null ? null : <Message key={it.at} it={it} />}
    </div>
  );
}

function Message({ it }: { it: Saved }): ReactNode {
  const [undone, setUndone] = useState(false);
  const undo = useDeed(
    () => it.undo?.() ?? Promise.resolve(),
    () => setUndone(true),
  );
  const warnings = it.warnings ?? [];
  const stays = (it.undo !== undefined && !undone) || warnings.length > 0;
  useEffect(() => {
    if (stays) return;
    const timer = setTimeout(() => put(null), STANDS);
    return () => clearTimeout(timer);
  }, [stays]);
  return (
    <div className={warnings.length > 0 ? "saved saved-warn" : "saved"}>
      <p>
        {undone ? "已撤销" : "已保存"}：{it.text}
        {it.undo !== undefined && !undone ? (
          <Button type="link" size="small" loading={undo.busy} onClick={() => void undo.run(undefined)}>
            撤销
          </Button>
        ) : null}
        {it.next !== undefined && !undone ? <Go href={it.next.href}>{it.next.term}</Go> : null}
        <Button type="text" size="small" aria-label="关闭提示" onClick={() => put(null)}>
          ×
        </Button>
      </p>
      {warnings.length > 0 && !undone ? (
        <>
          <p>请留意：</p>
          <ul className="bullets">
            {warnings.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </>
      ) : null}
      <ProblemBox problem={undo.problem} />
    </div>
  );
}
