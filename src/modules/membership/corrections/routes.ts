import { Type } from "typebox";
import { deed, question, type Route } from "#platform/http/route.ts";
import { Id, Made } from "#platform/http/shapes.ts";
import { acceptRequest, askOwn, declineRequest, readWanted, withdrawOwn } from "./acts.ts";
import { Acceptance, Asking, Declining, OwnRequests, Read, RequestView } from "./contract.ts";
import { ownRequests, requestView } from "./queries.ts";

const OfRequest = Type.Object({ id: Id });

export const routes: readonly Route[] = [
  question({
    path: "/api/correction-requests/:id",
    verb: "membership.read",
    summary: "一份更正申请，和记录现在的写法",
    params: OfRequest,
    response: RequestView,
    handle: ({ house, tx, actor, params, today }) =>
      requestView({ tx, actor, policy: house.policy, keyring: house.keyring }, params.id, today),
  }),
  deed({
    method: "POST",
    path: "/api/correction-requests/:id/reading",
    verb: "membership.correct",
    summary: "查看申请中被遮盖的内容（本人可以看到）",
    params: OfRequest,
    response: Read,
    tells: ["membership.correction.read"],
    handle: (doing) => readWanted(doing, doing.params.id),
  }),
  deed({
    method: "POST",
    path: "/api/correction-requests/:id/acceptance",
    verb: "membership.correct",
    summary: "按申请更正记录",
    params: OfRequest,
    body: Acceptance,
    response: Type.Object({ warnings: Type.Array(Type.String()) }),
    tells: [
      "membership.member.corrected",
      "membership.member.changed",
      "membership.correction.accepted",
      "membership.correction.declined",
    ],
    async handle(doing) {
      const { warnings } = await acceptRequest(doing, doing.params.id, doing.body);
      return { warnings: [...warnings] };
    },
  }),
  deed({
    method: "POST",
    path: "/api/correction-requests/:id/declining",
    verb: "membership.correct",
    summary: "不更正，并作答复",
    params: OfRequest,
    body: Declining,
    response: Type.Null(),
    tells: ["membership.correction.declined"],
    async handle(doing) {
      await declineRequest(doing, doing.params.id, doing.body.answer);
      return null;
    },
  }),
  question({
    path: "/api/own/corrections",
    verb: "own",
    summary: "我申请的更正和答复",
    response: OwnRequests,
    handle: ({ house, tx, today }) => ownRequests(tx, house.keyring, today),
  }),
  deed({
    method: "POST",
    path: "/api/own/corrections",
    verb: "own",
    summary: "申请更正自己的记录",
    body: Asking,
    response: Made,
    status: 201,
    tells: ["membership.correction.asked"],
    handle: (doing) => askOwn(doing, doing.body),
  }),
  deed({
    method: "POST",
    path: "/api/own/corrections/:id/withdrawal",
    verb: "own",
    summary: "撤回更正申请",
    params: OfRequest,
    response: Type.Null(),
    tells: ["membership.correction.withdrawn"],
    async handle(doing) {
      await withdrawOwn(doing, doing.params.id);
      return null;
    },
  }),
];
