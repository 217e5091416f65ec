import { addYears, type Day } from "#shared/day.ts";
import { type Finding, finding } from "#shared/finding.ts";
import {
  BRANCH_24_STANDING,
  ELECTION_DELEGATES,
  ELECTION_ELECTED,
  ELECTION_LEFT_OUT,
  ELECTION_OFFICERS,
  ELECTION_ON_TIME,
  ELECTION_PAPER_VALID,
  ELECTION_QUORUM,
  ELECTION_RIGHTS,
  ELECTION_SECRET,
  ELECTION_SURPLUS,
  ELECTION_TELLERS,
  ELECTION_TIES,
  ELECTION_VALID,
  RURAL_8_SIZES,
  VILLAGE_COUNT,
  VILLAGE_TERM,
} from "./provisions.ts";

/** What is voted on: seats of the committee by surplus, officers one for one. */
export type Seat = "member" | "secretary" | "deputy_secretary" | "village_head" | "village_committee_member";
export type Form = "committee" | "direct" | "villagers";

/** A fifth of the seats, rounded up: 3→4, 5→6, 7→9. */
export const fewestCandidates = (seats: number): number => seats + Math.ceil(seats / 5);

/** Are there candidates enough? Members of a committee by surplus, secretaries and deputies one for one. */
export function candidatesEnough(
  seat: Seat,
  seats: number,
  candidates: number,
): Finding<{ readonly enough: boolean; readonly needed: number }> {
  const surplus = seat === "member";
  const needed = surplus ? fewestCandidates(seats) : seats;
  const grounds = surplus
    ? `应选${seats}人，候选人至少${needed}人，现有${candidates}人`
    : `应选${seats}人，候选人${candidates}人`;
  return finding({ enough: candidates >= needed, needed }, surplus ? ELECTION_SURPLUS : ELECTION_OFFICERS, grounds);
}

/** Why a full member has no vote, or may be left out of the number that is due. */
export const LEFT_OUT = [
  "no_expression",
  "abroad",
  "probation_in_party",
  "detained",
  "bedridden",
  "not_transferred",
  "floating",
] as const;
export type LeftOut = (typeof LEFT_OUT)[number];
/** These have no vote whatever the meeting says; the others are left out with consent from above and of the meeting. */
const WITHOUT_RIGHTS: readonly LeftOut[] = ["probation_in_party", "detained"];
export const needsConsent = (reason: LeftOut): boolean => !WITHOUT_RIGHTS.includes(reason);

export interface Elector {
  readonly personId: string;
  readonly full: boolean;
  /** 暂停行使表决权: 停止党籍, 留党察看, 留置, 逮捕; which of them is not said. */
  readonly stopped: boolean;
}

/** The number due: full members of the day, without those who have no vote and those left out. */
export function entitled(roster: readonly Elector[], leftOut: readonly string[]): Finding<number> {
  const able = roster.filter((it) => it.full && !it.stopped);
  const out = new Set(leftOut);
  const due = able.filter((it) => !out.has(it.personId)).length;
  const without = able.length - due;
  return finding(
    due,
    without > 0 ? ELECTION_LEFT_OUT : ELECTION_RIGHTS,
    `有选举权的正式党员${able.length}人${without > 0 ? `，不计入${without}人` : ""}，应到会${due}人`,
  );
}

/** At least four fifths of those due must be there. */
export function quorum(due: number, present: number): Finding<{ readonly enough: boolean; readonly needed: number }> {
  const needed = Math.ceil((due * 4) / 5);
  return finding(
    { enough: due > 0 && present >= needed && present <= due, needed },
    ELECTION_QUORUM,
    `应到会${due}人，实到会${present}人，至少应到${needed}人`,
  );
}

/** Whoever stands may not watch over the count. */
export function tellersFree(tellers: readonly string[], candidates: readonly string[]): Finding<boolean> {
  const standing = new Set(candidates);
  const found = tellers.filter((it) => standing.has(it)).length;
  return finding(found === 0, ELECTION_TELLERS, found === 0 ? "监票人、计票人都不是候选人" : `有${found}人是候选人`);
}

export interface Papers {
  readonly present: number;
  readonly issued: number;
  readonly returned: number;
  readonly spoiled: number;
}

