import type { Expression } from "kysely";
import type { Reader, Tables } from "#platform/database/door.ts";

/**
 * A register (台账), declared once. From the declaration come the keyset-paged list with search and filters, saved views,
 * the OpenAPI path, the template, import, streaming export, the printable sheet and the desk page.
 * It must stay readable by a person who knows the ledger and not TypeScript; what it cannot say is written by hand in the
 * module, not added to this language.
 */
export interface Register {
  /** In addresses: `members`, `organizations`. */
  readonly id: string;
  readonly title: string;
  /** One Chinese sentence: what belongs here and how to begin; shown when the list is empty. */
  readonly emptyHint: string;
  /** Table or view (snake_case); must be scoped, or self. */
  readonly table: string;
  /** Verbs that open the list, the export; and the import if there is one. */
  readonly verbs: { readonly read: string; readonly export: string; readonly import?: string };
  /**
   * `range`: rows have valid_from/valid_to and the list is asked as of a day (default today);
   * `none`: all rows.
   */
  readonly time: "range" | "none";
  readonly fields: readonly Field[];
  /** Fields searched by the one search box; names are also searched in pinyin and initials through their key columns. */
  readonly search: readonly string[];
  readonly order: { readonly field: string; readonly direction: "asc" | "desc" };
  /** Which fields the list shows before anybody chooses. */
  readonly columns: readonly string[];
  /** Desk address of one row's page, `{id}` and other field keys are replaced; absent = rows have no page of their own. */
  readonly rowPage?: string;
  /** Organisation column for "where" and grouping. */
  readonly place: {
    readonly id: string;
    readonly path: string;
    /** Of rows with two ends only those are listed whose end named here is in reach: the list of one side. */
    readonly side?: true;
  };
  readonly print?: { readonly paper: "A4" | "A3"; readonly landscape: boolean; readonly signatures: readonly string[] };
  /** Reads and applies rows of files handed in; the module's own work (membership/import.ts). */
  readonly importer?: string;
}

export interface Field {
  /** camelCase; also the key in JSON. */
  readonly key: string;
  /** Chinese heading, also written in exports and templates. */
  readonly term: string;
  readonly type:
    | "text"
    | "name"
    | "int"
    | "money"
    | "day"
    | "month"
    | "instant"
    | "code"
    | "bool"
    | "organization"
    | "masked"
    | "id";
  /** Code set name (src/shared/code-sets.ts) for type `code`. */
  readonly codeSet?: string;
  /** Codes of type `code` that only one module knows, each with its term, in place of a code set. */
  readonly terms?: Readonly<Record<string, string>>;
  /** A number that names and does not count (a year, a serial number): never grouped by thousands. */
  readonly ordinal?: boolean;
  /** SQL column (snake_case) of the table; or a derived value computed per page of rows, never sorted or filtered by. */
  readonly column?: string;
  /**
   * A value of the day asked for, as an expression over the row's own columns or counted beside it: it can be filtered by,
   * which `derived` cannot. Sub-queries are built with Kysely's `expressionBuilder`, so that the door narrows them.
   */
  readonly onDay?: (day: string) => Expression<unknown>;
  /**
   * A column of a record that the row names by a column of its own (`by`, an id): shown beside it, never sorted or filtered
   * by. With `instead` only that there is a value is shown, by this text: nothing of the value leaves the database.
   */
  readonly beside?: {
    readonly table: keyof Tables;
    readonly by: string;
    readonly column: string;
    readonly instead?: string;
  };
  readonly derived?: (tx: Reader, rows: readonly Record<string, unknown>[], day: string) => Promise<readonly unknown[]>;
  readonly sortable?: boolean;
  readonly filter?: "text" | "code" | "range" | "bool" | "organization";
  /** Never exported, filtered, sorted or counted unless unmasked by the act that tells it. */
  readonly sensitive?: boolean;
  readonly width?: number;
  /** Headings other offices use for the same datum. */
  readonly aliases?: readonly string[];
  /** Columns that hold pinyin, initials and stroke order of a `name` field. */
  readonly nameKeys?: { readonly pinyin: string; readonly initials: string; readonly strokes: string };
  /** SQL column that holds the person whose name this is: put in order by the strokes of the name, never by its code points. */
  readonly nameOf?: string;
}
