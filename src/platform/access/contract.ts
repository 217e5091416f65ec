import { type Static, Type } from "typebox";
import { DayOf, IdOf, Or, Reason } from "#platform/http/shapes.ts";
import type { Role } from "#shared/roles.ts";

const Name = (title: string) => Type.String({ minLength: 1, maxLength: 100, title });
const Secret = (title: string) => Type.String({ minLength: 1, maxLength: 1000, title });
const Code = Type.String({ pattern: "^\\s*\\d{3}\\s?\\d{3}\\s*$", title: "动态口令", maxLength: 20 });

export const RoleName = Type.Union(
  [
    Type.Literal("zone_organiser"),
    Type.Literal("town_officer"),
    Type.Literal("branch_secretary"),
    Type.Literal("member"),
    Type.Literal("auditor"),
    Type.Literal("security_administrator"),
    Type.Literal("system_administrator"),
  ],
  { title: "岗位" },
);

/** What the pages know about who is signed in; the same for everybody, with nothing in it for those who are not. */
export const SessionView = Type.Object({
  actor: Or(
    Type.Object({
      accountId: Type.String(),
      personId: Or(Type.String()),
      name: Type.String(),
      username: Type.String(),
      mustChangePassword: Type.Boolean(),
      secondFactor: Type.Boolean({ description: "是否已开启两步验证" }),
      /** Roles granted that sleep until the session has a second factor. */
      asleep: Type.Array(Type.String()),
      idleSecondsLeft: Type.Integer({ minimum: 0, description: "从现在起不操作，多少秒后自动退出登录" }),
    }),
  ),
  grants: Type.Array(
    Type.Object({
      role: Type.String(),
      roleTerm: Type.String(),
      organizationId: Or(Type.String()),
      organizationName: Type.String(),
      path: Type.String(),
    }),
  ),
  verbs: Type.Array(Type.String()),
  /** What others did, or asked for, with one's password and second factor; newest first. */
  resets: Type.Array(Type.Object({ id: Type.String(), text: Type.String() })),
  demo: Or(
    Type.Array(
      Type.Object({
        username: Type.String(),
        password: Type.String(),
        name: Type.String(),
        roleTerm: Type.String(),
        place: Type.String(),
      }),
    ),
  ),
  today: Type.String(),
  zone: Or(Type.String()),
  program: Type.String({ description: "程序的版本" }),
  empty: Type.Boolean(),
});
export type SessionView = Static<typeof SessionView>;
export type DemoPerson = NonNullable<SessionView["demo"]>[number];

export const SignIn = Type.Object({
  username: Type.String({ minLength: 1, maxLength: 100, title: "用户名" }),
  password: Secret("密码"),
  code: Type.Optional(Code),
  /** What the person calls this device, for the list of sessions. */
  device: Type.Optional(Type.String({ maxLength: 100, title: "设备名称" })),
});
export type SignIn = Static<typeof SignIn>;

export const OwnSession = Type.Object({
  id: Type.String(),
  device: Type.String(),
  createdAt: Type.String(),
  seenAt: Type.String(),
  expiresAt: Type.String(),
  secondFactor: Type.Boolean(),
  current: Type.Boolean(),
});
export const OwnSessions = Type.Array(OwnSession);
export type OwnSessions = Static<typeof OwnSessions>;

export const PasswordChange = Type.Object({ current: Secret("现在的密码"), new: Secret("新密码") });
export type PasswordChange = Static<typeof PasswordChange>;
export const Proof = Type.Object({ password: Secret("密码") });
export type Proof = Static<typeof Proof>;
/** Password and, where a second factor is on, its code: whoever takes the factor off shows both. */
export const WholeProof = Type.Object({ password: Secret("密码"), code: Type.Optional(Code) });
export type WholeProof = Static<typeof WholeProof>;
export const Confirmation = Type.Object({ code: Code });
export type Confirmation = Static<typeof Confirmation>;
export const FactorOffer = Type.Object({
  secret: Type.String({ title: "密钥" }),
  uri: Type.String({ title: "二维码内容" }),
});
export type FactorOffer = Static<typeof FactorOffer>;

export const NewAccount = Type.Object({
  username: Name("用户名"),
  displayName: Name("姓名"),
  /** Null for the house as a whole. */
  organizationId: Or(IdOf("所属组织"), { title: "所属组织" }),
  phone: Type.Optional(Or(Type.String({ maxLength: 20, title: "手机号" }), { title: "手机号" })),
});
export type NewAccount = Static<typeof NewAccount>;
export const AccountMade = Type.Object({ id: Type.String(), oneTimePassword: Type.String({ title: "一次性密码" }) });
export type AccountMade = Static<typeof AccountMade>;
export const OneTimePassword = Type.Object({ oneTimePassword: Type.String() });
export type OneTimePassword = Static<typeof OneTimePassword>;
export const Because = Type.Object({ reason: Reason });
export type Because = Static<typeof Because>;
export const IdParams = Type.Object({ id: IdOf("编号") });

export const NewReset = Type.Object({
  accountId: IdOf("账号"),
  kind: Type.Union([Type.Literal("password"), Type.Literal("factor")], { title: "办理什么" }),
  reason: Reason,
});
export type NewReset = Static<typeof NewReset>;
export const ResetAsked = Type.Object({ id: Type.String(), expiresAt: Type.String({ title: "过期时间" }) });
export type ResetAsked = Static<typeof ResetAsked>;
export const FirstHalf = Type.Object({
  firstHalf: Or(Type.String(), { title: "一次性密码前半段" }),
});
export type FirstHalf = Static<typeof FirstHalf>;
export const SecondHalf = Type.Object({ secondHalf: Type.String({ title: "一次性密码后半段" }) });
export type SecondHalf = Static<typeof SecondHalf>;

export const AccountFilter = Type.Object({ q: Type.Optional(Type.String({ maxLength: 60 })) });
export const AccountChoices = Type.Object({
  rows: Type.Array(Type.Object({ id: Type.String(), displayName: Type.String(), username: Type.String() })),
});
export type AccountChoices = Static<typeof AccountChoices>;

export const RoleFilter = Type.Object({ org: Type.Optional(IdOf("组织")) });
export const RoleChoices = Type.Object({
  rows: Type.Array(Type.Object({ role: Type.Unsafe<Role>(Type.String()), term: Type.String(), duty: Type.String() })),
});
export type RoleChoices = Static<typeof RoleChoices>;

export const NewGrant = Type.Object({
  accountId: IdOf("账号"),
  role: RoleName,
  /** Null for the house as a whole. */
  organizationId: Or(IdOf("组织"), { title: "组织" }),
  from: Type.Optional(DayOf("开始日期")),
  to: Type.Optional(Or(DayOf("结束日期"))),
  reason: Reason,
});
export type NewGrant = Static<typeof NewGrant>;

export const NewBreakGlass = Type.Object({
  organizationId: IdOf("组织"),
  reason: Type.String({ minLength: 10, maxLength: 500, title: "原因" }),
  hours: Type.Integer({ minimum: 1, maximum: 4, title: "小时数" }),
});
export type NewBreakGlass = Static<typeof NewBreakGlass>;
export const Opened = Type.Object({ id: Type.String(), expiresAt: Type.String() });
export type Opened = Static<typeof Opened>;
