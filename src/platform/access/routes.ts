import { act } from "#platform/doing.ts";
import type { Doing } from "#platform/house.ts";
import { answer, answerVisit } from "#platform/http/answer.ts";
import { Problem, refused } from "#platform/http/problem.ts";
import type { Route, Visit } from "#platform/http/route.ts";
import { Made } from "#platform/http/shapes.ts";
import { zh as httpZh } from "#platform/http/zh.ts";
import { createAccount, disableAccount, enableAccount } from "./account-acts.ts";
import * as at from "./address.ts";
import {
  AccountChoices,
  AccountFilter,
  AccountMade,
  Because,
  Confirmation,
  FactorOffer,
  FirstHalf,
  IdParams,
  NewAccount,
  NewBreakGlass,
  NewGrant,
  NewReset,
  OneTimePassword,
  Opened,
  OwnSessions,
  PasswordChange,
  Proof,
  ResetAsked,
  RoleChoices,
  RoleFilter,
  SecondHalf,
  SessionView,
  SignIn,
  WholeProof,
} from "./contract.ts";
import { endGrant, grantRole, openBreakGlass, rolesToGive } from "./grant-acts.ts";
import { changePassword, confirmFactor, endOwnSession, offerFactor, removeOwnFactor } from "./own-acts.ts";
import { type Actor, ROLES, type Role } from "./policy.ts";
import { accountChoices, ownSessions, sessionView } from "./queries.ts";
import { askReset, confirmReset, fetchSecondHalf, refuseReset, removeFactorOf, resetPassword } from "./reset-acts.ts";
import { type Proving, prove, signIn } from "./sign-in.ts";
import { events, zh } from "./zh.ts";

/** The signed-in person of a visit; the server has asked before, so nobody is a fault of the route's declaration. */
function self(visit: Visit): Actor & { readonly accountId: string } {
  const { actor } = visit;
  if (actor?.accountId == null)
    throw new Problem("unauthenticated", "sign-in-first", httpZh.signInFirst.title, httpZh.signInFirst.detail);
  return { ...actor, accountId: actor.accountId };
}

/** Proves the password, and the code where it is asked for, outside any transaction; then the act runs. */
async function proved<T>(
  visit: Visit,
  given: Proving,
  pointer: string,
  does: (doing: Doing) => Promise<T>,
): Promise<T> {
  const actor = self(visit);
  const wrong = await prove(visit, actor.accountId, given);
  if (wrong === "code") {
    throw refused("factor-wrong-code", zh.factor.wrongCode.title, zh.factor.wrongCode.detail, {
      faults: [{ pointer: "/code", message: zh.factor.wrongCode.title }],
    });
  }
  if (wrong === "password") {
    throw refused("factor-wrong-password", zh.factor.wrongPassword.title, zh.factor.wrongPassword.detail, {
      faults: [{ pointer, message: zh.password.wrongCurrent }],
    });
  }
  return await act(visit.house, actor, "own", visit.requestId, does);
}

async function enter(visit: Visit & { readonly body: SignIn }): Promise<SessionView> {
  const entrance = await signIn(visit, visit.body);
  // The former session of this browser is over: its cookie is replaced.
  await leave(visit);
  visit.setSession(entrance.sessionToken, entrance.maxAgeSeconds);
  visit.setDevice(entrance.deviceToken);
  return await sessionView(visit.house, entrance.sessionToken);
}

async function leave(visit: Visit): Promise<void> {
  const sessionId = visit.actor?.sessionId;
  if (sessionId)
    await act(visit.house, self(visit), "own", visit.requestId, (doing) => endOwnSession(doing, sessionId));
}

const params = IdParams;
const rate = "sign-in";
/** One-time passwords and halves of them. */
const repeats = "shown-once";
const TAKEN = [events.resetConfirmed, events.passwordReset, events.removed];

