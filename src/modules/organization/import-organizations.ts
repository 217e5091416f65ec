import type { Reader } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import type { Doing } from "#platform/house.ts";
import type {
  Drop,
  FieldChange,
  FileContext,
  Importer,
  ImportRun,
  Place,
  RowOutcome,
  SourceRow,
} from "#platform/registers/importer.ts";
import { codeSet } from "#shared/code-sets.ts";
import type { Day } from "#shared/day.ts";
import { organizationKey } from "#shared/organization-names.ts";
import { quoted } from "#shared/text.ts";
import { ORGANIZATION_FIELDS, type OrganizationRow, organizationRow } from "./import-row.ts";
import { CORRECTABLE, type Correctable, undoOrganizations } from "./import-undo.ts";
import { importOrganizations, type SetUp } from "./import-write.ts";
import { lockTree } from "./planning/write.ts";
import { mayStandUnder } from "./rules.ts";

/** Organisations in reach as imports match them, with every name they ever had. */
export async function placesOn(tx: Reader, asOf: Day): Promise<Place[]> {
  const organizations = await tx.selectFrom("organization").select(["id", "orgPath", "code", "closedOn"]).execute();
  const versions = Map.groupBy(
    await tx
      .selectFrom("organizationVersion")
      .select(["organizationId", "kind", "fullName", "shortName", "validFrom"])
      .orderBy("validFrom")
      .execute(),
    (it) => it.organizationId,
  );
  const placements = Map.groupBy(
    await tx.selectFrom("placement").select(["organizationId", "parentId", "validFrom"]).orderBy("validFrom").execute(),
    (it) => it.organizationId,
  );
  return organizations.flatMap((it) => {
    const own = versions.get(it.id) ?? [];
    const now = own.findLast((version) => version.validFrom <= asOf) ?? own[0];
    if (!now) return [];
    const placed = placements.get(it.id) ?? [];
    return [
      {
        id: it.id,
        parentId: (placed.findLast((row) => row.validFrom <= asOf) ?? placed[0])?.parentId ?? null,
        path: it.orgPath,
        fullName: now.fullName,
        shortName: now.shortName,
        code: it.code,
        kind: now.kind,
        closedOn: it.closedOn,
        otherNames: own
          .filter((version) => version !== now)
          .flatMap((version) => [version.fullName, version.shortName]),
      },
    ];
  });
}

/** The organisation workbook: sets up what is missing, parents first; fills in and corrects what is known. */
export const organizationImporter: Importer = {
  register: "organizations",
  title: "党组织信息表",
  verb: "organization.import",
  rank: 0,
  vocabulary: ORGANIZATION_FIELDS,
  open: (drop) => OrganizationRun.open(drop),
  undo: undoOrganizations,
};

const termOf = (field: string): string => ORGANIZATION_FIELDS.find((it) => it.key === field)?.term ?? field;

type Known = Readonly<Record<Correctable, string | null>> & { readonly versionId: string; readonly establishedOn: Day };

interface Correction {
  readonly id: string;
  readonly versionId: string;
  readonly values: Partial<Record<Correctable, string>>;
}

class OrganizationRun implements ImportRun {
  readonly #drop: Drop;
  readonly #known: ReadonlyMap<string, Known>;
  readonly #deeds = new Map<number, { setUp: SetUp } | { correction: Correction }>();
  readonly #established = new Map<string, Day>();
  readonly #seen = new Map<string, number>();
  /** New organisations that stand on firm ground: beneath one that exists, or beneath one that does. */
  readonly #firm = new Set<string>();
  #newRoot: string | null = null;
  #fileId = "";
  #made = 0;
  #changed = 0;

  private constructor(drop: Drop, known: ReadonlyMap<string, Known>) {
    this.#drop = drop;
    this.#known = known;
  }

