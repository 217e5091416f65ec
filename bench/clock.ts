/**
 * W10: all checks of the timetable over a zone, each timed alone and all together, through the door as the zone's organiser asks
 * them, with the tables of the work filled (work.ts). Run: `node bench/clock.ts [--members 100000] [--data FOLDER]`.
 */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Check } from "#platform/clock/checks.ts";
import { subtree } from "#platform/database/reach.ts";
import { openHouse } from "#server/house.ts";
import { addDays, addYears, yearStart } from "#shared/day.ts";
import { fillZone } from "./data.ts";
import { median, options } from "./http.ts";
import { fillWork } from "./work.ts";

const folder = mkdtempSync(join(tmpdir(), "lianxin-clock-"));
chmodSync(folder, 0o711);
try {
  const open = await openHouse({ dataFolder: options.data ?? join(folder, "data") });
  try {
    const { ownerPool } = open.database;
    // The last day of the year is the one on which most is due.
    const on = addDays(addYears(yearStart(open.house.clock.today()), 1), -1);
    if ((await ownerPool.query("select from organization limit 1")).rowCount === 0)
      await fillZone(open.database, {
        organizations: Number(options.organizations),
        members: Number(options.members),
        seed: Number(options.seed),
      });
    if ((await ownerPool.query("select from dues_profile limit 1")).rowCount === 0) await fillWork(open.database, on);
    await ownerPool.query("vacuum analyze");
    const { rows } = await ownerPool.query<{ path: string }>(
      "select org_path as path from organization order by length(org_path) limit 1",
    );
    const zone = [subtree(rows[0]?.path ?? "/")];
    const scope = {
      account: null,
      person: null,
      system: null,
      persons: zone,
      places: zone,
      restricted: zone,
      write: [],
    };
    const ask = async (checks: readonly Check[]): Promise<number> => {
      const began = performance.now();
      await open.house.door.read(scope, async (tx) => {
        for (const check of checks) await check.matters(tx, on);
      });
      return performance.now() - began;
    };
    for (const check of open.house.checks) {
      const found = await open.house.door.read(scope, (tx) => check.matters(tx, on));
      const times = [await ask([check]), await ask([check]), await ask([check])];
      console.log(
        `${check.id.padEnd(12)}${median(times).toFixed(0).padStart(6)} ms ${String(found.length).padStart(8)} matters  ${check.term}`,
      );
    }
    const all = [await ask(open.house.checks), await ask(open.house.checks), await ask(open.house.checks)];
    console.log(`all ${open.house.checks.length}      ${median(all).toFixed(0).padStart(6)} ms (goal ≤ 2000)`);
  } finally {
    await open.close();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
