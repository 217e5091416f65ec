import { get, of, post } from "#platform/http/address.ts";
import type { Made } from "#platform/http/shapes.ts";
import type { Paper } from "#platform/word/contract.ts";
import type {
  AppraisalDraft,
  AppraisalView,
  BallotCast,
  Disposing,
  DraftQuery,
  Grading,
  Opening,
  OwnAppraisals,
  PaperCount,
  Publication,
  RectifyEnd,
  SelfText,
  TokenAnswer,
  TokenAsking,
  Withdrawal,
  YearQuery,
  YearView,
} from "./contract.ts";

export const appraisalsOfYear = get(
  "/api/appraisals/of-year",
  "一年的民主评议，按支部",
  of<YearView>(),
  of<YearQuery>(),
);
export const draft = get(
  "/api/appraisals/draft",
  "开始评议前的名单：按花名册哪些人评定、哪些人投票",
  of<AppraisalDraft>(),
  of<DraftQuery>(),
);
export const appraisal = get("/api/appraisals/:id", "一次民主评议：进度、票数、等次", of<AppraisalView>());
export const summaryPaper = get("/api/appraisals/:id/summary-paper", "民主评议情况汇总表", of<Paper>());
export const ballotPaper = get("/api/appraisals/:id/ballot-paper", "民主评议测评票（纸质）", of<Paper>());
export const opening = post("/api/appraisals", "开始一年的民主评议", { body: of<Opening>(), answer: of<Made>() });
export const voting = post("/api/appraisals/:id/voting", "开始互评测评");
export const closing = post("/api/appraisals/:id/closing", "结束手机投票，开箱汇总");
export const paperVoting = post("/api/appraisals/:id/paper-voting", "改为纸质票，手机票不开箱作废");
export const paperCount = post("/api/appraisals/:id/paper-count", "登记监票人计出的纸质票总数", {
  body: of<PaperCount>(),
});
export const grades = post("/api/appraisals/:id/grades", "登记组织评定的意见和等次", { body: of<Grading>() });
export const publication = post("/api/appraisals/:id/publication", "登记已向党员公布", { body: of<Publication>() });
export const withdrawal = post("/api/appraisals/:id/withdrawal", "撤回还没有公布的评议", { body: of<Withdrawal>() });
export const disposition = post(
  "/api/appraisal-items/:id/disposition",
  "登记对不合格党员的处置（限期改正、劝退、除名）",
  { body: of<Disposing>() },
);
export const rectification = post("/api/appraisal-items/:id/rectification", "登记限期改正的结果", {
  body: of<RectifyEnd>(),
});
export const ownAppraisals = get("/api/own/appraisals", "我的民主评议：自评、投票、结果", of<OwnAppraisals>());
export const selfText = post("/api/own/appraisals/:id/self", "写个人自评", { body: of<SelfText>() });
export const token = post("/api/own/appraisals/:id/token", "领选票凭证：对盲化的凭证签名，系统看不到凭证本身", {
  body: of<TokenAsking>(),
  answer: of<TokenAnswer>(),
});
export const ballot = post("/api/ballots", "投一张无记名的票：只认凭证，不收登录信息，不记日志", {
  body: of<BallotCast>(),
});
