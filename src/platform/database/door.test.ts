import { CamelCasePlugin, Kysely, PostgresDialect, sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Day } from "#shared/day.ts";
import { freshDatabase } from "#test/database.ts";
import { loadClasses, OutOfReach } from "./classes.ts";
import { Door, narrowed, type Reader, type Tables, widened } from "./door.ts";
import { newId } from "./ids.ts";
import { insertMany } from "./insert-many.ts";
import type { Database } from "./open.ts";
import { subtree } from "./reach.ts";
import { ownScope, type Scope, settingsOf, systemScope } from "./scope.ts";

/**
 * Zone 1 with town 2 (branches 3 and, prefix twins, /1/2/1 lookalikes) and town 20. Each wall is tested alone: the door
 * over the owner's pool (which row level security does not bind), the policies with plain SQL in the weak role.
 */
let database: Database;
let door: Door;
let doorAlone: Door;
const ids = { zone: newId(), town: newId(), twin: newId(), branch: newId() };
const paths: Record<string, string> = {};
const people: Record<string, string> = {};
const founded = "2008-06-01" as Day;

beforeAll(async () => {
  database = await freshDatabase();
  const classes = await loadClasses(database.ownerPool);
  door = new Door(database.appPool, classes);
  doorAlone = new Door(database.ownerPool, classes);
  await door.write(systemScope("door-test"), async (tx) => {
    for (const [name, id] of Object.entries(ids)) {
      await tx
        .insertInto("organization")
        .values({ id, orgPath: `/9${Object.keys(paths).length}/`, establishedOn: founded })
        .execute();
      const parent = name === "zone" ? null : name === "branch" ? ids.town : ids.zone;
      await tx
        .insertInto("placement")
        .values({
          id: newId(),
          organizationId: id,
          orgPath: `/9${Object.keys(paths).length}/`,
          parentId: parent,
          validFrom: founded,
        })
        .execute();
      paths[name] = "";
    }
    await sql`select relocate_paths(${founded}::date)`.execute(tx);
    for (const row of await tx.selectFrom("organization").select(["id", "orgPath"]).execute()) {
      const name = Object.entries(ids).find(([, id]) => id === row.id)?.[0] ?? "";
      paths[name] = row.orgPath;
    }
    for (const name of ["town", "twin", "branch"]) {
      people[name] = newId();
      await insertMany(tx, "person", [personAt(people[name], name)]);
    }
  });
});
afterAll(async () => {
  await database?.close();
});

function personAt(id: string, name: string): Record<string, unknown> {
  return {
    id,
    organizationId: ids[name as keyof typeof ids],
    orgPath: paths[name],
    name: `人${name}`,
    pinyin: name,
    initials: "r",
    strokeKey: "0",
    gender: "female",
  };
}

function scopeAt(name: string, more: Partial<Scope> = {}): Scope {
  const range = [subtree(paths[name] ?? "")];
  return { ...ownScope(newId(), null), persons: range, places: range, write: range, ...more };
}

test("paths follow placements", () => {
  expect(paths["branch"]?.startsWith(paths["town"] ?? "?")).toBe(true);
  expect(paths["town"]?.startsWith(paths["zone"] ?? "?")).toBe(true);
});

