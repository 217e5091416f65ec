import type { DeskPart } from "#web/desk/part.ts";

/** What this module brings to the desk; its slices bring their own. */
export const desk: DeskPart = {
  pages: {
    "/members/$personId": async () => (await import("#modules/membership/desk/member-page.tsx")).MemberPage,
    "/year-book": async () => (await import("#modules/membership/desk/year-book.tsx")).YearBook,
  },
  tabs: [
    {
      term: "党员",
      href: "/r/members",
      key: "m",
      needs: ["membership."],
      covers: ["/r/members", "/members", "/r/membership-events", "/year-book"],
      pages: [
        { term: "党员花名册", href: "/r/members" },
        { term: "增减台账", href: "/r/membership-events" },
        { term: "年度增减", href: "/year-book" },
      ],
    },
  ],
  tools: { members: async () => (await import("#modules/membership/desk/admit-dialog.tsx")).AdmitButton },
};
