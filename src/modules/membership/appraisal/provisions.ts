import type { Provision } from "#shared/finding.ts";
import { BRANCH_RULES, EDUCATION_RULES } from "#shared/regulations.ts";

/** What the appraisal rests on (regulations.md 2, 5, 11, and 12 for what is practice only). */

const practice = { force: "house", confirmed: false, inForce: { from: "2018-10-28", to: null } } as const;

export const YEARLY = BRANCH_RULES.should(
  "branch-18",
  "第十八条",
  "党支部一般每年开展一次民主评议党员：召开党员大会，按照个人自评、党员互评、民主测评的程序进行，支部委员会会议或者党员大会综合分析，提出评定意见。",
  { confirmed: false },
);

export const FRAIL = EDUCATION_RULES.must(
  "education-23-appraisal",
  "第二十三条（不强求）",
  "年老体弱、有病、残疾的党员，不强求参加组织生活和学习，送学上门、走访看望。",
);

export const AT_HOST = EDUCATION_RULES.should(
  "education-32-appraisal",
  "第三十二条（流入地评议）",
  "流动党员可以在流入地党组织参加民主评议。",
);

export const RECTIFY = EDUCATION_RULES.must(
  "education-30",
  "第三十条",
  "对不合格的党员限期改正，期限不超过一年，并采取帮助教育措施。",
);

export const FOUR_GRADES: Provision = {
  id: "practice-appraisal-grades",
  title: "各地通行做法：评议分优秀、合格、基本合格、不合格",
  gist: "两部条例都没有规定等次；四个等次是各地的做法，按本地上级党委的通知执行。",
  ...practice,
};

export const EXCELLENT_CEILING: Provision = {
  id: "practice-appraisal-ceiling",
  title: "各地通行做法：优秀等次有比例限制",
  gist: "两部条例都没有规定比例；各地多为参加评定人数的三分之一，也有百分之三十的，按本地通知选择。",
  ...practice,
};

export const PROBATIONARY: Provision = {
  id: "practice-appraisal-probationary",
  title: "各地通行做法：预备党员参加评议，不评定等次",
  gist: "预备党员没有表决权，参加自评和互评，不投票，也不评定等次。",
  ...practice,
};

export const CROWD: Provision = {
  id: "house-ballot-crowd",
  title: "本地规定（不足十张票不开箱）",
  gist: "票太少，从结果就猜得出谁投了什么。能投票的不足十人，或者收到的票不足十张，就改用纸质票，由监票人计票，只登记总数。",
  force: "house",
  confirmed: true,
  inForce: { from: "2024-01-01", to: null },
};

export const OPENERS: Provision = {
  id: "house-ballot-openers",
  title: "本地规定（替人开过账号的不办手机投票）",
  gist: "开通、邀请或者重置过投票人账号的，不办理这次手机投票的确定名单、开始和开箱汇总；记录写明三十天内开通的账号有多少、由谁开通。",
  force: "house",
  confirmed: true,
  inForce: { from: "2026-01-01", to: null },
};

export const SUGGESTION: Provision = {
  id: "house-appraisal-suggestion",
  title: "本地规定（按得票先填一个等次，由支委会改定）",
  gist: "评优秀的票过半，在名额以内先填优秀；合格以上的票过半先填合格，基本合格以上的票过半先填基本合格，其余先填不合格。评定由支委会综合分析作出。",
  force: "house",
  confirmed: true,
  inForce: { from: "2024-01-01", to: null },
};
