import { sql } from "kysely";
import type { Writer } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import { insertMany } from "#platform/database/insert-many.ts";
import { covers } from "#platform/database/reach.ts";
import { dayGiven, reasonGiven } from "#platform/given.ts";
import type { Doing } from "#platform/house.ts";
import { absent, conflict, type Fault, refused } from "#platform/http/problem.ts";
import { type Day, monthStart, yearOf } from "#shared/day.ts";
import { type Fen, fen, formatMoney, sum } from "#shared/money.ts";
import { shortNames } from "../queries.ts";
import type { Collected, Collection, EntriesCorrection, EntryCorrection, Gift } from "./contract.ts";
import { memberHere, membersHere, monthGiven } from "./profile-acts.ts";
import { DUES_LARGE_GIFT } from "./provisions.ts";
import { anyOf, type DuesFacts, duesFacts, rateRules } from "./queries.ts";
import {
  goesWhollyUpward,
  isBackPay,
  latestAhead,
  monthlyDue,
  profileFor,
  type RateRule,
  reachesTooFarBack,
  ruleFor,
} from "./rules.ts";
import { events, zh } from "./zh.ts";

/** Month and name of an item as a refusal names it. */
const monthTerm = (month: Day): string => `${yearOf(month)}年${Number(month.slice(5, 7))}月`;

interface Item {
  readonly personId: string;
  readonly month: Day;
  readonly paidFen: number | undefined;
}

/** One member of a collection, with where the money is taken. */
interface Payer {
  readonly id: string;
  readonly name: string;
  readonly organizationId: string;
  readonly orgPath: string;
  readonly personPath: string;
}

type NewEntry = ReturnType<typeof entryRow>;

/**
 * Records what members paid, for as many of them and of their months as there are: all or nothing. Where a relief waives
 * the dues the month is entered as exempt. Each member gets one receipt for all their months.
 */
export async function collect(doing: Doing<typeof events.entered>, input: Collection): Promise<Collected> {
  const { tx } = doing;
  const paidOn = dayGiven(doing, input.paidOn);
  const items = input.items.map((it) => ({ personId: it.personId, month: monthGiven(it.month), paidFen: it.paidFen }));
  const payers = new Map<string, Payer>();
  const members = await membersHere(
    doing,
    items.map((it) => it.personId),
  );
  for (const [personId, { person, open }] of members) {
    payers.set(personId, {
      id: personId,
      name: person.name,
      organizationId: open.organizationId,
      orgPath: open.orgPath,
      personPath: person.orgPath,
    });
  }
  const facts = await duesFacts(tx, [...payers.keys()]);
  const rules = await rateRules(tx);
  await refuseEntered(tx, items, payers);
  const { rows, faults, warnings } = entriesOf(items, payers, {
    facts,
    rules,
    paidOn,
    input,
    by: doing.actor.accountId,
  });
  if (faults.length > 0) throw refused("dues-rejected", zh.rejected.title, zh.rejected.detail, { faults });
  const receipts = await number(doing, rows, yearOf(paidOn));
  await insertMany(tx, "duesEntry", rows);
  await tellEntries(doing, rows);
  return {
    count: rows.length,
    entryIds: rows.map((it) => it.id),
    amountFen: sum(rows.map((it) => it.paidFen)),
    receipts,
    warnings,
  };
}

async function refuseEntered(tx: Writer, items: readonly Item[], payers: ReadonlyMap<string, Payer>): Promise<void> {
  const live = await tx
    .selectFrom("duesEntry")
    .select(["personId", "dueMonth"])
    .where("personId", "=", anyOf([...payers.keys()]))
    .where("endedOn", "is", null)
    .where("kind", "<>", "voluntary")
    .execute();
  const there = new Set(live.map((it) => `${it.personId} ${it.dueMonth}`));
  const faults = items.flatMap((it, at): Fault[] =>
    there.has(`${it.personId} ${it.month}`)
      ? [
          {
            pointer: `/items/${at}`,
            message: zh.faults.paid(payers.get(it.personId)?.name ?? "", monthTerm(it.month)),
          },
        ]
      : [],
  );
  if (faults.length > 0) throw conflict("dues-paid-already", zh.paid.title, zh.paid.detail, { faults });
}