describe.each([
  ["both walls", () => door],
  ["the door alone", () => doorAlone],
])("%s", (_, get) => {
  test("a town sees its own subtree and nothing of its twin", async () => {
    const names = await get().read(scopeAt("town"), (tx) =>
      tx.selectFrom("person").select("name").orderBy("name").execute(),
    );
    expect(names.map((it) => it.name)).toEqual(["人branch", "人town"]);
  });

  test("a restricted table opens to the restricted reach alone", async () => {
    const place = { organizationId: ids.town, orgPath: paths["town"] ?? "", personPath: paths["town"] ?? "" };
    const id = newId();
    await get().write(systemScope("door-test"), (tx) =>
      tx
        .insertInto("disciplinaryMeasure")
        .values({
          id,
          personId: people["town"] ?? "",
          personName: "人town",
          ...place,
          kind: "warning",
          validFrom: founded,
          decidedByCipher: "x",
          reasonCipher: "x",
          enteredOn: founded,
          enteredBy: "x",
        })
        .execute(),
    );
    const found = (scope: Scope) =>
      get().read(scope, (tx) => tx.selectFrom("disciplinaryMeasure").select("id").where("id", "=", id).execute());
    expect(await found(scopeAt("zone"))).toEqual([]);
    expect(await found(scopeAt("town", { restricted: [subtree(paths["twin"] ?? "")] }))).toEqual([]);
    expect(await found(scopeAt("branch", { restricted: [subtree(paths["branch"] ?? "")] }))).toEqual([]);
    expect(await found(scopeAt("town", { restricted: [subtree(paths["town"] ?? "")] }))).toEqual([{ id }]);
    const own = { ...ownScope(newId(), people["town"] ?? ""), persons: [], restricted: [] };
    expect(await get().own(own, (tx) => tx.selectFrom("disciplinaryMeasure").select("id").execute())).toContainEqual({
      id,
    });
  });

  test("joins, sub-queries, common tables and counts are narrowed as well", async () => {
    const found = await get().read(scopeAt("branch"), async (tx) => ({
      join: await tx
        .selectFrom("organization")
        .leftJoin("person", "person.organizationId", "organization.id")
        .select("person.name")
        .execute(),
      exists: await tx
        .selectFrom("organization as o")
        .select("o.id")
        .where((eb) => eb.exists(eb.selectFrom("person as p").select("p.id").where("p.organizationId", "=", ids.twin)))
        .execute(),
      common: await tx
        .with("everybody", (db) => db.selectFrom("person").select("person.id"))
        .selectFrom("everybody")
        .select((eb) => eb.fn.countAll<number>().as("n"))
        .execute(),
    }));
    expect(found.join.map((it) => it.name)).toEqual(["人branch"]);
    expect(found.exists).toEqual([]);
    expect(found.common).toEqual([{ n: 1 }]);
  });

  test("no range, no rows; several ranges, exactly theirs", async () => {
    const none = await get().read(scopeAt("town", { persons: [] }), (tx) =>
      tx.selectFrom("person").select("id").execute(),
    );
    expect(none).toEqual([]);
    const two = await get().read(
      scopeAt("branch", { persons: [subtree(paths["branch"] ?? ""), subtree(paths["twin"] ?? "")] }),
      (tx) => tx.selectFrom("person").select("name").orderBy("name").execute(),
    );
    expect(two.map((it) => it.name)).toEqual(["人branch", "人twin"]);
  });

  test("changes beyond reach touch nothing, insertions beyond reach are refused", async () => {
    const changed = await get().write(scopeAt("town"), (tx) =>
      tx
        .updateTable("person")
        .set({ nativePlace: "别处" })
        .where("id", "=", people["twin"] ?? "")
        .executeTakeFirst(),
    );
    expect(Number(changed.numUpdatedRows)).toBe(0);
    const gone = await get().write(scopeAt("town"), (tx) =>
      tx
        .deleteFrom("person")
        .where("id", "=", people["twin"] ?? "")
        .executeTakeFirst(),
    );
    expect(Number(gone.numDeletedRows)).toBe(0);
    await expect(
      get().write(scopeAt("town"), (tx) => insertMany(tx, "person", [personAt(newId(), "twin")])),
    ).rejects.toThrow(OutOfReach);
    await expect(
      get().write(scopeAt("town"), (tx) =>
        tx
          .insertInto("person")
          .values(personAt(newId(), "twin") as never)
          .execute(),
      ),
    ).rejects.toThrow(OutOfReach);
  });

  test("no common table can stand in for a table and open it", async () => {
    await expect(
      get().read(scopeAt("branch"), (tx) =>
        tx
          .with("person", (db) => db.selectFrom("person").selectAll())
          .selectFrom("person")
          .select("name")
          .execute(),
      ),
    ).rejects.toThrow(OutOfReach);
  });

  test("no row is moved to where one may not write", async () => {
    await expect(
      get().write(scopeAt("town"), (tx) =>
        tx
          .updateTable("person")
          .set({ orgPath: paths["twin"] ?? "" })
          .where("id", "=", people["town"] ?? "")
          .execute(),
      ),
    ).rejects.toThrow(OutOfReach);
  });

  test("system tables, reference data and upserts are refused to persons", async () => {
    await expect(
      get().read(scopeAt("zone"), (tx) => tx.selectFrom("credential").select("accountId").execute()),
    ).rejects.toThrow(OutOfReach);
    await expect(
      get().write(scopeAt("zone"), (tx) => tx.updateTable("tableClass").set({ appends: true }).execute()),
    ).rejects.toThrow(OutOfReach);
    await expect(
      get().write(scopeAt("zone"), (tx) =>
        tx
          .insertInto("person")
          .values(personAt(newId(), "town") as never)
          .onConflict((oc) => oc.column("id").doUpdateSet({ name: "乙" }))
          .execute(),
      ),
    ).rejects.toThrow(OutOfReach);
  });

  test("one's own view shows one's own row, wherever it lies, and is for reading", async () => {
    const own = ownScope(newId(), people["twin"] ?? "");
    expect(await get().own(own, (tx) => tx.selectFrom("person").select("name").execute())).toEqual([
      { name: "人twin" },
    ]);
    await expect(get().own(own, (tx) => tx.selectFrom("organization").select("id").execute())).rejects.toThrow(
      OutOfReach,
    );
  });

  test("a narrowed handle sees what lies in both, never more than before", async () => {
    const names = (tx: Reader) => tx.selectFrom("person").select("name").orderBy("name").execute();
    await get().read(scopeAt("zone"), async (tx) => {
      expect((await names(narrowed(tx, [subtree(paths["town"] ?? "")]))).map((it) => it.name)).toEqual([
        "人branch",
        "人town",
      ]);
      expect((await names(tx)).map((it) => it.name)).toEqual(["人branch", "人town", "人twin"]);
    });
    await get().read(scopeAt("branch"), async (tx) => {
      expect((await names(narrowed(tx, [subtree(paths["zone"] ?? "")]))).map((it) => it.name)).toEqual(["人branch"]);
      expect(await names(narrowed(tx, [subtree(paths["twin"] ?? "")]))).toEqual([]);
    });
  });

  test("a widened handle reaches both sides, and only while it lasts", async () => {
    const scope = scopeAt("branch");
    await get().write(scope, async (tx) => {
      const both = await widened(tx, scope, [subtree(paths["twin"] ?? "")], (wide) =>
        wide.selectFrom("person").select("name").orderBy("name").execute(),
      );
      expect(both.map((it) => it.name)).toEqual(["人branch", "人twin"]);
      expect((await tx.selectFrom("person").select("name").execute()).map((it) => it.name)).toEqual(["人branch"]);
    });
  });
});

