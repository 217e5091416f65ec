import { Button } from "antd";
import { type ReactNode, useEffect, useState, useSyncExternalStore } from "react";
import { asks, type Given, reason } from "#platform/forms/asks.ts";
import { sentOf } from "#platform/forms/faults.ts";
import { useDeed } from "#web/desk/ask.ts";
import { AskedFields, useAsked } from "#web/desk/parts/asked-fields.tsx";
import { Go } from "#web/desk/parts/go.tsx";
import { ProblemBox } from "#web/desk/parts/say.tsx";

/** What is said after a save. */
export interface Saved {
  /** What was saved, made from what was written: follows 已保存. */
  readonly text: string;
  /** What somebody should look at although it was saved. */
  readonly warnings?: readonly string[];
  /** Takes it back, for the reason that somebody gives there. */
  readonly undo?: (reason: string) => Promise<unknown>;
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

const WHY = asks({ reason: reason("撤销的原因") });

function Message({ it }: { it: Saved }): ReactNode {
  const [asking, setAsking] = useState(false);
  const [undone, setUndone] = useState(false);
  const undo = useDeed(
    ({ reason: why }: Given) => it.undo?.(String(why)) ?? Promise.resolve(),
    () => setUndone(true),
  );
  const form = useAsked(WHY, {}, undo.problem);
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
          <Button type="link" size="small" aria-expanded={asking} onClick={() => setAsking(!asking)}>
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
      {asking && !undone ? (
        <>
          <ProblemBox problem={undo.problem} />
          <AskedFields form={form} prefix="undo" />
          <Button
            danger
            size="small"
            loading={undo.busy}
            onClick={() => void (form.check() && undo.run(sentOf(WHY, form.given)))}
          >
            确认撤销
          </Button>
        </>
      ) : null}
    </div>
  );
}
