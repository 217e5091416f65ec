import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadClasses } from "#platform/database/classes.ts";
import { Door } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import { insertMany } from "#platform/database/insert-many.ts";
import type { Database } from "#platform/database/open.ts";
import { systemScope } from "#platform/database/scope.ts";
import { Problem } from "#platform/http/problem.ts";
import type { Day } from "#shared/day.ts";
import { searchKeys } from "#shared/pinyin.ts";
import { compareByStrokes, strokeKey } from "#shared/strokes.ts";
import { freshDatabase } from "#test/database.ts";
import * as fc from "#test/properties.ts";
import type { Register } from "./declaration.ts";
import { personName, year } from "./fields.ts";
import { countRows, listAll, listPage, type Row } from "./list.ts";
import { readListRequest } from "./request.ts";

const people: Register = {
  id: "people",
  title: "人员",
  emptyHint: "先导入花名册。",
  table: "person",
  verbs: { read: "test.person.read", export: "test.person.read" },
  time: "none",
  place: { id: "organization_id", path: "org_path" },
  search: ["name"],
  order: { field: "name", direction: "asc" },
  columns: ["name", "gender", "birthOn"],
  fields: [
    {
      key: "name",
      term: "姓名",
      type: "name",
      column: "name",
      sortable: true,
      filter: "text",
      nameKeys: { pinyin: "pinyin", initials: "initials", strokes: "stroke_key" },
    },
    { key: "gender", term: "性别", type: "code", codeSet: "sex", column: "gender", sortable: true, filter: "code" },
    { key: "birthOn", term: "出生日期", type: "day", column: "birth_on", sortable: true, filter: "range" },
    { key: "version", term: "版本", type: "int", column: "version", sortable: true, filter: "range" },
    { key: "organizationId", term: "所在党支部", type: "organization", column: "organization_id" },
    { key: "contact", term: "手机号码", type: "masked", column: "mobile_mask", sensitive: true },
  ],
};

/** Names of persons that stand in rows of another table. */
const items: Register = {
  ...people,
  id: "items",
  title: "评议对象",
  table: "appraisal_item",
  search: ["personName"],
  order: { field: "year", direction: "desc" },
  columns: ["personName", "year"],
  fields: [personName, year],
};

const today = "2026-11-22" as Day;
let database: Database;
let door: Door;
let everybody: { id: string; name: string; birthOn: string | null; gender: string; version: number }[] = [];
const organizationId = newId();
const scope = systemScope("list-test");

beforeAll(async () => {
  database = await freshDatabase();
  door = new Door(database.appPool, await loadClasses(database.ownerPool));
  const surnames = ["王", "李", "单", "欧阳", "丁", "曾", "乐"];
  const given = ["林春", "秀", "福", "海", "强明", "丽", "%_", "伟"];
  everybody = Array.from({ length: 230 }, (_, at) => ({
    id: newId(),
    name: `${surnames[at % 7]}${given[(at * 3) % 8]}`,
    birthOn: at % 9 === 0 ? null : `19${50 + (at % 40)}-0${1 + (at % 9)}-11`,
    gender: at % 3 === 0 ? "female" : "male",
    version: at % 17,
  }));
  await door.write(scope, async (tx) => {
    await tx.insertInto("organization").values({ id: organizationId, orgPath: "/1/", establishedOn: today }).execute();
    await insertMany(
      tx,
      "person",
      everybody.map((it) => {
        const keys = searchKeys(it.name);
        return {
          ...it,
          organizationId,
          orgPath: "/1/",
          pinyin: keys.pinyin,
          initials: keys.initials,
          strokeKey: strokeKey(it.name),
        };
      }),
    );
  });
});
afterAll(async () => {
  await database?.close();
});

async function walk(query: Record<string, string>): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor = "";
  for (let page = 0; page < 300; page += 1) {
    const found = await door.read(scope, (tx) =>
      listPage(tx, people, readListRequest(people, { ...query, ...(cursor ? { cursor } : {}) }, today)),
    );
    rows.push(...found.rows);
    if (!found.next) return rows;
    cursor = found.next;
  }
  throw new Error("the pages do not end");
}

