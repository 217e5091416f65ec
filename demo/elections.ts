import type { StepInput, VillageBody } from "#modules/organization/elections/index.ts";
import { addDays, addMonths, type Day, yearOf } from "#shared/day.ts";
import type { Calendar } from "./calendar.ts";
import type { CastKey } from "./cast.ts";
import { placeOf } from "./catalogue.ts";
import type { Deed } from "./deeds.ts";
import { type Course, membersOn, standing } from "./population.ts";
import { type Held, type PlannedTerm, SECRETARY_CHANGED } from "./posts.ts";
import type { Random } from "./random.ts";

type Officer = (place: string, on: Day) => CastKey;

/** An election of a branch that was held: who stood, who was elected to what. The numbers follow from the roster of the day. */
export interface HeldElection {
  readonly place: string;
  readonly on: Day;
  readonly termNumber: number;
  readonly documentNumber: string;
  /** In the order of their votes. */
  readonly elected: readonly { readonly person: string; readonly post: Held["post"] }[];
  readonly beaten: readonly string[];
  readonly tellers: readonly [string, string];
  /** Of a by-election (补选): how many sit on the committee with who is elected, and why a seat was empty. */
  readonly filling?: { readonly committee: number; readonly reason: string };
  /** Share of those due who came, in hundredths. */
  readonly turnout: number;
}

const VILLAGE: readonly string[] = ["village_head", "village_committee_member"];
/** A committee that was elected is of this many at least; smaller branches were appointed to. */
const FEWEST = 3;
const SETTLED_DAYS = 25;

export interface Planned {
  readonly deeds: readonly Deed[];
  /** Terms and posts that begin, and posts that end, by an election and not by a deed of their own: `place day`. */
  readonly party: ReadonlySet<string>;
  readonly village: ReadonlySet<string>;
}

/**
 * The elections of the zone: the last term of every branch that could hold one, with the villagers' committee beside it; three
 * that run today, one of them overdue with an approved delay.
 */
export function planElections(
  random: Random,
  calendar: Calendar,
  courses: readonly Course[],
  terms: readonly PlannedTerm[],
  posts: readonly Held[],
  officer: Officer,
): Planned {
  const deeds: Deed[] = [];
  const party = new Set<string>();
  const village = new Set<string>();
  const last = new Map<string, PlannedTerm>();
  for (const it of terms) last.set(it.place, it);
  for (const term of last.values()) {
    const { place, start } = term;
    if (start <= addMonths(calendar.stock, 6) || placeOf(place).members < 20) continue;
    const begun = posts.filter((it) => it.place === place && it.from === start);
    const held = electionOf(random.fork(`election ${place}`), term, begun, courses);
    if (held) {
      party.add(`${place} ${start}`);
      deeds.push({ on: start, by: officer(place, start), kind: "election", held });
    }
    const seats = begun.filter((it) => VILLAGE.includes(it.post));
    if (seats.length === 0) continue;
    village.add(`${place} ${start}`);
    deeds.push({
      on: start,
      by: officer(place, start),
      kind: "village-election",
      place,
      fields: villageOf(random, place, start, seats),
    });
  }
  const filled = fillingOf(random, courses, last, posts);
  if (filled) {
    party.add(`${filled.place} ${filled.on}`);
    deeds.push({ on: filled.on, by: officer(filled.place, filled.on), kind: "election", held: filled });
  }
  return { deeds: [...deeds, ...running(calendar, courses, posts, last, officer)], party, village };
}

export const isVillagePost = (post: string): boolean => VILLAGE.includes(post);

function electionOf(
  random: Random,
  term: PlannedTerm,
  begun: readonly Held[],
  courses: readonly Course[],
): HeldElection | null {
  const { place, start } = term;
  const elected = begun.filter((it) => !isVillagePost(it.post)).map(({ person, post }) => ({ person, post }));
  const able = electors(courses, place, start);
  const known = new Set(able);
  if (elected.length < FEWEST || elected.some((it) => !known.has(it.person))) return null;
  const sitting = new Set(elected.map((it) => it.person));
  const others = random.shuffled(able.filter((it) => !sitting.has(it)));
  const surplus = Math.ceil(elected.length / 5);
  const [first, second] = others.slice(surplus);
  if (first === undefined || second === undefined) return null;
  return {
    place,
    on: start,
    termNumber: term.termNumber,
    documentNumber: termDocument(term),
    elected,
    beaten: others.slice(0, surplus),
    tellers: [first, second],
    turnout: random.int(88, 98),
  };
}

