import { newId } from "#platform/database/ids.ts";
import { insertMany } from "#platform/database/insert-many.ts";
import type { Doing } from "#platform/house.ts";
import type { Drop, Place } from "#platform/registers/importer.ts";
import { type Day, later } from "#shared/day.ts";
import { nameKeys } from "../name-keys.ts";
import { sealedColumns } from "../sensitive.ts";
import type { RosterFacts } from "./row.ts";
import { closeMembership, openRow, personRow, reopenRow } from "./rows.ts";
import type { RosterDeed } from "./run.ts";
import { type Subject, tellImported } from "./told.ts";

interface Deed<K extends RosterDeed["kind"]> {
  readonly deed: Extract<RosterDeed, { kind: K }>;
  readonly fileId: string;
  readonly ordinal: number;
}

/** Columns of `membership` that a roster row states. */
export function membershipFacts(facts: RosterFacts): Record<string, unknown> {
  return {
    education: facts.education ?? null,
    degree: facts.degree ?? null,
    joinedOn: facts.joined?.day ?? null,
    joinedPrecision: facts.joined?.precision ?? "day",
    fullOn: facts.full?.day ?? null,
    fullPrecision: facts.full?.precision ?? "day",
    category: facts.category ?? "full",
    registryStatus: facts.registryStatus ?? "normal",
    joinKind: facts.joinKind ?? null,
    job: facts.job ?? null,
    workUnit: facts.workUnit ?? null,
    stratum: facts.stratum ?? null,
    frontLine: facts.frontLine ?? null,
    migrantWorker: facts.migrantWorker ?? null,
    groupName: facts.groupName ?? null,
    flowDestination: facts.flowDestination ?? null,
    lostSince: facts.lostSince ?? null,
    note: facts.note ?? "",
  };
}

/** Writes what a passage over rosters decided: new members in bulk, changes and moves one by one. */
export class RosterWriter {
  readonly #drop: Drop;

  constructor(drop: Drop) {
    this.#drop = drop;
  }

