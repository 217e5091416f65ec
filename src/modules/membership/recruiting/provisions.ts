import type { Provision } from "#shared/finding.ts";
import { DISCIPLINE_RULES, RECRUITING_RULES_2026, recruitingRule } from "#shared/regulations.ts";

/**
 * The regulations that recruiting cites (regulations.md 1 and 2); `confirmed` as read there: content or number unread is
 * false. The text of 2026 is known through two readings only, so that all of it is unread; where they name no article,
 * none is named here.
 */

const unread = { confirmed: false };

export const APPLICATION = recruitingRule(
  "must",
  "年满十八岁的先进分子可以申请入党，向工作、学习所在单位党组织提出；没有单位的，向居住地党组织提出。",
  { id: "recruiting-5", at: "第五条" },
  { id: "recruiting-2026-5", at: "第五条、第六条" },
);

export const FIVE_YEARS_OUT = DISCIPLINE_RULES.must(
  "discipline-five-years",
  "（开除党籍）",
  "受到开除党籍处分的，五年内不得重新入党。",
  { confirmed: false },
);

export const FIRST_TALK = recruitingRule(
  "must",
  "收到入党申请书后，应当在一个月内派人同申请人谈话。",
  { id: "recruiting-7", at: "第七条" },
  { id: "recruiting-2026-7", at: "第七条" },
);

export const ACTIVIST = recruitingRule(
  "must",
  "入党积极分子由党员推荐、群团组织推优产生，经支部委员会研究决定，报上级党委备案。",
  { id: "recruiting-8", at: "第八条" },
  { id: "recruiting-2026-8", at: "第八条" },
);

export const CONTACTS = recruitingRule(
  "must",
  "指定一至两名正式党员作入党积极分子的培养联系人。",
  { id: "recruiting-9", at: "第九条" },
  { id: "recruiting-2026-contacts", at: "（培养联系人）" },
);

export const HALF_YEARLY = recruitingRule(
  "must",
  "党支部每半年对入党积极分子进行一次考察。",
  { id: "recruiting-11", at: "第十一条" },
  { id: "recruiting-2026-11", at: "第十一条" },
);

export const ONE_YEAR = recruitingRule(
  "must",
  "经过一年以上培养教育和考察、基本具备党员条件的入党积极分子，可以列为发展对象；报上级党委备案。",
  { id: "recruiting-13", at: "第十三条" },
  {
    id: "recruiting-2026-13",
    at: "第十三条",
    gist: "经过一年以上培养教育和考察、基本具备党员条件的入党积极分子，可以列为发展对象；支部委员会讨论同意后报上级党委（备案还是同意，待核实）。",
  },
);

export const INTRODUCERS = recruitingRule(
  "must",
  "发展对象应当有两名正式党员作入党介绍人；受留党察看处分、尚未恢复党员权利的党员不能作介绍人。",
  { id: "recruiting-14", at: "第十四条" },
  { id: "recruiting-2026-introducers", at: "（入党介绍人）" },
);

export const REVIEW = recruitingRule(
  "must",
  "党组织必须对发展对象进行政治审查，形成结论性材料；未经政治审查或者审查不合格的，不能发展入党。",
  { id: "recruiting-16", at: "第十六条", confirmed: true },
  { id: "recruiting-2026-16", at: "第十六条" },
);

export const TRAINING = recruitingRule(
  "should",
  "对发展对象进行短期集中培训，一般不少于三天或者二十四个学时；未经培训的，除个别特殊情况外，不能发展入党。",
  { id: "recruiting-17", at: "第十七条" },
  {
    id: "recruiting-2026-17",
    at: "第十七条",
    gist: "由基层党委或者县级党委组织部门对发展对象进行集中培训，不少于三天或者二十四个学时；未经培训的，除个别特殊情况外，不能发展入党。",
    force: "must",
  },
);

export const PREVIEW = recruitingRule(
  "should",
  "支部委员会审查合格后报上级党委预审；三个月内将离开工作、学习单位的，一般不办理接收手续。",
  { id: "recruiting-19", at: "第十九条", confirmed: true },
  { id: "recruiting-2026-18", at: "第十八条" },
);

