import { answer } from "#platform/http/answer.ts";
import type { Route } from "#platform/http/route.ts";
import { Made } from "#platform/http/shapes.ts";
import * as at from "./address.ts";
import {
  awardsOfOrganization,
  awardsOfPerson,
  awardView,
  correctAward,
  enterAward,
  revokeAward,
  withdrawAward,
} from "./awards.ts";
import {
  AwardBody,
  AwardCorrection,
  AwardList,
  AwardView,
  Ending,
  Extension,
  MeasureBody,
  MeasureContent,
  MeasureHead,
  MeasureHeads,
  OwnHonours,
  Reading,
  Revocation,
  Withdrawal,
} from "./contract.ts";
import { endMeasure, enterMeasure, extendMeasure, readMeasure, withdrawMeasure } from "./measure-acts.ts";
import { measureHead, measuresOfPerson, ownHonours } from "./measure-queries.ts";

export const routes: readonly Route[] = [
  answer(at.awardsOfMember, "award.read", { shows: AwardList }, (it) => awardsOfPerson(it, it.params.personId)),
  answer(at.awardsOfPlace, "award.read", { shows: AwardList }, (it) => awardsOfOrganization(it, it.params.id)),
  answer(at.award, "award.read", { shows: AwardView }, (it) => awardView(it, it.params.id)),
  answer(
    at.awards,
    "award.write",
    { body: AwardBody, shows: Made, status: 201, tells: ["membership.award.entered"] },
    (doing) => enterAward(doing, doing.body),
  ),
  answer(at.awardCorrection, "award.write", { body: AwardCorrection, tells: ["membership.award.corrected"] }, (doing) =>
    correctAward(doing, doing.params.id, doing.body),
  ),
  answer(at.awardRevocation, "award.write", { body: Revocation, tells: ["membership.award.revoked"] }, (doing) =>
    revokeAward(doing, doing.params.id, doing.body),
  ),
  answer(at.awardWithdrawal, "award.write", { body: Withdrawal, tells: ["membership.award.withdrawn"] }, (doing) =>
    withdrawAward(doing, doing.params.id, doing.body.reason),
  ),
  answer(at.measuresOfMember, "discipline.read", { shows: MeasureHeads }, (it) =>
    measuresOfPerson(it, it.params.personId),
  ),
  answer(at.measure, "discipline.read", { shows: MeasureHead }, (it) => measureHead(it, it.params.id)),
  answer(
    at.measureReading,
    "discipline.read",
    { body: Reading, shows: MeasureContent, repeats: "shown-once", tells: ["membership.discipline.read"] },
    (doing) => readMeasure(doing, doing.params.id, doing.body.reason),
  ),
  answer(
    at.measures,
    "discipline.write",
    {
      body: MeasureBody,
      shows: Made,
      status: 201,
      tells: ["membership.discipline.entered", "membership.member.left"],
    },
    (doing) => enterMeasure(doing, doing.body),
  ),
  answer(
    at.measureExtension,
    "discipline.write",
    { body: Extension, tells: ["membership.discipline.extended"] },
    (doing) => extendMeasure(doing, doing.params.id, doing.body),
  ),
  answer(
    at.measureEnding,
    "discipline.write",
    {
      body: Ending,
      tells: ["membership.discipline.ended", "membership.discipline.entered", "membership.member.left"],
    },
    (doing) => endMeasure(doing, doing.params.id, doing.body),
  ),
  answer(
    at.measureWithdrawal,
    "discipline.write",
    { body: Withdrawal, tells: ["membership.discipline.withdrawn"] },
    (doing) => withdrawMeasure(doing, doing.params.id, doing.body.reason),
  ),
  answer(at.ownHonours, "own", { shows: OwnHonours }, ({ house, tx, today }) => ownHonours(tx, house.keyring, today)),
];
