import type { Actor } from "#platform/access/policy.ts";
import type { Reader } from "#platform/database/door.ts";
import { covers } from "#platform/database/reach.ts";
import type { Doing, House } from "#platform/house.ts";
import type { Day } from "#shared/day.ts";
import type {
  Decisions,
  Drop,
  FileContext,
  Importer,
  ImportRun,
  Place,
  Places,
  RowOutcome,
  SourceRow,
} from "../importer.ts";
import { captionsOf, type FoundTable } from "./files.ts";
import type { OpenedFile } from "./open-drop.ts";
import { PlaceBook } from "./places.ts";
import type { WorkbookReading } from "./reading.ts";

/** How many rows of a file, or of a drop, come to what. `new` and `changed` include rows with only a warning. */
export interface ImportCounts {
  rows: number;
  new: number;
  changed: number;
  unchanged: number;
  warning: number;
  conflict: number;
  faulty: number;
}

export const noCounts = (): ImportCounts => ({
  rows: 0,
  new: 0,
  changed: 0,
  unchanged: 0,
  warning: 0,
  conflict: 0,
  faulty: 0,
});

export function addCounts(sum: ImportCounts, more: ImportCounts): void {
  for (const key of Object.keys(sum) as (keyof ImportCounts)[]) sum[key] += more[key];
}

export interface Passage {
  readonly house: House;
  readonly tx: Reader;
  readonly actor: Actor;
  readonly today: Day;
  readonly asOf: Day;
  readonly batchId: string;
  /** The organisation for rows that name none. */
  readonly organizationId: string | null;
  readonly files: readonly OpenedFile[];
  /** Where the files lie open. */
  readonly reading: WorkbookReading;
  readonly decisions: Decisions;
  /** Given for a commit: the act in whose transaction the rows are written. */
  readonly doing?: Doing;
  /** Told after every batch of rows. */
  onRows?(file: OpenedFile, rows: readonly SourceRow[], outcomes: readonly RowOutcome[]): Promise<void>;
  report?(done: number, total: number | null): Promise<void>;
}

export interface PassedFile {
  readonly file: OpenedFile;
  readonly counts: ImportCounts;
  /** Chinese notes on the file as a whole. */
  readonly notes: readonly string[];
  /** Rows that are written, by the organisation they are written at. */
  readonly places: ReadonlyMap<string, number>;
}

/**
 * Goes through all files of a drop once: the preview and the commit are the same passage, the second with a hand that
 * writes. While rows are being written, the next ones are already read.
 */
export async function passOver(passage: Passage): Promise<readonly PassedFile[]> {
  const places = new PlaceBook(await passage.house.imports.places(passage.tx, passage.asOf));
  const passed = new Map<string, PassedFile>();
  const importers = [...new Set(passage.files.map((file) => file.importer).filter((it) => it !== null))];
  let done = 0;
  for (const importer of importers.toSorted((a, b) => a.rank - b.rank)) {
    const run = await importer.open(dropFor(passage, importer, places));
    for (const file of passage.files
      .filter((it) => it.importer === importer)
      .toSorted((a, b) => a.position - b.position)) {
      const counts = noCounts();
      const notes: string[] = [];
      const at = new Map<string, number>();
      for (const table of file.tables.keys()) {
        notes.push(...(await passTable(passage, run, file, table, { counts, at })));
        done += counts.rows;
        await passage.report?.(done, null);
      }
      passed.set(file.id, { file, counts, notes: [...new Set(notes)], places: at });
    }
    if (passage.doing) await run.finish?.(passage.doing);
  }
  return passage.files.map((file) => passed.get(file.id) ?? { file, counts: noCounts(), notes: [], places: new Map() });
}

