import type { Opening, StepBody } from "#modules/membership/recruiting/contract.ts";
import { NOTICE_DAYS } from "#modules/membership/recruiting/rules-revised.ts";
import { codeSet } from "#shared/code-sets.ts";
import { addDays, addMonths, addYears, type Day, earlier, fullYears, later, yearOf } from "#shared/day.ts";
import { RECRUITING_REVISED_ON } from "#shared/regulations.ts";
import { workdaysWithin } from "#shared/workdays.ts";
import type { Calendar } from "./calendar.ts";
import { CAST, type CastKey } from "./cast.ts";
import { PLACES, type Place, placeOf, type Town } from "./catalogue.ts";
import type { Deed } from "./deeds.ts";
import { finished, makePeople, type Person, type Registry } from "./people.ts";
import { type Course, membersOn } from "./population.ts";
import type { Random } from "./random.ts";
import { plans } from "./recruiting-plans.ts";
import { CONVERTED_HERE_DAYS, EXTENDED_MONTHS, halfYear, type Joined, type Recruits } from "./recruits.ts";
import { ANNOUNCED_DAYS } from "./workdays.ts";

/** A step with the keys of people where the record has their ids. */
export type PlannedStep = StepBody & { readonly on: Day };

export type Officer = (place: string, on: Day) => CastKey;

/** All the recruiting of the zone: cases of those who joined, cases under way, and the plans of the years. */
export function recruitingDeeds(
  random: Random,
  calendar: Calendar,
  recruits: Recruits,
  registry: Registry,
  officer: Officer,
): Deed[] {
  const tell = new Telling(random, calendar, recruits.courses, officer);
  return [
    ...plans(calendar, recruits.courses, officer),
    ...recruits.joined.flatMap((it) => tell.joined(it, recruits.admitted.has(it.course.person.key))),
    ...underWay(random.fork("under way"), calendar, recruits.courses, registry, tell),
  ];
}

/** Where somebody is on the way: the branch meeting lies that many days from today. */
interface Traveller {
  readonly person: Person;
  readonly place: string;
  readonly meetingOn: Day;
  readonly late: "talk" | "review" | "approval" | null;
  readonly fate: "goes on" | "gives up" | "moves" | "refused once" | "away";
}

/** Cases under way by stage: how many, and from when to when their branch meeting is due. */
const STAGES: readonly { readonly count: number; readonly from: number; readonly to: number }[] = [
  { count: 8, from: -84, to: -5 },
  { count: 14, from: 1, to: 80 },
  { count: 32, from: 110, to: 470 },
  { count: 16, from: 500, to: 590 },
];

function underWay(
  random: Random,
  { today }: Calendar,
  courses: readonly Course[],
  registry: Registry,
  tell: Telling,
): Deed[] {
  const places = PLACES.filter((it) => it.members >= 45 && it.sort !== "above" && it.sort !== "floating");
  const names = new Map(
    places.map((place) => [place.key, new Set(membersOn(courses, place.key, today).map((it) => it.person.name))]),
  );
  const order = random.shuffled(places);
  let at = 0;
  const out: Deed[] = [];
  STAGES.forEach(({ count, from, to }, stage) => {
    for (let number = 0; number < count; number++) {
      const place = stage === 1 && number === 0 ? placeOf(CAST.secretary.place) : order[at++ % order.length];
      if (!place) continue;
      const meetingOn = addDays(today, random.int(from, to));
      const person = newcomer(random, place, registry, { today, taken: names.get(place.key) ?? new Set() });
      out.push(...tell.underWay({ person, place: place.key, meetingOn, ...turn(stage, number) }));
    }
  });
  return out;
}

/** A few of each stage are late, and a few go another way. */
function turn(stage: number, number: number): Pick<Traveller, "late" | "fate"> {
  const plain = { late: null, fate: "goes on" } as const;
  if (stage === 0) return number < 2 ? { ...plain, late: "approval" } : plain;
  if (stage === 1)
    return number === 3 ? { ...plain, fate: "refused once" } : number === 4 ? { ...plain, fate: "away" } : plain;
  if (stage === 2) {
    if (number < 3) return { ...plain, late: "review" };
    if (number < 5) return { ...plain, fate: "gives up" };
    return number === 5 ? { ...plain, fate: "moves" } : plain;
  }
  return number < 3 ? { ...plain, late: "talk" } : plain;
}

