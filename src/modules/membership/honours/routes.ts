import { Type } from "typebox";
import { deed, question, type Route } from "#platform/http/route.ts";
import { Id, Made } from "#platform/http/shapes.ts";
import { correctAward, enterAward, revokeAward, withdrawAward } from "./award-acts.ts";
import { awardsOfOrganization, awardsOfPerson, awardView } from "./award-queries.ts";
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

const OfOne = Type.Object({ id: Id });
const OfPerson = Type.Object({ personId: Id });

export const routes: readonly Route[] = [
  question({
    path: "/api/members/:personId/awards",
    verb: "award.read",
    summary: "一名党员受到的表彰",
    params: OfPerson,
    response: AwardList,
    handle: ({ house, tx, actor, params }) => awardsOfPerson({ tx, actor, policy: house.policy }, params.personId),
  }),
  question({
    path: "/api/organizations/:id/awards",
    verb: "award.read",
    summary: "一个党组织受到的表彰",
    params: OfOne,
    response: AwardList,
    handle: ({ house, tx, actor, params }) => awardsOfOrganization({ tx, actor, policy: house.policy }, params.id),
  }),
  question({
    path: "/api/awards/:id",
    verb: "award.read",
    summary: "一项表彰",
    params: OfOne,
    response: AwardView,
    handle: ({ house, tx, actor, params }) => awardView({ tx, actor, policy: house.policy }, params.id),
  }),
  deed({
    method: "POST",
    path: "/api/awards",
    verb: "award.write",
    summary: "登记一项表彰",
    body: AwardBody,
    response: Made,
    status: 201,
    tells: ["membership.award.entered"],
    handle: (doing) => enterAward(doing, doing.body),
  }),
  deed({
    method: "POST",
    path: "/api/awards/:id/correction",
    verb: "award.write",
    summary: "更正一项表彰的登记",
    params: OfOne,
    body: AwardCorrection,
    response: Type.Null(),
    tells: ["membership.award.corrected"],
    async handle(doing) {
      await correctAward(doing, doing.params.id, doing.body);
      return null;
    },
  }),
  deed({
    method: "POST",
    path: "/api/awards/:id/revocation",
    verb: "award.write",
    summary: "登记荣誉被撤销",
    params: OfOne,
    body: Revocation,
    response: Type.Null(),
    tells: ["membership.award.revoked"],
    async handle(doing) {
      await revokeAward(doing, doing.params.id, doing.body);
      return null;
    },
  }),
  deed({
    method: "POST",
    path: "/api/awards/:id/withdrawal",
    verb: "award.write",
    summary: "撤回登记有误的表彰",
    params: OfOne,
    body: Withdrawal,
    response: Type.Null(),
    tells: ["membership.award.withdrawn"],
    async handle(doing) {
      await withdrawAward(doing, doing.params.id, doing.body.reason);
      return null;
    },
  }),
  question({
    path: "/api/members/:personId/discipline",
    verb: "discipline.read",
    summary: "一名党员有没有处分、处置的登记（没有内容）",
    params: OfPerson,
    response: MeasureHeads,
    handle: ({ house, tx, actor, today, params }) =>
      measuresOfPerson({ tx, actor, policy: house.policy, today }, params.personId),
  }),
  question({
    path: "/api/discipline/:id",
    verb: "discipline.read",
    summary: "一项处分或处置登记在谁名下、办到哪一步（没有内容）",
    params: OfOne,
    response: MeasureHead,
    handle: ({ house, tx, actor, today, params }) => measureHead({ tx, actor, policy: house.policy, today }, params.id),
  }),
  deed({
    method: "POST",
    path: "/api/discipline/:id/reading",
    verb: "discipline.read",
    summary: "查看一项处分或处置的内容（须写理由，本人可以看到）",
    params: OfOne,
    body: Reading,
    response: MeasureContent,
    tells: ["membership.discipline.read"],
    handle: (doing) => readMeasure(doing, doing.params.id, doing.body.reason),
  }),
  deed({
    method: "POST",
    path: "/api/discipline",
    verb: "discipline.write",
    summary: "登记处分、组织处置或者暂停权利；出党的同时办理减少",
    body: MeasureBody,
    response: Made,
    status: 201,
    tells: ["membership.discipline.entered", "membership.member.left"],
    handle: (doing) => enterMeasure(doing, doing.body),
  }),
  deed({
    method: "POST",
    path: "/api/discipline/:id/extension",
    verb: "discipline.write",
    summary: "延长留党察看的期限",
    params: OfOne,
    body: Extension,
    response: Type.Null(),
    tells: ["membership.discipline.extended"],
    async handle(doing) {
      await extendMeasure(doing, doing.params.id, doing.body);
      return null;
    },
  }),
  deed({
    method: "POST",
    path: "/api/discipline/:id/ending",
    verb: "discipline.write",
    summary: "登记处分或处置怎样结束",
    params: OfOne,
    body: Ending,
    response: Type.Null(),
    tells: ["membership.discipline.ended", "membership.discipline.entered", "membership.member.left"],
    async handle(doing) {
      await endMeasure(doing, doing.params.id, doing.body);
      return null;
    },
  }),
  deed({
    method: "POST",
    path: "/api/discipline/:id/withdrawal",
    verb: "discipline.write",
    summary: "撤回登记有误的处分或处置",
    params: OfOne,
    body: Withdrawal,
    response: Type.Null(),
    tells: ["membership.discipline.withdrawn"],
    async handle(doing) {
      await withdrawMeasure(doing, doing.params.id, doing.body.reason);
      return null;
    },
  }),
  question({
    path: "/api/own/honours",
    verb: "own",
    summary: "我受到的表彰，和组织对我作出的处分、处置",
    response: OwnHonours,
    handle: ({ house, tx, today }) => ownHonours(tx, house.keyring, today),
  }),
];
