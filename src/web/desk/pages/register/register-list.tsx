import { exportOf, listOf, templateOf } from "#platform/registers/address.ts";
import "#web/desk/pages/register/register.css";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, Checkbox, Dropdown, Input, Popover } from "antd";
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { RegisterView, Row } from "#platform/registers/contract.ts";
import { address, askAt, download, hrefOf } from "#web/common/api.ts";
import { number } from "#web/common/format.ts";
import { useDeed } from "#web/desk/ask.ts";
import { useLook } from "#web/desk/look-context.ts";
import { pageOf } from "#web/desk/pages/register/cells.tsx";
import { ChosenRows } from "#web/desk/pages/register/chosen-rows.tsx";
import { FilterForm, FilterWords } from "#web/desk/pages/register/filter-form.tsx";
import { Grid } from "#web/desk/pages/register/grid.tsx";
import { PrintSheet } from "#web/desk/pages/register/print-sheet.tsx";
import { columnsOf, filtersIn, listQuery, sortOf } from "#web/desk/pages/register/query.ts";
import { RowDrawer } from "#web/desk/pages/register/row-drawer.tsx";
import { Views } from "#web/desk/pages/register/views.tsx";
import { Page } from "#web/desk/parts/page.tsx";
import { Empty, ProblemBox, Waiting } from "#web/desk/parts/say.tsx";
import { useGo, usePatchSearch, useSearchText } from "#web/desk/place.ts";
import { usePlace, useTree } from "#web/desk/shell/use-tree.ts";

const PAGE = 100;
const NONE: ReadonlySet<string> = new Set();

export interface RegisterParts {
  readonly tools?: ReactNode;
  readonly lead?: ReactNode;
  readonly above?: ReactNode;
  /** Shown for the row that is open, in place of all its fields. */
  readonly drawer?: ((row: Row, close: () => void) => ReactNode) | undefined;
}

