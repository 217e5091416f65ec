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
      return typeof value === "number" ? number(value) : String(value);
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

/** Width in rem of base 15 px, so that elder mode widens along. */
export function widthOf(field: FieldView): number {
  if (field.width) return field.width;
  const byType: Record<string, number> = {
    int: 80,
    money: 110,
    day: 110,
    month: 90,
    instant: 150,
    bool: 76,
    name: 100,
    code: 120,
    organization: 180,
    masked: 150,
    text: 160,
    id: 120,
  };
  return Math.max(byType[field.type] ?? 140, Array.from(field.term).length * 17 + 34);
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
