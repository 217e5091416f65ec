import type { Cell } from "#platform/spreadsheet/cell.ts";
import { type CodeOf, codeSet } from "#shared/code-sets.ts";
import { type Day, day } from "#shared/day.ts";
import { readOfficeDate } from "#shared/office-dates.ts";
import { isBlank } from "#shared/office-text.ts";
import { fold, quoted } from "#shared/text.ts";
import type { AwardKind } from "./rules.ts";

/** What one row of a ledger of honours says. */
export interface AwardLine {
  readonly name: string;
  readonly branch: string | null;
  /** Null for a name that is none of the three: another honour, of a person or of an organisation. */
  readonly kind: AwardKind | null;
  readonly title: string;
  readonly level: CodeOf<"award_level">;
  readonly issuer: string;
  readonly documentNumber: string;
  readonly awardedOn: Day | null;
}

export interface AwardReading {
  readonly row: AwardLine;
  readonly faults: readonly string[];
}

type Cells = Readonly<Record<string, Cell | undefined>>;

/** Reads one row, looking at nothing but the row. */
export function readAwardRow(cells: Cells, today: Day): AwardReading {
  const faults: string[] = [];
  const text = (key: string): string => {
    const cell = cells[key];
    return cell === undefined || cell.kind === "error" || isBlank(cell.text) ? "" : fold(cell.text);
  };
  const name = text("name");
  if (name === "") faults.push("受表彰对象：没有填写");
  const written = text("kind");
  if (written === "") faults.push("荣誉称号：没有填写");
  const kind = codeSet("award_kind").find(written) ?? null;
  const levels = codeSet("award_level");
  const said = text("level");
  const level = levels.find(said);
  if (level === undefined)
    faults.push(
      `表彰级别：${said === "" ? "没有填写" : `读到${quoted(said)}，不认识`}。可以写：${levels.entries.map((it) => it.term).join("、")}`,
    );
  const issuer = text("issuer");
  if (issuer === "") faults.push("表彰单位：没有填写");
  const free = kind === null || kind === "other_person" || kind === "other_organization";
  const title = text("title") || (kind === null ? written : "");
  if (free && title === "" && written !== "") faults.push("荣誉名称：登记其他荣誉，请写明名称");
  return {
    faults,
    row: {
      name,
      branch: text("branch") || null,
      kind,
      title: free ? title : "",
      level: level ?? "other",
      issuer,
      documentNumber: text("documentNumber"),
      awardedOn: readOn(cells["awardedOn"], today, faults),
    },
  };
}

function readOn(cell: Cell | undefined, today: Day, faults: string[]): Day | null {
  if (cell === undefined || isBlank(cell.text)) {
    faults.push("表彰日期：没有填写");
    return null;
  }
  const reading =
    cell.kind === "day" && cell.day !== undefined
      ? day(cell.day)
      : (() => {
          const read = readOfficeDate(cell.text, { kind: cell.kind === "number" ? "number" : "text" });
          return read.ok && read.value.precision === "day" ? read.value.day : null;
        })();
  if (reading === null) faults.push(`表彰日期：读到${quoted(cell.text)}，不是完整的日期`);
  else if (reading > today) faults.push(`表彰日期：${reading}还没有到`);
  return reading;
}
