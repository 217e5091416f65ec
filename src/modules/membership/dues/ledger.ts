import type { Actor, Policy } from "#platform/access/policy.ts";
import type { Reader } from "#platform/database/door.ts";
import { absent } from "#platform/http/problem.ts";
import { addMonths, type Day, earlier, monthEnd, monthStart } from "#shared/day.ts";
import { capitalYuan, type Fen, fen, formatMoney, sum } from "#shared/money.ts";
import type { EntryView, LedgerCellView, LedgerView, MemberDues, OwnDues, ReceiptView } from "./contract.ts";
import { receiptNumber } from "./entry-acts.ts";
import { decidesAbove } from "./profile-acts.ts";
import {
  anyOf,
  type DuesFacts,
  duesFacts,
  type LiveEntry,
  liveEntries,
  organizationInReach,
  rateRules,
  withMerged,
  yearBounds,
} from "./queries.ts";
import { ledgerCell, monthlyDue, paysRate, profileFor, type RateRule, ruleFor } from "./rules.ts";
import { duesTerm, RELIEF_STATES, zh } from "./zh.ts";

interface Viewing {
  readonly tx: Reader;
  readonly actor: Actor;
  readonly policy: Policy;
  readonly today: Day;
}

/** One member of the ledger with the days on the roster of the branch. */
interface Listed {
  readonly personId: string;
  readonly name: string;
  readonly stays: readonly { readonly from: Day; readonly to: Day | null }[];
}

/** The ledger of one branch for one year: members by twelve months, as offices keep it. */
export async function ledgerView(viewing: Viewing, organizationId: string, year: number): Promise<LedgerView> {
  const { tx, actor, policy, today } = viewing;
  const place = await organizationInReach(tx, organizationId, today);
  if (!place) throw absent(zh.organization);
  const { from, to, months } = yearBounds(year);
  const listed = await listedMembers(tx, place.id, from, to);
  const ids = listed.map((it) => it.personId);
  const facts = await duesFacts(tx, ids);
  const entries = await liveEntries(tx, ids, from, to);
  const rules = await rateRules(tx);
  const here = new Set(await withMerged(tx, place.id));
  const rows = listed.map((it) =>
    ledgerRow(it, { facts, rules, entries: entries.get(it.personId) ?? [], months, today, here }),
  );
  const may = (verb: string): boolean => policy.may(actor, verb, place.orgPath) && place.closedOn === null;
  const perMonth = months.map((_, at) => {
    const cells = rows.map((row) => row.cells[at]);
    return {
      month: at + 1,
      dueFen: sum(cells.map((it) => fen(it && it.state !== "away" ? (it.dueFen ?? 0) : 0))),
      paidFen: sum(cells.map((it) => fen(it && !it.elsewhere ? (it.paidFen ?? 0) : 0))),
    };
  });
  return {
    organizationName: place.shortName,
    year,
    rows,
    months: perMonth,
    paidFen: sum(perMonth.map((it) => fen(it.paidFen))),
    rates: ratesInWords(ruleFor(rules, earlier(today, addMonths(to, -1)))),
    can: { profile: may("dues.profile.set"), entry: may("dues.entry.write"), account: may("dues.account.write") },
  };
}

/** Everybody on the roster of a branch at some time of a period, in the order of names. */
async function listedMembers(tx: Reader, organizationId: string, from: Day, to: Day): Promise<Listed[]> {
  const rows = await tx
    .selectFrom("membership")
    .select(["personId", "name", "validFrom", "validTo"])
    .where("organizationId", "=", organizationId)
    .where("validFrom", "<", to)
    .where((eb) => eb.or([eb("validTo", "is", null), eb("validTo", ">", from)]))
    .orderBy("strokeKey")
    .orderBy("personId")
    .orderBy("validFrom")
    .execute();
  const people = new Map<string, { personId: string; name: string; stays: { from: Day; to: Day | null }[] }>();
  for (const { personId, name, validFrom, validTo } of rows) {
    const known = people.get(personId) ?? { personId, name, stays: [] };
    known.name = name;
    known.stays.push({ from: validFrom, to: validTo });
    people.set(personId, known);
  }
  return [...people.values()];
}

