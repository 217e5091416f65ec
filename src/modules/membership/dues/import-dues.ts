import { sql } from "kysely";
import { insertMany } from "#platform/database/insert-many.ts";
import { placeAbove } from "#platform/database/reach.ts";
import type { Doing } from "#platform/house.ts";
import { keptBecause } from "#platform/kept/importer.ts";
import type {
  Choice,
  Decisions,
  Drop,
  FileContext,
  Importer,
  ImportRun,
  Place,
  RowOutcome,
  SourceRow,
  UndoOutcome,
} from "#platform/registers/importer.ts";
import { outcomeOf, RowDeeds } from "#platform/registers/row-outcome.ts";
import { addDays, type Day, earlier, monthEnd, yearOf } from "#shared/day.ts";
import { type Fen, fen, formatMoney, sum } from "#shared/money.ts";
import { LedgerBranch, type LedgerWords, memberNamed } from "../ledger-import.ts";
import { idNumberIndex } from "../sensitive.ts";
import { entryRow } from "./entry-acts.ts";
import { type DuesReading, readDuesRow, yearIn } from "./import-row.ts";
import { DUES_FIELDS } from "./import-vocabulary.ts";
import { anyOf, type DuesFacts, duesFacts, type LiveEntry, liveEntries, rateRules } from "./queries.ts";
import { isBackPay, latestAhead, monthlyDue, profileFor, type RateRule, ruleFor } from "./rules.ts";
import { events } from "./zh.ts";

const SKIP: Choice = { decision: "skip", term: "这一行不导入" };
const NEW_ONLY: Choice = { decision: "new-only", term: "只补登没有登记过的月份" };
const REPLACE: Choice = { decision: "replace", term: "以文件为准更正（原记录保留）" };

const REPLACED = "按导入的台账更正";

/** A ledger is called 某支部2026年党费收缴台账. */
const WORDS: LedgerWords = {
  itself: /(?:19|20)\d{2}年?度?|(?:党员)?党费.*$/gu,
  column: "所属党组织",
  unseen: "看不出属于哪个党支部",
};

type Entry = ReturnType<typeof entryRow>;

/** What is written for one row: entries, and the live ones that they take the place of. */
interface RowDeed {
  readonly entries: readonly Entry[];
  readonly replaces: readonly { readonly id: string; readonly by: string }[];
}

interface Member {
  readonly personId: string;
  readonly name: string;
  readonly organizationId: string;
  readonly orgPath: string;
  readonly personPath: string;
  readonly idNumberIndex: string | null;
}

interface Reading extends DuesReading {
  readonly source: SourceRow;
  readonly place: Place | null;
  readonly all: readonly string[];
}

/** One passage over ledgers of dues. */
class DuesRun implements ImportRun {
  readonly #drop: Drop;
  readonly #rules: readonly RateRule[];
  readonly #branch: LedgerBranch;
  readonly #deeds = new RowDeeds<RowDeed>();
  /** Persons and months that stood in this drop before, each with the file and row that brought it first. */
  readonly #seen = new Map<string, string>();
  #file: FileContext | null = null;
  #year: number | null = null;
  #undated = 0;

  constructor(drop: Drop, rules: readonly RateRule[]) {
    this.#drop = drop;
    this.#branch = new LedgerBranch(drop, WORDS);
    this.#rules = rules;
  }

  begin(file: FileContext): void {
    this.#file = file;
    this.#undated = 0;
    this.#branch.begin(file);
    this.#year = yearIn([...file.captions, file.sheet, file.name]);
  }

  end(): readonly string[] {
    return this.#undated > 0 ? [`${this.#undated}笔没有缴纳日期，按所属月份的最后一天登记`] : [];
  }

