import type { FastifyInstance, LightMyRequestResponse } from "fastify";
import type { VerbDeclaration } from "#platform/access/policy.ts";
import { loadClasses, type TableClass } from "#platform/database/classes.ts";
import { Door, type Writer } from "#platform/database/door.ts";
import type { Database } from "#platform/database/open.ts";
import type { Scope } from "#platform/database/scope.ts";
import type { Route } from "#platform/http/route.ts";
import { appOf } from "#server/app.ts";
import { type OpenHouse, openHouse } from "#server/house.ts";
import { PARTS, routesOf, verbsOf } from "#server/modules.ts";
import { Dice } from "./dice.ts";
import { secretsIn } from "./evidence.ts";
import { maySee, type Opens, type Secret } from "./oracle.ts";
import { type Made, RequestMaker } from "./requests.ts";
import { pairsOf, RELATIONS, type Relation, worksOn } from "./tree.ts";
import { type AttackedZone, type Attacker, TODAY, TRANSFERS } from "./zone.ts";

/** Fires generated requests at the real server over the attacked zone and asks the oracle about every answer. */

export interface Leak {
  readonly who: string;
  readonly request: string;
  readonly status: number;
  readonly secret: string;
  readonly from: string;
}

export interface Tally {
  requests: number;
  /** Answers that showed secrets to somebody who may see them: without these, silence proves nothing. */
  rightful: number;
  readonly statuses: Map<string, Map<number, number>>;
  readonly relations: Map<Relation | "anywhere", number>;
  readonly leaks: Leak[];
  /** The last refusal of each route that is not about rights, to see what keeps it shut. */
  readonly refusals: Map<string, string>;
  /** Answers of 500 and above. */
  readonly faults: string[];
}

export interface Attacked {
  readonly app: FastifyInstance;
  readonly open: OpenHouse;
  readonly routes: readonly Route[];
  close(): Promise<void>;
}

class TakenBack extends Error {
  readonly answer: unknown;
  constructor(answer: unknown) {
    super("taken back");
    this.answer = answer;
  }
}

/** A door whose acts answer as always and leave nothing behind, so that every request meets the same zone. */
export class UndoingDoor extends Door {
  override async write<T>(scope: Scope, work: (writer: Writer) => Promise<T>): Promise<T> {
    try {
      return await super.write(scope, async (tx) => {
        throw new TakenBack(await work(tx));
      });
    } catch (error) {
      if (error instanceof TakenBack) return error.answer as T;
      throw error;
    }
  }
}

/** `door`: row level security is switched off in this database. `rows`: the door narrows nothing. */
export type Walls = "both" | "door" | "rows";

/** The server over the zone, with both walls or with one alone. With `keep`, acts are kept. */
export async function serverOver(
  zone: AttackedZone,
  options: { walls?: Walls; keep?: boolean; routes?: readonly Route[] } = {},
): Promise<Attacked> {
  const { database } = zone;
  const open = await openHouse({ database, keyring: zone.keyring, clock: zone.clock, parts: PARTS });
  const classes = await loadClasses(database.ownerPool);
  const walls = options.walls ?? "both";
  if (walls === "door") await withoutPolicies(database, classes);
  const makeDoor = options.keep === true ? Door : UndoingDoor;
  // Reference tables are narrowed by nobody: this is the door with its plugin asleep.
  const seen = walls === "rows" ? classes.map((it): TableClass => ({ ...it, class: "reference" })) : classes;
  const house = { ...open.house, door: new makeDoor(database.appPool, seen) };
  const extra = options.routes ?? [];
  const parts = [...PARTS, { name: "attack", routes: extra }];
  const app = await appOf(
    { ...open, house, parts },
    { log: false, webFolder: null, strictViews: false, limits: { ordinary: 1e9, heavy: 1e9, signIn: 1e9 } },
  );
  return {
    app,
    open: { ...open, house },
    routes: routesOf(parts),
    close: async () => {
      await app.close();
      await open.close();
    },
  };
}

async function withoutPolicies(database: Database, classes: readonly TableClass[]): Promise<void> {
  for (const { table } of classes) await database.ownerPool.query(`alter table "${table}" disable row level security`);
}

/** Routes that hash a password or read the whole audit: a share of them is enough. */
const DEAR =
  /^(POST \/api\/(session|password|second-factor|accounts$|accounts\/:id\/password-reset).*|GET \/api\/audit\/verification)$/;

/** Own pages that show the place of one's own person: its posts, its names. */
const SHOWS_OWN_PLACE = /^GET \/api\/own\//;

export interface Plan {
  readonly requests: number;
  readonly seed: number;
  readonly only?: (route: Route) => boolean;
  /** Requests under way at once. */
  readonly atOnce?: number;
}

/** Runs the plan: first every route × role × relation once, then at random, until the number is reached. */
export async function attack(zone: AttackedZone, attacked: Attacked, plan: Plan): Promise<Tally> {
  const tally: Tally = {
    requests: 0,
    rightful: 0,
    statuses: new Map(),
    relations: new Map(),
    leaks: [],
    refusals: new Map(),
    faults: [],
  };
  const maker = new RequestMaker(zone, attacked.open.house.registers);
  const routes = attacked.routes.filter(plan.only ?? (() => true));
  const verbs = new Map(verbsOf(PARTS).map((it) => [it.name, it]));
  const shots = shotsOf(zone, routes, new Dice(plan.seed));
  const shoot = async (): Promise<void> => {
    for (;;) {
      if (tally.requests >= plan.requests) return;
      const nth = tally.requests;
      tally.requests += 1;
      const next = shots.next();
      if (next.done) return;
      const { route, who, target, relation } = next.value;
      const made = maker.make(route, new Dice(plan.seed * 7919 + nth), target, { caller: who?.accountId });
      tally.relations.set(relation, (tally.relations.get(relation) ?? 0) + 1);
      const response = await fire(attacked.app, made, who);
      judge(zone, tally, { route, made, who, response, verbs });
    }
  };
  await Promise.all(Array.from({ length: plan.atOnce ?? 12 }, shoot));
  return tally;
}

