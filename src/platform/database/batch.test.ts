import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase } from "#test/database.ts";
import { type Answered, askTogether, type Statement } from "./batch.ts";
import type { Database } from "./open.ts";

let database: Database;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(async () => {
  await database?.close();
});

const plain = (text: string, ...values: unknown[]): Statement => ({ text, values, name: null });
const kept = (name: string, text: string, ...values: unknown[]): Statement => ({ text, values, name });

/** Sends on one connection, one list of statements after the other. */
async function asked(...lists: (readonly Statement[])[]): Promise<(readonly Answered[] | { code?: string })[]> {
  const client = await database.appPool.connect();
  try {
    const out = [];
    for (const list of lists)
      out.push(await askTogether(client, list, (it) => it.toUpperCase()).catch((error: unknown) => error as object));
    expect(client.getTransactionStatus()).toBe("I");
    return out as never;
  } finally {
    client.release();
  }
}

test("answers come in order, with the code's names and its values", async () => {
  const [answers] = await asked([
    plain("select 1 as one"),
    plain("select $1::date as day, null as none", "2026-03-04"),
  ]);
  expect(answers).toEqual([
    { command: "SELECT", rowCount: 1, rows: [{ ONE: 1 }] },
    { command: "SELECT", rowCount: 1, rows: [{ DAY: "2026-03-04", NONE: null }] },
  ]);
});

test("a setting for the transaction holds for the statements that travel with it, and for no others", async () => {
  const setting = "select current_setting('lianxin.account', true) as it";
  const [together, later] = await asked(
    [plain("select set_config('lianxin.account', 'me', true)"), plain(setting)],
    [plain(setting)],
  );
  expect((together as Answered[])[1]?.rows).toEqual([{ IT: "me" }]);
  expect((later as Answered[])[0]?.rows).not.toEqual([{ IT: "me" }]);
});

test("what stands behind a failing statement is not done, and the connection goes on", async () => {
  const [failed, after] = await asked(
    [plain("select 1 / 0"), plain("select set_config('lianxin.account', 'never', false)")],
    [plain("select coalesce(current_setting('lianxin.account', true), '') as it")],
  );
  expect(failed).toMatchObject({ code: "22012" });
  expect((after as Answered[])[0]?.rows).toEqual([{ IT: "" }]);
});

test("a kept statement answers alike each time, also after it has failed and when it has no columns", async () => {
  const divided = (by: number) => kept("batch_divided", "select 10 / $1::int as it", by);
  const silent = kept("batch_silent", "set local lock_timeout = '1s'");
  const [first, second, failed, again] = await asked(
    [divided(2)],
    [divided(5), silent],
    [silent, divided(0)],
    [divided(1)],
  );
  expect((first as Answered[])[0]?.rows).toEqual([{ IT: 5 }]);
  expect((second as Answered[])[0]?.rows).toEqual([{ IT: 2 }]);
  expect((second as Answered[])[1]?.rows).toEqual([]);
  expect(failed).toMatchObject({ code: "22012" });
  expect((again as Answered[])[0]?.rows).toEqual([{ IT: 10 }]);
});

test("a value that cannot be written, or read, fails its own list alone", async () => {
  const circular: { toPostgres?: () => unknown } = {};
  circular.toPostgres = () => circular;
  const huge = plain("select 9007199254740993::int8 as it");
  const [unwritable, unreadable, after] = await asked(
    [kept("batch_value", "select $1::text as it", circular)],
    [huge],
    [kept("batch_value", "select $1::text as it", "well")],
  );
  expect(unwritable).toBeInstanceOf(Error);
  expect(unreadable).toBeInstanceOf(Error);
  expect((after as Answered[])[0]?.rows).toEqual([{ IT: "well" }]);
});
