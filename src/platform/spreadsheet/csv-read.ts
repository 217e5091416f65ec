import type { Cell, Row } from "./cell.ts";
import type { TextEncodingName } from "./encoding.ts";
import type { WorkbookLimits } from "./limits.ts";
import { WorkbookRefused } from "./refused.ts";
import { detached } from "./xlsx-parts.ts";

const DECODE_BYTES = 256 * 1024;
const DELIMITERS = [",", "\t", ";", "|"] as const;
const QUOTE = 34;
const LF = 10;
const CR = 13;

/** Cuts delimited text into rows; fed piece by piece. */
export class CsvRows {
  readonly #delimiter: number;
  readonly #limits: WorkbookLimits;
  #done: Row[] = [];
  #row = 0;
  #cells: (Cell | undefined)[] = [];
  #column = 0;
  #filled = false;
  #field = "";
  #state: "start" | "plain" | "quoted" | "quote-in-quoted" = "start";
  #quoteRow = 0;
  #afterCr = false;
  #blankRows = 0;
  #rowsLeft: number;

  constructor(delimiter: string, limits: WorkbookLimits) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#limits = limits;
    this.#rowsLeft = limits.blankRows;
  }

  take(): Row[] {
    const done = this.#done;
    this.#done = [];
    return done;
  }

  write(text: string): void {
    const end = text.length;
    let at = 0;
    // The LF of a CRLF that was cut in two.
    if (this.#afterCr && text.charCodeAt(0) === LF) at = 1;
    if (end > 0) this.#afterCr = false;
    while (at < end) {
      switch (this.#state) {
        case "start":
          if (text.charCodeAt(at) === QUOTE) {
            this.#state = "quoted";
            this.#quoteRow = this.#row + 1;
            at += 1;
          } else this.#state = "plain";
          break;
        case "plain":
          at = this.#plain(text, at, end);
          break;
        case "quoted": {
          const quote = text.indexOf('"', at);
          const stop = quote === -1 ? end : quote;
          this.#grow(text.slice(at, stop));
          at = stop + 1;
          if (quote !== -1) this.#state = "quote-in-quoted";
          break;
        }
        default:
          if (text.charCodeAt(at) === QUOTE) {
            this.#grow('"');
            this.#state = "quoted";
            at += 1;
          } else this.#state = "plain";
      }
    }
  }

  end(): void {
    if (this.#state === "quoted") throw this.#unclosed();
    if (this.#state !== "start" || this.#column > 0) this.#endRow();
  }

  #plain(text: string, at: number, end: number): number {
    let stop = at;
    let code = 0;
    for (; stop < end; stop += 1) {
      code = text.charCodeAt(stop);
      if (code === this.#delimiter || code === LF || code === CR) break;
    }
    if (stop > at) this.#grow(text.slice(at, stop));
    if (stop === end) return end;
    if (code === this.#delimiter) {
      this.#endField();
      return stop + 1;
    }
    this.#endRow();
    if (code === CR) {
      if (stop + 1 === end) this.#afterCr = true;
      else if (text.charCodeAt(stop + 1) === LF) return stop + 2;
    }
    return stop + 1;
  }

  #grow(piece: string): void {
    this.#field = this.#field === "" ? piece : this.#field + piece;
    if (this.#field.length <= this.#limits.cellText) return;
    throw this.#state === "quoted" ? this.#unclosed() : this.#refused("cell-too-long");
  }

  #unclosed(): WorkbookRefused {
    return new WorkbookRefused("unclosed-quote", `第 ${this.#quoteRow} 行`);
  }

  #refused(slug: ConstructorParameters<typeof WorkbookRefused>[0]): WorkbookRefused {
    return new WorkbookRefused(slug, `第 ${this.#row + 1} 行`);
  }

  #endField(): void {
    this.#state = "start";
    const text = spoken(this.#field);
    this.#field = "";
    this.#column += 1;
    if (text === "") return;
    if (this.#column > this.#limits.columns) throw this.#refused("too-many-columns");
    while (this.#cells.length < this.#column - 1) this.#cells.push(undefined);
    this.#cells.push({ kind: "text", text: detached(text) });
    if (!this.#filled && text.trim() !== "") this.#filled = true;
  }

  #endRow(): void {
    this.#endField();
    this.#row += 1;
    if (this.#filled) {
      if (this.#row > this.#limits.rows) throw new WorkbookRefused("too-many-rows", `第 ${this.#row} 行`);
      this.#done.push({ row: this.#row, hidden: false, cells: this.#cells });
      this.#rowsLeft += this.#limits.blankRowsPerRow;
    } else {
      this.#blankRows += 1;
      if (this.#blankRows > this.#rowsLeft) throw new WorkbookRefused("too-many-blanks", `第 ${this.#row} 行`);
    }
    this.#cells = [];
    this.#filled = false;
    this.#column = 0;
  }
}

const LIVE = /^'[=+\-@\t\r\n＝＋－＠]/u;

/** Undoes what programs do to keep Excel from guessing: `="0123"`, and the apostrophe that `writeCsv` puts. */
function spoken(field: string): string {
  if (field.startsWith('="') && field.endsWith('"') && field.length > 2) return field.slice(2, -1);
  return LIVE.test(field) ? field.slice(1) : field;
}

/** The delimiter that cuts the first lines most evenly; a comma if none does. */
export function csvDelimiter(sample: string): string {
  const lines = sample
    .replace(/"(?:[^"]|"")*"/gu, "")
    .split(/\r\n|\r|\n/u)
    .filter((line) => line.trim() !== "")
    .slice(0, 20);
  let best: { delimiter: string; score: number } = { delimiter: ",", score: 0 };
  for (const delimiter of DELIMITERS) {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    const usual = counts.toSorted((a, b) => a - b)[Math.floor(counts.length / 2)] ?? 0;
    const agreeing = counts.filter((count) => count === usual).length;
    const score = usual === 0 ? Math.max(0, ...counts) / 1000 : usual * (agreeing / counts.length);
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/** Streams the rows of delimited text; `bytes` begin after the byte order mark. */
export async function* csvRows(bytes: Buffer, encoding: TextEncodingName, limits: WorkbookLimits): AsyncGenerator<Row> {
  const head = new TextDecoder(encoding).decode(bytes.subarray(0, 32 * 1024));
  // Excel's own first line: sep=;
  const declared = /^sep=(.)\r?\n/u.exec(head);
  const rows = new CsvRows(declared?.[1] ?? csvDelimiter(head), limits);
  const decoder = new TextDecoder(encoding);
  let skip = declared?.[0].length ?? 0;
  for (let at = 0; at < bytes.length; at += DECODE_BYTES) {
    const last = at + DECODE_BYTES >= bytes.length;
    const text = decoder.decode(bytes.subarray(at, at + DECODE_BYTES), { stream: !last });
    rows.write(skip === 0 ? text : text.slice(skip));
    skip = 0;
    yield* rows.take();
    // Let others run between two pieces of a long file.
    if (!last) await new Promise((resume) => setImmediate(resume));
  }
  rows.end();
  yield* rows.take();
}
