import type { ProfileSetting } from "#modules/membership/dues/contract.ts";
import { addDays, addMonths, type Day, earlier, fullYears, yearStart } from "#shared/day.ts";
import type { Calendar } from "./calendar.ts";
import type { CastKey } from "./cast.ts";
import { PLACES, TOWNS, townKey } from "./catalogue.ts";
import type { Deed } from "./deeds.ts";
import type { Person } from "./people.ts";
import { type Course, membersOn } from "./population.ts";
import type { Random } from "./random.ts";

/** Months that are taken in together: most branches keep their dues by the quarter. */
const QUARTER = 3;

/**
 * A year of dues at every branch: what members pay on, set in January; what they paid quarter by quarter; some who are
 * behind, two who are excused, and what was passed upward. Only those who have stood on one roster all year, so that the
 * year is easy to check.
 */
export function duesDeeds(
  random: Random,
  { today }: Calendar,
  courses: readonly Course[],
  officer: (place: string, on: Day) => CastKey,
): Deed[] {
  const january = yearStart(today);
  const setOn = addDays(january, 12);
  if (setOn > today) return [];
  const out: Deed[] = [];
  for (const place of PLACES) {
    if (place.sort === "above") continue;
    const settled = membersOn(courses, place.key, today)
      .filter((it) => it.exit === null && (it.stations.at(-1)?.from ?? today) < january)
      .map((it) => it.person);
    if (settled.length === 0) continue;
    const chance = random.fork(place.key);
    const behind = behindBy(chance, settled);
    out.push(...profiles(place.key, settled, setOn, officer, behind));
    const [excused] = settled.filter((it) => fullYears(it.birth, today) >= 80 && !behind.has(it.key));
    const relieved = excused && chance.chance(0.15) && addDays(setOn, 9) <= today ? excused : null;
    if (relieved) out.push(...relief(place.key, relieved, setOn, officer));
    for (let from = january; from <= today; from = addMonths(from, QUARTER)) {
      // The quarter under way is paid to the month before today.
      const months = [0, 1, 2].map((it) => addMonths(from, it)).filter((it) => addMonths(it, 1) <= today);
      const last = months.at(-1);
      if (!last) continue;
      const on = earlier(addDays(last, 20 + chance.int(0, 6)), today);
      const paid = settled.flatMap((person) => {
        const paying = addMonths(today, -(behind.get(person.key) ?? 0));
        // Whoever is lost has paid nothing since.
        const until = person.lostSince === null ? paying : earlier(person.lostSince, paying);
        const theirs = months.filter((it) => addMonths(it, 1) <= until).map((it) => it.slice(0, 7));
        return theirs.length === 0 ? [] : [{ person: person.key, months: theirs }];
      });
      if (paid.length > 0) out.push({ on, by: officer(place.key, on), kind: "dues-collect", place: place.key, paid });
      const end = addDays(addMonths(from, QUARTER), -1);
      const remitOn = addDays(end, 6);
      if (remitOn <= today && months.length === QUARTER)
        out.push({
          on: remitOn,
          by: officer(place.key, remitOn),
          kind: "dues-remit",
          place: place.key,
          fromOn: from,
          toOn: end,
        });
    }
    if (chance.chance(0.3)) out.push(...uses(place.key, today, officer));
  }
  for (const name of TOWNS) out.push(...passedOn(townKey(name), today, officer));
  return out;
}

/** What the branches passed to a town in a quarter, the town passes on; the first comes in with the second quarter. */
function passedOn(place: string, today: Day, officer: (place: string, on: Day) => CastKey): Deed[] {
  return [1, 2, 3].flatMap((quarter): Deed[] => {
    const fromOn = addMonths(yearStart(today), quarter * QUARTER);
    const toOn = addDays(addMonths(fromOn, QUARTER), -1);
    const on = addDays(toOn, 9);
    return on <= today ? [{ on, by: officer(place, on), kind: "dues-remit", place, fromOn, toOn }] : [];
  });
}

