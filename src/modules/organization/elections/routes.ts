import { Type } from "typebox";
import { dayGiven } from "#platform/given.ts";
import { answer, done } from "#platform/http/answer.ts";
import type { Route } from "#platform/http/route.ts";
import { Done, Id } from "#platform/http/shapes.ts";
import { answerPaper } from "#platform/word/routes.ts";
import type { Day } from "#shared/day.ts";
import { endElection, enterElection, openElection, recordStep, withdrawRecord } from "./acts.ts";
import * as at from "./address.ts";
import { caseView, electionsOf, rosterView, startView } from "./case-view.ts";
import {
  CaseView,
  DecisionBody,
  DutiesQuery,
  DutiesView,
  Ending,
  EntryBody,
  OfOrganization,
  Opened,
  OpeningBody,
  RosterQuery,
  RosterView,
  StartView,
  StepBody,
  TermsQuery,
  TermsView,
  VillageBody,
  Withdrawal,
} from "./contract.ts";
import { paperOf } from "./documents.ts";
import { PAPERS, type PaperName } from "./path.ts";
import { dutiesOn, type TermState, termsOn } from "./queries.ts";
import { recordVillage } from "./village.ts";

const PaperParams = Type.Object({ id: Id, paper: Type.Enum([...PAPERS]) });
const POSTS = ["organization.term.started", "organization.post.appointed", "organization.post.ended"];

const asked = (text: string | undefined, today: Day): Day => dayGiven({ today }, text);

const READ = "election.read";
const WRITE = "election.write";
const DECIDE = "election.decide";

export const routes: readonly Route[] = [
  answer(at.terms, READ, { query: TermsQuery, shows: TermsView }, ({ tx, today, query }) =>
    termsOn(
      tx,
      { ...query, state: query.state as TermState | undefined, sort: query.sort as never },
      asked(query.asOf, today),
    ),
  ),
  answer(at.duties, READ, { query: DutiesQuery, shows: DutiesView }, ({ tx, today, query }) =>
    dutiesOn(tx, query.org, asked(query.asOf, today)),
  ),
  answer(at.electionsOfPlace, READ, { shows: OfOrganization }, (asking) =>
    electionsOf(asking, asking.params.id, asking.today),
  ),
  answer(at.start, READ, { shows: StartView }, (asking) => startView(asking, asking.params.id, asking.today)),
  answer(at.opening, WRITE, { body: OpeningBody, shows: Opened, status: 201, tells: ["election.opened"] }, (doing) =>
    openElection(doing, doing.body),
  ),
  answer(
    at.entry,
    DECIDE,
    { body: EntryBody, shows: Opened, status: 201, tells: ["election.entered", ...POSTS] },
    (doing) => enterElection(doing, doing.body),
  ),
  answer(
    at.village,
    DECIDE,
    {
      body: VillageBody,
      shows: Opened,
      status: 201,
      tells: ["election.village.recorded", "organization.post.appointed", "organization.post.ended"],
    },
    (doing) => recordVillage(doing, doing.body),
  ),
  answer(at.election, READ, { shows: CaseView }, (asking) => caseView(asking, asking.params.id, asking.today)),
  answer(at.roster, READ, { query: RosterQuery, shows: RosterView }, ({ tx, today, params, query }) =>
    rosterView(tx, params.id, asked(query.on, today), today),
  ),
  ...answerPaper(at.paper, READ, { params: PaperParams }, ({ tx, today, params }) =>
    paperOf(tx, params.id, params.paper as PaperName, today),
  ),
  answer(at.record, WRITE, { body: StepBody, shows: Opened, status: 201, tells: ["election.step.recorded"] }, (doing) =>
    recordStep(doing, doing.params.id, doing.body, "own"),
  ),
  answer(
    at.decision,
    DECIDE,
    { body: DecisionBody, shows: Opened, status: 201, tells: ["election.step.decided", ...POSTS] },
    (doing) => recordStep(doing, doing.params.id, doing.body, "superior"),
  ),
  answer(at.recordWithdrawal, WRITE, { body: Withdrawal, shows: Done, tells: ["election.record.withdrawn"] }, (doing) =>
    done(withdrawRecord(doing, doing.params.id, doing.params.recordId, doing.body.reason)),
  ),
  answer(at.ending, WRITE, { body: Ending, shows: Done, tells: ["election.ended"] }, (doing) =>
    done(endElection(doing, doing.params.id, doing.body)),
  ),
];