function ledgerRow(
  it: Listed,
  of: {
    readonly facts: DuesFacts;
    readonly rules: readonly RateRule[];
    readonly entries: readonly LiveEntry[];
    readonly months: readonly Day[];
    readonly today: Day;
    /** The branch whose income is summed, with those merged into it; what was paid elsewhere is history. Left out: all. */
    readonly here?: ReadonlySet<string>;
  },
): LedgerView["rows"][number] {
  const profiles = of.facts.profiles.get(it.personId) ?? [];
  const reliefs = of.facts.reliefs.get(it.personId) ?? [];
  const dues = of.entries.filter((entry) => entry.kind !== "voluntary");
  const isHere = (entry: LiveEntry): boolean => of.here?.has(entry.organizationId) ?? true;
  const income = of.entries.filter(isHere);
  const cells = of.months.map((month, at): LedgerCellView => {
    const entry = dues.find((each) => each.month === month) ?? null;
    const due = monthlyDue(of.rules, profiles, reliefs, month)?.value ?? null;
    // Whoever leaves within a month no longer owes it here; this month is owed by those who are here today.
    const asked = earlier(monthEnd(month), of.today < month ? month : of.today);
    const onRoster = it.stays.some(
      (stay) => (stay.from <= asked || month > of.today) && (stay.to === null || stay.to > asked),
    );
    const state = ledgerCell({
      month,
      entry,
      due,
      quarterly: profileFor(profiles, month)?.quarterly ?? false,
      onRoster,
      on: of.today,
    });
    return {
      month: at + 1,
      state,
      dueFen: entry?.dueFen ?? due,
      paidFen: entry?.paidFen ?? null,
      entryId: entry?.id ?? null,
      kindTerm: entry ? duesTerm("dues_kind", entry.kind) : null,
      paidOn: entry?.paidOn ?? null,
      elsewhere: entry !== null && !isHere(entry),
    };
  });
  const now = profileFor(profiles, monthStart(of.today)) ?? profiles.at(-1) ?? null;
  const due = now
    ? monthlyDue(of.rules, [now], reliefs, now.validFrom > of.today ? now.validFrom : monthStart(of.today))
    : null;
  return {
    personId: it.personId,
    name: it.name,
    category: now?.category ?? null,
    categoryTerm: now ? duesTerm("dues_category", now.category) : null,
    baseFen: now?.baseFen ?? null,
    monthlyFen: due?.value ?? null,
    grounds: due?.grounds ?? "",
    quarterly: now?.quarterly ?? false,
    onRoster: it.stays.some((stay) => stay.to === null || stay.to > of.today),
    cells,
    paidFen: sum(income.filter((entry) => entry.kind !== "voluntary").map((entry) => fen(entry.paidFen))),
    giftsFen: sum(income.filter((entry) => entry.kind === "voluntary").map((entry) => fen(entry.paidFen))),
    owedMonths: cells.filter((cell) => cell.state === "owed").length,
  };
}

/** What a version of the rates asks, in one line for each category. */
function ratesInWords(rule: RateRule | null): LedgerView["rates"] {
  if (!rule) return [];
  const categories = [...new Set(rule.rates.map((it) => it.category))];
  return categories.map((category) => {
    const rates = rule.rates.filter((it) => it.category === category).toSorted((a, b) => a.aboveFen - b.aboveFen);
    const byRate = paysRate(rule, category);
    const money = (amount: number | null): string => formatMoney(fen(amount ?? 0));
    const text = byRate
      ? rates
          .map((it) => `${it.aboveFen === 0 ? "" : `${money(it.aboveFen)}以上`}${(it.perTenThousand ?? 0) / 100}%`)
          .join("，")
      : rates
          .map((it) =>
            it.leastFen === it.mostFen
              ? `每月${money(it.leastFen)}`
              : `每月${money(it.leastFen)}至${money(it.mostFen)}`,
          )
          .join("");
    return { category, term: duesTerm("dues_category", category), text, byRate };
  });
}

