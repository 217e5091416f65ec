import { setTimeout as sleep } from "node:timers/promises";
import { type ClientBase, escapeLiteral, Pool, type PoolClient, type PoolConfig } from "pg";
import { parsers } from "./parsers.ts";
import { hasCode } from "./placement.ts";
import { DatabaseRefusal } from "./refusal.ts";
import { zh } from "./zh.ts";

/** The role of the second wall: it owns nothing, sees rows by policy only and cannot define anything. */
export const APP_ROLE = "lianxin_app";
/** What the door steps down to for a person's own rows. */
export const SELF_ROLE = "lianxin_self";
/** Whoever writes answers that belong to nobody: reads and writes the anonymous schema and nothing else. */
export const ANONYMOUS_ROLE = "lianxin_anonymous";

export interface GuardedPoolConfig extends PoolConfig {
  /** Statements run once on each new connection before anybody gets it. */
  readonly setUp: string;
  /** The role that every handed-out connection must be in; asked again at each checkout when `askEachTime`. */
  readonly role?: string;
  readonly askEachTime?: boolean;
  /** Called when the server does not listen; a connection is then tried once more. */
  readonly revive?: () => Promise<void>;
}

type Handed = (
  error: Error | undefined,
  client: PoolClient | undefined,
  done: (release?: Error | boolean) => void,
) => void;

/**
 * A pool that hands out only connections in the promised role and outside any transaction, and takes back only clean
 * ones: a connection returned inside a transaction, or cut, is closed instead of reused.
 */
export class GuardedPool extends Pool {
  readonly #config: GuardedPoolConfig;

  constructor(config: GuardedPoolConfig) {
    super({
      types: parsers,
      connectionTimeoutMillis: 15_000,
      idleTimeoutMillis: 60_000,
      ...config,
      // pg-pool waits for the promise although its type says nothing of it.
      onConnect: (client: ClientBase): Promise<void> => this.#prepare(client),
    });
    this.#config = config;
    // An idle connection that was cut is dropped by the pool; the next checkout opens another.
    this.on("error", () => {});
    // Between checkout and its next query a cut connection has no listener, and an unheard error ends the process.
    this.on("connect", (client) => client.on("error", () => {}));
  }

  override connect(): Promise<PoolClient>;
  override connect(handed: Handed): void;
  override connect(handed?: Handed): Promise<PoolClient> | void {
    const client = this.#checkOut();
    if (handed === undefined) return client;
    client.then(
      (it) => handed(undefined, it, (release) => it.release(release)),
      (error: Error) => handed(error, undefined, () => {}),
    );
  }

  async #checkOut(): Promise<PoolClient> {
    for (;;) {
      const client = await this.#connectOrRevive();
      if (this.#config.askEachTime !== true) return guard(client);
      try {
        // Whatever earlier SQL on this connection did to its role, nobody gets it in another one.
        if ((await roleOf(client)) === this.#config.role) return guard(client);
        client.release(true);
      } catch (error) {
        client.release(true);
        if (!isCut(error)) throw error;
      }
    }
  }

  /** A dead engine is started again; a full one is asked again, since connections that were cut free their places soon. */
  async #connectOrRevive(): Promise<PoolClient> {
    const patience = performance.now() + 15_000;
    let revived = false;
    for (;;) {
      try {
        return await super.connect();
      } catch (error) {
        const { revive } = this.#config;
        if (hasCode(error, "53300") && performance.now() < patience) {
          await sleep(100);
        } else if (revive !== undefined && !revived && isCut(error)) {
          revived = true;
          await revive();
        } else {
          throw error;
        }
      }
    }
  }

  async #prepare(client: ClientBase): Promise<void> {
    await client.query(this.#config.setUp);
    const { role } = this.#config;
    if (role === undefined) return;
    const found = await roleOf(client);
    if (found !== role) throw new DatabaseRefusal(zh.roleNotTaken(role, found));
  }
}

async function roleOf(client: ClientBase): Promise<string> {
  const { rows } = await client.query<{ role: string }>("select current_user::text as role");
  return rows[0]?.role ?? "";
}

function isCut(error: unknown): boolean {
  return (
    hasCode(error, "ECONNREFUSED", "ENOENT", "ECONNRESET", "EPIPE", "57P01", "57P02", "57P03") ||
    (error instanceof Error && /Connection terminated|not queryable/.test(error.message))
  );
}

/** Wraps the release of a checkout so that a connection left inside a transaction is closed, which rolls it back. */
function guard(client: PoolClient): PoolClient {
  const release = client.release.bind(client);
  client.release = (error?: Error | boolean) => {
    release(error ?? (client.getTransactionStatus() === "I" ? undefined : true));
  };
  return client;
}

/** Settings of a connection that answers people: nothing may hold a lock or a connection for long. */
export const APP_SETTINGS =
  "set statement_timeout = '30s'; set lock_timeout = '10s'; set idle_in_transaction_session_timeout = '60s'; set timezone = 'UTC'";

