import { listOf } from "#platform/registers/address.ts";
import "#modules/organization/desk/allocation.css";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, Input, Select } from "antd";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { personIdOf } from "#modules/organization/desk/post-dialogs.tsx";
import { askAt } from "#web/common/api.ts";
import { number, words } from "#web/common/format.ts";
import { OrgPick } from "#web/desk/parts/org-pick.tsx";
import { ProblemBox, Waiting } from "#web/desk/parts/say.tsx";
import { useWindowed } from "#web/desk/parts/windowed.ts";
import { useTree } from "#web/desk/shell/use-tree.ts";

/** Who goes where, person by person, with one press for the many. `places` null: any organisation of the tree. */
export function Allocation(props: {
  org: string;
  persons: Record<string, string>;
  places: readonly { value: string; label: string }[] | null;
  onChange: (persons: Record<string, string>) => void;
}): ReactNode {
  const { persons, places, onChange } = props;
  const tree = useTree();
  const [bulk, setBulk] = useState("");
  const [typed, setTyped] = useState("");
  const box = useRef<HTMLDivElement>(null);
  const list = useInfiniteQuery({
    queryKey: [listOf("members").path, props.org, "all"],
    queryFn: ({ pageParam, signal }) =>
      askAt(
        listOf("members"),
        { org: props.org, limit: 200, cursor: pageParam, count: pageParam === null ? 1 : null },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const all = list.data?.pages.flatMap((it) => it.rows) ?? [];
  const rows = typed === "" ? all : all.filter((it) => words(it["name"]).includes(typed));
  const { from, to } = useWindowed(box, rows.length, 44);
  if (list.error) return <ProblemBox problem={list.error} again={() => void list.refetch()} />;
  if (!list.data || hasNextPage) return <Waiting />;
  const open = all.filter((it) => !persons[personIdOf(it)]).length;
  const spread = (): void => {
    const next = { ...persons };
    for (const row of rows) {
      const id = personIdOf(row);
      if (typed !== "" || !next[id]) next[id] = bulk;
    }
    onChange(next);
  };
  return (
    <>
      <div className="list-tools">
        <Input
          className="list-search"
          allowClear
          aria-label="在名单里找人"
          placeholder="在名单里找人"
          value={typed}
          onChange={(it) => setTyped(it.target.value)}
        />
        <div className="bulk">
          {places ? (
            <Select
              aria-label="成批去向"
              value={bulk === "" ? null : bulk}
              placeholder="选择去向"
              options={[...places]}
              onChange={(it: string) => setBulk(it)}
            />
          ) : (
            <OrgPick
              label="成批去向"
              value={bulk || undefined}
              only={(it) => it.id !== props.org}
              onChange={(id) => setBulk(id ?? "")}
            />
          )}
        </div>
        <Button disabled={bulk === ""} onClick={spread}>
          {typed === "" ? "没分的都去这里" : "找到的都去这里"}
        </Button>
        <span className="list-total" role="status">
          共 {number(all.length)} 人，{open === 0 ? "都有去向" : `还有 ${number(open)} 人没有去向`}
        </span>
      </div>
      <div ref={box} className="allocation">
        <ul style={{ height: rows.length * 44, position: "relative" }}>
          {rows.slice(from, to).map((row, offset) => {
            const id = personIdOf(row);
            const name = words(row["name"]);
            return (
              <li key={id} style={{ top: (from + offset) * 44 }}>
                <span>{name}</span>
                {places ? (
                  <Select
                    aria-label={`${name}的去向`}
                    value={persons[id] ?? null}
                    placeholder="未定"
                    options={[...places]}
                    onChange={(it: string) => onChange({ ...persons, [id]: it })}
                  />
                ) : (
                  <span className={persons[id] ? undefined : "quiet"}>
                    {persons[id] ? (tree.data?.index.byId.get(persons[id])?.shortName ?? "") : "未定"}
                  </span>
                )}
                {places || bulk === "" ? null : (
                  <Button size="small" onClick={() => onChange({ ...persons, [id]: bulk })}>
                    去所选组织
                  </Button>
                )}
              </li>
            );
          })}
        </ul>
      </div>
    </>
  );
}
