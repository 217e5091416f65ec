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

const WRITE = "membership.floating.write";

export const routes: readonly Route[] = [
  answer(at.floatingCase, "membership.read", { shows: CaseView }, ({ house, tx, actor, today, params }) =>
    caseView({ tx, actor, policy: house.policy, keyring: house.keyring }, params.id, today),
  ),
  answer(at.casesOfMember, "membership.read", { shows: CasesOfMember }, ({ house, tx, actor, today, params }) =>
    casesOfMember({ tx, actor, policy: house.policy }, params.personId, today),
  ),
  answer(at.passKeys, WRITE, { shows: KeyView }, ({ house, tx }) => keyView(tx, house.keyring)),
  answer(
    at.outflow,
    WRITE,
    { body: Outflow, shows: Made, status: 201, tells: ["membership.floating.registered"] },
    (doing) => registerOutflow(doing, doing.body),
  ),
  answer(
    at.inflow,
    WRITE,
    { body: Inflow, shows: Made, status: 201, tells: ["membership.floating.arrived"] },
    (doing) => registerInflow(doing, doing.body),
  ),
  answer(
    at.inflowByPass,
    WRITE,
    {
      body: PassInflow,
      shows: Made,
      status: 201,
      rate: "heavy",
      tells: ["membership.floating.pass-received", "membership.floating.key-trusted"],
    },
    (doing) => receivePass(doing, doing.body),
  ),
  answer(at.decision, WRITE, { body: Decision, tells: ["membership.floating.decided"] }, (doing) =>
    decideFloating(doing, doing.params.id, doing.body),
  ),
  answer(at.offer, WRITE, { body: Offer, tells: ["membership.floating.offered"] }, (doing) =>
    offerCase(doing, doing.params.id, doing.body),
  ),
  answer(at.acceptance, WRITE, { body: HostAcceptance, tells: ["membership.floating.accepted"] }, (doing) =>
    acceptCase(doing, doing.params.id, doing.body),
  ),
  answer(at.refusal, WRITE, { body: HostRefusal, tells: ["membership.floating.declined"] }, (doing) =>
    declineCase(doing, doing.params.id, doing.body.note),
  ),
  answer(at.entry, WRITE, { body: Entry, shows: Made, status: 201, tells: ["membership.floating.noted"] }, (doing) =>
    note(doing, doing.params.id, doing.body),
  ),
  answer(
    at.passIssue,
    WRITE,
    { shows: PassIssued, status: 201, rate: "heavy", tells: ["membership.floating.pass-issued"] },
    (doing) => issuePass(doing, doing.params.id),
  ),
  answer(
    at.passMerge,
    WRITE,
    {
      body: PassMerge,
      shows: PassMerged,
      rate: "heavy",
      tells: ["membership.floating.pass-merged", "membership.floating.key-trusted"],
    },
    (doing) => mergePass(doing, doing.params.id, doing.body),
  ),
  answer(at.loss, WRITE, { body: Loss, tells: ["membership.floating.lost"] }, (doing) =>
    markLost(doing, doing.params.id, doing.body),
  ),
  answer(at.finding, WRITE, { body: Finding, tells: ["membership.floating.found"] }, (doing) =>
    markFound(doing, doing.params.id, doing.body),
  ),
  answer(
    at.stopping,
    WRITE,
    { body: Stopping, tells: ["membership.floating.stopped", "membership.member.left"] },
    (doing) => stopMembership(doing, doing.params.id, doing.body),
  ),
  answer(at.ending, WRITE, { body: Ending, tells: ["membership.floating.ended"] }, (doing) =>
    endCase(doing, doing.params.id, doing.body),
  ),
  answer(
    at.revealing,
    "membership.unmask",
    { body: Revealing, shows: Revealed, repeats: "shown-once", tells: ["membership.floating.revealed"] },
    (doing) => revealContacts(doing, doing.params.id, doing.body.reason),
  ),
  answer(at.ownFloating, "own", { shows: OwnFloating }, ({ house, tx, today }) =>
    ownFloating(tx, house.keyring, today),
  ),
  answer(
    at.ownOutflow,
    "own",
    { body: OwnOutflow, shows: Made, status: 201, tells: ["membership.floating.registered"] },
    (doing) => registerOwn(doing, doing.body),
  ),
  answer(
    at.ownReport,
    "own",
    { body: OwnReport, shows: Made, status: 201, tells: ["membership.floating.noted"] },
    (doing) => reportOwn(doing, doing.body.content),
  ),
  answer(
    at.ownPass,
    "own",
    {
      body: OwnPass,
      shows: OwnPassRead,
      rate: "heavy",
      tells: ["membership.floating.pass-merged", "membership.floating.pass-handed-in"],
    },
    (doing) => handInPass(doing, doing.body.pass),
  ),
];
