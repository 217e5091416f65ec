import type { DeskPart } from "#web/desk/part.ts";

/** What this slice brings to the desk. */
export const desk: DeskPart = {
  pages: {
    "/dues": async () => (await import("#modules/membership/dues/desk/ledger.tsx")).DuesLedger,
    "/dues/account": async () => (await import("#modules/membership/dues/desk/account.tsx")).DuesAccount,
    "/dues/disclosure": async () => (await import("#modules/membership/dues/desk/disclosure.tsx")).DuesDisclosure,
  },
  tabs: [
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
  ],
  sections: {
    member: [
      {
        beneath: "党员信息",
        order: 10,
        load: async () => (await import("#modules/membership/dues/desk/member-part.tsx")).MemberDuesPart,
      },
    ],
  },
};
