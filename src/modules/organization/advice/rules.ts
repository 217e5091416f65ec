import type { Day } from "#shared/day.ts";
import type { Provision } from "#shared/finding.ts";
import type { EventBody } from "../contract.ts";
import {
  BRANCH_5_FIVE_UNITS,
  BRANCH_5_JOINT,
  BRANCH_5_PROJECT,
  BRANCH_7_ADJUST,
  BRANCH_8_TEMPORARY,
  HOUSE_NEIGHBOURS,
} from "../provisions.ts";
import { committeeFinding, findingSentence, isBranch, isInForce, LIMITS, settingFindings } from "../rules.ts";

/** What the adviser knows of one organisation on the day. Members are those on its own roster. */
export interface AdviceFacts {
  readonly id: string;
  readonly parentId: string | null;
  readonly shortName: string;
  readonly fullName: string;
  readonly kind: string;
  readonly areaKind: string | null;
  readonly establishedOn: Day;
  readonly full: number;
  readonly probationary: number;
  /** Seats held in the branch committee. */
  readonly seats: number;
  /** Units the organisation stands in: a joint branch has several. */
  readonly units: number;
  readonly industry: string | null;
  readonly longitude: number | null;
  readonly latitude: number | null;
}

/** A body for POST /api/organization-events that lacks the day, the document and what people must decide. */
export type PreparedEvent = Pick<EventBody, "kind" | "details">;

export interface Advice {
  /** Stable: the same facts give the same id. */
  readonly id: string;
  readonly kind:
    | "joint"
    | "merge"
    | "split"
    | "general-branch"
    | "committee"
    | "elect-committee"
    | "temporary-end"
    | "temporary-regular"
    | "optimise";
  readonly title: string;
  readonly organizations: readonly { readonly id: string; readonly name: string }[];
  readonly reasons: readonly { readonly text: string; readonly provision: Provision }[];
  /** Null when no event helps (an election), or people must first say who goes where (a split). */
  readonly event: PreparedEvent | null;
}

/** House limits: how near is a neighbour, how far a joint branch may reach, how small is small enough to be merged. */
export const NEAR = { neighbourKm: 3, jointKm: 10, mergeUpTo: 15, jointUnits: 5, temporaryMonths: 6 } as const;

/** Kilometres between two places on the earth; null when one is not known. */
export function distanceKm(
  a: Pick<AdviceFacts, "longitude" | "latitude">,
  b: Pick<AdviceFacts, "longitude" | "latitude">,
): number | null {
  if (a.longitude === null || a.latitude === null || b.longitude === null || b.latitude === null) return null;
  const radians = Math.PI / 180;
  const lat = ((b.latitude - a.latitude) * radians) / 2;
  const lon = ((b.longitude - a.longitude) * radians) / 2;
  const h = Math.sin(lat) ** 2 + Math.cos(a.latitude * radians) * Math.cos(b.latitude * radians) * Math.sin(lon) ** 2;
  return 12_742 * Math.asin(Math.sqrt(Math.min(1, h)));
}

const party = (it: AdviceFacts): { id: string; name: string } => ({ id: it.id, name: it.shortName });
const members = (it: AdviceFacts): number => it.full + it.probationary;
const stem = (it: AdviceFacts): string => it.shortName.replace(/(?:联合|临时)?(?:党)?(?:总支|支部|委员会|党委)$/u, "");

/**
 * What the branch rules ask for and what the mission's optimised setting (地域相邻、行业相近) suggests, for organisations
 * within reach. Each organisation is named in at most one piece of advice that would end it. Order: what must be first.
 */
export function settingAdvice(all: readonly AdviceFacts[], day: Day): Advice[] {
  const out: Advice[] = [];
  const branches = all.filter((it) => isBranch(it.kind)).sort(byId);
  const brothers = Map.groupBy(branches, (it) => it.parentId ?? "");
  const taken = new Set<string>();

  for (const it of branches.filter((one) => one.kind === "branch" && one.full < LIMITS.branchFrom)) {
    if (taken.has(it.id)) continue;
    const advice = tooFew(it, brothers.get(it.parentId ?? "") ?? [], taken, day);
    if (!advice) continue;
    for (const one of advice.organizations) taken.add(one.id);
    out.push(advice);
  }
  for (const it of all) {
    if (taken.has(it.id)) continue;
    const advice = tooMany(it, day);
    if (advice) out.push(advice);
  }
  for (const it of branches) {
    if (taken.has(it.id)) continue;
    out.push(...temporary(it, day));
    const finding = committeeFinding({ kind: it.kind, full: it.full, seats: it.seats }, day);
    if (finding) {
      const title = `“${it.shortName}”${findingSentence(`committee-${finding.value}`, "must")}`;
      out.push({
        id: `elect-committee:${it.id}`,
        kind: "elect-committee",
        title,
        organizations: [party(it)],
        reasons: [{ text: finding.grounds, provision: finding.provision }],
        event: null,
      });
    }
  }
  out.push(...optimised(brothers, taken, day));
  return out;
}

