import { afterAll, beforeAll, expect, test } from "vitest";
import { type Attacked, fire, serverOver } from "./attack.ts";
import { type AttackedZone, attackedZone, TODAY } from "./zone.ts";

/** B6: the same submission twice at once happens once; two people who change the same thing do not overwrite each other. */
const PAIRS = Number(process.env["PAIRS"] ?? "50");

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

const someone = (name: string) => zone.attackers.find((it) => it.name === name) ?? expect.unreachable(name);
/** The first person of each place, whose name forms accept. */
const firstOf = (places: readonly string[]): string[] =>
  places.flatMap((place) => zone.planter.ids.get("person")?.get(place)?.slice(0, 1) ?? []);

interface Said {
  readonly status: number;
  readonly body: string;
}

async function send(who: string, method: "POST" | "PATCH", url: string, body: unknown): Promise<Said> {
  const headers = { "x-lianxin": "1", "content-type": "application/json" };
  const answer = await fire(attacked.app, { method, url, headers, payload: JSON.stringify(body) }, someone(who));
  return { status: answer.statusCode, body: answer.body };
}

/** How many of two at once succeeded, over many pairs; the others are refused, never a fault of ours. */
async function twice(count: number, make: (nth: number) => [Promise<Said>, Promise<Said>]): Promise<number[]> {
  const wins: number[] = [];
  for (let nth = 0; nth < count; nth += 1) {
    const answers = await Promise.all(make(nth));
    for (const { status, body } of answers) expect(status, body).toBeLessThan(500);
    const won = answers.filter(({ status }) => status < 300).length;
    if (won === 0) throw new Error(`nobody got through: ${answers.map((it) => it.body.slice(0, 300)).join(" | ")}`);
    wins.push(won);
  }
  return wins;
}

test("an organisation's post is ended once", async () => {
  const posts = [...(zone.planter.ids.get("post") ?? new Map<string, string[]>()).values()].flat();
  const end = (id: string | undefined) =>
    send("zone_organiser-zone", "POST", `/api/posts/${id}/ending`, { on: TODAY, reason: "任期届满" });
  const wins = await twice(posts.length, (nth) => [end(posts[nth]), end(posts[nth])]);
  expect(wins).toEqual(posts.map(() => 1));
});

test("a user name is given once", async () => {
  const make = (nth: number) =>
    send("system_administrator-zone", "POST", "/api/accounts", {
      username: `twice-${nth}`,
      displayName: "双人",
      organizationId: zone.organizations.get("a1"),
    });
  const wins = await twice(Math.min(PAIRS, 20), (nth) => [make(nth), make(nth)]);
  expect(new Set(wins)).toEqual(new Set([1]));
}, 300_000);

test("the same role at the same place is given once", async () => {
  const accounts = zone.attackers.filter((it) => it.name.startsWith("none-")).map((it) => it.accountId);
  const give = (accountId: string | undefined) =>
    send("security_administrator-zone", "POST", "/api/grants", {
      accountId,
      role: "member",
      organizationId: zone.organizations.get("a2"),
      reason: "工作需要",
    });
  const wins = await twice(accounts.length, (nth) => [give(accounts[nth]), give(accounts[nth])]);
  expect(wins).toEqual(accounts.map(() => 1));
});

test("a person is handed over once, accepted once", async () => {
  const persons = ["a1", "a2", "b1", "b2", "c1", "c5", "t1", "t2"].flatMap(
    (place) => zone.planter.ids.get("person")?.get(place)?.slice(0, 2) ?? [],
  );
  const hand = (id: string | undefined) =>
    send("zone_organiser-zone", "POST", "/api/transfers", {
      personIds: [id],
      toOrganizationId: zone.organizations.get("c6"),
      on: TODAY,
      reason: "工作调动",
    });
  expect(await twice(persons.length, (nth) => [hand(persons[nth]), hand(persons[nth])])).toEqual(persons.map(() => 1));
  const { rows } = await zone.database.ownerPool.query<{ id: string }>(
    "select id from transfer where person_id = any($1) and state = 'handed-over'",
    [persons],
  );
  expect(rows.length).toBe(persons.length);
  // Whoever hands over does not receive as well.
  const accept = (id: string | undefined) => send("town_officer-townC", "POST", `/api/transfers/${id}/acceptance`, {});
  expect(await twice(rows.length, (nth) => [accept(rows[nth]?.id), accept(rows[nth]?.id)])).toEqual(rows.map(() => 1));
  const open = await zone.database.ownerPool.query(
    "select person_id from membership where person_id = any($1) and valid_to is null",
    [persons],
  );
  expect(open.rows.length).toBe(persons.length);
});

test("a person leaves the roster once", async () => {
  const persons = firstOf(["moved", "movedLeaf", "d1", "c1", "b3"]);
  const leave = (id: string | undefined) =>
    send("zone_organiser-zone", "POST", `/api/members/${id}/leaving`, { code: "died", on: TODAY });
  expect(await twice(persons.length, (nth) => [leave(persons[nth]), leave(persons[nth])])).toEqual(
    persons.map(() => 1),
  );
});

test("a term of a committee is begun once", async () => {
  const places = ["a1", "b1", "c1", "t1", "townA", "townB"];
  const begin = (place: string | undefined) =>
    send("zone_organiser-zone", "POST", "/api/terms", {
      organizationId: zone.organizations.get(place ?? ""),
      startOn: TODAY,
    });
  expect(await twice(places.length, (nth) => [begin(places[nth]), begin(places[nth])])).toEqual(places.map(() => 1));
});

test("somebody takes up a post once", async () => {
  const places = ["a1", "b1", "a2", "t1", "c5", "a30"];
  const take = (place: string | undefined) =>
    send("zone_organiser-zone", "POST", "/api/posts", {
      organizationId: zone.organizations.get(place ?? ""),
      personId: firstOf([place ?? ""])[0],
      post: "secretary",
      from: TODAY,
    });
  expect(await twice(places.length, (nth) => [take(places[nth]), take(places[nth])])).toEqual(places.map(() => 1));
});

test("of two corrections made on the same version one is told that somebody was faster", async () => {
  const persons = firstOf(["a3x", "a3y", "a30", "c2", "c4"]);
  const rounds = persons.flatMap((id) =>
    Array.from({ length: Math.ceil(PAIRS / persons.length) }, (_, version) => ({ id, version: version + 1 })),
  );
  const correct = (at: number, note: string) => {
    const { id, version } = rounds[at] ?? { id: "", version: 0 };
    return send("zone_organiser-zone", "PATCH", `/api/members/${id}`, {
      manner: "correction",
      version,
      fields: { note: `${note}${at}` },
    });
  };
  expect(await twice(rounds.length, (nth) => [correct(nth, "甲"), correct(nth, "乙")])).toEqual(rounds.map(() => 1));
}, 300_000);
