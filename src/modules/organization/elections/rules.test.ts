import { describe, expect, test } from "vitest";
import { day } from "#shared/day.ts";
import * as fc from "#test/properties.ts";
import { StepParticulars } from "./contract.ts";
import { type CaseFacts, pathOf, STEPS, type StepName } from "./path.ts";
import * as provisions from "./provisions.ts";
import {
  ballotValid,
  candidatesEnough,
  entitled,
  fewestCandidates,
  formFor,
  longEnough,
  mayHaveDelegates,
  mayLeaveSeats,
  needsConsent,
  outcome,
  paperFaults,
  quorum,
  shiftRange,
  type Tally,
  tallyFaults,
  tellersFree,
  usualSeats,
  villageCount,
  villageTermEnds,
} from "./rules.ts";
import { progressOf, type Recorded, recordsMissing } from "./rules-progress.ts";

const tally = (name: string, votesFor: number, more: Partial<Tally> = {}): Tally => ({
  key: name,
  name,
  votesFor,
  votesAgainst: 0,
  writtenIn: false,
  ...more,
});
const names = (all: readonly Tally[]): string[] => all.map((it) => it.name);

describe("candidates", () => {
  test("a fifth more than the seats, rounded up; secretaries one for one", () => {
    expect([1, 3, 5, 6, 7, 10, 11].map(fewestCandidates)).toEqual([2, 4, 6, 8, 9, 12, 14]);
    expect(candidatesEnough("member", 5, 5)).toMatchObject({
      value: { enough: false, needed: 6 },
      provision: { id: "election-surplus", force: "must" },
    });
    expect(candidatesEnough("member", 5, 6).value.enough).toBe(true);
    expect(candidatesEnough("secretary", 1, 1).value.enough).toBe(true);
    expect(candidatesEnough("secretary", 1, 0).value.enough).toBe(false);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), (seats) => {
        const fewest = fewestCandidates(seats);
        expect((fewest - seats) * 5).toBeGreaterThanOrEqual(seats);
        expect((fewest - 1 - seats) * 5).toBeLessThan(seats);
      }),
    );
  });

  test("the form follows the size, the usual seats the kind", () => {
    expect([formFor("branch", 6).value, formFor("branch", 7).value]).toEqual(["direct", "committee"]);
    expect(formFor("general_branch", 3).value).toBe("committee");
    expect(usualSeats("branch").value).toEqual({ least: 3, most: 7 });
    expect(usualSeats("general_branch").value).toEqual({ least: 5, most: 7 });
    expect(usualSeats("committee").value.most).toBe(9);
    expect([mayHaveDelegates(499).value, mayHaveDelegates(500).value]).toEqual([false, true]);
  });

  test("a secretary has been in the Party for a year, to the day", () => {
    expect(longEnough(day("2025-11-22"), day("2026-11-21")).value).toBe(false);
    expect(longEnough(day("2025-11-22"), day("2026-11-22")).value).toBe(true);
    expect(longEnough(null, day("2026-11-22")).value).toBe(true);
  });
});

describe("who is due and who came", () => {
  const roster = [
    { personId: "a", full: true, stopped: false },
    { personId: "b", full: true, stopped: true },
    { personId: "c", full: false, stopped: false },
    { personId: "d", full: true, stopped: false },
  ];

  test("full members who kept their rights, without those left out", () => {
    expect(entitled(roster, []).value).toBe(2);
    expect(entitled(roster, ["d", "c", "nobody"]).value).toBe(1);
    expect(entitled(roster, ["d"]).provision.id).toBe("election-left-out");
    expect([needsConsent("floating"), needsConsent("detained"), needsConsent("probation_in_party")]).toEqual([
      true,
      false,
      false,
    ]);
  });

  test("four fifths of those due, and never more than there are", () => {
    expect(quorum(10, 7).value).toEqual({ enough: false, needed: 8 });
    expect(quorum(10, 8).value.enough).toBe(true);
    expect(quorum(11, 8).value).toEqual({ enough: false, needed: 9 });
    expect(quorum(10, 11).value.enough).toBe(false);
    expect(quorum(0, 0).value.enough).toBe(false);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 0, max: 3000 }), (due, present) => {
        expect(quorum(due, present).value.enough).toBe(present <= due && present * 5 >= due * 4);
      }),
    );
  });

  test("tellers do not stand", () => {
    expect(tellersFree(["a", "b"], ["c"]).value).toBe(true);
    expect(tellersFree(["a", "b"], ["b"])).toMatchObject({ value: false, provision: { id: "election-22-tellers" } });
  });
});

