import { sql } from "kysely";
import { holdAccounts } from "#platform/access/duties.ts";
import type { Writer } from "#platform/database/door.ts";
import { insertMany } from "#platform/database/insert-many.ts";
import type { Day } from "#shared/day.ts";
import { organizationKey } from "#shared/organization-names.ts";
import { searchKeys } from "#shared/pinyin.ts";
import type { Changes, Closing, VersionFact } from "./facts.ts";

/** Writers of the tree wait for one another: two mergers planned over the same facts would contradict each other. */
export async function lockTree(tx: Writer): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('lianxin organization tree', 0))`.execute(tx);
}

/** Node numbers for new organisations: the last step of their path. */
export async function nodeNumbers(tx: Writer, count: number): Promise<number[]> {
  if (count === 0) return [];
  const { rows } = await sql<{
    node: number;
  }>`select nextval('organization_node_number') as node from generate_series(1, ${count}::int)`.execute(tx);
  return rows.map((row) => row.node);
}

/** The name of a version as it is searched and matched. */
export function nameColumns(it: Pick<VersionFact, "fullName" | "shortName">): {
  nameKey: string;
  pinyin: string;
  initials: string;
} {
  return { nameKey: organizationKey(it.shortName), ...searchKeys(it.shortName, "organization") };
}

const TABLES = {
  versions: "organizationVersion",
  placements: "placement",
  memberships: "membership",
  posts: "post",
  grants: "roleGrant",
  units: "unit",
} as const;

/**
 * Writes the changes of one event in bulk. `paths` are today's paths; new organisations get theirs beneath the parent.
 * Returns the paths of the organisations set up. Paths of moved and closed ones follow in `settle`.
 */
export async function writeChanges(
  tx: Writer,
  changes: Changes,
  event: { id: string; accountId: string | null; documentNumber: string | null; reason: string },
  paths: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  const made = await establishOrganizations(tx, changes, paths);
  const pathOf = (id: string): string => made.get(id) ?? paths.get(id) ?? "";

  for (const [key, table] of Object.entries(TABLES) as [keyof typeof TABLES, (typeof TABLES)[keyof typeof TABLES]][]) {
    for (const [on, ids] of byDay(changes.close[key])) {
      await tx.updateTable(table).set({ validTo: on, closedBy: event.id }).where("id", "=", anyOf(ids)).execute();
    }
  }
  for (const [on, ids] of byDay(changes.close.terms)) {
    await tx
      .updateTable("committeeTerm")
      .set({ endedOn: on, closedBy: event.id })
      .where("id", "=", anyOf(ids))
      .execute();
  }
  const opened = (it: { id: string; organizationId: string; from: Day; to: Day | null }) => ({
    id: it.id,
    organizationId: it.organizationId,
    orgPath: pathOf(it.organizationId),
    validFrom: it.from,
    validTo: it.to,
    openedBy: event.id,
    closedBy: null,
  });
  await insertMany(
    tx,
    "organizationVersion",
    changes.open.versions.map((it) => ({
      ...opened(it),
      kind: it.kind,
      fullName: it.fullName,
      shortName: it.shortName,
      ...nameColumns(it),
      territorialLevel: it.territorialLevel,
      unitSituation: it.unitSituation,
      areaKind: it.areaKind,
      phone: it.phone,
      address: it.address,
    })),
  );
  await insertMany(
    tx,
    "placement",
    changes.open.placements.map((it) => ({ ...opened(it), parentId: it.parentId, orderNumber: it.orderNumber })),
  );
  await copyMemberships(tx, changes, opened);
  await insertMany(
    tx,
    "membershipEvent",
    changes.movements.map((it) => ({
      id: it.id,
      personId: it.personId,
      organizationId: it.organizationId,
      orgPath: pathOf(it.organizationId),
      direction: it.direction,
      code: it.code,
      happenedOn: it.on,
      counterpart: it.counterpart,
      documentNumber: event.documentNumber,
      note: "",
      openedBy: event.id,
    })),
  );
  const grants = new Map(
    (
      await rowsByIds(
        tx,
        "roleGrant",
        changes.open.grants.map((it) => it.copyOf ?? ""),
      )
    ).map((row) => [row.id, row]),
  );
  await insertMany(
    tx,
    "roleGrant",
    changes.open.grants.map((it) => ({
      ...grants.get(it.copyOf ?? ""),
      ...opened(it),
      grantedBy: event.accountId,
      endedBy: null,
      reason: event.reason,
      createdAt: new Date(),
    })),
  );
  const units = new Map(
    (
      await rowsByIds(
        tx,
        "unit",
        changes.open.units.map((it) => it.copyOf ?? ""),
      )
    ).map((row) => [row.id, row]),
  );
  await insertMany(
    tx,
    "unit",
    changes.open.units.map((it) => ({ ...units.get(it.copyOf ?? ""), ...opened(it), importId: null })),
  );
  for (const it of changes.dissolve) {
    await tx
      .updateTable("organization")
      .set({ closedOn: it.on, successorId: it.successorId, closedBy: event.id })
      .where("id", "=", it.id)
      .execute();
  }
  return made;
}

async function establishOrganizations(
  tx: Writer,
  changes: Changes,
  paths: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  const made = new Map<string, string>();
  const nodes = await nodeNumbers(tx, changes.establish.length);
  const parents = new Map(changes.open.placements.map((it) => [it.organizationId, it.parentId]));
  const rows = changes.establish.map((it, at) => {
    const parentId = parents.get(it.id) ?? null;
    const node = nodes[at] ?? 0;
    const orgPath = `${parentId === null ? "/" : (paths.get(parentId) ?? "/")}${node}/`;
    made.set(it.id, orgPath);
    return { id: it.id, node, orgPath, code: it.code, establishedOn: it.establishedOn, openedBy: it.openedBy };
  });
  await insertMany(tx, "organization", rows);
  return made;
}

/** Members go with everything their roster said of them; an import they came by no longer owns the new row. */
async function copyMemberships(
  tx: Writer,
  changes: Changes,
  opened: (it: Changes["open"]["memberships"][number]) => Record<string, unknown>,
): Promise<void> {
  const rows = new Map(
    (
      await rowsByIds(
        tx,
        "membership",
        changes.open.memberships.map((it) => it.copyOf ?? ""),
      )
    ).map((row) => [row.id, row]),
  );
  await insertMany(
    tx,
    "membership",
    changes.open.memberships.map((it) => ({
      ...rows.get(it.copyOf ?? ""),
      ...opened(it),
      importId: null,
      importRow: null,
    })),
  );
}

/** All columns of rows that are copied, whichever of the three tables they lie in. */
async function rowsByIds(
  tx: Writer,
  table: "membership" | "roleGrant" | "unit",
  ids: readonly string[],
): Promise<{ id: string }[]> {
  if (ids.length === 0) return [];
  const query = tx
    .selectFrom(table as "unit")
    .selectAll()
    .where("id", "=", anyOf(ids));
  return await query.execute();
}

const anyOf = (ids: readonly string[]) => sql<string>`any(${[...ids]}::uuid[])`;

function byDay(closings: readonly Closing[]): Map<Day, string[]> {
  const out = new Map<Day, string[]>();
  for (const { id, on } of closings) {
    const ids = out.get(on);
    if (ids) ids.push(id);
    else out.set(on, [id]);
  }
  return out;
}

/** Makes today's paths agree with placements and successors of the day. Returns how many organisations moved. */
export async function settlePaths(tx: Writer, today: Day): Promise<number> {
  const { rows } = await sql<{ moved: number }>`select relocate_paths(${today}::date) as moved`.execute(tx);
  return rows[0]?.moved ?? 0;
}

/** Makes today's place of these people agree with the roster they stand on today. */
export async function settlePersons(tx: Writer, today: Day, persons: readonly string[] | "all"): Promise<void> {
  if (persons !== "all" && persons.length === 0) return;
  await tx
    .updateTable("person")
    .from("membership as m")
    .set((eb) => ({ organizationId: eb.ref("m.organizationId"), orgPath: eb.ref("m.orgPath") }))
    .whereRef("m.personId", "=", "person.id")
    .whereRef("m.organizationId", "<>", "person.organizationId")
    .where("m.validFrom", "<=", today)
    .where((eb) => eb.or([eb("m.validTo", "is", null), eb("m.validTo", ">", today)]))
    .$if(persons !== "all", (query) => query.where("person.id", "=", anyOf(persons === "all" ? [] : persons)))
    .execute();
  await settleCases(tx, persons);
}

/** The home half of an open floating case, and its log, go with the person: whoever answers for them keeps the contact. */
async function settleCases(tx: Writer, persons: readonly string[] | "all"): Promise<void> {
  await tx
    .updateTable("floatingCase")
    .from("person as p")
    .set((eb) => ({ organizationId: eb.ref("p.organizationId"), orgPath: eb.ref("p.orgPath") }))
    .whereRef("p.id", "=", "floatingCase.personId")
    .whereRef("p.organizationId", "<>", "floatingCase.organizationId")
    .where("floatingCase.endedOn", "is", null)
    .$if(persons !== "all", (query) => query.where("p.id", "=", anyOf(persons === "all" ? [] : persons)))
    .execute();
  await tx
    .updateTable("floatingEntry")
    .from("floatingCase as c")
    .set((eb) => ({ orgPath: eb.ref("c.orgPath") }))
    .whereRef("c.id", "=", "floatingEntry.caseId")
    .whereRef("c.orgPath", "<>", "floatingEntry.orgPath")
    .where("c.endedOn", "is", null)
    .$if(persons !== "all", (query) => query.where("c.personId", "=", anyOf(persons === "all" ? [] : persons)))
    .execute();
}

/**
 * Brings events dated ahead into effect when their day has come: paths and today's places of people; the facts
 * themselves are there already with their dates. Run at start and every morning. Returns how many organisations moved.
 */
export async function settleDay(tx: Writer, today: Day): Promise<number> {
  await lockTree(tx);
  await settlePersons(tx, today, "all");
  return await settlePaths(tx, today);
}

/**
 * Takes back everything an event wrote. `restores`: planned ends of grants that it had overwritten. `holders` are the
 * accounts whose grants came back.
 */
export async function takeBack(
  tx: Writer,
  eventId: string,
  restores: ReadonlyMap<string, Day>,
): Promise<{ persons: string[]; holders: string[] }> {
  const back = await tx.selectFrom("membership").select("personId").where("openedBy", "=", eventId).execute();
  const ended = await tx.selectFrom("roleGrant").select("accountId").where("closedBy", "=", eventId).execute();
  const holders = [...new Set(ended.map((it) => it.accountId))];
  await holdAccounts(tx, holders);
  for (const table of [
    "membershipEvent",
    "membership",
    "post",
    "roleGrant",
    "unit",
    "placement",
    "organizationVersion",
  ] as const) {
    await tx.deleteFrom(table).where("openedBy", "=", eventId).execute();
  }
  for (const table of Object.values(TABLES))
    await tx.updateTable(table).set({ validTo: null, closedBy: null }).where("closedBy", "=", eventId).execute();
  for (const [id, was] of restores)
    await tx.updateTable("roleGrant").set({ validTo: was }).where("id", "=", id).execute();
  await tx
    .updateTable("committeeTerm")
    .set({ endedOn: null, closedBy: null })
    .where("closedBy", "=", eventId)
    .execute();
  await tx
    .updateTable("organization")
    .set({ closedOn: null, successorId: null, closedBy: null })
    .where("closedBy", "=", eventId)
    .execute();
  return { persons: back.map((row) => row.personId), holders };
}

/** Removes the organisations an event had set up; a foreign key refuses when anything has been recorded for them. */
export async function removeMade(tx: Writer, eventId: string): Promise<void> {
  const made = await tx.selectFrom("organization").select("id").where("openedBy", "=", eventId).execute();
  if (made.length === 0) return;
  const ids = anyOf(made.map((row) => row.id));
  await tx.deleteFrom("organizationEventParty").where("organizationId", "=", ids).execute();
  await tx.deleteFrom("organization").where("id", "=", ids).execute();
}
