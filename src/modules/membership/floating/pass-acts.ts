import { asSystem, type Writer } from "#platform/database/door.ts";
import { covers } from "#platform/database/reach.ts";
import { dayGiven } from "#platform/given.ts";
import type { Doing } from "#platform/house.ts";
import { absent, conflict, Problem, refused } from "#platform/http/problem.ts";
import type { Day } from "#shared/day.ts";
import { isIdentityNumber } from "#shared/identity-number.ts";
import { idNumberIndex, openColumn } from "../sensitive.ts";
import { heldCase, placeOfHost, setCase, tellCase } from "./case.ts";
import type { OwnPassRead, PassInflow, PassMerge } from "./contract.ts";
import { numberGiven, refuseTaken, sealedNumber } from "./inflow-acts.ts";
import {
  agrees,
  BadPass,
  fingerprintOf,
  mergeLogs,
  ofFormerForm,
  type Pass,
  readPass,
  type SignedEntry,
  statedOf,
  writePass,
} from "./pass.ts";
import { travelling } from "./queries.ts";
import { passHolds, passUntil } from "./rules.ts";
import { type CaseRow, enterLine, enterLines, linesOf, openCase } from "./writes.ts";
import { events, zh } from "./zh.ts";

/** Home issues the flow pass, or issues it anew for another year. Returns its last day. */
export async function issuePass(doing: Doing<typeof events.passIssued>, id: string): Promise<{ expiresOn: Day }> {
  const { row } = await heldCase(doing, id, "home");
  if (row.endedOn !== null) throw conflict("floating-ended", zh.ended.title, zh.ended.detail);
  if (row.stoppedOn !== null) throw conflict("floating-stopped", zh.stopped.title, zh.stopped.detail);
  const { keyring } = doing.house;
  const person = await doing.tx
    .selectFrom("person")
    .select(["id", "idNumberCipher"])
    .where("id", "=", row.personId ?? "")
    .executeTakeFirst();
  const number = person?.idNumberCipher ? openColumn(keyring, person.id, "idNumber", person.idNumberCipher) : null;
  if (!isIdentityNumber(number))
    throw refused("floating-number-missing", zh.numberMissing.title, zh.numberMissing.detail);
  const expiresOn = passUntil(doing.today).value;
  await enterLine(doing.tx, keyring, row, {
    kind: "issued",
    on: doing.today,
    side: "home",
    by: doing.actor.name,
    content: "",
    statement: {
      name: row.personName,
      ...statedOf(number),
      home: await homeName(doing, row),
      homeContact: row.homeContact ?? "",
      leftOn: row.leftOn,
      expiresOn,
      scope: row.scope,
      reason: row.reason,
      destination: row.destination,
    },
  });
  await tellCase(doing, events.passIssued, row, { expiresOn });
  return { expiresOn };
}

/** The full name, since a pass is read where nobody knows the short ones. */
async function homeName(doing: Doing<never>, row: CaseRow): Promise<string> {
  const version = await doing.tx
    .selectFrom("organizationVersion")
    .select("fullName")
    .where("organizationId", "=", row.organizationId ?? "")
    .orderBy("validFrom", "desc")
    .executeTakeFirst();
  return version?.fullName ?? row.homeName ?? "";
}

function read(text: string): Pass {
  try {
    return readPass(text);
  } catch (error) {
    if (!(error instanceof BadPass)) throw error;
    const words = zh.pass[error.fault];
    throw refused(`pass-${error.fault}`, words.title, words.detail);
  }
}

/** Whoever issues letters of introduction for a place also vouches there for whose signatures are believed. */
const TRUST = "membership.letter";

/** Keys that somebody who answers for this place has compared before. */
async function trustedKeys(doing: Doing<never>, path: string): Promise<Set<string>> {
  const rows = await doing.tx.selectFrom("passKey").select(["publicKey", "orgPath"]).execute();
  return new Set(rows.filter((it) => path.startsWith(it.orgPath)).map((it) => it.publicKey));
}

/**
 * Trust on first use: an unknown key is believed once an officer of the town or the zone has typed the fingerprint that
 * they heard from the other side, and then at their place and beneath. The refusal names who claims to have signed, and
 * never the fingerprint: who could copy it would compare nothing.
 *
 * @param path of the branch that would believe the key
 */
