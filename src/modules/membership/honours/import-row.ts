import { type Cells, readRow } from "#platform/forms/row.ts";
import { type CodeOf, codeSet } from "#shared/code-sets.ts";
import type { Day } from "#shared/day.ts";
import { AWARD_ROW } from "./import-vocabulary.ts";
import { type AwardKind, awardNamed } from "./rules.ts";
import { zh } from "./zh.ts";

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

/** Reads one row, looking at nothing but the row. */
export function readAwardRow(cells: Cells, today: Day): AwardReading {
  const { row, faults } = readRow(AWARD_ROW, cells, today);
  const kind = row.kind === undefined ? null : (codeSet("award_kind").find(row.kind) ?? null);
  const title = row.title ?? (kind === null ? (row.kind ?? "") : "");
  const named = kind === null || awardNamed(kind, title).value;
  return {
    faults: named ? faults : [...faults, `${AWARD_ROW.title.term}：${zh.faults.title}`],
    row: {
      name: row.name ?? "",
      branch: row.branch ?? null,
      kind,
      title: kind === null || kind === "other_person" || kind === "other_organization" ? title : "",
      level: row.level ?? "other",
      issuer: row.issuer ?? "",
      documentNumber: row.documentNumber ?? "",
      awardedOn: row.awardedOn ?? null,
    },
  };
}
