import type { Actor } from "#platform/access/policy.ts";
import type { Reader } from "#platform/database/door.ts";
import type { Doing, House } from "#platform/house.ts";
import type { Cell } from "#platform/spreadsheet/cell.ts";
import type { Day } from "#shared/day.ts";

/**
 * The seam between the import of files (import/: storing, headings, preview, commit, undo, the marked copy) and a
 * module that says how rows of its register are read, weighed and written. One `Importer` a register.
 *
 * A drop of files is gone through twice with the same code: once to preview, once, in one transaction, to commit.
 * Importers run by `rank`, so that the organisations of a drop are known before the rosters that name them. Rows come in
 * batches of at most 2,000 and of bounded weight (see files.ts), and nothing of a file is held beyond its batch except what the run itself remembers (identity
 * indexes already seen, places expected).
 */
export interface Importer {
  /** Id of the register. */
  readonly register: string;
  /** Chinese name of one such file, as the preview says it: 党员花名册. */
  readonly title: string;
  /** The verb that must be held at the place of every row that is written. */
  readonly verb: string;
  /** Lower goes first: organisations 0, members 10. */
  readonly rank: number;
  readonly vocabulary: readonly ImportField[];
  /** Begins one passage over a drop: the preview, or the commit. */
  open(drop: Drop): Promise<ImportRun>;
  /**
   * Takes a whole committed import back. Refuses (with names in `kept`) rows on which later facts depend; when `kept` is
   * not empty nothing is to be written, and the caller answers with a problem.
   */
  undo(doing: Doing, batchId: string): Promise<UndoOutcome>;
}

/** Longest text of a cell that holds a day, a number, a name or a term of a code set. UTF-16 units. */
export const WORD = 100;

/** A column of a register: one that is read says how long its text may be, the same as where it is typed into a form. */
export type ImportField = FieldWords &
  (
    | {
        /** Longest text, UTF-16 units after folding; a longer one is a fault of its row. */
        readonly most: number;
        readonly ignored?: false;
      }
    | {
        /** Known and then left aside (党龄, which follows from other facts), so that nobody is asked to map it. 序号 needs no field. */
        readonly ignored: true;
      }
  );

interface FieldWords {
  readonly key: string;
  /** The heading of our own template. */
  readonly term: string;
  /** Other headings for the same datum; compared by `headingKey`, so width, spaces and hints in brackets do not matter. */
  readonly aliases: readonly string[];
  /** A table without this heading is not of this register. */
  readonly required?: boolean;
  /** Headings that tell this register from another list of names; a table needs at least one of them. */
  readonly telling?: boolean;
  /** Holds personal data: never kept in import_row, masked in what the preview shows. */
  readonly sensitive?: boolean;
  /** Another way to say what a field before it says; our template asks once. */
  readonly alternative?: boolean;
}

/** What one passage over a drop stands on. */
export interface Drop {
  readonly house: House;
  /** Reads within the scope of the verb; in a commit this is the writer of the act. */
  readonly tx: Reader;
  readonly actor: Actor;
  readonly today: Day;
  /** The facts of the files hold from this day on. */
  readonly asOf: Day;
  readonly batchId: string;
  readonly purpose: "preview" | "commit";
  /** Organisations in reach and those that this drop would set up. */
  readonly places: Places;
  /** The organisation for rows that name none: chosen by the user for the whole drop. */
  readonly organizationId: string | null;
  /** Does the actor hold the importer's verb there? A place that is only expected is asked by its nearest existing parent. */
  mayWrite(place: Place): boolean;
}

/** An organisation as imports need it. `id` is final also while the place is only expected. */
export interface Place {
  readonly id: string;
  readonly parentId: string | null;
  /** Null until it exists: a commit creates organisations first and then fills this in by `Places.settle`. */
  readonly path: string | null;
  readonly fullName: string;
  readonly shortName: string;
  readonly code: string | null;
  readonly kind: string;
  readonly closedOn: Day | null;
  /** Other names it went by, today or before. */
  readonly otherNames: readonly string[];
}

export type PlaceMatch =
  | { readonly found: "one"; readonly place: Place }
  | { readonly found: "several"; readonly places: readonly Place[] }
  /** `nearest`: names a person may have meant, best first. */
  | { readonly found: "none"; readonly nearest: readonly string[] };

