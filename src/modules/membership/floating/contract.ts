import { type Static, Type } from "typebox";
import { Code, DayText, Id, Or, ProvisionView } from "#platform/http/shapes.ts";
import { FOREIGN_NAME } from "../asks.ts";
import { FLOATING_ENTRY, FLOATING_LINE, FLOATING_TEXT } from "./asks.ts";
import { DEED_KEYS } from "./deeds.ts";

/** Shapes of requests and views of floating members. */

const Text = Type.String({ maxLength: FLOATING_TEXT });
const Short = Type.String({ maxLength: FLOATING_LINE });
/** A pass as text; a log of many years stays below. */
const PassText = Type.String({ minLength: 1, maxLength: 200_000 });

const Leaving = {
  leftOn: DayText,
  expectedBackOn: Type.Optional(DayText),
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
  name: Type.String({ minLength: 1, maxLength: FOREIGN_NAME }),
  gender: Code("sex"),
  idNumber: Type.String({ maxLength: 40 }),
  homeName: Type.String({ minLength: 1, maxLength: 100 }),
  homeContact: Type.Optional(Short),
  hostContact: Type.Optional(Short),
  arrivedOn: Type.Optional(DayText),
  ...Leaving,
});
export type Inflow = Static<typeof Inflow>;

export const PassInflow = Type.Object({
  organizationId: Id,
  pass: PassText,
  idNumber: Type.String({ maxLength: 40, description: "本人的公民身份号码，用来核对活动证是不是本人的" }),
  hostContact: Type.String({ minLength: 1, maxLength: 100 }),
  on: Type.Optional(DayText),
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
  on: Type.Optional(DayText),
  content: Type.String({ maxLength: FLOATING_ENTRY }),
  way: Type.Optional(Code("contact_way")),
  reached: Type.Optional(Type.Boolean()),
  hours: Type.Optional(Type.Integer({ minimum: 1, maximum: 400 })),
  grade: Type.Optional(Code("appraisal_grade")),
  side: Type.Optional(Type.Enum(["home", "host"])),
});
export type Entry = Static<typeof Entry>;

export const OwnPass = Type.Object({ pass: PassText });
export type OwnPass = Static<typeof OwnPass>;
export const OwnPassRead = Type.Object({
  added: Type.Integer(),
  /** The branch compares the signature of the host first. */
  waits: Type.Boolean(),
});
export type OwnPassRead = Static<typeof OwnPassRead>;

export const OwnReport = Type.Object({ content: Type.String({ minLength: 1, maxLength: FLOATING_ENTRY }) });
export type OwnReport = Static<typeof OwnReport>;

export const Decision = Type.Object({
  homeContact: Type.String({ minLength: 1, maxLength: 100 }),
  on: Type.Optional(DayText),
});
export type Decision = Static<typeof Decision>;
export const Offer = Type.Object({
  hostOrganizationId: Type.Optional(Id),
  hostName: Type.Optional(Short),
  on: Type.Optional(DayText),
});
export type Offer = Static<typeof Offer>;
export const HostAcceptance = Type.Object({
  hostContact: Type.String({ minLength: 1, maxLength: 100 }),
  on: Type.Optional(DayText),
});
export type HostAcceptance = Static<typeof HostAcceptance>;
export const HostRefusal = Type.Object({ note: Type.String({ minLength: 1, maxLength: 400 }) });
export type HostRefusal = Static<typeof HostRefusal>;
export const Loss = Type.Object({ reason: Code("lost_reason"), on: Type.Optional(DayText), note: Type.Optional(Text) });
export type Loss = Static<typeof Loss>;
export const Finding = Type.Object({ on: Type.Optional(DayText), note: Text });
export type Finding = Static<typeof Finding>;
export const Stopping = Type.Object({ on: Type.Optional(DayText), documentNumber: Type.Optional(Short) });
export type Stopping = Static<typeof Stopping>;
export const Ending = Type.Object({
  code: Type.Enum(["returned", "struck-off", "withdrawn"]),
  on: Type.Optional(DayText),
  note: Type.Optional(Text),
});
export type Ending = Static<typeof Ending>;
export const Revealing = Type.Object({ reason: Text });
export type Revealing = Static<typeof Revealing>;

