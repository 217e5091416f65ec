import type { CodeOf } from "#shared/code-sets.ts";
import { addDays, addMonths, type Day, fullYears, later } from "#shared/day.ts";
import { type Calendar, type Reorganisations, type TermDates, termsOf } from "./calendar.ts";
import { CAST } from "./cast.ts";
import { PLACES, type Place, placeOf } from "./catalogue.ts";
import { educationRank } from "./people.ts";
import { type Course, standing } from "./population.ts";
import type { Random } from "./random.ts";

export type Post = CodeOf<"party_post">;

/** A post as the story has it: held from `from` until `to` (exclusive), or until today. */
export interface Held {
  readonly place: string;
  readonly person: string;
  readonly post: Post;
  readonly from: Day;
  readonly to: Day | null;
  readonly reason: string;
  /** Closed by a merger, not by an act of its own. */
  readonly endsWithPlace: boolean;
}

export interface PlannedTerm extends TermDates {
  readonly place: string;
  readonly termNumber: number;
}

/** Villages and communities where one person is secretary and village head today: six, as the report has it. */
export const ONE_SHOULDER: readonly string[] = ["新田村", "韩桥村", "金坡村", "茶园村", "盐坨社区", "昌圩社区"];
/** Three of them had one person already in the term before. */
const ONE_SHOULDER_BEFORE: readonly string[] = ["新田村", "金坡村", "昌圩社区"];
/** The branch whose secretary left and was not yet replaced. */
export const WITHOUT_SECRETARY = "锦绣社区";
/** The branch whose secretary left in the middle of the term, and who came after by an election of its own (补选). */
export const SECRETARY_CHANGED = "沙口村";
/** How long that seat was empty. */
const VACANT_DAYS = 35;

const SEATS: readonly Post[] = [
  "secretary",
  "deputy_secretary",
  "organization_member",
  "publicity_member",
  "discipline_member",
];

/** Terms and posts of all places with a committee, oldest first. */
export function planPosts(
  random: Random,
  calendar: Calendar,
  changes: Reorganisations,
  courses: readonly Course[],
): { terms: PlannedTerm[]; posts: Held[] } {
  const terms: PlannedTerm[] = [];
  const posts: Held[] = [];
  const byPlace = new Map<string, Course[]>();
  for (const course of courses)
    for (const { place } of course.stations) byPlace.set(place, [...(byPlace.get(place) ?? []), course]);
  for (const place of PLACES) {
    if (place.sort === "above" || place.kind === "committee") continue;
    const { stands, ends } = lifeOf(place, calendar, changes);
    const planned = termsOf(calendar, place.key, isVillage(place)).filter((it) => it.start < (ends ?? calendar.today));
    const made = place.key === "樱桃岭村" || place.kind === "floating_branch";
    // What a merger or an event makes begins its first term on that day.
    const own = made ? firstTerm(planned, stands) : planned;
    own.forEach((term, at) => {
      const termNumber = made ? at + 1 : at + 4 + (place.key.length % 4);
      terms.push({ ...term, place: place.key, termNumber });
      const next = own[at + 1]?.start ?? ends;
      posts.push(
        ...holders(
          random.fork(place.key),
          place,
          term,
          next,
          own[at + 1] === undefined && ends !== null,
          calendar,
          byPlace.get(place.key) ?? [],
        ),
      );
    });
  }
  return { terms, posts: [...posts, ...leaders(random.fork("leaders"), calendar, byPlace)] };
}

const isVillage = (place: Place): boolean => place.sort === "village" || place.sort === "community";

/** From when to when a place stood, as far as the story changes it. */
export function lifeOf(
  place: Place,
  { launch }: Calendar,
  changes: Reorganisations,
): { stands: Day; ends: Day | null } {
  const merger = changes.mergers.find((it) => it.sources.includes(place.key));
  const made = changes.mergers.find((it) => it.makes && it.into === place.key);
  const dissolved = changes.dissolution.source === place.key ? changes.dissolution.on : null;
  const founded = changes.floating.place === place.key ? changes.floating.on : null;
  return { stands: made?.on ?? founded ?? launch, ends: merger?.on ?? dissolved };
}

function firstTerm(planned: readonly TermDates[], stands: Day): TermDates[] {
  const years = planned[0]?.years ?? 3;
  // Elected two months after the founding, when the first members have come.
  const start = addMonths(stands, years === 5 ? 0 : 3);
  return [{ start, years }, ...planned.filter((it) => it.start > addMonths(start, 18) && years === 3)];
}

