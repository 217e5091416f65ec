import type { EventBody } from "#modules/organization/contract.ts";
import type { Day } from "#shared/day.ts";

/**
 * An independent naive model of organisations: plain maps, recomputed for each day asked from the list of what happened.
 * It shares nothing with the planner but the bodies of events.
 */
export type Step =
  | {
      readonly what: "event";
      readonly id: string;
      readonly body: EventBody;
      readonly made: readonly string[];
      readonly on: Day;
      undone: boolean;
    }
  | { readonly what: "admit"; readonly organizationId: string; readonly personId: string; readonly on: Day }
  | { readonly what: "leave"; readonly personId: string; readonly on: Day }
  | { readonly what: "appoint"; readonly organizationId: string; readonly personId: string; readonly on: Day };

export class Disagreement extends Error {
  override name = "Disagreement";
}

export const ROOT = "root";

/** What a day looks like: `child<parent name` of each organisation, its members and its posts. */
export type Picture = Map<string, { name: string; parent: string | null; members: string; posts: string }>;

/** The naive model: everything that happened up to the day, in order of the day and then of filing. */
export function naive(steps: readonly Step[], on: Day): Picture {
  const organizations = new Map<string, { name: string; parent: string | null }>([
    [ROOT, { name: "根", parent: null }],
  ]);
  const members = new Map<string, string>();
  const posts = new Map<string, Set<string>>();
  const happened = steps
    .map((step, at) => ({ step, at }))
    .filter(({ step }) => step.on <= on && !(step.what === "event" && step.undone));
  happened.sort((a, b) => (a.step.on < b.step.on ? -1 : a.step.on > b.step.on ? 1 : a.at - b.at));
  const transfer = (from: string, to: string): void => {
    for (const [person, place] of members) if (place === from) members.set(person, to);
    for (const it of organizations.values()) if (it.parent === from) it.parent = to;
  };
  const remove = (id: string): void => {
    organizations.delete(id);
    posts.delete(id);
  };
  for (const { step } of happened) {
    if (step.what === "admit") members.set(step.personId, step.organizationId);
    else if (step.what === "leave") members.delete(step.personId);
    else if (step.what === "appoint")
      posts.set(step.organizationId, new Set([...(posts.get(step.organizationId) ?? []), step.personId]));
    else {
      const { body, made } = step;
      const found = (id: string): { name: string; parent: string | null } => {
        const it = organizations.get(id);
        if (!it) throw new Disagreement(`${body.kind} on ${step.on} of an organisation that is not there`);
        return it;
      };
      switch (body.kind) {
        case "establish":
          organizations.set(made[0] ?? "", {
            name: body.details.organization.shortName,
            parent: body.details.organization.parentId,
          });
          break;
        case "rename":
        case "upgrade":
          found(body.details.organizationId).name = body.details.shortName;
          break;
        case "move":
          found(body.details.organizationId).parent = body.details.parentId;
          break;
        case "merge": {
          let to = made[0] ?? "";
          if ("organization" in body.details.into)
            organizations.set(to, {
              name: body.details.into.organization.shortName,
              parent: body.details.into.organization.parentId,
            });
          else to = body.details.into.organizationId;
          for (const id of body.details.sourceIds) found(id);
          for (const id of body.details.sourceIds) transfer(id, to);
          for (const id of body.details.sourceIds) remove(id);
          break;
        }
        case "split": {
          const source = body.details.organizationId;
          found(source);
          for (const [at, part] of body.details.parts.entries()) {
            organizations.set(made[at] ?? "", {
              name: part.organization.shortName,
              parent: part.organization.parentId,
            });
            for (const person of part.personIds) {
              members.set(person, made[at] ?? "");
              posts.get(source)?.delete(person);
            }
          }
          for (const child of body.details.children ?? []) found(child.organizationId).parent = made[child.part] ?? "";
          if (!body.details.continues) remove(source);
          break;
        }
        case "dissolve":
          found(body.details.organizationId);
          for (const to of body.details.destinations ?? [])
            for (const person of to.personIds) members.set(person, to.organizationId);
          remove(body.details.organizationId);
          break;
      }
    }
  }
  const out: Picture = new Map();
  for (const [id, it] of organizations) {
    out.set(id, {
      name: it.name,
      parent: it.parent,
      members: [...members]
        .filter(([, place]) => place === id)
        .map(([person]) => person)
        .sort()
        .join(" "),
      posts: [...(posts.get(id) ?? [])].sort().join(" "),
    });
  }
  return out;
}
