import { newId } from "#platform/database/ids.ts";
import { type About, aboutPlace, BEFORE, type Row, TODAY } from "./planting.ts";
import { FOUNDED, lineOf, TREE } from "./tree.ts";
import type { Attacker, Ground, PlantedPerson } from "./zone.ts";
import { plantAppraisals } from "./zone-appraisals.ts";
import { plantDues } from "./zone-dues.ts";
import { plantElections } from "./zone-elections.ts";
import { plantHonours } from "./zone-honours.ts";
import { plantMeetings } from "./zone-meetings.ts";
import { plantApplications } from "./zone-recruiting.ts";
import { plantTransfers } from "./zone-transfers.ts";

/** From each place somebody is on the way to another, across the zone. */
export const TRANSFERS: readonly (readonly [string, string])[] = TREE.map((it, nth) => [
  it.key,
  TREE[(nth + 11) % TREE.length]?.key ?? "zone",
]);

/** What people made in the course of work, at every place: events, posts, units, transfers, imports, files, jobs, audit. */
export async function plantWork(
  zone: Ground,
  people: readonly PlantedPerson[],
  attackers: readonly Attacker[],
  applicants: readonly PlantedPerson[],
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
    add(
      "account_invitation",
      {
        ...where,
        id: newId(),
        person_id: second.id,
        code_hash: `\\x${Buffer.from(`slip of ${key}`).toString("hex")}`,
        invited_by: account,
        invited_on: "2026-11-01",
        expires_on: "2026-12-01",
        outcome: null,
      },
      { ...persons, personId: second.id },
    );

    // Handed over to a place across the zone: both ends see it, nobody else does.
    const [, to] = TRANSFERS[nth] ?? ["", "zone"];
    const transfer = add(
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
        id_number_cipher: null,
      },
      { ...persons, personId: third.id, lines: [lineOf(key, TODAY), lineOf(to, TODAY)] },
    );

    plantTransfers({
      add,
      where,
      transfer,
      ends: { org_path: where.org_path, to_path: paths.get(to) },
      both: { ...persons, personId: third.id, lines: [lineOf(key, TODAY), lineOf(to, TODAY)] },
      persons,
      second: second.id,
      third: third.id,
      nth,
    });
    const recruited = { ...persons, personId: second.id };
    const recruiting = add(
      "recruiting_case",
      { ...where, id: newId(), person_id: second.id, applied_on: "2023-03-01", ended_on: null },
      recruited,
    );
    const record = add(
      "recruiting_record",
      {
        ...where,
        id: newId(),
        case_id: recruiting,
        person_id: second.id,
        step: 1,
        happened_on: "2023-03-01",
        details: {
          names: [planter.text("recruiting_record", "details", recruited)],
          talkers: planter.text("recruiting_record", "details", recruited),
        },
        recorded_at: TODAY,
        withdrawn_on: null,
      },
      recruited,
    );
    add(
      "recruiting_helper",
      {
        ...where,
        id: newId(),
        case_id: recruiting,
        record_id: record,
        person_id: third.id,
        valid_from: "2023-03-01",
        valid_to: null,
      },
      { ...persons, personId: third.id },
    );
    add(
      "recruiting_report",
      { ...where, id: newId(), case_id: recruiting, person_id: second.id, handed_in_on: TODAY },
      recruited,
    );
    plantApplications(
      { add, where, persons, planter },
      applicants.filter((it) => it.place === key).map((it) => it.id),
    );
    add("recruiting_plan", { ...where, id: newId(), year: 2026, quota: 3 + nth }, places);
    plantElections(add, where, { places, persons }, term, [second.id, third.id]);
    plantDues({
      add,
      where,
      manner: planter.text("dues_disclosure", "manner", places),
      places,
      persons,
      second: second.id,
      third: third.id,
      nth,
    });
    plantAppraisals({ add, where, places, persons, second: second.id, third: third.id });
    // Away from here and living across the zone: both halves see the case and its log, nobody else does.
    const halves = { org_path: where.org_path, host_path: paths.get(to) };
    const both = { ...persons, personId: third.id, lines: [lineOf(key, TODAY), lineOf(to, TODAY)] };
    const floating = add(
      "floating_case",
      {
        ...halves,
        id: newId(),
        person_id: third.id,
        gender: "female",
        organization_id: where.organization_id,
        host_organization_id: organizations.get(to),
        left_on: "2026-03-01",
        registered_on: "2026-03-01",
        sent_on: "2026-11-01",
        abroad: false,
        end_code: null,
        address_cipher: null,
        phone_cipher: null,
        emergency_cipher: null,
        id_number_cipher: null,
        id_number_index: null,
      },
      both,
    );
    for (const way of ["phone", "visit"]) {
      const line = newId();
      add(
        "floating_entry",
        {
          ...halves,
          id: line,
          case_id: floating,
          person_id: third.id,
          kind: "search",
          reached: false,
          way,
          happened_on: "2026-10-01",
          body: JSON.stringify({ id: line, caseId: floating, content: planter.text("floating_entry", "body", both) }),
        },
        both,
      );
    }
    // What somebody asks to have corrected: sealed, and to be read whole by whoever may correct it.
    const request = newId();
    const sealedWish = (column: string): string =>
      zone.keyring.seal(planter.text("correction_request", column, { ...persons, personId: third.id }), {
        table: "correction_request",
        column,
        row: request,
      });
    add(
      "correction_request",
      {
        ...where,
        id: request,
        person_id: third.id,
        // Half of them ask for what is hidden in a list, which is read whole by an act of its own.
        field: nth % 2 === 0 ? "other" : "mobile",
        wanted_cipher: sealedWish("wanted_cipher"),
        reason_cipher: sealedWish("reason_cipher"),
        asked_on: "2026-11-01",
        outcome: null,
      },
      { ...persons, personId: third.id },
    );
    plantHonours({ add, planter, keyring: zone.keyring, where, key, second: second.id, third: third.id });
    plantMeetings({
      add,
      planter,
      where,
      persons,
      second: second.id,
      third: third.id,
      guest: { organization_id: organizations.get(to), org_path: paths.get(to) },
      both: { ...aboutPlace(to, "persons"), lines: [lineOf(key, TODAY), lineOf(to, TODAY)] },
    });
    // And somebody lost, whose case waits for a decision.
    add(
      "floating_case",
      {
        ...where,
        id: newId(),
        person_id: second.id,
        gender: "female",
        left_on: "2025-03-01",
        registered_on: "2025-03-01",
        lost_since: "2025-03-01",
        lost_on: "2026-01-01",
        abroad: false,
        end_code: null,
        address_cipher: null,
        phone_cipher: null,
        emergency_cipher: null,
        id_number_cipher: null,
        id_number_index: null,
      },
      { ...persons, personId: second.id },
    );

    const file = newId();
    const content = Buffer.from(planter.text("stored_file_part", "content", places));
    add(
      "stored_file",
      { ...where, id: file, account_id: account, size_bytes: content.length, sha256: "\\x00" },
      places,
    );
    add(
      "recruiting_paper",
      {
        ...where,
        id: newId(),
        case_id: recruiting,
        record_id: record,
        person_id: second.id,
        file_id: file,
        added_on: TODAY,
      },
      recruited,
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
    const committed = add(
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
    add(
      "floating_import",
      {
        ...halves,
        id: newId(),
        batch_id: committed,
        case_id: floating,
        file_id: file,
        file_row: 1,
        stood: { destination: planter.text("floating_import", "stood", both) },
        wrote: { destination: planter.text("floating_import", "wrote", both) },
        lines: [],
      },
      both,
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
    for (const { accountId } of attackers.filter((it) => it.name === `${it.role}-${key}`)) {
      const own: About = { ...places, sees: "account", accountId };
      add(
        "job",
        {
          id: newId(),
          account_id: accountId,
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
          account_id: accountId,
          state: "waiting",
          payload: {},
          result: null,
          created_at: TODAY,
          finished_at: null,
        },
        own,
      );
      add("notice", { id: newId(), account_id: accountId, created_at: TODAY }, own);
      add("once", { account_id: accountId, key: `planted-key-${nth}-0000`, answer_cipher: null, kept_at: TODAY }, own);
      add("saved_view", { id: newId(), account_id: accountId }, own);
      add("import_mapping", { id: newId(), account_id: accountId, mapping: {} }, own);
    }

    // The audit stays where it was told: of what has moved since, one event at the former place.
    for (const on of [BEFORE, TODAY]) {
      const line = lineOf(key, on);
      const told: About = { ...places, lines: [line], personId: second.id };
      // Far above what the house itself will number while it is attacked.
      const number = 1_000_000_000 + nth * 2 + (on === TODAY ? 1 : 0);
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
