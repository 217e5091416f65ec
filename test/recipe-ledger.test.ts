import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { enterRoster } from "#modules/membership/index.ts";
import { systemActor } from "#platform/access/index.ts";
import { systemScope } from "#platform/database/scope.ts";
import { act } from "#platform/doing.ts";
import { listAddress, questionOf } from "#platform/measures/index.ts";
import { commitImport, previewImport, undoImport } from "#platform/registers/import/acts.ts";
import { importRows } from "#platform/registers/import/queries.ts";
import { countRows } from "#platform/registers/list.ts";
import { readListRequest } from "#platform/registers/request.ts";
import { PARTS } from "#server/modules.ts";
import { day } from "#shared/day.ts";
import { part } from "./fixtures/lending/index.ts";
import { LOANS_COUNTED } from "./fixtures/lending/measures.ts";
import { Browser, freshHouse, type TestHouse } from "./house.ts";
import { filesBeneath } from "./laws/source.ts";

/**
 * The recipe for a register that people write (docs/recipes/ledger.md), cooked: 借书登记, which the product will never have.
 * A newcomer's exercise: how many files it takes is counted.
 */

const FOLDER = join(import.meta.dirname, "fixtures/lending");
const read = (file: string): string => readFileSync(join(FOLDER, file), "utf8");

/** What stands outside the folder and has one line for it where a module of the product does the same. */
const MOUNTED_IN = [
  "src/server/modules.ts",
  "src/web/desk/collected.ts",
  "src/web/pocket/collected.ts",
  "test/security/zone-work.ts",
];

test("a newcomer's register takes at most thirty files, its places in the house and its tests among them", () => {
  const own = filesBeneath("test/fixtures/lending", ".ts", ".tsx", ".sql");
  for (const file of MOUNTED_IN)
    expect(filesBeneath("src", ".ts", ".tsx").concat(filesBeneath("test", ".ts"))).toContain(file);
  const tests = filesBeneath("test/components", ".ts", ".tsx", ".html").filter((file) => file.includes("lending"));
  expect(tests).toHaveLength(3);
  expect(own.length + MOUNTED_IN.length + tests.length + 1).toBeLessThanOrEqual(30);
  const lines = own.reduce(
    (sum, file) => sum + readFileSync(join(import.meta.dirname, "..", file), "utf8").split("\n").length - 1,
    0,
  );
  // What the pages bring is said here, and no longer in router, tabs and the page of the member.
  expect(lines).toBeLessThanOrEqual(630);
});

test("the recipes show the declarations that are run here", () => {
  const measure = readFileSync(join(import.meta.dirname, "../docs/recipes/measure.md"), "utf8");
  expect(measure).toContain(`\`\`\`ts\n${read("measures.ts")}\`\`\``);
  const recipe = readFileSync(join(import.meta.dirname, "../docs/recipes/ledger.md"), "utf8");
  const [declared] = /export const LOANS = [\s\S]*?\n\}\);\n/.exec(read("loans.ts")) ?? [];
  expect(recipe).toContain(`\`\`\`ts\n${read("asks.ts")}\`\`\``);
  expect(recipe).toContain(`\`\`\`ts\n${declared}\`\`\``);
  for (const [, file = ""] of recipe.matchAll(/`((?:desk|pocket|migrations)\/[a-z0-9.-]+|[a-z-]+\.ts)`/g))
    expect(read(file)).not.toBe("");
});

