import { Type } from "typebox";
import { ask } from "#platform/doing.ts";
import { absent } from "#platform/http/problem.ts";
import { deed, opening, question, type Route } from "#platform/http/route.ts";
import { Id, Made } from "#platform/http/shapes.ts";
import { yearOf } from "#shared/day.ts";
import {
  draftRemittance,
  publishDisclosure,
  recordRemittance,
  recordUse,
  withdrawRemittance,
  withdrawUse,
} from "./account-acts.ts";
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

const OfId = Type.Object({ id: Id });
const OfPerson = Type.Object({ personId: Id });
const Given = Type.Object({ id: Id, warnings: Type.Array(Type.String()) });

export const routes: readonly Route[] = [
  question({
    path: "/api/dues/ledger",
    verb: "dues.ledger.read",
    summary: "一个党支部一年的党费收缴台账：党员、十二个月",
    query: LedgerQuery,
    response: LedgerView,
    handle: ({ house, tx, actor, today, query }) =>
      ledgerView({ tx, actor, policy: house.policy, today }, query.organizationId, query.year ?? yearOf(today)),
  }),
  question({
    path: "/api/dues/overview",
    verb: "dues.ledger.read",
    summary: "一个组织和下级各支部一年的党费：已核定、各季度实收、欠缴、上缴",
    query: LedgerQuery,
    response: OverviewView,
    handle: ({ tx, today, query }) => overviewView({ tx, today }, query.organizationId, query.year ?? yearOf(today)),
  }),
  question({
    path: "/api/dues/members/:personId",
    verb: "dues.ledger.read",
    summary: "一名党员的党费：标准、缴纳、减免、谈话",
    params: OfPerson,
    response: MemberDues,
    handle: ({ house, tx, actor, today, params }) =>
      memberDues({ house, tx, actor, policy: house.policy, today }, params.personId),
  }),
  question({
    path: "/api/dues/entries/:id/receipt",
    verb: "dues.ledger.read",
    summary: "党费收据（大写金额），用于打印",
    params: OfId,
    response: ReceiptView,
    handle: ({ tx, today, params }) => receiptView(tx, params.id, today),
  }),
  deed({
    method: "POST",
    path: "/api/dues/profiles",
    verb: "dues.profile.set",
    summary: "核定党费标准，一名或多名党员",
    body: ProfileSetting,
    response: ProfilesSet,
    tells: ["dues.profile.set"],
    handle: (doing) => setProfiles(doing, doing.body),
  }),
  deed({
    method: "POST",
    path: "/api/dues/reliefs",
    verb: "dues.profile.set",
    summary: "支部研究后提出少交或免交党费",
    body: ReliefProposal,
    response: Made,
    status: 201,
    tells: ["dues.relief.proposed"],
    handle: (doing) => proposeRelief(doing, doing.body),
  }),
  deed({
    method: "POST",
    path: "/api/dues/reliefs/:id/decision",
    verb: "dues.relief.decide",
    summary: "上一级党委批准或不批准少交、免交",
    params: OfId,
    body: ReliefDecision,
    response: Type.Null(),
    tells: ["dues.relief.approved", "dues.relief.refused"],
    async handle(doing) {
      await decideRelief(doing, doing.params.id, doing.body);
      return null;
    },
  }),
  deed({
    method: "POST",
    path: "/api/dues/entries",
    verb: "dues.entry.write",
    summary: "登记党费收缴，可以一次登记多人多月",
    body: Collection,
    response: Collected,
    status: 201,
    tells: ["dues.entry.made"],
    handle: (doing) => collect(doing, doing.body),
  }),
  deed({
    method: "POST",
    path: "/api/dues/gifts",
    verb: "dues.entry.write",
    summary: "登记自愿多交的党费",
    body: Gift,
    response: Given,
    status: 201,
    tells: ["dues.gift.made"],
    async handle(doing) {
      const { id, warnings } = await receiveGift(doing, doing.body);
      return { id, warnings: [...warnings] };
    },
  }),
  deed({
    method: "POST",
    path: "/api/dues/entries/:id/correction",
    verb: "dues.entry.write",
    summary: "更正或取消一条党费记录（写明原因，原记录保留）",
    params: OfId,
    body: EntryCorrection,
    response: EntryCorrected,
    tells: ["dues.entry.corrected", "dues.entry.cancelled"],
    async handle(doing) {
      const { id, warnings } = await correctEntry(doing, doing.params.id, doing.body);
      return { id, warnings: [...warnings] };
    },
  }),
  deed({
    method: "POST",
    path: "/api/dues/corrections",
    verb: "dues.entry.write",
    summary: "成批更正或取消党费记录（写明原因，原记录保留），全部办成或者一条不改",
    body: EntriesCorrection,
    response: EntriesCorrected,
    tells: ["dues.entry.corrected", "dues.entry.cancelled"],
    handle: (doing) => correctEntries(doing, doing.body),
  }),
  deed({
    method: "POST",
    path: "/api/dues/talks",
    verb: "dues.entry.write",
    summary: "记录就欠缴党费的谈话",
    body: Talk,
    response: Made,
    status: 201,
    tells: ["dues.talk.recorded"],
    handle: (doing) => recordTalk(doing, doing.body),
  }),
  question({
    path: "/api/dues/remittance-draft",
    verb: "dues.account.write",
    summary: "一段时间应上缴的党费：收缴、下级上缴、须全额上缴",
    query: RemittanceQuery,
    response: RemittanceDraft,
    handle: ({ tx, today, query }) => draftRemittance({ tx, today }, query),
  }),
  deed({
    method: "POST",
    path: "/api/dues/remittances",
    verb: "dues.account.write",
    summary: "登记党费上缴",
    body: Remittance,
    response: Made,
    status: 201,
    tells: ["dues.remittance.recorded"],
    handle: (doing) => recordRemittance(doing, doing.body),
  }),
  deed({
    method: "POST",
    path: "/api/dues/remittances/:id/withdrawal",
    verb: "dues.account.write",
    summary: "撤销一笔上缴记录（写明原因，记录保留）",
    params: OfId,
    body: Withdrawal,
    response: Type.Null(),
    tells: ["dues.remittance.withdrawn"],
    async handle(doing) {
      await withdrawRemittance(doing, doing.params.id, doing.body.reason);
      return null;
    },
  }),
  deed({
    method: "POST",
    path: "/api/dues/uses",
    verb: "dues.account.write",
    summary: "登记党费使用（须有集体决定）",
    body: Use,
    response: Made,
    status: 201,
    tells: ["dues.use.recorded"],
    handle: (doing) => recordUse(doing, doing.body),
  }),
  deed({
    method: "POST",
    path: "/api/dues/uses/:id/withdrawal",
    verb: "dues.account.write",
    summary: "撤销一笔使用记录（写明原因，记录保留）",
    params: OfId,
    body: Withdrawal,
    response: Type.Null(),
    tells: ["dues.use.withdrawn"],
    async handle(doing) {
      await withdrawUse(doing, doing.params.id, doing.body.reason);
      return null;
    },
  }),
  question({
    path: "/api/dues/disclosure",
    verb: "dues.ledger.read",
    summary: "一年的党费公布表",
    query: LedgerQuery,
    response: DisclosureView,
    handle: ({ house, tx, actor, today, query }) =>
      disclosureView({ tx, actor, policy: house.policy, today }, query.organizationId, query.year ?? yearOf(today) - 1),
  }),
  deed({
    method: "POST",
    path: "/api/dues/disclosures",
    verb: "dues.account.write",
    summary: "登记已向党员公布一年的党费收缴情况",
    body: Disclosure,
    response: Made,
    status: 201,
    tells: ["dues.disclosure.published"],
    handle: (doing) => publishDisclosure(doing, doing.body),
  }),
  opening({
    method: "GET",
    path: "/api/own/dues",
    verb: "own",
    summary: "我的党费",
    response: OwnDues,
    async handle({ house, actor, today }) {
      if (actor === null) throw absent("登录信息");
      return await ask(house, actor, "own", null, ({ tx }) => ownDues(tx, actor.personId, today));
    },
  }),
];
