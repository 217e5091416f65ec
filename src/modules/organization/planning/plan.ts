import { dayInWords, later, day as toDay } from "#shared/day.ts";
import type { EventBody, GrantDecision } from "../contract.ts";
import { BRANCH_5_FIVE_UNITS, HOUSE_GRANTS_DECIDED } from "../provisions.ts";
import { againstUpgrade, holdsMembers, isInForce, isUpgrade, mayStandUnder } from "../rules.ts";
import { eventKindTerm, roleTerm } from "../zh.ts";
import { Draft, type PlanContext, type PlanFault, type PlanRemark } from "./draft.ts";
import type { Changes, MembershipFact, Zone } from "./facts.ts";
import { circleThrough } from "./tree.ts";

type Details<K extends EventBody["kind"]> = Extract<EventBody, { kind: K }>["details"];

export interface Plan {
  readonly faults: readonly PlanFault[];
  readonly warnings: readonly PlanRemark[];
  readonly changes: Changes;
  /** The organisation at which the event is filed. */
  readonly home: string;
}

/** How the ledgers at an organisation that gives members up depend on the day. */
const OF_MEMBERS = ["memberships", "posts"] as const;
const OF_ENDING = ["memberships", "posts", "versions", "placements", "terms", "units"] as const;

/**
 * What an event would write, from facts alone. Effective from `happenedOn`: what it closes ends on that day (exclusive),
 * what it opens begins on it. With faults the changes are of no use.
 */
export function planEvent(zone: Zone, body: EventBody, context: PlanContext): Plan {
  const draft = new Draft(zone, toDay(body.happenedOn), context);
  const home = KINDS[body.kind](draft, body.details as never);
  return { faults: draft.faults, warnings: draft.warnings, changes: draft.changes(), home };
}

const KINDS: { readonly [K in EventBody["kind"]]: (draft: Draft, details: Details<K>) => string } = {
  establish,
  rename,
  move,
  merge,
  split,
  dissolve,
  upgrade,
};

function establish(draft: Draft, { organization }: Details<"establish">): string {
  const id = draft.establish(organization, "/details/organization");
  draft.party(id, "subject");
  return organization.parentId ?? id;
}

function rename(draft: Draft, it: Details<"rename">): string {
  const at = "/details/organizationId";
  draft.party(it.organizationId, "subject");
  if (!draft.standing(it.organizationId, at)) return it.organizationId;
  draft.nothingLater(it.organizationId, ["versions"], at);
  const version = draft.version(it.organizationId);
  if (!version) return it.organizationId;
  if (version.fullName === it.fullName && version.shortName === it.shortName)
    draft.fault("/details/fullName", "新名称与现在的名称相同，没有要变更的内容。");
  draft.freeName(it.fullName, it.organizationId, "/details/fullName");
  draft.closeRow("versions", version);
  draft.openRow("versions", { ...version, fullName: it.fullName, shortName: it.shortName, from: draft.day, to: null });
  return it.organizationId;
}

function upgrade(draft: Draft, it: Details<"upgrade">): string {
  const at = "/details/organizationId";
  draft.party(it.organizationId, "subject");
  if (!draft.standing(it.organizationId, at)) return it.organizationId;
  draft.nothingLater(it.organizationId, ["versions"], at);
  const version = draft.version(it.organizationId);
  if (!version) return it.organizationId;
  if (!isUpgrade(version.kind, it.kind))
    draft.fault(
      "/details/kind",
      "只能由党支部升为党总支、党委，由党总支升为党委，或由临时、流动、联合党支部改为党支部。",
    );
  const parentId = draft.placement(it.organizationId)?.parentId ?? null;
  if (parentId !== null && draft.zone.organizations.has(parentId) && !mayStandUnder(it.kind, draft.kindOf(parentId)))
    draft.fault("/details/kind", `“${draft.name(parentId)}”下面不能设立这类组织。`);
  for (const child of draft.childrenOf(it.organizationId)) {
    if (!mayStandUnder(draft.kindOf(child.organizationId), it.kind))
      draft.fault("/details/kind", `下属的“${draft.name(child.organizationId)}”不能设在这类组织下面，请先调整。`);
  }
  const members = draft.at("memberships", it.organizationId);
  const beneath = draft.childrenOf(it.organizationId).flatMap((child) => draft.at("memberships", child.organizationId));
  const all = [...members, ...beneath];
  const full = all.filter((one) => one.category === "full").length;
  const against = againstUpgrade(
    it.kind,
    { kind: version.kind, areaKind: version.areaKind, full, probationary: all.length - full },
    draft.day,
  );
  if (against?.value === "must") draft.fault("/details/kind", `${against.grounds}，不能升格。`, against.provision);
  else if (against) draft.warn(against.grounds, against.provision);
  draft.freeName(it.fullName, it.organizationId, "/details/fullName");
  draft.closeRow("versions", version);
  draft.openRow("versions", {
    ...version,
    kind: it.kind,
    fullName: it.fullName,
    shortName: it.shortName,
    from: draft.day,
    to: null,
  });
  return it.organizationId;
}

