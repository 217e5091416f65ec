import { type EventKind, event, toldText } from "#shared/event-sentences.ts";

/** What the audit says of rows that people write: five events that every register of facts has. */

interface Told {
  /** What the row says of itself, where the register tells it. */
  readonly term?: string;
  readonly reason?: string;
  readonly count?: number;
}

/** `term`: what one row is called; `unit`: how rows are counted. */
export function factEvents(
  events: string,
  { term, unit }: { readonly term: string; readonly unit: string },
): Readonly<Record<"entered" | "corrected" | "withdrawn" | "imported" | "takenBack", EventKind<string, Told>>> {
  const which = (it: Told): string => (it.term === undefined ? "" : `“${it.term}”`);
  const why = (it: Told): string => `理由：${toldText(it.reason)}`;
  const rows = (it: Told): string => `${it.count ?? 0}${unit}${term}`;
  return {
    entered: event(`${events}.entered`, (it: Told, name) => `登记了${name}的${term}${which(it)}`),
    corrected: event(`${events}.corrected`, (it: Told, name) => `更正了${name}的${term}${which(it)}，${why(it)}`),
    withdrawn: event(`${events}.withdrawn`, (it: Told, name) => `撤回了${name}的${term}登记${which(it)}，${why(it)}`),
    imported: event(`${events}.imported`, (it: Told, name) => `从${name}登记了${rows(it)}`),
    takenBack: event(`${events}.taken-back`, (it: Told) => `撤销了一次导入，收回${rows(it)}的登记`),
  };
}
