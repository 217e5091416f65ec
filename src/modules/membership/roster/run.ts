import { holdsMembers } from "#modules/organization/index.ts";
import { newId } from "#platform/database/ids.ts";
import type { Doing } from "#platform/house.ts";
import type {
  Choice,
  Decisions,
  Drop,
  FileContext,
  ImportRun,
  Place,
  RowOutcome,
  SourceRow,
} from "#platform/registers/importer.ts";
import { outcomeOf, type SayOfRow } from "#platform/registers/row-outcome.ts";
import { codeSet } from "#shared/code-sets.ts";
import { dayInTable } from "#shared/day.ts";
import { quoted } from "#shared/text.ts";
import { convertsByField, mayBeSame, restores, returnStatedBy } from "../rules.ts";
import { idNumberIndex, mobileIndex, openColumn } from "../sensitive.ts";
import { zh } from "../zh.ts";
import { branchOfSheet, type SheetBranch, unknownBranch } from "./branch.ts";
import { compareMember, type KnownMember, type KnownMembership, type MemberChanges, type Secrets } from "./compare.ts";
import { askAbove, type Elsewhere } from "./elsewhere.ts";
import { anyoneWithoutNumber, lastEvents, membersByIndex, membersByName, numbersKnown } from "./queries.ts";
import { type RosterFacts, readRosterRow } from "./row.ts";
import { RosterWriter } from "./write.ts";

const SKIP: Choice = { decision: "skip", term: "这一行不导入" };
const BOTH: Choice = { decision: "both", term: "是两个人，都导入" };
const TRANSFER: Choice = { decision: "transfer", term: "转到本支部" };
const RETURN: Choice = { decision: "return", term: "重新列入本支部花名册" };

/** What is to be written for one row; kept from `evaluate` to `apply`. */
export type RosterDeed =
  | {
      readonly kind: "admit";
      readonly personId: string;
      readonly isNew: boolean;
      readonly facts: RosterFacts;
      readonly place: Place;
      /** Blind index of the identity number. */
      readonly index: string | null;
    }
  | { readonly kind: "change"; readonly member: KnownMember; readonly changes: MemberChanges }
  | { readonly kind: "move"; readonly personId: string; readonly facts: RosterFacts; readonly place: Place };

/** Where an identity number, or a name without one, stood first in this drop. */
interface Seen {
  readonly file: FileContext;
  readonly ordinal: number;
  readonly row: number;
  readonly name: string;
  readonly place: Place;
  readonly personId: string;
}

interface Reading {
  readonly source: SourceRow;
  readonly facts: RosterFacts;
  readonly faults: string[];
  readonly warnings: string[];
  readonly place: Place | null;
  readonly index: string | null;
}

/** One passage over the rosters of a drop. */
export class RosterRun implements ImportRun {
  readonly #drop: Drop;
  readonly #secrets: Secrets;
  readonly #writer: RosterWriter;
  readonly #byNumber = new Map<string, Seen>();
  readonly #byName = new Map<string, Seen>();
  readonly #byPhone = new Map<string, { name: string; personId: string }>();
  readonly #deeds = new Map<string, RosterDeed>();
  /** Rows of a commit whose number is registered beyond reach, by the same keys. */
  readonly #elsewhere = new Map<string, Elsewhere>();
  readonly #someWithoutNumber: boolean;
  readonly #fileNames = new Map<string, string>();
  #file: FileContext | null = null;
  #branch: SheetBranch | null = null;
  #tried: readonly string[] = [];
  #usedSheetBranch = false;
  #nominalAdults: string[] = [];