function move(draft: Draft, it: Details<"move">): string {
  const at = "/details/organizationId";
  draft.party(it.organizationId, "subject");
  if (!draft.standing(it.organizationId, at)) return it.organizationId;
  draft.nothingLater(it.organizationId, ["placements"], at);
  const placement = draft.placement(it.organizationId);
  if (!placement) {
    draft.fault(at, `“${draft.name(it.organizationId)}”在${dayInWords(draft.day)}还没有隶属关系登记。`);
    return it.organizationId;
  }
  if (placement.parentId === null) draft.fault(at, "最高一级组织没有上级，不能调整隶属关系。");
  if (placement.parentId === it.parentId)
    draft.fault("/details/parentId", "新的上级就是现在的上级，没有要变更的内容。");
  if (it.parentId === it.organizationId) draft.fault("/details/parentId", "组织不能以自己为上级。");
  else if (draft.parentFor(it.parentId, draft.kindOf(it.organizationId), "/details/parentId")) {
    const circle = circleThrough(draft.zone, it.organizationId, it.parentId, draft.day);
    if (circle)
      draft.fault(
        "/details/parentId",
        `“${draft.name(it.parentId)}”${circle > draft.day ? `自${dayInWords(circle)}起` : ""}在“${draft.name(it.organizationId)}”之下，不能作它的上级。`,
      );
  }
  draft.movePlacement(placement, it.parentId, it.orderNumber);
  return it.organizationId;
}

function merge(draft: Draft, it: Details<"merge">): string {
  const sources = [...new Set(it.sourceIds)];
  const existing = "organizationId" in it.into ? it.into.organizationId : null;
  if (existing !== null && sources.includes(existing))
    draft.fault("/details/into/organizationId", "合并后的组织不能同时是被合并的组织。");
  if (existing === null && sources.length < 2) draft.fault("/details/sourceIds", "合并成新组织至少要有两个组织。");
  const standing = sources.filter((id, index) => draft.standing(id, `/details/sourceIds/${index}`));
  for (const id of standing) {
    draft.nothingLater(id, OF_ENDING, `/details/sourceIds/${sources.indexOf(id)}`);
    if (draft.placement(id)?.parentId === null)
      draft.fault(`/details/sourceIds/${sources.indexOf(id)}`, "最高一级组织不能被合并。");
  }
  for (const id of sources) draft.ending.add(id);
  let successor: string;
  let successorKind: string;
  let successorName: string;
  if ("organization" in it.into) {
    const made = it.into.organization;
    successor = draft.establish(made, "/details/into/organization");
    successorKind = made.kind;
    successorName = made.shortName;
    if (made.parentId !== null) mayNotBeBeneath(draft, made.parentId, sources, "/details/into/organization/parentId");
    if (made.kind === "joint_branch" && sources.length > 5)
      draft.warn(
        `联合党支部将覆盖${sources.length}个单位，超过5个。`,
        isInForce(BRANCH_5_FIVE_UNITS, draft.day) ? BRANCH_5_FIVE_UNITS : null,
      );
  } else {
    successor = it.into.organizationId;
    if (!draft.standing(successor, "/details/into/organizationId")) return successor;
    successorKind = draft.kindOf(successor);
    successorName = draft.name(successor);
    mayNotBeBeneath(draft, successor, sources, "/details/into/organizationId");
  }
  draft.party(successor, "successor");
  for (const id of standing) {
    draft.party(id, "source");
    const parentId = draft.placement(id)?.parentId;
    if (parentId) draft.party(parentId, "parent");
    const members = draft.at("memberships", id);
    if (members.length > 0 && !holdsMembers(successorKind))
      draft.fault("/details/into", `“${successorName}”这一类组织不直接管理党员，不能并入党员。`);
    for (const row of members) draft.moveMember(row, successor, successorName);
    for (const row of draft.at("posts", id)) draft.closeRow("posts", row);
    moveUnits(draft, id, successor);
    moveChildren(draft, id, () => ({ to: successor, kind: successorKind, name: successorName }), sources);
    noPendingTransfer(draft, id);
    noLaterEvents(draft, id, "/details/sourceIds");
    draft.dissolve(id, successor);
  }
  decideGrants(draft, standing, it.grants ?? [], () => successor, false);
  return "organization" in it.into ? (it.into.organization.parentId ?? successor) : successor;
}

