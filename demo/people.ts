import type { CodeOf } from "#shared/code-sets.ts";
import { addDays, addYears, type Day, day, dayOf, fullYears, yearOf } from "#shared/day.ts";
import { checkCharacter, type IdentityNumber, identityNumber } from "#shared/identity-number.ts";
import { dayBetween, isQuiet } from "./calendar.ts";
import type { Place, Sort } from "./catalogue.ts";
import { makeName } from "./names.ts";
import type { Random } from "./random.ts";

/** One invented member, as the roster of today (or of the day they left) says. */
export interface Person {
  /** Stable within the zone: `p17`. */
  readonly key: string;
  readonly name: string;
  readonly gender: "male" | "female";
  readonly birth: Day;
  /** Two-digit code of the ethnic group. */
  readonly ethnicity: string;
  readonly idNumber: IdentityNumber;
  readonly mobile: string | null;
  readonly address: string;
  readonly nativePlace: string;
  readonly education: CodeOf<"education">;
  readonly joined: Day;
  /** Null: still on probation today. A day to come: the probation was extended until then. */
  readonly full: Day | null;
  readonly joinKind: CodeOf<"join_kind">;
  readonly job: CodeOf<"work_post">;
  readonly workUnit: string | null;
  readonly flowDestination: string | null;
  readonly lostSince: Day | null;
}

/** The first six digits of a division that does not exist: no number made here is anybody's. */
export const DIVISION = "329971";

/** Ages on the reference day and shares of them; the first two lists are the hints of data dictionary, section 4. */
const AGES: Readonly<Record<Exclude<Sort, "above">, readonly (readonly [readonly [number, number], number])[]>> = {
  village: [
    [[20, 30], 9],
    [[31, 45], 18],
    [[46, 60], 28],
    [[61, 70], 24],
    [[71, 90], 21],
  ],
  community: [
    [[20, 30], 8],
    [[31, 45], 15],
    [[46, 58], 14],
    [[61, 70], 36],
    [[71, 89], 27],
  ],
  organ: [
    [[24, 30], 14],
    [[31, 45], 48],
    [[46, 59], 38],
  ],
  state_enterprise: [
    [[23, 30], 10],
    [[31, 45], 34],
    [[46, 59], 56],
  ],
  private_enterprise: [
    [[21, 30], 28],
    [[31, 45], 48],
    [[46, 58], 24],
  ],
  floating: [
    [[23, 30], 24],
    [[31, 45], 52],
    [[46, 55], 24],
  ],
};

const WOMEN: Readonly<Record<Exclude<Sort, "above">, number>> = {
  village: 0.2,
  community: 0.28,
  organ: 0.32,
  state_enterprise: 0.2,
  private_enterprise: 0.31,
  floating: 0.2,
};

type Education = CodeOf<"education">;
/** From least to most schooling; the oldest get the least. */
const SCHOOLING: Readonly<Record<Exclude<Sort, "above">, readonly (readonly [Education, number])[]>> = {
  village: [
    ["primary", 17],
    ["junior_high", 41],
    ["senior_high", 20],
    ["secondary_specialised", 7],
    ["junior_college", 10],
    ["bachelor", 5],
  ],
  community: [
    ["primary", 9],
    ["junior_high", 31],
    ["technical_school", 8],
    ["senior_high", 20],
    ["secondary_specialised", 10],
    ["junior_college", 13],
    ["bachelor", 9],
  ],
  organ: [
    ["senior_high", 2],
    ["junior_college", 14],
    ["bachelor", 68],
    ["master", 16],
  ],
  state_enterprise: [
    ["junior_high", 12],
    ["technical_school", 20],
    ["senior_high", 18],
    ["junior_college", 32],
    ["bachelor", 18],
  ],
  private_enterprise: [
    ["senior_high", 12],
    ["secondary_specialised", 10],
    ["junior_college", 36],
    ["bachelor", 38],
    ["master", 4],
  ],
  floating: [
    ["junior_high", 22],
    ["senior_high", 30],
    ["junior_college", 32],
    ["bachelor", 16],
  ],
};

const FLOWS: readonly (readonly [string, number])[] = [
  ["江苏省苏州市", 38],
  ["上海市", 26],
  ["江苏省连云港市区", 20],
  ["江苏省南京市", 6],
  ["山东省青岛市", 4],
  ["浙江省宁波市", 3],
  ["广东省东莞市", 3],
];

const HAN = "01";

/** Things of which each may be given once: numbers and phones. */
export class Registry {
  readonly #numbers = new Set<string>();
  #phone = 0;
  #person = 0;

  key(): string {
    this.#person += 1;
    return `p${this.#person}`;
  }

