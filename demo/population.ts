import type { CodeOf } from "#shared/code-sets.ts";
import { addDays, addYears, type Day, day, yearOf } from "#shared/day.ts";
import { type Calendar, hasQuietDay, quietDay, type Reorganisations, reorganisationsOf } from "./calendar.ts";
import { CAST_PEOPLE, type CastPerson } from "./cast.ts";
import { PLACES, type Place, placeOf, VILLAGE_KEYS } from "./catalogue.ts";
import { bornFor, finished, makePeople, type Person, type Registry } from "./people.ts";
import type { Random } from "./random.ts";

/** Where somebody stood from a day on, and how they came there. */
export interface Station {
  readonly place: string;
  readonly from: Day;
  /** `roster`: part of the starting stock; `reorganised`: carried along by an organisation event. */
  readonly by: "roster" | "admission" | "outside" | "inside" | "reorganised";
  /** Days that a transfer waited to be accepted; the branch a member from outside came from. */
  readonly waited?: number;
  readonly outside?: string;
}

export interface Exit {
  readonly on: Day;
  readonly code: CodeOf<"leave_reason">;
  readonly outside?: string;
}

/** One member's way through the zone, oldest station first. */
export interface Course {
  readonly person: Person;
  readonly stations: readonly Station[];
  readonly exit: Exit | null;
}

const OUTSIDE = [
  "苏州市姑苏区平江街道党工委",
  "上海市浦东新区张江镇党委",
  "南京市江宁区秣陵街道党工委",
  "连云港市海州区新浦街道党工委",
  "徐州市云龙区彭城街道党工委",
  "青岛市黄岛区长江路街道党工委",
  "无锡市梁溪区清名桥街道党工委",
];

/** Of those who are here today: share that came from outside, and from another branch of the zone. */
const FROM_OUTSIDE = 0.065;
const FROM_INSIDE = 0.04;
/** Of the members of a place, in a year. */
const DEATHS = {
  village: 0.0155,
  community: 0.0175,
  organ: 0.001,
  state_enterprise: 0.004,
  private_enterprise: 0.001,
  floating: 0,
  above: 0,
} as const;
const DEPARTURES = {
  village: 0.007,
  community: 0.01,
  organ: 0.03,
  state_enterprise: 0.012,
  private_enterprise: 0.04,
  floating: 0,
  above: 0,
} as const;
const DYING = [
  [[60, 70], 26],
  [[71, 80], 40],
  [[81, 92], 34],
] as const;
const LEAVING = [
  [[22, 30], 38],
  [[31, 45], 47],
  [[46, 56], 15],
] as const;

/** Everybody who stood on a roster of the zone since it was set up, with their way through it. */
export function populate(random: Random, calendar: Calendar, registry: Registry): Course[] {
  const changes = reorganisationsOf(calendar);
  const former = new Set([...changes.mergers.flatMap((it) => it.sources), changes.dissolution.source]);
  const courses: Course[] = [];
  for (const place of PLACES) {
    if (place.members === 0 || former.has(place.key)) continue;
    courses.push(...populatePlace(random.fork(place.key), place, registry, calendar, changes));
  }
  return withFewStrayed(random.fork("strayed"), courses, calendar);
}

function populatePlace(
  random: Random,
  place: Place,
  registry: Registry,
  calendar: Calendar,
  changes: Reorganisations,
): Course[] {
  const { today, stock } = calendar;
  const taken = new Set<string>();
  const before = predecessorsOf(place.key, changes);
  const years = yearOf(today) - yearOf(stock);
  const known = CAST_PEOPLE.filter((it) => it.branch === place.key).map((it) =>
    castPerson(random, place, registry, calendar, taken, it),
  );
  const here = makePeople(random, place, registry, { count: place.members - known.length, on: today, today, taken });
  const dead = makePeople(random, place, registry, {
    count: Math.round(place.members * DEATHS[place.sort] * years),
    on: addYears(today, -4),
    ages: DYING,
    joinedBefore: stock,
    today,
    taken,
  });
  const gone = makePeople(random, place, registry, {
    count: Math.round(place.members * DEPARTURES[place.sort] * years),
    on: addYears(today, -4),
    ages: LEAVING,
    joinedBefore: addYears(stock, -2),
    today,
    taken,
  });
  const starters: Course[] = [];
  const others: Course[] = [];
  const begin = (person: Person, exit: Exit | null, fixed = false): void => {
    const course = courseOf(random, place, person, exit, calendar, changes, fixed);
    (course.stations[0]?.by === "roster" && course.stations.length === 1 ? starters : others).push(course);
  };
  for (const person of known) begin(person, null, true);
  for (const person of here) begin(person, null);
  const leaves = (): Day => quietDay(random, addDays(stock, 15), addDays(today, -9));
  for (const person of dead) begin(person, { on: leaves(), code: "died" });
  for (const person of gone) begin(person, { on: leaves(), code: "transferred_out", outside: random.pick(OUTSIDE) });
  return [
    ...throughPredecessors(random, place, starters, before),
    ...others.map((it) =>
      before.some((one) => one.makes) ? { ...it, stations: beforeItStood(random, it, before) } : it,
    ),
  ];
}

