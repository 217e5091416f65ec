import type { TreeNode } from "#modules/organization/contract.ts";

export interface TreeLine {
  readonly node: TreeNode;
  readonly depth: number;
  readonly children: number;
  readonly open: boolean;
  /** Place among its brothers, for readers of the screen. */
  readonly position: number;
  readonly brothers: number;
}

export interface TreeIndex {
  readonly byId: ReadonlyMap<string, TreeNode>;
  readonly children: ReadonlyMap<string, readonly TreeNode[]>;
  readonly roots: readonly TreeNode[];
  /** Members of an organisation and everything beneath it. */
  readonly sums: ReadonlyMap<string, number>;
}

/** Parents may lie outside reach: then a node is a root of what one may see. */
export function indexTree(nodes: readonly TreeNode[]): TreeIndex {
  const byId = new Map(nodes.map((it) => [it.id, it]));
  const children = new Map<string, TreeNode[]>();
  const roots: TreeNode[] = [];
  for (const node of nodes) {
    if (node.parentId === null || !byId.has(node.parentId)) roots.push(node);
    else {
      const list = children.get(node.parentId);
      if (list) list.push(node);
      else children.set(node.parentId, [node]);
    }
  }
  const sums = new Map<string, number>();
  const sum = (node: TreeNode): number => {
    const own = (children.get(node.id) ?? []).reduce((all, it) => all + sum(it), node.members ?? 0);
    sums.set(node.id, own);
    return own;
  };
  for (const root of roots) sum(root);
  return { byId, children, roots, sums };
}

/** The names above a node and itself, from the top. */
export function lineOf(index: TreeIndex, id: string | undefined): readonly TreeNode[] {
  const line: TreeNode[] = [];
  let at = id === undefined ? undefined : index.byId.get(id);
  while (at && line.length < 40) {
    line.unshift(at);
    at = at.parentId === null ? undefined : index.byId.get(at.parentId);
  }
  return line;
}

/** Chinese anywhere in the name; letters against full pinyin or initials from the beginning of a syllable. */
export function matches(
  node: TreeNode & { readonly pinyin?: string; readonly initials?: string },
  query: string,
): boolean {
  const wanted = query.trim().toLowerCase();
  if (node.shortName.toLowerCase().includes(wanted)) return true;
  if (!/^[a-z ]+$/.test(wanted)) return false;
  const letters = wanted.replaceAll(" ", "");
  return (
    (node.initials?.toLowerCase().includes(letters) ?? false) ||
    (node.pinyin?.toLowerCase().replaceAll(" ", "").includes(letters) ?? false)
  );
}

/**
 * The lines to draw: everything beneath open nodes; while searching, the hits with the way to them, all open.
 * `hits` are ids found by the server (pinyin), beside those found here.
 */
export function linesOf(
  index: TreeIndex,
  how: { open: ReadonlySet<string>; closedToo: boolean; query: string; hits: ReadonlySet<string> },
): readonly TreeLine[] {
  const searching = how.query.trim() !== "";
  let kept: Set<string> | null = null;
  if (searching) {
    kept = new Set();
    for (const node of index.byId.values()) {
      if (!how.hits.has(node.id) && !matches(node, how.query)) continue;
      for (const above of lineOf(index, node.id)) kept.add(above.id);
    }
  }
  const lines: TreeLine[] = [];
  const walk = (nodes: readonly TreeNode[], depth: number): void => {
    const shown = nodes.filter((it) => (how.closedToo || it.closedOn === null) && (kept === null || kept.has(it.id)));
    for (const [at, node] of shown.entries()) {
      const below = (index.children.get(node.id) ?? []).filter(
        (it) => (how.closedToo || it.closedOn === null) && (kept === null || kept.has(it.id)),
      );
      const open = below.length > 0 && (searching || how.open.has(node.id));
      lines.push({ node, depth, children: below.length, open, position: at + 1, brothers: shown.length });
      if (open) walk(below, depth + 1);
    }
  };
  walk(index.roots, 0);
  return lines;
}
