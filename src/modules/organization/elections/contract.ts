import { type Static, Type } from "typebox";
import { Code, DayText, Id, Or, ProvisionView } from "#platform/http/shapes.ts";
import { codeSet } from "#shared/code-sets.ts";
import type { Day as DayValue } from "#shared/day.ts";
import { STEPS, type Step } from "./path.ts";

/** Shapes of requests and views of elections. */

const Short = Type.String({ maxLength: 100 });
const Count = (maximum = 100_000) => Type.Integer({ minimum: 0, maximum });
const closed = { additionalProperties: false } as const;

const PARTY_SEATS = ["member", "secretary", "deputy_secretary"] as const;
const VILLAGE_SEATS = ["village_head", "village_committee_member"] as const;
const PartySeat = Type.Enum([...PARTY_SEATS]);

/** Votes for one person; somebody who was written in need not be anybody the house knows. */
const Votes = Type.Object(
  {
    personId: Type.Optional(Id),
    name: Type.Optional(Short),
    votesFor: Count(),
    votesAgainst: Type.Optional(Count()),
    writtenIn: Type.Optional(Type.Boolean()),
  },
  closed,
);

const Contest = Type.Object({ seat: PartySeat, votes: Type.Array(Votes, { maxItems: 200 }) }, closed);

/** The counting sheet as it is read off. */
const Sheet = Type.Object(
  { issued: Count(), returned: Count(), spoiled: Count(), contests: Type.Array(Contest, { minItems: 1, maxItems: 3 }) },
  closed,
);

const Candidate = Type.Object(
  { personId: Id, seat: PartySeat, byMembers: Type.Optional(Count()), byMasses: Type.Optional(Count()) },
  closed,
);

/** What a step asks for, besides its day and number; each step reads its own. */
export const StepParticulars = Type.Object(
  {
    way: Type.Optional(Type.Enum(["letter", "call"])),
    seats: Type.Optional(
      Type.Object({ members: Type.Integer({ minimum: 1, maximum: 99 }), deputies: Count(9) }, closed),
    ),
    plannedOn: Type.Optional(DayText),
    until: Type.Optional(DayText),
    requestNumber: Type.Optional(Short),
    nominators: Type.Optional(Type.Object({ members: Count(), masses: Count() }, closed)),
    candidates: Type.Optional(Type.Array(Candidate, { maxItems: 100 })),
    struck: Type.Optional(Type.Array(Id, { maxItems: 100 })),
    leftOut: Type.Optional(
      Type.Array(Type.Object({ personId: Id, reason: Code("election_left_out") }, closed), { maxItems: 5_000 }),
    ),
    consent: Type.Optional(Short),
    present: Type.Optional(Count()),
    agreed: Type.Optional(Count()),
    overseers: Type.Optional(Type.Array(Id, { maxItems: 20 })),
    counters: Type.Optional(Type.Array(Id, { maxItems: 20 })),
    sheet: Type.Optional(Sheet),
    fewer: Type.Optional(Type.Object({ agreed: Count() }, closed)),
    duties: Type.Optional(
      Type.Array(Type.Object({ personId: Id, post: Code("party_post") }, closed), { maxItems: 99 }),
    ),
    effectiveOn: Type.Optional(DayText),
    items: Type.Optional(Type.Array(Code("handover_item"), { maxItems: 20 })),
    witness: Type.Optional(Short),
  },
  closed,
);
export type StepParticulars = Static<typeof StepParticulars>;

