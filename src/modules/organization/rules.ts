import type { CodeOf } from "#shared/code-sets.ts";
import { addYears, type Day } from "#shared/day.ts";
import { type Finding, finding, type Provision } from "#shared/finding.ts";
import { ELECTION_RIGHTS } from "#shared/regulations.ts";
import { remindedUntil } from "#shared/term-reminder.ts";
import {
  BRANCH_4_SET_UP,
  BRANCH_4_SIZE,
  BRANCH_5_JOINT,
  BRANCH_8_RELATIONS,
  BRANCH_20_COMMITTEE,
  BRANCH_20_SEATS,
  BRANCH_20_SECRETARY,
  BRANCH_21_TERM,
  BRANCH_22_REMINDER,
  HOUSE_SUPERIOR_DECIDES,
  ORGAN_5_COMMITTEE,
  ORGAN_5_GENERAL_BRANCH,
  RURAL_5_APPROVAL,
  RURAL_5_COMMITTEE,
  RURAL_5_GENERAL_BRANCH,
  RURAL_19_ONE_SHOULDER,
  TERM_COMMITTEE,
} from "./provisions.ts";

export type OrganizationKind = CodeOf<"organization_kind">;
export type Post = CodeOf<"party_post">;

/** Kinds that are branches in the sense of the branch rules. */
export const BRANCH_KINDS: readonly OrganizationKind[] = [
  "branch",
  "joint_branch",
  "temporary_branch",
  "floating_branch",
  "functional_branch",
];

export const isBranch = (kind: string): boolean => (BRANCH_KINDS as readonly string[]).includes(kind);

/** Every kind but the group is led by a secretary. */
export const ledBySecretary = (kind: string): boolean => kind !== "group";

const BENEATH: Readonly<Record<OrganizationKind, readonly OrganizationKind[]>> = {
  working_committee: ["working_committee", "committee", "general_branch", ...BRANCH_KINDS],
  committee: ["committee", "general_branch", ...BRANCH_KINDS],
  general_branch: [...BRANCH_KINDS, "group"],
  branch: ["group"],
  joint_branch: ["group"],
  temporary_branch: ["group"],
  floating_branch: ["group"],
  functional_branch: ["group"],
  group: [],
};

/** May an organisation of kind `child` stand directly under one of kind `parent`? */
export function mayStandUnder(child: string, parent: string): boolean {
  return (BENEATH[parent as OrganizationKind] as readonly string[] | undefined)?.includes(child) ?? false;
}

/** Do members here keep their 组织关系 where it was? Those of a temporary branch do, and it admits nobody as a rule. */
export const relationsElsewhere = (kind: string): Finding<boolean> =>
  finding(
    kind === "temporary_branch",
    BRANCH_8_RELATIONS,
    kind === "temporary_branch" ? "临时党支部的党员组织关系不转接，一般不发展党员" : "党员的组织关系在这里",
  );

/** Do members stand on the roster of this kind of organisation itself? Groups are named on the roster of their branch. */
export const holdsMembers = (kind: string): boolean =>
  kind !== "working_committee" && kind !== "group" && !relationsElsewhere(kind).value;

const RANK: Partial<Record<OrganizationKind, number>> = {
  branch: 1,
  joint_branch: 1,
  temporary_branch: 1,
  floating_branch: 1,
  general_branch: 2,
  committee: 3,
};

/** Is going from one kind to the other an upgrade (升格)? A temporary, floating or joint branch may also become a branch. */
export function isUpgrade(from: string, to: string): boolean {
  const before = RANK[from as OrganizationKind];
  const after = RANK[to as OrganizationKind];
  if (before === undefined || after === undefined) return false;
  return after > before || (to === "branch" && from !== "branch" && before === 1);
}

/** The axis on which the rules for villages and for organs part. Communities are set up by the rules for villages. */
export type Domain = "village" | "organ" | "other";

export function domainOf(areaKind: string | null): Domain {
  if (areaKind === "village" || areaKind === "urban_community" || areaKind === "town_community") return "village";
  return areaKind === "organ" ? "organ" : "other";
}

export const isInForce = (provision: Provision, day: Day): boolean =>
  provision.inForce.from <= day && (provision.inForce.to === null || day < provision.inForce.to);

/** What the numbers of an organisation ask for. `code` is stable; tests and the adviser go by it. */
export interface SettingFinding extends Finding<"must" | "may" | "should"> {
  readonly code: "too-few" | "too-many" | "general-branch" | "committee";
}

