import { dutiesMetBy } from "#platform/access/duties.ts";
import { nearestHolders } from "#platform/access/holders.ts";
import { newId } from "#platform/database/ids.ts";
import type { Doing } from "#platform/house.ts";
import { absent, conflict, Problem, refused } from "#platform/http/problem.ts";
import { notify, settle } from "#platform/notices/index.ts";
import { type Day, dayInWords, isDay } from "#shared/day.ts";
import { type Finding, provisionView } from "#shared/finding.ts";
import type { EventBody, EventPreview } from "./contract.ts";
import { bodyOf, mayDecide, newKinds, type Setting, superiorPlaces } from "./event-competence.ts";
import type { Changes, EventFact } from "./planning/facts.ts";
import { eventsAfter, type LoadedZone, loadZone, touchedBy, withParties } from "./planning/load.ts";
import { type Plan, planEvent } from "./planning/plan.ts";
import { describe } from "./planning/preview.ts";
import { type Block, blocksOf } from "./planning/undo.ts";
import { lockTree, removeMade, settlePaths, settlePersons, takeBack, writeChanges } from "./planning/write.ts";
import { type EventRow, eventById, ladder, namesOf } from "./queries.ts";
import { competence, type Rung } from "./rules.ts";
import { eventKindTerm, noticeKinds, notices, PROBLEMS } from "./zh.ts";

interface Prepared {
  readonly loaded: LoadedZone;
  readonly plan: Plan;
  readonly eventId: string;
  readonly competent: Finding<Rung | null>;
  /** The place at which the approving verb is asked. */
  readonly place: string;
}

async function prepare(at: Setting, body: EventBody, eventId: string): Promise<Prepared> {
  if (!isDay(body.happenedOn))
    throw new Problem(
      "unreadable",
      "not-a-day",
      PROBLEMS["not-a-day"],
      "请填写真实存在的变动日期，如 2026-11-22。什么都没有保存。",
      { faults: [{ pointer: "/happenedOn", message: "没有这一天" }] },
    );
  const day: Day = body.happenedOn;
  const loaded = await loadZone(at.tx, await touchedBy(at.tx, body), day);
  const plan = planEvent(loaded.zone, body, { eventId, today: at.today, newId });
  const superiors = await Promise.all(
    superiorPlaces(body, loaded).map(async ({ path, inclusive }) => {
      const rungs = await ladder(at.tx, path, day);
      return inclusive ? rungs : rungs.slice(0, -1);
    }),
  );
  const competent = competence(superiors, newKinds(body), day);
  return { loaded, plan, eventId, competent, place: competent.value?.path ?? loaded.paths.get(plan.home) ?? "/" };
}

function previewOf(at: Setting, body: EventBody, prepared: Prepared): EventPreview {
  const { competent, place } = prepared;
  return {
    ...describe(prepared.loaded.zone, body, prepared.plan, prepared.eventId),
    competence: {
      organizationId: competent.value?.id ?? null,
      name: competent.value?.name ?? "最高一级组织",
      atOnce: at.house.policy.may(at.actor, "organization.event.approve", place),
      grounds: competent.grounds,
      provision: provisionView(competent.provision),
    },
  };
}

/** What an event would do, without writing anything. */
export async function previewEvent(at: Setting, body: EventBody): Promise<EventPreview> {
  return previewOf(at, body, await prepare(at, body, newId()));
}

/**
 * Files an event. Whoever may approve it at the competent place puts it in force at once; otherwise it waits for a
 * decision. Refused with all faults when it cannot be done. Returns its id and state.
 */
