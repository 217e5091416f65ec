import { Type } from "typebox";
import { absent } from "#platform/http/problem.ts";
import { deed, opening, question, type Route } from "#platform/http/route.ts";
import { Id, Made } from "#platform/http/shapes.ts";
import { paperRoutes } from "#platform/word/routes.ts";
import {
  closeVoting,
  dispose,
  endRectification,
  gradeMembers,
  openAppraisal,
  publishAppraisal,
  recordCount,
  startVoting,
  voteOnPaper,
  withdrawAppraisal,
} from "./acts.ts";
import {
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
import { castBallot, ownAppraisals, takeToken, writeSelf } from "./own.ts";
import { appraisalView, ballotPaper, draftView, summaryPaper, yearView } from "./view.ts";

const OfAppraisal = Type.Object({ id: Id });
const READ = "appraisal.read";
const WRITE = "appraisal.write";

/** An act that answers nothing. */
const upon = async (work: Promise<unknown>): Promise<null> => {
  await work;
  return null;
};

export const routes: readonly Route[] = [
  question({
    path: "/api/appraisals/of-year",
    verb: READ,
    summary: "一年的民主评议，按支部",
    query: YearQuery,
    response: YearView,
    handle: ({ house, tx, actor, today, query }) => yearView({ tx, actor, policy: house.policy, today }, query.year),
  }),
  question({
    path: "/api/appraisals/draft",
    verb: READ,
    summary: "开始评议前的名单：按花名册哪些人评定、哪些人投票",
    query: DraftQuery,
    response: AppraisalDraft,
    handle: ({ house, tx, actor, today, query }) =>
      draftView({ tx, actor, policy: house.policy, today }, query.organizationId),
  }),
  question({
    path: "/api/appraisals/:id",
    verb: READ,
    summary: "一次民主评议：进度、票数、等次",
    params: OfAppraisal,
    response: AppraisalView,
    handle: ({ house, tx, actor, today, params }) =>
      appraisalView({ tx, actor, policy: house.policy, today }, house.anonymous, params.id),
  }),
  ...paperRoutes({
    path: "/api/appraisals/:id/summary-paper",
    verb: READ,
    summary: "民主评议情况汇总表",
    params: OfAppraisal,
    handle: ({ tx, today, params }) => summaryPaper(tx, params.id, today),
  }),
  ...paperRoutes({
    path: "/api/appraisals/:id/ballot-paper",
    verb: READ,
    summary: "民主评议测评票（纸质）",
    params: OfAppraisal,
    handle: ({ tx, today, params }) => ballotPaper(tx, params.id, today),
  }),
  deed({
    method: "POST",
    path: "/api/appraisals",
    verb: WRITE,
    summary: "开始一年的民主评议",
    body: Opening,
    response: Made,
    status: 201,
    tells: ["membership.appraisal.opened"],
    handle: (doing) => openAppraisal(doing, doing.body),
  }),
  deed({
    method: "POST",
    path: "/api/appraisals/:id/voting",
    verb: WRITE,
    summary: "开始互评测评",
    params: OfAppraisal,
    response: Type.Null(),
    tells: ["membership.appraisal.voting"],
    handle: (doing) => upon(startVoting(doing, doing.params.id)),
  }),
  deed({
    method: "POST",
    path: "/api/appraisals/:id/closing",
    verb: WRITE,
    summary: "结束手机投票，开箱汇总",
    params: OfAppraisal,
    response: Type.Null(),
    tells: ["membership.appraisal.counted"],
    handle: (doing) => upon(closeVoting(doing, doing.params.id)),
  }),
  deed({
    method: "POST",
    path: "/api/appraisals/:id/paper-voting",
    verb: WRITE,
    summary: "改为纸质票，手机票不开箱作废",
    params: OfAppraisal,
    response: Type.Null(),
    tells: ["membership.appraisal.to-paper"],
    handle: (doing) => upon(voteOnPaper(doing, doing.params.id)),
  }),
  deed({
    method: "POST",
    path: "/api/appraisals/:id/paper-count",
    verb: WRITE,
    summary: "登记监票人计出的纸质票总数",
    params: OfAppraisal,
    body: PaperCount,
    response: Type.Null(),
    tells: ["membership.appraisal.counted"],
    handle: (doing) => upon(recordCount(doing, doing.params.id, doing.body)),
  }),
  deed({
    method: "POST",
    path: "/api/appraisals/:id/grades",
    verb: WRITE,
    summary: "登记组织评定的意见和等次",
    params: OfAppraisal,
    body: Grading,
    response: Type.Null(),
    tells: ["membership.appraisal.graded"],
    handle: (doing) => upon(gradeMembers(doing, doing.params.id, doing.body)),
  }),
  deed({
    method: "POST",
    path: "/api/appraisals/:id/publication",
    verb: WRITE,
    summary: "登记已向党员公布",
    params: OfAppraisal,
    body: Publication,
    response: Type.Null(),
    tells: ["membership.appraisal.published"],
    handle: (doing) => upon(publishAppraisal(doing, doing.params.id, doing.body)),
  }),
  deed({
    method: "POST",
    path: "/api/appraisals/:id/withdrawal",
    verb: WRITE,
    summary: "撤回还没有公布的评议",
    params: OfAppraisal,
    body: Withdrawal,
    response: Type.Null(),
    tells: ["membership.appraisal.withdrawn"],
    handle: (doing) => upon(withdrawAppraisal(doing, doing.params.id, doing.body.reason)),
  }),
  deed({
    method: "POST",
    path: "/api/appraisal-items/:id/disposition",
    verb: WRITE,
    summary: "登记对不合格党员的处置（限期改正、劝退、除名）",
    params: OfAppraisal,
    body: Disposing,
    response: Type.Null(),
    tells: ["membership.appraisal.disposed"],
    handle: (doing) => upon(dispose(doing, doing.params.id, doing.body)),
  }),
  deed({
    method: "POST",
    path: "/api/appraisal-items/:id/rectification",
    verb: WRITE,
    summary: "登记限期改正的结果",
    params: OfAppraisal,
    body: RectifyEnd,
    response: Type.Null(),
    tells: ["membership.appraisal.rectified"],
    handle: (doing) => upon(endRectification(doing, doing.params.id, doing.body)),
  }),
  opening({
    method: "GET",
    path: "/api/own/appraisals",
    verb: "own",
    summary: "我的民主评议：自评、投票、结果",
    response: OwnAppraisals,
    handle({ house, actor }) {
      if (actor === null) throw absent("登录信息");
      return ownAppraisals(house, actor);
    },
  }),
  deed({
    method: "POST",
    path: "/api/own/appraisals/:id/self",
    verb: "own",
    summary: "写个人自评",
    params: OfAppraisal,
    body: SelfText,
    response: Type.Null(),
    tells: ["membership.appraisal.self-written"],
    handle: (doing) => upon(writeSelf(doing, doing.params.id, doing.body.text)),
  }),
  deed({
    method: "POST",
    path: "/api/own/appraisals/:id/token",
    verb: "own",
    summary: "领选票凭证：对盲化的凭证签名，系统看不到凭证本身",
    params: OfAppraisal,
    body: TokenAsking,
    response: TokenAnswer,
    tells: [],
    handle: (doing) => takeToken(doing, doing.params.id, doing.body.blinded),
  }),
  opening({
    method: "POST",
    path: "/api/ballots",
    anonymous: true,
    summary: "投一张无记名的票：只认凭证，不收登录信息，不记日志",
    body: BallotCast,
    response: Type.Null(),
    async handle({ house, body }) {
      await castBallot(house, body);
      return null;
    },
  }),
];
