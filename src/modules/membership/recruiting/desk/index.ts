import type { DeskPart } from "#web/desk/part.ts";

/** What this slice brings to the desk. */
export const desk: DeskPart = {
  pages: {
    "/recruiting": async () => (await import("#modules/membership/recruiting/desk/map.tsx")).RecruitingMap,
    "/recruiting/$id": async () => (await import("#modules/membership/recruiting/desk/case-page.tsx")).RecruitingCase,
    "/recruiting/$id/documents/$step": async () =>
      (await import("#modules/membership/recruiting/desk/document.tsx")).RecruitingDocument,
    "/recruiting/$id/records/$recordId/document": async () =>
      (await import("#modules/membership/recruiting/desk/document.tsx")).RecruitingDocument,
    "/recruiting-entry": async () =>
      (await import("#modules/membership/recruiting/desk/entry-page.tsx")).RecruitingEntry,
    "/recruiting-plans": async () => (await import("#modules/membership/recruiting/desk/plans.tsx")).RecruitingPlans,
  },
  tabs: [
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
  ],
};
