import type { Field } from "./declaration.ts";

/** The fields that most ledgers have, so that a declaration says only what is its own. */

export const id: Field = { key: "id", term: "编号", type: "id", column: "id" };

/** Words that somebody wrote: found by a part of them. */
export const text = (key: string, term: string, column: string, width = 150): Field => ({
  key,
  term,
  type: "text",
  column,
  filter: "text",
  width,
});

/** The name of a person as the row has it, who stands in its column `person_id`. */
export const personName: Field = {
  ...text("personName", "姓名", "person_name", 110),
  sortable: true,
  nameOf: "person_id",
};

export const date = (key: string, term: string, column: string): Field => ({
  key,
  term,
  type: "day",
  column,
  sortable: true,
  filter: "range",
  width: 120,
});

/** One of a code set (`shared/code-sets.ts`). */
export const code = (key: string, term: string, set: string, column: string, width = 120): Field => ({
  key,
  term,
  type: "code",
  codeSet: set,
  column,
  sortable: true,
  filter: "code",
  width,
});

/** One of the codes that only this module knows, each with its term. */
export const coded = (
  key: string,
  term: string,
  column: string,
  terms: Readonly<Record<string, string>>,
  width = 120,
): Field => ({ key, term, type: "code", terms, column, sortable: true, filter: "code", width });

/** The year that a row is about. */
export const year: Field = {
  key: "year",
  term: "年度",
  type: "int",
  ordinal: true,
  column: "year",
  sortable: true,
  filter: "range",
  width: 80,
};

export const count = (key: string, term: string, column: string): Field => ({
  key,
  term,
  type: "int",
  column,
  sortable: true,
  filter: "range",
  width: 90,
});

/** The organisation the row belongs to. */
export const branch = (term = "党支部", width = 160): Field => ({
  key: "organizationId",
  term,
  type: "organization",
  column: "organization_id",
  filter: "organization",
  width,
});
