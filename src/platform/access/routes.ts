import { Type } from "typebox";
import { act } from "#platform/doing.ts";
import { Problem, refused } from "#platform/http/problem.ts";
import { deed, opening, question, type Route, type Visit } from "#platform/http/route.ts";
import { IdOf, Made } from "#platform/http/shapes.ts";
import { zh as httpZh } from "#platform/http/zh.ts";
import { createAccount, disableAccount, enableAccount } from "./account-acts.ts";
import {
  AccountChoices,
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
  Opened,
  OwnSession,
  PasswordChange,
  Proof,
  ResetAsked,
  RoleChoices,
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
import { zh } from "./zh.ts";

/** The signed-in person of a visit; the server has asked before, so nobody is a fault of the route's declaration. */
function self(visit: Visit): Actor & { readonly accountId: string } {
  const { actor } = visit;
  if (actor?.accountId == null)
    throw new Problem("unauthenticated", "sign-in-first", httpZh.signInFirst.title, httpZh.signInFirst.detail);
  return { ...actor, accountId: actor.accountId };
}

/** Proves the password, and the code where it is asked for, outside any transaction; then the act runs. */
async function proved(visit: Visit, given: Proving, pointer: string): Promise<Actor> {
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
  return actor;
}

/** The two answers to a request, each as the duty whose verb it is. */
function decisions(confirming: string, refusing: string, verb: string, duty: Role, what: string): Route[] {
  return [
    deed({
      method: "POST",
      path: `/api/credential-resets/:id/${confirming}`,
      verb,
      summary: `确认${what}，返回一次性密码的前半段（只显示一次）`,
      params: IdParams,
      response: FirstHalf,
      tells: ["access.reset.confirmed", "access.password.reset", "access.factor.removed"],
      handle: (doing) => confirmReset(doing, doing.params.id, duty),
    }),
    deed({
      method: "POST",
      path: `/api/credential-resets/:id/${refusing}`,
      verb,
      summary: `不同意${what}`,
      params: IdParams,
      body: Because,
      response: Type.Null(),
      tells: ["access.reset.refused"],
      handle: async (doing) => {
        await refuseReset(doing, doing.params.id, duty, doing.body);
        return null;
      },
    }),
  ];
}

export const routes: Route[] = [
  opening({
    method: "GET",
    path: "/api/session",
    summary: "我是谁、能做什么；未登录时返回空",
    response: SessionView,
    handle: ({ house, sessionToken }) => sessionView(house, sessionToken),
  }),
  opening({
    method: "POST",
    path: "/api/session",
    rate: "sign-in",
    summary: "登录",
    body: SignIn,
    response: SessionView,
    tells: ["access.session.begun", "access.reset.lapsed"],
    handle: async (visit) => {
      const entrance = await signIn(visit, visit.body);
      // The former session of this browser is over: its cookie is replaced.
      if (visit.actor?.sessionId) await leave(visit);
      visit.setSession(entrance.sessionToken, entrance.maxAgeSeconds);
      visit.setDevice(entrance.deviceToken);
      return await sessionView(visit.house, entrance.sessionToken);
    },
  }),
  opening({
    method: "DELETE",
    path: "/api/session",
    summary: "退出登录",
    response: Type.Null(),
    tells: ["access.session.ended"],
    handle: async (visit) => {
      if (visit.actor?.sessionId) await leave(visit);
      visit.setSession(null, 0);
      return null;
    },
  }),
  question({
    path: "/api/sessions",
    verb: "own",
    summary: "我在哪些设备上登录着",
    response: Type.Array(OwnSession),
    handle: ({ tx, house, actor }) => ownSessions(tx, house.clock.now(), actor.sessionId),
  }),
  deed({
    method: "DELETE",
    path: "/api/sessions/:id",
    verb: "own",
    summary: "让一台设备退出登录",
    params: IdParams,
    response: Type.Null(),
    tells: ["access.session.ended"],
    handle: async (doing) => {
      await endOwnSession(doing, doing.params.id);
      return null;
    },
  }),
  opening({
    method: "POST",
    verb: "own",
    path: "/api/password",
    rate: "sign-in",
    summary: "修改自己的密码",
    body: PasswordChange,
    response: Type.Null(),
    tells: ["access.password.changed"],
    handle: async (visit) => {
      const actor = await proved(visit, { password: visit.body.current }, "/current");
      await act(visit.house, actor, "own", visit.requestId, (doing) => changePassword(doing, visit.body));
      return null;
    },
  }),
  opening({
    method: "POST",
    verb: "own",
    path: "/api/second-factor",
    rate: "sign-in",
    summary: "开启两步验证：取得密钥和二维码内容",
    body: Proof,
    response: FactorOffer,
    handle: async (visit) => {
      const actor = await proved(visit, { password: visit.body.password }, "/password");
      return await act(visit.house, actor, "own", visit.requestId, offerFactor);
    },
  }),
  deed({
    method: "POST",
    path: "/api/second-factor/confirmation",
    verb: "own",
    rate: "sign-in",
    summary: "用动态口令确认开启两步验证",
    body: Confirmation,
    response: Type.Null(),
    tells: ["access.factor.enrolled"],
    handle: async (doing) => {
      await confirmFactor(doing, doing.body);
      return null;
    },
  }),
  opening({
    method: "POST",
    verb: "own",
    path: "/api/second-factor/removal",
    rate: "sign-in",
    summary: "关闭自己的两步验证",
    body: WholeProof,
    response: Type.Null(),
    tells: ["access.factor.removed"],
    handle: async (visit) => {
      const { password, code } = visit.body;
      const actor = await proved(visit, { password, code: code ?? null }, "/password");
      await act(visit.house, actor, "own", visit.requestId, removeOwnFactor);
      return null;
    },
  }),
  deed({
    method: "POST",
    path: "/api/accounts",
    verb: "access.account.create",
    summary: "开户，返回只显示一次的密码",
    body: NewAccount,
    response: AccountMade,
    status: 201,
    tells: ["access.account.created"],
    handle: (doing) => createAccount(doing, doing.body),
  }),
  deed({
    method: "POST",
    path: "/api/accounts/:id/disabling",
    verb: "access.account.disable",
    summary: "停用账号",
    params: IdParams,
    body: Because,
    response: Type.Null(),
    tells: ["access.account.disabled"],
    handle: async (doing) => {
      await disableAccount(doing, doing.params.id, doing.body);
      return null;
    },
  }),
  deed({
    method: "POST",
    path: "/api/accounts/:id/enabling",
    verb: "access.account.disable",
    summary: "恢复账号",
    params: IdParams,
    response: Type.Null(),
    tells: ["access.account.enabled"],
    handle: async (doing) => {
      await enableAccount(doing, doing.params.id);
      return null;
    },
  }),
  deed({
    method: "POST",
    path: "/api/accounts/:id/password-reset",
    verb: "access.account.reset",
    summary: "重置一个没有授权的账号的密码，返回只显示一次的密码",
    params: IdParams,
    body: Because,
    response: Type.Object({ oneTimePassword: Type.String() }),
    tells: ["access.password.reset", "access.reset.lapsed"],
    handle: (doing) => resetPassword(doing, doing.params.id, doing.body),
  }),
  deed({
    method: "POST",
    path: "/api/accounts/:id/second-factor-removal",
    verb: "access.account.reset",
    summary: "关闭一个没有授权的账号的两步验证（换手机）",
    params: IdParams,
    body: Because,
    response: Type.Null(),
    tells: ["access.factor.removed", "access.reset.lapsed"],
    handle: async (doing) => {
      await removeFactorOf(doing, doing.params.id, doing.body);
      return null;
    },
  }),
  deed({
    method: "POST",
    path: "/api/credential-resets",
    verb: "access.account.reset",
    summary: "申请重置有授权的账号的密码、关闭它的两步验证，由另一位管理员确认",
    body: NewReset,
    response: ResetAsked,
    status: 201,
    tells: ["access.reset.asked", "access.reset.lapsed"],
    handle: (doing) => askReset(doing, doing.body),
  }),
  ...decisions("confirmation", "refusal", "access.reset.confirm", "security_administrator", "重置申请"),
  ...decisions(
    "security-confirmation",
    "security-refusal",
    "access.security-reset.confirm",
    "auditor",
    "安全管理员账号的重置申请",
  ),
  deed({
    method: "POST",
    path: "/api/credential-resets/:id/second-half",
    verb: "access.account.reset",
    summary: "申请人领取一次性密码的后半段，只显示一次",
    params: IdParams,
    response: SecondHalf,
    tells: ["access.reset.collected"],
    handle: (doing) => fetchSecondHalf(doing, doing.params.id),
  }),
  question({
    path: "/api/account-choices",
    verb: "access.grant.read",
    summary: "按姓名或用户名查找账号，用于授权和权限说明",
    query: Type.Object({ q: Type.Optional(Type.String({ maxLength: 60 })) }),
    response: AccountChoices,
    handle: async ({ tx, query }) => ({ rows: await accountChoices(tx, query.q?.trim() ?? "") }),
  }),
  question({
    path: "/api/role-choices",
    verb: "access.grant.give",
    summary: "自己在一个组织可以授予的岗位；不写组织就是全部组织",
    query: Type.Object({ org: Type.Optional(IdOf("组织")) }),
    response: RoleChoices,
    handle: async (asking) => ({
      rows: (await rolesToGive(asking, asking.query.org ?? null)).map((role) => ({
        role,
        term: ROLES[role].term,
        duty: ROLES[role].duty,
      })),
    }),
  }),
  deed({
    method: "POST",
    path: "/api/grants",
    verb: "access.grant.give",
    summary: "授权",
    body: NewGrant,
    response: Made,
    status: 201,
    tells: ["access.grant.given"],
    handle: (doing) => grantRole(doing, doing.body),
  }),
  deed({
    method: "POST",
    path: "/api/grants/:id/ending",
    verb: "access.grant.give",
    summary: "收回授权",
    params: IdParams,
    body: Because,
    response: Type.Null(),
    tells: ["access.grant.ended"],
    handle: async (doing) => {
      await endGrant(doing, doing.params.id, doing.body);
      return null;
    },
  }),
  deed({
    method: "POST",
    path: "/api/break-glass",
    verb: "access.break-glass.open",
    summary: "临时打开查看人员信息的权限（1 至 4 小时）",
    body: NewBreakGlass,
    response: Opened,
    status: 201,
    tells: ["access.break-glass.opened"],
    handle: (doing) => openBreakGlass(doing, doing.body),
  }),
];

function leave(visit: Visit): Promise<void> {
  const actor = self(visit);
  return act(visit.house, actor, "own", visit.requestId, (doing) => endOwnSession(doing, actor.sessionId ?? ""));
}
