import type { Actor } from "./policy.ts";
import { systemTerms } from "./zh.ts";

/** A visitor who is not signed in: holds nothing, owns nothing. */
export const NOBODY: Actor = {
  accountId: null,
  personId: null,
  name: "",
  system: null,
  grants: [],
  opened: [],
  sessionId: null,
};

/**
 * A named job of the house (timetable, command line, demo generator): passes every `may`, and its name stands in the
 * audit. `name` is lower-case words with hyphens.
 */
export function systemActor(name: string): Actor {
  return { ...NOBODY, name: `系统（${systemTerms[name] ?? name}）`, system: name };
}