export interface Places {
  readonly all: Iterable<Place>;
  byId(id: string): Place | undefined;
  byCode(code: string): Place | undefined;
  /** By full name, short name, former name or place name, folded; `under` narrows to a subtree when several fit. */
  find(name: string, under?: string | null): PlaceMatch;
  /** Adds an organisation that this drop would set up, or replaces one it would change. */
  expect(place: Place): void;
  /** Says which path an expected organisation got. */
  settle(id: string, path: string): void;
}

/** One file as its importer gets it. */
export interface FileContext {
  readonly fileId: string;
  readonly name: string;
  readonly position: number;
  readonly sheet: string;
  /** Texts above the headings and below the data, in order: titles, 填报单位, dates. */
  readonly captions: readonly string[];
  /** The same of the sheet's first table, for one further down that has lines of its own; empty for the first. */
  readonly around: readonly string[];
  /** Keys of the fields that the file has. */
  readonly fields: ReadonlySet<string>;
}

/** One data row, its cells by field key; blank cells and those of ignored fields are absent, and none is longer than its field allows. */
export interface SourceRow {
  /** Data rows of the file counted from 1, through all its sheets. */
  readonly ordinal: number;
  readonly sheet: string;
  /** Row in the sheet, from 1. */
  readonly row: number;
  readonly cells: Readonly<Record<string, Cell>>;
  /** Chinese, present when cells were too long and are cut here: such a row is faulty, whatever else it says. */
  readonly faults?: readonly string[];
}

export type RowKind = "new" | "changed" | "unchanged" | "warning" | "conflict" | "faulty";

export interface FieldChange {
  readonly field: string;
  readonly term: string;
  /** As a person reads it; sensitive fields masked. */
  readonly from: string | null;
  readonly to: string | null;
}

/** What is to be done with one row. `warning` is a row that is taken in with a note: new, changed or unchanged says `effect`. */
export interface RowOutcome {
  readonly fileId: string;
  readonly source: Omit<SourceRow, "cells" | "faults">;
  readonly kind: RowKind;
  /** What writing the row does; `none` for unchanged, conflicts that were not decided, and faulty rows. */
  readonly effect: "new" | "changed" | "none";
  readonly name: string;
  readonly reasons: readonly string[];
  readonly changes: readonly FieldChange[];
  /** The row of ours that it concerns, when it is in reach. */
  readonly targetId: string | null;
  /** Short name of the organisation that the row is written at, for counts of the preview. */
  readonly organization?: string;
  /** For a conflict: what may be decided, the first being what happens when nobody decides. */
  readonly choices: readonly Choice[];
}

export interface Choice {
  /** `skip`, `transfer`, `same-person` … stored in import_row.decision. */
  readonly decision: string;
  /** Chinese words of the button. */
  readonly term: string;
}

/** Decisions of the user by file id and ordinal. */
export type Decisions = (fileId: string, ordinal: number) => string | undefined;

/** One passage of one importer over the files of a drop that are its own. */
export interface ImportRun {
  /** A new file, or the next sheet of one, begins. */
  begin(file: FileContext): Promise<void> | void;
  /** Reads and weighs rows in order. */
  evaluate(rows: readonly SourceRow[], decisions: Decisions): Promise<readonly RowOutcome[]>;
  /** The sheet ends: Chinese notes on it as a whole (which branch it was taken for, what somebody should look at). */
  end(): readonly string[];
  /**
   * Writes the rows just evaluated whose effect is not `none` (the run remembers their facts). Only in a commit, in the
   * transaction of the act. The next `evaluate` may have begun before: it knows of these rows only what the run remembers,
   * and `apply` must not change that.
   */
  apply(doing: Doing, outcomes: readonly RowOutcome[]): Promise<void>;
  /**
   * The rows just evaluated are only looked at: what the run kept for writing them goes. Called after every batch of a
   * preview, so that what a run holds does not grow with the file.
   */
  forget(): void;
  /** After the last file of a commit: what can only be written when all is known. */
  finish?(doing: Doing): Promise<void>;
}

export interface UndoOutcome {
  /** Rows taken back. */
  readonly undone: number;
  /** Rows that later facts depend on: their names and the facts, in Chinese. */
  readonly kept: readonly { readonly name: string; readonly reason: string }[];
}

/** What the house knows about imports: one importer a register, and how organisations in reach are listed. */
export interface ImportHouse {
  readonly importers: ReadonlyMap<string, Importer>;
  /** Every organisation in reach as of a day, for matching names. */
  places(tx: Reader, asOf: Day): Promise<readonly Place[]>;
}
