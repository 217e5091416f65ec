/** Drafts of forms for this tab only. Callers name the fields to keep: sensitive ones are never among them. */
const PREFIX = "lianxin.draft.";

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

/** At sign-out nothing of one person stays for the next at the same machine. */
export function dropAllDrafts(): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
  } catch {
    // As above.
  }
}
