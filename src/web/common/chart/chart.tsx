import { type ReactNode, useEffect, useRef, useState } from "react";
import { type ChartView, chartOption, type Palette } from "#web/common/chart/option.ts";
import { number } from "#web/common/format.ts";
import { saveBlob, saveCsv } from "#web/common/save.ts";

export type { ChartView } from "#web/common/chart/option.ts";

type Engine = typeof import("./engine.ts");
type Drawing = ReturnType<Engine["init"]>;

function palette(element: Element): Palette {
  const style = getComputedStyle(element);
  const of = (name: string): string => style.getPropertyValue(name).trim();
  return {
    marks: ["--mark-1", "--mark-3", "--mark-5", "--mark-2", "--mark-4", "--mark-6"].map(of),
    ink: of("--ink"),
    quiet: of("--ink-3"),
    line: of("--line-soft"),
    paper: of("--paper"),
    font: of("--font"),
    size: Number.parseFloat(style.fontSize) || 15,
  };
}

/**
 * One chart, which is also a table, a picture and a spreadsheet. `onOpen` gets the address of the records behind a mark;
 * `looks` changes when the theme does, so that the drawing follows.
 */
export function Chart(props: {
  chart: ChartView;
  onOpen?: (href: string) => void;
  looks: string;
  height?: number;
  bare?: boolean;
}): ReactNode {
  const { chart, looks } = props;
  const [asTable, setTable] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const drawing = useRef<Drawing | null>(null);
  const open = useRef(props.onOpen);
  useEffect(() => {
    open.current = props.onOpen;
  });
  const lines = chart.form === "bar" && chart.categories.length > 7 ? chart.categories.length * 24 + 60 : 260;
  const height = props.height ?? Math.max(220, lines);

  useEffect(() => {
    const element = box.current;
    if (asTable || !element) return;
    let gone = false;
    let made: Drawing | null = null;
    const watcher = new ResizeObserver(() => made?.resize());
    void import("./engine.ts").then(({ init }) => {
      if (gone) return;
      made = init(element);
      drawing.current = made;
      made.setOption(chartOption(chart, palette(element)));
      made.on("click", (mark) => {
        const href = chart.series[mark.seriesIndex ?? 0]?.lists?.[mark.dataIndex];
        if (href) open.current?.(href);
      });
      watcher.observe(element);
    });
    return () => {
      gone = true;
      watcher.disconnect();
      made?.dispose();
      drawing.current = null;
    };
  }, [chart, asTable, looks]);

  const picture = (): void => {
    const url = drawing.current?.getDataURL({
      type: "png",
      pixelRatio: 2,
      backgroundColor: palette(document.documentElement).paper,
    });
    if (!url) return;
    // Decoded here: the content security policy lets no page fetch a data: address.
    const bytes = Uint8Array.from(atob(url.slice(url.indexOf(",") + 1)), (it) => it.codePointAt(0) ?? 0);
    saveBlob(new Blob([bytes], { type: "image/png" }), `${chart.title}.png`);
  };
  const sheet = (): void =>
    saveCsv(
      [
        ["", ...chart.series.map((it) => it.name || chart.title)],
        ...chart.categories.map((name, at) => [name, ...chart.series.map((it) => it.values[at] ?? null)]),
      ],
      `${chart.title}.csv`,
    );
  const summary = `${chart.title}(${chart.unit})。${chart.categories.map((name, at) => `${name} ${chart.series.map((it) => it.values[at] ?? 0).join("、")}`).join(";")}`;
  return (
    <figure className="chart">
      <figcaption>
        <span className="chart-title">
          {chart.title}
          <small>({chart.unit})</small>
        </span>
        {props.bare === true ? null : (
          <span className="chart-tools">
            <button type="button" className="as-link" aria-pressed={asTable} onClick={() => setTable(!asTable)}>
              {asTable ? "看图" : "看表"}
            </button>
            {asTable ? null : (
              <button type="button" className="as-link" onClick={picture}>
                存图片
              </button>
            )}
            <button type="button" className="as-link" onClick={sheet}>
              存表格
            </button>
          </span>
        )}
      </figcaption>
      {asTable ? (
        <ChartTable chart={chart} onOpen={props.onOpen} />
      ) : (
        <div ref={box} style={{ height }} role="img" aria-label={summary} />
      )}
    </figure>
  );
}

function ChartTable(props: { chart: ChartView; onOpen: ((href: string) => void) | undefined }): ReactNode {
  const { chart, onOpen } = props;
  return (
    <div className="scroll-x" role="region" aria-label={`${chart.title}的数据`} tabIndex={0}>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{""}</th>
            {chart.series.map((it) => (
              <th key={it.name} scope="col" className="num">
                {it.name || chart.unit}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {chart.categories.map((name, at) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {chart.series.map((it) => {
                const value = it.values[at];
                const href = it.lists?.[at];
                const text = value === null || value === undefined ? "" : number(value);
                return (
                  <td key={it.name} className="num">
                    {href && onOpen ? (
                      <button type="button" className="as-link" onClick={() => onOpen(href)}>
                        {text}
                      </button>
                    ) : (
                      text
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
