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
  answer(at.notices, "own", { shows: Notices, background: true }, ({ tx, actor, house }) =>
    noticesShown(tx, actor.accountId ?? "", house.notices, SHOWN),
  ),
  answer(at.noticeReading, "own", { tells: [] }, async ({ tx, actor, house, params }) => {
    if (!(await markRead(tx, actor.accountId ?? "", params.id, house.clock.now()))) throw absent("通知");
  }),
  answer(at.noticesReading, "own", { shows: NoticesRead, tells: [] }, async (doing) => ({
    read: await markAllRead(doing.tx, doing.actor.accountId ?? "", doing.house.clock.now()),
  })),
  answer(at.noticeChoices, "own", { body: NoticeChoices, tells: [] }, async (doing) => {
    const unknown = doing.body.muted.filter((it) => !doing.house.notices.has(it));
    if (unknown.length > 0) throw faultyInput([{ pointer: "/muted", message: unknownKinds(unknown) }]);
    await chooseMuted(doing.tx, doing.actor.accountId ?? "", doing.body.muted);
  }),
];