/** The page of any register: search, filters, columns, order, views, export, print; all of it in the address. */
export function RegisterList(props: RegisterParts & { register: RegisterView }): ReactNode {
  const { register } = props;
  const search = useSearchText();
  const patch = usePatchSearch();
  const go = useGo();
  const { look, change } = useLook();
  const place = usePlace();
  const tree = useTree();
  const query = useMemo(() => listQuery(search, search["org"]), [search]);
  const fields = columnsOf(register, search);
  const sort = sortOf(register, search);
  const [filtersOpen, setFiltersOpen] = useState(false);
  const [printing, setPrinting] = useState(false);
  // Of this list only: another search, another choice.
  const asked = JSON.stringify(query);
  const [choice, setChoice] = useState<{ readonly of: string; readonly ids: ReadonlySet<string> }>();
  const chosen = choice?.of === asked ? choice.ids : NONE;
  const setChosen = (ids: ReadonlySet<string>): void => setChoice({ of: asked, ids });
  const rowsAt = listOf(register.id);

  const list = useInfiniteQuery({
    queryKey: [rowsAt.path, query, "pages"],
    queryFn: ({ pageParam, signal }) =>
      askAt(rowsAt, { ...query, limit: PAGE, cursor: pageParam, count: pageParam === null ? 1 : null }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    placeholderData: (before) => before,
  });
  const rows = useMemo<readonly Row[]>(() => list.data?.pages.flatMap((it) => it.rows) ?? [], [list.data]);
  const total = list.data?.pages[0]?.total ?? null;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  const open = (row: Row): void => {
    const page = pageOf(row, register.rowPage);
    if (page) go(page);
    else patch({ row: row.id });
  };
  const print = async (): Promise<void> => {
    // Paper shows the whole list, not the part that was scrolled to; beyond some thousand rows a spreadsheet is the better paper.
    let last = list;
    while (chosen.size === 0 && last.hasNextPage && (last.data?.pages.length ?? 0) * PAGE < 3000)
      last = (await last.fetchNextPage()) as typeof last;
    flushSync(() => setPrinting(true));
    window.print();
    setPrinting(false);
  };
  const saving = useDeed((format: string) =>
    download(exportOf(register.id).path, {
      ...query,
      format,
      columns: fields
        .filter((it) => !it.sensitive)
        .map((it) => it.key)
        .join(","),
    }),
  );
  const picked = useMemo(() => rows.filter((it) => chosen.has(it.id)), [rows, chosen]);
  const opened = rows.find((it) => it.id === search["row"]);
  const used = filtersIn(search).length;
  const narrowed = used > 0 || (search["q"] ?? "") !== "";
  const asOf = list.data?.pages[0]?.asOf ?? search["asOf"] ?? "";

  return (
    <Page
      wide
      title={register.title}
      lead={props.lead}
      tools={
        <>
          {props.tools}
          {register.can.import ? (
            <>
              <Button onClick={() => go(address("/imports", { register: register.id }))}>导入</Button>
              <Button href={hrefOf(templateOf(register.id))}>下载模板</Button>
            </>
          ) : null}
          {register.can.export ? (
            <Dropdown
              trigger={["click"]}
              menu={{
                items: [
                  { key: "xlsx", label: "Excel 表格（.xlsx）" },
                  { key: "csv", label: "文本表格（.csv）" },
                ],
                onClick: ({ key }) => void saving.run(key),
              }}
            >
              <Button loading={saving.busy}>导出</Button>
            </Dropdown>
          ) : null}
          <Button onClick={() => void print()}>{picked.length > 0 ? "打印所选" : "打印"}</Button>
        </>
      }
    >
      {props.above}
      <div className="list-tools">
        <SearchBox value={search["q"] ?? ""} onChange={(q) => patch({ q, row: null }, true)} />
        <Button onClick={() => setFiltersOpen(!filtersOpen)} aria-expanded={filtersOpen}>
          筛选{used > 0 ? ` ${used}` : ""}
        </Button>
        <Popover
          trigger="click"
          placement="bottomLeft"
          title="显示列"
          content={
            <ColumnChooser
              register={register}
              chosen={fields.map((it) => it.key)}
              onChange={(keys) =>
                patch({ cols: keys.join(",") === register.columns.join(",") ? null : keys.join(",") }, true)
              }
            />
          }
        >
          <Button>显示列</Button>
        </Popover>
        <Views register={register.id} search={search} onApply={patch} />
        <Button onClick={() => change({ dense: !look.dense })} aria-pressed={look.dense}>
          {look.dense ? "舒适" : "紧凑"}
        </Button>
        <span className="list-total" role="status">
          {total === null ? "" : `共 ${number(total)} 条`}
          {list.isFetching ? " …" : ""}
        </span>
        {picked.length > 0 ? <ChosenRows rows={picked} fields={fields} onClear={() => setChosen(NONE)} /> : null}
      </div>
      {filtersOpen ? (
        <FilterForm key={used} register={register} search={search} onApply={(it) => patch({ ...it, row: null })} />
      ) : null}
      <FilterWords
        register={register}
        search={search}
        nameOf={(id) => tree.data?.index.byId.get(id)?.shortName ?? id}
        onDrop={(key) => patch({ [key]: null })}
      />
      <ProblemBox problem={saving.problem} />
      <ProblemBox problem={list.error} again={() => void list.refetch()} />
      {list.data === undefined ? (
        list.error ? null : (
          <Waiting />
        )
      ) : rows.length === 0 ? (
        narrowed ? (
          <Empty
            action={
              <Button
                onClick={() =>
                  patch(
                    Object.fromEntries(["q", ...filtersIn(search).map((it) => `f.${it}`)].map((key) => [key, null])),
                  )
                }
              >
                清除搜索和筛选
              </Button>
            }
          >
            没有符合条件的记录。
          </Empty>
        ) : (
          <Empty
            action={
              register.can.import ? (
                <Button type="primary" onClick={() => go(address("/imports", { register: register.id }))}>
                  导入表格
                </Button>
              ) : undefined
            }
          >
            {register.emptyHint}
          </Empty>
        )
      ) : (
        <Grid
          register={register.id}
          title={register.title}
          rows={rows}
          fields={fields}
          total={total}
          sort={sort}
          onSort={(text) => patch({ sort: text })}
          onOpen={open}
          onEnd={onEnd}
          more={hasNextPage}
          opened={search["row"]}
          chosen={chosen}
          onChoose={setChosen}
        />
      )}
      {props.drawer && opened ? (
        props.drawer(opened, () => patch({ row: null }))
      ) : (
        <RowDrawer register={register} row={opened} onClose={() => patch({ row: null })} />
      )}
      {printing ? (
        <PrintSheet
          register={register}
          fields={fields}
          rows={picked.length > 0 ? picked : rows}
          place={place.node?.shortName ?? ""}
          asOf={asOf}
          total={picked.length > 0 ? picked.length : total}
        />
      ) : null}
    </Page>
  );
}

/** Typing stays local; the address, and with it the list, follows a moment later. */
function SearchBox(props: { value: string; onChange: (value: string) => void }): ReactNode {
  const [text, setText] = useState(props.value);
  const sent = useRef(props.value);
  const { value, onChange } = props;
  useEffect(() => {
    // The address changed by another way than typing: a saved view, the back button.
    if (value !== sent.current) {
      sent.current = value;
      setText(value);
    }
  }, [value]);
  useEffect(() => {
    if (text === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = text;
      onChange(text.trim());
    }, 180);
    return () => clearTimeout(timer);
  }, [text, onChange]);
  return (
    <Input
      id="list-search"
      className="list-search"
      allowClear
      value={text}
      placeholder="搜索：汉字、拼音、首字母"
      aria-label="搜索，可用汉字、全拼或首字母"
      onChange={(it) => setText(it.target.value)}
    />
  );
}

function ColumnChooser(props: {
  register: RegisterView;
  chosen: readonly string[];
  onChange: (keys: readonly string[]) => void;
}): ReactNode {
  const { register, chosen } = props;
  return (
    <div className="column-chooser">
      {register.fields
        .filter((it) => it.type !== "id")
        .map((field) => (
          <Checkbox
            key={field.key}
            checked={chosen.includes(field.key)}
            disabled={chosen.length === 1 && chosen[0] === field.key}
            onChange={(it) =>
              props.onChange(
                it.target.checked
                  ? register.fields.map((one) => one.key).filter((key) => chosen.includes(key) || key === field.key)
                  : chosen.filter((key) => key !== field.key),
              )
            }
          >
            {field.term}
          </Checkbox>
        ))}
      <Button size="small" onClick={() => props.onChange(register.columns)}>
        恢复默认
      </Button>
    </div>
  );
}
