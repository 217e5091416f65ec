/** Guides as text to blocks that a page can draw, and which of them fits the page somebody is on. Pure. */

export type Inline =
  | { readonly kind: "text" | "strong" | "code"; readonly text: string }
  /** To another guide, by its name. */
  | { readonly kind: "guide"; readonly text: string; readonly guide: string };

/** A line of a list, and what stands indented beneath it. */
export interface Item {
  readonly words: readonly Inline[];
  readonly under: readonly (readonly Inline[])[];
}

export type Block =
  | { readonly kind: "words"; readonly words: readonly Inline[] }
  | { readonly kind: "list"; readonly ordered: boolean; readonly items: readonly Item[] }
  | { readonly kind: "table"; readonly head: readonly string[]; readonly rows: readonly (readonly Inline[])[][] };

export interface Section {
  /** Empty for what stands above the first heading. */
  readonly heading: string;
  readonly blocks: readonly Block[];
  readonly text: string;
}

const MARKS = /\*\*(?<strong>[^*]+)\*\*|`(?<code>[^`]+)`|\[(?<term>[^\]]+)\]\((?<to>[^)]+)\)/gu;

/** Strong words, what is typed as it stands, ways to other guides; all else is text. */
export function inlineOf(text: string): readonly Inline[] {
  const out: Inline[] = [];
  let at = 0;
  for (const match of text.matchAll(MARKS)) {
    if (match.index > at) out.push({ kind: "text", text: text.slice(at, match.index) });
    const { strong, code, term = "", to = "" } = match.groups ?? {};
    const guide = /^(?<name>[^/]+)\.md$/u.exec(to)?.groups?.["name"];
    if (strong !== undefined) out.push({ kind: "strong", text: strong });
    else if (code !== undefined) out.push({ kind: "code", text: code.trim() });
    else if (guide !== undefined) out.push({ kind: "guide", text: term, guide });
    // What is for those who run the machine is not shown here; its name is.
    else out.push({ kind: "text", text: term });
    at = match.index + match[0].length;
  }
  if (at < text.length) out.push({ kind: "text", text: text.slice(at) });
  return out;
}

const cellsOf = (line: string): readonly string[] =>
  line
    .split("|")
    .slice(1, -1)
    .map((it) => it.trim());

function blocksOf(lines: readonly string[]): readonly Block[] {
  const blocks: Block[] = [];
  const items: Item[] = [];
  const rows: (readonly string[])[] = [];
  let ordered = false;
  const close = (): void => {
    if (items.length > 0) blocks.push({ kind: "list", ordered, items: items.splice(0) });
    const [head, , ...body] = rows.splice(0);
    if (head) blocks.push({ kind: "table", head, rows: body.map((row) => row.map(inlineOf)) });
  };
  for (const line of lines) {
    const item = /^(?<mark>\d+\.|-) (?<rest>.*)$/u.exec(line)?.groups;
    const under = /^\s+- (?<rest>.*)$/u.exec(line)?.groups?.["rest"];
    const last = items.at(-1);
    if (item) {
      if (rows.length > 0 || (items.length > 0 && ordered !== (item["mark"] !== "-"))) close();
      ordered = item["mark"] !== "-";
      items.push({ words: inlineOf(item["rest"] ?? ""), under: [] });
    } else if (under !== undefined && last) {
      items[items.length - 1] = { ...last, under: [...last.under, inlineOf(under)] };
    } else if (line.startsWith("|")) {
      if (items.length > 0) close();
      rows.push(cellsOf(line));
    } else {
      close();
      if (line.trim() !== "") blocks.push({ kind: "words", words: inlineOf(line) });
    }
  }
  close();
  return blocks;
}

/** The sections of a guide in their order; its title is left out, the page has its own. */
export function sectionsOf(markdown: string): readonly Section[] {
  return markdown
    .split(/^## /mu)
    .map((part, at) => {
      const [first = "", ...rest] = part.split("\n");
      const lines = at === 0 ? part.split("\n").filter((it) => !it.startsWith("# ")) : rest;
      return { heading: at === 0 ? "" : first.trim(), blocks: blocksOf(lines), text: lines.join("\n") };
    })
    .filter((it) => it.blocks.length > 0);
}

const OF_PAGE: readonly (readonly [RegExp, string])[] = [
  [/^\/imports/u, "导入表格"],
  [/^\/(picture|statistics|screen)/u, "看驾驶舱和统计表"],
  [/^\/(organization-events|setting-advice|r\/organization-events)/u, "组织变动"],
];
const OF_ROLE: readonly (readonly [string, string])[] = [
  ["zone_organiser", "开发区组织员"],
  ["town_officer", "镇街党务干部"],
  ["branch_secretary", "支部书记"],
  ["auditor", "审计员和三员"],
  ["security_administrator", "审计员和三员"],
  ["system_administrator", "审计员和三员"],
];

/** The guide to open: the page's own where it has one, else that of the first office held, else the members'. */
export function guideFor(pathname: string, roles: readonly string[]): string {
  const own = OF_PAGE.find(([page]) => page.test(pathname))?.[1];
  return own ?? OF_ROLE.find(([role]) => roles.includes(role))?.[1] ?? "党员";
}

/** The section that speaks most of a page, by the names of the page and then of its tab; −1 where none does. */
export function sectionFor(sections: readonly Section[], page: string, tab: string): number {
  const count = (text: string, word: string): number => text.split(word).length - 1;
  const scores = sections.map(
    ({ heading, text }) =>
      100 * count(heading, page) + 30 * count(text, `“${page}”`) + 8 * count(heading, tab) + count(text, `“${tab}”`),
  );
  const best = Math.max(0, ...scores);
  return best === 0 ? -1 : scores.indexOf(best);
}
