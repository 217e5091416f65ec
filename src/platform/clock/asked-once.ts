import type { Reader } from "#platform/database/door.ts";
import type { Day } from "#shared/day.ts";

/** A question that several checks go by: within one transaction it is asked once for a day. */
export function askedOnce<T>(ask: (tx: Reader, on: Day) => Promise<T>): (tx: Reader, on: Day) => Promise<T> {
  const asked = new WeakMap<Reader, { readonly on: Day; readonly answer: Promise<T> }>();
  return (tx, on) => {
    const known = asked.get(tx);
    if (known?.on === on) return known.answer;
    const answer = ask(tx, on);
    asked.set(tx, { on, answer });
    return answer;
  };
}
