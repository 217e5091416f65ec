import { describe, expect, test } from "vitest";
import { day } from "#shared/day.ts";
import * as fc from "#test/properties.ts";
import { isInForce, LIMITS } from "../rules.ts";
import { type Advice, type AdviceFacts, distanceKm, NEAR, settingAdvice } from "./rules.ts";

const today = day("2026-11-22");
const branch = (it: Partial<AdviceFacts> & { id: string }): AdviceFacts => ({
  parentId: "town",
  shortName: `${it.id}党支部`,
  fullName: `中共${it.id}支部委员会`,
  kind: "branch",
  areaKind: "village",
  establishedOn: day("2010-01-01"),
  full: 20,
  probationary: 0,
  seats: 5,
  units: 1,
  industry: null,
  longitude: null,
  latitude: null,
  ...it,
});
const kinds = (list: readonly Advice[]): string[] => list.map((it) => it.kind);

describe("fewer than three full members", () => {
  test.each([
    [2, 5, ["merge"]],
    [3, 5, []],
    [0, 5, ["merge"]],
  ])("%i full and %i probationary members: %j", (full, probationary, expected) => {
    expect(
      kinds(settingAdvice([branch({ id: "甲", full, probationary, seats: 1 }), branch({ id: "乙" })], today)),
    ).toEqual(expected);
  });

  test("two small neighbours make a joint branch, with the event prepared and both provisions named", () => {
    const [advice, ...others] = settingAdvice(
      [branch({ id: "甲", full: 2, seats: 1 }), branch({ id: "乙", full: 1, seats: 1 }), branch({ id: "丙" })],
      today,
    );
    expect(others).toEqual([]);
    expect(advice).toMatchObject({
      kind: "joint",
      event: {
        kind: "merge",
        details: {
          sourceIds: ["乙", "甲"],
          into: { organization: { kind: "joint_branch", parentId: "town", shortName: "乙、甲联合党支部" } },
        },
      },
    });
    expect(advice?.reasons.map((it) => it.provision.id)).toEqual(["branch-5-joint", "branch-5-five-units"]);
  });

  test("a joint branch covers at most five units", () => {
    const five = settingAdvice(
      ["甲", "乙", "丙", "丁", "戊"].map((id) =>
        branch({ id, full: id === "戊" ? 1 : 0, seats: 0, probationary: 1, units: 1 }),
      ),
      today,
    );
    expect(kinds(five)).toEqual(["joint", "joint", "joint", "joint", "joint"]);
    expect(five.every((it) => it.event === null)).toBe(true);
    const many = settingAdvice(
      [branch({ id: "甲", full: 2, units: 4, seats: 1 }), branch({ id: "乙", full: 2, units: 2, seats: 1 })],
      today,
    );
    expect(many.every((it) => it.event === null)).toBe(true);
  });

  test("far away is no neighbour", () => {
    const far = settingAdvice(
      [
        branch({ id: "甲", full: 2, seats: 1, longitude: 119, latitude: 34.5 }),
        branch({ id: "乙", full: 2, seats: 1, longitude: 119.5, latitude: 34.5 }),
      ],
      today,
    );
    expect(far.every((it) => it.event === null)).toBe(true);
  });
});

describe("fifty and a hundred", () => {
  test.each([
    ["village", 49, []],
    ["village", 50, []],
    ["village", 51, ["general-branch"]],
    ["village", 99, ["general-branch"]],
    ["village", 100, ["committee"]],
    ["organ", 49, []],
    ["organ", 50, ["general-branch"]],
    ["organ", 99, ["general-branch"]],
    ["organ", 100, ["committee"]],
    [null, 50, []],
    [null, 51, ["split"]],
  ])("%s with %i members: %j", (areaKind, full, expected) => {
    expect(kinds(settingAdvice([branch({ id: "甲", areaKind, full })], today))).toEqual(expected);
  });

  test("the upgrade is prepared with a name of its kind", () => {
    const [advice] = settingAdvice([branch({ id: "大村", full: 100 })], today);
    expect(advice?.event).toEqual({
      kind: "upgrade",
      details: { organizationId: "大村", kind: "committee", fullName: "中共大村委员会", shortName: "大村党委" },
    });
    expect(advice?.reasons.map((it) => it.provision.id)).toEqual(["rural-5-committee", "branch-4-size"]);
  });
});

