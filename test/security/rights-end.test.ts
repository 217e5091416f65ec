import { afterAll, beforeAll, expect, test } from "vitest";
import { type Attacked, fire, serverOver } from "./attack.ts";
import { secretsIn } from "./evidence.ts";
import { type AttackedZone, attackedZone } from "./zone.ts";

/** What was once allowed is not allowed now: a right that ends, ends with the next request. */
let zone: AttackedZone;
let attacked: Attacked;
beforeAll(async () => {
  zone = await attackedZone();
  attacked = await serverOver(zone, { keep: true });
});
afterAll(async () => {
  await attacked?.close();
  await zone?.database.close();
});

const get = (url: string) => ({ method: "GET" as const, url, headers: {} });
const someone = (name: string) => zone.attackers.find((it) => it.name === name) ?? expect.unreachable(name);

test("the result of work done under a right that ended is not handed out any more", async () => {
  const former = zone.attackers.filter((it) => it.name.startsWith("over-"));
  expect(former.length).toBeGreaterThan(3);
  for (const who of former) {
    const jobs = zone.planter.owned.get(who.accountId)?.get("job") ?? [];
    expect(jobs.length).toBeGreaterThan(0);
    for (const job of jobs) {
      const answer = await fire(attacked.app, get(`/api/jobs/${job}/result`), who);
      expect(answer.statusCode).toBe(404);
      expect(secretsIn(answer)).toEqual([]);
    }
  }
});

test("the result of work at a place one still holds is handed out", async () => {
  const who = someone("town_officer-a1");
  const [job] = zone.planter.owned.get(who.accountId)?.get("job") ?? [];
  expect((await fire(attacked.app, get(`/api/jobs/${job}/result`), who)).statusCode).toBe(200);
});

test("a grant that ends, closes the list on the next request", async () => {
  const who = someone("auditor-townA");
  expect((await fire(attacked.app, get("/api/registers/audit"), who)).statusCode).toBe(200);
  await zone.database.ownerPool.query("update role_grant set valid_to = '2026-11-01' where account_id = $1", [
    who.accountId,
  ]);
  expect((await fire(attacked.app, get("/api/registers/audit"), who)).statusCode).toBe(403);
});

test("a disabled account is nobody on the next request, with every session it had", async () => {
  const who = someone("auditor-townB");
  expect((await fire(attacked.app, get("/api/registers/audit"), who)).statusCode).toBe(200);
  await zone.database.ownerPool.query("update account set disabled_at = now() where id = $1", [who.accountId]);
  expect((await fire(attacked.app, get("/api/registers/audit"), who)).statusCode).toBe(401);
});

test("break-glass that has run out opens nothing", async () => {
  const who = someone("glass-a1");
  await zone.database.ownerPool.query("update break_glass set expires_at = opened_at where account_id = $1", [
    who.accountId,
  ]);
  const answer = await fire(attacked.app, get("/api/registers/audit?limit=500"), who);
  expect(answer.statusCode).toBe(200);
  expect(secretsIn(answer).filter((it) => zone.planter.secrets.get(it)?.sees === "persons")).toEqual([]);
});

test("one's own record opens to oneself, and shows nobody else's", async () => {
  const who = someone("member-townA");
  const answer = await fire(attacked.app, get("/api/own/record"), who);
  expect(answer.statusCode).toBe(200);
  const shown = secretsIn(answer).map((it) => zone.planter.secrets.get(it));
  expect(shown.length).toBeGreaterThan(2);
  expect(shown.filter((it) => it?.personId !== who.personId && !it?.isPlaceName)).toEqual([]);
});
