import { type Static, Type } from "typebox";
import { type CodeSetName, codeSet } from "#shared/code-sets.ts";
import type { Day as DayValue } from "#shared/day.ts";

/** Shapes of requests and views of elections. */

const Id = Type.String({ format: "uuid" });
const Short = Type.String({ maxLength: 100 });
const Day = Type.String({ pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", description: "日期，如 2026-11-22" });
const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(it: T) => Type.Union([it, Type.Null()]);
const Code = (name: CodeSetName) =>
  Type.Enum([...codeSet(name).values] as [string, ...string[]], { description: name });
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
    plannedOn: Type.Optional(Day),
    until: Type.Optional(Day),
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
    effectiveOn: Type.Optional(Day),
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

const STEPS = codeSet("election_step").values.filter((it) => it !== "village");
const OWN = ["request", "nomination", "candidates", "meeting", "tellers", "ballot", "officers", "result", "handover"];
const SUPERIOR = ["notice", "extension", "reply", "candidates_reply", "result_reply"];
const stepOf = (codes: readonly string[]) => Type.Enum([...codes] as [string, ...string[]]);

const Common = {
  on: Type.Optional(Day),
  refused: Type.Optional(Type.Boolean()),
  documentNumber: Type.Optional(Type.String({ maxLength: 60 })),
  note: Type.Optional(Type.String({ maxLength: 2_000 })),
  particulars: Type.Optional(StepParticulars),
};
export const StepBody = Type.Object({ step: stepOf(OWN), ...Common }, closed);
export const DecisionBody = Type.Object({ step: stepOf(SUPERIOR), ...Common }, closed);
const AnyStep = Type.Object({ step: stepOf(STEPS), ...Common }, closed);
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
  on: Type.Optional(Day),
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
    on: Day,
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
export const Ending = Type.Object({ on: Type.Optional(Day), note: Type.String({ maxLength: 400 }) }, closed);

const Words = Type.Array(Type.String());
export const Opened = Type.Object({ id: Id, warnings: Words });
export const Basis = Type.Object({
  title: Type.String(),
  gist: Type.String(),
  force: Type.String(),
  confirmed: Type.Boolean(),
});

const Named = Type.Object({
  personId: Nullable(Id),
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
  superiorName: Nullable(Type.String()),
  termNumber: Nullable(Type.Integer()),
  termDueOn: Nullable(Type.String()),
  postponedTo: Nullable(Type.String()),
  openedOn: Type.String(),
  reason: Type.String(),
  delegates: Nullable(Type.Integer()),
  seats: Type.Integer(),
  deputies: Type.Integer(),
  round: Type.Integer(),
  due: Nullable(Type.Integer()),
  present: Nullable(Type.Integer()),
  heldOn: Nullable(Type.String()),
  effectiveOn: Nullable(Type.String()),
  endedOn: Nullable(Type.String()),
  endedTerm: Nullable(Type.String()),
  endedNote: Type.String(),
  next: Nullable(
    Type.Object({
      step: Type.String(),
      term: Type.String(),
      by: Type.String(),
      grounds: Type.String(),
      basis: Basis,
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
      documentNumber: Nullable(Type.String()),
      note: Type.String(),
      facts: Type.Array(Type.Object({ term: Type.String(), value: Type.String() })),
      sheets: Type.Array(
        Type.Object({
          seatTerm: Type.String(),
          seats: Type.Integer(),
          grounds: Type.String(),
          basis: Basis,
          rows: Type.Array(
            Type.Object({
              name: Type.String(),
              votesFor: Type.Integer(),
              votesAgainst: Type.Integer(),
              abstained: Nullable(Type.Integer()),
              writtenIn: Type.Boolean(),
              elected: Type.Boolean(),
            }),
          ),
        }),
      ),
      withdrawnOn: Nullable(Type.String()),
      withdrawnName: Nullable(Type.String()),
      withdrawnReason: Nullable(Type.String()),
    }),
  ),
  nominated: Type.Array(Named),
  candidates: Type.Array(Named),
  elected: Type.Array(Named),
  /** Seats of the next vote, by seat, and who alone stands in it when votes were equal. */
  contests: Type.Array(Type.Object({ seat: Type.String(), seatTerm: Type.String(), seats: Type.Integer() })),
  tied: Nullable(Type.Array(Id)),
  missing: Words,
  recordsBasis: Basis,
  /** Posts of those who sit today, offered as the beginning of the next list. */
  sitting: Type.Array(Type.Object({ personId: Id, name: Type.String(), post: Type.String(), postTerm: Type.String() })),
  undoable: Nullable(Id),
  can: Type.Object({ write: Type.Boolean(), decide: Type.Boolean() }),
});
export type CaseView = Static<typeof CaseView>;

export const RosterView = Type.Object({
  on: Type.String(),
  people: Type.Array(
    Type.Object({
      personId: Id,
      name: Type.String(),
      fullOn: Nullable(Type.String()),
      stopped: Type.Boolean(),
      /** The roster says that they live elsewhere. */
      away: Nullable(Type.String()),
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
  formBasis: Basis,
  seats: Type.Integer(),
  deputies: Type.Integer(),
  least: Type.Integer(),
  most: Type.Integer(),
  delegatesAllowed: Type.Boolean(),
  termNumber: Nullable(Type.Integer()),
  termDueOn: Nullable(Type.String()),
  termGrounds: Nullable(Type.String()),
  underWay: Nullable(Id),
  vacant: Words,
  elects: Type.Boolean(),
  village: Type.Boolean(),
  superiorName: Nullable(Type.String()),
  can: Type.Object({ open: Type.Boolean(), village: Type.Boolean() }),
});
export type StartView = Static<typeof StartView>;

export const TermRow = Type.Object({
  organizationId: Id,
  organizationName: Type.String(),
  town: Nullable(Type.String()),
  termNumber: Nullable(Type.Integer()),
  startOn: Nullable(Type.String()),
  dueOn: Nullable(Type.String()),
  state: Type.String(),
  stateTerm: Type.String(),
  grounds: Type.String(),
  electionId: Nullable(Id),
  stepTerm: Nullable(Type.String()),
  stepOf: Nullable(Type.String()),
  postponedTo: Nullable(Type.String()),
  villageHeldOn: Nullable(Type.String()),
  villageDueOn: Nullable(Type.String()),
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
  next: Nullable(Type.String()),
});
export type TermsView = Static<typeof TermsView>;

export const DutiesView = Type.Object({
  asOf: Type.String(),
  basis: Type.Array(Basis),
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
      heldOn: Nullable(Type.String()),
      stateTerm: Type.String(),
      underWay: Type.Boolean(),
    }),
  ),
  can: Type.Object({ open: Type.Boolean(), village: Type.Boolean() }),
});
export type OfOrganization = Static<typeof OfOrganization>;
