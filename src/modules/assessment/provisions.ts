import type { Provision } from "#shared/finding.ts";

const BRANCH_RULES = { from: "2018-10-28", to: null } as const;
const ALWAYS = { from: "1921-07-01", to: null } as const;
const BRANCH_TITLE = "《中国共产党支部工作条例（试行）》";

export const BRANCH_SET_UP: Provision = {
  id: "picture-branch-4-set-up",
  title: `${BRANCH_TITLE}第四条`,
  gist: "有正式党员3人以上的，都应当成立党支部。",
  force: "must",
  confirmed: true,
  inForce: BRANCH_RULES,
};
export const BRANCH_SIZE: Provision = {
  id: "picture-branch-4-size",
  title: `${BRANCH_TITLE}第四条`,
  gist: "党支部党员人数一般不超过50人。",
  force: "should",
  confirmed: true,
  inForce: BRANCH_RULES,
};
export const BRANCH_SECRETARY: Provision = {
  id: "picture-branch-20-secretary",
  title: `${BRANCH_TITLE}第二十条`,
  gist: "党支部设书记1名，主持党支部全面工作。",
  force: "must",
  confirmed: true,
  inForce: BRANCH_RULES,
};
export const TERM_LENGTH: Provision = {
  id: "picture-branch-21-term",
  title: `${BRANCH_TITLE}第二十一条`,
  gist: "村和社区党支部委员会每届任期5年，其他基层单位党支部委员会一般每届任期3年。",
  force: "must",
  confirmed: true,
  inForce: BRANCH_RULES,
};
export const TERM_REMINDER: Provision = {
  id: "picture-branch-22-reminder",
  title: `${BRANCH_TITLE}第二十二条`,
  gist: "任期届满6个月前，上级党组织提醒做好换届准备。",
  force: "should",
  confirmed: true,
  inForce: BRANCH_RULES,
};
export const ONE_SHOULDER: Provision = {
  id: "picture-rural-19-one-shoulder",
  title: "《中国共产党农村基层组织工作条例》第十九条",
  gist: "村党组织书记应当通过法定程序担任村民委员会主任。",
  force: "should",
  confirmed: false,
  inForce: { from: "2018-12-28", to: null },
};
export const TRANSFER_ACCEPTANCE: Provision = {
  id: "picture-house-transfer-acceptance",
  title: "本平台的约定",
  gist: "组织关系转接由转入支部确认接收；确认之前仍由转出支部负责。",
  force: "house",
  confirmed: true,
  inForce: ALWAYS,
};
export const SUPERIOR_DECIDES: Provision = {
  id: "picture-house-superior-decides",
  title: "本平台的约定",
  gist: "组织设置的变动由有审批权的上级党组织决定。",
  force: "house",
  confirmed: true,
  inForce: ALWAYS,
};
export const IMPORT_DECIDED: Provision = {
  id: "picture-house-import-decided",
  title: "本平台的约定",
  gist: "导入的花名册预览以后，由导入的人决定是否入库;30天内可以整批撤回。",
  force: "house",
  confirmed: true,
  inForce: ALWAYS,
};
export const YEARLY_IDENTITY: Provision = {
  id: "statistics-1-identity",
  title: "全国党内统计年报表1(党员数量变化情况)",
  gist: "上年末党员数加本年增加数减本年减少数等于本年末党员数。",
  force: "must",
  confirmed: true,
  inForce: ALWAYS,
};
export const SMALL_CELLS: Provision = {
  id: "house-small-cells",
  title: "本平台的约定",
  gist: "只能看总数、不能看人员的岗位，少于5人的格子不显示，并且不能由合计推算出来。",
  force: "house",
  confirmed: true,
  inForce: ALWAYS,
};

export const PROVISIONS: readonly Provision[] = [
  BRANCH_SET_UP,
  BRANCH_SIZE,
  BRANCH_SECRETARY,
  TERM_LENGTH,
  TERM_REMINDER,
  ONE_SHOULDER,
  TRANSFER_ACCEPTANCE,
  SUPERIOR_DECIDES,
  IMPORT_DECIDED,
  YEARLY_IDENTITY,
  SMALL_CELLS,
];
