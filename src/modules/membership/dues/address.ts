import { get, of, post } from "#platform/http/address.ts";
import type { Made } from "#platform/http/shapes.ts";
import type {
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

export const ledger = get(
  "/api/dues/ledger",
  "一个党支部一年的党费收缴台账：党员、十二个月",
  of<LedgerView>(),
  of<LedgerQuery>(),
);
export const overview = get(
  "/api/dues/overview",
  "一个组织和下级各支部一年的党费：已核定、各季度实收、欠缴、上缴",
  of<OverviewView>(),
  of<LedgerQuery>(),
);
export const duesOfMember = get(
  "/api/dues/members/:personId",
  "一名党员的党费：标准、缴纳、减免、谈话",
  of<MemberDues>(),
);
export const receipt = get("/api/dues/entries/:id/receipt", "党费收据（大写金额），用于打印", of<ReceiptView>());
export const profiles = post("/api/dues/profiles", "核定党费标准，一名或多名党员", {
  body: of<ProfileSetting>(),
  answer: of<ProfilesSet>(),
});
export const relief = post("/api/dues/reliefs", "支部研究后提出少交或免交党费", {
  body: of<ReliefProposal>(),
  answer: of<Made>(),
});
export const reliefDecision = post("/api/dues/reliefs/:id/decision", "上一级党委批准或不批准少交、免交", {
  body: of<ReliefDecision>(),
});
export const collection = post("/api/dues/entries", "登记党费收缴，可以一次登记多人多月", {
  body: of<Collection>(),
  answer: of<Collected>(),
});
export const gift = post("/api/dues/gifts", "登记自愿多交的党费", { body: of<Gift>(), answer: of<GiftTaken>() });
export const entryCorrection = post(
  "/api/dues/entries/:id/correction",
  "更正或取消一条党费记录（写明原因，原记录保留）",
  { body: of<EntryCorrection>(), answer: of<EntryCorrected>() },
);
export const entriesCorrection = post(
  "/api/dues/corrections",
  "成批更正或取消党费记录（写明原因，原记录保留），全部办成或者一条不改",
  { body: of<EntriesCorrection>(), answer: of<EntriesCorrected>() },
);
export const talk = post("/api/dues/talks", "记录就欠缴党费的谈话", { body: of<Talk>(), answer: of<Made>() });
export const remittanceDraft = get(
  "/api/dues/remittance-draft",
  "一段时间应上缴的党费：收缴、下级上缴、须全额上缴",
  of<RemittanceDraft>(),
  of<RemittanceQuery>(),
);
export const remittance = post("/api/dues/remittances", "登记党费上缴", { body: of<Remittance>(), answer: of<Made>() });
export const remittanceWithdrawal = post(
  "/api/dues/remittances/:id/withdrawal",
  "撤销一笔上缴记录（写明原因，记录保留）",
  { body: of<Withdrawal>() },
);
export const use = post("/api/dues/uses", "登记党费使用（须有集体决定）", { body: of<Use>(), answer: of<Made>() });
export const useWithdrawal = post("/api/dues/uses/:id/withdrawal", "撤销一笔使用记录（写明原因，记录保留）", {
  body: of<Withdrawal>(),
});
export const disclosure = get("/api/dues/disclosure", "一年的党费公布表", of<DisclosureView>(), of<LedgerQuery>());
export const publication = post("/api/dues/disclosures", "登记已向党员公布一年的党费收缴情况", {
  body: of<Disclosure>(),
  answer: of<Made>(),
});
export const ownDues = get("/api/own/dues", "我的党费", of<OwnDues>());
