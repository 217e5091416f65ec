import { sql } from "kysely";
import type { Reader, Writer } from "#platform/database/door.ts";
import { EVERYWHERE, exactly, isExact, type PathRange, subtree } from "#platform/database/reach.ts";

/** What was told and is not taken in yet: in which places something may be due otherwise than it was kept. */
export interface Touched {
  readonly numbers: readonly string[];
  /** Single organisations. */
  readonly paths: readonly string[];
  /** All that lies beneath a place. */
  readonly ranges: readonly PathRange[];
}

/** Parts whose acts change nothing that a check asks for: who may sign in, what was read, jobs, backups, one's own list. */
const APART: readonly string[] = ["access", "assessment", "audit", "files", "jobs", "operate", "registers", "server"];

/** The tree itself is another, or days of rest: everything may be due otherwise. */
const EVERYTHING = /^(organization\.(event\.(in-force|undone)|imported|import\.undone)|workday\..*)$/;

/** Many rows at many places, told at the nearest place above them all. */
const BENEATH = /^[a-z.]+\.(imported|import-undone|import\.[a-z-]+)$/;

/**
 * Which places an event touches, and whose: wherever those people are or were is touched as well. Whatever is not known here
 * touches its own place, so that the events of a new module are heard from its first day. Of so many people that they are not
 * listed, nobody knows where they came from: everything is touched.
 */
export function reachOf(it: {
  readonly event: string;
  readonly orgPath: string;
  readonly persons: readonly string[] | null;
}): { readonly range: PathRange; readonly persons: readonly string[] } | null {
  if (APART.includes(it.event.split(".")[0] ?? "")) return null;
  if (EVERYTHING.test(it.event) || it.persons === null) return { range: EVERYWHERE, persons: [] };
  return { range: BENEATH.test(it.event) ? subtree(it.orgPath) : exactly(it.orgPath), persons: it.persons };
}

/** What was told and is not taken in. The handle is a system job's: nobody else is told. */
export async function touchedSince(system: Reader): Promise<Touched> {
  const { rows } = await sql<{ number: string; event: string; orgPath: string; persons: string[] | null }>`
    select number::text, event, org_path, persons from touched_events()`.execute(system);
  const paths = new Set<string>();
  const persons = new Set<string>();
  const ranges: PathRange[] = [];
  for (const row of rows) {
    const reach = reachOf(row);
    if (reach === null) continue;
    if (isExact(reach.range)) paths.add(reach.range.lo);
    else ranges.push(reach.range);
    for (const id of reach.persons) persons.add(id);
  }
  for (const path of await placesOfPersons(system, [...persons])) paths.add(path);
  return { numbers: rows.map((it) => it.number), paths: [...paths], ranges };
}

/** Where people are and were: a row elsewhere may be what makes something due at home. */
async function placesOfPersons(system: Reader, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const anyOf = sql<string>`any(${ids}::uuid[])`;
  const rows = await system
    .selectFrom("membership")
    .select("orgPath")
    .where("personId", "=", anyOf)
    .union((it) => it.selectFrom("person").select("orgPath").where("id", "=", anyOf))
    .execute();
  return rows.map((it) => it.orgPath);
}

/** Takes in what was read; what was told meanwhile stays. */
export async function takeIn(tx: Writer, { numbers }: Touched): Promise<void> {
  if (numbers.length > 0) await sql`select take_in_events(${numbers}::bigint[])`.execute(tx);
}
