import type { Told } from "#platform/audit/event.ts";
import type { Writer } from "#platform/database/door.ts";
import { systemScope } from "#platform/database/scope.ts";
import { act } from "#platform/doing.ts";
import type { House } from "#platform/house.ts";
import { notify, settle } from "#platform/notices/index.ts";
import { systemActor } from "./actor.ts";
import type { Lapse, ResetKind } from "./rules-resets.ts";
import { events, noticeKinds, resetNotices } from "./zh.ts";

/**
 * Makes the open request about an account void: its holder signed in, its time ran out, or it was reset another way. Who
 * asked is told; the events are for the caller to tell. For scopes that reach the account.
 */
export async function lapseOpen(
  tx: Writer,
  accountId: string,
  now: Date,
  lapse: Lapse,
): Promise<Told<typeof events.resetLapsed>[]> {
  const rows = await tx
    .updateTable("credentialReset")
    .set({ outcome: lapse === "expired" ? "expired" : "lapsed", decidedAt: now })
    .where("accountId", "=", accountId)
    .where("outcome", "is", null)
    .returning(["id", "kind", "askedBy", "organizationId", "orgPath"])
    .execute();
  if (rows.length === 0) return [];
  const account = await tx
    .selectFrom("account")
    .select("displayName")
    .where("id", "=", accountId)
    .executeTakeFirstOrThrow();
  await settle(
    tx,
    rows.map((it) => it.id),
    now,
  );
  const out: Told<typeof events.resetLapsed>[] = [];
  for (const it of rows) {
    await notify(tx, {
      accountIds: it.askedBy === null ? [] : [it.askedBy],
      by: null,
      kind: noticeKinds.answered,
      ...resetNotices.answered(it.kind as ResetKind, lapse),
      link: "/administration/resets",
      now,
    });
    out.push({
      event: events.resetLapsed,
      organizationId: it.organizationId,
      orgPath: it.orgPath,
      target: { kind: "account", id: accountId, name: account.displayName },
      details: { kind: it.kind, lapse },
    });
  }
  return out;
}

/** Halves whose password is good no more (`oneTimeHours` after the confirmation) are not kept. Run every few minutes. */
export async function dropLateHalves(house: House): Promise<void> {
  const until = new Date(house.clock.now().getTime() - house.profile.oneTimeHours * 3_600_000);
  await house.door.write(systemScope("reset-watch"), (tx) =>
    tx
      .updateTable("credentialReset")
      .set({ restCipher: null })
      .where("restCipher", "is not", null)
      .where("decidedAt", "<", until)
      .execute(),
  );
}

/** Makes requests void that nobody decided in time; returns how many. Run every few minutes. */
export async function expireResets(house: House): Promise<number> {
  const now = house.clock.now();
  const late = await house.door.read(systemScope("reset-watch"), (tx) =>
    tx
      .selectFrom("credentialReset")
      .select("accountId")
      .where("outcome", "is", null)
      .where("expiresAt", "<=", now)
      .execute(),
  );
  let count = 0;
  for (const { accountId } of late) {
    count += await act(house, systemActor("reset-watch"), "system", null, async (doing) => {
      const open = await doing.tx
        .selectFrom("credentialReset")
        .select("id")
        .where("accountId", "=", accountId)
        .where("outcome", "is", null)
        .where("expiresAt", "<=", now)
        .forUpdate()
        .executeTakeFirst();
      if (!open) return 0;
      const lapsed = await lapseOpen(doing.tx, accountId, now, "expired");
      for (const it of lapsed) await doing.tell(it);
      return lapsed.length;
    });
  }
  return count;
}
