import type { DeskPart } from "#web/desk/part.ts";

/** The first page, and what everybody has: the day's work, one's own settings. The workbench itself comes with the shell. */
export const workbench: DeskPart = {
  pages: {
    "/r/$register": async () => (await import("#web/desk/pages/register/register-page.tsx")).RegisterPage,
    "/workdays": async () => (await import("#web/desk/pages/workdays.tsx")).Workdays,
    "/me/look": async () => (await import("#web/desk/pages/me/me.tsx")).MyLook,
    "/me/notices": async () => (await import("#web/desk/pages/me/notices.tsx")).MyNotices,
    "/me/password": async () => (await import("#web/desk/pages/me/password.tsx")).MyPassword,
    "/me/second-factor": async () => (await import("#web/desk/pages/me/me.tsx")).MySecondFactor,
    "/me/sessions": async () => (await import("#web/desk/pages/me/me.tsx")).MySessions,
  },
  tabs: [
    {
      term: "工作台",
      href: "/",
      key: "h",
      needs: [],
      covers: ["/me", "/workdays"],
      pages: [
        { term: "待办", href: "/" },
        { term: "节假日安排", href: "/workdays", needs: ["workday.read"] },
      ],
    },
  ],
};

/** What runs the house: imports, audit, accounts and grants. */
export const house: DeskPart = {
  pages: {
    "/imports": async () => (await import("#web/desk/pages/imports/import-page.tsx")).ImportStart,
    "/imports/$id": async () => (await import("#web/desk/pages/imports/import-page.tsx")).ImportPage,
    "/audit": async () => (await import("#web/desk/pages/audit.tsx")).Audit,
    "/audit/$id": async () => (await import("#web/desk/pages/audit.tsx")).AuditEntry,
    "/administration/accounts": async () =>
      (await import("#web/desk/pages/administration/administration.tsx")).Accounts,
    "/administration/resets": async () => (await import("#web/desk/pages/administration/resets.tsx")).Resets,
    "/administration/grants": async () => (await import("#web/desk/pages/administration/administration.tsx")).Grants,
    "/administration/backups": async () => (await import("#web/desk/pages/administration/backups.tsx")).Backups,
    "/administration/permissions": async () =>
      (await import("#web/desk/pages/administration/permissions.tsx")).Permissions,
  },
  tabs: [
    {
      term: "导入",
      href: "/imports",
      key: "i",
      needs: ["membership.import", "registers.import"],
      covers: ["/imports"],
      pages: [],
    },
    {
      term: "审计",
      givesWay: true,
      href: "/audit",
      key: "a",
      needs: ["audit."],
      covers: ["/audit", "/r/audit"],
      pages: [{ term: "操作日志", href: "/audit" }],
    },
    {
      term: "管理",
      givesWay: true,
      href: "/administration/accounts",
      key: "s",
      needs: ["access.", "operate."],
      covers: ["/administration", "/r/accounts", "/r/grants", "/r/credential-resets"],
      pages: [
        { term: "账号", href: "/administration/accounts", needs: ["access.account.read"] },
        { term: "重置申请", href: "/administration/resets", needs: ["access.account.read"] },
        { term: "授权", href: "/administration/grants", needs: ["access.grant.read"] },
        { term: "权限说明", href: "/administration/permissions", needs: ["access.grant.read"] },
        { term: "备份", href: "/administration/backups", needs: ["operate.backup.read"] },
      ],
    },
  ],
};
