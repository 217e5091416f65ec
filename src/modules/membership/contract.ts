import { type Static, Type } from "typebox";
import { DayText, Id, Or } from "#platform/http/shapes.ts";
import { MEMBER_TEXT } from "./asks.ts";

/** Shapes of requests and views of the roster. */

const Text = Type.String({ maxLength: MEMBER_TEXT });

/** The fields of a member as forms send them: texts, read by the same reader as imports. */
export const MEMBER_FIELD_KEYS = [
  "name",
  "formerName",
  "gender",
  "ethnicity",
  "birthOn",
  "idNumber",
  "nativePlace",
  "education",
  "degree",
  "category",
  "groupName",
  "joinedOn",
  "fullOn",
  "registryStatus",
  "joinKind",
  "job",
  "workUnit",
  "stratum",
  "frontLine",
  "migrantWorker",
  "mobile",
  "address",
  "registeredAddress",
  "flowDestination",
  "lostSince",
  "note",
] as const;
export type MemberFieldKey = (typeof MEMBER_FIELD_KEYS)[number];

const fieldTexts = Object.fromEntries(MEMBER_FIELD_KEYS.map((key) => [key, Type.Optional(Text)])) as Record<
  MemberFieldKey,
  ReturnType<typeof Type.Optional<typeof Text>>
>;

export const Admission = Type.Object({
  organizationId: Id,
  member: Type.Object({ ...fieldTexts, name: Text }),
  code: Type.String({ description: "增加原因（entry_reason）" }),
  on: Type.Optional(DayText),
  outsideName: Type.Optional(Text),
  documentNumber: Type.Optional(Text),
  note: Type.Optional(Text),
});
export type Admission = Static<typeof Admission>;

export const Correction = Type.Object({
  /** `correction`: it was written down wrong. `change`: it is different from `on` on. */
  manner: Type.Union([Type.Literal("correction"), Type.Literal("change")]),
  on: Type.Optional(DayText),
  version: Type.Optional(Type.Integer({ description: "看到的版本号，防止互相覆盖" })),
  fields: Type.Object(
    Object.fromEntries(MEMBER_FIELD_KEYS.map((key) => [key, Type.Optional(Or(Text))])) as Record<
      MemberFieldKey,
      ReturnType<typeof Type.Optional<ReturnType<typeof Or<typeof Text>>>>
    >,
  ),
});
export type Correction = Static<typeof Correction>;

export const Leaving = Type.Object({
  code: Type.String({ description: "减少原因（leave_reason）" }),
  on: DayText,
  documentNumber: Type.Optional(Text),
  note: Type.Optional(Text),
});
export type Leaving = Static<typeof Leaving>;

const Unmaskable = Type.Union([
  Type.Literal("idNumber"),
  Type.Literal("mobile"),
  Type.Literal("address"),
  Type.Literal("registeredAddress"),
]);
export const Unmasking = Type.Object({
  fields: Type.Array(Unmaskable, { minItems: 1, maxItems: 4 }),
  reason: Text,
});
export type Unmasking = Static<typeof Unmasking>;
export const Unmasked = Type.Object({
  idNumber: Type.Optional(Or(Type.String())),
  mobile: Type.Optional(Or(Type.String())),
  address: Type.Optional(Or(Type.String())),
  registeredAddress: Type.Optional(Or(Type.String())),
});
export type Unmasked = Static<typeof Unmasked>;

export const Admitted = Type.Object({ personId: Id, warnings: Type.Array(Type.String()) });
export type Admitted = Static<typeof Admitted>;
export const Corrected = Type.Object({
  version: Type.Integer(),
  terms: Type.Array(Type.String()),
  warnings: Type.Array(Type.String()),
});
export type Corrected = Static<typeof Corrected>;

const MembershipView = Type.Object({
  id: Id,
  organizationId: Id,
  organizationName: Type.String(),
  validFrom: Type.String(),
  validTo: Or(Type.String()),
  education: Or(Type.String()),
  degree: Or(Type.String()),
  joinedOn: Or(Type.String()),
  joinedPrecision: Type.String(),
  fullOn: Or(Type.String()),
  fullPrecision: Type.String(),
  category: Type.String(),
  registryStatus: Type.String(),
  joinKind: Or(Type.String()),
  job: Or(Type.String()),
  workUnit: Or(Type.String()),
  stratum: Or(Type.String()),
  frontLine: Or(Type.Boolean()),
  migrantWorker: Or(Type.Boolean()),
  groupName: Or(Type.String()),
  flowDestination: Or(Type.String()),
  lostSince: Or(Type.String()),
  note: Type.String(),
});

export const TransferView = Type.Object({
  id: Id,
  kind: Type.String(),
  kindTerm: Type.String(),
  from: Or(Type.String()),
  to: Or(Type.String()),
  state: Type.String(),
  stateTerm: Type.String(),
  handedOverOn: Type.String(),
  decidedOn: Or(Type.String()),
  letterUntil: Or(Type.String()),
  reason: Type.String(),
  note: Type.String(),
});
export type TransferView = Static<typeof TransferView>;

