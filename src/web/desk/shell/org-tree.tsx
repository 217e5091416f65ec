import "#web/desk/shell/org-tree.css";
import { CaretDownOutlined, CaretRightOutlined } from "@ant-design/icons";
import { Checkbox, Input } from "antd";
import { type KeyboardEvent, type ReactNode, useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { number } from "#web/common/format.ts";
import { useLook } from "#web/desk/look-context.ts";
import { Answer } from "#web/desk/parts/say.tsx";
import { useWindowed } from "#web/desk/parts/windowed.ts";
import { useGo, usePatchSearch, usePathname, useSearchText } from "#web/desk/place.ts";
import { useSoundingLike } from "#web/desk/shell/sounding-like.ts";
import { lineOf, linesOf, type TreeIndex } from "#web/desk/shell/tree-search.ts";
import { useTree } from "#web/desk/shell/use-tree.ts";

/** The organisations within reach, at the left of every page. Choosing one narrows the page at the right to it. */
export function OrgTree(): ReactNode {
  const tree = useTree();
  return (
    <nav className="tree-pane" aria-label="组织">
      <Answer of={tree}>{(data) => <Tree index={data.index} />}</Answer>
    </nav>
  );
}

function Tree(props: { index: TreeIndex }): ReactNode {
  const { index } = props;
  const search = useSearchText();
  const pathname = usePathname();
  const patch = usePatchSearch();
  const go = useGo();
  const { look } = useLook();
  const pageOrg = /^\/organizations\/([^/]+)/.exec(pathname)?.[1];
  const chosen = pageOrg ?? search["org"];
  const [query, setQuery] = useState("");
  const typed = useDeferredValue(query);
  const [closedToo, setClosedToo] = useState(false);
  const [open, setOpen] = useState<ReadonlySet<string>>(
    () => new Set([...index.roots.map((it) => it.id), ...lineOf(index, chosen).map((it) => it.id)]),
  );
  const [focus, setFocus] = useState<string | undefined>(chosen);
  const box = useRef<HTMLDivElement>(null);
  const hits = useSoundingLike(typed);
  const lines = useMemo(
    () => linesOf(index, { open, closedToo, query: typed, hits }),
    [index, open, closedToo, typed, hits],
  );
  const tall = look.elder ? Math.max(60, look.elderSize * 2.2) : 32;
  const { from, to } = useWindowed(box, lines.length, tall);
  const at = Math.max(
    0,
    lines.findIndex((it) => it.node.id === focus),
  );

  useEffect(() => {
    // The first organisations may arrive while one looks on: an import has just ended.
    setOpen((was) =>
      index.roots.every((it) => was.has(it.id)) ? was : new Set([...was, ...index.roots.map((it) => it.id)]),
    );
  }, [index]);

  useEffect(() => {
    if (chosen === undefined) return;
    setOpen(
      (was) =>
        new Set([
          ...was,
          ...lineOf(index, chosen)
            .slice(0, -1)
            .map((it) => it.id),
        ]),
    );
    setFocus(chosen);
  }, [chosen, index]);

  const choose = (id: string): void => {
    setFocus(id);
    if (pathname === "/organizations" || pageOrg !== undefined) go(`/organizations/${id}`);
    else patch({ org: id, cursor: null, row: null });
  };
  const toggle = (id: string, to: boolean): void => {
    setOpen((was) => {
      const next = new Set(was);
      if (to) next.add(id);
      else next.delete(id);
      return next;
    });
  };
  const show = (line: number): void => {
    const it = lines[line];
    const element = box.current;
    if (!it || !element) return;
    setFocus(it.node.id);
    const top = line * tall;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + tall > element.scrollTop + element.clientHeight)
      element.scrollTop = top + tall - element.clientHeight;
  };
  const onKey = (it: KeyboardEvent): void => {
    const line = lines[at];
    if (!line) return;
    const acts: Record<string, () => void> = {
      ArrowDown: () => show(Math.min(lines.length - 1, at + 1)),
      ArrowUp: () => show(Math.max(0, at - 1)),
      Home: () => show(0),
      End: () => show(lines.length - 1),
      ArrowRight: () =>
        line.children > 0 && !line.open ? toggle(line.node.id, true) : show(Math.min(lines.length - 1, at + 1)),
      ArrowLeft: () => {
        if (line.open) toggle(line.node.id, false);
        else
          show(
            Math.max(
              0,
              lines.findIndex((other) => other.node.id === line.node.parentId),
            ),
          );
      },
      Enter: () => choose(line.node.id),
      " ": () => choose(line.node.id),
    };
    const act = acts[it.key];
    if (!act) return;
    it.preventDefault();
    act();
  };
  const active = lines[at]?.node.id;
  return (
    <>
      <div className="tree-tools">
        <Input
          id="tree-search"
          allowClear
          value={query}
          placeholder="找组织（可用拼音）"
          aria-label="找组织，可用汉字、拼音或首字母"
          onChange={(it) => setQuery(it.target.value)}
          onPressEnter={() => {
            const hit = lines.find((it) => it.children === 0) ?? lines.at(-1);
            if (query.trim() !== "" && hit) choose(hit.node.id);
          }}
        />
        <Checkbox checked={closedToo} onChange={(it) => setClosedToo(it.target.checked)}>
          也看已撤并的
        </Checkbox>
      </div>
      {lines.length === 0 ? (
        <p className="quiet tree-none">
          {query.trim() === "" ? "还没有组织。请从“导入”开始。" : `没有名称含“${query.trim()}”的组织。`}
        </p>
      ) : null}
      <div
        ref={box}
        className="tree"
        role="tree"
        aria-label="组织树"
        tabIndex={0}
        aria-activedescendant={active && at >= from && at < to ? `tree-${active}` : undefined}
        onKeyDown={onKey}
      >
        <div style={{ height: lines.length * tall, position: "relative" }} role="presentation">
          {lines.slice(from, to).map((line, offset) => (
            <div
              key={line.node.id}
              id={`tree-${line.node.id}`}
              role="treeitem"
              tabIndex={-1}
              aria-level={line.depth + 1}
              aria-posinset={line.position}
              aria-setsize={line.brothers}
              aria-selected={line.node.id === chosen}
              aria-expanded={line.children > 0 ? line.open : undefined}
              className={`tree-line${line.node.id === chosen ? " tree-chosen" : ""}${line.node.id === active ? " tree-active" : ""}${line.node.closedOn === null ? "" : " tree-closed"}`}
              style={{ top: (from + offset) * tall, height: tall, paddingInlineStart: 8 + line.depth * 16 }}
              onClick={() => choose(line.node.id)}
              onKeyDown={onKey}
            >
              <span
                className="tree-caret"
                aria-hidden="true"
                onClick={(it) => {
                  if (line.children === 0) return;
                  it.stopPropagation();
                  toggle(line.node.id, !line.open);
                }}
              >
                {line.children === 0 ? null : line.open ? <CaretDownOutlined /> : <CaretRightOutlined />}
              </span>
              <span className="tree-name" title={line.node.shortName}>
                {line.node.shortName}
                {line.node.closedOn === null ? "" : `(${line.node.closedOn.slice(0, 7)} 撤并)`}
              </span>
              <span className="tree-count" title="党员数（含下级）">
                {index.sums.get(line.node.id) ? number(index.sums.get(line.node.id) ?? 0) : ""}
              </span>
            </div>
          ))}
        </div>
      </div>
    </>
  );
}
