import { asSystem } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import { covers } from "#platform/database/reach.ts";
import { dayGiven, reasonGiven } from "#platform/given.ts";
import type { Doing } from "#platform/house.ts";
import { absent, conflict, refused } from "#platform/http/problem.ts";
import { notify } from "#platform/notices/index.ts";
import { codeSet } from "#shared/code-sets.ts";
import type { Day } from "#shared/day.ts";
import { REASON_LENGTH } from "#shared/text.ts";
import { endPosts, leaveRoster } from "../acts.ts";
import { openRow, personRow } from "../roster/rows.ts";
import { categoryOn } from "../rules.ts";
import { zh as membershipZh } from "../zh.ts";
import type { Ending, Extension, MeasureBody, MeasureContent } from "./contract.ts";
import { contentOf, type MeasureRow, measureOf, sealText } from "./measure-queries.ts";
import {
  endsPosts,
  isLeaving,
  type MeasureKind,
  mayEnd,
  mayExtend,
  measureFits,
  type Outcome,
  periodEnds,
  periodFits,
} from "./rules.ts";
import { noticeKinds, notices, zh } from "./zh.ts";

/**
 * A measure is entered. One that ends the membership takes the member off the roster in the same act, with its code of
 * leaving, so that the yearly identity holds.
 */
export async function enterMeasure(doing: Doing, input: MeasureBody): Promise<{ id: string }> {
  const { tx } = doing;
  const on = dayGiven(doing, input.validFrom);
  const person = await personRow(tx, input.personId);
  const open = await openRow(tx, input.personId);
  if (!open) throw refused("not-member", membershipZh.notMember.title, membershipZh.notMember.detail);
  if (!covers(doing.scope.write, open.orgPath)) throw absent(membershipZh.member);
  const months = input.months ?? null;
  const decidedBy = input.decidedBy.trim();
  const reason = input.reason.trim();
  const category = categoryOn(
    { category: open.category === "full" ? "full" : "probationary", fullOn: open.fullOn },
    on,
  ).value;
  const fits = measureFits(input.kind, category);
  const period = periodFits(input.kind, months);
  const faults = [
    ...(fits.value ? [] : [{ pointer: "/kind", message: `${fits.grounds}。` }]),
    ...(period.value ? [] : [{ pointer: "/months", message: `${period.grounds}。` }]),
    ...(decidedBy === "" ? [{ pointer: "/decidedBy", message: zh.faults.decidedBy }] : []),
    ...(Array.from(reason).length < REASON_LENGTH ? [{ pointer: "/reason", message: zh.faults.measureReason }] : []),
  ];
  const broken = [fits, period].find((it) => !it.value);
  if (faults.length > 0)
    throw refused("measure-rejected", zh.measureRejected.title, zh.measureRejected.detail, {
      faults,
      ...(broken ? { provision: broken.provision } : {}),
    });
  await refuseTwin(doing, input.personId, input.kind, on);
  const id = newId();
  const document = input.documentNumber?.trim() ?? "";
  await insertMeasure(doing, {
    id,
    person: { id: person.id, name: person.name },
    at: { organizationId: open.organizationId, orgPath: open.orgPath, personPath: person.orgPath },
    kind: input.kind,
    on,
    months,
    texts: { decidedBy, document, reason },
  });
  await tellOf(doing, "entered", {
    id,
    personId: person.id,
    organizationId: open.organizationId,
    orgPath: open.orgPath,
    personPath: person.orgPath,
  });
  // Neither number nor reason goes along: the list of movements is read by many.
  if (isLeaving(input.kind)) await leaveRoster(doing, person.id, { code: input.kind, on });
  // That a post ended is seen by many; why stands here alone.
  else if (endsPosts(input.kind).value) await endPosts(tx, person.id, on, "");
  return { id };
}

interface NewMeasure {
  readonly id: string;
  readonly person: { readonly id: string; readonly name: string };
  readonly at: { readonly organizationId: string; readonly orgPath: string; readonly personPath: string };
  readonly kind: MeasureKind;
  readonly on: Day;
  readonly months: number | null;
  readonly texts: { readonly decidedBy: string; readonly document: string; readonly reason: string };
}

async function insertMeasure(doing: Doing, it: NewMeasure): Promise<void> {
  const { keyring } = doing.house;
  const { decidedBy, document, reason } = it.texts;
  await doing.tx
    .insertInto("disciplinaryMeasure")
    .values({
      id: it.id,
      personId: it.person.id,
      personName: it.person.name,
      ...it.at,
      kind: it.kind,
      validFrom: it.on,
      months: it.months,
      periodEnds: it.months === null ? null : periodEnds(it.on, it.months, null).value,
      decidedByCipher: sealText(keyring, it.id, "decided_by_cipher", decidedBy),
      documentCipher: document === "" ? null : sealText(keyring, it.id, "document_cipher", document),
      reasonCipher: sealText(keyring, it.id, "reason_cipher", reason),
      enteredOn: doing.today,
      enteredBy: doing.actor.name,
    })
    .execute();
}

/** The same measure of the same day, or a second 留党察看 (or detention) beside one that runs. */
async function refuseTwin(doing: Doing, personId: string, kind: MeasureKind, on: Day): Promise<void> {
  const rows = await doing.tx
    .selectFrom("disciplinaryMeasure")
    .select(["kind", "validFrom", "endedOn"])
    .where("personId", "=", personId)
    .where("withdrawnOn", "is", null)
    .where("kind", "=", kind)
    .execute();
  const runs = kind === "probation_within_party" || kind === "rectify" || kind === "detained" || kind === "arrested";
  if (rows.some((it) => it.validFrom === on || (runs && (it.endedOn === null || it.endedOn > on))))
    throw conflict("measure-known", zh.measureKnown.title, zh.measureKnown.detail);
}

