export {
  type Cell,
  type CellKind,
  columnName,
  isDamagedNumber,
  type MergedRange,
  type Row,
  type Sheet,
  type SheetLayout,
  type Workbook,
} from "./cell.ts";
export {
  type ColumnHeading,
  type ColumnMatch,
  carriedOver,
  FieldIndex,
  type FieldTerm,
  foldHeading,
  type MappingOverride,
  PROBLEM_HEADING,
  type UnmatchedColumn,
  type Vocabulary,
} from "./headings.ts";
export { WORKBOOK_LIMITS, type WorkbookLimits } from "./limits.ts";
export { type HeadPlace, markedCopy, type RowFault } from "./marked-copy.ts";
export { readWorkbook } from "./read.ts";
export {
  type DataRow,
  headOf,
  type RecognisedTable,
  type RecogniseOptions,
  recogniseSheet,
  type SheetTop,
  type SkippedRow,
  sheetTops,
  type TableHead,
} from "./recognise.ts";
export { REFUSALS, type RefusalSlug, WorkbookRefused } from "./refused.ts";
export type { Tally } from "./sections.ts";
export type { CellValue, PrintSetup } from "./sheet-xml.ts";
export { type CsvToWrite, writeCsv } from "./write-csv.ts";
export { type ColumnToWrite, type SheetToWrite, writeWorkbook } from "./write-xlsx.ts";
