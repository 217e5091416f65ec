import type { Check, DueItem } from "#platform/clock/checks.ts";
import type { Reader } from "#platform/database/door.ts";
import type { Day } from "#shared/day.ts";
import { BRANCH_4_SIZE } from "#shared/regulations.ts";
import { type Standing, standingsOn } from "./queries.ts";
import { committeeFinding, findingSentence, settingFindings } from "./rules.ts";

const asked = new WeakMap<Reader, { readonly on: Day; readonly standings: Promise<Standing[]> }>();

/** Several checks go by the same facts, which one transaction asks for once. */
export function standings(tx: Reader, on: Day): Promise<Standing[]> {
  const known = asked.get(tx);
  if (known?.on === on) return known.standings;
  const found = standingsOn(tx, on);
  asked.set(tx, { on, standings: found });
  return found;
}

const matter = (it: Standing, deadline: Day | null, why: string, deed: DueItem["deed"]): DueItem => ({
  organizationId: it.organizationId,
  orgPath: it.orgPath,
  subject: { kind: "organization", id: it.organizationId, name: it.name },
  deadline,
  why,
  deed,
});

async function shapes(tx: Reader, on: Day): Promise<DueItem[]> {
  return (await standings(tx, on)).flatMap((it) => {
    const setting = settingFindings(it, on).filter((found) => found.value !== "may");
    const committee = committeeFinding(it, on);
    const grounds = [
      ...setting.map((found) => `${found.grounds}：${findingSentence(found.code, found.value)}`),
      ...(committee ? [`${committee.grounds}：${findingSentence(`committee-${committee.value}`, "must")}`] : []),
    ];
    if (grounds.length === 0) return [];
    const deed =
      setting.length > 0
        ? { term: "看设置建议", address: `/setting-advice?org=${it.organizationId}` }
        : { term: "登记任职", address: `/organizations/${it.organizationId}?post=new` };
    return [matter(it, null, `${grounds.join("；")}。`, deed)];
  });
}

/** C18 of the thirty checks (regulations, section 11); C19 to C21 are those of elections. */
export const checks: readonly Check[] = [
  {
    id: "C18",
    term: "支部设置与人数",
    kind: "warn",
    provision: BRANCH_4_SIZE,
    // Whom the page of advice opens for; a branch is told by those who advise it.
    verb: "organization.advice.read",
    matters: shapes,
  },
];
