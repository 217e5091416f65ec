import { sql } from "kysely";
import {
  acceptTransfer,
  admitToRoster,
  correctMember,
  enterRoster,
  handOver,
  leaveRoster,
} from "#modules/membership/index.ts";
import { appointPost, endPost, proposeEvent, putUnit, startTerm, undoEvent } from "#modules/organization/index.ts";
import {
  type Actor,
  accountActor,
  createAccount,
  grantRole,
  hashPassword,
  systemActor,
} from "#platform/access/index.ts";
import { fixedClock } from "#platform/clock/index.ts";
import { act } from "#platform/doing.ts";
import type { Doing, House } from "#platform/house.ts";
import { previewImport } from "#platform/registers/import/acts.ts";
import type { Day } from "#shared/day.ts";
import { organizationOf, unitOf } from "./bodies.ts";
import type { CastKey } from "./cast.ts";
import { CAST } from "./cast.ts";
import type { Deed, DeedKind } from "./deeds.ts";
import { memberTexts } from "./member-texts.ts";

/** The verb under which each deed is done. */
const VERBS: Readonly<Record<DeedKind, string>> = {
  account: "access.account.create",
  grant: "access.grant.give",
  establish: "organization.event.propose",
  rename: "organization.event.propose",
  move: "organization.event.propose",
  upgrade: "organization.event.propose",
  merge: "organization.event.propose",
  dissolve: "organization.event.propose",
  split: "organization.event.propose",
  "undo-split": "organization.event.approve",
  unit: "organization.unit.write",
  term: "organization.post.write",
  appoint: "organization.post.write",
  "end-post": "organization.post.write",
  roster: "membership.import",
  admit: "membership.admit",
  convert: "membership.correct",
  change: "membership.correct",
  leave: "membership.leave",
  "hand-over": "membership.transfer",
  accept: "membership.transfer",
  "preview-import": "registers.import",
};

/** Deeds after which what somebody holds, or where, may be different. */
const CHANGES_REACH: ReadonlySet<DeedKind> = new Set([
  "grant",
  "move",
  "merge",
  "dissolve",
  "split",
  "undo-split",
  "establish",
]);

/** Done while nobody else does anything: the rest of the story builds on it. */
const STANDS_ALONE: ReadonlySet<DeedKind> = new Set([...CHANGES_REACH, "account", "roster"]);

export interface Progress {
  (done: number, all: number, on: Day): void;
}

/** What one person did on one day under one verb: one transaction. */
interface Batch {
  readonly lead: Deed;
  readonly deeds: readonly Deed[];
}

/**
 * Carries the deeds out, each through the act of its module, by the person who did it, on its day (the clock is moved).
 * The officers work side by side as they do in life, each in the order of days; whatever concerns one member is done in
 * that order also when several officers have a hand in it. Stops with the first refusal, naming the deed.
 */
export async function perform(house: House, deeds: readonly Deed[], report: Progress = () => {}): Promise<void> {
  const stage = new Stage(house);
  let done = 0;
  const run = async (batch: Batch): Promise<void> => {
    await stage.together(batch);
    done += batch.deeds.length;
    report(done, deeds.length, batch.lead.on);
  };
  for (const stretch of stretchesOf(batchesOf(deeds))) await sideBySide(stretch, run);
}

function batchesOf(deeds: readonly Deed[]): Batch[] {
  const out: { lead: Deed; deeds: Deed[] }[] = [];
  for (const deed of deeds) {
    const last = out.at(-1);
    if (last && goesWith(last.lead, deed)) last.deeds.push(deed);
    else out.push({ lead: deed, deeds: [deed] });
  }
  return out;
}

const goesWith = (lead: Deed, it: Deed): boolean =>
  it.on === lead.on && it.by === lead.by && VERBS[it.kind] === VERBS[lead.kind] && !CHANGES_REACH.has(lead.kind);

/** Batches that may run side by side; what changes places or rights stands alone. */
function stretchesOf(batches: readonly Batch[]): Batch[][] {
  const out: Batch[][] = [];
  let open: Batch[] = [];
  for (const batch of batches) {
    if (!STANDS_ALONE.has(batch.lead.kind)) {
      open.push(batch);
      continue;
    }
    out.push(open, [batch]);
    open = [];
  }
  return [...out, open];
}