/** As kept: with the names of the day, and what followed from the count. */
export interface KeptContest {
  readonly seat: (typeof PARTY_SEATS)[number];
  readonly seats?: number;
  readonly votes: readonly (Static<typeof Votes> & { readonly name: string })[];
  readonly elected?: readonly {
    readonly personId?: string | undefined;
    readonly name: string;
    readonly votesFor: number;
  }[];
  readonly tied?: readonly string[];
  readonly unfilled?: number;
}
export interface Particulars
  extends Omit<StepParticulars, "candidates" | "leftOut" | "sheet" | "until" | "plannedOn" | "effectiveOn"> {
  readonly until?: DayValue;
  readonly plannedOn?: DayValue;
  readonly effectiveOn?: DayValue;
  readonly candidates?: readonly (Static<typeof Candidate> & { readonly name?: string })[];
  readonly leftOut?: readonly { readonly personId: string; readonly reason: string; readonly name?: string }[];
  readonly sheet?: Omit<Static<typeof Sheet>, "contests"> & {
    readonly contests: readonly KeptContest[];
    readonly due?: number;
    readonly present?: number;
  };
  readonly due?: number;
  readonly names?: Readonly<Record<string, string>>;
}

const stepOf = (names: readonly string[]) => Type.Enum([...names] as [string, ...string[]]);
const stepBy = (by: Step["by"]) => stepOf(STEPS.flatMap((it) => (it.by === by ? [it.name] : [])));

const Common = {
  on: Type.Optional(DayText),
  refused: Type.Optional(Type.Boolean()),
  documentNumber: Type.Optional(Type.String({ maxLength: 60 })),
  note: Type.Optional(Type.String({ maxLength: 2_000 })),
  particulars: Type.Optional(StepParticulars),
};
export const StepBody = Type.Object({ step: stepBy("own"), ...Common }, closed);
export type StepBody = Static<typeof StepBody>;
export const DecisionBody = Type.Object({ step: stepBy("superior"), ...Common }, closed);
export type DecisionBody = Static<typeof DecisionBody>;
const AnyStep = Type.Object(
  { step: stepOf(codeSet("election_step").values.filter((it) => it !== "village")), ...Common },
  closed,
);
export type StepInput = Static<typeof AnyStep>;

const Opening = {
  organizationId: Id,
  kind: Type.Enum(["term", "by_election"]),
  /** Absent: as the rules have it for the size. */
  form: Type.Optional(Type.Enum(["committee", "direct"])),
  seats: Type.Optional(Type.Integer({ minimum: 1, maximum: 99 })),
  deputies: Type.Optional(Count(9)),
  delegates: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
  termNumber: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  reason: Type.Optional(Type.String({ maxLength: 400 })),
  on: Type.Optional(DayText),
};
export const OpeningBody = Type.Object(Opening, closed);
export type OpeningBody = Static<typeof OpeningBody>;
export const EntryBody = Type.Object(
  { ...Opening, records: Type.Array(AnyStep, { minItems: 1, maxItems: 40 }) },
  closed,
);
export type EntryBody = Static<typeof EntryBody>;

export const VillageBody = Type.Object(
  {
    organizationId: Id,
    on: DayText,
    electors: Count(1_000_000),
    voted: Count(1_000_000),
    documentNumber: Type.Optional(Type.String({ maxLength: 60 })),
    note: Type.Optional(Type.String({ maxLength: 2_000 })),
    termNumber: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
    votes: Type.Array(
      Type.Object(
        {
          seat: Type.Enum([...VILLAGE_SEATS]),
          personId: Type.Optional(Id),
          name: Type.Optional(Short),
          votesFor: Count(1_000_000),
          elected: Type.Boolean(),
        },
        closed,
      ),
      { minItems: 1, maxItems: 60 },
    ),
  },
  closed,
);
export type VillageBody = Static<typeof VillageBody>;

export const Withdrawal = Type.Object({ reason: Type.String({ maxLength: 400 }) }, closed);
export type Withdrawal = Static<typeof Withdrawal>;
export const Ending = Type.Object({ on: Type.Optional(DayText), note: Type.String({ maxLength: 400 }) }, closed);
export type Ending = Static<typeof Ending>;

const Words = Type.Array(Type.String());
export const Opened = Type.Object({ id: Id, warnings: Words });
export type Opened = Static<typeof Opened>;

const Named = Type.Object({
  personId: Or(Id),
  name: Type.String(),
  seat: Type.String(),
  seatTerm: Type.String(),
});

