import { sql } from "kysely";
import type { Reader, Writer } from "#platform/database/door.ts";
import { systemScope } from "#platform/database/scope.ts";
import type { House } from "#platform/house.ts";
import type { TimetableEntry } from "#platform/jobs/index.ts";
import { searchKeys } from "#shared/pinyin.ts";
import { strokeKey } from "#shared/strokes.ts";

export interface NameKeys {
  readonly pinyin: string;
  readonly initials: string;
  readonly strokeKey: string;
}

/** Names repeat in a drop, and working out their keys costs more than reading the row. */
const MOST_HELD = 20_000;
const held = new Map<string, NameKeys>();

/** The search and sort keys of a person's name. */
export function nameKeys(name: string): NameKeys {
  const known = held.get(name);
  if (known) return known;
  const made = { ...searchKeys(name), strokeKey: strokeKey(name) };
  if (held.size >= MOST_HELD) held.clear();
  held.set(name, made);
  return made;
}

/** Where keys of strokes are kept beside the name they are made from. */
const KEPT = [
  { table: "person", name: "name" },
  { table: "membership", name: "name" },
  { table: "appraisalItem", name: "personName" },
] as const;
const SAMPLE = 100;
const AT_ONCE = 1_000;

/**
 * Makes the kept keys of strokes anew where this program orders names otherwise than the one that wrote them. All of a table
 * in one transaction, so that a few rows from both ends tell whether it has been done.
 */
export async function renewStrokeKeys(house: Pick<House, "door">): Promise<void> {
  for (const kept of KEPT)
    await house.door.write(systemScope("renew-stroke-keys"), async (tx) => {
      if (!(await isStale(tx, kept))) return;
      const rows = await tx
        .selectFrom(kept.table)
        .select(sql<string>`${sql.ref(kept.name)}`.as("name"))
        .distinct()
        .execute();
      for (let at = 0; at < rows.length; at += AT_ONCE)
        await renew(
          tx,
          kept,
          rows.slice(at, at + AT_ONCE).map((it) => it.name),
        );
    });
}

async function isStale(tx: Reader, kept: (typeof KEPT)[number]): Promise<boolean> {
  for (const direction of ["asc", "desc"] as const) {
    const rows = await tx
      .selectFrom(kept.table)
      .select(["strokeKey", sql<string>`${sql.ref(kept.name)}`.as("name")])
      .orderBy("strokeKey", direction)
      .limit(SAMPLE)
      .execute();
    if (rows.some((it) => it.strokeKey !== strokeKey(it.name))) return true;
  }
  return false;
}

async function renew(tx: Writer, kept: (typeof KEPT)[number], names: readonly string[]): Promise<void> {
  const keys = JSON.stringify(Object.fromEntries(names.map((it) => [it, strokeKey(it)])));
  const name = sql.ref(kept.name);
  await tx
    .updateTable(kept.table)
    .set({ strokeKey: sql<string>`${keys}::jsonb ->> ${name}` })
    .where(sql<boolean>`${name} = any(${names as string[]}::text[])`)
    .execute();
}

export const timetable: readonly TimetableEntry[] = [
  { name: "renew-stroke-keys", when: { at: "00:10" }, atStart: true, run: renewStrokeKeys },
];
