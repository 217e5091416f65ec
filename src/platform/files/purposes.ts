import type { MediaType } from "./media-type.ts";

/** What a purpose allows in: how many bytes, and which kinds of content (null: any, for what a reader of its own looks at next). */
export interface Purpose {
  readonly maxBytes: number;
  readonly allowed: readonly MediaType[] | null;
}

const MIB = 1024 * 1024;

export const PURPOSES: Readonly<Record<string, Purpose>> = {
  /** Papers attached to an event: decisions, replies, photographs of them. */
  document: {
    maxBytes: 20 * MIB,
    allowed: [
      "application/pdf",
      "image/png",
      "image/jpeg",
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ],
  },
  /** Workbooks to be read; the spreadsheet reader refuses what it cannot read, in words for each file. */
  import: { maxBytes: 64 * MIB, allowed: null },
  /** Made by the house: exports, marked copies of faulty rows, reports. */
  export: { maxBytes: 512 * MIB, allowed: null },
};