export const CaseView = Type.Object({
  id: Id,
  asOf: Type.String(),
  kind: Type.String(),
  kindTerm: Type.String(),
  form: Type.String(),
  formTerm: Type.String(),
  title: Type.String(),
  organizationId: Id,
  organizationName: Type.String(),
  superiorName: Or(Type.String()),
  termNumber: Or(Type.Integer()),
  termDueOn: Or(Type.String()),
  postponedTo: Or(Type.String()),
  openedOn: Type.String(),
  reason: Type.String(),
  delegates: Or(Type.Integer()),
  seats: Type.Integer(),
  deputies: Type.Integer(),
  round: Type.Integer(),
  due: Or(Type.Integer()),
  present: Or(Type.Integer()),
  heldOn: Or(Type.String()),
  effectiveOn: Or(Type.String()),
  endedOn: Or(Type.String()),
  endedTerm: Or(Type.String()),
  endedNote: Type.String(),
  next: Or(
    Type.Object({
      step: Type.String(),
      term: Type.String(),
      by: Type.String(),
      grounds: Type.String(),
      basis: ProvisionView,
      mayRecord: Type.Boolean(),
    }),
  ),
  steps: Type.Array(
    Type.Object({
      code: Type.String(),
      term: Type.String(),
      by: Type.String(),
      optional: Type.Boolean(),
      papers: Type.Array(Type.Object({ name: Type.String(), term: Type.String() })),
      state: Type.Enum(["done", "open", "later"]),
      mayRecord: Type.Boolean(),
    }),
  ),
  records: Type.Array(
    Type.Object({
      id: Id,
      step: Type.String(),
      term: Type.String(),
      result: Type.String(),
      resultTerm: Type.String(),
      happenedOn: Type.String(),
      placeName: Type.String(),
      recordedName: Type.String(),
      documentNumber: Or(Type.String()),
      note: Type.String(),
      facts: Type.Array(Type.Object({ term: Type.String(), value: Type.String() })),
      sheets: Type.Array(
        Type.Object({
          seatTerm: Type.String(),
          seats: Type.Integer(),
          grounds: Type.String(),
          basis: ProvisionView,
          rows: Type.Array(
            Type.Object({
              name: Type.String(),
              votesFor: Type.Integer(),
              votesAgainst: Type.Integer(),
              abstained: Or(Type.Integer()),
              writtenIn: Type.Boolean(),
              elected: Type.Boolean(),
            }),
          ),
        }),
      ),
      withdrawnOn: Or(Type.String()),
      withdrawnName: Or(Type.String()),
      withdrawnReason: Or(Type.String()),
    }),
  ),
  nominated: Type.Array(Named),
  candidates: Type.Array(Named),
  elected: Type.Array(Named),
  /** Seats of the next vote, by seat, and who alone stands in it when votes were equal. */
  contests: Type.Array(Type.Object({ seat: Type.String(), seatTerm: Type.String(), seats: Type.Integer() })),
  tied: Or(Type.Array(Id)),
  missing: Words,
  recordsBasis: ProvisionView,
  /** Posts of those who sit today, offered as the beginning of the next list. */
  sitting: Type.Array(Type.Object({ personId: Id, name: Type.String(), post: Type.String(), postTerm: Type.String() })),
  undoable: Or(Id),
  can: Type.Object({ write: Type.Boolean(), decide: Type.Boolean() }),
});
export type CaseView = Static<typeof CaseView>;

export const RosterView = Type.Object({
  on: Type.String(),
  people: Type.Array(
    Type.Object({
      personId: Id,
      name: Type.String(),
      fullOn: Or(Type.String()),
      stopped: Type.Boolean(),
      /** The roster says that they live elsewhere. */
      away: Or(Type.String()),
    }),
  ),
  probationary: Type.Integer(),
});
export type RosterView = Static<typeof RosterView>;

