import type { Finding, Provision } from "#shared/finding.ts";
import { finding } from "#shared/finding.ts";
import { DUTIES_APART, NO_ESCALATION } from "./provisions.ts";

/** The three duties that no account may join (三员分立). */
export const ADMINISTRATORS: readonly string[] = ["system_administrator", "security_administrator", "auditor"];

const isAdministrator = (role: string): boolean => ADMINISTRATORS.includes(role);

/** How duties meet in one account: two of the three, one of them with a business role, or with a person's own account. */
export type DutyFault = "duties-apart" | "business-apart" | "person-apart";

/**
 * What is wrong with these roles, now or in future, in the hands of one account; null = nothing. `tied`: the account is a
 * person's own, whose first password somebody of the business handed over and which votes and reads as that person.
 */
export function dutiesMet(roles: readonly string[], tied: boolean): DutyFault | null {
  const duties = new Set(roles.filter(isAdministrator));
  if (duties.size > 1) return "duties-apart";
  if (duties.size === 0) return null;
  if (roles.some((it) => !isAdministrator(it))) return "business-apart";
  return tied ? "person-apart" : null;
}

const DUTY_GROUNDS: Readonly<Record<DutyFault, string>> = {
  "duties-apart": "账号已经担任三员之一",
  "business-apart": "三员和业务岗位会落在同一个账号",
  "person-apart": "账号是党员本人的账号，三员要另开账号",
};

export type GrantRefusal = "to-yourself" | "outside" | "not-held" | "twice" | "disabled" | DutyFault;

/** What is known when a role is to be given. Paths are those of organisations, ending with a slash. */
export interface Giving {
  readonly role: string;
  readonly path: string;
  readonly giver: {
    readonly accountId: string | null;
    /** A named system job passes for everything but the separation of duties. */
    readonly system: boolean;
    /** Paths where the giver holds the verb of giving. */
    readonly givesAt: readonly string[];
    /** Paths where the giver is security administrator. */
    readonly securityAt: readonly string[];
    /** Verbs of the role to be given that the giver does not hold at the path. */
    readonly lacking: readonly string[];
  };
  readonly receiver: {
    readonly accountId: string;
    readonly disabled: boolean;
    /** The account is a person's own. */
    readonly tied: boolean;
    /** Roles held now or in future. */
    readonly grants: readonly { readonly role: string; readonly path: string }[];
  };
}

const within = (places: readonly string[], path: string): boolean => places.some((it) => path.startsWith(it));

/**
 * What hinders the giver, whoever receives: no right to give there, or a role with more than they hold; null = nothing.
 * Administrators are made by the security administrator alone, whatever the verbs of others come to be.
 */
export function beyondGiver(giver: Giving["giver"], role: string, path: string): "outside" | "not-held" | null {
  if (giver.system) return null;
  if (!within(giver.givesAt, path)) return "outside";
  if (within(giver.securityAt, path)) return null;
  return isAdministrator(role) || giver.lacking.length > 0 ? "not-held" : null;
}

/**
 * May this role be given there? Null as value = yes. Nobody gives themselves a role; nobody gives what they do not hold
 * there, except the security administrator, whose duty is giving; the three administrators stay three people, and none of
 * them works in the business they keep watch over: a named system job passes for the giver, never for this.
 */
export function mayGrant(it: Giving): Finding<GrantRefusal | null> {
  const { giver, receiver } = it;
  const no = (value: GrantRefusal, provision: Provision, grounds: string) =>
    finding<GrantRefusal | null>(value, provision, grounds);
  if (giver.accountId !== null && giver.accountId === receiver.accountId)
    return no("to-yourself", NO_ESCALATION, "授权人和被授权人是同一个账号");
  const beyond = beyondGiver(giver, it.role, it.path);
  if (beyond === "outside") return no("outside", NO_ESCALATION, "授权人在那个组织没有授权的权限");
  if (beyond === "not-held")
    return no("not-held", NO_ESCALATION, `授权人在那里没有这个岗位的 ${giver.lacking.length} 项权限`);
  if (receiver.disabled) return no("disabled", NO_ESCALATION, "账号已停用");
  const met = dutiesMet([it.role, ...receiver.grants.map((held) => held.role)], receiver.tied);
  if (met !== null) return no(met, DUTIES_APART, DUTY_GROUNDS[met]);
  if (receiver.grants.some((held) => held.role === it.role && held.path === it.path))
    return no("twice", NO_ESCALATION, "已经有同样的授权");
  return finding<GrantRefusal | null>(null, NO_ESCALATION, "授权人在那里有这些权限，或者是安全管理员");
}

export type EndRefusal = "your-own" | "outside" | "not-held";

