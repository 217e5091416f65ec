import { hashOf, hashPassword, passwordSentences, systemActor } from "#platform/access/index.ts";
import { systemScope } from "#platform/database/scope.ts";
import { act } from "#platform/doing.ts";
import type { Doing, House } from "#platform/house.ts";
import { type Problem, refused } from "#platform/http/problem.ts";
import { notify } from "#platform/notices/index.ts";
import { normaliseIdentityNumber } from "#shared/identity-number.ts";
import { openPersonAccount, plainName } from "../person-account.ts";
import { shortNames } from "../queries.ts";
import { idNumberIndex } from "../sensitive.ts";
import type { Activated, Activation } from "./contract.ts";
import { SLIP_AND_NUMBER } from "./provisions.ts";
import { codeGiven, invitationState, locksAfter } from "./rules.ts";
import { events, noticeKinds, notices, zh } from "./zh.ts";

/** One answer whatever does not fit, so that a slip that was found tells nothing. */
const failed = (): Problem =>
  refused("invitation-failed", zh.failed.title, zh.failed.detail, { provision: SLIP_AND_NUMBER });

function goodPassword(house: House, password: string, names: readonly string[]): void {
  const faults = passwordSentences(house, password, names);
  if (faults.length > 0)
    throw refused("invitation-password", zh.password.title, zh.password.detail, {
      faults: faults.map((message) => ({ pointer: "/password", message })),
    });
}

/**
 * Opens the account of whoever has the slip and knows the number: by nobody signed in. A wrong number is counted in a
 * transaction of its own, and with the last the slip is void. Throws one Problem for every no.
 */
export async function activate(house: House, requestId: string, given: Activation): Promise<Activated> {
  // Says nothing of the slip, and costs no try.
  goodPassword(house, given.password, []);
  const code = codeGiven(given.code);
  if (code === null) throw failed();
  const codeHash = hashOf(code);
  // Whoever invents codes costs one look and opens no act.
  const known = await house.door.read(systemScope("account-activation"), (tx) =>
    tx
      .selectFrom("accountInvitation")
      .select("id")
      .where("codeHash", "=", codeHash)
      .where("outcome", "is", null)
      .executeTakeFirst(),
  );
  if (!known) throw failed();
  const number = idNumberIndex(house.keyring, normaliseIdentityNumber(given.idNumber));
  const proved = await activating(house, requestId, (doing) => prove(doing, known.id, number));
  if (proved === null) throw failed();
  goodPassword(house, given.password, [proved.name, plainName(proved.name)]);
  const passwordHash = await hashPassword(given.password);
  const opened = await activating(house, requestId, (doing) => open(doing, known.id, passwordHash));
  if (opened === null) throw failed();
  return opened;
}

const activating = <T>(house: House, requestId: string, work: (doing: Doing) => Promise<T>): Promise<T> =>
  act(house, systemActor("account-activation"), "system", requestId, work);

/** The invitation if it holds, held until the act ends, with its person; null when it does not. */
async function held(doing: Doing<never>, id: string) {
  const { tx, today } = doing;
  const row = await tx.selectFrom("accountInvitation").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
  if (!row || invitationState(row, today).value !== "invited") return null;
  const person = await tx
    .selectFrom("person")
    .select(["name", "idNumberIndex"])
    .where("id", "=", row.personId)
    .executeTakeFirstOrThrow();
  return { ...row, ...person };
}

/** Who the slip is for, if the number is theirs; else the try is counted, and null. */
async function prove(
  doing: Doing<typeof events.locked>,
  id: string,
  number: string,
): Promise<{ readonly name: string } | null> {
  const row = await held(doing, id);
  if (row === null) return null;
  if (row.idNumberIndex === number) return { name: row.name };
  const tries = row.tries + 1;
  const locked = locksAfter(tries).value;
  await doing.tx
    .updateTable("accountInvitation")
    .set({ tries, ...(locked ? { outcome: "locked", endedOn: doing.today } : {}) })
    .where("id", "=", id)
    .execute();
  if (!locked) return null;
  const names = await shortNames(doing.tx, [row.organizationId]);
  const place = names.get(row.organizationId) ?? "";
  await notify(doing.tx, {
    accountIds: row.invitedBy === null ? [] : [row.invitedBy],
    by: null,
    kind: noticeKinds.locked,
    title: notices.locked(place),
    body: notices.lockedBody,
    because: notices.lockedBecause,
    link: "/invitations",
    now: doing.house.clock.now(),
  });
  await doing.tell({
    event: events.locked,
    organizationId: row.organizationId,
    orgPath: row.orgPath,
    target: { kind: "account-invitation", id, name: row.name },
    details: { tries },
    persons: [{ id: row.personId, path: row.orgPath }],
  });
  return null;
}

async function open(doing: Doing, id: string, passwordHash: string): Promise<Activated | null> {
  const row = await held(doing, id);
  if (row === null) return null;
  const { username } = await openPersonAccount(
    doing,
    row.personId,
    { byPhone: true },
    { passwordHash, openedBy: row.invitedBy },
  );
  await doing.tell({
    event: events.activated.name,
    organizationId: row.organizationId,
    orgPath: row.orgPath,
    target: { kind: "account-invitation", id, name: row.name },
    details: { invitedBy: row.invitedByName },
    persons: [{ id: row.personId, path: row.orgPath }],
  });
  return { username, name: row.name };
}
