import { file, get, of, post, put } from "#platform/http/address.ts";
import type { Done, Made } from "#platform/http/shapes.ts";
import type { Paper } from "#platform/word/contract.ts";
import type { AccountOpened, AccountOpening } from "../contract.ts";
import type {
  ApprovalBody,
  BranchVotersQuery,
  CaseView,
  Ending,
  Entry,
  FollowQuery,
  FollowView,
  MapQuery,
  MapView,
  Moving,
  Opened,
  Opening,
  OwnRecruiting,
  OwnWords,
  PlanBody,
  PlanMade,
  RecordMade,
  StepBody,
  VotersQuery,
  VotersView,
  Withdrawal,
} from "./contract.ts";

export const recruitingMap = get("/api/recruiting-map", "发展党员按支部和阶段的人数", of<MapView>(), of<MapQuery>());
export const follow = get(
  "/api/recruiting-follow",
  "一年的发展党员计划和完成情况",
  of<FollowView>(),
  of<FollowQuery>(),
);
export const plan = put("/api/recruiting-plan", "下达一个党组织一年的发展党员计划", {
  body: of<PlanBody>(),
  answer: of<PlanMade>(),
});
export const opening = post("/api/recruiting", "登记一份入党申请", { body: of<Opening>(), answer: of<Opened>() });
export const entry = post("/api/recruiting/entry", "补录一份纸质的发展党员档案", {
  body: of<Entry>(),
  answer: of<Opened>(),
});
export const recruitingCase = get(
  "/api/recruiting/:id",
  "一份发展党员档案：办了什么，下一步是什么，为什么",
  of<CaseView>(),
);
export const voters = get(
  "/api/recruiting/:id/voters",
  "这一天支部花名册上的正式党员，用于计票和选择联系人、介绍人",
  of<VotersView>(),
  of<VotersQuery>(),
);
export const branchVoters = get(
  "/api/recruiting-voters",
  "这一天一个支部花名册上的正式党员，用于补录纸质档案",
  of<VotersView>(),
  of<BranchVotersQuery>(),
);
export const document = get("/api/recruiting/:id/documents/:step", "一步的文书，已知的内容已填好，供打印", of<Paper>());
export const recordDocument = get(
  "/api/recruiting/:id/records/:recordId/document",
  "一条记录的文书：批复、备案、预审意见和决议按印发时的内容打印",
  of<Paper>(),
);
export const record = post("/api/recruiting/:id/records", "登记支部办理的一步", {
  body: of<StepBody>(),
  answer: of<RecordMade>(),
});
export const approval = post("/api/recruiting/:id/approvals", "登记上级党委办理的一步：备案、预审、谈话、审批", {
  body: of<ApprovalBody>(),
  answer: of<RecordMade>(),
});
export const recordWithdrawal = post("/api/recruiting/:id/records/:recordId/withdrawal", "撤回登记有误的最后一条记录", {
  body: of<Withdrawal>(),
  answer: of<Done>(),
});
export const ending = post("/api/recruiting/:id/ending", "终止一份发展党员档案", {
  body: of<Ending>(),
  answer: of<Done>(),
});
export const account = post(
  "/api/recruiting/:id/account",
  "为入党申请人开通看自己入党过程的账号，返回只显示一次的密码",
  { body: of<AccountOpening>(), answer: of<AccountOpened>() },
);
export const move = post("/api/recruiting/:id/move", "把档案移交给另一个支部，培养教育时间连续计算", {
  body: of<Moving>(),
  answer: of<Done>(),
});
export const paperKeeping = post("/api/recruiting/:id/records/:recordId/papers", "在一条记录中存入签字的材料", {
  answer: of<Made>(),
});
export const keptPaper = file("/api/recruiting/:id/papers/:paperId", "下载一份存入的材料");
export const ownRecruiting = get("/api/own/recruiting", "我的入党过程，和我培养联系、介绍的人", of<OwnRecruiting>());
export const ownReport = post("/api/own/recruiting/reports", "递交思想汇报", {
  body: of<OwnWords>(),
  answer: of<Made>(),
});
export const ownReview = post("/api/own/recruiting/people/:id/reviews", "登记我培养联系或者介绍的人的半年考察", {
  body: of<OwnWords>(),
  answer: of<Made>(),
});
