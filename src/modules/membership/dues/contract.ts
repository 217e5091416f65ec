import { type Static, Type } from "typebox";
import { DayText, Id, MonthText, OneOf, Or } from "#platform/http/shapes.ts";
import { MOST_FEN } from "#shared/money.ts";

/** Shapes of requests and views of dues. Amounts are whole fen. */

/** Longest note, typed into a form or imported. UTF-16 units. */
export const DUES_TEXT = 400;
const Text = Type.String({ maxLength: DUES_TEXT });
const Year = Type.Integer({ minimum: 1949, maximum: 2100 });
const Fen = Type.Integer({ minimum: 0, maximum: MOST_FEN, description: "金额，单位为分" });

const Category = OneOf("monthly_wage", "annual_salary", "irregular_income", "retired", "farmer", "student_or_relief");
const Method = OneOf("following", "yearly");
const Channel = OneOf("cash", "bank", "wechat", "alipay", "other");

export const ProfileSetting = Type.Object({
  personIds: Type.Array(Id, { minItems: 1, maxItems: 500 }),
  category: Category,
  baseFen: Type.Optional(Fen),
  /** What the branch chose, for categories without a rate. */
  chosenFen: Type.Optional(Fen),
  method: Type.Optional(Method),
  quarterly: Type.Optional(Type.Boolean({ description: "经支部同意按季交纳" })),
  /** The day from which there is new pay, or from which the member owes dues. */
  from: Type.Optional(DayText),
  note: Type.Optional(Text),
});
export type ProfileSetting = Static<typeof ProfileSetting>;
export const ProfilesSet = Type.Object({
  rows: Type.Array(Type.Object({ personId: Id, from: Type.String(), dueFen: Type.Integer(), grounds: Type.String() })),
  warnings: Type.Array(Type.String()),
});
export type ProfilesSet = Static<typeof ProfilesSet>;

export const ReliefProposal = Type.Object({
  personId: Id,
  fromMonth: MonthText,
  toMonth: MonthText,
  /** What is paid instead each month; nought waives. */
  reducedFen: Fen,
  reason: Text,
  /** When the branch resolved it. */
  resolvedOn: DayText,
});
export type ReliefProposal = Static<typeof ReliefProposal>;
export const ReliefDecision = Type.Object({ approve: Type.Boolean(), note: Type.Optional(Text) });
export type ReliefDecision = Static<typeof ReliefDecision>;

export const Collection = Type.Object({
  items: Type.Array(
    Type.Object({
      personId: Id,
      month: MonthText,
      /** What was paid; the due unless said. */
      paidFen: Type.Optional(Fen),
    }),
    { minItems: 1, maxItems: 2_400 },
  ),
  paidOn: Type.Optional(DayText),
  channel: Channel,
  /** Who paid, when it was a relative or another member. */
  payer: Type.Optional(Type.String({ maxLength: 60 })),
  note: Type.Optional(Text),
});
export type Collection = Static<typeof Collection>;
export const Collected = Type.Object({
  count: Type.Integer(),
  /** What was entered, to be corrected or taken back together. */
  entryIds: Type.Array(Id),
  amountFen: Type.Integer(),
  receipts: Type.Array(Type.Object({ entryId: Id, personName: Type.String(), number: Type.String() })),
  warnings: Type.Array(Type.String()),
});
export type Collected = Static<typeof Collected>;

export const Gift = Type.Object({
  personId: Id,
  paidFen: Fen,
  paidOn: Type.Optional(DayText),
  channel: Channel,
  note: Type.Optional(Text),
});
export type Gift = Static<typeof Gift>;

export const EntryCorrection = Type.Object({
  reason: Text,
  /** The entry was wrong as a whole: nothing takes its place. */
  cancel: Type.Optional(Type.Boolean()),
  paidFen: Type.Optional(Fen),
  paidOn: Type.Optional(DayText),
  channel: Type.Optional(Channel),
  payer: Type.Optional(Type.String({ maxLength: 60 })),
});
export type EntryCorrection = Static<typeof EntryCorrection>;
/** The same said of many entries at once, such as those of one collection entered in the wrong way. */
export const EntriesCorrection = Type.Object({
  entryIds: Type.Array(Id, { minItems: 1, maxItems: 1_200, uniqueItems: true }),
  ...EntryCorrection.properties,
});
export type EntriesCorrection = Static<typeof EntriesCorrection>;
export const EntriesCorrected = Type.Object({ count: Type.Integer(), warnings: Type.Array(Type.String()) });
export type EntriesCorrected = Static<typeof EntriesCorrected>;
export const EntryCorrected = Type.Object({ id: Or(Id), warnings: Type.Array(Type.String()) });
export type EntryCorrected = Static<typeof EntryCorrected>;

