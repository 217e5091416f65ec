/**
 * Drafts of forms for this tab only, and for the person who typed them. Callers name the fields to keep: sensitive ones
 * are never among them.
 */
const PREFIX = "lianxin.draft.";
const OWNER = "lianxin.drafts-of";

export function readDraft<T extends object>(key: string): Partial<T> {
  try {
    return JSON.parse(sessionStorage.getItem(PREFIX + key) ?? "{}") as Partial<T>;
  } catch {
    return {};
  }
}

export function keepDraft(key: string, value: object): void {
  try {
    sessionStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // No room or not allowed: the form itself still holds what was typed.
  }
}

export function dropDraft(key: string): void {
  try {
    sessionStorage.removeItem(PREFIX + key);
  } catch {
    // As above.
  }
}

/** Nothing of one person stays for the next at the same machine. */
export function dropAllDrafts(): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
  } catch {
    // As above.
  }
}

/** The drafts of this tab are `account`'s from now on: those of anybody else are dropped, one's own stay. */
export function openDrafts(account: string): void {
  try {
    if (sessionStorage.getItem(OWNER) === account) return;
    dropAllDrafts();
    sessionStorage.setItem(OWNER, account);
  } catch {
    // As above.
  }
}
