import { sql } from "kysely";
import type { Static } from "typebox";
import type { Reader } from "#platform/database/door.ts";
import { absent } from "#platform/http/problem.ts";
import type { Asking } from "#platform/http/route.ts";
import type { Day } from "#shared/day.ts";
import { provisionView } from "#shared/finding.ts";
import { type AdviceFacts, settingAdvice } from "./advice/rules.ts";
import type { AdviceView, EventView, OrganizationView, TreeView } from "./contract.ts";
import { undoBlocks } from "./event-acts.ts";
import { mayDecide } from "./event-competence.ts";
import { eventById, ladder, membersBeneath, namesOf, organizationById, treeOn } from "./queries.ts";
import { COMMITTEE_POSTS, dutiesOf, termState } from "./rules.ts";
import { eventKindTerm, postTerm } from "./zh.ts";

/** Members are counted only for those who may read persons; the others see the tree without numbers. */
const countsMembers = (asking: Asking): boolean => asking.scope.system !== null || asking.scope.persons.length > 0;

/** The tree of a day within reach. */
export async function treeView(asking: Asking, asOf: Day): Promise<Static<typeof TreeView>> {
  return { asOf, nodes: await treeOn(asking.tx, asOf, countsMembers(asking)) };
}

const open = (row: { readonly validFrom: Day; readonly validTo: Day | null }, day: Day): boolean =>
  row.validFrom <= day && (row.validTo === null || row.validTo > day);

/** Everything of one organisation as of a day, with what came before and after it. */
export async function organizationView(asking: Asking, id: string, asOf: Day): Promise<OrganizationView> {
  const { tx, house, actor } = asking;
  const row = await organizationById(tx, id);
  if (!row) throw absent("组织");
  const versions = await tx
    .selectFrom("organizationVersion")
    .selectAll()
    .where("organizationId", "=", id)
    .orderBy("validFrom")
    .execute();
  const version = versions.find((it) => open(it, asOf)) ?? null;
  const placement =
    (
      await tx
        .selectFrom("placement")
        .select(["parentId", "validFrom", "validTo"])
        .where("organizationId", "=", id)
        .execute()
    ).find((it) => open(it, asOf)) ?? null;
  const units = await tx.selectFrom("unit").selectAll().where("organizationId", "=", id).orderBy("validFrom").execute();
  const posts = (
    await tx.selectFrom("post").selectAll().where("organizationId", "=", id).orderBy("validFrom").execute()
  ).filter((it) => open(it, asOf));
  const duties = dutiesOf(posts).value;
  const terms = await tx
    .selectFrom("committeeTerm")
    .selectAll()
    .where("organizationId", "=", id)
    .orderBy("termNumber", "desc")
    .execute();
  const events = await tx
    .selectFrom("organizationEvent as e")
    .select(["e.id", "e.kind", "e.happenedOn", "e.state", "e.documentNumber", "e.reason"])
    // On the page of a superior: which of those beneath it changed, by the name they bear or bore last.
    .select((eb) =>
      eb
        .selectFrom("organizationEventParty as p")
        .innerJoin("organizationVersion as v", "v.organizationId", "p.organizationId")
        .whereRef("p.eventId", "=", "e.id")
        .where("p.organizationId", "<>", id)
        .where("p.part", "in", ["subject", "source", "successor"])
        .where((it) =>
          it.not(
            it.exists(
              it
                .selectFrom("organizationVersion as later")
                .select("later.id")
                .whereRef("later.organizationId", "=", "v.organizationId")
                .whereRef("later.validFrom", ">", "v.validFrom"),
            ),
          ),
        )
        .select(sql<string | null>`string_agg(distinct v.short_name, '、')`.as("names"))
        .as("about"),
    )
    .where((eb) =>
      eb.or([
        eb("e.organizationId", "=", id),
        eb.exists(
          eb
            .selectFrom("organizationEventParty as p")
            .select("p.eventId")
            .whereRef("p.eventId", "=", "e.id")
            .where("p.organizationId", "=", id)
            .where("p.part", "<>", "parent"),
        ),
      ]),
    )
    .orderBy("e.happenedOn", "desc")
    .orderBy("e.sequence", "desc")
    .execute();
  const rungs = await ladder(tx, row.orgPath, asOf);
  const may = (verb: string): boolean => house.policy.may(actor, verb, row.orgPath);
  const above = rungs.at(-2)?.path ?? row.orgPath;
  return {
    id: row.id,
    code: row.code,
    path: row.orgPath,
    establishedOn: row.establishedOn,
    closedOn: row.closedOn,
    successorId: row.successorId,
    asOf,
    version: version && {
      validFrom: version.validFrom,
      validTo: version.validTo,
      kind: version.kind,
      fullName: version.fullName,
      shortName: version.shortName,
      territorialLevel: version.territorialLevel,
      unitSituation: version.unitSituation,
      areaKind: version.areaKind,
      phone: version.phone,
      address: version.address,
    },
    formerNames: versions
      .filter(
        (it) => it !== version && it.validFrom < (version?.validFrom ?? asOf) && it.fullName !== version?.fullName,
      )
      .map((it) => ({ fullName: it.fullName, shortName: it.shortName, validFrom: it.validFrom, validTo: it.validTo })),
    placement,
    breadcrumb: rungs.map((it) => ({ id: it.id, shortName: it.name })),
    lineage: await lineageOf(tx, id),
    units: units.map((it) => ({
      id: it.id,
      name: it.name,
      creditCode: it.creditCode,
      nature: it.nature,
      industry: it.industry,
      areaKind: it.areaKind,
      households: it.households,
      registeredPopulation: it.registeredPopulation,
      residentPopulation: it.residentPopulation,
      collectiveIncomeFen: it.collectiveIncomeFen,
      employees: it.employees,
      longitude: it.longitude,
      latitude: it.latitude,
      note: it.note,
      validFrom: it.validFrom,
      validTo: it.validTo,
    })),
    posts: posts.map((it) => ({
      id: it.id,
      personId: it.personId,
      personName: it.personName,
      post: it.post,
      postTerm: postTerm(it.post),
      validFrom: it.validFrom,
      validTo: it.validTo,
      oneShoulder: duties.oneShoulder.get(id) === it.personId,
      crossAppointed: duties.cross.has(`${id} ${it.personId}`),
    })),
    terms: terms.map((it) => ({
      id: it.id,
      termNumber: it.termNumber,
      startOn: it.startOn,
      years: it.years,
      dueOn: it.dueOn,
      endedOn: it.endedOn,
      state: termState(it, asOf).value,
    })),
    events: events.map((it) => ({ ...it, kindTerm: eventKindTerm(it.kind) })),
    members: countsMembers(asking) ? await membersBeneath(tx, row.orgPath, asOf) : null,
    can: {
      propose: row.closedOn === null && may("organization.event.propose"),
      approve: house.policy.may(actor, "organization.event.approve", above),
      posts: row.closedOn === null && may("organization.post.write"),
      unit: row.closedOn === null && may("organization.unit.write"),
    },
  };
}

