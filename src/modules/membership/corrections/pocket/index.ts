import type { PocketPart } from "#web/pocket/part.ts";

/** What this slice brings to the phone. */
export const pocket: PocketPart = {
  pages: {
    "#/corrections": async () => (await import("#modules/membership/corrections/pocket/corrections.tsx")).Corrections,
  },
  links: [{ href: "#/corrections", term: "申请更正记录", errands: 40 }],
};
