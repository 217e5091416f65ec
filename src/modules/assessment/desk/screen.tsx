import "#modules/assessment/desk/screen.css";
import { type ReactNode, type RefObject, useLayoutEffect, useMemo, useRef } from "react";
import type { DueLine, PictureView } from "#modules/assessment/contract.ts";
import { tilesOf } from "#modules/assessment/desk/tiles.ts";
import { Chart } from "#web/common/chart/chart.tsx";
import { dayInWords, number } from "#web/common/format.ts";
import { useAsk } from "#web/desk/ask.ts";
import { useLook } from "#web/desk/look-context.ts";
import { Go } from "#web/desk/parts/go.tsx";
import { useTitle } from "#web/desk/parts/page.tsx";
import { Answer } from "#web/desk/parts/say.tsx";
import { useGo, useSearchText } from "#web/desk/place.ts";
import { holds, useSession } from "#web/desk/session.ts";
import { usePlace, useTree } from "#web/desk/shell/use-tree.ts";

/** Five figures at most: what the place is, before its details. */
function headline(figures: PictureView["figures"]): PictureView["figures"] {
  const of = (group: string, most: number): PictureView["figures"] =>
    figures.filter((it) => it.group === group && it.form === "count").slice(0, most);
  return [...of("members", 1), ...of("organizations", 1), ...of("members", 4).slice(1)];
}

/** Percent of the board's own letters, so that a place with few organisations does not fill its screen with giants. */
const LARGEST = 140;

/** Makes the letters of a block smaller, step by step, until the block fits its height; on a phone the page scrolls instead. */
function useFit(block: RefObject<HTMLElement | null>, content: string): void {
  useLayoutEffect(() => {
    const element = block.current;
    if (!element || content === "") return;
    const fit = (): void => {
      element.style.setProperty("font-size", "");
      if (window.innerWidth <= 900) return;
      for (let share = LARGEST; share > 30; share -= 4) {
        element.style.setProperty("font-size", `${share}%`);
        if (element.scrollHeight <= element.clientHeight) return;
      }
    };
    fit();
    // Letters that arrive later are wider than those that stood in for them.
    void document.fonts.ready.then(fit);
    window.addEventListener("resize", fit);
    return () => window.removeEventListener("resize", fit);
  }, [block, content]);
}

/** The board for the wall: few things large, legible from eight metres, never moving; asks again every minute. */
export function Screen(): ReactNode {
  useTitle("大屏");
  const search = useSearchText();
  const tree = useTree();
  const { id, ready, node } = usePlace();
  const go = useGo();
  const { look } = useLook();
  const { session } = useSession();
  const answer = useAsk<PictureView>(
    "/api/picture",
    { org: id, asOf: search["asOf"], manner: search["manner"] },
    { enabled: ready, keep: true, every: 60_000 },
  );
  const due = useAsk<readonly DueLine[]>(
    "/api/due",
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
          返回图景
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
                <p className="screen-legend">每格一个组织，数字是党员数，颜色越深人越多。示意图，不是地图。</p>
              </section>
              <section className="screen-side" aria-label="待办和构成">
                <h2>要办的事</h2>
                <ul className="screen-due">
                  {open.slice(0, 5).map((one) => (
                    <li key={one.id}>
                      <Go href={one.list ?? one.action.address}>
                        <strong>{number(one.count)}</strong>
                        <span>{one.term}</span>
                      </Go>
                    </li>
                  ))}
                  {due.data && open.length === 0 ? <li>眼下没有到期的事</li> : null}
                </ul>
                {it.charts
                  .filter((one) => one.key === "age")
                  .slice(0, 1)
                  .map((chart) => (
                    <Chart
                      key={chart.key}
                      chart={chart}
                      onOpen={go}
                      bare
                      height={Math.max(180, Math.round(window.innerHeight * 0.3))}
                      looks={`${look.theme}${look.elder}`}
                    />
                  ))}
              </section>
            </div>
          </>
        )}
      </Answer>
    </main>
  );
}
