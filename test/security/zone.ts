import { createHash, randomBytes } from "node:crypto";
import { hashPassword, ROLES, type Role } from "#platform/access/index.ts";
import { temporaryKeyring } from "#platform/audit/keyring.ts";
import { fixedClock } from "#platform/clock/index.ts";
import { newId } from "#platform/database/ids.ts";
import type { Database } from "#platform/database/open.ts";
import type { Keyring } from "#platform/keyring.ts";
import { day } from "#shared/day.ts";
import { checkCharacter } from "#shared/identity-number.ts";
import { freshDatabase } from "#test/database.ts";
import type { Someone } from "./oracle.ts";
import { type About, aboutPlace, Planter, type Row, TODAY } from "./planting.ts";
import { FOUNDED, TREE } from "./tree.ts";
import { plantWork } from "./zone-work.ts";

export { BEFORE, TODAY, wordOf } from "./planting.ts";
export { TRANSFERS } from "./zone-work.ts";

/** The attacked zone: every kind of row at every place, each text with a secret, and people of every role everywhere. */

export const PASSWORD = "Weiyi-Qingshan-27";

export interface Attacker extends Someone {
  /** Every place of a grant, past, present and to come. */
  readonly granted: readonly string[];
  readonly name: string;
  /** The session cookie's value. */
  readonly token: string;
  /** Where and as what this person mainly stands. */
  readonly role: string;
  readonly place: string;
}

export interface AttackedZone {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly clock: ReturnType<typeof fixedClock>;
  readonly planter: Planter;
  readonly attackers: readonly Attacker[];
  /** Organisation id of a place. */
  readonly organizations: ReadonlyMap<string, string>;
  readonly paths: ReadonlyMap<string, string>;
}

const ROLE_NAMES = Object.keys(ROLES) as Role[];

export async function attackedZone(): Promise<AttackedZone> {
  const database = await freshDatabase();
  const keyring = temporaryKeyring();
  const planter = new Planter(database.ownerPool);
  await planter.open();
  const organizations = new Map(TREE.map((it) => [it.key, newId()]));
  const paths = await plantTree(database, planter, organizations);
  const zone = { database, keyring, clock: fixedClock(day(TODAY)), planter, organizations, paths };
  const people = await plantPeople(zone);
  const applicants = await plantApplicants(zone);
  const attackers = await plantAccounts(zone, people, applicants);
  await plantWork(zone, people, attackers, applicants);
  return { ...zone, attackers };
}

export type Ground = Omit<AttackedZone, "attackers">;

async function plantTree(
  database: Database,
  planter: Planter,
  organizations: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  const idOf = (key: string | null | undefined): string | null => (key ? (organizations.get(key) ?? null) : null);
  const path = (at: number): string => `/9999/${at + 1}/`;
  await planter.insert(
    "organization",
    TREE.map((it, at) =>
      planter.filled(
        "organization",
        {
          id: idOf(it.key),
          node: at + 1,
          org_path: path(at),
          code: `C${at + 1}`,
          established_on: FOUNDED,
          closed_on: it.closedOn ?? null,
          successor_id: null,
        },
        aboutPlace(it.key, "places"),
      ),
    ),
  );
  for (const it of TREE) {
    if (it.successor)
      await database.ownerPool.query("update organization set successor_id = $1 where id = $2", [
        idOf(it.successor),
        idOf(it.key),
      ]);
  }
  await planter.insert(
    "placement",
    TREE.flatMap((it, at) =>
      it.parents.map(([from, parent], nth) => ({
        id: newId(),
        organization_id: idOf(it.key),
        org_path: path(at),
        parent_id: idOf(parent),
        valid_from: from,
        valid_to: it.parents[nth + 1]?.[0] ?? it.closedOn ?? null,
        order_number: at,
      })),
    ),
  );
  await planter.insert(
    "organization_version",
    TREE.map((it, at) =>
      planter.filled(
        "organization_version",
        {
          id: newId(),
          organization_id: idOf(it.key),
          org_path: path(at),
          valid_from: FOUNDED,
          valid_to: it.closedOn ?? null,
          kind: it.key === "zone" ? "working_committee" : it.key.startsWith("town") ? "committee" : "branch",
        },
        aboutPlace(it.key, "places"),
      ),
    ),
  );
  await database.ownerPool.query("select relocate_paths($1::date)", [TODAY]);
  const { rows } = await database.ownerPool.query<{ id: string; org_path: string }>(
    "select id, org_path from organization",
  );
  const byId = new Map(rows.map((row) => [row.id, row.org_path]));
  return new Map(TREE.map((it) => [it.key, byId.get(idOf(it.key) ?? "") ?? ""]));
}

