import { type Static, Type } from "typebox";
import { Code, DayText, Id, OneOf, Or, ProvisionView } from "#platform/http/shapes.ts";
import { FOREIGN_NAME } from "../asks.ts";
import { Admission } from "../contract.ts";
import { CERTIFICATE_DAYS_MOST, LETTER_DAYS_MOST, PURPOSE_TEXT } from "./asks.ts";
import { DEED_KEYS } from "./deeds.ts";

/** Shapes of requests and views of transfers. */

const Text = Type.String({ maxLength: 400 });
const Short = Type.String({ maxLength: 100 });
const Named = Type.String({ minLength: 1, maxLength: 100 });

export const HandOver = Type.Object({
  personIds: Type.Array(Id, { minItems: 1, maxItems: 200 }),
  toOrganizationId: Type.Optional(Id),
  outsideName: Type.Optional(Text),
  on: Type.Optional(DayText),
  reason: Type.Optional(Text),
  duesPaidTo: Type.Optional(DayText),
  /** `letter`: a letter on paper goes along; `online`: the national system carries it. */
  channel: Type.Optional(OneOf("online", "letter")),
  scope: Type.Optional(Code("transfer_scope")),
  contact: Type.Optional(Short),
  letterNumber: Type.Optional(Text),
  letterOn: Type.Optional(DayText),
  validDays: Type.Optional(Type.Integer({ minimum: 1, maximum: LETTER_DAYS_MOST })),
});
export type HandOver = Static<typeof HandOver>;
export const HandedOver = Type.Object({ ids: Type.Array(Id) });
export type HandedOver = Static<typeof HandedOver>;
export const Acceptance = Type.Object({
  on: Type.Optional(DayText),
  note: Type.Optional(Text),
  receiptNumber: Type.Optional(Short),
});
export type Acceptance = Static<typeof Acceptance>;
export const Refusal = Type.Object({ note: Text });
export type Refusal = Static<typeof Refusal>;
export const Withdrawal = Type.Object({ note: Type.Optional(Text) });
export type Withdrawal = Static<typeof Withdrawal>;

export const LetterIssue = Type.Object({
  addressee: Type.Optional(Short),
  on: Type.Optional(DayText),
  validDays: Type.Optional(Type.Integer({ minimum: 1, maximum: LETTER_DAYS_MOST })),
});
export type LetterIssue = Static<typeof LetterIssue>;
export const LetterCancel = Type.Object({
  code: OneOf("lost", "expired", "mistake", "withdrawn"),
  note: Type.Optional(Text),
});
export type LetterCancel = Static<typeof LetterCancel>;
export const LetterMade = Type.Object({ id: Id, number: Type.String(), until: Type.String() });
export type LetterMade = Static<typeof LetterMade>;
export const CertificateIssue = Type.Object({
  personId: Id,
  addressee: Named,
  purpose: Type.String({ minLength: 1, maxLength: PURPOSE_TEXT }),
  on: Type.Optional(DayText),
  validDays: Type.Integer({ minimum: 1, maximum: CERTIFICATE_DAYS_MOST }),
});
export type CertificateIssue = Static<typeof CertificateIssue>;

export const Arrival = Type.Object({
  organizationId: Id,
  name: Type.String({ minLength: 1, maxLength: FOREIGN_NAME }),
  idNumber: Type.Optional(Type.String({ maxLength: 40 })),
  outsideName: Named,
  contact: Type.Optional(Short),
  letterNumber: Type.Optional(Short),
  letterOn: Type.Optional(DayText),
  validDays: Type.Optional(Type.Integer({ minimum: 1, maximum: LETTER_DAYS_MOST })),
  duesPaidTo: Type.Optional(DayText),
  scope: Type.Optional(Code("transfer_scope")),
  on: Type.Optional(DayText),
  reason: Type.Optional(Text),
});
export type Arrival = Static<typeof Arrival>;
export const Verification = Type.Object({
  on: Type.Optional(DayText),
  note: Type.String({ minLength: 1, maxLength: 400 }),
});
export type Verification = Static<typeof Verification>;
export const ArrivalAdmission = Type.Object({
  member: Type.Partial(Admission.properties.member),
  on: Type.Optional(DayText),
});
export type ArrivalAdmission = Static<typeof ArrivalAdmission>;
export const ReceiptSent = Type.Object({ on: Type.Optional(DayText) });
export type ReceiptSent = Static<typeof ReceiptSent>;

export const FileSent = Type.Object({
  on: Type.Optional(DayText),
  way: OneOf("secret-post", "by-hand", "registered-post", "electronic"),
  materials: Type.Array(
    Type.Object({ term: Named, copies: Type.Optional(Type.Integer({ minimum: 1, maximum: 99 })) }),
    { minItems: 1, maxItems: 60 },
  ),
});
export type FileSent = Static<typeof FileSent>;
export const FileReceived = Type.Object({ on: Type.Optional(DayText), note: Type.Optional(Text) });
export type FileReceived = Static<typeof FileReceived>;
export const Note = Type.Object({ content: Type.String({ minLength: 1, maxLength: 400 }), on: Type.Optional(DayText) });
export type Note = Static<typeof Note>;

export const Keeping = Type.Object({ personId: Id, sinceOn: DayText, note: Type.Optional(Text) });
export type Keeping = Static<typeof Keeping>;
export const KeepingEnd = Type.Object({ on: Type.Optional(DayText), note: Type.Optional(Text) });
export type KeepingEnd = Static<typeof KeepingEnd>;
export const OwnRequest = Type.Object({ destination: Named, reason: Type.Optional(Text) });
export type OwnRequest = Static<typeof OwnRequest>;