export const Talk = Type.Object({
  personId: Id,
  talkedOn: Type.Optional(DayText),
  talker: Type.String({ minLength: 1, maxLength: 60 }),
  goodReason: Type.Boolean({ description: "有正当理由" }),
  content: Text,
});
export type Talk = Static<typeof Talk>;

const OfPeriod = { organizationId: Id, fromOn: DayText, toOn: DayText };
export const RemittanceQuery = Type.Object(OfPeriod);
export type RemittanceQuery = Static<typeof RemittanceQuery>;
export const RemittanceDraft = Type.Object({
  collectedFen: Type.Integer(),
  receivedFen: Type.Integer(),
  whollyUpwardFen: Type.Integer(),
  receiverName: Or(Type.String()),
});
export type RemittanceDraft = Static<typeof RemittanceDraft>;
export const Remittance = Type.Object({
  ...OfPeriod,
  remittedFen: Fen,
  remittedOn: Type.Optional(DayText),
  voucher: Type.Optional(Type.String({ maxLength: 60 })),
  note: Type.Optional(Text),
});
export type Remittance = Static<typeof Remittance>;

export const Use = Type.Object({
  organizationId: Id,
  usedOn: DayText,
  amountFen: Fen,
  purposeKind: Type.String({ maxLength: 20, description: "使用项目（dues_use）" }),
  purpose: Text,
  /** Which meeting decided it, and when. */
  decidedAt: Text,
  decidedOn: DayText,
  payee: Type.Optional(Type.String({ maxLength: 100 })),
  voucher: Type.Optional(Type.String({ maxLength: 60 })),
});
export type Use = Static<typeof Use>;
export const Withdrawal = Type.Object({ reason: Text });
export type Withdrawal = Static<typeof Withdrawal>;

export const LedgerQuery = Type.Object({ organizationId: Id, year: Type.Optional(Year) });
export type LedgerQuery = Static<typeof LedgerQuery>;
export const LedgerCellView = Type.Object({
  month: Type.Integer({ minimum: 1, maximum: 12 }),
  state: OneOf("paid", "short", "exempt", "owed", "open", "unset", "away"),
  dueFen: Or(Type.Integer()),
  paidFen: Or(Type.Integer()),
  entryId: Or(Id),
  kindTerm: Or(Type.String()),
  paidOn: Or(Type.String()),
  elsewhere: Type.Boolean({ description: "在原支部交纳，不计入本支部实收" }),
});
export type LedgerCellView = Static<typeof LedgerCellView>;
export const LedgerView = Type.Object({
  organizationName: Type.String(),
  year: Type.Integer(),
  rows: Type.Array(
    Type.Object({
      personId: Id,
      name: Type.String(),
      category: Or(Type.String()),
      categoryTerm: Or(Type.String()),
      baseFen: Or(Type.Integer()),
      monthlyFen: Or(Type.Integer()),
      grounds: Type.String(),
      quarterly: Type.Boolean(),
      onRoster: Type.Boolean(),
      cells: Type.Array(LedgerCellView),
      paidFen: Type.Integer(),
      giftsFen: Type.Integer(),
      owedMonths: Type.Integer(),
    }),
  ),
  months: Type.Array(Type.Object({ month: Type.Integer(), dueFen: Type.Integer(), paidFen: Type.Integer() })),
  paidFen: Type.Integer(),
  rates: Type.Array(
    Type.Object({ category: Type.String(), term: Type.String(), text: Type.String(), byRate: Type.Boolean() }),
  ),
  can: Type.Object({ profile: Type.Boolean(), entry: Type.Boolean(), account: Type.Boolean() }),
});
export type LedgerView = Static<typeof LedgerView>;

const EntryView = Type.Object({
  id: Id,
  month: Type.String(),
  kindTerm: Type.String(),
  dueFen: Type.Integer(),
  paidFen: Type.Integer(),
  paidOn: Type.String(),
  channelTerm: Type.String(),
  payer: Type.String(),
  receipt: Or(Type.String()),
  endedOn: Or(Type.String()),
  endReason: Type.String(),
});
export type EntryView = Static<typeof EntryView>;

const ProfileView = Type.Object({
  from: Type.String(),
  to: Or(Type.String()),
  categoryTerm: Type.String(),
  baseFen: Or(Type.Integer()),
  dueFen: Or(Type.Integer()),
  grounds: Type.String(),
  methodTerm: Type.String(),
  quarterly: Type.Boolean(),
});

