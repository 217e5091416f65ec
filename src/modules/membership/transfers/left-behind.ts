import { grantsOfPersonAt } from "#platform/access/duties.ts";
import { nearestHolders } from "#platform/access/holders.ts";
import type { Writer } from "#platform/database/door.ts";
import { subtree } from "#platform/database/reach.ts";
import type { Doing } from "#platform/house.ts";
import { notify } from "#platform/notices/index.ts";
import type { Day } from "#shared/day.ts";
import { type EndedPost, endPosts } from "../acts.ts";
import type { TransferRow } from "./writes.ts";
import { noticeKinds, notices, zh } from "./zh.ts";

/** What somebody who goes leaves behind: the posts they held there, and what their account may still do there. */

/** Posts end with the membership they rest on: at the branch that is left, or all of them for who leaves the zone. */
export async function endPostsLeft(
  tx: Writer,
  { kind, fromOrganizationId }: TransferRow,
  personId: string,
  on: Day,
): Promise<readonly EndedPost[]> {
  const at = kind === "inside" && fromOrganizationId !== null ? { at: fromOrganizationId } : {};
  return await endPosts(tx, personId, on, zh.postsLeft, at);
}

/** Each post that ended is told as any other ending of a post is. */
export async function tellPostsLeft(
  doing: Doing,
  ended: readonly EndedPost[],
  personId: string,
  on: Day,
): Promise<void> {
  for (const { id, organizationId, orgPath, post, personName } of ended)
    await doing.tell({
      event: "organization.post.ended",
      organizationId,
      orgPath,
      target: { kind: "post", id, name: personName },
      details: { post, on },
      persons: [{ id: personId, path: orgPath }],
    });
}

/** The going was noted by mistake: posts that it ended are held again, unless somebody has come into them since. */
export async function restorePostsLeft(tx: Writer, personId: string, on: Day): Promise<void> {
  await tx
    .updateTable("post")
    .set({ validTo: null, leaveReason: "" })
    .where("personId", "=", personId)
    .where("validTo", "=", on)
    .where("leaveReason", "=", zh.postsLeft)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("post as later")
            .select("later.id")
            .whereRef("later.organizationId", "=", "post.organizationId")
            .whereRef("later.post", "=", "post.post")
            .where("later.validFrom", ">=", on),
        ),
      ),
    )
    .execute();
}

/** A grant is not ended by itself: somebody may go on working there. Whoever may end it is asked. */
export async function askAboutGrants(
  doing: Doing<never>,
  transfer: TransferRow,
  personId: string,
  from: string,
): Promise<void> {
  const { tx, actor, house, today } = doing;
  const grants = await grantsOfPersonAt(tx, personId, subtree(transfer.orgPath), today);
  if (grants.length === 0) return;
  await notify(tx, {
    accountIds: await nearestHolders(doing, "access.grant.give", transfer.orgPath, today),
    by: actor.accountId,
    kind: noticeKinds.grants,
    title: notices.grants(from),
    body: notices.grantsBody,
    link: "/r/grants",
    because: notices.grantsBecause(from),
    about: grants,
    now: house.clock.now(),
  });
}
