import type { ReactNode } from "react";
import type { Cell, FieldView, Row } from "#platform/registers/contract.ts";
import { moment, money, number } from "#web/common/format.ts";

/** A cell as text: for tables, for print, for saved pictures of a list. */
export function cellText(value: Cell | undefined, field: FieldView): string {
  if (value === null || value === undefined || value === "") return "";
  if (Array.isArray(value)) return value.map((it) => termOf(String(it), field)).join("、");
  if (typeof value === "object" && "name" in value) return value.name;
  if (typeof value === "boolean") return value ? "是" : "否";
  switch (field.type) {
    case "int":
      return typeof value === "number" && !field.ordinal ? number(value) : String(value);
    case "money":
      return typeof value === "number" ? money(value) : String(value);
    case "instant":
      return moment(String(value));
    case "month":
      return String(value).slice(0, 7);
    case "code":
      return termOf(String(value), field);
    default:
      return String(value);
  }
}

function termOf(code: string, field: FieldView): string {
  return field.codes?.find((it) => it.code === code)?.term ?? code;
}

export const isNumeric = (field: FieldView): boolean => field.type === "int" || field.type === "money";

/** Room around the words of a cell, and beside a heading for the arrow of its order. */
const ROOM = 22;
const ARROW = 18;
/** Longer words end in dots while their neighbours need the room; they are whole in the row's own page. */
const LONGEST = 330;
const NARROWEST = 60;

/** How wide a text stands in letters of 15 px: Chinese full, others a little over half. */
function wide(text: string): number {
  let width = 0;
  for (const it of text) width += /[\u0020-\u00ff]/u.test(it) ? 8.5 : 15;
  return width;
}

/**
 * Widths by what stands in the columns, in px at letters of 15 px so that elder mode widens along: `least` shows it whole up
 * to a limit, `share` of what is left over goes by how much there is to show.
 */
export function widthsOf(rows: readonly Row[], fields: readonly FieldView[]): { least: number; share: number }[] {
  return fields.map((field) => {
    const head = wide(field.term) + (field.sortable ? ARROW : 0);
    const longest = rows.reduce((most, row) => Math.max(most, wide(cellText(row[field.key], field))), head) + ROOM;
    return { least: Math.max(NARROWEST, Math.min(LONGEST, Math.ceil(longest))), share: Math.ceil(longest) };
  });
}

export function CellView(props: { row: Row; field: FieldView }): ReactNode {
  const text = cellText(props.row[props.field.key], props.field);
  return <span title={text.length > 10 ? text : undefined}>{text}</span>;
}

/** Page of a row: `/members/{personId}` with the row's own values put in. */
export function pageOf(row: Row, template: string | null | undefined): string | null {
  if (!template) return null;
  return template.replace(/\{(\w+)\}/g, (_, key: string) => {
    const value = row[key];
    if (value !== null && typeof value === "object" && "id" in value) return encodeURIComponent(value.id);
    return encodeURIComponent(String(value ?? ""));
  });
}
