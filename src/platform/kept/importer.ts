import { nameOf } from "#platform/audit/event.ts";
import type { Reader } from "#platform/database/door.ts";
import { placeAbove } from "#platform/database/reach.ts";
import type { Doing } from "#platform/house.ts";
import type {
  Drop,
  FieldChange,
  FileContext,
  Importer,
  ImportRun,
  RowOutcome,
  SourceRow,
  UndoOutcome,
} from "#platform/registers/importer.ts";
import { outcomeOf, RowDeeds } from "#platform/registers/row-outcome.ts";
import type { EventKind } from "#shared/event-sentences.ts";

/**
 * Workbooks of a register whose rows stand once: each row is read by itself, compared by its key with what stands and with
 * the rows before it, and written as new. What a register declares is how its row is read, what it is compared with, and
 * what of it is written; preview, commit, the events and taking back are the same for all.
 */

/** One row as it was read. */
export interface RowReading {
  /** What the preview calls it. */
  readonly name: string;
  /** A row with a fault is not weighed. */
  readonly faults: readonly string[];
  /** What somebody should look at; the row is taken in all the same. */
  readonly warnings?: readonly string[];
}

/** What rows are compared with: ids by the key of what stands. */
export interface Compared {
  readonly standing: ReadonlyMap<string, string>;
}

/** What a row comes to: its key, what is written for it, and what the preview shows. */
export interface Weighed<Write> {
  readonly key: string;
  readonly write: Write;
  readonly shows: readonly FieldChange[];
}

/** Where an imported row comes from, as columns of its table. */
export interface RowOrigin {
  readonly importId: string;
  readonly importFile: string;
  readonly importRow: number;
}

/** What was written, or is to be taken back, as an event tells it. */
export interface Told {
  readonly orgPath: string;
  readonly persons: readonly { readonly id: string; readonly path: string }[];
}

/** Rows of one passage over a drop of files: read one by one, compared a batch at a time. */
export interface Rows<Reading extends RowReading, There extends Compared, Write> {
  /** A file, or the next sheet of one, begins. */
  begin?(file: FileContext): void;
  /** Looks at nothing but the row and the places in reach. */
  read(source: SourceRow): Reading;
  /** What these readings, all without fault, are compared with; few questions for a whole batch. */
  compared(readings: readonly Reading[]): Promise<There>;
  /** The row as it would stand; or why it is not taken in. */
  weigh(reading: Reading, there: There, origin: RowOrigin): Weighed<Write> | readonly string[];
}

/** An event of an import; those of a register of facts are only named, by how it says its events begin. */
type Counted = EventKind<string, { readonly count: number }> | string;

export interface KeptImport<Reading extends RowReading, There extends Compared, Write>
  extends Pick<Importer, "register" | "title" | "verb" | "rank" | "vocabulary"> {
  /** Events, by their values; each tells how many rows (`count`). */
  readonly events: { readonly entered: Counted; readonly takenBack: Counted };
  /** Chinese: a row that stands, one that stood before in this drop, rows that were worked on, a note on every sheet. */
  readonly says: { readonly known: string; readonly twice: string; readonly used: string; readonly note?: string };
  rows(drop: Drop): Rows<Reading, There, Write>;
  write(doing: Doing, rows: readonly Write[]): Promise<void>;
  /** Where what is written lies and whose it is. */
  told(write: Write): Told;
  /** What an import brought; `used`: somebody worked on it since, and the import is not taken back. */
  brought(
    tx: Reader,
    batchId: string,
  ): Promise<readonly (Told & { readonly id: string; readonly name: string; readonly used: boolean })[]>;
  remove(doing: Doing, ids: readonly string[]): Promise<void>;
}

/** The importer of a kept register. */
export function keptImporter<Reading extends RowReading, There extends Compared, Write>(
  of: KeptImport<Reading, There, Write>,
): Importer {
  const { register, title, verb, rank, vocabulary } = of;
  return {
    register,
    title,
    verb,
    rank,
    vocabulary,
    open: (drop) => Promise.resolve(runOf(of, drop)),
    undo: (doing, batchId) => takeBack(of, doing, batchId),
  };
}

