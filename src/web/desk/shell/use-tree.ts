import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import * as at from "#modules/organization/address.ts";
import type { TreeNode, TreeView } from "#modules/organization/contract.ts";
import { askAt } from "#web/common/api.ts";
import { usePathname, useSearchText } from "#web/desk/place.ts";
import { holds, useSession } from "#web/desk/session.ts";
import { indexTree, lineOf, type TreeIndex } from "#web/desk/shell/tree-search.ts";

export interface TreeAnswer {
  readonly data: { readonly index: TreeIndex; readonly asOf: string } | undefined;
  readonly error: Error | null;
  readonly refetch: () => unknown;
}

/** The tree of the desk's day, asked once and shared by the tree, the breadcrumb and every chooser of organisations. */
export function useTree(): TreeAnswer {
  const asOf = useSearchText()["asOf"];
  const query = asOf === undefined ? {} : { asOf };
  const { session } = useSession();
  const answer = useQuery<TreeView>({
    // Administrators and auditors may hold no place in the tree at all.
    enabled: holds(session, ["organization.tree.read"]),
    queryKey: [at.tree.path, query],
    queryFn: ({ signal }) => askAt(at.tree, query, signal),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  const data = useMemo(
    () => (answer.data ? { index: indexTree(answer.data.nodes), asOf: answer.data.asOf } : undefined),
    [answer.data],
  );
  return { data, error: answer.error, refetch: answer.refetch };
}

/** The organisation the page is about: named by the address, else the top of what one may see. */
export function usePlace(): {
  id: string | undefined;
  /** Known, or there is no tree to wait for: then the server takes the top of what one may see. */
  ready: boolean;
  node: TreeNode | undefined;
  line: readonly TreeNode[];
} {
  const tree = useTree();
  const { session } = useSession();
  const search = useSearchText();
  const pathname = usePathname();
  const named = /^\/organizations\/([^/]+)/.exec(pathname)?.[1] ?? search["org"];
  // Auditors see figures of their place without seeing the tree it stands in.
  const granted = session?.grants.find((it) => it.organizationId !== null)?.organizationId ?? undefined;
  const id = named ?? tree.data?.index.roots[0]?.id ?? (holds(session, ["organization.read"]) ? undefined : granted);
  const line = tree.data ? lineOf(tree.data.index, id) : [];
  const ready = id !== undefined || (session !== undefined && !holds(session, ["organization.read"]));
  return { id, ready, node: line.at(-1), line };
}