describe("row level security alone", () => {
  async function plainly<T extends object>(scope: Scope, statement: string, own = false): Promise<T[]> {
    const client = await database.appPool.connect();
    try {
      await client.query("begin");
      for (const [name, value] of Object.entries(settingsOf(scope)))
        await client.query("select set_config($1, $2, true)", [name, value]);
      if (own) await client.query("set local role lianxin_self");
      return (await client.query(statement)).rows as T[];
    } finally {
      await client.query("rollback");
      client.release();
    }
  }

  test("reads are narrowed", async () => {
    expect(await plainly(scopeAt("town"), "select name from person order by name")).toEqual([
      { name: "人branch" },
      { name: "人town" },
    ]);
    expect(
      await plainly(
        scopeAt("branch", { persons: [subtree(paths["branch"] ?? ""), subtree(paths["twin"] ?? "")] }),
        "select name from person order by name",
      ),
    ).toEqual([{ name: "人branch" }, { name: "人twin" }]);
    expect(await plainly(scopeAt("zone"), "select * from credential")).toEqual([]);
    expect(await plainly(ownScope(newId(), people["twin"] ?? ""), "select name from person", true)).toEqual([
      { name: "人twin" },
    ]);
  });

  test("without any setting nothing is seen", async () => {
    const { rows } = await database.appPool.query("select id from person union all select id from organization");
    expect(rows).toEqual([]);
  });

  test("writes beyond reach are refused or touch nothing", async () => {
    const insert = `insert into person (id, organization_id, org_path, name, pinyin, initials, stroke_key, gender) values ('${newId()}', '${ids.twin}', '${paths["twin"]}', '乙', 'y', 'y', '0', 'male') returning id`;
    await expect(plainly(scopeAt("town"), insert)).rejects.toThrow(/row-level security/);
    expect(await plainly(scopeAt("town"), `delete from person where id = '${people["twin"]}' returning id`)).toEqual(
      [],
    );
    await expect(
      plainly(
        scopeAt("town"),
        `update person set org_path = '${paths["twin"]}' where id = '${people["town"]}' returning id`,
      ),
    ).rejects.toThrow(/row-level security/);
  });

  test("the weak role defines nothing and turns nothing off", async () => {
    await expect(plainly(scopeAt("zone"), "create table mine (id int)")).rejects.toThrow();
    await expect(plainly(scopeAt("zone"), "alter table person disable row level security")).rejects.toThrow();
    await expect(plainly(scopeAt("zone"), "update audit_event set actor = 'x'")).rejects.toThrow();
  });
});

test("a table without a declared class stops the start", async () => {
  await database.ownerPool.query("create table forgotten (id int)");
  await expect(loadClasses(database.ownerPool)).rejects.toThrow(/forgotten/);
  await database.ownerPool.query("drop table forgotten");
});

test("the door's plugin sees table names as the database has them", () => {
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: database.ownerPool }),
    plugins: [new CamelCasePlugin()],
  });
  expect(db.selectFrom("organizationVersion").select("fullName").compile().sql).toContain("organization_version");
});
