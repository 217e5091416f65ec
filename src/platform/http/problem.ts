import type { Provision } from "#shared/finding.ts";
import { zh } from "./zh.ts";

/** One fault of an input: a JSON pointer (or a column, a row) and a Chinese sentence that says what to do. */
export interface Fault {
  readonly pointer: string;
  readonly message: string;
}

/** The families of refusal and their HTTP status (style.md 4.11). */
export const PROBLEM_STATUS = {
  unreadable: 400,
  unauthenticated: 401,
  forbidden: 403,
  absent: 404,
  conflict: 409,
  tooLarge: 413,
  unsupported: 415,
  refused: 422,
  tooMany: 429,
  unavailable: 503,
} as const;
export type ProblemFamily = keyof typeof PROBLEM_STATUS;

/**
 * An expected refusal: an RFC 9457 problem with a named slug. Everything else that is thrown is a bug and answers 500.
 * `title` and `detail` are Chinese; `detail` says whether anything was saved and what to do.
 */
export class Problem extends Error {
  override name = "Problem";
  readonly family: ProblemFamily;
  readonly slug: string;
  readonly title: string;
  readonly detail: string;
  readonly faults: readonly Fault[];
  readonly provision: Provision | null;
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(
    family: ProblemFamily,
    slug: string,
    title: string,
    detail: string,
    more: { faults?: readonly Fault[]; provision?: Provision; extra?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(`${slug}: ${title}`);
    this.family = family;
    this.slug = slug;
    this.title = title;
    this.detail = detail;
    this.faults = more.faults ?? [];
    this.provision = more.provision ?? null;
    this.extra = more.extra ?? {};
  }

  get status(): number {
    return PROBLEM_STATUS[this.family];
  }
}

/** Not there for you: outside reach and absent are one answer. */
export const absent = (what: string): Problem =>
  new Problem("absent", "absent", `没有找到${what}`, `没有这样的${what}，或者不在您的管理范围内。请返回列表重新选择。`);

/** No route and no page lies at this address. */
export const noSuchAddress = (): Problem =>
  new Problem("absent", "no-such-address", zh.noSuchAddress.title, zh.noSuchAddress.detail);

/** Whoever asks is not signed in, or nobody has looked who asks. */
export const signInFirst = (): Problem =>
  new Problem("unauthenticated", "sign-in-first", zh.signInFirst.title, zh.signInFirst.detail);

/** A rule refuses; the provision says which. */
export const refused = (
  slug: string,
  title: string,
  detail: string,
  more: { faults?: readonly Fault[]; provision?: Provision } = {},
): Problem => new Problem("refused", slug, title, detail, more);

/** Somebody was faster, or it exists already. */
export const conflict = (
  slug: string,
  title: string,
  detail: string,
  more: { faults?: readonly Fault[] } = {},
): Problem => new Problem("conflict", slug, title, detail, more);
