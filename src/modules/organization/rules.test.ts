import { describe, expect, test } from "vitest";
import { codeSet } from "#shared/code-sets.ts";
import { day } from "#shared/day.ts";
import { BRANCH_8_RELATIONS } from "./provisions.ts";
import { holdsMembers, mayHoldSeat, relationsElsewhere, settingFindings, termYears } from "./rules.ts";

describe("length of a term", () => {
  test.each([
    ["branch", "village", "2021-03-10", 5, "branch-21-term"],
    ["committee", "village", "2021-03-10", 5, "branch-21-term"],
    ["branch", "organ", "2023-03-10", 3, "branch-21-term"],
    ["general_branch", "enterprise", "2024-03-01", 3, "branch-21-term"],
    ["committee", "enterprise", "2024-03-01", 5, "term-committee"],
    ["committee", null, "2018-07-12", 5, "term-committee"],
    ["committee", null, "2018-07-11", 3, "branch-21-term"],
  ])("%s, %s, begun %s: %i years", (kind, area, start, years, provision) => {
    expect(termYears(kind, area, day(start))).toMatchObject({ value: years, provision: { id: provision } });
  });
});

test("a joint branch too needs three full members in all", () => {
  const joint = (full: number) =>
    settingFindings({ kind: "joint_branch", areaKind: null, full, probationary: 3 }, day("2026-11-22"));
  expect(joint(3)).toEqual([]);
  expect(joint(2)).toMatchObject([{ code: "too-few", value: "must", provision: { id: "branch-4-set-up" } }]);
});

test("members of a temporary branch keep their 组织关系 where it was (branch rules 8)", () => {
  expect(relationsElsewhere("temporary_branch")).toMatchObject({ value: true, provision: BRANCH_8_RELATIONS });
  const kinds = codeSet("organization_kind").values;
  expect(kinds.filter((it) => relationsElsewhere(it).value)).toEqual(["temporary_branch"]);
  expect(new Set(kinds.filter((it) => !holdsMembers(it)))).toEqual(
    new Set(["working_committee", "group", "temporary_branch"]),
  );
});

test("a seat of the Party committee asks for a full member who may be elected", () => {
  const full = { member: true, full: true, suspended: false };
  expect(mayHoldSeat(full)).toMatchObject({ value: null, provision: { id: "election-5-rights" } });
  expect(mayHoldSeat({ ...full, suspended: true }).value).toBe("suspended");
  expect(mayHoldSeat({ ...full, full: false }).value).toBe("probationary");
  expect(mayHoldSeat({ member: false, full: false, suspended: false }).value).toBe("no-member");
});
