import { type Static, Type } from "typebox";
import { bodyOf } from "#platform/forms/body.ts";
import { DayText, Id, OneOf, Or, ProvisionView } from "#platform/http/shapes.ts";
import { ABOUT, listOf, WHOSE } from "#platform/kept/contract.ts";
import { AWARD, AWARD_CORRECTION, ENDING, EXTENSION, READING, REVOCATION, WITHDRAWAL } from "./asks.ts";

/** Shapes of requests and views of honours and discipline. */

/** Longest texts of an honour, typed into a form or imported. UTF-16 units. */
export const AWARD_TEXT = { title: 60, issuer: 80, documentNumber: 60 } as const;
const Text = (maxLength: number, description: string) => Type.String({ maxLength, description });

const Kind = OneOf(
  "excellent_member",
  "excellent_worker",
  "advanced_organization",
  "other_person",
  "other_organization",
);
const Level = OneOf("national", "provincial", "municipal", "county", "other");
export const AwardBody = bodyOf(AWARD, WHOSE);
export type AwardBody = Static<typeof AwardBody>;
export const AwardCorrection = bodyOf(AWARD_CORRECTION);
export type AwardCorrection = Static<typeof AwardCorrection>;
export const Revocation = bodyOf(REVOCATION);
export type Revocation = Static<typeof Revocation>;
export const Withdrawal = bodyOf(WITHDRAWAL);
export type Withdrawal = Static<typeof Withdrawal>;

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
  revokedOn: Or(Type.String()),
  revokeReason: Type.String(),
};
export const AwardView = Type.Object({ ...award, ...ABOUT });
export type AwardView = Static<typeof AwardView>;
export const AwardList = listOf(award);
export type AwardList = Static<typeof AwardList>;

const MeasureKind = OneOf(
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
const Outcome = OneOf("restored", "expelled", "lifted", "improved", "not_improved", "revoked");
export const MeasureBody = Type.Object({
  personId: Id,
  kind: MeasureKind,
  validFrom: DayText,
  months: Type.Optional(Type.Integer({ minimum: 1, maximum: 24, description: "期限，几个月" })),
  decidedBy: Text(80, "决定或批准的机关"),
  documentNumber: Type.Optional(Text(AWARD_TEXT.documentNumber, "文号")),
  reason: Text(2_000, "事实和理由"),
});
export type MeasureBody = Static<typeof MeasureBody>;
export const Extension = bodyOf(EXTENSION);
export type Extension = Static<typeof Extension>;
export const Ending = bodyOf(ENDING);
export type Ending = Static<typeof Ending>;
export const Reading = bodyOf(READING);
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
  months: Or(Type.Integer()),
  extendedOn: Or(Type.String()),
  /** The last day of the period, extension included. */
  lastDay: Or(Type.String()),
  endedOn: Or(Type.String()),
  outcomeTerm: Or(Type.String()),
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
