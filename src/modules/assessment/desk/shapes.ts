import type { ChartView } from "#web/common/chart/option.ts";
import type { DueItem, FigureView } from "#web/desk/pages/workbench.tsx";

/** Answers of the picture and the statistics, as their pages read them. */
export interface PictureView {
  readonly asOf: string;
  readonly manner: "was" | "now";
  readonly place: { readonly id: string; readonly name: string };
  readonly figures: readonly FigureView[];
  readonly charts: readonly ChartView[];
  readonly due: readonly DueItem[];
}

export interface SheetListView {
  readonly tables: readonly { readonly table: string; readonly title: string; readonly note?: string }[];
}

export interface HeadCell {
  readonly label: string;
  readonly span?: number;
  readonly rows?: number;
}

export interface SheetView {
  readonly table: string;
  readonly title: string;
  readonly on: string;
  readonly place: { readonly id: string; readonly name: string } | string;
  /** Heading tiers from the top; each cell may span columns and rows. */
  readonly columns: readonly (readonly HeadCell[])[];
  readonly rows: readonly {
    readonly label: string;
    readonly depth?: number;
    readonly cells: readonly { readonly value: number | null; readonly list?: string | null }[];
  }[];
  readonly checks: readonly { readonly term: string; readonly holds: boolean }[];
  readonly note?: string;
}