describe("借书登记", () => {
  let it: TestHouse;
  let lender: string;
  let secretary: Browser;
  let stranger: Browser;
  let phone: Browser;
  const BODY = { title: "红岩", borrower: "孙得福", lentOn: "2026-10-01", dueOn: "2026-11-01" };

  beforeAll(async () => {
    it = await freshHouse({ parts: [...PARTS, part], tables: read("migrations/0001-loans.sql") });
    const { personIds } = await act(it.house, systemActor("test"), "membership.import", null, (doing) =>
      enterRoster(doing, {
        organizationId: it.places.branch,
        on: "2026-06-01",
        members: ["谭玉莲", "宋春生"].map((name, at) => ({
          name,
          category: "正式党员",
          birthOn: `196${at}-03-01`,
          joinedOn: "2001-07-01",
          fullOn: "2002-07-01",
        })),
      }),
    );
    lender = personIds[0] ?? "";
    const app = await it.app();
    await it.person("branch_secretary", it.places.branch, "shuji");
    await it.person("branch_secretary", it.places.otherBranch, "linshe");
    const own = await it.person("member", it.places.branch, "tanyulian");
    await it.open.database.ownerPool.query("update account set person_id = $1 where id = $2", [lender, own.id]);
    [secretary, stranger, phone] = [new Browser(app), new Browser(app), new Browser(app)];
    await secretary.signIn("shuji");
    await stranger.signIn("linshe");
    await phone.signIn("tanyulian");
  });
  afterAll(() => it.close());

  const enter = (body: object, by = secretary) => by.send("POST", "/api/book-loans", { personId: lender, ...body });
  const slugOf = (answer: { json: () => unknown }): string =>
    (answer.json() as { type: string }).type.replace("/problems/", "");
  const events = (id: string) =>
    it.house.door.read(systemScope("test"), async (tx) => {
      const told = await tx
        .selectFrom("auditEvent")
        .select(["event", "targetName", "details"])
        .where("targetId", "=", id)
        .orderBy("number")
        .execute();
      return told.map(({ event, targetName, details }) =>
        part.sentences?.[event]?.(details as object as Record<string, unknown>, targetName ?? ""),
      );
    });

  /** What the measures count on a day; each is the number of the rows of its list. */
  const counted = (on: string) =>
    it.house.door.read(systemScope("test"), async (tx) => {
      const numbers: number[] = [];
      for (const one of Object.values(LOANS_COUNTED)) {
        const { value } = await (await questionOf(tx, one, day(on))).executeTakeFirstOrThrow();
        const place = { organizationId: it.places.zone, day: day(on), manner: "now" } as const;
        const address = new URL(listAddress(one.of.id, place, one.where(day(on))), "http://desk");
        const asked = readListRequest(one.of, Object.fromEntries(address.searchParams), day(on));
        expect(await countRows(tx, one.of, asked), `${one.term} ${on}`).toBe(value);
        numbers.push(value);
      }
      return numbers;
    });

  test("is entered once, corrected, confirmed by the lender, given back, and told", async () => {
    const made = await enter(BODY);
    expect(made.statusCode).toBe(201);
    const { id } = made.json<{ id: string }>();
    expect(slugOf(await enter(BODY))).toBe("loan-known");
    expect(slugOf(await enter(BODY, stranger))).toBe("absent");
    const page = (path: string) => `/api/book-loans/${id}${path}`;
    const corrected = { ...BODY, dueOn: "2026-11-15", note: "支部书屋的书签在里面", reason: "日期写错了" };
    expect((await secretary.send("POST", page("/correction"), corrected)).statusCode).toBe(204);
    expect((await stranger.send("GET", page(""))).statusCode).toBe(404);
    expect((await phone.send("GET", "/api/own/book-loans")).json()).toMatchObject({
      rows: [{ id, title: "红岩", dueOn: "2026-11-15", confirmedOn: null }],
    });
    const confirm = `/api/own/book-loans/${id}/confirmation`;
    expect((await stranger.send("POST", confirm)).statusCode).toBe(404);
    expect((await phone.send("POST", confirm)).statusCode).toBe(204);
    expect(slugOf(await phone.send("POST", confirm))).toBe("loan-confirmed");
    expect(slugOf(await secretary.send("POST", page("/return"), { on: "2026-09-30" }))).toBe("loan-returned-before");
    expect((await secretary.send("POST", page("/return"), { on: "2026-11-20" })).statusCode).toBe(204);
    expect(slugOf(await secretary.send("POST", page("/return"), { on: "2026-11-20" }))).toBe("loan-returned");
    expect((await secretary.send("GET", page(""))).json()).toMatchObject({
      name: "谭玉莲",
      organizationName: "柳河村党支部",
      confirmedOn: "2026-11-22",
      returnedOn: "2026-11-20",
      can: { write: true },
    });
    expect((await secretary.send("POST", page("/withdrawal"), { reason: "登记错了人" })).statusCode).toBe(204);
    expect(slugOf(await secretary.send("POST", page("/withdrawal"), { reason: "登记错了人" }))).toBe("loan-withdrawn");
    expect((await secretary.send("GET", `/api/members/${lender}/book-loans`)).json()).toMatchObject({ rows: [] });
    expect(await events(id)).toEqual([
      "登记了谭玉莲的借书“红岩”",
      "更正了谭玉莲的借书“红岩”，理由：日期写错了",
      "谭玉莲确认借出“红岩”",
      "登记了谭玉莲的书“红岩”已归还",
      "撤回了谭玉莲的借书登记“红岩”，理由：登记错了人",
    ]);
  });

  test("says all faults at once, and by which rule", async () => {
    const refused = await enter({ title: " ", borrower: "孙得福", lentOn: "2026-10-01", dueOn: "2026-09-01" });
    expect(refused.json()).toMatchObject({
      type: "/problems/loan-rejected",
      errors: [{ pointer: "/dueOn" }, { pointer: "/title" }],
      provision: { id: "house-books-come-back" },
    });
  });

  test("comes in from a workbook once, is overdue by its day, and is taken back whole", async () => {
    const lines = [
      "出借人,所在党支部,书名,借书人,借出日期,应还日期",
      "宋春生,柳河村党支部,平凡的世界,孙得福,2026.9.1,2026年10月1日",
      "宋春生,,平凡的世界,孙得福,2026-09-01,2026-10-01",
      "无此人,,平凡的世界,孙得福,2026-09-01,2026-10-01",
      "宋春生,,三国演义,孙得福,2026-09-01,2026-08-01",
    ];
    const actor = systemActor("test");
    const files = [{ name: "2026年借书台账.csv", content: Buffer.from(`\ufeff${lines.join("\r\n")}\r\n`) }];
    const { id } = await act(it.house, actor, "registers.import", null, (doing) => previewImport(doing, { files }));
    const { rows } = await it.house.door.read(systemScope("test"), (tx) => importRows(tx, id, { cursor: undefined }));
    expect(rows.map((row) => `${row.kind} ${row.reasons.join("；")}`)).toEqual([
      "faulty 与前面的一行是同一次借书",
      "faulty 花名册上没有“无此人”。请核对姓名和所在党支部",
      "faulty 应还日期不能早于借出日期。",
    ]);
    await act(it.house, actor, "registers.import", null, (doing) => commitImport(doing, id, "good-rows"));
    const due = (on: string) =>
      it.house.door.read(systemScope("test"), async (tx) => await part.checks?.[0]?.matters(tx, day(on)));
    expect(await due("2026-09-30")).toEqual([]);
    expect(await due("2026-10-01")).toMatchObject([
      { deadline: "2026-10-01", why: "孙得福借的“平凡的世界”应在2026-10-01归还", subject: { name: "宋春生" } },
    ]);
    const list = await secretary.send("GET", "/api/registers/book-loans?f.state=overdue");
    expect(list.json()).toMatchObject({ rows: [{ name: "宋春生", title: "平凡的世界", borrower: "孙得福" }] });
    for (const [on, out, overdue] of [
      ["2026-08-31", 1, 0],
      ["2026-10-01", 1, 0],
      ["2026-10-02", 1, 1],
    ] as const)
      expect([on, ...(await counted(on))]).toEqual([on, out, overdue, on < "2026-09-01" ? 0 : 1]);
    await act(it.house, actor, "registers.import", null, (doing) => undoImport(doing, id));
    expect(await due("2026-10-01")).toEqual([]);
  });
});
