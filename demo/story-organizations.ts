import { day, later, yearOf } from "#shared/day.ts";
import type { Calendar, Reorganisations } from "./calendar.ts";
import { PLACES, type Unit } from "./catalogue.ts";
import type { Deed } from "./deeds.ts";
import { isVillagePost, type Planned, termDocument } from "./elections.ts";
import { type Held, lifeOf, type PlannedTerm } from "./posts.ts";
import { Random } from "./random.ts";
import type { Officer } from "./story.ts";

/** Facts of the units at the start, and the figures of later years: fewer people, more income. */
export function unitsOf(random: Random, calendar: Calendar, changes: Reorganisations, officer: Officer): Deed[] {
  const out: Deed[] = [];
  for (const place of PLACES) {
    const { unit } = place;
    // What a merger sets up goes on in the units of the branches it is made of.
    if (!unit || changes.mergers.some((it) => it.makes && it.into === place.key)) continue;
    const { stands, ends } = lifeOf(place, calendar, changes);
    const village = unit.households !== null;
    const years = village ? [5, 2] : [];
    const first = stands === calendar.launch ? 8 : yearOf(calendar.today) - yearOf(stands);
    out.push({
      on: stands,
      by: "organiser",
      kind: "unit",
      place: place.key,
      since: stands === calendar.launch ? calendar.launch : stands,
      unit: asOf(unit, first, random),
    });
    for (const ago of years) {
      const since = day(`${yearOf(calendar.today) - ago}-01-20`);
      if (since <= stands || (ends !== null && since >= ends)) continue;
      out.push({
        on: since,
        by: officer(place.key, since),
        kind: "unit",
        place: place.key,
        since,
        unit: ago === 2 ? unit : asOf(unit, ago, random),
      });
    }
  }
  return out;
}

function asOf(unit: Unit, yearsAgo: number, random: Random): Unit {
  const grown = (value: number | null, rate: number): number | null =>
    value === null ? null : Math.round(value * (1 + rate * Math.max(0, yearsAgo - 2) + random.next() * 0.01));
  return {
    ...unit,
    households: grown(unit.households, 0.002),
    population: grown(unit.population, 0.003),
    residents: grown(unit.residents, 0.012),
    income:
      unit.income === null ? null : Math.round((unit.income * (1 - 0.055 * Math.max(0, yearsAgo - 2))) / 1_000) * 1_000,
  };
}

/** Terms that ran when the platform began are entered on its first day. */
export function termDeeds(
  { launch }: Calendar,
  terms: readonly PlannedTerm[],
  { party }: Planned,
  officer: Officer,
): Deed[] {
  const others = terms.filter((it) => !party.has(`${it.place} ${it.start}`));
  return others.map((it) => {
    const on = later(it.start, launch);
    return {
      on,
      by: on === launch ? "organiser" : officer(it.place, on),
      kind: "term",
      place: it.place,
      start: it.start,
      years: it.years,
      termNumber: it.termNumber,
      documentNumber: termDocument(it),
    };
  });
}

export function postDeeds(
  { stock, today }: Calendar,
  posts: readonly Held[],
  { party, village }: Planned,
  officer: Officer,
): Deed[] {
  return posts.flatMap((it): Deed[] => {
    // What an election began and ended is done by it.
    const elections = isVillagePost(it.post) ? village : party;
    const begins = elections.has(`${it.place} ${it.from}`);
    const ends = it.to !== null && elections.has(`${it.place} ${it.to}`);
    const on = later(it.from, stock);
    const appointed: Deed = {
      on,
      by: officer(it.place, on),
      kind: "appoint",
      place: it.place,
      person: it.person,
      post: it.post,
      from: it.from,
    };
    const first = begins ? [] : [appointed];
    if (it.to === null || ends || it.endsWithPlace || it.to > today) return first;
    return [
      ...first,
      {
        on: it.to,
        by: officer(it.place, it.to),
        kind: "end-post",
        place: it.place,
        person: it.person,
        post: it.post,
        reason: it.reason,
      },
    ];
  });
}