async function sideBySide(stretch: readonly Batch[], run: (batch: Batch) => Promise<void>): Promise<void> {
  const lanes = new Map<string, Promise<void>>();
  const persons = new Map<string, Promise<void>>();
  for (const batch of stretch) {
    const concerned = batch.deeds.flatMap((it) =>
      "person" in it && it.person !== null ? [typeof it.person === "string" ? it.person : it.person.key] : [],
    );
    const before = [lanes.get(batch.lead.by), ...concerned.map((it) => persons.get(it))];
    const turn = Promise.all(before.filter((it) => it !== undefined)).then(() => run(batch));
    lanes.set(batch.lead.by, turn);
    for (const it of concerned) persons.set(it, turn);
  }
  // All of them, so that nothing is left running when one fails.
  const ended = await Promise.allSettled(lanes.values());
  const failed = ended.find((it) => it.status === "rejected");
  if (failed) throw failed.reason;
}

class Stage {
  readonly #house: House;
  readonly #actors = new Map<string, Actor>();
  readonly #accounts = new Map<CastKey, string>();
  readonly #places = new Map<string, string>();
  readonly #persons = new Map<string, string>();
  readonly #transfers = new Map<string, string>();
  readonly #posts = new Map<string, string>();
  readonly #splits = new Map<string, string>();
  readonly #hashes = new Map<CastKey, Promise<string>>();

  constructor(house: House) {
    this.#house = house;
    // Slow on purpose, so they begin at once and run beside everything else.
    for (const key of Object.keys(CAST) as CastKey[]) this.#hashes.set(key, hashPassword(CAST[key].password));
  }

