import { afterAll, beforeAll, expect, test } from "vitest";
import { loadClasses, type TableClass } from "#platform/database/classes.ts";
import { type Attacked, fire, nameOf, serverOver } from "./attack.ts";
import { Dice } from "./dice.ts";
import { RequestMaker } from "./requests.ts";
import { lineOf } from "./tree.ts";
import { type AttackedZone, type Attacker, attackedZone, TODAY, TRANSFERS } from "./zone.ts";

/**
 * A3 and A5: everybody who stands in one town changes whatever they can, with ids from anywhere and from several places at
 * once. What belongs to others is the same afterwards, row by row. `STORM_REQUESTS` sets how many.
 */
const REQUESTS = Number(process.env["STORM_REQUESTS"] ?? "1500");
const HOME = "townA";

let zone: AttackedZone;
let attacked: Attacked;
let classes: TableClass[];
beforeAll(async () => {
  zone = await attackedZone();
  attacked = await serverOver(zone, { keep: true });
  classes = await loadClasses(zone.database.ownerPool);
});
afterAll(async () => {
  await attacked?.close();
  await zone?.database.close();
});

const isHome = (place: string): boolean => lineOf(place, TODAY).includes(HOME);

/** Rows that lie nowhere in the town and belong to none of its people, each as a hash, by table. */
async function foreignRows(storming: readonly Attacker[]): Promise<Map<string, string[]>> {
  const path = zone.paths.get(HOME) ?? "";
  const accounts = zone.attackers.filter((it) => !storming.includes(it)).map((it) => it.accountId);
  // Somebody on the way to this town is accepted by it: the one change that reaches over the border, by its nature.
  const expected = TRANSFERS.filter(([, to]) => isHome(to)).map(([from]) => from);
  const travelling = zone.planter.ids.get("person") ?? new Map<string, string[]>();
  const persons = expected.flatMap((from) => travelling.get(from) ?? []);
  const out = new Map<string, string[]>();
  for (const it of classes) {
    if (it.appends || (it.class !== "scoped" && it.class !== "self" && it.table !== "credential")) continue;
    const column = it.table === "credential" ? "account_id" : (it.self ?? "id");
    const beyond =
      it.class === "scoped"
        ? it.paths.map((name) => `(${name} is null or not starts_with(${name}, '${path}'))`).join(" and ")
        : `${column}::text = any($1)`;
    const people = it.class === "scoped" && it.self !== null ? `and not (${column}::text = any($1))` : "";
    const { rows } = await zone.database.ownerPool.query<{ hash: string }>(
      `select md5(t::text) as hash from "${it.table}" t where ${beyond} ${people} order by 1`,
      beyond.includes("$1") || people !== "" ? [it.class === "scoped" ? persons : accounts] : [],
    );
    out.set(
      it.table,
      rows.map((row) => row.hash),
    );
  }
  return out;
}

test("a storm of changes from one town leaves every other place as it was", async () => {
  const storming = zone.attackers.filter(
    (it) => [...it.holds.map((held) => held.place), it.place].every(isHome) && it.opened.length === 0,
  );
  expect(storming.length).toBeGreaterThan(40);
  const before = await foreignRows(storming);
  expect([...before.values()].flat().length).toBeGreaterThan(1000);

  const maker = new RequestMaker(zone, attacked.open.house.registers);
  const routes = attacked.routes.filter(
    (it) => it.method !== "GET" && !/^\/api\/(session|password|second-factor)/.test(it.path),
  );
  const home = [...zone.paths.keys()].filter(isHome);
  const dice = new Dice(7);
  const changed = new Map<string, number>();
  const faults: string[] = [];
  let sent = 0;
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (; sent < REQUESTS; ) {
        sent += 1;
        const route = dice.pick(routes);
        const who = dice.pick(storming);
        const made = maker.make(route, new Dice(sent), dice.chance(0.45) ? dice.pick(home) : null, {
          caller: who.accountId,
        });
        const { statusCode, body } = await fire(attacked.app, made, who);
        if (statusCode >= 500)
          faults.push(
            `${made.method} ${made.url} ${String(made.payload ?? "").slice(0, 400)} -> ${body.slice(0, 200)}`,
          );
        if (statusCode < 300) changed.set(nameOf(route), (changed.get(nameOf(route)) ?? 0) + 1);
      }
    }),
  );
  const after = await foreignRows(storming);
  for (const [table, rows] of before) {
    // Notices may reach anybody; what was there stays.
    if (table === "notice") expect(after.get(table), table).toEqual(expect.arrayContaining(rows));
    else expect({ table, rows: after.get(table) }).toEqual({ table, rows });
  }
  expect(faults.slice(0, 5)).toEqual([]);
  expect([...changed.values()].reduce((sum, it) => sum + it, 0)).toBeGreaterThan(REQUESTS / 20);
  expect(changed.size).toBeGreaterThan(12);

  // One foreign row changed by hand is noticed: the comparison can fail.
  await zone.database.ownerPool.query("update membership set note = 'x' where org_path = $1", [zone.paths.get("b2")]);
  expect((await foreignRows(storming)).get("membership")).not.toEqual(after.get("membership"));
}, 3600_000);

test("after the storm every row still lies where its organisation lies", async () => {
  let looked = 0;
  for (const it of classes) {
    if (it.class !== "scoped" || it.appends) continue;
    const { rows } = await zone.database.ownerPool.query<{ known: boolean }>(
      "select exists (select from information_schema.columns where table_name = $1 and column_name = 'organization_id' and table_schema = current_schema()) as known",
      [it.table],
    );
    if (!rows[0]?.known) continue;
    looked += 1;
    const astray = await zone.database.ownerPool.query(
      `select t.* from "${it.table}" t join organization o on o.id = t.organization_id where t.org_path <> o.org_path limit 3`,
    );
    expect({ table: it.table, rows: astray.rows }).toEqual({ table: it.table, rows: [] });
  }
  expect(looked).toBeGreaterThan(8);
});

test("after the storm nobody in the town holds a right at a place outside it", async () => {
  const { rows } = await zone.database.ownerPool.query<{ account_id: string; role: string }>(
    "select account_id, role from role_grant where created_at >= $1 and not starts_with(org_path, $2) and granted_by is not null",
    [zone.clock.now(), zone.paths.get(HOME)],
  );
  expect(rows).toEqual([]);
});
