import type { DeskPart } from "#web/desk/part.ts";

/** What this slice brings to the desk. */
export const desk: DeskPart = {
  pages: {
    "/meetings": async () => (await import("#modules/membership/meetings/desk/year-page.tsx")).MeetingYear,
    "/meetings/$id": async () => (await import("#modules/membership/meetings/desk/meeting-page.tsx")).MeetingPage,
    "/meetings/$id/minutes": async () =>
      (await import("#modules/membership/meetings/desk/meeting-page.tsx")).MeetingMinutes,
    "/meetings/$id/sheet": async () =>
      (await import("#modules/membership/meetings/desk/meeting-page.tsx")).MeetingSheet,
  },
  tabs: [
    {
      term: "组织生活",
      href: "/meetings",
      key: "t",
      needs: ["meeting."],
      covers: ["/meetings", "/r/meetings", "/r/meeting-tasks", "/r/meeting-talks", "/r/meeting-standings"],
      pages: [
        { term: "全年安排", href: "/meetings" },
        { term: "会议台账", href: "/r/meetings" },
        { term: "议定事项", href: "/r/meeting-tasks" },
        { term: "谈心谈话", href: "/r/meeting-talks" },
        { term: "不计入应到会人员", href: "/r/meeting-standings" },
      ],
    },
  ],
  sections: {
    member: [
      {
        beneath: "党员信息",
        order: 30,
        load: async () => (await import("#modules/membership/meetings/desk/member-part.tsx")).MemberMeetings,
      },
    ],
  },
};
