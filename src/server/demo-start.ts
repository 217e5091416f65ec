import { DEMO_SEED, demoPeople, isEmpty, makeDemoZone } from "#demo/index.ts";
import { systemActor } from "#platform/access/index.ts";
import { DatabaseRefusal } from "#platform/database/index.ts";
import { systemScope } from "#platform/database/scope.ts";
import { act } from "#platform/doing.ts";
import type { House } from "#platform/house.ts";
import { emptyHouse } from "#platform/operate/index.ts";
import { DEMO_COMPLETED } from "./demo-sentences.ts";
import type { OpenHouse } from "./house.ts";
import { zh } from "./zh.ts";

/**
 * Makes the demo zone where there is nothing yet, with its statistics for the planner. One that was left half made (a
 * killed first start) is taken away first. Returns how many deeds; null: the house holds something else, or all of it.
 */
export async function makeDemo(open: OpenHouse, say: (line: string) => void): Promise<number | null> {
  const toMake = async () => (await isEmpty(open.house)) || (await demoState(open.house)) === "left-half-made";
  if (!(await toMake())) return null;
  return await alone(open, async () => {
    // Another process may have made it since.
    if (!(await toMake())) return null;
    if (!(await isEmpty(open.house))) {
      say(zh.demo.remaking);
      await emptyHouse({ pool: open.database.ownerPool, dataFolder: open.dataFolder });
    }
    return await make(open, say);
  });
}

async function make(open: OpenHouse, say: (line: string) => void): Promise<number> {
  const { house } = open;
  say(zh.demo.making);
  let shown = 0;
  const { deeds } = await makeDemoZone(house, {
    seed: DEMO_SEED,
    report: (done, all) => {
      const tenth = Math.floor((done * 10) / all);
      if (tenth > shown && tenth < 10) say(zh.demo.progress(tenth * 10));
      shown = Math.max(shown, tenth);
    },
  });
  await open.database.ownerPool.query("analyze");
  await act(house, GENERATOR, "system", null, async (doing) => {
    await doing.tell({
      event: DEMO_COMPLETED,
      organizationId: null,
      orgPath: "/",
      target: { kind: "house", id: null, name: null },
      details: { deeds },
    });
  });
  return deeds;
}

/**
 * On a start without `--empty`: an empty house becomes the demo zone, one left half made is made again. Where somebody
 * has worked in a half made one since, nothing is taken away: the start is refused.
 */
export async function prepareDemo(open: OpenHouse, say: (line: string) => void): Promise<void> {
  if ((await makeDemo(open, say)) !== null) return;
  if ((await demoState(open.house)) === "half-made-and-used") throw new DatabaseRefusal(zh.demo.unfinished);
}

/** On a start with `--empty`, and before acts at the terminal: half a demo zone is nothing to begin with. */
export async function refuseHalfMade(house: House): Promise<void> {
  const state = await demoState(house);
  if (state !== "left-half-made" && state !== "half-made-and-used") return;
  throw new DatabaseRefusal(state === "left-half-made" ? zh.demo.halfMade : zh.demo.unfinished);
}

const GENERATOR = systemActor("demo-zone");

type DemoState = "no-demo" | "complete" | "left-half-made" | "half-made-and-used";

/**
 * The audit tells: the first act of a demo zone is the generator's, the last one says that it is complete. In between
 * stand only acts of the generator and of the people it plays, who never sign in; a sign-in, or an act of another system
 * job (the command line), means that somebody was here.
 */
async function demoState(house: House): Promise<DemoState> {
  if ((await demoPeople(house)) === null) return "no-demo";
  return await house.door.read(systemScope("demo-zone"), async (tx) => {
    const events = tx.selectFrom("auditEvent").select("id").limit(1);
    if (await events.where("event", "=", DEMO_COMPLETED).executeTakeFirst()) return "complete";
    const used =
      (await events.where("event", "like", "access.session.%").executeTakeFirst()) ??
      (await events.where("accountId", "is", null).where("actor", "<>", GENERATOR.name).executeTakeFirst()) ??
      (await tx.selectFrom("signInAttempt").select("id").limit(1).executeTakeFirst());
    return used ? "half-made-and-used" : "left-half-made";
  });
}

/** One process at a time: of several before one PostgreSQL, a second one must not take away what the first is making. */
async function alone<T>({ database }: OpenHouse, work: () => Promise<T>): Promise<T> {
  const client = await database.ownerPool.connect();
  // Ends with the connection, and so with a killed process.
  const lock = "(hashtext('lianxin demo'), hashtext(current_schema()))";
  try {
    const { rows } = await client.query<{ got: boolean }>(`select pg_try_advisory_lock${lock} as got`);
    if (rows[0]?.got !== true) throw new DatabaseRefusal(zh.demo.beingMade);
    try {
      return await work();
    } finally {
      await client.query(`select pg_advisory_unlock${lock}`);
    }
  } finally {
    client.release();
  }
}
