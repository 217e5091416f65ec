import type { FieldView, RegisterView } from "#platform/registers/contract.ts";
import type { Query } from "#web/common/api.ts";
import type { SearchText } from "#web/desk/place.ts";

/** What of the desk's address belongs to the list itself and not to how it is shown. */
export function listQuery(search: SearchText, org: string | undefined): Query {
  const query: Record<string, string> = {};
  for (const key of ["asOf", "manner", "direct", "q", "sort"]) if (search[key]) query[key] = search[key];
  for (const [key, value] of Object.entries(search)) if (key.startsWith("f.") && value !== "") query[key] = value;
  if (org) query["org"] = org;
  return query;
}

/** What a saved view keeps: filters, order, columns; not the place nor the day, which the desk holds. */
export function viewAddress(search: SearchText): string {
  const out = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    if (key === "q" || key === "sort" || key === "cols" || key.startsWith("f.")) out.set(key, value);
  }
  return out.toString();
}

export function columnsOf(register: RegisterView, search: SearchText): readonly FieldView[] {
  const wanted = search["cols"] ? search["cols"].split(",") : register.columns;
  const found = wanted.map((key) => register.fields.find((it) => it.key === key)).filter((it) => it !== undefined);
  return found.length > 0 ? found : register.fields.slice(0, 6);
}

export function sortOf(register: RegisterView, search: SearchText): { field: string; direction: "asc" | "desc" } {
  const text = search["sort"];
  if (!text) return register.order;
  return text.startsWith("-") ? { field: text.slice(1), direction: "desc" } : { field: text, direction: "asc" };
}

export const filtersIn = (search: SearchText): readonly string[] =>
  Object.keys(search)
    .filter((key) => key.startsWith("f."))
    .map((key) => key.slice(2));
