import { type Static, Type } from "typebox";
import { Or } from "#platform/http/shapes.ts";

/** What the desk knows of a field: enough to draw the list, its filters and its columns without knowing the ledger. */
export const FieldView = Type.Object({
  key: Type.String(),
  term: Type.String(),
  type: Type.String(),
  codes: Type.Array(Type.Object({ code: Type.String(), term: Type.String() })),
  sortable: Type.Boolean(),
  filter: Or(Type.String()),
  sensitive: Type.Boolean(),
  width: Type.Integer(),
});

export const RegisterView = Type.Object({
  id: Type.String(),
  title: Type.String(),
  emptyHint: Type.String(),
  time: Type.Union([Type.Literal("range"), Type.Literal("none")]),
  fields: Type.Array(FieldView),
  columns: Type.Array(Type.String()),
  order: Type.Object({ field: Type.String(), direction: Type.String() }),
  rowPage: Or(Type.String()),
  print: Or(Type.Object({ paper: Type.String(), landscape: Type.Boolean(), signatures: Type.Array(Type.String()) })),
  can: Type.Object({ export: Type.Boolean(), import: Type.Boolean() }),
});
export type RegisterView = Static<typeof RegisterView>;

export const ListView = Type.Object({
  rows: Type.Array(Type.Record(Type.String(), Type.Unknown())),
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
export const NewSavedView = Type.Object(
  {
    register: Type.String({ minLength: 1, maxLength: 60, title: "台账" }),
    name: Type.String({ minLength: 1, maxLength: 40, title: "视图名称" }),
    address: Type.String({ maxLength: 4000, title: "地址" }),
  },
  { additionalProperties: false },
);