interface Ground {
  readonly facts: DuesFacts;
  readonly rules: readonly RateRule[];
  readonly paidOn: Day;
  readonly input: Pick<Collection, "channel" | "payer" | "note">;
  readonly by: string | null;
}

function entriesOf(items: readonly Item[], payers: ReadonlyMap<string, Payer>, ground: Ground) {
  const rows: NewEntry[] = [];
  const faults: Fault[] = [];
  const warnings: string[] = [];
  const seen = new Set<string>();
  const farBack = new Map<string, number>();
  const { facts, rules, paidOn } = ground;
  for (const [at, item] of items.entries()) {
    const payer = payers.get(item.personId);
    if (!payer) continue;
    const term = monthTerm(item.month);
    const say = (message: string): void => void faults.push({ pointer: `/items/${at}`, message });
    const key = `${item.personId} ${item.month}`;
    if (seen.has(key)) {
      say(zh.faults.twice(payer.name, term));
      continue;
    }
    seen.add(key);
    const ahead = latestAhead(paidOn).value;
    if (item.month > ahead) {
      say(zh.faults.ahead(payer.name, term, monthTerm(ahead)));
      continue;
    }
    const profiles = facts.profiles.get(item.personId) ?? [];
    const first = profiles[0];
    if (first && item.month < first.validFrom) {
      say(zh.faults.before(payer.name, term));
      continue;
    }
    const due = monthlyDue(rules, profiles, facts.reliefs.get(item.personId) ?? [], item.month);
    const profile = profileFor(profiles, item.month);
    if (!due || !profile) {
      say(zh.faults.profile(payer.name, term));
      continue;
    }
    const paid = fen(item.paidFen ?? due.value);
    if (paid === 0 && due.value > 0) {
      say(zh.faults.amount(payer.name, term));
      continue;
    }
    if (reachesTooFarBack(item.month, paidOn).value) farBack.set(payer.name, (farBack.get(payer.name) ?? 0) + 1);
    if (paid < due.value) warnings.push(zh.warnings.short(payer.name, term, formatMoney(fen(due.value - paid))));
    if (paid > due.value) warnings.push(zh.warnings.over(payer.name, term, formatMoney(fen(paid - due.value))));
    const late = isBackPay(item.month, paidOn, profile.quarterly).value;
    rows.push(
      entryRow(payer, {
        dueMonth: item.month,
        kind: paid === 0 ? "exempt" : late ? "back_pay" : ground.input.payer?.trim() ? "by_other" : "normal",
        category: profile.category,
        baseFen: profile.baseFen,
        dueFen: due.value,
        paidFen: paid,
        paidOn,
        channel: ground.input.channel,
        payer: ground.input.payer?.trim() ?? "",
        ruleId: ruleFor(rules, item.month)?.id ?? null,
        note: ground.input.note ?? "",
        enteredBy: ground.by,
      }),
    );
  }
  for (const [name, count] of farBack) warnings.push(zh.warnings.tooFar(name, count));
  return { rows, faults, warnings };
}

/** One entry as it is written; imports add where it came from. */
export function entryRow(
  payer: Payer,
  it: {
    readonly dueMonth: Day;
    readonly kind: string;
    readonly category: string | null;
    readonly baseFen: number | null;
    readonly dueFen: Fen;
    readonly paidFen: Fen;
    readonly paidOn: Day;
    readonly channel: string;
    readonly payer: string;
    readonly ruleId: string | null;
    readonly note: string;
    readonly enteredBy: string | null;
  },
) {
  return {
    id: newId(),
    personId: payer.id,
    personName: payer.name,
    organizationId: payer.organizationId,
    orgPath: payer.orgPath,
    personPath: payer.personPath,
    ...it,
    receiptYear: null as number | null,
    receiptNumber: null as number | null,
    importId: null as string | null,
    importFile: null as string | null,
    importRow: null as number | null,
  };
}

