import type { SessionView } from "#web/common/shapes.ts";
import { holds } from "#web/desk/session.ts";

interface TabPage {
  readonly term: string;
  readonly href: string;
  /** As of the tab, where a page needs more than its tab. */
  readonly needs?: readonly string[];
}

/** The top tabs by mechanism, with the sub-pages that stand beneath each. */
export interface Tab {
  readonly term: string;
  readonly href: string;
  /** The letter after `g`. */
  readonly key: string;
  /** Beginnings of the verbs of which one must be held; none = everybody signed in. */
  readonly needs: readonly string[];
  /** Addresses that belong here, by beginning. */
  readonly covers: readonly string[];
  readonly pages: readonly TabPage[];
}

export const TABS: readonly Tab[] = [
  { term: "工作台", href: "/", key: "h", needs: [], covers: ["/me"], pages: [] },
  {
    term: "组织",
    href: "/organizations",
    key: "o",
    needs: ["organization.read"],
    covers: [
      "/organizations",
      "/organization-events",
      "/setting-advice",
      "/r/organizations",
      "/r/units",
      "/r/posts",
      "/r/terms",
      "/r/organization-events",
    ],
    pages: [
      { term: "组织主页", href: "/organizations" },
      { term: "组织台账", href: "/r/organizations" },
      { term: "所在单位", href: "/r/units" },
      { term: "任职", href: "/r/posts" },
      { term: "届次", href: "/r/terms" },
      { term: "组织变更", href: "/r/organization-events" },
      { term: "设置建议", href: "/setting-advice", needs: ["organization.advice"] },
    ],
  },
  {
    term: "党员",
    href: "/r/members",
    key: "m",
    needs: ["membership."],
    covers: ["/r/members", "/members", "/r/membership-events", "/r/transfers", "/transfers", "/year-book"],
    pages: [
      { term: "党员花名册", href: "/r/members" },
      { term: "增减台账", href: "/r/membership-events" },
      { term: "年度增减", href: "/year-book" },
      { term: "转接待办", href: "/transfers" },
      { term: "转接台账", href: "/r/transfers" },
    ],
  },
  {
    term: "图景",
    href: "/picture",
    key: "p",
    needs: ["assessment.", "picture.", "statistics."],
    covers: ["/picture", "/statistics", "/screen"],
    pages: [
      { term: "驾驶舱", href: "/picture" },
      { term: "统计表", href: "/statistics", needs: ["assessment.statistics"] },
      { term: "大屏", href: "/screen" },
    ],
  },
  {
    term: "导入",
    href: "/imports",
    key: "i",
    needs: ["import", "membership.import", "registers.import"],
    covers: ["/imports"],
    pages: [],
  },
  { term: "审计", href: "/audit", key: "a", needs: ["audit."], covers: ["/audit", "/r/audit"], pages: [] },
  {
    term: "管理",
    href: "/administration/accounts",
    key: "s",
    needs: ["access."],
    covers: ["/administration", "/r/accounts", "/r/grants"],
    pages: [
      { term: "账号", href: "/administration/accounts", needs: ["access.account.read"] },
      { term: "授权", href: "/administration/grants", needs: ["access.grant.read"] },
      { term: "权限说明", href: "/administration/permissions", needs: ["access.grant.read"] },
    ],
  },
];

export function tabOf(pathname: string): Tab {
  const fits = (start: string): boolean => pathname === start || pathname.startsWith(`${start}/`);
  return TABS.find((tab) => tab.covers.some(fits)) ?? (TABS[0] as Tab);
}

const open = (session: SessionView, needs: readonly string[] | undefined): boolean =>
  needs === undefined || needs.length === 0 || holds(session, needs);

export const pagesOf = (tab: Tab, session: SessionView): readonly TabPage[] =>
  tab.pages.filter((it) => open(session, it.needs));

/** The tabs of this person, each leading to the first of its pages that opens for them. */
export function tabsOf(session: SessionView): readonly { readonly tab: Tab; readonly href: string }[] {
  return TABS.filter((tab) => open(session, tab.needs)).map((tab) => ({
    tab,
    href: pagesOf(tab, session)[0]?.href ?? tab.href,
  }));
}