describe("papers", () => {
  test("nobody votes for an absentee; spoiled papers are among those returned", () => {
    const papers = { present: 10, issued: 10, returned: 10, spoiled: 0 };
    expect(paperFaults(papers)).toEqual([]);
    expect(paperFaults({ ...papers, issued: 11 })).toMatchObject([{ field: "issued" }]);
    expect(paperFaults({ ...papers, returned: 9, spoiled: 10 })).toMatchObject([{ field: "spoiled" }]);
  });

  test("as many returned as issued is valid, one more is void", () => {
    expect(ballotValid({ issued: 10, returned: 10 }).value).toBe(true);
    expect(ballotValid({ issued: 10, returned: 0 }).value).toBe(true);
    expect(ballotValid({ issued: 10, returned: 11 })).toMatchObject({
      value: false,
      provision: { id: "election-valid" },
    });
  });

  test("votes fit on the papers; only who is against writes somebody in", () => {
    expect(tallyFaults(1, 10, [tally("甲", 6, { votesAgainst: 4 })])).toEqual([]);
    expect(tallyFaults(1, 10, [tally("甲", 7, { votesAgainst: 4 })])).toHaveLength(1);
    expect(tallyFaults(1, 10, [tally("甲", 6), tally("乙", 5)])).toHaveLength(1);
    expect(tallyFaults(1, 10, [tally("甲", 6, { votesAgainst: 2 }), tally("丙", 2, { writtenIn: true })])).toEqual([]);
    expect(tallyFaults(1, 10, [tally("甲", 6, { votesAgainst: 2 }), tally("丙", 3, { writtenIn: true })])).toHaveLength(
      1,
    );
  });
});

describe("who is elected", () => {
  test("more than half of those due, not of those present", () => {
    // Ten due, eight present: five votes are more than half of those present, and not enough.
    expect(names(outcome(10, 1, [tally("甲", 5)]).value.elected)).toEqual([]);
    expect(names(outcome(10, 1, [tally("甲", 6)]).value.elected)).toEqual(["甲"]);
    expect(names(outcome(11, 1, [tally("甲", 5)]).value.elected)).toEqual([]);
    expect(names(outcome(11, 1, [tally("甲", 6)]).value.elected)).toEqual(["甲"]);
  });

  test("the most votes first; equal at the last seat, those alone vote again; too few, a seat is left", () => {
    const all = [tally("甲", 20), tally("乙", 18), tally("丙", 15), tally("丁", 15)];
    const tied = outcome(20, 3, all).value;
    expect([names(tied.elected), names(tied.tied), tied.unfilled]).toEqual([["甲", "乙"], ["丙", "丁"], 1]);
    expect(names(outcome(20, 4, all).value.elected)).toHaveLength(4);
    expect(outcome(20, 2, all).value).toMatchObject({ unfilled: 0, tied: [] });
    // Equal above the last seat is no tie.
    expect(outcome(20, 2, [tally("甲", 15), tally("乙", 15), tally("丙", 12)]).value).toMatchObject({ unfilled: 0 });
    const few = outcome(20, 3, [tally("甲", 20), tally("乙", 18), tally("丙", 10)]);
    expect([few.value.unfilled, few.provision.id]).toEqual([1, "election-ties"]);
  });

  test("properties of every count", () => {
    const sheet = fc.record({
      due: fc.integer({ min: 1, max: 200 }),
      seats: fc.integer({ min: 1, max: 9 }),
      votes: fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 14 }),
    });
    fc.assert(
      fc.property(sheet, ({ due, seats, votes }) => {
        const all = votes.map((it, at) => tally(`p${at}`, it));
        const { elected, tied, unfilled } = outcome(due, seats, all).value;
        expect(elected.length + unfilled).toBe(seats);
        expect(elected.every((it) => it.votesFor * 2 > due)).toBe(true);
        const left = all.filter((it) => !elected.includes(it));
        const lowest = Math.min(...elected.map((it) => it.votesFor), Infinity);
        // Nobody is passed over by somebody with fewer votes.
        expect(left.every((it) => it.votesFor * 2 <= due || it.votesFor <= lowest)).toBe(true);
        if (tied.length > 0) {
          expect(tied.length).toBeGreaterThan(unfilled);
          expect(new Set(tied.map((it) => it.votesFor)).size).toBe(1);
        }
        const turned = outcome(due, seats, all.toReversed()).value;
        expect(names(turned.elected).toSorted()).toEqual(names(elected).toSorted());
      }),
    );
  });

  test("seats are given up only when nearly all are filled and half or more agree", () => {
    expect(mayLeaveSeats(20, 5, 1, 10).value).toBe(true);
    expect(mayLeaveSeats(20, 5, 1, 9).value).toBe(false);
    expect(mayLeaveSeats(21, 5, 1, 10).value).toBe(false);
    expect(mayLeaveSeats(20, 5, 2, 20).value).toBe(false);
    expect(mayLeaveSeats(20, 5, 0, 20).value).toBe(false);
  });

  test("the law of villages: half and more of electors, half and more of voters", () => {
    const votes = (votesFor: number) => [{ name: "甲", votesFor, elected: true }];
    expect(villageCount(100, 50, votes(30)).value.valid).toBe(false);
    expect(villageCount(100, 51, votes(26)).value).toEqual({ valid: true, short: [] });
    expect(villageCount(100, 60, votes(30)).value.short).toEqual(["甲"]);
    expect(villageTermEnds(day("2024-02-29")).value).toBe("2029-02-28");
  });
});

