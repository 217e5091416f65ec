/**
 * A made-up zone of any size, filled in seconds: three levels of organisations with their tree in time, posts, terms, and
 * members with their movements. One seed gives the same zone each time. For benchmarks and for tests that need a zone
 * with a past; the demo zone is made by acts instead, as people would make it.
 */

import { loadClasses } from "#platform/database/classes.ts";
import { Door, type Writer } from "#platform/database/door.ts";
import { insertMany } from "#platform/database/insert-many.ts";
import type { Database } from "#platform/database/open.ts";
import { systemScope } from "#platform/database/scope.ts";
import { addDays, addYears, type Day, day, dayOf } from "#shared/day.ts";

export interface ZoneSize {
  /** Organisations in all, the zone and its towns included; at least 5. */
  readonly organizations: number;
  readonly members: number;
  readonly seed: number;
  /** Share of the branches that were merged into a neighbour in some past year. Default 0.05. */
  readonly merged?: number;
  /** Share of the branches that moved from another town in some past year. Default 0.05. */
  readonly moved?: number;
}

export interface FilledZone {
  readonly rootId: string;
  readonly townIds: readonly string[];
  readonly branchIds: readonly string[];
  /** Branches that were merged, and into which. */
  readonly mergers: readonly { readonly id: string; readonly into: string; readonly on: Day }[];
  readonly moves: readonly { readonly id: string; readonly from: string; readonly to: string; readonly on: Day }[];
}

interface Organization {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly areaKind: string;
  parent: Organization | null;
  /** Set last: nodes are numbered by the database in the order of insertion. */
  path: string;
}

const BEGINNING = day("2012-01-01");
const SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜";
const GIVEN = Array.from("伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国海燕文斌");
const EDUCATIONS = [
  "junior_high",
  "primary",
  "senior_high",
  "secondary_specialised",
  "junior_college",
  "bachelor",
  "master",
  "technical_school",
];
const JOBS = [
  "farmer",
  "farmer_away",
  "retired",
  "organ_staff",
  "institution_professional",
  "private_worker",
  "other",
  "student",
];
const ENTRIES = ["admitted", "transferred_in", "restored"];
const LEAVINGS = ["transferred_out", "died", "removed", "expelled"];

/** Fills an empty, migrated database. 100,000 members take about 15 s on two cores; never to be used on a zone that holds real people. */
export async function fillZone(database: Database, size: ZoneSize): Promise<FilledZone> {
  const door = new Door(database.ownerPool, await loadClasses(database.ownerPool));
  const random = randomOf(size.seed);
  const plan = planOf(size, random);
  const zone = await door.write(systemScope("bench"), async (tx) => {
    const filled = await fillOrganizations(tx, plan, random);
    await fillMembers(tx, plan, size.members, random);
    return filled;
  });
  await database.ownerPool.query("analyze");
  return zone;
}

/** Mulberry32: small, quick, the same everywhere. */
function randomOf(seed: number): {
  unit(): number;
  below(n: number): number;
  pick<T>(list: readonly T[]): T;
  uuid(): string;
} {
  let state = seed >>> 0;
  const unit = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (n: number): number => Math.floor(unit() * n);
  const hex = (digits: number): string =>
    Math.floor(unit() * 16 ** digits)
      .toString(16)
      .padStart(digits, "0");
  let counter = 0;
  return {
    unit,
    below,
    pick: <T>(list: readonly T[]): T => {
      const found = list[below(list.length)];
      if (found === undefined) throw new RangeError("nothing to pick from");
      return found;
    },
    // Shaped like a UUIDv7 and rising, so that indexes grow as they do in life.
    uuid: () => {
      counter += 1;
      return `01900000-${(counter >>> 16).toString(16).padStart(4, "0")}-7${hex(3)}-8${hex(3)}-${(counter & 0xffff).toString(16).padStart(4, "0")}${hex(8)}`;
    },
  };
}
type Random = ReturnType<typeof randomOf>;

interface Plan {
  readonly root: Organization;
  readonly towns: readonly Organization[];
  readonly branches: readonly Organization[];
  readonly mergers: Map<Organization, { into: Organization; on: Day }>;
  readonly moves: Map<Organization, { from: Organization; on: Day }>;
}