const EntryView = Type.Object({
  id: Id,
  kind: Type.String(),
  term: Type.String(),
  side: Type.String(),
  on: Type.String(),
  by: Type.String(),
  content: Type.String(),
  wayTerm: Or(Type.String()),
  reached: Or(Type.Boolean()),
  hours: Or(Type.Integer()),
  gradeTerm: Or(Type.String()),
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

const CaseFacts = {
  id: Id,
  personId: Or(Id),
  personName: Type.String(),
  genderTerm: Or(Type.String()),
  hasIdNumber: Type.Boolean({ description: "登记了外来党员的身份证号" }),
  phoneMask: Or(Type.String()),
  home: Type.Object({ id: Or(Id), name: Type.String(), contact: Or(Type.String()) }),
  host: Type.Object({ id: Or(Id), name: Or(Type.String()), contact: Or(Type.String()) }),
  leftOn: Type.String(),
  expectedBackOn: Or(Type.String()),
  scopeTerm: Type.String(),
  reasonTerm: Type.String(),
  originJobTerm: Or(Type.String()),
  destinationKindTerm: Or(Type.String()),
  destination: Type.String(),
  workUnit: Or(Type.String()),
  abroad: Type.Boolean(),
  state: Type.String(),
  stateTerm: Type.String(),
  floating: Type.Boolean(),
  registeredOn: Type.String(),
  registeredBy: Type.String(),
  decidedOn: Or(Type.String()),
  sentOn: Or(Type.String()),
  arrivedOn: Or(Type.String()),
  declinedOn: Or(Type.String()),
  declineNote: Type.String(),
  lostSince: Or(Type.String()),
  lostOn: Or(Type.String()),
  lostReasonTerm: Or(Type.String()),
  stoppedOn: Or(Type.String()),
  endedOn: Or(Type.String()),
  endNote: Type.String(),
  entries: Type.Array(EntryView),
  due: Type.Array(
    Type.Object({
      check: Type.String(),
      what: Type.String(),
      deadline: Or(Type.String()),
      overdue: Type.Boolean(),
      provision: ProvisionView,
    }),
  ),
};

export const CaseView = Type.Object({
  ...CaseFacts,
  pass: Or(PassView),
  /** Brought back by the member; waits until somebody here has compared the fingerprint of its host. */
  handed: Or(Type.Object({ on: Type.String(), pass: Type.String() })),
  can: Type.Object({
    home: Type.Boolean(),
    host: Type.Boolean(),
    reveal: Type.Boolean(),
    deeds: Type.Array(Type.Enum(DEED_KEYS), { description: "现在可以办理的事项，最应当办理的在前" }),
  }),
});
export type CaseView = Static<typeof CaseView>;

export const CasesOfMember = Type.Object({
  rows: Type.Array(
    Type.Object({
      id: Id,
      leftOn: Type.String(),
      destination: Type.String(),
      stateTerm: Type.String(),
      endedOn: Or(Type.String()),
    }),
  ),
  canRegister: Type.Boolean(),
});
export type CasesOfMember = Static<typeof CasesOfMember>;

export const Revealed = Type.Object({
  idNumber: Or(Type.String()),
  phone: Or(Type.String()),
  address: Or(Type.String()),
  emergency: Or(Type.String()),
});
export type Revealed = Static<typeof Revealed>;

export const OwnFloating = Type.Object({
  member: Type.Boolean(),
  current: Or(
    Type.Object({
      ...CaseFacts,
      pass: Or(PassView),
      /** When a pass was brought back that the branch has not read yet. */
      handedOn: Or(Type.String()),
    }),
  ),
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

export const PassIssued = Type.Object({ expiresOn: Type.String() });
export type PassIssued = Static<typeof PassIssued>;
/** How many entries the other side wrote that were not here. */
export const PassMerged = Type.Object({ added: Type.Integer() });
export type PassMerged = Static<typeof PassMerged>;
