import { addDays, addMonths, type Day, dayOf, later } from "#shared/day.ts";
import { appraisalDeeds } from "./appraisal.ts";
import { type Calendar, calendarOf, type Reorganisations, reorganisationsOf } from "./calendar.ts";
import { CAST, type CastKey, type CastMember } from "./cast.ts";
import { PLACES, type Place, placeOf, ROOT_KEY, type Town } from "./catalogue.ts";
import { correctionDeeds } from "./corrections.ts";
import type { Deed, DeedKind } from "./deeds.ts";
import { duesDeeds } from "./dues.ts";
import { planElections } from "./elections.ts";
import { floatingDeeds, inflowDeeds } from "./floating.ts";
import { rosterHandedIn } from "./handed-in.ts";
import { honourDeeds } from "./honours.ts";
import { jointMeetingDeeds, meetingDeeds } from "./meetings.ts";
import { flowKnown } from "./member-texts.ts";
import { Registry } from "./people.ts";
import { type Course, membersOn, populate, standing } from "./population.ts";
import { planPosts } from "./posts.ts";
import { Random } from "./random.ts";
import { recruitingDeeds } from "./recruiting.ts";
import { type Recruits, withRecruits } from "./recruits.ts";
import { postDeeds, termDeeds, unitsOf } from "./story-organizations.ts";
import { arrivalDeeds, arrives, departureDeeds, transferDeeds } from "./transfers.ts";
import { workdayDeeds } from "./workdays.ts";

/** The whole story of the zone until today, in the order of days. The same seed and day tell the same story. */
export interface Story {
  readonly calendar: Calendar;
  readonly courses: readonly Course[];
  readonly deeds: readonly Deed[];
}

export function tellStory(seed: string, today: Day): Story {
  const random = new Random(seed);
  const calendar = calendarOf(today);
  const changes = reorganisationsOf(calendar);
  const registry = new Registry();
  const people = populate(random.fork("people"), calendar, registry);
  const recruits = withRecruits(random.fork("recruits"), calendar, people);
  const { courses } = recruits;
  const officer = officersOf(changes);
  const { terms, posts } = planPosts(random.fork("posts"), calendar, changes, courses);
  const elections = planElections(random.fork("elections"), calendar, courses, terms, posts, officer);
  const deeds = [
    ...accounts(calendar, courses),
    ...foundings(calendar, changes),
    ...unitsOf(random.fork("units"), calendar, changes, officer),
    ...reorganisationDeeds(calendar, changes, courses, officer),
    ...memberDeeds(calendar, recruits, officer),
    ...termDeeds(calendar, terms, elections, officer),
    ...postDeeds(calendar, posts, elections, officer),
    ...elections.deeds,
    ...duesDeeds(random.fork("dues"), calendar, courses, officer),
    ...floatingDeeds(random.fork("floating"), calendar, courses, officer),
    ...inflowDeeds(random.fork("inflows"), calendar, courses, registry, officer),
    ...recruitingDeeds(random.fork("recruiting"), calendar, recruits, registry, officer),
    ...meetingDeeds(random.fork("meetings"), calendar, changes, courses, posts, officer),
    ...jointMeetingDeeds(calendar, officer),
    ...correctionDeeds(calendar, officer),
    ...appraisalDeeds(random.fork("appraisal"), calendar, courses, officer),
    ...honourDeeds(random.fork("honours"), calendar, courses, officer),
    ...transferDeeds(random.fork("transfers"), calendar, courses, officer),
    ...pending(calendar, courses, officer),
    ...workdayDeeds(calendar),
  ];
  return { calendar, courses, deeds: inOrder(deeds) };
}

