import { answer } from "#platform/http/answer.ts";
import { absent } from "#platform/http/problem.ts";
import type { Route } from "#platform/http/route.ts";
import { faultyInput } from "#platform/http/shape.ts";
import * as at from "./address.ts";
import { NoticeChoices, Notices, NoticesRead } from "./contract.ts";
import { chooseMuted, markAllRead, markRead, noticesShown } from "./index.ts";
import { unknownKinds } from "./zh.ts";

const SHOWN = 100;

export const routes: Route[] = [
  answer(at.notices, "own", "给我的通知，未读在前", { shows: Notices, background: true }, ({ tx, actor, house }) =>
    noticesShown(tx, actor.accountId ?? "", house.notices, SHOWN),
  ),
  answer(at.noticeReading, "own", "把一条通知标为已读", { tells: [] }, async ({ tx, actor, house, params }) => {
    if (!(await markRead(tx, actor.accountId ?? "", params.id, house.clock.now()))) throw absent("通知");
  }),
  answer(at.noticesReading, "own", "把全部通知标为已读", { shows: NoticesRead, tells: [] }, async (doing) => ({
    read: await markAllRead(doing.tx, doing.actor.accountId ?? "", doing.house.clock.now()),
  })),
  answer(at.noticeChoices, "own", "选择不再接收哪些种类的通知", { body: NoticeChoices, tells: [] }, async (doing) => {
    const unknown = doing.body.muted.filter((it) => !doing.house.notices.has(it));
    if (unknown.length > 0) throw faultyInput([{ pointer: "/muted", message: unknownKinds(unknown) }]);
    await chooseMuted(doing.tx, doing.actor.accountId ?? "", doing.body.muted);
  }),
];
