import type { Day } from "#shared/day.ts";

/**
 * The facts an organisation event is planned over, as plain rows. The same shapes come from the database (load.ts) and
 * from memory (tests), so that a history can be run through either and must agree.
 */
export interface Opened {
  readonly openedBy: string | null;
  readonly closedBy: string | null;
}

export interface OrganizationFact extends Opened {
  readonly id: string;
  readonly code: string | null;
  readonly establishedOn: Day;
  readonly closedOn: Day | null;
  readonly successorId: string | null;
}

/** Row over [from, to) that belongs to one organisation. */
export interface Dated extends Opened {
  readonly id: string;
  readonly organizationId: string;
  readonly from: Day;
  readonly to: Day | null;
}

export interface VersionFact extends Dated {
  readonly kind: string;
  readonly fullName: string;
  readonly shortName: string;
  readonly territorialLevel: string | null;
  readonly unitSituation: string | null;
  readonly areaKind: string | null;
  readonly phone: string | null;
  readonly address: string | null;
}

export interface PlacementFact extends Dated {
  readonly parentId: string | null;
  readonly orderNumber: number;
}

export interface MembershipFact extends Dated {
  readonly personId: string;
  readonly name: string;
  readonly category: string;
  readonly gender: string;
  /** The membership this one is a copy of, when the event opened it. */
  readonly copyOf: string | null;
}

export interface PostFact extends Dated {
  readonly personId: string;
  readonly name: string;
  readonly post: string;
}

export interface GrantFact extends Dated {
  readonly holder: string;
  readonly role: string;
  readonly copyOf: string | null;
}

export interface UnitFact extends Dated {
  readonly name: string;
  readonly copyOf: string | null;
}

/** A term runs from `from`; `to` is the day it ended. */
export type TermFact = Dated;

/** In (+1) or out (-1) of a roster. */
export interface MovementFact {
  readonly id: string;
  readonly organizationId: string;
  readonly personId: string;
  readonly direction: -1 | 1;
  readonly code: string;
  readonly on: Day;
  readonly counterpart: string;
  readonly openedBy: string | null;
}

/** A transfer handed over and not yet accepted. */
export interface PendingTransfer {
  readonly id: string;
  readonly fromId: string | null;
  readonly toId: string | null;
  readonly name: string;
}

/** Ranged tables that events open and close, by the name their rows have in `Zone` and `Changes`. */
export interface Ranged {
  readonly versions: VersionFact;
  readonly placements: PlacementFact;
  readonly memberships: MembershipFact;
  readonly posts: PostFact;
  readonly grants: GrantFact;
  readonly units: UnitFact;
  readonly terms: TermFact;
}

export const RANGED = [
  "versions",
  "placements",
  "memberships",
  "posts",
  "grants",
  "units",
  "terms",
] as const satisfies readonly (keyof Ranged)[];

/**
 * Everything the planner looks at. Organisations, versions and placements are complete within reach; the others need
 * only hold the rows of the organisations that the event touches.
 */
export type Zone = { readonly [K in keyof Ranged]: ReadonlyMap<string, Ranged[K]> } & {
  readonly organizations: ReadonlyMap<string, OrganizationFact>;
  readonly movements: ReadonlyMap<string, MovementFact>;
  readonly transfers: readonly PendingTransfer[];
  /** Events in force on the day planned for or later, of any organisation in reach. */
  readonly events: readonly EventFact[];
};

export const emptyZone = (): Zone => ({
  organizations: new Map(),
  versions: new Map(),
  placements: new Map(),
  memberships: new Map(),
  posts: new Map(),
  grants: new Map(),
  units: new Map(),
  terms: new Map(),
  movements: new Map(),
  transfers: [],
  events: [],
});

/** One row closed: `on` is its new end; `was` the planned end it had, which undoing puts back. */
export interface Closing {
  readonly id: string;
  readonly on: Day;
  readonly was: Day | null;
}

