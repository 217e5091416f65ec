import type { TSchema } from "typebox";

/**
 * What leaves is what the response schema names: fields it does not name are left out, whatever a query returned. A view
 * is thereby a whitelist even where a handler forgot to choose.
 */
export function viewOf(schema: TSchema): (value: unknown) => unknown {
  return (value) => shown(schema as Node, value);
}

interface Node {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly patternProperties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: boolean | Node;
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
  readonly allOf?: readonly Node[];
  readonly const?: unknown;
}

function shown(node: Node, value: unknown): unknown {
  if (value === null || typeof value !== "object") return value;
  if (value instanceof Date) return value.toISOString();
  if (node.allOf) return Object.assign({}, ...node.allOf.map((it) => shown(it, value) as object)) as unknown;
  if (node.anyOf) {
    const branch = node.anyOf.find((it) => fits(it, value));
    return branch ? shown(branch, value) : {};
  }
  if (Array.isArray(value)) return node.items ? value.map((it) => shown(node.items as Node, it)) : value;
  if (node.type !== "object") return value;
  const out: Record<string, unknown> = {};
  for (const [key, it] of Object.entries(value)) {
    const child = childOf(node, key);
    if (child !== undefined && it !== undefined) out[key] = shown(child, it);
  }
  return out;
}

function childOf(node: Node, key: string): Node | undefined {
  const own = node.properties && Object.hasOwn(node.properties, key) ? node.properties[key] : undefined;
  if (own) return own;
  const pattern = Object.entries(node.patternProperties ?? {}).find(([it]) => new RegExp(it, "u").test(key))?.[1];
  if (pattern) return pattern;
  if (typeof node.additionalProperties === "object") return node.additionalProperties;
  return node.additionalProperties === true ? {} : undefined;
}

/** Enough to tell branches apart: kind, and the constants (kind: "merge") of an object. */
function fits(node: Node, value: object): boolean {
  if (Array.isArray(value)) return node.type === "array" || node.type === undefined;
  if (node.type !== "object" && node.type !== undefined) return false;
  return Object.entries(node.properties ?? {}).every(
    ([key, it]) => it.const === undefined || (value as Record<string, unknown>)[key] === it.const,
  );
}
