import * as at from "#modules/assessment/address.ts";
import "#modules/assessment/desk/screen.css";
import { type CSSProperties, type ReactNode, type RefObject, useLayoutEffect, useMemo, useRef } from "react";
import type { PictureQuery, PictureView } from "#modules/assessment/contract.ts";
import { tilesOf } from "#modules/assessment/desk/tiles.ts";
import { dayInWords, number } from "#web/common/format.ts";
import { useAsk } from "#web/desk/ask.ts";
import { Go } from "#web/desk/parts/go.tsx";
import { useTitle } from "#web/desk/parts/page.tsx";
import { Answer } from "#web/desk/parts/say.tsx";
import { useSearchText } from "#web/desk/place.ts";
import { holds, useSession } from "#web/desk/session.ts";
import { usePlace, useTree } from "#web/desk/shell/use-tree.ts";

/** Five figures at most: what the place is, before its details. */
function headline(figures: PictureView["figures"]): PictureView["figures"] {
  const of = (group: string, most: number): PictureView["figures"] =>
    figures.filter((it) => it.group === group && it.form === "count").slice(0, most);
  return [...of("members", 1), ...of("organizations", 1), ...of("members", 4).slice(1)];
}

/** How much of the map is told: the figures of tiles beneath their names, beside them, or the towns alone. */
const TELLINGS = ["tiles", "lines", "towns"] as const;

/**
 * Tells less, step by step, until a block fits its height: letters are never made smaller than eight metres allow. On a phone
 * the page scrolls instead.
 */
function useFit(block: RefObject<HTMLElement | null>, content: string): void {
  useLayoutEffect(() => {
    const element = block.current;
    if (!element || content === "") return;
    const fit = (): void => {
      for (const telling of TELLINGS) {
        element.setAttribute("data-telling", telling);
        if (window.innerWidth <= 900 || element.scrollHeight <= element.clientHeight) return;
      }
    };
    fit();
    // Letters that arrive later are wider than those that stood in for them.
    void document.fonts.ready.then(fit);
    window.addEventListener("resize", fit);
    return () => window.removeEventListener("resize", fit);
  }, [block, content]);
}

/** A chart of the board: bars made of letters and boxes, which grow with the wall as everything else does. */
function BoardBars({ chart }: { chart: PictureView["charts"][number] }): ReactNode {
  const [series] = chart.series;
  if (!series) return null;
  const most = Math.max(1, ...series.values.map((it) => it ?? 0));
  return (
    <section className="screen-bars" aria-label={chart.title}>
      <h2>
        {chart.title}
        <small>（{chart.unit}）</small>
      </h2>
      <ul>
        {chart.categories.map((name, at) => {
          const value = series.values[at] ?? null;
          const list = series.lists?.[at] ?? null;
          const line = (
            <>
              <span>{name}</span>
              <i style={{ "--share": (value ?? 0) / most } as CSSProperties} />
              <strong>{value === null ? "—" : number(value)}</strong>
            </>
          );
          return (
            <li key={name}>
              {list === null ? <span className="screen-bar">{line}</span> : <Go href={list}>{line}</Go>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** The board for the wall: few things large, legible from eight metres, never moving; asks again every minute. */
export function Screen(): ReactNode {
  useTitle("大屏");
  const search = useSearchText();
  const tree = useTree();
  const { id, ready, node } = usePlace();
  const { session } = useSession();
  const answer = useAsk(
    at.picture,
    { org: id, asOf: search["asOf"], manner: search["manner"] as PictureQuery["manner"] },
    { enabled: ready, keep: true, every: 60_000 },
  );
  const due = useAsk(
    at.due,
    { org: id, asOf: search["asOf"] },
    { enabled: id !== undefined && holds(session, ["assessment.due"]), keep: true, every: 60_000 },
  );
  const open = (due.data ?? []).filter((one) => one.count > 0);
  const towns = useMemo(() => (tree.data && id !== undefined ? tilesOf(tree.data.index, id) : []), [tree.data, id]);
  const map = useRef<HTMLElement>(null);
  useFit(map, `${towns.map((it) => it.tiles.length).join()}${answer.data === undefined}`);
  return (
    <main className="screen">
      <header className="screen-head">
        <h1>{node?.shortName ?? answer.data?.place.name ?? "连心"}</h1>
        <p>{answer.data ? dayInWords(answer.data.asOf) : ""}</p>
        <Go href="/picture" keepOrg className="screen-back">
          返回驾驶舱
        </Go>
      </header>
      <Answer of={answer}>
        {(it) => (
          <>
            <ul className="screen-figures">
              {headline(it.figures).map((one) => (
                <li key={one.key}>
                  <span>{one.term}</span>
                  <strong>
                    {one.value === null ? "—" : number(one.value)}
                    <small>{one.unit}</small>
                  </strong>
                </li>
              ))}
            </ul>
            <div className={towns.some((one) => one.tiles.length > 0) ? "screen-body" : "screen-body screen-alone"}>
              <section ref={map} className="screen-map" aria-label="镇街和支部示意图">
                {towns.map((town) => (
                  <div key={town.id} className="screen-town">
                    <h2>
                      {town.name} <small>{number(town.members)} 人</small>
                      <small className="screen-branches">{number(town.tiles.length)} 个党组织</small>
                    </h2>
                    <ul>
                      {town.tiles.map((tile) => (
                        <li key={tile.id} className={`tile tile-${tile.band}`}>
                          <Go href={`/organizations/${tile.id}`}>
                            <span>{tile.name}</span>
                            <strong>{number(tile.members)}</strong>
                          </Go>
                        </li>
                      ))}
                    </ul>
                  </div>
                ))}
                <p className="screen-legend">数字为党员数，颜色越深人数越多；示意图。</p>
              </section>
              <section className="screen-side" aria-label="到期事项和构成">
                <h2>到期事项</h2>
                <ul className="screen-due">
                  {open.slice(0, 4).map((one) => (
                    <li key={one.id}>
                      <Go href={one.list ?? one.action.address}>
                        <strong>{number(one.count)}</strong>
                        <span>{one.term}</span>
                      </Go>
                    </li>
                  ))}
                  {due.data && open.length === 0 ? <li>当前没有到期事项</li> : null}
                </ul>
                {it.charts
                  .filter((one) => one.key === "age")
                  .slice(0, 1)
                  .map((chart) => (
                    <BoardBars key={chart.key} chart={chart} />
                  ))}
              </section>
            </div>
          </>
        )}
      </Answer>
    </main>
  );
}