  number(random: Random, birth: Day, gender: "male" | "female"): IdentityNumber {
    for (;;) {
      const sequence = random.int(0, 499) * 2 + (gender === "male" ? 1 : 0);
      const first = `${DIVISION}${birth.replaceAll("-", "")}${String(sequence).padStart(3, "0")}`;
      if (this.#numbers.has(first)) continue;
      this.#numbers.add(first);
      return identityNumber(first + checkCharacter(first));
    }
  }

  /** The block 1990000xxxx is not issued to anybody. */
  phone(): string {
    const at = this.#phone++;
    // A step prime to the length of the block, so that neighbours have different endings.
    return `1990000${String((at * 3_767 + 113) % 10_000).padStart(4, "0")}`;
  }
}

export interface Wanted {
  readonly count: number;
  /** Day on which ages are as the shares say. */
  readonly on: Day;
  /** Ages instead of the usual ones of the place, such as for those who died. */
  readonly ages?: readonly (readonly [readonly [number, number], number])[];
  /** Nobody joined later than this (exclusive); absent: until the day. */
  readonly joinedBefore?: Day;
  readonly today: Day;
  /** Names already used in the place. */
  readonly taken: Set<string>;
}

/** Members of a place in the shares of its sort, in a fixed order. */
export function makePeople(random: Random, place: Place, registry: Registry, wanted: Wanted): Person[] {
  const sort = place.sort as Exclude<Sort, "above">;
  const ages = random.quota(wanted.count, wanted.ages ?? AGES[sort]);
  const women = random.quota<"male" | "female">(wanted.count, [
    ["female", WOMEN[sort]],
    ["male", 1 - WOMEN[sort]],
  ]);
  const seeds = ages.map((range, at) => ({ birth: birthFor(random, range, wanted.on), gender: women[at] ?? "male" }));
  const schooling = bySchooling(
    random,
    sort,
    seeds.map((it) => it.birth),
  );
  return seeds.map(({ birth, gender }, at) =>
    onePerson(random, place, registry, { birth, gender, education: schooling[at] ?? "junior_high", wanted }),
  );
}

function birthFor(random: Random, [from, to]: readonly [number, number], on: Day): Day {
  // Older ages within a band grow rarer.
  const age = Math.min(random.int(from, to), to > 70 ? random.int(from, to) : to);
  return addDays(addYears(on, -age), -random.int(2, 360));
}

/** The oldest have the least schooling, with some going their own way. */
function bySchooling(random: Random, sort: Exclude<Sort, "above">, births: readonly Day[]): Education[] {
  const levels = levelsFor(births.length, SCHOOLING[sort]);
  const order = births
    .map((birth, at) => ({ at, rank: yearOf(birth) + random.int(-9, 9) }))
    .sort((a, b) => a.rank - b.rank || a.at - b.at);
  const out: Education[] = [];
  order.forEach((it, rank) => {
    out[it.at] = levels[rank] ?? "junior_high";
  });
  return out;
}

function levelsFor(count: number, shares: readonly (readonly [Education, number])[]): Education[] {
  const total = shares.reduce((sum, [, share]) => sum + share, 0);
  return Array.from({ length: count }, (_, at) => {
    let left = ((at + 0.5) / count) * total;
    for (const [level, share] of shares) {
      left -= share;
      if (left <= 0) return level;
    }
    return shares.at(-1)?.[0] ?? "junior_high";
  });
}

function onePerson(
  random: Random,
  place: Place,
  registry: Registry,
  it: { birth: Day; gender: "male" | "female"; education: Education; wanted: Wanted },
): Person {
  const { birth, gender, education, wanted } = it;
  const joined = joinedFor(random, place.sort, birth, wanted);
  const age = fullYears(birth, wanted.on);
  const flowing = flowOf(random, place.sort, age);
  return finished(random, place, registry, wanted, {
    birth,
    gender,
    education,
    joined,
    ...workOf(random, place, age, gender, flowing),
    flowDestination: flowing,
    lostSince: null,
  });
}

type Given = Omit<
  Person,
  "key" | "name" | "ethnicity" | "idNumber" | "mobile" | "address" | "nativePlace" | "full" | "joinKind"
> & { readonly name?: string };

/** Adds what chance has no say in but must not repeat: name within the place, numbers, address. */
export function finished(
  random: Random,
  place: Place,
  registry: Registry,
  wanted: Pick<Wanted, "today" | "taken">,
  given: Given,
): Person {
  let name = given.name ?? makeName(random, given.gender, yearOf(given.birth), place.clan);
  for (let tries = 0; wanted.taken.has(name) && given.name === undefined && tries < 50; tries++)
    name = makeName(random, given.gender, yearOf(given.birth), place.clan);
  wanted.taken.add(name);
  const full = fullAfter(given.joined);
  const young = fullYears(given.birth, given.joined) <= 28;
  return {
    ...given,
    key: registry.key(),
    name,
    ethnicity: random.chance(0.004) ? "03" : HAN,
    idNumber: registry.number(random, given.birth, given.gender),
    mobile: random.chance(yearOf(given.birth) < 1946 ? 0.3 : 0.03) ? null : registry.phone(),
    address: addressIn(random, place),
    nativePlace: "江苏云湾",
    full: full > wanted.today ? null : full,
    joinKind: young ? "league_member" : "ordinary",
  };
}

/** There was no probation between the congresses of April 1969 and August 1977. */
function fullAfter(joined: Day): Day {
  return joined >= "1969-04-01" && joined < "1977-08-18" ? joined : addYears(joined, 1);
}

function joinedFor(random: Random, sort: Sort, birth: Day, wanted: Wanted): Day {
  const latest = addDays(wanted.joinedBefore ?? addDays(wanted.today, -3), -1);
  const early = sort === "organ" || sort === "private_enterprise" ? 20 : 21;
  const age = Math.min(random.int(early, 44), random.int(early, 40));
  for (let tries = 0; tries < 40; tries++) {
    const around = addYears(
      birth,
      tries === 0 ? age : random.int(19, Math.max(20, Math.min(44, fullYears(birth, latest)))),
    );
    const found = dayBetween(random, around, addDays(around, 360));
    if (found <= latest && isQuiet(found)) return monthlyMeeting(found);
  }
  return monthlyMeeting(dayBetween(random, addYears(birth, 18), latest));
}

/** Never 29 February, whose anniversary is none. */
function monthlyMeeting(it: Day): Day {
  return it.endsWith("-02-29") ? day(it.replace("-02-29", "-02-28")) : it;
}

function flowOf(random: Random, sort: Sort, age: number): string | null {
  if (sort === "floating") return "江苏省苏州市";
  // Those of working age leave; over a whole village that is about nine in a hundred.
  if (sort === "village") return age <= 55 && random.chance(0.2) ? random.weighted(FLOWS) : null;
  if (sort === "community") return age <= 45 && random.chance(0.07) ? random.weighted(FLOWS) : null;
  return null;
}

function workOf(
  random: Random,
  place: Place,
  age: number,
  gender: "male" | "female",
  flowing: string | null,
): Pick<Person, "job" | "workUnit"> {
  if (flowing !== null) return { job: "farmer_away", workUnit: null };
  const pick = (list: readonly (readonly [CodeOf<"work_post">, number])[]): Pick<Person, "job" | "workUnit"> => ({
    job: random.weighted(list),
    workUnit: null,
  });
  switch (place.sort) {
    case "village":
      if (age >= 61)
        return pick([
          ["farmer", 86],
          ["retired", 14],
        ]);
      return pick([
        ["farmer", 58],
        ["private_migrant_worker", 17],
        ["private_worker", 10],
        ["institution_professional", 4],
        ["other", 6],
        ["private_enterprise_manager", 5],
      ]);
    case "community":
      if (age >= (gender === "male" ? 60 : 55))
        return pick([
          ["retired", 99],
          ["other", 1],
        ]);
      return pick([
        ["public_worker", 20],
        ["private_worker", 26],
        ["private_enterprise_professional", 14],
        ["institution_professional", 10],
        ["other", 24],
        ["private_enterprise_manager", 6],
      ]);
    case "organ":
      return { job: random.chance(0.82) ? "organ_staff" : "institution_manager", workUnit: place.unit?.name ?? null };
    case "state_enterprise":
      return {
        job: random.weighted([
          ["public_worker", 52],
          ["public_enterprise_professional", 26],
          ["public_enterprise_manager", 22],
        ]),
        workUnit: place.unit?.name ?? null,
      };
    case "private_enterprise":
      return {
        job: random.weighted([
          ["private_enterprise_professional", 38],
          ["private_worker", 34],
          ["private_enterprise_manager", 28],
        ]),
        workUnit: place.unit?.name ?? null,
      };
    default:
      return pick([["other", 1]]);
  }
}

function addressIn(random: Random, place: Place): string {
  const inside = place.town === "zone" ? "云湾大道" : `${place.town}街道${place.key}`;
  if (place.sort === "village") return `云湾经济技术开发区${inside}${random.int(1, 12)}组${random.int(1, 96)}号`;
  if (place.sort === "community")
    return `云湾经济技术开发区${inside}${random.int(1, 40)}幢${random.int(1, 4)}单元${random.int(1, 6)}0${random.int(1, 4)}室`;
  return `云湾经济技术开发区云湾花园${random.int(1, 60)}幢${random.int(1, 4)}单元${random.int(1, 18)}0${random.int(1, 4)}室`;
}

/** A day of birth that makes somebody `age` on `on`. */
export function bornFor(age: number, on: Day, month: number, date: number): Day {
  const year = yearOf(on) - age;
  const found = dayOf(year, month, date);
  if (!found) throw new RangeError(`no such day: ${year}-${month}-${date}`);
  return addYears(found, 0) <= addYears(on, -age) ? found : addYears(found, -1);
}

const RANKS: readonly Education[] = [
  "primary",
  "junior_high",
  "technical_school",
  "senior_high",
  "secondary_specialised",
  "junior_college",
  "bachelor",
  "master",
];
/** How much schooling somebody has, for comparing. */
export const educationRank = (education: Education): number => RANKS.indexOf(education);
