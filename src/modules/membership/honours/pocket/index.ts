import type { PocketPart } from "#web/pocket/part.ts";

/** What this slice brings to the phone. */
export const pocket: PocketPart = {
  pages: {
    "#/honours": async () => (await import("#modules/membership/honours/pocket/honours.tsx")).Honours,
  },
  links: [{ href: "#/honours", term: "我的奖惩", daily: 50 }],
};
