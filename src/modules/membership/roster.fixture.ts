import { readFileSync } from "node:fs";
import { inject } from "vitest";
import type { Actor } from "#platform/access/policy.ts";
import { temporaryKeyring } from "#platform/audit/keyring.ts";
import { fixedClock } from "#platform/clock/index.ts";
import type { Reader } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import type { Database } from "#platform/database/index.ts";
import { systemScope } from "#platform/database/scope.ts";
import { act } from "#platform/doing.ts";
import type { House } from "#platform/house.ts";
import type { Keyring } from "#platform/keyring.ts";
import { commitImport, type Manner, previewImport } from "#platform/registers/import/acts.ts";
import { importRows, importView } from "#platform/registers/import/queries.ts";
import { openHouse } from "#server/house.ts";
import { type Day, day } from "#shared/day.ts";
import { freshDatabase, makeOnce } from "#test/database.ts";
import { knownKeys } from "#test/known-keys.ts";

/** The workbooks that offices hand in, with what is wrong where. */
const WORKBOOKS = new URL("../../../demo/workbooks/", import.meta.url);
export const ORGANISATIONS = "00-党组织信息表.xlsx";
export const TODAY: Day = day("2026-11-22");
export const VERB = "registers.import";

export interface TruthFile {
  readonly file: string;
  readonly street: string;
  readonly branch: string;
  readonly data_rows: number;
  readonly importable_rows: number;
  readonly faults: readonly { readonly row_in_data: number; readonly fault: string; readonly expect: string }[];
}

export const truth = (): readonly TruthFile[] =>
  (JSON.parse(readFileSync(new URL("truth.json", WORKBOOKS), "utf8")) as { files: TruthFile[] }).files;

export const workbook = (name: string): { name: string; content: Buffer } => ({
  name,
  content: readFileSync(new URL(encodeURIComponent(name), WORKBOOKS)),
});

/** A roster as a village types it: headings and rows as CSV. */
export const csv = (name: string, lines: readonly string[]): { name: string; content: Buffer } => ({
  name,
  content: Buffer.from(`\ufeff${lines.join("\r\n")}\r\n`),
});

export interface Zone {
  readonly database: Database;
  readonly house: House;
  readonly clock: ReturnType<typeof fixedClock>;
  readonly system: Actor;
  /** Id and path of an organisation by its short name. */
  place(shortName: string): Promise<{ id: string; path: string }>;
  /** An account with this role there. */
  actor(role: Actor["grants"][number]["role"], shortName: string): Promise<Actor>;
  preview(files: readonly { name: string; content: Buffer }[], by?: Actor, asOf?: string): Promise<string>;
  commit(batchId: string, manner?: Manner, by?: Actor): Promise<void>;
  view(batchId: string): ReturnType<typeof importView>;
  rows(batchId: string): Promise<Awaited<ReturnType<typeof importRows>>["rows"]>;
  read<T>(work: (tx: Reader) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** The same zone in a house with keys of its own, for two houses that know nothing of each other. */
export async function neighbouringZone(): Promise<Zone> {
  const zone = await emptyZone();
  await zone.commit(await zone.preview([workbook(ORGANISATIONS)]));
  return zone;
}

/** A house on a database of its own, with nothing in it. */
export async function emptyZone(): Promise<Zone> {
  return await zoneOn(await freshDatabase(), temporaryKeyring());
}

/** A house on this database, which `close()` closes. */
async function zoneOn(database: Database, keyring: Keyring): Promise<Zone> {
  const clock = fixedClock(TODAY);
  const open = await openHouse({ database, keyring, clock });
  const { house } = open;
  const system: Actor = {
    accountId: null,
    personId: null,
    name: "系统",
    system: "test-zone",
    grants: [],
    opened: [],
    sessionId: null,
  };
  const read = <T>(work: (tx: Reader) => Promise<T>): Promise<T> => house.door.read(systemScope("test-zone"), work);
  const place = (shortName: string) =>
    read((tx) =>
      tx
        .selectFrom("organizationVersion")
        .select(["organizationId as id", "orgPath as path"])
        .where("shortName", "=", shortName)
        .where("validTo", "is", null)
        .executeTakeFirstOrThrow(),
    );
  return {
    database,
    house,
    clock,
    system,
    place,
    read,
    async actor(role, shortName) {
      const at = await place(shortName);
      const accountId = newId();
      const grants = [{ id: newId(), role, organizationId: at.id, path: at.path }];
      await house.door.write(systemScope("test-zone"), async (tx) => {
        await tx
          .insertInto("account")
          .values({
            id: accountId,
            username: accountId,
            usernameKey: accountId,
            displayName: `${shortName}的人`,
            organizationId: at.id,
            orgPath: at.path,
          })
          .execute();
        const { id, path, ...grant } = grants[0] as (typeof grants)[number];
        await tx
          .insertInto("roleGrant")
          .values({ id, accountId, ...grant, orgPath: path, validFrom: day("2020-01-01") })
          .execute();
      });
      return {
        accountId,
        personId: null,
        name: `${shortName}的人`,
        system: null,
        grants,
        opened: [],
        sessionId: null,
      };
    },
    async preview(files, by = system, asOf) {
      const input = { files, ...(asOf === undefined ? {} : { asOf }) };
      const { id } = await act(house, by, VERB, null, (doing) => previewImport(doing, input));
      return id;
    },
    async commit(batchId, manner = "good-rows", by = system) {
      await act(house, by, VERB, null, (doing) => commitImport(doing, batchId, manner));
    },
    view: (batchId) => read((tx) => importView(house, tx, batchId)),
    rows: (batchId) =>
      read(async (tx) => {
        const rows = [];
        for (let cursor: string | undefined; ; ) {
          const page = await importRows(tx, batchId, { cursor });
          rows.push(...page.rows);
          if (page.next === null) return rows;
          cursor = page.next;
        }
      }),
    async close() {
      await open.close();
      await database.close();
    },
  };
}

/**
 * The zone with its thirty-three organisations as the workbook lists them, and nobody on any roster. The workbook is
 * read once; every suite has a copy.
 */
export async function standingZone(): Promise<Zone> {
  const template = inject("filled").zone;
  const keyring = knownKeys(template);
  await makeOnce(template, async (database) => {
    const zone = await zoneOn(database, keyring);
    await zone.commit(await zone.preview([workbook(ORGANISATIONS)]));
  });
  return await zoneOn(await freshDatabase({ of: template }), keyring);
}
