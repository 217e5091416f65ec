import type { TSchema } from "typebox";

/**
 * What leaves is what the response schema names: fields it does not name are left out, whatever a query returned. A view
 * is thereby a whitelist even where a handler forgot to choose.
 */
export function viewOf(schema: TSchema): View {
  return viewOfNode(schema as Node);
}

type View = (value: unknown) => unknown;

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

const views = new WeakMap<Node, View>();

/** Read from the schema once and kept, because every value of every answer passes here. */
function viewOfNode(node: Node): View {
  const known = views.get(node);
  if (known) return known;
  let inner: View | null = null;
  const view: View = (value) => {
    if (value === null || typeof value !== "object") return value;
    if (value instanceof Date) return value.toISOString();
    inner ??= innerViewOf(node);
    return inner(value);
  };
  views.set(node, view);
  return view;
}

/** For objects and arrays; made at the first value, so that a schema may hold itself. */
function innerViewOf(node: Node): View {
  if (node.allOf) {
    const parts = node.allOf.map(viewOfNode);
    return (value) => Object.assign({}, ...parts.map((part) => part(value) as object)) as unknown;
  }
  if (node.anyOf) {
    const branches = node.anyOf.map((branch) => ({ branch, view: viewOfNode(branch) }));
    return (value) => branches.find((it) => fits(it.branch, value as object))?.view(value) ?? {};
  }
  const items = node.items && viewOfNode(node.items);
  const fields = node.type === "object" ? fieldsOf(node) : null;
  return (value) => {
    if (Array.isArray(value)) return items ? value.map(items) : value;
    if (fields === null) return value;
    const out: Record<string, unknown> = {};
    for (const key of Object.keys(value as object)) {
      const it = (value as Record<string, unknown>)[key];
      const field = fields(key);
      if (field === undefined || it === undefined) continue;
      out[key] = typeof it === "object" ? field(it) : it;
    }
    return out;
  };
}

/** The view of each field that the schema lets through. */
function fieldsOf(node: Node): (key: string) => View | undefined {
  const own = new Map(Object.entries(node.properties ?? {}).map(([key, it]) => [key, viewOfNode(it)]));
  const patterns = Object.entries(node.patternProperties ?? {}).map(
    ([pattern, it]) => [new RegExp(pattern, "u"), viewOfNode(it)] as const,
  );
  const more = node.additionalProperties;
  const other = typeof more === "object" ? viewOfNode(more) : more === true ? viewOfNode({}) : undefined;
  return (key) => own.get(key) ?? patterns.find(([pattern]) => pattern.test(key))?.[1] ?? other;
}

/** Enough to tell branches apart: kind, and the constants (kind: "merge") of an object. */
function fits(node: Node, value: object): boolean {
  if (Array.isArray(value)) return node.type === "array" || node.type === undefined;
  if (node.type !== "object" && node.type !== undefined) return false;
  return Object.entries(node.properties ?? {}).every(
    ([key, it]) => it.const === undefined || (value as Record<string, unknown>)[key] === it.const,
  );
}