describe("pages", () => {
  test.each(["name", "-name", "name.pinyin", "birthOn", "-birthOn", "version", "-version", "gender"])(
    "sorted by %s: every row once, in order, whatever the page size",
    async (sort) => {
      const all = await walk({ sort, limit: "500" });
      expect(new Set(all.map((row) => row["id"])).size).toBe(everybody.length);
      for (const limit of ["1", "7", "50"].slice(sort === "name" ? 0 : 1)) {
        expect((await walk({ sort, limit })).map((row) => row["id"])).toEqual(all.map((row) => row["id"]));
      }
      const streamed: unknown[] = [];
      await door.read(scope, async (tx) => {
        for await (const rows of listAll(tx, people, readListRequest(people, { sort }, today), people.fields, 33))
          streamed.push(...rows.map((row) => row["id"]));
      });
      expect(streamed).toEqual(all.map((row) => row["id"]));
    },
  );

  test("names stand in stroke order, days in order with the unknown last", async () => {
    const names = (await walk({ sort: "name" })).map((row) => row["name"] as string);
    expect(names).toEqual([...names].sort((a, b) => compareByStrokes(a, b)));
    const days = (await walk({ sort: "birthOn" })).map((row) => row["birthOn"]);
    const known = days.filter((day) => day !== null);
    expect(days.slice(0, known.length)).toEqual([...known].map(String).sort((a, b) => (a < b ? -1 : 1)));
    expect(days.slice(known.length).every((day) => day === null)).toBe(true);
  });

  test("a person's name in another table stands in stroke order too, page by page, counted or not", async () => {
    const some = everybody.slice(0, 40);
    const appraisalId = newId();
    await door.write(scope, async (tx) => {
      await insertMany(
        tx,
        "membership",
        some.map((it) => ({
          id: newId(),
          personId: it.id,
          organizationId,
          orgPath: "/1/",
          validFrom: today,
          name: it.name,
          ...searchKeys(it.name),
          strokeKey: strokeKey(it.name),
          gender: "male",
          category: "full",
        })),
      );
      await tx
        .insertInto("appraisal")
        .values({
          id: appraisalId,
          organizationId,
          orgPath: "/1/",
          year: 2026,
          manner: "paper",
          ceiling: "third",
          openedOn: today,
          openedBy: "陈国栋",
        })
        .execute();
      await insertMany(
        tx,
        "appraisalItem",
        some.map((it) => ({
          id: newId(),
          appraisalId,
          organizationId,
          orgPath: "/1/",
          year: 2026,
          personId: it.id,
          personName: it.name,
          strokeKey: strokeKey(it.name),
        })),
      );
    });
    for (const count of ["0", "1"]) {
      const names: string[] = [];
      for (let cursor = ""; ; ) {
        const query = {
          sort: "personName",
          limit: "7",
          ...(count === "1" ? { q: "王", count } : {}),
          ...(cursor ? { cursor } : {}),
        };
        const found = await door.read(scope, (tx) => listPage(tx, items, readListRequest(items, query, today)));
        names.push(...found.rows.map((row) => row["personName"] as string));
        if (!found.next) break;
        cursor = found.next;
      }
      const wanted = some.map((it) => it.name).filter((it) => count === "0" || it.includes("王"));
      expect(names).toEqual(wanted.sort(compareByStrokes));
    }
  });

  test("the total counts what the pages show", async () => {
    const found = await door.read(scope, (tx) =>
      listPage(tx, people, readListRequest(people, { "f.gender": "female", count: "1", limit: "5" }, today)),
    );
    expect(found.total).toBe(everybody.filter((it) => it.gender === "female").length);
    expect(found.rows).toHaveLength(5);
    expect(found.rows.every((row) => !("contact" in row) || row["contact"] === null)).toBe(true);
  });
});