export async function proposeEvent(doing: Doing, body: EventBody): Promise<{ id: string; state: string }> {
  await lockTree(doing.tx);
  const eventId = newId();
  const prepared = await prepare(doing, body, eventId);
  refuseFaults(prepared.plan);
  const preview = previewOf(doing, body, prepared);
  await fileInReach(doing, body.fileId ?? null);
  const { loaded, plan } = prepared;
  const atOnce = preview.competence.atOnce;
  // The first organisation of all is its own home: its row must be there before the event refers to it (deferred key).
  const homePath = loaded.paths.get(plan.home) ?? "/";
  const now = doing.house.clock.now();
  if (!loaded.paths.has(plan.home) && !atOnce)
    throw refused(
      "event-not-competent",
      PROBLEMS["event-not-competent"],
      "最高一级组织只能由开发区设立。什么都没有保存。",
    );
  const made = atOnce ? await putInForce(doing, body, prepared) : new Map<string, string>();
  await doing.tx
    .insertInto("organizationEvent")
    .values({
      id: eventId,
      organizationId: plan.home,
      orgPath: made.get(plan.home) ?? homePath,
      kind: body.kind,
      happenedOn: body.happenedOn as Day,
      documentNumber: body.documentNumber ?? null,
      fileId: body.fileId ?? null,
      reason: body.reason,
      state: atOnce ? "in-force" : "proposed",
      details: JSON.stringify(body.details),
      preview: JSON.stringify(preview),
      restores: JSON.stringify(restoresOf(plan.changes)),
      proposedBy: doing.actor.accountId,
      proposedName: doing.actor.name,
      proposedAt: now,
      ...(atOnce ? { decidedBy: doing.actor.accountId, decidedName: doing.actor.name, decidedAt: now } : {}),
    })
    .execute();
  await writeParties(doing, eventId, plan.changes, loaded, made);
  if (atOnce) await bringIntoEffect(doing, body.happenedOn as Day, plan.changes);
  else await askCompetent(doing, eventId, body, prepared);
  await tellEvent(
    doing,
    atOnce ? "in-force" : "proposed",
    {
      id: eventId,
      kind: body.kind,
      happenedOn: body.happenedOn,
      home: plan.home,
      orgPath: made.get(plan.home) ?? homePath,
    },
    plan.changes,
  );
  return { id: eventId, state: atOnce ? "in-force" : "proposed" };
}

/** Those who may approve it at the competent place, or else nearest above it, are told that it waits. */
async function askCompetent(doing: Doing, id: string, body: EventBody, prepared: Prepared): Promise<void> {
  const { tx, actor, today, house } = doing;
  await notify(tx, {
    accountIds: await nearestHolders(doing, "organization.event.approve", prepared.place, today),
    by: actor.accountId,
    kind: noticeKinds.waiting,
    title: notices.waiting(eventKindTerm(body.kind)),
    body: notices.waitingBody(await mainName(doing, prepared.plan, body.happenedOn), body.happenedOn),
    link: `/organization-events/${id}`,
    because: notices.waitingBecause(prepared.competent.value?.name ?? "最高一级组织"),
    about: [id],
    now: house.clock.now(),
  });
}

/** Nobody is asked for it any more, and whoever proposed it is told what came of it. */
async function answerProposer(doing: Doing, row: EventRow, answer: "approved" | "rejected" | "undone"): Promise<void> {
  const { tx, actor, house } = doing;
  const now = house.clock.now();
  await settle(tx, [row.id], now);
  if (row.proposedBy === null) return;
  await notify(tx, {
    accountIds: [row.proposedBy],
    by: actor.accountId,
    kind: noticeKinds.answered,
    title: notices.answered[answer](eventKindTerm(row.kind)),
    body: notices.answeredBody(row.happenedOn),
    link: `/organization-events/${row.id}`,
    because: notices.answeredBecause,
    now,
  });
}

