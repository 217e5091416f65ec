import { Type } from "typebox";
import { dayGiven } from "#platform/given.ts";
import { deed, question, type Route } from "#platform/http/route.ts";
import { Id } from "#platform/http/shapes.ts";
import { paperRoutes } from "#platform/word/routes.ts";
import type { Day } from "#shared/day.ts";
import { endElection, enterElection, openElection, recordStep, withdrawRecord } from "./acts.ts";
import { caseView, electionsOf, rosterView, startView } from "./case-view.ts";
import {
  CaseView,
  DecisionBody,
  DutiesView,
  Ending,
  EntryBody,
  OfOrganization,
  Opened,
  OpeningBody,
  RosterView,
  StartView,
  StepBody,
  TermStates,
  TermsView,
  VillageBody,
  Withdrawal,
} from "./contract.ts";
import { paperOf } from "./documents.ts";
import { PAPERS, type PaperName } from "./path.ts";
import { dutiesOn, type TermState, termsOn } from "./queries.ts";
import { recordVillage } from "./village.ts";

const ById = Type.Object({ id: Id });
const Done = Type.Object({ done: Type.Boolean() });
const AsOf = Type.Optional(Type.String({ description: "哪一天的情况，如 2026-06-30" }));
const Org = Type.Optional(Id);
const POSTS = ["organization.term.started", "organization.post.appointed", "organization.post.ended"];

const asked = (text: string | undefined, today: Day): Day => dayGiven({ today }, text);
const opened = async (made: Promise<{ id: string; warnings: readonly string[] }>) => {
  const { id, warnings } = await made;
  return { id, warnings: [...warnings] };
};

export const routes: readonly Route[] = [
  question({
    path: "/api/elections/terms",
    verb: "election.read",
    summary: "届期一览：各组织任期到什么时候，换届办到哪一步",
    query: Type.Object({
      org: Org,
      state: Type.Optional(Type.Enum([...TermStates])),
      q: Type.Optional(Type.String({ maxLength: 60 })),
      sort: Type.Optional(Type.Enum(["due", "place"])),
      after: Type.Optional(Type.String({ maxLength: 400 })),
      asOf: AsOf,
    }),
    response: TermsView,
    handle: ({ tx, today, query }) =>
      termsOn(
        tx,
        { ...query, state: query.state as TermState | undefined, sort: query.sort as never },
        asked(query.asOf, today),
      ),
  }),
  question({
    path: "/api/elections/duties",
    verb: "election.read",
    summary: "书记、主任一肩挑的人，两委交叉任职的人数",
    query: Type.Object({ org: Org, asOf: AsOf }),
    response: DutiesView,
    handle: ({ tx, today, query }) => dutiesOn(tx, query.org, asked(query.asOf, today)),
  }),
  question({
    path: "/api/organizations/:id/elections",
    verb: "election.read",
    summary: "一个组织办过的和正在办的选举",
    params: ById,
    response: OfOrganization,
    handle: (asking) => electionsOf(asking, asking.params.id, asking.today),
  }),
  question({
    path: "/api/organizations/:id/election-start",
    verb: "election.read",
    summary: "发起选举以前已经知道的：届满日期、党员人数、应当怎样选",
    params: ById,
    response: StartView,
    handle: (asking) => startView(asking, asking.params.id, asking.today),
  }),
  deed({
    method: "POST",
    path: "/api/elections",
    verb: "election.write",
    summary: "发起换届选举或者补选",
    body: OpeningBody,
    response: Opened,
    status: 201,
    tells: ["election.opened"],
    handle: (doing) => opened(openElection(doing, doing.body)),
  }),
  deed({
    method: "POST",
    path: "/api/elections/entry",
    verb: "election.decide",
    summary: "补录以往在纸上办的选举",
    body: EntryBody,
    response: Opened,
    status: 201,
    tells: ["election.entered", ...POSTS],
    handle: (doing) => opened(enterElection(doing, doing.body)),
  }),
  deed({
    method: "POST",
    path: "/api/elections/village",
    verb: "election.decide",
    summary: "登记村（居）民委员会选举的结果",
    body: VillageBody,
    response: Opened,
    status: 201,
    tells: ["election.village.recorded", "organization.post.appointed", "organization.post.ended"],
    handle: (doing) => opened(recordVillage(doing, doing.body)),
  }),
  question({
    path: "/api/elections/:id",
    verb: "election.read",
    summary: "一次选举：办了什么，下一步是什么，由谁办",
    params: ById,
    response: CaseView,
    handle: (asking) => caseView(asking, asking.params.id, asking.today),
  }),
  question({
    path: "/api/elections/:id/roster",
    verb: "election.read",
    summary: "这一天花名册上的正式党员，用于选择人和计算应到会人数",
    params: ById,
    query: Type.Object({ on: AsOf }),
    response: RosterView,
    handle: ({ tx, today, params, query }) => rosterView(tx, params.id, asked(query.on, today), today),
  }),
  ...paperRoutes({
    path: "/api/elections/:id/papers/:paper",
    verb: "election.read",
    summary: "选举的一份文书，已知的内容已填好，供打印",
    params: Type.Object({ id: Id, paper: Type.Enum([...PAPERS]) }),
    handle: ({ tx, today, params }) => paperOf(tx, params.id, params.paper as PaperName, today),
  }),
  deed({
    method: "POST",
    path: "/api/elections/:id/records",
    verb: "election.write",
    summary: "登记本级办的一步：请示、提名、候选人、会议、计票、结果、交接",
    params: ById,
    body: StepBody,
    response: Opened,
    status: 201,
    tells: ["election.step.recorded"],
    handle: (doing) => opened(recordStep(doing, doing.params.id, doing.body, "own")),
  }),
  deed({
    method: "POST",
    path: "/api/elections/:id/decisions",
    verb: "election.decide",
    summary: "登记上级办的一步：提醒、批复；批复选举结果以后任职生效",
    params: ById,
    body: DecisionBody,
    response: Opened,
    status: 201,
    tells: ["election.step.decided", ...POSTS],
    handle: (doing) => opened(recordStep(doing, doing.params.id, doing.body, "superior")),
  }),
  deed({
    method: "POST",
    path: "/api/elections/:id/records/:recordId/withdrawal",
    verb: "election.write",
    summary: "撤回登记有误的最后一步，由它产生的任职和届次一起恢复",
    params: Type.Object({ id: Id, recordId: Id }),
    body: Withdrawal,
    response: Done,
    tells: ["election.record.withdrawn"],
    async handle(doing) {
      await withdrawRecord(doing, doing.params.id, doing.params.recordId, doing.body.reason);
      return { done: true };
    },
  }),
  deed({
    method: "POST",
    path: "/api/elections/:id/ending",
    verb: "election.write",
    summary: "终止一次不再举行的选举",
    params: ById,
    body: Ending,
    response: Done,
    tells: ["election.ended"],
    async handle(doing) {
      await endElection(doing, doing.params.id, doing.body);
      return { done: true };
    },
  }),
];
