import type { VerbDeclaration } from "#platform/access/policy.ts";

const STAFF = ["zone_organiser", "town_officer", "branch_secretary"] as const;

export const verbs: readonly VerbDeclaration[] = [
  { name: "meeting.read", term: "查看会议计划、记录、议定事项和谈心谈话", roles: STAFF },
  { name: "meeting.export", term: "导出会议台账", roles: STAFF },
  { name: "meeting.import", term: "导入会议记录台账", roles: STAFF },
  { name: "meeting.write", term: "安排、通知、记录会议，办结议定事项，登记谈心谈话和不作要求的党员", roles: STAFF },
];