const SURNAMES = ["赵", "钱", "孙", "李", "周"];
const GIVEN = ["春华", "秋实", "国栋", "建军", "淑芬", "玉兰", "志远"];

export interface PlantedPerson {
  readonly id: string;
  readonly place: string;
}

/** A number that is one, so that what states sex and birth out of it gets through. */
function sealedNumber(keyring: Keyring, id: string, nth: number): string {
  const first17 = `329971196${nth % 10}0506${String(100 + nth)}`;
  return keyring.seal(first17 + checkCharacter(first17), { table: "person", column: "id_number_cipher", row: id });
}

async function plantPeople({ planter, keyring, organizations, paths }: Ground): Promise<PlantedPerson[]> {
  const people = TREE.flatMap((it) => [0, 1, 2].map(() => ({ id: newId(), place: it.key })));
  const persons: Row[] = [];
  const memberships: Row[] = [];
  for (const [nth, { id, place }] of people.entries()) {
    const about = aboutPlace(place, "persons", { personId: id });
    const where = { organization_id: organizations.get(place), org_path: paths.get(place) };
    const seal = (column: string): string =>
      keyring.seal(planter.text("person", column, about), { table: "person", column, row: id });
    // The first of each place has a name that forms accept, so that acts upon persons get through.
    const plain =
      nth % 3 === 0 ? { name: `${SURNAMES[nth % SURNAMES.length]}${GIVEN[Math.floor(nth / 3) % GIVEN.length]}` } : {};
    persons.push(
      planter.filled(
        "person",
        {
          ...where,
          ...plain,
          id,
          birth_on: `19${60 + (nth % 20)}-05-06`,
          id_number_cipher: nth % 3 !== 1 ? sealedNumber(keyring, id, nth) : seal("id_number_cipher"),
          id_number_index: `index-${nth}`,
          mobile_cipher: seal("mobile_cipher"),
          mobile_index: `index-${nth}`,
          address_cipher: seal("address_cipher"),
          registered_address_cipher: seal("registered_address_cipher"),
        },
        about,
      ),
    );
    memberships.push(
      planter.filled(
        "membership",
        {
          ...where,
          ...plain,
          id: newId(),
          person_id: id,
          valid_from: FOUNDED,
          joined_on: "2000-07-01",
          full_on: "2001-07-01",
          birth_on: `19${60 + (nth % 20)}-05-06`,
          import_file: null,
        },
        about,
      ),
    );
  }
  await planter.insert("person", persons);
  await planter.insert("membership", memberships);
  return people;
}

/** Who has applied at each place and stands on no roster: two, of whom the first will have an account. */
async function plantApplicants({ planter, organizations, paths }: Ground): Promise<PlantedPerson[]> {
  const applicants = TREE.flatMap((it) => [0, 1].map(() => ({ id: newId(), place: it.key })));
  const none = { id_number_cipher: null, id_number_index: null, mobile_cipher: null, mobile_index: null };
  await planter.insert(
    "person",
    applicants.map(({ id, place }, nth) =>
      planter.filled(
        "person",
        {
          ...none,
          organization_id: organizations.get(place),
          org_path: paths.get(place),
          id,
          birth_on: "1999-05-06",
          address_cipher: null,
          registered_address_cipher: null,
          // A name that an account can be opened under.
          ...(nth % 2 === 0 ? {} : { name: `${SURNAMES[nth % SURNAMES.length]}${GIVEN[nth % GIVEN.length]}` }),
        },
        aboutPlace(place, "persons", { personId: id }),
      ),
    ),
  );
  return applicants;
}

