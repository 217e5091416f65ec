import { expect, test } from "vitest";
import type { SessionView } from "#platform/access/contract.ts";
import type { RegisterView } from "#platform/registers/contract.ts";
import { pagesCalled, rowFound, worthAsking } from "./found.ts";

const session = (...verbs: readonly string[]): SessionView => ({ verbs }) as unknown as SessionView;

test("pages are found by their name or that of their tab, and deeds that begin at an address; none that would not open", () => {
  const secretary = session("membership.member.read", "dues.ledger.read", "organization.event.propose");
  expect(pagesCalled(secretary, "党费").map((it) => it.href)).toEqual([
    "/dues",
    "/r/dues-entries",
    "/r/dues-profiles",
    "/r/dues-remittances",
    "/r/dues-uses",
    "/dues/disclosure",
  ]);
  expect(pagesCalled(secretary, "合并组织").map((it) => it.note)).toEqual(["办理"]);
  expect(pagesCalled(session("audit.read"), "合并组织")).toEqual([]);
  expect(pagesCalled(session("audit.read"), "花名册")).toEqual([]);
  expect(pagesCalled(secretary, "  ")).toEqual([]);
});

test("a row is called by its name, told from its namesakes by what else its list shows, and leads to its page", () => {
  const field = (key: string, type: string, sensitive = false) => ({ key, type, sensitive, term: key, codes: [] });
  const register = {
    id: "members",
    rowPage: "/members/{personId}",
    columns: ["organizationId", "name", "mobile", "birthOn"],
    fields: [
      field("name", "name"),
      field("organizationId", "organization"),
      field("mobile", "masked", true),
      field("birthOn", "day"),
    ],
  } as unknown as RegisterView;
  const row = {
    id: "1",
    personId: "p 1",
    name: "王秀英",
    organizationId: { id: "o", name: "东巷村党支部" },
    mobile: "199****3880",
    birthOn: "1959-05-12",
  };
  expect(rowFound(register, row)).toEqual({
    key: "members 1",
    term: "王秀英",
    note: "东巷村党支部，1959-05-12",
    href: "/members/p%201",
  });
  expect(rowFound({ ...register, rowPage: null }, row)).toBe(null);
});

test("the server is asked for a name, two letters or four digits, not for every key", () => {
  for (const typed of ["王", "wx", "3880", "〔2026〕0007"]) expect(worthAsking(typed), typed).toBe(true);
  for (const typed of ["", " ", "w", "388", "。"]) expect(worthAsking(typed), typed).toBe(false);
});
