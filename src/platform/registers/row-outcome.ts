import type { FileContext, RowKind, RowOutcome, SourceRow } from "#platform/registers/importer.ts";

export type SayOfRow = (kind: RowKind, more?: Partial<RowOutcome>) => RowOutcome;

/** Says of one row what becomes of it: nothing, for no reason, unless `more` has it otherwise. */
export const outcomeOf =
  ({ fileId }: FileContext, { ordinal, sheet, row }: SourceRow, name: string): SayOfRow =>
  (kind, more = {}) => ({
    fileId,
    source: { ordinal, sheet, row },
    kind,
    effect: "none",
    name,
    reasons: [],
    changes: [],
    targetId: null,
    choices: [],
    ...more,
  });

/** What is to be written for rows that were weighed, until they are applied. */
export class RowDeeds<Deed> {
  readonly #kept = new Map<string, Deed>();

  get size(): number {
    return this.#kept.size;
  }

  keep({ fileId }: FileContext, { ordinal }: SourceRow, deed: Deed): void {
    this.#kept.set(`${fileId}:${ordinal}`, deed);
  }

  /** The deeds of these rows, which are then forgotten: rows come in batches and are many. */
  take(outcomes: readonly RowOutcome[]): Deed[] {
    return outcomes.flatMap(({ fileId, source }) => {
      const key = `${fileId}:${source.ordinal}`;
      const deed = this.#kept.get(key);
      this.#kept.delete(key);
      return deed === undefined ? [] : [deed];
    });
  }

  clear(): void {
    this.#kept.clear();
  }
}