/** A measure in reach for writing, held until the act ends. */
async function held(doing: Doing, id: string): Promise<MeasureRow> {
  const row = await doing.tx
    .selectFrom("disciplinaryMeasure")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (!row || ![row.orgPath, row.personPath].some((it) => covers(doing.scope.write, it))) throw absent(zh.measure);
  if (row.withdrawnOn !== null)
    throw conflict("measure-withdrawn", zh.measureWithdrawn.title, zh.measureWithdrawn.detail);
  return row;
}

/** Reads the whole of a measure, for a reason that the person can read. */
export async function readMeasure(doing: Doing, id: string, text: string): Promise<MeasureContent> {
  const reason = reasonGiven(text);
  const row = await doing.tx.selectFrom("disciplinaryMeasure").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw absent(zh.measure);
  await tellOf(doing, "read", row, { reason });
  const measure = measureOf(row);
  const { house, actor, today } = doing;
  const may = [row.orgPath, row.personPath].some((it) => house.policy.may(actor, "discipline.write", it));
  const open = may && row.endedOn === null && row.withdrawnOn === null;
  const outcomes = codeSet("measure_outcome").values.filter((it) => mayEnd(measure, it, today).value);
  return {
    ...contentOf(house.keyring, row),
    can: {
      extend: open && mayExtend(measure, today).value,
      outcomes: open ? outcomes : [],
      withdraw: may && row.withdrawnOn === null && !isLeaving(measure.kind),
    },
  };
}

/** One year of 留党察看 becomes two. */
export async function extendMeasure(doing: Doing, id: string, input: Extension): Promise<void> {
  const row = await held(doing, id);
  const on = dayGiven(doing, input.on);
  const note = reasonGiven(input.note, "/note");
  const may = mayExtend(measureOf(row), on);
  if (!may.value || row.months === null)
    throw refused("measure-extension", zh.extension.title, zh.extension.detail(may.grounds), {
      provision: may.provision,
    });
  await doing.tx
    .updateTable("disciplinaryMeasure")
    .set({
      extendedOn: on,
      extendedMonths: 12,
      periodEnds: periodEnds(row.validFrom, row.months, 12).value,
      endNoteCipher: sealText(doing.house.keyring, id, "end_note_cipher", note),
    })
    .where("id", "=", id)
    .execute();
  await tellOf(doing, "extended", row);
}

/** A measure ends: rights come back, somebody has mended, a review takes it back; or it ends in expulsion. */
export async function endMeasure(doing: Doing, id: string, input: Ending): Promise<void> {
  const row = await held(doing, id);
  if (row.endedOn !== null) throw conflict("measure-over", zh.over.title, zh.over.detail);
  const on = dayGiven(doing, input.on);
  const note = reasonGiven(input.note, "/note");
  const outcome: Outcome = input.outcome;
  const may = mayEnd(measureOf(row), outcome, on);
  if (!may.value)
    throw refused("measure-ending", zh.ending.title, zh.ending.detail(may.grounds), { provision: may.provision });
  const { keyring } = doing.house;
  await doing.tx
    .updateTable("disciplinaryMeasure")
    .set({ endedOn: on, outcome, endNoteCipher: sealText(keyring, id, "end_note_cipher", note) })
    .where("id", "=", id)
    .execute();
  await tellOf(doing, "ended", row);
  // The expulsion is a measure of its own, and with it the membership ends.
  if (outcome === "expelled")
    await enterMeasure(doing, {
      personId: row.personId,
      kind: "expelled",
      validFrom: on,
      decidedBy: contentOf(keyring, row).decidedBy,
      reason: note,
    });
}

/** Entered in error: it never held. What ended a membership is not undone by this. */
export async function withdrawMeasure(doing: Doing, id: string, text: string): Promise<void> {
  const row = await held(doing, id);
  const reason = reasonGiven(text);
  if (isLeaving(row.kind as MeasureKind) || row.outcome === "expelled")
    throw refused("measure-left", zh.left.title, zh.left.detail);
  await doing.tx
    .updateTable("disciplinaryMeasure")
    .set({
      withdrawnOn: doing.today,
      withdrawnBy: doing.actor.name,
      withdrawReasonCipher: sealText(doing.house.keyring, id, "withdraw_reason_cipher", reason),
    })
    .where("id", "=", id)
    .execute();
  await tellOf(doing, "withdrawn", row);
}

/**
 * The audit says that it was done and upon whose record; neither the kind nor a name stands in it. The member is told that
 * something was entered: what it says is read on their own page. A reading stands in their trace.
 */
async function tellOf(
  doing: Doing,
  what: "entered" | "read" | "extended" | "ended" | "withdrawn",
  row: Pick<MeasureRow, "id" | "personId" | "organizationId" | "orgPath" | "personPath">,
  details: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await doing.tell({
    event: `membership.discipline.${what}`,
    organizationId: row.organizationId,
    orgPath: row.orgPath,
    target: { kind: "disciplinary-measure", id: row.id, name: null },
    details,
    persons: [{ id: row.personId, path: row.personPath }],
  });
  if (what === "read") return;
  const accounts = await asSystem(doing.tx, "own-measure", (tx) =>
    tx.selectFrom("account").select("id").where("personId", "=", row.personId).execute(),
  );
  await notify(doing.tx, {
    accountIds: accounts.map((it) => it.id),
    by: doing.actor.accountId,
    kind: noticeKinds.measure,
    title: notices.measure,
    body: notices.measureBody,
    link: null,
    because: notices.measureBecause,
    now: doing.house.clock.now(),
  });
}
