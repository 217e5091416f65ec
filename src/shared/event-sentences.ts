/** A module's table of audit events: each turns the details of an event and the name of its target into a Chinese predicate (更正了王芳的职务). */
export type EventSentences = Readonly<
  Record<string, (details: Readonly<Record<string, unknown>>, targetName: string) => string>
>;

/**
 * An event of the audit as a value: its name, what an act tells with it, and the Chinese predicate. Acts name it by this
 * value, so that its name stands once and its details are what the sentence reads.
 */
export interface EventKind<N extends string = string, D = never> {
  readonly name: N;
  readonly says: (details: D, targetName: string) => string;
}

/**
 * `event("access.account.disabled", (it: { reason: string }, name) => …)`. A sentence also reads what a former version
 * told, where a detail may be missing: texts go through {@link toldText}.
 */
export const event = <const N extends string, D extends object = Readonly<Record<never, never>>>(
  name: N,
  says: (details: D, targetName: string) => string,
): EventKind<N, D> => ({ name, says });

/** A detail as a sentence shows it; nothing where it was not told. */
export const toldText = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? String(value) : "";

/** The table of a module's events. */
export const sentencesOf = (events: Readonly<Record<string, EventKind>>): EventSentences =>
  Object.fromEntries(Object.values(events).map((it) => [it.name, it.says as EventSentences[string]]));
