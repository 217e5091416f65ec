import { sql } from "kysely";
import type { Reader } from "#platform/database/door.ts";
import type { Day } from "#shared/day.ts";
import type { EventBody } from "../contract.ts";
import type { EventFact, Part, Zone } from "./facts.ts";

/** A zone as the database holds it, with today's path of every organisation in reach. */
export interface LoadedZone {
  readonly zone: Zone;
  readonly paths: ReadonlyMap<string, string>;
}

const anyOf = (ids: readonly string[]) => sql<string>`any(${[...ids]}::uuid[])`;

/**
 * Loads what planning needs: organisations, names and places within reach, and everything else of the organisations in
 * `touched`. `day` decides who counts as a full member.
 */
export async function loadZone(
  tx: Reader,
  touched: readonly string[],
  day: Day,
  removing: readonly string[] = [],
): Promise<LoadedZone> {
  const ids = anyOf(touched);
  const [organizations, versions, placements, memberships, posts, grants, units, terms, transfers, movements] = [
    await tx
      .selectFrom("organization")
      .select(["id", "orgPath", "code", "establishedOn", "closedOn", "successorId", "openedBy", "closedBy"])
      .execute(),
    await tx
      .selectFrom("organizationVersion")
      .select([
        "id",
        "organizationId",
        "validFrom as from",
        "validTo as to",
        "kind",
        "fullName",
        "shortName",
        "territorialLevel",
        "unitSituation",
        "areaKind",
        "phone",
        "address",
        "openedBy",
        "closedBy",
      ])
      .execute(),
    await tx
      .selectFrom("placement")
      .select([
        "id",
        "organizationId",
        "parentId",
        "validFrom as from",
        "validTo as to",
        "orderNumber",
        "openedBy",
        "closedBy",
      ])
      .execute(),
    await tx
      .selectFrom("membership")
      .select([
        "id",
        "organizationId",
        "personId",
        "name",
        "gender",
        "validFrom as from",
        "validTo as to",
        "openedBy",
        "closedBy",
      ])
      // The roster says what a member was when its row began; whoever was converted since is full on the day.
      .select(
        sql<string>`case when category = 'full' or full_on <= ${day}::date then 'full' else 'probationary' end`.as(
          "category",
        ),
      )
      .where("organizationId", "=", ids)
      .execute(),
    await tx
      .selectFrom("post")
      .select([
        "id",
        "organizationId",
        "personId",
        "personName as name",
        "post",
        "validFrom as from",
        "validTo as to",
        "openedBy",
        "closedBy",
      ])
      .where("organizationId", "=", ids)
      .execute(),
    await tx
      .selectFrom("roleGrant")
      .select(["id", "organizationId", "role", "validFrom as from", "validTo as to", "openedBy", "closedBy"])
      .where("organizationId", "=", ids)
      .execute(),
    await tx
      .selectFrom("unit")
      .select(["id", "organizationId", "name", "validFrom as from", "validTo as to", "openedBy", "closedBy"])
      .where("organizationId", "=", ids)
      .execute(),
    await tx
      .selectFrom("committeeTerm")
      .select(["id", "organizationId", "startOn as from", "endedOn as to", "openedBy", "closedBy"])
      .where("organizationId", "=", ids)
      .execute(),
    await tx
      .selectFrom("transfer")
      .select(["id", "fromOrganizationId as fromId", "toOrganizationId as toId", "personName as name"])
      .where("state", "=", "handed-over")
      .where((eb) => eb.or([eb("fromOrganizationId", "=", ids), eb("toOrganizationId", "=", ids)]))
      .execute(),
    // Planning never looks at movements; undoing asks for those of the organisations it would remove.
    await tx
      .selectFrom("membershipEvent")
      .select(["id", "organizationId", "personId", "direction", "code", "happenedOn as on", "counterpart", "openedBy"])
      .where("organizationId", "=", anyOf(removing))
      .execute(),
  ];
  const coming = await tx
    .selectFrom("organizationEvent")
    .select(["id", "sequence", "kind", "happenedOn"])
    .where("state", "=", "in-force")
    .where("happenedOn", ">=", day)
    .execute();
  const events = await withParties(tx, coming);
  const holders = await grantHolders(
    tx,
    grants.map((it) => it.id),
  );
  const byId = <T extends { id: string }>(rows: readonly T[]): Map<string, T> =>
    new Map(rows.map((row) => [row.id, row]));
  return {
    paths: new Map(organizations.map((it) => [it.id, it.orgPath])),
    zone: {
      organizations: byId(organizations.map(({ orgPath: _path, ...it }) => it)),
      versions: byId(versions),
      placements: byId(placements),
      memberships: byId(memberships.map((it) => ({ ...it, copyOf: null }))),
      posts: byId(posts),
      grants: byId(
        grants.flatMap(({ organizationId, ...it }) =>
          organizationId === null ? [] : [{ ...it, organizationId, holder: holders.get(it.id) ?? "", copyOf: null }],
        ),
      ),
      units: byId(units.map((it) => ({ ...it, copyOf: null }))),
      terms: byId(terms),
      movements: byId(
        movements.map((it) => ({
          ...it,
          direction: it.direction === 1 ? (1 as const) : (-1 as const),
          counterpart: it.counterpart ?? "",
        })),
      ),
      transfers,
      events,
    },
  };
}

