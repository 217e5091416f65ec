import { proposeEvent, undoEvent } from "#modules/organization/index.ts";
import type { Doing } from "#platform/house.ts";
import { organizationOf } from "../bodies.ts";
import { type Known, need, type Of, performing } from "./known.ts";

/** Organisations set up, renamed, moved, merged, split. */
export const reorganisationDeeds = performing(
  {
    establish: "organization.event.propose",
    rename: "organization.event.propose",
    move: "organization.event.propose",
    upgrade: "organization.event.propose",
    merge: "organization.event.propose",
    dissolve: "organization.event.propose",
    split: "organization.event.propose",
    "undo-split": "organization.event.approve",
  },
  reorganise,
);

async function reorganise(
  known: Known,
  doing: Doing,
  deed: Of<"establish" | "rename" | "move" | "upgrade" | "merge" | "dissolve" | "split" | "undo-split">,
): Promise<void> {
  if (deed.kind === "undo-split") {
    await undoEvent(doing, need(known.splits, deed.place), deed.reason);
    return;
  }
  const common = {
    happenedOn: deed.kind === "establish" ? deed.happenedOn : deed.on,
    documentNumber: deed.documentNumber,
    reason: deed.reason,
  };
  switch (deed.kind) {
    case "establish": {
      const parentId = deed.parent === null ? null : need(known.places, deed.parent);
      const { id } = await proposeEvent(doing, {
        kind: "establish",
        ...common,
        details: { organization: organizationOf(deed.place, parentId) },
      });
      known.places.set(deed.place.key, await made(doing, id, "subject"));
      return;
    }
    case "rename":
      await proposeEvent(doing, {
        kind: "rename",
        ...common,
        details: {
          organizationId: need(known.places, deed.place),
          fullName: deed.fullName,
          shortName: deed.shortName,
        },
      });
      return;
    case "move":
      await proposeEvent(doing, {
        kind: "move",
        ...common,
        details: { organizationId: need(known.places, deed.place), parentId: need(known.places, deed.parent) },
      });
      return;
    case "upgrade":
      await proposeEvent(doing, {
        kind: "upgrade",
        ...common,
        details: {
          organizationId: need(known.places, deed.place),
          kind: "general_branch",
          fullName: deed.fullName,
          shortName: deed.shortName,
        },
      });
      return;
    case "merge": {
      const sourceIds = deed.sources.map((it) => need(known.places, it));
      const into = deed.makes
        ? { organization: organizationOf(deed.into, need(known.places, deed.into.parent ?? "")) }
        : { organizationId: need(known.places, deed.into.key) };
      const { id, state } = await proposeEvent(doing, {
        kind: "merge",
        ...common,
        details: { sourceIds, into, grants: await endingGrants(doing, sourceIds) },
      });
      if ((state === "proposed") !== deed.proposal) throw new Error(`the merger is ${state}`);
      if (deed.makes) known.places.set(deed.into.key, await made(doing, id, "successor"));
      return;
    }
    case "dissolve": {
      const destinations = deed.destinations.map((it) => ({
        organizationId: need(known.places, it.place),
        personIds: it.persons.map((one) => need(known.persons, one)),
      }));
      await proposeEvent(doing, {
        kind: "dissolve",
        ...common,
        details: { organizationId: need(known.places, deed.place), destinations },
      });
      return;
    }
    case "split": {
      const organizationId = need(known.places, deed.place);
      const going = new Set(deed.persons.map((it) => need(known.persons, it)));
      const members = await doing.tx
        .selectFrom("membership")
        .select("personId")
        .where("organizationId", "=", organizationId)
        .where("validTo", "is", null)
        .execute();
      const stay = members.map((it) => it.personId).filter((it) => !going.has(it));
      const parentId = need(known.places, deed.part.parent ?? "");
      const { id } = await proposeEvent(doing, {
        kind: "split",
        ...common,
        details: {
          organizationId,
          continues: true,
          parts: [{ organization: organizationOf(deed.part, parentId), personIds: [...going] }],
          stay,
        },
      });
      known.splits.set(deed.place, id);
    }
  }
}

/** Rights at a branch that is merged away end with it, where the story says nothing else. */
async function endingGrants(
  doing: Doing,
  sourceIds: readonly string[],
): Promise<{ grantId: string; decision: "end" }[]> {
  const rows = await doing.tx
    .selectFrom("roleGrant")
    .select("id")
    .where("organizationId", "in", sourceIds)
    .where("validTo", "is", null)
    .execute();
  return rows.map((it) => ({ grantId: it.id, decision: "end" as const }));
}

async function made(doing: Doing, eventId: string, part: "subject" | "successor"): Promise<string> {
  const row = await doing.tx
    .selectFrom("organizationEventParty")
    .select("organizationId")
    .where("eventId", "=", eventId)
    .where("part", "=", part)
    .executeTakeFirstOrThrow();
  return row.organizationId;
}