interface Planned {
  readonly name: string;
  readonly at: string;
  readonly personId: string | null;
  readonly grants: readonly {
    readonly role: Role;
    readonly place: string;
    readonly from?: string;
    readonly to?: string;
  }[];
  readonly opened?: string;
  readonly disabled?: boolean;
}

/** Every role at every place; some with several places, with what is over, with what is not yet, with break-glass. */
function plan(people: readonly PlantedPerson[], applicants: readonly PlantedPerson[]): Planned[] {
  const out: Planned[] = [];
  for (const { key } of TREE) {
    const [own] = people.filter((it) => it.place === key);
    const applicant = applicants.find((it) => it.place === key);
    out.push({ name: `applicant-${key}`, at: key, personId: applicant?.id ?? null, grants: [] });
    // Opens nothing, so that one administrator may reset it.
    out.push({ name: `bare-${key}`, at: key, personId: null, grants: [] });
    // Was disabled while holding the whole zone.
    out.push({
      name: `off-${key}`,
      at: key,
      personId: null,
      grants: [{ role: "zone_organiser", place: "zone" }],
      disabled: true,
    });
    for (const role of ROLE_NAMES)
      out.push({
        name: `${role}-${key}`,
        at: key,
        personId: role === "member" ? (own?.id ?? null) : null,
        grants: [{ role, place: key }],
      });
  }
  const pairs = [
    ["a1", "b1"],
    ["townA", "t1"],
    ["a30", "townT"],
    ["c4", "gone"],
    ["d2", "moved"],
    ["a3", "townB"],
  ] as const;
  for (const [one, two] of pairs) {
    out.push({
      name: `two-${one}`,
      at: one,
      personId: null,
      grants: [
        { role: "branch_secretary", place: one },
        { role: "town_officer", place: two },
      ],
    });
    // Persons at one place, the audit of the whole zone beside it: the one must not open the other.
    out.push({
      name: `mixed-${one}`,
      at: one,
      personId: null,
      grants: [
        { role: "town_officer", place: one },
        { role: "auditor", place: "zone" },
      ],
    });
    out.push({
      name: `over-${one}`,
      at: one,
      personId: null,
      grants: [
        { role: "town_officer", place: one },
        { role: "zone_organiser", place: "zone", from: "2020-01-01", to: "2025-01-01" },
      ],
    });
    out.push({
      name: `later-${one}`,
      at: one,
      personId: null,
      grants: [
        { role: "branch_secretary", place: one },
        { role: "zone_organiser", place: "zone", from: "2027-01-01" },
      ],
    });
    out.push({
      name: `glass-${one}`,
      at: two,
      personId: null,
      grants: [{ role: "auditor", place: "zone" }],
      opened: one,
    });
    out.push({ name: `none-${one}`, at: one, personId: null, grants: [] });
  }
  return out;
}