/** Rows of somebody's entries, newest month first, those that were corrected among them. */
async function entriesOf(tx: Reader, personId: string): Promise<EntryView[]> {
  const rows = await tx
    .selectFrom("duesEntry")
    .selectAll()
    .where("personId", "=", personId)
    .orderBy("dueMonth", "desc")
    .orderBy("paidOn", "desc")
    .orderBy("id", "desc")
    .limit(240)
    .execute();
  return rows.map((it) => ({
    id: it.id,
    month: it.dueMonth.slice(0, 7),
    kindTerm: duesTerm("dues_kind", it.kind),
    dueFen: it.dueFen,
    paidFen: it.paidFen,
    paidOn: it.paidOn,
    channelTerm: duesTerm("pay_channel", it.channel),
    payer: it.payer,
    receipt:
      it.receiptYear === null || it.receiptNumber === null ? null : receiptNumber(it.receiptYear, it.receiptNumber),
    endedOn: it.endedOn,
    endReason: it.endReason,
  }));
}

/** Everything about one member's dues. */
export async function memberDues(
  viewing: Viewing & { readonly house: Parameters<typeof decidesAbove>[0]["house"] },
  personId: string,
): Promise<MemberDues> {
  const { tx, actor, house } = viewing;
  const person = await tx
    .selectFrom("person")
    .select(["name", "orgPath"])
    .where("id", "=", personId)
    .executeTakeFirst();
  if (!person) throw absent(zh.member);
  const may = (verb: string): boolean => viewing.policy.may(actor, verb, person.orgPath);
  const facts = await duesFacts(tx, [personId]);
  const rules = await rateRules(tx);
  const reliefs = await tx
    .selectFrom("duesRelief")
    .selectAll()
    .where("personId", "=", personId)
    .orderBy("fromMonth", "desc")
    .execute();
  const talks = await tx
    .selectFrom("duesTalk")
    .select(["talkedOn", "talker", "goodReason", "content"])
    .where("personId", "=", personId)
    .orderBy("talkedOn", "desc")
    .execute();
  return {
    name: person.name,
    can: { profile: may("dues.profile.set"), entry: may("dues.entry.write") },
    profiles: (facts.profiles.get(personId) ?? []).toReversed().map((it) => {
      const due = monthlyDue(rules, [it], [], it.validFrom);
      return {
        from: it.validFrom.slice(0, 7),
        to: it.validTo === null ? null : it.validTo.slice(0, 7),
        categoryTerm: duesTerm("dues_category", it.category),
        baseFen: it.baseFen,
        dueFen: due?.value ?? null,
        grounds: due?.grounds ?? "",
        methodTerm: duesTerm("dues_method", it.method),
        quarterly: it.quarterly,
      };
    }),
    entries: await entriesOf(tx, personId),
    reliefs: reliefs.map((it) => ({
      id: it.id,
      fromMonth: it.fromMonth.slice(0, 7),
      toMonth: it.toMonth.slice(0, 7),
      reducedFen: it.reducedFen,
      reason: it.reason,
      state: it.state,
      stateTerm: RELIEF_STATES[it.state] ?? it.state,
      decidedOn: it.decidedOn,
      decisionNote: it.decisionNote,
      canDecide: it.state === "proposed" && decidesAbove({ actor, house }, it.orgPath),
    })),
    talks,
  };
}

