/**
 * W13: what the first screen of the zone's organiser asks for, the due list and 轮到我, and what else counts what is due (the
 * clock, the cockpit), each through the server's own routes over a zone of 100,000 members with a year of work (work.ts).
 * Run: `node bench/due.ts [--members 100000] [--data FOLDER]`.
 */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { appOf } from "#server/app.ts";
import { openHouse } from "#server/house.ts";
import { filledZone, median, options } from "./http.ts";
import { fillWork } from "./work.ts";

const GOAL_MS = 100;
const ROUNDS = 5;
const folder = mkdtempSync(join(tmpdir(), "lianxin-due-"));
chmodSync(folder, 0o711);
const data = options.data ?? join(folder, "data");
try {
  const filled = await filledZone(data, Number(options.members));
  const open = await openHouse({ dataFolder: data });
  const limits = { ordinary: 1e9, heavy: 1e9, signIn: 1e9 };
  const app = await appOf(open, { log: false, limits });
  try {
    const { ownerPool } = open.database;
    if ((await ownerPool.query("select from dues_profile limit 1")).rowCount === 0)
      await fillWork(open.database, open.house.clock.today());
    // Each town has its officer, as a zone at work has: whose turn it is depends on who stands nearer.
    if ((await ownerPool.query("select from role_grant where role = 'town_officer' limit 1")).rowCount === 0)
      await ownerPool.query(`
        with town as (select gen_random_uuid() as account_id, id, org_path from organization where org_path ~ '^/[0-9]+/[0-9]+/$'),
          made as (insert into account (id, organization_id, org_path, username, username_key, display_name)
            select account_id, id, org_path, account_id, account_id, '钱干事' from town)
        insert into role_grant (id, account_id, role, organization_id, org_path, valid_from)
          select gen_random_uuid(), account_id, 'town_officer', id, org_path, '2020-01-01' from town`);
    await ownerPool.query("vacuum analyze");
    const ask = async (url: string): Promise<{ ms: number; size: number; lines: number }> => {
      const began = performance.now();
      const answer = await app.inject({ url, headers: filled.headers() });
      const ms = performance.now() - began;
      if (answer.statusCode !== 200) throw new Error(`${url} answered ${answer.statusCode}`);
      const said: unknown = answer.json();
      return { ms, size: answer.rawPayload.length, lines: Array.isArray(said) ? said.length : 0 };
    };
    const measure = async (what: string, url: string): Promise<void> => {
      const times: number[] = [];
      let size = 0;
      for (let nth = 0; nth < ROUNDS; nth += 1) {
        const asked = await ask(url);
        times.push(asked.ms);
        size = asked.size;
      }
      console.log(
        `W13 ${what.padEnd(28)}${median(times).toFixed(0).padStart(7)} ms  (${Math.max(...times).toFixed(0)} at worst, ${size} B)`,
      );
    };
    // The yardstick of this run: one statement through the same door and route.
    await measure("yardstick: who am I", "/api/session");
    for (const [name, place] of [
      ["the zone", filled.root],
      ["a town", filled.town],
      ["a branch", filled.branches[0]],
    ] as const) {
      const org = `?org=${place?.id ?? ""}`;
      await measure(`due list, ${name} (≤ ${GOAL_MS})`, `/api/due${org}`);
      await measure(`clock, ${name}`, `/api/clock${org}`);
    }
    await measure(`轮到我 (≤ ${GOAL_MS})`, "/api/turn");
    await measure("cockpit, the zone", `/api/cockpit?org=${filled.root.id}`);
  } finally {
    await app.close();
    await open.close();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
