import type { PocketPart } from "#web/pocket/part.ts";

/** What this slice brings to the phone. */
export const pocket: PocketPart = {
  pages: {
    "#/recruiting": async () => (await import("#modules/membership/recruiting/pocket/recruiting.tsx")).Recruiting,
  },
  links: [
    { href: "#/recruiting", term: "入党和培养联系", errands: 30 },
    { href: "#/recruiting", term: "我的入党过程和思想汇报", applicant: 10 },
  ],
};
