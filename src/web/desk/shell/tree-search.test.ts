import { describe, expect, test } from "vitest";
import type { TreeNode } from "#modules/organization/contract.ts";
import { indexTree, lineOf, linesOf } from "./tree-search.ts";

const node = (
  id: string,
  parentId: string | null,
  shortName: string,
  members = 0,
  closedOn: string | null = null,
): TreeNode => ({
  id,
  parentId,
  shortName,
  kind: "branch",
  path: `/${id}/`,
  closedOn,
  order: 0,
  members,
});
const nodes = [
  node("zone", null, "开发区党工委"),
  node("town", "zone", "朝云街道党工委"),
  node("east", "town", "东巷村党支部", 55),
  node("west", "town", "西诸村党支部", 81),
  node("old", "town", "老桥村党支部", 0, "2021-03-01"),
];
const plain = { open: new Set<string>(), closedToo: false, query: "", hits: new Set<string>() };
const names = (how: Partial<typeof plain>, of = nodes): string[] =>
  linesOf(indexTree(of), { ...plain, ...how }).map((it) => it.node.id);

describe("the tree of organisations", () => {
  test("shows only roots until something is opened", () => {
    expect(names({})).toEqual(["zone"]);
    expect(names({ open: new Set(["zone", "town"]) })).toEqual(["zone", "town", "east", "west"]);
  });

  test("shows closed organisations only when asked", () => {
    expect(names({ open: new Set(["zone", "town"]), closedToo: true })).toContain("old");
  });

  test("a search shows the hits with the way to them, however deep", () => {
    expect(names({ query: "西诸" })).toEqual(["zone", "town", "west"]);
    expect(names({ query: "dx", hits: new Set(["east"]) })).toEqual(["zone", "town", "east"]);
    expect(names({ query: "没有这个" })).toEqual([]);
  });

  test("a parent outside reach makes its child a root", () => {
    expect(names({}, nodes.slice(1))).toEqual(["town"]);
  });

  test("sums members of everything beneath and finds the way up", () => {
    const index = indexTree(nodes);
    expect(index.sums.get("zone")).toBe(136);
    expect(lineOf(index, "east").map((it) => it.id)).toEqual(["zone", "town", "east"]);
    expect(lineOf(index, undefined)).toEqual([]);
  });
});