/**
 * The anonymous role looks into the schema beside ours alone. A commit answered is a commit kept, as everywhere; nothing
 * of a statement's values is ever shown (pg_stat_activity holds the text with its placeholders).
 */
export const ANONYMOUS_SETTINGS = `${APP_SETTINGS}; select set_config('search_path', quote_ident(current_schema() || '_anonymous'), false)`;

/** Settings of the owner, who migrates and imports: as long as it takes, but never idle inside a transaction. */
export const OWNER_SETTINGS = "set idle_in_transaction_session_timeout = '10min'; set timezone = 'UTC'";

/** What an administrator of the server must still say, as SQL: roles that are not there, memberships that are not given. */
async function lackingRoles(owner: Pool): Promise<string[]> {
  const roles = [SELF_ROLE, APP_ROLE, ANONYMOUS_ROLE];
  const { rows } = await owner.query<{ login: string; there: string[] }>(
    "select quote_ident(current_user) as login, coalesce(array_agg(rolname::text), '{}') as there from pg_roles where rolname = any($1)",
    [roles],
  );
  const { login = "", there = [] } = rows[0] ?? {};
  const made = roles.filter((it) => !there.includes(it));
  const memberships = [
    { role: SELF_ROLE, of: APP_ROLE },
    { role: APP_ROLE, of: login },
    { role: ANONYMOUS_ROLE, of: login },
  ];
  const grants: string[] = [];
  for (const { role, of } of memberships) {
    const known = there.includes(role) && (of === login || there.includes(of));
    const held =
      known &&
      (
        await owner.query<{ held: boolean }>(
          `select pg_has_role(${of === login ? "current_user" : escapeLiteral(of)}, $1, 'member') as held`,
          [role],
        )
      ).rows[0]?.held === true;
    if (!held) grants.push(`grant ${role} to ${of};`);
  }
  return [...made.map((it) => `create role ${it} ${ROLE_RIGHTS};`), ...grants];
}

/** Rights of a role that nobody logs in as. */
const ROLE_RIGHTS = "nosuperuser nobypassrls noinherit nologin";

/**
 * Makes the weak roles if they are missing and refuses ones that are stronger than they may be. Safe to run concurrently.
 *
 * Embedded, `lianxin_app` logs in by itself (with a password where there is no socket folder to guard); on a server it is
 * only ever taken on after logging in. It may step down to `lianxin_self` but inherits nothing from it: policies for
 * one's own rows must not add themselves to those for a place.
 */
export async function ensureWeakRoles(owner: Pool, kind: "embedded" | "server", password?: string): Promise<void> {
  const weak = "nosuperuser nobypassrls nocreatedb nocreaterole noreplication";
  for (let tries = 1; ; tries += 1) {
    try {
      await owner.query(`do $$ begin
        if not exists (select from pg_roles where rolname = '${SELF_ROLE}') then
          create role ${SELF_ROLE} ${weak} noinherit nologin;
        end if;
        if not exists (select from pg_roles where rolname = '${APP_ROLE}') then
          create role ${APP_ROLE} ${weak} noinherit ${kind === "embedded" ? "login" : "nologin"};
        end if;
        if not exists (select from pg_roles where rolname = '${ANONYMOUS_ROLE}') then
          create role ${ANONYMOUS_ROLE} ${weak} noinherit ${kind === "embedded" ? "login" : "nologin"};
        end if;
        if not pg_has_role(current_user, '${ANONYMOUS_ROLE}', 'member') then
          grant ${ANONYMOUS_ROLE} to current_user;
        end if;
        if not pg_has_role('${APP_ROLE}', '${SELF_ROLE}', 'member') then
          grant ${SELF_ROLE} to ${APP_ROLE};
        end if;
        if not pg_has_role(current_user, '${APP_ROLE}', 'member') then
          grant ${APP_ROLE} to current_user;
        end if;
      end $$`);
      break;
    } catch (error) {
      // Another process made or granted it at the same moment.
      const raced = hasCode(error, "42710", "23505", "XX000");
      if (raced && tries < 10) continue;
      if (hasCode(error, "42501"))
        throw new DatabaseRefusal(zh.rolesNotMade(await lackingRoles(owner)), { cause: error });
      throw error;
    }
  }
  if (password !== undefined)
    for (const role of [APP_ROLE, ANONYMOUS_ROLE])
      await owner.query(`alter role ${role} password ${escapeLiteral(password)}`);
  const { rows } = await owner.query<{ name: string; rights: string }>(
    `select rolname as name, concat_ws(', ', case when rolsuper then 'SUPERUSER' end,
        case when rolbypassrls then 'BYPASSRLS' end, case when rolcreatedb then 'CREATEDB' end,
        case when rolcreaterole then 'CREATEROLE' end, case when rolreplication then 'REPLICATION' end,
        case when rolinherit then 'INHERIT' end) as rights
     from pg_roles where rolname in ($1, $2, $3)`,
    [APP_ROLE, SELF_ROLE, ANONYMOUS_ROLE],
  );
  for (const { name, rights } of rows) {
    if (rights !== "") throw new DatabaseRefusal(zh.roleTooStrong(name, rights));
  }
}
