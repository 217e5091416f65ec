import { number } from "#web/common/format.ts";

/** From the server's description of a chart to ECharts' options: one hue and grey, bars from zero, labels on the marks. */
export interface ChartView {
  readonly key: string;
  readonly title: string;
  readonly form: "bar" | "line" | "stack";
  readonly categories: readonly string[];
  readonly series: readonly {
    readonly name: string;
    readonly values: readonly (number | null)[];
    /** Address of the records behind each mark, in the order of the categories. */
    readonly lists?: readonly (string | null)[];
  }[];
  readonly unit: string;
  /** What is left out or counted apart. */
  readonly note?: string;
}

export interface Palette {
  readonly marks: readonly string[];
  readonly ink: string;
  readonly quiet: string;
  readonly line: string;
  readonly paper: string;
  readonly font: string;
  readonly size: number;
}

export function chartOption(chart: ChartView, palette: Palette): Record<string, unknown> {
  const text = { fontFamily: palette.font, fontSize: Math.round(palette.size * 0.85), color: palette.quiet };
  // Many or long names read better down the side than slanted beneath.
  const longest = Math.max(0, ...chart.categories.map((it) => Array.from(it).length));
  const lying = chart.form !== "line" && (chart.categories.length > 7 || longest * chart.categories.length > 34);
  const names = {
    type: "category",
    data: chart.categories,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: palette.line } },
    axisLabel: { ...text, color: palette.ink, ...(chart.form === "line" ? {} : { interval: 0 }) },
    ...(lying ? { inverse: true } : {}),
  };
  const values = {
    type: "value",
    min: 0,
    minInterval: 1,
    axisLabel: { ...text, show: chart.form === "line" },
    splitLine: { show: chart.form === "line", lineStyle: { color: palette.line } },
  };
  const many = chart.series.length > 1;
  const stacked = chart.form === "stack";
  const last = (at: number): boolean => at === chart.series.length - 1;
  const total = (at: number): number => chart.series.reduce((sum, it) => sum + (it.values[at] ?? 0), 0);
  const most = Math.max(1, ...chart.categories.map((_, at) => total(at)));
  return {
    animation: false,
    textStyle: { fontFamily: palette.font },
    color: palette.marks,
    aria: { enabled: false },
    grid: {
      left: 4,
      right: lying ? 48 : 16,
      top: many ? 40 : 20,
      bottom: 4,
      outerBoundsMode: "same",
      outerBoundsContain: "axisLabel",
    },
    ...(many
      ? {
          legend: {
            top: 0,
            left: 0,
            icon: "roundRect",
            itemWidth: 10,
            itemHeight: 10,
            textStyle: { ...text, color: palette.ink },
          },
        }
      : {}),
    tooltip: {
      trigger: chart.form === "line" ? "axis" : "item",
      confine: true,
      backgroundColor: palette.paper,
      borderColor: palette.line,
      textStyle: { ...text, color: palette.ink },
      transitionDuration: 0,
    },
    xAxis: lying ? values : names,
    yAxis: lying ? names : values,
    series: chart.series.map((it, at) => ({
      name: it.name || chart.title,
      type: chart.form === "line" ? "line" : "bar",
      data: it.values,
      ...(chart.form === "stack" ? { stack: "all" } : {}),
      ...(chart.form === "line"
        ? { symbolSize: 6, lineStyle: { width: 2 } }
        : { barMaxWidth: lying ? 16 : 36, barGap: "15%" }),
      cursor: it.lists?.some((href) => href !== null) ? "pointer" : "default",
      itemStyle: { color: palette.marks[at % palette.marks.length] },
      label: {
        // A label inside a piece too small for it would cover its neighbour; the table has every number.
        show: chart.form !== "line" || chart.categories.length <= 10,
        position: stacked && !last(at) ? "inside" : lying ? "right" : "top",
        ...text,
        color: stacked && !last(at) ? palette.paper : palette.ink,
        formatter: (mark: { value: unknown; dataIndex: number }) => {
          // Beside the pile stands what it adds up to.
          if (stacked && last(at)) return number(total(mark.dataIndex));
          const value = Number(mark.value ?? 0);
          return stacked && value / most < 0.06 ? "" : number(value);
        },
      },
      labelLayout: { hideOverlap: true },
    })),
  };
}
