import { newId } from "#platform/database/ids.ts";
import { insertMany } from "#platform/database/insert-many.ts";
import type { Asks, Given } from "#platform/forms/asks.ts";
import type { Cells } from "#platform/forms/row.ts";
import type { Drop, FileContext, Importer } from "#platform/registers/importer.ts";
import { removeRows, rowsOf } from "./acts.ts";
import {
  type About,
  type FactRow,
  type Facts,
  type FactTable,
  type KeptFacts,
  keyOf,
  personsOf,
  standingOf,
} from "./facts.ts";
import { type Compared, type KeptImport, keptImporter, type RowReading } from "./importer.ts";

/** Workbooks of a register whose rows are what a form asks. */

/** A row as it was read, before anybody knows whose it is. */
export interface FactReading<Row> extends RowReading {
  readonly row: Row;
}

/** One passage over a drop: how the slice reads a row and finds out whose it is. */
interface FactRows<Row> {
  begin?(file: FileContext): void;
  read(cells: Cells): FactReading<Row>;
  /** Whose each of these rows is, in their order, with the facts of the row as columns; a sentence where it is nobody's. */
  about(readings: readonly FactReading<Row>[]): Promise<readonly ((About & Given) | string)[]>;
}

interface FactImport<T extends FactTable, Row>
  extends Omit<
    KeptImport<FactReading<Row>, Compared, unknown>,
    "events" | "rows" | "write" | "told" | "brought" | "remove" | "register"
  > {
  readonly register: string;
  readonly rows: (drop: Drop) => FactRows<Row>;
  /** A row in one line, as the preview shows it. */
  readonly shows: (write: About & Given) => string;
  /** Somebody worked on the row since it was brought, besides withdrawing it. */
  readonly worked?: (row: Facts<T>) => boolean;
}

type Found = Compared & { readonly about: ReadonlyMap<unknown, (About & Given) | string> };

/** The importer of such a register. */
export function factsImporter<T extends FactTable, A extends Asks, Row>(
  of: KeptFacts<T, A>,
  it: FactImport<T, Row>,
): Importer {
  const { rows: rowsIn, shows, worked, ...more } = it;
  return keptImporter<FactReading<Row>, Found, FactRow & Given>({
    ...more,
    events: { entered: `${of.events}.imported`, takenBack: `${of.events}.taken-back` },
    rows(drop) {
      const rows = rowsIn(drop);
      return {
        begin: (file) => rows.begin?.(file),
        read: ({ cells }) => rows.read(cells),
        async compared(readings) {
          const about = await rows.about(readings);
          const found = about.filter((one) => typeof one !== "string");
          return {
            about: new Map(readings.map(({ row }, at) => [row, about[at] ?? ""])),
            standing: await standingOf(drop.tx, of, found),
          };
        },
        weigh({ row }, { about }, origin) {
          const to = about.get(row);
          if (to === undefined || typeof to === "string") return [to ?? ""];
          const { today, actor } = drop;
          const entered = { withdrawnOn: null, withdrawReason: "", enteredOn: today, enteredBy: actor.name, ...origin };
          return {
            key: keyOf(of, to),
            write: { id: newId(), ...to, ...entered },
            shows: [{ field: "row", term: of.term, from: null, to: shows(to) }],
          };
        },
      };
    },
    write: ({ tx }, rows) => insertMany(tx, of.table, rows as unknown as readonly Record<string, unknown>[]),
    told: (row) => ({ orgPath: row.orgPath, persons: personsOf(row) }),
    async brought(tx, batchId) {
      const rows = await rowsOf(tx, of.table).selectAll().where("importId", "=", batchId).execute();
      return (rows as unknown as readonly Facts<T>[]).map((row) => {
        const { id, orgPath, name, withdrawnOn } = row as FactRow;
        return { id, orgPath, name, persons: personsOf(row), used: withdrawnOn !== null || worked?.(row) === true };
      });
    },
    remove: async ({ tx }, ids) => void (await removeRows(tx, of.table, ids)),
  });
}