/** What the house knows before an election begins. */
export const StartView = Type.Object({
  organizationId: Id,
  organizationName: Type.String(),
  kindTerm: Type.String(),
  full: Type.Integer(),
  form: Type.String(),
  formGrounds: Type.String(),
  formBasis: ProvisionView,
  seats: Type.Integer(),
  deputies: Type.Integer(),
  least: Type.Integer(),
  most: Type.Integer(),
  delegatesAllowed: Type.Boolean(),
  termNumber: Or(Type.Integer()),
  termDueOn: Or(Type.String()),
  termGrounds: Or(Type.String()),
  underWay: Or(Id),
  vacant: Words,
  elects: Type.Boolean(),
  village: Type.Boolean(),
  superiorName: Or(Type.String()),
  can: Type.Object({ open: Type.Boolean(), village: Type.Boolean() }),
});
export type StartView = Static<typeof StartView>;

export const TermRow = Type.Object({
  organizationId: Id,
  organizationName: Type.String(),
  town: Or(Type.String()),
  termNumber: Or(Type.Integer()),
  startOn: Or(Type.String()),
  dueOn: Or(Type.String()),
  state: Type.String(),
  stateTerm: Type.String(),
  grounds: Type.String(),
  electionId: Or(Id),
  stepTerm: Or(Type.String()),
  stepOf: Or(Type.String()),
  postponedTo: Or(Type.String()),
  villageHeldOn: Or(Type.String()),
  villageDueOn: Or(Type.String()),
});
export const TermStates = ["overdue", "due_soon", "under_way", "running", "none"] as const;
export const TermsView = Type.Object({
  asOf: Type.String(),
  total: Type.Integer(),
  counts: Type.Array(Type.Object({ state: Type.String(), term: Type.String(), count: Type.Integer() })),
  towns: Type.Array(
    Type.Object({
      organizationId: Id,
      name: Type.String(),
      overdue: Type.Integer(),
      dueSoon: Type.Integer(),
      underWay: Type.Integer(),
      all: Type.Integer(),
    }),
  ),
  rows: Type.Array(TermRow),
  next: Or(Type.String()),
});
export type TermsView = Static<typeof TermsView>;

export const DutiesView = Type.Object({
  asOf: Type.String(),
  basis: Type.Array(ProvisionView),
  oneShoulder: Type.Array(
    Type.Object({
      organizationId: Id,
      organizationName: Type.String(),
      personId: Id,
      name: Type.String(),
      since: Type.String(),
      secretarySince: Type.String(),
      headSince: Type.String(),
    }),
  ),
  places: Type.Array(
    Type.Object({
      organizationId: Id,
      organizationName: Type.String(),
      partySeats: Type.Integer(),
      villageSeats: Type.Integer(),
      both: Type.Integer(),
      names: Words,
    }),
  ),
  totals: Type.Object({
    villages: Type.Integer(),
    oneShoulder: Type.Integer(),
    partySeats: Type.Integer(),
    villageSeats: Type.Integer(),
    both: Type.Integer(),
  }),
});
export type DutiesView = Static<typeof DutiesView>;

export const OfOrganization = Type.Object({
  rows: Type.Array(
    Type.Object({
      id: Id,
      kindTerm: Type.String(),
      openedOn: Type.String(),
      heldOn: Or(Type.String()),
      stateTerm: Type.String(),
      underWay: Type.Boolean(),
    }),
  ),
  can: Type.Object({ open: Type.Boolean(), village: Type.Boolean() }),
});
export type OfOrganization = Static<typeof OfOrganization>;

const AsOf = Type.Optional(Type.String({ description: "哪一天的情况，如 2026-06-30" }));
const Org = Type.Optional(Id);
export const TermsQuery = Type.Object({
  org: Org,
  state: Type.Optional(Type.Enum([...TermStates])),
  q: Type.Optional(Type.String({ maxLength: 60 })),
  sort: Type.Optional(Type.Enum(["due", "place"])),
  after: Type.Optional(Type.String({ maxLength: 400 })),
  asOf: AsOf,
});
export type TermsQuery = Static<typeof TermsQuery>;
export const DutiesQuery = Type.Object({ org: Org, asOf: AsOf });
export type DutiesQuery = Static<typeof DutiesQuery>;
export const RosterQuery = Type.Object({ on: AsOf });
export type RosterQuery = Static<typeof RosterQuery>;