const AGES = [
  [[21, 26], 30],
  [[27, 35], 50],
  [[36, 42], 20],
] as const;

/** Somebody who lives or works at the place and is on no roster. */
function newcomer(
  random: Random,
  place: Place,
  registry: Registry,
  wanted: { today: Day; taken: Set<string> },
): Person {
  const [made] = makePeople(random, place, registry, { count: 1, on: wanted.today, ages: AGES, ...wanted });
  if (!made) throw new RangeError("nobody was made");
  const { key: _key, ethnicity: _ethnicity, idNumber: _number, mobile: _mobile, address: _address, ...rest } = made;
  return finished(random, place, registry, wanted, {
    ...rest,
    name: made.name,
    gender: random.chance(0.32) ? "female" : "male",
    education: random.weighted([
      ["senior_high", 14],
      ["secondary_specialised", 16],
      ["junior_college", 40],
      ["bachelor", 30],
    ]),
    job: made.flowDestination === null ? made.job : "private_worker",
    flowDestination: null,
  });
}

const TALKS = [
  "本人入党动机端正，对党的基本知识有了解，愿意接受组织培养",
  "谈了本人经历和家庭情况，申请出于自愿，提出要加强理论学习",
  "平时工作踏实，热心村里的事，勉励其继续用实际行动争取入党",
];
const REVIEWS = [
  "按时参加学习和活动，工作主动，群众反映好，继续培养",
  "理论学习有进步，参加志愿服务六次，还要多向老党员请教",
  "在本职岗位上肯干，能听取意见，支委会讨论同意继续考察",
  "思想稳定，主动承担环境整治任务，希望加强对党章的学习",
];
const PROBATION_REVIEWS = [
  "预备期内按时参加组织生活，按月交纳党费，完成交办的任务",
  "能以党员标准要求自己，在防汛值守中表现好，希望大胆开展工作",
];

/** Which committee's papers a town numbers how. */
const ISSUERS: Readonly<Record<Town, string>> = { zone: "云开组", 朝云: "朝云党", 中屏: "中屏党", 盐嘴: "盐嘴党" };

class Telling {
  readonly #random: Random;
  readonly #calendar: Calendar;
  readonly #courses: readonly Course[];
  readonly #officer: Officer;
  #forms = 0;
  #lookedAfter = 0;

  constructor(random: Random, calendar: Calendar, courses: readonly Course[], officer: Officer) {
    this.#random = random.fork("telling");
    this.#calendar = calendar;
    this.#courses = courses;
    this.#officer = officer;
  }

