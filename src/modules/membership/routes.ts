import { Type } from "typebox";
import { dayGiven } from "#platform/given.ts";
import { absent } from "#platform/http/problem.ts";
import { deed, opening, question, type Route } from "#platform/http/route.ts";
import { Id } from "#platform/http/shapes.ts";
import { type Day, day, isDay, yearEnd, yearStart } from "#shared/day.ts";
import { admitByForm, correctMember, leaveRoster, unmask } from "./acts.ts";
import {
  AccountOpened,
  AccountOpening,
  Admission,
  Admitted,
  Corrected,
  Correction,
  Leaving,
  MemberView,
  OwnBranch,
  OwnRecord,
  OwnStanding,
  Unmasked,
  Unmasking,
  YearBookView,
} from "./contract.ts";
import { ownBranch, ownRecord, ownStanding } from "./own.ts";
import { openMemberAccount } from "./person-account.ts";
import { memberView, yearBookView } from "./roster/member-view.ts";

const OfPerson = Type.Object({ personId: Id });
const AsOf = Type.Optional(Type.String({ description: "哪一天的情况，如 2026-06-30" }));

export const routes: readonly Route[] = [
  question({
    path: "/api/members/:personId",
    verb: "membership.read",
    summary: "一名党员的情况（敏感信息遮盖）",
    params: OfPerson,
    query: Type.Object({ asOf: AsOf }),
    response: MemberView,
    handle: ({ house, tx, actor, today, params, query }) =>
      memberView({ tx, actor, policy: house.policy }, params.personId, asked(query.asOf, today)),
  }),
  deed({
    method: "POST",
    path: "/api/members",
    verb: "membership.admit",
    summary: "在花名册中增加一名党员",
    body: Admission,
    response: Admitted,
    status: 201,
    tells: ["membership.member.admitted"],
    async handle(doing) {
      const { personId, warnings } = await admitByForm(doing, doing.body);
      return { personId, warnings: [...warnings] };
    },
  }),
  deed({
    method: "PATCH",
    path: "/api/members/:personId",
    verb: "membership.correct",
    summary: "更正或变更党员信息",
    params: OfPerson,
    body: Correction,
    response: Corrected,
    tells: ["membership.member.corrected", "membership.member.changed"],
    async handle(doing) {
      const { version, terms, warnings } = await correctMember(doing, doing.params.personId, doing.body);
      return { version, terms: [...terms], warnings: [...warnings] };
    },
  }),
  deed({
    method: "POST",
    path: "/api/members/:personId/leaving",
    verb: "membership.leave",
    summary: "办理党员减少（去世、停止党籍、出党等）",
    params: OfPerson,
    body: Leaving,
    response: Type.Object({ endedPosts: Type.Integer() }),
    tells: ["membership.member.left"],
    handle: (doing) => leaveRoster(doing, doing.params.personId, doing.body),
  }),
  deed({
    method: "POST",
    path: "/api/members/:personId/unmasking",
    verb: "membership.unmask",
    summary: "查看被遮盖的信息（须写理由，本人可以看到）",
    params: OfPerson,
    body: Unmasking,
    response: Unmasked,
    tells: ["membership.person.unmasked"],
    handle: (doing) => unmask(doing, doing.params.personId, doing.body),
  }),
  deed({
    method: "POST",
    path: "/api/members/:personId/account",
    verb: "membership.account.open",
    summary: "为党员开通看自己记录的账号，返回只显示一次的密码",
    params: OfPerson,
    body: AccountOpening,
    response: AccountOpened,
    status: 201,
    tells: ["access.account.created"],
    handle: (doing) => openMemberAccount(doing, doing.params.personId, doing.body),
  }),
  question({
    path: "/api/year-books",
    verb: "membership.read",
    summary: "年度增减平衡：期初加增加减减少等于期末",
    query: Type.Object({ year: Type.Optional(Type.Integer({ minimum: 1949, maximum: 2100 })) }),
    response: YearBookView,
    handle({ tx, today, query }) {
      const start = query.year === undefined ? yearStart(today) : day(`${query.year}-01-01`);
      const end = yearEnd(start);
      return yearBookView(tx, start, end < today ? end : today);
    },
  }),
  opening({
    method: "GET",
    path: "/api/own/record",
    verb: "own",
    summary: "我的党员信息",
    response: OwnRecord,
    handle: ({ house, actor, today }) => ownRecord(house, signedIn(actor), today),
  }),
  question({
    path: "/api/own/standing",
    verb: "own",
    summary: "我是党员还是入党申请人",
    response: OwnStanding,
    handle: ({ tx, actor }) => ownStanding(tx, actor.personId),
  }),
  opening({
    method: "GET",
    path: "/api/own/branch",
    verb: "own",
    summary: "我的支部",
    response: OwnBranch,
    handle: ({ house, actor, today }) => ownBranch(house, signedIn(actor), today),
  }),
];

/** A day asked about; one to come may be asked about as well. */
const asked = (text: string | undefined, today: Day): Day =>
  text !== undefined && isDay(text) ? text : dayGiven({ today }, text === "" ? undefined : text, "/asOf");

function signedIn<T>(actor: T | null): T {
  if (actor === null) throw absent("登录信息");
  return actor;
}
