import * as at from "#modules/membership/dues/address.ts";
import "./dues.css";
import { Button, Checkbox } from "antd";
import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from "react";
import type { LedgerCellView, LedgerView } from "#modules/membership/dues/contract.ts";
import { money, number } from "#web/common/format.ts";
import { useAsk } from "#web/desk/ask.ts";
import { Go } from "#web/desk/parts/go.tsx";
import { Page } from "#web/desk/parts/page.tsx";
import { Answer } from "#web/desk/parts/say.tsx";
import { useYear, YearPick } from "#web/desk/parts/year-pick.tsx";
import { type SearchText, usePatchSearch, useSearchText } from "#web/desk/place.ts";
import { usePlace } from "#web/desk/shell/use-tree.ts";
import { CollectDialog, EntryDialog, ProfileDialog, TalkDialog } from "./dialogs.tsx";
import { DuesOverview } from "./overview.tsx";

type Row = LedgerView["rows"][number];
/** A cell that is chosen: whose, and which month. */
export interface Chosen {
  readonly row: Row;
  readonly cell: LedgerCellView;
}

const SAYS: Readonly<Record<LedgerCellView["state"], string>> = {
  paid: "已交",
  short: "不足",
  exempt: "免交",
  owed: "欠",
  open: "",
  unset: "未核定",
  away: "不在本支部",
};
const payable = (cell: LedgerCellView): boolean => cell.state === "owed" || cell.state === "open";
const keyOf = (row: Row, month: number): string => `${row.personId} ${month}`;

/** The months that somebody owes, as they are chosen. */
const cellsOwed = (data: LedgerView, personId: string | undefined): string[] =>
  data.rows
    .filter((row) => row.personId === personId)
    .flatMap((row) => row.cells.filter((it) => it.state === "owed").map((it) => keyOf(row, it.month)));

/** The ledger of a branch: members by twelve months. What is chosen in it is entered in one go. */
export function DuesLedger(): ReactNode {
  const search = useSearchText();
  const patch = usePatchSearch();
  const { id, node } = usePlace();
  const asked = useYear();
  const { year } = asked;
  const answer = useAsk(at.ledger, { organizationId: id ?? "", year }, { enabled: id !== undefined, keep: true });
  return (
    <Page
      wide
      title={`党费台账：${node?.shortName ?? ""}`}
      lead="平台只登记和核对党费，不收钱、不代扣。"
      tools={<YearPick of={asked} from={asked.thisYear - 5} />}
    >
      <Answer of={answer}>
        {(data) =>
          data.rows.length === 0 ? (
            <DuesOverview organizationId={id ?? ""} year={year} />
          ) : (
            <Ledger
              key={`${id} ${year} ${search["set"] ?? ""} ${search["collect"] ?? ""}`}
              data={data}
              asked={search}
              onClose={() => patch({ talk: null, set: null, collect: null }, true)}
            />
          )
        }
      </Answer>
    </Page>
  );
}

