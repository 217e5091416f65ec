import { createHash, randomBytes } from "node:crypto";
import { hashPassword, ROLES, type Role } from "#platform/access/index.ts";
import { temporaryKeyring } from "#platform/audit/keyring.ts";
import { fixedClock } from "#platform/clock/index.ts";
import { newId } from "#platform/database/ids.ts";
import type { Database } from "#platform/database/open.ts";
import type { Keyring } from "#platform/keyring.ts";
import { day } from "#shared/day.ts";
import { freshDatabase } from "#test/database.ts";
import type { Someone } from "./oracle.ts";
import { type About, Planter, type Row } from "./planting.ts";
import { FOUNDED, lineOf, TREE } from "./tree.ts";

/** The attacked zone: every kind of row at every place, each text with a secret, and people of every role everywhere. */

export const TODAY = "2026-11-22";
/** An old day on which moved and merged organisations still stood where they were. */
export const BEFORE = "2024-01-15";
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
  const attackers = await plantAccounts(zone, people);
  await plantWork(zone, people, attackers);
  return { ...zone, attackers };
}

type Ground = Omit<AttackedZone, "attackers">;

const word = (key: string): string => `词${TREE.findIndex((it) => it.key === key) + 1}号`;
export const wordOf = word;

export function aboutPlace(place: string, sees: "persons" | "places", more: Partial<About> = {}): About {
  return { word: word(place), place, lines: [lineOf(place, TODAY)], sees, personId: null, accountId: null, ...more };
}

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
          id_number_cipher: seal("id_number_cipher"),
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
function plan(people: readonly PlantedPerson[]): Planned[] {
  const out: Planned[] = [];
  for (const { key } of TREE) {
    const [own] = people.filter((it) => it.place === key);
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
    out.push({
      name: `off-${one}`,
      at: one,
      personId: null,
      grants: [{ role: "zone_organiser", place: "zone" }],
      disabled: true,
    });
  }
  return out;
}

