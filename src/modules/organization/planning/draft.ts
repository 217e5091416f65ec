import { compare, type Day, dayInWords } from "#shared/day.ts";
import type { Provision } from "#shared/finding.ts";
import type { NewOrganization } from "../contract.ts";
import { mayStandUnder } from "../rules.ts";
import {
  type Changes,
  type Closing,
  type Dated,
  type MembershipFact,
  type MovementFact,
  type OrganizationFact,
  type Part,
  type Party,
  type PlacementFact,
  type Ranged,
  type VersionFact,
  valid,
  type Zone,
} from "./facts.ts";

export interface PlanFault {
  readonly pointer: string;
  readonly message: string;
  readonly provision: Provision | null;
}

export interface PlanRemark {
  readonly text: string;
  readonly provision: Provision | null;
}

export interface PlanContext {
  readonly eventId: string;
  readonly today: Day;
  /** Ids of rows to be opened; given from outside, because a plan knows no randomness. */
  readonly newId: () => string;
}

const LEDGER: Readonly<Record<keyof Ranged, string>> = {
  versions: "名称与类别",
  placements: "隶属关系",
  memberships: "党员名册",
  posts: "任职",
  grants: "授权",
  units: "单位信息",
  terms: "届次",
};
export const ledgerTerm = (key: keyof Ranged): string => LEDGER[key];

