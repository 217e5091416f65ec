import { ask } from "#platform/doing.ts";
import { answer, answerVisit } from "#platform/http/answer.ts";
import type { Route } from "#platform/http/route.ts";
import { Made } from "#platform/http/shapes.ts";
import { yearOf } from "#shared/day.ts";
import {
  draftRemittance,
  publishDisclosure,
  recordRemittance,
  recordUse,
  withdrawRemittance,
  withdrawUse,
} from "./account-acts.ts";
import * as at from "./address.ts";
import {
  Collected,
  Collection,
  Disclosure,
  DisclosureView,
  EntriesCorrected,
  EntriesCorrection,
  EntryCorrected,
  EntryCorrection,
  Gift,
  GiftTaken,
  LedgerQuery,
  LedgerView,
  MemberDues,
  OverviewView,
  OwnDues,
  ProfileSetting,
  ProfilesSet,
  ReceiptView,
  ReliefDecision,
  ReliefProposal,
  Remittance,
  RemittanceDraft,
  RemittanceQuery,
  Talk,
  Use,
  Withdrawal,
} from "./contract.ts";
import { disclosureView } from "./disclosure.ts";
import { collect, correctEntries, correctEntry, receiveGift } from "./entry-acts.ts";
import { ledgerView, memberDues, ownDues, receiptView } from "./ledger.ts";
import { overviewView } from "./overview.ts";
import { decideRelief, proposeRelief, recordTalk, setProfiles } from "./profile-acts.ts";
import { events } from "./zh.ts";

const READ = "dues.ledger.read";
const SET = "dues.profile.set";
const ENTER = "dues.entry.write";
const ACCOUNT = "dues.account.write";

export const routes: readonly Route[] = [
  answer(at.ledger, READ, { query: LedgerQuery, shows: LedgerView }, ({ house, tx, actor, today, query }) =>
    ledgerView({ tx, actor, policy: house.policy, today }, query.organizationId, query.year ?? yearOf(today)),
  ),
  answer(at.overview, READ, { query: LedgerQuery, shows: OverviewView }, ({ tx, today, query }) =>
    overviewView({ tx, today }, query.organizationId, query.year ?? yearOf(today)),
  ),
  answer(at.duesOfMember, READ, { shows: MemberDues }, ({ house, tx, actor, today, params }) =>
    memberDues({ house, tx, actor, policy: house.policy, today }, params.personId),
  ),
  answer(at.receipt, READ, { shows: ReceiptView }, ({ tx, today, params }) => receiptView(tx, params.id, today)),
  answer(at.profiles, SET, { body: ProfileSetting, shows: ProfilesSet, tells: [events.profileSet] }, (doing) =>
    setProfiles(doing, doing.body),
  ),
  answer(at.relief, SET, { body: ReliefProposal, shows: Made, status: 201, tells: [events.reliefProposed] }, (doing) =>
    proposeRelief(doing, doing.body),
  ),
  answer(
    at.reliefDecision,
    "dues.relief.decide",
    { body: ReliefDecision, tells: [events.reliefApproved, events.reliefRefused] },
    (doing) => decideRelief(doing, doing.params.id, doing.body),
  ),
  answer(at.collection, ENTER, { body: Collection, shows: Collected, status: 201, tells: [events.entered] }, (doing) =>
    collect(doing, doing.body),
  ),
  answer(at.gift, ENTER, { body: Gift, shows: GiftTaken, status: 201, tells: [events.giftMade] }, (doing) =>
    receiveGift(doing, doing.body),
  ),
  answer(
    at.entryCorrection,
    ENTER,
    { body: EntryCorrection, shows: EntryCorrected, tells: [events.entryCorrected, events.entryCancelled] },
    (doing) => correctEntry(doing, doing.params.id, doing.body),
  ),
  answer(
    at.entriesCorrection,
    ENTER,
    { body: EntriesCorrection, shows: EntriesCorrected, tells: [events.entryCorrected, events.entryCancelled] },
    (doing) => correctEntries(doing, doing.body),
  ),
  answer(at.talk, ENTER, { body: Talk, shows: Made, status: 201, tells: [events.talkRecorded] }, (doing) =>
    recordTalk(doing, doing.body),
  ),
  answer(at.remittanceDraft, ACCOUNT, { query: RemittanceQuery, shows: RemittanceDraft }, ({ tx, today, query }) =>
    draftRemittance({ tx, today }, query),
  ),
  answer(at.remittance, ACCOUNT, { body: Remittance, shows: Made, status: 201, tells: [events.remitted] }, (doing) =>
    recordRemittance(doing, doing.body),
  ),
  answer(at.remittanceWithdrawal, ACCOUNT, { body: Withdrawal, tells: [events.remittanceWithdrawn] }, (doing) =>
    withdrawRemittance(doing, doing.params.id, doing.body.reason),
  ),
  answer(at.use, ACCOUNT, { body: Use, shows: Made, status: 201, tells: [events.used] }, (doing) =>
    recordUse(doing, doing.body),
  ),
  answer(at.useWithdrawal, ACCOUNT, { body: Withdrawal, tells: [events.useWithdrawn] }, (doing) =>
    withdrawUse(doing, doing.params.id, doing.body.reason),
  ),
  answer(at.disclosure, READ, { query: LedgerQuery, shows: DisclosureView }, ({ house, tx, actor, today, query }) =>
    disclosureView({ tx, actor, policy: house.policy, today }, query.organizationId, query.year ?? yearOf(today) - 1),
  ),
  answer(at.publication, ACCOUNT, { body: Disclosure, shows: Made, status: 201, tells: [events.published] }, (doing) =>
    publishDisclosure(doing, doing.body),
  ),
  answerVisit(at.ownDues, "own", { shows: OwnDues }, ({ house, actor, today }) =>
    ask(house, actor, "own", null, ({ tx }) => ownDues(tx, actor.personId, today)),
  ),
];
