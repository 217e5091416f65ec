import { type ImportField, WORD } from "#platform/registers/importer.ts";
import type { Cell } from "#platform/spreadsheet/cell.ts";
import { codeSet } from "#shared/code-sets.ts";
import { type Day, day as dayOfText, monthStart } from "#shared/day.ts";
import { readIdentityNumber } from "#shared/identity-number.ts";
import { fen, plainYuan, readMoney } from "#shared/money.ts";
import { readOfficeDate } from "#shared/office-dates.ts";
import { isBlank, readCount, readYesNo } from "#shared/office-text.ts";
import { readPhone } from "#shared/phone.ts";
import type { Reading } from "#shared/reading.ts";
import { fold } from "#shared/text.ts";
import { type Answers, type Asked, type AskedKind, type Asks, choicesOf } from "./asks.ts";
import { zh } from "./zh.ts";

export type Cells = Readonly<Record<string, Cell | undefined>>;

/** What one cell cannot say: a list, an id, facts within a fact. A register of rows declares these otherwise, as texts. */
const NO_CELL: ReadonlySet<AskedKind> = new Set(["choices", "person", "people", "place", "group", "own"]);

/** Throws where a fact is asked of a row that no cell can hold: a declaration at fault, not a workbook. */
function askedOfRow(asks: Asks): [string, Asked][] {
  const facts = Object.entries(asks);
  const without = facts.filter(([, { kind }]) => NO_CELL.has(kind)).map(([key, { kind }]) => `${key} (${kind})`);
  if (without.length > 0) throw new Error(`no cell of a row holds ${without.join(", ")}`);
  return facts;
}

/**
 * Reads one row of a workbook, looking at nothing but the row: lenient in form (dates, terms and sums as offices write
 * them), with every fault at once, each beginning with the term of its column. A value that could not be read is absent.
 */
export function readRow<A extends Asks>(
  asks: A,
  cells: Cells,
  today: Day,
): { readonly row: Partial<Answers<A>>; readonly faults: readonly string[] } {
  const row: Record<string, unknown> = {};
  const faults: string[] = [];
  for (const [key, asked] of askedOfRow(asks)) {
    const cell = cells[key];
    const say = (reason: string): void => void faults.push(`${asked.term}：${reason}`);
    if (cell?.kind === "error") say(zh.cell.damaged);
    else if (cell === undefined || isBlank(cell.text)) {
      if (!asked.optional) say(asked.set === undefined ? zh.cell.missing : zh.cell.noTerm(termsOf(asked)));
    } else {
      const reading = readCell(asked, cell, today);
      if ("fault" in reading) say(reading.fault);
      else row[key] = reading.value;
    }
  }
  return { row: row as Partial<Answers<A>>, faults };
}

/** The columns of the template, and the other headings under which the same facts are found. */
export function importFields(asks: Asks): ImportField[] {
  return askedOfRow(asks).map(([key, { term, aliases = [], optional, telling, kind, most }]) => ({
    key,
    // Of numbers and money `most` is a bound; what stands in their cell is a word like any other.
    most: MEASURED_IN_CHARACTERS.has(kind) ? (most ?? WORD) : WORD,
    term,
    aliases,
    ...(optional ? {} : { required: true }),
    ...(telling === true ? { telling } : {}),
    ...(kind === "phone" || kind === "identityNumber" ? { sensitive: true } : {}),
  }));
}

const MEASURED_IN_CHARACTERS: ReadonlySet<Asked["kind"]> = new Set(["text", "long"]);

type Taken = { readonly value: unknown } | { readonly fault: string };

const termsOf = (asked: Asked): string[] => choicesOf(asked).map(([, term]) => term);
const kindOf = (cell: Cell): "number" | "text" => (cell.kind === "number" ? "number" : "text");
const taken = (reading: Reading<unknown>): Taken => (reading.ok ? { value: reading.value } : { fault: reading.reason });

function readCell(asked: Asked, cell: Cell, today: Day): Taken {
  switch (asked.kind) {
    case "code":
    case "choice": {
      const text = fold(cell.text);
      const value =
        asked.set === undefined
          ? asked.choices?.find(([one, term]) => one === text || term === text)?.[0]
          : codeSet(asked.set).find(text);
      if (value !== undefined && (asked.only === undefined || asked.only.includes(value))) return { value };
      return { fault: zh.cell.unknown(text, termsOf(asked)) };
    }
    case "pastDay":
    case "futureDay":
    case "day":
      return readDay(asked, cell, today);
    case "month": {
      const read = readOfficeDate(cell.day ?? cell.text, { kind: cell.day === undefined ? kindOf(cell) : "text" });
      if (!read.ok || read.value.precision === "year") return { fault: zh.cell.notMonth(cell.text) };
      return { value: monthStart(read.value.day).slice(0, 7) };
    }
    case "count":
      return within(asked, taken(readCount(cell.text)), String);
    case "yuan":
      return within(asked, taken(readMoney(cell.text)), (it) => plainYuan(fen(it)));
    case "flag":
      return taken(readYesNo(cell.text));
    case "phone": {
      const read = readPhone(cell.text, kindOf(cell));
      if (!read.ok) return { fault: read.reason };
      return read.value.others === undefined ? { value: read.value.number } : { fault: zh.cell.onePhone };
    }
    case "identityNumber": {
      const read = readIdentityNumber(cell.text, kindOf(cell));
      return read.ok ? { value: read.value.number } : { fault: read.reason };
    }
    default: {
      const text = fold(cell.text);
      if (asked.most !== undefined && text.length > asked.most)
        return { fault: zh.cell.tooLong(text.length, asked.most) };
      if (asked.least !== undefined && text.length < asked.least) return { fault: zh.cell.tooShort(asked.least) };
      return { value: text };
    }
  }
}

function readDay(asked: Asked, cell: Cell, today: Day): Taken {
  const read = cell.day === undefined ? readOfficeDate(cell.text, { kind: kindOf(cell) }) : null;
  const value =
    cell.day !== undefined ? dayOfText(cell.day) : read?.ok && read.value.precision === "day" ? read.value.day : null;
  if (value === null) return { fault: zh.cell.notWholeDay(cell.text) };
  if (asked.kind === "pastDay" && value > today) return { fault: zh.cell.ahead(value) };
  if (asked.kind === "futureDay" && value < today) return { fault: zh.cell.past(value) };
  return { value };
}

function within({ least, most }: Asked, read: Taken, shown: (value: number) => string): Taken {
  if ("fault" in read || typeof read.value !== "number") return read;
  if (least !== undefined && read.value < least) return { fault: zh.cell.tooSmall(shown(least)) };
  if (most !== undefined && read.value > most) return { fault: zh.cell.tooLarge(shown(most)) };
  return read;
}
