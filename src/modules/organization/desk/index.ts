import type { DeskPart } from "#web/desk/part.ts";

/** What this module brings to the desk; its slices bring their own. */
export const desk: DeskPart = {
  pages: {
    "/organizations": async () => (await import("#modules/organization/desk/organization-page.tsx")).OrganizationHome,
    "/organizations/$id": async () =>
      (await import("#modules/organization/desk/organization-page.tsx")).OrganizationPage,
    "/organization-events/new": async () => (await import("#modules/organization/desk/event-wizard.tsx")).EventWizard,
    "/organization-events/$id": async () => (await import("#modules/organization/desk/event-page.tsx")).EventPage,
    "/setting-advice": async () => (await import("#modules/organization/desk/setting-advice.tsx")).SettingAdvice,
  },
  tabs: [
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
        "/r/organization-standing",
        "/r/organization-closures",
      ],
      pages: [
        { term: "组织主页", href: "/organizations" },
        { term: "组织台账", href: "/r/organizations" },
        { term: "所在单位", href: "/r/units" },
        { term: "任职", href: "/r/posts" },
        { term: "届次", href: "/r/terms" },
        { term: "组织变动", href: "/r/organization-events" },
        { term: "设置建议", href: "/setting-advice", needs: ["organization.advice"] },
      ],
    },
  ],
};
