import "#modules/assessment/desk/clock.css";
import "#modules/assessment/desk/matrix.css";
import { Button, Select } from "antd";
import type { ReactNode } from "react";
import { cockpit, cockpitSheet } from "#modules/assessment/cockpit/address.ts";
import type { BranchRow, CockpitView } from "#modules/assessment/cockpit/contract.ts";
import { download, hrefOf } from "#web/common/api.ts";
import { dayInWords, number } from "#web/common/format.ts";
import { useAsk, useDeed } from "#web/desk/ask.ts";
import { Go } from "#web/desk/parts/go.tsx";
import { Section } from "#web/desk/parts/page.tsx";
import { Answer, ProblemBox } from "#web/desk/parts/say.tsx";
import { usePatchSearch, useSearchText } from "#web/desk/place.ts";

/** A smaller base makes no share worth comparing: shown, but pale. */
const LEAST_BASE = 10;

/** Which branches are weak, where, since when: a branch a row, a kind of work a column, each number onto its rows. */
export function Matrix(props: { org: string }): ReactNode {
  const search = useSearchText();
  const patch = usePatchSearch();
  const query = { org: props.org, asOf: search["asOf"], area: search["area"], sort: search["sort"] };
  const answer = useAsk(cockpit, query, { keep: true });
  const saving = useDeed(() => download(hrefOf(cockpitSheet, query), {}, "GET"));
  return (
    <Answer of={answer}>
      {(it) => (
        <Section
          title="各支部对照"
          tools={
            <>
              {it.towns.length > 1 ? (
                <Select
                  aria-label="所属镇街"
                  value=""
                  popupMatchSelectWidth={false}
                  options={[
                    { value: "", label: `${it.place.name}（全部）` },
                    ...it.towns.map(({ id, name }) => ({ value: id, label: name })),
                  ]}
                  onChange={(id) => patch({ org: id })}
                />
              ) : null}
              {it.areas.length > 1 ? (
                <Select
                  aria-label="城乡属性"
                  value={search["area"] ?? ""}
                  popupMatchSelectWidth={false}
                  options={[
                    { value: "", label: "全部城乡属性" },
                    ...it.areas.map(({ value, term }) => ({ value, label: term })),
                  ]}
                  onChange={(area) => patch({ area }, true)}
                />
              ) : null}
              <Button loading={saving.busy} onClick={() => void saving.run(undefined)}>
                导出 Excel
              </Button>
            </>
          }
        >
          <ProblemBox problem={saving.problem} />
          {it.rows.length === 0 ? (
            <p className="quiet">这里没有支部。请在左侧选择上级组织，或者换一类地区。</p>
          ) : (
            <Table of={it} sort={search["sort"]} onSort={(sort) => patch({ sort }, true)} />
          )}
          {it.total > it.rows.length ? (
            <p className="quiet">
              共{number(it.total)}个支部，列出排在前面的{number(it.rows.length)}个；其余请选择镇街，或者导出 Excel。
            </p>
          ) : null}
        </Section>
      )}
    </Answer>
  );
}

function Table(props: { of: CockpitView; sort: string | undefined; onSort: (sort: string | null) => void }): ReactNode {
  const { of, sort, onSort } = props;
  // What has nothing anywhere is named below the table, so that it is known to be asked, and leaves the width to the rest.
  const shown = of.columns.map((it, at) => ({ ...it, at, sum: of.sum[at] })).filter((it) => it.sum?.value !== 0);
  const quiet = of.columns.filter((_, at) => of.sum[at]?.value === 0);
  const key = sort?.replace(/^-/, "") ?? "all";
  const down = sort === undefined || sort.startsWith("-");
  return (
    <>
      <div className="panes matrix-panes" role="region" aria-label="各支部对照" tabIndex={0}>
        <table className="plain clock matrix">
          <caption className="only-read">各支部各项工作的到期件数和党员构成</caption>
          <thead>
            <tr>
              <th scope="col">党支部</th>
              {shown.map((it) => (
                <th key={it.key} scope="col" aria-sort={it.key === key ? (down ? "descending" : "ascending") : "none"}>
                  <button
                    type="button"
                    className="matrix-sort"
                    onClick={() => onSort(it.key === key && down ? it.key : `-${it.key}`)}
                  >
                    {it.term}
                    <span aria-hidden="true">{it.key === key ? (down ? "↓" : "↑") : ""}</span>
                  </button>
                </th>
              ))}
            </tr>
            <tr>
              <th scope="row">合计{number(of.total)}个支部</th>
              {shown.map(({ key: one, form, sum }) => (
                <Cell key={one} cell={sum} form={form} />
              ))}
            </tr>
          </thead>
          <tbody>
            {of.rows.map((row) => (
              <tr key={row.id}>
                <th scope="row">
                  <Go href={`/organizations/${row.id}`}>{row.name}</Go>
                  <span className="quiet">{[row.town, row.area].filter(Boolean).join(" · ")}</span>
                </th>
                {shown.map(({ key: one, form, at }) => (
                  <Cell key={one} cell={row.cells[at]} form={form} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="quiet">
        数字后为逾期件数，箭头为较{dayInWords(of.before)}的增减；颜色深浅在同类地区的支部之间比较；党员不足{LEAST_BASE}
        名的支部，占比仅供参考。{quiet.length > 0 ? `以下各项无到期：${quiet.map((it) => it.term).join("、")}。` : ""}
      </p>
    </>
  );
}

type CellView = BranchRow["cells"][number];
type Form = CockpitView["columns"][number]["form"];

function Cell({ cell, form }: { cell: CellView | undefined; form: Form }): ReactNode {
  if (!cell) return null;
  const shown = form === "share" ? shareOf(cell) : number(cell.value);
  const pale = form === "share" && cell.base < LEAST_BASE;
  const title = form === "share" ? `${number(cell.value)}人，占${number(cell.base)}名党员的${shown}` : undefined;
  return (
    <td className={pale ? "num matrix-pale" : "num"} data-heat={cell.heat} title={title}>
      <Change cell={cell} form={form} />
      {cell.value === 0 ? (
        <span className="quiet">{form === "share" ? "—" : "0"}</span>
      ) : (
        <Go href={cell.list}>{shown}</Go>
      )}
      {cell.late > 0 ? <small>逾期{number(cell.late)}</small> : null}
    </td>
  );
}

const shareOf = ({ value, base }: CellView): string => (base === 0 ? "—" : `${Math.round((100 * value) / base)}%`);

/** More or fewer than a year before, in words for readers of the screen. A share has no change that a count could tell. */
function Change({ cell: { value, before }, form }: { cell: CellView; form: Form }): ReactNode {
  if (form === "share" || before === null || value === before) return null;
  const by = number(Math.abs(value - before));
  return (
    <span className="matrix-change" title={`去年同日${number(before)}`}>
      <span aria-hidden="true">{value > before ? "↑" : "↓"}</span>
      <span className="only-read">{value > before ? "比去年同日多" : "比去年同日少"}</span>
      {by}
    </span>
  );
}
