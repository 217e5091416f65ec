import { type Static, Type } from "typebox";
import { codeSet } from "#shared/code-sets.ts";

/** Shapes of requests and views of floating members. */

const Id = Type.String({ format: "uuid" });
const Text = Type.String({ maxLength: 400 });
const Short = Type.String({ maxLength: 100 });
const Day = Type.String({ pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", description: "日期，如 2026-11-22" });
const Nullable = <T extends ReturnType<typeof Type.String>>(it: T) => Type.Union([it, Type.Null()]);
const Code = (name: Parameters<typeof codeSet>[0]) =>
  Type.Enum([...codeSet(name).values] as [string, ...string[]], { description: name });
/** A pass as text; a log of many years stays below. */
const PassText = Type.String({ minLength: 1, maxLength: 200_000 });

const Leaving = {
  leftOn: Day,
  expectedBackOn: Type.Optional(Day),
  scope: Code("floating_scope"),
  reason: Code("floating_reason"),
  abroad: Type.Optional(Type.Boolean()),
  originJob: Type.Optional(Code("origin_job")),
  destinationKind: Type.Optional(Code("destination_kind")),
  destination: Short,
  workUnit: Type.Optional(Short),
  address: Type.Optional(Short),
  phone: Type.Optional(Type.String({ maxLength: 40 })),
  emergency: Type.Optional(Short),
};

export const Outflow = Type.Object({
  personId: Id,
  ...Leaving,
  homeContact: Type.Optional(Short),
  hostOrganizationId: Type.Optional(Id),
  hostName: Type.Optional(Short),
});
export type Outflow = Static<typeof Outflow>;

export const OwnOutflow = Type.Object(Leaving);
export type OwnOutflow = Static<typeof OwnOutflow>;

export const Inflow = Type.Object({
  organizationId: Id,
  name: Type.String({ minLength: 1, maxLength: 60 }),
  gender: Code("sex"),
  idNumber: Type.String({ maxLength: 40 }),
  homeName: Type.String({ minLength: 1, maxLength: 100 }),
  homeContact: Type.Optional(Short),
  hostContact: Type.Optional(Short),
  arrivedOn: Type.Optional(Day),
  ...Leaving,
});
export type Inflow = Static<typeof Inflow>;

export const PassInflow = Type.Object({
  organizationId: Id,
  pass: PassText,
  idNumber: Type.String({ maxLength: 40, description: "本人的公民身份号码，用来核对活动证是不是本人的" }),
  hostContact: Type.String({ minLength: 1, maxLength: 100 }),
  on: Type.Optional(Day),
  /** Fingerprint that was compared with the people of the other installation. */
  fingerprint: Type.Optional(Type.String({ maxLength: 60 })),
});
export type PassInflow = Static<typeof PassInflow>;

export const PassMerge = Type.Object({
  pass: PassText,
  fingerprint: Type.Optional(Type.String({ maxLength: 60 })),
});
export type PassMerge = Static<typeof PassMerge>;

/** What either side, or the member, writes into the log. */
export const NOTED_KINDS = ["report", "contact", "search", "activity", "dues", "training", "appraisal"] as const;
export const Entry = Type.Object({
  kind: Type.Enum([...NOTED_KINDS]),
  on: Type.Optional(Day),
  content: Type.String({ maxLength: 800 }),
  way: Type.Optional(Code("contact_way")),
  reached: Type.Optional(Type.Boolean()),
  hours: Type.Optional(Type.Integer({ minimum: 1, maximum: 400 })),
  grade: Type.Optional(Code("appraisal_grade")),
  side: Type.Optional(Type.Enum(["home", "host"])),
});
export type Entry = Static<typeof Entry>;

export const OwnPass = Type.Object({ pass: PassText });
export const OwnPassRead = Type.Object({
  added: Type.Integer(),
  /** The branch compares the signature of the host first. */
  waits: Type.Boolean(),
});
export type OwnPassRead = Static<typeof OwnPassRead>;

export const OwnReport = Type.Object({ content: Type.String({ minLength: 1, maxLength: 800 }) });

export const Decision = Type.Object({
  homeContact: Type.String({ minLength: 1, maxLength: 100 }),
  on: Type.Optional(Day),
});
export const Offer = Type.Object({
  hostOrganizationId: Type.Optional(Id),
  hostName: Type.Optional(Short),
  on: Type.Optional(Day),
});
export type Offer = Static<typeof Offer>;
export const HostAcceptance = Type.Object({
  hostContact: Type.String({ minLength: 1, maxLength: 100 }),
  on: Type.Optional(Day),
});
export const HostRefusal = Type.Object({ note: Type.String({ minLength: 1, maxLength: 400 }) });
export const Loss = Type.Object({ reason: Code("lost_reason"), on: Type.Optional(Day), note: Type.Optional(Text) });
export const Finding = Type.Object({ on: Type.Optional(Day), note: Text });
export const Stopping = Type.Object({ on: Type.Optional(Day), documentNumber: Type.Optional(Short) });
export const Ending = Type.Object({
  code: Type.Enum(["returned", "struck-off", "withdrawn"]),
  on: Type.Optional(Day),
  note: Type.Optional(Text),
});
export type Ending = Static<typeof Ending>;
export const Revealing = Type.Object({ reason: Text });

export const CaseMade = Type.Object({ id: Id });
export const EntryMade = Type.Object({ id: Id });

const EntryView = Type.Object({
  id: Id,
  kind: Type.String(),
  term: Type.String(),
  side: Type.String(),
  on: Type.String(),
  by: Type.String(),
  content: Type.String(),
  wayTerm: Nullable(Type.String()),
  reached: Type.Union([Type.Boolean(), Type.Null()]),
  hours: Type.Union([Type.Integer(), Type.Null()]),
  gradeTerm: Nullable(Type.String()),
  /** Written and signed by another installation. */
  foreign: Type.Boolean(),
});

export const PassView = Type.Object({
  /** Statement and countersignature only: small enough for one QR code. */
  card: Type.String(),
  full: Type.String(),
  fingerprint: Type.String(),
  issuedOn: Type.String(),
  expiresOn: Type.String(),
  holds: Type.Boolean(),
});
export type PassView = Static<typeof PassView>;

export const PROVISION_VIEW = Type.Object({
  title: Type.String(),
  gist: Type.String(),
  force: Type.String(),
  confirmed: Type.Boolean(),
});

const CaseFacts = {
  id: Id,
  personId: Nullable(Id),
  personName: Type.String(),
  genderTerm: Nullable(Type.String()),
  idNumberMask: Nullable(Type.String()),
  phoneMask: Nullable(Type.String()),
  home: Type.Object({ id: Nullable(Id), name: Type.String(), contact: Nullable(Type.String()) }),
  host: Type.Object({ id: Nullable(Id), name: Nullable(Type.String()), contact: Nullable(Type.String()) }),
  leftOn: Type.String(),
  expectedBackOn: Nullable(Type.String()),
  scopeTerm: Type.String(),
  reasonTerm: Type.String(),
  originJobTerm: Nullable(Type.String()),
  destinationKindTerm: Nullable(Type.String()),
  destination: Type.String(),
  workUnit: Nullable(Type.String()),
  abroad: Type.Boolean(),
  state: Type.String(),
  stateTerm: Type.String(),
  floating: Type.Boolean(),
  registeredOn: Type.String(),
  registeredBy: Type.String(),
  decidedOn: Nullable(Type.String()),
  sentOn: Nullable(Type.String()),
  arrivedOn: Nullable(Type.String()),
  declinedOn: Nullable(Type.String()),
  declineNote: Type.String(),
  lostSince: Nullable(Type.String()),
  lostOn: Nullable(Type.String()),
  lostReasonTerm: Nullable(Type.String()),
  stoppedOn: Nullable(Type.String()),
  endedOn: Nullable(Type.String()),
  endNote: Type.String(),
  entries: Type.Array(EntryView),
  due: Type.Array(
    Type.Object({
      check: Type.String(),
      what: Type.String(),
      deadline: Type.String(),
      overdue: Type.Boolean(),
      provision: PROVISION_VIEW,
    }),
  ),
};

export const CaseView = Type.Object({
  ...CaseFacts,
  pass: Type.Union([PassView, Type.Null()]),
  /** Brought back by the member; waits until somebody here has compared the fingerprint of its host. */
  handed: Type.Union([Type.Object({ on: Type.String(), pass: Type.String() }), Type.Null()]),
  can: Type.Object({ home: Type.Boolean(), host: Type.Boolean(), reveal: Type.Boolean() }),
});
export type CaseView = Static<typeof CaseView>;

export const CasesOfMember = Type.Object({
  rows: Type.Array(
    Type.Object({
      id: Id,
      leftOn: Type.String(),
      destination: Type.String(),
      stateTerm: Type.String(),
      endedOn: Nullable(Type.String()),
    }),
  ),
  canRegister: Type.Boolean(),
});
export type CasesOfMember = Static<typeof CasesOfMember>;

export const Revealed = Type.Object({
  idNumber: Nullable(Type.String()),
  phone: Nullable(Type.String()),
  address: Nullable(Type.String()),
  emergency: Nullable(Type.String()),
});
export type Revealed = Static<typeof Revealed>;

export const OwnFloating = Type.Object({
  member: Type.Boolean(),
  current: Type.Union([
    Type.Object({
      ...CaseFacts,
      pass: Type.Union([PassView, Type.Null()]),
      /** When a pass was brought back that the branch has not read yet. */
      handedOn: Nullable(Type.String()),
    }),
    Type.Null(),
  ]),
  past: Type.Integer(),
});
export type OwnFloating = Static<typeof OwnFloating>;

export const KeyView = Type.Object({
  fingerprint: Type.String(),
  known: Type.Array(
    Type.Object({
      name: Type.String(),
      fingerprint: Type.String(),
      confirmedOn: Type.String(),
      confirmedBy: Type.String(),
    }),
  ),
});
export type KeyView = Static<typeof KeyView>;
