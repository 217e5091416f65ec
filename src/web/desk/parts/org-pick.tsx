import { Select } from "antd";
import { type ReactNode, useMemo, useState } from "react";
import type { TreeNode } from "#modules/organization/contract.ts";
import { useSoundingLike } from "#web/desk/shell/sounding-like.ts";
import { lineOf, matches } from "#web/desk/shell/tree-search.ts";
import { useTree } from "#web/desk/shell/use-tree.ts";

/** Chooses one organisation within reach by name, pinyin or initials; the way to it is shown, because names repeat. */
export function OrgPick(props: {
  id?: string;
  label: string;
  value: string | undefined;
  onChange: (id: string | undefined) => void;
  only?: (node: TreeNode) => boolean;
}): ReactNode {
  const tree = useTree();
  const { only } = props;
  const [typed, setTyped] = useState("");
  const hits = useSoundingLike(typed);
  const options = useMemo(() => {
    if (!tree.data) return [];
    const { index } = tree.data;
    return [...index.byId.values()]
      .filter((it) => it.closedOn === null && (only?.(it) ?? true))
      .map((node) => ({
        value: node.id,
        label: lineOf(index, node.id)
          .slice(-3)
          .map((it) => it.shortName)
          .join(" › "),
        node,
      }));
  }, [tree.data, only]);
  return (
    <Select
      {...(props.id === undefined ? {} : { id: props.id })}
      showSearch={{
        onSearch: setTyped,
        filterOption: (query, option) => {
          if (option === undefined) return false;
          const { node } = option as { node: TreeNode };
          return hits.has(node.id) || matches(node, query);
        },
      }}
      allowClear
      aria-label={props.label}
      placeholder="选择组织"
      notFoundContent="没有这样的组织"
      value={props.value ?? null}
      options={options}
      popupMatchSelectWidth={320}
      onChange={(id: string | null) => props.onChange(id ?? undefined)}
    />
  );
}
