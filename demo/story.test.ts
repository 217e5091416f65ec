import { createHash } from "node:crypto";
import { array, assert as assertProperty, integer, property, string } from "fast-check";
import { describe, expect, test } from "vitest";
import { addYears, type Day, day, fullYears, yearOf } from "#shared/day.ts";
import { type Education, educationClassOf, isJuniorCollegeOrAbove } from "#shared/education-levels.ts";
import { identityParts } from "#shared/identity-number.ts";
import { organizationKey } from "#shared/organization-names.ts";
import { isQuiet } from "./calendar.ts";
import { PLACES, placeOf, VILLAGE_KEYS } from "./catalogue.ts";
import type { Deed } from "./deeds.ts";
import { DIVISION } from "./people.ts";
import { type Course, membersOn, standing } from "./population.ts";
import { ONE_SHOULDER, WITHOUT_SECRETARY } from "./posts.ts";
import { Random } from "./random.ts";
import { tellStory } from "./story.ts";

const TODAY = day("2026-11-22");
const story = tellStory("云湾", TODAY);
const now = story.courses.filter((it) => standing(it, TODAY) !== null);
const of = (sort: string): Course[] => now.filter((it) => placeOf(standing(it, TODAY) ?? "").sort === sort);
const share = <T>(list: readonly T[], holds: (it: T) => boolean): number => list.filter(holds).length / list.length;
/** Who was admitted in the last whole half-year, by the records that the cases of the story hold. */
function halfYearOf(told: ReturnType<typeof tellStory>, today: Day) {
  const second = today.slice(5) >= "07-01";
  const year = second ? yearOf(today) : yearOf(today) - 1;
  const [from, to] = second ? [`${year}-01-01`, `${year}-06-30`] : [`${year}-07-01`, `${year}-12-31`];
  const admitted = told.deeds.flatMap((it) => {
    const meeting = it.kind === "recruit-enter" ? it.steps.find((one) => one.step === 15) : undefined;
    const approved = it.kind === "recruit-enter" && it.steps.some((one) => one.step === 17);
    return it.kind === "recruit-enter" && meeting && approved && meeting.on >= from && meeting.on <= to
      ? [it.person]
      : [];
  });
  return {
    admitted: admitted.length,
    women: admitted.filter((it) => it.gender === "female").length,
    college: admitted.filter((it) => isJuniorCollegeOrAbove(it.education as Education)).length,
  };
}
const hashOf = (value: unknown): string => createHash("sha256").update(JSON.stringify(value)).digest("hex");

describe("the same seed and day tell the same story", () => {
  test("equal for equal seeds, different for different ones", () => {
    expect(hashOf(tellStory("云湾", TODAY))).toBe(hashOf(story));
    expect(hashOf(tellStory("另一个", TODAY))).not.toBe(hashOf(story));
  });

  test("whatever the day: about 2,300 members, no day in the future, nothing moves members while branches are merged", () => {
    assertProperty(
      property(integer({ min: 0, max: 4_000 }), string({ minLength: 1, maxLength: 8 }), (offset, seed) => {
        const today = day(new Date(Date.UTC(2025, 0, 1) + offset * 86_400_000).toISOString().slice(0, 10));
        const told = tellStory(seed, today);
        const members = told.courses.filter((it) => standing(it, today) !== null).length;
        expect(members).toBeGreaterThanOrEqual(2_250);
        expect(members).toBeLessThanOrEqual(2_350);
        expect(told.deeds.filter((it) => it.on > today)).toEqual([]);
        expect(halfYearOf(told, today)).toEqual({ admitted: 84, women: 17, college: 56 });
        const moving = told.deeds.filter((it) => it.kind === "admit" || it.kind === "hand-over" || it.kind === "leave");
        const caught = moving.filter(
          (it) => it.on.slice(5, 7) === "03" && !(it.kind === "hand-over" && it.on > addYears(today, -1)),
        );
        expect(caught).toEqual([]);
      }),
      { numRuns: 12 },
    );
  }, 120_000);
});