  async together({ lead, deeds }: Batch): Promise<void> {
    // Each has a clock of their own: one officer may be at May while another is still at April.
    const house: House = { ...this.#house, clock: fixedClock(lead.on) };
    const actor = await this.#actor(house, lead.by);
    let doingNow: Deed = lead;
    try {
      await act(house, actor, VERBS[lead.kind], null, async (doing) => {
        // Nobody was told yet that anything is kept: what a power cut takes is made again.
        await sql`set local synchronous_commit = off`.execute(doing.tx);
        for (const deed of deeds) {
          doingNow = deed;
          await this.#do(doing, deed);
        }
      });
    } catch (error) {
      const detail = (error as { detail?: unknown }).detail;
      throw new Error(
        `the story stops on ${doingNow.on}: ${doingNow.kind} ${about(doingNow)}${typeof detail === "string" ? `: ${detail}` : ""}`,
        { cause: error },
      );
    }
    if (deeds.some((it) => CHANGES_REACH.has(it.kind))) this.#actors.clear();
  }

  async #actor(house: House, by: CastKey | "system"): Promise<Actor> {
    if (by === "system") return systemActor("demo-zone");
    const known = this.#actors.get(by);
    if (known) return known;
    const actor = await accountActor(house, need(this.#accounts, by));
    if (!actor) throw new Error(`${by} has no account on ${house.clock.today()}`);
    this.#actors.set(by, actor);
    return actor;
  }

  #do(doing: Doing, deed: Deed): Promise<void> {
    switch (deed.kind) {
      case "account":
        return this.#openAccount(doing, deed.account, deed.person);
      case "grant":
        return this.#grant(doing, deed.account, deed.place);
      case "unit":
      case "term":
      case "appoint":
      case "end-post":
        return this.#office(doing, deed);
      case "preview-import":
        return this.#previewImport(doing, deed);
      case "roster":
      case "admit":
      case "convert":
      case "change":
      case "leave":
      case "hand-over":
      case "accept":
        return this.#member(doing, deed);
      default:
        return this.#event(doing, deed);
    }
  }

  async #previewImport(doing: Doing, deed: Extract<Deed, { kind: "preview-import" }>): Promise<void> {
    const content = Buffer.from(`\ufeff${deed.content}`, "utf8");
    await previewImport(doing, {
      files: [{ name: deed.fileName, content }],
      organizationId: need(this.#places, deed.place),
    });
  }

  async #openAccount(doing: Doing, key: CastKey, person: string | null): Promise<void> {
    const { username, name, isMember, place } = CAST[key];
    const { id } = await createAccount(doing, {
      username,
      displayName: name,
      organizationId: isMember ? need(this.#places, place) : null,
      ...(person === null ? {} : { personId: need(this.#persons, person) }),
      passwordHash: await (this.#hashes.get(key) ?? hashPassword(CAST[key].password)),
    });
    this.#accounts.set(key, id);
  }

  async #grant(doing: Doing, key: CastKey, place: string | null): Promise<void> {
    await grantRole(doing, {
      accountId: need(this.#accounts, key),
      role: CAST[key].role,
      organizationId: place === null ? null : need(this.#places, place),
      reason: "按任职和分工授权",
    });
  }

  async #event(
    doing: Doing,
    deed: Extract<
      Deed,
      { kind: "establish" | "rename" | "move" | "upgrade" | "merge" | "dissolve" | "split" | "undo-split" }
    >,
  ): Promise<void> {
    if (deed.kind === "undo-split") {
      await undoEvent(doing, need(this.#splits, deed.place), deed.reason);
      return;
    }
    const common = {
      happenedOn: deed.kind === "establish" ? deed.happenedOn : deed.on,
      documentNumber: deed.documentNumber,
      reason: deed.reason,
    };
    switch (deed.kind) {
      case "establish": {
        const parentId = deed.parent === null ? null : need(this.#places, deed.parent);
        const { id } = await proposeEvent(doing, {
          kind: "establish",
          ...common,
          details: { organization: organizationOf(deed.place, parentId) },
        });
        this.#places.set(deed.place.key, await this.#made(doing, id, "subject"));
        return;
      }
      case "rename":
        await proposeEvent(doing, {
          kind: "rename",
          ...common,
          details: {
            organizationId: need(this.#places, deed.place),
            fullName: deed.fullName,
            shortName: deed.shortName,
          },
        });
        return;
      case "move":
        await proposeEvent(doing, {
          kind: "move",
          ...common,
          details: { organizationId: need(this.#places, deed.place), parentId: need(this.#places, deed.parent) },
        });
        return;
      case "upgrade":
        await proposeEvent(doing, {
          kind: "upgrade",
          ...common,
          details: {
            organizationId: need(this.#places, deed.place),
            kind: "general_branch",
            fullName: deed.fullName,
            shortName: deed.shortName,
          },
        });
        return;
      case "merge": {
        const sourceIds = deed.sources.map((it) => need(this.#places, it));
        const into = deed.makes
          ? { organization: organizationOf(deed.into, need(this.#places, deed.into.parent ?? "")) }
          : { organizationId: need(this.#places, deed.into.key) };
        const { id, state } = await proposeEvent(doing, {
          kind: "merge",
          ...common,
          details: { sourceIds, into, grants: await this.#endingGrants(doing, sourceIds) },
        });
        if ((state === "proposed") !== deed.proposal) throw new Error(`the merger is ${state}`);
        if (deed.makes) this.#places.set(deed.into.key, await this.#made(doing, id, "successor"));
        return;
      }
      case "dissolve": {
        const destinations = deed.destinations.map((it) => ({
          organizationId: need(this.#places, it.place),
          personIds: it.persons.map((one) => need(this.#persons, one)),
        }));
        await proposeEvent(doing, {
          kind: "dissolve",
          ...common,
          details: { organizationId: need(this.#places, deed.place), destinations },
        });
        return;
      }
      case "split": {
        const organizationId = need(this.#places, deed.place);
        const going = new Set(deed.persons.map((it) => need(this.#persons, it)));
        const members = await doing.tx
          .selectFrom("membership")
          .select("personId")
          .where("organizationId", "=", organizationId)
          .where("validTo", "is", null)
          .execute();
        const stay = members.map((it) => it.personId).filter((it) => !going.has(it));
        const parentId = need(this.#places, deed.part.parent ?? "");
        const { id } = await proposeEvent(doing, {
          kind: "split",
          ...common,
          details: {
            organizationId,
            continues: true,
            parts: [{ organization: organizationOf(deed.part, parentId), personIds: [...going] }],
            stay,
          },
        });
        this.#splits.set(deed.place, id);
      }
    }
  }

  /** Rights at a branch that is merged away end with it, where the story says nothing else. */
  async #endingGrants(doing: Doing, sourceIds: readonly string[]): Promise<{ grantId: string; decision: "end" }[]> {
    const rows = await doing.tx
      .selectFrom("roleGrant")
      .select("id")
      .where("organizationId", "in", sourceIds)
      .where("validTo", "is", null)
      .execute();
    return rows.map((it) => ({ grantId: it.id, decision: "end" as const }));
  }

  async #made(doing: Doing, eventId: string, part: "subject" | "successor"): Promise<string> {
    const row = await doing.tx
      .selectFrom("organizationEventParty")
      .select("organizationId")
      .where("eventId", "=", eventId)
      .where("part", "=", part)
      .executeTakeFirstOrThrow();
    return row.organizationId;
  }

  /** A branch into which another was merged stands in two units; the name says which is meant. */
  async #knownUnit(doing: Doing, organizationId: string, name: string): Promise<{ unitId?: string }> {
    const row = await doing.tx
      .selectFrom("unit")
      .select("id")
      .where("organizationId", "=", organizationId)
      .where("name", "=", name)
      .where("validTo", "is", null)
      .executeTakeFirst();
    return row ? { unitId: row.id } : {};
  }

  async #office(doing: Doing, deed: Extract<Deed, { kind: "unit" | "term" | "appoint" | "end-post" }>): Promise<void> {
    const organizationId = need(this.#places, deed.place);
    switch (deed.kind) {
      case "unit":
        await putUnit(doing, organizationId, {
          ...unitOf(deed.unit),
          ...(deed.since === null ? {} : { since: deed.since }),
          ...(await this.#knownUnit(doing, organizationId, deed.unit.name)),
        });
        return;
      case "term":
        await startTerm(doing, {
          organizationId,
          startOn: deed.start,
          years: deed.years,
          termNumber: deed.termNumber,
          electedOn: deed.start,
          documentNumber: deed.documentNumber,
        });
        return;
      case "appoint": {
        const { id } = await appointPost(doing, {
          organizationId,
          personId: need(this.#persons, deed.person),
          post: deed.post,
          from: deed.from,
        });
        this.#posts.set(`${deed.place} ${deed.person} ${deed.post}`, id);
        return;
      }
      case "end-post":
        await endPost(doing, need(this.#posts, `${deed.place} ${deed.person} ${deed.post}`), {
          on: deed.on,
          reason: deed.reason,
        });
    }
  }

  async #member(
    doing: Doing,
    deed: Extract<Deed, { kind: "roster" | "admit" | "convert" | "change" | "leave" | "hand-over" | "accept" }>,
  ): Promise<void> {
    switch (deed.kind) {
      case "roster": {
        const { personIds } = await enterRoster(doing, {
          organizationId: need(this.#places, deed.place),
          on: deed.on,
          members: deed.persons.map((it) => memberTexts(it, deed.on)),
        });
        deed.persons.forEach((it, at) => this.#persons.set(it.key, personIds[at] ?? ""));
        return;
      }
      case "admit": {
        const { personId } = await admitToRoster(doing, {
          organizationId: need(this.#places, deed.place),
          member: memberTexts(deed.person, deed.on),
          code: deed.code,
          on: deed.on,
          ...(deed.from === null ? {} : { outsideName: deed.from }),
        });
        this.#persons.set(deed.person.key, personId);
        return;
      }
      case "convert":
        await correctMember(doing, need(this.#persons, deed.person), {
          manner: "change",
          on: deed.on,
          fields: { category: "正式党员", fullOn: deed.on },
        });
        return;
      case "change":
        await correctMember(doing, need(this.#persons, deed.person), {
          manner: "change",
          on: deed.on,
          fields: deed.fields,
        });
        return;
      case "leave":
        await leaveRoster(doing, need(this.#persons, deed.person), { code: deed.code, on: deed.on });
        return;
      case "hand-over": {
        const to =
          deed.to === null ? { outsideName: deed.outside ?? "" } : { toOrganizationId: need(this.#places, deed.to) };
        const { ids } = await handOver(doing, {
          personIds: [need(this.#persons, deed.person)],
          ...to,
          on: deed.on,
          reason: deed.reason,
          letterNumber: `云开组转〔${deed.on.slice(0, 4)}〕${deed.on.slice(5, 7)}${deed.on.slice(8)}号`,
          letterOn: deed.on,
          validDays: 90,
          duesPaidTo: deed.on,
        });
        this.#transfers.set(deed.person, ids[0] ?? "");
        return;
      }
      case "accept":
        await acceptTransfer(doing, need(this.#transfers, deed.person), { on: deed.on });
    }
  }
}

function need<K>(map: ReadonlyMap<K, string>, key: K): string {
  const found = map.get(key);
  if (found === undefined || found === "") throw new Error(`the story has not come to ${String(key)} yet`);
  return found;
}

function about(deed: Deed): string {
  const place = "place" in deed ? (typeof deed.place === "string" ? deed.place : (deed.place?.key ?? "")) : "";
  const person = "person" in deed ? (typeof deed.person === "string" ? deed.person : (deed.person?.name ?? "")) : "";
  return `${place} ${person}`.trim();
}