export interface HeadCount {
  readonly kind: string;
  readonly areaKind: string | null;
  readonly full: number;
  readonly probationary: number;
}

/** Fewest full members of a branch, greatest size of a branch, thresholds of general branch and committee. */
export const LIMITS = {
  branchFrom: 3,
  branchUpTo: 50,
  generalBranchFrom: 50,
  committeeFrom: 100,
  seatsFrom: 7,
  fewestSeats: 3,
  usualSeats: 5,
  mostSeats: 7,
} as const;

/**
 * What the rules ask of an organisation with these numbers. Regulations 2 and 2.1: a branch needs 3 full members and
 * has generally no more than 50 members; an organ of 50 to 99 has a general branch and from 100 a committee; a village of
 * more than 50 may have a general branch, from 100 a committee. Organisations without members of their own are silent.
 */
export function settingFindings(facts: HeadCount, day: Day): SettingFinding[] {
  const out: SettingFinding[] = [];
  const members = facts.full + facts.probationary;
  const add = (
    code: SettingFinding["code"],
    value: "must" | "may" | "should",
    provision: Provision,
    grounds: string,
  ): void => {
    if (isInForce(provision, day)) out.push({ code, ...finding(value, provision, grounds) });
  };
  const branch = isBranch(facts.kind);
  const domain = domainOf(facts.areaKind);
  // Few from each unit are what a joint branch is for, but it too needs three in all; floating, temporary and functional
  // ones live by their occasion.
  if ((facts.kind === "branch" || facts.kind === "joint_branch") && facts.full < LIMITS.branchFrom) {
    add(
      "too-few",
      "must",
      facts.kind === "joint_branch" || members === 0 ? BRANCH_4_SET_UP : BRANCH_5_JOINT,
      `正式党员${facts.full}人，不足${LIMITS.branchFrom}人`,
    );
  }
  if (branch && members > LIMITS.branchUpTo)
    add("too-many", "should", BRANCH_4_SIZE, `党员${members}人，超过${LIMITS.branchUpTo}人`);
  if (domain === "organ") {
    if (members >= LIMITS.committeeFrom && facts.kind !== "committee")
      add("committee", "must", ORGAN_5_COMMITTEE, `机关党员${members}人，达到${LIMITS.committeeFrom}人`);
    else if (members >= LIMITS.generalBranchFrom && branch)
      add("general-branch", "must", ORGAN_5_GENERAL_BRANCH, `机关党员${members}人，达到${LIMITS.generalBranchFrom}人`);
  } else if (domain === "village") {
    if (members >= LIMITS.committeeFrom && (branch || facts.kind === "general_branch"))
      add("committee", "may", RURAL_5_COMMITTEE, `村（社区）党员${members}人，达到${LIMITS.committeeFrom}人`);
    else if (members > LIMITS.generalBranchFrom && branch)
      add(
        "general-branch",
        "may",
        RURAL_5_GENERAL_BRANCH,
        `村（社区）党员${members}人，超过${LIMITS.generalBranchFrom}人`,
      );
  }
  return out;
}

/** Whether the numbers bear an upgrade to this kind; null when they do, else what speaks against it. */
export function againstUpgrade(to: string, facts: HeadCount, day: Day): Finding<"must" | "should"> | null {
  const members = facts.full + facts.probationary;
  const organ = domainOf(facts.areaKind) === "organ";
  if (to === "branch" && facts.full < LIMITS.branchFrom)
    return inForceOrNull("must", BRANCH_4_SET_UP, `正式党员${facts.full}人，不足${LIMITS.branchFrom}人`, day);
  if (to === "committee" && members < LIMITS.committeeFrom)
    return inForceOrNull(
      "must",
      organ ? ORGAN_5_COMMITTEE : RURAL_5_COMMITTEE,
      `党员${members}人，不足${LIMITS.committeeFrom}人`,
      day,
    );
  if (to === "general_branch" && organ && members < LIMITS.generalBranchFrom)
    return inForceOrNull(
      "must",
      ORGAN_5_GENERAL_BRANCH,
      `机关党员${members}人，不足${LIMITS.generalBranchFrom}人`,
      day,
    );
  // A village below the number may still have a general branch when its work needs one.
  if (to === "general_branch" && !organ && members <= LIMITS.generalBranchFrom)
    return inForceOrNull(
      "should",
      RURAL_5_GENERAL_BRANCH,
      `党员${members}人，没有超过${LIMITS.generalBranchFrom}人，请写明工作需要`,
      day,
    );
  return null;
}

