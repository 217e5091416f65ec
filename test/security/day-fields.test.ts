import { afterAll, beforeAll, expect, test } from "vitest";
import type { Role } from "#platform/access/index.ts";
import type { Route } from "#platform/http/route.ts";
import { type Attacked, fire, nameOf, serverOver } from "./attack.ts";
import { Dice } from "./dice.ts";
import { type Made, RequestMaker } from "./requests.ts";
import { type AttackedZone, type Attacker, attackedZone } from "./zone.ts";

/**
 * Every field that says it is a day, of every route, in query and body, with days that are none and days at the very edge
 * of the calendar: refused beside the field or taken, never a fault of ours.
 */
const NO_DAYS = ["0000-01-01", "2026-02-30", "2026-13-01", "-001-01-01"];
const DAYS = [...NO_DAYS, "9999-12-31", "0001-01-01"];
const TRIES = 2;

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

interface Node {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
  readonly allOf?: readonly Node[];
  readonly format?: string;
  readonly pattern?: string;
}

/** Where the days of a shape stand: keys from the outside in, `0` for the first of a list. */
function daysOf(node: Node | undefined, at: readonly string[] = []): string[][] {
  if (node === undefined) return [];
  const isDay =
    node.format === "date" ||
    (node.pattern !== undefined &&
      new RegExp(node.pattern).test("2026-11-22") &&
      !new RegExp(node.pattern).test("x")) ||
    (node.type === "string" && node.pattern === undefined && /^(asOf|on|day)$|On$/.test(at.at(-1) ?? ""));
  return [
    ...(isDay ? [[...at]] : []),
    ...Object.entries(node.properties ?? {}).flatMap(([key, child]) => daysOf(child, [...at, key])),
    ...daysOf(node.items, [...at, "0"]),
    ...[...(node.anyOf ?? []), ...(node.allOf ?? [])].flatMap((it) => daysOf(it, at)),
  ];
}

const unique = (places: readonly string[][]): string[][] =>
  [...new Set(places.map((it) => it.join("\n")))].map((it) => it.split("\n"));

/** Writes a value into a body where the field stands; parts on the way there that are not filled in are made. */
function written(body: unknown, place: readonly string[], value: string): unknown {
  const [key, ...rest] = place;
  if (key === undefined) return value;
  if (key === "0" || Array.isArray(body)) {
    const list = Array.isArray(body) ? [...(body as unknown[])] : [];
    list[0] = written(list[0], rest, value);
    return list;
  }
  const held = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
  return { ...held, [key]: written(held[key], rest, value) };
}

function withDay(made: Made, route: Route, where: "query" | "body", place: readonly string[], value: string): Made {
  if (where === "query") {
    const [path = "", query = ""] = made.url.split("?");
    const params = new URLSearchParams(query);
    params.set(place[0] ?? "", value);
    return { ...made, url: `${path}?${params.toString()}` };
  }
  if (route.upload) {
    const name = place[0] ?? "";
    const boundary = "----attack";
    const field = `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    return { ...made, payload: Buffer.concat([Buffer.from(field), Buffer.from(made.payload ?? "")]) };
  }
  return { ...made, payload: JSON.stringify(written(JSON.parse(String(made.payload ?? "{}")), place, value)) };
}

/** Somebody who holds the verb: the widest first, so that acts get as far as they can. */
function holderOf(route: Route): Attacker | null {
  const holds = (it: Attacker) =>
    it.holds.length === 1 && it.holds.some((held) => attacked.open.house.policy.holds(held.role as Role, route.verb));
  const standing = zone.attackers.filter((it) => route.verb === "own" || route.verb === "public" || holds(it));
  return standing.find((it) => it.personId !== null && route.verb === "own") ?? standing[0] ?? null;
}

test("no day that is none, and none at the edge of the calendar, is answered with 500", async () => {
  const maker = new RequestMaker(zone, attacked.open.house.registers);
  const wrong: string[] = [];
  const taken: string[] = [];
  let fields = 0;
  for (const route of attacked.routes) {
    const places = [
      ...unique(daysOf(route.query as Node | undefined)).map((place) => ({ where: "query" as const, place })),
      ...unique(daysOf(route.body as Node | undefined)).map((place) => ({ where: "body" as const, place })),
    ];
    const who = holderOf(route);
    for (const { where, place } of places) {
      fields += 1;
      for (const [nth, value] of DAYS.entries()) {
        for (let at = 0; at < TRIES; at += 1) {
          const made = maker.make(route, new Dice(nth * 31 + at + 1), at === 0 ? "a1" : null, { aimed: at === 0 });
          const answer = await fire(attacked.app, withDay(made, route, where, place, value), who);
          const label = `${nameOf(route)} ${where} ${place.join(".")}=${value} -> ${answer.statusCode}`;
          if (answer.statusCode >= 500) wrong.push(`${label} ${answer.body.slice(0, 200)}`);
          if (NO_DAYS.includes(value) && answer.statusCode < 300) taken.push(label);
          if (answer.statusCode === 403 || answer.statusCode === 401) break;
        }
      }
    }
  }
  expect(fields).toBeGreaterThan(50);
  expect([...new Set(wrong)]).toEqual([]);
  expect([...new Set(taken)]).toEqual([]);
}, 900_000);