interface Predecessor {
  readonly key: string;
  readonly until: Day;
  /** The place was set up by this merger: before that day it did not stand. */
  readonly makes: boolean;
  readonly members: number;
}

function predecessorsOf(key: string, changes: Reorganisations): Predecessor[] {
  const merged = changes.mergers
    .filter((it) => it.into === key)
    .flatMap((it) =>
      it.sources.map((source) => ({ key: source, until: it.on, makes: it.makes, members: placeOf(source).members })),
    );
  const { dissolution } = changes;
  const half = Math.ceil(placeOf(dissolution.source).members / 2);
  const at = dissolution.into.indexOf(key);
  return at < 0
    ? merged
    : [
        ...merged,
        {
          key: dissolution.source,
          until: dissolution.on,
          makes: false,
          members: at === 0 ? half : placeOf(dissolution.source).members - half,
        },
      ];
}

/** Lets part of the starting stock of a place begin in the branches that were later merged into it. */
function throughPredecessors(
  random: Random,
  place: Place,
  starters: readonly Course[],
  before: readonly Predecessor[],
): Course[] {
  if (before.length === 0) return [...starters];
  const order = random.shuffled(starters.filter((it) => !CAST_PEOPLE.some((one) => one.name === it.person.name)));
  const assigned = new Map<Course, Predecessor>();
  const makes = before.some((it) => it.makes);
  const sum = before.reduce((total, it) => total + it.members, 0);
  let at = 0;
  for (const it of before) {
    // Those who leave before the merger are added, so that the branch has its number of members on the day it ends.
    let wanted = makes ? Math.round((order.length * it.members) / sum) : it.members;
    while (at < order.length && wanted > 0) {
      const course = order[at++];
      if (!course) break;
      assigned.set(course, it);
      if (makes || course.exit === null || course.exit.on > it.until) wanted -= 1;
    }
  }
  const last = before.at(-1);
  return starters.map((course) => {
    const through = assigned.get(course) ?? (makes ? last : undefined);
    const first = course.stations[0];
    if (!through || !first) return course;
    const carried = course.exit === null || course.exit.on > through.until;
    return {
      ...course,
      stations: [
        { ...first, place: through.key },
        ...(carried ? [{ place: place.key, from: through.until, by: "reorganised" as const }] : []),
      ],
    };
  });
}

/** For a place that a merger made: whatever happened earlier happened in one of the branches it was made of. */
function beforeItStood(random: Random, course: Course, before: readonly Predecessor[]): Station[] {
  const through = random.pick(before);
  const at = course.stations.length - 1;
  const last = course.stations[at];
  if (!last || last.from >= through.until) return [...course.stations];
  const carried = course.exit === null || course.exit.on > through.until;
  return [
    ...course.stations.slice(0, at),
    { ...last, place: through.key },
    ...(carried ? [{ place: last.place, from: through.until, by: "reorganised" as const }] : []),
  ];
}

