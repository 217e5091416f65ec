import type { DeskPart } from "#web/desk/part.ts";

/** What this slice brings to the desk. */
export const desk: DeskPart = {
  pages: {
    "/appraisals": async () => (await import("#modules/membership/appraisal/desk/year.tsx")).AppraisalYear,
    "/appraisals/new": async () => (await import("#modules/membership/appraisal/desk/open-page.tsx")).OpenAppraisal,
    "/appraisals/$id": async () =>
      (await import("#modules/membership/appraisal/desk/appraisal-page.tsx")).AppraisalPage,
    "/appraisals/$id/summary-paper": async () =>
      (await import("#modules/membership/appraisal/desk/appraisal-page.tsx")).AppraisalSummary,
    "/appraisals/$id/ballot-paper": async () =>
      (await import("#modules/membership/appraisal/desk/appraisal-page.tsx")).AppraisalBallot,
  },
  tabs: [
    {
      in: "/meetings",
      covers: ["/appraisals", "/r/appraisals", "/r/appraisal-results"],
      pages: [
        { term: "民主评议", href: "/appraisals", needs: ["appraisal."] },
        { term: "评议台账", href: "/r/appraisals", needs: ["appraisal."] },
        { term: "评议结果", href: "/r/appraisal-results", needs: ["appraisal."] },
      ],
    },
  ],
};
