import { randomBytes } from "node:crypto";
import type pg from "pg";
import type { Secret } from "./oracle.ts";
import { lineOf, TREE } from "./tree.ts";

/** Writes rows by the owner's hand, past every wall, and puts a secret of its own into each text of each row. */

/** Marks what is secret in any answer: found again by one pattern in bodies, headers and files. */
export const TOKEN = /zq[0-9a-f]{14}qz/gi;

export const newToken = (): string => `zq${randomBytes(7).toString("hex")}qz`;

/** Texts that are codes, keys or paths and not words of somebody: these keep a value the product understands. */
const CODED: Readonly<Record<string, string | null>> = {
  gender: "female",
  ethnicity: "01",
  birth_precision: "day",
  joined_precision: "day",
  full_precision: "day",
  category: "full",
  registry_status: "normal",
  education: null,
  degree: null,
  join_kind: null,
  job: null,
  stratum: null,
  code: null,
  territorial_level: null,
  unit_situation: null,
  area_kind: null,
  nature: null,
  industry: null,
  manner: null,
  "organization_version.kind": "branch",
  "organization_event.kind": "rename",
  "organization_event.state": "proposed",
  "organization_event_party.part": "subject",
  "membership_event.code": "transfer-in",
  "transfer.kind": "inside",
  "transfer.state": "handed-over",
  "transfer.channel": "letter",
  "transfer.scope": null,
  "transfer.file_way": null,
  "transfer_letter.kind": "certificate",
  "transfer_letter.cancel_code": null,
  "transfer_step.kind": "note",
  "transfer_request.answer": null,
  "post.post": "secretary",
  "election.kind": "term",
  "election.form": "direct",
  "election.ended_code": null,
  "election_record.step": "notice",
  "election_record.result": "passed",
  "election_candidate.seat": "member",
  "recruiting_case.ended_code": null,
  "recruiting_record.result": "passed",
  "recruiting_helper.part": "contact",
  "role_grant.role": "member",
  "credential_reset.kind": "password",
  "credential_reset.outcome": null,
  "credential_reset.decision_reason": "",
  "credential_reset.rest_cipher": null,
  "floating_case.scope": "other_city",
  "floating_case.reason": "work_or_trade",
  "floating_case.origin_job": null,
  "floating_case.destination_kind": null,
  "floating_case.lost_reason": null,
  "floating_case.end_code": null,
  "floating_case.handed_pass": null,
  "floating_entry.kind": "contact",
  "floating_entry.side": "home",
  "floating_entry.way": "phone",
  "floating_entry.grade": null,
  "meeting_standing.reason": "old",
  "appraisal.manner": "paper",
  "appraisal.ceiling": "third",
  "appraisal.public_key": null,
  "appraisal.signing_key_cipher": null,
  "appraisal_item.stroke_key": "0",
  "appraisal_item.exempt": null,
  "appraisal_item.grade": "unqualified",
  "appraisal_item.disposition": null,
  "appraisal_item.rectify_outcome": null,
  "correction_request.field": "other",
  "correction_request.outcome": null,
  "award.kind": "excellent_member",
  "award.level": "county",
  "disciplinary_measure.kind": "serious_warning",
  "disciplinary_measure.outcome": null,
  "disciplinary_measure.end_note_cipher": null,
  "disciplinary_measure.withdrawn_by": null,
  "disciplinary_measure.withdraw_reason_cipher": null,
  "import_batch.state": "previewed",
  "import_batch.register": "members",
  "import_file.register": "members",
  "dues_profile.category": "farmer",
  "dues_profile.method": "following",
  "dues_relief.state": "proposed",
  "dues_entry.kind": "normal",
  "dues_entry.category": "farmer",
  "dues_entry.channel": "cash",
  "dues_entry.rule_id": null,
  "dues_entry.end_reason": "",
  "dues_use.purpose_kind": "training",
  "import_row.kind": "conflict",
  "import_row.effect": "none",
  "import_row.decision": null,
  "import_file.refusal": null,
  "stored_file.media_type": "text/plain",
  "stored_file.purpose": "document",
  "job.state": "done",
  "job.kind": "membership.import.read",
  "notice.kind": "membership.transfer.handed-over",
  "notice_choice.kind": "membership.transfer.handed-over",
  "notice.link": null,
  "saved_view.register": "members",
  "import_mapping.register": "members",
  "audit_event.verb": "membership.member.read",
  "audit_event.event": "access.account.created",
  "audit_event.target_kind": "account",
};

