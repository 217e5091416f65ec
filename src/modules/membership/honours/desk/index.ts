import type { DeskPart } from "#web/desk/part.ts";

/** What this slice brings to the desk. */
export const desk: DeskPart = {
  pages: {
    "/awards/$id": async () => (await import("#modules/membership/honours/desk/award-page.tsx")).AwardPage,
    "/discipline/$id": async () => (await import("#modules/membership/honours/desk/measure-page.tsx")).MeasurePage,
  },
  tabs: [
    {
      in: "/r/members",
      covers: ["/awards", "/r/awards", "/discipline", "/r/disciplinary-measures"],
      pages: [
        { term: "表彰", href: "/r/awards", needs: ["award."] },
        { term: "处分和处置", href: "/r/disciplinary-measures", needs: ["discipline.read"] },
      ],
    },
    {
      in: "/audit",
      covers: ["/r/discipline-index"],
      pages: [{ term: "处分处置目录", href: "/r/discipline-index", needs: ["discipline.index"] }],
    },
  ],
  sections: {
    member: [
      {
        beneath: "党员信息",
        order: 40,
        load: async () => (await import("#modules/membership/honours/desk/awards-part.tsx")).MemberAwards,
      },
      {
        beneath: "党员信息",
        order: 50,
        load: async () => (await import("#modules/membership/honours/desk/discipline-part.tsx")).DisciplinePart,
      },
    ],
    organization: [
      {
        beneath: "所在单位",
        order: 10,
        load: async () => (await import("#modules/membership/honours/desk/awards-part.tsx")).OrganizationAwards,
      },
    ],
  },
};
