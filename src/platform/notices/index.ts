import type { Selectable } from "kysely";
import { sql } from "kysely";
import type { Reader, Tables, Writer } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";

/** A notice to those who must act. Texts are Chinese; `why` says why the person gets it and how to stop it. */
export interface NewNotice {
  readonly accountIds: readonly string[];
  /** What a person can turn off: `transfer-waiting`. Its term stands in NOTICE_KINDS. */
  readonly kind: string;
  readonly title: string;
  readonly body: string;
  /** Desk address, or null. */
  readonly link: string | null;
  readonly why: string;
}

/** Gives a notice in the act's transaction; returns to how many it went: not to those who turned the kind off or are disabled. */
export async function notify(tx: Writer, notice: NewNotice): Promise<number> {
  const accounts = [...new Set(notice.accountIds)];
  if (accounts.length === 0) return 0;
  const { rows } = await sql<{ given: number }>`select give_notice(${accounts.map(newId)}::uuid[], ${accounts}::uuid[],
    ${notice.kind}::text, ${notice.title}::text, ${notice.body}::text, ${notice.link}::text, ${notice.why}::text) as given`.execute(
    tx,
  );
  return rows[0]?.given ?? 0;
}

export type NoticeRow = Selectable<Tables["notice"]>;

/** The newest notices of the account, unread first. */
export async function noticesOf(tx: Reader, accountId: string, limit: number): Promise<NoticeRow[]> {
  return await tx
    .selectFrom("notice")
    .selectAll()
    .where("accountId", "=", accountId)
    .orderBy((it) => it("readAt", "is not", null))
    .orderBy("createdAt", "desc")
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
}

export async function unreadCount(tx: Reader, accountId: string): Promise<number> {
  const { count } = await tx
    .selectFrom("notice")
    .select((it) => it.fn.countAll<number>().as("count"))
    .where("accountId", "=", accountId)
    .where("readAt", "is", null)
    .executeTakeFirstOrThrow();
  return count;
}

/** Marks as read; false when the account has no such notice. Reading twice keeps the first time. */
export async function markRead(tx: Writer, accountId: string, id: string, now: Date): Promise<boolean> {
  const row = await tx
    .updateTable("notice")
    .set((it) => ({ readAt: it.fn.coalesce("readAt", it.val(now)) }))
    .where("id", "=", id)
    .where("accountId", "=", accountId)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

export async function mutedKinds(tx: Reader, accountId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom("noticeChoice")
    .select("kind")
    .where("accountId", "=", accountId)
    .where("muted", "=", true)
    .orderBy("kind")
    .execute();
  return rows.map((it) => it.kind);
}

/** Replaces the kinds an account has turned off. */
export async function chooseMuted(tx: Writer, accountId: string, kinds: readonly string[]): Promise<void> {
  await tx.deleteFrom("noticeChoice").where("accountId", "=", accountId).execute();
  for (const kind of new Set(kinds))
    await tx.insertInto("noticeChoice").values({ accountId, kind, muted: true }).execute();
}