/** What an event writes. Nothing else is written by it, and undoing takes exactly this back. */
export type Changes = {
  readonly close: { readonly [K in keyof Ranged]: readonly Closing[] };
  readonly open: { readonly [K in keyof Ranged]: readonly Ranged[K][] };
  readonly establish: readonly OrganizationFact[];
  readonly dissolve: readonly { readonly id: string; readonly on: Day; readonly successorId: string | null }[];
  readonly movements: readonly MovementFact[];
  readonly parties: readonly Party[];
};

export type Part = "subject" | "source" | "successor" | "parent" | "child";
export interface Party {
  readonly organizationId: string;
  readonly part: Part;
}

/** An event in force, as later plans and undoing look back on it. */
export interface EventFact {
  readonly id: string;
  readonly sequence: number;
  readonly kind: string;
  readonly happenedOn: Day;
  readonly parties: readonly Party[];
}

export const valid = (row: { readonly from: Day; readonly to: Day | null }, day: Day): boolean =>
  row.from <= day && (row.to === null || day < row.to);

/** The zone with the changes of event `eventId` made. */
export function applied(zone: Zone, changes: Changes, eventId: string): Zone {
  const ranged = <K extends keyof Ranged>(key: K): ReadonlyMap<string, Ranged[K]> => {
    if (changes.close[key].length === 0 && changes.open[key].length === 0)
      return zone[key] as ReadonlyMap<string, Ranged[K]>;
    const next = new Map<string, Ranged[K]>(zone[key] as ReadonlyMap<string, Ranged[K]>);
    for (const { id, on } of changes.close[key]) {
      const row = next.get(id);
      if (row) next.set(id, { ...row, to: on, closedBy: eventId });
    }
    for (const row of changes.open[key]) next.set(row.id, row);
    return next;
  };
  const organizations = new Map(zone.organizations);
  for (const it of changes.establish) organizations.set(it.id, it);
  for (const { id, on, successorId } of changes.dissolve) {
    const row = organizations.get(id);
    if (row) organizations.set(id, { ...row, closedOn: on, successorId, closedBy: eventId });
  }
  const movements = new Map(zone.movements);
  for (const it of changes.movements) movements.set(it.id, it);
  return {
    organizations,
    movements,
    transfers: zone.transfers,
    events: zone.events,
    versions: ranged("versions"),
    placements: ranged("placements"),
    memberships: ranged("memberships"),
    posts: ranged("posts"),
    grants: ranged("grants"),
    units: ranged("units"),
    terms: ranged("terms"),
  };
}

/** The zone with everything event `eventId` did taken back. `restores`: planned ends that closing had overwritten. */
export function withdrawn(zone: Zone, eventId: string, restores: ReadonlyMap<string, Day>): Zone {
  const ranged = <K extends keyof Ranged>(key: K): ReadonlyMap<string, Ranged[K]> => {
    const next = new Map<string, Ranged[K]>();
    for (const [id, row] of zone[key] as ReadonlyMap<string, Ranged[K]>) {
      if (row.openedBy === eventId) continue;
      next.set(id, row.closedBy === eventId ? { ...row, to: restores.get(id) ?? null, closedBy: null } : row);
    }
    return next;
  };
  const organizations = new Map<string, OrganizationFact>();
  for (const [id, row] of zone.organizations) {
    if (row.openedBy === eventId) continue;
    organizations.set(
      id,
      row.closedBy === eventId ? { ...row, closedOn: null, successorId: null, closedBy: null } : row,
    );
  }
  return {
    organizations,
    movements: new Map([...zone.movements].filter(([, it]) => it.openedBy !== eventId)),
    transfers: zone.transfers,
    events: zone.events.filter((it) => it.id !== eventId),
    versions: ranged("versions"),
    placements: ranged("placements"),
    memberships: ranged("memberships"),
    posts: ranged("posts"),
    grants: ranged("grants"),
    units: ranged("units"),
    terms: ranged("terms"),
  };
}