function split(draft: Draft, it: Details<"split">): string {
  const at = "/details/organizationId";
  const source = it.organizationId;
  draft.party(source, "source");
  if (!draft.standing(source, at)) return source;
  draft.nothingLater(source, it.continues ? OF_MEMBERS : OF_ENDING, at);
  noPendingTransfer(draft, source);
  const parentId = draft.placement(source)?.parentId ?? null;
  if (parentId === null && !it.continues) draft.fault(at, "最高一级组织不能分设后撤销。");
  if (parentId !== null) draft.party(parentId, "parent");
  if (!it.continues && it.parts.length < 2) draft.fault("/details/parts", "原组织撤销时，至少要分成两个组织。");
  if (!it.continues && (it.stay?.length ?? 0) > 0)
    draft.fault("/details/stay", "原组织撤销，不能有留下的党员；请把他们分到新组织。");

  if (!it.continues) draft.ending.add(source);
  const parts = it.parts.map((part, index) => {
    if (part.organization.parentId !== null && !it.continues)
      mayNotBeBeneath(draft, part.organization.parentId, [source], `/details/parts/${index}/organization/parentId`);
    const id = draft.establish(part.organization, `/details/parts/${index}/organization`);
    draft.party(id, "successor");
    if (part.personIds.length > 0 && !holdsMembers(part.organization.kind))
      draft.fault(`/details/parts/${index}/organization/kind`, "这一类组织不直接管理党员。");
    return { id, kind: part.organization.kind, name: part.organization.shortName };
  });
  const places = new Map<string, number>();
  const claims = [
    ...it.parts.map((part, index) => ({ ids: part.personIds, index, pointer: `/details/parts/${index}/personIds` })),
    { ids: it.stay ?? [], index: -1, pointer: "/details/stay" },
  ];
  const members = allocate(draft, source, claims, places);
  const leaving = new Set<string>();
  for (const row of members) {
    const target = parts[places.get(row.personId) ?? -1];
    if (!target) continue;
    leaving.add(row.personId);
    draft.moveMember(row, target.id, target.name);
  }
  for (const row of draft.at("posts", source))
    if (!it.continues || leaving.has(row.personId)) draft.closeRow("posts", row);
  const assigned = new Map((it.children ?? []).map((child) => [child.organizationId, child.part]));
  for (const id of assigned.keys())
    if (!draft.childrenOf(source).some((child) => child.organizationId === id))
      draft.fault("/details/children", `“${draft.name(id)}”不是它的下属组织。`);
  moveChildren(
    draft,
    source,
    (childId) => {
      const part = parts[assigned.get(childId) ?? -1];
      if (part) return { to: part.id, kind: part.kind, name: part.name };
      if (!it.continues) draft.fault("/details/children", `请说明下属的“${draft.name(childId)}”归到哪个新组织。`);
      return null;
    },
    [source],
  );
  if (!it.continues) {
    const first = parts[0];
    if (first) {
      if (draft.at("units", source).length > 0)
        draft.warn(`单位信息随“${first.name}”，其他新组织的单位信息请另行登记。`);
      moveUnits(draft, source, first.id);
    }
    noLaterEvents(draft, source, at);
    draft.dissolve(source, null);
  }
  decideGrants(
    draft,
    [source],
    it.grants ?? [],
    (decision) => (parts.length === 1 ? parts[0]?.id : parts[decision.part ?? -1]?.id) ?? null,
    it.continues,
  );
  return source;
}

