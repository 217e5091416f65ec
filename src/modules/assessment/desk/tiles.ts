import type { TreeNode } from "#modules/organization/contract.ts";
import type { TreeIndex } from "#web/desk/shell/tree-search.ts";

export interface Tile {
  readonly id: string;
  readonly name: string;
  readonly members: number;
  /** 1 (few members) to 4 (many), by quarters of the largest. */
  readonly band: 1 | 2 | 3 | 4;
}

export interface TileTown {
  readonly id: string;
  readonly name: string;
  readonly members: number;
  readonly tiles: readonly Tile[];
}

const BODY = /(党工委|党委|党总支|总支|党支部|支部委员会|支部)$/;

/** A name short enough for a tile: without the kind of body, and without the name of the block it stands in. */
function tileName(shortName: string, stem: string): string {
  const bare = shortName.replace(/\(.*\)$/, "").replace(BODY, "");
  const own = stem !== "" && bare.startsWith(stem) ? bare.slice(stem.length) : bare;
  return own === "" ? bare || shortName : own;
}

/**
 * The schematic map: one block for each organisation right below the place, in it a tile for each organisation that has
 * members and nothing beneath. Those without anything beneath share one last block.
 */
export function tilesOf(index: TreeIndex, place: string): readonly TileTown[] {
  const living = (id: string): readonly TreeNode[] =>
    (index.children.get(id) ?? []).filter((it) => it.closedOn === null);
  const leaves = (node: TreeNode): readonly TreeNode[] => {
    const below = living(node.id);
    return below.length === 0 ? [node] : below.flatMap(leaves);
  };
  const below = living(place);
  const all = below.flatMap(leaves);
  const most = Math.max(1, ...all.map((it) => it.members ?? 0));
  const tile = (node: TreeNode, stem: string): Tile => ({
    id: node.id,
    name: tileName(node.shortName, stem),
    members: node.members ?? 0,
    band: Math.min(4, 1 + Math.floor(((node.members ?? 0) / most) * 4)) as Tile["band"],
  });
  const block = (id: string, name: string, nodes: readonly TreeNode[]): TileTown => ({
    id,
    name,
    members: nodes.reduce((sum, it) => sum + (it.members ?? 0), 0),
    tiles: nodes.map((it) => tile(it, name.replace(BODY, ""))),
  });
  const towns = below.filter((it) => living(it.id).length > 0).map((it) => block(it.id, it.shortName, leaves(it)));
  const single = below.filter((it) => living(it.id).length === 0);
  return single.length === 0
    ? towns
    : [...towns, block(place, towns.length > 0 ? "直属组织" : (index.byId.get(place)?.shortName ?? ""), single)];
}
