import { createHash } from "node:crypto";
import { systemScope } from "#platform/database/scope.ts";
import type { Doing } from "#platform/house.ts";
import { conflict, Problem } from "#platform/http/problem.ts";
import type { UploadedFile } from "#platform/http/route.ts";
import type { TimetableEntry } from "#platform/jobs/index.ts";
import { zh } from "./zh.ts";

/** Once: a deed carries a key made where it was written, and the house answers a repeated key with the first answer. */

/** As the interface reference shows it; the same form is asked by the table. */
export const ONCE_KEY = /^[A-Za-z0-9_-]{16,64}$/;

/** How long a key is known. Whoever repeats later does the deed anew, as everybody does without a key. */
const KEEP_MS = 180 * 86_400_000;

/** What makes a deed this one: its route and all that was sent. */
export interface Sent {
  /** `POST /api/letters/:id/cancelling` */
  readonly route: string;
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly files: readonly UploadedFile[];
}

export interface OnceAnswer {
  /** As JSON carries it: dates are texts. */
  readonly answer: unknown;
  /** It is the first answer again, and nothing was done now. */
  readonly repeated: boolean;
}

/** The key of a header, or null without one. Throws 400 when it is none. */
export function onceKeyOf(header: string | string[] | undefined): string | null {
  if (header === undefined) return null;
  if (typeof header === "string" && ONCE_KEY.test(header)) return header;
  throw new Problem("unreadable", "once-key", zh.key.title, zh.key.detail);
}

/**
 * Does `work` unless this account has done the same with this key. The key is written first and in the deed's own
 * transaction: whoever comes at the same time waits for it, a deed that is refused or cut off leaves no key behind, and one
 * that is committed cannot lack it. Throws 409 `once-conflict` for a key of something else, `answered-once` where the first
 * answer was kept nowhere (`keeps` false).
 */
export async function once(
  doing: Doing,
  key: string,
  sent: Sent,
  keeps: boolean,
  work: () => Promise<unknown>,
): Promise<OnceAnswer> {
  const { tx, house } = doing;
  const accountId = doing.actor.accountId;
  if (accountId === null) throw new Error("a key belongs to an account");
  const digest = house.keyring.blindIndex("once", canonical({ ...sent, files: sent.files.map(digestOf) }));
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto("once")
    .values({ accountId, key, deedDigest: digest, route: sent.route, keptAt: house.clock.now() })
    .onConflict((it) => it.doNothing())
    .executeTakeFirstOrThrow();
  const place = { table: "once", column: "answer_cipher", row: `${accountId}/${key}` };
  if (numInsertedOrUpdatedRows === 0n) {
    const first = await tx
      .selectFrom("once")
      .select(["deedDigest", "route", "answerCipher"])
      .where("accountId", "=", accountId)
      .where("key", "=", key)
      .executeTakeFirstOrThrow();
    if (first.deedDigest !== digest)
      throw new Problem("conflict", "once-conflict", zh.conflict.title, zh.conflict.detail, {
        extra: { first: first.route, now: sent.route },
      });
    if (first.answerCipher !== null)
      return { answer: JSON.parse(house.keyring.open(first.answerCipher, place)), repeated: true };
    if (keeps) return { answer: null, repeated: true };
    throw conflict("answered-once", zh.answeredOnce.title, zh.answeredOnce.detail);
  }
  const answer = await work();
  if (keeps && answer !== null && answer !== undefined)
    await tx
      .updateTable("once")
      .set({ answerCipher: house.keyring.seal(JSON.stringify(answer), place) })
      .where("accountId", "=", accountId)
      .where("key", "=", key)
      .execute();
  return { answer, repeated: false };
}

/** Takes away keys of half a year ago. */
export const forgetOnce: TimetableEntry = {
  name: "forget-once",
  when: { at: "03:35" },
  run: async ({ door, clock }) => {
    const before = new Date(clock.now().getTime() - KEEP_MS);
    await door.write(systemScope("forget-once"), (tx) => tx.deleteFrom("once").where("keptAt", "<", before).execute());
  },
};

const digestOf = (file: UploadedFile): unknown => [
  file.field,
  file.name,
  createHash("sha256").update(file.content).digest("base64url"),
];

/** JSON in which the order of fields says nothing, as it says nothing in what is sent. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, it: unknown) =>
    it !== null && typeof it === "object" && !Array.isArray(it)
      ? Object.fromEntries(Object.entries(it).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : it,
  );
}