/**
 * Gives each member of the rows one receipt, numbered by branch and year without a gap. Writers of one branch wait for
 * each other, because two of them would take the same number.
 */
async function number(doing: Doing<never>, rows: readonly NewEntry[], year: number): Promise<Collected["receipts"]> {
  const { tx } = doing;
  const receipts: Collected["receipts"] = [];
  for (const organizationId of [...new Set(rows.map((it) => it.organizationId))].sort()) {
    const own = rows.filter((it) => it.organizationId === organizationId && it.paidFen > 0);
    if (own.length === 0) continue;
    await sql`select pg_advisory_xact_lock(hashtextextended(${`lianxin dues receipts ${organizationId}`}, 0))`.execute(
      tx,
    );
    const last = await tx
      .selectFrom("duesEntry")
      .select((eb) => eb.fn.max("receiptNumber").as("last"))
      .where("organizationId", "=", organizationId)
      .where("receiptYear", "=", year)
      .executeTakeFirst();
    let next = last?.last ?? 0;
    for (const personId of new Set(own.map((it) => it.personId))) {
      next += 1;
      const theirs = own.filter((it) => it.personId === personId);
      for (const row of theirs) Object.assign(row, { receiptYear: year, receiptNumber: next });
      const [row] = theirs;
      if (row) receipts.push({ entryId: row.id, personName: row.personName, number: receiptNumber(year, next) });
    }
  }
  return receipts;
}

/** `2026-0042`. */
export const receiptNumber = (year: number, number: number): string => `${year}-${String(number).padStart(4, "0")}`;

async function tellEntries(doing: Doing<typeof events.entered>, rows: readonly NewEntry[]): Promise<void> {
  const ids = [...new Set(rows.map((it) => it.organizationId))];
  const names = await shortNames(doing.tx, ids);
  for (const id of ids) {
    const own = rows.filter((it) => it.organizationId === id);
    const orgPath = own[0]?.orgPath ?? "";
    await doing.tell({
      event: events.entered,
      organizationId: id,
      orgPath,
      target: { kind: "organization", id, name: names.get(id) ?? null },
      details: {
        count: own.length,
        amountFen: sum(own.map((it) => it.paidFen)),
        months: [...new Set(own.map((it) => it.dueMonth.slice(0, 7)))].sort(),
        on: own[0]?.paidOn ?? null,
      },
      persons: [...new Set(own.map((it) => it.personId))].map((personId) => ({ id: personId, path: orgPath })),
    });
  }
}

/** Somebody gives more than the dues, of their own will. */
export async function receiveGift(
  doing: Doing<typeof events.giftMade>,
  input: Gift,
): Promise<{ id: string; warnings: readonly string[] }> {
  const paidOn = dayGiven(doing, input.paidOn);
  if (input.paidFen === 0) throw refused("dues-gift-amount", zh.gift.title, zh.gift.detail);
  const { person, open } = await memberHere(doing, input.personId);
  const payer = {
    id: person.id,
    name: person.name,
    organizationId: open.organizationId,
    orgPath: open.orgPath,
    personPath: person.orgPath,
  };
  const row = entryRow(payer, {
    dueMonth: monthStart(paidOn),
    kind: "voluntary",
    category: null,
    baseFen: null,
    dueFen: fen(0),
    paidFen: fen(input.paidFen),
    paidOn,
    channel: input.channel,
    payer: "",
    ruleId: null,
    note: input.note ?? "",
    enteredBy: doing.actor.accountId,
  });
  await number(doing, [row], yearOf(paidOn));
  await insertMany(doing.tx, "duesEntry", [row]);
  await doing.tell({
    event: events.giftMade,
    organizationId: open.organizationId,
    orgPath: open.orgPath,
    target: { kind: "person", id: person.id, name: person.name },
    details: { amountFen: input.paidFen, on: paidOn },
    persons: [{ id: person.id, path: open.orgPath }],
  });
  const wholly = goesWhollyUpward(input.paidFen).value;
  return { id: row.id, warnings: wholly ? [`${zh.warnings.wholly}（${DUES_LARGE_GIFT.title}）`] : [] };
}

