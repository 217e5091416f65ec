import { afterAll, beforeAll, expect, test } from "vitest";
import { loadClasses } from "#platform/database/classes.ts";
import { lineOf, TREE } from "./tree.ts";
import { type AttackedZone, attackedZone, TODAY } from "./zone.ts";

let zone: AttackedZone;
beforeAll(async () => {
  zone = await attackedZone();
});
afterAll(async () => {
  await zone?.database.close();
});

test("the plain tree and the house agree where every place stands", () => {
  const expected = TREE.map(
    (it) =>
      `/${lineOf(it.key, TODAY)
        .map((key) => TREE.findIndex((place) => place.key === key) + 1)
        .reverse()
        .join("/")}/`,
  );
  expect(TREE.map((it) => zone.paths.get(it.key))).toEqual(expected);
  expect(expected).toEqual(expect.arrayContaining(["/1/2/", "/1/20/", "/1/2/3/", "/1/2/30/", "/1/2/4/25/26/"]));
});

test("every table that holds rows of places or accounts has rows in the zone", async () => {
  const classes = await loadClasses(zone.database.ownerPool);
  const looked = classes.filter((it) => it.class === "scoped" || it.class === "self");
  expect(looked.length).toBeGreaterThan(20);
  const empty: string[] = [];
  for (const { table } of looked) {
    const { rows } = await zone.database.ownerPool.query(`select 1 from "${table}" limit 1`);
    if (rows.length === 0 && !MADE_BY_CHOICE.has(table)) empty.push(table);
  }
  expect(empty).toEqual([]);
});

/** Holds nothing but a code and a yes or no. */
const MADE_BY_CHOICE = new Set(["notice_choice"]);
