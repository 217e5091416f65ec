import { type Expression, type RawBuilder, sql } from "kysely";
import { createAccount } from "#platform/access/index.ts";
import { asSystem, type Reader, type Writer } from "#platform/database/door.ts";
import type { Doing } from "#platform/house.ts";
import { refused } from "#platform/http/problem.ts";
import type { Day } from "#shared/day.ts";
import { searchKeys } from "#shared/pinyin.ts";
import type { AccountOpened, AccountOpening } from "./contract.ts";
import { openRow, personRow } from "./roster/rows.ts";
import { openColumn } from "./sensitive.ts";
import { zh } from "./zh.ts";

/** Whether somebody has an account already, wherever it is looked after; as a value of a statement. `person` is an id. */
export const hasAccount = (person: Expression<string> | string): RawBuilder<boolean> =>
  sql<boolean>`person_has_account(${person}::uuid)`;

/** Of an account that its holder opens with a slip: the password of their own, and whoever invited. */
export interface Invited {
  readonly passwordHash: string;
  readonly openedBy: string | null;
}

/** Opens an account for a member, with which they see what is their own. It holds no role. */
export async function openMemberAccount(doing: Doing, personId: string, input: AccountOpening): Promise<AccountOpened> {
  await personRow(doing.tx, personId);
  if (!(await openRow(doing.tx, personId))) throw refused("not-member", zh.notMember.title, zh.notMember.detail);
  return await openPersonAccount(doing, personId, input);
}

/**
 * The account of a person in reach, which the caller has found entitled to one. Its name is the person's in pinyin unless
 * another is wanted; the telephone that is registered already may serve to sign in.
 */
export async function openPersonAccount(
  doing: Doing,
  personId: string,
  input: AccountOpening,
  invited: Invited | null = null,
): Promise<AccountOpened> {
  const { tx, house } = doing;
  const person = await personRow(tx, personId);
  const wanted = input.username?.trim() ?? "";
  const username = wanted === "" ? await freeName(tx, person.name) : wanted;
  const cipher = input.byPhone === true ? person.mobileCipher : null;
  const { oneTimePassword } = await createAccount(doing, {
    username,
    displayName: person.name,
    organizationId: person.organizationId,
    personId,
    ...(cipher === null ? {} : { phone: openColumn(house.keyring, personId, "mobile", cipher) }),
    ...(invited === null ? {} : { ...invited, phoneIfFree: true }),
  });
  await endInvitations(tx, [personId], invited === null ? "replaced" : "activated", doing.today);
  return { username, oneTimePassword };
}

/** Slips of these people that still hold are worth nothing from now on, wherever they were handed out. */
export async function endInvitations(
  tx: Writer,
  personIds: readonly string[],
  outcome: "activated" | "replaced",
  on: Day,
): Promise<void> {
  await asSystem(tx, "person-account", (wide) =>
    wide
      .updateTable("accountInvitation")
      .set({ outcome, endedOn: on })
      .where("personId", "=", sql<string>`any(${[...personIds]}::uuid[])`)
      .where("outcome", "is", null)
      .execute(),
  );
}

/** The name in pinyin, which the user name begins with. */
export function plainName(name: string): string {
  // The likeliest reading stands first.
  const [likeliest = ""] = searchKeys(name).pinyin.split(" ");
  const plain = likeliest.replace(/[^a-z]/g, "").slice(0, 30);
  return plain.length < 2 ? "dangyuan" : plain;
}

/** The plain name, with a number from the second of that name on. */
async function freeName(tx: Reader, name: string): Promise<string> {
  const base = plainName(name);
  const taken = await asSystem(tx, "person-account", (wide) =>
    wide.selectFrom("account").select("usernameKey").where("usernameKey", "like", `${base}%`).execute(),
  );
  const names = new Set(taken.map((it) => it.usernameKey));
  if (!names.has(base)) return base;
  let nth = 2;
  while (names.has(`${base}${nth}`)) nth += 1;
  return `${base}${nth}`;
}