describe("search and filters", () => {
  const matching = (test: (it: (typeof everybody)[number]) => boolean) =>
    everybody
      .filter(test)
      .map((it) => it.id)
      .sort();
  const found = async (query: Record<string, string>) =>
    (await walk({ limit: "500", ...query })).map((row) => row.id).sort();

  test("Chinese by substring, pinyin, initials, and another reading of a surname", async () => {
    expect(await found({ q: "林" })).toEqual(matching((it) => it.name.includes("林")));
    expect(await found({ q: "ouyang" })).toEqual(matching((it) => it.name.startsWith("欧阳")));
    expect(await found({ q: "oy" })).toEqual(matching((it) => it.name.startsWith("欧阳")));
    expect(await found({ q: "shan" })).toEqual(matching((it) => it.name.startsWith("单")));
  });

  test("blanks between Chinese characters are left out", async () => {
    expect(await found({ q: "王 林" })).toEqual(matching((it) => it.name.startsWith("王林")));
    expect(await found({ q: "欧 阳\u3000林 春" })).toEqual(matching((it) => it.name === "欧阳林春"));
    expect((await found({ q: "王 林" })).length).toBeGreaterThan(0);
  });

  test("four digits find the end of a telephone number that the list shows, fewer or more find none", async () => {
    const shown: Register = {
      ...people,
      search: ["name", "mobile"],
      fields: [
        ...people.fields,
        {
          key: "mobile",
          term: "手机号码",
          type: "masked",
          beside: { table: "person", by: "id", column: "mobile_mask" },
        },
      ],
    };
    const [one, other] = everybody;
    await door.write(scope, async (tx) => {
      await tx
        .updateTable("person")
        .set({ mobileMask: "199****3880" })
        .where("id", "=", one?.id ?? "")
        .execute();
      await tx
        .updateTable("person")
        .set({ mobileMask: "138****8809" })
        .where("id", "=", other?.id ?? "")
        .execute();
    });
    const ids = async (q: string) =>
      await door.read(scope, async (tx) =>
        (await listPage(tx, shown, readListRequest(shown, { q, count: "1" }, today))).rows.map((it) => it["id"]),
      );
    expect(await ids("3880")).toEqual([one?.id]);
    expect(await ids("880")).toEqual([]);
    expect(await ids("199****3880")).toEqual([]);
    expect(await ids("19903883880")).toEqual([]);
  });

  test("signs of LIKE are letters like others", async () => {
    expect(await found({ q: "%" })).toEqual(matching((it) => it.name.includes("%")));
    expect(await found({ "f.name": "_" })).toEqual(matching((it) => it.name.includes("_")));
  });

  test("ranges and emptiness", async () => {
    expect(await found({ "f.birthOn": "1960-01-01..1970-12-31" })).toEqual(
      matching((it) => it.birthOn !== null && it.birthOn >= "1960-01-01" && it.birthOn <= "1970-12-31"),
    );
    expect(await found({ "f.birthOn": "empty" })).toEqual(matching((it) => it.birthOn === null));
    expect(await found({ "f.version": "3..4", "f.gender": "male,female" })).toEqual(
      matching((it) => it.version === 3 || it.version === 4),
    );
  });
});

test("a filter that is not one is a fault, never a wider answer; all faults are told at once", () => {
  const ask = () =>
    readListRequest(
      people,
      {
        "f.contact": "3",
        "f.nothing": "x",
        sort: "contact",
        limit: "0",
        asOf: "2026-02-30",
        org: "1",
        cursor: "x",
        other: "y",
      },
      today,
    );
  expect(ask).toThrow(Problem);
  try {
    ask();
  } catch (error) {
    expect((error as Problem).faults.map((it) => it.pointer).sort()).toEqual([
      "/query/asOf",
      "/query/cursor",
      "/query/f.contact",
      "/query/f.nothing",
      "/query/limit",
      "/query/org",
      "/query/other",
      "/query/sort",
    ]);
  }
});

test("an organisation out of reach is absent", async () => {
  await expect(
    door.read(scope, (tx) => countRows(tx, people, readListRequest(people, { org: newId() }, today))),
  ).rejects.toThrow(Problem);
});

test("whatever is written into a query, it is read or refused, and nothing else happens", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(
        fc.constantFrom(
          "org",
          "q",
          "sort",
          "cursor",
          "limit",
          "f.name",
          "f.birthOn",
          "f.gender",
          "f.version",
          "asOf",
          "count",
        ),
        fc.string({ maxLength: 20 }),
      ),
      async (query) => {
        try {
          const request = readListRequest(people, query, today);
          await door.read(scope, (tx) => listPage(tx, people, request));
        } catch (error) {
          expect(error).toBeInstanceOf(Problem);
        }
      },
    ),
    { numRuns: 150 },
  );
});