async function plantAccounts(
  zone: Ground,
  people: readonly PlantedPerson[],
  applicants: readonly PlantedPerson[],
): Promise<Attacker[]> {
  const { planter, organizations, paths } = zone;
  const now = zone.clock.now().toISOString();
  const planned = plan(people, applicants).map((it) => ({
    ...it,
    id: newId(),
    token: randomBytes(32).toString("base64url"),
  }));
  const self = (id: string, at: string): About => aboutPlace(at, "places", { accountId: id });
  await planter.insert(
    "account",
    planned.map((it) =>
      planter.filled(
        "account",
        {
          id: it.id,
          organization_id: organizations.get(it.at),
          org_path: paths.get(it.at),
          person_id: it.personId,
          created_at: now,
          disabled_at: it.disabled === true ? now : null,
        },
        self(it.id, it.at),
      ),
    ),
  );
  const idsOf = (those: (it: (typeof planned)[number]) => boolean): Map<string, string[]> =>
    new Map([...Map.groupBy(planned.filter(those), (it) => it.at)].map(([at, all]) => [at, all.map((it) => it.id)]));
  planter.ids.set(
    "stopped account",
    idsOf((it) => it.disabled === true),
  );
  // Whoever holds nothing and is nobody's own is reset by one administrator.
  planter.ids.set(
    "bare account",
    idsOf((it) => it.grants.length === 0 && it.personId === null && it.disabled !== true),
  );
  // One hash for all: its cost is not what is tested. The blind index is a secret that nothing may ever show.
  const password_hash = await hashPassword(PASSWORD);
  await planter.insert(
    "credential",
    planned.map((it) =>
      planter.filled(
        "credential",
        {
          account_id: it.id,
          password_hash,
          password_set_at: now,
          must_change: false,
          totp_cipher: null,
          totp_pending_cipher: null,
        },
        aboutPlace(it.at, "places", { sees: "nobody" }),
      ),
    ),
  );
  await planter.insert(
    "session",
    planned.map((it) =>
      planter.filled(
        "session",
        {
          id: newId(),
          token_hash: `\\x${createHash("sha256").update(it.token).digest("hex")}`,
          account_id: it.id,
          created_at: now,
          seen_at: now,
          expires_at: "2030-01-01",
          second_factor: true,
        },
        { ...self(it.id, it.at), sees: "account" },
      ),
    ),
  );
  await planter.insert(
    "role_grant",
    planned.flatMap((it) =>
      it.grants.map((grant) =>
        planter.filled(
          "role_grant",
          {
            id: newId(),
            account_id: it.id,
            role: grant.role,
            organization_id: organizations.get(grant.place),
            org_path: paths.get(grant.place),
            valid_from: grant.from ?? FOUNDED,
            valid_to: grant.to ?? null,
            created_at: now,
          },
          aboutPlace(grant.place, "places", { accountId: it.id }),
        ),
      ),
    ),
  );
  // Asked from the command line: the holder is told by whom, and would read a name that is another account's.
  await planter.insert(
    "credential_reset",
    planned
      .filter((it) => it.name.startsWith("applicant-"))
      .map((it) =>
        planter.filled(
          "credential_reset",
          {
            id: newId(),
            account_id: it.id,
            organization_id: organizations.get(it.at),
            org_path: paths.get(it.at),
            asked_by: null,
            asked_at: now,
            expires_at: "2030-01-01",
            decided_by: null,
            decided_at: null,
          },
          self(it.id, it.at),
        ),
      ),
  );
  await planter.insert(
    "due_snooze",
    planned.map((it) =>
      planter.filled(
        "due_snooze",
        { id: newId(), account_id: it.id, item: it.id.replaceAll("-", ""), until_on: "2026-12-31", made_at: now },
        { ...self(it.id, it.at), sees: "account" },
      ),
    ),
  );
  const glass = planned.flatMap((it) => (it.opened === undefined ? [] : [{ ...it, opened: it.opened }]));
  await planter.insert(
    "break_glass",
    glass.map((it) =>
      planter.filled(
        "break_glass",
        {
          id: newId(),
          account_id: it.id,
          organization_id: organizations.get(it.opened),
          org_path: paths.get(it.opened),
          opened_at: now,
          expires_at: "2027-01-01",
        },
        aboutPlace(it.opened, "places", { accountId: it.id }),
      ),
    ),
  );
  return planned.map((it) => ({
    accountId: it.id,
    personId: it.personId,
    name: it.name,
    token: it.token,
    role: it.grants[0]?.role ?? "none",
    place: it.at,
    granted: it.grants.map((grant) => grant.place),
    holds:
      it.disabled === true
        ? []
        : it.grants.filter((grant) => (grant.from ?? FOUNDED) <= TODAY && (grant.to ?? "9999") > TODAY),
    opened: it.opened === undefined ? [] : [it.opened],
  }));
}
