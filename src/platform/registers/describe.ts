import type { Actor, Policy } from "#platform/access/policy.ts";
import { codeSet, isCodeSetName } from "#shared/code-sets.ts";
import type { RegisterView } from "./contract.ts";
import type { Field, Register } from "./declaration.ts";

/** A register as the desk needs it, with what this person may do; null when the person may not read it anywhere. */
export function describeRegister(register: Register, policy: Policy, actor: Actor): RegisterView | null {
  const holds = (verb: string | undefined): boolean => verb !== undefined && policy.placesOf(actor, verb).length > 0;
  if (!holds(register.verbs.read)) return null;
  return {
    id: register.id,
    title: register.title,
    emptyHint: register.emptyHint,
    time: register.time,
    fields: register.fields.map(describeField),
    columns: [...register.columns],
    order: register.order,
    rowPage: register.rowPage ?? null,
    print: register.print ? { ...register.print, signatures: [...register.print.signatures] } : null,
    can: { export: holds(register.verbs.export), import: holds(register.verbs.import) },
  };
}

function describeField(field: Field): RegisterView["fields"][number] {
  return {
    key: field.key,
    term: field.term,
    type: field.type,
    ordinal: field.ordinal ?? false,
    codes: codesOf(field),
    sortable: Boolean(field.column && field.sortable && !field.sensitive),
    filter: (field.column ?? field.onDay) && !field.sensitive ? (field.filter ?? null) : null,
    sensitive: field.sensitive ?? false,
    width: field.width ?? 120,
  };
}

export function codesOf(field: Field): { code: string; term: string }[] {
  if (field.terms) return Object.entries(field.terms).map(([code, term]) => ({ code, term }));
  if (!field.codeSet || !isCodeSetName(field.codeSet)) return [];
  return codeSet(field.codeSet).entries.map((entry) => ({ code: entry.value, term: entry.term }));
}

/** A cell as people read it: terms for codes, 是/否, organisation names. */
export function shown(field: Field, value: unknown): string {
  if (value === null || value === undefined) return "";
  if (field.terms && typeof value === "string") return field.terms[value] ?? value;
  if (field.type === "code" && typeof value === "string" && field.codeSet && isCodeSetName(field.codeSet)) {
    const set = codeSet(field.codeSet);
    return set.has(value) ? set.term(value) : value;
  }
  if (typeof value === "boolean") return value ? "是" : "否";
  if (field.type === "organization" && typeof value === "object") return (value as { name: string | null }).name ?? "";
  if (field.type === "month" && typeof value === "string") return value.slice(0, 7);
  return typeof value === "string" || typeof value === "number" ? String(value) : JSON.stringify(value);
}
