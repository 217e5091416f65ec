import type { SessionView } from "#platform/access/contract.ts";
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
  /** Gives way where the first row would hold too many: then it stands in the person's menu. */
  readonly givesWay?: true;
}

/** More than these nobody reads at a glance. */
const FIRST_ROW = 9;

export const TABS: readonly Tab[] = [
  {
    term: "工作台",
    href: "/",
    key: "h",
    needs: [],
    covers: ["/me", "/clock", "/workdays"],
    pages: [
      { term: "待办", href: "/" },
      { term: "到期一览", href: "/clock", needs: ["assessment.due"] },
      { term: "节假日安排", href: "/workdays", needs: ["workday.read"] },
    ],
  },
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
      "/elections",
      "/r/elections",
      "/r/election-candidates",
    ],
    pages: [
      { term: "组织主页", href: "/organizations" },
      { term: "组织台账", href: "/r/organizations" },
      { term: "所在单位", href: "/r/units" },
      { term: "任职", href: "/r/posts" },
      { term: "届次", href: "/r/terms" },
      { term: "届期一览", href: "/elections", needs: ["election.read"] },
      { term: "选举台账", href: "/r/elections", needs: ["election.read"] },
      { term: "两委任职", href: "/elections/duties", needs: ["election.read"] },
      { term: "组织变动", href: "/r/organization-events" },
      { term: "设置建议", href: "/setting-advice", needs: ["organization.advice"] },
    ],
  },
  {
    term: "党员",
    href: "/r/members",
    key: "m",
    needs: ["membership."],
    covers: [
      "/r/members",
      "/members",
      "/r/membership-events",
      "/year-book",
      "/corrections",
      "/r/correction-requests",
      "/awards",
      "/r/awards",
      "/discipline",
      "/r/disciplinary-measures",
    ],
    pages: [
      { term: "党员花名册", href: "/r/members" },
      { term: "增减台账", href: "/r/membership-events" },
      { term: "年度增减", href: "/year-book" },
      { term: "更正申请", href: "/r/correction-requests" },
      { term: "表彰", href: "/r/awards", needs: ["award."] },
      { term: "处分和处置", href: "/r/disciplinary-measures", needs: ["discipline.read"] },
    ],
  },
  {
    term: "转接",
    href: "/transfers",
    key: "f",
    needs: ["membership."],
    covers: [
      "/transfers",
      "/letters",
      "/r/transfers",
      "/r/transfer-arrivals",
      "/r/transfer-letters",
      "/floating",
      "/r/floating-outflows",
      "/r/floating-inflows",
    ],
    pages: [
      { term: "组织关系转接", href: "/transfers" },
      { term: "转出台账", href: "/r/transfers" },
      { term: "转入台账", href: "/r/transfer-arrivals" },
      { term: "介绍信登记簿", href: "/r/transfer-letters" },
      { term: "流出台账", href: "/r/floating-outflows" },
      { term: "流入台账", href: "/r/floating-inflows" },
      { term: "流入登记", href: "/floating/arrival", needs: ["membership.floating"] },
    ],
  },
  {
    term: "发展",
    href: "/recruiting",
    key: "r",
    needs: ["recruiting."],
    covers: [
      "/recruiting",
      "/recruiting-entry",
      "/recruiting-plans",
      "/r/recruiting-cases",
      "/r/recruiting-records",
      "/r/recruiting-plans",
    ],
    pages: [
      { term: "发展党员", href: "/recruiting", needs: ["recruiting.read"] },
      { term: "发展档案", href: "/r/recruiting-cases", needs: ["recruiting.read"] },
      { term: "发展计划", href: "/recruiting-plans", needs: ["recruiting.read"] },
    ],
  },
  {
    term: "组织生活",
    href: "/meetings",
    key: "t",
    needs: ["meeting."],
    covers: [
      "/meetings",
      "/r/meetings",
      "/r/meeting-tasks",
      "/r/meeting-talks",
      "/r/meeting-standings",
      "/appraisals",
      "/r/appraisals",
      "/r/appraisal-results",
    ],
    pages: [
      { term: "全年安排", href: "/meetings" },
      { term: "会议台账", href: "/r/meetings" },
      { term: "议定事项", href: "/r/meeting-tasks" },
      { term: "谈心谈话", href: "/r/meeting-talks" },
      { term: "不计入应到会人员", href: "/r/meeting-standings" },
      { term: "民主评议", href: "/appraisals", needs: ["appraisal."] },
      { term: "评议台账", href: "/r/appraisals", needs: ["appraisal."] },
      { term: "评议结果", href: "/r/appraisal-results", needs: ["appraisal."] },
    ],
  },
  {
    term: "党费",
    href: "/dues",
    key: "d",
    needs: ["dues."],
    covers: ["/dues", "/r/dues-entries", "/r/dues-profiles", "/r/dues-remittances", "/r/dues-uses"],
    pages: [
      { term: "党费台账", href: "/dues" },
      { term: "收缴记录", href: "/r/dues-entries" },
      { term: "党费标准", href: "/r/dues-profiles" },
      { term: "上缴与使用", href: "/dues/account", needs: ["dues.account"] },
      { term: "上缴台账", href: "/r/dues-remittances" },
      { term: "使用台账", href: "/r/dues-uses" },
      { term: "公布", href: "/dues/disclosure" },
    ],
  },
  {
    term: "驾驶舱",
    href: "/picture",
    key: "p",
    needs: ["assessment.", "picture.", "statistics."],
    covers: ["/picture", "/cockpit", "/statistics", "/screen"],
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
  {
    term: "审计",
    givesWay: true,
    href: "/audit",
    key: "a",
    needs: ["audit."],
    covers: ["/audit", "/r/audit", "/r/discipline-index"],
    pages: [
      { term: "操作日志", href: "/audit" },
      { term: "处分处置目录", href: "/r/discipline-index", needs: ["discipline.index"] },
    ],
  },
  {
    term: "管理",
    givesWay: true,
    href: "/administration/accounts",
    key: "s",
    needs: ["access."],
    covers: ["/administration", "/r/accounts", "/r/grants", "/r/credential-resets"],
    pages: [
      { term: "账号", href: "/administration/accounts", needs: ["access.account.read"] },
      { term: "重置申请", href: "/administration/resets", needs: ["access.account.read"] },
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