const DueView = Type.Object({
  what: Type.String(),
  deadline: Type.String(),
  overdue: Type.Boolean(),
  provision: ProvisionView,
});

export const LetterView = Type.Object({
  id: Id,
  kind: Type.String(),
  kindTerm: Type.String(),
  number: Type.String(),
  addressee: Type.String(),
  issuer: Type.String(),
  issuedOn: Type.String(),
  until: Type.String(),
  state: Type.String(),
  stateTerm: Type.String(),
  cancelTerm: Or(Type.String()),
  replaces: Or(Type.String()),
});
export type LetterView = Static<typeof LetterView>;

const Step = Type.Object({
  id: Id,
  kind: Type.String(),
  term: Type.String(),
  on: Type.String(),
  by: Type.String(),
  content: Type.String(),
});

const TransferFacts = {
  id: Id,
  personId: Or(Id),
  personName: Type.String(),
  kind: Type.String(),
  kindTerm: Type.String(),
  channelTerm: Type.String(),
  state: Type.String(),
  stateTerm: Type.String(),
  from: Or(Type.String()),
  to: Or(Type.String()),
  scopeTerm: Or(Type.String()),
  contact: Or(Type.String()),
  reason: Type.String(),
  duesPaidTo: Or(Type.String()),
  handedOverOn: Type.String(),
  decidedOn: Or(Type.String()),
  decisionNote: Type.String(),
  verifiedOn: Or(Type.String()),
  receiptOn: Or(Type.String()),
  receiptNumber: Or(Type.String()),
  letterNumber: Or(Type.String()),
  letterUntil: Or(Type.String()),
  next: Type.Object({ step: Type.String(), says: Type.String(), by: Or(Type.String()) }),
  due: Type.Array(DueView),
  letters: Type.Array(LetterView),
  file: Type.Object({
    wayTerm: Or(Type.String()),
    sentOn: Or(Type.String()),
    receivedOn: Or(Type.String()),
    note: Type.String(),
    materials: Type.Array(Type.Object({ term: Type.String(), copies: Type.Integer() })),
  }),
  steps: Type.Array(Step),
};
export const TransferPage = Type.Object({
  ...TransferFacts,
  hasIdNumber: Type.Boolean(),
  can: Type.Array(OneOf(...DEED_KEYS), { description: "现在可以办理的事项，最应当办理的在前" }),
  suggestedDays: Type.Integer(),
});
export type TransferPage = Static<typeof TransferPage>;

export const TransferList = Type.Object({
  rows: Type.Array(
    Type.Object({
      id: Id,
      personId: Or(Id),
      personName: Type.String(),
      kindTerm: Type.String(),
      from: Or(Type.String()),
      to: Or(Type.String()),
      handedOverOn: Type.String(),
      letterUntil: Or(Type.String()),
      stateTerm: Type.String(),
      state: Type.String(),
      says: Type.String(),
      overdue: Type.Boolean(),
    }),
  ),
  next: Or(Type.String()),
  requests: Type.Array(
    Type.Object({
      id: Id,
      personId: Id,
      personName: Type.String(),
      organizationName: Type.String(),
      askedOn: Type.String(),
      destination: Type.String(),
      reason: Type.String(),
      can: Type.Boolean(),
    }),
  ),
  can: Type.Object({ arrive: Type.Boolean() }),
});
export type TransferList = Static<typeof TransferList>;

export const MemberTransfers = Type.Object({
  letters: Type.Array(LetterView),
  request: Or(Type.Object({ id: Id, askedOn: Type.String(), destination: Type.String(), reason: Type.String() })),
  keep: Or(Type.Object({ id: Id, sinceOn: Type.String(), until: Type.String(), note: Type.String() })),
  can: Type.Object({ certify: Type.Boolean(), keep: Type.Boolean(), answer: Type.Boolean() }),
});
export type MemberTransfers = Static<typeof MemberTransfers>;

const OwnLetter = Type.Object({ ...LetterView.properties, text: Type.String() });
export const OwnTransfer = Type.Object({
  member: Type.Boolean(),
  request: Or(
    Type.Object({
      askedOn: Type.String(),
      destination: Type.String(),
      reason: Type.String(),
      answeredOn: Or(Type.String()),
      answer: Or(Type.String()),
      note: Type.String(),
    }),
  ),
  current: Or(Type.Object(TransferFacts)),
  letters: Type.Array(OwnLetter),
});
export type OwnTransfer = Static<typeof OwnTransfer>;

export const PlaceChoices = Type.Object({
  rows: Type.Array(Type.Object({ id: Id, shortName: Type.String(), fullName: Type.String() })),
});
export type PlaceChoices = Static<typeof PlaceChoices>;

export const TransferQuery = Type.Object({
  kind: Type.Optional(Type.Enum(["inside", "out", "in"])),
  state: Type.Optional(Type.Enum(["open", "done"])),
  org: Type.Optional(Type.String()),
  after: Type.Optional(Type.String({ maxLength: 60 })),
});
export type TransferQuery = Static<typeof TransferQuery>;
export const PlaceQuery = Type.Object({ q: Type.String({ minLength: 1, maxLength: 60 }) });
export type PlaceQuery = Static<typeof PlaceQuery>;
export const ArrivalAdmitted = Type.Object({ personId: Id, warnings: Type.Array(Type.String()) });
export type ArrivalAdmitted = Static<typeof ArrivalAdmitted>;
