import { type Static, Type } from "typebox";
import { DayOf, IdOf, Or, ProvisionView } from "#platform/http/shapes.ts";
import { codeSet } from "#shared/code-sets.ts";

const closed = { additionalProperties: false } as const;

export const CockpitQuery = Type.Object(
  {
    org: Type.Optional(IdOf("组织")),
    asOf: Type.Optional(DayOf("日期")),
    area: Type.Optional(
      Type.String({
        pattern: `^(${codeSet("area_kind").values.join("|")})$`,
        title: "城乡属性",
        description: "只看一类地区的支部，如 village",
      }),
    ),
    sort: Type.Optional(
      Type.String({
        pattern: "^-?[a-z]{1,20}$",
        title: "排序",
        description: "栏目标识，前面加 - 从大到小；不写：逾期、到期多的在前",
      }),
    ),
  },
  closed,
);
export type CockpitQuery = Static<typeof CockpitQuery>;

const Cell = Type.Object({
  value: Type.Integer({ description: "件数或者人数" }),
  late: Type.Integer({ description: "其中逾期的件数" }),
  base: Type.Integer({ description: "占比的分母，即支部的党员数；不是占比的为 0" }),
  before: Or(Type.Integer({ description: "去年同日的数；支部当时不存在的为 null" })),
  heat: Type.Integer({ description: "0 到 3：在同类地区的支部里有多突出" }),
  list: Type.String({ description: "明细的地址" }),
});

const BranchRow = Type.Object({
  id: Type.String(),
  name: Type.String(),
  town: Or(Type.String()),
  areaKind: Or(Type.String()),
  area: Type.String({ description: "城乡属性的名称；未填的为空" }),
  cells: Type.Array(Cell),
});
export type BranchRow = Static<typeof BranchRow>;

/** Branches by what is due and how they are made up: rows of cells in the order of the columns. */
export const CockpitView = Type.Object({
  asOf: Type.String(),
  before: Type.String({ description: "与之比较的那一天：去年同日" }),
  place: Type.Object({ id: Type.String(), name: Type.String() }),
  /** Those directly beneath, to narrow the rows to one of them. */
  towns: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })),
  areas: Type.Array(Type.Object({ value: Type.String(), term: Type.String() }), { description: "有支部的城乡属性" }),
  columns: Type.Array(
    Type.Object({
      key: Type.String(),
      term: Type.String(),
      /** `matters`: things due, some of them late. `members`: people. `share`: people as a part of the members. */
      form: Type.Union([Type.Literal("matters"), Type.Literal("members"), Type.Literal("share")]),
    }),
  ),
  sum: Type.Array(Cell),
  rows: Type.Array(BranchRow),
  total: Type.Integer({ description: "支部一共有多少个；列出的最多 500 个" }),
});
export type CockpitView = Static<typeof CockpitView>;

export const LineParams = Type.Object(
  { line: Type.String({ pattern: "^[a-z]{1,20}$", title: "栏目", description: "栏目标识，如 meeting；all 为全部" }) },
  closed,
);
export const LineQuery = Type.Object({ org: Type.Optional(IdOf("组织")), asOf: Type.Optional(DayOf("日期")) }, closed);
export type LineQuery = Static<typeof LineQuery>;

export const LineMatters = Type.Object({
  asOf: Type.String(),
  term: Type.String(),
  place: Type.Object({ id: Type.String(), name: Type.String() }),
  total: Type.Integer(),
  matters: Type.Array(
    Type.Object({
      check: Type.Object({ id: Type.String(), term: Type.String() }),
      provision: ProvisionView,
      organizationId: Type.String(),
      organizationName: Type.String(),
      subject: Type.Object({ kind: Type.String(), id: Type.String(), name: Type.String() }),
      deadline: Or(Type.String()),
      overdue: Type.Boolean(),
      why: Type.String(),
      deed: Type.Object({ term: Type.String(), address: Type.String() }),
    }),
  ),
});
export type LineMatters = Static<typeof LineMatters>;