/** Which organisations it came from and which it went into, with the events; names as of the event. */
async function lineageOf(tx: Reader, id: string): Promise<OrganizationView["lineage"]> {
  const rows = await tx
    .selectFrom("organizationEventParty as mine")
    .innerJoin("organizationEvent as e", "e.id", "mine.eventId")
    .innerJoin("organizationEventParty as other", "other.eventId", "mine.eventId")
    .select([
      "other.organizationId",
      "e.id as eventId",
      "e.kind",
      "e.happenedOn as on",
      "mine.part",
      "other.part as otherPart",
    ])
    .where("mine.organizationId", "=", id)
    .where("e.state", "=", "in-force")
    .where("e.kind", "in", ["merge", "split", "dissolve"])
    .whereRef("other.organizationId", "<>", "mine.organizationId")
    .orderBy("e.happenedOn")
    .execute();
  const before = rows.filter((it) => it.part === "successor" && it.otherPart === "source");
  const after = rows.filter((it) => it.part === "source" && it.otherPart === "successor");
  const view = async (list: typeof rows): Promise<OrganizationView["lineage"]["predecessors"]> =>
    await Promise.all(
      list.map(async ({ organizationId, eventId, kind, on }) => ({
        organizationId,
        eventId,
        kind,
        on,
        name: (await namesOf(tx, [organizationId], on)).get(organizationId) ?? "",
      })),
    );
  return { predecessors: await view(before), successors: await view(after) };
}

