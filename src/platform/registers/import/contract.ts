import { type Static, Type } from "typebox";
import { Id, Or } from "#platform/http/shapes.ts";

/** Shapes of the import of files (agreed with the desk). */

const Text = Type.String();

export const Counts = Type.Object({
  rows: Type.Integer({ description: "数据行数" }),
  new: Type.Integer({ description: "新增，含只有提示的行" }),
  changed: Type.Integer({ description: "变更" }),
  unchanged: Type.Integer({ description: "没有变化" }),
  warning: Type.Integer({ description: "有提示的行" }),
  conflict: Type.Integer({ description: "冲突" }),
  faulty: Type.Integer({ description: "有误" }),
});

const KINDS = ["new", "changed", "unchanged", "warning", "conflict", "faulty"] as const;
export const Kind = Type.Unsafe<(typeof KINDS)[number]>(Type.Union(KINDS.map((it) => Type.Literal(it))));

export const ImportFileView = Type.Object({
  id: Id,
  name: Text,
  register: Or(Text),
  registerTitle: Or(Text),
  refusal: Or(Text, { description: "不能读取的原因和办法" }),
  headings: Type.Array(
    Type.Object({
      column: Type.Integer({ description: "从0起的列号" }),
      text: Text,
      field: Or(Text),
      term: Or(Text),
      sure: Type.Number({ description: "1为完全相符" }),
      ignored: Type.Boolean({ description: "认得，但不需要导入" }),
      numbered: Type.Boolean({ description: "序号一类，不需要对应" }),
      suggestion: Or(Text, { description: "可能的含义" }),
      samples: Type.Array(Text, { description: "这一列前几行的内容，证件号码和电话不显示" }),
    }),
  ),
  fields: Type.Array(Type.Object({ key: Text, term: Text, aliases: Type.Array(Text) }), { description: "可选的含义" }),
  counts: Counts,
  captions: Type.Array(Text),
  notes: Type.Array(Text),
  sheets: Type.Array(Text, { description: "每张工作表读到了什么，没有读入什么" }),
});

export const ImportView = Type.Object({
  id: Id,
  state: Text,
  stateTerm: Text,
  asOf: Text,
  createdAt: Text,
  counts: Counts,
  undecided: Type.Integer({ description: "还没有人决定的冲突行" }),
  note: Text,
  manner: Or(Text),
  undoUntil: Or(Text, { description: "可以撤销到哪一天" }),
  files: Type.Array(ImportFileView),
  job: Or(
    Type.Object({
      id: Id,
      state: Text,
      done: Type.Integer(),
      total: Or(Type.Integer()),
      note: Text,
    }),
  ),
});
export type ImportView = Static<typeof ImportView>;

export const ImportRowView = Type.Object({
  id: Id,
  file: Id,
  ordinal: Type.Integer({ description: "第几条数据" }),
  sheet: Text,
  row: Type.Integer({ description: "表格中的行号" }),
  kind: Text,
  name: Text,
  reasons: Type.Array(Text),
  changes: Type.Array(
    Type.Object({
      field: Text,
      term: Text,
      from: Or(Text),
      to: Or(Text),
    }),
  ),
  choices: Type.Array(Type.Object({ decision: Text, term: Text })),
  decision: Or(Text),
});

export const ImportRowsView = Type.Object({
  rows: Type.Array(ImportRowView),
  next: Or(Text),
});
export type ImportRowsView = Static<typeof ImportRowsView>;

export const RowsFilter = Type.Object({
  file: Type.Optional(Id),
  kind: Type.Optional(Kind),
  cursor: Type.Optional(Type.String({ maxLength: 40 })),
});
export type RowsFilter = Static<typeof RowsFilter>;

export const ImportListView = Type.Object({
  rows: Type.Array(
    Type.Object({
      id: Id,
      state: Text,
      stateTerm: Text,
      asOf: Text,
      createdAt: Text,
      files: Text,
      counts: Counts,
    }),
  ),
});
export type ImportListView = Static<typeof ImportListView>;

export const NewImport = Type.Object({
  asOf: Type.Optional(Type.String({ description: "数据截止日期，如 2026-06-30" })),
  org: Type.Optional(Type.String({ description: "没有写支部的行归入哪个党组织" })),
  register: Type.Optional(Text),
});
export type NewImport = Static<typeof NewImport>;

export const Remapping = Type.Object({
  mapping: Type.Record(Type.String({ pattern: "^[0-9]{1,3}$" }), Or(Text)),
  register: Type.Optional(Text),
});
export type Remapping = Static<typeof Remapping>;

export const Decision = Type.Object({ decision: Text });
export type Decision = Static<typeof Decision>;
export const Commitment = Type.Object({
  manner: Type.Union([Type.Literal("good-rows"), Type.Literal("all-or-nothing")]),
});
export type Commitment = Static<typeof Commitment>;

export const Begun = Type.Object({ id: Id, jobId: Or(Id) });
export type Begun = Static<typeof Begun>;
export const Handed = Type.Object({ jobId: Or(Id) });
export type Handed = Static<typeof Handed>;
export const Undone = Type.Object({ undone: Type.Integer() });
export type Undone = Static<typeof Undone>;
