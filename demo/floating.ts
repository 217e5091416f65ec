import type { CodeOf } from "#shared/code-sets.ts";
import { addDays, addMonths, type Day, later, yearOf } from "#shared/day.ts";
import { type Calendar, dayBetween } from "./calendar.ts";
import { CAST, type CastKey } from "./cast.ts";
import { PLACES, ZONE } from "./catalogue.ts";
import type { Deed } from "./deeds.ts";
import { flowKnown } from "./member-texts.ts";
import { makeName } from "./names.ts";
import { bornFor, type Registry } from "./people.ts";
import type { Course } from "./population.ts";
import type { Random } from "./random.ts";

type Officer = (place: string, on: Day) => CastKey;

const CONTACTS = ["电话联系，工作和生活正常", "微信视频，按时参加线上学习", "电话联系，近期换了工作，住处没变"];
const REPORTS = ["在厂里班组担任组长，学习了上月下发的材料", "参加了所在社区的主题党日，党费已交"];
const TRAININGS = ["流动党员线上培训班", "返乡期间的春训"];

/**
 * The absences of those who work elsewhere: registered by their officers in two rounds, contacted every quarter on the
 * same days (officers telephone one list after another), some of them late, a few with a flow pass, the lost searched for.
 */
export function floatingDeeds(
  random: Random,
  calendar: Calendar,
  courses: readonly Course[],
  officer: Officer,
): Deed[] {
  const { today, stock } = calendar;
  const rounds = [later(stock, addMonths(today, -10)), addMonths(today, -4)].map((it) =>
    dayBetween(random, addDays(it, 1), addDays(it, 9)),
  );
  // The last round of calls was three and a half months ago for some, which makes them due.
  const calls = [-7, -5, -2].map((months) => {
    const from = addMonths(today, months);
    return dayBetween(random, from, addDays(from, 8));
  });
  const passes = new Set<string>();
  return courses.flatMap((course): Deed[] => {
    const { person } = course;
    const last = course.stations.at(-1);
    const destination =
      person.name === CAST.member.name && last?.place === CAST.member.place ? SUZHOU : person.flowDestination;
    if (destination === null || course.exit !== null || !last || last.from > addMonths(today, -12)) return [];
    const by = (on: Day): CastKey => officer(last.place, on);
    // Of some the roster learns it only later, by a deed of its own; nobody registers what nobody knows yet.
    const entered = course.stations[0]?.from ?? today;
    const learned = later(addMonths(person.lostSince ?? person.joined, 7), addDays(entered, 40));
    if (person.flowDestination !== null && !flowKnown(person, entered) && learned >= addMonths(today, -10)) return [];
    const registered = rounds[random.chance(0.85) ? 0 : 1] ?? today;
    const lost = person.lostSince;
    const leftOn = lost ?? dayBetween(random, addMonths(registered, -9), addMonths(registered, -1));
    const left = later(leftOn, addDays(person.joined, 30));
    const float: Deed = {
      on: registered,
      by: by(registered),
      kind: "float",
      person: person.key,
      fields: {
        leftOn: left,
        destination,
        scope: destination.startsWith("江苏省") ? "other_city" : "other_province",
        reason: person.flowDestination === null ? "with_children" : random.weighted(REASONS),
        originJob: "farmer",
        destinationKind:
          lost !== null ? "unknown" : person.flowDestination === null ? "urban_community" : random.weighted(KINDS),
        // One in eight waits for the decision on who keeps contact.
        ...(random.chance(0.88) ? { homeContact: "支部组织委员" } : {}),
      },
    };
    const note = (on: Day, fields: Extract<Deed, { kind: "float-note" }>["fields"]): Deed => ({
      on,
      by: by(on),
      kind: "float-note",
      person: person.key,
      fields,
    });
    if (lost !== null) {
      const searched = addDays(registered, 20);
      const stated = addDays(registered, 45);
      return [
        float,
        note(searched, { kind: "search", way: "phone", reached: false, content: "登记的号码已停机" }),
        note(searched, {
          kind: "search",
          way: "family",
          reached: false,
          content: "走访亲属和同村务工人员，都没有消息",
        }),
        { on: stated, by: by(stated), kind: "float-lost", person: person.key, reason: "work_or_trade" },
      ];
    }
    const out: Deed[] = [float];
    const late = random.chance(0.12);
    for (const on of late ? calls.slice(0, 2) : calls) {
      if (on <= registered) continue;
      out.push(
        note(on, { kind: "contact", way: random.chance(0.7) ? "phone" : "message", content: random.pick(CONTACTS) }),
      );
      if (random.chance(0.25)) out.push(note(on, { kind: "report", content: random.pick(REPORTS) }));
      if (random.chance(0.1)) out.push(note(on, { kind: "training", hours: 8, content: random.pick(TRAININGS) }));
    }
    const mine = person.flowDestination === null;
    if (mine || (passes.size < 6 && destination === SUZHOU && random.chance(0.3))) {
      passes.add(person.key);
      const on = addDays(registered, 3);
      out.push({ on, by: by(on), kind: "float-pass", person: person.key });
    }
    return out;
  });
}