  /** The case of somebody who became a member. Of the last year's the case made them one; the others' is entered later. */
  joined({ course, ending }: Joined, admits: boolean): Deed[] {
    const { person } = course;
    const { today } = this.#calendar;
    const place = course.stations[0]?.place ?? "";
    const meeting = person.joined;
    const approved = earlier(addDays(meeting, 8), addDays(today, -1));
    const steps = [
      ...this.#toMeeting(person, place, meeting),
      this.#vote(place, meeting),
      { step: 16, on: approved, opinion: this.#pick(TALKS), particulars: { talkers: "街道党工委组织员" } },
      { step: 17, on: approved, documentNumber: this.#number(place, approved), particulars: { board: BOARD } },
      { step: 19, on: addDays(approved, 4), particulars: {} },
      { step: 18, on: addDays(approved, 6) },
      { step: 20, on: addDays(approved, 9) },
      ...this.#probation(place, person, meeting, ending, course.exit?.on ?? null),
    ] as PlannedStep[];
    const old = person.full !== null && !this.#isRecent(person.full) && ending === "plain";
    // Paper cases of former years were entered when their file was complete.
    const half = halfYear(today);
    const counted = meeting >= half.from && meeting <= half.to;
    const entered = old ? (steps.at(-1)?.on ?? approved) : later(approved, addDays(meeting, counted ? 18 : 10));
    return this.#entered(person, place, earlier(entered, addDays(today, -1)), steps, !admits);
  }

  #isRecent(full: Day): boolean {
    return full > addDays(this.#calendar.today, -CONVERTED_HERE_DAYS);
  }

  underWay({ person, place, meetingOn, late, fate }: Traveller): Deed[] {
    const { today } = this.#calendar;
    const meeting = late === "approval" ? addDays(today, this.#random.int(-115, -96)) : meetingOn;
    const all = [...this.#toMeeting(person, place, meeting, fate), this.#vote(place, meeting)];
    if (meeting < today) {
      const talk = addDays(meeting, 12);
      all.push({ step: 16, on: talk, opinion: this.#pick(TALKS), particulars: { talkers: "街道党工委组织员" } });
    }
    const past = all.filter((it) => it.on < today);
    const steps = withoutLate(past, late, today);
    const apply = this.#applied(person, meeting);
    const begins = addMonths(today, -4);
    const deeds =
      apply >= begins
        ? this.#opened(person, place, late === "talk" ? addDays(today, -this.#random.int(33, 48)) : apply, steps, late)
        : this.#entered(
            person,
            place,
            addDays(begins, this.#random.int(0, 3) * 7),
            steps,
            false,
            apply,
            fate === "away",
          );
    if (fate === "gives up") {
      const on = addDays(today, -this.#random.int(15, 60));
      const note = "本人到外地工作，自愿不再申请，支委会讨论同意";
      return [
        ...deeds.filter((it) => it.on < on),
        { on, by: this.#officer(place, on), kind: "recruit-end", person: person.key, note },
      ];
    }
    return fate === "moves" ? this.#moved(person, place, deeds) : deeds;
  }

  /** Moves within the sub-district ten weeks ago; the new branch names contacts of its own and reviews from then on. */
  #moved(person: Person, place: string, deeds: readonly Deed[]): Deed[] {
    const on = addDays(this.#calendar.today, -70);
    const { town } = placeOf(place);
    const to = PLACES.find((it) => it.town === town && it.key !== place && it.sort === "community" && it.members > 60);
    if (!to) return [...deeds];
    const by = this.#officer(place, on);
    const contacts = this.#helpers(to.key, on, 2);
    const review: PlannedStep = { step: 6, on: addDays(on, 40), opinion: this.#pick(REVIEWS) };
    return [
      ...deeds.filter((it) => it.on < on),
      { on, by, kind: "recruit-move", person: person.key, to: to.key },
      this.#step(person, to.key, { step: 5, on: addDays(on, 6), particulars: { personIds: contacts } }),
      this.#step(person, to.key, review),
    ];
  }

  #opened(person: Person, place: string, on: Day, steps: readonly PlannedStep[], late: Traveller["late"]): Deed[] {
    return [
      { on, by: this.#hand(place, on), kind: "recruit-open", place, person },
      ...(late === "talk" ? [] : steps.map((it) => this.#step(person, place, it))),
    ];
  }

  #entered(
    person: Person,
    place: string,
    on: Day,
    steps: readonly PlannedStep[],
    isMember: boolean,
    applied = this.#applied(person, person.joined),
    away = false,
  ): Deed[] {
    const { today } = this.#calendar;
    const before = steps.filter((it) => it.on <= on);
    return [
      {
        on,
        by: this.#officer(place, on),
        kind: "recruit-enter",
        place,
        person,
        isMember,
        applied,
        awayPlace: away ? "江苏省苏州市" : null,
        steps: before,
      },
      ...steps.filter((it) => it.on > on && it.on < today).map((it) => this.#step(person, place, it)),
    ];
  }

  #step(person: Person, place: string, step: PlannedStep): Deed {
    const committee = COMMITTEE_STEPS.has(step.step);
    const by = committee ? this.#officer(place, step.on) : this.#hand(place, step.on);
    return { on: step.on, by, kind: committee ? "recruit-approve" : "recruit-step", person: person.key, step };
  }

  /** Who records what the branch does: its secretary where they have an account, else the officer. */
  #hand(place: string, on: Day): CastKey {
    return place === CAST.secretary.place ? "secretary" : this.#officer(place, on);
  }

  #pick<T>(list: readonly T[]): T {
    return this.#random.pick(list);
  }

  #number(place: string, on: Day): string {
    return `${ISSUERS[placeOf(place).town]}〔${yearOf(on)}〕${10 + Number(on.slice(5, 7)) * 4 + (Number(on.slice(8)) % 4)}号`;
  }

  /** Half a year before the activist was determined, but never before the eighteenth birthday. */
  #applied(person: Person, meeting: Day): Day {
    const chance = this.#random.fork(`${person.key} applied`);
    return later(
      addDays(this.#activist(person, meeting), -chance.int(125, 210)),
      addDays(addYears(person.birth, 18), 10),
    );
  }

  #activist(person: Person, meeting: Day): Day {
    const chance = this.#random.fork(`${person.key} activist`);
    const latest = addDays(addYears(meeting, -1), -104);
    const usual = addDays(latest, -chance.int(0, 75));
    const grown = addDays(addYears(person.birth, 18), 100);
    return usual < grown ? earlier(latest, grown) : usual;
  }

  /** Everything before the branch meeting that decides on the admission, in the order of days. */
  #toMeeting(person: Person, place: string, meeting: Day, fate: Traveller["fate"] = "goes on"): PlannedStep[] {
    const applied = this.#applied(person, meeting);
    const activist = this.#activist(person, meeting);
    const target = addDays(meeting, -88);
    const [one, two, three] = this.#helpers(place, activist, 3);
    if (!one || !two || !three) throw new RangeError(`nobody looks after ${person.name} at ${place}`);
    const reviews: PlannedStep[] = [];
    for (let on = addDays(addMonths(activist, 6), -2); on < target; on = addDays(addMonths(on, 6), -2))
      reviews.push({ step: 6, on, opinion: this.#pick(REVIEWS) });
    const special = fate === "away" ? { homeReplied: true, awayReplied: true } : {};
    const again: PlannedStep[] =
      fate === "refused once"
        ? [
            { step: 13, on: addDays(meeting, -21), refused: true, opinion: "政治审查材料中亲属情况不全，补充后再报" },
            { step: 12, on: addDays(meeting, -16), particulars: { heard: true } },
          ]
        : [];
    return [
      {
        step: 2,
        on: earlier(addDays(applied, 6 + (Number(meeting.slice(8)) % 18)), activist),
        opinion: this.#pick(TALKS),
        particulars: { talkers: "支部书记、组织委员" },
      },
      {
        step: 3,
        on: activist,
        particulars: { manner: fullYears(person.birth, activist) <= 28 ? "groups" : "members" },
      },
      { step: 4, on: addDays(activist, 8), documentNumber: this.#number(place, addDays(activist, 8)) },
      { step: 5, on: addDays(activist, 9), particulars: { personIds: [one, two] } },
      ...reviews,
      { step: 7, on: target, particulars: { heard: true, ...putUp(target) } },
      { step: 8, on: addDays(target, 7), documentNumber: this.#number(place, addDays(target, 7)) },
      { step: 9, on: addDays(target, 9), particulars: { personIds: [one, three] } },
      {
        step: 10,
        on: addDays(target, 32),
        opinion: "审查了本人和亲属的政治历史和现实表现",
        particulars: { verdict: "qualified", ...special },
      },
      { step: 11, on: addDays(target, 44), particulars: { days: 3, hours: 24 } },
      { step: 12, on: addDays(target, 60), particulars: { heard: true } },
      ...again,
      { step: 13, on: addDays(meeting, -14), documentNumber: this.#number(place, addDays(meeting, -14)) },
      {
        step: 14,
        on: addDays(meeting, -6),
        particulars: { formNumber: `YW${String(++this.#forms).padStart(6, "0")}` },
      },
    ];
  }

  /** From half a year after the meeting to the file of a full member. */
  #probation(place: string, person: Person, meeting: Day, ending: Joined["ending"], exit: Day | null): PlannedStep[] {
    const review: PlannedStep = { step: 21, on: addMonths(meeting, 6), opinion: this.#pick(PROBATION_REVIEWS) };
    const asked = (on: Day): PlannedStep => ({ step: 22, on });
    const decided = (on: Day): PlannedStep => ({
      step: 24,
      on,
      documentNumber: this.#number(place, on),
      particulars: { board: BOARD },
    });
    if (exit !== null) {
      const on = addDays(exit, -14);
      return [
        ...(review.on < on ? [review] : []),
        asked(addDays(on, -5)),
        this.#vote(place, on, { outcome: "cancelled" }),
        decided(exit),
      ];
    }
    const first = addYears(meeting, 1);
    const file: PlannedStep = {
      step: 25,
      on: addDays(first, 42),
      particulars: { kept: "party", papers: ["form", "application", "review", "conversion", "training"] },
    };
    if (ending === "extended")
      return [
        review,
        asked(addDays(first, -9)),
        this.#vote(place, addDays(first, 6), { outcome: "extended", months: EXTENDED_MONTHS }),
        decided(addDays(first, 20)),
      ];
    const filed =
      person.full !== null && Number(meeting.slice(8)) % 9 !== 0 ? [file] : [{ ...file, on: addDays(first, 75) }];
    return [
      review,
      asked(addDays(first, -7)),
      this.#vote(place, addDays(first, 9), { outcome: "passed" }),
      decided(addDays(first, 25)),
      ...filed,
    ];
  }

  /** Most come, nearly all agree. */
  #vote(place: string, on: Day, more: Readonly<Record<string, unknown>> = {}): PlannedStep {
    const entitled = membersOn(this.#courses, place, on).filter(
      (it) => it.person.full !== null && it.person.full <= on,
    ).length;
    const present = Math.max(Math.floor(entitled / 2) + 1, Math.floor(entitled * (0.72 + this.#random.next() * 0.16)));
    const abstain = present > entitled / 2 + 3 ? this.#random.int(0, 1) : 0;
    const vote = { present, yes: present - abstain, no: 0, abstain };
    const step = "outcome" in more ? 23 : 15;
    return { step, on, particulars: { ...more, vote } } as PlannedStep;
  }

  /** Full members of the place who have long been there, of an age to look after somebody; the secretary first at his branch. */
  #helpers(place: string, on: Day, count: number): string[] {
    const { today } = this.#calendar;
    const full = addYears(on, -1);
    const able = membersOn(this.#courses, place, on).filter(
      ({ person, stations, exit }) =>
        exit === null &&
        stations.at(-1)?.place === place &&
        (stations.at(-1)?.from ?? today) <= on &&
        stations[0]?.by !== "admission" &&
        person.full !== null &&
        person.full <= full &&
        (person.flowDestination === null || placeOf(place).sort === "floating") &&
        person.lostSince === null &&
        person.name !== CAST.member.name &&
        fullYears(person.birth, today) <= 70,
    );
    // One in three of his branch is the secretary's own to look after.
    const his = place === CAST.secretary.place && this.#lookedAfter++ % 3 === 0;
    const known = able.filter((it) => his && it.person.name === CAST.secretary.name);
    const chosen = [...known, ...this.#random.shuffled(able.filter((it) => !known.includes(it)))].slice(0, count);
    return chosen.map((it) => it.person.key);
  }
}

/** How a name was put up before a day: since the rules were revised, five working days that ended the day before. */
function putUp(target: Day): Pick<NonNullable<StepBody["particulars"]>, "noticeFrom" | "noticeTo" | "noticeDays"> {
  if (target < RECRUITING_REVISED_ON) return { noticeDays: NOTICE_DAYS };
  const noticeTo = addDays(target, -1);
  let noticeFrom = noticeTo;
  while (workdaysWithin(ANNOUNCED_DAYS, noticeFrom, noticeTo).value < NOTICE_DAYS) noticeFrom = addDays(noticeFrom, -1);
  return { noticeFrom, noticeTo };
}

const COMMITTEE_STEPS: ReadonlySet<number> = new Set([4, 8, 13, 16, 17, 18, 24]);
const BOARD = { members: 9, present: 8, yes: 8 } as const;

/** Leaves out what somebody forgot: the first talk, or the reviews of the last months. */
function withoutLate(steps: readonly PlannedStep[], late: Traveller["late"], today: Day): readonly PlannedStep[] {
  if (late === "talk") return [];
  if (late === "review") return steps.filter((it) => it.step !== 6 || it.on < addMonths(today, -9));
  return steps;
}

/** What an application says of somebody: nothing of the roster, on which they are not. */
export function applicantTexts(it: Person): Opening["applicant"] {
  const optional = { mobile: it.mobile, workUnit: it.workUnit };
  return {
    name: it.name,
    gender: codeSet("sex").term(it.gender),
    ethnicity: codeSet("ethnic_group").term(it.ethnicity),
    birthOn: it.birth,
    idNumber: it.idNumber,
    nativePlace: it.nativePlace,
    education: codeSet("education").term(it.education),
    job: codeSet("work_post").term(it.job),
    address: it.address,
    registeredAddress: it.address,
    ...Object.fromEntries(Object.entries(optional).filter((entry): entry is [string, string] => entry[1] !== null)),
  };
}