/** My dues: what I owe each month and why, this year's months as the ledger shows them, and my receipts. */
export async function ownDues(tx: Reader, personId: string | null, today: Day): Promise<OwnDues> {
  const year = Number(today.slice(0, 4));
  const none = { monthlyFen: null, grounds: "", paidTo: null, year, months: [], receipts: [] };
  if (personId === null) return none;
  const { from, to, months } = yearBounds(year);
  const stays = await tx
    .selectFrom("membership")
    .select(["name", "validFrom as from", "validTo as to"])
    .where("personId", "=", personId)
    .where((eb) => eb.or([eb("validTo", "is", null), eb("validTo", ">", from)]))
    .orderBy("validFrom")
    .execute();
  const entries = (await liveEntries(tx, [personId], from, to)).get(personId) ?? [];
  const facts = await duesFacts(tx, [personId]);
  const listed = { personId, name: stays.at(-1)?.name ?? "", stays };
  const row = ledgerRow(listed, { facts, rules: await rateRules(tx), entries, months, today });
  const last = await tx
    .selectFrom("duesEntry")
    .select((eb) => eb.fn.max("dueMonth").as("month"))
    .where("personId", "=", personId)
    .where("endedOn", "is", null)
    .where("kind", "<>", "voluntary")
    .executeTakeFirst();
  return {
    monthlyFen: row.monthlyFen,
    grounds: row.grounds,
    paidTo: last?.month?.slice(0, 7) ?? null,
    year,
    months: row.cells,
    receipts: receiptsOf(await entriesOf(tx, personId)),
  };
}

/** One line a receipt: what was paid under its number, and for which months. */
function receiptsOf(entries: readonly EntryView[]): OwnDues["receipts"] {
  const byNumber = Map.groupBy(
    entries.filter((it) => it.receipt !== null),
    (it) => `${it.receipt} ${it.paidOn}`,
  );
  return [...byNumber.values()]
    .map((rows) => ({
      number: rows[0]?.receipt ?? "",
      paidOn: rows[0]?.paidOn ?? "",
      paidFen: sum(rows.filter((it) => it.endedOn === null).map((it) => fen(it.paidFen))),
      months: rows.map((it) => it.month).sort(),
      corrected: rows.some((it) => it.endedOn !== null),
    }))
    .sort((a, b) => (a.paidOn < b.paidOn ? 1 : a.paidOn > b.paidOn ? -1 : 0));
}

/** A receipt as it is printed: all that was paid under its number, with the sum in capital numerals. */
export async function receiptView(tx: Reader, entryId: string, today: Day): Promise<ReceiptView> {
  const entry = await tx.selectFrom("duesEntry").selectAll().where("id", "=", entryId).executeTakeFirst();
  if (!entry || entry.receiptYear === null || entry.receiptNumber === null) throw absent(zh.receipt);
  const place = await organizationInReach(tx, entry.organizationId, today);
  const rows = await tx
    .selectFrom("duesEntry")
    .select(["dueMonth", "kind", "paidFen", "endedOn", "endReason"])
    .where("organizationId", "=", entry.organizationId)
    .where("receiptYear", "=", entry.receiptYear)
    .where("receiptNumber", "=", entry.receiptNumber)
    .where("personId", "=", anyOf([entry.personId]))
    .orderBy("dueMonth")
    .execute();
  const total: Fen = sum(rows.filter((it) => it.endedOn === null).map((it) => fen(it.paidFen)));
  return {
    number: receiptNumber(entry.receiptYear, entry.receiptNumber),
    organizationName: place?.fullName ?? "",
    personName: entry.personName,
    payer: entry.payer,
    paidOn: entry.paidOn,
    channelTerm: duesTerm("pay_channel", entry.channel),
    lines: rows.map((it) => ({
      month: it.dueMonth.slice(0, 7),
      kindTerm: duesTerm("dues_kind", it.kind),
      paidFen: it.paidFen,
      endedOn: it.endedOn,
      endReason: it.endReason,
    })),
    totalFen: total,
    totalText: formatMoney(total),
    totalCapital: capitalYuan(total),
  };
}
