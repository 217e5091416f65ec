import { type Static, Type } from "typebox";
import { codeSet } from "#shared/code-sets.ts";
import { Admission } from "../contract.ts";

/** Shapes of requests and views of transfers. */

const Id = Type.String({ format: "uuid" });
const Text = Type.String({ maxLength: 400 });
const Short = Type.String({ maxLength: 100 });
const Named = Type.String({ minLength: 1, maxLength: 100 });
const Day = Type.String({ pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", description: "日期，如 2026-11-22" });
const Nullable = <T extends ReturnType<typeof Type.String>>(it: T) => Type.Union([it, Type.Null()]);
const OneOf = <const V extends string>(...values: readonly V[]) => Type.Unsafe<V>(Type.Enum([...values]));
const Code = (name: Parameters<typeof codeSet>[0]) =>
  Type.Enum([...codeSet(name).values] as [string, ...string[]], { description: name });

export const HandOver = Type.Object({
  personIds: Type.Array(Id, { minItems: 1, maxItems: 200 }),
  toOrganizationId: Type.Optional(Id),
  outsideName: Type.Optional(Text),
  on: Type.Optional(Day),
  reason: Type.Optional(Text),
  duesPaidTo: Type.Optional(Day),
  /** `letter`: a letter on paper goes along; `online`: the national system carries it. */
  channel: Type.Optional(OneOf("online", "letter")),
  scope: Type.Optional(Code("transfer_scope")),
  contact: Type.Optional(Short),
  letterNumber: Type.Optional(Text),
  letterOn: Type.Optional(Day),
  validDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 90 })),
});
export type HandOver = Static<typeof HandOver>;
export const HandedOver = Type.Object({ ids: Type.Array(Id) });
export const Acceptance = Type.Object({
  on: Type.Optional(Day),
  note: Type.Optional(Text),
  receiptNumber: Type.Optional(Short),
});
export type Acceptance = Static<typeof Acceptance>;
export const Refusal = Type.Object({ note: Text });
export const Withdrawal = Type.Object({ note: Type.Optional(Text) });

export const LetterIssue = Type.Object({
  addressee: Type.Optional(Short),
  on: Type.Optional(Day),
  validDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 90 })),
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
  purpose: Type.String({ minLength: 1, maxLength: 200 }),
  on: Type.Optional(Day),
  validDays: Type.Integer({ minimum: 1, maximum: 184 }),
});
export type CertificateIssue = Static<typeof CertificateIssue>;

export const Arrival = Type.Object({
  organizationId: Id,
  name: Type.String({ minLength: 1, maxLength: 60 }),
  idNumber: Type.Optional(Type.String({ maxLength: 40 })),
  outsideName: Named,
  contact: Type.Optional(Short),
  letterNumber: Type.Optional(Short),
  letterOn: Type.Optional(Day),
  validDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 90 })),
  duesPaidTo: Type.Optional(Day),
  scope: Type.Optional(Code("transfer_scope")),
  on: Type.Optional(Day),
  reason: Type.Optional(Text),
});
export type Arrival = Static<typeof Arrival>;
export const Verification = Type.Object({
  on: Type.Optional(Day),
  note: Type.String({ minLength: 1, maxLength: 400 }),
});
export type Verification = Static<typeof Verification>;
export const ArrivalAdmission = Type.Object({
  member: Type.Partial(Admission.properties.member),
  on: Type.Optional(Day),
});
export type ArrivalAdmission = Static<typeof ArrivalAdmission>;
export const ReceiptSent = Type.Object({ on: Type.Optional(Day) });

export const FileSent = Type.Object({
  on: Type.Optional(Day),
  way: OneOf("secret-post", "by-hand", "registered-post", "electronic"),
  materials: Type.Array(
    Type.Object({ term: Named, copies: Type.Optional(Type.Integer({ minimum: 1, maximum: 99 })) }),
    { minItems: 1, maxItems: 60 },
  ),
});
export type FileSent = Static<typeof FileSent>;
export const FileReceived = Type.Object({ on: Type.Optional(Day), note: Type.Optional(Text) });
export type FileReceived = Static<typeof FileReceived>;
export const Note = Type.Object({ content: Type.String({ minLength: 1, maxLength: 400 }), on: Type.Optional(Day) });
export type Note = Static<typeof Note>;