/** The secretary who was elected when the one before had left in the middle of the term. */
function fillingOf(
  random: Random,
  courses: readonly Course[],
  last: ReadonlyMap<string, PlannedTerm>,
  posts: readonly Held[],
): HeldElection | null {
  const place = SECRETARY_CHANGED;
  const term = last.get(place);
  const here = posts.filter((it) => it.place === place && !isVillagePost(it.post) && it.to === null);
  const [next] = here.filter((it) => it.post === "secretary" && term !== undefined && it.from > term.start);
  if (!next || !term) return null;
  const sitting = new Set(here.map((it) => it.person));
  const able = electors(courses, place, next.from);
  const [beaten, first, second] = random.fork(`filling ${place}`).shuffled(able.filter((it) => !sitting.has(it)));
  if (!able.includes(next.person) || beaten === undefined || first === undefined || second === undefined) return null;
  return {
    place,
    on: next.from,
    termNumber: term.termNumber,
    documentNumber: `云开党〔${yearOf(next.from)}〕33号`,
    elected: [{ person: next.person, post: "secretary" }],
    beaten: [beaten],
    tellers: [first, second],
    filling: { committee: sitting.size, reason: "书记到龄退出，书记出缺" },
    turnout: 91,
  };
}

export const termDocument = (it: Pick<PlannedTerm, "start" | "termNumber">): string =>
  `云开党〔${yearOf(it.start)}〕${20 + (it.termNumber % 7)}号`;

/** Full members who were there all the weeks before a day, and at home. */
function electors(courses: readonly Course[], place: string, on: Day): string[] {
  const since = addDays(on, -SETTLED_DAYS);
  return membersOn(courses, place, on)
    .filter(
      (it) =>
        it.person.full !== null &&
        it.person.full <= since &&
        it.person.flowDestination === null &&
        it.person.lostSince === null &&
        it.stations.every((one) => one.from <= since || one.from > on) &&
        standing(it, since) === place,
    )
    .map((it) => it.person.key);
}

function villageOf(
  random: Random,
  place: string,
  on: Day,
  seats: readonly Held[],
): Omit<VillageBody, "organizationId" | "votes"> & { readonly votes: readonly VillageVotes[] } {
  const chance = random.fork(`village ${place}`);
  const registered = Math.round((placeOf(place).unit?.residents ?? 1000) * 0.72);
  const voted = Math.round((registered * chance.int(82, 94)) / 100);
  return {
    on,
    electors: registered,
    voted,
    documentNumber: `云选〔${yearOf(on)}〕${chance.int(3, 40)}号`,
    votes: seats.map((it, at) => ({
      person: it.person,
      seat: it.post as VillageVotes["seat"],
      votesFor: Math.round((voted * (92 - at * 7)) / 100),
    })),
  };
}
export interface VillageVotes {
  readonly person: string;
  readonly seat: VillageBody["votes"][number]["seat"];
  readonly votesFor: number;
}

/**
 * What an election leaves in the file, on the numbers of its day: `due` may vote, `away` of the roster are left out with
 * consent. Everybody is named by the key of the story.
 */
export function recordsOf(held: HeldElection, able: number, away: readonly string[]): StepInput[] {
  const { on, elected, beaten, tellers, documentNumber } = held;
  const due = able - away.length;
  const present = Math.max(Math.ceil((due * 4) / 5), Math.floor((due * held.turnout) / 100));
  const seats = elected.length;
  const committee = held.filling?.committee ?? seats;
  const lost = elected.map((_, at) => Math.min(2 + at * 2, Math.floor(present / 4)));
  const spare = Math.floor(lost.reduce((all, it) => all + it, 0) / Math.max(1, beaten.length));
  const beatenVotes = Math.min(spare, Math.floor(present / 5));
  const officers = elected.filter((it) => it.post === "secretary" || it.post === "deputy_secretary");
  const member = (personId: string) => ({ personId, seat: "member" as const });
  const candidates = [...elected.map((it) => it.person), ...beaten].map(member);
  // A seat that is empty is filled within weeks.
  const before = (days: number): Day => addDays(on, -(held.filling ? Math.min(days, 30) : days));
  const number = (at: number): string => `${placeOf(held.place).shortName.slice(0, 2)}支〔${yearOf(on)}〕${at}号`;
  const votes = (personId: string, votesFor: number, of: number) => ({
    personId,
    votesFor,
    votesAgainst: Math.max(0, of - votesFor - 1),
  });
  return [
    ...(held.filling ? [] : [{ step: "notice" as const, on: before(180), particulars: { way: "letter" as const } }]),
    {
      step: "request",
      on: before(40),
      documentNumber: number(2),
      particulars: {
        seats: { members: seats, deputies: officers.filter((it) => it.post === "deputy_secretary").length },
        plannedOn: on,
      },
    },
    { step: "reply", on: before(33), documentNumber: `云开党〔${yearOf(on)}〕9号` },
    {
      step: "nomination",
      on: before(20),
      particulars: {
        nominators: { members: present, masses: seats * 6 },
        candidates: candidates.map((it, at) => ({
          ...it,
          byMembers: Math.max(1, present - at * 3),
          byMasses: seats * 3,
        })),
      },
    },
    {
      step: "candidates",
      on: before(14),
      documentNumber: number(4),
      particulars: {
        candidates: [...candidates, ...officers.map((it) => ({ personId: it.person, seat: it.post as "secretary" }))],
      },
    },
    { step: "candidates_reply", on: before(8), documentNumber: `云开党〔${yearOf(on)}〕15号` },
    {
      step: "meeting",
      on,
      particulars: {
        present,
        agreed: present,
        leftOut: away.map((personId) => ({ personId, reason: "floating" })),
        ...(away.length > 0 ? { consent: `云开党〔${yearOf(on)}〕15号` } : {}),
      },
    },
    { step: "tellers", on, particulars: { overseers: [tellers[0]], counters: [tellers[1]] } },
    {
      step: "ballot",
      on,
      particulars: {
        sheet: {
          issued: present,
          returned: present,
          spoiled: 0,
          contests: [
            {
              seat: "member",
              votes: [
                ...elected.map((it, at) => votes(it.person, present - (lost[at] ?? 0), present)),
                ...beaten.map((it) => votes(it, beatenVotes, present)),
              ],
            },
          ],
        },
      },
    },
    {
      step: "officers",
      on,
      particulars: {
        present: committee,
        sheet: {
          issued: committee,
          returned: committee,
          spoiled: 0,
          contests: officers.map((it) => ({
            seat: it.post as "secretary",
            votes: [{ personId: it.person, votesFor: committee, votesAgainst: 0 }],
          })),
        },
        duties: elected
          .filter((it) => !officers.includes(it))
          .map((it) => ({ personId: it.person, post: it.post as string })),
      },
    },
    { step: "result", on, documentNumber: number(6) },
    { step: "result_reply", on, documentNumber, particulars: { effectiveOn: on } },
    { step: "handover", on, particulars: { items: ["seals", "archives", "rosters", "dues", "accounts"] } },
  ];
}

