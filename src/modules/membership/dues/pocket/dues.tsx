import type { ReactNode } from "react";
import * as at from "#modules/membership/dues/address.ts";
import type { OwnDues } from "#modules/membership/dues/contract.ts";
import { money } from "#web/common/format.ts";
import { useAsk } from "#web/pocket/ask.ts";
import { Lines, Shown } from "#web/pocket/parts.tsx";

/** What I pay and why, this year's twelve months, and my receipts. Shown, never asked for: it is the branch that collects. */
export function Dues(): ReactNode {
  const answer = useAsk(at.ownDues);
  return (
    <>
      <h1>我的党费</h1>
      <Shown of={answer}>
        {(it) =>
          it.monthlyFen === null && it.receipts.length === 0 ? (
            <p className="say say-info">支部还没有登记您的党费标准。有疑问的，请问支部书记。</p>
          ) : (
            <>
              <Lines
                lines={[
                  ["每月应交", it.monthlyFen === null ? "还没有登记" : money(it.monthlyFen)],
                  ["怎么算的", it.grounds],
                  ["已交到", it.paidTo],
                ]}
              />
              <h2>{it.year}年</h2>
              <Lines lines={it.months.map((one) => [`${one.month}月`, stateOf(one)] as const)} />
              <h2>收据</h2>
              {it.receipts.length === 0 ? (
                <p className="quiet">还没有收据。</p>
              ) : (
                <ul className="card lines trace">
                  {it.receipts.map((one) => (
                    <li key={one.number}>
                      <p>
                        {one.paidOn} {money(one.paidFen)}
                        {one.corrected ? "（有更正）" : ""}
                      </p>
                      <p className="quiet">
                        {one.number}，{spanOf(one.months)}
                      </p>
                    </li>
                  ))}
                </ul>
              )}
              <p className="quiet">收入有变化、交纳有困难，或者金额不对，请告诉支部书记。本系统不代收党费。</p>
            </>
          )
        }
      </Shown>
    </>
  );
}

function stateOf(it: OwnDues["months"][number]): string {
  switch (it.state) {
    case "paid":
    case "short":
      return `已交 ${money(it.paidFen ?? 0)}`;
    case "exempt":
      return "免交";
    case "away":
    case "unset":
      return "—";
    default:
      return `应交 ${money(it.dueFen ?? 0)}`;
  }
}

function spanOf(months: readonly string[]): string {
  const [first, last] = [months.at(0) ?? "", months.at(-1) ?? ""];
  return first === last ? first : `${first} 至 ${last}`;
}
