import type { SessionView } from "#platform/access/contract.ts";
import { DESK, tabsIn } from "#web/desk/collected.ts";
import type { Tab, TabPage } from "#web/desk/part.ts";
import { holds } from "#web/desk/session.ts";

/** More than these nobody reads at a glance. */
const FIRST_ROW = 9;

const TABS = tabsIn(DESK);

export function tabOf(pathname: string): Tab {
  const fits = (start: string): boolean => pathname === start || pathname.startsWith(`${start}/`);
  return TABS.find((tab) => tab.covers.some(fits)) ?? (TABS[0] as Tab);
}

const open = (session: SessionView, needs: readonly string[] | undefined): boolean =>
  needs === undefined || needs.length === 0 || holds(session, needs);

export const pagesOf = (tab: Tab, session: SessionView): readonly TabPage[] =>
  tab.pages.filter((it) => open(session, it.needs));

export interface OpenTab {
  readonly tab: Tab;
  readonly href: string;
}

/** The tabs of this person, each leading to the first of its pages that opens for them. */
export function tabsOf(session: SessionView): readonly OpenTab[] {
  return TABS.filter((tab) => open(session, tab.needs)).map((tab) => ({
    tab,
    href: pagesOf(tab, session)[0]?.href ?? tab.href,
  }));
}

/** The same in two places: nine at most in the first row, what gives way in the person's menu. */
export function rowsOf(session: SessionView): {
  readonly first: readonly OpenTab[];
  readonly menu: readonly OpenTab[];
} {
  const all = tabsOf(session);
  const menu = all.filter((it) => it.tab.givesWay).slice(0, Math.max(0, all.length - FIRST_ROW));
  return { first: all.filter((it) => !menu.includes(it)), menu };
}
