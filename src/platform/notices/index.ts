import type { Selectable } from "kysely";
import { sql } from "kysely";
import type { Reader, Tables, Writer } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import type { Notices } from "./contract.ts";
import { whyOf } from "./zh.ts";

/** What a person can be told of, and turn off: declared by the part that gives it. */
export interface NoticeKind {
  readonly kind: string;
  /** Chinese, as the list of notices calls it. */
  readonly term: string;
  /** Chinese, one sentence: what it is for. */
  readonly about: string;
}

/** A notice to those who must act, or to whom an answer matters. Texts are Chinese. */
export interface NewNotice {
  readonly accountIds: readonly string[];
  /** Whose act it is: nobody is told of what they did themselves. */
  readonly by: string | null;
  readonly kind: NoticeKind;
  readonly title: string;
  readonly body: string;
  /** Desk address, or null. */
  readonly link: string | null;
  /** A whole sentence: why these people get it. How to stop it is added. */
  readonly because: string;
  /** What waits for a decision; `settle` takes it away again. */
  readonly about?: readonly string[];
  readonly now: Date;
}

/**
 * Gives a notice in the act's transaction; returns to how many it went: not to those who turned the kind off or are
 * disabled. A notice stays with its receiver after their grants end, so it names places and numbers, never persons.
 */
export async function notify(tx: Writer, notice: NewNotice): Promise<number> {
  const accounts = [...new Set(notice.accountIds)].filter((it) => it !== notice.by);
  if (accounts.length === 0) return 0;
  const why = whyOf(notice.kind.term, notice.because);
  const { rows } = await sql<{ given: number }>`select give_notice(${accounts.map(newId)}::uuid[], ${accounts}::uuid[],
    ${notice.kind.kind}::text, ${notice.title}::text, ${notice.body}::text, ${notice.link}::text, ${why}::text,
    ${[...(notice.about ?? [])]}::uuid[], ${notice.now}::timestamptz) as given`.execute(tx);
  return rows[0]?.given ?? 0;
}

/** What waited is decided, by whomever: nobody is asked for it any more. In the act's transaction. */
export async function settle(tx: Writer, decided: readonly string[], now: Date): Promise<void> {
  if (decided.length === 0) return;
  await sql`select settle_notices(${[...decided]}::uuid[], ${now}::timestamptz)`.execute(tx);
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

/** What the page of notices shows: the newest, how many are unread, and every kind with whether it is turned off. */
export async function noticesShown(
  tx: Reader,
  accountId: string,
  kinds: ReadonlyMap<string, NoticeKind>,
  limit: number,
): Promise<Notices> {
  const rows = await noticesOf(tx, accountId, limit);
  const muted = new Set(await mutedKinds(tx, accountId));
  return {
    notices: rows.map((it) => ({
      ...it,
      term: kinds.get(it.kind)?.term ?? it.kind,
      createdAt: it.createdAt.toISOString(),
      readAt: it.readAt?.toISOString() ?? null,
      settledAt: it.settledAt?.toISOString() ?? null,
    })),
    unread: await unreadCount(tx, accountId),
    kinds: [...kinds.values()].map((it) => ({ ...it, muted: muted.has(it.kind) })),
  };
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

/** Marks all notices of the account as read; returns how many were not. */
export async function markAllRead(tx: Writer, accountId: string, now: Date): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable("notice")
    .set({ readAt: now })
    .where("accountId", "=", accountId)
    .where("readAt", "is", null)
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
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