/** Totals of a place, and what each branch beneath it did. */
const OverviewSums = {
  members: Type.Integer(),
  unset: Type.Integer({ description: "没有核定党费标准的人数" }),
  quartersFen: Type.Array(Type.Integer(), { description: "各季度应交的党费实收，单位分" }),
  paidFen: Type.Integer(),
  behind: Or(Type.Integer({ description: "上月没有交的人数；往年没有" })),
  remittedFen: Type.Integer({ description: "当年已上缴，单位分" }),
};
export const OverviewView = Type.Object({
  organizationName: Type.String(),
  year: Type.Integer(),
  branches: Type.Integer({ description: "党支部数；行数只有前500个" }),
  ...OverviewSums,
  rows: Type.Array(Type.Object({ organizationId: Id, name: Type.String(), ...OverviewSums })),
});
export type OverviewView = Static<typeof OverviewView>;

export const MemberDues = Type.Object({
  name: Type.String(),
  /** What may be entered for this person here and now. */
  can: Type.Object({ profile: Type.Boolean(), entry: Type.Boolean() }),
  profiles: Type.Array(ProfileView),
  entries: Type.Array(EntryView),
  reliefs: Type.Array(
    Type.Object({
      id: Id,
      fromMonth: Type.String(),
      toMonth: Type.String(),
      reducedFen: Type.Integer(),
      reason: Type.String(),
      state: Type.String(),
      stateTerm: Type.String(),
      decidedOn: Or(Type.String()),
      decisionNote: Type.String(),
      canDecide: Type.Boolean(),
    }),
  ),
  talks: Type.Array(
    Type.Object({ talkedOn: Type.String(), talker: Type.String(), goodReason: Type.Boolean(), content: Type.String() }),
  ),
});
export type MemberDues = Static<typeof MemberDues>;

export const OwnDues = Type.Object({
  monthlyFen: Or(Type.Integer()),
  grounds: Type.String(),
  paidTo: Or(Type.String()),
  year: Type.Integer(),
  /** The twelve months of this year, as the ledger of the branch shows them. */
  months: Type.Array(LedgerCellView),
  /** Newest first. */
  receipts: Type.Array(
    Type.Object({
      number: Type.String(),
      paidOn: Type.String(),
      paidFen: Type.Integer(),
      months: Type.Array(Type.String()),
      corrected: Type.Boolean(),
    }),
  ),
});
export type OwnDues = Static<typeof OwnDues>;

export const ReceiptView = Type.Object({
  number: Type.String(),
  organizationName: Type.String(),
  personName: Type.String(),
  payer: Type.String(),
  paidOn: Type.String(),
  channelTerm: Type.String(),
  lines: Type.Array(
    Type.Object({
      month: Type.String(),
      kindTerm: Type.String(),
      paidFen: Type.Integer(),
      endedOn: Or(Type.String()),
      endReason: Type.String(),
    }),
  ),
  totalFen: Type.Integer(),
  totalText: Type.String(),
  totalCapital: Type.String(),
});
export type ReceiptView = Static<typeof ReceiptView>;

export const DisclosureView = Type.Object({
  organizationName: Type.String(),
  year: Type.Integer(),
  dueBy: Type.String(),
  rows: Type.Array(
    Type.Object({ name: Type.String(), months: Type.Integer(), paidFen: Type.Integer(), giftsFen: Type.Integer() }),
  ),
  collectedFen: Type.Integer(),
  collectedCapital: Type.String(),
  remittedFen: Type.Integer(),
  retainedFen: Type.Integer(),
  receivedFen: Type.Integer({ description: "下级上缴" }),
  /** Collected and received, and neither passed upward nor retained yet: 收缴 + 下级上缴 = 上缴 + 留存 + 未结算. */
  unsettledFen: Type.Integer(),
  uses: Type.Array(
    Type.Object({
      usedOn: Type.String(),
      kindTerm: Type.String(),
      purpose: Type.String(),
      amountFen: Type.Integer(),
      decidedAt: Type.String(),
      decidedOn: Type.String(),
    }),
  ),
  usedFen: Type.Integer(),
  published: Or(Type.Object({ publishedOn: Type.String(), manner: Type.String(), collectedFen: Type.Integer() })),
  canPublish: Type.Boolean(),
});
export type DisclosureView = Static<typeof DisclosureView>;
export const Disclosure = Type.Object({
  organizationId: Id,
  year: Year,
  publishedOn: Type.Optional(DayText),
  manner: Type.String({ minLength: 2, maxLength: 100, description: "怎样公布的，如“公开栏张贴”" }),
});
export type Disclosure = Static<typeof Disclosure>;

export const GiftTaken = Type.Object({ id: Id, warnings: Type.Array(Type.String()) });
export type GiftTaken = Static<typeof GiftTaken>;
