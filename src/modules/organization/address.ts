import { get, of, post, put } from "#platform/http/address.ts";
import type { Made } from "#platform/http/shapes.ts";
import type {
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

export const tree = get("/api/tree", "某一天的组织树", of<TreeView>(), of<AsOf>());
export const organization = get(
  "/api/organizations/:id",
  "一个组织某一天的全部信息和沿革",
  of<OrganizationView>(),
  of<AsOf>(),
);
export const unit = put("/api/organizations/:id/unit", "登记或更正组织所在单位的信息", {
  body: of<UnitBody>(),
  answer: of<Made>(),
});
export const eventPreview = post("/api/organization-events/preview", "预览一次组织变动的影响，不保存", {
  body: of<EventBody>(),
  answer: of<EventPreview>(),
});
export const events = post("/api/organization-events", "提出组织变动；有批准权的当场生效", {
  body: of<EventBody>(),
  answer: of<Proposed>(),
});
export const event = get("/api/organization-events/:id", "一次组织变动", of<EventView>());
export const eventDecision = post("/api/organization-events/:id/decision", "批准或不批准一次组织变动", {
  body: of<DecisionBody>(),
  answer: of<Proposed>(),
});
export const eventUndoing = post("/api/organization-events/:id/undoing", "撤回一次组织变动，恢复原状", {
  body: of<UndoingBody>(),
  answer: of<Proposed>(),
});
export const settingAdvice = get(
  "/api/setting-advice",
  "组织设置建议，附理由和依据",
  of<AdviceView>(),
  of<AdviceQuery>(),
);
export const posts = post("/api/posts", "登记任职", { body: of<PostBody>(), answer: of<PostMade>() });
export const postEnding = post("/api/posts/:id/ending", "登记离任", { body: of<PostEndingBody>(), answer: of<Made>() });
export const terms = post("/api/terms", "登记新一届委员会", { body: of<TermBody>(), answer: of<PostMade>() });
