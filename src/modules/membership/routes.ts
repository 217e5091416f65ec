import { dayGiven } from "#platform/given.ts";
import { answer, answerVisit } from "#platform/http/answer.ts";
import type { Route } from "#platform/http/route.ts";
import { type Day, day, isDay, yearEnd, yearStart } from "#shared/day.ts";
import { admitByForm, correctMember, leaveRoster, unmask } from "./acts.ts";
import * as at from "./address.ts";
import {
  AccountOpened,
  AccountOpening,
  Admission,
  Admitted,
  Corrected,
  Correction,
  Leaving,
  Left,
  MemberQuery,
  MemberView,
  OwnBranch,
  OwnRecord,
  OwnStanding,
  Unmasked,
  Unmasking,
  YearBookQuery,
  YearBookView,
} from "./contract.ts";
import { ownBranch, ownRecord, ownStanding } from "./own.ts";
import { openMemberAccount } from "./person-account.ts";
import { memberView, yearBookView } from "./roster/member-view.ts";

export const routes: readonly Route[] = [
  answer(
    at.member,
    "membership.read",
    { query: MemberQuery, shows: MemberView },
    ({ house, tx, actor, today, params, query }) =>
      memberView({ tx, actor, policy: house.policy }, params.personId, asked(query.asOf, today)),
  ),
  answer(
    at.admission,
    "membership.admit",
    { body: Admission, shows: Admitted, status: 201, tells: ["membership.member.admitted"] },
    (doing) => admitByForm(doing, doing.body),
  ),
  answer(
    at.correction,
    "membership.correct",
    { body: Correction, shows: Corrected, tells: ["membership.member.corrected", "membership.member.changed"] },
    (doing) => correctMember(doing, doing.params.personId, doing.body),
  ),
  answer(at.leaving, "membership.leave", { body: Leaving, shows: Left, tells: ["membership.member.left"] }, (doing) =>
    leaveRoster(doing, doing.params.personId, doing.body),
  ),
  answer(
    at.unmasking,
    "membership.unmask",
    { body: Unmasking, shows: Unmasked, repeats: "shown-once", tells: ["membership.person.unmasked"] },
    (doing) => unmask(doing, doing.params.personId, doing.body),
  ),
  answer(
    at.account,
    "membership.account.open",
    {
      body: AccountOpening,
      shows: AccountOpened,
      repeats: "shown-once",
      status: 201,
      tells: ["access.account.created"],
    },
    (doing) => openMemberAccount(doing, doing.params.personId, doing.body),
  ),
  answer(at.yearBook, "membership.read", { query: YearBookQuery, shows: YearBookView }, ({ tx, today, query }) => {
    const start = query.year === undefined ? yearStart(today) : day(`${query.year}-01-01`);
    const end = yearEnd(start);
    return yearBookView(tx, start, end < today ? end : today);
  }),
  answerVisit(at.ownRecord, "own", { shows: OwnRecord }, ({ house, actor, today }) => ownRecord(house, actor, today)),
  answer(at.ownStanding, "own", { shows: OwnStanding }, ({ tx, actor }) => ownStanding(tx, actor.personId)),
  answerVisit(at.ownBranch, "own", { shows: OwnBranch }, ({ house, actor, today }) => ownBranch(house, actor, today)),
];

/** A day asked about; one to come may be asked about as well. */
const asked = (text: string | undefined, today: Day): Day =>
  text !== undefined && isDay(text) ? text : dayGiven({ today }, text === "" ? undefined : text, "/asOf");
