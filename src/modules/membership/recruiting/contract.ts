import { type Static, Type } from "typebox";
import { bodyOf } from "#platform/forms/body.ts";
import { DayText, Id, Or, ProvisionView } from "#platform/http/shapes.ts";
import { PARTICULARS, STEPS } from "./path.ts";

/** Shapes of requests and views of recruiting. */

const Text = Type.String({ maxLength: 400 });
const Heads = Type.Integer({ minimum: 0, maximum: 100_000 });
const heads = (title: string) => Type.Integer({ minimum: 0, maximum: 100_000, title });

/** Reasons for which a full member is not counted among those entitled to vote (regulations 1.2, 4.3). */
export const EXCLUSIONS = [
  "discipline",
  "detained",
  "unable",
  "abroad",
  "bedridden",
  "away",
  "floating_excused",
] as const;
const Exclusion = Type.Object({
  personId: Id,
  reason: Type.Union(EXCLUSIONS.map((it) => Type.Literal(it))),
});

const Vote = Type.Object({
  present: heads("实到有表决权的党员人数"),
  yes: heads("赞成票数"),
  no: heads("不赞成票数"),
  abstain: heads("弃权票数"),
  writtenYes: Type.Optional(heads("会前书面意见赞成数")),
  writtenNo: Type.Optional(heads("会前书面意见不赞成数")),
  excluded: Type.Optional(Type.Array(Exclusion, { maxItems: 500 })),
});

/** What a step records besides its day; which of them a step asks for stands in path.ts. */
export const Particulars = bodyOf(PARTICULARS, { vote: Type.Optional(Vote) });
export type Particulars = Static<typeof Particulars>;

const StepNumber = Type.Integer({ minimum: 2, maximum: STEPS.length, description: "发展党员二十五步中的第几步" });
export const StepBody = Type.Object({
  step: StepNumber,
  on: Type.Optional(DayText),
  refused: Type.Optional(Type.Boolean({ description: "结果是不同意" })),
  opinion: Type.Optional(Type.String({ maxLength: 2_000 })),
  documentNumber: Type.Optional(Text),
  particulars: Type.Optional(Particulars),
});
export type StepBody = Static<typeof StepBody>;

/** At the committee: which committee decides; the nearest competent one unless another is named. */
export const ApprovalBody = Type.Object({ ...StepBody.properties, approverId: Type.Optional(Id) });
export type ApprovalBody = Static<typeof ApprovalBody>;

const APPLICANT_KEYS = [
  "gender",
  "ethnicity",
  "birthOn",
  "idNumber",
  "nativePlace",
  "education",
  "job",
  "workUnit",
  "mobile",
  "address",
  "registeredAddress",
] as const;
const Applicant = Type.Object({
  name: Text,
  ...(Object.fromEntries(APPLICANT_KEYS.map((key) => [key, Type.Optional(Text)])) as Record<
    (typeof APPLICANT_KEYS)[number],
    ReturnType<typeof Type.Optional<typeof Text>>
  >),
});

export const Opening = Type.Object({
  organizationId: Id,
  applicant: Applicant,
  on: Type.Optional(DayText),
  awayPlace: Type.Optional(Text),
  leavesOn: Type.Optional(DayText),
  opinion: Type.Optional(Type.String({ maxLength: 2_000 })),
});
export type Opening = Static<typeof Opening>;

/**
 * A case that was kept on paper: the application and the records that followed, in the order of their days. Of somebody who stands on a roster already it
 * names the person. */
export const Entry = Type.Object({
  ...Opening.properties,
  applicant: Type.Optional(Applicant),
  personId: Type.Optional(Id),
  records: Type.Array(StepBody, { maxItems: 60 }),
});
export type Entry = Static<typeof Entry>;

export const Opened = Type.Object({ id: Id, warnings: Type.Array(Type.String()) });
export type Opened = Static<typeof Opened>;
export const RecordMade = Type.Object({ id: Id, warnings: Type.Array(Type.String()) });
export type RecordMade = Static<typeof RecordMade>;