/** One event with its preview, its parties and what the one who asks may do with it. */
export async function eventView(asking: Asking, id: string): Promise<EventView> {
  const row = await eventById(asking.tx, id);
  if (!row) throw absent("组织变动");
  const parties = await asking.tx
    .selectFrom("organizationEventParty")
    .select(["organizationId", "part"])
    .where("eventId", "=", id)
    .execute();
  const names = await namesOf(
    asking.tx,
    [row.organizationId, ...parties.map((it) => it.organizationId)],
    row.happenedOn,
  );
  const decides = await mayDecide(asking, row);
  const undoable = decides && row.state === "in-force" && (await undoBlocks(asking, row)).blocks.length === 0;
  return {
    id: row.id,
    kind: row.kind,
    kindTerm: eventKindTerm(row.kind),
    organizationId: row.organizationId,
    organizationName: names.get(row.organizationId) ?? "",
    happenedOn: row.happenedOn,
    documentNumber: row.documentNumber,
    fileId: row.fileId,
    reason: row.reason,
    state: row.state,
    details: row.details,
    preview: row.preview,
    proposedBy: row.proposedName === "" ? null : row.proposedName,
    proposedAt: row.proposedAt.toISOString(),
    decidedBy: row.decidedName === "" ? null : row.decidedName,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    decisionNote: row.decisionNote,
    parties: parties.map((it) => ({
      organizationId: it.organizationId,
      part: it.part,
      name: names.get(it.organizationId) ?? "",
    })),
    can: {
      decide: row.state === "proposed" && decides,
      undo: undoable || (row.state === "proposed" && row.proposedBy === asking.actor.accountId),
    },
  };
}

/** The facts the adviser looks at, for all organisations in reach (at and beneath `path`) on a day. */
export async function adviceFacts(
  tx: Reader,
  day: Day,
  range: { lo: string; hi: string } | null,
): Promise<AdviceFacts[]> {
  const valid = sql<boolean>`v.valid_from <= ${day}::date and (v.valid_to is null or v.valid_to > ${day}::date)`;
  const organizations = await tx
    .selectFrom("organizationVersion as v")
    .innerJoin("organization as o", "o.id", "v.organizationId")
    .leftJoin("placement as p", (join) =>
      join
        .onRef("p.organizationId", "=", "o.id")
        .on(sql<boolean>`p.valid_from <= ${day}::date and (p.valid_to is null or p.valid_to > ${day}::date)`),
    )
    .select(["o.id", "o.establishedOn", "v.kind", "v.areaKind", "v.shortName", "v.fullName", "p.parentId"])
    .where(valid)
    .$if(range !== null, (query) =>
      query.where("o.orgPath", ">=", range?.lo ?? "").where("o.orgPath", "<", range?.hi ?? ""),
    )
    .execute();
  const counts = await tx
    .selectFrom("membership")
    .select([
      "organizationId",
      sql<number>`count(*)`.as("members"),
      sql<number>`count(*) filter (where category = 'full' or full_on <= ${day}::date)`.as("full"),
    ])
    .where("validFrom", "<=", day)
    .where((eb) => eb.or([eb("validTo", "is", null), eb("validTo", ">", day)]))
    .groupBy("organizationId")
    .execute();
  const seats = await tx
    .selectFrom("post")
    .select(["organizationId", sql<number>`count(distinct person_id)`.as("seats")])
    .where("validFrom", "<=", day)
    .where((eb) => eb.or([eb("validTo", "is", null), eb("validTo", ">", day)]))
    .where("post", "in", [...COMMITTEE_POSTS])
    .groupBy("organizationId")
    .execute();
  const units = await tx
    .selectFrom("unit")
    .select(["organizationId", "industry", "longitude", "latitude"])
    .where("validFrom", "<=", day)
    .where((eb) => eb.or([eb("validTo", "is", null), eb("validTo", ">", day)]))
    .execute();
  const countOf = new Map(counts.map((it) => [it.organizationId, it]));
  const seatsOf = new Map(seats.map((it) => [it.organizationId, it.seats]));
  const unitsOf = Map.groupBy(units, (it) => it.organizationId);
  return organizations.map((it) => {
    const own = unitsOf.get(it.id) ?? [];
    const count = countOf.get(it.id);
    return {
      ...it,
      full: count?.full ?? 0,
      probationary: (count?.members ?? 0) - (count?.full ?? 0),
      seats: seatsOf.get(it.id) ?? 0,
      units: own.length,
      industry: own[0]?.industry ?? null,
      longitude: own[0]?.longitude ?? null,
      latitude: own[0]?.latitude ?? null,
    };
  });
}

/** What the adviser says today, for everything in reach or beneath one organisation. */
export async function adviceView(asking: Asking, organizationId: string | null): Promise<Static<typeof AdviceView>> {
  let range: { lo: string; hi: string } | null = null;
  if (organizationId !== null) {
    const row = await organizationById(asking.tx, organizationId);
    if (!row) throw absent("组织");
    range = { lo: row.orgPath, hi: `${row.orgPath.slice(0, -1)}0` };
  }
  const advice = settingAdvice(await adviceFacts(asking.tx, asking.today, range), asking.today);
  return advice.map((it) => ({
    id: it.id,
    kind: it.kind,
    title: it.title,
    organizations: [...it.organizations],
    reasons: it.reasons.map((reason) => ({ text: reason.text, provision: provisionView(reason.provision) })),
    event: it.event,
  }));
}
