import type { ReactNode } from "react";
import * as at from "#modules/membership/address.ts";
import { number } from "#web/common/format.ts";
import { useAsk } from "#web/desk/ask.ts";
import { Go } from "#web/desk/parts/go.tsx";
import { Mark, Page, Plain } from "#web/desk/parts/page.tsx";
import { Answer } from "#web/desk/parts/say.tsx";
import { useYear, YearPick } from "#web/desk/parts/year-pick.tsx";
import { lineOf } from "#web/desk/shell/tree-search.ts";
import { usePlace, useTree } from "#web/desk/shell/use-tree.ts";

/** The year's balance of every roster: members before, those who came and left, members after. */
export function YearBook(): ReactNode {
  const tree = useTree();
  const { id, node } = usePlace();
  const picked = useYear();
  const { year } = picked;
  const answer = useAsk(at.yearBook, { year }, { keep: true });
  const beneath = (place: string): boolean =>
    id === undefined || !tree.data || lineOf(tree.data.index, place).some((it) => it.id === id);
  return (
    <Page
      title={`年度增减：${node?.shortName ?? ""}`}
      lead="上年末人数 + 本年增加 − 本年减少 = 期末人数，每个支部都要对得上。"
      tools={<YearPick of={picked} from={picked.thisYear - 9} />}
    >
      <Answer of={answer}>
        {(book) => {
          const order = tree.data ? [...tree.data.index.byId.keys()] : [];
          const place = new Map(order.map((it, at) => [it, at]));
          const rows = book.rows
            .filter((it) => beneath(it.organizationId))
            .sort((a, b) => (place.get(a.organizationId) ?? 1e9) - (place.get(b.organizationId) ?? 1e9));
          const off = rows.filter((it) => it.difference !== 0).length;
          const sum = (key: "before" | "came" | "left" | "after" | "difference"): number =>
            rows.reduce((all, it) => all + it[key], 0);
          const total = {
            organizationId: "",
            organizationName: "合计",
            before: sum("before"),
            came: sum("came"),
            left: sum("left"),
            after: sum("after"),
            difference: sum("difference"),
          };
          const moves = (organization: string): string =>
            `/r/membership-events?${organization === "" ? "" : `org=${organization}&`}f.happenedOn=${book.from}..${book.to}`;
          return (
            <>
              {rows.length === 0 ? null : (
                <p className={off === 0 ? "say say-good" : "say say-bad"} role="status">
                  {off === 0
                    ? `${book.from} 至 ${book.to}，${rows.length} 个支部都对得上。`
                    : `${off} 个支部对不上，请从增减台账查明漏记或多记的人。`}
                </p>
              )}
              <Plain
                caption="年度增减"
                rows={rows.length === 0 ? [] : [...rows, total]}
                id={(it) => it.organizationId}
                empty="这一年没有党员记录。"
                columns={[
                  {
                    title: "支部",
                    show: (it) =>
                      it.organizationId === "" ? (
                        <strong>{it.organizationName}</strong>
                      ) : (
                        <Go href={`/organizations/${it.organizationId}`}>{it.organizationName}</Go>
                      ),
                  },
                  { title: "上年末", number: true, show: (it) => number(it.before) },
                  {
                    title: "增加",
                    number: true,
                    show: (it) =>
                      it.came > 0 ? <Go href={moves(it.organizationId)}>{number(it.came)}</Go> : number(it.came),
                  },
                  {
                    title: "减少",
                    number: true,
                    show: (it) =>
                      it.left > 0 ? <Go href={moves(it.organizationId)}>{number(it.left)}</Go> : number(it.left),
                  },
                  { title: "期末", number: true, show: (it) => number(it.after) },
                  {
                    title: "核对",
                    show: (it) =>
                      it.difference === 0 ? (
                        <Mark kind="good">相符</Mark>
                      ) : (
                        <Mark kind="bad">差 {number(it.difference)} 人</Mark>
                      ),
                  },
                ]}
              />
            </>
          );
        }}
      </Answer>
    </Page>
  );
}
