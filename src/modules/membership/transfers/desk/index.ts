import type { DeskPart } from "#web/desk/part.ts";

/** What this slice brings to the desk. */
export const desk: DeskPart = {
  pages: {
    "/transfers": async () => (await import("#modules/membership/transfers/desk/transfers.tsx")).Transfers,
    "/transfers/$id": async () => (await import("#modules/membership/transfers/desk/transfer-page.tsx")).TransferPage,
    "/transfers/$id/$paper": async () => (await import("#modules/membership/transfers/desk/paper.tsx")).TransferPaper,
    "/letters/$id": async () => (await import("#modules/membership/transfers/desk/paper.tsx")).LetterPaper,
  },
  tabs: [
    {
      term: "转接",
      href: "/transfers",
      key: "f",
      needs: ["membership."],
      covers: ["/transfers", "/letters", "/r/transfers", "/r/transfer-arrivals", "/r/transfer-letters"],
      pages: [
        { term: "组织关系转接", href: "/transfers" },
        { term: "转出台账", href: "/r/transfers" },
        { term: "转入台账", href: "/r/transfer-arrivals" },
        { term: "介绍信登记簿", href: "/r/transfer-letters" },
      ],
    },
  ],
  sections: {
    member: [
      {
        beneath: "转接",
        order: 10,
        load: async () => (await import("#modules/membership/transfers/desk/member-part.tsx")).MemberTransfers,
      },
    ],
  },
};