async function trust(
  doing: Doing<typeof events.keyTrusted>,
  path: string,
  known: ReadonlySet<string>,
  publicKey: string,
  name: string,
  compared: string | undefined,
): Promise<void> {
  const { keyring, policy } = doing.house;
  if (known.has(publicKey) || keyring.publicKeys.includes(publicKey)) return;
  const place = policy.placesOf(doing.actor, TRUST).find((it) => covers([it], path));
  if (place === undefined) throw refused("pass-key-above", zh.pass.keyAbove.title, zh.pass.keyAbove.detail(name));
  const fingerprint = fingerprintOf(publicKey);
  const bare = (it: string): string => it.replace(/\s/g, "").toLowerCase();
  if (compared === undefined) {
    const words = zh.pass.unknownKey;
    throw new Problem("refused", "pass-unknown-key", words.title, words.detail(name), { extra: { issuer: name } });
  }
  if (bare(compared) !== bare(fingerprint))
    throw new Problem("refused", "pass-key-differs", zh.pass.keyDiffers.title, zh.pass.keyDiffers.detail, {
      extra: { issuer: name },
      faults: [{ pointer: "/fingerprint", message: zh.pass.keyDiffers.title }],
    });
  const orgPath = place.lo;
  const values = { publicKey, orgPath, name, confirmedOn: doing.today, confirmedBy: doing.actor.name };
  await asSystem(doing.tx, "pass-keys", (tx) => tx.insertInto("passKey").values(values).execute());
  await doing.tell({
    event: events.keyTrusted,
    organizationId: null,
    orgPath,
    target: { kind: "pass-key", id: publicKey, name },
    details: { fingerprint },
  });
}

/**
 * A member shows the pass where they live now: it must be whole, in force, of this very person, and signed by a key that
 * people have compared. The host half of the case is made here under the same id, the log of home taken over, and the
 * host's countersignature added.
 */
export async function receivePass(
  doing: Doing<typeof events.keyTrusted | typeof events.passReceived>,
  input: PassInflow,
): Promise<{ id: string }> {
  const host = await placeOfHost(doing, input.organizationId);
  const pass = read(input.pass);
  const { statement, caseId } = pass;
  const holds = passHolds(statement.expiresOn, doing.today);
  if (!holds.value)
    throw refused("pass-expired", zh.pass.expired.title, zh.pass.expired.detail(statement.expiresOn), {
      provision: holds.provision,
    });
  if (ended(pass.entries) !== null) throw conflict("pass-closed", zh.pass.closed.title, zh.pass.closed.detail);
  refuseFormer(pass.entries);
  const number = numberGiven(input.idNumber);
  if (!agrees(statement, number))
    throw refused("pass-other-person", zh.pass.otherPerson.title, zh.pass.otherPerson.detail);
  const known = await trustedKeys(doing, host.hostPath);
  await trust(doing, host.hostPath, known, pass.issuer, statement.home, input.fingerprint);
  await refuseKnownCase(doing, caseId);
  const index = idNumberIndex(doing.house.keyring, number);
  await refuseTaken(doing, index);
  const asked = dayGiven(doing, input.on);
  const on = asked < statement.leftOn ? statement.leftOn : asked;
  const hostContact = input.hostContact.trim();
  const row = {
    id: caseId,
    personId: null,
    personName: statement.name,
    gender: statement.gender,
    birthYear: statement.birthYear,
    ...sealedNumber(doing, caseId, number, index),
    organizationId: null,
    orgPath: null,
    homeName: statement.home,
    homeContact: statement.homeContact || null,
    ...host,
    leftOn: statement.leftOn,
    scope: statement.scope,
    reason: statement.reason,
    destination: statement.destination,
    registeredOn: doing.today,
    registeredBy: doing.actor.name,
    hostContact,
    arrivedOn: on,
  };
  await doing.tx.insertInto("floatingCase").values(row).execute();
  const believed = pass.entries.filter((it) => it.publicKey === pass.issuer || known.has(it.publicKey));
  await enterLines(doing.tx, row, believed);
  await enterLine(doing.tx, doing.house.keyring, row, {
    kind: "countersigned",
    on,
    side: "host",
    by: doing.actor.name,
    content: "",
    host: { name: host.hostName, contact: hostContact },
  });
  await tellCase(doing, events.passReceived, row, { home: statement.home, on });
  return { id: caseId };
}

/** Statements by which the number could be guessed do not come into this house again: home issues the pass anew. */
function refuseFormer(entries: readonly SignedEntry[]): void {
  if (entries.some((it) => ofFormerForm(it.entry)))
    throw refused("pass-former", zh.pass.former.title, zh.pass.former.detail);
}

/**
 * A case that this installation knows already is not registered again: whoever holds it reads the pass into it. Asked
 * beyond reach too, because an id is there once.
 */
async function refuseKnownCase(doing: Doing<never>, caseId: string): Promise<void> {
  const found = await asSystem(doing.tx, "pass-keys", (tx) =>
    tx.selectFrom("floatingCase").select("endedOn").where("id", "=", caseId).executeTakeFirst(),
  );
  if (!found) return;
  if (found.endedOn !== null) throw conflict("pass-closed", zh.pass.closed.title, zh.pass.closed.detail);
  throw conflict("pass-taken", zh.pass.taken.title, zh.pass.taken.detail);
}

/**
 * The pass comes back, at home or at the host: lines that are not here yet are added, nothing is overwritten, and what
 * they say of the other half is noted. An older copy adds nothing.
 */
