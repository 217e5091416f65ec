import { answer } from "#platform/http/answer.ts";
import type { Route } from "#platform/http/route.ts";
import { Made } from "#platform/http/shapes.ts";
import {
  acceptCase,
  decideFloating,
  declineCase,
  endCase,
  note,
  offerCase,
  registerOutflow,
  registerOwn,
  reportOwn,
  revealContacts,
} from "./acts.ts";
import * as at from "./address.ts";
import {
  CasesOfMember,
  CaseView,
  Decision,
  Ending,
  Entry,
  Finding,
  HostAcceptance,
  HostRefusal,
  Inflow,
  KeyView,
  Loss,
  Offer,
  Outflow,
  OwnFloating,
  OwnOutflow,
  OwnPass,
  OwnPassRead,
  OwnReport,
  PassInflow,
  PassIssued,
  PassMerge,
  PassMerged,
  Revealed,
  Revealing,
  Stopping,
} from "./contract.ts";
import { registerInflow } from "./inflow-acts.ts";
import { markFound, markLost, stopMembership } from "./loss-acts.ts";
import { ownFloating } from "./own.ts";
import { handInPass, issuePass, mergePass, receivePass } from "./pass-acts.ts";
import { casesOfMember, caseView, keyView } from "./queries.ts";
import { events } from "./zh.ts";

const WRITE = "membership.floating.write";

export const routes: readonly Route[] = [
  answer(at.floatingCase, "membership.read", { shows: CaseView }, ({ house, tx, actor, today, params }) =>
    caseView({ tx, actor, policy: house.policy, keyring: house.keyring }, params.id, today),
  ),
  answer(at.casesOfMember, "membership.read", { shows: CasesOfMember }, ({ house, tx, actor, today, params }) =>
    casesOfMember({ tx, actor, policy: house.policy }, params.personId, today),
  ),
  answer(at.passKeys, WRITE, { shows: KeyView }, ({ house, tx }) => keyView(tx, house.keyring)),
  answer(at.outflow, WRITE, { body: Outflow, shows: Made, status: 201, tells: [events.registered] }, (doing) =>
    registerOutflow(doing, doing.body),
  ),
  answer(at.inflow, WRITE, { body: Inflow, shows: Made, status: 201, tells: [events.arrived] }, (doing) =>
    registerInflow(doing, doing.body),
  ),
  answer(
    at.inflowByPass,
    WRITE,
    {
      body: PassInflow,
      shows: Made,
      status: 201,
      rate: "heavy",
      tells: [events.passReceived, events.keyTrusted],
    },
    (doing) => receivePass(doing, doing.body),
  ),
  answer(at.decision, WRITE, { body: Decision, tells: [events.decided] }, (doing) =>
    decideFloating(doing, doing.params.id, doing.body),
  ),
  answer(at.offer, WRITE, { body: Offer, tells: [events.offered] }, (doing) =>
    offerCase(doing, doing.params.id, doing.body),
  ),
  answer(at.acceptance, WRITE, { body: HostAcceptance, tells: [events.accepted] }, (doing) =>
    acceptCase(doing, doing.params.id, doing.body),
  ),
  answer(at.refusal, WRITE, { body: HostRefusal, tells: [events.declined] }, (doing) =>
    declineCase(doing, doing.params.id, doing.body.note),
  ),
  answer(at.entry, WRITE, { body: Entry, shows: Made, status: 201, tells: [events.noted] }, (doing) =>
    note(doing, doing.params.id, doing.body),
  ),
  answer(at.passIssue, WRITE, { shows: PassIssued, status: 201, rate: "heavy", tells: [events.passIssued] }, (doing) =>
    issuePass(doing, doing.params.id),
  ),
  answer(
    at.passMerge,
    WRITE,
    {
      body: PassMerge,
      shows: PassMerged,
      rate: "heavy",
      tells: [events.passMerged, events.keyTrusted],
    },
    (doing) => mergePass(doing, doing.params.id, doing.body),
  ),
  answer(at.loss, WRITE, { body: Loss, tells: [events.lost] }, (doing) => markLost(doing, doing.params.id, doing.body)),
  answer(at.finding, WRITE, { body: Finding, tells: [events.found] }, (doing) =>
    markFound(doing, doing.params.id, doing.body),
  ),
  answer(at.stopping, WRITE, { body: Stopping, tells: [events.stopped, "membership.member.left"] }, (doing) =>
    stopMembership(doing, doing.params.id, doing.body),
  ),
  answer(at.ending, WRITE, { body: Ending, tells: [events.ended] }, (doing) =>
    endCase(doing, doing.params.id, doing.body),
  ),
  answer(
    at.revealing,
    "membership.unmask",
    { body: Revealing, shows: Revealed, repeats: "shown-once", tells: [events.revealed] },
    (doing) => revealContacts(doing, doing.params.id, doing.body.reason),
  ),
  answer(at.ownFloating, "own", { shows: OwnFloating }, ({ house, tx, today }) =>
    ownFloating(tx, house.keyring, today),
  ),
  answer(at.ownOutflow, "own", { body: OwnOutflow, shows: Made, status: 201, tells: [events.registered] }, (doing) =>
    registerOwn(doing, doing.body),
  ),
  answer(at.ownReport, "own", { body: OwnReport, shows: Made, status: 201, tells: [events.noted] }, (doing) =>
    reportOwn(doing, doing.body.content),
  ),
  answer(
    at.ownPass,
    "own",
    {
      body: OwnPass,
      shows: OwnPassRead,
      rate: "heavy",
      tells: [events.passMerged, events.passHandedIn],
    },
    (doing) => handInPass(doing, doing.body.pass),
  ),
];
