import { ROLES, systemActor } from "#platform/access/index.ts";
import { systemScope } from "#platform/database/scope.ts";
import type { DemoPerson, House } from "#platform/house.ts";
import type { Day } from "#shared/day.ts";
import { CAST, type CastMember } from "./cast.ts";
import { placeOf } from "./catalogue.ts";
import { perform } from "./perform/index.ts";
import { tellStory } from "./story.ts";

export { CAST, type CastKey, type CastMember } from "./cast.ts";

export interface DemoOptions {
  /** The same seed and day make the same zone. */
  readonly seed?: string;
  /** The zone lives until this day; default: the house's today. */
  readonly today?: Day;
  /** Told now and then how far the story has come. */
  readonly report?: (done: number, all: number, on: Day) => void;
}

/** The house holds something already; the demo zone is only made where there is nothing. */
export class NotEmpty extends Error {
  override name = "NotEmpty";
}

/** Makes the fictional zone 云湾经济技术开发区 with its years of history. Throws NotEmpty for a house that holds anything. */
export async function makeDemoZone(house: House, options: DemoOptions = {}): Promise<{ deeds: number }> {
  if (!(await isEmpty(house))) throw new NotEmpty("the demo zone is made in an empty house only");
  const { deeds } = tellStory(options.seed ?? DEMO_SEED, options.today ?? house.clock.today());
  await perform(house, deeds, options.report);
  return { deeds: deeds.length };
}

export const DEMO_SEED = "云湾";

/** No organisation, no account: nothing has been done here yet. */
export async function isEmpty(house: House): Promise<boolean> {
  return await house.door.read(systemScope("demo-zone"), async (tx) => {
    const organization = await tx.selectFrom("organization").select("id").limit(1).executeTakeFirst();
    const account = await tx.selectFrom("account").select("id").limit(1).executeTakeFirst();
    return organization === undefined && account === undefined;
  });
}

/**
 * The demo people for the sign-in page, or null when this house is not the demo zone. That it is one is told by its
 * audit: the first act of a demo zone is the generator's, so that nobody makes one by naming an account alike.
 */
export async function demoPeople(house: House): Promise<readonly DemoPerson[] | null> {
  let known = KNOWN.get(house.door);
  if (known === undefined) {
    const first = await house.door.read(systemScope("demo-zone"), (tx) =>
      tx.selectFrom("auditEvent").select("actor").orderBy("number").limit(1).executeTakeFirst(),
    );
    if (!first) return null;
    // The first act of a house never changes, and the sign-in page asks often.
    known = first.actor === systemActor("demo-zone").name;
    KNOWN.set(house.door, known);
  }
  return known ? PEOPLE : null;
}
const KNOWN = new WeakMap<House["door"], boolean>();

const PEOPLE: readonly DemoPerson[] = Object.values<CastMember>(CAST)
  .filter((it) => it.shown)
  .map(({ username, password, name, role, place }) => ({
    username,
    password,
    name,
    roleTerm: ROLES[role].term,
    place: placeOf(place).shortName,
  }));