export const Withdrawal = Type.Object({ reason: Text });
export type Withdrawal = Static<typeof Withdrawal>;
export const Ending = Type.Object({ on: Type.Optional(DayText), note: Text });
export type Ending = Static<typeof Ending>;
export const Moving = Type.Object({ toOrganizationId: Id, note: Type.Optional(Text) });
export type Moving = Static<typeof Moving>;

export const PlanBody = Type.Object({
  organizationId: Id,
  year: Type.Integer({ minimum: 1949, maximum: 2999 }),
  quota: Heads,
  activists: Type.Optional(Heads),
  women: Type.Optional(Heads),
  youth: Type.Optional(Heads),
  college: Type.Optional(Heads),
  documentNumber: Type.Optional(Text),
  note: Type.Optional(Text),
  version: Type.Optional(Type.Integer({ description: "看到的版本号，防止互相覆盖" })),
});
export type PlanBody = Static<typeof PlanBody>;
export const PlanMade = Type.Object({ id: Id, version: Type.Integer() });
export type PlanMade = Static<typeof PlanMade>;

const RecordView = Type.Object({
  id: Id,
  step: Type.Integer(),
  term: Type.String(),
  result: Type.String(),
  resultTerm: Type.String(),
  happenedOn: Type.String(),
  placeName: Type.String(),
  recordedName: Type.String(),
  /** The branch meeting in the ledger at which it was voted on. */
  meetingId: Or(Id),
  opinion: Type.String(),
  documentNumber: Or(Type.String()),
  facts: Type.Array(Type.Object({ term: Type.String(), value: Type.String() })),
  withdrawnOn: Or(Type.String()),
  withdrawnName: Or(Type.String()),
  withdrawnReason: Or(Type.String()),
  papers: Type.Array(Type.Object({ id: Id, name: Type.String(), addedOn: Type.String() })),
  /** What its paper is called, where it is kept as it was issued. */
  document: Or(Type.String()),
});

export const CaseView = Type.Object({
  asOf: Type.String(),
  id: Id,
  personId: Id,
  name: Type.String(),
  genderTerm: Type.String(),
  birthOn: Or(Type.String()),
  educationTerm: Or(Type.String()),
  jobTerm: Or(Type.String()),
  workUnit: Or(Type.String()),
  awayPlace: Or(Type.String()),
  organizationId: Id,
  organizationName: Type.String(),
  approverId: Or(Id),
  approverName: Or(Type.String()),
  appliedOn: Type.String(),
  stage: Type.String(),
  stageTerm: Type.String(),
  endedOn: Or(Type.String()),
  endedTerm: Or(Type.String()),
  endedNote: Type.String(),
  probationEnds: Or(Type.String()),
  isMember: Type.Boolean(),
  next: Or(
    Type.Object({
      step: Type.Integer(),
      term: Type.String(),
      grounds: Type.String(),
      deadline: Or(Type.String()),
      basis: ProvisionView,
    }),
  ),
  /** What stands against going on, each with its provision. */
  hindrances: Type.Array(Type.Object({ what: Type.String(), basis: ProvisionView })),
  steps: Type.Array(
    Type.Object({
      number: Type.Integer(),
      part: Type.Integer(),
      term: Type.String(),
      by: Type.String(),
      document: Type.String(),
      state: Type.Union([Type.Literal("done"), Type.Literal("open"), Type.Literal("later")]),
      mayRecord: Type.Boolean(),
    }),
  ),
  records: Type.Array(RecordView),
  helpers: Type.Array(
    Type.Object({
      personId: Id,
      name: Type.String(),
      partTerm: Type.String(),
      validFrom: Type.String(),
      validTo: Or(Type.String()),
    }),
  ),
  gaps: Type.Array(Type.String()),
  /** What the person handed in of their own accord, newest first. */
  reports: Type.Array(Type.Object({ id: Id, on: Type.String(), content: Type.String() })),
  can: Type.Object({
    record: Type.Boolean(),
    approve: Type.Boolean(),
    move: Type.Boolean(),
    account: Type.Boolean(),
  }),
});
export type CaseView = Static<typeof CaseView>;

