import { addDays, addMonths, addYears, type Day, day, fullYears, yearOf } from "#shared/day.ts";
import { type Education, isJuniorCollegeOrAbove } from "#shared/education-levels.ts";
import { type Calendar, quietDay } from "./calendar.ts";
import { CAST, type CastMember } from "./cast.ts";
import { placeOf } from "./catalogue.ts";
import type { Person } from "./people.ts";
import type { Course } from "./population.ts";
import type { Random } from "./random.ts";

/** What the report counts for half a year (M2.1). */
const ADMITTED = { women: 17, college: 56, all: 84 } as const;
/** Of the women, how many have a college education; of the men follows. */
const WOMEN_WITH_COLLEGE = 13;
/** No branch admits more than so many of them. */
const MOST_OF_ONE_PLACE = 4;
/** Who joined since then has a case of their own; older ones joined on paper. */
const CASES_SINCE_MONTHS = 20;
/** Conversions since then went step by step on the platform. */
export const CONVERTED_HERE_DAYS = 90;

/** How recruiting changes the courses of the zone, and whose way onto the roster or off it is told by a case. */
export interface Recruits {
  readonly courses: readonly Course[];
  /** They stand on the roster because the committee approved their admission. */
  readonly admitted: ReadonlySet<string>;
  /** Their probation ends by a decision on their case. */
  readonly converted: ReadonlySet<string>;
  /** Everybody who joined since cases are kept, with what came of it. */
  readonly joined: readonly Joined[];
}

export interface Joined {
  readonly course: Course;
  readonly ending: "plain" | "extended" | "cancelled";
}

/** First and last day of the half-year that had ended by today, as the figures of the mission count it. */
export function halfYear(today: Day): { from: Day; to: Day } {
  const year = yearOf(today);
  return today.slice(5) >= "07-01"
    ? { from: day(`${year}-01-01`), to: day(`${year}-06-30`) }
    : { from: day(`${year - 1}-07-01`), to: day(`${year - 1}-12-31`) };
}

const isCollege = (it: Person): boolean => isJuniorCollegeOrAbove(it.education as Education);
const isWoman = (it: Person): boolean => it.gender === "female";
const isCast = (it: Person): boolean => Object.values<CastMember>(CAST).some((one) => one.name === it.name);

/**
 * Lets 84 of the zone's members be those who were admitted in the half-year that the report counts, 17 of them women and 56
 * with a college education. Nobody is added: they are members who would have stood on the first rosters, and those whom
 * chance lets join in that half-year.
 */