/** May this grant be ended? The same reach as for giving, so that nobody removes rights above their own. */
export function mayEndGrant(
  it: Omit<Giving, "receiver"> & { readonly receiverAccountId: string },
): Finding<EndRefusal | null> {
  const { giver } = it;
  if (giver.accountId !== null && giver.accountId === it.receiverAccountId)
    return finding<EndRefusal | null>("your-own", NO_ESCALATION, "是自己的授权");
  const beyond = beyondGiver(giver, it.role, it.path);
  if (beyond === "outside") return finding<EndRefusal | null>("outside", NO_ESCALATION, "在那个组织没有收权的权限");
  if (beyond === "not-held") return finding<EndRefusal | null>("not-held", NO_ESCALATION, "这个岗位里有自己没有的权限");
  return finding<EndRefusal | null>(null, NO_ESCALATION, "在管理范围内");
}

/** What is wrong with a new password under a profile; an empty list when nothing is. */
export type PasswordFault =
  | { readonly fault: "too-short"; readonly limit: number }
  | { readonly fault: "too-long" }
  | { readonly fault: "kinds"; readonly kinds: number }
  | { readonly fault: "common" }
  | { readonly fault: "contains-name" };

/** All faults at once. `names` are user name, person's name and the like. */
export function passwordFaults(
  password: string,
  profile: { minLength: number; minKinds: number },
  names: readonly string[],
): PasswordFault[] {
  const faults: PasswordFault[] = [];
  const length = points(password);
  if (length < profile.minLength) faults.push({ fault: "too-short", limit: profile.minLength });
  if (length > LONGEST_PASSWORD) faults.push({ fault: "too-long" });
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u].filter((it) => it.test(password)).length;
  if (kinds < profile.minKinds) faults.push({ fault: "kinds", kinds: profile.minKinds });
  const folded = password.normalize("NFKC").toLowerCase();
  if (isCommon(folded)) faults.push({ fault: "common" });
  const forbidden = [...names, ...CONTEXT_WORDS]
    .map((it) => it.normalize("NFKC").toLowerCase())
    .filter((it) => points(it) >= (/\p{Script=Han}/u.test(it) ? 2 : 4));
  if (forbidden.some((it) => folded.includes(it))) faults.push({ fault: "contains-name" });
  return faults;
}

/** Words of this place that no password may hold, beside the names of its owner; listed in docs/security/README.md too. */
export const CONTEXT_WORDS: readonly string[] = [
  "lianxin",
  "连心",
  "dangjian",
  "党建",
  "dangyuan",
  "党员",
  "zhibu",
  "支部",
  "zuzhiyuan",
  "组织员",
];

/** Code points, so that a rare character written as two units counts once. */
const points = (text: string): number => Array.from(text).length;
const backwards = (text: string): string => Array.from(text).reverse().join("");

/** Longer is refused, so that nobody makes the hash chew megabytes. */
export const LONGEST_PASSWORD = 200;

/**
 * What guessing tries first: runs, repeats, and the roots of the most common Chinese and English passwords, with what
 * people hang on to them (digits, an exclamation mark).
 */
function isCommon(folded: string): boolean {
  if (new Set(folded).size <= 2) return true;
  if (RUNS.some((run) => run.includes(folded) || backwards(run).includes(folded))) return true;
  const root = folded.replace(/^[^a-z]+/, "").replace(/[^a-z]+$/, "");
  if (COMMON_ROOTS.has(root) && folded.length - root.length <= 6) return true;
  if (/^(19|20)\d{6}$/.test(folded) || /^1[3-9]\d{9}$/.test(folded)) return true;
  return COMMON_DIGITS.some((it) => folded === it || folded === it + it) || (COMMON_ROOTS.has(root) && folded === root);
}

const RUNS = [
  "01234567890123456789",
  "abcdefghijklmnopqrstuvwxyz",
  "qwertyuiopasdfghjklzxcvbnm",
  "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
  "q1w2e3r4t5y6u7i8o9p0",
  "1q2w3e4r5t6y7u8i9o0p",
  "qazwsxedcrfvtgbyhnujm",
];
const COMMON_DIGITS = [
  "5201314",
  "1314520",
  "520520",
  "147258369",
  "159357",
  "789456123",
  "112233",
  "123321",
  "123123",
  "88888888",
  "66668888",
  "11223344",
  "13145200",
];
const COMMON_ROOTS = new Set(
  "a aa aaa abc abcd qq qwe asd zxc qwer asdf zxcv qwert admin administrator root user test guest password passwd pass passw0rd p@ssw0rd p@ssword welcome login letmein iloveyou woaini woaiwojia wodemima mima zhongguo china dangyuan dangjian gongchandang beijing changchun jilin jiankang xingfu pingan sunshine dragon monkey football baseball superman master shadow michael qazwsx qwerty qwertyuiop asdfgh asdfghjkl zxcvbn zxcvbnm lianxin".split(
    " ",
  ),
);
