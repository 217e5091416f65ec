import type { Pool, PoolClient } from "pg";
import { leafHash } from "./merkle.ts";

/**
 * Rows of the audit in one canonical form, which the seals are made over: every column as the database writes it in text, in a fixed
 * order, as a JSON list. Hashed here and not in SQL, because whoever can change rows can also change functions.
 */
export interface SealedRow {
  readonly number: string;
  readonly leaf: Buffer;
}

const EVENTS = `
  select e.number::text, e.id::text, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, e.account_id::text, e.actor, e.verb, e.event,
    e.org_path, e.organization_id::text, e.target_kind, e.target_id, e.target_name, e.details::text, e.request_id,
    (select string_agg(s.person_id || ' ' || s.org_path, ',' order by s.person_id, s.org_path) from audit_subject s where s.event_number = e.number) as persons
  from audit_event e where e.number = any($1::bigint[])`;

/** The leaves of these events, as they stand in the database now. A number may be missing, or (in a forged table) come twice. */
export async function leavesOf(client: Pool | PoolClient, numbers: readonly string[]): Promise<SealedRow[]> {
  const { rows } = await client.query<[string, ...unknown[]]>({ text: EVENTS, values: [numbers], rowMode: "array" });
  return rows.map((row) => ({ number: row[0], leaf: leafHash(JSON.stringify(row)) }));
}

/** The leaf of an event that was removed before it could be sealed: nothing in the database can ever match it. */
export const missingLeaf = (number: string): Buffer => leafHash(`missing ${number}`);
