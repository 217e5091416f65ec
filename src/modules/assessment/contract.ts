import { type Static, Type } from "typebox";
import { DayOf, IdOf, Or, ProvisionView } from "#platform/http/shapes.ts";

const AsOf = DayOf("日期");
const Organization = IdOf("组织");
const Manner = Type.Union([Type.Literal("now"), Type.Literal("was")], {
  title: "口径",
  description: "now 按现在的组织树（撤并的归到承接的组织），was 按当天的组织树",
});
const closed = { additionalProperties: false } as const;

export const PictureQuery = Type.Object(
  { org: Type.Optional(Organization), asOf: Type.Optional(AsOf), manner: Type.Optional(Manner) },
  closed,
);
export type PictureQuery = Static<typeof PictureQuery>;

const PlaceView = Type.Object({ id: Type.String(), name: Type.String(), kind: Or(Type.String()) });

export const FigureView = Type.Object({
  key: Type.String(),
  term: Type.String(),
  /** Null: hidden, because fewer than five people could be recognised. */
  value: Or(Type.Number()),
  unit: Type.String(),
  group: Type.Union([Type.Literal("members"), Type.Literal("organizations"), Type.Literal("attention")]),
  /** Register list that shows exactly the rows counted; null where the reader may not see them. */
  list: Or(Type.String()),
  /** `count`: the list has as many rows as the value says. `average`: the value is a mean over the rows of the list. */
  form: Type.Union([Type.Literal("count"), Type.Literal("average")]),
});
export type FigureView = Static<typeof FigureView>;

export const ChartView = Type.Object({
  key: Type.String(),
  title: Type.String(),
  form: Type.Union([Type.Literal("bar"), Type.Literal("line"), Type.Literal("stack")]),
  unit: Type.String(),
  categories: Type.Array(Type.String()),
  series: Type.Array(
    Type.Object({
      name: Type.String(),
      values: Type.Array(Or(Type.Number())),
      /** One address a mark, in the order of the categories. */
      lists: Type.Array(Or(Type.String())),
    }),
  ),
  /** What is left out or counted apart. */
  note: Type.Optional(Type.String()),
});
export type ChartView = Static<typeof ChartView>;

export const PictureView = Type.Object({
  asOf: Type.String(),
  manner: Manner,
  place: PlaceView,
  breadcrumb: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })),
  children: Type.Array(PlaceView),
  figures: Type.Array(FigureView),
  charts: Type.Array(ChartView),
  /** True: small numbers are hidden from this reader. */
  hidden: Type.Boolean(),
});
export type PictureView = Static<typeof PictureView>;

export const DueLine = Type.Object({
  id: Type.String(),
  term: Type.String(),
  why: Type.String(),
  provision: ProvisionView,
  /** The earliest deadline among the rows counted; null when there is none. */
  deadline: Or(Type.String()),
  overdue: Type.Boolean(),
  count: Type.Integer(),
  list: Or(Type.String()),
  /** What the button says, and where it leads. */
  action: Type.Object({ term: Type.String(), address: Type.String() }),
});
export type DueLine = Static<typeof DueLine>;
export const DueView = Type.Array(DueLine);
export type DueView = Static<typeof DueView>;

const Subject = Type.Object({ kind: Type.String(), id: Type.String(), name: Type.String() });

/** One matter of one's own: who or where, what, by when, and the button that opens its dialog. */
export const TurnItem = Type.Object({
  key: Type.String({ description: "这一行的标识，暂缓时用" }),
  id: Type.String({ description: "检查编号，或者等待办理的步骤" }),
  term: Type.String(),
  approval: Type.Boolean({ description: "等待审批、确认，排在前面" }),
  place: Type.Object({ id: Type.String(), name: Type.String() }),
  subject: Subject,
  why: Type.String(),
  deadline: Or(Type.String()),
  overdue: Type.Boolean(),
  days: Or(Type.Integer({ description: "距期限的天数，逾期为负" })),
  provision: Or(ProvisionView),
  deed: Type.Object({ term: Type.String(), address: Type.String() }),
  snoozedUntil: Or(Type.String()),
  snoozeReason: Or(Type.String()),
});
export type TurnItem = Static<typeof TurnItem>;

const BelowLine = Type.Object({
  id: Type.String(),
  term: Type.String(),
  provision: ProvisionView,
  count: Type.Integer(),
  overdue: Type.Integer(),
  places: Type.Integer(),
  worst: Type.Object({ name: Type.String(), count: Type.Integer(), overdue: Type.Integer() }),
  earliest: Or(Type.String()),
});
export type BelowLine = Static<typeof BelowLine>;

const LatelyLine = Type.Object({
  on: Type.String(),
  text: Type.String(),
  subject: Type.Object({ kind: Type.String(), id: Type.String() }),
});
export type LatelyLine = Static<typeof LatelyLine>;

