import { answer } from "#platform/http/answer.ts";
import { Problem } from "#platform/http/problem.ts";
import type { Route } from "#platform/http/route.ts";
import { Made } from "#platform/http/shapes.ts";
import { type Day, isDay } from "#shared/day.ts";
import * as at from "./address.ts";
import {
  AdviceQuery,
  AdviceView,
  AsOf,
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

const PROPOSE = "organization.event.propose";
const POST = "organization.post.write";

export const routes: readonly Route[] = [
  answer(at.tree, "organization.tree.read", { query: AsOf, shows: TreeView }, (asking) =>
    treeView(asking, asOfDay(asking.query.asOf, asking.today)),
  ),
  answer(at.organization, "organization.read", { query: AsOf, shows: OrganizationView }, (asking) =>
    organizationView(asking, asking.params.id, asOfDay(asking.query.asOf, asking.today)),
  ),
  answer(
    at.unit,
    "organization.unit.write",
    { body: UnitBody, shows: Made, tells: ["organization.unit.changed"] },
    (doing) => putUnit(doing, doing.params.id, doing.body),
  ),
  answer(at.eventPreview, PROPOSE, { body: EventBody, shows: EventPreview, tells: [] }, (doing) =>
    previewEvent(doing, doing.body),
  ),
  answer(
    at.events,
    PROPOSE,
    { body: EventBody, shows: Proposed, tells: ["organization.event.proposed", "organization.event.in-force"] },
    (doing) => proposeEvent(doing, doing.body),
  ),
  answer(at.event, "organization.read", { shows: EventView }, (asking) => eventView(asking, asking.params.id)),
  answer(
    at.eventDecision,
    "organization.event.approve",
    { body: DecisionBody, shows: Proposed, tells: ["organization.event.in-force", "organization.event.rejected"] },
    (doing) => decideEvent(doing, doing.params.id, doing.body),
  ),
  answer(
    at.eventUndoing,
    PROPOSE,
    { body: UndoingBody, shows: Proposed, tells: ["organization.event.undone"] },
    (doing) => undoEvent(doing, doing.params.id, doing.body.reason ?? ""),
  ),
  answer(at.settingAdvice, "organization.advice.read", { query: AdviceQuery, shows: AdviceView }, (asking) =>
    adviceView(asking, asking.query.org ?? null),
  ),
  answer(at.posts, POST, { body: PostBody, shows: PostMade, tells: ["organization.post.appointed"] }, (doing) =>
    appointPost(doing, doing.body),
  ),
  answer(at.postEnding, POST, { body: PostEndingBody, shows: Made, tells: ["organization.post.ended"] }, (doing) =>
    endPost(doing, doing.params.id, doing.body),
  ),
  answer(at.terms, POST, { body: TermBody, shows: PostMade, tells: ["organization.term.started"] }, (doing) =>
    startTerm(doing, doing.body),
  ),
];
