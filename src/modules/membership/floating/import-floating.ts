import type { Doing } from "#platform/house.ts";
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
} from "#platform/registers/importer.ts";
import { outcomeOf, RowDeeds, type SayOfRow } from "#platform/registers/row-outcome.ts";
import { codeSet } from "#shared/code-sets.ts";
import { LedgerBranch, type LedgerWords, memberNamed } from "../ledger-import.ts";
import { idNumberIndex } from "../sensitive.ts";
import { type CaseColumns, type Difference, differences } from "./import-compare.ts";
import { contactLine, newDeed, returnLine } from "./import-deed.ts";
import { type FloatRow, readFloatRow } from "./import-row.ts";
import { type Member, type Reading, type Standing, standingOf } from "./import-standing.ts";
import { INFLOW_FIELDS, OUTFLOW_FIELDS } from "./import-vocabulary.ts";
import { type RowDeed, undoFloating, writeDeeds } from "./import-write.ts";
import type { CaseRow } from "./writes.ts";

const WRITE = "membership.floating.write";
const SKIP: Choice = { decision: "skip", term: "这一行不导入" };
const FILL: Choice = { decision: "fill", term: "只补上空白的" };
const REPLACE: Choice = { decision: "replace", term: "以文件为准更正" };
/** A register that does not say how far: a person who knows the place says it. */
const SCOPES: readonly Choice[] = codeSet("floating_scope").entries.map((it) => ({
  decision: it.value,
  term: `按“${it.term}”登记`,
}));

/** A register is called 某支部2026年流出党员登记表. */
const REGISTER = { itself: /(?:19|20)\d{2}年?度?|(?:流出|流入|流动|外出)+党员.*$/gu, unseen: "看不出是哪个党支部" };
const WORDS: Readonly<Record<"out" | "in", LedgerWords>> = {
  out: { ...REGISTER, column: "所在党支部" },
  in: { ...REGISTER, column: "编入支部" },
};

/** One passage over registers of those who left, or of those who came. */
class FloatRun implements ImportRun {
  readonly #drop: Drop;
  readonly #way: "out" | "in";
  readonly #branch: LedgerBranch;
  readonly #deeds = new RowDeeds<RowDeed>();
  /** Whom this drop has spoken of before, by file and row. */
  readonly #seen = new Map<string, string>();
  #file: FileContext | null = null;

  constructor(drop: Drop, way: "out" | "in") {
    this.#drop = drop;
    this.#way = way;
    this.#branch = new LedgerBranch(drop, WORDS[way]);
  }

  begin(file: FileContext): void {
    this.#file = file;
    this.#branch.begin(file);
  }

  end(): readonly string[] {
    return [];
  }

