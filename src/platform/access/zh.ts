import { event, toldText } from "#shared/event-sentences.ts";
import { momentInWords } from "#shared/moment.ts";
import { ROLES } from "#shared/roles.ts";
import { type Lapse, RESET_HOURS, type ResetKind } from "./rules-resets.ts";

/** What people read about accounts, sign-in and grants. */
export const zh = {
  ownAffair: {
    title: "本人的事请由别人办理",
    detail: "这件事由您提出，或者与您本人有关，没有保存。请由同级的其他负责人或上级党组织办理。",
  },
  signInFailed: {
    title: "登录失败",
    detail: "用户名（手机号）或密码不对。请检查大小写后再试；忘记密码请找系统管理员重置。",
  },
  codeNeeded: { title: "请输入动态口令", detail: "这个账号开启了两步验证，请输入手机验证器上的 6 位数字。" },
  tooManyTries: {
    title: "尝试次数太多",
    detail:
      "这个账号今天输错密码的次数太多，为了安全暂时不再接受陌生设备登录。请在以前登录过的设备上登录，或过一天再试；着急请找系统管理员。",
  },
  busy: { title: "登录的人太多", detail: "同时登录的人太多，请过几秒再试。您的密码没有问题，不用修改。" },
  account: {
    what: "账号",
    usernameTaken: { title: "用户名已被使用", detail: "这个用户名已经有人用了，没有开户。请换一个。" },
    phoneTaken: { title: "手机号已登记", detail: "这个手机号已经用于另一个账号，没有保存。请核对手机号。" },
    personTaken: { title: "此人已有账号", detail: "一个人只能有一个账号，没有再开。请在账号列表里查找原来的账号。" },
    notYourself: { title: "不能停用自己", detail: "不能停用自己正在使用的账号，没有保存。请由另一位系统管理员操作。" },
    alreadyDisabled: { title: "账号已经停用", detail: "这个账号已经停用，不用再操作。" },
    notDisabled: { title: "账号没有停用", detail: "这个账号正在使用，不用恢复。" },
    usernameForm: "用户名要 2 到 40 个字，可以用汉字、字母、数字、点、下划线和连字符，不能全是数字。",
    phoneForm: "手机号应当是 11 位数字，以 1 开头。",
  },
  password: {
    wrongCurrent: "现在的密码不对，请重新输入。",
    tooShort: (limit: number) => `密码至少要 ${limit} 位。`,
    tooLong: "密码最多 200 位。",
    kinds: (kinds: number) => `密码要包含大写字母、小写字母、数字、符号中的至少 ${kinds} 种。`,
    common: "这个密码太常见，很容易被猜中，请换一个。",
    containsName: "密码里不要包含用户名、姓名或系统名称。",
    same: "新密码不能和现在的密码一样。",
    refused: { title: "密码没有修改", detail: "密码没有修改，原来的密码还有效。请按提示改正后再提交。" },
  },
  factor: {
    already: { title: "已经开启两步验证", detail: "这个账号已经开启了两步验证。要换手机，请先关闭再重新开启。" },
    none: { title: "没有待确认的两步验证", detail: "请先点“开启两步验证”，用手机扫码后再输入口令。" },
    wrongCode: { title: "动态口令不对", detail: "口令不对或已经用过，没有保存。请等手机上出现新的 6 位数字再输入。" },
    wrongPassword: { title: "密码不对", detail: "密码不对，没有保存。请重新输入现在的密码。" },
  },
  grant: {
    what: "授权",
    place: "组织",
    toYourself: { title: "不能给自己授权", detail: "任何人都不能给自己授权，没有保存。请由另一位有权限的人操作。" },
    outside: { title: "超出您的管理范围", detail: "您在那个组织没有授权的权限，没有保存。" },
    notHeld: {
      title: "不能授予自己没有的权限",
      detail: "这个岗位里有您在那里没有的权限，没有授权。请由安全管理员操作。",
    },
    dutiesApart: {
      title: "三员不能由一人兼任",
      detail:
        "系统管理员、安全管理员、审计员必须由不同的人担任（三员分立），这个账号已经担任其中一员，没有授权。请换一个账号。",
    },
    businessApart: {
      title: "三员不能兼任业务岗位",
      detail:
        "系统管理员、安全管理员、审计员不能同时担任业务岗位（含以后生效的授权），没有授权。请换一个账号，或者先收回这个账号现有的授权。",
    },
    personApart: {
      title: "三员要用单独的账号",
      detail: "这是党员本人的账号，不能担任系统管理员、安全管理员、审计员，没有授权。请另开一个不关联党员的账号。",
    },
    twice: { title: "已经有这个授权", detail: "这个账号在那里已经有这个岗位，没有重复授权。" },
    disabled: { title: "账号已停用", detail: "停用的账号不能授权，没有保存。请先恢复账号。" },
    ended: { title: "授权已经结束", detail: "这项授权已经结束，不用再操作。" },
    yourOwn: { title: "不能收回自己的授权", detail: "不能收回自己的授权，没有保存。请由另一位有权限的人操作。" },
    dates: { title: "日期不对", detail: "结束日期要晚于开始日期，没有保存。" },
  },
  reset: {
    what: "重置申请",
    waitsTerm: "重置申请待确认",
    waits: (kind: ResetKind, until: Date): string => `申请${RESETS[kind]}，${momentInWords(until)}过期。`,
    decide: "确认",
    needsTwo: {
      title: "要由另一位管理员确认",
      detail:
        "这个账号有授权（含以后生效的），或者是党员本人的账号，重置密码、关闭两步验证要由另一位管理员确认，没有办理。请写明原因提出申请：由安全管理员确认，安全管理员的账号由审计员确认。",
    },
    needsOne: { title: "不用申请", detail: "这个账号没有授权，也不是党员本人的账号，可以直接重置，没有提出申请。" },
    ownAccount: {
      title: "不能为自己申请",
      detail:
        "不能申请重置自己的账号，没有提出申请。记得密码的请自己修改；忘记了请另一位系统管理员申请，或者在服务器上用命令行办理。",
    },
    waiting: {
      title: "已有申请等待确认",
      detail: "这个账号已经有一项重置申请等待确认，没有再提出。请等确认、不同意或过期以后再申请。",
    },
    ownRequest: { title: "不能确认自己的申请", detail: "申请人不能确认自己的申请，没有办理。请由另一位管理员确认。" },
    aboutYourself: {
      title: "不能确认自己账号的申请",
      detail: "这项申请是关于您自己的账号，没有办理。请由另一位管理员确认。",
    },
    otherDuty: {
      title: "不归您确认",
      detail: "安全管理员的账号由审计员确认，其他账号由安全管理员确认，没有办理。",
    },
    beyondReach: {
      title: "超出您的管理范围",
      detail: "这个账号的授权超出您的管理范围，没有办理。请由上一级的管理员确认。",
    },
    decided: { title: "申请已有结果", detail: "这项申请已经有结果，没有再办理。请刷新后查看。" },
    expired: { title: "申请已经过期", detail: "这项申请过期没有确认，已经作废。需要的话请重新申请。" },
    notConfirmed: { title: "还没有确认", detail: "这项申请还没有确认，没有密码可领。请等另一位管理员确认。" },
    halfGone: {
      title: "没有可领的密码",
      detail: "后半段密码已经领取，或者已经过期，或者这项申请没有产生密码。需要的话请重新申请。",
    },
  },
  breakGlass: {
    outside: { title: "超出您的管理范围", detail: "那个组织不在您的管理范围内，没有打开。" },
  },
} as const;