export interface Fault {
  readonly field: string;
  readonly message: string;
  readonly provision: Finding<unknown>["provision"];
}

/** What cannot be of the papers, whatever the result: nobody votes for an absentee, and the sums agree. */
export function paperFaults(it: Papers): Fault[] {
  const faults: Fault[] = [];
  const add = (field: string, message: string, provision: Fault["provision"]): void => {
    faults.push({ field, message, provision });
  };
  if (it.issued > it.present)
    add("issued", `实到会${it.present}人，发出选票不能多于${it.present}张：不能代未到会的人投票。`, ELECTION_SECRET);
  if (it.spoiled > it.returned)
    add("spoiled", `收回选票${it.returned}张，无效票不能多于收回的票。`, ELECTION_PAPER_VALID);
  return faults;
}

/** No more papers may come back than were given out; otherwise the vote is void and is held again. */
export function ballotValid({ issued, returned }: Pick<Papers, "issued" | "returned">): Finding<boolean> {
  return finding(
    returned <= issued,
    ELECTION_VALID,
    `发出选票${issued}张，收回${returned}张${returned <= issued ? "，选举有效" : "，多于发出的票，选举无效，应当重新选举"}`,
  );
}

export interface Tally {
  readonly key: string;
  readonly name: string;
  readonly votesFor: number;
  readonly votesAgainst: number;
  /** Not a candidate, but written in by those who were against one. */
  readonly writtenIn: boolean;
}

/** What cannot be of the votes of one contest on so many valid papers with so many seats. */
export function tallyFaults(seats: number, valid: number, tallies: readonly Tally[]): Fault[] {
  const faults: Fault[] = [];
  for (const it of tallies)
    if (it.votesFor + it.votesAgainst > valid)
      faults.push({
        field: it.key,
        message: `${it.name}的赞成、不赞成合计${it.votesFor + it.votesAgainst}票，多于有效票${valid}张。`,
        provision: ELECTION_PAPER_VALID,
      });
  const given = sum(tallies.map((it) => it.votesFor));
  if (given > seats * valid)
    faults.push({
      field: "",
      message: `赞成票合计${given}票，多于有效票${valid}张乘应选${seats}人：选人多于应选人数的票应作无效票。`,
      provision: ELECTION_PAPER_VALID,
    });
  const written = sum(tallies.filter((it) => it.writtenIn).map((it) => it.votesFor));
  const against = sum(tallies.filter((it) => !it.writtenIn).map((it) => it.votesAgainst));
  if (written > against)
    faults.push({
      field: "",
      message: `另选他人合计${written}票，多于不赞成票${against}票：只有不赞成的才能另选他人，弃权的不能。`,
      provision: ELECTION_PAPER_VALID,
    });
  return faults;
}

const sum = (all: readonly number[]): number => all.reduce((total, it) => total + it, 0);

export interface Outcome {
  readonly elected: readonly Tally[];
  /** Equal in votes at the last seat: they alone are voted on again. */
  readonly tied: readonly Tally[];
  readonly unfilled: number;
  /** Votes needed. */
  readonly needed: number;
}

/**
 * Who is elected: more than half of those due, the most votes first; of those equal at the last seat nobody yet. `due`
 * counts those who should have come, not those who came.
 */
export function outcome(due: number, seats: number, tallies: readonly Tally[]): Finding<Outcome> {
  const needed = Math.floor(due / 2) + 1;
  const passed = tallies.filter((it) => it.votesFor >= needed).sort((a, b) => b.votesFor - a.votesFor);
  if (passed.length <= seats) {
    const unfilled = seats - passed.length;
    return finding(
      { elected: passed, tied: [], unfilled, needed },
      unfilled === 0 ? ELECTION_ELECTED : ELECTION_TIES,
      `应到会${due}人，赞成票至少${needed}票当选；当选${passed.length}人${unfilled > 0 ? `，还缺${unfilled}人` : ""}`,
    );
  }
  const last = passed[seats - 1]?.votesFor ?? 0;
  const sure = passed.filter((it) => it.votesFor > last);
  const equal = passed.filter((it) => it.votesFor === last);
  const fits = sure.length + equal.length === seats;
  const elected = fits ? [...sure, ...equal] : sure;
  const tied = fits ? [] : equal;
  return finding(
    { elected, tied, unfilled: seats - elected.length, needed },
    tied.length > 0 ? ELECTION_TIES : ELECTION_ELECTED,
    tied.length > 0
      ? `${passed.length}人超过半数，多于应选${seats}人；${tied.map((it) => it.name).join("、")}票数相等，应就这几人再次投票`
      : `${passed.length}人超过半数，按得票多少取${seats}人`,
  );
}

