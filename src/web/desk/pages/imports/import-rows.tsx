import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, Radio, Tabs } from "antd";
import { type ReactNode, useState } from "react";
import * as at from "#platform/registers/import/address.ts";
import type { ImportView } from "#platform/registers/import/contract.ts";
import { askAt, hrefOf, sendTo } from "#web/common/api.ts";
import { number } from "#web/common/format.ts";
import { useDeed } from "#web/desk/ask.ts";
import { type ImportRowView, KINDS, type RowKind } from "#web/desk/pages/imports/shapes.ts";
import { Plain } from "#web/desk/parts/page.tsx";
import { ProblemBox, Waiting } from "#web/desk/parts/say.tsx";

/** The rows a person should look at, by kind, each with its reasons in words. */
export function ImportRows(props: { batch: ImportView; file: string; open: boolean }): ReactNode {
  const { batch, file } = props;
  const counts = file === "" ? batch.counts : (batch.files.find((it) => it.id === file)?.counts ?? batch.counts);
  const first: RowKind =
    (["conflict", "faulty", "warning", "changed", "new"] as const).find((it) => counts[it] > 0) ?? "new";
  const [kind, setKind] = useState<RowKind | null>(null);
  const shown = kind ?? first;
  const list = useInfiniteQuery({
    queryKey: [hrefOf(at.importRows, { id: batch.id }), file, shown],
    queryFn: ({ pageParam, signal }) =>
      askAt(at.importRows, { id: batch.id, file, kind: shown, cursor: pageParam ?? undefined }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
  const decide = useDeed((it: { row: string; decision: string }) =>
    sendTo(at.decision, { id: batch.id, rowId: it.row }, { decision: it.decision }),
  );
  const rows = list.data?.pages.flatMap((it) => it.rows) ?? [];
  return (
    <>
      <Tabs
        activeKey={shown}
        onChange={(key) => setKind(key as RowKind)}
        items={KINDS.filter((it) => counts[it.key] > 0).map((it) => ({
          key: it.key,
          label: `${it.term} ${number(counts[it.key])}`,
        }))}
      />
      <ProblemBox problem={decide.problem ?? list.error} />
      {list.isPending ? (
        <Waiting />
      ) : (
        <div className="rows-box">
          {shown === "conflict" && props.open ? (
            <p className="quiet">没有决定的行不导入；要全部没有问题才导入，请先逐行决定。</p>
          ) : null}
          {shown === "new" && counts.new > rows.length ? (
            <p className="quiet">列出每份表格的前30行，供核对读到的内容。</p>
          ) : null}
          <Plain
            caption={KINDS.find((it) => it.key === shown)?.term ?? ""}
            rows={rows}
            id={(it) => it.id}
            empty="这一类的行不逐条列出。"
            columns={[
              {
                title: "位置",
                width: "16em",
                show: (it) =>
                  `${batch.files.find((one) => one.id === it.file)?.name ?? ""} ${it.sheet ? `${it.sheet} ` : ""}第 ${it.row} 行`,
              },
              { title: "姓名或名称", show: (it) => <strong>{it.name}</strong> },
              {
                title: "说明",
                show: (it) => (
                  <>
                    {it.reasons.map((reason) => (
                      <p key={reason}>{reason}</p>
                    ))}
                    {it.changes.length > 0 ? (
                      <ul className="field-changes">
                        {it.changes.map((one) => (
                          <li key={one.field}>
                            {one.term}：{it.kind === "new" ? null : <del>{one.from ?? "空"}</del>}
                            {it.kind === "new" ? null : " → "}
                            <ins>{one.to ?? "空"}</ins>
                          </li>
                        ))}
                      </ul>
                    ) : null}
                  </>
                ),
              },
              ...(shown === "conflict"
                ? [
                    {
                      title: "怎么办",
                      width: "20em",
                      show: (it: ImportRowView) =>
                        it.choices.length > 0 ? (
                          <Radio.Group
                            aria-label={`${it.name}怎么办`}
                            disabled={!props.open || decide.busy}
                            value={it.decision}
                            options={it.choices.map((one) => ({ value: one.decision, label: one.term }))}
                            onChange={(one) => void decide.run({ row: it.id, decision: String(one.target.value) })}
                          />
                        ) : (
                          (it.decision ?? "")
                        ),
                    },
                  ]
                : []),
            ]}
          />
        </div>
      )}
      {list.hasNextPage ? (
        <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          再看一些
        </Button>
      ) : null}
    </>
  );
}
