import { describe, expect, it } from "vitest";
import { addDays, type Day, day, monthsBetween } from "#shared/day.ts";
import * as fc from "#test/properties.ts";
import {
  type AttendanceState,
  bodiesOf,
  carried,
  entitlementOf,
  hoursByPace,
  needState,
  needsOf,
  numbersOf,
  periodsDue,
  proposeYear,
  quorumOf,
  stateOn,
  studyDay,
  topicBeforehand,
  voteFits,
} from "./rules.ts";

const full = { category: "full", registryStatus: "normal", suspended: false, standing: null } as const;

describe("who is called and who votes", () => {
  it("goes by category and by how a member stands on the day", () => {
    expect(entitlementOf(full).value).toEqual({ called: true, votes: true, counted: true, usual: "present" });
    expect(entitlementOf({ ...full, category: "probationary" }).value).toMatchObject({
      called: true,
      votes: false,
      counted: false,
    });
    expect(entitlementOf({ ...full, registryStatus: "stopped" }).value.called).toBe(false);
    const standing = (reason: "old" | "ill" | "away" | "on_probation" | "detained", approval = "") =>
      entitlementOf({ ...full, standing: { reason, approval } }).value;
    expect(standing("old")).toEqual({ called: true, votes: true, counted: true, usual: "exempt" });
    expect(standing("ill", "云开组〔2026〕3号")).toEqual({
      called: true,
      votes: true,
      counted: false,
      usual: "exempt",
    });
    expect(standing("away")).toEqual({ called: true, votes: true, counted: true, usual: "excused" });
    expect(standing("on_probation")).toEqual({ called: true, votes: false, counted: false, usual: "present" });
    expect(standing("detained").called).toBe(false);
  });

  it("counts whoever is exempt as neither missing nor expected, and whoever comes all the same as present", () => {
    const one = (state: AttendanceState, votes = true, counted = votes) => ({ state, votes, counted });
    const list = [one("present"), one("present", false), one("excused"), one("absent"), one("exempt")];
    expect(numbersOf(list)).toEqual({
      expected: 4,
      present: 2,
      excused: 1,
      absent: 1,
      exempt: 1,
      due: 4,
      presentDue: 1,
    });
    // Left out of the due number, but there and voting.
    expect(numbersOf([one("present", true, false)])).toMatchObject({ due: 1, presentDue: 1 });
    expect(numbersOf([one("exempt", true, false)])).toMatchObject({ due: 0, presentDue: 0 });
  });

  it("adds up whatever the list is", () => {
    const states = ["invited", "present", "excused", "absent", "exempt"] as const;
    fc.assert(
      fc.property(
        fc.array(fc.record({ state: fc.constantFrom(...states), votes: fc.boolean(), counted: fc.boolean() })),
        (list) => {
          const it = numbersOf(list);
          const invited = list.filter((each) => each.state === "invited").length;
          expect(it.present + it.excused + it.absent + invited).toBe(it.expected);
          expect(it.expected + it.exempt).toBe(list.length);
          expect(it.presentDue).toBeLessThanOrEqual(it.due);
          const quorum = quorumOf("members", it).value;
          if (quorum.forElections && it.due > 1) expect(quorum.reached).toBe(true);
        },
      ),
    );
  });
});

describe("majorities", () => {
  it.each([
    [10, 4, false],
    [10, 5, true],
    [11, 5, false],
    [11, 6, true],
    [0, 0, false],
    [1, 1, true],
  ])("of %i members with a vote, %i present: %s", (due, presentDue, reached) => {
    expect(quorumOf("members", { due, presentDue }).value.reached).toBe(reached);
  });

  it("asks half of a committee as of the members, and four fifths for an election", () => {
    expect(quorumOf("committee", { due: 4, presentDue: 2 })).toMatchObject({
      value: { reached: true },
      provision: { id: "branch-12" },
    });
    expect(quorumOf("members", { due: 4, presentDue: 2 }).provision.id).toBe("branch-11-vote");
    expect(quorumOf("committee", { due: 5, presentDue: 2 }).value.reached).toBe(false);
    expect(quorumOf("members", { due: 10, presentDue: 8 }).value.forElections).toBe(true);
    expect(quorumOf("members", { due: 10, presentDue: 7 }).value.forElections).toBe(false);
    expect(quorumOf("members", { due: 10, presentDue: 5 }).grounds).toBe("应到会有表决权的10名，到会5名，达到5名");
    expect(quorumOf("members", { due: 10, presentDue: 4 }).grounds).toBe("应到会有表决权的10名，到会4名，不足5名");
  });

  it("takes no more votes than people, and carries by more than half of the due number", () => {
    expect(voteFits({ yes: 5, no: 1, abstain: 1 }, 7).value).toBe(true);
    expect(voteFits({ yes: 5, no: 2, abstain: 1 }, 7).value).toBe(false);
    expect(carried({ yes: 5, no: 0, abstain: 0 }, 10).value).toBe(false);
    expect(carried({ yes: 6, no: 0, abstain: 0 }, 10).value).toBe(true);
  });
});

