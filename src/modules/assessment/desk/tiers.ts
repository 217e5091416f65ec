export interface HeadCell {
  readonly label: string;
  /** Columns it stands over. */
  readonly span: number;
  /** Tiers it reaches down. */
  readonly rows: number;
}

/**
 * Heading cells by tier from the headings of each column, upper tier first. Equal neighbours of a tier under the same
 * cell are one; a heading without anything beneath reaches to the last tier.
 */
export function headingTiers(headings: readonly (readonly string[])[]): readonly (readonly HeadCell[])[] {
  const deep = Math.max(1, ...headings.map((it) => it.length));
  const tiers: HeadCell[][] = Array.from({ length: deep }, () => []);
  const walk = (from: number, to: number, tier: number): void => {
    let at = from;
    while (at < to) {
      const label = headings[at]?.[tier] ?? "";
      let end = at + 1;
      while (end < to && headings[end]?.[tier] === label) end += 1;
      const below = headings.slice(at, end).some((it) => it.length > tier + 1);
      tiers[tier]?.push({ label, span: end - at, rows: below ? 1 : deep - tier });
      if (below) walk(at, end, tier + 1);
      at = end;
    }
  };
  walk(0, headings.length, 0);
  return tiers;
}
