import { createHash, randomBytes } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { inject } from "vitest";
import { type Cluster } from "#platform/database/embedded.ts";
import { migrate, migrationsHash } from "#platform/database/migrate.ts";
import { type Database, embeddedPools, endPools, type Pools, serverPools } from "#platform/database/open.ts";
import { ensureWeakRoles } from "#platform/database/pools.ts";

/** Where this test run keeps its databases; provided by test/template-database.ts. */
export type TestServer =
  | { readonly kind: "server"; readonly url: string }
  | { readonly kind: "embedded"; readonly connection: Cluster["connection"]; readonly maintenance: string };

/** A run that was killed leaves its databases on a shared server; after two hours they are nobody's. */
const ABANDONED_AFTER = 2 * 60 * 60 * 1000;
/** Every change of a migration makes another template. */
const STALE_TEMPLATE_AFTER = 7 * 24 * 60 * 60 * 1000;
/** Every change of the program makes another template that the program has filled. */
const STALE_FILLED_AFTER = 24 * 60 * 60 * 1000;
const ROOT = fileURLToPath(new URL("../", import.meta.url));

/** Of no other run and no other test: `lianxin_test_`, the moment in base 36, something random. */
export const newName = (): string => `lianxin_test_${Date.now().toString(36)}_${randomBytes(4).toString("hex")}`;

/**
 * A migrated, empty database of its own, copied from the run's template in tens of milliseconds. `close()` drops it.
 * With `empty`, not even migrated; with `of`, a copy of that database, to which nobody may be connected.
 * What is `large` is copied faster as files than as a log of its pages; what is small is not, since that waits for
 * everything to be written out first.
 */
export async function freshDatabase(
  options: { readonly empty?: boolean; readonly of?: string; readonly large?: boolean } = {},
): Promise<Database> {
  const server = inject("testServer");
  const name = newName();
  await maintain(server, async (pools) => {
    const template = options.of ?? (options.empty === true ? "template0" : templateName());
    const strategy = options.large === true ? " strategy file_copy" : "";
    await pools.ownerPool.query(`create database ${name} template ${template}${strategy}`);
  });
  const pools = poolsOn(server, name);
  return {
    kind: server.kind,
    ...pools,
    close: async () => {
      await endPools(pools);
      await dropDatabase(server, name);
    },
  };
}

/** Removes a database of ours, whoever is connected. */
export async function dropDatabase(server: TestServer, name: string): Promise<void> {
  await maintain(server, (it) => it.ownerPool.query(`drop database if exists ${name} with (force)`));
}

/**
 * Makes the database `name` once, whoever of all processes on this server asks first; the others wait. What `fill` is
 * given must be closed when it ends. It goes with its run when the run drops it, or with dropLeftovers.
 */
export async function makeOnce(name: string, fill: (database: Database) => Promise<void>): Promise<void> {
  await maintain(inject("testServer"), async ({ ownerPool }) => {
    const client = await ownerPool.connect();
    try {
      // Ends with the connection, and so with a killed process.
      await client.query("select pg_advisory_lock(hashtext($1))", [name]);
      const { rowCount } = await client.query("select from pg_database where datname = $1", [name]);
      if (rowCount !== 0) return;
      const database = await freshDatabase();
      const made = await database.ownerPool.query<{ it: string }>("select current_database() as it");
      try {
        await fill(database);
        await endPools(database);
        await client.query(`comment on database ${made.rows[0]?.it} is '${new Date().toISOString()}'`);
        await client.query(`alter database ${made.rows[0]?.it} rename to ${name}`);
      } catch (error) {
        await database.close();
        throw error;
      }
    } finally {
      client.release(true);
    }
  });
}

/**
 * How the templates begin that the program itself fills (the organisations of a workbook, the demo zone): another one
 * whenever a migration, a source that may write or what the demo tells changes.
 */
export function filledTemplateName(): string {
  const hash = createHash("sha256");
  const files = globSync(["src/{shared,platform,modules,server}/**/*.ts", "demo/**/*.{ts,xlsx,csv,json}"], {
    cwd: ROOT,
  });
  for (const it of files.filter((name) => !name.endsWith(".test.ts")).sort()) {
    hash.update(`${it}\n`).update(readFileSync(`${ROOT}${it}`));
  }
  return `${templateName()}_${hash.digest("hex").slice(0, 16)}`;
}

/**
 * Removes databases of earlier runs except the templates named here: all of them from a cluster that is ours alone, old
 * ones from a shared server.
 */
export async function dropLeftovers(server: TestServer, wanted: readonly string[] = []): Promise<void> {
  await maintain(server, async ({ ownerPool }) => {
    const { rows } = await ownerPool.query<{ name: string; made: string | null }>(
      `select datname as name, shobj_description(oid, 'pg_database') as made from pg_database
       where datname ~ '^lianxin_(test|template|building)_' and datname <> all ($1)`,
      [[templateName(), ...wanted]],
    );
    for (const { name, made } of rows) {
      const parts = name.split("_");
      const isTemplate = parts[1] === "template";
      const isFilled = isTemplate && parts.length > 3;
      const at = isTemplate ? Date.parse(made ?? "") : Number.parseInt(parts[2] ?? "", 36);
      // Another checkout on the same server may still copy its own template.
      const staleAfter = isFilled ? STALE_FILLED_AFTER : isTemplate ? STALE_TEMPLATE_AFTER : ABANDONED_AFTER;
      const kept = at > Date.now() - staleAfter;
      if (server.kind === "server" && kept) continue;
      await ownerPool.query(`drop database if exists ${name} with (force)`);
    }
  });
}

/** Builds the template of the current migrations unless it exists; built aside and renamed, it is never half done. */
export async function ensureTemplate(server: TestServer): Promise<void> {
  const building = `lianxin_building_${Date.now().toString(36)}_${randomBytes(4).toString("hex")}`;
  await maintain(server, async ({ ownerPool }) => {
    await ensureWeakRoles(ownerPool, server.kind, server.kind === "embedded" ? server.connection.password : undefined);
    const { rowCount } = await ownerPool.query("select from pg_database where datname = $1", [templateName()]);
    if (rowCount !== 0) return;
    await ownerPool.query(`create database ${building} template template0`);
    await ownerPool.query(`comment on database ${building} is '${new Date().toISOString()}'`);
    const pools = poolsOn(server, building);
    try {
      await migrate(pools.ownerPool);
    } finally {
      await endPools(pools);
    }
    await ownerPool.query(`alter database ${building} rename to ${templateName()}`).catch(async (error: Error) => {
      await ownerPool.query(`drop database if exists ${building}`);
      // Another run finished the same template first.
      if (!error.message.includes("already exists")) throw error;
    });
  });
}

function templateName(): string {
  return `lianxin_template_${migrationsHash()}`;
}

function poolsOn(server: TestServer, database: string): Pools {
  if (server.kind === "embedded") return embeddedPools(server.connection, database);
  const url = new URL(server.url);
  url.pathname = `/${database}`;
  return serverPools(url.href);
}

async function maintain(server: TestServer, work: (pools: Pools) => Promise<unknown>): Promise<void> {
  const pools =
    server.kind === "embedded" ? embeddedPools(server.connection, server.maintenance) : serverPools(server.url);
  try {
    await work(pools);
  } finally {
    await endPools(pools);
  }
}
