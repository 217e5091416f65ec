import { get, of, post, remove } from "#platform/http/address.ts";
import type { Made } from "#platform/http/shapes.ts";
import type {
  AccountChoices,
  AccountMade,
  Because,
  Confirmation,
  FactorOffer,
  FirstHalf,
  NewAccount,
  NewBreakGlass,
  NewGrant,
  NewReset,
  OneTimePassword,
  Opened,
  OwnSessions,
  PasswordChange,
  Proof,
  ResetAsked,
  RoleChoices,
  SecondHalf,
  SessionView,
  SignIn,
  WholeProof,
} from "./contract.ts";

export const session = get("/api/session", "我是谁、能做什么；未登录时返回空", of<SessionView>());
export const entering = post("/api/session", "登录", { body: of<SignIn>(), answer: of<SessionView>() });
export const leaving = remove("/api/session", "退出登录");
export const sessions = get("/api/sessions", "我在哪些设备上登录着", of<OwnSessions>());
export const sessionEnd = remove("/api/sessions/:id", "让一台设备退出登录");

export const password = post("/api/password", "修改自己的密码", { body: of<PasswordChange>() });
export const factor = post("/api/second-factor", "开启两步验证：取得密钥和二维码内容", {
  body: of<Proof>(),
  answer: of<FactorOffer>(),
});
export const factorConfirmation = post("/api/second-factor/confirmation", "用动态口令确认开启两步验证", {
  body: of<Confirmation>(),
});
export const factorRemoval = post("/api/second-factor/removal", "关闭自己的两步验证", { body: of<WholeProof>() });

export const accounts = post("/api/accounts", "开户，返回只显示一次的密码", {
  body: of<NewAccount>(),
  answer: of<AccountMade>(),
});
export const disabling = post("/api/accounts/:id/disabling", "停用账号", { body: of<Because>() });
export const enabling = post("/api/accounts/:id/enabling", "恢复账号");
export const passwordReset = post(
  "/api/accounts/:id/password-reset",
  "重置一个没有授权的账号的密码，返回只显示一次的密码",
  {
    body: of<Because>(),
    answer: of<OneTimePassword>(),
  },
);
export const factorReset = post(
  "/api/accounts/:id/second-factor-removal",
  "关闭一个没有授权的账号的两步验证（换手机）",
  { body: of<Because>() },
);
export const accountChoices = get(
  "/api/account-choices",
  "按姓名或用户名查找账号，用于授权和权限说明",
  of<AccountChoices>(),
  of<{ q?: string }>(),
);

/** Requests to reset an account, decided by the security administrator, or by the auditor where it is theirs. */
export const resets = post(
  "/api/credential-resets",
  "申请重置有授权的账号的密码、关闭它的两步验证，由另一位管理员确认",
  { body: of<NewReset>(), answer: of<ResetAsked>() },
);
export const confirmation = post(
  "/api/credential-resets/:id/confirmation",
  "确认重置申请，返回一次性密码的前半段（只显示一次）",
  { answer: of<FirstHalf>() },
);
export const refusal = post("/api/credential-resets/:id/refusal", "不同意重置申请", { body: of<Because>() });
export const securityConfirmation = post(
  "/api/credential-resets/:id/security-confirmation",
  "确认安全管理员账号的重置申请，返回一次性密码的前半段（只显示一次）",
  {
    answer: of<FirstHalf>(),
  },
);
export const securityRefusal = post("/api/credential-resets/:id/security-refusal", "不同意安全管理员账号的重置申请", {
  body: of<Because>(),
});
export const secondHalf = post("/api/credential-resets/:id/second-half", "申请人领取一次性密码的后半段，只显示一次", {
  answer: of<SecondHalf>(),
});

export const grants = post("/api/grants", "授权", { body: of<NewGrant>(), answer: of<Made>() });
export const grantEnding = post("/api/grants/:id/ending", "收回授权", { body: of<Because>() });
export const roleChoices = get(
  "/api/role-choices",
  "自己在一个组织可以授予的岗位；不写组织就是全部组织",
  of<RoleChoices>(),
  of<{ org?: string }>(),
);
export const breakGlass = post("/api/break-glass", "临时打开查看人员信息的权限（1 至 4 小时）", {
  body: of<NewBreakGlass>(),
  answer: of<Opened>(),
});
