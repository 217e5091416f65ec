import { nearestHolders } from "#platform/access/holders.ts";
import type { Doing } from "#platform/house.ts";
import { notify, settle } from "#platform/notices/index.ts";
import type { CaseRow, Stored, Workplace } from "./file.ts";
import { nextStep, progressOf } from "./rules.ts";
import { noticeKinds, notices } from "./zh.ts";

/**
 * When a case passes from the branch to the committee or back, those who must act next are told, at the nearest level that
 * has any. Steps that stay in one hand tell nobody: the clock keeps their days.
 */
export async function askNext(
  doing: Doing,
  row: CaseRow,
  at: Workplace,
  records: readonly Stored[],
  by: "branch" | "committee",
): Promise<void> {
  const now = doing.house.clock.now();
  await settle(doing.tx, [row.id], now);
  const next = nextStep(progressOf(records), doing.today);
  if (next === null || next.value.by === by) return;
  const verb = next.value.by === "committee" ? "recruiting.approve" : "recruiting.record";
  await notify(doing.tx, {
    accountIds: await nearestHolders(doing, verb, row.orgPath, doing.today),
    by: doing.actor.accountId,
    kind: noticeKinds.waiting,
    title: notices.title(at.name),
    body: notices.body(at.name, next.value.term),
    link: `/recruiting/${row.id}?step=${next.value.number}`,
    because: next.value.by === "committee" ? notices.committee : notices.branch,
    about: [row.id],
    now,
  });
}