/** Display names of the holders of grants in reach. */
export async function grantHolders(tx: Reader, grantIds: readonly string[]): Promise<Map<string, string>> {
  if (grantIds.length === 0) return new Map();
  const { rows } = await sql<{
    grantId: string;
    displayName: string;
  }>`select grant_id, display_name from grant_holders(${[...grantIds]}::uuid[])`.execute(tx);
  return new Map(rows.map((row) => [row.grantId, row.displayName]));
}

/** Which organisations' members, posts, grants, units and terms a plan of this event looks at. */
export async function touchedBy(tx: Reader, body: EventBody): Promise<string[]> {
  switch (body.kind) {
    case "establish":
      return [];
    case "rename":
    case "move":
      return [body.details.organizationId];
    case "upgrade":
      return [body.details.organizationId, ...(await childIds(tx, body.details.organizationId))];
    case "merge":
      return [
        ...body.details.sourceIds,
        ...("organizationId" in body.details.into ? [body.details.into.organizationId] : []),
      ];
    case "split":
      return [body.details.organizationId];
    case "dissolve":
      return [body.details.organizationId, ...(body.details.destinations ?? []).map((it) => it.organizationId)];
  }
}

async function childIds(tx: Reader, organizationId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom("placement")
    .select("organizationId")
    .distinct()
    .where("parentId", "=", organizationId)
    .execute();
  return rows.map((row) => row.organizationId);
}

/** Events in force after `sequence`, with their parties, as undoing looks at them. */
export async function eventsAfter(tx: Reader, sequence: number): Promise<EventFact[]> {
  const events = await tx
    .selectFrom("organizationEvent")
    .select(["id", "sequence", "kind", "happenedOn"])
    .where("state", "=", "in-force")
    .where("sequence", ">", sequence)
    .execute();
  return await withParties(tx, events);
}

export async function withParties(
  tx: Reader,
  events: readonly { id: string; sequence: number; kind: string; happenedOn: Day }[],
): Promise<EventFact[]> {
  if (events.length === 0) return [];
  const parties = await tx
    .selectFrom("organizationEventParty")
    .select(["eventId", "organizationId", "part"])
    .where("eventId", "=", anyOf(events.map((it) => it.id)))
    .execute();
  const byEvent = Map.groupBy(parties, (it) => it.eventId);
  return events.map((it) => ({
    ...it,
    parties: (byEvent.get(it.id) ?? []).map((party) => ({
      organizationId: party.organizationId,
      part: party.part as Part,
    })),
  }));
}
