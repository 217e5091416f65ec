import { answer, answerVisit } from "#platform/http/answer.ts";
import type { Route } from "#platform/http/route.ts";
import { Made } from "#platform/http/shapes.ts";
import { answerPaper } from "#platform/word/routes.ts";
import {
  closeVoting,
  dispose,
  endRectification,
  gradeMembers,
  openAppraisal,
  publishAppraisal,
  recordCount,
  startVoting,
  voteOnPaper,
  withdrawAppraisal,
} from "./acts.ts";
import * as at from "./address.ts";
import {
  AppraisalDraft,
  AppraisalView,
  BallotCast,
  Disposing,
  DraftQuery,
  Grading,
  Opening,
  OwnAppraisals,
  PaperCount,
  Publication,
  RectifyEnd,
  SelfText,
  TokenAnswer,
  TokenAsking,
  Withdrawal,
  YearQuery,
  YearView,
} from "./contract.ts";
import { castBallot, ownAppraisals, takeToken, writeSelf } from "./own.ts";
import { appraisalView, ballotPaper, draftView, summaryPaper, yearView } from "./view.ts";
import { events } from "./zh.ts";

const READ = "appraisal.read";
const WRITE = "appraisal.write";

export const routes: readonly Route[] = [
  answer(at.appraisalsOfYear, READ, { query: YearQuery, shows: YearView }, ({ house, tx, actor, today, query }) =>
    yearView({ tx, actor, policy: house.policy, today }, query.year),
  ),
  answer(at.draft, READ, { query: DraftQuery, shows: AppraisalDraft }, ({ house, tx, actor, today, query }) =>
    draftView({ tx, actor, policy: house.policy, today }, query.organizationId),
  ),
  answer(at.appraisal, READ, { shows: AppraisalView }, ({ house, tx, actor, today, params }) =>
    appraisalView({ tx, actor, policy: house.policy, today }, house, params.id),
  ),
  ...answerPaper(at.summaryPaper, READ, {}, ({ tx, today, params }) => summaryPaper(tx, params.id, today)),
  ...answerPaper(at.ballotPaper, READ, {}, ({ tx, today, params }) => ballotPaper(tx, params.id, today)),
  answer(at.opening, WRITE, { body: Opening, shows: Made, status: 201, tells: [events.opened] }, (doing) =>
    openAppraisal(doing, doing.body),
  ),
  answer(at.voting, WRITE, { tells: [events.voting] }, (doing) => startVoting(doing, doing.params.id)),
  answer(at.closing, WRITE, { tells: [events.counted] }, (doing) => closeVoting(doing, doing.params.id)),
  answer(at.paperVoting, WRITE, { tells: [events.toPaper] }, (doing) => voteOnPaper(doing, doing.params.id)),
  answer(at.paperCount, WRITE, { body: PaperCount, tells: [events.counted] }, (doing) =>
    recordCount(doing, doing.params.id, doing.body),
  ),
  answer(at.grades, WRITE, { body: Grading, tells: [events.graded] }, (doing) =>
    gradeMembers(doing, doing.params.id, doing.body),
  ),
  answer(at.publication, WRITE, { body: Publication, tells: [events.published] }, (doing) =>
    publishAppraisal(doing, doing.params.id, doing.body),
  ),
  answer(at.withdrawal, WRITE, { body: Withdrawal, tells: [events.withdrawn] }, (doing) =>
    withdrawAppraisal(doing, doing.params.id, doing.body.reason),
  ),
  answer(at.disposition, WRITE, { body: Disposing, tells: [events.disposed] }, (doing) =>
    dispose(doing, doing.params.id, doing.body),
  ),
  answer(at.rectification, WRITE, { body: RectifyEnd, tells: [events.rectified] }, (doing) =>
    endRectification(doing, doing.params.id, doing.body),
  ),
  answerVisit(at.ownAppraisals, "own", { shows: OwnAppraisals }, ({ house, actor }) => ownAppraisals(house, actor)),
  answer(at.selfText, "own", { body: SelfText, tells: [events.selfWritten] }, (doing) =>
    writeSelf(doing, doing.params.id, doing.body.text),
  ),
  // The same blinded number is signed again, and nothing else of a ballot is kept beside an account.
  answer(at.token, "own", { body: TokenAsking, shows: TokenAnswer, repeats: "by-itself", tells: [] }, (doing) =>
    takeToken(doing, doing.params.id, doing.body.blinded),
  ),
  answerVisit(at.ballot, "public", { body: BallotCast, anonymous: true }, ({ house, body }) => castBallot(house, body)),
];
