import type { DeskPart } from "#web/desk/part.ts";

/** What this module brings to the desk; its slices bring their own. */
export const desk: DeskPart = {
  pages: {
    "/picture": async () => (await import("#modules/assessment/desk/picture.tsx")).Picture,
    "/clock": async () => (await import("#modules/assessment/desk/clock.tsx")).Clock,
    "/clock/$check": async () => (await import("#modules/assessment/desk/clock.tsx")).CheckPage,
    "/cockpit/$line": async () => (await import("#modules/assessment/desk/clock.tsx")).LinePage,
    "/screen": async () => (await import("#modules/assessment/desk/screen.tsx")).Screen,
    "/statistics": async () => (await import("#modules/assessment/desk/statistics.tsx")).StatisticsList,
    "/statistics/$table": async () => (await import("#modules/assessment/desk/statistics.tsx")).StatisticsSheet,
  },
  tabs: [
    {
      in: "/",
      after: "/",
      covers: ["/clock"],
      pages: [{ term: "到期一览", href: "/clock", needs: ["assessment.due"] }],
    },
    {
      term: "驾驶舱",
      href: "/picture",
      key: "p",
      needs: ["assessment."],
      covers: ["/picture", "/cockpit", "/statistics", "/screen"],
      pages: [
        { term: "驾驶舱", href: "/picture" },
        { term: "统计表", href: "/statistics", needs: ["assessment.statistics"] },
        { term: "大屏", href: "/screen" },
      ],
    },
  ],
};
