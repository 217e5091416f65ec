import { elections } from "#modules/organization/index.ts";
import type { Doing } from "#platform/house.ts";
import type { Day } from "#shared/day.ts";
import { recordsOf } from "../elections.ts";
import { type Known, need, type Of, performing } from "./known.ts";

/** Elections of branches and of village committees. */
export const electionDeeds = performing(
  {
    election: "election.decide",
    "election-open": "election.write",
    "election-step": "election.write",
    "election-decision": "election.decide",
    "village-election": "election.decide",
  },
  election,
);

async function election(
  known: Known,
  doing: Doing,
  deed: Of<"election" | "election-open" | "election-step" | "election-decision" | "village-election">,
): Promise<void> {
  switch (deed.kind) {
    case "election": {
      const { held } = deed;
      const organizationId = need(known.places, held.place);
      const at = await elections.placeOn(doing.tx, organizationId, held.on);
      const able = (await elections.rosterOn(doing.tx, at, held.on)).filter((it) => it.full && !it.stopped);
      const away = able.filter((it) => it.away !== null).map((it) => it.personId);
      const records = recordsOf(held, able.length, away).map((it) => named(known, it));
      const first = records[0]?.on;
      await elections.enterElection(doing, {
        organizationId,
        form: "committee",
        seats: held.elected.length,
        ...(held.filling
          ? { kind: "by_election", reason: held.filling.reason }
          : { kind: "term", termNumber: held.termNumber }),
        ...(first === undefined ? {} : { on: first }),
        records,
      });
      await begun(known, doing, held.place, held.on, held.elected);
      return;
    }
    case "election-open": {
      const organizationId = need(known.places, deed.place);
      const { id } = await elections.openElection(doing, { organizationId, kind: "term" });
      known.elections.set(deed.place, id);
      return;
    }
    case "election-step":
    case "election-decision":
      await elections.recordStep(
        doing,
        need(known.elections, deed.place),
        named(known, deed.input),
        deed.kind === "election-step" ? "own" : "superior",
      );
      return;
    case "village-election": {
      const { votes, ...fields } = deed.fields;
      await elections.recordVillage(doing, {
        ...fields,
        organizationId: need(known.places, deed.place),
        votes: votes.map(({ person, ...it }) => ({ ...it, personId: need(known.persons, person), elected: true })),
      });
      const seats = votes.map(({ person, seat }) => ({ person, post: seat }));
      await begun(known, doing, deed.place, fields.on, seats);
    }
  }
}

/** Posts that an election began are known by their keys, because they may end by a deed of their own. */
async function begun(
  known: Known,
  doing: Doing,
  place: string,
  on: string,
  posts: readonly { readonly person: string; readonly post: string }[],
): Promise<void> {
  const rows = await doing.tx
    .selectFrom("post")
    .select(["id", "personId", "post"])
    .where("organizationId", "=", need(known.places, place))
    .where("validFrom", "=", on as Day)
    .execute();
  for (const { person, post } of posts) {
    const personId = need(known.persons, person);
    const row = rows.find((it) => it.personId === personId && it.post === post);
    if (row) known.posts.set(`${place} ${person} ${post}`, row.id);
  }
}

/** The same with ids in place of the keys of persons, wherever they stand. */
function named<T>(known: Known, it: T): T {
  if (typeof it === "string") return (known.persons.get(it) ?? it) as T;
  if (Array.isArray(it)) return it.map((one: unknown) => named(known, one)) as T;
  if (it === null || typeof it !== "object") return it;
  return Object.fromEntries(Object.entries(it).map(([key, value]) => [key, named(known, value as unknown)])) as T;
}