const RESETS = { password: "重置密码", factor: "关闭两步验证" } as const;
const resetOf = (kind: unknown, name: string): string =>
  kind === "factor" ? `关闭${name}的两步验证` : `重置${name}的密码`;

/** Terms of the ledger of requests. */
export const resetTerms = {
  kind: RESETS as Readonly<Record<string, string>>,
  outcome: { waiting: "待确认", done: "已办理", refused: "不同意", lapsed: "作废", expired: "过期" } as Readonly<
    Record<string, string>
  >,
  /** Who decides while a request waits, by the duty (`dutyToConfirm`). */
  decider: {
    security_administrator: ROLES.security_administrator.term,
    auditor: ROLES.auditor.term,
  } as Readonly<Record<string, string>>,
  commandLine: "命令行",
};

/** What the holder reads on signing in. */
export function resetTold(it: {
  readonly kind: string;
  readonly outcome: string | null;
  readonly askedAt: Date;
  readonly expiresAt: Date;
  readonly decidedAt: Date | null;
  readonly askedBy: string | null;
  readonly decidedBy: string | null;
}): string {
  const what = it.kind === "factor" ? "两步验证" : "密码";
  const verb = it.kind === "factor" ? "关闭" : "重置";
  const alarm = "不是您要求的，请马上告诉安全管理员和审计员。";
  const asked = `${it.askedBy ?? resetTerms.commandLine}于${momentInWords(it.askedAt)}申请${verb}您的${what}`;
  if (it.outcome === null) return `${asked}，正等另一位管理员确认，${momentInWords(it.expiresAt)}过期。${alarm}`;
  const at = momentInWords(it.decidedAt ?? it.askedAt);
  if (it.outcome === "lapsed") return `${asked}，${at}因您已登录或另行办理而作废。${alarm}`;
  if (it.askedBy === null) return `您的${what}于${at}在服务器上用命令行${verb}。${alarm}`;
  if (it.decidedBy === null) return `您的${what}于${at}由${it.askedBy}${verb}。${alarm}`;
  return `您的${what}于${at}由${it.askedBy}申请、${it.decidedBy}确认${verb}。${alarm}`;
}