interface Shot {
  readonly route: Route;
  readonly who: Attacker | null;
  readonly target: string | null;
  readonly relation: Relation | "anywhere";
}

function* shotsOf(zone: AttackedZone, routes: readonly Route[], dice: Dice): Generator<Shot> {
  const pairs = pairsOf(TODAY);
  const standing = (role: string, place: string): Attacker | undefined =>
    zone.attackers.find((it) => it.role === role && it.place === place && it.holds.length === 1);
  const roles = [...new Set(zone.attackers.map((it) => it.role))].filter((it) => it !== "none");
  for (const relation of RELATIONS) {
    if (pairs[relation].length === 0) throw new Error(`no pair of places is ${relation}`);
    for (const role of roles) {
      for (const route of routes) {
        if (DEAR.test(nameOf(route)) && !["self", "child", "cousin"].includes(relation)) continue;
        const [stands, target] = dice.pick(pairs[relation]);
        yield { route, who: standing(role, stands) ?? null, target, relation };
      }
    }
  }
  for (;;) {
    const route = dice.pick(routes);
    if (DEAR.test(nameOf(route)) && !dice.chance(0.03)) continue;
    const who = dice.chance(0.02) ? null : dice.pick(zone.attackers);
    const [, near] = dice.pick(
      pairs[dice.pick(RELATIONS)].filter(([stands]) => stands === who?.place).concat([["", ""]]),
    );
    yield { route, who, target: dice.chance(0.4) && near !== "" ? near : null, relation: "anywhere" };
  }
}

export const nameOf = (route: Pick<Route, "method" | "path">): string => `${route.method} ${route.path}`;

export function fire(app: FastifyInstance, made: Made, who: Attacker | null): Promise<LightMyRequestResponse> {
  return app.inject({
    method: made.method,
    url: made.url,
    headers: { ...made.headers, ...(who === null ? {} : { cookie: `lianxin=${who.token}` }) },
    ...(made.payload === undefined ? {} : { payload: made.payload }),
  });
}

interface Answered {
  readonly route: Route;
  readonly made: Made;
  readonly who: Attacker | null;
  readonly response: LightMyRequestResponse;
  readonly verbs: ReadonlyMap<string, VerbDeclaration>;
}

function judge(zone: AttackedZone, tally: Tally, { route, made, who, response, verbs }: Answered): void {
  const name = nameOf(route);
  const ofRoute = tally.statuses.get(name) ?? new Map<number, number>();
  tally.statuses.set(name, ofRoute.set(response.statusCode, (ofRoute.get(response.statusCode) ?? 0) + 1));
  if (response.statusCode >= 500 && tally.faults.length < 50)
    tally.faults.push(
      `${made.method} ${made.url} ${String(made.payload ?? "").slice(0, 500)} -> ${response.statusCode} ${response.body.slice(0, 300)}`,
    );
  if (response.statusCode >= 400 && ![401, 403, 404].includes(response.statusCode))
    tally.refusals.set(name, `${response.statusCode} ${response.body.slice(0, 400)}`);
  const opens = opensOf(zone, route, who, verbs);
  let rightful = false;
  for (const token of secretsIn(response)) {
    const secret = zone.planter.secrets.get(token);
    if (secret && maySee(secret, who, opens, TODAY, TRANSFERS)) rightful = true;
    else tally.leaks.push(leakOf(who, made, response, token, secret));
  }
  if (rightful) tally.rightful += 1;
}

function opensOf(
  zone: AttackedZone,
  route: Route,
  who: Attacker | null,
  verbs: ReadonlyMap<string, VerbDeclaration>,
): Opens {
  // The result of one's own work lies at a place: whoever no longer holds anything there may no longer fetch it.
  if (nameOf(route) === "GET /api/jobs/:id/result") return { roles: [...new Set(zone.attackers.map((it) => it.role))] };
  const roles = route.verb === "own" || route.verb === "public" ? route.verb : (verbs.get(route.verb)?.roles ?? []);
  if (route.path.startsWith("/api/organization-events"))
    return { roles, granted: new Map(zone.attackers.map((it) => [it.accountId, it.granted])) };
  if (nameOf(route) === "GET /api/transfer-places") return { roles, directory: true };
  if (route.verb.startsWith("discipline."))
    return { roles, restricted: route.verb === "discipline.index" ? "index" : "whole" };
  if (!SHOWS_OWN_PLACE.test(nameOf(route)) || who?.personId == null) return { roles };
  const [ownPlace] = [...(zone.planter.ids.get("person") ?? [])].find(([, ids]) =>
    ids.includes(who.personId ?? ""),
  ) ?? [null];
  // Whoever applied at a branch that was merged is told which one works with them now.
  const merged = nameOf(route) === "GET /api/own/recruiting" && ownPlace !== null;
  return { roles, ownPlace: merged ? worksOn(ownPlace, TODAY) : ownPlace };
}

function leakOf(
  who: Attacker | null,
  made: Made,
  response: LightMyRequestResponse,
  token: string,
  secret: Secret | undefined,
): Leak {
  return {
    who: who === null ? "nobody" : `${who.name} (${who.holds.map((it) => `${it.role}@${it.place}`).join(", ")})`,
    request: `${made.method} ${made.url} ${String(made.payload ?? "").slice(0, 300)}`,
    status: response.statusCode,
    secret: token,
    from: secret ? `${secret.table}.${secret.column} of ${secret.place ?? "?"}` : "not planted",
  };
}
