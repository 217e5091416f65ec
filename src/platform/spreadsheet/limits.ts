/** What a workbook may cost before it is refused. Sizes in bytes, lengths in UTF-16 units. */
export interface WorkbookLimits {
  /** The file as uploaded. */
  readonly fileBytes: number;
  /** Entries of the archive, media included. */
  readonly entries: number;
  /** All entries together, as declared; the parts that are read are also held to what they declare. */
  readonly unpackedBytes: number;
  /** Unpacked to packed, counted for entries above `ratioFromBytes`. Office sheets reach about 60, bombs 1000. */
  readonly ratio: number;
  readonly ratioFromBytes: number;
  /** Workbook, relations, styles. */
  readonly controlPartBytes: number;
  readonly xmlDepth: number;
  /** One tag, one run of text, one comment. */
  readonly xmlTokenBytes: number;
  readonly sheets: number;
  /** Name of one sheet. Excel allows 31; every kept row carries it. */
  readonly sheetName: number;
  /** The highest row number with content, per sheet. */
  readonly rows: number;
  /** The highest column number with content. */
  readonly columns: number;
  /** Blank rows allowed beside `blankRowsPerRow` for each row with content. */
  readonly blankRows: number;
  readonly blankRowsPerRow: number;
  /** Blank cells allowed beside `blankCellsPerCell` for each cell with content. */
  readonly blankCells: number;
  readonly blankCellsPerCell: number;
  readonly cellText: number;
  readonly sharedStrings: number;
  readonly sharedText: number;
  readonly merges: number;
  readonly styles: number;
  /** Sheets above this size are read without looking at merged ranges first (these stand behind the rows). */
  readonly layoutBytes: number;
}

const MiB = 1024 * 1024;

/** Fits 100,000 rows of 30 columns with room to spare; measured by `bench/bombs.ts` and `bench/spreadsheet-read.ts`. */
export const WORKBOOK_LIMITS: WorkbookLimits = {
  fileBytes: 64 * MiB,
  entries: 2_000,
  unpackedBytes: 512 * MiB,
  ratio: 150,
  ratioFromBytes: MiB,
  controlPartBytes: 16 * MiB,
  xmlDepth: 64,
  xmlTokenBytes: MiB / 4,
  sheets: 100,
  sheetName: 100,
  rows: 250_000,
  columns: 512,
  blankRows: 20_000,
  blankRowsPerRow: 10,
  blankCells: 200_000,
  blankCellsPerCell: 30,
  cellText: 32_767,
  sharedStrings: 2_500_000,
  sharedText: 40_000_000,
  merges: 20_000,
  styles: 66_000,
  layoutBytes: 16 * MiB,
};
