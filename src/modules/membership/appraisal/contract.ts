import { type Static, Type } from "typebox";

/** Shapes of requests and views of the appraisal. */

const Id = Type.String({ format: "uuid" });
const Nullable = <T extends ReturnType<typeof Type.String> | ReturnType<typeof Type.Integer>>(it: T) =>
  Type.Union([it, Type.Null()]);
const Day = Type.String({ pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", description: "日期，如 2026-11-22" });
const Year = Type.Integer({ minimum: 1949, maximum: 2100, description: "年度" });
const Count = Type.Integer({ minimum: 0, maximum: 100_000 });
const words = <const T extends readonly string[]>(...of: T) =>
  Type.Unsafe<T[number]>(Type.Union(of.map((it) => Type.Literal(it))));
const hex = (characters: number, description: string) =>
  Type.String({ pattern: `^[0-9a-f]{${characters}}$`, description });

const Grade = words("excellent", "qualified", "barely_qualified", "unqualified");
const Exemption = words("frail", "host", "newcomer", "other");
const Manner = words("ballot", "paper");
const Ceiling = words("third", "thirty", "none");
const ProvisionView = Type.Object({
  id: Type.String(),
  title: Type.String(),
  gist: Type.String(),
  force: Type.String(),
  confirmed: Type.Boolean(),
});

export const DraftQuery = Type.Object({ organizationId: Id });
export const AppraisalDraft = Type.Object({
  organizationName: Type.String(),
  years: Type.Array(Type.Object({ year: Type.Integer(), existing: Nullable(Id) })),
  members: Type.Array(
    Type.Object({
      personId: Id,
      name: Type.String(),
      categoryTerm: Type.String(),
      /** Why the roster says that this one gets no grade; null for those who do. */
      exempt: Nullable(Type.String()),
      exemptTerm: Nullable(Type.String()),
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
export const Opened = Type.Object({ id: Id });

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
  publishedOn: Type.Optional(Day),
  manner: Type.String({ minLength: 2, maxLength: 100, description: "怎样公布的，如“党员大会通报”" }),
});
export type Publication = Static<typeof Publication>;

export const Disposing = Type.Object({
  disposition: words("rectify", "persuade", "removal", "lapse"),
  /** Of 限期改正: from which day to which, and what helps. */
  from: Type.Optional(Day),
  to: Type.Optional(Day),
  help: Type.Optional(Type.String({ maxLength: 800 })),
});
export type Disposing = Static<typeof Disposing>;
export const RectifyEnd = Type.Object({ on: Type.Optional(Day), outcome: words("improved", "not") });
export type RectifyEnd = Static<typeof RectifyEnd>;
export const Withdrawal = Type.Object({ reason: Type.String({ minLength: 2, maxLength: 400 }) });

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
  path: Type.Array(Type.Object({ term: Type.String(), on: Nullable(Type.String()), by: Type.String() })),
  withdrawn: Nullable(Type.String()),
  graded: Type.Integer(),
  voters: Type.Integer(),
  /** How many have taken a token; who, is nobody's business while they vote. */
  taken: Type.Integer(),
  inBox: Nullable(Type.Integer()),
  least: Type.Integer(),
  sheets: Type.Union([
    Type.Object({
      issued: Type.Integer(),
      returned: Type.Integer(),
      valid: Type.Integer(),
      unreadable: Type.Integer(),
      tellers: Type.String(),
    }),
    Type.Null(),
  ]),
  decidedAt: Type.String(),
  publishManner: Type.String(),
  excellentMost: Nullable(Type.Integer()),
  totals: Type.Array(
    Type.Object({ grade: Grade, term: Type.String(), marks: Type.Integer(), persons: Type.Integer() }),
  ),
  items: Type.Array(
    Type.Object({
      id: Id,
      personId: Id,
      name: Type.String(),
      exemptTerm: Nullable(Type.String()),
      selfText: Type.String(),
      marks: Type.Union([Marks, Type.Null()]),
      suggested: Type.Union([Grade, Type.Null()]),
      grade: Type.Union([Grade, Type.Null()]),
      gradeTerm: Nullable(Type.String()),
      opinion: Type.String(),
      dispositionTerm: Nullable(Type.String()),
      rectify: Type.Union([
        Type.Object({
          from: Type.String(),
          to: Type.String(),
          help: Type.String(),
          endedOn: Nullable(Type.String()),
          outcome: Nullable(Type.String()),
          due: Type.Boolean(),
        }),
        Type.Null(),
      ]),
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
      appraisalId: Nullable(Id),
      stage: Nullable(Type.String()),
      stageTerm: Nullable(Type.String()),
      mannerTerm: Nullable(Type.String()),
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
  current: Type.Union([
    Type.Object({
      id: Id,
      year: Type.Integer(),
      organizationName: Type.String(),
      stage: Type.String(),
      stageTerm: Type.String(),
      manner: Manner,
      /** My line on the list of voters; null when I do not vote. What my phone keeps of a token is kept under it. */
      voterId: Nullable(Id),
      votes: Type.Boolean(),
      /** A token was taken for me, on whichever device. */
      taken: Type.Boolean(),
      voters: Type.Integer(),
      least: Type.Integer(),
      /** Of my box: its id and the modulus of its key; null when there is none to vote in. */
      box: Type.Union([Type.Object({ id: Id, publicKey: Type.String() }), Type.Null()]),
      people: Type.Array(Type.Object({ id: Id, name: Type.String(), me: Type.Boolean(), selfText: Type.String() })),
      /** What I wrote of myself; null when I am not on the list. */
      self: Nullable(Type.String()),
      facts: Type.Array(Type.String()),
    }),
    Type.Null(),
  ]),
  results: Type.Array(
    Type.Object({
      id: Id,
      year: Type.Integer(),
      publishedOn: Type.String(),
      mine: Nullable(Type.String()),
      opinion: Type.String(),
      valid: Type.Integer(),
      marks: Type.Union([Marks, Type.Null()]),
      grades: Type.Array(Type.Object({ term: Type.String(), names: Type.Array(Type.String()) })),
    }),
  ),
});
export type OwnAppraisals = Static<typeof OwnAppraisals>;

export const SelfText = Type.Object({ text: Type.String({ maxLength: 1_500, description: "个人自评" }) });
export const TokenAsking = Type.Object({ blinded: hex(512, "盲化后的选票凭证") });
export const TokenAnswer = Type.Object({ signature: Type.String() });
export const BallotCast = Type.Object({
  boxId: Id,
  message: hex(128, "选票凭证"),
  signature: hex(512, "凭证的签名"),
  marks: Type.Array(Type.Object({ question: Id, choice: Type.Union([Grade, Type.Null()]) }), { maxItems: 500 }),
});
export type BallotCast = Static<typeof BallotCast>;
