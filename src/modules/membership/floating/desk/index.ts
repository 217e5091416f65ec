import type { DeskPart } from "#web/desk/part.ts";

/** What this slice brings to the desk. */
export const desk: DeskPart = {
  pages: {
    "/floating/arrival": async () => (await import("#modules/membership/floating/desk/arrival-page.tsx")).ArrivalPage,
    "/floating/$id": async () => (await import("#modules/membership/floating/desk/case-page.tsx")).CasePage,
  },
  tabs: [
    {
      in: "/transfers",
      covers: ["/floating", "/r/floating-outflows", "/r/floating-inflows"],
      pages: [
        { term: "流出台账", href: "/r/floating-outflows" },
        { term: "流入台账", href: "/r/floating-inflows" },
        { term: "流入登记", href: "/floating/arrival", needs: ["membership.floating"] },
      ],
    },
  ],
  sections: {
    member: [
      {
        beneath: "党员信息",
        order: 20,
        load: async () => (await import("#modules/membership/floating/desk/member-part.tsx")).MemberFloating,
      },
    ],
  },
};
