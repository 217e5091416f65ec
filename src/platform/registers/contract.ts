import { type Static, Type } from "typebox";
import { OneOf, Or } from "#platform/http/shapes.ts";

/** What the desk knows of a field: enough to draw the list, its filters and its columns without knowing the ledger. */
export const FieldView = Type.Object({
  key: Type.String(),
  term: Type.String(),
  type: OneOf(
    "text",
    "name",
    "int",
    "money",
    "day",
    "month",
    "instant",
    "code",
    "bool",
    "organization",
    "masked",
    "id",
  ),
  ordinal: Type.Boolean(),
  codes: Type.Array(Type.Object({ code: Type.String(), term: Type.String() })),
  sortable: Type.Boolean(),
  filter: Or(OneOf("text", "code", "range", "bool", "organization")),
  sensitive: Type.Boolean(),
  width: Type.Integer(),
});
export type FieldView = Static<typeof FieldView>;

export const RegisterView = Type.Object({
  id: Type.String(),
  title: Type.String(),
  emptyHint: Type.String(),
  time: Type.Union([Type.Literal("range"), Type.Literal("none")]),
  fields: Type.Array(FieldView),
  columns: Type.Array(Type.String()),
  order: Type.Object({ field: Type.String(), direction: OneOf("asc", "desc") }),
  rowPage: Or(Type.String()),
  print: Or(
    Type.Object({ paper: OneOf("A4", "A3"), landscape: Type.Boolean(), signatures: Type.Array(Type.String()) }),
  ),
  can: Type.Object({ export: Type.Boolean(), import: Type.Boolean() }),
});
export type RegisterView = Static<typeof RegisterView>;

/** A value of a row, by the type of its field. */
export type Cell =
  | string
  | number
  | boolean
  | null
  | { readonly id: string; readonly name: string }
  | readonly string[];
/** A row of a list, by the keys of its fields. */
export type Row = Readonly<Record<string, Cell>> & { readonly id: string };

export const ListView = Type.Object({
  rows: Type.Unsafe<readonly Row[]>(Type.Array(Type.Record(Type.String(), Type.Unknown()))),
  next: Or(Type.String()),
  total: Or(Type.Integer()),
  asOf: Type.String(),
});
export type ListView = Static<typeof ListView>;

export const SavedView = Type.Object({
  id: Type.String(),
  register: Type.String(),
  name: Type.String(),
  address: Type.String(),
});
export type SavedView = Static<typeof SavedView>;
export const NewSavedView = Type.Object(
  {
    register: Type.String({ minLength: 1, maxLength: 60, title: "台账" }),
    name: Type.String({ minLength: 1, maxLength: 40, title: "常用查询名称" }),
    address: Type.String({ maxLength: 4000, title: "地址" }),
  },
  { additionalProperties: false },
);
export type NewSavedView = Static<typeof NewSavedView>;
export const Registers = Type.Array(RegisterView);
export const SavedViews = Type.Array(SavedView);

/** What a list is asked for: `org`, `q`, `sort`, `limit`, `f.<field>` and what else its schema names (routes.ts). */
export type ListAsked = Readonly<Record<string, string | number | null | undefined>>;