/** A branch uses of what stays with it: materials to study by, decided by its members' meeting. */
function uses(place: string, today: Day, officer: (place: string, on: Day) => CastKey): Deed[] {
  const decidedOn = addDays(addMonths(yearStart(today), 4), 14);
  const on = addDays(decidedOn, 6);
  if (on > today) return [];
  return [
    {
      on,
      by: officer(place, on),
      kind: "dues-use",
      place,
      use: {
        usedOn: on,
        amountFen: yuan(360),
        purposeKind: "materials",
        purpose: "订阅党报党刊",
        decidedAt: "支部党员大会",
        decidedOn,
      },
    },
  ];
}

/** Who has not paid for how many months: a handful in the whole zone, so that the clock has something to say. */
function behindBy(chance: Random, settled: readonly Person[]): ReadonlyMap<string, number> {
  const out = new Map<string, number>();
  if (chance.chance(0.5)) out.set(chance.pick(settled).key, 2);
  if (chance.chance(0.25)) out.set(chance.pick(settled).key, 4);
  if (chance.chance(0.06)) out.set(chance.pick(settled).key, 6);
  return out;
}

function profiles(
  place: string,
  settled: readonly Person[],
  on: Day,
  officer: (place: string, on: Day) => CastKey,
  behind: ReadonlyMap<string, number>,
): Deed[] {
  const kinds = new Map<string, { setting: Omit<ProfileSetting, "personIds">; persons: string[] }>();
  for (const person of settled) {
    const setting = {
      ...settingOf(person, on),
      // Those who fall behind are asked by the month.
      quarterly: !behind.has(person.key),
      from: `${on.slice(0, 4)}-01-01`,
    };
    const key = JSON.stringify(setting);
    const kind = kinds.get(key) ?? { setting, persons: [] };
    kind.persons.push(person.key);
    kinds.set(key, kind);
  }
  return [...kinds.values()].map(
    (it): Deed => ({
      on,
      by: officer(place, on),
      kind: "dues-profiles",
      place,
      persons: it.persons,
      setting: it.setting,
    }),
  );
}

const yuan = (amount: number): number => amount * 100;

/** By trade and age, in few steps: a branch sets alike what is alike. */
function settingOf(person: Person, on: Day): Omit<ProfileSetting, "personIds"> {
  const age = fullYears(person.birth, on);
  if (person.job === "farmer") return { category: "farmer", chosenFen: age >= 70 ? 20 : 50, method: "yearly" };
  if (person.job === "farmer_away") return { category: "farmer", chosenFen: 100, method: "yearly" };
  if (person.job === "student") return { category: "student_or_relief" };
  if (person.job === "retired" || age >= 60)
    return { category: "retired", baseFen: yuan(age >= 75 ? 4_800 : 3_600), method: "yearly" };
  if (person.job.endsWith("_manager")) return { category: "monthly_wage", baseFen: yuan(8_600) };
  if (person.job === "organ_staff" || person.job.endsWith("_professional")) {
    return { category: "monthly_wage", baseFen: yuan(6_200) };
  }
  return { category: "monthly_wage", baseFen: yuan(age < 35 ? 3_000 : 4_400) };
}

function relief(place: string, person: Person, on: Day, officer: (place: string, on: Day) => CastKey): Deed[] {
  const year = on.slice(0, 4);
  const decided = addDays(on, 9);
  return [
    {
      on: addDays(on, 2),
      by: officer(place, on),
      kind: "dues-relief",
      place,
      person: person.key,
      fromMonth: `${year}-01`,
      toMonth: `${year}-12`,
      reason: "年老多病，生活困难，支部研究同意免交",
    },
    // Whoever proposed it does not decide it.
    { on: decided, by: "organiser", kind: "dues-relief-decision", person: person.key },
  ];
}
