import type { Actor } from "#platform/access/index.ts";
import type { OpenHouse } from "../house.ts";

/** What a verb of the command line works with. */
export interface Session {
  /** Opens the house on first use; it is closed when the verb ends. */
  readonly open: () => Promise<OpenHouse>;
  /** Acts done at the terminal stand in the audit under this name. */
  readonly actor: Actor;
  readonly args: readonly string[];
  /** Prints one line for people, and keeps what a program reads with --json. */
  readonly say: (line: string, data?: Readonly<Record<string, unknown>>) => void;
  /** With --json prints exactly this instead of what was said: for verbs whose answer is a list. */
  readonly answer: (value: unknown) => void;
}

/** A verb of the command line; it calls the same acts as the pages, and the same refusals come back. */
export interface Verb {
  /** One or two words: `migrate`, `user add`. */
  readonly name: string;
  readonly usage: string;
  /** Chinese, one line. */
  readonly summary: string;
  /** False makes the exit code 1 although nothing was thrown (a verification that found something). */
  readonly run: (session: Session) => Promise<boolean | void>;
}

/** The arguments are not what the usage says: exit code 2. */
export class UsageFault extends Error {
  override readonly name = "UsageFault";
}

/** A refusal in words, exit code 1. */
export class VerbRefusal extends Error {
  override readonly name = "VerbRefusal";
}
