import type { ReactNode } from "react";
import * as at from "#modules/membership/dues/address.ts";
import type { OverviewView } from "#modules/membership/dues/contract.ts";
import { money, number } from "#web/common/format.ts";
import { useAsk } from "#web/desk/ask.ts";
import { Go } from "#web/desk/parts/go.tsx";
import { type Column, Plain } from "#web/desk/parts/page.tsx";
import { Answer, Empty } from "#web/desk/parts/say.tsx";

type Row = OverviewView["rows"][number];

/** A quarter's first and last month, as the register filters by them. */
const QUARTERS = [
  ["一季度", "01", "03"],
  ["二季度", "04", "06"],
  ["三季度", "07", "09"],
  ["四季度", "10", "12"],
] as const;
/** What counts as paid for a month: gifts are no dues, and corrected lines no longer count. */
const COUNTED = "f.kind=normal,back_pay,exempt,by_other&f.endedOn=empty";

/** Dues of a year beneath a place that has no members of its own: a branch a row, each figure opening onto its rows. */
export function DuesOverview(props: { organizationId: string; year: number }): ReactNode {
  const answer = useAsk(at.overview, { organizationId: props.organizationId, year: props.year }, { keep: true });
  return <Answer of={answer}>{(data) => <Overview of={data} organizationId={props.organizationId} />}</Answer>;
}

function Overview(props: { of: OverviewView; organizationId: string }): ReactNode {
  const { of: data } = props;
  if (data.branches === 0) return <Empty>这里和下级都没有党员，没有党费台账。</Empty>;
  const total: Row = { ...data, organizationId: props.organizationId, name: "合计" };
  const paid = (row: Row, from: string, to: string, fen: number): ReactNode =>
    fen === 0 ? (
      "–"
    ) : (
      <Go
        href={`/r/dues-entries?org=${row.organizationId}&f.month=${data.year}-${from}-01..${data.year}-${to}-01&${COUNTED}`}
      >
        {money(fen)}
      </Go>
    );
  const columns: Column<Row>[] = [
    {
      title: "党支部",
      show: (it) =>
        it === total ? (
          <strong>{it.name}</strong>
        ) : (
          <Go href={`/dues?org=${it.organizationId}&year=${data.year}`}>{it.name}</Go>
        ),
    },
    { title: "党员", number: true, show: (it) => number(it.members) },
    { title: "未核定", number: true, show: (it) => (it.unset === 0 ? "–" : number(it.unset)) },
    ...QUARTERS.map(([title, from, to], at) => ({
      title,
      number: true,
      show: (it: Row) => paid(it, from, to, it.quartersFen[at] ?? 0),
    })),
    { title: "全年实收", number: true, show: (it) => paid(it, "01", "12", it.paidFen) },
    ...(data.behind === null
      ? []
      : [
          {
            title: "上月没交",
            number: true,
            show: (it: Row) => (it.behind === 0 ? "–" : number(it.behind ?? 0)),
          },
        ]),
    {
      title: "已上缴",
      number: true,
      show: (it) =>
        it.remittedFen === 0 ? (
          "–"
        ) : (
          <Go href={`/r/dues-remittances?org=${it.organizationId}`}>{money(it.remittedFen)}</Go>
        ),
    },
  ];
  return (
    <>
      <p className="say" role="status">
        {number(data.branches)}个支部，为{data.year}年各月实收 {money(data.paidFen)}
        {data.behind === null ? "" : `，上月没交的 ${number(data.behind)} 人`}。点支部看它的台账，点金额看记录。
      </p>
      <Plain
        caption={`${data.organizationName}各支部${data.year}年党费`}
        rows={[...data.rows, total]}
        id={(it) => (it === total ? "total" : it.organizationId)}
        columns={columns}
      />
      {data.branches > data.rows.length ? (
        <p className="quiet">
          共{number(data.branches)}个支部，这里是前{number(data.rows.length)}
          个，合计是全部的；其余请在左边选择下级查看。
        </p>
      ) : null}
    </>
  );
}
