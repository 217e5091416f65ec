import type { DeskPart } from "#web/desk/part.ts";

/** What this slice brings to the desk. */
export const desk: DeskPart = {
  pages: {
    "/invitations": async () => (await import("#modules/membership/invitations/desk/invitations.tsx")).Invitations,
  },
  tabs: [
    {
      in: "/r/members",
      covers: ["/invitations"],
      pages: [{ term: "开通账号", href: "/invitations", needs: ["membership.read"] }],
    },
  ],
};