export const routes: Route[] = [
  answerVisit(at.session, "public", { shows: SessionView }, (visit) => sessionView(visit.house, visit.sessionToken)),
  answerVisit(
    at.entering,
    "public",
    { body: SignIn, shows: SessionView, rate, tells: [events.begun, events.resetLapsed] },
    enter,
  ),
  answerVisit(at.leaving, "public", { tells: [events.ended] }, async (visit) => {
    await leave(visit);
    visit.setSession(null, 0);
  }),
  answer(at.sessions, "own", { shows: OwnSessions }, ({ tx, house, actor }) =>
    ownSessions(tx, house.clock.now(), actor.sessionId),
  ),
  answer(at.sessionEnd, "own", { params, tells: [events.ended] }, (doing) => endOwnSession(doing, doing.params.id)),
  answerVisit(at.password, "own", { body: PasswordChange, rate, tells: [events.passwordChanged] }, (visit) =>
    proved(visit, { password: visit.body.current }, "/current", (doing) => changePassword(doing, visit.body)),
  ),
  answerVisit(at.factor, "own", { body: Proof, shows: FactorOffer, rate }, (visit) =>
    proved(visit, visit.body, "/password", offerFactor),
  ),
  answer(at.factorConfirmation, "own", { body: Confirmation, rate, tells: [events.enrolled] }, (doing) =>
    confirmFactor(doing, doing.body),
  ),
  answerVisit(at.factorRemoval, "own", { body: WholeProof, rate, tells: [events.removed] }, (visit) =>
    proved(visit, { ...visit.body, code: visit.body.code ?? null }, "/password", removeOwnFactor),
  ),
  answer(
    at.accounts,
    "access.account.create",
    { body: NewAccount, shows: AccountMade, repeats, status: 201, tells: [events.created] },
    (doing) => createAccount(doing, doing.body),
  ),
  answer(at.disabling, "access.account.disable", { params, body: Because, tells: [events.disabled] }, (doing) =>
    disableAccount(doing, doing.params.id, doing.body),
  ),
  answer(at.enabling, "access.account.disable", { params, tells: [events.enabled] }, (doing) =>
    enableAccount(doing, doing.params.id),
  ),
  answer(
    at.passwordReset,
    "access.account.reset",
    { params, body: Because, shows: OneTimePassword, repeats, tells: [events.passwordReset, events.resetLapsed] },
    (doing) => resetPassword(doing, doing.params.id, doing.body),
  ),
  answer(
    at.factorReset,
    "access.account.reset",
    { params, body: Because, tells: [events.removed, events.resetLapsed] },
    (doing) => removeFactorOf(doing, doing.params.id, doing.body),
  ),
  answer(
    at.resets,
    "access.account.reset",
    { body: NewReset, shows: ResetAsked, status: 201, tells: [events.resetAsked, events.resetLapsed] },
    (doing) => askReset(doing, doing.body),
  ),
  answer(at.confirmation, "access.reset.confirm", { params, shows: FirstHalf, repeats, tells: TAKEN }, (doing) =>
    confirmReset(doing, doing.params.id, "security_administrator"),
  ),
  answer(at.refusal, "access.reset.confirm", { params, body: Because, tells: [events.resetRefused] }, (doing) =>
    refuseReset(doing, doing.params.id, "security_administrator", doing.body),
  ),
  answer(
    at.securityConfirmation,
    "access.security-reset.confirm",
    { params, shows: FirstHalf, repeats, tells: TAKEN },
    (doing) => confirmReset(doing, doing.params.id, "auditor"),
  ),
  answer(
    at.securityRefusal,
    "access.security-reset.confirm",
    { params, body: Because, tells: [events.resetRefused] },
    (doing) => refuseReset(doing, doing.params.id, "auditor", doing.body),
  ),
  answer(
    at.secondHalf,
    "access.account.reset",
    { params, shows: SecondHalf, repeats, tells: [events.resetCollected] },
    (doing) => fetchSecondHalf(doing, doing.params.id),
  ),
  answer(
    at.accountChoices,
    "access.grant.read",
    { query: AccountFilter, shows: AccountChoices },
    async ({ tx, query }) => ({
      rows: await accountChoices(tx, query.q?.trim() ?? ""),
    }),
  ),
  answer(at.roleChoices, "access.grant.give", { query: RoleFilter, shows: RoleChoices }, async (asking) => ({
    rows: (await rolesToGive(asking, asking.query.org ?? null)).map(roleChoice),
  })),
  answer(
    at.grants,
    "access.grant.give",
    { body: NewGrant, shows: Made, status: 201, tells: [events.granted] },
    (doing) => grantRole(doing, doing.body),
  ),
  answer(at.grantEnding, "access.grant.give", { params, body: Because, tells: [events.grantEnded] }, (doing) =>
    endGrant(doing, doing.params.id, doing.body),
  ),
  answer(
    at.breakGlass,
    "access.break-glass.open",
    { body: NewBreakGlass, shows: Opened, status: 201, tells: [events.glassBroken] },
    (doing) => openBreakGlass(doing, doing.body),
  ),
];

const roleChoice = (role: Role) => ({ role, term: ROLES[role].term, duty: ROLES[role].duty });
