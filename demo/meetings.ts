import type { MeetingKind } from "#modules/membership/meetings/rules.ts";
import {
  addDays,
  addMonths,
  type Day,
  dayOf,
  daysInMonth,
  fullYears,
  later,
  monthStart,
  partsOf,
} from "#shared/day.ts";
import type { Calendar, Reorganisations } from "./calendar.ts";
import { CAST, type CastKey } from "./cast.ts";
import { PLACES, type Place } from "./catalogue.ts";
import type { Deed, HeldMeeting } from "./deeds.ts";
import { groupOf, groupsOf } from "./groups.ts";
import { type Course, membersOn } from "./population.ts";
import type { Held } from "./posts.ts";
import type { Random } from "./random.ts";

type Officer = (place: string, on: Day) => CastKey;

/** How far back the record books go. */
const MONTHS = 14;
/** Old members of whom nothing is asked. */
const OLD = 78;

const THEMES = [
  "学习党的创新理论，重温入党誓词",
  "清理河道和村口环境，看望困难党员",
  "学习新修订的党内法规，交流体会",
  "慰问老党员，听他们讲村史",
  "防汛值守和隐患排查",
  "学习农村基层组织工作条例",
  "法律和反诈知识进家门",
  "观看警示教育片并讨论",
  "帮助缺劳力的农户抢收",
  "民主协商村内停车和路灯",
  "学习安全生产和冬季防火知识",
  "义务植树和绿化管护",
] as const;
const DECISIONS = [
  ["研究人居环境整治分工", "按网格分片包干，每周检查一次", "完成各片区房前屋后清理"],
  ["讨论村内路灯维修", "从集体收益中列支，先换主干道", "更换主干道损坏的路灯"],
  ["通报上半年集体收支", "同意公布，逐项接受询问", "把收支明细张贴到公开栏"],
  ["讨论困难党员走访安排", "由支部委员每人联系两户", "走访联系的困难党员"],
  ["讨论积极分子培养情况", "同意继续培养考察", "与积极分子谈一次话"],
] as const;
const PREPARING = [
  "研究当月主题党日安排",
  "研究党员发展和培养情况",
  "研究党费收缴和公示",
  "研究群众反映的问题",
] as const;
const IN_GROUPS = ["学习讨论近期文件", "分片联系农户情况交流", "酝酿支部大会议题的意见", "检查上次议定事项"] as const;
const LECTURES = ["学好用好党章党规", "发扬优良传统，做合格党员", "从身边事看为民服务", "守纪律、讲规矩"] as const;
const REASONS = ["因病", "因事", "在外务工", "照看家人"] as const;

/**
 * Fourteen months of meetings at every branch, entered by its officer month by month as they were held: a theme day on the
 * branch's own day, with the members' meeting at the end of a quarter and a lecture in its middle, the committee before it;
 * in December the meeting of criticism. Some were not held, some decisions wait. The branch of the secretary plans ahead.
 */
export function meetingDeeds(
  random: Random,
  calendar: Calendar,
  changes: Reorganisations,
  courses: readonly Course[],
  posts: readonly Held[],
  officer: Officer,
): Deed[] {
  const { today } = calendar;
  const first = monthStart(addMonths(today, -MONTHS));
  const names = new Map(courses.map((it) => [it.person.key, it.person.name]));
  return PLACES.filter((it) => it.kind.endsWith("branch") && it.key !== changes.upgrade.place).flatMap((place) => {
    const settled = membersOn(courses, place.key, today).filter((it) => it.exit === null);
    if (settled.length < 3) return [];
    const chance = random.fork(place.key);
    const mine = place.key === CAST.secretary.place;
    // By whoever keeps the roster too: what two hands enter side by side would be there in no certain order.
    const by = (on: Day): CastKey => officer(place.key, on);
    const secretary = posts.find((it) => it.place === place.key && it.post === "secretary" && it.to === null);
    const seats = new Set(posts.filter((it) => it.place === place.key && it.to === null).map((it) => it.person));
    const seatsFrom = posts
      .filter((it) => it.place === place.key && it.to === null)
      .reduce<Day>((last, it) => later(last, it.from), first);
    const book: Book = {
      chance,
      place,
      settled,
      fixedDay: mine ? 15 : chance.int(5, 20),
      secretary: names.get(secretary?.person ?? "") ?? "",
      committeeFrom: seats.size >= 3 ? seatsFrom : null,
      today,
    };
    return [
      ...standings(book, first, by),
      ...held(book, first, by),
      ...talks(book, secretary?.person, by),
      ...(mine ? ahead(book, by) : []),
    ];
  });
}

