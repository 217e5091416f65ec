import { Type } from "typebox";
import { absent } from "#platform/http/problem.ts";
import { deed, question, type Route } from "#platform/http/route.ts";
import { NoticeChoices, Notices } from "./contract.ts";
import { chooseMuted, markRead, mutedKinds, noticesOf, unreadCount } from "./index.ts";

const SHOWN = 100;

export const routes: Route[] = [
  question({
    path: "/api/notices",
    verb: "own",
    summary: "给我的通知，未读在前",
    response: Notices,
    handle: async ({ tx, actor }) => {
      const account = actor.accountId ?? "";
      const rows = await noticesOf(tx, account, SHOWN);
      return {
        notices: rows.map((it) => ({
          ...it,
          createdAt: it.createdAt.toISOString(),
          readAt: it.readAt?.toISOString() ?? null,
        })),
        unread: await unreadCount(tx, account),
        muted: await mutedKinds(tx, account),
      };
    },
  }),
  deed({
    method: "POST",
    path: "/api/notices/:id/reading",
    verb: "own",
    summary: "把一条通知标为已读",
    params: Type.Object({ id: Type.String({ format: "uuid" }) }),
    response: Type.Null(),
    tells: [],
    handle: async ({ tx, actor, house, params }) => {
      if (!(await markRead(tx, actor.accountId ?? "", params.id, house.clock.now()))) throw absent("通知");
      return null;
    },
  }),
  deed({
    method: "PUT",
    path: "/api/notices/choices",
    verb: "own",
    summary: "选择不再接收哪些种类的通知",
    body: NoticeChoices,
    response: Type.Null(),
    tells: [],
    handle: async ({ tx, actor, body }) => {
      await chooseMuted(tx, actor.accountId ?? "", body.muted);
      return null;
    },
  }),
];
