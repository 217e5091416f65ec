import type { VerbDeclaration } from "#platform/access/policy.ts";

const STAFF = ["zone_organiser", "town_officer", "branch_secretary"] as const;
/** Of the committee: what a branch must not decide for itself. */
const COMMITTEE = ["zone_organiser", "town_officer"] as const;

export const verbs: readonly VerbDeclaration[] = [
  { name: "recruiting.read", term: "查看发展党员的档案、计划和进度", roles: STAFF },
  { name: "recruiting.export", term: "导出发展党员台账", roles: STAFF },
  { name: "recruiting.open", term: "登记入党申请", roles: STAFF },
  { name: "recruiting.account.open", term: "为入党申请人开通看自己入党过程的账号", roles: STAFF },
  { name: "recruiting.record", term: "登记支部办理的发展党员步骤", roles: STAFF },
  { name: "recruiting.approve", term: "登记上级党委的备案、预审、谈话和审批", roles: COMMITTEE },
  { name: "recruiting.enter", term: "补录纸质的发展党员档案", roles: COMMITTEE },
  { name: "recruiting.move", term: "把发展党员档案移交给另一个支部", roles: COMMITTEE },
  { name: "recruiting.plan", term: "下达发展党员计划", roles: COMMITTEE },
];