  async evaluate(rows: readonly SourceRow[], decisions: Decisions): Promise<readonly RowOutcome[]> {
    const file = this.#file;
    if (!file) throw new Error("a sheet begins before its rows");
    const readings = rows.map((source) => this.#read(source));
    const members = await this.#members(readings);
    const ids = [...new Set([...members.values()].flatMap((list) => list.map((it) => it.personId)))];
    const months = readings.flatMap((it) => it.row.months.map((each) => each.month)).sort();
    const [first, last] = [months.at(0), months.at(-1)];
    const live =
      first && last
        ? await liveEntries(this.#drop.tx, ids, first, addDays(monthEnd(last), 1))
        : new Map<string, LiveEntry[]>();
    const facts = await duesFacts(this.#drop.tx, ids);
    return readings.map((reading) => {
      const context = { file, members, live, facts };
      const outcome = this.#weigh(reading, context, decisions(file.fileId, reading.source.ordinal));
      return reading.place === null ? outcome : { ...outcome, organization: reading.place.shortName };
    });
  }

  async apply(doing: Doing, outcomes: readonly RowOutcome[]): Promise<void> {
    const deeds = this.#deeds.take(outcomes);
    const entries = deeds.flatMap((it) => it.entries);
    const replaces = deeds.flatMap((it) => it.replaces);
    for (const { id, by } of replaces) {
      await doing.tx
        .updateTable("duesEntry")
        .set({ endedOn: doing.today, endedBy: doing.actor.accountId, endReason: REPLACED, replacedBy: by })
        .where("id", "=", id)
        .execute();
    }
    await insertMany(doing.tx, "duesEntry", entries);
    if (entries.length > 0)
      await tellImported(doing, events.imported, this.#drop.batchId, this.#file?.name ?? "", entries);
  }

  forget(): void {
    this.#deeds.clear();
  }

  #read(source: SourceRow): Reading {
    const reading = readDuesRow(source.cells, this.#year);
    const faults = [...(source.faults ?? []), ...reading.faults];
    const place = this.#branch.ofRow(reading.row.branch ?? null, faults);
    return { ...reading, source, place, all: faults };
  }

  /** Members of the branches of these rows by place and name. */
  async #members(readings: readonly Reading[]): Promise<Map<string, Member[]>> {
    const good = readings.filter((it) => it.all.length === 0 && it.place !== null);
    const out = new Map<string, Member[]>();
    if (good.length === 0) return out;
    const names = [...new Set(good.map((it) => it.row.name))];
    const rows = await this.#drop.tx
      .selectFrom("membership as m")
      .innerJoin("person as p", "p.id", "m.personId")
      .select(["m.personId", "m.name", "m.organizationId", "m.orgPath", "p.orgPath as personPath", "p.idNumberIndex"])
      .where("m.validTo", "is", null)
      .where("m.organizationId", "=", anyOf([...new Set(good.map((it) => it.place?.id ?? ""))]))
      .where("m.name", "=", sql<string>`any(${names}::text[])`)
      .execute();
    for (const row of rows) {
      const key = `${row.organizationId} ${row.name}`;
      out.set(key, [...(out.get(key) ?? []), row]);
    }
    return out;
  }

  #weigh(
    reading: Reading,
    context: {
      readonly file: FileContext;
      readonly members: ReadonlyMap<string, readonly Member[]>;
      readonly live: ReadonlyMap<string, readonly LiveEntry[]>;
      readonly facts: DuesFacts;
    },
    decision: string | undefined,
  ): RowOutcome {
    const { row, source, place } = reading;
    const make = outcomeOf(context.file, source, row.name);
    const faulty = (...reasons: readonly string[]): RowOutcome =>
      make("faulty", { reasons: [...reasons, ...reading.warnings] });
    if (reading.all.length > 0 || place === null) return faulty(...reading.all);
    const found = this.#memberOf(reading, place, context.members);
    if (typeof found === "string") return faulty(found);
    const wrong = this.#wrongMonths(reading, found, context.facts);
    if (wrong.length > 0) return faulty(...wrong);
    const live = (context.live.get(found.personId) ?? []).filter((it) => it.kind !== "voluntary");
    const written = row.months.map((it) => {
      const entry = this.#entry(reading, found, it, context.facts);
      return { entry, was: live.find((each) => each.month === it.month) ?? null };
    });
    const fresh = written.filter((it) => it.was === null);
    const differs = written.filter((it) => it.was !== null && it.was.paidFen !== it.entry.paidFen);
    const changes = [...fresh, ...differs].map(({ entry, was }) => ({
      field: "paid",
      term: `${Number(entry.dueMonth.slice(5, 7))}月`,
      from: was ? formatMoney(fen(was.paidFen)) : null,
      to: formatMoney(entry.paidFen),
    }));
    const { targetId, reasons } = { targetId: found.personId, reasons: reading.warnings };
    if (fresh.length === 0 && differs.length === 0) return make("unchanged", { targetId, reasons });
    const keep = (entries: readonly Entry[], replaces: RowDeed["replaces"]): void => {
      this.#deeds.keep(context.file, source, {
        entries: entries.map((it) => ({
          ...it,
          importId: this.#drop.batchId,
          importFile: context.file.fileId,
          importRow: source.ordinal,
        })),
        replaces,
      });
      if (row.paidOn === undefined) this.#undated += entries.length;
    };
    if (differs.length > 0) {
      const choices = [SKIP, ...(fresh.length > 0 ? [NEW_ONLY] : []), REPLACE];
      const months = differs.map(({ entry }) => `${Number(entry.dueMonth.slice(5, 7))}月`).join("、");
      const conflict = { targetId, changes, choices, reasons: [`${months}已经登记过，金额不同`, ...reasons] };
      if (decision === "replace") {
        keep(
          [...fresh, ...differs].map((it) => it.entry),
          differs.map(({ entry, was }) => ({ id: was?.id ?? "", by: entry.id })),
        );
        return make("conflict", { ...conflict, effect: "changed" });
      }
      if (decision === "new-only" && fresh.length > 0) {
        keep(
          fresh.map((it) => it.entry),
          [],
        );
        return make("conflict", { ...conflict, effect: "changed" });
      }
      return make("conflict", conflict);
    }
    keep(
      fresh.map((it) => it.entry),
      [],
    );
    return make(reasons.length > 0 ? "warning" : "new", { effect: "new", targetId, changes, reasons });
  }

