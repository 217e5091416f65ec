import { chmodSync, cpSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import { fixedClock } from "#platform/clock/index.ts";
import type { Database } from "#platform/database/index.ts";
import { makeDemo } from "#server/demo-start.ts";
import { openHouse } from "#server/house.ts";
import { day } from "#shared/day.ts";
import { freshDatabase, makeOnce } from "./database.ts";

/** The day on which the journeys begin, and until which the demo zone of the tests has lived. */
export const TODAY = day("2026-11-22");

/**
 * A demo zone of its own, with the data folder that holds its keys; copied from the one that is made once and kept.
 * The caller closes the database; the folder goes with the run.
 */
export async function copyOfDemo(): Promise<{ readonly database: Database; readonly dataFolder: string }> {
  const { name, folder: master } = inject("filled").demo;
  await makeOnce(name, async (database) => {
    // Of a run that was killed at it.
    rmSync(master, { recursive: true, force: true });
    const open = await openHouse({ database, dataFolder: master, clock: fixedClock(TODAY) });
    await makeDemo(open, () => {});
    await open.close();
  });
  const database = await freshDatabase({ of: name, large: true });
  const dataFolder = join(inject("run").folder, crypto.randomUUID());
  cpSync(master, dataFolder, { recursive: true });
  // Folders are made anew, open to others as usual, which keys refuse.
  for (const it of readdirSync(dataFolder, { recursive: true, withFileTypes: true }))
    if (it.isDirectory()) chmodSync(join(it.parentPath, it.name), 0o700);
  return { database, dataFolder };
}
