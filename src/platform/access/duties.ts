import type { ExpressionBuilder } from "kysely";
import { asSystem, type Reader, type Tables, type Writer } from "#platform/database/door.ts";
import type { PathRange } from "#platform/database/reach.ts";
import type { Day } from "#shared/day.ts";
import { ROLES, type Role } from "./policy.ts";
import { type DutyFault, dutiesMet } from "./rules.ts";

/** A grant counts from the day it is given, though it begins later: what is to come may not meet what is. */
const nowOrLater = (today: Day) => (eb: ExpressionBuilder<Tables, "roleGrant">) =>
  eb.or([eb("validTo", "is", null), eb.and([eb("validTo", ">", today), eb("validTo", ">", eb.ref("validFrom"))])]);

/** Everything an account holds now or in future, wherever it lies: duties must not meet even across borders. */
export async function grantsNowOrLater(
  tx: Writer,
  accountId: string,
  today: Day,
): Promise<{ role: Role; path: string }[]> {
  return (await grantsOfMany(tx, [accountId], today)).get(accountId) ?? [];
}

/** The same of many accounts, by account; an account that holds nothing has no entry. */
export async function grantsOfMany(
  tx: Reader,
  accountIds: readonly string[],
  today: Day,
): Promise<ReadonlyMap<string, { role: Role; path: string }[]>> {
  if (accountIds.length === 0) return new Map();
  const rows = await asSystem(tx, "grants", (system) =>
    system
      .selectFrom("roleGrant")
      .select(["accountId", "role", "orgPath"])
      .where("accountId", "in", [...accountIds])
      .where(nowOrLater(today))
      .execute(),
  );
  const known = rows
    .filter((it) => Object.hasOwn(ROLES, it.role))
    .map((it) => ({ accountId: it.accountId, role: it.role as Role, path: it.orgPath }));
  return new Map(
    [...Map.groupBy(known, (it) => it.accountId)].map(([id, held]) => [
      id,
      held.map(({ role, path }) => ({ role, path })),
    ]),
  );
}

/** What the accounts of a person hold now or in future at a place and beneath it, as ids of grants; whoever asks. */
export async function grantsOfPersonAt(
  tx: Reader,
  personId: string,
  place: PathRange,
  today: Day,
): Promise<readonly string[]> {
  const rows = await asSystem(tx, "grants", (system) =>
    system
      .selectFrom("roleGrant")
      .select("id")
      .where("accountId", "in", (eb) => eb.selectFrom("account").select("account.id").where("personId", "=", personId))
      .where("orgPath", ">=", place.lo)
      .where("orgPath", "<", place.hi)
      .where(nowOrLater(today))
      .execute(),
  );
  return rows.map((it) => it.id);
}

export interface MetDuties {
  readonly username: string;
  readonly displayName: string;
  readonly fault: DutyFault;
  /** Terms of the roles held now or in future. */
  readonly roleTerms: readonly string[];
}

/** Accounts in which duties meet that must not, for a scope that sees everything; of these accounts, or of all. */
export async function dutiesThatMeet(
  tx: Reader,
  today: Day,
  accountIds: readonly string[] | "all" = "all",
): Promise<MetDuties[]> {
  if (accountIds !== "all" && accountIds.length === 0) return [];
  const rows = await tx
    .selectFrom("roleGrant")
    .innerJoin("account as a", "a.id", "roleGrant.accountId")
    .select(["a.id", "a.username", "a.displayName", "a.personId", "roleGrant.role"])
    .where((eb) => nowOrLater(today)(eb as unknown as ExpressionBuilder<Tables, "roleGrant">))
    .$if(accountIds !== "all", (query) => query.where("a.id", "in", accountIds === "all" ? [] : [...accountIds]))
    .orderBy("a.username")
    .execute();
  return [...Map.groupBy(rows, (it) => it.id).values()].flatMap((held): MetDuties[] => {
    const [account] = held;
    const roles = Object.keys(ROLES).filter((role) => held.some((it) => it.role === role));
    const fault = dutiesMet(roles, account?.personId != null);
    if (account === undefined || fault === null) return [];
    const { username, displayName } = account;
    return [{ username, displayName, fault, roleTerms: roles.map((it) => ROLES[it as Role].term) }];
  });
}

/**
 * Holds accounts until the act ends, so that grants which come back with an undone reorganisation and grants given in
 * that moment see one another.
 */
export async function holdAccounts(tx: Writer, accountIds: readonly string[]): Promise<void> {
  if (accountIds.length === 0) return;
  await asSystem(tx, "grants", (system) =>
    system
      .selectFrom("account")
      .select("id")
      .where("id", "in", [...accountIds])
      .orderBy("id")
      .forNoKeyUpdate()
      .execute(),
  );
}

/** As `dutiesThatMeet`, within an act whose own reach is narrower. */
export const dutiesMetBy = (tx: Writer, today: Day, accountIds: readonly string[]): Promise<MetDuties[]> =>
  asSystem(tx, "grants", (system) => dutiesThatMeet(system, today, accountIds));
