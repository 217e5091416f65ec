import { Type } from "typebox";
import { PURPOSES } from "#platform/files/index.ts";
import { dayGiven } from "#platform/given.ts";
import { DOWNLOAD } from "#platform/http/download.ts";
import { absent } from "#platform/http/problem.ts";
import { deed, opening, question, type Route } from "#platform/http/route.ts";
import { Id } from "#platform/http/shapes.ts";
import { paperRoutes } from "#platform/word/routes.ts";
import type { Day } from "#shared/day.ts";
import { AccountOpened, AccountOpening } from "../contract.ts";
import { endCase, enterCase, moveCase, openCase, recordStep, withdrawRecord } from "./acts.ts";
import { caseView, votersOf, votersView } from "./case-view.ts";
import {
  ApprovalBody,
  CaseView,
  Ending,
  Entry,
  FollowView,
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
  VotersView,
  Withdrawal,
} from "./contract.ts";
import { documentOf } from "./documents.ts";
import { ownRecruiting } from "./own.ts";
import { handInReport, openApplicantAccount, reviewMine } from "./own-acts.ts";
import { keepPaper, paperOf } from "./paper-acts.ts";
import { STEPS } from "./path.ts";
import { setPlan } from "./plan-acts.ts";
import { follow, mapOn } from "./queries.ts";
import { zh } from "./zh.ts";

const OfCase = Type.Object({ id: Id });
const paperBytes = PURPOSES["document"]?.maxBytes ?? 0;
const Done = Type.Object({ done: Type.Boolean() });
const AsOf = Type.Optional(Type.String({ description: "哪一天的情况，如 2026-06-30" }));

/** A day asked for: of the past, or today. */
const asked = (text: string | undefined, today: Day): Day => dayGiven({ today }, text);

