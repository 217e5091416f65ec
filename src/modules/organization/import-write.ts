import { newId } from "#platform/database/ids.ts";
import { insertMany } from "#platform/database/insert-many.ts";
import type { Doing } from "#platform/house.ts";
import type { Drop } from "#platform/registers/importer.ts";
import { type Day, later } from "#shared/day.ts";
import type { OrganizationRow } from "./import-row.ts";
import { nameColumns, nodeNumbers } from "./planning/write.ts";

/** An organisation that an import sets up. */
export interface SetUp {
  readonly id: string;
  readonly parentId: string | null;
  readonly facts: OrganizationRow;
  readonly establishedOn: Day;
}

/**
 * Sets organisations up in bulk, parents first. Each gets an establish event with its document; its place begins with the
 * later of its own and its parent's founding, because branches are often older than today's committee above them.
 */
export async function importOrganizations(
  doing: Doing,
  setUps: readonly SetUp[],
  drop: Pick<Drop, "places" | "batchId">,
  establishedOn: (id: string) => Day | null,
): Promise<void> {
  const waiting = new Map(setUps.map((it) => [it.id, it]));
  const ordered: SetUp[] = [];
  const add = (it: SetUp): void => {
    if (!waiting.delete(it.id)) return;
    const parent = it.parentId === null ? undefined : waiting.get(it.parentId);
    if (parent) add(parent);
    ordered.push(it);
  };
  for (const it of setUps) add(it);
  const nodes = await nodeNumbers(doing.tx, ordered.length);
  const orders = new Map<string | null, number>();
  const now = doing.house.clock.now();
  const rows = ordered.map((it, at) => {
    const parentPath = it.parentId === null ? "/" : (drop.places.byId(it.parentId)?.path ?? null);
    if (parentPath === null) throw new Error(`the parent of ${it.facts.shortName} has no path yet`);
    const orgPath = `${parentPath}${nodes[at] ?? 0}/`;
    drop.places.settle(it.id, orgPath);
    const order = (orders.get(it.parentId) ?? 0) + 1;
    orders.set(it.parentId, order);
    const parentSince = it.parentId === null ? null : establishedOn(it.parentId);
    return {
      ...it,
      node: nodes[at] ?? 0,
      orgPath,
      order,
      eventId: newId(),
      placedOn: parentSince === null ? it.establishedOn : later(it.establishedOn, parentSince),
    };
  });
  await insertMany(
    doing.tx,
    "organization",
    rows.map((it) => ({
      id: it.id,
      node: it.node,
      orgPath: it.orgPath,
      code: it.facts.code,
      establishedOn: it.establishedOn,
      openedBy: it.eventId,
      importId: drop.batchId,
    })),
  );
  const shared = (it: (typeof rows)[number]) => ({
    id: newId(),
    organizationId: it.id,
    orgPath: it.orgPath,
    openedBy: it.eventId,
  });
  await insertMany(
    doing.tx,
    "organizationVersion",
    rows.map((it) => ({
      ...shared(it),
      validFrom: it.establishedOn,
      kind: it.facts.kind,
      fullName: it.facts.fullName,
      shortName: it.facts.shortName,
      ...nameColumns(it.facts),
      territorialLevel: it.facts.territorialLevel,
      unitSituation: it.facts.unitSituation,
      areaKind: it.facts.areaKind,
      phone: it.facts.phone,
      address: it.facts.address,
    })),
  );
  await insertMany(
    doing.tx,
    "placement",
    rows.map((it) => ({ ...shared(it), parentId: it.parentId, validFrom: it.placedOn, orderNumber: it.order })),
  );
  await insertMany(
    doing.tx,
    "organizationEvent",
    rows.map((it) => ({
      id: it.eventId,
      organizationId: it.parentId ?? it.id,
      orgPath: it.parentId === null ? it.orgPath : (drop.places.byId(it.parentId)?.path ?? it.orgPath),
      kind: "establish",
      happenedOn: it.establishedOn,
      documentNumber: it.facts.documentNumber,
      reason: "由党组织信息表导入",
      state: "in-force",
      details: JSON.stringify({
        organization: {
          parentId: it.parentId,
          kind: it.facts.kind,
          fullName: it.facts.fullName,
          shortName: it.facts.shortName,
        },
      }),
      preview: "{}",
      restores: "{}",
      proposedBy: doing.actor.accountId,
      proposedName: doing.actor.name,
      proposedAt: now,
      decidedBy: doing.actor.accountId,
      decidedName: doing.actor.name,
      decidedAt: now,
      decisionNote: "",
    })),
  );
  await insertMany(
    doing.tx,
    "organizationEventParty",
    rows.map((it) => ({ eventId: it.eventId, organizationId: it.id, orgPath: it.orgPath, part: "subject" })),
  );
}