  /** `file` names the file the rows come from. Each person finds in their trace that an import wrote their record. */
  async write(
    doing: Doing,
    deeds: readonly { deed: RosterDeed; fileId: string; ordinal: number }[],
    file: string,
  ): Promise<void> {
    const entered: Subject[] = [];
    const changed: Subject[] = [];
    await this.#admit(
      doing,
      deeds.filter((it): it is Deed<"admit"> => it.deed.kind === "admit"),
    );
    for (const it of deeds) {
      const { deed } = it;
      if (deed.kind === "admit") entered.push({ id: deed.personId, path: this.#pathOf(deed.place) });
      if (deed.kind === "change")
        changed.push({ id: deed.member.personId, path: await this.#change(doing, it as Deed<"change">) });
      if (deed.kind === "move") {
        await this.#move(doing, it as Deed<"move">);
        changed.push({ id: deed.personId, path: this.#pathOf(deed.place) });
      }
    }
    const told = { id: this.#drop.batchId, name: `《${file}》` };
    await tellImported(doing, "membership.import.entered", told, entered);
    await tellImported(doing, "membership.import.changed", told, changed);
  }

  #pathOf(place: Place): string {
    const path = this.#drop.places.byId(place.id)?.path ?? null;
    if (path === null) throw new Error(`the organisation ${place.shortName} was expected and never set up`);
    return path;
  }

  async #admit(doing: Doing, deeds: readonly Deed<"admit">[]): Promise<void> {
    const persons: Record<string, unknown>[] = [];
    const memberships: Record<string, unknown>[] = [];
    const events: Record<string, unknown>[] = [];
    const { batchId, asOf, house } = this.#drop;
    for (const { deed, fileId, ordinal } of deeds) {
      const { facts, personId, place } = deed;
      const at = { organizationId: place.id, orgPath: this.#pathOf(place) };
      const keys = nameKeys(facts.name);
      // Nobody stands on a roster before they joined.
      const from: Day = facts.joined && facts.joined.precision === "day" ? later(asOf, facts.joined.day) : asOf;
      if (deed.isNew) {
        persons.push({
          id: personId,
          ...at,
          name: facts.name,
          formerName: facts.formerName ?? null,
          ...keys,
          gender: facts.gender ?? "unknown",
          ethnicity: facts.ethnicity ?? null,
          birthOn: facts.birth?.day ?? null,
          birthPrecision: facts.birth?.precision ?? "day",
          nativePlace: facts.nativePlace ?? null,
          idNumberCipher: null,
          idNumberIndex: null,
          mobileCipher: null,
          mobileIndex: null,
          mobileMask: null,
          addressCipher: null,
          registeredAddressCipher: null,
          ...sealedColumns(house.keyring, personId, sealedOf(facts), deed.index),
          importId: batchId,
        });
      } else await this.#welcome(doing, personId, at);
      memberships.push({
        id: newId(),
        personId,
        ...at,
        validFrom: from,
        name: facts.name,
        ...keys,
        gender: facts.gender ?? "unknown",
        ethnicity: facts.ethnicity ?? null,
        birthOn: facts.birth?.day ?? null,
        ...membershipFacts(facts),
        importId: batchId,
        importFile: fileId,
        importRow: ordinal,
      });
      events.push({
        id: newId(),
        personId,
        ...at,
        direction: 1,
        // A roster says that somebody stands on it again, not that their membership was restored: that is the level above's.
        code: "corrected_in",
        happenedOn: from,
        importId: batchId,
      });
    }
    await insertMany(doing.tx, "person", persons);
    await insertMany(doing.tx, "membership", memberships);
    await insertMany(doing.tx, "membershipEvent", events);
  }

  /** Somebody the house knows already comes onto a roster: the record moves to the new branch. */
  async #welcome(doing: Doing, personId: string, at: { organizationId: string; orgPath: string }): Promise<void> {
    const person = await personRow(doing.tx, personId);
    await this.#keep(doing, person, null);
    await doing.tx
      .updateTable("person")
      .set((eb) => ({ ...at, version: eb("version", "+", 1) }))
      .where("id", "=", personId)
      .execute();
  }

  /** Returns the place of the record. */
  async #change(doing: Doing, { deed, fileId, ordinal }: Deed<"change">): Promise<string> {
    const { member, changes } = deed;
    const { asOf, batchId, house } = this.#drop;
    const tx = doing.tx;
    const person = await personRow(tx, member.personId);
    const open = await openRow(tx, member.personId);
    await this.#keep(doing, person, open);
    const keys = typeof changes.person["name"] === "string" ? nameKeys(changes.person["name"]) : {};
    await tx
      .updateTable("person")
      .set((eb) => ({
        ...changes.person,
        ...keys,
        ...sealedColumns(house.keyring, member.personId, changes.sealed),
        version: eb("version", "+", 1),
      }))
      .where("id", "=", member.personId)
      .execute();
    if (!open) return person.orgPath;
    // What a roster repeats of the person follows the person; what it states itself holds from the day of the roster on.
    const repeated: Record<string, unknown> = { ...keys };
    for (const key of ["name", "gender", "ethnicity", "birthOn"]) {
      if (key in changes.person) repeated[key] = changes.person[key];
    }
    if (Object.keys(changes.membership).length === 0 || open.validFrom >= asOf) {
      const set = { ...repeated, ...changes.membership };
      if (Object.keys(set).length > 0) await tx.updateTable("membership").set(set).where("id", "=", open.id).execute();
      return person.orgPath;
    }
    await closeMembership(tx, open, asOf);
    await reopenRow(tx, open, {
      ...repeated,
      ...changes.membership,
      validFrom: asOf,
      importId: batchId,
      importFile: fileId,
      importRow: ordinal,
    });
    return person.orgPath;
  }

  /** The member goes from the roster they stand on to this one: an accepted transfer as of the day of the roster. */
  async #move(doing: Doing, { deed, fileId, ordinal }: Deed<"move">): Promise<void> {
    const { personId, place } = deed;
    const { asOf, batchId } = this.#drop;
    const tx = doing.tx;
    const at = { organizationId: place.id, orgPath: this.#pathOf(place) };
    const person = await personRow(tx, personId);
    const open = await openRow(tx, personId);
    if (!open) throw new Error(`${personId} stands on no roster to be moved from`);
    const ofThisImport = person.importId === batchId;
    if (!ofThisImport) await this.#keep(doing, person, open);
    await tx
      .updateTable("person")
      .set((eb) => ({ ...at, version: ofThisImport ? person.version : eb("version", "+", 1) }))
      .where("id", "=", personId)
      .execute();
    if (open.validFrom >= asOf) {
      // Entered on the other roster the same day: they were never there.
      await tx.updateTable("membership").set(at).where("id", "=", open.id).execute();
      await tx
        .updateTable("membershipEvent")
        .set(at)
        .where("personId", "=", personId)
        .where("direction", "=", 1)
        .where("happenedOn", ">=", asOf)
        .execute();
      return;
    }
    const transferId = newId();
    const by = doing.actor.accountId;
    await tx
      .insertInto("transfer")
      .values({
        id: transferId,
        personId,
        personName: person.name,
        kind: "inside",
        fromOrganizationId: open.organizationId,
        orgPath: open.orgPath,
        toOrganizationId: at.organizationId,
        toPath: at.orgPath,
        reason: "花名册导入时核实",
        state: "accepted",
        handedOverBy: by,
        handedOverOn: asOf,
        decidedBy: by,
        decidedOn: asOf,
        batchId,
      })
      .execute();
    await closeMembership(tx, open, asOf);
    await reopenRow(tx, open, { ...at, validFrom: asOf, importId: batchId, importFile: fileId, importRow: ordinal });
    const event = { personId, happenedOn: asOf, transferId, importId: batchId };
    const from = { organizationId: open.organizationId, orgPath: open.orgPath };
    await tx
      .insertInto("membershipEvent")
      .values([
        { id: newId(), ...event, ...from, direction: -1, code: "transferred_out", counterpart: place.shortName },
        { id: newId(), ...event, ...at, direction: 1, code: "transferred_in" },
      ])
      .execute();
  }

  /** Keeps what is about to be written over, once an import and person, so that the import can be taken back. */
  async #keep(
    doing: Doing,
    person: Awaited<ReturnType<typeof personRow>>,
    open: Awaited<ReturnType<typeof openRow>>,
  ): Promise<void> {
    await doing.tx
      .insertInto("memberBefore")
      .values({
        id: newId(),
        personId: person.id,
        orgPath: person.orgPath,
        importId: this.#drop.batchId,
        madeVersion: person.version + 1,
        person: JSON.stringify(person),
        membership: open ? JSON.stringify(open) : null,
      })
      .execute();
  }
}

function sealedOf(facts: RosterFacts): Record<string, string> {
  const sealed: Record<string, string> = {};
  for (const field of ["idNumber", "mobile", "address", "registeredAddress"] as const) {
    const value = facts[field];
    if (value !== undefined) sealed[field] = value;
  }
  return sealed;
}
