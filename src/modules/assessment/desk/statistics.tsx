import * as at from "#modules/assessment/address.ts";
import "#modules/assessment/desk/statistics.css";
import { useParams } from "@tanstack/react-router";
import { Button } from "antd";
import type { ReactNode } from "react";
import type { StatisticsQuery, StatisticsView } from "#modules/assessment/contract.ts";
import { headingTiers } from "#modules/assessment/desk/tiers.ts";
import { download, hrefOf } from "#web/common/api.ts";
import { dayInWords, number } from "#web/common/format.ts";
import { useAsk, useDeed } from "#web/desk/ask.ts";
import { Go } from "#web/desk/parts/go.tsx";
import { Mark, Page } from "#web/desk/parts/page.tsx";
import { Answer, Empty, ProblemBox } from "#web/desk/parts/say.tsx";
import { useSearchText } from "#web/desk/place.ts";
import { useToday } from "#web/desk/session.ts";
import { usePlace } from "#web/desk/shell/use-tree.ts";

export function StatisticsList(): ReactNode {
  const answer = useAsk(at.tables);
  return (
    <Page title="统计表" lead="由台账直接算出，不用填报；数字和花名册永远一致。">
      <Answer of={answer}>
        {(tables) => {
          if (tables.length === 0) return <Empty>还没有可以看的统计表。</Empty>;
          return (
            <ol className="sheets">
              {tables.map((it) => (
                <li key={it.table}>
                  <Go href={`/statistics/${it.table}`} keepOrg>
                    <span className="sheet-number">表 {it.table}</span> {it.title}
                  </Go>
                </li>
              ))}
            </ol>
          );
        }}
      </Answer>
    </Page>
  );
}

/** One sheet: headings in tiers, every cell opens onto its rows, the sums checked below. */
export function StatisticsSheet(): ReactNode {
  const params: { table?: string } = useParams({ strict: false });
  const search = useSearchText();
  const today = useToday();
  const { id } = usePlace();
  const on = search["asOf"] ?? today;
  const manner = search["manner"] as StatisticsQuery["manner"];
  const asked = { table: params.table ?? "", org: id, on, manner };
  const answer = useAsk(at.table, asked, { enabled: id !== undefined, keep: true });
  const saving = useDeed(() => download(hrefOf(at.tableExport, asked), {}, "GET"));
  return (
    <Answer of={answer}>
      {(sheet) => (
        <Page
          wide
          title={`表 ${sheet.table} ${sheet.title}`}
          lead={`填报单位：${sheet.place.name} · 截至 ${dayInWords(sheet.on)} · 单位：${sheet.unit}`}
          tools={
            <>
              <Button loading={saving.busy} onClick={() => void saving.run(undefined)}>
                导出 Excel
              </Button>
              <Button onClick={() => window.print()}>打印</Button>
            </>
          }
        >
          <ProblemBox problem={saving.problem} />
          <Sheet sheet={sheet} />
          {sheet.foot.map((it) => (
            <p key={it} className="quiet sheet-foot">
              {it}
            </p>
          ))}
          {sheet.checks.length > 0 ? (
            <ul className="checks" aria-label="平衡关系">
              {sheet.checks.map((it) => (
                <li key={it.term}>
                  <Mark kind={it.holds ? "good" : "bad"}>{it.holds ? "相符" : "不符"}</Mark> {it.term}{" "}
                  <span className="quiet">{it.grounds}</span>
                </li>
              ))}
            </ul>
          ) : null}
        </Page>
      )}
    </Answer>
  );
}

function Sheet(props: { sheet: StatisticsView }): ReactNode {
  const { sheet } = props;
  const tiers = headingTiers(sheet.columns.map((it) => it.heading));
  return (
    <div className="panes" role="region" aria-label={sheet.title} tabIndex={0}>
      <table className="plain sheet">
        <caption className="only-read">{sheet.title}</caption>
        <thead>
          {tiers.map((tier, at) => (
            <tr key={at}>
              {at === 0 ? (
                <th scope="col" rowSpan={tiers.length}>
                  项目
                </th>
              ) : null}
              {tier.map((cell, place) => (
                <th
                  key={`${place}${cell.label}`}
                  scope={cell.span > 1 ? "colgroup" : "col"}
                  colSpan={cell.span}
                  rowSpan={cell.rows}
                >
                  {cell.label}
                </th>
              ))}
            </tr>
          ))}
        </thead>
        <tbody>
          {sheet.rows.map((row) => (
            <tr key={row.key}>
              <th scope="row" style={{ paddingInlineStart: `${0.6 + row.level}em` }}>
                {row.label}
              </th>
              {row.cells.map((cell, place) => (
                <td key={place} className={cell.value === 0 ? "num nothing" : "num"}>
                  {cell.value === null ? (
                    ""
                  ) : cell.list && cell.value !== 0 ? (
                    <Go href={cell.list}>{number(cell.value)}</Go>
                  ) : (
                    number(cell.value)
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