  private constructor(drop: Drop, someWithoutNumber: boolean) {
    this.#drop = drop;
    this.#someWithoutNumber = someWithoutNumber;
    const { keyring } = drop.house;
    this.#secrets = {
      idNumberIndex: (number) => idNumberIndex(keyring, number),
      mobileIndex: (number) => mobileIndex(keyring, number),
      address: (personId, column, cipher) =>
        openColumn(keyring, personId, column === "address_cipher" ? "address" : "registeredAddress", cipher),
    };
    this.#writer = new RosterWriter(drop);
  }

  static async open(drop: Drop): Promise<RosterRun> {
    return new RosterRun(drop, await anyoneWithoutNumber(drop.tx));
  }

  begin(file: FileContext): void {
    this.#file = file;
    this.#fileNames.set(file.fileId, file.name);
    this.#usedSheetBranch = false;
    this.#nominalAdults = [];
    const { found, tried, unclear } = branchOfSheet(file, this.#drop.places, this.#drop.organizationId);
    const chosen =
      this.#drop.organizationId === null || unclear ? undefined : this.#drop.places.byId(this.#drop.organizationId);
    this.#branch = found ?? (chosen ? { place: chosen, from: "所选党组织" } : null);
    this.#tried = tried;
  }

  end(): readonly string[] {
    const notes: string[] = [];
    if (this.#usedSheetBranch && this.#branch) {
      notes.push(`没有写支部的行，按“${this.#branch.place.shortName}”读入（依据${this.#branch.from}）`);
    }
    if (this.#nominalAdults.length > 0) {
      const names = this.#nominalAdults.slice(0, 10).join("、");
      notes.push(`${this.#nominalAdults.length}人入党时按周岁不满18岁、按虚岁已满，已读入，请对照档案核实：${names}`);
    }
    return notes;
  }

  async evaluate(rows: readonly SourceRow[], decisions: Decisions): Promise<readonly RowOutcome[]> {
    const file = this.#file;
    if (!file) throw new Error("a sheet begins before its rows");
    const readings = rows.map((row) => this.#read(row));
    const good = readings.filter((it) => it.faults.length === 0);
    const indexes = good.map((it) => it.index).filter((it) => it !== null);
    const known = await membersByIndex(this.#drop.tx, indexes);
    const hidden = await numbersKnown(
      this.#drop.tx,
      indexes.filter((it) => !known.has(it) && !this.#byNumber.has(it)),
    );
    const named = await this.#membersByName(good, known);
    const gone = await lastEvents(
      this.#drop.tx,
      [...known.values()].filter((it) => it.membership === null).map((it) => it.personId),
    );
    const context = { file, known, hidden, named, gone };
    return readings.map((reading) => {
      const outcome = this.#weigh(reading, context, decisions(file.fileId, reading.source.ordinal));
      return reading.place === null ? outcome : { ...outcome, organization: reading.place.shortName };
    });
  }

  async apply(doing: Doing, outcomes: readonly RowOutcome[]): Promise<void> {
    const deeds: { deed: RosterDeed; fileId: string; ordinal: number }[] = [];
    for (const outcome of outcomes) {
      const key = `${outcome.fileId}:${outcome.source.ordinal}`;
      const deed = this.#deeds.get(key);
      if (!deed) continue;
      this.#deeds.delete(key);
      deeds.push({ deed, fileId: outcome.fileId, ordinal: outcome.source.ordinal });
    }
    const fileName = this.#fileNames.get(outcomes[0]?.fileId ?? "") ?? "";
    if (deeds.length > 0) await this.#writer.write(doing, deeds, fileName);
    const held = outcomes.flatMap((it) => this.#elsewhere.get(`${it.fileId}:${it.source.ordinal}`) ?? []);
    if (held.length > 0) await askAbove(doing, { id: this.#drop.batchId, name: fileName }, held);
  }

  forget(): void {
    this.#deeds.clear();
    this.#elsewhere.clear();
  }

  #read(source: SourceRow): Reading {
    const { facts, warnings, nominalAdult, ...read } = readRosterRow(source.cells, this.#drop.asOf, this.#drop.today);
    const faults = [...(source.faults ?? []), ...read.faults];
    const reading: Reading = {
      source,
      facts,
      faults,
      warnings: [...warnings],
      place: null,
      index: facts.idNumber === undefined ? null : this.#secrets.idNumberIndex(facts.idNumber),
    };
    if (nominalAdult !== null && faults.length === 0) this.#nominalAdults.push(facts.name);
    return { ...reading, place: this.#placeOf(reading) };
  }

  #placeOf(reading: Reading): Place | null {
    const written = reading.facts.branch;
    let place: Place;
    if (written !== undefined) {
      const match = this.#drop.places.find(written, this.#drop.organizationId ?? this.#branch?.place.parentId ?? null);
      if (match.found !== "one") {
        reading.faults.push(unknownBranch(written, match, "所在党支部"));
        return null;
      }
      place = match.place;
    } else if (this.#branch) {
      this.#usedSheetBranch = true;
      place = this.#branch.place;
    } else {
      const tried =
        this.#tried.length > 0 ? `表名和文件名里写的是${this.#tried.map(quoted).join("")}，没有找到这个党组织。` : "";
      reading.faults.push(`看不出属于哪个党支部。${tried}请在“所在党支部”一列填写，或导入时选定一个支部`);
      return null;
    }
    if (place.closedOn !== null && place.closedOn <= this.#drop.asOf) {
      reading.faults.push(`所在党支部：“${place.shortName}”已于${place.closedOn}撤销。请填写现在的党支部`);
      return null;
    }
    if (!holdsMembers(place.kind)) {
      reading.faults.push(`所在党支部：“${place.shortName}”没有党员花名册。请填写党员所在的党支部`);
      return null;
    }
    if (!this.#drop.mayWrite(place)) {
      reading.faults.push(`所在党支部：“${place.shortName}”不在您的管理范围内。请由该支部或其上级导入`);
      return null;
    }
    return place;
  }

  async #membersByName(
    readings: readonly Reading[],
    known: ReadonlyMap<string, KnownMember>,
  ): Promise<Map<string, KnownMember[]>> {
    const wanted = readings.filter(
      (it) => it.place?.path && (it.index === null || (this.#someWithoutNumber && !known.has(it.index))),
    );
    const found = await membersByName(
      this.#drop.tx,
      [...new Set(wanted.map((it) => it.place?.id ?? ""))],
      [...new Set(wanted.map((it) => it.facts.name))],
      this.#drop.batchId,
    );
    const map = new Map<string, KnownMember[]>();
    for (const member of found) {
      const key = nameKey(member.membership?.organizationId ?? "", member.name);
      map.set(key, [...(map.get(key) ?? []), member]);
    }
    return map;
  }

  #weigh(
    reading: Reading,
    context: {
      file: FileContext;
      known: ReadonlyMap<string, KnownMember>;
      hidden: ReadonlySet<string>;
      named: ReadonlyMap<string, readonly KnownMember[]>;
      gone: ReadonlyMap<string, { code: string; on: string }>;
    },
    decision: string | undefined,
  ): RowOutcome {
    const { facts, place, index } = reading;
    const make = outcomeOf(context.file, reading.source, facts.name);
    if (reading.faults.length > 0 || place === null) {
      return make("faulty", { reasons: [...reading.faults, ...reading.warnings] });
    }
    const first = this.#seenBefore(reading);
    const namesakes = first !== undefined && reading.index === null && first.place.id === place.id;
    if (first && !(namesakes && decision === BOTH.decision))
      return this.#twice(reading, place, first, context.file, decision, make);
    const member =
      (index === null ? undefined : context.known.get(index)) ?? this.#namesake(reading, place, context.named);
    if (member === "several") {
      return make("conflict", {
        reasons: [
          `${place.shortName}有多名党员叫${quoted(facts.name)}，没有身份证号分不清是哪一位。请补上身份证号`,
          ...reading.warnings,
        ],
        choices: [SKIP],
      });
    }
    // Whose number it is elsewhere is not for a preview to say, which anybody may ask of any number. What is committed
    // under one's name is left out, and those above both places are told.
    const elsewhere = !member && index !== null && this.#drop.purpose === "commit" && context.hidden.has(index);
    if (elsewhere) {
      this.#elsewhere.set(deedKey(context.file, reading.source), { index, place });
      return make("warning", { reasons: [zh.numberElsewhere.row, ...reading.warnings] });
    }
    const lacking = index === null && !member?.idNumberIndex;
    const told = lacking ? { ...reading, warnings: [zh.noNumber, ...reading.warnings] } : reading;
    const stated = this.#withinRight(told, place, member?.membership ?? null);
    const outcome = member
      ? this.#known(stated, place, member, context.gone.get(member.personId), decision, make)
      : this.#unknown(stated, place, make);
    if (namesakes)
      return { ...outcome, kind: "conflict", reasons: [zh.twoPeople, ...outcome.reasons], choices: [SKIP, BOTH] };
    if (outcome.kind !== "conflict" || outcome.effect !== "none")
      this.#remember(reading, place, outcome.targetId ?? newId(), context.file);
    return this.#withPhone(outcome, facts);
  }

  /** Whether whoever imports holds the verb also above this place. */
  #reachesAbove(place: Place): boolean {
    const parent = place.parentId === null ? place : this.#drop.places.byId(place.parentId);
    return parent !== undefined && this.#drop.mayWrite(parent);
  }

  /** A roster of a branch restores nobody and converts nobody: what its columns say beyond that is left out, and said. */
  #withinRight(reading: Reading, place: Place, was: KnownMembership | null): Reading {
    if (this.#reachesAbove(place)) return reading;
    const { registryStatus, category, full, categoryGuessed } = reading.facts;
    const restoring = restores(was?.registryStatus, registryStatus);
    const said = categoryGuessed === true ? undefined : category;
    const converting = convertsByField(was, { category: said, fullOn: full?.day }).value;
    if (!restoring && !converting) return reading;
    const { registryStatus: _status, ...unrestored } = reading.facts;
    const kept = restoring ? unrestored : reading.facts;
    const { category: _category, full: _full, ...unconverted } = kept;
    const facts = converting ? unconverted : kept;
    const warnings = [...(restoring ? [zh.statusByAbove] : []), ...(converting ? [zh.conversionNotByRoster] : [])];
    return { ...reading, facts, warnings: [...reading.warnings, ...warnings] };
  }

  /** The same identity number, or without one the same name and birth in one branch, stood in this drop before. */
  #seenBefore(reading: Reading): Seen | undefined {
    if (reading.index !== null) return this.#byNumber.get(reading.index);
    return this.#byName.get(twinKey(reading.place?.id ?? "", reading.facts));
  }

  #remember(reading: Reading, place: Place, personId: string, file: FileContext): void {
    const { ordinal, row } = reading.source;
    const seen: Seen = { file, ordinal, row, name: reading.facts.name, place, personId };
    if (reading.index !== null) this.#byNumber.set(reading.index, seen);
    else this.#byName.set(twinKey(place.id, reading.facts), seen);
  }

  #twice(
    reading: Reading,
    place: Place,
    first: Seen,
    file: FileContext,
    decision: string | undefined,
    make: SayOfRow,
  ): RowOutcome {
    const { facts } = reading;
    const who = first.name === facts.name ? quoted(facts.name) : `${quoted(facts.name)}（前面写作“${first.name}”）`;
    const what = reading.index === null ? "姓名和出生日期" : "身份证号";
    if (first.place.id === place.id) {
      const where =
        first.file.fileId === file.fileId ? `第${first.row}行` : `文件《${first.file.name}》第${first.row}行`;
      const same =
        reading.index === null
          ? `${who}与${where}${what}相同，都没有身份证号，分不清是不是同一人。默认保留前面的一行`
          : `重复：${who}与${where}是同一人（${what}相同）。默认保留前面的一行`;
      return make("conflict", {
        reasons: [same, ...reading.warnings],
        targetId: first.personId,
        choices: reading.index === null ? [SKIP, BOTH] : [SKIP],
      });
    }
    const reason = `同一人出现在两个花名册上：${who}已列在“${first.place.shortName}”（《${first.file.name}》第${first.row}行，${what}相同）。请核实组织关系在哪个支部；默认保留前面的一行`;
    if (decision !== "transfer") {
      return make("conflict", {
        reasons: [reason, ...reading.warnings],
        targetId: first.personId,
        choices: [SKIP, TRANSFER],
      });
    }
    this.#deeds.set(deedKey(file, reading.source), { kind: "move", personId: first.personId, facts, place });
    this.#remember(reading, place, first.personId, file);
    return make("conflict", {
      effect: "changed",
      reasons: [reason, ...reading.warnings],
      targetId: first.personId,
      choices: [SKIP, TRANSFER],
    });
  }

  #namesake(
    reading: Reading,
    place: Place,
    named: ReadonlyMap<string, readonly KnownMember[]>,
  ): KnownMember | "several" | undefined {
    const { facts, index } = reading;
    const candidates = (named.get(nameKey(place.id, facts.name)) ?? []).filter((member) => {
      // Two different identity numbers are two people, whatever they are called.
      if (index !== null && member.idNumberIndex !== null) return false;
      if (facts.birth === undefined || member.birthOn === null) return true;
      const precision =
        member.birthPrecision === "month" || member.birthPrecision === "year" ? member.birthPrecision : "day";
      return mayBeSame(facts.birth, { day: member.birthOn, precision });
    });
    return candidates.length > 1 ? "several" : candidates[0];
  }

  #unknown(reading: Reading, place: Place, make: SayOfRow): RowOutcome {
    const personId = newId();
    this.#deeds.set(this.#key(reading), {
      kind: "admit",
      personId,
      index: reading.index,
      isNew: true,
      facts: reading.facts,
      place,
    });
    return make(reading.warnings.length > 0 ? "warning" : "new", {
      effect: "new",
      reasons: reading.warnings,
      targetId: personId,
    });
  }

  #known(
    reading: Reading,
    place: Place,
    member: KnownMember,
    gone: { code: string; on: string } | undefined,
    decision: string | undefined,
    make: SayOfRow,
  ): RowOutcome {
    const targetId = member.personId;
    if (member.membership === null) {
      if (gone === undefined) {
        // Known as a person, never yet as a member.
        this.#deeds.set(this.#key(reading), {
          kind: "admit",
          personId: targetId,
          index: reading.index,
          isNew: false,
          facts: reading.facts,
          place,
        });
        return make(reading.warnings.length > 0 ? "warning" : "new", {
          effect: "new",
          reasons: reading.warnings,
          targetId,
        });
      }
      const codes = codeSet("leave_reason");
      const why = codes.has(gone.code) ? codes.term(gone.code) : gone.code;
      const went = `“${member.name}”已于${gone.on}从花名册减少（${why}）`;
      if (returnStatedBy(gone.code).value !== "form" && !this.#reachesAbove(place))
        return make("conflict", {
          reasons: [`${went}。${zh.returnByAbove}`, ...reading.warnings],
          targetId,
          choices: [SKIP],
        });
      const reasons = [`${went}。确已在本支部的，请选择重新列入`, ...reading.warnings];
      if (decision !== "return") return make("conflict", { reasons, targetId, choices: [SKIP, RETURN] });
      this.#deeds.set(this.#key(reading), {
        kind: "admit",
        personId: targetId,
        index: reading.index,
        isNew: false,
        facts: reading.facts,
        place,
      });
      return make("conflict", { effect: "changed", reasons, targetId, choices: [SKIP, RETURN] });
    }
    if (member.membership.organizationId !== place.id) {
      const at = this.#drop.places.byId(member.membership.organizationId)?.shortName ?? "另一支部";
      const reasons = [
        `“${member.name}”现在“${at}”的花名册上。请核实组织关系；确已转来的，请选择转到本支部`,
        ...reading.warnings,
      ];
      const from = this.#drop.places.byId(member.membership.organizationId);
      const choices = from && this.#drop.mayWrite(from) ? [SKIP, TRANSFER] : [SKIP];
      if (decision !== "transfer" || choices.length === 1) return make("conflict", { reasons, targetId, choices });
      this.#deeds.set(this.#key(reading), { kind: "move", personId: targetId, facts: reading.facts, place });
      return make("conflict", { effect: "changed", reasons, targetId, choices });
    }
    const changes = compareMember(member, reading.facts, this.#drop.asOf, this.#secrets);
    const warnings = [...reading.warnings];
    if (member.name !== reading.facts.name && reading.index !== null) {
      warnings.unshift(`姓名与原登记不同：原为“${member.name}”，身份证号相同。请核实`);
    }
    const changed = changes.shown.length > 0;
    if (changed) this.#deeds.set(this.#key(reading), { kind: "change", member, changes });
    const kind =
      warnings.length > 0 && changed ? "warning" : changed ? "changed" : warnings.length > 0 ? "warning" : "unchanged";
    return make(kind, { effect: changed ? "changed" : "none", reasons: warnings, changes: changes.shown, targetId });
  }

  /** One number for two people is no fault (a couple may share it), but worth a look. */
  #withPhone(outcome: RowOutcome, facts: RosterFacts): RowOutcome {
    if (facts.mobile === undefined || outcome.targetId === null || outcome.effect === "none") return outcome;
    const other = this.#byPhone.get(facts.mobile);
    if (!other) {
      this.#byPhone.set(facts.mobile, { name: facts.name, personId: outcome.targetId });
      return outcome;
    }
    if (other.personId === outcome.targetId) return outcome;
    const reasons = [...outcome.reasons, `手机号码与“${other.name}”相同。请核对`];
    return {
      ...outcome,
      reasons,
      kind: outcome.kind === "new" || outcome.kind === "changed" ? "warning" : outcome.kind,
    };
  }

  #key(reading: Reading): string {
    if (!this.#file) throw new Error("a sheet begins before its rows");
    return deedKey(this.#file, reading.source);
  }
}

const deedKey = (file: FileContext, source: SourceRow): string => `${file.fileId}:${source.ordinal}`;
const nameKey = (organizationId: string, name: string): string => `${organizationId}|${name}`;

function twinKey(organizationId: string, facts: RosterFacts): string {
  const birth = facts.birth ? dayInTable(facts.birth.day, facts.birth.precision) : "";
  return `${organizationId}|${facts.name}|${birth}`;
}