export const MEETING = recruitingRule(
  "must",
  "赞成人数超过应到会有表决权的正式党员的半数，才能通过；到会的有表决权的党员必须超过应到会的半数；采取无记名投票，逐个讨论和表决。",
  { id: "recruiting-21", at: "第二十一条", confirmed: true },
  { id: "recruiting-2026-vote", at: "（支部大会表决）" },
);

export const APPROVER = recruitingRule(
  "must",
  "预备党员由党委审批；党总支不能审批，村、社区党委和临时党组织没有审批权，只能审议后上报。",
  { id: "recruiting-23", at: "第二十三条" },
  { id: "recruiting-2026-approver", at: "（审批权限）" },
);

export const APPROVAL_TIME = recruitingRule(
  "must",
  "党委对党支部上报的决议，应当在三个月内审批，特殊情况可以适当延长，不得超过六个月。",
  { id: "recruiting-26", at: "第二十六条" },
  {
    id: "recruiting-2026-25",
    at: "第二十五条",
    gist: "党委对党支部上报的决议，一般在三个月内审批，最长不超过六个月。",
  },
);

export const ON_PROBATION = recruitingRule(
  "must",
  "预备党员编入党支部和党小组，必须面向党旗进行入党宣誓；党组织对预备党员继续教育和考察。",
  { id: "recruiting-30", at: "第三十条、第三十一条" },
  { id: "recruiting-2026-observation", at: "（预备党员的教育和考察）" },
);

export const PROBATION = recruitingRule(
  "must",
  "预备期为一年，从支部大会通过之日算起；可以延长一次，不少于半年、不超过一年。",
  { id: "recruiting-32-probation", at: "第三十二条" },
  { id: "recruiting-2026-probation", at: "（预备期）" },
);

export const CONVERSION = recruitingRule(
  "must",
  "预备期满，党支部应当及时讨论能否转为正式党员：按期转正、延长预备期或者取消预备党员资格。",
  { id: "recruiting-33", at: "第三十三条", confirmed: true },
  {
    id: "recruiting-2026-32",
    at: "第三十二条、第三十三条",
    gist: "预备期满，本人提出书面申请，党支部应当及时讨论能否转为正式党员：按期转正、延长预备期或者取消预备党员资格；党委三个月内审批。",
  },
);

export const POSTPONEMENT = recruitingRule(
  "must",
  "转入的预备党员，预备期满时支部认为还不能决定能否转正的，可以推迟讨论，不超过六个月；讨论通过的，转正时间从原预备期满之日算起。",
  { id: "recruiting-37", at: "第三十七条" },
  { id: "recruiting-2026-postponement", at: "（推迟讨论转正）" },
);

export const FILE_KEPT = recruitingRule(
  "must",
  "转正后，将入党志愿书、入党申请书、政治审查材料、转正申请书和培养教育考察材料存入档案。",
  { id: "recruiting-35", at: "第三十五条" },
  { id: "recruiting-2026-36", at: "第三十六条" },
);

/** New in the text of 2026. */
export const PUBLIC_NOTICE = RECRUITING_RULES_2026.must(
  "recruiting-2026-13-notice",
  "第十三条（公示）",
  "列为发展对象以前应当公示，公示不少于五个工作日。",
  unread,
);

/** New in the text of 2026. */
export const MEETING_TIME = RECRUITING_RULES_2026.must(
  "recruiting-2026-19",
  "第十九条",
  "预审合格后一个月内，党支部召开支部大会讨论接收预备党员。",
  unread,
);

/** New in the text of 2026, by one reading. */
export const OATH_TIME = RECRUITING_RULES_2026.should(
  "recruiting-2026-29",
  "第二十九条",
  "入党宣誓一般在批准为预备党员后一个月内进行。",
  unread,
);

export const ORDER: Provision = {
  id: "house-recruiting-order",
  title: "本地规定（发展党员的次序）",
  gist: "后一步的日期不早于它所依据的前一步；前一步没有记录，后一步不能登记。",
  force: "house",
  confirmed: true,
  inForce: { from: "2026-01-01", to: null },
};

export const PLAN_SUM: Provision = {
  id: "house-recruiting-plan",
  title: "本地规定（发展党员计划）",
  gist: "下级各党组织的计划数之和，不超过上级的计划数。",
  force: "house",
  confirmed: true,
  inForce: { from: "2026-01-01", to: null },
};