const byId = (a: AdviceFacts, b: AdviceFacts): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** How many neighbours whose distance is not known are looked at: in a group of thousands the rest adds nothing. */
const UNPLACED = 60;
const DEGREES_PER_KM = 1 / 110;

/** Neighbours under the same parent, the same trade before others, nearest first; the same surroundings only. `around` is in order of ids. */
function neighbours(
  it: AdviceFacts,
  around: readonly AdviceFacts[],
  withinKm: number,
  wanted: (one: AdviceFacts) => boolean,
): { one: AdviceFacts; km: number | null }[] {
  const found: { one: AdviceFacts; km: number | null }[] = [];
  let unplaced = 0;
  for (const one of around) {
    if (one.id === it.id || (it.areaKind !== null && one.areaKind !== null && one.areaKind !== it.areaKind)) continue;
    if (
      one.latitude !== null &&
      it.latitude !== null &&
      Math.abs(one.latitude - it.latitude) > withinKm * DEGREES_PER_KM
    )
      continue;
    if (!wanted(one)) continue;
    const km = distanceKm(it, one);
    if (km === null ? unplaced >= UNPLACED : km > withinKm) continue;
    if (km === null) unplaced += 1;
    found.push({ one, km });
  }
  return found.sort(
    (a, b) =>
      Number(b.one.industry === it.industry) - Number(a.one.industry === it.industry) ||
      (a.km ?? withinKm) - (b.km ?? withinKm) ||
      byId(a.one, b.one),
  );
}

/** Fewer than 3 full members: a joint branch with others as small, at most 5 units; else into the nearest that has room. */
function tooFew(it: AdviceFacts, around: readonly AdviceFacts[], taken: ReadonlySet<string>, day: Day): Advice | null {
  if (!isInForce(BRANCH_5_JOINT, day)) return null;
  const free = neighbours(it, around, NEAR.jointKm, (one) => !taken.has(one.id));
  const joined = [it];
  let units = Math.max(1, it.units);
  let full = it.full;
  for (const { one } of free) {
    if (full >= LIMITS.branchFrom) break;
    if (one.kind !== "branch" || one.full >= LIMITS.branchFrom || units + Math.max(1, one.units) > NEAR.jointUnits)
      continue;
    joined.push(one);
    units += Math.max(1, one.units);
    full += one.full;
  }
  const grounds = `“${it.shortName}”正式党员${it.full}人，不足${LIMITS.branchFrom}人`;
  if (joined.length > 1 && full >= LIMITS.branchFrom) {
    const name = `${joined.map(stem).join("、")}联合党支部`.slice(0, 60);
    return {
      id: `joint:${joined
        .map((one) => one.id)
        .sort()
        .join("+")}`,
      kind: "joint",
      title: `${joined.map((one) => `“${one.shortName}”`).join("")}成立联合党支部`,
      organizations: joined.map(party),
      reasons: [
        { text: `${grounds};合起来正式党员${full}人`, provision: BRANCH_5_JOINT },
        { text: `覆盖${units}个单位，不超过${NEAR.jointUnits}个，${near(joined)}`, provision: BRANCH_5_FIVE_UNITS },
      ],
      event: {
        kind: "merge",
        details: {
          sourceIds: joined.map((one) => one.id),
          into: {
            organization: {
              parentId: it.parentId,
              kind: "joint_branch",
              fullName: `中共${name}`,
              shortName: name,
              ...(it.areaKind === null ? {} : { areaKind: it.areaKind }),
            },
          },
        },
      },
    };
  }
  const host = free.find(({ one }) => one.full >= LIMITS.branchFrom && members(one) + members(it) <= LIMITS.branchUpTo);
  if (!host) {
    return {
      id: `joint:${it.id}`,
      kind: "joint",
      title: `“${it.shortName}”应与邻近组织联合，附近没有合适的党支部，请上级研究`,
      organizations: [party(it)],
      reasons: [{ text: grounds, provision: BRANCH_5_JOINT }],
      event: null,
    };
  }
  return {
    id: `merge:${it.id}>${host.one.id}`,
    kind: "merge",
    title: `“${it.shortName}”并入“${host.one.shortName}”`,
    organizations: [party(it), party(host.one)],
    reasons: [
      {
        text: `${grounds};并入后党员${members(it) + members(host.one)}人，${near([it, host.one])}`,
        provision: BRANCH_5_JOINT,
      },
      { text: "不再符合单独设立的条件，由上级及时调整", provision: BRANCH_7_ADJUST },
    ],
    event: { kind: "merge", details: { sourceIds: [it.id], into: { organizationId: host.one.id } } },
  };
}

function near(list: readonly AdviceFacts[]): string {
  const [first, ...others] = list;
  const distances = others.flatMap((it) => (first ? (distanceKm(first, it) ?? []) : []));
  const trade = list.every((it) => it.industry !== null && it.industry === first?.industry)
    ? `，同属${first?.industry}`
    : "";
  return distances.length === 0 ? `同一上级${trade}` : `相距${Math.max(...distances).toFixed(1)}公里${trade}`;
}