interface Book {
  readonly chance: Random;
  readonly place: Place;
  readonly settled: readonly Course[];
  readonly fixedDay: number;
  readonly secretary: string;
  readonly committeeFrom: Day | null;
  readonly today: Day;
}

/** Old members are declared once; they are not asked to come. */
function standings({ chance, place, settled, today }: Book, first: Day, by: (on: Day) => CastKey): Deed[] {
  const on = addDays(first, 1);
  return settled
    .filter((it) => (it.stations.at(-1)?.from ?? today) < on && fullYears(it.person.birth, on) >= OLD)
    .filter((it) => !Object.values(CAST).some((cast) => cast.name === it.person.name) && chance.chance(0.6))
    .map((it): Deed => ({ on, by: by(on), kind: "meeting-standing", place: place.key, person: it.person.key }));
}

function held(book: Book, first: Day, by: (on: Day) => CastKey): Deed[] {
  const { chance, place, today } = book;
  const out: Deed[] = [];
  for (let month = first; month <= today; month = addMonths(month, 1)) {
    const { year, month: nth } = partsOf(month);
    const at = (date: number): Day => dayOf(year, nth, Math.max(1, Math.min(date, daysInMonth(year, nth)))) as Day;
    const on = at(book.fixedDay);
    if (on > today) break;
    // A branch that took members over may enter what was held only once they stand on its roster.
    if (membersOn(book.settled, place.key, on).length < 3) continue;
    const meetings: HeldMeeting[] = [];
    if (book.committeeFrom !== null && at(book.fixedDay - 5) > book.committeeFrom && chance.chance(0.9))
      meetings.push(committee(book, at(book.fixedDay - 5)));
    if (chance.chance(0.93)) meetings.push(members(book, on, nth));
    meetings.push(...groups(book, at(book.fixedDay - 2)));
    if (meetings.length === 0) continue;
    const entered = later(on, at(25)) > today ? today : at(25);
    out.push({ on: entered, by: by(entered), kind: "meetings-held", place: place.key, meetings });
    const done = meetings.flatMap((it) => it.items.flatMap((item) => item.tasks ?? []));
    for (const task of done) {
      const finished = addDays(task.dueOn, -chance.int(1, 9));
      if (finished <= today && finished >= entered && chance.chance(0.93))
        out.push({
          on: finished,
          by: by(finished),
          kind: "meeting-task-done",
          place: place.key,
          what: task.what,
          dueOn: task.dueOn,
        });
    }
  }
  return out;
}

function committee({ chance, secretary }: Book, on: Day): HeldMeeting {
  return {
    kinds: ["committee_meeting"],
    body: "committee",
    on,
    starts: "15:00",
    ends: "16:20",
    place: "支部办公室",
    chair: secretary,
    topic: chance.pick(PREPARING),
    hours: 0,
    away: [],
    items: [],
  };
}

