import { expect, test } from "vitest";
import { type Answers, waitingOf } from "./mine.ts";

type Vote = NonNullable<NonNullable<Answers["appraisals"]>["current"]>;

const NOTHING: Answers = { meetings: null, appraisals: null, recruiting: null, due: null };
const EMPTY = { getItem: () => null, setItem: () => undefined };
const TODAY = "2026-11-30";

const meetings = (more: Partial<NonNullable<Answers["meetings"]>>): Answers => ({
  ...NOTHING,
  meetings: { member: true, year: 2026, hours: 0, asked: 32, exempt: false, coming: [], past: [], tasks: [], ...more },
});

test("what is late comes first, then by day; what was excused, done or is nobody's turn is not there", () => {
  const coming = { id: "1", kindTerms: "", ends: null, place: "会议室", topic: "", reason: "", canExcuse: true };
  const task = { id: "1", meetingTitle: "11月支委会", doneNote: "", doneOn: null, late: false };
  const { meetings: own } = meetings({
    coming: [
      { ...coming, title: "党员大会", on: "2026-12-04", starts: "19:00", state: "called", stateTerm: "" },
      { ...coming, title: "党课", on: "2026-12-01", starts: null, state: "excused", stateTerm: "" },
    ],
    tasks: [
      { ...task, what: "修路筹资", dueOn: "2026-12-10" },
      { ...task, what: "走访", dueOn: "2026-11-28", late: true },
      { ...task, what: "宣讲", dueOn: "2026-11-30", doneOn: "2026-11-20" },
    ],
  });
  const person = { caseId: "1", partTerms: [], stageTerm: "", reviewedOn: null, mayReview: true };
  const recruiting = {
    current: null,
    people: [
      { ...person, name: "王浩", due: "2026-11-30", isDue: true },
      { ...person, name: "刘一豪", due: "2027-03-01", isDue: false },
    ],
  };
  expect(waitingOf({ ...NOTHING, meetings: own, recruiting }, TODAY, EMPTY)).toEqual([
    { what: "走访", when: "11月支委会，逾期2天", late: true, href: "#/meetings" },
    { what: "登记王浩的半年考察", when: "就在今天", late: false, href: "#/recruiting" },
    { what: "党员大会", when: "2026年12月4日 19:00，会议室，还有4天", late: false, href: "#/meetings" },
    { what: "修路筹资", when: "11月支委会，还有10天", late: false, href: "#/meetings" },
  ]);
});

test("a vote waits until this phone has cast it, and not where another phone took the paper", () => {
  const current: Vote = {
    id: "a",
    year: 2026,
    organizationName: "东巷村党支部",
    stage: "voting",
    stageTerm: "",
    manner: "ballot",
    voterId: "v",
    votes: true,
    taken: false,
    voters: 60,
    least: 5,
    box: { id: "b", publicKey: "" },
    people: [],
    self: "写好了",
    facts: [],
  };
  const asked = (more: Partial<Vote>, kept: object = {}): readonly string[] =>
    waitingOf({ ...NOTHING, appraisals: { current: { ...current, ...more }, results: [] } }, TODAY, {
      ...EMPTY,
      getItem: (key) => (key === "lianxin.ballot.v" ? JSON.stringify(kept) : null),
    }).map((it) => `${it.what} ${it.when}`.trim());
  expect(asked({})).toEqual(["2026年民主评议投票"]);
  expect(asked({ taken: true }, { blinding: {} })).toEqual(["2026年民主评议投票 选票已领，还没有投"]);
  expect(asked({ taken: true }, { sent: true })).toEqual([]);
  expect(asked({ taken: true })).toEqual([]);
  expect(asked({ stage: "self", self: "" })).toEqual(["2026年民主评议个人自评 可不写"]);
  expect(asked({ stage: "deciding", self: "" })).toEqual([]);
});

test("who holds an office sees what falls due there, how much and since when, and not what is in order", () => {
  const provision = { id: "x", title: "", gist: "", force: "must" as const, confirmed: true };
  const line = { why: "", provision, list: null, action: { term: "登记", address: "/dues" } };
  const due = [
    { ...line, id: "C1", term: "换届", deadline: "2026-12-19", overdue: false, count: 1 },
    { ...line, id: "C2", term: "核定党费标准", deadline: "2026-10-14", overdue: true, count: 3 },
    { ...line, id: "C3", term: "学时", deadline: null, overdue: false, count: 0 },
  ];
  expect(waitingOf({ ...NOTHING, due }, TODAY, EMPTY)).toEqual([
    { what: "核定党费标准（3件）", when: "逾期47天", late: true, href: "/dues" },
    { what: "换届", when: "还有19天", late: false, href: "/dues" },
  ]);
});

test("nothing known is nothing that waits", () => {
  expect(waitingOf(NOTHING, TODAY, EMPTY)).toEqual([]);
});
