import { Type } from "typebox";
import { absent } from "#platform/http/problem.ts";
import { deed, question, type Route } from "#platform/http/route.ts";
import { faultyInput } from "#platform/http/shape.ts";
import { Id } from "#platform/http/shapes.ts";
import { NoticeChoices, Notices, NoticesRead } from "./contract.ts";
import { chooseMuted, markAllRead, markRead, mutedKinds, noticesOf, unreadCount } from "./index.ts";
import { unknownKinds } from "./zh.ts";

const SHOWN = 100;

export const routes: Route[] = [
  question({
    path: "/api/notices",
    verb: "own",
    background: true,
    summary: "给我的通知，未读在前",
    response: Notices,
    handle: async ({ tx, actor, house }) => {
      const account = actor.accountId ?? "";
      const rows = await noticesOf(tx, account, SHOWN);
      const muted = new Set(await mutedKinds(tx, account));
      return {
        notices: rows.map((it) => ({
          ...it,
          term: house.notices.get(it.kind)?.term ?? it.kind,
          createdAt: it.createdAt.toISOString(),
          readAt: it.readAt?.toISOString() ?? null,
          settledAt: it.settledAt?.toISOString() ?? null,
        })),
        unread: await unreadCount(tx, account),
        kinds: [...house.notices.values()].map((it) => ({ ...it, muted: muted.has(it.kind) })),
      };
    },
  }),
  deed({
    method: "POST",
    path: "/api/notices/:id/reading",
    verb: "own",
    summary: "把一条通知标为已读",
    params: Type.Object({ id: Id }),
    response: Type.Null(),
    tells: [],
    handle: async ({ tx, actor, house, params }) => {
      if (!(await markRead(tx, actor.accountId ?? "", params.id, house.clock.now()))) throw absent("通知");
      return null;
    },
  }),
  deed({
    method: "POST",
    path: "/api/notices/reading",
    verb: "own",
    summary: "把全部通知标为已读",
    response: NoticesRead,
    tells: [],
    handle: async ({ tx, actor, house }) => ({
      read: await markAllRead(tx, actor.accountId ?? "", house.clock.now()),
    }),
  }),
  deed({
    method: "PUT",
    path: "/api/notices/choices",
    verb: "own",
    summary: "选择不再接收哪些种类的通知",
    body: NoticeChoices,
    response: Type.Null(),
    tells: [],
    handle: async ({ tx, actor, body, house }) => {
      const unknown = body.muted.filter((it) => !house.notices.has(it));
      if (unknown.length > 0) throw faultyInput([{ pointer: "/muted", message: unknownKinds(unknown) }]);
      await chooseMuted(tx, actor.accountId ?? "", body.muted);
      return null;
    },
  }),
];
