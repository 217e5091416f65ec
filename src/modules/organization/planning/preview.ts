import type { Day } from "#shared/day.ts";
import { provisionView } from "#shared/finding.ts";
import type { Count, EventBody, EventPreview } from "../contract.ts";
import { COMMITTEE_POSTS, committeeFinding, findingSentence, settingFindings } from "../rules.ts";
import { partTerm, postTerm, roleTerm } from "../zh.ts";
import { ledgerTerm } from "./draft.ts";
import { applied, RANGED, type VersionFact, valid, type Zone } from "./facts.ts";
import type { Plan } from "./plan.ts";

const NOBODY: Count = { members: 0, full: 0, probationary: 0, male: 0, female: 0, posts: 0 };

/** Members and posts of one organisation on a day. */
export function countOf(zone: Zone, organizationId: string, day: Day): Count {
  const rows = [...zone.memberships.values()].filter((it) => it.organizationId === organizationId && valid(it, day));
  const full = rows.filter((it) => it.category === "full").length;
  const posts = [...zone.posts.values()].filter((it) => it.organizationId === organizationId && valid(it, day)).length;
  return {
    members: rows.length,
    full,
    probationary: rows.length - full,
    male: rows.filter((it) => it.gender === "male").length,
    female: rows.filter((it) => it.gender === "female").length,
    posts,
  };
}

const sum = (counts: readonly Count[]): Count =>
  counts.reduce(
    (all, it) => ({
      members: all.members + it.members,
      full: all.full + it.full,
      probationary: all.probationary + it.probationary,
      male: all.male + it.male,
      female: all.female + it.female,
      posts: all.posts + it.posts,
    }),
    NOBODY,
  );

/** What a plan does, shown before it is written: figures before and after, rows, posts and grants, and what the rules say of the result. */
export function describe(zone: Zone, body: EventBody, plan: Plan, eventId: string): Omit<EventPreview, "competence"> {
  const day = body.happenedOn as Day;
  const after = applied(zone, plan.changes, eventId);
  const made = new Set(plan.changes.establish.map((it) => it.id));
  const ended = new Set(plan.changes.dissolve.map((it) => it.id));
  const nameOn = (where: Zone, id: string): VersionFact | undefined =>
    [...where.versions.values()].find((it) => it.organizationId === id && valid(it, day));
  const name = (id: string): string => (nameOn(after, id) ?? nameOn(zone, id))?.shortName ?? "";
  const parts = new Map<string, string>();
  for (const it of plan.changes.parties)
    if (it.part !== "parent" && !parts.has(it.organizationId)) parts.set(it.organizationId, it.part);
  const organizations = [...parts].map(([id, part]) => ({
    id: made.has(id) ? null : id,
    name: name(id),
    part: partTerm(part),
    before: made.has(id) ? null : countOf(zone, id, day),
    after: ended.has(id) ? null : countOf(after, id, day),
  }));
  const notes: EventPreview["notes"] = [];
  for (const id of parts.keys()) {
    const version = nameOn(after, id);
    if (!version || ended.has(id)) continue;
    const count = countOf(after, id, day);
    for (const it of settingFindings(
      { kind: version.kind, areaKind: version.areaKind, full: count.full, probationary: count.probationary },
      day,
    )) {
      notes.push({
        text: `${version.shortName}：${findingSentence(it.code, it.value)}(${it.grounds})`,
        provision: provisionView(it.provision),
      });
    }
    const seats = [...after.posts.values()].filter(
      (it) => it.organizationId === id && valid(it, day) && (COMMITTEE_POSTS as readonly string[]).includes(it.post),
    ).length;
    const committee = committeeFinding({ kind: version.kind, full: count.full, seats }, day);
    if (committee)
      notes.push({
        text: `${version.shortName}：${findingSentence(`committee-${committee.value}`, "must")}(${committee.grounds})`,
        provision: provisionView(committee.provision),
      });
  }
  const decided = new Map(
    "grants" in body.details ? (body.details.grants ?? []).map((it) => [it.grantId, it.decision]) : [],
  );
  const sources = plan.changes.parties.filter((it) => it.part === "source").map((it) => it.organizationId);
  const closedPosts = new Set(plan.changes.close.posts.map((it) => it.id));
  return {
    faults: plan.faults.map((it) => ({ ...it, provision: it.provision ? provisionView(it.provision) : null })),
    warnings: plan.warnings.map((it) => ({
      text: it.text,
      provision: it.provision ? provisionView(it.provision) : null,
    })),
    notes,
    organizations,
    totals: {
      before: sum(organizations.flatMap((it) => it.before ?? [])),
      after: sum(organizations.flatMap((it) => it.after ?? [])),
    },
    rows: [
      ...RANGED.map((key) => ({
        ledger: ledgerTerm(key),
        closed: plan.changes.close[key].length,
        opened: plan.changes.open[key].length,
      })),
      { ledger: "党员增减", closed: 0, opened: plan.changes.movements.length },
      { ledger: "组织", closed: plan.changes.dissolve.length, opened: plan.changes.establish.length },
    ].filter((it) => it.closed + it.opened > 0),
    posts: [...zone.posts.values()]
      .filter((it) => parts.has(it.organizationId) && valid(it, day))
      .map((it) => ({
        id: it.id,
        personName: it.name,
        post: postTerm(it.post),
        organizationName: name(it.organizationId),
        outcome: closedPosts.has(it.id) ? "结束" : "不变",
      })),
    grants: [...zone.grants.values()]
      .filter((it) => sources.includes(it.organizationId) && (it.to === null || it.to > day))
      .map((it) => ({
        id: it.id,
        holder: it.holder,
        role: it.role,
        roleTerm: roleTerm(it.role),
        organizationId: it.organizationId,
        organizationName: name(it.organizationId),
        decision: decided.get(it.id) ?? null,
      })),
  };
}
