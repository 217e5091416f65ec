import type { DueItem, Waiting } from "#platform/clock/checks.ts";
import { covers } from "#platform/database/reach.ts";
import { grantsOfMany } from "./duties.ts";
import { dutyToConfirm, type ResetKind } from "./rules-resets.ts";
import { zh } from "./zh.ts";

/** Requests to reset an account that wait for this duty; nobody confirms what they asked for, nor what is their own. */
const resets =
  (duty: "security_administrator" | "auditor", verb: string): Waiting["matters"] =>
  async ({ tx, house, actor, today }) => {
    const rows = await tx
      .selectFrom("credentialReset as r")
      .innerJoin("account as a", "a.id", "r.accountId")
      .select(["r.id", "r.accountId", "r.organizationId", "r.orgPath", "r.kind", "r.askedBy", "r.expiresAt"])
      .select("a.displayName as name")
      .where("r.outcome", "is", null)
      .where("r.expiresAt", ">", house.clock.now())
      .orderBy("r.expiresAt")
      .execute();
    const held = await grantsOfMany(
      tx,
      rows.map((it) => it.accountId),
      today,
    );
    const places = house.policy.placesOf(actor, verb);
    return rows.flatMap((it): DueItem[] => {
      const grants = held.get(it.accountId) ?? [];
      const mine =
        dutyToConfirm(grants.map((one) => one.role)) === duty && grants.every((one) => covers(places, one.path));
      if (!mine || it.askedBy === actor.accountId || it.accountId === actor.accountId) return [];
      return [
        {
          organizationId: it.organizationId ?? "",
          orgPath: it.orgPath,
          subject: { kind: "credential-reset", id: it.id, name: it.name },
          deadline: null,
          why: zh.reset.waits(it.kind as ResetKind, it.expiresAt),
          deed: { term: zh.reset.decide, address: `/administration/resets?row=${it.id}` },
        },
      ];
    });
  };

/** What waits for a second administrator. */
export const waiting: readonly Waiting[] = [
  {
    id: "W-reset",
    term: zh.reset.waitsTerm,
    approval: true,
    verb: "access.reset.confirm",
    matters: resets("security_administrator", "access.reset.confirm"),
  },
  {
    id: "W-security-reset",
    term: zh.reset.waitsTerm,
    approval: true,
    verb: "access.security-reset.confirm",
    matters: resets("auditor", "access.security-reset.confirm"),
  },
];
