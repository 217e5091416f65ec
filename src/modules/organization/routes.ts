import { Problem } from "#platform/http/problem.ts";
import { deed, question, type Route } from "#platform/http/route.ts";
import { Made } from "#platform/http/shapes.ts";
import { type Day, isDay } from "#shared/day.ts";
import {
  AdviceQuery,
  AdviceView,
  AsOf,
  ById,
  DecisionBody,
  EventBody,
  EventPreview,
  EventView,
  OrganizationView,
  PostBody,
  PostEndingBody,
  PostMade,
  Proposed,
  TermBody,
  TreeView,
  UndoingBody,
  UnitBody,
} from "./contract.ts";
import { decideEvent, previewEvent, proposeEvent, undoEvent } from "./event-acts.ts";
import { appointPost, endPost, startTerm } from "./post-acts.ts";
import { putUnit } from "./unit-acts.ts";
import { adviceView, eventView, organizationView, treeView } from "./views.ts";
import { PROBLEMS } from "./zh.ts";

function asOfDay(text: string | undefined, today: Day): Day {
  if (text === undefined) return today;
  if (!isDay(text))
    throw new Problem("unreadable", "not-a-day", PROBLEMS["not-a-day"], "请填写真实存在的日期，如 2026-11-22。", {
      faults: [{ pointer: "/asOf", message: "没有这一天" }],
    });
  return text;
}

export const routes: readonly Route[] = [
  question({
    path: "/api/tree",
    verb: "organization.tree.read",
    summary: "某一天的组织树",
    query: AsOf,
    response: TreeView,
    handle: (asking) => treeView(asking, asOfDay(asking.query.asOf, asking.today)),
  }),
  question({
    path: "/api/organizations/:id",
    verb: "organization.read",
    summary: "一个组织某一天的全部信息和沿革",
    params: ById,
    query: AsOf,
    response: OrganizationView,
    handle: (asking) => organizationView(asking, asking.params.id, asOfDay(asking.query.asOf, asking.today)),
  }),
  deed({
    method: "PUT",
    path: "/api/organizations/:id/unit",
    verb: "organization.unit.write",
    summary: "登记或更正组织所在单位的信息",
    params: ById,
    body: UnitBody,
    response: Made,
    tells: ["organization.unit.changed"],
    handle: (doing) => putUnit(doing, doing.params.id, doing.body),
  }),
  deed({
    method: "POST",
    path: "/api/organization-events/preview",
    verb: "organization.event.propose",
    summary: "预览一次组织变动的影响，不保存",
    body: EventBody,
    response: EventPreview,
    tells: [],
    handle: (doing) => previewEvent(doing, doing.body),
  }),
  deed({
    method: "POST",
    path: "/api/organization-events",
    verb: "organization.event.propose",
    summary: "提出组织变动；有批准权的当场生效",
    body: EventBody,
    response: Proposed,
    tells: ["organization.event.proposed", "organization.event.in-force"],
    handle: (doing) => proposeEvent(doing, doing.body),
  }),
  question({
    path: "/api/organization-events/:id",
    verb: "organization.read",
    summary: "一次组织变动",
    params: ById,
    response: EventView,
    handle: (asking) => eventView(asking, asking.params.id),
  }),
  deed({
    method: "POST",
    path: "/api/organization-events/:id/decision",
    verb: "organization.event.approve",
    summary: "批准或不批准一次组织变动",
    params: ById,
    body: DecisionBody,
    response: Proposed,
    tells: ["organization.event.in-force", "organization.event.rejected"],
    handle: (doing) => decideEvent(doing, doing.params.id, doing.body),
  }),
  deed({
    method: "POST",
    path: "/api/organization-events/:id/undoing",
    verb: "organization.event.propose",
    summary: "撤回一次组织变动，恢复原状",
    params: ById,
    body: UndoingBody,
    response: Proposed,
    tells: ["organization.event.undone"],
    handle: (doing) => undoEvent(doing, doing.params.id, doing.body.reason ?? ""),
  }),
  question({
    path: "/api/setting-advice",
    verb: "organization.advice.read",
    summary: "组织设置建议，附理由和依据",
    query: AdviceQuery,
    response: AdviceView,
    handle: (asking) => adviceView(asking, asking.query.org ?? null),
  }),
  deed({
    method: "POST",
    path: "/api/posts",
    verb: "organization.post.write",
    summary: "登记任职",
    body: PostBody,
    response: PostMade,
    tells: ["organization.post.appointed"],
    handle: (doing) => appointPost(doing, doing.body),
  }),
  deed({
    method: "POST",
    path: "/api/posts/:id/ending",
    verb: "organization.post.write",
    summary: "登记离任",
    params: ById,
    body: PostEndingBody,
    response: Made,
    tells: ["organization.post.ended"],
    handle: (doing) => endPost(doing, doing.params.id, doing.body),
  }),
  deed({
    method: "POST",
    path: "/api/terms",
    verb: "organization.post.write",
    summary: "登记新一届委员会",
    body: TermBody,
    response: PostMade,
    tells: ["organization.term.started"],
    handle: (doing) => startTerm(doing, doing.body),
  }),
];