/** Of one day: accounts before what their holders do, organisations before what lies in them, leaving before entering. */
const RANK: Readonly<Record<DeedKind, number>> = {
  establish: 2,
  rename: 3,
  move: 3,
  upgrade: 3,
  merge: 3,
  dissolve: 3,
  split: 3,
  "undo-split": 3,
  unit: 4,
  roster: 5,
  account: 6,
  grant: 7,
  term: 8,
  "end-post": 9,
  appoint: 10,
  election: 10,
  "election-open": 10,
  "election-step": 10,
  "election-decision": 10,
  "village-election": 10,
  "hand-over": 11,
  accept: 12,
  letter: 11.5,
  certificate: 11.5,
  arrival: 11,
  "arrival-verified": 12,
  "arrival-admitted": 14,
  "arrival-answered": 15,
  "file-sent": 11.6,
  "file-received": 12.5,
  "transfer-asked": 16,
  kept: 16,
  leave: 13,
  admit: 14,
  convert: 15,
  change: 15,
  "dues-profiles": 16,
  "dues-relief": 17,
  "dues-relief-decision": 18,
  "dues-collect": 19,
  "dues-remit": 20,
  "dues-use": 21,
  float: 15,
  "float-in": 14,
  "float-end": 16,
  "float-pass": 15,
  "float-note": 15,
  "float-lost": 15,
  "recruit-plan": 8,
  "recruit-open": 13,
  "recruit-enter": 14,
  "recruit-move": 14,
  "recruit-step": 15,
  "recruit-approve": 15,
  "recruit-end": 15,
  "meeting-standing": 16,
  "meetings-held": 17,
  "meeting-joint": 19,
  "meeting-joint-held": 17,
  "meeting-task-done": 18,
  "meeting-talk": 18,
  "meetings-planned": 19,
  appraisal: 21,
  "correction-asked": 20,
  "correction-answered": 20,
  award: 21,
  measure: 22,
  "preview-import": 21,
  workdays: 21,
};

function inOrder(deeds: readonly Deed[]): Deed[] {
  const rank = (it: Deed): number =>
    it.by === "system" && it.kind === "account" && !CAST[it.account].isMember
      ? 0
      : it.kind === "grant" && it.place === null
        ? 1
        : RANK[it.kind];
  return deeds
    .map((it, at) => ({ it, at }))
    .sort((a, b) => (a.it.on < b.it.on ? -1 : a.it.on > b.it.on ? 1 : rank(a.it) - rank(b.it) || a.at - b.at))
    .map(({ it }) => it);
}

export type Officer = (place: string, on: Day) => CastKey;

const OFFICERS: Readonly<Record<Town, CastKey>> = {
  zone: "organiser",
  朝云: "townOfficer",
  中屏: "thirdOfficer",
  盐嘴: "neighbour",
};

/** Who does the work of a place on a day: the officer of its sub-district, or the zone's organiser. */
function officersOf(changes: Reorganisations): Officer {
  return (key, on) => {
    if (key === changes.move.place && on <= changes.move.on) return OFFICERS["朝云"];
    const place = placeOf(key);
    // Leaders of a sub-district are entered by the level above.
    return place.sort === "above" ? "organiser" : OFFICERS[place.town];
  };
}

function accounts({ launch, stock, today }: Calendar, courses: readonly Course[]): Deed[] {
  const keyOf = (cast: CastMember): string | null =>
    cast.isMember
      ? (courses.find((it) => it.person.name === cast.name && CAST_BRANCHES.has(it.stations[0]?.place ?? ""))?.person
          .key ?? null)
      : null;
  const out: Deed[] = [];
  for (const account of Object.keys(CAST) as CastKey[]) {
    const cast: CastMember = CAST[account];
    const on = !cast.isMember
      ? launch
      : cast.role === "town_officer"
        ? stock
        : later(stock, addMonths(today, cast.role === "member" ? -26 : -30));
    const root = cast.place === ROOT_KEY;
    out.push({ on, by: "system", kind: "account", account, person: keyOf(cast) });
    out.push({
      on,
      by: root ? "system" : "securityAdministrator",
      kind: "grant",
      account,
      place: root ? null : cast.place,
    });
    if (account === "dapu") out.push({ on, by: "securityAdministrator", kind: "grant", account, place: "滩头村" });
  }
  return out;
}
const CAST_BRANCHES = new Set(["机关第二支部", "东巷村", "大浦村"]);