describe("one event", () => {
  it("serves kinds that the same people meet for", () => {
    expect(bodiesOf(["members_meeting", "theme_day", "party_lecture"])).toEqual(["members"]);
    expect(bodiesOf(["organization_life"])).toEqual(["members", "committee", "group"]);
    expect(bodiesOf(["group_meeting", "theme_day"])).toEqual(["group"]);
    expect(bodiesOf(["committee_meeting", "members_meeting"])).toEqual([]);
    expect(bodiesOf([])).toEqual([]);
  });

  it("stands where its dated facts say", () => {
    const facts = { meetsOn: day("2026-06-10"), answer: null, recordedOn: null, cancelledOn: null };
    expect(stateOn(facts, day("2026-06-10")).value).toBe("planned");
    expect(stateOn(facts, day("2026-06-11")).value).toBe("unrecorded");
    expect(stateOn({ ...facts, recordedOn: day("2026-06-12") }, day("2026-06-11")).value).toBe("unrecorded");
    expect(stateOn({ ...facts, recordedOn: day("2026-06-12") }, day("2026-06-12")).value).toBe("held");
    expect(stateOn({ ...facts, cancelledOn: day("2026-06-01") }, day("2026-06-11")).value).toBe("cancelled");
    expect(stateOn({ ...facts, answer: "asked" }, day("2026-06-01")).value).toBe("asked");
    expect(topicBeforehand(day("2026-06-09"), day("2026-06-10")).value).toBe(true);
    expect(topicBeforehand(day("2026-06-10"), day("2026-06-10")).value).toBe(false);
    expect(topicBeforehand(null, day("2026-06-10")).value).toBe(false);
  });
});

describe("when something is looked at", () => {
  const spans = (kind: "month" | "quarter" | "year", on: string) => periodsDue(kind, day(on)).map((it) => it.to);
  it("a quarter twenty days before its end and a month after it", () => {
    expect(spans("quarter", "2026-06-09")).toEqual([]);
    expect(spans("quarter", "2026-06-10")).toEqual(["2026-06-30"]);
    expect(spans("quarter", "2026-07-31")).toEqual(["2026-06-30"]);
    expect(spans("quarter", "2026-08-01")).toEqual([]);
  });
  it("a month ten days before and after its end", () => {
    expect(spans("month", "2026-02-10")).toEqual(["2026-01-31"]);
    expect(spans("month", "2026-02-11")).toEqual([]);
    expect(spans("month", "2026-02-18")).toEqual(["2026-02-28"]);
  });
  it("a year from October on", () => {
    expect(spans("year", "2026-09-30")).toEqual([]);
    expect(spans("year", "2026-10-01")).toEqual(["2026-12-31"]);
    expect(spans("year", "2027-01-31")).toEqual(["2026-12-31"]);
    expect(spans("year", "2027-02-01")).toEqual([]);
  });
  it("study at the end of June, September and December", () => {
    expect(studyDay(day("2026-05-30"))).toBeNull();
    expect(studyDay(day("2026-05-31"))).toBe("2026-06-30");
    expect(studyDay(day("2026-07-10"))).toBe("2026-06-30");
    expect(studyDay(day("2026-07-11"))).toBeNull();
    expect(studyDay(day("2027-01-10"))).toBe("2026-12-31");
    expect(
      [hoursByPace(false, day("2026-06-30")), hoursByPace(false, day("2026-09-30"))].map((it) => it.value),
    ).toEqual([16, 24]);
    expect(hoursByPace(true, day("2026-12-31")).value).toBe(56);
  });
});

describe("a year's calendar", () => {
  const facts = { committee: true, groups: ["第一党小组", "第二党小组"] };
  it("as proposed leaves nothing that the rules ask for, and proposes nothing twice", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2024, max: 2030 }),
        fc.integer({ min: 1, max: 31 }),
        fc.boolean(),
        (year, fixedDay, grouped) => {
          const branch = grouped ? facts : { committee: false, groups: [] };
          const first = `${year}-01-01` as Day;
          const all = proposeYear(branch, year, fixedDay, first, []).value;
          const held = all.map((it) => ({ ...it, held: true }));
          const end = addDays(`${year}-12-31` as Day, 1);
          const missing = needsOf(branch, year)
            .value.filter((it) => it.kind !== "heart_to_heart" && it.kind !== "secretary_lecture")
            .filter((it) => needState(it, branch.groups, held, end) !== "held");
          expect(missing).toEqual([]);
          expect(all.every((it) => it.on.startsWith(String(year)) && bodiesOf([...it.kinds]).includes(it.body))).toBe(
            true,
          );
          expect(proposeYear(branch, year, fixedDay, first, all).value).toEqual([]);
        },
      ),
    );
  });
  it("begins with the day it is asked on", () => {
    const rest = proposeYear({ committee: false, groups: [] }, 2026, 10, day("2026-11-22"), []).value;
    expect(rest).toEqual([
      {
        kinds: ["members_meeting", "theme_day", "organization_life", "members_appraisal"],
        body: "members",
        groupName: null,
        on: "2026-12-10",
      },
    ]);
    expect(monthsBetween(day("2026-11-22"), day("2026-12-22"))).toBe(1);
  });
  it("says of a month whether it has, plans or lacks what is asked", () => {
    const need = { kind: "group_meeting", period: { from: day("2026-05-01"), to: day("2026-05-31") } } as const;
    const one = (groupName: string, held: boolean) => ({
      kinds: ["group_meeting"],
      on: day("2026-05-20"),
      groupName,
      held,
    });
    const both = (held: boolean) => facts.groups.map((it) => one(it, held));
    expect(needState(need, facts.groups, [one("第一党小组", true)], day("2026-06-01"))).toBe("missing");
    expect(needState(need, facts.groups, both(true), day("2026-06-01"))).toBe("held");
    expect(needState(need, facts.groups, both(false), day("2026-05-31"))).toBe("planned");
    expect(needState(need, facts.groups, [], day("2026-05-31"))).toBe("ahead");
  });
});
