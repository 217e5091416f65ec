import type { NewOrganization } from "#modules/organization/contract.ts";
import { proposeEvent } from "#modules/organization/event-acts.ts";
import { verbs } from "#modules/organization/policy.ts";
import { type Actor, type Grant, Policy, type Role } from "#platform/access/policy.ts";
import { type AuditEvent, nameOf } from "#platform/audit/event.ts";
import { fixedClock } from "#platform/clock/index.ts";
import { loadClasses } from "#platform/database/classes.ts";
import { Door, type Reader } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import { insertMany } from "#platform/database/insert-many.ts";
import type { Database } from "#platform/database/open.ts";
import { systemScope } from "#platform/database/scope.ts";
import type { Doing, House } from "#platform/house.ts";
import { type Day, day } from "#shared/day.ts";
import { freshDatabase } from "./database.ts";

/** A house with a database of its own, for tests of organisations: acts run as in a request, the audit is collected. */
export interface OrganizationHouse {
  readonly database: Database;
  readonly door: Door;
  readonly told: AuditEvent[];
  today: Day;
  /** Runs an act within the scope of a verb. */
  act<T>(actor: Actor, verb: string, work: (doing: Doing) => Promise<T>): Promise<T>;
  read<T>(work: (tx: Reader) => Promise<T>): Promise<T>;
  /** Somebody with a grant at a place; the grant is not stored. */
  person(role: Role, organizationId: string): Promise<Actor>;
  /** Sets up an organisation by the act, as the system. Returns its id. */
  establish(
    it: Partial<NewOrganization> & { parentId: string | null; shortName: string },
    on?: string,
  ): Promise<string>;
  /** Puts members on the roster of an organisation directly. Returns the ids of the people. */
  admit(
    organizationId: string,
    names: readonly string[],
    from: string,
    more?: Readonly<Record<string, unknown>>,
  ): Promise<string[]>;
  /** A stored grant with an account behind it. Returns the id of the grant. */
  grant(organizationId: string, role: Role, holder: string, from: string, to?: string): Promise<string>;
  close(): Promise<void>;
}

export const SYSTEM: Actor = {
  accountId: null,
  personId: null,
  name: "测试",
  system: "organization-test",
  grants: [],
  opened: [],
  sessionId: null,
};

export async function organizationHouse(today = "2026-11-22"): Promise<OrganizationHouse> {
  const database = await freshDatabase();
  const door = new Door(database.appPool, await loadClasses(database.ownerPool));
  const policy = new Policy(verbs);
  const clock = fixedClock(day(today));
  const told: AuditEvent[] = [];
  const everything = systemScope("organization-test");
  // Only what organisation acts touch; anything else would fail loudly.
  const house = { door, policy, clock, registers: new Map(), demo: false } as unknown as House;
  const account = (id: string, displayName: string): Promise<unknown> =>
    door.write(everything, (tx) =>
      tx.insertInto("account").values({ id, orgPath: "/", username: id, usernameKey: id, displayName }).execute(),
    );
  const self: OrganizationHouse = {
    database,
    door,
    told,
    today: day(today),
    act: (actor, verb, work) => {
      clock.move(self.today);
      const scope = policy.scopeFor(actor, verb);
      return door.write(scope, (tx) =>
        work({
          house,
          tx,
          scope,
          actor,
          verb,
          today: self.today,
          requestId: null,
          tell: (event) => {
            told.push({ ...event, event: nameOf(event.event) } as AuditEvent);
            return Promise.resolve();
          },
        }),
      );
    },
    read: (work) => door.read(everything, work),
    person: async (role, organizationId) => {
      const row = await door.read(everything, (tx) =>
        tx.selectFrom("organization").select("orgPath").where("id", "=", organizationId).executeTakeFirstOrThrow(),
      );
      const grant: Grant = { id: newId(), role, organizationId, path: row.orgPath };
      const accountId = newId();
      await account(accountId, role);
      return { accountId, personId: null, name: role, system: null, grants: [grant], opened: [], sessionId: null };
    },
    establish: async (it, on = "2010-01-01") => {
      const organization = { kind: "branch", fullName: `中共${it.shortName}`, ...it } as NewOrganization;
      return await self.act(SYSTEM, "organization.event.propose", async (doing) => {
        const { id } = await proposeEvent(doing, {
          kind: "establish",
          happenedOn: on,
          reason: "设立",
          details: { organization },
        });
        const made = await doing.tx
          .selectFrom("organization")
          .select("id")
          .where("openedBy", "=", id)
          .executeTakeFirstOrThrow();
        return made.id;
      });
    },
    admit: async (organizationId, names, from, more = {}) => {
      const people = names.map((name) => ({ id: newId(), name }));
      await door.write(everything, async (tx) => {
        const { orgPath } = await tx
          .selectFrom("organization")
          .select("orgPath")
          .where("id", "=", organizationId)
          .executeTakeFirstOrThrow();
        const place = { organizationId, orgPath };
        const shared = { pinyin: "x", initials: "x", strokeKey: "1" };
        await insertMany(
          tx,
          "person",
          people.map((it, at) => ({ ...it, ...place, ...shared, gender: at % 2 === 0 ? "male" : "female" })),
        );
        await insertMany(
          tx,
          "membership",
          people.map((it, at) => ({
            id: newId(),
            personId: it.id,
            ...place,
            validFrom: from,
            name: it.name,
            ...shared,
            gender: at % 2 === 0 ? "male" : "female",
            category: "full",
            ...more,
          })),
        );
        await insertMany(
          tx,
          "membershipEvent",
          people.map((it) => ({
            id: newId(),
            personId: it.id,
            ...place,
            direction: 1,
            code: "admitted",
            happenedOn: from,
            note: "",
          })),
        );
      });
      return people.map((it) => it.id);
    },
    grant: async (organizationId, role, holder, from, to) => {
      const accountId = newId();
      const id = newId();
      await account(accountId, holder);
      await door.write(everything, async (tx) => {
        const { orgPath } = await tx
          .selectFrom("organization")
          .select("orgPath")
          .where("id", "=", organizationId)
          .executeTakeFirstOrThrow();
        await tx
          .insertInto("roleGrant")
          .values({
            id,
            accountId,
            role,
            organizationId,
            orgPath,
            validFrom: day(from),
            ...(to === undefined ? {} : { validTo: day(to) }),
          })
          .execute();
      });
      return id;
    },
    close: () => database.close(),
  };
  return self;
}

/** Every row of the tables that organisation events write, for comparing a state with another one. */
export async function everyRow(house: OrganizationHouse): Promise<Record<string, string[]>> {
  const out: Record<string, string[]> = {};
  for (const table of [
    "organization",
    "organization_version",
    "placement",
    "membership",
    "membership_event",
    "post",
    "role_grant",
    "unit",
    "committee_term",
    "person",
    "transfer",
  ]) {
    const { rows } = await house.database.ownerPool.query<{ row: string }>(
      `select row_to_json(t)::text as row from ${table} t order by id`,
    );
    out[table] = rows.map((it) => it.row);
  }
  return out;
}
