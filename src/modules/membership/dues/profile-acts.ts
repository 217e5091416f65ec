import { refuseConcerned } from "#platform/access/concerned.ts";
import { newId } from "#platform/database/ids.ts";
import { insertMany } from "#platform/database/insert-many.ts";
import { covers, placeAbove } from "#platform/database/reach.ts";
import { dayGiven, reasonGiven } from "#platform/given.ts";
import type { Doing } from "#platform/house.ts";
import { absent, conflict, refused } from "#platform/http/problem.ts";
import { type Day, isDay, monthStart } from "#shared/day.ts";
import type { ProfileSetting, ProfilesSet, ReliefDecision, ReliefProposal, Talk } from "./contract.ts";
import { DUES_RATES, DUES_RELIEF } from "./provisions.ts";
import { anyOf, duesFacts, rateRules, type StoredProfile } from "./queries.ts";
import { changeHoldsFrom, chosenFits, firstMonth, paysRate, type RateRule, rateDue, ruleFor } from "./rules.ts";
import { events, zh } from "./zh.ts";

/** The first day of a month written `2026-11`. */
export function monthGiven(text: string): Day {
  const first = `${text}-01`;
  if (!isDay(first)) throw refused("dues-bad-month", zh.badMonth.title, zh.badMonth.detail);
  return first;
}

/** Members whose branches the actor may write for, held until the act ends, with their open rows of the roster. */
export async function membersHere(doing: Doing<never>, personIds: readonly string[]) {
  const { tx, scope } = doing;
  // In one order, so that two acts upon the same people wait for each other instead of both for both.
  const ids = [...new Set(personIds)].sort();
  const persons = await tx
    .selectFrom("person")
    .select(["id", "name", "orgPath"])
    .where("id", "=", anyOf(ids))
    .orderBy("id")
    .forUpdate()
    .execute();
  const open = await tx
    .selectFrom("membership")
    .select(["personId", "organizationId", "orgPath", "validFrom", "category", "joinedOn", "joinedPrecision"])
    .where("personId", "=", anyOf(ids))
    .where("validTo", "is", null)
    .execute();
  const standing = new Map(open.map((it) => [it.personId, it]));
  const found = new Map(persons.map((person) => [person.id, { person, open: standing.get(person.id) }]));
  return new Map(
    ids.map((id) => {
      const it = found.get(id);
      if (!it) throw absent(zh.member);
      if (!it.open) throw refused("dues-not-member", zh.notMember.title, zh.notMember.detail);
      if (!covers(scope.write, it.open.orgPath)) throw absent(zh.member);
      return [id, { person: it.person, open: it.open }];
    }),
  );
}

/** One such member. */
export async function memberHere(doing: Doing<never>, personId: string) {
  const found = (await membersHere(doing, [personId])).get(personId);
  if (!found) throw absent(zh.member);
  return found;
}

/**
 * Sets what members pay on, one or many of a kind: from the month of new pay, from the admitting meeting for those who are
 * new, or from January where this year's amount is fixed. What held before stays as it was.
 */
