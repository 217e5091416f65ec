import { afterAll, beforeAll, expect, test } from "vitest";
import type { Register } from "#platform/registers/declaration.ts";
import { type Attacked, fire, serverOver } from "./attack.ts";
import { Dice } from "./dice.ts";
import { type AttackedZone, type Attacker, attackedZone, wordOf } from "./zone.ts";

/** A6 and A7: conditions only ever narrow, an empty or missing one never widens, and what a list hides cannot be asked for. */
let zone: AttackedZone;
let attacked: Attacked;
let registers: Register[];
beforeAll(async () => {
  zone = await attackedZone();
  attacked = await serverOver(zone);
  registers = [...attacked.open.house.registers.values()];
});
afterAll(async () => {
  await attacked?.close();
  await zone?.database.close();
});

interface Answer {
  readonly status: number;
  readonly ids: readonly string[];
  readonly total: number | null;
}

async function list(who: Attacker, register: Register, conditions: Readonly<Record<string, string>>): Promise<Answer> {
  const query = new URLSearchParams({ limit: "500", count: "1", ...conditions });
  const answer = await fire(
    attacked.app,
    { method: "GET", url: `/api/registers/${register.id}?${query.toString()}`, headers: {} },
    who,
  );
  if (answer.statusCode !== 200) return { status: answer.statusCode, ids: [], total: null };
  const { rows, total } = answer.json<{ rows: { id: string }[]; total: number | null }>();
  return { status: 200, ids: rows.map((it) => it.id), total };
}

/** Who reads this register over a town, over the whole zone, and over one branch: one of each. */
function readersOf(register: Register): Attacker[] {
  const reads = (it: Attacker): boolean =>
    it.holds.length === 1 &&
    it.holds.some((held) => attacked.open.house.policy.holds(held.role as never, register.verbs.read));
  return ["townA", "zone", "b1"].flatMap((place) => zone.attackers.find((it) => it.place === place && reads(it)) ?? []);
}

test("every condition narrows, and an empty one changes nothing", async () => {
  const dice = new Dice(3);
  let compared = 0;
  for (const register of registers) {
    for (const who of readersOf(register)) {
      const all = await list(who, register, {});
      expect(all.status, register.id).toBe(200);
      expect(all.total).toBe(all.ids.length);
      const filters = register.fields
        .filter((it) => it.filter && it.column && !it.sensitive)
        .map((it) => `f.${it.key}`);
      for (const conditions of [
        { org: zone.organizations.get(who.place) ?? "" },
        { org: zone.organizations.get("a1") ?? "" },
        { q: wordOf("a1") },
        { q: "_" },
        { q: "%" },
        ...filters.map((key) => ({ [key]: "present" })),
      ] as Record<string, string>[]) {
        const some = await list(who, register, conditions);
        if (some.status !== 200) continue;
        expect(some.total, `${register.id} ${JSON.stringify(conditions)}`).toBe(some.ids.length);
        expect(all.ids).toEqual(expect.arrayContaining([...some.ids]));
        compared += 1;
      }
      const blank = dice.pick([...filters, "q", "org", "sort", "cursor"]);
      expect((await list(who, register, { [blank]: "" })).ids, `${register.id} ${blank}=`).toEqual(all.ids);
    }
  }
  expect(compared).toBeGreaterThan(100);
}, 300_000);

test("signs of the search language are letters like any other", async () => {
  const members = registers.find((it) => it.id === "members") ?? expect.unreachable("members");
  const [who] = readersOf(members);
  if (!who) return expect.unreachable("nobody reads members");
  for (const q of ["%", "_", "\\", "'", "词_号", "词%号"])
    expect({ q, ...(await list(who, members, { q })) }).toMatchObject({ status: 200, ids: [] });
});

test("what a register does not open to filters, sorting or export is refused, in every register", async () => {
  let refused = 0;
  for (const register of registers) {
    const [who] = readersOf(register);
    if (!who) continue;
    const columns = (
      await zone.database.ownerPool.query<{ name: string }>(
        "select column_name as name from information_schema.columns where table_name = $1",
        [register.table],
      )
    ).rows;
    const camel = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    for (const key of new Set([...columns.map((it) => camel(it.name)), ...register.fields.map((it) => it.key)])) {
      const field = register.fields.find((it) => it.key === key);
      if (!field?.filter || field.sensitive) {
        expect((await list(who, register, { [`f.${key}`]: "1" })).status, `${register.id} f.${key}`).toBe(400);
        refused += 1;
      }
      if (!field?.sortable && key !== register.order.field) {
        expect((await list(who, register, { sort: key })).status, `${register.id} sort=${key}`).toBe(400);
        refused += 1;
      }
      if (!field || field.sensitive) {
        const made = {
          method: "POST" as const,
          url: `/api/registers/${register.id}/export?format=csv&columns=${key}`,
          headers: { "x-lianxin": "1" },
        };
        expect([400, 403], `${register.id} columns=${key}`).toContain((await fire(attacked.app, made, who)).statusCode);
        refused += 1;
      }
    }
  }
  expect(refused).toBeGreaterThan(100);
}, 300_000);

test("searching for what a row hides finds nothing: neither rows nor their number", async () => {
  let asked = 0;
  for (const register of registers) {
    const [who] = zone.attackers.filter(
      (it) =>
        it.place === "zone" &&
        it.holds.length === 1 &&
        it.holds.some((held) => attacked.open.house.policy.holds(held.role as never, register.verbs.read)),
    );
    if (!who) continue;
    const shown = new Set(register.fields.map((it) => it.column));
    const hidden = [...zone.planter.secrets]
      .filter(([, it]) => it.table === register.table && !shown.has(it.column))
      .slice(0, 200);
    for (const [token, { column }] of hidden.filter((_, at) => at % 20 === 0)) {
      // Pinyin keys are searched by design and hold nothing but the name.
      if (["pinyin", "initials", "stroke_key", "name_key"].includes(column)) continue;
      expect(await list(who, register, { q: token }), `${register.id}: ${column}`).toMatchObject({ ids: [], total: 0 });
      asked += 1;
    }
  }
  expect(asked).toBeGreaterThan(5);
}, 120_000);