export const MemberView = Type.Object({
  asOf: Type.String(),
  person: Type.Object({
    id: Id,
    version: Type.Integer(),
    name: Type.String(),
    formerName: Or(Type.String()),
    gender: Type.String(),
    genderTerm: Type.String(),
    ethnicity: Or(Type.String()),
    birthOn: Or(Type.String()),
    birthPrecision: Type.String(),
    nativePlace: Or(Type.String()),
    hasIdNumber: Type.Boolean(),
    mobileMask: Or(Type.String()),
    hasAddress: Type.Boolean(),
    hasRegisteredAddress: Type.Boolean(),
  }),
  standing: Or(
    Type.Object({
      category: Type.String(),
      categoryTerm: Type.String(),
      partyYears: Or(Type.Integer()),
      /** 暂停行使表决权; why, is not said here. */
      suspended: Type.Boolean(),
    }),
  ),
  memberships: Type.Array(MembershipView),
  events: Type.Array(
    Type.Object({
      id: Id,
      direction: Type.Integer(),
      code: Type.String(),
      term: Type.String(),
      happenedOn: Type.String(),
      organizationName: Type.String(),
      counterpart: Or(Type.String()),
      documentNumber: Or(Type.String()),
      note: Type.String(),
    }),
  ),
  posts: Type.Array(
    Type.Object({
      id: Id,
      post: Type.String(),
      organizationName: Type.String(),
      validFrom: Type.String(),
      validTo: Or(Type.String()),
    }),
  ),
  transfers: Type.Array(TransferView),
  can: Type.Object({
    correct: Type.Boolean(),
    leave: Type.Boolean(),
    unmask: Type.Boolean(),
    transfer: Type.Boolean(),
    account: Type.Boolean(),
  }),
});
export type MemberView = Static<typeof MemberView>;

/** An account for a person: they see what is their own with it, and hold no role. */
export const AccountOpening = Type.Object({
  username: Type.Optional(Type.String({ maxLength: 40, description: "不填就用姓名拼音" })),
  byPhone: Type.Optional(Type.Boolean({ description: "可以用登记的手机号登录" })),
});
export type AccountOpening = Static<typeof AccountOpening>;
export const AccountOpened = Type.Object({ username: Type.String(), oneTimePassword: Type.String() });
export type AccountOpened = Static<typeof AccountOpened>;

export const YearBookView = Type.Object({
  from: Type.String(),
  to: Type.String(),
  rows: Type.Array(
    Type.Object({
      organizationId: Id,
      organizationName: Type.String(),
      before: Type.Integer(),
      came: Type.Integer(),
      left: Type.Integer(),
      after: Type.Integer(),
      difference: Type.Integer(),
    }),
  ),
  holds: Type.Boolean(),
});
export type YearBookView = Static<typeof YearBookView>;

export const OwnRecord = Type.Object({
  person: Or(
    Type.Object({
      name: Type.String(),
      genderTerm: Type.String(),
      birthOn: Or(Type.String()),
      idNumber: Or(Type.String()),
      mobile: Or(Type.String()),
      address: Or(Type.String()),
      registeredAddress: Or(Type.String()),
      joinedOn: Or(Type.String()),
      fullOn: Or(Type.String()),
      partyYears: Or(Type.Integer()),
      categoryTerm: Or(Type.String()),
      educationTerm: Or(Type.String()),
      organizationName: Or(Type.String()),
    }),
  ),
  events: MemberView.properties.events,
});
export type OwnRecord = Static<typeof OwnRecord>;

/** What somebody who signs in is here: the phone shows others to a member than to an applicant. */
export const OwnStanding = Type.Object({
  standing: Type.Union([Type.Literal("member"), Type.Literal("applicant"), Type.Literal("none")]),
});
export type OwnStanding = Static<typeof OwnStanding>;

export const OwnBranch = Type.Object({
  branch: Or(
    Type.Object({
      name: Type.String(),
      fullName: Type.String(),
      members: Type.Integer(),
      full: Type.Integer(),
      phone: Or(Type.String()),
      address: Or(Type.String()),
      posts: Type.Array(Type.Object({ name: Type.String(), post: Type.String() })),
    }),
  ),
});
export type OwnBranch = Static<typeof OwnBranch>;

export const MemberQuery = Type.Object({
  asOf: Type.Optional(Type.String({ description: "哪一天的情况，如 2026-06-30" })),
});
export type MemberQuery = Static<typeof MemberQuery>;
export const YearBookQuery = Type.Object({ year: Type.Optional(Type.Integer({ minimum: 1949, maximum: 2100 })) });
export type YearBookQuery = Static<typeof YearBookQuery>;
/** How many posts within the Party ended with the membership. */
export const Left = Type.Object({ endedPosts: Type.Integer() });
export type Left = Static<typeof Left>;
