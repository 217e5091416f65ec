import type { Provision } from "#shared/finding.ts";
import { BRANCH_RULES, EDUCATION_RULES, ELECTION_RULES } from "#shared/regulations.ts";

/** The regulations that meetings rest on (regulations.md 1, 2, 4, 5, 9, 11); `confirmed` as read there. */

export const MEMBERS_MEETING = BRANCH_RULES.should(
  "branch-11",
  "第十一条",
  "支部党员大会由全体党员参加，一般每季度召开一次；村、社区重要事项以及与群众利益密切相关的事项，应当经党员大会讨论。",
);

export const COMMITTEE_MEETING = BRANCH_RULES.should(
  "branch-12",
  "第十二条",
  "支部委员会会议一般每月召开一次，半数以上委员到会方可进行；重要事项先由支部委员会研究。",
);

export const GROUP_MEETING = BRANCH_RULES.should(
  "branch-13",
  "第十三条",
  "党员人数较多或者居住、工作分散的，划分党小组；党小组会一般每月召开一次。",
);

export const THEME_DAY = BRANCH_RULES.must(
  "branch-16",
  "第十六条",
  "党支部每月相对固定一天开展主题党日；主题事前研究确定，事后抓好议定事项的落实。",
);

export const ORGANIZATION_LIFE = BRANCH_RULES.should(
  "branch-17",
  "第十七条至第十九条",
  "每年至少召开一次组织生活会，一般每年开展一次民主评议党员，党员之间每年谈心谈话一般不少于一次；书记每年至少讲一次党课。",
  { confirmed: false },
);

export const VOTING_MEMBERS = ELECTION_RULES.must(
  "election-5",
  "第五条",
  "正式党员有表决权、选举权和被选举权；预备党员和受留党察看处分的党员没有；被留置、逮捕的暂停行使。",
);

export const LEFT_OUT: Provision = {
  id: "election-due-number",
  title: "选举中不计入应到会人数的情形",
  gist: "因病不能表达意志、长期卧床、外出半年以上不能到会等情形，经上级党组织同意并由党员大会通过，可以不计入应到会人数。",
  force: "must",
  confirmed: false,
  inForce: { from: "2020-07-13", to: null },
};

/** Admission and conversion ask for more than half present: the recruiting's own rule. */
export const ORDINARY_VOTE = BRANCH_RULES.must(
  "branch-11-vote",
  "第十一条",
  "一般决议：半数以上有表决权的党员到会方可进行；赞成人数超过应到会有表决权的党员的半数为通过。",
);

export const EXEMPT_MEMBERS = EDUCATION_RULES.must(
  "education-23",
  "第二十三条",
  "对年老体弱、患病、行动不便的党员，参加组织生活和学习不作硬性要求，可以送学上门、走访看望。",
);

export const STUDY_HOURS = EDUCATION_RULES.should(
  "education-20",
  "第二十条",
  "党员每年集中学习培训时间一般不少于三十二学时。",
);

export const OFFICER_HOURS: Provision = {
  id: "plan-2019-officers",
  title: "《2019—2023年全国党员教育培训工作规划》",
  gist: "党支部书记和委员每年集中学习培训一般不少于五十六学时；新一轮规划的数字尚未见到。",
  force: "should",
  confirmed: false,
  inForce: { from: "2019-11-01", to: null },
};

export const YEAR_LAYOUT: Provision = {
  id: "house-year-layout",
  title: "本地规定（年度会议的排法）",
  gist: "主题党日固定一天；季末月与党员大会合开，季中月与党课合开，年末开组织生活会并民主评议。可以逐条改。",
  force: "house",
  confirmed: true,
  inForce: BRANCH_RULES.inForce,
};

export const RECORD_SOON: Provision = {
  id: "house-record-soon",
  title: "本地规定（开过的会及时记录）",
  gist: "计划的日子过了还没有记录或取消的会议，提醒支部一次登记清楚。",
  force: "house",
  confirmed: true,
  inForce: BRANCH_RULES.inForce,
};

export const STUDY_PACE: Provision = {
  id: "house-study-pace",
  title: "本地规定（学时按进度提醒）",
  gist: "六月底按全年的一半、九月底按四分之三、年底按全年提醒；不到每人，只说支部里还有几名。",
  force: "house",
  confirmed: true,
  inForce: EDUCATION_RULES.inForce,
};
