import { afterAll, beforeAll, expect, test } from "vitest";
import { askedOnce } from "#platform/clock/asked-once.ts";
import type { Reader } from "#platform/database/door.ts";
import { systemScope } from "#platform/database/scope.ts";
import { type Day, day } from "#shared/day.ts";
import { freshHouse, type TestHouse } from "#test/house.ts";

let it: TestHouse;
beforeAll(async () => {
  it = await freshHouse();
});
afterAll(() => it.close());

test("is asked once for a day of a transaction, and anew in another or for another day", async () => {
  const asked: Day[] = [];
  const places = askedOnce(async (tx: Reader, on: Day) => {
    asked.push(on);
    return (await tx.selectFrom("organization").select("id").execute()).length;
  });
  const [first, second] = [day("2026-10-01"), day("2026-10-02")];
  const read = <T>(work: (tx: Reader) => Promise<T>) => it.house.door.read(systemScope("test"), work);
  const answers = await read((tx) => Promise.all([places(tx, first), places(tx, first)]));
  expect(answers[0]).toBe(answers[1]);
  expect(answers[0]).toBeGreaterThan(1);
  expect(asked).toEqual([first]);
  await read(async (tx) => [await places(tx, first), await places(tx, second), await places(tx, second)]);
  expect(asked).toEqual([first, first, second]);
});
