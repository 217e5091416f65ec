import { type Static, Type } from "typebox";
import { bodyOf } from "#platform/forms/body.ts";
import { DayText, Id, OneOf, Or, ProvisionView } from "#platform/http/shapes.ts";
import { DISPOSING } from "./asks.ts";

/** Shapes of requests and views of the appraisal. */

const Year = Type.Integer({ minimum: 1949, maximum: 2100, description: "年度" });
const Count = Type.Integer({ minimum: 0, maximum: 100_000 });
const hex = (characters: number, description: string) =>
  Type.String({ pattern: `^[0-9a-f]{${characters}}$`, description });

const Grade = OneOf("excellent", "qualified", "barely_qualified", "unqualified");
const Exemption = OneOf("frail", "host", "newcomer", "other");
const Manner = OneOf("ballot", "paper");
const Ceiling = OneOf("third", "thirty", "none");

export const DraftQuery = Type.Object({ organizationId: Id });
export type DraftQuery = Static<typeof DraftQuery>;
export const AppraisalDraft = Type.Object({
  organizationName: Type.String(),
  years: Type.Array(Type.Object({ year: Type.Integer(), existing: Or(Id) })),
  members: Type.Array(
    Type.Object({
      personId: Id,
      name: Type.String(),
      categoryTerm: Type.String(),
      /** Why the roster says that this one gets no grade; null for those who do. */
      exempt: Or(Type.String()),
      exemptTerm: Or(Type.String()),
      votes: Type.Boolean(),
      /** 暂停行使表决权; why, is not said here. */
      suspended: Type.Boolean(),
    }),
  ),
  least: Type.Integer(),
  canOpen: Type.Boolean(),
  provisions: Type.Array(ProvisionView),
});
export type AppraisalDraft = Static<typeof AppraisalDraft>;

export const Opening = Type.Object({
  organizationId: Id,
  year: Year,
  manner: Manner,
  ceiling: Ceiling,
  /** Full members who get no grade, besides those of whom the roster says so. */
  exempt: Type.Optional(Type.Array(Type.Object({ personId: Id, reason: Exemption }), { maxItems: 500 })),
  /** Full members who do not vote (absent with leave, rights suspended). */
  notVoting: Type.Optional(Type.Array(Id, { maxItems: 500 })),
});
export type Opening = Static<typeof Opening>;

export const PaperCount = Type.Object({
  issued: Count,
  returned: Count,
  valid: Count,
  tellers: Type.String({ minLength: 2, maxLength: 100, description: "计票人、监票人" }),
  marks: Type.Array(
    Type.Object({ itemId: Id, excellent: Count, qualified: Count, barely: Count, unqualified: Count }),
    { maxItems: 500 },
  ),
});
export type PaperCount = Static<typeof PaperCount>;

export const Grading = Type.Object({
  decidedAt: Type.String({ minLength: 2, maxLength: 100, description: "哪次会议评定的" }),
  grades: Type.Array(
    Type.Object({ itemId: Id, grade: Grade, opinion: Type.Optional(Type.String({ maxLength: 800 })) }),
    { minItems: 1, maxItems: 500 },
  ),
});
export type Grading = Static<typeof Grading>;

export const Publication = Type.Object({
  publishedOn: Type.Optional(DayText),
  manner: Type.String({ minLength: 2, maxLength: 100, description: "怎样公布的，如“党员大会通报”" }),
});
export type Publication = Static<typeof Publication>;

export const Disposing = bodyOf(DISPOSING);
export type Disposing = Static<typeof Disposing>;
export const RectifyEnd = Type.Object({ on: Type.Optional(DayText), outcome: OneOf("improved", "not") });
export type RectifyEnd = Static<typeof RectifyEnd>;
export const Withdrawal = Type.Object({ reason: Type.String({ minLength: 2, maxLength: 400 }) });
export type Withdrawal = Static<typeof Withdrawal>;