/**
 * Corrects or cancels many entries alike, with one reason: all or none. Each keeps its own trace and tells its own member, as
 * if corrected alone.
 */
export async function correctEntries(
  doing: Doing<typeof events.entryCorrected | typeof events.entryCancelled>,
  { entryIds, ...right }: EntriesCorrection,
): Promise<{ count: number; warnings: string[] }> {
  const warnings = new Set<string>();
  for (const id of entryIds) for (const it of (await correctEntry(doing, id, right)).warnings) warnings.add(it);
  return { count: entryIds.length, warnings: [...warnings] };
}

/**
 * Corrects an entry with a reason. What stood before stays as it was and names its end; what is right gets a row and a
 * receipt of its own, because the paper that was given out cannot be changed.
 */
export async function correctEntry(
  doing: Doing<typeof events.entryCorrected | typeof events.entryCancelled>,
  id: string,
  input: EntryCorrection,
): Promise<{ id: string | null; warnings: readonly string[] }> {
  const { tx } = doing;
  const reason = reasonGiven(input.reason);
  const found = await tx.selectFrom("duesEntry").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
  // The next branch sees what was paid before, but it is the branch that took the money that answers for it.
  if (!found || !covers(doing.scope.write, found.orgPath)) throw absent(zh.entry);
  if (found.endedOn !== null) throw conflict("dues-entry-ended", zh.ended.title, zh.ended.detail);
  const { endedOn: _on, endedBy: _by, endReason: _reason, replacedBy: _next, ...was } = found;
  const cancel = input.cancel === true;
  const paidOn = input.paidOn === undefined ? was.paidOn : dayGiven(doing, input.paidOn);
  const right = {
    ...was,
    paidFen: fen(input.paidFen ?? was.paidFen),
    paidOn,
    channel: input.channel ?? was.channel,
    payer: input.payer?.trim() ?? was.payer,
  };
  if (!cancel && (["paidFen", "paidOn", "channel", "payer"] as const).every((key) => right[key] === was[key])) {
    throw refused("dues-nothing-changed", zh.nothingChanged.title, zh.nothingChanged.detail);
  }
  if (!cancel && right.paidFen === 0 && was.kind !== "exempt") {
    throw refused("dues-gift-amount", zh.gift.title, "没有保存。实缴为零的，请选择“取消这条记录”。");
  }
  const newEntry = cancel ? null : newId();
  await tx
    .updateTable("duesEntry")
    .set({ endedOn: doing.today, endedBy: doing.actor.accountId, endReason: reason, replacedBy: newEntry })
    .where("id", "=", id)
    .execute();
  if (newEntry !== null) {
    const row = {
      ...right,
      id: newEntry,
      kind: was.kind === "exempt" && right.paidFen > 0 ? "normal" : was.kind,
      dueFen: fen(was.dueFen),
      receiptYear: null,
      receiptNumber: null,
      enteredBy: doing.actor.accountId,
      importId: null,
      importFile: null,
      importRow: null,
    };
    await number(doing, [row], yearOf(row.paidOn));
    await insertMany(tx, "duesEntry", [row]);
  }
  const told = {
    organizationId: was.organizationId,
    orgPath: was.orgPath,
    target: { kind: "person", id: was.personId, name: was.personName },
    details: {
      reason,
      month: monthTerm(was.dueMonth),
      from: was.paidFen,
      ...(cancel ? {} : { to: right.paidFen, on: right.paidOn }),
    },
    persons: [{ id: was.personId, path: was.orgPath }],
  };
  if (cancel) await doing.tell({ event: events.entryCancelled, ...told });
  else await doing.tell({ event: events.entryCorrected, ...told });
  const remitted = await tx
    .selectFrom("duesRemittance")
    .select("id")
    .where("organizationId", "=", was.organizationId)
    .where("fromOn", "<=", was.paidOn)
    .where("toOn", ">=", was.paidOn)
    .where("withdrawnOn", "is", null)
    .executeTakeFirst();
  return { id: newEntry, warnings: remitted ? [zh.warnings.remitted] : [] };
}
