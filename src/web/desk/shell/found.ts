import type { SessionView } from "#platform/access/contract.ts";
import type { RegisterView, Row } from "#platform/registers/contract.ts";
import { cellText, pageOf } from "#web/desk/pages/register/cells.tsx";
import { holds } from "#web/desk/session.ts";
import { pagesOf, tabsOf } from "#web/desk/shell/tabs.ts";

/** One thing that can be gone to: what it is called, what tells it from its namesakes, where it is. */
export interface Found {
  readonly key: string;
  readonly term: string;
  readonly note: string;
  readonly href: string;
}

/** Ledgers in which people, cases and numbers are looked for, in the order in which their rows are shown. */
export const SEARCHED: readonly string[] = [
  "members",
  "recruiting-cases",
  "transfers",
  "floating-outflows",
  "elections",
  "meetings",
];

/** What begins at an address of its own, for whom it opens. */
const BEGINNINGS: readonly { readonly term: string; readonly href: string; readonly needs: string }[] = [
  { term: "导入表格", href: "/imports", needs: "registers.import" },
  { term: "合并组织", href: "/organization-events/new?kind=merge", needs: "organization.event.propose" },
  { term: "拆分组织", href: "/organization-events/new?kind=split", needs: "organization.event.propose" },
  { term: "流入党员登记", href: "/floating/arrival", needs: "membership.floating.write" },
  { term: "补录发展党员档案", href: "/recruiting-entry", needs: "recruiting.enter" },
  { term: "开展民主评议", href: "/appraisals/new", needs: "appraisal.write" },
];

/** Pages and beginnings of deeds whose name holds what was typed, as far as they open for this person. */
export function pagesCalled(session: SessionView, typed: string): readonly Found[] {
  const wanted = typed.trim();
  if (wanted === "") return [];
  const pages = tabsOf(session).flatMap(({ tab, href }) => {
    const own = pagesOf(tab, session);
    return (own.length > 0 ? own : [{ term: tab.term, href }]).map((it) => ({ ...it, note: tab.term }));
  });
  const deeds = BEGINNINGS.filter((it) => holds(session, [it.needs])).map((it) => ({ ...it, note: "办理" }));
  const seen = new Set<string>();
  return [...pages, ...deeds]
    .filter((it) => it.term.includes(wanted) || it.note.includes(wanted))
    .filter((it) => !seen.has(it.href) && seen.add(it.href))
    .map(({ term, note, href }) => ({ key: href, term, note, href }));
}

/** A row of a ledger as something to go to; null where the row has no page of its own. */
export function rowFound(register: RegisterView, row: Row): Found | null {
  const href = pageOf(row, register.rowPage);
  if (href === null) return null;
  const fields = register.columns.flatMap((key) => register.fields.filter((it) => it.key === key && !it.sensitive));
  const named = fields.find((it) => it.type === "name") ?? fields[0];
  // Of two with one name, the place tells most.
  const placed = fields.filter((it) => it.type === "organization");
  const others = [...placed, ...fields.filter((it) => !placed.includes(it))]
    .filter((it) => it !== named)
    .map((it) => cellText(row[it.key], it))
    .filter((it) => it !== "");
  return {
    key: `${register.id} ${row.id}`,
    term: named === undefined ? "" : cellText(row[named.key], named),
    note: others.slice(0, 3).join("，"),
    href,
  };
}

/** Whether it is worth asking the server: one Chinese character, two letters, or four digits of a number. */
export const worthAsking = (typed: string): boolean => /\p{Script=Han}|[a-zA-Z]{2}|\d{4}/u.test(typed.trim());
