import { appointPost, endPost, putUnit, startTerm } from "#modules/organization/index.ts";
import type { Doing } from "#platform/house.ts";
import { unitOf } from "../bodies.ts";
import { type Known, need, type Of, performing } from "./known.ts";

/** Units, terms and posts. */
export const officeDeeds = performing(
  {
    unit: "organization.unit.write",
    term: "organization.post.write",
    appoint: "organization.post.write",
    "end-post": "organization.post.write",
  },
  office,
);

/** A branch into which another was merged stands in two units; the name says which is meant. */
async function knownUnit(doing: Doing, organizationId: string, name: string): Promise<{ unitId?: string }> {
  const row = await doing.tx
    .selectFrom("unit")
    .select("id")
    .where("organizationId", "=", organizationId)
    .where("name", "=", name)
    .where("validTo", "is", null)
    .executeTakeFirst();
  return row ? { unitId: row.id } : {};
}

async function office(known: Known, doing: Doing, deed: Of<"unit" | "term" | "appoint" | "end-post">): Promise<void> {
  const organizationId = need(known.places, deed.place);
  switch (deed.kind) {
    case "unit":
      await putUnit(doing, organizationId, {
        ...unitOf(deed.unit),
        ...(deed.since === null ? {} : { since: deed.since }),
        ...(await knownUnit(doing, organizationId, deed.unit.name)),
      });
      return;
    case "term":
      await startTerm(doing, {
        organizationId,
        startOn: deed.start,
        years: deed.years,
        termNumber: deed.termNumber,
        electedOn: deed.start,
        documentNumber: deed.documentNumber,
      });
      return;
    case "appoint": {
      const { id } = await appointPost(doing, {
        organizationId,
        personId: need(known.persons, deed.person),
        post: deed.post,
        from: deed.from,
      });
      known.posts.set(`${deed.place} ${deed.person} ${deed.post}`, id);
      return;
    }
    case "end-post":
      await endPost(doing, need(known.posts, `${deed.place} ${deed.person} ${deed.post}`), {
        on: deed.on,
        reason: deed.reason,
      });
  }
}
