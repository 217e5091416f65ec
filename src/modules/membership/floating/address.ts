import { get, of, post } from "#platform/http/address.ts";
import type { Made } from "#platform/http/shapes.ts";
import type {
  CasesOfMember,
  CaseView,
  Decision,
  Ending,
  Entry,
  Finding,
  HostAcceptance,
  HostRefusal,
  Inflow,
  KeyView,
  Loss,
  Offer,
  Outflow,
  OwnFloating,
  OwnOutflow,
  OwnPass,
  OwnPassRead,
  OwnReport,
  PassInflow,
  PassIssued,
  PassMerge,
  PassMerged,
  Revealed,
  Revealing,
  Stopping,
} from "./contract.ts";

export const floatingCase = get(
  "/api/floating-cases/:id",
  "一名流动党员的登记：流出地、流入地、记录、活动证",
  of<CaseView>(),
);
export const casesOfMember = get(
  "/api/members/:personId/floating-cases",
  "一名党员历次的外出登记",
  of<CasesOfMember>(),
);
export const passKeys = get("/api/pass-keys", "本系统的防伪校验码和已核对的校验码", of<KeyView>());
export const outflow = post("/api/floating-cases", "登记党员外出", { body: of<Outflow>(), answer: of<Made>() });
export const inflow = post("/api/floating-inflows", "登记流入党员（没有活动证的）", {
  body: of<Inflow>(),
  answer: of<Made>(),
});
export const inflowByPass = post("/api/floating-inflows/by-pass", "凭流动党员活动证登记流入党员，并回签", {
  body: of<PassInflow>(),
  answer: of<Made>(),
});
export const decision = post("/api/floating-cases/:id/decision", "决定作为流动党员管理，明确联系人", {
  body: of<Decision>(),
});
export const offer = post("/api/floating-cases/:id/offer", "发往流入地党组织", { body: of<Offer>() });
export const acceptance = post("/api/floating-cases/:id/acceptance", "流入地接收", { body: of<HostAcceptance>() });
export const refusal = post("/api/floating-cases/:id/refusal", "流入地不接收，写明理由", { body: of<HostRefusal>() });
export const entry = post("/api/floating-cases/:id/entries", "记录联络、汇报、活动、党费、培训、评议、查找", {
  body: of<Entry>(),
  answer: of<Made>(),
});
export const passIssue = post("/api/floating-cases/:id/pass", "签发流动党员活动证（一年有效，期满重新签发）", {
  answer: of<PassIssued>(),
});
export const passMerge = post("/api/floating-cases/:id/pass-reading", "读入带回的活动证，合并两地的记录", {
  body: of<PassMerge>(),
  answer: of<PassMerged>(),
});
export const loss = post("/api/floating-cases/:id/loss", "认定失去联系（满六个月并且查找过）", { body: of<Loss>() });
export const finding = post("/api/floating-cases/:id/finding", "登记恢复联系", { body: of<Finding>() });
export const stopping = post("/api/floating-cases/:id/stopping", "登记停止党籍的决定", { body: of<Stopping>() });
export const ending = post("/api/floating-cases/:id/ending", "办结：返回、停止党籍两年后除名、误登撤销", {
  body: of<Ending>(),
});
export const revealing = post("/api/floating-cases/:id/unmasking", "查看外出联系方式（须写理由，本人可以看到）", {
  body: of<Revealing>(),
  answer: of<Revealed>(),
});
export const ownFloating = get("/api/own/floating", "我的外出登记、联络记录和活动证", of<OwnFloating>());
export const ownOutflow = post("/api/own/floating", "登记自己外出", { body: of<OwnOutflow>(), answer: of<Made>() });
export const ownReport = post("/api/own/floating/reports", "向支部汇报", { body: of<OwnReport>(), answer: of<Made>() });
export const ownPass = post("/api/own/floating/pass-reading", "交回流入地回签的活动证", {
  body: of<OwnPass>(),
  answer: of<OwnPassRead>(),
});
