import { sql } from "kysely";
import { newId } from "#platform/database/ids.ts";
import { insertMany } from "#platform/database/insert-many.ts";
import type { Doing } from "#platform/house.ts";
import type {
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
import { codeSet } from "#shared/code-sets.ts";
import { keptBecause } from "../ledger-import.ts";
import { unknownBranch } from "../roster/branch.ts";
import { placeAbove } from "../roster/told.ts";
import type { AwardRow } from "./award-queries.ts";
import { type AwardReading, readAwardRow } from "./import-row.ts";
import { AWARD_FIELDS } from "./import-vocabulary.ts";
import { type AwardKind, isForOrganization } from "./rules.ts";

interface Member {
  readonly personId: string;
  readonly name: string;
  readonly organizationId: string;
  readonly orgPath: string;
}
interface Reading extends AwardReading {
  readonly source: SourceRow;
  readonly place: Place | null;
  readonly all: readonly string[];
}
type Receiver = Pick<AwardRow, "personId" | "name" | "organizationId" | "orgPath" | "personPath">;
type Deed = Receiver & Record<string, unknown> & { readonly id: string };

const keyOf = (it: Pick<AwardRow, "personId" | "organizationId" | "kind" | "title" | "level" | "awardedOn">): string =>
  `${it.personId ?? it.organizationId} ${it.kind} ${it.title} ${it.level} ${it.awardedOn}`;

/** One passage over ledgers of honours. */
class AwardRun implements ImportRun {
  readonly #drop: Drop;
  readonly #deeds = new RowDeeds<Deed>();
  readonly #seen = new Map<string, number>();
  #file: FileContext | null = null;

  constructor(drop: Drop) {
    this.#drop = drop;
  }

  begin(file: FileContext): void {
    this.#file = file;
  }

  end(): readonly string[] {
    return [];
  }

  async evaluate(rows: readonly SourceRow[]): Promise<readonly RowOutcome[]> {
    const file = this.#file;
    if (!file) throw new Error("a sheet begins before its rows");
    const readings = rows.map((source) => this.#read(source));
    const members = await this.#members(readings);
    const there = await this.#there(readings, members);
    return readings.map((it) => this.#weigh(it, file, members, there));
  }

  async apply(doing: Doing, outcomes: readonly RowOutcome[]): Promise<void> {
    const deeds = this.#deeds.take(outcomes);
    await insertMany(doing.tx, "award", deeds);
    if (deeds.length > 0)
      await tellImported(doing, "membership.award.imported", this.#drop.batchId, this.#file?.name ?? "", deeds);
  }

  forget(): void {
    this.#deeds.clear();
  }

  #read(source: SourceRow): Reading {
    const reading = readAwardRow(source.cells, this.#drop.today);
    const all = [...(source.faults ?? []), ...reading.faults];
    const { row } = reading;
    let place: Place | null = null;
    const forOrganization = row.kind !== null && isForOrganization(row.kind);
    const written = row.branch ?? (forOrganization ? row.name : null);
    if (written !== null && written !== "") {
      const match = this.#drop.places.find(written, this.#drop.organizationId);
      if (match.found === "one") place = match.place;
      else all.push(unknownBranch(written, match, "所在党组织"));
    } else if (this.#drop.organizationId !== null) place = this.#drop.places.byId(this.#drop.organizationId) ?? null;
    if (place !== null && (place.path === null || !this.#drop.mayWrite(place)))
      all.push(`所在党组织：“${place.shortName}”不在您的管理范围内。请由该组织或其上级导入`);
    return { ...reading, source, place, all };
  }

  /** Members in reach by name, for rows that name a person; those of other branches too, for rows that name none. */
  async #members(readings: readonly Reading[]): Promise<Map<string, Member[]>> {
    const out = new Map<string, Member[]>();
    const names = [...new Set(readings.filter((it) => it.all.length === 0).map((it) => it.row.name))];
    if (names.length === 0) return out;
    const rows = await this.#drop.tx
      .selectFrom("membership")
      .select(["personId", "name", "organizationId", "orgPath"])
      .where("validTo", "is", null)
      .where("name", "=", sql<string>`any(${names}::text[])`)
      .execute();
    for (const row of rows) out.set(row.name, [...(out.get(row.name) ?? []), row]);
    return out;
  }

  /** Awards that stand on these days. */
  async #there(
    readings: readonly Reading[],
    members: ReadonlyMap<string, readonly Member[]>,
  ): Promise<ReadonlyMap<string, string>> {
    const good = readings.filter((it) => it.all.length === 0);
    if (good.length === 0) return new Map();
    const days = [...new Set(good.map((it) => it.row.awardedOn ?? ""))];
    const persons = [...new Set([...members.values()].flat().map((it) => it.personId))];
    const places = [...new Set(good.flatMap((it) => (it.place ? [it.place.id] : [])))];
    const rows = await this.#drop.tx
      .selectFrom("award")
      .select(["id", "personId", "organizationId", "kind", "title", "level", "awardedOn"])
      .where("awardedOn", "=", sql<never>`any(${days}::date[])`)
      .where("withdrawnOn", "is", null)
      .where((eb) =>
        eb.or([
          eb("personId", "=", sql<string>`any(${persons}::uuid[])`),
          eb("organizationId", "=", sql<string>`any(${places}::uuid[])`),
        ]),
      )
      .execute();
    return new Map(rows.map((it) => [keyOf(it), it.id]));
  }

  #receiver(
    reading: Reading,
    members: ReadonlyMap<string, readonly Member[]>,
  ): (Receiver & { kind: AwardKind }) | string {
    const { row, place } = reading;
    if (row.kind !== null && isForOrganization(row.kind)) {
      if (place === null || place.path === null) return "看不出是哪个党组织。请在“所在党组织”一列填写";
      const at = { organizationId: place.id, orgPath: place.path };
      return { personId: null, name: place.shortName, ...at, personPath: null, kind: row.kind };
    }
    const found = (members.get(row.name) ?? []).filter(
      (it) => place === null || it.orgPath.startsWith(place.path ?? "-"),
    );
    const [only] = found;
    if (only && found.length === 1) {
      const { personId, name, organizationId, orgPath } = only;
      return { personId, name, organizationId, orgPath, personPath: orgPath, kind: row.kind ?? "other_person" };
    }
    if (found.length > 1) return `有多名党员叫“${row.name}”，请在“所在党组织”一列写明支部`;
    const match = row.kind === null ? this.#drop.places.find(row.name, this.#drop.organizationId) : null;
    if (match?.found === "one" && match.place.path !== null && this.#drop.mayWrite(match.place)) {
      const { id, path, shortName } = match.place;
      const at = { organizationId: id, orgPath: path };
      return { personId: null, name: shortName, ...at, personPath: null, kind: "other_organization" };
    }
    return `花名册上没有“${row.name}”。请核对姓名和所在党组织`;
  }

  #weigh(
    reading: Reading,
    file: FileContext,
    members: ReadonlyMap<string, readonly Member[]>,
    there: ReadonlyMap<string, string>,
  ): RowOutcome {
    const { row, source } = reading;
    const make = outcomeOf(file, source, row.name);
    if (reading.all.length > 0 || row.awardedOn === null) return make("faulty", { reasons: reading.all });
    const to = this.#receiver(reading, members);
    if (typeof to === "string") return make("faulty", { reasons: [to] });
    const { title, level, issuer, documentNumber, awardedOn } = row;
    const key = keyOf({ ...to, title, level, awardedOn });
    const known = there.get(key);
    if (known !== undefined)
      return make("unchanged", { targetId: known, reasons: ["这项表彰已经登记过，没有重复登记"] });
    const before = this.#seen.get(key);
    if (before !== undefined && before !== source.ordinal)
      return make("faulty", { reasons: ["与前面的一行是同一项表彰"] });
    this.#seen.set(key, source.ordinal);
    const { today, actor, batchId } = this.#drop;
    this.#deeds.keep(file, source, {
      id: newId(),
      ...to,
      title,
      level,
      issuer,
      documentNumber,
      awardedOn,
      enteredOn: today,
      enteredBy: actor.name,
      importId: batchId,
      importFile: file.fileId,
      importRow: source.ordinal,
    });
    const said = `${awardedOn} ${title === "" ? codeSet("award_kind").term(to.kind) : title}（${issuer}）`;
    return make("new", { effect: "new", changes: [{ field: "kind", term: "表彰", from: null, to: said }] });
  }
}

async function tellImported(
  doing: Doing,
  event: "membership.award.imported" | "membership.award.taken-back",
  batchId: string,
  name: string,
  rows: readonly Receiver[],
): Promise<void> {
  const persons = rows.flatMap((it) =>
    it.personId === null ? [] : [[it.personId, { id: it.personId, path: it.personPath ?? it.orgPath }] as const],
  );
  await doing.tell({
    event,
    organizationId: null,
    orgPath: placeAbove(rows.map((it) => it.orgPath)),
    target: { kind: "import", id: batchId, name },
    details: { count: rows.length },
    persons: [...new Map(persons).values()],
  });
}

/** Takes an import back: its awards go, unless somebody has worked on one since. */
async function undoAwards(doing: Doing, batchId: string): Promise<UndoOutcome> {
  const rows = await doing.tx.selectFrom("award").selectAll().where("importId", "=", batchId).execute();
  const used = rows.filter((it) => it.revokedOn !== null || it.withdrawnOn !== null).map((it) => it.name);
  if (used.length > 0) return keptBecause("导入后又登记了撤销或撤回", used);
  if (rows.length === 0) return { undone: 0, kept: [] };
  await doing.tx.deleteFrom("award").where("importId", "=", batchId).execute();
  await tellImported(doing, "membership.award.taken-back", batchId, "", rows);
  return { undone: rows.length, kept: [] };
}

/** Ledgers of honours. */
export const awardImporter: Importer = {
  register: "awards",
  title: "表彰台账",
  verb: "award.import",
  rank: 30,
  vocabulary: AWARD_FIELDS,
  open: (drop: Drop): Promise<ImportRun> => Promise.resolve(new AwardRun(drop)),
  undo: undoAwards,
};