/** Steps of the level above. */
const ANSWERS: readonly string[] = ["notice", "reply", "extension", "candidates_reply"];

/** Those that run today: one before its meeting, one waiting for an answer, one overdue with a delay that was agreed to. */
function running(
  { today }: Calendar,
  courses: readonly Course[],
  posts: readonly Held[],
  last: ReadonlyMap<string, PlannedTerm>,
  officer: Officer,
): Deed[] {
  const of = (place: string, opened: number, steps: readonly (readonly [number, StepInput])[]): Deed[] => {
    if (!last.has(place)) return [];
    const on = addDays(today, -opened);
    return [
      { on, by: officer(place, on), kind: "election-open", place },
      ...steps.map(([ago, input]): Deed => {
        const day = addDays(today, -ago);
        const kind = ANSWERS.includes(input.step) ? "election-decision" : "election-step";
        return { on: day, by: officer(place, day), kind, place, input: { ...input, on: day } };
      }),
    ];
  };
  const stand = (place: string) => {
    const able = electors(courses, place, today);
    const sitting = posts
      .filter((it) => it.place === place && it.to === null && !isVillagePost(it.post) && able.includes(it.person))
      .map((it) => it.person);
    const all = [...new Set([...sitting, ...able])];
    const candidates = all.slice(0, 6).map((personId) => ({ personId, seat: "member" as const }));
    const [first] = candidates;
    return {
      nominated: candidates.map((it, at) => ({ ...it, byMembers: 30 - at * 3, byMasses: 18 - at })),
      candidates: first ? [...candidates, { personId: first.personId, seat: "secretary" as const }] : candidates,
    };
  };
  const year = yearOf(today);
  const until = (place: string, days: number): (readonly [number, StepInput])[] => {
    const { nominated, candidates } = stand(place);
    return [
      [days, { step: "notice", particulars: { way: "letter" } }],
      [
        days - 20,
        {
          step: "request",
          documentNumber: `${place.slice(0, 2)}支〔${year}〕5号`,
          particulars: { seats: { members: 5, deputies: 0 } },
        },
      ],
      [days - 28, { step: "reply", documentNumber: `云开党〔${year}〕31号` }],
      [
        days - 36,
        { step: "nomination", particulars: { nominators: { members: 34, masses: 20 }, candidates: nominated } },
      ],
      [
        days - 42,
        { step: "candidates", documentNumber: `${place.slice(0, 2)}支〔${year}〕8号`, particulars: { candidates } },
      ],
    ];
  };
  const overdue = last.get("尹家村");
  const delayed = overdue ? addMonths(addMonths(overdue.start, overdue.years * 12), 6) : today;
  return [
    ...of("机关第二支部", 50, until("机关第二支部", 48)),
    ...of("晒场社区", 62, [
      ...until("晒场社区", 60),
      [9, { step: "candidates_reply", documentNumber: `云开党〔${year}〕36号` }],
    ]),
    ...of("尹家村", 86, [
      [84, { step: "request", documentNumber: `尹家支〔${year}〕4号`, note: "村里正在合并办公，请求延期" }],
      [
        72,
        {
          step: "extension",
          documentNumber: `云开党〔${year}〕27号`,
          particulars: { until: delayed, requestNumber: `尹家支〔${year}〕4号` },
        },
      ],
    ]),
  ];
}
