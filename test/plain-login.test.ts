import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Cluster, OWNER, openCluster } from "#platform/database/embedded.ts";
import { migrate, migrations, openDatabase } from "#platform/database/index.ts";

/**
 * The pages for operating are walked word for word by a login that may do nothing but what they say: everything else
 * here is tried by an owner of the whole server, who would not notice a right that lacks.
 */
let folder: string;
let cluster: Cluster;

beforeEach(async () => {
  folder = fs.mkdtempSync(join(tmpdir(), "lianxin-plain-"));
  cluster = await openCluster(folder, { throwaway: true });
});
afterEach(async () => {
  await cluster.stop();
  // Run by root the engine keeps its files where a plain user may enter.
  for (const it of [folder, cluster.folder]) fs.rmSync(it, { recursive: true, force: true });
});

/** The SQL blocks of a page, in order, each without its indent. */
function sqlOf(page: string): string[] {
  const text = fs.readFileSync(page, "utf8");
  return [...text.matchAll(/^( *)```sql\n([\s\S]*?)^\1```$/gm)].map((it) => it[2] ?? "");
}

const addressOf = (database: string, login: string, more = ""): string =>
  `postgres://${login}:${encodeURIComponent("……")}@/${database}?host=${encodeURIComponent(cluster.connection.host)}&port=${cluster.connection.port}${more}`;

/** As the administrator of the server. */
async function administer(database: string, statements: string): Promise<void> {
  const client = new Client({ ...cluster.connection, database, user: OWNER });
  await client.connect();
  try {
    // One by one: a database cannot be made within a transaction.
    for (const it of statements.split(";").filter((each) => each.trim() !== "")) await client.query(it);
  } finally {
    await client.end();
  }
}

describe("docs/operate/server-database.md", () => {
  // The engine of the test has a login of the name in the page already: its own administrator.
  const named = (sql: string): string => sql.replaceAll(/\blianxin\b/g, "plain");
  const start = async (): Promise<number> => {
    const database = await openDatabase({ url: addressOf("plain", "plain") });
    try {
      const applied = await migrate(database.ownerPool);
      await database.appPool.query("select 1 from organization");
      await database.anonymousPool.query("select 1 from box");
      return applied.length;
    } finally {
      await database.close();
    }
  };

  test("its statements are enough, and what was forgotten is named as they name it", async () => {
    const [making = "", roles = ""] = sqlOf("docs/operate/server-database.md").map(named);
    await administer("postgres", making);
    // A right forgotten is named by the statement that gives it; all that lack at once.
    const statements = roles.split("\n").filter((it) => it !== "");
    expect(statements).toHaveLength(6);
    const refusal = await start().then(
      () => "",
      (error: Error) => error.message,
    );
    for (const it of statements) expect(refusal).toContain(it.trim());
    await administer("postgres", statements.slice(0, -1).join(""));
    await expect(start()).rejects.toThrow(/：\n {2}grant lianxin_anonymous to plain;$/);
    await administer("postgres", statements.slice(-1).join(""));
    expect(await start()).toBe(migrations().length);
    expect(await start()).toBe(0);
  });
});

describe("docs/operate/growth.md", () => {
  const [extension = "", county = ""] = sqlOf("docs/operate/growth.md");
  const open = (name: string) =>
    openDatabase({ url: addressOf("province", name, `&options=${encodeURIComponent(`-c search_path=${name}`)}`) });
  const start = async (name: string): Promise<void> => {
    const database = await open(name);
    try {
      await migrate(database.ownerPool);
      await database.appPool.query("select 1 from organization");
    } finally {
      await database.close();
    }
  };
  const exclusions = async (name: string): Promise<number> => {
    const database = await open(name);
    try {
      const { rows } = await database.ownerPool.query<{ count: number }>(
        "select count(*)::int as count from pg_constraint where contype = 'x' and connamespace = current_schema()::regnamespace",
      );
      return rows[0]?.count ?? 0;
    } finally {
      await database.close();
    }
  };

  test("each county starts with its own login, and goes without taking a constraint of another along", async () => {
    const [, roles = ""] = sqlOf("docs/operate/server-database.md");
    // The roles are the server's; who else may take them is not the matter here.
    await administer("postgres", `create database province; ${roles.replaceAll(/ to lianxin\b/g, " to current_user")}`);
    const lacking = county.replace(/^grant create .*$/m, "");
    await administer("province", lacking);
    await expect(start("county_a")).rejects.toThrow(extension.trim());
    await administer("province", extension);
    await expect(start("county_a")).rejects.toThrow("grant create on database province to county_a;");
    await administer("province", county.slice(county.indexOf("grant create")));
    await start("county_a");
    await administer("province", county.replaceAll("county_a", "county_b"));
    await start("county_b");
    const before = await exclusions("county_b");
    expect(before).toBeGreaterThan(0);
    await administer("province", "drop schema county_a cascade; drop schema county_a_anonymous cascade");
    expect(await exclusions("county_b")).toBe(before);
  });
});
