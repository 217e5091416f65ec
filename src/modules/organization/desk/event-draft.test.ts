import { describe, expect, test } from "vitest";
import { blankDraft, blankOrganization, fromPrepared, toBody } from "./event-draft.ts";

const parentOf = (id: string): string | null => (id === "west" ? "town" : null);
const today = "2026-11-22";

describe("the body of an organisation event", () => {
  test("a merge into one of the merged leaves that one out of the sources", () => {
    const draft = { ...blankDraft("merge", "west", today), sources: ["west", "east"], into: "east" };
    expect(toBody(draft, parentOf)).toMatchObject({
      kind: "merge",
      documentNumber: null,
      details: { sourceIds: ["west"], into: { organizationId: "east" } },
    });
  });

  test("a merge into a new organisation keeps every source", () => {
    const draft = {
      ...blankDraft("merge", "town", today),
      sources: ["west", "east"],
      intoNew: true,
      fresh: { ...blankOrganization(), fullName: " 全称 ", shortName: "简称" },
    };
    expect(toBody(draft, parentOf)).toMatchObject({
      details: {
        sourceIds: ["west", "east"],
        into: { organization: { parentId: "town", fullName: "全称", shortName: "简称" } },
      },
    });
  });

  test("a split hangs its parts beside the organisation and gives everybody one place", () => {
    const draft = {
      ...blankDraft("split", "west", today),
      parts: [
        { ...blankOrganization(), shortName: "一" },
        { ...blankOrganization(), shortName: "二" },
      ],
      persons: { a: "stay", b: "0", c: "1", d: "1" },
      children: { x: "1", y: "stay" },
      grants: { g: "carry:1", h: "end" },
    };
    expect(toBody(draft, parentOf)["details"]).toMatchObject({
      continues: true,
      stay: ["a"],
      parts: [
        { organization: { parentId: "town" }, personIds: ["b"] },
        { organization: { parentId: "town" }, personIds: ["c", "d"] },
      ],
      children: [{ organizationId: "x", part: 1 }],
      grants: [
        { grantId: "g", decision: "carry", part: 1 },
        { grantId: "h", decision: "end" },
      ],
    });
  });

  test("a dissolution groups people by where they go", () => {
    const draft = { ...blankDraft("dissolve", "west", today), persons: { a: "east", b: "east", c: "town" } };
    expect(toBody(draft, parentOf)["details"]).toMatchObject({
      destinations: [
        { organizationId: "east", personIds: ["a", "b"] },
        { organizationId: "town", personIds: ["c"] },
      ],
    });
  });

  test.each([
    {
      kind: "upgrade",
      details: { organizationId: "west", kind: "general_branch", fullName: "全称", shortName: "简称" },
    },
    { kind: "merge", details: { sourceIds: ["west"], into: { organizationId: "east" }, grants: [] } },
    { kind: "move", details: { organizationId: "west", parentId: "town" } },
    {
      kind: "establish",
      details: { organization: { parentId: "town", kind: "branch", fullName: "全称", shortName: "简称" } },
    },
  ])("what the adviser prepared comes out as it went in: $kind", (prepared) => {
    expect(toBody(fromPrepared(prepared, today), parentOf)).toMatchObject(prepared);
  });
});