interface Column {
  readonly table: string;
  readonly name: string;
  readonly type: string;
}

export type Row = Readonly<Record<string, unknown>>;

/** What is known of a secret besides where it stands. */
export type About = Omit<Secret, "table" | "column" | "isPlaceName"> & { readonly word: string };

export class Planter {
  readonly #pool: pg.Pool;
  readonly #columns = new Map<string, Column[]>();
  readonly secrets = new Map<string, Secret>();
  /** Rows by table: ids for attackers to aim with, by the place they belong to. */
  readonly ids = new Map<string, Map<string, string[]>>();
  /** Rows that are an account's own, by account and table. */
  readonly owned = new Map<string, Map<string, string[]>>();

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  async open(): Promise<void> {
    const { rows } = await this.#pool.query<Column>(
      "select table_name as table, column_name as name, data_type as type from information_schema.columns where table_schema = current_schema()",
    );
    for (const column of rows) this.#columns.set(column.table, [...(this.#columns.get(column.table) ?? []), column]);
  }

  /** A text that names its place in the open and ends in a secret. */
  text(table: string, column: string, about: About): string {
    const token = newToken();
    this.secrets.set(token, {
      ...about,
      table,
      column,
      isPlaceName: table === "organization_version" && column === "short_name",
    });
    return `${about.word} ${token}`;
  }

  /** The row with every text of it filled that the given part leaves open. */
  filled(table: string, given: Row, about: About): Row {
    const row: Record<string, unknown> = { ...given };
    for (const { name, type } of this.#columns.get(table) ?? []) {
      if (name in row || type !== "text") continue;
      if (["org_path", "to_path", "person_path", "host_path", "joint_path"].includes(name)) continue;
      const coded = `${table}.${name}` in CODED ? CODED[`${table}.${name}`] : CODED[name];
      row[name] = coded === undefined ? this.text(table, name, about) : coded;
    }
    if (typeof row["id"] === "string") {
      note(this.ids, table, about.place ?? "", row["id"]);
      if (about.accountId !== null) note(this.owned, about.accountId, table, row["id"]);
    }
    return row;
  }

  async insert(table: string, rows: readonly Row[]): Promise<void> {
    const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    if (names.length === 0) return;
    const list = names.map((it) => `"${it}"`).join(", ");
    await this.#pool.query(
      `insert into "${table}" (${list}) overriding system value select ${list} from jsonb_populate_recordset(null::"${table}", $1::jsonb)`,
      [JSON.stringify(rows)],
    );
  }
}

function note(all: Map<string, Map<string, string[]>>, one: string, two: string, id: string): void {
  const inner = all.get(one) ?? new Map<string, string[]>();
  inner.set(two, [...(inner.get(two) ?? []), id]);
  all.set(one, inner);
}

export const TODAY = "2026-11-22";
/** An old day on which moved and merged organisations still stood where they were. */
export const BEFORE = "2024-01-15";

export const wordOf = (key: string): string => `词${TREE.findIndex((it) => it.key === key) + 1}号`;

export function aboutPlace(place: string, sees: "persons" | "places" | "restricted", more: Partial<About> = {}): About {
  return { word: wordOf(place), place, lines: [lineOf(place, TODAY)], sees, personId: null, accountId: null, ...more };
}