const Marks = Type.Object({
  excellent: Type.Integer(),
  qualified: Type.Integer(),
  barely: Type.Integer(),
  unqualified: Type.Integer(),
  abstained: Type.Integer(),
});
export const AppraisalView = Type.Object({
  id: Id,
  organizationId: Id,
  organizationName: Type.String(),
  year: Type.Integer(),
  manner: Manner,
  mannerTerm: Type.String(),
  ceilingTerm: Type.String(),
  stage: Type.String(),
  stageTerm: Type.String(),
  path: Type.Array(Type.Object({ term: Type.String(), on: Or(Type.String()), by: Type.String() })),
  withdrawn: Or(Type.String()),
  graded: Type.Integer(),
  voters: Type.Integer(),
  /** How many have taken a token; who, is nobody's business while they vote. */
  taken: Type.Integer(),
  inBox: Or(Type.Integer()),
  least: Type.Integer(),
  sheets: Or(
    Type.Object({
      issued: Type.Integer(),
      returned: Type.Integer(),
      valid: Type.Integer(),
      unreadable: Type.Integer(),
      tellers: Type.String(),
    }),
  ),
  /** Of a ballot by telephone: accounts of voters that are younger than thirty days, and who let them in. */
  young: Or(Type.Object({ accounts: Type.Integer(), by: Type.String() })),
  decidedAt: Type.String(),
  publishManner: Type.String(),
  excellentMost: Or(Type.Integer()),
  totals: Type.Array(
    Type.Object({ grade: Grade, term: Type.String(), marks: Type.Integer(), persons: Type.Integer() }),
  ),
  items: Type.Array(
    Type.Object({
      id: Id,
      personId: Id,
      name: Type.String(),
      exemptTerm: Or(Type.String()),
      selfText: Type.String(),
      marks: Or(Marks),
      suggested: Or(Grade),
      grade: Or(Grade),
      gradeTerm: Or(Type.String()),
      opinion: Type.String(),
      dispositionTerm: Or(Type.String()),
      rectify: Or(
        Type.Object({
          from: Type.String(),
          to: Type.String(),
          help: Type.String(),
          endedOn: Or(Type.String()),
          outcome: Or(Type.String()),
          due: Type.Boolean(),
        }),
      ),
    }),
  ),
  provisions: Type.Array(ProvisionView),
  can: Type.Object({
    start: Type.Boolean(),
    close: Type.Boolean(),
    toPaper: Type.Boolean(),
    count: Type.Boolean(),
    grade: Type.Boolean(),
    publish: Type.Boolean(),
    withdraw: Type.Boolean(),
    dispose: Type.Boolean(),
  }),
});
export type AppraisalView = Static<typeof AppraisalView>;

export const YearQuery = Type.Object({ year: Type.Optional(Year) });
export type YearQuery = Static<typeof YearQuery>;
export const YearView = Type.Object({
  year: Type.Integer(),
  /** Branches with members, how many of them have counted, have published, have nothing yet. */
  branches: Type.Integer(),
  counted: Type.Integer(),
  published: Type.Integer(),
  grades: Type.Array(Type.Object({ grade: Grade, term: Type.String(), persons: Type.Integer() })),
  ungraded: Type.Integer(),
  rows: Type.Array(
    Type.Object({
      organizationId: Id,
      organizationName: Type.String(),
      appraisalId: Or(Id),
      stage: Or(Type.String()),
      stageTerm: Or(Type.String()),
      mannerTerm: Or(Type.String()),
      members: Type.Integer(),
      excellent: Type.Integer(),
      qualified: Type.Integer(),
      barely: Type.Integer(),
      unqualified: Type.Integer(),
    }),
  ),
  more: Type.Boolean(),
  provisions: Type.Array(ProvisionView),
  canWrite: Type.Boolean(),
});
export type YearView = Static<typeof YearView>;

/** My branch's appraisals as I see them in Pocket. */
export const OwnAppraisals = Type.Object({
  current: Or(
    Type.Object({
      id: Id,
      year: Type.Integer(),
      organizationName: Type.String(),
      stage: Type.String(),
      stageTerm: Type.String(),
      manner: Manner,
      /** My line on the list of voters; null when I do not vote. What my phone keeps of a token is kept under it. */
      voterId: Or(Id),
      votes: Type.Boolean(),
      /** A token was taken for me, on whichever device. */
      taken: Type.Boolean(),
      voters: Type.Integer(),
      least: Type.Integer(),
      /** Of my box: its id and the modulus of its key; null when there is none to vote in. */
      box: Or(Type.Object({ id: Id, publicKey: Type.String() })),
      people: Type.Array(Type.Object({ id: Id, name: Type.String(), me: Type.Boolean(), selfText: Type.String() })),
      /** What I wrote of myself; null when I am not on the list. */
      self: Or(Type.String()),
      facts: Type.Array(Type.String()),
    }),
  ),
  results: Type.Array(
    Type.Object({
      id: Id,
      year: Type.Integer(),
      publishedOn: Type.String(),
      mine: Or(Type.String()),
      opinion: Type.String(),
      valid: Type.Integer(),
      marks: Or(Marks),
      grades: Type.Array(Type.Object({ term: Type.String(), names: Type.Array(Type.String()) })),
    }),
  ),
});
export type OwnAppraisals = Static<typeof OwnAppraisals>;

export const SelfText = Type.Object({ text: Type.String({ maxLength: 1_500, description: "个人自评" }) });
export type SelfText = Static<typeof SelfText>;
export const TokenAsking = Type.Object({ blinded: hex(512, "盲化后的选票凭证") });
export type TokenAsking = Static<typeof TokenAsking>;
export const TokenAnswer = Type.Object({ signature: Type.String() });
export type TokenAnswer = Static<typeof TokenAnswer>;
export const BallotCast = Type.Object({
  boxId: Id,
  message: hex(128, "选票凭证"),
  signature: hex(512, "凭证的签名"),
  marks: Type.Array(Type.Object({ question: Id, choice: Or(Grade) }), { maxItems: 500 }),
});
export type BallotCast = Static<typeof BallotCast>;