/** Large branches meet in their groups each month. */
function groups({ chance, place, settled, secretary }: Book, on: Day): HeldMeeting[] {
  const settledBy = addDays(on, -100);
  const there = membersOn(settled, place.key, on).filter((it) => (it.stations.at(-1)?.from ?? on) < settledBy);
  return groupsOf(place.key)
    .filter((name) => there.some((it) => groupOf(place.key, it.person.key) === name))
    .map((groupName) => ({
      kinds: ["group_meeting"],
      body: "group",
      groupName,
      on,
      starts: "19:30",
      ends: "20:20",
      place: "党员中心户",
      chair: secretary,
      topic: chance.fork(`${groupName} ${on}`).pick(IN_GROUPS),
      hours: 1,
      away: [],
      items: [],
    }));
}

function members(book: Book, on: Day, month: number): HeldMeeting {
  const { chance, place, settled, secretary } = book;
  const kinds: MeetingKind[] = ["theme_day"];
  // In some branches a quarter went by without one; the clock and the calendar say so.
  const quarter = month % 3 === 0 && chance.chance(0.94);
  if (quarter) kinds.push("members_meeting");
  const lecture = month % 3 === 2;
  if (lecture) kinds.push("party_lecture");
  if (month === 12) kinds.push("organization_life", "members_appraisal");
  // A transfer waits to be accepted; who came lately may not stand on the roster of that day yet.
  const there = membersOn(settled, place.key, on)
    .filter((it) => (it.stations.at(-1)?.from ?? on) < addDays(on, -100))
    .map((it) => it.person);
  const missing = there
    .filter((it) => it.lostSince !== null && it.lostSince <= on)
    .map((it) => ({ person: it.key, state: "absent" as const, reason: "" }));
  const away = [
    ...missing,
    ...there
      .filter((it) => it.flowDestination === null && it.lostSince === null && chance.chance(0.07))
      .map((it) => ({
        person: it.key,
        state: chance.chance(0.8) ? ("excused" as const) : ("absent" as const),
        reason: chance.pick(REASONS),
      })),
  ];
  const [title, decision, what] = chance.pick(DECISIONS);
  const doer = there.find((it) => !away.some((each) => each.person === it.key) && fullYears(it.birth, on) < 70);
  const theme = THEMES[month - 1] ?? THEMES[0];
  return {
    kinds,
    body: "members",
    on,
    starts: "19:00",
    ends: "20:40",
    place: place.sort === "village" ? "村党群服务中心会议室" : "党群服务中心活动室",
    chair: secretary,
    topic: theme,
    lecturer: lecture && chance.chance(0.8) ? secretary : undefined,
    lecture: lecture ? chance.pick(LECTURES) : undefined,
    hours: 4,
    away,
    items: quarter
      ? [
          {
            title,
            discussion: "支部书记说明情况，到会党员逐一发表意见。",
            decision,
            ...voted(book, there, away.length, on),
            tasks: doer === undefined ? [] : [{ what, person: doer.key, dueOn: addDays(on, 40) }],
          },
        ]
      : [],
  };
}

/** Some matters are put to the vote: of those who were surely there one abstains. */
function voted(
  { chance, place }: Book,
  there: readonly Course["person"][],
  away: number,
  on: Day,
): Pick<HeldMeeting["items"][number], "vote"> {
  const entitled = there.filter((it) => it.full !== null && it.full <= on);
  const present = entitled.filter(
    (it) => it.flowDestination === null && it.lostSince === null && fullYears(it.birth, on) < OLD,
  );
  const yes = present.length - away - 2;
  if (yes <= entitled.length * 0.6 || !chance.fork(`vote ${place.key} ${on}`).chance(0.6)) return {};
  return { vote: { yes, no: 0, abstain: 1 } };
}

/** Two or three talks a year; a few branches have none yet. */
function talks(
  { chance, place, settled, today }: Book,
  secretary: string | undefined,
  by: (on: Day) => CastKey,
): Deed[] {
  if (secretary === undefined || chance.chance(0.15)) return [];
  const from = addMonths(today, -7);
  const others = settled.filter((it) => it.person.key !== secretary && (it.stations.at(-1)?.from ?? today) < from);
  if (others.length === 0 || !settled.some((it) => it.person.key === secretary)) return [];
  return [0, 1].map((nth): Deed => {
    const on = addDays(from, chance.int(0, 90) + nth * 100);
    return {
      on,
      by: by(on),
      kind: "meeting-talk",
      place: place.key,
      person: chance.pick(others).person.key,
      talker: secretary,
    };
  });
}

