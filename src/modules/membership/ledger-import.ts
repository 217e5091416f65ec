import type { Drop, FileContext, Place } from "#platform/registers/importer.ts";
import { quoted } from "#shared/text.ts";
import { branchOfSheet, unknownBranch } from "./roster/branch.ts";

/** How one kind of ledger speaks of the branch that keeps it. */
export interface LedgerWords {
  /** What a ledger calls itself: in a title or file name, what remains before it is the branch. */
  readonly itself: RegExp;
  /** The column of the branch. */
  readonly column: string;
  /** Said where neither row nor sheet names a branch. */
  readonly unseen: string;
}

/** Which branch a row of a ledger belongs to: its own column says, else the sheet, else what was chosen for the drop. */
export class LedgerBranch {
  readonly #drop: Drop;
  readonly #words: LedgerWords;
  #ofSheet: Place | null = null;

  constructor(drop: Drop, words: LedgerWords) {
    this.#drop = drop;
    this.#words = words;
  }

  begin(file: FileContext): void {
    const { places, organizationId } = this.#drop;
    const bare = (text: string): string => text.replace(this.#words.itself, "");
    const lines = { captions: file.captions.map(bare), around: file.around.map(bare) };
    const { found, unclear } = branchOfSheet(
      { ...file, ...lines, sheet: bare(file.sheet), name: bare(file.name) },
      places,
      organizationId,
    );
    const chosen = organizationId === null || unclear ? undefined : places.byId(organizationId);
    this.#ofSheet = found?.place ?? chosen ?? null;
  }

  /** The branch, into which this person may write; else null, and why in `faults`. */
  ofRow(written: string | null, faults: string[]): Place | null {
    const { column, unseen } = this.#words;
    let place = this.#ofSheet;
    if (written !== null) {
      const match = this.#drop.places.find(written, this.#drop.organizationId);
      if (match.found !== "one") {
        faults.push(unknownBranch(written, match, column));
        return null;
      }
      place = match.place;
    }
    if (!place) {
      faults.push(`${unseen}。请在“${column}”一列填写，或导入时选定一个支部`);
      return null;
    }
    if (place.path === null || !this.#drop.mayWrite(place)) {
      faults.push(`${column}：“${place.shortName}”不在您的管理范围内。请由该支部或其上级导入`);
      return null;
    }
    return place;
  }
}

/** The member of a branch that a row names, by number where both have one; a sentence when it is nobody, or several. */
export function memberNamed<Member extends { readonly idNumberIndex: string | null }>(
  name: string,
  { index, place, named, check }: { index: string | null; place: Place; named: readonly Member[]; check: string },
): Member | string {
  const fitting =
    index === null ? named : named.filter((it) => it.idNumberIndex === null || it.idNumberIndex === index);
  const [only] = fitting;
  if (only && fitting.length === 1) return only;
  if (fitting.length > 1) return `${place.shortName}有多名党员叫${quoted(name)}，请补上身份证号`;
  return `${place.shortName}的花名册上没有${quoted(name)}。请核对${check}，或先办理转入`;
}