function planOf(size: ZoneSize, random: Random): Plan {
  const townCount = Math.max(
    2,
    Math.min(Math.round((size.organizations - 1) / 41), Math.floor((size.organizations - 1) / 2)),
  );
  const make = (name: string, kind: string, areaKind: string, parent: Organization | null): Organization => ({
    id: random.uuid(),
    name,
    kind,
    areaKind,
    parent,
    path: "",
  });
  const root = make("云湾开发区党工委", "working_committee", "organ", null);
  const towns = Array.from({ length: townCount }, (_, at) =>
    make(`第${at + 1}街道党工委`, "working_committee", at % 2 ? "sub_district" : "town", root),
  );
  const branches = Array.from({ length: size.organizations - 1 - townCount }, (_, at) => {
    const town = towns[at % townCount] ?? root;
    const kind = at % 17 === 16 ? "joint_branch" : "branch";
    return make(
      `第${at + 1}${at % 3 ? "村" : "社区"}党支部`,
      kind,
      at % 3 ? "village" : at % 2 ? "urban_community" : "town_community",
      town,
    );
  });
  const mergers = new Map<Organization, { into: Organization; on: Day }>();
  const moves = new Map<Organization, { from: Organization; on: Day }>();
  for (const branch of branches) {
    if (random.unit() < (size.merged ?? 0.05)) {
      // Sometimes across the border of a town: only then do as-was and as-now differ above the branch.
      const into = random.pick(branches);
      const busy = mergers.has(into) || moves.has(into) || [...mergers.values()].some((it) => it.into === branch);
      if (into !== branch && !busy) mergers.set(branch, { into, on: dayIn(random, 2016, 2024) });
    } else if (random.unit() < (size.moved ?? 0.05)) {
      const from = random.pick(towns);
      if (from !== branch.parent) moves.set(branch, { from, on: dayIn(random, 2016, 2024) });
    }
  }
  const plan = { root, towns, branches, mergers, moves };
  for (const [at, it] of inOrder(plan).entries())
    it.path = `${(mergers.get(it)?.into ?? it.parent)?.path ?? "/"}${at + 1}/`;
  return plan;
}

/** Successors before those that were merged into them. */
function inOrder({ root, towns, branches, mergers }: Plan): Organization[] {
  return [root, ...towns, ...branches.filter((it) => !mergers.has(it)), ...mergers.keys()];
}

function dayIn(random: Random, from: number, to: number): Day {
  return dayOf(from + random.below(to - from + 1), 1 + random.below(12), 1 + random.below(28)) ?? BEGINNING;
}

async function fillOrganizations(tx: Writer, plan: Plan, random: Random): Promise<FilledZone> {
  const all = inOrder(plan);
  const closedOn = (it: Organization): Day | null => plan.mergers.get(it)?.on ?? null;
  await insertMany(
    tx,
    "organization",
    all.map((it) => ({
      id: it.id,
      orgPath: it.path,
      establishedOn: BEGINNING,
      closedOn: closedOn(it),
      successorId: plan.mergers.get(it)?.into.id ?? null,
    })),
  );
  await insertMany(
    tx,
    "organizationVersion",
    all.map((it) => ({
      id: random.uuid(),
      organizationId: it.id,
      orgPath: it.path,
      validFrom: BEGINNING,
      validTo: closedOn(it),
      kind: it.kind,
      fullName: `中共${it.name}`,
      shortName: it.name,
      nameKey: it.name,
      pinyin: "",
      initials: "",
      areaKind: it.areaKind,
    })),
  );
  await insertMany(
    tx,
    "placement",
    all.flatMap((it, at) => {
      const row = { organizationId: it.id, orgPath: it.path, orderNumber: at };
      const move = plan.moves.get(it);
      if (!move)
        return [
          { ...row, id: random.uuid(), parentId: it.parent?.id ?? null, validFrom: BEGINNING, validTo: closedOn(it) },
        ];
      return [
        { ...row, id: random.uuid(), parentId: move.from.id, validFrom: BEGINNING, validTo: move.on },
        { ...row, id: random.uuid(), parentId: it.parent?.id ?? null, validFrom: move.on, validTo: null },
      ];
    }),
  );
  await insertMany(
    tx,
    "committeeTerm",
    plan.branches
      .filter((it) => !plan.mergers.has(it))
      .map((it) => {
        const start = dayIn(random, 2020, 2025);
        return {
          id: random.uuid(),
          organizationId: it.id,
          orgPath: it.path,
          termNumber: 1,
          startOn: start,
          years: 3,
          dueOn: addYears(start, 3),
          electedOn: start,
        };
      }),
  );
  return {
    rootId: plan.root.id,
    townIds: plan.towns.map((it) => it.id),
    branchIds: plan.branches.map((it) => it.id),
    mergers: [...plan.mergers].map(([it, { into, on }]) => ({ id: it.id, into: into.id, on })),
    moves: [...plan.moves].map(([it, { from, on }]) => ({ id: it.id, from: from.id, to: it.parent?.id ?? "", on })),
  };
}