function courseOf(
  random: Random,
  place: Place,
  person: Person,
  exit: Exit | null,
  calendar: Calendar,
  changes: Reorganisations,
  fixed: boolean,
): Course {
  const { stock, today } = calendar;
  const floating = place.key === changes.floating.place;
  const earliest = addDays(floating ? changes.floating.on : stock, 30);
  const arrival = (): Day => quietDay(random, earliest, addDays(today, -20));
  const one = (station: Station): Course => ({ person, stations: [station], exit });
  if (person.joined > stock) {
    if (!floating) return one({ place: place.key, from: person.joined, by: "admission" });
    // They joined at home and went to Suzhou later; the latest stay where they are admitted.
    const from = random.pick(VILLAGE_KEYS.filter(isOld));
    const moved = addDays(person.joined > earliest ? person.joined : earliest, 60);
    if (moved >= addDays(today, -30) || !hasQuietDay(moved, addDays(today, -20)))
      return { person, stations: [{ place: place.key, from: person.joined, by: "admission" }], exit };
    return {
      person,
      stations: [
        { place: from, from: person.joined, by: "admission" },
        {
          place: place.key,
          from: quietDay(random, moved, addDays(today, -20)),
          by: "inside",
          waited: random.int(2, 14),
        },
      ],
      exit,
    };
  }
  if (floating) {
    const origin = random.chance(0.7) ? "inside" : "outside";
    if (origin === "outside")
      return one({ place: place.key, from: arrival(), by: "outside", outside: random.pick(OUTSIDE) });
    return {
      person,
      stations: [
        { place: random.pick(VILLAGE_KEYS.filter(isOld)), from: stock, by: "roster" },
        { place: place.key, from: arrival(), by: "inside", waited: random.int(2, 14) },
      ],
      exit,
    };
  }
  const way = random.next();
  if (exit !== null || fixed || way >= FROM_OUTSIDE + FROM_INSIDE)
    return one({ place: place.key, from: stock, by: "roster" });
  if (way < FROM_OUTSIDE)
    return one({ place: place.key, from: arrival(), by: "outside", outside: random.pick(OUTSIDE) });
  const origin = random.pick(VILLAGE_KEYS.filter((it) => it !== place.key && isOld(it)));
  return {
    person,
    stations: [
      { place: origin, from: stock, by: "roster" },
      { place: place.key, from: arrival(), by: "inside", waited: random.int(1, 18) },
    ],
    exit,
  };
}

/** Stood since before the platform: not made by a merger. */
const isOld = (key: string): boolean => key !== "樱桃岭村" && key !== "滩头村";

function castPerson(
  random: Random,
  place: Place,
  registry: Registry,
  { today }: Calendar,
  taken: Set<string>,
  it: CastPerson,
): Person {
  const birth = bornFor(it.age, today, it.birthMonth, 12);
  return finished(
    random,
    place,
    registry,
    { today, taken },
    {
      name: it.name,
      gender: it.gender,
      birth,
      education: it.education,
      joined: addYears(day(`${yearOf(birth)}-07-01`), it.joinedAt),
      job: it.job,
      workUnit: null,
      flowDestination: null,
      lostSince: null,
    },
  );
}

/** The few who were expelled, lapsed or stopped, and three of whom nobody has heard for more than half a year. */
function withFewStrayed(random: Random, courses: readonly Course[], { today, stock }: Calendar): Course[] {
  const plain = (it: Course): boolean =>
    it.exit === null &&
    it.stations.length === 1 &&
    it.stations[0]?.by === "roster" &&
    it.person.birth > "1950-01-01" &&
    !CAST_PEOPLE.some((one) => one.name === it.person.name);
  const chosen = random
    .shuffled(courses.filter((it) => plain(it) && placeOf(it.stations[0]?.place ?? "").sort !== "organ"))
    .slice(0, STRAYED.length + LOST);
  const codes = new Map(chosen.slice(0, STRAYED.length).map((it, at) => [it, STRAYED[at]]));
  const lost = new Set(chosen.slice(STRAYED.length));
  return courses.map((it) => {
    const code = codes.get(it);
    if (code) return { ...it, exit: { on: quietDay(random, addDays(stock, 60), addDays(today, -40)), code } };
    if (lost.has(it))
      return {
        ...it,
        person: {
          ...it.person,
          flowDestination: "不掌握流向",
          lostSince: addDays(addYears(today, -1), -random.int(0, 500)),
        },
      };
    return it;
  });
}

const STRAYED: readonly CodeOf<"leave_reason">[] = [
  "expelled",
  "lapsed",
  "stopped",
  "expelled",
  "removed",
  "stopped",
  "lapsed",
  "stopped",
  "persuaded_out",
];
const LOST = 4;

/** Who stood on the roster of a place on a day, by the story as planned. */
export function membersOn(courses: readonly Course[], place: string, on: Day): Course[] {
  return courses.filter((it) => standing(it, on) === place);
}

/** Where somebody stood on a day; null: on no roster. */
export function standing(course: Course, on: Day): string | null {
  if (course.exit !== null && course.exit.on <= on) return null;
  let at: string | null = null;
  for (const station of course.stations) if (station.from <= on) at = station.place;
  return at;
}
