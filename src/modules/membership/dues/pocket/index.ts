import type { PocketPart } from "#web/pocket/part.ts";

/** What this slice brings to the phone. */
export const pocket: PocketPart = {
  pages: {
    "#/dues": async () => (await import("#modules/membership/dues/pocket/dues.tsx")).Dues,
  },
  links: [{ href: "#/dues", term: "我的党费", daily: 30, elder: 20 }],
};
