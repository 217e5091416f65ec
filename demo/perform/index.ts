import { sql } from "kysely";
import { type Actor, accountActor, hashPassword, systemActor } from "#platform/access/index.ts";
import { fixedClock } from "#platform/clock/index.ts";
import { act } from "#platform/doing.ts";
import type { House } from "#platform/house.ts";
import type { Day } from "#shared/day.ts";
import { CAST, type CastKey } from "../cast.ts";
import type { Deed, DeedKind } from "../deeds.ts";
import { accountDeeds } from "./accounts.ts";
import { appraisalDeeds } from "./appraisal.ts";
import { correctionDeeds } from "./corrections.ts";
import { duesDeeds } from "./dues.ts";
import { electionDeeds } from "./elections.ts";
import { floatingDeeds } from "./floating.ts";
import { honourDeeds } from "./honours.ts";
import { importDeeds } from "./imports.ts";
import { Known, need, type Performer } from "./known.ts";
import { meetingDeeds } from "./meetings.ts";
import { memberDeeds } from "./members.ts";
import { officeDeeds } from "./offices.ts";
import { reorganisationDeeds } from "./organizations.ts";
import { recruitingDeeds } from "./recruiting.ts";
import { transferDeeds } from "./transfers.ts";

/** Who does the deeds of each kind. */
const PERFORMERS: Readonly<Record<DeedKind, Performer>> = {
  ...electionDeeds,
  ...floatingDeeds,
  ...recruitingDeeds,
  ...meetingDeeds,
  ...appraisalDeeds,
  ...honourDeeds,
  ...transferDeeds,
  ...importDeeds,
  ...duesDeeds,
  ...accountDeeds,
  ...correctionDeeds,
  ...reorganisationDeeds,
  ...officeDeeds,
  ...memberDeeds,
};

/** Deeds after which what somebody holds, or where, may be different. */
const CHANGES_REACH: ReadonlySet<DeedKind> = new Set([
  "grant",
  "move",
  "merge",
  "dissolve",
  "split",
  "undo-split",
  "establish",
]);

/** Done while nobody else does anything: the rest of the story builds on it. */
const STANDS_ALONE: ReadonlySet<DeedKind> = new Set([...CHANGES_REACH, "account", "roster"]);

export interface Progress {
  (done: number, all: number, on: Day): void;
}

/** What one person did on one day under one verb: one transaction. */
interface Batch {
  readonly lead: Deed;
  readonly deeds: readonly Deed[];
}

/**
 * Carries the deeds out, each through the act of its module, by the person who did it, on its day (the clock is moved).
 * The officers work side by side as they do in life, each in the order of days; whatever concerns one member is done in
 * that order also when several officers have a hand in it. Stops with the first refusal, naming the deed.
 */
export async function perform(house: House, deeds: readonly Deed[], report: Progress = () => {}): Promise<void> {
  const stage = new Stage(house);
  let done = 0;
  const run = async (batch: Batch): Promise<void> => {
    await stage.together(batch);
    done += batch.deeds.length;
    report(done, deeds.length, batch.lead.on);
  };
  for (const stretch of stretchesOf(batchesOf(deeds))) await sideBySide(stretch, run);
}

function batchesOf(deeds: readonly Deed[]): Batch[] {
  const out: { lead: Deed; deeds: Deed[] }[] = [];
  for (const deed of deeds) {
    const last = out.at(-1);
    if (last && goesWith(last.lead, deed)) last.deeds.push(deed);
    else out.push({ lead: deed, deeds: [deed] });
  }
  return out;
}

const goesWith = (lead: Deed, it: Deed): boolean =>
  it.on === lead.on &&
  it.by === lead.by &&
  PERFORMERS[it.kind].verb === PERFORMERS[lead.kind].verb &&
  !CHANGES_REACH.has(lead.kind);

/** Batches that may run side by side; what changes places or rights stands alone. */
function stretchesOf(batches: readonly Batch[]): Batch[][] {
  const out: Batch[][] = [];
  let open: Batch[] = [];
  for (const batch of batches) {
    if (!STANDS_ALONE.has(batch.lead.kind)) {
      open.push(batch);
      continue;
    }
    out.push(open, [batch]);
    open = [];
  }
  return [...out, open];
}

async function sideBySide(stretch: readonly Batch[], run: (batch: Batch) => Promise<void>): Promise<void> {
  const lanes = new Map<string, Promise<void>>();
  const persons = new Map<string, Promise<void>>();
  for (const batch of stretch) {
    const concerned = batch.deeds.flatMap((it) =>
      "person" in it && it.person !== null ? [typeof it.person === "string" ? it.person : it.person.key] : [],
    );
    // Who may vote is counted from the roster: everything told so far has happened by then.
    const before = batch.deeds.some(counts)
      ? [...lanes.values()]
      : [lanes.get(batch.lead.by), ...concerned.map((it) => persons.get(it))];
    const turn = Promise.all(before.filter((it) => it !== undefined)).then(() => run(batch));
    lanes.set(batch.lead.by, turn);
    for (const it of concerned) persons.set(it, turn);
  }
  // All of them, so that nothing is left running when one fails.
  const ended = await Promise.allSettled(lanes.values());
  const failed = ended.find((it) => it.status === "rejected");
  if (failed) throw failed.reason;
}

/** A meeting votes in it. */
const counts = (it: Deed): boolean =>
  it.kind === "recruit-enter" || (it.kind === "recruit-step" && it.step.particulars?.vote !== undefined);

class Stage {
  readonly #house: House;
  readonly #known = new Known();
  readonly #actors = new Map<string, Actor>();

  constructor(house: House) {
    this.#house = house;
    // Slow on purpose, so they begin at once and run beside everything else.
    for (const key of Object.keys(CAST) as CastKey[]) this.#known.hashes.set(key, hashPassword(CAST[key].password));
  }

  async together({ lead, deeds }: Batch): Promise<void> {
    // Each has a clock of their own: one officer may be at May while another is still at April.
    const house: House = { ...this.#house, clock: fixedClock(lead.on) };
    const actor = await this.#actor(house, lead.by);
    let doingNow: Deed = lead;
    try {
      await act(house, actor, PERFORMERS[lead.kind].verb, null, async (doing) => {
        // Nobody was told yet that anything is kept: what a power cut takes is made again.
        await sql`set local synchronous_commit = off`.execute(doing.tx);
        for (const deed of deeds) {
          doingNow = deed;
          await PERFORMERS[deed.kind].perform(this.#known, doing, deed);
        }
      });
    } catch (error) {
      const detail = (error as { detail?: unknown }).detail;
      throw new Error(
        `the story stops on ${doingNow.on}: ${doingNow.kind} ${about(doingNow)}${typeof detail === "string" ? `: ${detail}` : ""}`,
        { cause: error },
      );
    }
    if (deeds.some((it) => CHANGES_REACH.has(it.kind))) this.#actors.clear();
  }

  async #actor(house: House, by: CastKey | "system"): Promise<Actor> {
    if (by === "system") return systemActor("demo-zone");
    const known = this.#actors.get(by);
    if (known) return known;
    const actor = await accountActor(house, need(this.#known.accounts, by));
    if (!actor) throw new Error(`${by} has no account on ${house.clock.today()}`);
    this.#actors.set(by, actor);
    return actor;
  }
}

function about(deed: Deed): string {
  const place = "place" in deed ? (typeof deed.place === "string" ? deed.place : (deed.place?.key ?? "")) : "";
  const person = "person" in deed ? (typeof deed.person === "string" ? deed.person : (deed.person?.name ?? "")) : "";
  return `${place} ${person}`.trim();
}