function dissolve(draft: Draft, it: Details<"dissolve">): string {
  const at = "/details/organizationId";
  const source = it.organizationId;
  draft.party(source, "source");
  if (!draft.standing(source, at)) return source;
  draft.nothingLater(source, OF_ENDING, at);
  noPendingTransfer(draft, source);
  const parentId = draft.placement(source)?.parentId ?? null;
  if (parentId === null) draft.fault(at, "最高一级组织不能撤销。");
  else draft.party(parentId, "parent");
  const children = draft.childrenOf(source);
  if (children.length > 0)
    draft.fault(
      at,
      `还有下属组织：${children.map((child) => draft.name(child.organizationId)).join("、")}。请先合并、撤销或调整它们的隶属关系。`,
    );
  noLaterChildren(draft, source, at);
  noLaterEvents(draft, source, at);
  const destinations = it.destinations ?? [];
  for (const [index, to] of destinations.entries()) {
    const pointer = `/details/destinations/${index}/organizationId`;
    if (to.organizationId === source) draft.fault(pointer, "党员不能转到要撤销的组织。");
    else if (draft.standing(to.organizationId, pointer)) {
      draft.party(to.organizationId, "successor");
      if (to.personIds.length > 0 && !holdsMembers(draft.kindOf(to.organizationId)))
        draft.fault(pointer, `“${draft.name(to.organizationId)}”这一类组织不直接管理党员。`);
    }
  }
  const places = new Map<string, number>();
  const members = allocate(
    draft,
    source,
    destinations.map((to, index) => ({
      ids: to.personIds,
      index,
      pointer: `/details/destinations/${index}/personIds`,
    })),
    places,
  );
  for (const row of members) {
    const to = destinations[places.get(row.personId) ?? -1];
    if (to) draft.moveMember(row, to.organizationId, draft.name(to.organizationId));
  }
  for (const row of draft.at("posts", source)) draft.closeRow("posts", row);
  // With one destination the organisation lives on in it; with none or several it only ends.
  const sole = destinations.length === 1 ? (destinations[0]?.organizationId ?? null) : null;
  if (sole !== null) moveUnits(draft, source, sole);
  else for (const row of draft.at("units", source)) draft.closeRow("units", row);
  draft.dissolve(source, sole);
  decideGrants(draft, [source], it.grants ?? [], () => sole, false);
  return source;
}

/** Every member of the day has one place; faults name those who have none, or two. Returns the members. */
function allocate(
  draft: Draft,
  source: string,
  claims: readonly { ids: readonly string[]; index: number; pointer: string }[],
  places: Map<string, number>,
): readonly MembershipFact[] {
  const members = draft.at("memberships", source);
  const names = new Map(members.map((row) => [row.personId, row.name]));
  for (const { ids, index, pointer } of claims) {
    const twice = ids.filter((id) => places.has(id)).map((id) => names.get(id) ?? id);
    if (twice.length > 0) draft.fault(pointer, `这些党员分到了两处：${twice.join("、")}。`);
    const strangers = ids.filter((id) => !names.has(id));
    if (strangers.length > 0)
      draft.fault(pointer, `有${strangers.length}人当天不在“${draft.name(source)}”的名册上，请刷新名单后重选。`);
    for (const id of ids) places.set(id, index);
  }
  const left = members.filter((row) => !places.has(row.personId));
  if (left.length > 0) {
    const shown = left
      .slice(0, 50)
      .map((row) => row.name)
      .join("、");
    draft.fault("/details", `还有${left.length}名党员没有说明去向：${shown}${left.length > 50 ? "等" : ""}。`);
  }
  return members;
}

function moveUnits(draft: Draft, from: string, to: string): void {
  for (const row of draft.at("units", from)) {
    draft.closeRow("units", row);
    draft.openRow("units", { organizationId: to, name: row.name, copyOf: row.id });
  }
}

function moveChildren(
  draft: Draft,
  from: string,
  target: (childId: string) => { to: string; kind: string; name: string } | null,
  leaving: readonly string[],
): void {
  for (const child of draft.childrenOf(from)) {
    if (leaving.includes(child.organizationId)) continue;
    const to = target(child.organizationId);
    if (!to) continue;
    draft.nothingLater(child.organizationId, ["placements"], "/details");
    if (!mayStandUnder(draft.kindOf(child.organizationId), to.kind))
      draft.fault("/details", `下属的“${draft.name(child.organizationId)}”不能设在“${to.name}”下面，请先调整。`);
    draft.party(child.organizationId, "child");
    draft.movePlacement(child, to.to);
  }
  noLaterChildren(draft, from, "/details");
}

