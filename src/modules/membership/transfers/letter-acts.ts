import { sql } from "kysely";
import type { Writer } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import { covers } from "#platform/database/reach.ts";
import { dayGiven } from "#platform/given.ts";
import type { Doing } from "#platform/house.ts";
import { absent, conflict, refused } from "#platform/http/problem.ts";
import { settle } from "#platform/notices/index.ts";
import { addMonths, type Day, daysBetween, yearOf } from "#shared/day.ts";
import { ONE_ROSTER } from "../provisions.ts";
import { openRow, personRow } from "../roster/rows.ts";
import { zh as roster } from "../zh.ts";
import type { CertificateIssue, LetterCancel, LetterIssue } from "./contract.ts";
import { CERTIFICATE_DAYS } from "./provisions.ts";
import { letterDays, letterState, validUntil } from "./rules.ts";
import { addStep, forDeed, type LetterRow, standingLetter } from "./writes.ts";
import { CANCEL_CODES, events, LETTER_KINDS, zh } from "./zh.ts";

/** The committee nearest above a place: its book the letters of all branches beneath are written in. */
export async function issuerOf(
  tx: Writer,
  path: string,
  on: Day,
): Promise<{ id: string; path: string; name: string } | null> {
  const { rows } = await sql<{ id: string; path: string; name: string; kind: string }>`
    select organization_id as id, org_path as path, short_name as name, kind from ancestor_names(${path}::text, ${on}::date)`.execute(
    tx,
  );
  return rows.findLast((it) => it.kind === "committee" || it.kind === "working_committee") ?? null;
}

type NewLetter = Pick<LetterRow, "kind" | "personId" | "personName" | "organizationId" | "orgPath" | "addressee"> &
  Partial<LetterRow> & { readonly validDays: number };

/** Writes the next stub of the issuer's book. */
async function writeLetter(doing: Doing<typeof events.letterIssued>, letter: NewLetter, on: Day) {
  const { tx } = doing;
  const issuer = await issuerOf(tx, letter.orgPath, on);
  if (!issuer || !covers(doing.scope.write, issuer.path))
    throw refused("letter-no-issuer", zh.noIssuer.title, zh.noIssuer.detail);
  const year = yearOf(on);
  const { rows } = await sql<{ serial: number }>`
    select next_letter_serial(${issuer.id}::uuid, ${letter.kind}::text, ${year}::integer) as serial`.execute(tx);
  const serial = rows[0]?.serial ?? 1;
  const mark = letter.kind === "certificate" ? "证" : "介";
  const row = {
    purpose: "",
    ...letter,
    id: newId(),
    issuerOrganizationId: issuer.id,
    year,
    serial,
    number: `${issuer.name}组${mark}〔${year}〕${serial}号`,
    issuedOn: on,
    issuedBy: doing.actor.name,
  };
  await tx.insertInto("transferLetter").values(row).execute();
  const until = validUntil(row).value;
  await doing.tell({
    event: events.letterIssued,
    organizationId: letter.organizationId,
    orgPath: letter.orgPath,
    target: { kind: "transfer-letter", id: row.id, name: letter.personName },
    details: { term: LETTER_KINDS[letter.kind] ?? "", number: row.number, until },
    persons: [{ id: letter.personId, path: letter.orgPath }],
  });
  return { id: row.id, number: row.number, until };
}

/**
 * Issues the letter of introduction for a member who leaves the zone. When a former one was lost, mistaken or has
 * expired, the new one names it.
 */
