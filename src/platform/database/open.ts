import type pg from "pg";
import { type Cluster, OWNER, openCluster } from "./embedded.ts";
import { hasCode } from "./placement.ts";
import {
  ANONYMOUS_ROLE,
  ANONYMOUS_SETTINGS,
  APP_ROLE,
  APP_SETTINGS,
  ensureWeakRoles,
  GuardedPool,
  type GuardedPoolConfig,
  OWNER_SETTINGS,
} from "./pools.ts";
import { DatabaseRefusal } from "./refusal.ts";
import { zh } from "./zh.ts";

export interface Database {
  readonly kind: "embedded" | "server";
  /** Owns the tables: migrations, jobs of the house, audit sealing. Never for answering a person. */
  readonly ownerPool: pg.Pool;
  /** Every connection is in the weak role `lianxin_app`, under row level security. */
  readonly appPool: pg.Pool;
  /** Every connection is in the role of the anonymous schema: it sees no person, no account, no place. */
  readonly anonymousPool: pg.Pool;
  /** Ends the pools and, when embedded, stops the engine. Work still running after five seconds is cut. */
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Where an embedded cluster lies; default LIANXIN_DATA, else `data` in the working folder. */
  readonly dataFolder?: string;
  /** A PostgreSQL server, which then is used instead; default DATABASE_URL when no data folder is given. */
  readonly url?: string;
}

/** Opens the database of a data folder or of a server. Throws a DatabaseRefusal with a sentence for the person. */
export function openDatabase(options: DatabaseOptions = {}): Promise<Database> {
  const url = options.url ?? (options.dataFolder === undefined ? process.env["DATABASE_URL"] : undefined);
  if (url !== undefined && url !== "") return openServer(url);
  return openEmbedded(options.dataFolder ?? process.env["LIANXIN_DATA"] ?? "data");
}

async function openEmbedded(dataFolder: string): Promise<Database> {
  const cluster = await openCluster(dataFolder);
  const pools = embeddedPools(cluster.connection, OWNER, () => cluster.revive());
  return opened("embedded", pools, () => cluster.stop(), cluster.connection.password);
}

async function openServer(url: string): Promise<Database> {
  // Server, port and database, never the login.
  const where = url
    .replace(/^.*@/s, "")
    .replace(/^.*:\/\//s, "")
    .replace(/\?.*$/s, "");
  try {
    return await opened("server", serverPools(url), async () => {});
  } catch (error) {
    throw refusalOfServer(error, where);
  }
}

/** What whoever set the address can mend, in words; anything else as it came. */
function refusalOfServer(error: unknown, where: string): unknown {
  const cause = error instanceof Error ? error.message : String(error);
  if (hasCode(error, "ERR_INVALID_URL")) return new DatabaseRefusal(zh.badUrl, { cause: error });
  if (hasCode(error, "ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH", "ENOENT"))
    return new DatabaseRefusal(zh.serverAway(where, cause), { cause: error });
  // Class 28: who logs in; 3D000: which database.
  if (hasCode(error, "28000", "28P01", "3D000"))
    return new DatabaseRefusal(zh.serverRefused(where, cause), { cause: error });
  if (cause.includes("timeout exceeded when trying to connect"))
    return new DatabaseRefusal(zh.serverAway(where, cause), { cause: error });
  return error;
}

export interface Pools {
  readonly ownerPool: pg.Pool;
  readonly appPool: pg.Pool;
  readonly anonymousPool: pg.Pool;
}

/** Pools on a server, where the weak role is taken on after logging in and asked again at every checkout. */
export function serverPools(url: string): Pools {
  return makePools({
    owner: { connectionString: url, setUp: OWNER_SETTINGS },
    app: {
      connectionString: url,
      setUp: `set role ${APP_ROLE}; ${APP_SETTINGS}`,
      role: APP_ROLE,
      askEachTime: true,
    },
    anonymous: {
      connectionString: url,
      setUp: `set role ${ANONYMOUS_ROLE}; ${ANONYMOUS_SETTINGS}`,
      role: ANONYMOUS_ROLE,
      askEachTime: true,
    },
  });
}

/** Pools on one database of an embedded cluster; `revive` starts an engine that has died. */
export function embeddedPools(
  connection: Cluster["connection"],
  database: string,
  revive?: () => Promise<void>,
): Pools {
  const reach = { ...connection, database, ...(revive === undefined ? {} : { revive }) };
  return makePools({
    owner: { ...reach, user: OWNER, setUp: OWNER_SETTINGS },
    // Logging in as the weak role itself: no statement can lead back to a stronger one.
    app: { ...reach, user: APP_ROLE, setUp: APP_SETTINGS, role: APP_ROLE },
    anonymous: { ...reach, user: ANONYMOUS_ROLE, setUp: ANONYMOUS_SETTINGS, role: ANONYMOUS_ROLE },
  });
}

function makePools({ owner, app, anonymous }: Record<"owner" | "app" | "anonymous", GuardedPoolConfig>): Pools {
  return {
    ownerPool: new GuardedPool({ max: 10, application_name: "lianxin owner", ...owner }),
    appPool: new GuardedPool({ max: 20, application_name: "lianxin app", pipeline: true, ...app }),
    anonymousPool: new GuardedPool({ max: 4, application_name: "lianxin anonymous", ...anonymous }),
  };
}

async function opened(
  kind: Database["kind"],
  pools: Pools,
  stop: () => Promise<void>,
  password?: string,
): Promise<Database> {
  let closing: Promise<void> | null = null;
  const close = async () => {
    await endPools(pools);
    await stop();
  };
  try {
    await checkVersion(pools.ownerPool);
    await ensureWeakRoles(pools.ownerPool, kind, password);
    // A temporary table with triggers of its own could be slipped to functions that run with the owner's rights.
    await pools.ownerPool.query(
      "do $$ begin execute format('revoke temporary on database %I from public', current_database()); end $$",
    );
    (await pools.appPool.connect()).release();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    kind,
    ...pools,
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

/** A pool waits for its borrowers for ever; after five seconds they are left to the shutdown of the engine. */
export async function endPools(pools: Pools): Promise<void> {
  let patience: NodeJS.Timeout | undefined;
  await Promise.race([
    Promise.all([pools.ownerPool.end(), pools.appPool.end(), pools.anonymousPool.end()]),
    new Promise<void>((done) => {
      patience = setTimeout(done, 5_000);
    }),
  ]);
  clearTimeout(patience);
}

/** PostgreSQL 15 is the oldest that knows security_invoker views and nulls not distinct, which the schema uses. */
async function checkVersion(owner: pg.Pool): Promise<void> {
  const { rows } = await owner.query<{ number: string; version: string }>(
    "select current_setting('server_version_num') as number, current_setting('server_version') as version",
  );
  const [it] = rows;
  if (it === undefined || Number(it.number) < 150_000) throw new DatabaseRefusal(zh.serverVersion(it?.version ?? "?"));
}
