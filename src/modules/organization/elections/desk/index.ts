import type { DeskPart } from "#web/desk/part.ts";

/** What this slice brings to the desk. */
export const desk: DeskPart = {
  pages: {
    "/elections": async () => (await import("#modules/organization/elections/desk/terms-page.tsx")).TermsPage,
    "/elections/new": async () => (await import("#modules/organization/elections/desk/start-page.tsx")).ElectionStart,
    "/elections/village": async () =>
      (await import("#modules/organization/elections/desk/village-page.tsx")).VillageElection,
    "/elections/duties": async () => (await import("#modules/organization/elections/desk/duties-page.tsx")).DutiesPage,
    "/elections/$id": async () => (await import("#modules/organization/elections/desk/case-page.tsx")).ElectionCase,
    "/elections/$id/papers/$paper": async () =>
      (await import("#modules/organization/elections/desk/paper.tsx")).ElectionPaper,
  },
  tabs: [
    {
      in: "/organizations",
      after: "/r/terms",
      covers: ["/elections", "/r/elections", "/r/election-candidates"],
      pages: [
        { term: "届期一览", href: "/elections", needs: ["election.read"] },
        { term: "选举台账", href: "/r/elections", needs: ["election.read"] },
        { term: "两委任职", href: "/elections/duties", needs: ["election.read"] },
      ],
    },
  ],
  sections: {
    organization: [
      {
        beneath: "届次",
        order: 10,
        load: async () =>
          (await import("#modules/organization/elections/desk/organization-part.tsx")).ElectionsOfOrganization,
      },
    ],
  },
};