/** 轮到我: what is mine to do, what is due beneath, what changed in the last seven days. */
export const TurnView = Type.Object({
  asOf: Type.String(),
  mine: Type.Array(TurnItem),
  snoozed: Type.Array(TurnItem),
  below: Type.Array(BelowLine),
  lately: Type.Array(LatelyLine),
});
export type TurnView = Static<typeof TurnView>;

const LineKey = Type.String({ pattern: "^[0-9a-f]{32}$", title: "待办标识" });
export const Snoozing = Type.Object(
  { key: LineKey, until: DayOf("暂缓到"), reason: Type.String({ maxLength: 200, title: "原因" }) },
  closed,
);
export type Snoozing = Static<typeof Snoozing>;
export const Resumption = Type.Object({ key: LineKey }, closed);
export type Resumption = Static<typeof Resumption>;

const CheckHead = {
  id: Type.String({ description: "检查编号，如 C19" }),
  term: Type.String(),
  kind: Type.Union([Type.Literal("block"), Type.Literal("warn"), Type.Literal("info")]),
  provision: ProvisionView,
};
const MatterCount = {
  matters: Type.Integer(),
  overdue: Type.Integer(),
  earliest: Or(Type.String()),
};
export const ClockView = Type.Object({
  asOf: Type.String(),
  place: Type.Object({ id: Organization, name: Type.String() }),
  children: Type.Array(Type.Object({ id: Organization, name: Type.String() })),
  checks: Type.Array(
    Type.Object({
      ...CheckHead,
      ...MatterCount,
      children: Type.Array(Type.Object({ id: Organization, ...MatterCount })),
    }),
  ),
});
export type ClockView = Static<typeof ClockView>;

export const CheckParams = Type.Object(
  { check: Type.String({ pattern: "^[CP]\\d{2}(?:-?[a-z]{1,20})?$", title: "检查编号", description: "如 C19" }) },
  closed,
);
export type CheckParams = Static<typeof CheckParams>;
export const CheckMatters = Type.Object({
  asOf: Type.String(),
  ...CheckHead,
  total: Type.Integer(),
  matters: Type.Array(
    Type.Object({
      organizationId: Organization,
      organizationName: Type.String(),
      subject: Type.Object({ kind: Type.String(), id: Type.String(), name: Type.String() }),
      deadline: Or(Type.String()),
      overdue: Type.Boolean(),
      why: Type.String(),
      deed: Type.Object({ term: Type.String(), address: Type.String() }),
    }),
  ),
});
export type CheckMatters = Static<typeof CheckMatters>;

export const DueQuery = Type.Object({ org: Type.Optional(Organization), asOf: Type.Optional(AsOf) }, closed);
export type DueQuery = Static<typeof DueQuery>;
export const CheckQuery = Type.Object(
  {
    ...DueQuery.properties,
    own: Type.Optional(Type.Literal("true", { title: "只看本级", description: "true：不含下级组织" })),
  },
  closed,
);
export type CheckQuery = Static<typeof CheckQuery>;

export const StatisticsTables = Type.Array(Type.Object({ table: Type.String(), title: Type.String() }));
export type StatisticsTables = Static<typeof StatisticsTables>;
export const StatisticsParams = Type.Object(
  { table: Type.String({ minLength: 1, maxLength: 4, title: "表号", description: "1、2、3、4、5、6、24" }) },
  closed,
);
export const StatisticsQuery = Type.Object(
  { org: Type.Optional(Organization), on: Type.Optional(AsOf), manner: Type.Optional(Manner) },
  closed,
);
export type StatisticsQuery = Static<typeof StatisticsQuery>;

const CellView = Type.Object({ value: Or(Type.Integer()), list: Or(Type.String()) });
export const StatisticsView = Type.Object({
  table: Type.String(),
  title: Type.String(),
  on: Type.String(),
  manner: Manner,
  place: PlaceView,
  unit: Type.String(),
  /** Headings of each column from the upper to the lower tier; equal neighbours of a tier are one cell. */
  columns: Type.Array(Type.Object({ key: Type.String(), heading: Type.Array(Type.String()) })),
  rows: Type.Array(
    Type.Object({ key: Type.String(), label: Type.String(), level: Type.Integer(), cells: Type.Array(CellView) }),
  ),
  checks: Type.Array(Type.Object({ term: Type.String(), holds: Type.Boolean(), grounds: Type.String() })),
  foot: Type.Array(Type.String()),
});
export type StatisticsView = Static<typeof StatisticsView>;

/** One figure of the mission, counted. `query` is SQL that a person can run to get the same number. */
export interface MissionFigure {
  readonly row: string;
  readonly name: string;
  readonly value: number;
  readonly query: string;
}

/** What one check of the books found. */
export interface Verification {
  readonly check: string;
  readonly ok: boolean;
  readonly faults: readonly string[];
}