  async evaluate(rows: readonly SourceRow[], decisions: Decisions): Promise<readonly RowOutcome[]> {
    const file = this.#file;
    if (!file) throw new Error("a sheet begins before its rows");
    const readings = rows.map((source) => this.#read(source));
    const standing = await standingOf(this.#drop.tx, { way: this.#way, on: this.#drop.today }, readings);
    return readings.map((it) => this.#weigh(it, file, standing, decisions(file.fileId, it.source.ordinal)));
  }

  async apply(doing: Doing, outcomes: readonly RowOutcome[]): Promise<void> {
    const deeds = this.#deeds.take(outcomes);
    const { batchId } = this.#drop;
    const fileId = outcomes[0]?.fileId ?? "";
    await writeDeeds(doing, { batchId, fileId, fileName: this.#file?.name ?? "" }, deeds);
  }

  forget(): void {
    this.#deeds.clear();
  }

  #read(source: SourceRow): Reading {
    const reading = readFloatRow(source.cells, this.#way);
    const { row } = reading;
    const all = [...(source.faults ?? []), ...reading.faults];
    const place = this.#branch.ofRow(row.branch, all);
    for (const [term, on] of [
      ["外出日期", row.leftOn],
      ["流入时间", row.arrivedOn],
      ["返回日期", row.returnedOn],
      ["最近联系日期", row.contactOn],
    ] as const)
      if (on !== null && on > this.#drop.today) all.push(`${term}：${on}还没有到`);
    const index = row.idNumber === null ? null : idNumberIndex(this.#drop.house.keyring, row.idNumber as never);
    return { ...reading, source, place, index, all };
  }

  #weigh(reading: Reading, file: FileContext, standing: Standing, decision: string | undefined): RowOutcome {
    const { row, source, place } = reading;
    const said = outcomeOf(file, source, row.name);
    const make: SayOfRow = (kind, more) => said(kind, { reasons: reading.warnings, ...more });
    const faulty = (...why: readonly string[]) => make("faulty", { reasons: [...why, ...reading.warnings] });
    if (reading.all.length > 0 || place === null) return faulty(...reading.all);
    const member = this.#way === "out" ? this.#memberOf(reading, place, standing) : null;
    if (typeof member === "string") return faulty(member);
    const who = member?.personId ?? reading.index ?? `${place.id} ${row.name}`;
    const here = `${file.fileId}:${source.ordinal}`;
    const before = this.#seen.get(who);
    if (before !== undefined && before !== here && row.returnedOn === null) return faulty("与前面的一行是同一个人");
    this.#seen.set(who, here);
    const known = this.#caseOf(reading, place, member, standing);
    if (typeof known === "string") return faulty(known);
    if (known !== null) return this.#known(reading, known, standing, decision, { make, file });
    if (member !== null && standing.moving.has(member.personId)) return faulty("正在转接组织关系，办完以后再登记外出");
    const warnings = [...reading.begins, ...reading.warnings];
    const scope = row.scope ?? SCOPES.find((it) => it.decision === decision)?.decision ?? null;
    const shown = [
      { field: "leftOn", term: "外出日期", from: null, to: row.leftOn },
      { field: "destination", term: "外出地", from: null, to: row.destination || null },
    ].filter((it) => it.to !== null);
    if (scope === null)
      return make("conflict", {
        reasons: ["流动范围：没有填写，请选择", ...warnings],
        changes: shown,
        choices: [SKIP, ...SCOPES],
      });
    this.#deeds.keep(file, source, newDeed(this.#drop, reading, place, member, scope));
    const kind = row.scope === null ? "conflict" : warnings.length > 0 ? "warning" : "new";
    return make(kind, {
      effect: "new",
      reasons: warnings,
      changes: shown,
      targetId: member?.personId ?? null,
      choices: row.scope === null ? [SKIP, ...SCOPES] : [],
    });
  }

  #memberOf({ row, index }: Reading, place: Place, standing: Standing): Member | string {
    const named = standing.members.get(`${place.id} ${row.name}`) ?? [];
    return memberNamed(row.name, { index, place, named, check: "姓名和支部" });
  }

  /** The case that the row speaks of; a sentence when the row cannot stand beside what is there. */
  #caseOf(reading: Reading, place: Place, member: Member | null, { cases }: Standing): CaseRow | string | null {
    const { row, index } = reading;
    const theirs = cases.filter((it) =>
      member !== null
        ? it.personId === member.personId
        : index !== null && it.idNumberIndex !== null
          ? it.idNumberIndex === index
          : it.hostOrganizationId === place.id && it.personName === row.name,
    );
    const began = this.#way === "out" ? row.leftOn : row.arrivedOn;
    const exact = theirs.find((it) => (this.#way === "out" ? it.leftOn : it.arrivedOn) === began);
    if (exact) return exact;
    const open = theirs.find((it) => it.endedOn === null);
    if (open && this.#way === "in" && open.hostOrganizationId !== place.id)
      return `已经在${open.hostName ?? "别的支部"}登记流入，请先在那里办结`;
    // A row about an absence that is over, beside another that is open, is a case of its own.
    if (open && row.returnedOn !== null && row.returnedOn < open.leftOn) return null;
    return open ?? null;
  }

  #known(
    reading: Reading,
    known: CaseRow,
    standing: Standing,
    decision: string | undefined,
    { make, file }: { make: SayOfRow; file: FileContext },
  ): RowOutcome {
    const { row, warnings } = reading;
    const targetId = known.personId ?? known.id;
    if (known.endedOn !== null)
      return make("unchanged", { targetId, reasons: [`这次外出${known.endedOn}已经办结，没有改动`, ...warnings] });
    const found = differences(this.#drop.house.keyring, known, row, this.#way);
    const extra = this.#extra(row, known, standing);
    const fills = found.filter((it) => it.fills);
    const differs = found.filter((it) => !it.fills);
    const changes = [...differs, ...fills, ...extra.changes].map(({ field, term, from, to }) => ({
      field,
      term,
      from,
      to,
    }));
    const keep = (taken: readonly Difference[]): void => {
      const columns: CaseColumns = Object.assign({}, ...taken.map((it) => it.columns), extra.columns);
      const lines = extra.lines;
      const { ordinal } = reading.source;
      this.#deeds.keep(file, reading.source, {
        ordinal,
        made: null,
        changed: { row: known, columns },
        lines,
        rosterFrom: null,
      });
    };
    if (changes.length === 0) return make("unchanged", { targetId });
    if (differs.length === 0) {
      keep(fills);
      return make("changed", { effect: "changed", targetId, changes });
    }
    const some = fills.length > 0 || extra.changes.length > 0;
    const choices = [SKIP, ...(some ? [FILL] : []), REPLACE];
    const reasons = [`${differs.map((it) => it.term).join("、")}与登记的不同`, ...warnings];
    if (decision === "replace") keep(found);
    else if (decision === "fill" && some) keep(fills);
    else return make("conflict", { targetId, changes, choices, reasons });
    return make("conflict", { targetId, changes, choices, reasons, effect: "changed" });
  }

  /** What a row adds to a case that is open: the last contact, and that the member is back. */
  #extra(row: FloatRow, known: CaseRow, standing: Standing) {
    const lines: RowDeed["lines"][number][] = [];
    const changes: { field: string; term: string; from: string | null; to: string | null }[] = [];
    let columns: CaseColumns = {};
    const contact = contactLine(row, known.leftOn, this.#way);
    if (
      contact !== null &&
      contact.on !== standing.lastContact(known) &&
      !standing.contacts.has(`${known.id} ${contact.on}`)
    ) {
      lines.push(contact);
      changes.push({ field: "contactOn", term: "最近联系日期", from: null, to: contact.on });
    }
    if (row.returnedOn !== null && row.returnedOn >= known.leftOn && known.stoppedOn === null) {
      lines.push(returnLine(row, row.returnedOn, this.#way));
      columns = { endedOn: row.returnedOn, endCode: "returned", endNote: row.note };
      changes.push({ field: "returnedOn", term: "返回日期", from: null, to: row.returnedOn });
    }
    return { lines, changes, columns };
  }
}

const importer = (register: string, title: string, way: "out" | "in"): Importer => ({
  register,
  title,
  verb: WRITE,
  rank: 20,
  vocabulary: way === "out" ? OUTFLOW_FIELDS : INFLOW_FIELDS,
  open: (drop: Drop): Promise<ImportRun> => Promise.resolve(new FloatRun(drop, way)),
  undo: undoFloating,
});

/** Registers of those who left and of those who came, as offices keep them. */
export const floatingImporters: readonly Importer[] = [
  importer("floating-outflows", "流出党员登记表", "out"),
  importer("floating-inflows", "流入党员登记表", "in"),
];
