/** Names of Party organisations as people write them: full on the seal, short in rosters, folded for matching. */
import { chineseNumeral } from "./chinese-numerals.ts";
import type { CodeOf } from "./code-sets.ts";
import { foldTight } from "./text.ts";

type Kind = CodeOf<"organization_kind">;

/** Endings in the order they are tried: longer and more special first. */
const ENDINGS: readonly (readonly [RegExp, string, Kind])[] = [
  [/(?:党的)?流动党员(?:联合)?(?:党)?支部(?:委员会)?$/u, "流动党员支部", "floating_branch"],
  [/(?:党的)?流动(?:党)?支部(?:委员会)?$/u, "流动党员支部", "floating_branch"],
  [/(?:党的)?功能型?(?:党)?支部(?:委员会)?$/u, "功能型支部", "functional_branch"],
  [/(?:党的)?临时(?:党)?支部(?:委员会)?$/u, "临时支部", "temporary_branch"],
  [/(?:党的)?联合(?:党)?支部(?:委员会)?$/u, "联合支部", "joint_branch"],
  [/(?:党的)?(?:党)?总支(?:部)?(?:委员会)?$/u, "总支", "general_branch"],
  [/(?:党的)?(?:党)?支部(?:委员会)?$/u, "支部", "branch"],
  [/(?:党的)?(?:党工委|工委|(?:党的)?工作委员会)$/u, "工委", "working_committee"],
  [/(?:党的)?(?:第?[一二三四五六七八九十\d]+)?党小组$/u, "党小组", "group"],
  [/(?:党的)?(?:党委|(?:基层)?委员会)$/u, "党委", "committee"],
];

function opened(name: string): string {
  return foldTight(name)
    .replace(/[“”"'‘’《》<>]/gu, "")
    .replace(/^(?:中国共产党|中共)/u, "");
}

/** `第1支部`, `1支部`, `一支部` and `第一党支部` are one branch: number in words, without 第. */
function numbered(name: string): string {
  return name.replace(
    /第?(\d{1,3}|[一二三四五六七八九十]{1,3})(?=(?:党|联合|临时)*(?:总?支部|总支|党小组))/gu,
    (_, number: string) => (/^\d/u.test(number) ? chineseNumeral(Number(number)) : number),
  );
}

/**
 * Key under which names of one organisation meet: 中共 and 中国共产党 in front go, the ending is unified
 * (支部委员会, 党支部, 支部), numbers are in words. `中共东巷村支部委员会` and `东巷村党支部` share a key;
 * names that also tell the higher organisation (`中共朝云街道东巷村支部委员会`) end with it.
 */
export function organizationKey(name: string): string {
  const bare = numbered(opened(name));
  for (const [pattern, ending, kind] of ENDINGS) {
    if (!pattern.test(bare)) continue;
    // The number of a group is its name: 第三党小组 is not 党小组.
    return kind === "group" ? bare : bare.replace(pattern, ending);
  }
  return bare;
}

/** Kind that a name tells by its ending, or null: `东巷村党支部` is a branch, `机关联合支部委员会` a joint one. */
export function organizationKindOf(name: string): Kind | null {
  const bare = opened(name);
  return ENDINGS.find(([pattern]) => pattern.test(bare))?.[2] ?? null;
}

/** What may stand before a short name in a full one; without it 大河西村支部 would be taken for 河西村支部. */
const HIGHER = /(?:省|市|州|盟|县|区|旗|镇|乡|街道|公司|集团|局|协会|党委|工委)$/u;

/** Whether `full` is `short` with the higher organisation told in front. */
function isUnder(full: string, short: string): boolean {
  return full.length > short.length && full.endsWith(short) && HIGHER.test(full.slice(0, -short.length));
}

/**
 * Index of the candidate that a written name means: the one with the same key, else the only one that differs by
 * the higher organisation in front (a full name against a short one). Null when none or several fit.
 */
export function matchOrganization(
  written: string,
  candidates: readonly { readonly names: readonly string[] }[],
): number | null {
  const key = organizationKey(written);
  if (key === "") return null;
  const keys = candidates.map((candidate) => candidate.names.map(organizationKey));
  const same = keys.flatMap((own, at) => (own.includes(key) ? [at] : []));
  if (same.length > 0) return same.length === 1 ? (same[0] ?? null) : null;
  const ends = keys.flatMap((own, at) => (own.some((other) => isUnder(key, other) || isUnder(other, key)) ? [at] : []));
  return ends.length === 1 ? (ends[0] ?? null) : null;
}
