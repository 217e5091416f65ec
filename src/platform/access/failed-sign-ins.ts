import { systemScope } from "#platform/database/scope.ts";
import { act } from "#platform/doing.ts";
import type { Doing, House } from "#platform/house.ts";
import { systemActor } from "./actor.ts";
import { DAY_MS, signInKey } from "./guessing.ts";
import { events } from "./zh.ts";

/** A try may still turn out right: hashing waits its turn, and only then is it marked. */
const SETTLED_AFTER_MS = 120_000;
/** Accounts told one by one in each round; what is beyond goes into one line. */
const ONE_BY_ONE = 20;
const ACCOUNTS_AT_ONCE = 5_000;

interface Failed {
  readonly accountKey: string;
  readonly count: number;
  readonly strangers: number;
  readonly since: Date;
  readonly until: Date;
}

/**
 * Tells the audit of tries that failed since the last round; returns how many tries. Not told by the sign-in itself, for
 * two reasons. A known and an unknown name must do the same work there, to the row and the lock (E2): nothing is added to
 * it. And a stranger must not fill the audit: a round tells at most one line for each of twenty accounts, one for all
 * other accounts together and one for all names that are nobody's, however many tries there were. Addresses are not told:
 * a whole town office shares one, and the tries are held by account. Names that are nobody's are not told either: people
 * type their password where the name belongs.
 */
export async function tellFailedSignIns(house: House): Promise<number> {
  const waiting = await house.door.read(systemScope("sign-in-watch"), (tx) =>
    tx
      .selectFrom("signInAttempt")
      .select("id")
      .where("toldAt", "is", null)
      .where("succeeded", "=", false)
      .where("at", "<=", settledBy(house))
      .limit(1)
      .executeTakeFirst(),
  );
  if (!waiting) return 0;
  return await act(house, systemActor("sign-in-watch"), "system", null, async (doing) => {
    const failed = await takeUntold(doing);
    const whose = await accountsOf(
      doing,
      failed.map((it) => it.accountKey),
    );
    const known = failed.filter((it) => whose.has(it.accountKey)).toSorted((a, b) => b.count - a.count);
    const unknown = failed.filter((it) => !whose.has(it.accountKey));
    for (const it of known.slice(0, ONE_BY_ONE)) {
      const account = whose.get(it.accountKey);
      if (!account) continue;
      await doing.tell({
        event: events.failed,
        organizationId: account.organizationId,
        orgPath: account.orgPath,
        target: { kind: "account", id: account.id, name: account.displayName },
        details: { ...counted([it]), exhausted: await isExhausted(doing, it) },
      });
    }
    const nobody = { organizationId: null, orgPath: "/", target: { kind: "account", id: null, name: null } };
    const more = known.slice(ONE_BY_ONE);
    if (more.length > 0) {
      const details = { ...counted(more), accounts: more.length };
      await doing.tell({ ...nobody, event: events.failedElsewhere, details });
    }
    if (unknown.length > 0) {
      const details = { ...counted(unknown), names: unknown.length };
      await doing.tell({ ...nobody, event: events.failedUnknown, details });
    }
    return failed.reduce((sum, it) => sum + it.count, 0);
  });
}

const settledBy = (house: House): Date => new Date(house.clock.now().getTime() - SETTLED_AFTER_MS);

async function takeUntold({ tx, house }: Doing): Promise<Failed[]> {
  const rows = await tx
    .updateTable("signInAttempt")
    .set({ toldAt: house.clock.now() })
    .where("toldAt", "is", null)
    .where("succeeded", "=", false)
    .where("at", "<=", settledBy(house))
    .returning(["accountKey", "known", "at"])
    .execute();
  return [...Map.groupBy(rows, (it) => it.accountKey)].map(([accountKey, tries]) => {
    const times = tries.map((it) => it.at.getTime()).toSorted((a, b) => a - b);
    return {
      accountKey,
      count: tries.length,
      strangers: tries.filter((it) => !it.known).length,
      since: new Date(times[0] ?? 0),
      until: new Date(times.at(-1) ?? 0),
    };
  });
}

function counted(failed: readonly Failed[]) {
  return {
    count: failed.reduce((sum, it) => sum + it.count, 0),
    strangers: failed.reduce((sum, it) => sum + it.strangers, 0),
    since: new Date(Math.min(...failed.map((it) => it.since.getTime()))).toISOString(),
    until: new Date(Math.max(...failed.map((it) => it.until.getTime()))).toISOString(),
  };
}

interface Account {
  readonly id: string;
  readonly displayName: string;
  readonly organizationId: string | null;
  readonly orgPath: string;
}

/** Tries hold keyed hashes, not names: the accounts behind them are found by hashing the accounts there are. */
async function accountsOf({ tx, house }: Doing, keys: readonly string[]): Promise<Map<string, Account>> {
  const wanted = new Set(keys);
  const found = new Map<string, Account>();
  let after = "00000000-0000-0000-0000-000000000000";
  while (found.size < wanted.size) {
    const rows = await tx
      .selectFrom("account")
      .select(["id", "displayName", "organizationId", "orgPath"])
      .where("id", ">", after)
      .orderBy("id")
      .limit(ACCOUNTS_AT_ONCE)
      .execute();
    for (const it of rows) {
      const key = signInKey(house, it.id);
      if (wanted.has(key)) found.set(key, it);
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < ACCOUNTS_AT_ONCE) break;
    after = last.id;
  }
  return found;
}

/** With the last of these tries strangers had used up what they may try of the account in a day. */
async function isExhausted({ tx, house }: Doing, { accountKey, until }: Failed): Promise<boolean> {
  const { count } = await tx
    .selectFrom("signInAttempt")
    .select((it) => it.fn.countAll<number>().as("count"))
    .where("accountKey", "=", accountKey)
    .where("known", "=", false)
    .where("succeeded", "=", false)
    .where("at", ">", new Date(until.getTime() - DAY_MS))
    .where("at", "<=", until)
    .executeTakeFirstOrThrow();
  return count >= house.profile.strangerTries;
}
