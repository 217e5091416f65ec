import { Type } from "typebox";
import { absent, refused } from "#platform/http/problem.ts";
import { deed, opening, question, type Route } from "#platform/http/route.ts";
import { type Day, day, isDay, yearEnd, yearStart } from "#shared/day.ts";
import { admitToRoster, correctMember, leaveRoster, unmask } from "./acts.ts";
import {
  Acceptance,
  Admission,
  Corrected,
  Correction,
  HandedOver,
  HandOver,
  Leaving,
  Made,
  MemberView,
  OwnBranch,
  OwnRecord,
  PlaceChoices,
  Refusal,
  TransferChoices,
  Unmasked,
  Unmasking,
  Withdrawal,
  YearBookView,
} from "./contract.ts";
import { memberView, yearBookView } from "./member-view.ts";
import { ownBranch, ownRecord } from "./own.ts";
import { findTransferPlaces, transferChoices } from "./queries.ts";
import { acceptTransfer, handOver, refuseTransfer, withdrawTransfer } from "./transfer-acts.ts";
import { zh } from "./zh.ts";

const Id = Type.String({ format: "uuid" });
const OfPerson = Type.Object({ personId: Id });
const OfTransfer = Type.Object({ id: Id });
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
    response: Made,
    status: 201,
    tells: ["membership.member.admitted"],
    async handle(doing) {
      const { personId, warnings } = await admitToRoster(doing, doing.body);
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
    path: "/api/transfers",
    verb: "membership.transfer",
    summary: "转出组织关系",
    body: HandOver,
    response: HandedOver,
    status: 201,
    tells: ["membership.transfer.handed-over"],
    handle: (doing) => handOver(doing, doing.body),
  }),
  deed({
    method: "POST",
    path: "/api/transfers/:id/acceptance",
    verb: "membership.transfer",
    summary: "接收组织关系（转出本区的，收到回执后由转出支部办结）",
    params: OfTransfer,
    body: Acceptance,
    response: Type.Null(),
    tells: ["membership.transfer.accepted"],
    async handle(doing) {
      await acceptTransfer(doing, doing.params.id, doing.body);
      return null;
    },
  }),
  deed({
    method: "POST",
    path: "/api/transfers/:id/refusal",
    verb: "membership.transfer",
    summary: "退回组织关系",
    params: OfTransfer,
    body: Refusal,
    response: Type.Null(),
    tells: ["membership.transfer.refused"],
    async handle(doing) {
      await refuseTransfer(doing, doing.params.id, doing.body.note);
      return null;
    },
  }),
  deed({
    method: "POST",
    path: "/api/transfers/:id/withdrawal",
    verb: "membership.transfer",
    summary: "撤回组织关系转接",
    params: OfTransfer,
    body: Withdrawal,
    response: Type.Null(),
    tells: ["membership.transfer.withdrawn"],
    async handle(doing) {
      await withdrawTransfer(doing, doing.params.id, doing.body.note ?? "");
      return null;
    },
  }),
  question({
    path: "/api/transfer-choices",
    verb: "membership.transfer",
    summary: "等待接收的转接，本人各能办什么",
    response: TransferChoices,
    async handle({ house, tx, actor }) {
      return { rows: await transferChoices(tx, house.policy.placesOf(actor, "membership.transfer")) };
    },
  }),
  question({
    path: "/api/transfer-places",
    verb: "membership.transfer",
    summary: "按名称查找可以接收的党支部",
    query: Type.Object({ q: Type.String({ minLength: 1, maxLength: 60 }) }),
    response: PlaceChoices,
    async handle({ tx, query }) {
      return { rows: await findTransferPlaces(tx, query.q.trim()) };
    },
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
  opening({
    method: "GET",
    path: "/api/own/branch",
    verb: "own",
    summary: "我的支部",
    response: OwnBranch,
    handle: ({ house, actor, today }) => ownBranch(house, signedIn(actor), today),
  }),
];

function asked(text: string | undefined, today: Day): Day {
  if (text === undefined || text === "") return today;
  if (!isDay(text)) throw refused("day-in-future", zh.future.title, "日期请写成“2026-06-30”的样子。");
  return text;
}

function signedIn<T>(actor: T | null): T {
  if (actor === null) throw absent("登录信息");
  return actor;
}