function foundings(calendar: Calendar, changes: Reorganisations): Deed[] {
  const { launch } = calendar;
  const made = new Set(changes.mergers.filter((it) => it.makes).map((it) => it.into));
  return PLACES.filter((it) => !made.has(it.key)).map((place) => {
    const renamed = changes.renames.find((it) => it.place === place.key);
    const first = renamed ? { ...place, shortName: renamed.formerShort, fullName: renamed.formerFull } : place;
    const parent = changes.move.place === place.key ? changes.move.from : place.parent;
    if (place.key === changes.floating.place)
      return {
        on: changes.floating.on,
        by: "organiser",
        kind: "establish",
        place: first,
        parent,
        happenedOn: changes.floating.on,
        documentNumber: changes.floating.documentNumber,
        reason: changes.floating.reason,
      } as const;
    const happenedOn = dayOf(place.founded.year, place.founded.month, 18) ?? launch;
    return {
      on: launch,
      by: "organiser",
      kind: "establish",
      place: first,
      parent,
      happenedOn,
      documentNumber: null,
      reason: "平台启用，登记已有组织",
    } as const;
  });
}

function reorganisationDeeds(
  { today }: Calendar,
  changes: Reorganisations,
  courses: readonly Course[],
  officer: Officer,
): Deed[] {
  const { dissolution, move, upgrade, split } = changes;
  const keys = (place: string, on: Day): string[] =>
    membersOn(courses, place, addDays(on, -1)).map((it) => it.person.key);
  const going = new Map<string, string[]>();
  for (const it of membersOn(courses, dissolution.source, addDays(dissolution.on, -1))) {
    const to = standing(it, dissolution.on) ?? dissolution.into[0];
    going.set(to, [...(going.get(to) ?? []), it.person.key]);
  }
  const staying = keys(split.place, split.on);
  const part: Place = {
    ...placeOf(split.place),
    key: split.part,
    code: "YW0299",
    shortName: `${split.part}党支部`,
    fullName: `中共中屏街道${split.part}支部委员会`,
  };
  return [
    ...changes.mergers.map(
      (it): Deed => ({
        on: it.on,
        by: officer(it.into, it.on),
        kind: "merge",
        sources: it.sources,
        into: placeOf(it.into),
        makes: it.makes,
        documentNumber: it.documentNumber,
        reason: it.reason,
        proposal: false,
      }),
    ),
    {
      on: dissolution.on,
      by: "organiser",
      kind: "dissolve",
      place: dissolution.source,
      destinations: [...going].map(([place, persons]) => ({ place, persons })),
      documentNumber: dissolution.documentNumber,
      reason: dissolution.reason,
    },
    ...changes.renames.map(
      (it): Deed => ({
        on: it.on,
        by: officer(it.place, it.on),
        kind: "rename",
        place: it.place,
        fullName: placeOf(it.place).fullName,
        shortName: placeOf(it.place).shortName,
        documentNumber: it.documentNumber,
        reason: it.reason,
      }),
    ),
    {
      on: move.on,
      by: "organiser",
      kind: "move",
      place: move.place,
      parent: move.to,
      documentNumber: move.documentNumber,
      reason: move.reason,
    },
    {
      on: upgrade.on,
      by: officer(upgrade.place, upgrade.on),
      kind: "upgrade",
      place: upgrade.place,
      fullName: upgrade.fullName,
      shortName: upgrade.shortName,
      documentNumber: upgrade.documentNumber,
      reason: upgrade.reason,
    },
    {
      on: split.on,
      by: officer(split.place, split.on),
      kind: "split",
      place: split.place,
      part,
      persons: staying.filter((_, at) => at % 3 === 2),
      documentNumber: split.documentNumber,
      reason: split.reason,
    },
    {
      on: split.undoneOn,
      by: officer(split.place, split.on),
      kind: "undo-split",
      place: split.place,
      reason: split.undoing,
    },
    {
      on: addDays(today, -4),
      by: "dapu",
      kind: "merge",
      sources: ["滩头村"],
      into: placeOf("大浦村"),
      makes: false,
      documentNumber: null,
      reason: "滩头村大部分群众已搬迁，党员人数少，两村相邻，拟并入大浦村",
      proposal: true,
    },
  ];
}