export const VotersView = Type.Object({
  on: Type.String(),
  organizationName: Type.String(),
  full: Type.Array(Type.Object({ personId: Id, name: Type.String(), suspended: Type.Boolean() })),
  probationary: Type.Array(Type.Object({ personId: Id, name: Type.String() })),
});
export type VotersView = Static<typeof VotersView>;

export const OwnRecruiting = Type.Object({
  current: Or(
    Type.Object({
      stageTerm: Type.String(),
      endedTerm: Or(Type.String()),
      endedOn: Or(Type.String()),
      appliedOn: Type.String(),
      organizationName: Type.String(),
      probationEnds: Or(Type.String()),
      /** `what`: what it means for the person. */
      next: Or(Type.Object({ term: Type.String(), what: Type.String(), grounds: Type.String() })),
      helpers: Type.Array(Type.Object({ partTerm: Type.String(), name: Type.String() })),
      parts: Type.Array(
        Type.Object({
          term: Type.String(),
          steps: Type.Array(Type.Object({ number: Type.Integer(), term: Type.String(), doneOn: Or(Type.String()) })),
        }),
      ),
      reviewedOn: Type.Array(Type.String()),
      /** When the next half-yearly review of me is due. */
      reviewDue: Or(Type.String()),
      reports: Type.Array(Type.Object({ id: Id, on: Type.String(), content: Type.String() })),
      mayReport: Type.Boolean(),
    }),
  ),
  /** Those whom I train or introduce. */
  people: Type.Array(
    Type.Object({
      caseId: Id,
      name: Type.String(),
      partTerms: Type.Array(Type.String()),
      stageTerm: Type.String(),
      reviewedOn: Or(Type.String()),
      due: Or(Type.String()),
      isDue: Type.Boolean(),
      mayReview: Type.Boolean(),
    }),
  ),
});
export type OwnRecruiting = Static<typeof OwnRecruiting>;
export const OwnWords = Type.Object({ content: Type.String({ maxLength: 2_000 }) });
export type OwnWords = Static<typeof OwnWords>;

export const MapView = Type.Object({
  asOf: Type.String(),
  rows: Type.Array(
    Type.Object({
      organizationId: Id,
      organizationName: Type.String(),
      applicant: Type.Integer(),
      activist: Type.Integer(),
      target: Type.Integer(),
      probationary: Type.Integer(),
      full: Type.Integer(),
    }),
  ),
});
export type MapView = Static<typeof MapView>;

const Counts = Type.Object({
  admitted: Type.Integer(),
  women: Type.Integer(),
  youth: Type.Integer(),
  college: Type.Integer(),
  activists: Type.Integer(),
});
export const FollowView = Type.Object({
  year: Type.Integer(),
  from: Type.String(),
  to: Type.String(),
  rows: Type.Array(
    Type.Object({
      organizationId: Id,
      organizationName: Type.String(),
      mayPlan: Type.Boolean(),
      plan: Or(
        Type.Object({
          quota: Type.Integer(),
          activists: Or(Type.Integer()),
          women: Or(Type.Integer()),
          youth: Or(Type.Integer()),
          college: Or(Type.Integer()),
          documentNumber: Or(Type.String()),
          version: Type.Integer(),
        }),
      ),
      counts: Counts,
    }),
  ),
  trades: Type.Array(Type.Object({ term: Type.String(), count: Type.Integer() })),
});
export type FollowView = Static<typeof FollowView>;

const AsOf = Type.Optional(Type.String({ description: "哪一天的情况，如 2026-06-30" }));
export const MapQuery = Type.Object({ org: Type.Optional(Id), asOf: AsOf });
export type MapQuery = Static<typeof MapQuery>;
export const FollowQuery = Type.Object({ year: Type.Optional(Type.Integer({ minimum: 1949, maximum: 2999 })) });
export type FollowQuery = Static<typeof FollowQuery>;
export const VotersQuery = Type.Object({ on: AsOf });
export type VotersQuery = Static<typeof VotersQuery>;
export const BranchVotersQuery = Type.Object({ org: Id, on: AsOf });
export type BranchVotersQuery = Static<typeof BranchVotersQuery>;