async function fillMembers(tx: Writer, plan: Plan, count: number, random: Random): Promise<void> {
  const persons: Record<string, unknown>[] = [];
  const memberships: Record<string, unknown>[] = [];
  const events: Record<string, unknown>[] = [];
  const posts: Record<string, unknown>[] = [];
  const heads = new Map<Organization, number>();
  // A few branches are far too large or too small, as in life.
  const weights = plan.branches.map(() => 0.2 + random.unit() * random.unit() * 3);
  const chosen = weighted(plan.branches, weights);
  for (let at = 0; at < count; at += 1) {
    const home = chosen(random.unit());
    const merger = plan.mergers.get(home);
    const today = merger?.into ?? home;
    const personId = random.uuid();
    const birthOn = random.unit() < 0.01 ? null : dayIn(random, 1935, 2003);
    const joinedOn =
      random.unit() < 0.01 ? null : dayIn(random, Math.max(1955, Number((birthOn ?? "1960").slice(0, 4)) + 18), 2025);
    const probationary = joinedOn !== null && joinedOn > "2024-06-01";
    const fullOn = joinedOn === null || random.unit() < 0.02 ? null : addYears(joinedOn, 1);
    const arrived = random.unit() < 0.7 ? BEGINNING : dayIn(random, 2013, 2025);
    const left = random.unit() < 0.08 ? addDays(arrived, 30 + random.below(3_000)) : null;
    const letters = random.below(SURNAMES.length);
    const who = {
      name: `${SURNAMES.charAt(letters)}${random.pick(GIVEN)}${random.unit() < 0.6 ? random.pick(GIVEN) : ""}`,
      pinyin: "zhangsan",
      initials: "zs",
      strokeKey: String(letters).padStart(2, "0"),
      gender: random.unit() < 0.27 ? "female" : random.unit() < 0.99 ? "male" : "unstated",
      ethnicity: random.unit() < 0.03 ? random.pick(["03", "11", "08"]) : random.unit() < 0.98 ? "01" : null,
      birthOn,
    };
    persons.push({ id: personId, organizationId: today.id, orgPath: today.path, ...who });
    const roster = {
      personId,
      ...who,
      education: random.unit() < 0.02 ? null : random.pick(EDUCATIONS),
      joinedOn,
      fullOn,
      category: probationary ? "probationary" : "full",
      job: random.unit() < 0.05 ? null : random.pick(JOBS),
      migrantWorker: random.unit() < 0.05,
    };
    const event = (place: Organization, direction: 1 | -1, code: string, happenedOn: Day): void => {
      events.push({
        id: random.uuid(),
        personId,
        organizationId: place.id,
        orgPath: place.path,
        direction,
        code,
        happenedOn,
      });
    };
    const stay = (place: Organization, from: Day, to: Day | null): void => {
      memberships.push({
        id: random.uuid(),
        organizationId: place.id,
        orgPath: place.path,
        validFrom: from,
        validTo: to,
        ...roster,
      });
    };
    const ends = left !== null && left < "2026-01-01" ? left : null;
    if (merger && arrived < merger.on && (ends === null || ends > merger.on)) {
      stay(home, arrived, merger.on);
      stay(merger.into, merger.on, ends);
      event(home, 1, random.pick(ENTRIES), arrived);
      event(home, -1, "reorganised_out", merger.on);
      event(merger.into, 1, "reorganised_in", merger.on);
      if (ends !== null) event(merger.into, -1, random.pick(LEAVINGS), ends);
    } else {
      const place = merger && arrived >= merger.on ? merger.into : home;
      stay(place, arrived, ends);
      event(place, 1, random.pick(ENTRIES), arrived);
      if (ends !== null) event(place, -1, random.pick(LEAVINGS), ends);
    }
    const place = today;
    const held = heads.get(place) ?? 0;
    if (ends === null && held === 0 && arrived === BEGINNING && !plan.mergers.has(home) && random.unit() < 0.9) {
      heads.set(place, 1);
      const post = {
        organizationId: place.id,
        orgPath: place.path,
        personId,
        personName: who.name,
        validFrom: day("2015-01-01"),
      };
      posts.push({ id: random.uuid(), ...post, post: "secretary" });
      if (random.unit() < 0.3) posts.push({ id: random.uuid(), ...post, post: "village_head" });
    }
  }
  await insertMany(tx, "person", persons);
  await insertMany(tx, "membership", memberships);
  await insertMany(tx, "membershipEvent", events);
  await insertMany(tx, "post", posts);
}

function weighted<T>(list: readonly T[], weights: readonly number[]): (unit: number) => T {
  const sums: number[] = [];
  let total = 0;
  for (const weight of weights) sums.push((total += weight));
  return (unit) => {
    const wanted = unit * total;
    let low = 0;
    let high = sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) > wanted) high = middle;
      else low = middle + 1;
    }
    const found = list[low];
    if (found === undefined) throw new RangeError("nothing to choose from");
    return found;
  };
}