/** Notices about resets: they name no persons. */
export const resetNotices = {
  waiting: (kind: ResetKind) => ({
    title: `一项申请等您确认：${RESETS[kind]}`,
    body: `${RESET_HOURS} 小时内不确认即作废。请先向账号本人核实。`,
    because: "您可以确认这项申请。",
  }),
  answered: (kind: ResetKind, outcome: "done" | "refused" | Lapse) => ({
    title: `您的申请${ANSWERS[outcome]}：${RESETS[kind]}`,
    body: outcome === "done" && kind === "password" ? "请到“重置申请”领取一次性密码的后半段，当面交给本人。" : "",
    because: "这是您提出的申请。",
  }),
  own: (kind: ResetKind, what: "asked" | "done") => ({
    title:
      what === "asked" ? `有人申请${OWN[kind].verb}您的${OWN[kind].what}` : `您的${OWN[kind].what}已${OWN[kind].verb}`,
    body: "由谁申请、谁确认，登录后页面上方写明。不是您要求的，请马上告诉安全管理员和审计员。",
    because: "这是您的账号。",
  }),
};
const OWN = {
  password: { what: "密码", verb: "重置" },
  factor: { what: "两步验证", verb: "关闭" },
} as const;
const ANSWERS = {
  done: "已确认",
  refused: "没有同意",
  "signed-in": "作废（本人已登录）",
  expired: "过期未确认",
  reset: "作废（已另行办理）",
} as const;

interface Reasoned {
  readonly reason: string;
}
interface OfReset {
  readonly kind: string;
}
interface OfGrant {
  readonly role: string;
  readonly roleTerm: string;
  readonly reason: string;
}

/** Why one did it alone; what two do is asked for with its reason. */
const because = (reason: string | undefined): string => (toldText(reason) === "" ? "" : `，原因：${toldText(reason)}`);

/** What the acts of this area tell, and how the audit reads. */
export const events = {
  begun: event(
    "access.session.begun",
    (it: { secondFactor: boolean }, name) => `${name}登录${it.secondFactor ? "（两步验证）" : ""}`,
  ),
  ended: event("access.session.ended", ({ manner }: { manner: "idle" | "expired" | "own" | "other" }, name) => {
    if (manner === "idle") return `${name}长时间没有操作，自动退出登录`;
    if (manner === "expired") return `${name}的登录到了最长时间，自动退出登录`;
    return manner === "other" ? `${name}让另一台设备退出登录` : `${name}退出登录`;
  }),
  failed: event(
    "access.sign-in.failed",
    (it: { count: number; strangers: number; exhausted: boolean }, name) =>
      `发现${name}的账号登录失败 ${toldText(it.count)} 次，其中陌生设备 ${toldText(it.strangers)} 次${
        it.exhausted ? "；陌生设备当天的次数已用完，暂时不能再试" : ""
      }`,
  ),
  failedElsewhere: event(
    "access.sign-in.failed-elsewhere",
    (it: { count: number; accounts: number }) =>
      `发现另外 ${toldText(it.accounts)} 个账号登录失败，共 ${toldText(it.count)} 次`,
  ),
  failedUnknown: event(
    "access.sign-in.failed-unknown",
    (it: { count: number; names: number }) =>
      `发现有人用 ${toldText(it.names)} 个不存在的用户名登录，共 ${toldText(it.count)} 次`,
  ),
  created: event("access.account.created", (_: { username: string }, name) => `为${name}开户`),
  disabled: event("access.account.disabled", (it: Reasoned, name) => `停用${name}的账号，原因：${toldText(it.reason)}`),
  enabled: event("access.account.enabled", (_, name) => `恢复${name}的账号`),
  passwordReset: event(
    "access.password.reset",
    (it: Partial<Reasoned>, name) => `重置${name}的密码${because(it.reason)}`,
  ),
  passwordChanged: event("access.password.changed", (_, name) => `${name}修改了自己的密码`),
  enrolled: event("access.factor.enrolled", (_, name) => `${name}开启了两步验证`),
  removed: event("access.factor.removed", (it: { manner: "administrator" | "own"; reason?: string }, name) =>
    it.manner === "administrator" ? `关闭${name}的两步验证${because(it.reason)}` : `${name}关闭了两步验证`,
  ),
  resetAsked: event(
    "access.reset.asked",
    (it: OfReset & Reasoned, name) => `申请${resetOf(it.kind, name)}，原因：${toldText(it.reason)}`,
  ),
  resetConfirmed: event("access.reset.confirmed", (it: OfReset, name) => `确认${resetOf(it.kind, name)}的申请`),
  resetRefused: event(
    "access.reset.refused",
    (it: OfReset & Reasoned, name) => `不同意${resetOf(it.kind, name)}的申请，原因：${toldText(it.reason)}`,
  ),
  resetLapsed: event(
    "access.reset.lapsed",
    (it: OfReset & { lapse: Lapse }, name) => `${resetOf(it.kind, name)}的申请${LAPSES[it.lapse] ?? LAPSES.reset}`,
  ),
  resetCollected: event("access.reset.collected", (_: OfReset, name) => `领取${name}一次性密码的后半段`),
  granted: event(
    "access.grant.given",
    (it: OfGrant & { from: string; to: string | null }, name) => `授予${name}“${toldText(it.roleTerm)}”岗位`,
  ),
  grantEnded: event("access.grant.ended", (it: OfGrant, name) => `收回${name}的“${toldText(it.roleTerm)}”岗位`),
  glassBroken: event(
    "access.break-glass.opened",
    (it: Reasoned & { hours: number }, name) =>
      `临时打开查看人员信息的权限（${name},${toldText(it.hours)} 小时），原因：${toldText(it.reason)}`,
  ),
};
const LAPSES = {
  "signed-in": "因本人登录而作废",
  expired: "过期作废",
  reset: "因另行办理而作废",
} as const;