function holders(
  random: Random,
  place: Place,
  term: TermDates,
  next: Day | null,
  endsWithPlace: boolean,
  calendar: Calendar,
  courses: readonly Course[],
): Held[] {
  const from = term.start;
  const seen = later(from, calendar.stock);
  const until = next ?? calendar.today;
  const able = courses
    .filter((it) => suits(it, place.key, from, seen, until))
    .map((it) => ({ it, rank: rankOf(it, seen) + random.next() * 3 }))
    .sort((a, b) => b.rank - a.rank)
    .map(({ it }) => it.person.key);
  const known = courses
    .filter((it) =>
      Object.values(CAST).some(
        (one) => one.role === "branch_secretary" && one.place === place.key && one.name === it.person.name,
      ),
    )
    .map((it) => it.person.key);
  const order = [...new Set([...(from > calendar.launch ? known : []), ...able])];
  const seats =
    place.members < 20 || place.sort === "private_enterprise" || place.sort === "floating" ? SEATS.slice(0, 3) : SEATS;
  const held = (
    person: string | undefined,
    post: Post,
    to = next,
    reason = next === null ? "" : "换届",
    begin = from,
  ): Held[] =>
    person === undefined
      ? []
      : [{ place: place.key, person, post, from: begin, to, reason, endsWithPlace: endsWithPlace && to === next }];
  const out = seats.flatMap((post, at) => {
    if (post !== "secretary" || next !== null) return held(order[at], post);
    if (place.key === WITHOUT_SECRETARY) return held(order[at], post, addDays(calendar.today, -47), "工作调动");
    if (place.key === SECRETARY_CHANGED) {
      const left = addMonths(from, 20);
      const filled = addDays(left, VACANT_DAYS);
      return filled < calendar.today
        ? [...held(order[at], post, left, "到龄退出"), ...held(order[seats.length + 3], post, null, "", filled)]
        : held(order[at], post);
    }
    return held(order[at], post);
  });
  if (!isVillage(place)) return out;
  const both = (next === null ? ONE_SHOULDER : ONE_SHOULDER_BEFORE).includes(place.key);
  const head = both ? order[0] : order[seats.length];
  return [
    ...out,
    ...held(head, "village_head"),
    ...held(order[2], "village_committee_member"),
    ...held(order[seats.length + 1], "village_committee_member"),
  ];
}

/** Full member, of an age to serve, at home, and there all the while. */
function suits({ person, stations, exit }: Course, place: string, from: Day, seen: Day, until: Day): boolean {
  if (
    person.full === null ||
    person.full > from ||
    (person.flowDestination !== null && placeOf(place).sort !== "floating") ||
    person.lostSince !== null
  )
    return false;
  const age = fullYears(person.birth, seen);
  if (age < 27 || fullYears(person.birth, until) > 63) return false;
  if (exit !== null && exit.on <= until) return false;
  return [seen, until].every(
    (day) => standing({ person, stations, exit }, day === until ? addDays(until, -1) : day) === place,
  );
}

/** Better schooled and in their best years come first. */
function rankOf({ person }: Course, on: Day): number {
  const age = fullYears(person.birth, on);
  return educationRank(person.education) * 0.6 - Math.abs(age - 48) / 5;
}

/** Leaders of the zone, the sub-districts and the company, from the branches of the organs. */
function leaders(random: Random, calendar: Calendar, byPlace: ReadonlyMap<string, readonly Course[]>): Held[] {
  const from = addMonths(calendar.stock, 1);
  const out: Held[] = [];
  const taken = new Set(Object.values(CAST).map((it) => it.name));
  const pick = (branch: string, place: string, posts: readonly Post[]): void => {
    const able = random.shuffled(
      (byPlace.get(branch) ?? []).filter(
        (it) =>
          suits(it, branch, from, from, calendar.today) &&
          fullYears(it.person.birth, from) >= 32 &&
          !taken.has(it.person.name),
      ),
    );
    posts.forEach((post, at) => {
      const person = able[at];
      if (!person) return;
      taken.add(person.person.name);
      out.push({ place, person: person.person.key, post, from, to: null, reason: "", endsWithPlace: false });
    });
  };
  pick("机关第一支部", "开发区党工委", [
    "secretary",
    "deputy_secretary",
    "organization_member",
    "publicity_member",
    "discipline_member",
  ]);
  for (const town of ["朝云", "中屏", "盐嘴"])
    pick("机关第二支部", `${town}街道党工委`, ["secretary", "deputy_secretary", "organization_member"]);
  pick("盐业公司机关支部", "盐业公司党委", ["secretary", "deputy_secretary", "discipline_member"]);
  return out;
}
