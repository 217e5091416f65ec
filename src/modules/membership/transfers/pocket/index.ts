import type { PocketPart } from "#web/pocket/part.ts";

/** What this slice brings to the phone. */
export const pocket: PocketPart = {
  pages: {
    "#/transfer": async () => (await import("#modules/membership/transfers/pocket/transfer.tsx")).Transfer,
  },
  links: [{ href: "#/transfer", term: "组织关系转接", errands: 20 }],
};