/** Decides on an event that was filed: put in force as of the facts of now, or rejected with a note. */
export async function decideEvent(
  doing: Doing,
  id: string,
  decision: { approve: boolean; note?: string },
): Promise<{ id: string; state: string }> {
  await lockTree(doing.tx);
  const row = await eventById(doing.tx, id);
  if (!row) throw absent("组织变动");
  if (row.state !== "proposed")
    throw conflict("event-settled", PROBLEMS["event-settled"], "这次变动已经有了决定，请刷新后查看。");
  const body = bodyOf(row);
  const prepared = await prepare(doing, body, id);
  if (!doing.house.policy.may(doing.actor, "organization.event.approve", prepared.place))
    throw notCompetent(prepared.competent);
  const note = decision.note ?? "";
  const settled = {
    decidedBy: doing.actor.accountId,
    decidedName: doing.actor.name,
    decidedAt: doing.house.clock.now(),
    decisionNote: note,
  };
  const told = { id, kind: row.kind, happenedOn: row.happenedOn, home: row.organizationId, orgPath: row.orgPath };
  if (!decision.approve) {
    if (note.trim() === "")
      throw refused("event-refused", PROBLEMS["event-refused"], "不批准时请写明理由。什么都没有保存。", {
        faults: [{ pointer: "/note", message: "请写明理由" }],
      });
    await doing.tx
      .updateTable("organizationEvent")
      .set({ ...settled, state: "rejected" })
      .where("id", "=", id)
      .execute();
    await answerProposer(doing, row, "rejected");
    await tellEvent(doing, "rejected", told, null, note);
    return { id, state: "rejected" };
  }
  refuseFaults(prepared.plan);
  const made = await putInForce(doing, body, prepared);
  await doing.tx
    .updateTable("organizationEvent")
    .set({
      ...settled,
      state: "in-force",
      preview: JSON.stringify(previewOf(doing, body, prepared)),
      restores: JSON.stringify(restoresOf(prepared.plan.changes)),
    })
    .where("id", "=", id)
    .execute();
  await doing.tx.deleteFrom("organizationEventParty").where("eventId", "=", id).execute();
  await writeParties(doing, id, prepared.plan.changes, prepared.loaded, made);
  await bringIntoEffect(doing, row.happenedOn, prepared.plan.changes);
  await answerProposer(doing, row, "approved");
  await tellEvent(doing, "in-force", told, prepared.plan.changes);
  return { id, state: "in-force" };
}

/** Takes an event back as if it had never been, unless later events or facts rest on it; says which. */
export async function undoEvent(doing: Doing, id: string, reason: string): Promise<{ id: string; state: string }> {
  await lockTree(doing.tx);
  const row = await eventById(doing.tx, id);
  if (!row) throw absent("组织变动");
  const told = { id, kind: row.kind, happenedOn: row.happenedOn, home: row.organizationId, orgPath: row.orgPath };
  const undone = {
    state: "undone",
    undoneBy: doing.actor.accountId,
    undoneAt: doing.house.clock.now(),
    ...(reason === "" ? {} : { decisionNote: reason }),
  };
  if (row.state === "proposed") {
    if (row.proposedBy !== doing.actor.accountId && !(await mayDecide(doing, row))) throw absent("组织变动");
    await doing.tx.updateTable("organizationEvent").set(undone).where("id", "=", id).execute();
    await answerProposer(doing, row, "undone");
    await tellEvent(doing, "undone", told, null, reason);
    return { id, state: "undone" };
  }
  if (row.state !== "in-force")
    throw conflict("event-settled", PROBLEMS["event-settled"], "这次变动没有生效，不需要撤回。");
  const { blocks, event, made } = await undoBlocks(doing, row);
  if (!(await mayDecide(doing, row))) throw notCompetent((await prepare(doing, bodyOf(row), newId())).competent);
  if (made.includes(row.organizationId))
    throw conflict("event-depended-on", PROBLEMS["event-depended-on"], "最高一级组织的设立不能撤回。");
  if (blocks.length > 0) throw await blocked(doing, blocks);
  const { persons, holders } = await takeBack(doing.tx, event.id, restoresFrom(row));
  await refuseDutiesThatMeet(doing, holders);
  await settlePersons(doing.tx, doing.today, persons);
  try {
    await removeMade(doing.tx, event.id);
  } catch (error) {
    // Another module has recorded something for an organisation that this event had set up.
    if ((error as { code?: unknown }).code !== "23503") throw error;
    throw conflict(
      "event-depended-on",
      PROBLEMS["event-depended-on"],
      "新设的组织已经有了其他登记（会议、活动等），不能撤回。请改为办理新的变动。什么都没有改变。",
    );
  }
  await settlePaths(doing.tx, doing.today);
  await doing.tx.updateTable("organizationEvent").set(undone).where("id", "=", id).execute();
  await answerProposer(doing, row, "undone");
  await tellEvent(doing, "undone", told, null, reason);
  return { id, state: "undone" };
}