function inForceOrNull<T>(value: T, provision: Provision, grounds: string, day: Day): Finding<T> | null {
  return isInForce(provision, day) ? finding(value, provision, grounds) : null;
}

/** What the branch committee should look like. `seats` counts seats held in the committee, secretary and deputy included. */
export function committeeFinding(
  facts: { readonly kind: string; readonly full: number; readonly seats: number },
  day: Day,
): Finding<"needed" | "too-many-seats" | "not-needed"> | null {
  if (!isBranch(facts.kind) || facts.kind === "temporary_branch") return null;
  if (facts.full >= LIMITS.seatsFrom && facts.seats < LIMITS.fewestSeats)
    return inForceOrNull("needed", BRANCH_20_COMMITTEE, `正式党员${facts.full}人，现有支部委员${facts.seats}人`, day);
  if (facts.full >= LIMITS.seatsFrom && facts.seats > LIMITS.mostSeats)
    return inForceOrNull(
      "too-many-seats",
      BRANCH_20_SEATS,
      `现有支部委员${facts.seats}人，超过${LIMITS.mostSeats}人`,
      day,
    );
  if (facts.full < LIMITS.seatsFrom && facts.seats > 2)
    return inForceOrNull(
      "not-needed",
      BRANCH_20_SECRETARY,
      `正式党员${facts.full}人，不足${LIMITS.seatsFrom}人，现有支部委员${facts.seats}人`,
      day,
    );
  return null;
}

const FINDINGS: Readonly<Record<string, string>> = {
  "too-few": "应与邻近支部成立联合党支部",
  "too-many": "人数偏多，一般应分设",
  "general-branch": "达到设立党总支的人数",
  committee: "达到设立党委的人数",
  "committee-needed": "应当选举产生支部委员会",
  "committee-too-many-seats": "支部委员人数超过上限",
  "committee-not-needed": "不足7人，只设书记，必要时设1名副书记",
};

/** The sentence for a finding of the rules; `may` softens it. */
export function findingSentence(code: string, force: "must" | "may" | "should"): string {
  const text = FINDINGS[code] ?? code;
  return force === "may" ? `${text}，可以根据需要设立` : text;
}

/** One step of the ladder from the root down to an organisation. */
export interface Rung {
  readonly id: string;
  readonly path: string;
  readonly name: string;
  readonly kind: string;
  readonly level: string | null;
}

/** A committee that approves the setting of organisations: township level or higher; a village committee is not one. */
const isCompetent = (rung: Rung): boolean =>
  (rung.kind === "working_committee" || rung.kind === "committee") && rung.level !== "village";

/**
 * Who decides on an event. Regulations 2.1: set-up or dissolution at village level and below needs the township
 * committee or higher; a committee under a township committee needs the county, here the one above it.
 * `superiors`: for each organisation concerned, the ladder of those above it (root first), without itself; for a new one
 * the ladder ends with its parent. The lowest competent committee above all of them decides. Null when none is above:
 * the highest organisation is set up and changed by whoever may do so for the whole house.
 */
export function competence(
  superiors: readonly (readonly Rung[])[],
  newKinds: readonly string[],
  day: Day,
): Finding<Rung | null> {
  const [first = [], ...others] = superiors;
  const shared = first.filter((rung, at) => others.every((it) => it[at]?.id === rung.id));
  const competent = shared.filter(isCompetent);
  const lowest = competent.at(-1) ?? shared[0] ?? null;
  const basis = isInForce(RURAL_5_APPROVAL, day) ? RURAL_5_APPROVAL : HOUSE_SUPERIOR_DECIDES;
  if (newKinds.includes("committee") && lowest?.level === "town") {
    const above = competent.at(-2) ?? shared[0] ?? null;
    return finding(
      above,
      isInForce(RURAL_5_COMMITTEE, day) ? RURAL_5_COMMITTEE : HOUSE_SUPERIOR_DECIDES,
      `在${lowest.name}之下设立党委，由${above?.name ?? "上级"}批准`,
    );
  }
  return finding(lowest, basis, lowest === null ? "最高一级组织" : `涉及的组织共同的上级是${lowest.name}`);
}