/** A plan in the making: collects what is to be written and what speaks against it. All faults are found, not only the first. */
export class Draft {
  readonly zone: Zone;
  readonly day: Day;
  readonly context: PlanContext;
  readonly faults: PlanFault[] = [];
  readonly warnings: PlanRemark[] = [];
  /** Organisations that this event ends: their names are free again. */
  readonly ending = new Set<string>();
  readonly #close: { [K in keyof Ranged]: Closing[] } = {
    versions: [],
    placements: [],
    memberships: [],
    posts: [],
    grants: [],
    units: [],
    terms: [],
  };
  readonly #open: { [K in keyof Ranged]: Ranged[K][] } = {
    versions: [],
    placements: [],
    memberships: [],
    posts: [],
    grants: [],
    units: [],
    terms: [],
  };
  readonly #establish: OrganizationFact[] = [];
  readonly #dissolve: { id: string; on: Day; successorId: string | null }[] = [];
  readonly #movements: MovementFact[] = [];
  readonly #parties = new Map<string, Party>();
  readonly #rowsOf: { [K in keyof Ranged]?: Map<string, Ranged[K][]> } = {};

  constructor(zone: Zone, day: Day, context: PlanContext) {
    this.zone = zone;
    this.day = day;
    this.context = context;
  }

  changes(): Changes {
    return {
      close: this.#close,
      open: this.#open,
      establish: this.#establish,
      dissolve: this.#dissolve,
      movements: this.#movements,
      parties: [...this.#parties.values()],
    };
  }

  fault(pointer: string, message: string, provision: Provision | null = null): void {
    this.faults.push({ pointer, message, provision });
  }

  warn(text: string, provision: Provision | null = null): void {
    this.warnings.push({ text, provision });
  }

  party(organizationId: string, part: Part): void {
    this.#parties.set(`${organizationId} ${part}`, { organizationId, part });
  }

  /** Rows of one organisation, whenever they are valid. */
  rows<K extends keyof Ranged>(key: K, organizationId: string): readonly Ranged[K][] {
    let index = this.#rowsOf[key] as Map<string, Ranged[K][]> | undefined;
    if (!index) {
      index = Map.groupBy((this.zone[key] as ReadonlyMap<string, Ranged[K]>).values(), (it) => it.organizationId);
      (this.#rowsOf as Record<string, unknown>)[key] = index;
    }
    return index.get(organizationId) ?? [];
  }

  at<K extends keyof Ranged>(key: K, organizationId: string): readonly Ranged[K][] {
    return this.rows(key, organizationId).filter((it) => valid(it, this.day));
  }

  version(organizationId: string): VersionFact | undefined {
    return this.at("versions", organizationId)[0];
  }

  kindOf(organizationId: string): string {
    return this.version(organizationId)?.kind ?? "";
  }

  name(organizationId: string): string {
    const rows = this.rows("versions", organizationId);
    return (
      (this.version(organizationId) ?? rows.toSorted((a, b) => compare(a.from, b.from)).at(-1))?.shortName ?? "该组织"
    );
  }

  placement(organizationId: string): PlacementFact | undefined {
    return this.at("placements", organizationId)[0];
  }

  childrenOf(organizationId: string): PlacementFact[] {
    return [...this.zone.placements.values()].filter(
      (it) => it.parentId === organizationId && valid(it, this.day) && this.isOpen(it.organizationId),
    );
  }

  isOpen(organizationId: string): boolean {
    const it = this.zone.organizations.get(organizationId);
    return it !== undefined && it.establishedOn <= this.day && (it.closedOn === null || it.closedOn > this.day);
  }

  /** The organisation stands on the day and no closing of it is known; else faults. */
  standing(organizationId: string, pointer: string): boolean {
    const it = this.zone.organizations.get(organizationId);
    if (!it) {
      this.fault(pointer, "没有这个组织，或者它不在您的管理范围内。请重新选择。");
      return false;
    }
    if (it.establishedOn > this.day) {
      this.fault(pointer, `“${this.name(organizationId)}”${dayInWords(it.establishedOn)}才成立，变动日期要在这之后。`);
      return false;
    }
    if (it.closedOn !== null) {
      this.fault(pointer, `“${this.name(organizationId)}”已于${dayInWords(it.closedOn)}撤并，不能再办理变动。`);
      return false;
    }
    if (!this.version(organizationId)) {
      this.fault(pointer, `“${this.name(organizationId)}”在${dayInWords(this.day)}没有名称登记，请先补全。`);
      return false;
    }
    return true;
  }

  /** Refuses when rows of these ledgers begin on the day or later, or end later: they depend on what would change. */
  nothingLater(organizationId: string, keys: readonly (keyof Ranged)[], pointer: string): void {
    const found: string[] = [];
    for (const key of keys) {
      for (const row of this.rows(key, organizationId)) {
        if (row.from >= this.day) found.push(`${LEDGER[key]}“${labelOf(row)}”自${row.from}起`);
        else if (row.to !== null && row.to > this.day) found.push(`${LEDGER[key]}“${labelOf(row)}”到${row.to}止`);
      }
    }
    if (found.length > 0) {
      const shown = found.slice(0, 20).join(";");
      this.fault(
        pointer,
        `“${this.name(organizationId)}”在${dayInWords(this.day)}当天或以后已有登记：${shown}${found.length > 20 ? `等${found.length}项` : ""}。请先处理这些登记，或另选日期。`,
      );
    }
  }

  /** The parent of an organisation of `kind`: open, no closing known, and of a kind that has such organisations beneath. */
  parentFor(parentId: string, kind: string, pointer: string): boolean {
    if (!this.standing(parentId, pointer)) return false;
    const parentKind = this.kindOf(parentId);
    if (mayStandUnder(kind, parentKind)) return true;
    this.fault(pointer, `“${this.name(parentId)}”这一类组织下面不能设立这类组织，请另选上级或类别。`);
    return false;
  }

  closeRow<K extends keyof Ranged>(key: K, row: Ranged[K], on: Day = this.day): void {
    this.#close[key].push({ id: row.id, on, was: row.to });
  }

  openRow<K extends keyof Ranged>(
    key: K,
    row: Omit<Ranged[K], "id" | keyof Dated> & { organizationId: string; from?: Day; to?: Day | null },
  ): void {
    const { eventId, newId } = this.context;
    this.#open[key].push({
      from: this.day,
      to: null,
      ...row,
      id: newId(),
      openedBy: eventId,
      closedBy: null,
    } as unknown as Ranged[K]);
  }

  /** Sets up a new organisation with its first name and place. Returns its id. */
  establish(it: NewOrganization, pointer: string): string {
    const { eventId, newId } = this.context;
    const id = newId();
    const first = ![...this.zone.organizations.values()].some((other) => other.closedOn === null);
    if (it.parentId === null) {
      if (!first) this.fault(`${pointer}/parentId`, "请选择上级组织：只有最高一级组织没有上级。");
    } else {
      this.parentFor(it.parentId, it.kind, `${pointer}/parentId`);
    }
    this.freeName(it.fullName, id, `${pointer}/fullName`);
    if (
      it.code !== undefined &&
      ([...this.zone.organizations.values()].some((other) => other.code === it.code) ||
        this.#establish.some((other) => other.code === it.code))
    ) {
      this.fault(`${pointer}/code`, `组织编码“${it.code}”已经有组织在用，请核对。`);
    }
    this.#establish.push({
      id,
      code: it.code ?? null,
      establishedOn: this.day,
      closedOn: null,
      successorId: null,
      openedBy: eventId,
      closedBy: null,
    });
    this.openRow("versions", {
      organizationId: id,
      kind: it.kind,
      fullName: it.fullName,
      shortName: it.shortName,
      territorialLevel: it.territorialLevel ?? null,
      unitSituation: it.unitSituation ?? null,
      areaKind: it.areaKind ?? null,
      phone: it.phone ?? null,
      address: it.address ?? null,
    });
    this.openRow("placements", {
      organizationId: id,
      parentId: it.parentId,
      orderNumber: it.orderNumber ?? this.nextOrder(it.parentId),
    });
    if (it.parentId !== null) this.party(it.parentId, "parent");
    return id;
  }

  nextOrder(parentId: string | null): number {
    let most = 0;
    for (const it of this.zone.placements.values())
      if (it.parentId === parentId && it.orderNumber > most) most = it.orderNumber;
    for (const it of this.#open.placements)
      if (it.parentId === parentId && it.orderNumber > most) most = it.orderNumber;
    return most + 1;
  }

  /** No organisation open now or later carries this full name, except `ownId` itself. */
  freeName(fullName: string, ownId: string, pointer: string): void {
    for (const it of [...this.zone.versions.values(), ...this.#open.versions]) {
      if (it.fullName !== fullName || it.organizationId === ownId || this.ending.has(it.organizationId)) continue;
      if (it.to !== null && it.to <= this.day) continue;
      this.fault(pointer, `已经有一个组织叫“${fullName}”，请核对是否同一个组织，或换一个名称。`);
      return;
    }
  }

  /** Ends an organisation on the day: its name, place and terms end with it. */
  dissolve(organizationId: string, successorId: string | null): void {
    this.#dissolve.push({ id: organizationId, on: this.day, successorId });
    for (const key of ["versions", "placements", "terms"] as const) {
      for (const row of this.at(key, organizationId)) this.closeRow(key, row as never);
    }
  }

  /** Moves one member on the day, out of one roster and into another, as a whole-sale transfer (整建制). */
  moveMember(row: MembershipFact, to: string, toName: string): void {
    const { eventId, newId } = this.context;
    this.closeRow("memberships", row);
    this.openRow("memberships", {
      organizationId: to,
      personId: row.personId,
      name: row.name,
      category: row.category,
      gender: row.gender,
      copyOf: row.id,
    });
    const shared = { personId: row.personId, on: this.day, openedBy: eventId } as const;
    this.#movements.push({
      ...shared,
      id: newId(),
      organizationId: row.organizationId,
      direction: -1,
      code: "reorganised_out",
      counterpart: toName,
    });
    this.#movements.push({
      ...shared,
      id: newId(),
      organizationId: to,
      direction: 1,
      code: "reorganised_in",
      counterpart: this.name(row.organizationId),
    });
  }

  movePlacement(row: PlacementFact, parentId: string, orderNumber?: number): void {
    this.closeRow("placements", row);
    this.openRow("placements", {
      organizationId: row.organizationId,
      parentId,
      orderNumber: orderNumber ?? this.nextOrder(parentId),
    });
    if (row.parentId !== null) this.party(row.parentId, "parent");
    this.party(parentId, "parent");
  }
}

function labelOf(row: Ranged[keyof Ranged]): string {
  if ("personId" in row && "post" in row) return `${row.name} ${row.post}`;
  if ("shortName" in row) return row.shortName;
  if ("name" in row) return row.name;
  if ("holder" in row) return row.holder;
  return "";
}