describe("the days", () => {
  test("a year of play, with consent", () => {
    expect(shiftRange(day("2026-02-28")).value).toEqual({ from: "2025-02-28", to: "2027-02-28" });
  });
});

describe("the path", () => {
  const facts: CaseFacts = { kind: "term", form: "committee", seats: 3, deputies: 1, officers: true };
  const record = (step: StepName, more: Partial<Recorded> = {}): Recorded => ({
    step,
    result: "passed",
    happenedOn: day("2026-01-01"),
    documentNumber: null,
    details: {},
    ...more,
  });
  const sheet = (elected: string[], unfilled: number, tied: string[] = []): Recorded["details"] => ({
    sheet: {
      issued: 9,
      returned: 9,
      spoiled: 0,
      contests: [
        {
          seat: "member",
          votes: [],
          elected: elected.map((it) => ({ personId: it, name: it, votesFor: 9 })),
          unfilled,
          tied,
        },
      ],
    },
  });
  const until = (step: StepName): Recorded[] => {
    const path = pathOf(facts).filter((it) => !it.optional);
    return path
      .slice(
        0,
        path.findIndex((it) => it.name === step),
      )
      .map((it) => record(it.name));
  };

  test("begins with the request, the reminder may be left out; a by-election has none", () => {
    expect(progressOf(facts, [])).toMatchObject({ next: "request", open: ["notice", "request"] });
    expect(progressOf(facts, [record("notice")])).toMatchObject({ next: "request", open: ["request"] });
    expect(progressOf(facts, [record("request")])).toMatchObject({ next: "reply", open: ["extension", "reply"] });
    expect(pathOf({ ...facts, kind: "by_election" }).map((it) => it.name)).not.toContain("notice");
    expect(pathOf({ ...facts, form: "direct" }).map((it) => it.name)).not.toContain("officers");
    expect(pathOf({ ...facts, kind: "by_election", officers: false }).map((it) => it.name)).not.toContain("officers");
  });

  test("what was not agreed to is proposed anew", () => {
    const refused = [record("request"), record("reply", { result: "rejected" })];
    expect(progressOf(facts, refused).next).toBe("request");
    expect(progressOf(facts, [...refused, record("request")]).next).toBe("reply");
    // A reminder that is recorded afterwards does not bring the refused request back.
    expect(progressOf(facts, [...refused, record("notice")])).toMatchObject({ next: "request", open: ["request"] });
  });

  test("a void ballot and seats that are left call for another; equal votes for those alone", () => {
    const before = until("ballot");
    expect(progressOf(facts, before).next).toBe("ballot");
    expect(progressOf(facts, [...before, record("ballot", { result: "void" })])).toMatchObject({
      next: "ballot",
      round: 1,
      heldOn: null,
    });
    const left = [...before, record("ballot", { details: sheet(["a", "b"], 1, ["c", "d"]) })];
    expect(progressOf(facts, left)).toMatchObject({ next: "ballot", tied: ["c", "d"], round: 1 });
    const full = [...left, record("ballot", { details: sheet(["c"], 0) })];
    expect(progressOf(facts, full)).toMatchObject({ next: "officers", tied: null });
    expect(progressOf(facts, full).elected.map((it) => it.personId)).toEqual(["a", "b", "c"]);
    const fewer = [...before, record("ballot", { details: { ...sheet(["a", "b"], 1), fewer: { agreed: 9 } } })];
    expect(progressOf(facts, fewer).next).toBe("officers");
  });

  test("what is missing of the record set is what is not done", () => {
    expect(recordsMissing(facts, [])).toHaveLength(pathOf(facts).filter((it) => !it.optional).length);
    expect(recordsMissing(facts, until("handover").concat())).toContain("ballot");
  });
});

test("what a step asks is what its request may carry", () => {
  const asked = STEPS.flatMap((it) => Object.keys(it.asks));
  expect(asked.length).toBeGreaterThan(10);
  expect(asked.filter((it) => !(it in StepParticulars.properties))).toEqual([]);
});

test("every provision says whether it was read, and the inferred ones carry no number", () => {
  const all = Object.values(provisions);
  expect(all.length).toBeGreaterThan(18);
  expect(all.filter((it) => !it.confirmed).map((it) => it.id)).toContain("election-left-out");
  expect(provisions.ELECTION_QUORUM.title).not.toMatch(/第.+条/u);
});
