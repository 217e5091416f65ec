import type { HeadPlace, MappingOverride, RowFault } from "#platform/spreadsheet/index.ts";
import type { FileToOpen, Offer } from "./files.ts";

/** What the house asks of the process that reads workbooks. Every ask has one answer; streams are asked for piece by piece. */
export type ReadingAsk =
  | {
      readonly kind: "open";
      readonly file: Omit<FileToOpen, "content"> & { readonly content: Uint8Array };
      readonly offers: readonly Offer[];
      /** Corrected mappings by `register|signature`. */
      readonly remembered: ReadonlyMap<string, MappingOverride>;
    }
  /** Begins to stream the data rows of a table of an open file. */
  | { readonly kind: "rows"; readonly fileId: string; readonly table: number; readonly before: number }
  /** Begins to stream a marked copy. */
  | {
      readonly kind: "copy";
      readonly content: Uint8Array;
      readonly tables: readonly HeadPlace[];
      readonly faults: readonly RowFault[];
    }
  /** The next piece of the stream that was begun last. */
  | { readonly kind: "next" };

export interface Asked {
  readonly id: number;
  readonly ask: ReadingAsk;
}

export type Answered = { readonly id: number } & (
  | { readonly value: unknown }
  /** The workbook is not taken in: the sentence of `WorkbookRefused`. */
  | { readonly refusal: string }
  | { readonly fault: unknown }
);
