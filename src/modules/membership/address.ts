import { get, of, patch, post } from "#platform/http/address.ts";
import type {
  AccountOpened,
  AccountOpening,
  Admission,
  Admitted,
  Corrected,
  Correction,
  Leaving,
  Left,
  MemberQuery,
  MemberView,
  OwnBranch,
  OwnRecord,
  OwnStanding,
  Unmasked,
  Unmasking,
  YearBookQuery,
  YearBookView,
} from "./contract.ts";

export const member = get(
  "/api/members/:personId",
  "一名党员的情况（敏感信息遮盖）",
  of<MemberView>(),
  of<MemberQuery>(),
);
export const admission = post("/api/members", "在花名册中增加一名党员", {
  body: of<Admission>(),
  answer: of<Admitted>(),
});
export const correction = patch("/api/members/:personId", "更正或变更党员信息", {
  body: of<Correction>(),
  answer: of<Corrected>(),
});
export const leaving = post("/api/members/:personId/leaving", "办理党员减少（去世、停止党籍、出党等）", {
  body: of<Leaving>(),
  answer: of<Left>(),
});
export const unmasking = post("/api/members/:personId/unmasking", "查看被遮盖的信息（须写理由，本人可以看到）", {
  body: of<Unmasking>(),
  answer: of<Unmasked>(),
});
export const account = post("/api/members/:personId/account", "为党员开通看自己记录的账号，返回只显示一次的密码", {
  body: of<AccountOpening>(),
  answer: of<AccountOpened>(),
});
export const yearBook = get(
  "/api/year-books",
  "年度增减平衡：期初加增加减减少等于期末",
  of<YearBookView>(),
  of<YearBookQuery>(),
);
export const ownRecord = get("/api/own/record", "我的党员信息", of<OwnRecord>());
export const ownStanding = get("/api/own/standing", "我是党员还是入党申请人", of<OwnStanding>());
export const ownBranch = get("/api/own/branch", "我的支部", of<OwnBranch>());