async function plantAccounts(zone: Ground, people: readonly PlantedPerson[]): Promise<Attacker[]> {
  const { planter, organizations, paths } = zone;
  const now = zone.clock.now().toISOString();
  const planned = plan(people).map((it) => ({ ...it, id: newId(), token: randomBytes(32).toString("base64url") }));
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

/** From each place somebody is on the way to another, across the zone. */
export const TRANSFERS: readonly (readonly [string, string])[] = TREE.map((it, nth) => [
  it.key,
  TREE[(nth + 11) % TREE.length]?.key ?? "zone",
]);

/** What people made in the course of work, at every place: events, posts, units, transfers, imports, files, jobs, audit. */
async function plantWork(
  zone: Ground,
  people: readonly PlantedPerson[],
  attackers: readonly Attacker[],
): Promise<void> {
  const { planter, organizations, paths } = zone;
  const rows = new Map<string, Row[]>();
  const add = (table: string, row: Row, about: About): string => {
    const filled = planter.filled(table, row, about);
    rows.set(table, [...(rows.get(table) ?? []), filled]);
    return String(filled["id"]);
  };
  for (const [nth, { key }] of TREE.entries()) {
    const where = { organization_id: organizations.get(key), org_path: paths.get(key) };
    const places = aboutPlace(key, "places");
    const persons = aboutPlace(key, "persons");
    const [, second, third] = people.filter((it) => it.place === key);
    const holder = attackers.find((it) => it.place === key && it.role === "town_officer");
    const account = holder?.accountId ?? null;
    if (!second || !third) continue;

    add("unit", { ...where, id: newId(), valid_from: FOUNDED, valid_to: null, households: 100 + nth }, places);
    const term = add(
      "committee_term",
      { ...where, id: newId(), term_number: 1, start_on: "2024-01-01", years: 3, due_on: "2027-01-01" },
      places,
    );
    add(
      "post",
      { ...where, id: newId(), person_id: second.id, term_id: term, valid_from: "2024-01-01" },
      { ...places, personId: second.id },
    );
    const event = add(
      "organization_event",
      {
        ...where,
        id: newId(),
        happened_on: "2026-01-01",
        proposed_by: account,
        details: {
          organizationId: where.organization_id,
          fullName: planter.text("organization_event", "details", places),
          shortName: planter.text("organization_event", "details", places),
        },
        preview: {},
        restores: {},
      },
      places,
    );
    add(
      "organization_event_party",
      { event_id: event, organization_id: where.organization_id, org_path: where.org_path },
      places,
    );
    add(
      "membership_event",
      { ...where, id: newId(), person_id: second.id, direction: 1, happened_on: "2026-03-01" },
      { ...persons, personId: second.id },
    );

    // Handed over to a place across the zone: both ends see it, nobody else does.
    const [, to] = TRANSFERS[nth] ?? ["", "zone"];
    add(
      "transfer",
      {
        id: newId(),
        person_id: third.id,
        from_organization_id: where.organization_id,
        org_path: where.org_path,
        to_organization_id: organizations.get(to),
        to_path: paths.get(to),
        handed_over_on: "2026-11-01",
        handed_over_by: account,
        letter_on: "2026-11-01",
        valid_days: 90,
      },
      { ...persons, personId: third.id, lines: [lineOf(key, TODAY), lineOf(to, TODAY)] },
    );

    const file = newId();
    const content = Buffer.from(planter.text("stored_file_part", "content", places));
    add(
      "stored_file",
      { ...where, id: file, account_id: account, size_bytes: content.length, sha256: "\\x00" },
      places,
    );
    const sealed = zone.keyring.sealBytes(content, `stored_file_part|content|${file}:0`);
    add(
      "stored_file_part",
      { file_id: file, org_path: where.org_path, part: 0, content: `\\x${sealed.toString("hex")}` },
      places,
    );
    const batch = add(
      "import_batch",
      {
        ...where,
        id: newId(),
        account_id: account,
        as_of: TODAY,
        counts: COUNTS,
        state: "previewed",
        committed_at: null,
      },
      persons,
    );
    add(
      "import_batch",
      {
        ...where,
        id: newId(),
        account_id: account,
        as_of: TODAY,
        counts: COUNTS,
        state: "committed",
        committed_at: TODAY,
      },
      persons,
    );
    const imported = add(
      "import_file",
      {
        id: newId(),
        batch_id: batch,
        org_path: where.org_path,
        file_id: file,
        position: 0,
        mapping: {},
        counts: COUNTS,
        about: {
          headings: [],
          captions: [planter.text("import_file", "about", persons)],
          notes: [planter.text("import_file", "about", persons)],
        },
      },
      persons,
    );
    add(
      "import_row",
      {
        id: newId(),
        file_id: imported,
        org_path: where.org_path,
        ordinal: 1,
        row_number: 2,
        reasons: [planter.text("import_row", "reasons", persons)],
        changes: [],
        choices: [{ decision: "skip", term: planter.text("import_row", "choices", persons) }],
        target_id: second.id,
      },
      persons,
    );
    add(
      "member_before",
      {
        id: newId(),
        person_id: second.id,
        org_path: where.org_path,
        import_id: batch,
        made_version: 1,
        person: { name: planter.text("member_before", "person", persons) },
        membership: null,
      },
      persons,
    );
    if (holder) {
      const own: About = { ...places, sees: "account", accountId: holder.accountId };
      add(
        "job",
        {
          id: newId(),
          account_id: account,
          payload: {},
          result: { fileId: file, text: planter.text("job", "result", own) },
          created_at: TODAY,
          finished_at: TODAY,
        },
        own,
      );
      add(
        "job",
        {
          id: newId(),
          account_id: account,
          state: "waiting",
          payload: {},
          result: null,
          created_at: TODAY,
          finished_at: null,
        },
        own,
      );
      add("notice", { id: newId(), account_id: account, created_at: TODAY }, own);
      add("saved_view", { id: newId(), account_id: account }, own);
      add("import_mapping", { id: newId(), account_id: account, mapping: {} }, own);
    }

    // The audit stays where it was told: of what has moved since, one event at the former place.
    for (const on of [BEFORE, TODAY]) {
      const line = lineOf(key, on);
      const told: About = { ...places, lines: [line], personId: second.id };
      const number = 1000 + nth * 2 + (on === TODAY ? 1 : 0);
      const path =
        on === TODAY
          ? where.org_path
          : `/${[...line]
              .reverse()
              .map((it) => TREE.findIndex((place) => place.key === it) + 1)
              .join("/")}/`;
      add(
        "audit_event",
        {
          id: newId(),
          number,
          at: `${on}T08:00:00Z`,
          account_id: account,
          organization_id: where.organization_id,
          org_path: path,
          target_id: second.id,
          details: { username: planter.text("audit_event", "details", told) },
        },
        told,
      );
      add("audit_subject", { event_number: number, person_id: second.id, org_path: path }, told);
    }
  }
  // What somebody had made when they still held the whole zone, and may no longer fetch.
  for (const former of attackers.filter((it) => it.name.startsWith("over-"))) {
    const where = { organization_id: organizations.get("zone"), org_path: paths.get("zone") };
    const about = aboutPlace("zone", "places");
    const file = newId();
    const content = Buffer.from(planter.text("stored_file_part", "content", about));
    add(
      "stored_file",
      {
        ...where,
        id: file,
        account_id: former.accountId,
        purpose: "export",
        size_bytes: content.length,
        sha256: "\\x00",
      },
      about,
    );
    const sealed = zone.keyring.sealBytes(content, `stored_file_part|content|${file}:0`);
    add(
      "stored_file_part",
      { file_id: file, org_path: where.org_path, part: 0, content: `\\x${sealed.toString("hex")}` },
      about,
    );
    add(
      "job",
      {
        id: newId(),
        account_id: former.accountId,
        payload: {},
        result: { fileId: file },
        created_at: TODAY,
        finished_at: TODAY,
      },
      aboutPlace(former.place, "places", { sees: "account", accountId: former.accountId }),
    );
  }
  for (const [table, list] of rows) await planter.insert(table, list);
}

const COUNTS = { rows: 1, new: 0, changed: 0, unchanged: 0, warning: 0, conflict: 1, faulty: 0 };
