import type { Reader } from "#platform/database/door.ts";
import type { Keyring } from "#platform/keyring.ts";
import type { Day } from "#shared/day.ts";
import type { OwnFloating } from "./contract.ts";
import { caseFacts } from "./queries.ts";

/** My absence: the open case with both halves and its pass; `tx` sees what is one's own and nothing else. */
export async function ownFloating(tx: Reader, keyring: Keyring, on: Day): Promise<OwnFloating> {
  const rows = await tx.selectFrom("floatingCase").selectAll().orderBy("leftOn", "desc").execute();
  const standing = await tx.selectFrom("membership").select("id").where("validTo", "is", null).executeTakeFirst();
  const open = rows.find((it) => it.endedOn === null);
  return {
    member: standing !== undefined,
    current: open ? { ...(await caseFacts(tx, keyring, open, on)), handedOn: open.handedOn } : null,
    past: rows.length - (open ? 1 : 0),
  };
}
