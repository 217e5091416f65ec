import type { PocketPart } from "#web/pocket/part.ts";

/** What this slice brings to the phone. */
export const pocket: PocketPart = {
  pages: {
    "#/meetings": async () => (await import("#modules/membership/meetings/pocket/meetings.tsx")).Meetings,
  },
  links: [{ href: "#/meetings", term: "我的会议和要办的事", daily: 10, elder: 10 }],
};
