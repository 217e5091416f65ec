import { createAccount, grantRole, ROLES, type Role, systemActor } from "#platform/access/index.ts";
import { systemScope } from "#platform/database/scope.ts";
import { act } from "#platform/doing.ts";
import type { House } from "#platform/house.ts";

/** The people an empty zone begins with: one who works, and the three administrators, who must be three. */
const FIRST: readonly { readonly username: string; readonly role: Role }[] = [
  { username: "zuzhiyuan", role: "zone_organiser" },
  { username: "xitong", role: "system_administrator" },
  { username: "anquan", role: "security_administrator" },
  { username: "shenji", role: "auditor" },
];

export interface FirstAccount {
  readonly username: string;
  readonly roleTerm: string;
  readonly oneTimePassword: string;
}

/** Opens the first accounts of a house that has none; null when there are accounts already. Passwords are shown once. */
export async function openFirstAccounts(house: House): Promise<FirstAccount[] | null> {
  const actor = systemActor("first-run");
  const any = await house.door.read(systemScope("first-run"), (tx) =>
    tx.selectFrom("account").select("id").limit(1).executeTakeFirst(),
  );
  if (any) return null;
  return await act(house, actor, "access.account.create", null, async (doing) => {
    const made: FirstAccount[] = [];
    for (const { username, role } of FIRST) {
      const roleTerm = ROLES[role].term;
      const { id, oneTimePassword } = await createAccount(doing, {
        username,
        displayName: roleTerm,
        organizationId: null,
      });
      await grantRole(
        { ...doing, verb: "access.grant.give" },
        { accountId: id, role, organizationId: null, reason: "首次启动" },
      );
      made.push({ username, roleTerm, oneTimePassword });
    }
    return made;
  });
}
