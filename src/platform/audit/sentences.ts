import type { EventSentences } from "#shared/event-sentences.ts";

export type { EventSentences };

/** The sentences of all modules, put together at start. */
export class Sentences {
  readonly #of = new Map<string, EventSentences[string]>();

  constructor(tables: readonly EventSentences[]) {
    for (const [event, sentence] of tables.flatMap((table) => Object.entries(table))) {
      if (this.#of.has(event)) throw new Error(`event has two sentences: ${event}`);
      this.#of.set(event, sentence);
    }
  }

  has(event: string): boolean {
    return this.#of.has(event);
  }

  get events(): readonly string[] {
    return [...this.#of.keys()];
  }

  /** `张三接收了李四的组织关系`: who did what. An event of a former version, whose sentence is gone, still names itself. */
  of(told: {
    readonly actor: string;
    readonly event: string;
    readonly targetName: string | null;
    readonly details: unknown;
  }): string {
    const sentence = this.#of.get(told.event);
    if (!sentence) return `${told.actor}：${told.event}${told.targetName === null ? "" : `(${told.targetName})`}`;
    const done = sentence(asRecord(told.details), told.targetName ?? "");
    // Whoever did something to their own account is named once.
    return done.startsWith(told.actor) ? done : `${told.actor}${done}`;
  }
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}