/** `asked`: what a link opens: `talk` with one member, `collect` from one, `set` the standard of several. */
function Ledger(props: { data: LedgerView; asked: SearchText; onClose: () => void }): ReactNode {
  const { data, asked } = props;
  const toSet = data.can.profile
    ? data.rows.filter((it) => it.onRoster && asked["set"]?.split(",").includes(it.personId))
    : [];
  const toCollect = data.can.entry ? cellsOwed(data, asked["collect"]) : [];
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(toCollect));
  const [people, setPeople] = useState<ReadonlySet<string>>(() => new Set(toSet.map((it) => it.personId)));
  const [at, setAt] = useState<readonly [number, number]>([0, 0]);
  const [dialog, setDialog] = useState<"collect" | "profile" | null>(
    toCollect.length > 0 ? "collect" : toSet.length > 0 ? "profile" : null,
  );
  const [entry, setEntry] = useState<Chosen | null>(null);
  const table = useRef<HTMLTableElement>(null);
  const picked = useMemo(
    () =>
      data.rows.flatMap((row) =>
        row.cells.filter((cell) => chosen.has(keyOf(row, cell.month)) && payable(cell)).map((cell) => ({ row, cell })),
      ),
    [data, chosen],
  );
  const talking = data.rows.find((it) => it.personId === asked["talk"]);
  const flip = (cells: readonly Chosen[]): void => {
    const keys = cells.filter((it) => payable(it.cell)).map((it) => keyOf(it.row, it.cell.month));
    setChosen((was) => {
      const all = keys.length > 0 && keys.every((key) => was.has(key));
      const next = new Set(was);
      for (const key of keys) {
        if (all) next.delete(key);
        else next.add(key);
      }
      return next;
    });
  };
  const open = (it: Chosen): void => {
    if (it.cell.entryId !== null) setEntry(it);
    else if (data.can.entry) flip([it]);
  };
  const move = (event: KeyboardEvent, r: number, c: number): void => {
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    const row = data.rows[r];
    const cell = row?.cells[c];
    if (step) {
      event.preventDefault();
      const next = [
        Math.min(data.rows.length - 1, Math.max(0, r + (step[0] ?? 0))),
        Math.min(11, Math.max(0, c + (step[1] ?? 0))),
      ] as const;
      setAt(next);
      table.current?.querySelector<HTMLElement>(`[data-at="${next[0]}-${next[1]}"]`)?.focus();
    } else if ((event.key === " " || event.key === "Enter") && row && cell) {
      event.preventDefault();
      open({ row, cell });
    }
  };
  const owed = data.rows.reduce((sum, row) => sum + row.owedMonths, 0);
  return (
    <>
      <p className={owed === 0 ? "say say-good" : "say"} role="status">
        本年实收 {money(data.paidFen)}
        {owed === 0
          ? "，没有欠缴。"
          : `，${number(data.rows.filter((it) => it.owedMonths > 0).length)} 人欠缴，共 ${number(owed)} 个月。`}
      </p>
      {data.can.entry ? <p className="quiet">点一格或用方向键和空格选中，点月份选中整列，一次登记。</p> : null}
      <div className="panes" role="region" aria-label="党费台账" tabIndex={-1}>
        <table className="dues-ledger" ref={table}>
          <caption className="only-read">{`${data.organizationName}${data.year}年党费收缴台账`}</caption>
          <thead>
            <tr>
              <th scope="col">姓名</th>
              <th scope="col">缴纳类别</th>
              <th scope="col" className="num">
                月缴（元）
              </th>
              {data.months.map((it) => (
                <th key={it.month} scope="col" className="num">
                  <button
                    type="button"
                    className="dues-month"
                    disabled={!data.can.entry}
                    aria-label={`选中${it.month}月没有交的`}
                    onClick={() =>
                      flip(data.rows.map((row) => ({ row, cell: row.cells[it.month - 1] as LedgerCellView })))
                    }
                  >
                    {it.month}月
                  </button>
                </th>
              ))}
              <th scope="col" className="num">
                合计（元）
              </th>
            </tr>
          </thead>
          <tbody>
            {data.rows.map((row, r) => (
              <tr key={row.personId}>
                <th scope="row">
                  <span className="dues-name">
                    {data.can.profile || data.can.entry ? (
                      <Checkbox
                        aria-label={`选中${row.name}`}
                        checked={people.has(row.personId)}
                        disabled={!row.onRoster}
                        onChange={(it) =>
                          setPeople((was) => {
                            const next = new Set(was);
                            if (it.target.checked) next.add(row.personId);
                            else next.delete(row.personId);
                            return next;
                          })
                        }
                      />
                    ) : null}
                    <Go href={`/members/${row.personId}`}>{row.name}</Go>
                  </span>
                </th>
                <td title={row.grounds}>{row.categoryTerm ?? <span className="quiet">未核定</span>}</td>
                <td className="num" title={row.grounds}>
                  {row.monthlyFen === null ? "" : (row.monthlyFen / 100).toFixed(2)}
                </td>
                {row.cells.map((cell, c) => (
                  <td
                    key={cell.month}
                    data-at={`${r}-${c}`}
                    tabIndex={at[0] === r && at[1] === c ? 0 : -1}
                    aria-selected={chosen.has(keyOf(row, cell.month))}
                    aria-label={labelOf(row, cell)}
                    title={labelOf(row, cell)}
                    className={classOf(cell, chosen.has(keyOf(row, cell.month)), data.can.entry)}
                    onFocus={() => setAt([r, c])}
                    onClick={() => open({ row, cell })}
                    onKeyDown={(event) => move(event, r, c)}
                  >
                    {cell.paidFen !== null && cell.state !== "exempt"
                      ? (cell.paidFen / 100).toFixed(2)
                      : cell.state === "away"
                        ? ""
                        : SAYS[cell.state]}
                  </td>
                ))}
                <td className="num">{(row.paidFen / 100).toFixed(2)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={3}>
                实收
              </th>
              {data.months.map((it) => (
                <td key={it.month} className="num">
                  {(it.paidFen / 100).toFixed(2)}
                </td>
              ))}
              <td className="num">{(data.paidFen / 100).toFixed(2)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
      {data.can.entry || data.can.profile ? (
        <div className="dues-bar" role="toolbar" aria-label="党费登记">
          <Button type="primary" disabled={picked.length === 0} onClick={() => setDialog("collect")}>
            登记已交
          </Button>
          <span>
            {picked.length === 0
              ? "先选中已经交来的月份"
              : `${number(new Set(picked.map((it) => it.row.personId)).size)} 人、${number(picked.length)} 笔，应收 ${money(picked.reduce((sum, it) => sum + (it.cell.dueFen ?? 0), 0))}`}
          </span>
          {picked.length > 0 ? <Button onClick={() => setChosen(new Set())}>取消选择</Button> : null}
          {data.can.profile ? (
            <Button disabled={people.size === 0} onClick={() => setDialog("profile")}>
              核定标准{people.size > 0 ? `（${number(people.size)} 人）` : ""}
            </Button>
          ) : null}
        </div>
      ) : null}
      {dialog === "collect" ? (
        <CollectDialog
          picked={picked}
          year={data.year}
          onClose={(done) => {
            setDialog(null);
            if (done) setChosen(new Set());
            if (asked["collect"] !== undefined) props.onClose();
          }}
        />
      ) : null}
      {dialog === "profile" ? (
        <ProfileDialog
          people={data.rows.filter((it) => people.has(it.personId))}
          rates={data.rates}
          onClose={(done) => {
            setDialog(null);
            if (done) setPeople(new Set());
            if (asked["set"] !== undefined) props.onClose();
          }}
        />
      ) : null}
      {entry?.cell.entryId ? (
        <EntryDialog chosen={entry} year={data.year} mayCorrect={data.can.entry} onClose={() => setEntry(null)} />
      ) : null}
      {talking && data.can.entry ? <TalkDialog person={talking} onClose={props.onClose} /> : null}
    </>
  );
}

function labelOf(row: Row, cell: LedgerCellView): string {
  const due = cell.dueFen === null ? "" : `，应交${money(cell.dueFen)}`;
  const paid =
    cell.paidOn === null
      ? ""
      : `，${cell.kindTerm ?? ""}，${cell.paidOn}${cell.elsewhere ? "在原支部" : ""}交${money(cell.paidFen ?? 0)}`;
  return `${row.name}${cell.month}月：${SAYS[cell.state] === "" ? "未交" : SAYS[cell.state]}${due}${paid}`;
}

function classOf(cell: LedgerCellView, chosen: boolean, mayEnter: boolean): string {
  const can = cell.entryId !== null || (mayEnter && payable(cell));
  return ["dues-cell", `dues-${cell.state}`, can ? "dues-can" : "", chosen && payable(cell) ? "dues-chosen" : ""]
    .filter((it) => it !== "")
    .join(" ");
}
