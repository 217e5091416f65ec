import { type Finding, finding } from "#shared/finding.ts";
import type { Role } from "#shared/roles.ts";
import { TWO_ADMINISTRATORS } from "./provisions.ts";

/** What somebody else may take from an account: its password, or its second factor. */
export type ResetKind = "password" | "factor";

/** Why a request came to nothing without anybody deciding; `reset`: it was done another way. */
export type Lapse = "signed-in" | "expired" | "reset";

/** A request that nobody decided is void after so many hours. */
export const RESET_HOURS = 24;

/** Who confirms: the security administrator; for an account of a security administrator, the auditor. */
export const dutyToConfirm = (roles: readonly string[]): Role =>
  roles.includes("security_administrator") ? "auditor" : "security_administrator";

/**
 * May one administrator reset the account alone? Only one that opens nothing: it holds no grant, now or in future, and is
 * nobody's own, whose record and ballots it would open.
 */
export const opensNothing = (account: { readonly personId: string | null }, roles: readonly string[]): boolean =>
  account.personId === null && roles.length === 0;

export type ResetRefusal = "own-request" | "about-yourself" | "other-duty" | "beyond-reach";

/** What is known when a request is to be confirmed or refused. */
export interface Deciding {
  readonly deciderId: string | null;
  readonly askedBy: string | null;
  readonly accountId: string;
  /** The duty as which the decider acts. */
  readonly duty: Role;
  /** Roles of the account, now or in future. */
  readonly roles: readonly string[];
  /** Every place of the account and of its grants lies within the decider's. */
  readonly covered: boolean;
}

/**
 * May this person decide on the request? Null as value = yes. Two people, neither of them the holder; and whoever decides
 * stands above everything the account opens, or a town's two administrators could open the zone.
 */
export function mayDecideReset(it: Deciding): Finding<ResetRefusal | null> {
  const answer = (value: ResetRefusal | null, grounds: string) =>
    finding<ResetRefusal | null>(value, TWO_ADMINISTRATORS, grounds);
  if (it.deciderId === null || it.deciderId === it.askedBy) return answer("own-request", "申请人不能确认自己的申请");
  if (it.deciderId === it.accountId) return answer("about-yourself", "账号本人不能确认");
  if (it.duty !== dutyToConfirm(it.roles))
    return answer("other-duty", "安全管理员的账号由审计员确认，其他账号由安全管理员确认");
  if (!it.covered) return answer("beyond-reach", "账号的授权超出确认人的管理范围");
  return answer(null, "另一位管理员，职责相符，在管理范围内");
}
