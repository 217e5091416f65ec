import type { DeskPart } from "#web/desk/part.ts";

/** What this slice brings to the desk. */
export const desk: DeskPart = {
  pages: {
    "/corrections/$id": async () =>
      (await import("#modules/membership/corrections/desk/request-page.tsx")).CorrectionRequest,
  },
  tabs: [
    {
      in: "/r/members",
      covers: ["/corrections", "/r/correction-requests"],
      pages: [{ term: "更正申请", href: "/r/correction-requests" }],
    },
  ],
};