function noLaterChildren(draft: Draft, organizationId: string, pointer: string): void {
  const coming = [...draft.zone.placements.values()].filter(
    (it) => it.parentId === organizationId && it.from >= draft.day,
  );
  if (coming.length > 0)
    draft.fault(
      pointer,
      `以后还有组织要设在“${draft.name(organizationId)}”下面：${coming.map((it) => `${draft.name(it.organizationId)}（自${it.from}起）`).join("、")}。请先处理。`,
    );
}

/** An organisation that takes part in later events cannot end before them. */
function noLaterEvents(draft: Draft, organizationId: string, pointer: string): void {
  const coming = draft.zone.events.filter(
    (it) =>
      it.happenedOn >= draft.day &&
      it.id !== draft.context.eventId &&
      it.parties.some((party) => party.organizationId === organizationId && party.part !== "parent"),
  );
  if (coming.length > 0)
    draft.fault(
      pointer,
      `“${draft.name(organizationId)}”以后还有变动：${coming.map((it) => `${dayInWords(it.happenedOn)}${eventKindTerm(it.kind)}`).join("、")}。请先撤回这些变动，或另选日期。`,
    );
}

function mayNotBeBeneath(draft: Draft, organizationId: string, sources: readonly string[], pointer: string): void {
  for (const source of sources) {
    if (organizationId === source || circleThrough(draft.zone, source, organizationId, draft.day)) {
      draft.fault(pointer, `“${draft.name(organizationId)}”在要撤并的“${draft.name(source)}”之下，请先调整隶属关系。`);
      return;
    }
  }
}

function noPendingTransfer(draft: Draft, organizationId: string): void {
  const pending = draft.zone.transfers.filter((it) => it.fromId === organizationId || it.toId === organizationId);
  if (pending.length > 0)
    draft.fault(
      "/details",
      `“${draft.name(organizationId)}”还有没办完的组织关系转接：${pending.map((it) => it.name).join("、")}。请先接收、退回或撤回。`,
    );
}

/**
 * Every open grant at an organisation that is reorganised needs a decision: nobody gains or loses a right by accident.
 * Rights are not changed backwards: they end or go on from the event's day or today, whichever is later.
 */
function decideGrants(
  draft: Draft,
  sources: readonly string[],
  decisions: readonly GrantDecision[],
  target: (decision: GrantDecision) => string | null,
  mayStay: boolean,
): void {
  const from = later(draft.day, draft.context.today);
  const decided = new Map(decisions.map((it) => [it.grantId, it]));
  const open = sources.flatMap((id) => draft.rows("grants", id)).filter((it) => it.to === null || it.to > from);
  const undecided = open.filter((it) => !decided.has(it.id));
  if (undecided.length > 0) {
    draft.fault(
      "/details/grants",
      `请逐项决定这些授权收回还是带到新组织：${undecided.map((it) => `${it.holder}(${roleTerm(it.role)},${draft.name(it.organizationId)})`).join("、")}。`,
      HOUSE_GRANTS_DECIDED,
    );
  }
  for (const id of decided.keys())
    if (!open.some((it) => it.id === id)) draft.fault("/details/grants", "有一项授权已经变化，请刷新后重新决定。");
  for (const grant of open) {
    const decision = decided.get(grant.id);
    if (!decision) continue;
    if (decision.decision === "stay") {
      if (!mayStay)
        draft.fault(
          "/details/grants",
          `“${draft.name(grant.organizationId)}”将撤销，${grant.holder}的授权不能留在那里。`,
          HOUSE_GRANTS_DECIDED,
        );
      continue;
    }
    if (grant.from >= from) {
      draft.fault("/details/grants", `${grant.holder}的授权自${grant.from}起才生效，请先到授权管理中处理。`);
      continue;
    }
    draft.closeRow("grants", grant, from);
    if (decision.decision === "carry") {
      const to = target(decision);
      if (to === null) draft.fault("/details/grants", `请说明${grant.holder}的授权带到哪个组织。`);
      else
        draft.openRow("grants", {
          organizationId: to,
          holder: grant.holder,
          role: grant.role,
          copyOf: grant.id,
          from,
          to: grant.to,
        });
    }
  }
}
