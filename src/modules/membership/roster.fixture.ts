import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import type { Actor } from "#platform/access/policy.ts";
import { openKeyring } from "#platform/audit/keyring.ts";
import { fixedClock } from "#platform/clock/index.ts";
import type { Reader, Writer } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import { systemScope } from "#platform/database/scope.ts";
import type { House } from "#platform/house.ts";
import type { Place } from "#platform/registers/importer.ts";
import { openHouse } from "#server/house.ts";
import { PARTS } from "#server/modules.ts";
import { type Day, day } from "#shared/day.ts";
import { organizationKey } from "#shared/organization-names.ts";
import { freshDatabase } from "#test/database.ts";

/** The workbooks that offices hand in, with what is wrong where. */
export const WORKBOOKS = new URL("../../../demo/workbooks/", import.meta.url);

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

export const workbook = (name: string): Buffer => readFileSync(new URL(name, WORKBOOKS));

export const TODAY: Day = day("2026-11-22");

export interface Zone {
  readonly house: House;
  /** Organisation ids by short name. */
  readonly places: ReadonlyMap<string, { readonly id: string; readonly path: string }>;
  actor(role: Actor["grants"][number]["role"], place: string): Actor;
  readonly system: Actor;
  close(): Promise<void>;
}

/** A house on a database of its own, with the zone, its three streets and twenty-nine branches standing since 2008. */
export async function standingZone(): Promise<Zone> {
  const database = await freshDatabase();
  const folder = mkdtempSync(join(tmpdir(), "lianxin-keys-"));
  const open = await openHouse({
    database,
    dataFolder: folder,
    keyring: openKeyring(folder),
    clock: fixedClock(TODAY),
    parts: PARTS,
  });
  const house: House = { ...open.house, imports: { ...open.house.imports, places: listPlaces } };
  const places = await house.door.write(systemScope("test-zone"), setUp);
  return {
    house,
    places,
    system: {
      accountId: null,
      personId: null,
      name: "系统",
      system: "test-zone",
      grants: [],
      opened: [],
      sessionId: null,
    },
    actor(role, place) {
      const at = places.get(place);
      if (!at) throw new Error(`no such place: ${place}`);
      const accountId = newId();
      const grants = [{ id: newId(), role, organizationId: at.id, path: at.path }];
      return {
        accountId,
        personId: null,
        name: `${place}的${role}`,
        system: null,
        grants,
        opened: [],
        sessionId: null,
      };
    },
    async close() {
      await open.close();
      await database.close();
      rmSync(folder, { recursive: true });
    },
  };
}

async function setUp(tx: Writer): Promise<Map<string, { id: string; path: string }>> {
  const made = new Map<string, { id: string; path: string }>();
  const establish = async (shortName: string, fullName: string, parent: string | null, kind: string) => {
    const above = parent === null ? null : (made.get(parent) ?? null);
    const id = newId();
    await tx
      .insertInto("organization")
      .values({ id, orgPath: `/${900_000 + made.size}/`, establishedOn: day("2008-06-01") })
      .execute();
    const { node } = await tx.selectFrom("organization").select("node").where("id", "=", id).executeTakeFirstOrThrow();
    const path = `${above?.path ?? "/"}${node}/`;
    await tx.updateTable("organization").set({ orgPath: path }).where("id", "=", id).execute();
    const range = { id: newId(), organizationId: id, orgPath: path, validFrom: day("2008-06-01") };
    await tx
      .insertInto("organizationVersion")
      .values({ ...range, kind, fullName, shortName, nameKey: organizationKey(fullName), pinyin: "", initials: "" })
      .execute();
    await tx
      .insertInto("placement")
      .values({ ...range, id: newId(), parentId: above?.id ?? null })
      .execute();
    made.set(shortName, { id, path });
  };
  await establish("开发区党工委", "中共云湾经济技术开发区工作委员会", null, "working_committee");
  for (const { street, branch } of truth()) {
    const committee = `${street}党工委`;
    if (!made.has(committee)) {
      await establish(committee, `中共云湾经济技术开发区${street}工作委员会`, "开发区党工委", "working_committee");
    }
    await establish(branch, `中共${street}${branch.replace("党支部", "")}支部委员会`, committee, "branch");
  }
  return made;
}

async function listPlaces(tx: Reader): Promise<Place[]> {
  const rows = await tx
    .selectFrom("organization")
    .innerJoin("organizationVersion", "organizationVersion.organizationId", "organization.id")
    .innerJoin("placement", "placement.organizationId", "organization.id")
    .select([
      "organization.id",
      "organization.orgPath as path",
      "organization.code",
      "organization.closedOn",
      "organizationVersion.fullName",
      "organizationVersion.shortName",
      "organizationVersion.kind",
      "placement.parentId",
    ])
    .where(sql<boolean>`organization_version.valid_to is null and placement.valid_to is null`)
    .execute();
  return rows.map((row) => ({ ...row, otherNames: [] }));
}
