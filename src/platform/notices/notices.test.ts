import { afterAll, beforeAll, expect, test } from "vitest";
import { loadClasses } from "#platform/database/classes.ts";
import { Door } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import type { Database } from "#platform/database/index.ts";
import { ownScope, systemScope } from "#platform/database/scope.ts";
import type { House } from "#platform/house.ts";
import { freshDatabase } from "#test/database.ts";
import { forgetNotices } from "./forget.ts";
import {
  chooseMuted,
  markAllRead,
  markRead,
  mutedKinds,
  type NoticeKind,
  noticesOf,
  notify,
  settle,
  unreadCount,
} from "./index.ts";

let db: Database;
let door: Door;
const [li, wang, gone] = [newId(), newId(), newId()];

beforeAll(async () => {
  db = await freshDatabase();
  door = new Door(db.appPool, await loadClasses(db.ownerPool));
  await door.write(systemScope("test"), async (tx) => {
    for (const [id, name] of [
      [li, "li"],
      [wang, "wang"],
      [gone, "gone"],
    ] as const) {
      const values = {
        id,
        username: name,
        usernameKey: name,
        orgPath: "/1/",
        displayName: name,
      };
      await tx
        .insertInto("account")
        .values({ ...values, disabledAt: id === gone ? new Date() : null })
        .execute();
    }
  });
});
afterAll(() => db.close());

const now = new Date("2026-03-01T00:00:00Z");
const shown = { title: "有一份转接等您接收", body: "东巷村", link: "/transfers" };
const WAITING: NoticeKind = { kind: "transfer-waiting", term: "转接待接收", about: "等您接收。" };
const ANSWERED: NoticeKind = { kind: "transfer-answered", term: "转接有结果", about: "已经答复。" };
const ENDED: NoticeKind = { kind: "job-ended", term: "工作完成", about: "已经完成。" };
const notice = { ...shown, because: "您可以接收。", now };
const mine = <T>(account: string, work: Parameters<typeof door.write<T>>[1]) =>
  door.write(ownScope(account, null), work);

test("an act gives notices to others, who alone can read them; mutes and disabled accounts are respected", async () => {
  await mine(wang, (tx) => chooseMuted(tx, wang, ["job-ended", "job-ended"]));
  const given = (kind: NoticeKind) =>
    mine(li, (tx) => notify(tx, { ...notice, kind, by: li, accountIds: [wang, wang, li, gone, newId()] }));
  expect(await given(WAITING)).toBe(1);
  expect(await given(ENDED)).toBe(0);
  expect(await mine(li, (tx) => noticesOf(tx, wang, 10))).toEqual([]);
  const [row, ...more] = await mine(wang, (tx) => noticesOf(tx, wang, 10));
  expect(more).toEqual([]);
  expect(row).toMatchObject({ ...shown, kind: "transfer-waiting", readAt: null, createdAt: now });
  expect(row?.why).toBe("您可以接收。不想再收到，可以在“我的通知”里关闭“转接待接收”。");

  expect(await mine(li, (tx) => markRead(tx, li, row?.id ?? "", now))).toBe(false);
  expect(await mine(wang, (tx) => unreadCount(tx, wang))).toBe(1);
  expect(await mine(wang, (tx) => markRead(tx, wang, row?.id ?? "", now))).toBe(true);
  expect(await mine(wang, (tx) => unreadCount(tx, wang))).toBe(0);

  await mine(wang, (tx) => chooseMuted(tx, wang, []));
  expect(await mine(wang, (tx) => mutedKinds(tx, wang))).toEqual([]);
  expect(await given(ENDED)).toBe(1);
  expect(await mine(wang, (tx) => markAllRead(tx, wang, now))).toBe(1);
  expect(await mine(wang, (tx) => unreadCount(tx, wang))).toBe(0);
});

test("what is decided leaves the notices of all who were asked, one thing after another", async () => {
  const [first, second, other] = [newId(), newId(), newId()];
  const ask = (about: string[]) =>
    mine(gone, (tx) => notify(tx, { ...notice, kind: WAITING, by: null, accountIds: [li, wang], about }));
  expect(await ask([first, second])).toBe(2);
  expect(await ask([other])).toBe(2);
  const unread = async () => [
    await mine(li, (tx) => unreadCount(tx, li)),
    await mine(wang, (tx) => unreadCount(tx, wang)),
  ];
  expect(await unread()).toEqual([2, 2]);
  const later = new Date("2026-03-02T00:00:00Z");
  await mine(li, (tx) => settle(tx, [first], later));
  expect(await unread()).toEqual([2, 2]);
  await mine(li, (tx) => settle(tx, [second], later));
  expect(await unread()).toEqual([1, 1]);
  const rows = await mine(wang, (tx) => noticesOf(tx, wang, 10));
  expect(rows[0]).toMatchObject({ about: [other], readAt: null, settledAt: null });
  expect(rows.filter((it) => it.settledAt !== null)).toMatchObject([{ readAt: later, settledAt: later, about: [] }]);
});

test("things of one notice that are decided in the same moment all leave it", async () => {
  const things = Array.from({ length: 24 }, () => newId());
  await mine(gone, (tx) => notify(tx, { ...notice, kind: WAITING, by: null, accountIds: [li, wang], about: things }));
  const given = await db.ownerPool.query<{ id: string }>("select id from notice where about && $1::uuid[]", [things]);
  expect(given.rows).toHaveLength(2);
  await Promise.all(things.map((it) => mine(gone, (tx) => settle(tx, [it], now))));
  const { rows } = await db.ownerPool.query("select about, settled_at from notice where id = any($1)", [
    given.rows.map((it) => it.id),
  ]);
  expect(rows).toEqual(given.rows.map(() => ({ about: [], settled_at: now })));
});

test("what was read half a year ago goes, and what nobody read for a year; the rest stays", async () => {
  const daysAgo = (days: number): Date => new Date(now.getTime() - days * 86_400_000);
  const give = (title: string, at: Date) =>
    mine(li, (tx) => notify(tx, { ...notice, title, now: at, kind: ANSWERED, by: li, accountIds: [wang] }));
  await give("刚读过", daysAgo(200));
  await give("早就读过", daysAgo(200));
  await give("没读", daysAgo(300));
  await give("一年没读", daysAgo(370));
  await mine(wang, async (tx) => {
    for (const [title, days] of [
      ["刚读过", 3],
      ["早就读过", 190],
    ] as const) {
      const row = (await noticesOf(tx, wang, 100)).find((it) => it.title === title);
      await markRead(tx, wang, row?.id ?? "", daysAgo(days));
    }
  });
  await forgetNotices.run({ door, clock: { now: () => now } } as unknown as House);
  const left = (await mine(wang, (tx) => noticesOf(tx, wang, 100))).map((it) => it.title);
  expect(left).toContain("刚读过");
  expect(left).toContain("没读");
  expect(left).not.toContain("早就读过");
  expect(left).not.toContain("一年没读");
});
