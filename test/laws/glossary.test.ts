import { expect, test } from "vitest";
import { TRANSFER_STATES } from "#modules/membership/transfers/zh.ts";
import { ROLES } from "#platform/access/policy.ts";
import { PARTS } from "#server/modules.ts";
import { codeSet } from "#shared/code-sets.ts";
import { textOf } from "./source.ts";

/** Rows of the tables: every identifier in code marks of the second column, and the terms of the first. */
const rows = textOf("docs/glossary.md")
  .split("\n")
  .filter((line) => line.startsWith("| "))
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .filter(([, term]) => term !== "term" && term !== "---");
const identifiers = new Set(rows.flatMap(([, , cell]) => [...(cell ?? "").matchAll(/`([^`]+)`/g)].map((it) => it[1])));
const terms = new Set(rows.flatMap(([, cell]) => (cell ?? "").split("、")));

test("each row has a term, an identifier, a meaning and a source", () => {
  expect(rows.length).toBeGreaterThan(100);
  expect(rows.filter((cells) => cells.slice(1, 5).some((it) => it === "")).map((cells) => cells[1])).toEqual([]);
});

test("roles, kinds of organisations and changes, codes of entry and leaving, states of transfers stand in it", () => {
  const asked: readonly { readonly identifier: string; readonly term: string }[] = [
    ...Object.entries(ROLES).map(([identifier, { term }]) => ({ identifier, term })),
    ...Object.entries(TRANSFER_STATES).map(([identifier, term]) => ({ identifier, term })),
    ...(["organization_kind", "organization_event_kind", "entry_reason", "leave_reason"] as const).flatMap((name) =>
      codeSet(name).entries.map(({ value, term }) => ({
        identifier: value,
        term: term.replace("(", "（").replace(")", "）"),
      })),
    ),
  ];
  expect(asked.length).toBeGreaterThan(40);
  expect(asked.filter((it) => !identifiers.has(it.identifier))).toEqual([]);
  expect(asked.filter((it) => !terms.has(it.term))).toEqual([]);
});

test("the nouns of all verbs stand in it", () => {
  const verbs = PARTS.flatMap((part) => part.verbs ?? []).map((it) => it.name);
  const nouns = new Set(verbs.flatMap((name) => name.split(".").slice(1, -1)));
  expect(verbs.length).toBeGreaterThan(20);
  expect(nouns.size).toBeGreaterThan(10);
  expect([...nouns].filter((it) => !identifiers.has(it))).toEqual([]);
});