/** More than the rules have room for: a general branch or a committee where they allow one, else a split. */
function tooMany(it: AdviceFacts, day: Day): Advice | null {
  const findings = settingFindings(it, day);
  const asked =
    findings.find((one) => one.code === "committee") ?? findings.find((one) => one.code === "general-branch");
  const crowded = findings.find((one) => one.code === "too-many");
  if (!asked && !crowded) return null;
  const reasons = [asked, crowded].flatMap((one) => (one ? [{ text: one.grounds, provision: one.provision }] : []));
  if (asked) {
    const to = asked.code === "committee" ? "committee" : "general_branch";
    const ending = asked.code === "committee" ? "党委" : "党总支";
    const name = `${stem(it)}${ending}`;
    return {
      id: `${asked.code}:${it.id}`,
      kind: asked.code === "committee" ? "committee" : "general-branch",
      title: `“${it.shortName}”${findingSentence(asked.code, asked.value)}`,
      organizations: [party(it)],
      reasons,
      event: {
        kind: "upgrade",
        details: {
          organizationId: it.id,
          kind: to,
          fullName: it.fullName.replace(
            /(?:总支部|支部)委员会$|(?:党)?(?:总支|支部)$/u,
            asked.code === "committee" ? "委员会" : "总支部委员会",
          ),
          shortName: name,
        },
      },
    };
  }
  return {
    id: `split:${it.id}`,
    kind: "split",
    title: `“${it.shortName}”${findingSentence("too-many", "should")}`,
    organizations: [party(it)],
    reasons,
    event: null,
  };
}

/** A temporary branch ends with its occasion; one that lasts and has enough full members should be a branch. */
function temporary(it: AdviceFacts, day: Day): Advice[] {
  if (it.kind !== "temporary_branch") return [];
  const older = monthsOld(it.establishedOn, day) >= NEAR.temporaryMonths;
  if (members(it) === 0 && older && isInForce(BRANCH_8_TEMPORARY, day)) {
    return [
      {
        id: `temporary-end:${it.id}`,
        kind: "temporary-end",
        title: `“${it.shortName}”已没有党员，应自然撤销`,
        organizations: [party(it)],
        reasons: [{ text: `自${it.establishedOn}成立，现有党员0人`, provision: BRANCH_8_TEMPORARY }],
        event: { kind: "dissolve", details: { organizationId: it.id } },
      },
    ];
  }
  if (older && it.full >= LIMITS.branchFrom && isInForce(BRANCH_5_PROJECT, day)) {
    const name = it.shortName.replace("临时", "");
    return [
      {
        id: `temporary-regular:${it.id}`,
        kind: "temporary-regular",
        title: `“${it.shortName}”已满${NEAR.temporaryMonths}个月，符合条件的应成立党支部`,
        organizations: [party(it)],
        reasons: [{ text: `自${it.establishedOn}成立，正式党员${it.full}人`, provision: BRANCH_5_PROJECT }],
        event: {
          kind: "upgrade",
          details: {
            organizationId: it.id,
            kind: "branch",
            fullName: it.fullName.replace("临时", ""),
            shortName: name,
          },
        },
      },
    ];
  }
  return [];
}

function monthsOld(from: Day, day: Day): number {
  const part = (value: Day, start: number, end: number): number => Number(value.slice(start, end));
  const months = (part(day, 0, 4) - part(from, 0, 4)) * 12 + part(day, 5, 7) - part(from, 5, 7);
  return part(day, 8, 10) >= part(from, 8, 10) ? months : months - 1;
}

/** Small neighbours of the same trade, which the rules leave alone: the mission's own idea of a better setting. */
function optimised(brothers: ReadonlyMap<string, readonly AdviceFacts[]>, taken: Set<string>, day: Day): Advice[] {
  if (!isInForce(HOUSE_NEIGHBOURS, day)) return [];
  const out: Advice[] = [];
  for (const group of brothers.values()) {
    const small = group.filter(
      (it) =>
        it.kind === "branch" &&
        it.full >= LIMITS.branchFrom &&
        members(it) <= NEAR.mergeUpTo &&
        it.industry !== null &&
        it.longitude !== null,
    );
    for (const it of small) {
      if (taken.has(it.id)) continue;
      const pair = neighbours(
        it,
        small,
        NEAR.neighbourKm,
        (one) => !taken.has(one.id) && one.industry === it.industry,
      ).find(({ km }) => km !== null);
      if (!pair) continue;
      const [larger, smaller] = members(pair.one) > members(it) ? [pair.one, it] : [it, pair.one];
      taken.add(it.id);
      taken.add(pair.one.id);
      out.push({
        id: `optimise:${smaller.id}>${larger.id}`,
        kind: "optimise",
        title: `“${smaller.shortName}”与“${larger.shortName}”合并设置`,
        organizations: [party(smaller), party(larger)],
        reasons: [
          {
            text: `党员${members(smaller)}人和${members(larger)}人，${near([smaller, larger])}`,
            provision: HOUSE_NEIGHBOURS,
          },
        ],
        event: { kind: "merge", details: { sourceIds: [smaller.id], into: { organizationId: larger.id } } },
      });
    }
  }
  return out;
}
