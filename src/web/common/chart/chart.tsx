import "#web/common/chart/chart.css";
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
  /** Place and day, which a saved picture or sheet must carry with it. */
  note?: string;
}): ReactNode {
  const { chart, looks } = props;
  const [asTable, setTable] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const drawing = useRef<Drawing | null>(null);
  const open = useRef(props.onOpen);
  useEffect(() => {
    open.current = props.onOpen;
  });
  // Bars side by side need room for a number each.
  const each = 24 * (chart.series.length > 1 ? 1.5 : 1);
  const lines = chart.form === "bar" && chart.categories.length > 7 ? chart.categories.length * each + 60 : 260;
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
      const draw = (): void => made?.setOption(chartOption(chart, palette(element)), true);
      draw();
      // A canvas does not draw anew when the letters that it needs arrive: rare ones are in a part of the font by themselves.
      const { font, size } = palette(element);
      const letters = [chart.title, ...chart.categories, ...chart.series.map((it) => it.name)].join("");
      void document.fonts.load(`${size}px ${font}`, letters).then((arrived) => {
        if (!gone && arrived.length > 0) draw();
      });
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

  const note = props.note ?? "";
  const name = note === "" ? chart.title : `${chart.title}_${note.replaceAll(" · ", "_")}`;
  const picture = (): void => {
    if (drawing.current === null) return;
    const drawn = drawing.current.renderToCanvas({
      pixelRatio: 2,
      backgroundColor: palette(document.documentElement).paper,
    });
    titled(
      drawn,
      `${chart.title}（${chart.unit}）`,
      [note, chart.note ?? ""],
      palette(document.documentElement),
    ).toBlob((it) => {
      if (it) saveBlob(it, `${name}.png`);
    }, "image/png");
  };
  const sheet = (): void =>
    saveCsv(
      [
        [`${chart.title}（${chart.unit}）`, note],
        ...(chart.note === undefined ? [] : [[chart.note]]),
        ["项目", ...chart.series.map((it) => it.name || chart.title)],
        ...chart.categories.map((category, at) => [category, ...chart.series.map((it) => it.values[at] ?? null)]),
      ],
      `${name}.csv`,
    );
  const summary = `${chart.title}（${chart.unit}）。${chart.categories.map((name, at) => `${name} ${chart.series.map((it) => it.values[at] ?? "不显示").join("、")}`).join("；")}`;
  return (
    <figure className="chart">
      <figcaption>
        <span className="chart-title">
          {chart.title}
          <small>（{chart.unit}）</small>
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
      {chart.series.every((it) => it.values.every((value) => value === null)) ? (
        <p className="quiet chart-none">这里的数字都不显示。</p>
      ) : asTable ? (
        <ChartTable chart={chart} onOpen={props.onOpen} />
      ) : (
        <div ref={box} style={{ height }} role="img" aria-label={summary} />
      )}
      {chart.note === undefined ? null : <p className="quiet chart-note">{chart.note}</p>}
    </figure>
  );
}

/** The drawing beneath its own title, place and day: a picture is read far from the page it was saved on. */
function titled(drawn: HTMLCanvasElement, title: string, lines: readonly string[], look: Palette): HTMLCanvasElement {
  const line = Math.round(look.size * 2 * 1.6);
  const beneath = lines.filter((it) => it !== "");
  const whole = document.createElement("canvas");
  whole.width = drawn.width;
  whole.height = drawn.height + line * (beneath.length + 1.5);
  const brush = whole.getContext("2d");
  if (!brush) return drawn;
  brush.fillStyle = look.paper;
  brush.fillRect(0, 0, whole.width, whole.height);
  brush.textBaseline = "middle";
  brush.fillStyle = look.ink;
  brush.font = `600 ${look.size * 2.1}px ${look.font}`;
  brush.fillText(title, line / 2, line * 0.75);
  brush.fillStyle = look.quiet;
  brush.font = `${look.size * 1.7}px ${look.font}`;
  for (const [at, text] of beneath.entries()) brush.fillText(text, line / 2, line * (at + 1.75), whole.width - line);
  brush.drawImage(drawn, 0, whole.height - drawn.height);
  return whole;
}

function ChartTable(props: { chart: ChartView; onOpen: ((href: string) => void) | undefined }): ReactNode {
  const { chart, onOpen } = props;
  return (
    <div className="scroll-x" role="region" aria-label={`${chart.title}的数据`} tabIndex={0}>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">项目</th>
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
                const text = value === null || value === undefined ? "—" : number(value);
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
