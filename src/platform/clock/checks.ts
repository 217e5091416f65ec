import type { Reader } from "#platform/database/door.ts";
import type { Asking } from "#platform/http/route.ts";
import type { Day } from "#shared/day.ts";
import type { Provision } from "#shared/finding.ts";

/**
 * The timetable of what the rules ask: each module declares its checks, and one clock asks them all. A check is a question over
 * facts and a day. Nothing is stored, so what was done is no longer due, whoever did it and wherever.
 */
export interface Check {
  /** As the list of checks numbers them: `C11`. */
  readonly id: string;
  readonly term: string;
  /** block: the act itself refuses; warn: somebody must act; info: worth knowing, never counted as overdue. */
  readonly kind: "block" | "warn" | "info";
  readonly provision: Provision;
  /** Who may do something about it: the verb of the deed. Only they are told. */
  readonly verb: string;
  /** The kind of work it is counted with, where that is not the work of its verb. */
  readonly line?: string;
  /** Its rows are of a restricted table: asked as the clock itself, shown where the verb is held and nowhere else. */
  readonly restricted?: true;
  /** All matters in the reader's reach on a day, in one statement or a few, never one for each person. */
  readonly matters: (tx: Reader, on: Day) => Promise<readonly DueItem[]>;
}

/**
 * A step that waits for somebody whether or not a rule names a day: an approval, an answer, the next step of a case. What a
 * check asks already with the same button is said once, with the check's day.
 */
export interface Waiting {
  /** `W-` and what waits: `W-proposal`. */
  readonly id: string;
  readonly term: string;
  /** Others can't go on before it: it stands first. */
  readonly approval?: true;
  /** Whose step it is: the verb of the deed. */
  readonly verb: string;
  /** All that waits for this person, in one statement or a few. */
  readonly matters: (at: Pick<Asking, "tx" | "house" | "actor" | "today">) => Promise<readonly DueItem[]>;
}

/** One thing that is to be done. */
export interface DueItem {
  readonly organizationId: string;
  readonly orgPath: string;
  readonly subject: { readonly kind: string; readonly id: string; readonly name: string };
  /** The day by which; null where the rule names none. */
  readonly deadline: Day | null;
  /** What this deadline rests on, where it is not what the check names; the same as the page of the subject shows. */
  readonly provision?: Provision | undefined;
  /** Chinese, one sentence: what is missing and since when. */
  readonly why: string;
  /** The button that begins the deed: desk address with what is known filled in. */
  readonly deed: { readonly term: string; readonly address: string };
}