/** A grant that the event had ended comes back: its holder may have become one of the three administrators since. */
async function refuseDutiesThatMeet(doing: Doing, holders: readonly string[]): Promise<void> {
  const met = await dutiesMetBy(doing.tx, doing.today, holders);
  if (met.length === 0) return;
  throw conflict(
    "event-depended-on",
    PROBLEMS["event-depended-on"],
    `撤回会恢复已经终止的授权，使三员和业务岗位落在同一个账号：${met.map((it) => `${it.displayName}（${it.roleTerms.join("、")}）`).join("；")}。请先由安全管理员收回其中一项。什么都没有改变。`,
    { faults: met.map((it) => ({ pointer: "/facts", message: `${it.displayName}：${it.roleTerms.join("、")}` })) },
  );
}

/** What stands in the way of undoing an event in force. */
export async function undoBlocks(
  at: Setting,
  row: EventRow,
): Promise<{ blocks: Block[]; event: EventFact; made: string[] }> {
  const [event] = await withParties(at.tx, [row]);
  if (!event) throw absent("组织变动");
  const touched = event.parties.filter((it) => it.part !== "parent").map((it) => it.organizationId);
  const made = (await at.tx.selectFrom("organization").select("id").where("openedBy", "=", row.id).execute()).map(
    (it) => it.id,
  );
  const { zone } = await loadZone(at.tx, touched, row.happenedOn, made);
  return { blocks: blocksOf(zone, event, await eventsAfter(at.tx, row.sequence), restoresFrom(row)), event, made };
}

async function blocked(doing: Doing, blocks: readonly Block[]): Promise<Problem> {
  const ids = blocks.flatMap((it) =>
    it.by === "event" ? it.event.parties.map((party) => party.organizationId) : [it.organizationId],
  );
  const names = await namesOf(doing.tx, ids, doing.today);
  const sentences = blocks.slice(0, 20).map((it) => {
    if (it.by === "fact") return `“${names.get(it.organizationId) ?? ""}”的${it.ledger}“${it.name}”`;
    const main = it.event.parties.find(
      (party) => party.part === "subject" || party.part === "source" || party.part === "successor",
    );
    return `${dayInWords(it.event.happenedOn)}“${names.get(main?.organizationId ?? "") ?? ""}”${eventKindTerm(it.event.kind)}`;
  });
  return conflict(
    "event-depended-on",
    PROBLEMS["event-depended-on"],
    `以下登记以它为前提，请先撤回或处理：${sentences.join(";")}${blocks.length > 20 ? `等${blocks.length}项` : ""}。什么都没有改变。`,
    {
      faults: blocks.map((it, at) => ({
        pointer: it.by === "event" ? `/events/${it.event.id}` : "/facts",
        message: sentences[at] ?? "",
      })),
    },
  );
}

async function putInForce(
  doing: Doing,
  body: EventBody,
  { loaded, plan, eventId }: Prepared,
): Promise<Map<string, string>> {
  try {
    return await writeChanges(
      doing.tx,
      plan.changes,
      {
        id: eventId,
        accountId: doing.actor.accountId,
        documentNumber: body.documentNumber ?? null,
        reason: body.reason,
      },
      loaded.paths,
    );
  } catch (error) {
    if ((error as { constraint?: unknown }).constraint !== "organization_code") throw error;
    throw conflict(
      "event-refused",
      PROBLEMS["event-refused"],
      "组织编码已经有组织在用，请换一个编码。什么都没有保存。",
      { faults: [{ pointer: "/details", message: "组织编码已被使用" }] },
    );
  }
}