  #memberOf(reading: Reading, place: Place, members: ReadonlyMap<string, readonly Member[]>): Member | string {
    const { row } = reading;
    const index = row.idNumber === undefined ? null : idNumberIndex(this.#drop.house.keyring, row.idNumber as never);
    const named = members.get(`${place.id} ${row.name}`) ?? [];
    return memberNamed(row.name, { index, place, named, check: "姓名" });
  }

  #wrongMonths({ row, source }: Reading, member: Member, facts: DuesFacts): string[] {
    const latest = latestAhead(this.#drop.today).value;
    const here = `${this.#file?.fileId ?? ""}:${source.ordinal}`;
    const out: string[] = [];
    for (const { month, paid } of row.months) {
      const term = `${yearOf(month)}年${Number(month.slice(5, 7))}月`;
      if (month > latest) out.push(`${term}：最多预交到${latest.slice(0, 7)}`);
      if (!ruleFor(this.#rules, month)) out.push(`${term}：没有这个时间的党费比例，请核对年份`);
      if (paid === "due" && this.#dueOf(row, member, month, facts) === null)
        out.push(`${term}：只打了勾，没有应缴标准，看不出金额。请填写金额，或先登记党费标准`);
      const key = `${member.personId} ${month}`;
      const before = this.#seen.get(key);
      if (before !== undefined && before !== here) out.push(`${term}：与前面的一行重复`);
      else this.#seen.set(key, here);
    }
    return out;
  }

  /** What is due for a month: as the row says, else as the member's standard has it. */
  #dueOf(row: DuesReading["row"], { personId }: Member, month: Day, facts: DuesFacts): Fen | null {
    const profiles = facts.profiles.get(personId) ?? [];
    return row.due ?? monthlyDue(this.#rules, profiles, facts.reliefs.get(personId) ?? [], month)?.value ?? null;
  }

  #entry(reading: Reading, member: Member, mark: DuesReading["row"]["months"][number], facts: DuesFacts): Entry {
    const { row } = reading;
    const profiles = facts.profiles.get(member.personId) ?? [];
    const profile = profileFor(profiles, mark.month);
    const due: Fen =
      this.#dueOf(row, member, mark.month, facts) ?? (typeof mark.paid === "number" ? mark.paid : fen(0));
    const paid: Fen = mark.paid === "exempt" ? fen(0) : mark.paid === "due" ? due : mark.paid;
    const paidOn: Day = earlier(row.paidOn ?? monthEnd(mark.month), this.#drop.today);
    const late = isBackPay(mark.month, paidOn, profile?.quarterly ?? false).value;
    const said = row.kind === "by_other" ? "by_other" : "normal";
    return entryRow(
      {
        id: member.personId,
        name: member.name,
        organizationId: member.organizationId,
        orgPath: member.orgPath,
        personPath: member.personPath,
      },
      {
        dueMonth: mark.month,
        kind: paid === 0 ? "exempt" : late ? "back_pay" : said,
        category: profile?.category ?? null,
        baseFen: row.base ?? profile?.baseFen ?? null,
        dueFen: due,
        paidFen: paid,
        paidOn,
        channel: row.channel ?? (reading.source.cells["channel"] === undefined ? "cash" : "other"),
        payer: "",
        ruleId: ruleFor(this.#rules, mark.month)?.id ?? null,
        note: row.note ?? "",
        enteredBy: this.#drop.actor.accountId,
      },
    );
  }
}

async function tellImported(
  doing: Doing,
  event: typeof events.imported | typeof events.importTakenBack,
  batchId: string,
  name: string,
  entries: readonly { readonly personId: string; readonly orgPath: string; readonly paidFen: number }[],
): Promise<void> {
  const persons = [...new Map(entries.map((it) => [it.personId, { id: it.personId, path: it.orgPath }])).values()];
  await doing.tell({
    event,
    organizationId: null,
    orgPath: placeAbove(persons.map((it) => it.path)),
    target: { kind: "import", id: batchId, name },
    details: { count: entries.length, amountFen: sum(entries.map((it) => fen(it.paidFen))) },
    persons,
  });
}

/** Takes an import of dues back: its entries go, what they took the place of stands again. */
async function undoDues(doing: Doing, batchId: string): Promise<UndoOutcome> {
  const { tx } = doing;
  const rows = await tx
    .selectFrom("duesEntry")
    .select(["id", "personId", "personName", "orgPath", "paidFen", "endedOn"])
    .where("importId", "=", batchId)
    .execute();
  const used = rows.filter((it) => it.endedOn !== null).map((it) => it.personName);
  if (used.length > 0) return keptBecause("导入后又更正过", used);
  if (rows.length === 0) return { undone: 0, kept: [] };
  const ids = rows.map((it) => it.id);
  await tx.deleteFrom("duesEntry").where("importId", "=", batchId).execute();
  await tx
    .updateTable("duesEntry")
    .set({ endedOn: null, endedBy: null, endReason: "", replacedBy: null })
    .where("replacedBy", "=", anyOf(ids))
    .execute();
  await tellImported(doing, events.importTakenBack, batchId, "", rows);
  return { undone: rows.length, kept: [] };
}

/** Ledgers of dues in both shapes that offices keep. */
export const duesImporter: Importer = {
  register: "dues-entries",
  title: "党费收缴台账",
  verb: "dues.ledger.import",
  rank: 20,
  vocabulary: DUES_FIELDS,
  open: async (drop: Drop): Promise<ImportRun> => new DuesRun(drop, await rateRules(drop.tx)),
  undo: undoDues,
};