/** May seats that are left be given up? Only when nearly all are filled and half of the electors or more agree. */
export function mayLeaveSeats(due: number, seats: number, unfilled: number, agreed: number): Finding<boolean> {
  const near = unfilled > 0 && unfilled <= Math.ceil(seats / 5);
  return finding(
    near && agreed * 2 >= due,
    ELECTION_TIES,
    near
      ? `还缺${unfilled}人，接近应选名额；同意减少名额${agreed}人，应到会${due}人，至少应有${Math.ceil(due / 2)}人同意`
      : `应选${seats}人，还缺${unfilled}人，没有接近应选名额，应当另行选举`,
  );
}

/** Members' meeting, or a congress of delegates from 500 members on. */
export function mayHaveDelegates(full: number): Finding<boolean> {
  return finding(full >= 500, ELECTION_DELEGATES, `正式党员${full}人`);
}

/** By form of the organisation: fewest and most seats of its committee that are usual. */
export function usualSeats(kind: string): Finding<{ readonly least: number; readonly most: number }> {
  if (kind === "committee") return finding({ least: 5, most: 9 }, RURAL_8_SIZES, "党委");
  if (kind === "general_branch") return finding({ least: 5, most: 7 }, RURAL_8_SIZES, "党总支");
  return finding({ least: 3, most: 7 }, RURAL_8_SIZES, "党支部");
}

/** Bodies with seven full members or more elect a committee; smaller branches elect their secretary directly. */
export function formFor(kind: string, full: number): Finding<"committee" | "direct"> {
  const committee = kind === "committee" || kind === "general_branch" || full >= 7;
  return finding(
    committee ? "committee" : "direct",
    ELECTION_OFFICERS,
    committee ? `正式党员${full}人，设委员会` : `正式党员${full}人，不足7人，由党员大会直接选举书记`,
  );
}

/** Has somebody been in the Party long enough to be secretary? */
export function longEnough(fullOn: Day | null, on: Day): Finding<boolean> {
  return finding(
    fullOn === null || addYears(fullOn, 1) <= on,
    BRANCH_24_STANDING,
    fullOn === null ? "没有登记转正日期" : `${fullOn}转正`,
  );
}

/** From when to when an election may be held: a year early or late at most, when the level above has agreed. */
export function shiftRange(dueOn: Day): Finding<{ readonly from: Day; readonly to: Day }> {
  return finding(
    { from: addYears(dueOn, -1), to: addYears(dueOn, 1) },
    ELECTION_ON_TIME,
    `任期${dueOn}届满，提前、延期都不超过1年`,
  );
}

/** The villagers' or residents' committee is elected for five years. */
export function villageTermEnds(heldOn: Day): Finding<Day> {
  return finding(addYears(heldOn, 5), VILLAGE_TERM, `${heldOn}选举产生，任期5年`);
}

/** What the law asks of the count: more than half of the electors voted, and more than half of the voters for each. */
export function villageCount(
  electors: number,
  voted: number,
  votes: readonly { readonly name: string; readonly votesFor: number; readonly elected: boolean }[],
): Finding<{ readonly valid: boolean; readonly short: readonly string[] }> {
  const valid = voted * 2 > electors;
  const short = votes.filter((it) => it.elected && it.votesFor * 2 <= voted).map((it) => it.name);
  return finding(
    { valid, short },
    VILLAGE_COUNT,
    `登记参加选举${electors}人，参加投票${voted}人${valid ? "，过半数，选举有效" : "，没有过半数"}${
      short.length > 0 ? `；${short.join("、")}的得票没有超过参加投票人数的一半` : ""
    }`,
  );
}