export function withRecruits(random: Random, calendar: Calendar, courses: readonly Course[]): Recruits {
  const { today } = calendar;
  const half = halfYear(today);
  const since = addMonths(today, -CASES_SINCE_MONTHS);
  // The way of a case takes nineteen months from the eighteenth birthday; whoever is younger has not joined yet.
  const known = courses.flatMap((it): Course[] => {
    if (it.person.joined <= since) return [it];
    if (it.person.joined < addMonths(it.person.birth, YOUNGEST_MONTHS)) return [];
    return [{ ...it, stations: it.stations.slice(0, 1) }];
  });
  const inside = (it: Course): boolean => it.person.joined >= half.from && it.person.joined <= half.to;
  const taken = new Map<Course, Day>();
  const perPlace = new Map<string, Day[]>();
  const take = (wanted: number, fits: (it: Person) => boolean): void => {
    const others = random.shuffled(known.filter((it) => mayJoinLater(it, half.from)));
    const young = (it: Course): boolean => fullYears(it.person.birth, half.from) <= YOUNG;
    const able = [...known.filter(inside), ...others.filter(young), ...others.filter((it) => !young(it))];
    let left = wanted;
    for (const it of able) {
      if (left === 0) return;
      const place = it.stations[0]?.place ?? "";
      const there = perPlace.get(place) ?? [];
      if (taken.has(it) || !fits(it.person) || (there.length >= MOST_OF_ONE_PLACE && !inside(it))) continue;
      // Two at a time are voted on one after another in the same meeting.
      const on =
        (there.length % 2 === 1 ? there.at(-1) : undefined) ??
        quietDay(random, addDays(half.from, 4), addDays(half.to, -26));
      taken.set(it, on);
      perPlace.set(place, [...there, on]);
      left -= 1;
    }
  };
  take(WOMEN_WITH_COLLEGE, (it) => isWoman(it) && isCollege(it));
  take(ADMITTED.women - WOMEN_WITH_COLLEGE, (it) => isWoman(it) && !isCollege(it));
  take(ADMITTED.college - WOMEN_WITH_COLLEGE, (it) => !isWoman(it) && isCollege(it));
  take(ADMITTED.all - ADMITTED.women - ADMITTED.college + WOMEN_WITH_COLLEGE, (it) => !isWoman(it) && !isCollege(it));

  const first = [...taken].sort(([, a], [, b]) => (a < b ? -1 : a > b ? 1 : 0))[0]?.[0];
  const cancelledOn = addDays(today, -CANCELLED_DAYS_AGO);
  const endings = new Map<string, Joined["ending"]>();
  let extended = false;
  const told = known.map((it): Course => {
    const on = taken.get(it);
    if (on !== undefined) {
      const cancelled = it === first && addDays(on, 90) < cancelledOn;
      if (cancelled) endings.set(it.person.key, "cancelled");
      return joinedOn(it, on, null, cancelled ? { on: cancelledOn, code: "probation_cancelled" } : null);
    }
    // Chance let more join than the report counts: they joined a year before.
    if (inside(it)) return joinedOn(it, addYears(it.person.joined, -1), it.person.joined, it.exit);
    const { full } = it.person;
    if (!extended && full !== null && full > addDays(today, -88) && full < addDays(today, -25) && isNew(it, since)) {
      extended = true;
      endings.set(it.person.key, "extended");
      return { ...it, person: { ...it.person, full: addMonths(full, EXTENDED_MONTHS) } };
    }
    return it;
  });
  const joined = told
    .filter((it) => isNew(it, since))
    .map((course) => ({ course, ending: endings.get(course.person.key) ?? ("plain" as const) }));
  const decided = joined.filter(
    (it) =>
      it.ending !== "plain" ||
      it.course.person.full === null ||
      it.course.person.full > addDays(today, -CONVERTED_HERE_DAYS),
  );
  return {
    courses: told,
    joined,
    admitted: new Set(
      joined.filter(({ course }) => course.person.joined > addYears(today, -1)).map((it) => it.course.person.key),
    ),
    converted: new Set(decided.map((it) => it.course.person.key)),
  };
}

/** Up to this age people are taken first, and nobody older than that. */
const YOUNG = 39;
const OLDEST = 54;
const YOUNGEST_MONTHS = 18 * 12 + 21;
export const EXTENDED_MONTHS = 6;
const CANCELLED_DAYS_AGO = 24;

const isNew = (it: Course, since: Day): boolean =>
  it.person.joined > since &&
  it.stations[0]?.by === "admission" &&
  (it.exit === null || it.exit.code === "probation_cancelled");

/** Young enough, at home, and without a part in the rest of the story. */
function mayJoinLater({ person, stations, exit }: Course, on: Day): boolean {
  const place = placeOf(stations[0]?.place ?? "");
  const age = fullYears(person.birth, on);
  return (
    exit === null &&
    stations.length === 1 &&
    stations[0]?.by === "roster" &&
    place.members >= 30 &&
    age >= 23 &&
    age <= OLDEST &&
    person.flowDestination === null &&
    person.lostSince === null &&
    !isCast(person)
  );
}

function joinedOn(it: Course, on: Day, full: Day | null, exit: Course["exit"]): Course {
  const place = it.stations[0]?.place ?? "";
  return {
    person: { ...it.person, joined: on, full, flowDestination: null },
    stations: [{ place, from: on, by: "admission" }],
    exit,
  };
}