/** One passage over a drop. */
function runOf<Reading extends RowReading, There extends Compared, Write>(
  of: KeptImport<Reading, There, Write>,
  drop: Drop,
): ImportRun {
  const rows = of.rows(drop);
  const deeds = new RowDeeds<Write>();
  /** Which row of this drop brought a key first: another one with the same is its twin, in whatever file. */
  const seen = new Map<string, string>();
  let file: FileContext | null = null;

  function outcome(reading: Reading, source: SourceRow, there: There | null, at: FileContext): RowOutcome {
    const { name, faults, warnings = [] } = reading;
    const make = outcomeOf(at, source, name);
    if (faults.length > 0 || there === null) return make("faulty", { reasons: [...faults, ...warnings] });
    const origin = { importId: drop.batchId, importFile: at.fileId, importRow: source.ordinal };
    const weighed = rows.weigh(reading, there, origin);
    if (!("key" in weighed)) return make("faulty", { reasons: weighed });
    const { key, write, shows } = weighed;
    const targetId = there.standing.get(key);
    if (targetId !== undefined) return make("unchanged", { targetId, reasons: [of.says.known, ...warnings] });
    const before = seen.get(key);
    const self = `${at.fileId}:${source.ordinal}`;
    if (before !== undefined && before !== self) return make("faulty", { reasons: [of.says.twice] });
    seen.set(key, self);
    deeds.keep(at, source, write);
    return make(warnings.length > 0 ? "warning" : "new", { effect: "new", reasons: warnings, changes: shows });
  }

  return {
    begin(next) {
      file = next;
      rows.begin?.(next);
    },
    end: () => (of.says.note === undefined || seen.size === 0 ? [] : [of.says.note]),
    async evaluate(sources) {
      const at = file;
      if (!at) throw new Error("a sheet begins before its rows");
      const read = sources.map((source) => {
        const reading = rows.read(source);
        return { source, reading: { ...reading, faults: [...(source.faults ?? []), ...reading.faults] } };
      });
      const good = read.map((it) => it.reading).filter((it) => it.faults.length === 0);
      const there = good.length === 0 ? null : await rows.compared(good);
      return read.map(({ source, reading }) => outcome(reading, source, there, at));
    },
    async apply(doing, outcomes) {
      const writes = deeds.take(outcomes);
      if (writes.length === 0) return;
      await of.write(doing, writes);
      const told = writes.map((it) => of.told(it));
      await tell(doing, of.events.entered, { id: drop.batchId, name: file?.name ?? "" }, told);
    },
    forget: () => deeds.clear(),
  };
}

async function takeBack<Reading extends RowReading, There extends Compared, Write>(
  of: KeptImport<Reading, There, Write>,
  doing: Doing,
  batchId: string,
): Promise<UndoOutcome> {
  const rows = await of.brought(doing.tx, batchId);
  const used = rows.filter((it) => it.used).map((it) => it.name);
  if (used.length > 0) return keptBecause(of.says.used, used);
  if (rows.length === 0) return { undone: 0, kept: [] };
  await of.remove(
    doing,
    rows.map((it) => it.id),
  );
  await tell(doing, of.events.takenBack, { id: batchId, name: "" }, rows);
  return { undone: rows.length, kept: [] };
}

/** Tells of rows at the nearest place above them all, to each person once. */
async function tell(
  doing: Doing,
  event: Counted,
  of: { readonly id: string; readonly name: string },
  rows: readonly Told[],
): Promise<void> {
  const persons = new Map(rows.flatMap((it) => it.persons).map((it) => [it.id, it]));
  await doing.tell({
    event: nameOf(event),
    organizationId: null,
    orgPath: placeAbove(rows.map((it) => it.orgPath)),
    target: { kind: "import", ...of },
    details: { count: rows.length },
    persons: [...persons.values()],
  });
}

/** Most names that a refusal to take back lists. */
const NAMED = 50;

/** An import is not taken back because of these rows. */
export const keptBecause = (reason: string, names: readonly string[]): UndoOutcome => ({
  undone: 0,
  kept: names.slice(0, NAMED).map((name) => ({ name, reason })),
});
