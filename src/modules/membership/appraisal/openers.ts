import { openingsOf } from "#platform/access/index.ts";
import type { Reader } from "#platform/database/door.ts";
import type { Doing } from "#platform/house.ts";
import { refused } from "#platform/http/problem.ts";
import { mayRunBallot, youngAccounts } from "./rules.ts";
import { zh } from "./zh.ts";

/** Whoever opened an account could vote with it: what that means for a ballot by telephone. */

/** Refuses whoever opened, invited or reset an account that would vote in the ballot. */
export async function noOpener(doing: Doing<never>, voters: readonly string[]): Promise<void> {
  const { value, provision } = await mayRun(doing.tx, doing.actor.accountId, voters);
  if (!value) throw refused("appraisal-opener", zh.opener.title, zh.opener.detail, { provision });
}

/** Whether this account may open, begin and count the ballot of these voters. */
export async function mayRun(tx: Reader, accountId: string | null, voters: readonly string[]) {
  const openings = await openingsOf(tx, voters);
  return mayRunBallot(
    accountId,
    openings.map((it) => it.hands),
  );
}

/** How many of these voters have a young account, and by whom they were let in. */
export async function youngOf(
  tx: Reader,
  voters: readonly string[],
  now: Date,
): Promise<{ accounts: number; by: string }> {
  const { value } = youngAccounts(await openingsOf(tx, voters), now);
  const by = [...Map.groupBy(value, (it) => it.openedByName)].map(([name, rows]) => zh.youngBy(name, rows.length));
  return { accounts: value.length, by: by.join("、") };
}

/** Who stands on the list of voters. */
export async function votersIn(tx: Reader, appraisalId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom("appraisalVoter")
    .select("personId")
    .where("appraisalId", "=", appraisalId)
    .execute();
  return rows.map((it) => it.personId);
}
