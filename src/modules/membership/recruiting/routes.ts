import { Type } from "typebox";
import type { Reader } from "#platform/database/door.ts";
import { PURPOSES } from "#platform/files/index.ts";
import { dayGiven } from "#platform/given.ts";
import { answer, answerVisit, done } from "#platform/http/answer.ts";
import { absent } from "#platform/http/problem.ts";
import type { Route } from "#platform/http/route.ts";
import { Done, Id, Made } from "#platform/http/shapes.ts";
import { answerPaper } from "#platform/word/routes.ts";
import type { Day } from "#shared/day.ts";
import { AccountOpened, AccountOpening } from "../contract.ts";
import { endCase, enterCase, moveCase, openCase, recordStep, withdrawRecord } from "./acts.ts";
import * as at from "./address.ts";
import { caseView, votersOf, votersView } from "./case-view.ts";
import {
  ApprovalBody,
  BranchVotersQuery,
  CaseView,
  Ending,
  Entry,
  FollowQuery,
  FollowView,
  MapQuery,
  MapView,
  Moving,
  Opened,
  Opening,
  OwnRecruiting,
  OwnWords,
  PlanBody,
  PlanMade,
  RecordMade,
  StepBody,
  VotersQuery,
  VotersView,
  Withdrawal,
} from "./contract.ts";
import { documentOf, documentOfRecord } from "./documents.ts";
import { ownRecruiting } from "./own.ts";
import { handInReport, openApplicantAccount, reviewMine } from "./own-acts.ts";
import { keepPaper, paperOf } from "./paper-acts.ts";
import { STEPS } from "./path.ts";
import { setPlan } from "./plan-acts.ts";
import { follow, mapOn } from "./queries.ts";
import { zh } from "./zh.ts";

const DocumentParams = Type.Object({ id: Id, step: Type.Integer({ minimum: 1, maximum: STEPS.length }) });
const paperBytes = PURPOSES["document"]?.maxBytes ?? 0;

/** A day asked for: of the past, or today. */
const asked = (text: string | undefined, today: Day): Day => dayGiven({ today }, text);

const READ = "recruiting.read";
const RECORD = "recruiting.record";

export const routes: readonly Route[] = [
  answer(at.recruitingMap, READ, { query: MapQuery, shows: MapView }, ({ tx, today, query }) =>
    mapOf(tx, query.org, asked(query.asOf, today)),
  ),
  answer(at.follow, READ, { query: FollowQuery, shows: FollowView }, ({ house, tx, actor, today, query }) =>
    follow(tx, query.year ?? Number(today.slice(0, 4)), today, (path) =>
      house.policy.may(actor, "recruiting.plan", path),
    ),
  ),
  answer(at.plan, "recruiting.plan", { body: PlanBody, shows: PlanMade, tells: ["recruiting.plan.set"] }, (doing) =>
    setPlan(doing, doing.body),
  ),
  answer(
    at.opening,
    "recruiting.open",
    { body: Opening, shows: Opened, status: 201, tells: ["recruiting.case.opened"] },
    (doing) => openCase(doing, doing.body),
  ),
  answer(
    at.entry,
    "recruiting.enter",
    {
      body: Entry,
      shows: Opened,
      status: 201,
      tells: ["recruiting.case.entered", "membership.member.admitted", "membership.member.left"],
    },
    (doing) => enterCase(doing, doing.body),
  ),
  answer(at.recruitingCase, READ, { shows: CaseView }, ({ house, tx, actor, today, params }) =>
    caseView({ tx, actor, policy: house.policy }, params.id, today),
  ),
  answer(at.voters, READ, { query: VotersQuery, shows: VotersView }, ({ tx, today, params, query }) =>
    votersView(tx, params.id, asked(query.on, today), today),
  ),
  answer(at.branchVoters, READ, { query: BranchVotersQuery, shows: VotersView }, ({ tx, today, query }) =>
    votersOf(tx, query.org, asked(query.on, today), today),
  ),
  ...answerPaper(at.document, READ, { params: DocumentParams }, ({ tx, today, params }) =>
    documentOf(tx, params.id, params.step, today),
  ),
  ...answerPaper(at.recordDocument, READ, {}, ({ tx, today, params }) =>
    documentOfRecord(tx, params.id, params.recordId, today),
  ),
  answer(
    at.record,
    RECORD,
    { body: StepBody, shows: RecordMade, status: 201, tells: ["recruiting.step.recorded"] },
    (doing) => recordStep(doing, doing.params.id, doing.body, "branch"),
  ),
  answer(
    at.approval,
    "recruiting.approve",
    {
      body: ApprovalBody,
      shows: RecordMade,
      status: 201,
      tells: ["recruiting.step.approved", "membership.member.admitted", "membership.member.left"],
    },
    (doing) => recordStep(doing, doing.params.id, doing.body, "committee"),
  ),
  answer(
    at.recordWithdrawal,
    RECORD,
    { body: Withdrawal, shows: Done, tells: ["recruiting.step.withdrawn"] },
    (doing) => done(withdrawRecord(doing, doing.params.id, doing.params.recordId, doing.body.reason)),
  ),
  answer(at.ending, RECORD, { body: Ending, shows: Done, tells: ["recruiting.case.ended"] }, (doing) =>
    done(endCase(doing, doing.params.id, doing.body)),
  ),
  answer(
    at.account,
    "recruiting.account.open",
    {
      body: AccountOpening,
      shows: AccountOpened,
      repeats: "shown-once",
      status: 201,
      tells: ["access.account.created"],
    },
    (doing) => openApplicantAccount(doing, doing.params.id, doing.body),
  ),
  answer(at.move, "recruiting.move", { body: Moving, shows: Done, tells: ["recruiting.case.moved"] }, (doing) =>
    done(moveCase(doing, doing.params.id, doing.body)),
  ),
  answer(
    at.paperKeeping,
    RECORD,
    {
      shows: Made,
      status: 201,
      rate: "heavy",
      upload: { maxFiles: 1, maxFileBytes: paperBytes, maxTotalBytes: paperBytes },
      tells: ["recruiting.paper.kept"],
    },
    (doing) => keepPaper(doing, doing.params.id, doing.params.recordId, doing.files[0]),
  ),
  answer(at.keptPaper, READ, { rate: "heavy" }, (asking) => paperOf(asking, asking.params.id, asking.params.paperId)),
  answerVisit(at.ownRecruiting, "own", { shows: OwnRecruiting }, ({ house, actor, today }) =>
    ownRecruiting(house, actor, today),
  ),
  answer(
    at.ownReport,
    "own",
    { body: OwnWords, shows: Made, status: 201, tells: ["recruiting.report.handed-in"] },
    (doing) => handInReport(doing, doing.body.content),
  ),
  answer(
    at.ownReview,
    "own",
    { body: OwnWords, shows: Made, status: 201, tells: ["recruiting.step.recorded"] },
    (doing) => reviewMine(doing, doing.params.id, doing.body.content),
  ),
];

async function mapOf(tx: Reader, organizationId: string | undefined, on: Day): Promise<MapView> {
  if (organizationId === undefined) return { asOf: on, rows: await mapOn(tx, null, on) };
  const place = await tx
    .selectFrom("organization")
    .select("orgPath")
    .where("id", "=", organizationId)
    .executeTakeFirst();
  if (!place) throw absent(zh.organization);
  return { asOf: on, rows: await mapOn(tx, place.orgPath, on) };
}
