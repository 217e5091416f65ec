import { get, of, post } from "#platform/http/address.ts";
import type { Made } from "#platform/http/shapes.ts";
import type { Acceptance, Accepted, Asking, Declining, OwnRequests, Read, RequestView } from "./contract.ts";

export const request = get("/api/correction-requests/:id", "一份更正申请，和记录现在的写法", of<RequestView>());
export const reading = post("/api/correction-requests/:id/reading", "查看申请中被遮盖的内容（本人可以看到）", {
  answer: of<Read>(),
});
export const acceptance = post("/api/correction-requests/:id/acceptance", "按申请更正记录", {
  body: of<Acceptance>(),
  answer: of<Accepted>(),
});
export const declining = post("/api/correction-requests/:id/declining", "不更正，并作答复", { body: of<Declining>() });
export const ownRequests = get("/api/own/corrections", "我申请的更正和答复", of<OwnRequests>());
export const asking = post("/api/own/corrections", "申请更正自己的记录", { body: of<Asking>(), answer: of<Made>() });
export const withdrawal = post("/api/own/corrections/:id/withdrawal", "撤回更正申请");