async function bringIntoEffect(doing: Doing, day: Day, changes: Changes): Promise<void> {
  if (day > doing.today) return;
  await settlePersons(
    doing.tx,
    doing.today,
    changes.open.memberships.map((it) => it.personId),
  );
  if (
    changes.dissolve.length > 0 ||
    changes.open.placements.some((it) => !changes.establish.some((made) => made.id === it.organizationId))
  )
    await settlePaths(doing.tx, doing.today);
}

async function writeParties(
  doing: Doing,
  eventId: string,
  changes: Changes,
  loaded: LoadedZone,
  made: ReadonlyMap<string, string>,
): Promise<void> {
  const rows = changes.parties.flatMap((it) => {
    const orgPath = made.get(it.organizationId) ?? loaded.paths.get(it.organizationId);
    return orgPath === undefined ? [] : [{ eventId, organizationId: it.organizationId, orgPath, part: it.part }];
  });
  if (rows.length > 0) await doing.tx.insertInto("organizationEventParty").values(rows).execute();
}

async function fileInReach(doing: Doing, fileId: string | null): Promise<void> {
  if (fileId === null) return;
  const file = await doing.tx.selectFrom("storedFile").select("id").where("id", "=", fileId).executeTakeFirst();
  if (!file) throw absent("文件");
}

function refuseFaults(plan: Plan): void {
  if (plan.faults.length === 0) return;
  const provision = plan.faults.find((it) => it.provision !== null)?.provision;
  throw refused(
    "event-refused",
    PROBLEMS["event-refused"],
    `${plan.faults.map((it) => it.message).join(" ")} 什么都没有保存。`,
    {
      faults: plan.faults.map(({ pointer, message }) => ({ pointer, message })),
      ...(provision ? { provision } : {}),
    },
  );
}

function notCompetent(competent: Finding<Rung | null>): Problem {
  return new Problem(
    "forbidden",
    "event-not-competent",
    PROBLEMS["event-not-competent"],
    `这次变动由${competent.value?.name ?? "最高一级组织"}批准（${competent.provision.title}）。什么都没有改变。`,
    { provision: competent.provision },
  );
}

const restoresOf = (changes: Changes): Record<string, Day> =>
  Object.fromEntries(changes.close.grants.flatMap((it) => (it.was === null ? [] : [[it.id, it.was]])));
const restoresFrom = (row: EventRow): Map<string, Day> =>
  new Map(Object.entries((row.restores ?? {}) as Record<string, Day>));

/** Name of the organisation that a planned event is about. */
async function mainName(doing: Doing, plan: Plan, happenedOn: string): Promise<string> {
  const main = mainParty(plan.changes) ?? plan.home;
  const names = await namesOf(doing.tx, [main, plan.home], happenedOn as Day);
  return names.get(main) ?? names.get(plan.home) ?? "";
}

const mainParty = (changes: Changes | null): string | undefined =>
  changes?.parties.find((it) => it.part === "subject" || it.part === "source")?.organizationId;

async function tellEvent(
  doing: Doing,
  what: "proposed" | "in-force" | "rejected" | "undone",
  event: { id: string; kind: string; happenedOn: string; home: string; orgPath: string },
  changes: Changes | null,
  note = "",
): Promise<void> {
  const main = mainParty(changes) ?? event.home;
  const names = await namesOf(doing.tx, [main, event.home], event.happenedOn as Day);
  await doing.tell({
    event: `organization.event.${what}`,
    organizationId: event.home,
    orgPath: event.orgPath,
    target: { kind: "organization-event", id: event.id, name: names.get(main) ?? names.get(event.home) ?? null },
    details: {
      kind: event.kind,
      on: event.happenedOn,
      ...(changes ? { members: changes.open.memberships.length } : {}),
      ...(note === "" ? {} : { note }),
    },
  });
}