describe("the people of the zone", () => {
  test("shares are those of the hints", () => {
    const villagers = of("village");
    const citizens = of("community");
    expect(share(villagers, (it) => fullYears(it.person.birth, TODAY) >= 61)).toBeCloseTo(0.45, 1);
    expect(
      share(villagers, (it) => educationClassOf(it.person.education as Education) === "junior_high_or_below"),
    ).toBeCloseTo(0.58, 1);
    expect(share(villagers, (it) => it.person.flowDestination !== null)).toBeGreaterThan(0.07);
    expect(share(villagers, (it) => it.person.flowDestination !== null)).toBeLessThan(0.11);
    expect(share(citizens, (it) => it.person.job === "retired")).toBeGreaterThan(0.58);
    expect(share(citizens, (it) => it.person.job === "retired")).toBeLessThan(0.67);
    expect(share(now, (it) => it.person.gender === "female")).toBeCloseTo(0.24, 1);
  });

  test("identity numbers are valid, agree with birth and sex, are nobody's and given once; phones are of a block that is not issued", () => {
    const people = story.courses.map((it) => it.person);
    expect(new Set(people.map((it) => it.idNumber)).size).toBe(people.length);
    for (const it of people) {
      const parts = identityParts(it.idNumber);
      expect(parts.division).toBe(DIVISION);
      expect(parts.birth).toBe(it.birth);
      expect(parts.sex).toBe(it.gender);
      expect(it.mobile ?? "19900000000").toMatch(/^1990000\d{4}$/);
    }
    const phones = people.flatMap((it) => it.mobile ?? []);
    expect(new Set(phones).size).toBe(phones.length);
  });

  test("nobody joined under age, and probation lasts a year", () => {
    for (const { person } of story.courses) {
      expect(fullYears(person.birth, person.joined)).toBeGreaterThanOrEqual(18);
      if (person.full === null) expect(addYears(person.joined, 1) > TODAY).toBe(true);
    }
    expect(now.filter((it) => it.person.full === null).length).toBeGreaterThan(25);
  });

  test("nobody stands on two rosters, and the years balance", () => {
    for (const { stations, exit } of story.courses) {
      const days = stations.map((it) => it.from);
      expect(days).toEqual([...new Set(days)].sort());
      if (exit) expect(exit.on > (stations.at(-1)?.from ?? "9999")).toBe(true);
    }
    for (let year = yearOf(TODAY) - 7; year < yearOf(TODAY); year++) {
      const before = day(`${year - 1}-12-31`);
      const after = day(`${year}-12-31`);
      const came = story.courses.filter((it) => standing(it, before) === null && standing(it, after) !== null).length;
      const left = story.courses.filter((it) => standing(it, before) !== null && standing(it, after) === null).length;
      const size = (on: Day): number => story.courses.filter((it) => standing(it, on) !== null).length;
      expect(size(before) + came - left).toBe(size(after));
      expect(came).toBeGreaterThan(20);
      expect(left).toBeGreaterThan(20);
    }
  });
});

describe("the organisations", () => {
  test("29 villages and communities, and names that nobody takes for one another", () => {
    expect(VILLAGE_KEYS.length).toBe(29);
    const keys = PLACES.map((it) => organizationKey(it.shortName));
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(PLACES.map((it) => it.code)).size).toBe(PLACES.length);
  });

  test("seven branches are merged or dissolved, each with members to the end", () => {
    const ends = story.deeds.flatMap((it) =>
      it.kind === "merge" && !it.proposal
        ? it.sources.map((place) => ({ place, on: it.on }))
        : it.kind === "dissolve"
          ? [{ place: it.place, on: it.on }]
          : [],
    );
    expect(ends.length).toBe(7);
    for (const { place, on } of ends) {
      expect(membersOn(story.courses, place, day(`${yearOf(on)}-02-28`)).length).toBeGreaterThan(5);
      expect(membersOn(story.courses, place, on)).toEqual([]);
    }
  });

  test("six of the 29 have one person as secretary and head, and one branch has no secretary", () => {
    const open = new Map<string, Deed>();
    // An election ends the posts of its committee and begins those of the elected.
    const elect = (deed: Deed, place: string, seats: readonly { person: string; post: string }[], village: boolean) => {
      for (const key of open.keys())
        if (key.startsWith(`${place} `) && key.includes(" village_") === village) open.delete(key);
      for (const { person, post } of seats) open.set(`${place} ${post} ${person}`, deed);
    };
    for (const it of story.deeds) {
      if (it.kind === "election") elect(it, it.held.place, it.held.elected, false);
      if (it.kind === "village-election") {
        const seats = it.fields.votes.map(({ person, seat }) => ({ person, post: seat }));
        elect(it, it.place, seats, true);
      }
      if (it.kind === "appoint") open.set(`${it.place} ${it.post} ${it.person}`, it);
      if (it.kind === "end-post") open.delete(`${it.place} ${it.post} ${it.person}`);
    }
    const holders = (place: string, post: string): string[] =>
      [...open.keys()].filter((it) => it.startsWith(`${place} ${post} `));
    const both = VILLAGE_KEYS.filter((it) =>
      holders(it, "secretary").some((one) => open.has(one.replace(" secretary ", " village_head "))),
    );
    expect([...both].sort()).toEqual([...ONE_SHOULDER].sort());
    expect(VILLAGE_KEYS.filter((it) => holders(it, "secretary").length === 0)).toEqual([WITHOUT_SECRETARY]);
    for (const it of VILLAGE_KEYS) expect(holders(it, "secretary").length, it).toBeLessThanOrEqual(1);
  });
});

describe("chance", () => {
  test("quotas are as exact as whole numbers allow", () => {
    assertProperty(
      property(
        integer({ min: 0, max: 300 }),
        array(integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 6 }),
        (count, weights) => {
          const total = weights.reduce((sum, it) => sum + it, 0);
          const drawn = new Random("x").quota(
            count,
            weights.map((weight, at) => [at, weight] as const),
          );
          expect(drawn.length).toBe(count);
          weights.forEach((weight, at) => {
            expect(Math.abs(drawn.filter((it) => it === at).length - (count * weight) / total)).toBeLessThan(1);
          });
        },
      ),
    );
  });

  test("quiet days leave March alone", () => {
    expect(isQuiet(day("2024-03-15"))).toBe(false);
    expect(isQuiet(day("2024-04-10"))).toBe(false);
    expect(isQuiet(day("2024-05-01"))).toBe(true);
  });
});
