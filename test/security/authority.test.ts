import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ROLES } from "#platform/access/index.ts";
import { slice, WHOLE } from "#test/slice.ts";
import { type Attacked, fire, nameOf, serverOver } from "./attack.ts";
import { Dice } from "./dice.ts";
import { RequestMaker } from "./requests.ts";
import { type AttackedZone, attackedZone } from "./zone.ts";

/**
 * The authority matrix: for every route and role, what the most willing answer is to well-made requests at a place inside
 * (a branch of one's own town), beside (a branch of the next town) and outside (the town whose number begins like ours).
 * The one table is authority.txt; a new route without its rows, or a row that changes, fails here and is read in review.
 * One commit asks for a quarter of the routes; LIANXIN_WHOLE=1 asks for all, and is needed to make the table anew.
 */
const TABLE = new URL("./authority.txt", import.meta.url);
const TRIES = 12;
const WHERE = { inside: "a1", beside: "b1", outside: "t1" } as const;
const ROLE_NAMES = Object.keys(ROLES);

let zone: AttackedZone;
let attacked: Attacked;
beforeAll(async () => {
  zone = await attackedZone();
  attacked = await serverOver(zone);
});
afterAll(async () => {
  await attacked?.close();
  await zone?.database.close();
});

/** What opens most comes first; a refusal by shape says less than one by right. */
const WILLING = [200, 201, 202, 204, 422, 409, 415, 413, 400, 429, 404, 403, 401];

async function mostWilling(route: (typeof attacked.routes)[number], role: string, target: string): Promise<number> {
  const maker = new RequestMaker(zone, attacked.open.house.registers);
  const who = zone.attackers.find((it) => it.name === `${role}-townA`) ?? null;
  const seen: number[] = [];
  for (let nth = 0; nth < TRIES; nth += 1) {
    const made = maker.make(route, new Dice(nth + 1), target, { aimed: true });
    const { statusCode } = await fire(attacked.app, made, who);
    expect(WILLING, `${nameOf(route)} for ${role}`).toContain(statusCode);
    seen.push(statusCode);
    // Nobody gets further by trying again: a question aimed at a place is the same question every time.
    if (route.method === "GET" && statusCode === 404) break;
    if (
      statusCode === WILLING[0] ||
      statusCode === 201 ||
      statusCode === 204 ||
      statusCode === 401 ||
      statusCode === 403
    )
      break;
  }
  return seen.toSorted((a, b) => WILLING.indexOf(a) - WILLING.indexOf(b))[0] ?? 0;
}

test("every route × role × inside, beside, outside answers as the table says", async () => {
  const routes = attacked.routes.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  expect(routes.length).toBeGreaterThan(40);
  const columns = [...ROLE_NAMES, "nobody"];
  const width = Math.max(...routes.map((it) => nameOf(it).length));
  const lines = [
    `# What answers whom: inside/beside/outside the caller's town. ${TRIES} tries each, the most willing answer counts.`,
    "# Places outside that a transfer ties to the town answer for that transfer. 404 = absent or out of reach, 403 = the verb is held nowhere, 401 = not signed in, 400/409/422 = reached, then refused.",
    `${"".padEnd(width)}  ${columns.map((it) => it.padEnd(11)).join("  ")}`.trimEnd(),
  ];
  const asked = slice("authority", routes, 4, nameOf);
  for (const route of asked) {
    const cell = async (role: string): Promise<string> => {
      const three = await Promise.all(Object.values(WHERE).map((target) => mostWilling(route, role, target)));
      return three.join("/").padEnd(Math.max(11, role.length));
    };
    const cells = [];
    // Whoever comes while a drop is held is told so: there, who asks at the same time would change the answer.
    if (nameOf(route).startsWith("POST /api/imports/:id")) for (const role of columns) cells.push(await cell(role));
    else cells.push(...(await Promise.all(columns.map(cell))));
    lines.push(`${nameOf(route).padEnd(width)}  ${cells.join("  ")}`.trimEnd());
  }
  if (WHOLE) {
    await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("./authority.txt");
    return;
  }
  const table = readFileSync(TABLE, "utf8").trimEnd().split("\n");
  const head = lines.length - asked.length;
  expect(
    table.slice(head).map((it) => it.slice(0, width).trimEnd()),
    "make it anew: LIANXIN_WHOLE=1 vitest run FILE --update",
  ).toEqual(routes.map(nameOf));
  const of = new Set(asked.map(nameOf));
  expect(lines).toEqual(table.filter((it, at) => at < head || of.has(it.slice(0, width).trimEnd())));
}, 900_000);