export async function setProfiles(doing: Doing<typeof events.profileSet>, input: ProfileSetting): Promise<ProfilesSet> {
  const { tx } = doing;
  const newPayOn = dayGiven(doing, input.from);
  const rules = await rateRules(tx);
  const rule = ruleFor(rules, monthStart(newPayOn));
  if (!rule) throw refused("dues-no-rule", zh.noRule.title, zh.noRule.detail);
  const amounts = amountsGiven(rule, input);
  const method = input.method ?? "following";
  const personIds = [...new Set(input.personIds)];
  refuseConcerned(doing.actor, { persons: personIds });
  const members = await membersHere(doing, personIds);
  const facts = await duesFacts(tx, personIds);
  const answer: ProfilesSet = { rows: [], warnings: [] };
  const made = [];
  for (const [personId, { person, open }] of members) {
    const known = facts.profiles.get(personId) ?? [];
    const was = known.at(-1) ?? null;
    const joinedOn = open.joinedPrecision === "day" ? open.joinedOn : null;
    const same = was?.category === input.category;
    const from = was
      ? changeHoldsFrom(was, { method, sameCategory: same }, newPayOn).value
      : firstMonth(joinedOn, input.from === undefined ? owedSince(open.category, joinedOn, newPayOn) : newPayOn).value;
    if (was && from > monthStart(newPayOn)) {
      answer.warnings.push(zh.warnings.heldYear(person.name, from.slice(0, 7)));
    }
    await endProfiles(doing, known, from);
    const due = rateDue(rule, { category: input.category, ...amounts });
    answer.rows.push({ personId, from, dueFen: due?.value ?? 0, grounds: due?.grounds ?? "" });
    made.push({
      id: newId(),
      personId,
      personName: person.name,
      organizationId: open.organizationId,
      orgPath: open.orgPath,
      validFrom: from,
      category: input.category,
      ...amounts,
      method,
      quarterly: input.quarterly ?? was?.quarterly ?? false,
      note: input.note ?? "",
      setBy: doing.actor.accountId,
      setOn: doing.today,
    });
  }
  await insertMany(tx, "duesProfile", made);
  await doing.tell({
    event: events.profileSet,
    organizationId: null,
    orgPath: placeAbove(made.map((it) => it.orgPath)),
    target: { kind: "person", id: made[0]?.personId ?? "", name: made[0]?.personName ?? null },
    details: { category: input.category, count: made.length, ...amounts, method },
    persons: made.map((it) => ({ id: it.personId, path: it.orgPath })),
  });
  return answer;
}

/** What held before ends with the month before `from`; what was to begin later never holds. */
async function endProfiles(doing: Doing<never>, known: readonly StoredProfile[], from: Day): Promise<void> {
  for (const it of known) {
    if (it.validTo !== null && it.validTo <= from) continue;
    await doing.tx
      .updateTable("duesProfile")
      .set({ validTo: it.validFrom >= from ? it.validFrom : from })
      .where("id", "=", it.id)
      .execute();
  }
}

/** Nobody said since when: a probationer owes from the admitting meeting, everybody else from now. */
function owedSince(category: string, joinedOn: Day | null, today: Day): Day {
  return category === "probationary" && joinedOn !== null ? joinedOn : today;
}

function amountsGiven(rule: RateRule, input: ProfileSetting): { baseFen: number | null; chosenFen: number | null } {
  if (paysRate(rule, input.category)) {
    if (input.baseFen === undefined) {
      throw refused("dues-base-needed", zh.baseNeeded.title, zh.baseNeeded.detail, { provision: DUES_RATES });
    }
    return { baseFen: input.baseFen, chosenFen: null };
  }
  const fixed = rateDue(rule, { category: input.category, baseFen: null, chosenFen: null })?.value;
  const chosenFen = input.chosenFen ?? fixed;
  if (chosenFen === undefined) {
    throw refused("dues-amount-needed", zh.chosenNeeded.title, zh.chosenNeeded.detail, { provision: DUES_RATES });
  }
  const fits = chosenFits(rule, input.category, chosenFen);
  if (!fits.value) {
    throw refused("dues-amount-out", zh.chosenOut.title, zh.chosenOut.detail(fits.grounds), {
      provision: fits.provision,
    });
  }
  return { baseFen: null, chosenFen };
}