export async function issueLetter(
  doing: Doing<typeof events.letterIssued | typeof events.letterCancelled>,
  transferId: string,
  input: LetterIssue,
): Promise<{ id: string; number: string; until: string }> {
  const transfer = await forDeed(doing, transferId, "letter");
  const { personId, fromOrganizationId } = transfer;
  // Only arrivals lack them; the check narrows what the row's columns could hold.
  if (personId === null || fromOrganizationId === null)
    throw refused("transfer-not-out", zh.notOut.title, zh.notOut.detail);
  const on = dayGiven(doing, input.on);
  if (on < transfer.handedOverOn)
    throw refused("transfer-too-early", zh.tooEarly.title, zh.tooEarly.detail(transfer.handedOverOn));
  const standing = await standingLetter(doing.tx, transferId);
  if (standing) {
    // It has expired by today, and may still have been in force on the day given.
    if (letterState(standing, on).value === "valid")
      throw conflict("letter-live", zh.letterLive.title, zh.letterLive.detail(standing.number));
    await cancel(doing, standing, "expired", "");
  }
  const former = await doing.tx
    .selectFrom("transferLetter")
    .select("id")
    .where("transferId", "=", transferId)
    .orderBy("issuedOn", "desc")
    .orderBy("serial", "desc")
    .executeTakeFirst();
  const validDays = input.validDays ?? letterDays(transfer.scope).value;
  const made = await writeLetter(
    doing,
    {
      kind: "introduction",
      transferId,
      personId,
      personName: transfer.personName,
      organizationId: fromOrganizationId,
      orgPath: transfer.orgPath,
      addressee: input.addressee?.trim() || (transfer.outsideName ?? zh.outside),
      duesPaidTo: transfer.duesPaidTo,
      replacesId: former?.id ?? null,
      validDays,
    },
    on,
  );
  await doing.tx
    .updateTable("transfer")
    .set({ channel: "letter", letterNumber: made.number, letterOn: on, validDays })
    .where("id", "=", transferId)
    .execute();
  await addStep(doing, transfer, "letter", on, made.number);
  await settle(doing.tx, [transferId], doing.house.clock.now());
  return made;
}

/** A member is away for a while and not transferred: a certificate that they belong to the Party, six months at most. */
export async function issueCertificate(
  doing: Doing<typeof events.letterIssued>,
  input: CertificateIssue,
): Promise<{ id: string; number: string; until: string }> {
  const person = await personRow(doing.tx, input.personId);
  const open = await openRow(doing.tx, input.personId);
  if (!open) throw refused("not-member", roster.notMember.title, roster.notMember.detail, { provision: ONE_ROSTER });
  const on = dayGiven(doing, input.on);
  if (input.validDays > daysBetween(on, addMonths(on, 6)))
    throw refused("certificate-days", zh.certificateDays.title, zh.certificateDays.detail, {
      provision: CERTIFICATE_DAYS,
    });
  return await writeLetter(
    doing,
    {
      kind: "certificate",
      personId: input.personId,
      personName: person.name,
      organizationId: open.organizationId,
      orgPath: open.orgPath,
      addressee: input.addressee.trim(),
      purpose: input.purpose.trim(),
      validDays: input.validDays,
    },
    on,
  );
}

/** A letter that was lost or mistaken loses its force; the stub stays in the book. */
export async function cancelLetter(
  doing: Doing<typeof events.letterCancelled>,
  id: string,
  input: LetterCancel,
): Promise<void> {
  const row = await doing.tx
    .selectFrom("transferLetter")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (!row || !covers(doing.scope.write, row.orgPath)) throw absent(zh.letter);
  if (row.cancelledOn !== null) throw conflict("letter-cancelled", zh.letterDone.title, zh.letterDone.detail);
  await cancel(doing, row, input.code, input.note?.trim() ?? "");
  if (row.transferId === null) return;
  const transfer = await doing.tx
    .updateTable("transfer")
    .set({ letterNumber: null, letterOn: null, validDays: null })
    .where("id", "=", row.transferId)
    .where("state", "=", "handed-over")
    .where("letterNumber", "=", row.number)
    .returningAll()
    .executeTakeFirst();
  if (transfer)
    await addStep(
      doing,
      transfer,
      "letter-cancelled",
      doing.today,
      `${row.number}（${CANCEL_CODES[input.code] ?? ""}）`,
    );
}

async function cancel(
  doing: Doing<typeof events.letterCancelled>,
  row: LetterRow,
  code: LetterCancel["code"],
  note: string,
): Promise<void> {
  await doing.tx
    .updateTable("transferLetter")
    .set({ cancelledOn: doing.today, cancelCode: code, cancelNote: note })
    .where("id", "=", row.id)
    .execute();
  await doing.tell({
    event: events.letterCancelled,
    organizationId: row.organizationId,
    orgPath: row.orgPath,
    target: { kind: "transfer-letter", id: row.id, name: row.personName },
    details: { term: LETTER_KINDS[row.kind] ?? "", number: row.number, code: CANCEL_CODES[code] ?? code },
    persons: [{ id: row.personId, path: row.orgPath }],
  });
}