async function passTable(
  passage: Passage,
  run: ImportRun,
  file: OpenedFile,
  table: number,
  { counts, at }: { readonly counts: ImportCounts; readonly at: Map<string, number> },
): Promise<readonly string[]> {
  const found = file.tables[table];
  if (!found) return [];
  await run.begin(contextOf(file, found));
  // One batch is written while the next is read and the one between is made ready, so that neither side waits.
  let writing: Promise<void> = Promise.resolve();
  let weighed: readonly RowOutcome[] | null = null;
  const { doing } = passage;
  const write = async (outcomes: readonly RowOutcome[]): Promise<void> => {
    if (!doing) return;
    const before = writing;
    writing = handledLater(run.apply(doing, outcomes));
    await before;
  };
  try {
    for await (const rows of passage.reading.rows(file, table, counts.rows)) {
      const evaluating = handledLater(run.evaluate(rows, passage.decisions));
      if (weighed) await write(weighed);
      weighed = await evaluating;
      if (!doing) run.forget();
      expectFaulty(rows, weighed);
      for (const outcome of weighed) count(counts, outcome);
      for (const it of weighed) countAt(at, it);
      await passage.onRows?.(file, rows, weighed);
      await passage.report?.(counts.rows, null);
    }
    if (weighed) await write(weighed);
  } finally {
    await writing;
  }
  return run.end();
}

/** A fault shows where the promise is awaited, which may be after another fault. */
function handledLater<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

function contextOf(file: OpenedFile, table: FoundTable): FileContext {
  return {
    fileId: file.id,
    name: file.name,
    position: file.position,
    sheet: table.sheet,
    captions: captionsOf(table),
    around: table.around === null ? [] : captionsOf(table.around),
    fields: new Set(table.columnOf.keys()),
  };
}

/** A row of which something was cut off is never written: an importer that forgets it is at fault, not the row. */
function expectFaulty(rows: readonly SourceRow[], outcomes: readonly RowOutcome[]): void {
  const cut = new Set(rows.filter((it) => it.faults !== undefined).map((it) => it.ordinal));
  if (cut.size === 0) return;
  const taken = outcomes.find((it) => cut.has(it.source.ordinal) && it.kind !== "faulty");
  if (taken) throw new Error(`a row with a cell that is too long was weighed as ${taken.kind}`);
}

function count(counts: ImportCounts, outcome: RowOutcome): void {
  counts.rows += 1;
  if (outcome.kind === "faulty") counts.faulty += 1;
  // A conflict that was decided is written like any change.
  else if (outcome.kind === "conflict") counts[outcome.effect === "none" ? "conflict" : "changed"] += 1;
  else {
    if (outcome.kind === "warning") counts.warning += 1;
    counts[outcome.effect === "none" ? "unchanged" : outcome.effect] += 1;
  }
}

function countAt(at: Map<string, number>, { organization, effect }: RowOutcome): void {
  if (organization !== undefined && effect !== "none") at.set(organization, (at.get(organization) ?? 0) + 1);
}

function dropFor(passage: Passage, importer: Importer, places: Places): Drop {
  const { house, tx, actor, today, asOf, batchId, organizationId } = passage;
  const held = house.policy.placesOf(actor, importer.verb);
  const answers = new Map<string, boolean>();
  return {
    house,
    tx,
    actor,
    today,
    asOf,
    batchId,
    organizationId,
    purpose: passage.doing ? "commit" : "preview",
    places,
    mayWrite(place) {
      const known = answers.get(place.id);
      if (known !== undefined) return known;
      const path = nearestPath(place, places);
      // The very first organisation has nothing above it: whoever may import anywhere may begin.
      const may = path === null ? held.length > 0 && nothingExists(places) : covers(held, path);
      if (place.path !== null) answers.set(place.id, may);
      return may;
    },
  };
}

function nearestPath(place: Place, places: Places): string | null {
  const seen = new Set<string>();
  for (let at: Place | undefined = place; at && !seen.has(at.id); ) {
    if (at.path !== null) return at.path;
    seen.add(at.id);
    at = at.parentId === null ? undefined : places.byId(at.parentId);
  }
  return null;
}

function nothingExists(places: Places): boolean {
  for (const place of places.all) if (place.path !== null) return false;
  return true;
}
