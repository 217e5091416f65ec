import { registers } from "#modules/assessment/registers.ts";
import {
  appraisal,
  floating,
  honours,
  registers as membershipRegisters,
  recruiting,
} from "#modules/membership/index.ts";
import { elections } from "#modules/organization/index.ts";
import { loadClasses } from "#platform/database/classes.ts";
import type { Reader } from "#platform/database/door.ts";
import { Door } from "#platform/database/door.ts";
import type { Database } from "#platform/database/open.ts";
import type { Register } from "#platform/registers/declaration.ts";
import { countRows } from "#platform/registers/list.ts";
import { readListRequest } from "#platform/registers/request.ts";
import { day } from "#shared/day.ts";
import { type FilledZone, fillZone, type ZoneSize } from "../bench/data.ts";
import { freshDatabase } from "./database.ts";

/** A filled zone for the tests of this module. */
export interface TestZone {
  readonly database: Database;
  readonly door: Door;
  readonly zone: FilledZone;
}

export async function testZone(size: ZoneSize): Promise<TestZone> {
  const database = await freshDatabase();
  const zone = await fillZone(database, size);
  const classes = await loadClasses(database.ownerPool);
  return { database, zone, door: new Door(database.appPool, classes) };
}

const known: ReadonlyMap<string, Register> = new Map(
  [
    ...membershipRegisters,
    ...floating.part.registers,
    ...honours.part.registers,
    ...(recruiting.part.registers ?? []),
    ...(appraisal.part.registers ?? []),
    ...elections.part.registers,
    ...registers,
  ].map((it) => [it.id, it]),
);

/** How many rows the list at a desk address has, read as the register routes read it. */
export async function rowsAt(tx: Reader, address: string): Promise<number> {
  const url = new URL(address, "http://desk");
  const register = known.get(url.pathname.replace("/r/", ""));
  if (!register) throw new Error(`no register at ${address}`);
  return await countRows(
    tx,
    register,
    readListRequest(register, Object.fromEntries(url.searchParams), day("2026-11-22")),
  );
}
