import type { Reader } from "#platform/database/door.ts";
import type { Doing } from "#platform/house.ts";
import type { Asking } from "#platform/http/route.ts";
import type { EventBody } from "./contract.ts";
import type { LoadedZone } from "./planning/load.ts";
import { type EventRow, ladder } from "./queries.ts";
import { competence, type Rung } from "./rules.ts";

/** Where an event is judged: what an act and a preview of it both have. */
export type Setting = Pick<Doing, "house" | "actor" | "today"> & { readonly tx: Reader };

/** For whom a superior decides: organisations that stand (without themselves), parents of those to come (with themselves). */
export function superiorPlaces(body: EventBody, { paths }: LoadedZone): { path: string; inclusive: boolean }[] {
  const of = (id: string | null, inclusive: boolean): { path: string; inclusive: boolean }[] => {
    const path = id === null ? undefined : paths.get(id);
    return path === undefined ? [] : [{ path, inclusive }];
  };
  switch (body.kind) {
    case "establish":
      return of(body.details.organization.parentId, true);
    case "rename":
    case "upgrade":
      return of(body.details.organizationId, false);
    case "move":
      return [...of(body.details.organizationId, false), ...of(body.details.parentId, true)];
    case "merge":
      return [
        ...body.details.sourceIds.flatMap((id) => of(id, false)),
        ...("organizationId" in body.details.into
          ? of(body.details.into.organizationId, false)
          : of(body.details.into.organization.parentId, true)),
      ];
    case "split":
      return [
        ...of(body.details.organizationId, false),
        ...body.details.parts.flatMap((it) => of(it.organization.parentId, true)),
      ];
    case "dissolve":
      return [
        ...of(body.details.organizationId, false),
        ...(body.details.destinations ?? []).flatMap((it) => of(it.organizationId, false)),
      ];
  }
}

export function newKinds(body: EventBody): string[] {
  switch (body.kind) {
    case "establish":
      return [body.details.organization.kind];
    case "upgrade":
      return [body.details.kind];
    case "merge":
      return "organization" in body.details.into ? [body.details.into.organization.kind] : [];
    case "split":
      return body.details.parts.map((it) => it.organization.kind);
    default:
      return [];
  }
}

/** May the actor decide on this event, and so take it back? */
export async function mayDecide(at: Setting | Asking, row: EventRow): Promise<boolean> {
  return at.house.policy.may(at.actor, "organization.event.approve", await decidedAt(at.tx, row));
}

/** Path of the place at which an event is decided, by the tree of today. */
export async function decidedAt(tx: Reader, row: EventRow): Promise<string> {
  const { rungs, subjectPath } = await partyLadders(tx, row);
  return competence(rungs, newKinds(bodyOf(row)), row.happenedOn).value?.path ?? subjectPath;
}

/** Ladders above the parties as they stand today, for an event that may be in force already. */
async function partyLadders(tx: Reader, row: EventRow): Promise<{ rungs: Rung[][]; subjectPath: string }> {
  const parties = await tx
    .selectFrom("organizationEventParty as p")
    .innerJoin("organization as o", "o.id", "p.organizationId")
    .select(["o.orgPath as path", "p.part"])
    .where("p.eventId", "=", row.id)
    .execute();
  const concerned = parties.filter((it) => it.part === "subject" || it.part === "source" || it.part === "successor");
  const rungs = await Promise.all(
    concerned.map(async (it) => (await ladder(tx, it.path, row.happenedOn)).slice(0, -1)),
  );
  // A source ended in this event stands beneath its successor now; successors are no superiors, so rungs that are parties go.
  const own = new Set(concerned.map((it) => it.path));
  const above = rungs.map((it) => it.filter((rung) => !own.has(rung.path)));
  // Both the parent that lets go and the one that takes over are concerned in a move.
  const parents = row.kind === "move" ? parties.filter((it) => it.part === "parent") : [];
  for (const it of parents) above.push(await ladder(tx, it.path, row.happenedOn));
  return {
    rungs: above.length > 0 ? above : [await ladder(tx, row.orgPath, row.happenedOn)],
    subjectPath: row.orgPath,
  };
}

export const bodyOf = (row: EventRow): EventBody =>
  ({
    kind: row.kind,
    happenedOn: row.happenedOn,
    documentNumber: row.documentNumber,
    fileId: row.fileId,
    reason: row.reason,
    details: row.details,
  }) as unknown as EventBody;
