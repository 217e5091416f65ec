import { askedOnce } from "#platform/clock/asked-once.ts";
import type { Check, DueItem, Waiting } from "#platform/clock/checks.ts";
import type { Reader } from "#platform/database/door.ts";
import type { Day } from "#shared/day.ts";
import { BRANCH_4_SIZE } from "#shared/regulations.ts";
import { decidedAt } from "./event-competence.ts";
import { namesOf, type Standing, standingsOn } from "./queries.ts";
import { committeeFinding, findingSentence, settingFindings } from "./rules.ts";
import { matters } from "./zh.ts";

/** Several checks go by the same facts. */
export const standings = askedOnce(standingsOn);

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

const APPROVE = "organization.event.approve";

/** Changes that were proposed and are this person's to decide; who is competent follows from what they concern. */
async function proposals(at: Parameters<Waiting["matters"]>[0]): Promise<DueItem[]> {
  const rows = await at.tx
    .selectFrom("organizationEvent")
    .selectAll()
    .where("state", "=", "proposed")
    .orderBy("proposedAt")
    .execute();
  const names = await namesOf(
    at.tx,
    rows.map((it) => it.organizationId),
    at.today,
  );
  const items: DueItem[] = [];
  for (const row of rows) {
    const decided = await decidedAt(at.tx, row);
    if (row.proposedBy === at.actor.accountId || !at.house.policy.may(at.actor, APPROVE, decided)) continue;
    items.push({
      organizationId: row.organizationId,
      orgPath: decided,
      subject: { kind: "organization-event", id: row.id, name: names.get(row.organizationId) ?? "" },
      deadline: null,
      why: matters.proposed(row.kind, row.proposedName, row.happenedOn),
      deed: { term: "审批", address: `/organization-events/${row.id}?do=approve` },
    });
  }
  return items;
}

export const waiting: readonly Waiting[] = [
  {
    id: "W-proposal",
    term: "组织变动待批准",
    approval: true,
    verb: APPROVE,
    matters: proposals,
  },
];
