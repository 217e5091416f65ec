import type { CodeOf } from "#shared/code-sets.ts";
import { addDays, addMonths, type Day, daysBetween, yearOf } from "#shared/day.ts";
import type { Calendar } from "./calendar.ts";
import { CAST, type CastKey } from "./cast.ts";
import type { Deed } from "./deeds.ts";
import type { Person } from "./people.ts";
import { type Course, membersOn, type Station } from "./population.ts";
import type { Random } from "./random.ts";

type Officer = (place: string, on: Day) => CastKey;

const scopeOf = (outside: string): CodeOf<"transfer_scope"> =>
  outside.startsWith("连云港市")
    ? "same_city"
    : /^(上海|青岛|杭州|合肥)/.test(outside)
      ? "nationwide"
      : "same_province";

/** As the committees of the zone do it: ten days in the city, thirty outside. */
const daysFor = (outside: string): number => (scopeOf(outside) === "same_city" ? 10 : 30);

/** Those who came after the platform began were received by a letter; who stood before is on the first roster. */
export const arrives = (station: Station, stock: Day): boolean => station.from > addDays(stock, 14);

/** Out of the zone: handed over, the letter of the committee, the receipt on the day of leaving, the file after it. */
export function departureDeeds(
  person: string,
  place: string,
  exit: { readonly on: Day; readonly outside: string },
  officer: Officer,
): Deed[] {
  const { on, outside } = exit;
  const days = daysFor(outside);
  // The papers go out first; the member is struck off when the receipt of the other side has come.
  const handed = addDays(on, days === 10 ? -8 : -12);
  return [
    {
      on: handed,
      by: officer(place, handed),
      kind: "hand-over",
      person,
      to: null,
      outside,
      reason: "工作调动",
      letter: scopeOf(outside),
    },
    { on: handed, by: officer(place, handed), kind: "letter", person, validDays: days },
    { on, by: officer(place, on), kind: "file-sent", person, fields: { way: "secret-post", materials: FILE } },
    { on, by: officer(place, on), kind: "accept", person },
    { on, by: officer(place, on), kind: "file-received", person },
  ];
}

/** Into the zone: the letter came a week before, was verified by telephone, the receipt went back two days after. */
export function arrivalDeeds(person: Person, station: Station, officer: Officer): Deed[] {
  const { place, from } = station;
  const came = addDays(from, -6);
  const asked = addDays(from, -3);
  const answered = addDays(from, 2);
  const key = person.key;
  return [
    {
      on: came,
      by: officer(place, came),
      kind: "arrival",
      place,
      person,
      fields: letterFrom(station.outside ?? "", came),
    },
    { on: asked, by: officer(place, asked), kind: "arrival-verified", person: key, note: "与对方组织科电话核实" },
    { on: from, by: officer(place, from), kind: "arrival-admitted", person },
    { on: answered, by: officer(place, answered), kind: "arrival-answered", person: key },
  ];
}

function letterFrom(outsideName: string, on: Day): Extract<Deed, { kind: "arrival" }>["fields"] {
  const letterOn = addDays(on, -4);
  return {
    outsideName,
    letterNumber: `组介〔${yearOf(letterOn)}〕${String((daysBetween("2020-01-01" as Day, letterOn) * 7) % 400).padStart(4, "0")}号`,
    letterOn,
    validDays: daysFor(outsideName),
    duesPaidTo: addDays(letterOn, -letterDay(letterOn)),
    scope: scopeOf(outsideName),
  };
}
/** Dues are paid to the end of the month before. */
const letterDay = (on: Day): number => Number(on.slice(8));

const FILE = [
  { term: "入党志愿书" },
  { term: "入党申请书" },
  { term: "转正申请书" },
  { term: "政治审查材料", copies: 2 },
];

/** What is on its way today: letters that run, one that has expired, one to be written, arrivals, a request, certificates. */
export function transferDeeds(
  random: Random,
  { today }: Calendar,
  courses: readonly Course[],
  officer: Officer,
): Deed[] {
  const out: Deed[] = [];
  const taken = new Set<string>(Object.values(CAST).map((it) => it.name));
  const somebody = (place: string, born = "1975-01-01"): Person | undefined => {
    const course = membersOn(courses, place, today).find(
      ({ person, stations, exit }) =>
        exit === null &&
        stations.length === 1 &&
        person.full !== null &&
        person.birth > born &&
        person.flowDestination === null &&
        (stations[0]?.from ?? today) < addMonths(today, -12) &&
        !taken.has(person.name),
    );
    if (course) taken.add(course.person.name);
    return course?.person;
  };
  const leaving = (place: string, outside: string, days: number, withLetter: boolean): string | null => {
    const person = somebody(place);
    if (!person) return null;
    const on = addDays(today, -days);
    const hand: Deed = {
      on,
      by: officer(place, on),
      kind: "hand-over",
      person: person.key,
      to: null,
      outside,
      reason: random.pick(["工作调动", "随子女居住", "在外购房定居"]),
      letter: scopeOf(outside),
    };
    out.push(hand);
    if (withLetter)
      out.push({ on, by: officer(place, on), kind: "letter", person: person.key, validDays: daysFor(outside) });
    return person.key;
  };
  leaving("新田村", "苏州市姑苏区平江街道党工委", 9, true);
  leaving("学府社区", "连云港市海州区新浦街道党工委", 4, true);
  // Nobody has heard of the receipt; the letter has run out.
  leaving("东巷村", "南京市江宁区秣陵街道党工委", 41, true);
  leaving("朝东社区", "上海市浦东新区张江镇党委", 2, false);
  const arriving = (name: string, place: string, outside: string, days: number, verified: boolean): void => {
    const on = addDays(today, -days);
    const person = { key: `arriving ${name}`, name };
    out.push({ on, by: officer(place, on), kind: "arrival", place, person, fields: letterFrom(outside, on) });
    if (verified)
      out.push({
        on: addDays(on, 1),
        by: officer(place, on),
        kind: "arrival-verified",
        person: person.key,
        note: "查核了寄来的党员档案",
      });
  };
  arriving("顾明远", "朝西社区", "无锡市梁溪区清名桥街道党工委", 3, false);
  arriving("柏秋实", "东巷村", "青岛市黄岛区长江路街道党工委", 7, true);
  // Dwelling with her daughter, she asks to be transferred; the branch has not yet answered.
  out.push({
    on: addDays(today, -2),
    by: "member",
    kind: "transfer-asked",
    destination: "苏州市姑苏区平江街道",
    reason: "随女儿在苏州居住",
  });
  const away = somebody("盐坨社区");
  if (away)
    out.push({
      on: addDays(today, -20),
      by: officer("盐坨社区", today),
      kind: "certificate",
      person: away.key,
      addressee: "南京市江宁区秣陵街道党工委",
      purpose: "外出学习三个月",
      validDays: 90,
    });
  const graduate = somebody("学府社区", "1996-01-01");
  if (graduate) {
    const since = addMonths(today, -22);
    out.push({ on: addMonths(today, -3), by: officer("学府社区", today), kind: "kept", person: graduate.key, since });
  }
  return out;
}
