import { asSystem, type Reader } from "#platform/database/door.ts";

/** By whose hands somebody's own account came to its password: whoever opened it or invited, and whoever had it reset. */
export interface Opening {
  readonly personId: string;
  readonly createdAt: Date;
  /** Name of whoever opened it; empty for the house itself. */
  readonly openedByName: string;
  /** Accounts of those hands. */
  readonly hands: readonly string[];
}

/** The accounts of these people, wherever they are looked after, with the hands they went through. */
export async function openingsOf(tx: Reader, personIds: readonly string[]): Promise<Opening[]> {
  if (personIds.length === 0) return [];
  return await asSystem(tx, "openings", async (wide) => {
    const accounts = await wide
      .selectFrom("account as a")
      .leftJoin("account as o", "o.id", "a.openedBy")
      .select(["a.id", "a.personId", "a.createdAt", "a.openedBy", "o.displayName as openedByName"])
      .where("a.personId", "in", [...personIds])
      .execute();
    const resets =
      accounts.length === 0
        ? []
        : await wide
            .selectFrom("credentialReset")
            .select(["accountId", "askedBy", "decidedBy"])
            .where(
              "accountId",
              "in",
              accounts.map((it) => it.id),
            )
            .where("outcome", "=", "done")
            .execute();
    return accounts.flatMap((it) => {
      if (it.personId === null) return [];
      const taken = resets.filter((one) => one.accountId === it.id).flatMap((one) => [one.askedBy, one.decidedBy]);
      const hands = [it.openedBy, ...taken].filter((one) => one !== null);
      return [{ personId: it.personId, createdAt: it.createdAt, openedByName: it.openedByName ?? "", hands }];
    });
  });
}