/** The branch proposes that somebody in hardship pays less or nothing for some months. */
export async function proposeRelief(
  doing: Doing<typeof events.reliefProposed>,
  input: ReliefProposal,
): Promise<{ id: string }> {
  const { tx } = doing;
  const fromMonth = monthGiven(input.fromMonth);
  const toMonth = monthGiven(input.toMonth);
  if (toMonth < fromMonth) throw refused("dues-months-turned", zh.monthsTurned.title, zh.monthsTurned.detail);
  const resolvedOn = dayGiven(doing, input.resolvedOn);
  const reason = reasonGiven(input.reason);
  const { person, open } = await memberHere(doing, input.personId);
  const standing = await tx
    .selectFrom("duesRelief")
    .select("id")
    .where("personId", "=", input.personId)
    .where("state", "<>", "refused")
    .where("fromMonth", "<=", toMonth)
    .where("toMonth", ">=", fromMonth)
    .executeTakeFirst();
  if (standing) throw conflict("dues-relief-overlaps", zh.reliefOverlaps.title, zh.reliefOverlaps.detail);
  const id = newId();
  const at = { organizationId: open.organizationId, orgPath: open.orgPath };
  await tx
    .insertInto("duesRelief")
    .values({
      id,
      personId: input.personId,
      personName: person.name,
      ...at,
      fromMonth,
      toMonth,
      reducedFen: input.reducedFen,
      reason,
      resolvedOn,
      state: "proposed",
      proposedBy: doing.actor.accountId,
      proposedOn: doing.today,
    })
    .execute();
  await doing.tell({
    event: events.reliefProposed,
    ...at,
    target: { kind: "person", id: input.personId, name: person.name },
    details: { reason, from: input.fromMonth, to: input.toMonth, amountFen: input.reducedFen },
    persons: [{ id: input.personId, path: open.orgPath }],
  });
  return { id };
}

/** Whether somebody decides for a committee above a place, as reliefs ask; a grant at the place itself is not enough. */
export function decidesAbove(doing: Pick<Doing, "actor" | "house">, orgPath: string): boolean {
  const { actor, house } = doing;
  if (actor.system !== null) return true;
  return actor.grants.some(
    (it) => house.policy.holds(it.role, "dues.relief.decide") && it.path !== orgPath && orgPath.startsWith(it.path),
  );
}

/** The committee above decides on a relief. */
export async function decideRelief(
  doing: Doing<typeof events.reliefApproved | typeof events.reliefRefused>,
  id: string,
  input: ReliefDecision,
): Promise<void> {
  const { tx } = doing;
  const row = await tx.selectFrom("duesRelief").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
  if (!row) throw absent(zh.relief);
  if (!decidesAbove(doing, row.orgPath)) {
    throw refused("dues-not-above", zh.notAbove.title, zh.notAbove.detail, { provision: DUES_RELIEF });
  }
  refuseConcerned(doing.actor, { persons: [row.personId], askedBy: row.proposedBy });
  if (row.state !== "proposed") throw conflict("dues-relief-decided", zh.decided.title, zh.decided.detail);
  const note = input.note?.trim() ?? "";
  if (!input.approve && note === "") throw refused("dues-note-needed", zh.note.title, zh.note.detail);
  const state = input.approve ? "approved" : "refused";
  await tx
    .updateTable("duesRelief")
    .set({ state, decidedBy: doing.actor.accountId, decidedOn: doing.today, decisionNote: note })
    .where("id", "=", id)
    .execute();
  const told = {
    organizationId: row.organizationId,
    orgPath: row.orgPath,
    target: { kind: "person", id: row.personId, name: row.personName },
    persons: [{ id: row.personId, path: row.orgPath }],
  };
  if (input.approve) await doing.tell({ event: events.reliefApproved, ...told, details: { relief: id } });
  else await doing.tell({ event: events.reliefRefused, ...told, details: { relief: id, note } });
}

/** A talk with somebody who is behind with dues. It is all that arrears lead to by themselves. */
export async function recordTalk(doing: Doing<typeof events.talkRecorded>, input: Talk): Promise<{ id: string }> {
  const talkedOn = dayGiven(doing, input.talkedOn);
  const content = reasonGiven(input.content, "/content");
  const { person, open } = await memberHere(doing, input.personId);
  const id = newId();
  const at = { organizationId: open.organizationId, orgPath: open.orgPath };
  await doing.tx
    .insertInto("duesTalk")
    .values({
      id,
      personId: input.personId,
      personName: person.name,
      ...at,
      talkedOn,
      talker: input.talker.trim(),
      goodReason: input.goodReason,
      content,
      recordedBy: doing.actor.accountId,
    })
    .execute();
  await doing.tell({
    event: events.talkRecorded,
    ...at,
    target: { kind: "person", id: input.personId, name: person.name },
    details: { on: talkedOn, goodReason: input.goodReason },
    persons: [{ id: input.personId, path: open.orgPath }],
  });
  return { id };
}
