import type { TSchema } from "typebox";
import { Compile } from "typebox/compile";
import { Format } from "typebox/format";
import { isDay } from "#shared/day.ts";
import { type Fault, Problem } from "./problem.ts";
import { zh } from "./zh.ts";

/**
 * Reads what came in by a schema: all faults at once, each a Chinese sentence made from the schema's own title. Objects
 * are closed unless the schema says otherwise. The walk finds the words; TypeBox's compiled check stays the judge, so a
 * keyword the walk does not know cannot let anything through.
 */
export interface Shape {
  /** Reads a JSON value as it is: nothing is coerced, nothing is dropped. Throws a Problem with every fault. */
  read(value: unknown): unknown;
  /** Reads texts (query, path, form fields): numbers and booleans are read from text where the schema asks for them. */
  readTexts(value: Readonly<Record<string, unknown>>): Record<string, unknown>;
}

/** A text without a limit of its own ends here: 20,000 characters are a long report. */
const LONGEST_TEXT = 20_000;
const DEEPEST = 24;
/** A thousand sentences help nobody; the count still tells how many there are. */
const MOST_FAULTS = 100;

/** A day of a contract is a day that `day()` takes: there is no year 0, and no 30 February. */
Format.Set("date", isDay);

/** The parts of JSON schema that contracts use. */
interface Node {
  readonly type?: string;
  readonly title?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly patternProperties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Node;
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
  readonly allOf?: readonly Node[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly format?: string;
  readonly pattern?: string;
}

/** Prepares a schema for reading; compiled once at start. */
export function shapeOf(schema: TSchema): Shape {
  const node = closed(schema as Node) as Node;
  const judge = Compile(node as TSchema);
  const read = (value: unknown): unknown => {
    const faults: Fault[] = [];
    walk(node, value, "", node.title ?? zh.field.whole, faults, 0);
    if (faults.length > 0) throw faultyInput(faults);
    if (!judge.Check(value)) {
      const paths = new Set(judge.Errors(value).map((it) => it.instancePath));
      throw faultyInput([...paths].map((pointer) => ({ pointer, message: zh.field.format(lastName(node, pointer)) })));
    }
    return value;
  };
  return { read, readTexts: (value) => read(fromTexts(node, value)) as Record<string, unknown> };
}

/** The refusal that carries faults of an input. */
export function faultyInput(faults: readonly Fault[]): Problem {
  return new Problem("unreadable", "faulty-input", zh.faulty.title, zh.faulty.detail(faults.length), {
    faults: faults.slice(0, MOST_FAULTS),
  });
}

/** The same schema with every object closed that does not say otherwise. Parts of an intersection stay open. */
function closed(node: Node, insideAll = false): Node {
  const out: Record<string, unknown> = { ...node };
  if (node.properties) out["properties"] = mapValues(node.properties, (it) => closed(it));
  if (node.patternProperties) out["patternProperties"] = mapValues(node.patternProperties, (it) => closed(it));
  if (node.items) out["items"] = closed(node.items);
  if (node.anyOf) out["anyOf"] = node.anyOf.map((it) => closed(it, insideAll));
  if (node.allOf) out["allOf"] = node.allOf.map((it) => closed(it, true));
  if (node.type === "object" && node.additionalProperties === undefined && !insideAll)
    out["additionalProperties"] = false;
  return out;
}

const mapValues = <T>(of: Readonly<Record<string, T>>, change: (it: T) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(of).map(([key, it]) => [key, change(it)]));

function walk(node: Node, value: unknown, pointer: string, name: string, faults: Fault[], depth: number): void {
  const say = (message: string) => void faults.push({ pointer, message });
  if (depth > DEEPEST) return say(zh.field.tooDeep);
  if (node.allOf) {
    for (const part of node.allOf) walk(part, value, pointer, name, faults, depth + 1);
    return;
  }
  if (node.anyOf) return walkChoice(node, node.anyOf, value, pointer, name, faults, depth);
  if (node.enum !== undefined && !node.enum.includes(value)) return say(zh.field.choice(name, plain(node.enum)));
  if (node.const !== undefined && node.const !== value) return say(zh.field.choice(name, plain([node.const])));
  switch (node.type) {
    case "string":
      if (typeof value !== "string") return say(zh.field.string(name));
      return walkText(node, value, name, say);
    case "integer":
    case "number":
      if (typeof value !== "number" || !Number.isFinite(value)) return say(zh.field.number(name));
      if (node.type === "integer" && !Number.isInteger(value)) return say(zh.field.integer(name));
      return walkNumber(node, value, name, say);
    case "boolean":
      return typeof value === "boolean" ? undefined : say(zh.field.boolean(name));
    case "null":
      return value === null ? undefined : say(zh.field.nothing(name));
    case "array":
      if (!Array.isArray(value)) return say(zh.field.array(name));
      return walkArray(node, value, pointer, name, faults, depth);
    case "object":
      if (typeof value !== "object" || value === null || Array.isArray(value)) return say(zh.field.object(name));
      return walkObject(node, value as Record<string, unknown>, pointer, name, faults, depth);
    default:
      return walkAnything(value, pointer, name, faults, depth);
  }
}

function walkText(node: Node, value: string, name: string, say: (message: string) => void): void {
  if (value.includes("\0")) return say(zh.field.nullByte(name));
  if (!value.isWellFormed()) return say(zh.field.brokenText(name));
  const limit = node.maxLength ?? LONGEST_TEXT;
  if (value.length > limit) return say(zh.field.maxLength(name, limit));
  if (node.minLength !== undefined && value.length < node.minLength)
    return say(zh.field.minLength(name, node.minLength));
  if (node.format !== undefined && !Format.Test(node.format, value)) {
    if (node.format === "date") return say(zh.field.date(name));
    return say(node.format === "uuid" ? zh.field.uuid(name) : zh.field.format(name));
  }
  if (node.pattern === undefined) return;
  if (!new RegExp(node.pattern, "u").test(value)) say(zh.field.pattern(name));
}

function walkNumber(node: Node, value: number, name: string, say: (message: string) => void): void {
  if (node.minimum !== undefined && value < node.minimum) return say(zh.field.minimum(name, node.minimum));
  if (node.maximum !== undefined && value > node.maximum) return say(zh.field.maximum(name, node.maximum));
  if (node.exclusiveMinimum !== undefined && value <= node.exclusiveMinimum)
    return say(zh.field.above(name, node.exclusiveMinimum));
  if (node.exclusiveMaximum !== undefined && value >= node.exclusiveMaximum)
    return say(zh.field.below(name, node.exclusiveMaximum));
  if (node.type === "integer" && !Number.isSafeInteger(value)) say(zh.field.number(name));
}

function walkArray(
  node: Node,
  value: readonly unknown[],
  pointer: string,
  name: string,
  faults: Fault[],
  depth: number,
): void {
  const say = (message: string) => void faults.push({ pointer, message });
  if (node.maxItems !== undefined && value.length > node.maxItems) return say(zh.field.maxItems(name, node.maxItems));
  if (node.minItems !== undefined && value.length < node.minItems) say(zh.field.minItems(name, node.minItems));
  if (node.uniqueItems === true && new Set(value.map((it) => JSON.stringify(it))).size < value.length)
    say(zh.field.uniqueItems(name));
  const { items } = node;
  if (!items) return walkAnything(value, pointer, name, faults, depth);
  for (const [at, it] of value.entries()) {
    walk(items, it, `${pointer}/${at}`, items.title ?? zh.field.nth(name, at), faults, depth + 1);
    if (faults.length > MOST_FAULTS) return;
  }
}

function walkObject(
  node: Node,
  value: Readonly<Record<string, unknown>>,
  pointer: string,
  name: string,
  faults: Fault[],
  depth: number,
): void {
  const properties = node.properties ?? {};
  for (const key of node.required ?? []) {
    if (!Object.hasOwn(value, key) || value[key] === undefined) {
      faults.push({ pointer: `${pointer}/${escaped(key)}`, message: zh.field.required(nameOf(properties[key], key)) });
    }
  }
  for (const [key, it] of Object.entries(value)) {
    if (faults.length > MOST_FAULTS) return;
    const at = `${pointer}/${escaped(key)}`;
    if (key.includes("\0") || !key.isWellFormed()) {
      faults.push({ pointer, message: zh.field.brokenText(name) });
      continue;
    }
    const child = Object.hasOwn(properties, key) ? properties[key] : matching(node, key);
    if (child !== undefined) {
      if (it !== undefined) walk(child, it, at, nameOf(child, key), faults, depth + 1);
    } else if (node.additionalProperties === false) {
      faults.push({ pointer: at, message: zh.field.unknown(shortened(key)) });
    } else if (typeof node.additionalProperties === "object") {
      walk(node.additionalProperties, it, at, nameOf(node.additionalProperties, key), faults, depth + 1);
    } else {
      walkAnything(it, at, nameOf(undefined, key), faults, depth + 1);
    }
  }
}

/** A value whose shape the schema leaves open still may not carry text that the database cannot hold. */
function walkAnything(value: unknown, pointer: string, name: string, faults: Fault[], depth: number): void {
  if (depth > DEEPEST) {
    faults.push({ pointer, message: zh.field.tooDeep });
  } else if (typeof value === "string") {
    walkText({}, value, name, (message) => void faults.push({ pointer, message }));
  } else if (Array.isArray(value)) {
    for (const [at, it] of value.entries()) walkAnything(it, `${pointer}/${at}`, name, faults, depth + 1);
  } else if (typeof value === "object" && value !== null) {
    walkObject({ additionalProperties: true }, value as Record<string, unknown>, pointer, name, faults, depth);
  }
}

/** Says what is wrong by the branch that fits best; for mere choices, by listing them. */
function walkChoice(
  node: Node,
  branches: readonly Node[],
  value: unknown,
  pointer: string,
  name: string,
  faults: Fault[],
  depth: number,
): void {
  const tries = branches.map((branch) => {
    const found: Fault[] = [];
    walk(branch, value, pointer, branch.title ?? name, found, depth + 1);
    return { branch, found };
  });
  if (tries.some(({ found }) => found.length === 0)) return;
  const constants = branches.filter((it) => it.const !== undefined).map((it) => it.const);
  if (constants.length === branches.length)
    return void faults.push({ pointer, message: zh.field.choice(name, plain(constants)) });
  const kinds = tries.filter(
    ({ branch }) => kindOf(value) === branch.type || (branch.type === "integer" && typeof value === "number"),
  );
  const tagged = kinds.filter(({ branch }) => tagFits(branch, value));
  const best = [
    ...(tagged.length > 0 ? tagged : kinds.length > 0 ? kinds : tries.filter(({ branch }) => branch.type !== "null")),
  ].sort((a, b) => a.found.length - b.found.length)[0];
  if (best) faults.push(...best.found);
  else faults.push({ pointer, message: zh.field.format(nameOf(node, name)) });
}

/** Whether the constants of an object branch (kind: "merge") agree with the value: then its faults are the ones meant. */
function tagFits(branch: Node, value: unknown): boolean {
  const tags = Object.entries(branch.properties ?? {}).filter(([, it]) => it.const !== undefined);
  return tags.length > 0 && tags.every(([key, it]) => (value as Record<string, unknown>)[key] === it.const);
}

const kindOf = (value: unknown): string => (value === null ? "null" : Array.isArray(value) ? "array" : typeof value);

const matching = (node: Node, key: string): Node | undefined =>
  Object.entries(node.patternProperties ?? {}).find(([pattern]) => new RegExp(pattern, "u").test(key))?.[1];

const plain = (values: readonly unknown[]): string[] =>
  values.every((it) => typeof it === "string" && /\p{Script=Han}/u.test(it)) ? values.map(String) : [];

const nameOf = (node: Node | undefined, key: string): string => node?.title ?? zh.field.unnamed(shortened(key));
const shortened = (key: string): string => (key.length > 40 ? `${Array.from(key).slice(0, 40).join("")}…` : key);
const escaped = (key: string): string => key.toWellFormed().replaceAll("~", "~0").replaceAll("/", "~1").slice(0, 200);

function lastName(node: Node, pointer: string): string {
  const steps = pointer.split("/").slice(1);
  let at: Node | undefined = node;
  for (const step of steps) at = at?.properties?.[step] ?? at?.items;
  return at?.title ?? zh.field.unnamed(steps.at(-1) ?? zh.field.whole);
}

/** Reads texts by the schema of each key; what does not read stays text and is refused by the walk. */
function fromTexts(node: Node, value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const out: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  const faults: Fault[] = [];
  for (const [key, it] of Object.entries(value)) {
    const child = node.properties && Object.hasOwn(node.properties, key) ? node.properties[key] : undefined;
    if (child?.type === "array")
      out[key] = (Array.isArray(it) ? it : [it]).map((each) => fromText(child.items ?? {}, each));
    else if (Array.isArray(it))
      faults.push({ pointer: `/${escaped(key)}`, message: zh.field.repeated(nameOf(child, key)) });
    else out[key] = child ? fromText(child, it) : it;
  }
  if (faults.length > 0) throw faultyInput(faults);
  return { ...out };
}

function fromText(node: Node, text: unknown): unknown {
  if (typeof text !== "string") return text;
  if (node.anyOf) {
    const readings = node.anyOf.map((branch) => ({ branch, value: fromText(branch, text) }));
    const fits = readings.find(({ branch, value }) => {
      const faults: Fault[] = [];
      walk(branch, value, "", "", faults, 0);
      return faults.length === 0;
    });
    return fits ? fits.value : text;
  }
  if ((node.type === "integer" || node.type === "number") && /^-?\d{1,15}(\.\d{1,10})?$/.test(text))
    return Number(text);
  if (node.type === "boolean" && (text === "true" || text === "1")) return true;
  if (node.type === "boolean" && (text === "false" || text === "0")) return false;
  if (node.type === "null" && text === "") return null;
  if (typeof node.const === "number" && text === String(node.const)) return node.const;
  return text;
}
