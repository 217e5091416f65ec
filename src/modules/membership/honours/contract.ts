import { type Static, Type } from "typebox";

/** Shapes of requests and views of honours and discipline. */

const Id = Type.String({ format: "uuid" });
const Nullable = <T extends ReturnType<typeof Type.String> | ReturnType<typeof Type.Integer>>(it: T) =>
  Type.Union([it, Type.Null()]);
const Day = Type.String({ pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", description: "日期，如 2026-11-22" });
const Text = (maxLength: number, description: string) => Type.String({ maxLength, description });
const words = <const T extends readonly string[]>(...of: T) =>
  Type.Unsafe<T[number]>(Type.Union(of.map((it) => Type.Literal(it))));
const ProvisionView = Type.Object({
  id: Type.String(),
  title: Type.String(),
  gist: Type.String(),
  force: Type.String(),
  confirmed: Type.Boolean(),
});

const Kind = words(
  "excellent_member",
  "excellent_worker",
  "advanced_organization",
  "other_person",
  "other_organization",
);
const Level = words("national", "provincial", "municipal", "county", "other");
const described = {
  kind: Kind,
  title: Type.Optional(Text(60, "荣誉名称（“其他”要写）")),
  level: Level,
  issuer: Text(80, "表彰单位"),
  documentNumber: Type.Optional(Text(60, "文号")),
  awardedOn: Day,
};
/** To a person or to an organisation: one of the two is named. */
export const AwardBody = Type.Object({
  personId: Type.Optional(Id),
  organizationId: Type.Optional(Id),
  ...described,
});
export type AwardBody = Static<typeof AwardBody>;
export const AwardCorrection = Type.Object({ ...described, reason: Text(400, "为什么更正") });
export type AwardCorrection = Static<typeof AwardCorrection>;
export const Revocation = Type.Object({ on: Day, reason: Text(400, "为什么撤销荣誉") });
export type Revocation = Static<typeof Revocation>;
export const Withdrawal = Type.Object({ reason: Text(400, "哪里登记错了") });
export type Withdrawal = Static<typeof Withdrawal>;
export const Made = Type.Object({ id: Id });

const award = {
  id: Id,
  kind: Kind,
  kindTerm: Type.String(),
  title: Type.String(),
  level: Level,
  levelTerm: Type.String(),
  issuer: Type.String(),
  documentNumber: Type.String(),
  awardedOn: Type.String(),
  revokedOn: Nullable(Type.String()),
  revokeReason: Type.String(),
};
export const AwardView = Type.Object({
  ...award,
  personId: Nullable(Id),
  name: Type.String(),
  organizationId: Id,
  organizationName: Type.String(),
  enteredOn: Type.String(),
  enteredBy: Type.String(),
  withdrawnOn: Nullable(Type.String()),
  withdrawReason: Type.String(),
  can: Type.Object({ write: Type.Boolean() }),
});
export type AwardView = Static<typeof AwardView>;
export const AwardList = Type.Object({
  rows: Type.Array(Type.Object(award)),
  can: Type.Object({ write: Type.Boolean() }),
});
export type AwardList = Static<typeof AwardList>;

const MeasureKind = words(
  "warning",
  "serious_warning",
  "removed_from_post",
  "probation_within_party",
  "expelled",
  "rectify",
  "persuaded_out",
  "removed",
  "lapsed",
  "probation_cancelled",
  "not_recognised",
  "detained",
  "arrested",
);
const Outcome = words("restored", "expelled", "lifted", "improved", "not_improved", "revoked");
export const MeasureBody = Type.Object({
  personId: Id,
  kind: MeasureKind,
  validFrom: Day,
  months: Type.Optional(Type.Integer({ minimum: 1, maximum: 24, description: "期限，几个月" })),
  decidedBy: Text(80, "决定或批准的机关"),
  documentNumber: Type.Optional(Text(60, "文号")),
  reason: Text(2_000, "事实和理由"),
});
export type MeasureBody = Static<typeof MeasureBody>;
export const Extension = Type.Object({ on: Day, note: Text(400, "依据和说明") });
export type Extension = Static<typeof Extension>;
export const Ending = Type.Object({ on: Day, outcome: Outcome, note: Text(400, "依据和说明") });
export type Ending = Static<typeof Ending>;
export const Reading = Type.Object({ reason: Text(400, "为什么要看，至少4个字") });
export type Reading = Static<typeof Reading>;

const head = {
  id: Id,
  enteredOn: Type.String(),
  enteredBy: Type.String(),
  state: Type.String(),
  stateTerm: Type.String(),
};
/** That there are rows, and where they stand; what they say is read by an act of its own. */
export const MeasureHeads = Type.Object({
  rows: Type.Array(Type.Object(head)),
  can: Type.Object({ write: Type.Boolean() }),
});
export type MeasureHeads = Static<typeof MeasureHeads>;
export const MeasureHead = Type.Object({
  ...head,
  personId: Id,
  personName: Type.String(),
  organizationId: Id,
  organizationName: Type.String(),
  provisions: Type.Array(ProvisionView),
  can: Type.Object({ write: Type.Boolean() }),
});
export type MeasureHead = Static<typeof MeasureHead>;

const content = {
  kind: MeasureKind,
  kindTerm: Type.String(),
  familyTerm: Type.String(),
  validFrom: Type.String(),
  months: Nullable(Type.Integer()),
  extendedOn: Nullable(Type.String()),
  /** The last day of the period, extension included. */
  lastDay: Nullable(Type.String()),
  endedOn: Nullable(Type.String()),
  outcomeTerm: Nullable(Type.String()),
  decidedBy: Type.String(),
  documentNumber: Type.String(),
  reason: Type.String(),
  endNote: Type.String(),
  withdrawReason: Type.String(),
};
export const MeasureContent = Type.Object({
  ...content,
  can: Type.Object({
    extend: Type.Boolean(),
    outcomes: Type.Array(Outcome),
    withdraw: Type.Boolean(),
  }),
});
export type MeasureContent = Static<typeof MeasureContent>;

/** My honours, and what was decided upon me. */
export const OwnHonours = Type.Object({
  suspended: Type.Boolean(),
  awards: Type.Array(Type.Object(award)),
  measures: Type.Array(Type.Object({ id: Id, stateTerm: Type.String(), ...content })),
});
export type OwnHonours = Static<typeof OwnHonours>;