/**
 * Members from elsewhere who work or live here: received by a community or an enterprise's branch on the quarterly round,
 * called on since; one went home again.
 */
export function inflowDeeds(
  random: Random,
  calendar: Calendar,
  courses: readonly Course[],
  registry: Registry,
  officer: Officer,
): Deed[] {
  const { today, stock } = calendar;
  // Branches that stood all the while: somebody has been on their roster from the first day until now.
  const stood = new Set(
    courses.flatMap((it) => (it.exit === null && it.stations.length === 1 ? it.stations : [])).map((it) => it.place),
  );
  const hosts = PLACES.filter(
    (it) => (it.sort === "community" || it.sort === "private_enterprise") && it.kind === "branch" && stood.has(it.key),
  );
  return HOMES.flatMap(([home, scope], at): Deed[] => {
    const host = random.pick(hosts);
    const gender = random.chance(0.4) ? "female" : "male";
    const birth = bornFor(random.int(24, 58), today, random.int(1, 12), random.int(1, 28));
    const arrived = later(addDays(stock, 2), dayBetween(random, addMonths(today, -20), addMonths(today, -3)));
    const work = host.sort === "private_enterprise";
    const key = `guest${at + 1}`;
    const note = (months: number, content: string): Deed[] => {
      const on = addDays(addMonths(today, -months), at % 5);
      const fields = { kind: "contact", side: "host", way: "visit", content } as const;
      return on > arrived ? [{ on, by: officer(host.key, on), kind: "float-note", person: key, fields }] : [];
    };
    const went = addMonths(today, -1);
    return [
      {
        on: arrived,
        by: officer(host.key, arrived),
        kind: "float-in",
        person: key,
        place: host.key,
        fields: {
          name: makeName(random, gender, yearOf(birth), null),
          gender,
          idNumber: registry.number(random, birth, gender),
          homeName: home,
          hostContact: "支部组织委员",
          leftOn: addDays(arrived, -random.int(10, 60)),
          scope,
          reason: work ? "employment" : random.weighted(GUEST_REASONS),
          originJob: work ? random.pick(["worker", "farmer", "unemployed_graduate"] as const) : "farmer",
          destinationKind: work ? "private_enterprise" : "urban_community",
          destination: `${ZONE}${host.shortName}`,
        },
      },
      ...note(4, "上门走访，邀请参加本支部的主题党日"),
      ...note(2, "见面谈心，工作和生活正常"),
      ...(at === 3
        ? [{ on: went, by: officer(host.key, went), kind: "float-end", person: key, code: "returned" } as const]
        : []),
    ];
  });
}

const HOMES = [
  ["安徽省宿州市柳园村党支部", "other_province"],
  ["河南省商丘市槐店村党支部", "other_province"],
  ["山东省临沂市石桥村党支部", "other_province"],
  ["江苏省盐城市新河村党支部", "other_city"],
  ["江苏省宿迁市双沟社区党支部", "other_city"],
  ["江苏省徐州市桃林村党支部", "other_city"],
  ["连云港市港口社区党支部", "other_county"],
  ["连云港市青湖村党支部", "other_county"],
  ["连云港市人才服务中心党支部", "other_county"],
] as const;
const GUEST_REASONS: readonly (readonly [CodeOf<"floating_reason">, number])[] = [
  ["with_children", 50],
  ["work_or_trade", 40],
  ["moved_home", 10],
];

const SUZHOU = "江苏省苏州市";
const REASONS: readonly (readonly [string, number])[] = [
  ["work_or_trade", 70],
  ["employment", 18],
  ["moved_home", 8],
  ["study", 4],
];
const KINDS: readonly (readonly [string, number])[] = [
  ["private_enterprise", 50],
  ["self_employed", 22],
  ["public_enterprise", 8],
  ["foreign_enterprise", 8],
  ["urban_community", 12],
];