export const Keeping = Type.Object({ personId: Id, sinceOn: Day, note: Type.Optional(Text) });
export type Keeping = Static<typeof Keeping>;
export const KeepingEnd = Type.Object({ on: Type.Optional(Day), note: Type.Optional(Text) });
export type KeepingEnd = Static<typeof KeepingEnd>;
export const OwnRequest = Type.Object({ destination: Named, reason: Type.Optional(Text) });
export type OwnRequest = Static<typeof OwnRequest>;
export const MadeId = Type.Object({ id: Id });

export const TransferDeed = OneOf(
  "letter",
  "acceptance",
  "refusal",
  "withdrawal",
  "reminder",
  "verification",
  "admission",
  "receipt",
  "undoing",
  "file",
  "file-receipt",
  "note",
);
export type TransferDeed = Static<typeof TransferDeed>;

const DueView = Type.Object({
  what: Type.String(),
  deadline: Type.String(),
  overdue: Type.Boolean(),
  provision: Type.Object({
    title: Type.String(),
    gist: Type.String(),
    force: Type.String(),
    confirmed: Type.Boolean(),
  }),
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
  cancelTerm: Nullable(Type.String()),
  replaces: Nullable(Type.String()),
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
  personId: Type.Union([Id, Type.Null()]),
  personName: Type.String(),
  kind: Type.String(),
  kindTerm: Type.String(),
  channelTerm: Type.String(),
  state: Type.String(),
  stateTerm: Type.String(),
  from: Nullable(Type.String()),
  to: Nullable(Type.String()),
  scopeTerm: Nullable(Type.String()),
  contact: Nullable(Type.String()),
  reason: Type.String(),
  duesPaidTo: Nullable(Type.String()),
  handedOverOn: Type.String(),
  decidedOn: Nullable(Type.String()),
  decisionNote: Type.String(),
  verifiedOn: Nullable(Type.String()),
  receiptOn: Nullable(Type.String()),
  receiptNumber: Nullable(Type.String()),
  letterNumber: Nullable(Type.String()),
  letterUntil: Nullable(Type.String()),
  next: Type.Object({ step: Type.String(), says: Type.String(), by: Nullable(Type.String()) }),
  due: Type.Array(DueView),
  letters: Type.Array(LetterView),
  file: Type.Object({
    wayTerm: Nullable(Type.String()),
    sentOn: Nullable(Type.String()),
    receivedOn: Nullable(Type.String()),
    note: Type.String(),
    materials: Type.Array(Type.Object({ term: Type.String(), copies: Type.Integer() })),
  }),
  steps: Type.Array(Step),
};
export const TransferPage = Type.Object({
  ...TransferFacts,
  idNumberMask: Nullable(Type.String()),
  can: Type.Array(TransferDeed),
  suggestedDays: Type.Integer(),
});
export type TransferPage = Static<typeof TransferPage>;

export const TransferList = Type.Object({
  rows: Type.Array(
    Type.Object({
      id: Id,
      personId: Type.Union([Id, Type.Null()]),
      personName: Type.String(),
      kindTerm: Type.String(),
      from: Nullable(Type.String()),
      to: Nullable(Type.String()),
      handedOverOn: Type.String(),
      letterUntil: Nullable(Type.String()),
      stateTerm: Type.String(),
      state: Type.String(),
      says: Type.String(),
      overdue: Type.Boolean(),
    }),
  ),
  next: Nullable(Type.String()),
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
  request: Type.Union([
    Type.Object({ id: Id, askedOn: Type.String(), destination: Type.String(), reason: Type.String() }),
    Type.Null(),
  ]),
  keep: Type.Union([
    Type.Object({ id: Id, sinceOn: Type.String(), until: Type.String(), note: Type.String() }),
    Type.Null(),
  ]),
  can: Type.Object({ certify: Type.Boolean(), keep: Type.Boolean(), answer: Type.Boolean() }),
});
export type MemberTransfers = Static<typeof MemberTransfers>;

const OwnLetter = Type.Object({ ...LetterView.properties, text: Type.String() });
export const OwnTransfer = Type.Object({
  member: Type.Boolean(),
  request: Type.Union([
    Type.Object({
      askedOn: Type.String(),
      destination: Type.String(),
      reason: Type.String(),
      answeredOn: Nullable(Type.String()),
      answer: Nullable(Type.String()),
      note: Type.String(),
    }),
    Type.Null(),
  ]),
  current: Type.Union([Type.Object(TransferFacts), Type.Null()]),
  letters: Type.Array(OwnLetter),
});
export type OwnTransfer = Static<typeof OwnTransfer>;

export const PlaceChoices = Type.Object({
  rows: Type.Array(Type.Object({ id: Id, shortName: Type.String(), fullName: Type.String() })),
});