  static async open(drop: Drop): Promise<OrganizationRun> {
    const rows = await drop.tx
      .selectFrom("organizationVersion as v")
      .innerJoin("organization as o", "o.id", "v.organizationId")
      .select([
        "o.id",
        "v.id as versionId",
        "o.code",
        "o.establishedOn",
        "v.territorialLevel",
        "v.unitSituation",
        "v.areaKind",
        "v.phone",
        "v.address",
      ])
      .where("v.validTo", "is", null)
      .execute();
    return new OrganizationRun(drop, new Map(rows.map((row) => [row.id, row])));
  }

  begin(file: FileContext): void {
    this.#fileId = file.fileId;
    this.#deeds.clear();
  }

  end(): readonly string[] {
    return [];
  }

  evaluate(rows: readonly SourceRow[]): Promise<readonly RowOutcome[]> {
    const read = rows.map((row) => ({
      row,
      ...readRow(row, this.#drop.today),
      id: null as string | null,
      isNew: false,
      twice: null as number | null,
    }));
    // First every name of the batch is made known, then parents are looked for: a parent may stand below its children.
    for (const it of read) {
      if (!it.facts) continue;
      const key = it.facts.code ?? `${organizationKey(it.facts.shortName)} ${it.facts.parent ?? ""}`;
      it.twice = this.#seen.get(key) ?? null;
      if (it.twice !== null) continue;
      this.#seen.set(key, it.row.row);
      const held = this.#find(it.facts);
      it.id = held?.id ?? newId();
      it.isNew = held === undefined;
      if (it.isNew) {
        this.#drop.places.expect({
          id: it.id,
          parentId: null,
          path: null,
          fullName: it.facts.fullName,
          shortName: it.facts.shortName,
          code: it.facts.code,
          kind: it.facts.kind,
          closedOn: null,
          otherNames: [],
        });
        this.#established.set(it.id, it.facts.establishedOn ?? this.#drop.asOf);
      }
    }
    const outcomes = read.map((it): RowOutcome => {
      const { cells: _, faults: __, ...source } = it.row;
      const outcome = {
        fileId: this.#fileId,
        source,
        name: it.name,
        choices: [],
        changes: [] as readonly FieldChange[],
        targetId: null as string | null,
      };
      const faulty = (reasons: readonly string[]): RowOutcome => ({
        ...outcome,
        kind: "faulty",
        effect: "none",
        reasons,
      });
      if (!it.facts) return faulty(it.faults);
      if (it.twice !== null || it.id === null) return faulty([`与第${it.twice}行是同一个组织，重复了`]);
      const { parent, fault } = this.#parentOf(it.id, it.facts);
      if (fault !== null) return faulty([fault]);
      if (it.isNew) {
        const place = this.#drop.places.byId(it.id);
        if (place) this.#drop.places.expect({ ...place, parentId: parent?.id ?? null });
        const settled = this.#drop.places.byId(it.id);
        if (settled && !this.#drop.mayWrite(settled)) return faulty(["您没有在这个上级组织下面设立组织的权限"]);
        this.#deeds.set(it.row.ordinal, {
          setUp: {
            id: it.id,
            parentId: parent?.id ?? null,
            facts: it.facts,
            establishedOn: it.facts.establishedOn ?? this.#drop.asOf,
          },
        });
        const warnings =
          it.facts.establishedOn === null
            ? [...it.warnings, `没有建立日期，按数据日期${this.#drop.asOf}登记`]
            : it.warnings;
        return { ...outcome, kind: warnings.length > 0 ? "warning" : "new", effect: "new", reasons: warnings };
      }
      return this.#weighKnown(it.id, it.facts, parent, it.warnings, outcome);
    });
    return Promise.resolve(this.#withoutOrphans(outcomes));
  }

  /** An organisation cannot be set up under one whose own row is faulty, nor two under one another. */
  #withoutOrphans(outcomes: readonly RowOutcome[]): RowOutcome[] {
    const deeds = new Map(
      outcomes.flatMap((it) => {
        const deed = this.#deeds.get(it.source.ordinal);
        return deed && "setUp" in deed ? [[it.source.ordinal, deed.setUp] as const] : [];
      }),
    );
    for (let before = -1; before !== this.#firm.size; ) {
      before = this.#firm.size;
      for (const it of deeds.values()) {
        const above = it.parentId === null ? undefined : this.#drop.places.byId(it.parentId);
        if (it.parentId === null || this.#firm.has(it.parentId) || (above !== undefined && above.path !== null))
          this.#firm.add(it.id);
      }
    }
    return outcomes.map((outcome) => {
      const deed = deeds.get(outcome.source.ordinal);
      if (!deed || this.#firm.has(deed.id)) return outcome;
      this.#deeds.delete(outcome.source.ordinal);
      return {
        ...outcome,
        kind: "faulty",
        effect: "none",
        reasons: [`上级组织${quoted(deed.facts.parent ?? "")}那一行有问题，请先改正`],
      };
    });
  }

  #find(facts: OrganizationRow): Place | undefined {
    const byCode = facts.code === null ? undefined : this.#drop.places.byCode(facts.code);
    if (byCode) return byCode;
    const key = organizationKey(facts.shortName);
    const above = facts.parent === null ? null : this.#lookUp(facts.parent);
    for (const name of [facts.fullName, facts.shortName]) {
      const match = this.#drop.places.find(name, above?.id ?? null);
      const places = match.found === "one" ? [match.place] : match.found === "several" ? match.places : [];
      const same = places.filter(
        (it) =>
          it.path !== null &&
          it.closedOn === null &&
          organizationKey(it.shortName) === key &&
          (facts.code === null || it.code === null) &&
          (above === null || above === undefined || it.parentId === above.id),
      );
      if (same.length === 1) return same[0];
    }
    return undefined;
  }

  #lookUp(name: string): Place | undefined {
    const byCode = this.#drop.places.byCode(name);
    if (byCode) return byCode;
    const match = this.#drop.places.find(name);
    return match.found === "one" ? match.place : undefined;
  }

  #parentOf(id: string, facts: OrganizationRow): { parent: Place | null; fault: string | null } {
    const roots = [...this.#drop.places.all].filter(
      (it) => it.path !== null && it.parentId === null && it.closedOn === null,
    );
    if (facts.parent === null) {
      const root = roots[0];
      if (!root && this.#newRoot !== null && this.#newRoot !== id)
        return { parent: null, fault: "没有上级组织：表中已有一个最高一级组织，请填写上级" };
      if (!root) this.#newRoot = id;
      if (root && root.id !== id)
        return { parent: null, fault: `没有上级组织：最高一级组织已经是“${root.shortName}”，请填写上级` };
      return { parent: null, fault: null };
    }
    const byCode = this.#drop.places.byCode(facts.parent);
    const match = byCode ? ({ found: "one", place: byCode } as const) : this.#drop.places.find(facts.parent);
    if (match.found === "none")
      return {
        parent: null,
        fault: `找不到上级组织${quoted(facts.parent)}${match.nearest.length > 0 ? `，是不是${match.nearest.map((name) => `“${name}”`).join("或")}` : ""}?请改正名称，或先登记上级组织`,
      };
    if (match.found === "several")
      return { parent: null, fault: `有${match.places.length}个组织叫${quoted(facts.parent)}，请改填组织编号` };
    if (match.place.id === id) return { parent: null, fault: "上级组织不能是自己" };
    if (match.place.closedOn !== null) return { parent: null, fault: `上级组织“${match.place.shortName}”已经撤并` };
    if (!mayStandUnder(facts.kind, match.place.kind))
      return {
        parent: null,
        fault: `“${match.place.shortName}”下面不能设立${codeSet("organization_kind").term(facts.kind)}`,
      };
    return { parent: match.place, fault: null };
  }

  /** An organisation that is there: blanks are filled in and particulars corrected; names, kinds and places change by events only. */
  #weighKnown(
    id: string,
    facts: OrganizationRow,
    parent: Place | null,
    read: readonly string[],
    outcome: Omit<RowOutcome, "kind" | "effect" | "reasons">,
  ): RowOutcome {
    const place = this.#drop.places.byId(id);
    const known = this.#known.get(id);
    const reasons = [...read];
    if (place && parent && place.parentId !== null && place.parentId !== parent.id)
      reasons.push(
        `平台上的上级是“${this.#drop.places.byId(place.parentId)?.shortName ?? ""}”，表中是“${parent.shortName}”：隶属调整请办理组织变动`,
      );
    if (place && organizationKey(place.shortName) !== organizationKey(facts.shortName))
      reasons.push(`平台上的名称是“${place.shortName}”，表中是${quoted(facts.shortName)}：更名请办理组织变动`);
    if (place && place.kind !== facts.kind)
      reasons.push(
        `平台上的类别是${codeSet("organization_kind").term(place.kind as OrganizationRow["kind"])}：升格请办理组织变动`,
      );
    const changes: FieldChange[] = [];
    const values: Partial<Record<Correctable, string>> = {};
    if (known && place && this.#drop.mayWrite(place)) {
      for (const field of Object.keys(CORRECTABLE) as Correctable[]) {
        const value = facts[field];
        // The urban-rural key is only guessed from names: it fills a blank and never corrects.
        if (value === null || value === known[field] || (field === "areaKind" && known.areaKind !== null)) continue;
        values[field] = value;
        changes.push({ field, term: termOf(field), from: shown(field, known[field]), to: shown(field, value) });
      }
    }
    const effect = changes.length > 0 ? "changed" : "none";
    if (known && effect === "changed")
      this.#deeds.set(outcome.source.ordinal, { correction: { id, versionId: known.versionId, values } });
    return {
      ...outcome,
      targetId: id,
      changes,
      effect,
      reasons,
      kind: reasons.length > 0 ? "warning" : effect === "changed" ? "changed" : "unchanged",
    };
  }

  async apply(doing: Doing, outcomes: readonly RowOutcome[]): Promise<void> {
    const setUps: SetUp[] = [];
    const corrections: Correction[] = [];
    for (const outcome of outcomes) {
      if (outcome.effect === "none") continue;
      const deed = this.#deeds.get(outcome.source.ordinal);
      if (!deed) continue;
      this.#deeds.delete(outcome.source.ordinal);
      if ("setUp" in deed) setUps.push(deed.setUp);
      else corrections.push(deed.correction);
    }
    if (setUps.length + corrections.length === 0) return;
    await lockTree(doing.tx);
    await importOrganizations(
      doing,
      setUps,
      this.#drop,
      (id) => this.#established.get(id) ?? this.#known.get(id)?.establishedOn ?? null,
    );
    for (const { id, versionId, values } of corrections) {
      const { code, ...ofVersion } = values;
      if (code !== undefined) await doing.tx.updateTable("organization").set({ code }).where("id", "=", id).execute();
      if (Object.keys(ofVersion).length > 0)
        await doing.tx.updateTable("organizationVersion").set(ofVersion).where("id", "=", versionId).execute();
    }
    this.#made += setUps.length;
    this.#changed += corrections.length;
  }

  forget(): void {
    this.#deeds.clear();
  }

  async finish(doing: Doing): Promise<void> {
    if (this.#made + this.#changed === 0) return;
    await doing.tell({
      event: "organization.imported",
      organizationId: null,
      orgPath: "/",
      target: { kind: "import", id: this.#drop.batchId, name: "党组织信息表" },
      details: { made: this.#made, changed: this.#changed },
    });
  }
}

/** What the row says; nothing may be taken from a row of which a cell was too long. */
function readRow(row: SourceRow, today: Day) {
  const read = organizationRow(row.cells, today);
  if (row.faults === undefined) return read;
  return { ...read, facts: null, faults: [...row.faults, ...read.faults] };
}

function shown(field: Correctable, value: string | null): string | null {
  const set = CORRECTABLE[field];
  if (value === null || set === null) return value;
  const codes = codeSet(set) as { has(it: unknown): boolean; term(it: never): string };
  return codes.has(value) ? codes.term(value as never) : value;
}