/**
 * Length of a term in years that begins on a day: 5 for every kind of organisation in villages and communities; elsewhere
 * 3 for branches and general branches (branch rules 21), and 5 for committees that begin under the opinion of July 2018.
 */
export function termYears(kind: string, areaKind: string | null, start: Day): Finding<5 | 3> {
  if (domainOf(areaKind) === "village") return finding(5, BRANCH_21_TERM, "村、社区");
  if (kind === "committee" && isInForce(TERM_COMMITTEE, start)) return finding(5, TERM_COMMITTEE, "党的基层委员会");
  return finding(3, BRANCH_21_TERM, "其他基层单位");
}

/** How somebody stands towards the Party on the day a post begins. */
export interface Candidate {
  /** Joined on or before that day, and stands on a roster. */
  readonly member: boolean;
  readonly full: boolean;
  /** Serves a probation within the Party, or the like: does not exercise the right to be elected. */
  readonly suspended: boolean;
}

/**
 * May somebody take a seat of a Party committee? Null as value = yes. Only full members can be elected; who serves
 * 留党察看 cannot for that time (election rules 5). Seats of villagers' committees ask for no membership.
 */
export function mayHoldSeat(it: Candidate): Finding<"no-member" | "probationary" | "suspended" | null> {
  if (!it.member) return finding("no-member", ELECTION_RIGHTS, "任职当天不是党员");
  if (!it.full) return finding("probationary", ELECTION_RIGHTS, "任职当天还是预备党员");
  if (it.suspended) return finding("suspended", ELECTION_RIGHTS, "任职当天不能行使被选举权");
  return finding(null, ELECTION_RIGHTS, "正式党员");
}

export const dueOn = (start: Day, years: number): Day => addYears(start, years);

/** Where a term stands: the reminder falls due six months before the end (branch rules 22). */
export function termState(
  term: { readonly dueOn: Day; readonly endedOn: Day | null },
  today: Day,
): Finding<"ended" | "overdue" | "due-soon" | "running"> {
  if (term.endedOn !== null && term.endedOn <= today)
    return finding("ended", BRANCH_21_TERM, `已于${term.endedOn}结束`);
  if (term.dueOn <= today) return finding("overdue", BRANCH_21_TERM, `应于${term.dueOn}届满`);
  if (term.dueOn <= remindedUntil(today)) return finding("due-soon", BRANCH_22_REMINDER, `将于${term.dueOn}届满`);
  return finding("running", BRANCH_21_TERM, `${term.dueOn}届满`);
}

/** Seats of the Party committee (支委会). */
export const COMMITTEE_POSTS: readonly Post[] = [
  "secretary",
  "deputy_secretary",
  "organization_member",
  "publicity_member",
  "discipline_member",
  "youth_member",
  "united_front_member",
  "life_member",
  "secrecy_member",
  "member",
];
/** Seats of the villagers' or residents' committee (村委会、居委会). */
export const VILLAGE_POSTS: readonly Post[] = ["village_head", "village_committee_member"];
/** Posts that one person holds at a time. */
export const SINGLE_POSTS: readonly Post[] = ["secretary", "village_head"];

export interface HeldPost {
  readonly organizationId: string;
  readonly personId: string;
  readonly post: string;
}

export interface Duties {
  /** Organisations where one person is secretary and village head (一肩挑), by organisation; the value is the person. */
  readonly oneShoulder: ReadonlyMap<string, string>;
  /** `organisation person` of those who sit in both committees (交叉任职). */
  readonly cross: ReadonlySet<string>;
}

/** Derives 一肩挑 and 交叉任职 from the posts held on one day. */
export function dutiesOf(posts: readonly HeldPost[]): Finding<Duties> {
  const key = (it: HeldPost): string => `${it.organizationId} ${it.personId}`;
  const of = (wanted: readonly string[]): Set<string> =>
    new Set(posts.filter((it) => wanted.includes(it.post)).map(key));
  const heads = of(["village_head"]);
  const village = of(VILLAGE_POSTS);
  const oneShoulder = new Map<string, string>();
  for (const it of posts)
    if (it.post === "secretary" && heads.has(key(it))) oneShoulder.set(it.organizationId, it.personId);
  const cross = new Set([...of(COMMITTEE_POSTS)].filter((it) => village.has(it)));
  return finding({ oneShoulder, cross }, RURAL_19_ONE_SHOULDER, `${posts.length}项任职`);
}
