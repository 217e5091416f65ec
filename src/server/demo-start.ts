import { DEMO_SEED, demoPeople, isEmpty, makeDemoZone } from "#demo/index.ts";
import { systemActor } from "#platform/access/index.ts";
import { DatabaseRefusal } from "#platform/database/index.ts";
import { systemScope } from "#platform/database/scope.ts";
import { act } from "#platform/doing.ts";
import type { House } from "#platform/house.ts";
import { DEMO_COMPLETED } from "./demo-sentences.ts";
import type { OpenHouse } from "./house.ts";
import { zh } from "./zh.ts";

/** Makes the demo zone where there is nothing yet, with its statistics for the planner. Returns how many deeds; null: not empty. */
export async function makeDemo(open: OpenHouse, say: (line: string) => void): Promise<number | null> {
  const { house } = open;
  if (!(await isEmpty(house))) return null;
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
  await act(house, systemActor("demo-zone"), "system", null, async (doing) => {
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

/** On a start without `--empty`: an empty house becomes the demo zone; one left half made is refused, anything else stays. */
export async function prepareDemo(open: OpenHouse, say: (line: string) => void): Promise<void> {
  if ((await makeDemo(open, say)) !== null) return;
  if ((await demoPeople(open.house)) !== null && !(await completed(open.house))) {
    throw new DatabaseRefusal(zh.demo.unfinished);
  }
}

async function completed(house: House): Promise<boolean> {
  const row = await house.door.read(systemScope("demo-zone"), (tx) =>
    tx.selectFrom("auditEvent").select("id").where("event", "=", DEMO_COMPLETED).limit(1).executeTakeFirst(),
  );
  return row !== undefined;
}
