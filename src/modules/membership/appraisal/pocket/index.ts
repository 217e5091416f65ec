import type { PocketPart } from "#web/pocket/part.ts";

/** What this slice brings to the phone. */
export const pocket: PocketPart = {
  pages: {
    "#/appraisal": async () => (await import("#modules/membership/appraisal/pocket/appraisal.tsx")).Appraisal,
  },
  links: [{ href: "#/appraisal", term: "民主评议", daily: 20, elder: 30 }],
};