export async function mergePass(
  doing: Doing<typeof events.keyTrusted | typeof events.passMerged>,
  id: string,
  input: PassMerge,
): Promise<{ added: number }> {
  const { row, side } = await heldCase(doing, id);
  const pass = read(input.pass);
  refuseStranger(doing, row, pass);
  const path = row.orgPath ?? row.hostPath ?? "";
  const trusted = await trustedKeys(doing, path);
  for (const [key, name] of partners(row, pass)) {
    await trust(doing, path, trusted, key, name, input.fingerprint);
    trusted.add(key);
  }
  const added = await merge(doing, doing.tx, row, pass, trusted);
  await tellCase(doing, events.passMerged, row, { added: String(added), side });
  return { added };
}

/**
 * The member brings the countersigned pass back by telephone. Whom to trust is not for a member to say: when the host is
 * known here the logs are merged at once, else the pass waits for the branch, which compares the fingerprint.
 */
export async function handInPass(
  doing: Doing<typeof events.passHandedIn | typeof events.passMerged>,
  text: string,
): Promise<OwnPassRead> {
  const pass = read(text);
  const { personId } = doing.actor;
  const done = await asSystem(doing.tx, "own-floating", async (tx) => {
    const row = personId === null ? null : await openCase(tx, personId);
    if (row === null) return null;
    refuseStranger(doing, row, pass);
    const trusted = await trustedKeys(doing, row.orgPath ?? row.hostPath ?? "");
    const { publicKeys } = doing.house.keyring;
    const known = partners(row, pass).every(([key]) => trusted.has(key) || publicKeys.includes(key));
    if (known) return { row, added: await merge(doing, tx, row, pass, trusted), waits: false };
    // Our own lines as they stand here now: the host may hold an older writing of them.
    const ours = new Map(travelling(doing.house.keyring, await linesOf(tx, row.id)).map((it) => [it.entry.id, it]));
    const handedPass = writePass(pass.entries.map((it) => ours.get(it.entry.id) ?? it));
    await setCase(tx, row.id, { handedPass, handedOn: doing.today });
    return { row, added: 0, waits: true };
  });
  if (done === null) throw absent(zh.floating);
  const { row, added, waits } = done;
  if (waits) await tellCase(doing, events.passHandedIn, row, {});
  else await tellCase(doing, events.passMerged, row, { added: String(added), side: "member" });
  return { added, waits };
}

/** A pass of this very case; of our own members only one that was issued here. */
function refuseStranger(doing: Doing<never>, row: CaseRow, pass: Pass): void {
  if (pass.caseId !== row.id) throw refused("pass-other-case", zh.pass.otherCase.title, zh.pass.otherCase.detail);
  if (row.orgPath !== null && !doing.house.keyring.publicKeys.includes(pass.issuer))
    throw refused("pass-foreign", zh.pass.foreign.title, zh.pass.foreign.detail);
}

/** Whose signatures must be known before their lines are believed: at home the hosts, at the host home. */
const partners = (row: CaseRow, pass: Pass): readonly (readonly [key: string, name: string])[] =>
  row.orgPath === null ? [[pass.issuer, pass.statement.home]] : [...pass.hosts];

/** Adds what is not here yet. Returns how many lines that were. */
async function merge(
  doing: Doing<never>,
  tx: Writer,
  row: CaseRow,
  pass: Pass,
  trusted: ReadonlySet<string>,
): Promise<number> {
  const { keyring } = doing.house;
  const here = await linesOf(tx, row.id);
  const ids = new Set(here.map((it) => it.id));
  const believed = pass.entries.filter((it) => trusted.has(it.publicKey) || keyring.publicKeys.includes(it.publicKey));
  const fresh = mergeLogs(believed, []).filter((it) => !ids.has(it.entry.id));
  refuseFormer(fresh);
  await enterLines(tx, row, fresh);
  if (row.endedOn === null) await follow(tx, row, fresh);
  if (row.handedPass !== null) await setCase(tx, row.id, { handedPass: null, handedOn: null });
  return fresh.length;
}

/** What the other half has done since, by its own lines, as facts of the case. */
async function follow(tx: Writer, row: CaseRow, fresh: readonly SignedEntry[]): Promise<void> {
  if (row.orgPath !== null) {
    const taken = fresh.filter((it) => it.entry.kind === "countersigned").at(-1)?.entry;
    if (taken?.host && row.hostOrganizationId === null)
      await setCase(tx, row.id, {
        hostName: taken.host.name,
        hostContact: taken.host.contact || null,
        sentOn: row.sentOn ?? taken.on,
        arrivedOn: taken.on,
      });
    return;
  }
  const end = ended(fresh);
  if (end !== null)
    await setCase(tx, row.id, {
      endedOn: end.entry.on,
      endCode: end.entry.kind === "transferred" ? "transferred" : "returned",
    });
}

/** The line with which home ended the case, if one did. */
function ended(entries: readonly SignedEntry[]): SignedEntry | null {
  const ending = ["returned", "transferred", "stopped"];
  return entries.filter((it) => it.entry.side === "home" && ending.includes(it.entry.kind)).at(-1) ?? null;
}