/** Pages of problem slugs of this area. */
export const problemTexts = {
  "own-affair": zh.ownAffair,
  "sign-in-failed": zh.signInFailed,
  "code-needed": zh.codeNeeded,
  "too-many-tries": zh.tooManyTries,
  "sign-in-busy": zh.busy,
  "username-taken": zh.account.usernameTaken,
  "phone-taken": zh.account.phoneTaken,
  "person-has-account": zh.account.personTaken,
  "account-your-own": zh.account.notYourself,
  "account-disabled-already": zh.account.alreadyDisabled,
  "account-not-disabled": zh.account.notDisabled,
  "password-refused": zh.password.refused,
  "factor-already": zh.factor.already,
  "factor-none": zh.factor.none,
  "factor-wrong-code": zh.factor.wrongCode,
  "factor-wrong-password": zh.factor.wrongPassword,
  "grant-to-yourself": zh.grant.toYourself,
  "grant-outside": zh.grant.outside,
  "grant-not-held": zh.grant.notHeld,
  "grant-duties-apart": zh.grant.dutiesApart,
  "grant-business-apart": zh.grant.businessApart,
  "grant-person-apart": zh.grant.personApart,
  "grant-twice": zh.grant.twice,
  "grant-account-disabled": zh.grant.disabled,
  "grant-ended": zh.grant.ended,
  "grant-your-own": zh.grant.yourOwn,
  "grant-dates": zh.grant.dates,
  "reset-needs-two": zh.reset.needsTwo,
  "reset-needs-one": zh.reset.needsOne,
  "reset-own-account": zh.reset.ownAccount,
  "reset-waiting": zh.reset.waiting,
  "reset-own-request": zh.reset.ownRequest,
  "reset-about-yourself": zh.reset.aboutYourself,
  "reset-other-duty": zh.reset.otherDuty,
  "reset-beyond-reach": zh.reset.beyondReach,
  "reset-decided": zh.reset.decided,
  "reset-expired": zh.reset.expired,
  "reset-not-confirmed": zh.reset.notConfirmed,
  "reset-half-gone": zh.reset.halfGone,
  "break-glass-outside": zh.breakGlass.outside,
} as const;

/** What the constraints of this area mean. */
export const constraintProblems = {
  account_username_key: { slug: "username-taken", ...zh.account.usernameTaken },
  credential_phone_index: { slug: "phone-taken", ...zh.account.phoneTaken },
  account_person: { slug: "person-has-account", ...zh.account.personTaken },
  credential_reset_open: { slug: "reset-waiting", ...zh.reset.waiting },
  role_grant_dates: { slug: "grant-dates", ...zh.grant.dates },
} as const;

/** Named jobs of the house as the audit writes them. */
export const systemTerms: Readonly<Record<string, string>> = {
  "account-activation": "凭邀请单开通账号",
  "command-line": "命令行",
  "demo-zone": "演示生成",
  "first-run": "首次启动",
  "reset-watch": "重置申请到期",
  "sign-in-watch": "登录核对",
};

/** What this part tells people of, for their page of notices. */
export const noticeKinds = {
  own: {
    kind: "own-reset",
    term: "本人账号的密码和两步验证",
    about: "有人申请或者已经重置您的密码、关闭您的两步验证。",
  },
  waiting: { kind: "reset-waiting", term: "重置申请待确认", about: "有账号要重置密码或关闭两步验证，等您确认。" },
  answered: { kind: "reset-answered", term: "重置申请有结果", about: "您提出的重置申请已经确认、没有同意或作废。" },
} as const;
