/**
 * Every deed carries a key (platform/once). The same deed pressed twice is sent once, and one whose answer was lost on the way
 * is sent with its former key when it is pressed again: the server then answers what it answered first.
 */

/** How long a lost answer is waited for. Who presses later has looked meanwhile, and means it anew. */
const LOST_MS = 10 * 60_000;

interface Open {
  readonly key: string;
  /** When the answer was lost; null while the deed is under way. */
  readonly lostAt: number | null;
  readonly answer: Promise<unknown> | null;
}
const open = new Map<string, Open>();

/**
 * Sends a deed, named by all that is sent of it, with its key. `isLost` says of a failure whether the deed may have been
 * done all the same.
 */
export function sendOnce<T>(
  deed: string,
  send: (key: string) => Promise<T>,
  isLost: (fault: unknown) => boolean,
): Promise<T> {
  const former = open.get(deed);
  if (former?.answer) return former.answer as Promise<T>;
  const now = Date.now();
  for (const [other, { lostAt }] of open) if (lostAt !== null && now - lostAt > LOST_MS) open.delete(other);
  const key = open.get(deed)?.key ?? newKey();
  const answer = send(key).then(
    (it) => {
      open.delete(deed);
      return it;
    },
    (fault: unknown) => {
      if (isLost(fault)) open.set(deed, { key, lostAt: Date.now(), answer: null });
      else open.delete(deed);
      throw fault;
    },
  );
  open.set(deed, { key, lostAt: null, answer });
  return answer;
}

/** 128 random bits. Not `randomUUID`: offices on plain http have none. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (it) => it.toString(16).padStart(2, "0")).join("");
}
