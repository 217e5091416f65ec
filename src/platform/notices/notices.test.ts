import { afterAll, beforeAll, expect, test } from "vitest";
import { loadClasses } from "#platform/database/classes.ts";
import { Door } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import type { Database } from "#platform/database/index.ts";
import { ownScope, systemScope } from "#platform/database/scope.ts";
import { freshDatabase } from "#test/database.ts";
import { chooseMuted, markRead, mutedKinds, noticesOf, notify, unreadCount } from "./index.ts";

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

const notice = { title: "有一份转接等您接收", body: "王芳", link: "/transfers", why: "因为您是支部书记" };
const mine = <T>(account: string, work: Parameters<typeof door.write<T>>[1]) =>
  door.write(ownScope(account, null), work);

test("an act gives notices to others, who alone can read them; mutes and disabled accounts are respected", async () => {
  await mine(wang, (tx) => chooseMuted(tx, wang, ["report-due", "report-due"]));
  const given = (kind: string) =>
    mine(li, (tx) => notify(tx, { ...notice, kind, accountIds: [wang, wang, gone, newId()] }));
  expect(await given("transfer-waiting")).toBe(1);
  expect(await given("report-due")).toBe(0);
  expect(await mine(li, (tx) => noticesOf(tx, wang, 10))).toEqual([]);
  const [row, ...more] = await mine(wang, (tx) => noticesOf(tx, wang, 10));
  expect(more).toEqual([]);
  expect(row).toMatchObject({ ...notice, kind: "transfer-waiting", readAt: null });

  const now = new Date("2026-03-01T00:00:00Z");
  expect(await mine(li, (tx) => markRead(tx, li, row?.id ?? "", now))).toBe(false);
  expect(await mine(wang, (tx) => unreadCount(tx, wang))).toBe(1);
  expect(await mine(wang, (tx) => markRead(tx, wang, row?.id ?? "", now))).toBe(true);
  expect(await mine(wang, (tx) => unreadCount(tx, wang))).toBe(0);

  await mine(wang, (tx) => chooseMuted(tx, wang, []));
  expect(await mine(wang, (tx) => mutedKinds(tx, wang))).toEqual([]);
  expect(await given("report-due")).toBe(1);
});