/** The branch that people sign in to has planned its next weeks and told its members. */
function ahead({ place, fixedDay, secretary, today, chance, settled }: Book, by: (on: Day) => CastKey): Deed[] {
  const on = addDays(today, -2);
  const next = addMonths(monthStart(today), 1);
  const at = (date: number): Day => addDays(next, date - 1);
  const cast = settled.find((it) => it.person.name === CAST.member.name);
  return [
    {
      on,
      by: by(on),
      kind: "meetings-planned",
      place: place.key,
      invite: addDays(today, 3),
      meetings: [
        {
          kinds: ["party_lecture", "theme_day"],
          body: "members",
          on: addDays(today, 3),
          starts: "19:00",
          ends: "20:30",
          place: "村党群服务中心会议室",
          topic: "书记讲党课：从身边事看为民服务",
          chair: secretary,
          lecturer: secretary,
          hours: 2,
        },
        { kinds: ["committee_meeting"], body: "committee", on: at(fixedDay - 5), starts: "15:00", place: "支部办公室" },
        {
          kinds: ["members_meeting", "theme_day", "organization_life", "members_appraisal"],
          body: "members",
          on: at(fixedDay),
          starts: "19:00",
          ends: "21:00",
          place: "村党群服务中心会议室",
          topic: "年度组织生活会和民主评议党员",
          chair: secretary,
          hours: 4,
        },
      ],
    },
    // Something for the member to do, decided last week.
    ...(cast === undefined
      ? []
      : [
          {
            on: addDays(today, -1),
            by: by(today),
            kind: "meetings-held" as const,
            place: place.key,
            meetings: [
              {
                ...committee(
                  { chance, place, fixedDay, secretary, today, settled, committeeFrom: null },
                  addDays(today, -1),
                ),
                topic: "研究在外党员的联系和年底安排",
                items: [
                  {
                    title: "联系在外党员",
                    discussion: "支部委员逐一说明在外党员的近况。",
                    decision: "在外党员就近互相联系，年底的会用视频参加",
                    tasks: [
                      {
                        what: "把组织生活会的时间转告同在苏州的两名党员",
                        person: cast.person.key,
                        dueOn: addDays(today, 9),
                      },
                    ],
                  },
                ],
              },
            ],
          } satisfies Deed,
        ]),
  ];
}

/** Neighbouring villages hear a lecture together: the first convenes, each records its own people. */
const JOINED = ["新田村", "刘庄村", "韩桥村"] as const;

/** Two joint meetings of branches, in spring and lately. */
export function jointMeetingDeeds({ today }: Calendar, officer: Officer): Deed[] {
  const [place, ...others] = JOINED;
  return (
    [
      [220, "防汛和安全生产", "三个村的党员听防汛专题党课，商定汛期互相支援的路线和联系人。"],
      [40, "农村基层组织工作条例", "三个村的党员一起听党课，交流集体经济和垃圾清运的做法。"],
    ] as const
  ).flatMap(([ago, topic, summary]): Deed[] => {
    const on = addDays(today, -ago);
    const called = addDays(on, -6);
    return [
      {
        on: called,
        by: officer(place, called),
        kind: "meeting-joint",
        place,
        others,
        meeting: {
          kinds: ["party_lecture"],
          body: "members",
          on,
          starts: "14:30",
          ends: "16:00",
          place: "新田村党群服务中心",
          title: `联合党课：${topic}`,
          topic,
          hours: 2,
        },
      },
      { on, by: officer(place, on), kind: "meeting-joint-held", place, summary },
    ];
  });
}
