import { PassThrough, type Readable } from "node:stream";
import type { Scope } from "#platform/database/scope.ts";
import type { House } from "#platform/house.ts";
import { type ColumnToWrite, writeCsv, writeWorkbook } from "#platform/spreadsheet/index.ts";
import type { Field, Register } from "./declaration.ts";
import { codesOf, shown } from "./describe.ts";
import type { ImportField } from "./importer.ts";
import { listAll, type Row } from "./list.ts";
import type { ListRequest } from "./request.ts";
import { zh } from "./zh.ts";

export interface ExportOrder {
  readonly register: Register;
  readonly request: ListRequest;
  readonly fields: readonly Field[];
  readonly format: "xlsx" | "csv";
  /** Name of the place, for the sheet's caption. */
  readonly place: string;
}

/**
 * Streams all rows of a request. The rows are read in a transaction of their own within the given scope, page by page, so
 * that memory does not grow and nobody waits for the export.
 */
export function exportRows(house: House, scope: Scope, order: ExportOrder): Readable {
  const out = new PassThrough();
  const done = house.door.read(scope, async (tx) => {
    const rows = cellRows(listAll(tx, order.register, order.request, order.fields), order.fields);
    if (order.format === "csv") await writeCsv(out, { headings: order.fields.map((field) => field.term), rows });
    else
      await writeWorkbook(out, [
        {
          name: order.register.title,
          title: order.register.title,
          captions: [`${zh.unit}：${order.place}    ${zh.asOf}：${order.request.asOf}`],
          columns: [
            { heading: zh.ordinal, kind: "integer" as const, width: 6 },
            ...order.fields.map((field) => ({
              heading: field.term,
              kind: cellKind(field),
              width: Math.round((field.width ?? 120) / 8),
            })),
          ],
          rows: numbered(rows),
          ...(order.register.print
            ? {
                foot: [order.register.print.signatures.map((it) => `${it}：`).join("            ")],
                print: { paper: order.register.print.paper, landscape: order.register.print.landscape },
              }
            : {}),
        },
      ]);
  });
  done.catch((error: Error) => out.destroy(error));
  return out;
}

/**
 * An empty workbook to fill in: the columns that the importer of the register reads, or the register's own where it has
 * none, with drop-downs for code sets.
 */
export function templateOf(register: Register, vocabulary: readonly ImportField[] | undefined): Readable {
  const out = new PassThrough();
  const columns =
    vocabulary?.filter((it) => it.ignored !== true && it.alternative !== true) ??
    register.fields.filter((field) => !field.derived && field.type !== "id");
  writeWorkbook(out, [
    { name: register.title, columns: columns.map((it) => templateColumn(register, it)), rows: [] },
  ]).catch((error: Error) => out.destroy(error));
  return out;
}

function templateColumn(register: Register, { key, term, ...more }: Field | ImportField): ColumnToWrite {
  const aliases = more.aliases ?? [];
  const field = register.fields.find((it) => it.key === key || it.term === term || aliases.includes(it.term));
  const choices = field === undefined ? [] : field.type === "bool" ? ["是", "否"] : codesOf(field).map((it) => it.term);
  return {
    heading: "required" in more && more.required ? `${term}（必填）` : term,
    kind: "text",
    width: Math.round((field?.width ?? 120) / 8),
    ...(choices.length > 0 && choices.length <= 80 ? { choices } : {}),
  };
}

function cellKind(field: Field): "text" | "day" | "integer" | "decimal" {
  if (field.type === "int") return field.ordinal === true ? "text" : "integer";
  if (field.type === "money") return "decimal";
  if (field.type === "day") return "day";
  return "text";
}

async function* cellRows(
  pages: AsyncIterable<readonly Row[]>,
  fields: readonly Field[],
): AsyncGenerator<(string | number)[]> {
  for await (const rows of pages) {
    for (const row of rows) yield fields.map((field) => cellOf(field, row[field.key]));
  }
}

/** Each row with its number, as paper lists have it. */
async function* numbered(rows: AsyncIterable<(string | number)[]>): AsyncGenerator<(string | number)[]> {
  let at = 0;
  for await (const row of rows) yield [(at += 1), ...row];
}

function cellOf(field: Field, value: unknown): string | number {
  if (field.type === "money" && typeof value === "number") return value / 100;
  if (field.type === "int" && typeof value === "number") return value;
  return shown(field, value);
}