function memberDeeds(calendar: Calendar, { courses, admitted, converted }: Recruits, officer: Officer): Deed[] {
  const { stock, today } = calendar;
  const out: Deed[] = [];
  const stocked = new Map<string, Course["person"][]>();
  for (const { person, stations, exit } of courses) {
    stations.forEach((station, at) => {
      const by = officer(station.place, station.from);
      if (station.by === "roster") stocked.set(station.place, [...(stocked.get(station.place) ?? []), person]);
      if (station.by === "admission" && !admitted.has(person.key))
        out.push({ on: station.from, by, kind: "admit", place: station.place, person, code: "admitted", from: null });
      if (station.by === "outside" && arrives(station, stock)) out.push(...arrivalDeeds(person, station, officer));
      else if (station.by === "outside")
        out.push({
          on: station.from,
          by,
          kind: "admit",
          place: station.place,
          person,
          code: "transferred_in",
          from: station.outside ?? null,
        });
      if (station.by === "inside") {
        const from = stations[at - 1]?.place ?? station.place;
        const handed = addDays(station.from, -(station.waited ?? 3));
        out.push({
          on: handed,
          by: officer(from, handed),
          kind: "hand-over",
          person: person.key,
          to: station.place,
          outside: null,
          reason: placeOf(station.place).sort === "floating" ? "在苏州务工经商" : "居住地变化",
        });
        // Whoever handed over does not receive as well: within one sub-district the level above does.
        const accepts = by === officer(from, handed) ? "organiser" : by;
        out.push({ on: station.from, by: accepts, kind: "accept", person: person.key });
      }
    });
    const entered = stations[0]?.from ?? stock;
    const { full } = person;
    const told = converted.has(person.key);
    if (full !== null && full > entered && full <= today && (exit === null || exit.on > full) && !told) {
      const place = standing({ person, stations, exit }, full) ?? "";
      out.push({ on: full, by: officer(place, full), kind: "convert", person: person.key });
    }
    out.push(...awayDeeds({ person, stations, exit }, calendar, officer));
    if (!exit || told) continue;
    const last = standing({ person, stations, exit: null }, exit.on) ?? "";
    if (exit.outside === undefined) {
      out.push({ on: exit.on, by: officer(last, exit.on), kind: "leave", person: person.key, code: exit.code });
      continue;
    }
    out.push(...departureDeeds(person.key, last, { on: exit.on, outside: exit.outside }, officer));
  }
  for (const [place, persons] of stocked) out.push({ on: stock, by: "organiser", kind: "roster", place, persons });
  return out;
}

/** Going away to work, and being lost, where the roster on which somebody began could not know of it. */
function awayDeeds(course: Course, { today }: Calendar, officer: Officer): Deed[] {
  const { person, stations, exit } = course;
  const entered = stations[0]?.from ?? today;
  if (person.flowDestination === null || flowKnown(person, entered)) return [];
  const known = person.lostSince ?? person.joined;
  const on = later(addMonths(known, 7), addDays(entered, 40));
  if (on > addDays(today, -5) || (exit !== null && exit.on <= addDays(on, 30))) return [];
  const fields = {
    flowDestination: person.flowDestination,
    ...(person.lostSince === null ? {} : { lostSince: person.lostSince }),
  };
  const place = standing(course, on) ?? "";
  return [{ on, by: officer(place, on), kind: "change", person: person.key, fields }];
}

/** What waits for somebody of the cast today. */
function pending({ today }: Calendar, courses: readonly Course[], officer: Officer): Deed[] {
  const settled = (place: string): Course[] =>
    membersOn(courses, place, today).filter(
      (it) =>
        it.stations.length === 1 &&
        it.person.full !== null &&
        it.person.full < addMonths(today, -12) &&
        it.person.birth > "1970-01-01" &&
        it.person.flowDestination === null &&
        !CAST_BRANCH_NAMES.has(it.person.name),
    );
  const wait = (from: string, to: string, days: number, at: number, reason: string): Deed[] => {
    const course = settled(from)[at];
    const on = addDays(today, -days);
    return course
      ? [{ on, by: officer(from, on), kind: "hand-over", person: course.person.key, to, outside: null, reason }]
      : [];
  };
  return [
    ...wait("盐坨社区", "东巷村", 3, 0, "婚后随配偶居住"),
    ...wait("东巷村", "朝东社区", 6, 2, "搬入新居，居住地变化"),
    ...wait("金坡村", "学府社区", 5, 1, "工作单位变动"),
    {
      on: addDays(today, -1),
      by: officer("韩桥村", today),
      kind: "preview-import",
      place: "韩桥村",
      fileName: "韩桥村党员花名册.csv",
      content: rosterHandedIn(
        membersOn(courses, "韩桥村", today).map((it) => it.person),
        today,
      ),
    },
  ];
}
const CAST_BRANCH_NAMES = new Set<string>(Object.values(CAST).map((it) => it.name));
