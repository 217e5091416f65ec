import { afterAll, beforeAll, expect, test } from "vitest";
import { ROLES } from "#platform/access/index.ts";
import { PARTS, verbsOf } from "#server/modules.ts";
import { type Attacked, fire, serverOver } from "./attack.ts";
import { Dice } from "./dice.ts";
import { lineOf, TREE } from "./tree.ts";
import { type AttackedZone, type Attacker, attackedZone, TODAY } from "./zone.ts";

/** A4: nobody gives a right they do not hold at that place. ROLE_EDITS sets how many edits are tried (10,000 in full). */
const EDITS = Number(process.env["ROLE_EDITS"] ?? "600");

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

const verbs = verbsOf(PARTS);
const roles = Object.keys(ROLES);

/** The oracle: a security administrator above the place gives anything there; others only what they hold there themselves. */
function mayGive(giver: Attacker, role: string, place: string): boolean {
  const above = lineOf(place, TODAY);
  const there = new Set(giver.holds.filter((it) => above.includes(it.place)).map((it) => it.role));
  const holds = (verb: { readonly roles: readonly string[] }): boolean => verb.roles.some((it) => there.has(it));
  const gives = verbs.filter((it) => it.name === "access.grant.give");
  if (!gives.some(holds)) return false;
  if (there.has("security_administrator")) return true;
  return verbs.filter((it) => (it.roles as readonly string[]).includes(role)).every(holds);
}

test("no edit of roles gives what the editor lacks", async () => {
  const dice = new Dice(41);
  const wrong: string[] = [];
  let given = 0;
  let refused = 0;
  let sent = 0;
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (; sent < EDITS; ) {
        sent += 1;
        const givers = zone.attackers.filter((it) => it.holds.length > 0);
        const giver = dice.pick(
          dice.chance(0.7) ? givers.filter((it) => /zone_organiser|town_officer|security|two-/.test(it.name)) : givers,
        );
        const receiver = dice.pick(zone.attackers);
        const role = dice.pick(roles);
        const place = dice.chance(0.6)
          ? dice.pick(TREE.filter((it) => lineOf(it.key, TODAY).includes(giver.holds[0]?.place ?? ""))).key
          : dice.pick(TREE).key;
        const body = {
          accountId: receiver.accountId,
          role,
          organizationId: zone.organizations.get(place),
          reason: "工作需要",
        };
        const made = {
          method: "POST" as const,
          url: "/api/grants",
          headers: { "x-lianxin": "1", "content-type": "application/json" },
          payload: JSON.stringify(body),
        };
        const { statusCode } = await fire(attacked.app, made, giver);
        expect(statusCode).toBeLessThan(500);
        if (statusCode !== 201) refused += 1;
        else if (mayGive(giver, role, place) && giver !== receiver) given += 1;
        else wrong.push(`${giver.name} gave ${receiver.name} ${role} at ${place}`);
      }
    }),
  );
  expect(wrong).toEqual([]);
  expect(given).toBeGreaterThan(EDITS / 100);
  expect(refused).toBeGreaterThan(EDITS / 10);
}, 3600_000);