export const routes: readonly Route[] = [
  question({
    path: "/api/recruiting-map",
    verb: "recruiting.read",
    summary: "发展党员按支部和阶段的人数",
    query: Type.Object({ org: Type.Optional(Id), asOf: AsOf }),
    response: MapView,
    async handle({ tx, today, query }) {
      const on = asked(query.asOf, today);
      let path: string | null = null;
      if (query.org !== undefined) {
        const place = await tx
          .selectFrom("organization")
          .select("orgPath")
          .where("id", "=", query.org)
          .executeTakeFirst();
        if (!place) throw absent(zh.organization);
        path = place.orgPath;
      }
      return { asOf: on, rows: await mapOn(tx, path, on) };
    },
  }),
  question({
    path: "/api/recruiting-follow",
    verb: "recruiting.read",
    summary: "一年的发展党员计划和完成情况",
    query: Type.Object({ year: Type.Optional(Type.Integer({ minimum: 1949, maximum: 2999 })) }),
    response: FollowView,
    handle: ({ house, tx, actor, today, query }) =>
      follow(tx, query.year ?? Number(today.slice(0, 4)), today, (path) =>
        house.policy.may(actor, "recruiting.plan", path),
      ),
  }),
  deed({
    method: "PUT",
    path: "/api/recruiting-plan",
    verb: "recruiting.plan",
    summary: "下达一个党组织一年的发展党员计划",
    body: PlanBody,
    response: PlanMade,
    tells: ["recruiting.plan.set"],
    handle: (doing) => setPlan(doing, doing.body),
  }),
  deed({
    method: "POST",
    path: "/api/recruiting",
    verb: "recruiting.open",
    summary: "登记一份入党申请",
    body: Opening,
    response: Opened,
    status: 201,
    tells: ["recruiting.case.opened"],
    async handle(doing) {
      const { id, warnings } = await openCase(doing, doing.body);
      return { id, warnings: [...warnings] };
    },
  }),
  deed({
    method: "POST",
    path: "/api/recruiting/entry",
    verb: "recruiting.enter",
    summary: "补录一份纸质的发展党员档案",
    body: Entry,
    response: Opened,
    status: 201,
    tells: ["recruiting.case.entered", "membership.member.admitted", "membership.member.left"],
    async handle(doing) {
      const { id, warnings } = await enterCase(doing, doing.body);
      return { id, warnings: [...warnings] };
    },
  }),
  question({
    path: "/api/recruiting/:id",
    verb: "recruiting.read",
    summary: "一份发展党员档案：办了什么，下一步是什么，为什么",
    params: OfCase,
    response: CaseView,
    handle: ({ house, tx, actor, today, params }) => caseView({ tx, actor, policy: house.policy }, params.id, today),
  }),
  question({
    path: "/api/recruiting/:id/voters",
    verb: "recruiting.read",
    summary: "这一天支部花名册上的正式党员，用于计票和选择联系人、介绍人",
    params: OfCase,
    query: Type.Object({ on: AsOf }),
    response: VotersView,
    handle: ({ tx, today, params, query }) => votersView(tx, params.id, asked(query.on, today), today),
  }),
  question({
    path: "/api/recruiting-voters",
    verb: "recruiting.read",
    summary: "这一天一个支部花名册上的正式党员，用于补录纸质档案",
    query: Type.Object({ org: Id, on: AsOf }),
    response: VotersView,
    handle: ({ tx, today, query }) => votersOf(tx, query.org, asked(query.on, today), today),
  }),
  ...paperRoutes({
    path: "/api/recruiting/:id/documents/:step",
    verb: "recruiting.read",
    summary: "一步的文书，已知的内容已填好，供打印",
    params: Type.Object({ id: Id, step: Type.Integer({ minimum: 1, maximum: STEPS.length }) }),
    handle: ({ tx, today, params }) => documentOf(tx, params.id, params.step, today),
  }),
  deed({
    method: "POST",
    path: "/api/recruiting/:id/records",
    verb: "recruiting.record",
    summary: "登记支部办理的一步",
    params: OfCase,
    body: StepBody,
    response: RecordMade,
    status: 201,
    tells: ["recruiting.step.recorded"],
    async handle(doing) {
      const { id, warnings } = await recordStep(doing, doing.params.id, doing.body, "branch");
      return { id, warnings: [...warnings] };
    },
  }),
  deed({
    method: "POST",
    path: "/api/recruiting/:id/approvals",
    verb: "recruiting.approve",
    summary: "登记上级党委办理的一步：备案、预审、谈话、审批",
    params: OfCase,
    body: ApprovalBody,
    response: RecordMade,
    status: 201,
    tells: ["recruiting.step.approved", "membership.member.admitted", "membership.member.left"],
    async handle(doing) {
      const { id, warnings } = await recordStep(doing, doing.params.id, doing.body, "committee");
      return { id, warnings: [...warnings] };
    },
  }),
  deed({
    method: "POST",
    path: "/api/recruiting/:id/records/:recordId/withdrawal",
    verb: "recruiting.record",
    summary: "撤回登记有误的最后一条记录",
    params: Type.Object({ id: Id, recordId: Id }),
    body: Withdrawal,
    response: Done,
    tells: ["recruiting.step.withdrawn"],
    async handle(doing) {
      await withdrawRecord(doing, doing.params.id, doing.params.recordId, doing.body.reason);
      return { done: true };
    },
  }),
  deed({
    method: "POST",
    path: "/api/recruiting/:id/ending",
    verb: "recruiting.record",
    summary: "终止一份发展党员档案",
    params: OfCase,
    body: Ending,
    response: Done,
    tells: ["recruiting.case.ended"],
    async handle(doing) {
      await endCase(doing, doing.params.id, doing.body);
      return { done: true };
    },
  }),
  deed({
    method: "POST",
    path: "/api/recruiting/:id/account",
    verb: "recruiting.account.open",
    summary: "为入党申请人开通看自己入党过程的账号，返回只显示一次的密码",
    params: OfCase,
    body: AccountOpening,
    response: AccountOpened,
    status: 201,
    tells: ["access.account.created"],
    handle: (doing) => openApplicantAccount(doing, doing.params.id, doing.body),
  }),
  deed({
    method: "POST",
    path: "/api/recruiting/:id/move",
    verb: "recruiting.move",
    summary: "把档案移交给另一个支部，培养教育时间连续计算",
    params: OfCase,
    body: Moving,
    response: Done,
    tells: ["recruiting.case.moved"],
    async handle(doing) {
      await moveCase(doing, doing.params.id, doing.body);
      return { done: true };
    },
  }),
  deed({
    method: "POST",
    path: "/api/recruiting/:id/records/:recordId/papers",
    verb: "recruiting.record",
    summary: "在一条记录中存入签字的材料",
    params: Type.Object({ id: Id, recordId: Id }),
    response: Type.Object({ id: Id }),
    status: 201,
    rate: "heavy",
    upload: { maxFiles: 1, maxFileBytes: paperBytes, maxTotalBytes: paperBytes },
    tells: ["recruiting.paper.kept"],
    handle: (doing) => keepPaper(doing, doing.params.id, doing.params.recordId, doing.files[0]),
  }),
  question({
    path: "/api/recruiting/:id/papers/:paperId",
    verb: "recruiting.read",
    summary: "下载一份存入的材料",
    params: Type.Object({ id: Id, paperId: Id }),
    response: DOWNLOAD,
    rate: "heavy",
    handle: (asking) => paperOf(asking, asking.params.id, asking.params.paperId),
  }),
  opening({
    method: "GET",
    path: "/api/own/recruiting",
    verb: "own",
    summary: "我的入党过程，和我培养联系、介绍的人",
    response: OwnRecruiting,
    handle: ({ house, actor, today }) => {
      if (actor === null) throw absent(zh.case);
      return ownRecruiting(house, actor, today);
    },
  }),
  deed({
    method: "POST",
    path: "/api/own/recruiting/reports",
    verb: "own",
    summary: "递交思想汇报",
    body: OwnWords,
    response: Type.Object({ id: Id }),
    status: 201,
    tells: ["recruiting.report.handed-in"],
    handle: (doing) => handInReport(doing, doing.body.content),
  }),
  deed({
    method: "POST",
    path: "/api/own/recruiting/people/:id/reviews",
    verb: "own",
    summary: "登记我培养联系或者介绍的人的半年考察",
    params: OfCase,
    body: OwnWords,
    response: Type.Object({ id: Id }),
    status: 201,
    tells: ["recruiting.step.recorded"],
    handle: (doing) => reviewMine(doing, doing.params.id, doing.body.content),
  }),
];
