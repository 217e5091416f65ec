import type { PocketPart } from "#web/pocket/part.ts";

/** What this slice brings to the phone. */
export const pocket: PocketPart = {
  pages: {
    "#/floating": async () => (await import("#modules/membership/floating/pocket/floating.tsx")).Floating,
  },
  links: [{ href: "#/floating", term: "外出和汇报", errands: 10, elder: 40 }],
};
