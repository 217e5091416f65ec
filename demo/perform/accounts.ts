import { createAccount, grantRole, hashPassword } from "#platform/access/index.ts";
import type { Doing } from "#platform/house.ts";
import { enterYear } from "#platform/workdays/acts.ts";
import { CAST } from "../cast.ts";
import { announcedDays } from "../workdays.ts";
import { type Known, need, type Of, performing } from "./known.ts";

/** What administrators do: accounts, what they may do, the calendar. */
export const accountDeeds = {
  ...performing({ account: "access.account.create" }, openAccount),
  ...performing({ grant: "access.grant.give" }, grant),
  ...performing({ workdays: "workday.write" }, enterWorkdays),
};

async function openAccount(known: Known, doing: Doing, deed: Of<"account">): Promise<void> {
  const { account: key, person } = deed;
  const { username, name, isMember, place } = CAST[key];
  const { id } = await createAccount(doing, {
    username,
    displayName: name,
    organizationId: isMember ? need(known.places, place) : null,
    ...(person === null ? {} : { personId: need(known.persons, person) }),
    passwordHash: await (known.hashes.get(key) ?? hashPassword(CAST[key].password)),
  });
  known.accounts.set(key, id);
}

async function grant(known: Known, doing: Doing, deed: Of<"grant">): Promise<void> {
  const { account: key, place } = deed;
  await grantRole(doing, {
    accountId: need(known.accounts, key),
    role: CAST[key].role,
    organizationId: place === null ? null : need(known.places, place),
    reason: "按任职和分工授权",
  });
}

async function enterWorkdays(_known: Known, doing: Doing, { year }: Of<"workdays">): Promise<void> {
  const basis = `国务院办公厅关于${year}年部分节假日安排的通知`;
  await enterYear(doing, year, { basis, days: [...announcedDays(year)] });
}