test.each([
  [6, 0, []],
  [7, 0, ["elect-committee"]],
  [7, 2, ["elect-committee"]],
  [7, 3, []],
  [7, 7, []],
  [7, 8, ["elect-committee"]],
  [6, 2, []],
  [6, 3, ["elect-committee"]],
])("%i full members and %i seats: %j", (full, seats, expected) => {
  expect(kinds(settingAdvice([branch({ id: "甲", full, seats })], today))).toEqual(expected);
});

test.each([
  ["2026-05-22", 0, ["temporary-end"]],
  ["2026-05-23", 0, []],
  ["2026-05-22", 3, ["temporary-regular"]],
  ["2026-05-22", 2, []],
])("a temporary branch since %s with %i full members: %j", (establishedOn, full, expected) => {
  expect(
    kinds(
      settingAdvice(
        [branch({ id: "甲", kind: "temporary_branch", establishedOn: day(establishedOn), full, seats: 0 })],
        today,
      ),
    ),
  ).toEqual(expected);
});

test("small neighbours of one trade are proposed by our own rule, said to be ours", () => {
  const at = (id: string, industry: string, longitude: number) =>
    branch({ id, full: 5, seats: 1, industry, longitude, latitude: 34.6 });
  const [advice, ...others] = settingAdvice(
    [at("甲", "盐业", 119.2), at("乙", "盐业", 119.22), at("丙", "茶叶", 119.21)],
    today,
  );
  expect(others).toEqual([]);
  expect(advice).toMatchObject({ kind: "optimise", organizations: [{ id: "甲" }, { id: "乙" }] });
  expect(advice?.reasons[0]?.provision.force).toBe("house");
  expect(advice?.reasons[0]?.text).toContain("同属盐业");
});

test("one degree of latitude is 111 kilometres", () => {
  expect(distanceKm({ longitude: 119, latitude: 34 }, { longitude: 119, latitude: 35 })).toBeCloseTo(111.2, 0);
  expect(distanceKm({ longitude: null, latitude: 34 }, { longitude: 119, latitude: 35 })).toBeNull();
});

const anyBranch = fc.record({
  parentId: fc.constantFrom("a", "b"),
  kind: fc.constantFrom("branch", "joint_branch", "temporary_branch", "general_branch", "committee"),
  areaKind: fc.constantFrom("village", "organ", "urban_community", null),
  full: fc.nat(120),
  probationary: fc.nat(5),
  seats: fc.nat(9),
  units: fc.nat(3),
  industry: fc.constantFrom(null, "盐业", "茶叶"),
  longitude: fc.option(fc.double({ min: 119, max: 119.3, noNaN: true })),
  latitude: fc.option(fc.double({ min: 34.5, max: 34.7, noNaN: true })),
});

test("no advice ends an organisation twice, exceeds the limits, or cites what is not in force; order does not matter", () => {
  fc.assert(
    fc.property(fc.array(anyBranch, { maxLength: 25 }), (list) => {
      const facts = list.map((it, at) => branch({ id: `o${String(at).padStart(2, "0")}`, ...it }));
      const advice = settingAdvice(facts, today);
      const ended = advice.flatMap((it) =>
        it.event && "sourceIds" in it.event.details ? it.event.details.sourceIds : [],
      );
      expect(new Set(ended).size).toBe(ended.length);
      expect(new Set(advice.map((it) => it.id)).size).toBe(advice.length);
      const byId = new Map(facts.map((it) => [it.id, it]));
      for (const it of advice) {
        expect(it.reasons.length).toBeGreaterThan(0);
        for (const reason of it.reasons) expect(isInForce(reason.provision, today)).toBe(true);
        if (it.kind === "joint" && it.event) {
          const joined = it.organizations.map(({ id }) => byId.get(id) as AdviceFacts);
          expect(joined.reduce((sum, one) => sum + Math.max(1, one.units), 0)).toBeLessThanOrEqual(NEAR.jointUnits);
          expect(joined.reduce((sum, one) => sum + one.full, 0)).toBeGreaterThanOrEqual(LIMITS.branchFrom);
          expect(new Set(joined.map((one) => one.parentId)).size).toBe(1);
        }
      }
      expect(
        settingAdvice([...facts].reverse(), today)
          .map((it) => it.id)
          .sort(),
      ).toEqual(advice.map((it) => it.id).sort());
    }),
  );
});
