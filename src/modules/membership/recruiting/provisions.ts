import type { Provision } from "#shared/finding.ts";
import { DISCIPLINE_RULES, RECRUITING_RULES } from "#shared/regulations.ts";

/** The regulations that recruiting cites (regulations.md 1 and 2); `confirmed` as read there: content or number unread is false. */

export const APPLICATION = RECRUITING_RULES.must(
  "recruiting-5",
  "第五条",
  "年满十八岁的先进分子可以申请入党，向工作、学习所在单位党组织提出；没有单位的，向居住地党组织提出。",
  { confirmed: false },
);

export const FIVE_YEARS_OUT = DISCIPLINE_RULES.must(
  "discipline-five-years",
  "（开除党籍）",
  "受到开除党籍处分的，五年内不得重新入党。",
  { confirmed: false },
);

export const FIRST_TALK = RECRUITING_RULES.must(
  "recruiting-7",
  "第七条",
  "收到入党申请书后，应当在一个月内派人同申请人谈话。",
  { confirmed: false },
);

export const ACTIVIST = RECRUITING_RULES.must(
  "recruiting-8",
  "第八条",
  "入党积极分子由党员推荐、群团组织推优产生，经支部委员会研究决定，报上级党委备案。",
  { confirmed: false },
);

export const CONTACTS = RECRUITING_RULES.must(
  "recruiting-9",
  "第九条",
  "指定一至两名正式党员作入党积极分子的培养联系人。",
  { confirmed: false },
);

export const HALF_YEARLY = RECRUITING_RULES.must(
  "recruiting-11",
  "第十一条",
  "党支部每半年对入党积极分子进行一次考察。",
  { confirmed: false },
);

export const ONE_YEAR = RECRUITING_RULES.must(
  "recruiting-13",
  "第十三条",
  "经过一年以上培养教育和考察、基本具备党员条件的入党积极分子，可以列为发展对象；报上级党委备案。",
  { confirmed: false },
);

export const INTRODUCERS = RECRUITING_RULES.must(
  "recruiting-14",
  "第十四条",
  "发展对象应当有两名正式党员作入党介绍人；受留党察看处分、尚未恢复党员权利的党员不能作介绍人。",
  { confirmed: false },
);

export const REVIEW = RECRUITING_RULES.must(
  "recruiting-16",
  "第十六条",
  "党组织必须对发展对象进行政治审查，形成结论性材料；未经政治审查或者审查不合格的，不能发展入党。",
);

export const TRAINING = RECRUITING_RULES.should(
  "recruiting-17",
  "第十七条",
  "对发展对象进行短期集中培训，一般不少于三天或者二十四个学时；未经培训的，除个别特殊情况外，不能发展入党。",
  { confirmed: false },
);

export const PREVIEW = RECRUITING_RULES.should(
  "recruiting-19",
  "第十九条",
  "支部委员会审查合格后报上级党委预审；三个月内将离开工作、学习单位的，一般不办理接收手续。",
);

export const MEETING = RECRUITING_RULES.must(
  "recruiting-21",
  "第二十一条",
  "赞成人数超过应到会有表决权的正式党员的半数，才能通过；到会的有表决权的党员必须超过应到会的半数；采取无记名投票，逐个讨论和表决。",
);

export const APPROVER = RECRUITING_RULES.must(
  "recruiting-23",
  "第二十三条",
  "预备党员由党委审批；党总支不能审批，村、社区党委和临时党组织没有审批权，只能审议后上报。",
  { confirmed: false },
);

export const APPROVAL_TIME = RECRUITING_RULES.must(
  "recruiting-26",
  "第二十六条",
  "党委对党支部上报的决议，应当在三个月内审批，特殊情况可以适当延长，不得超过六个月。",
  { confirmed: false },
);

export const ON_PROBATION = RECRUITING_RULES.must(
  "recruiting-30",
  "第三十条、第三十一条",
  "预备党员编入党支部和党小组，必须面向党旗进行入党宣誓；党组织对预备党员继续教育和考察。",
  { confirmed: false },
);

export const PROBATION = RECRUITING_RULES.must(
  "recruiting-32-probation",
  "第三十二条",
  "预备期为一年，从支部大会通过之日算起；可以延长一次，不少于半年、不超过一年。",
  { confirmed: false },
);

export const CONVERSION = RECRUITING_RULES.must(
  "recruiting-33",
  "第三十三条",
  "预备期满，党支部应当及时讨论能否转为正式党员：按期转正、延长预备期或者取消预备党员资格。",
);

export const POSTPONEMENT = RECRUITING_RULES.must(
  "recruiting-37",
  "第三十七条",
  "转入的预备党员，预备期满时支部认为还不能决定能否转正的，可以推迟讨论，不超过六个月；讨论通过的，转正时间从原预备期满之日算起。",
  { confirmed: false },
);

export const FILE_KEPT = RECRUITING_RULES.must(
  "recruiting-35",
  "第三十五条",
  "转正后，将入党志愿书、入党申请书、政治审查材料、转正申请书和培养教育考察材料存入档案。",
  { confirmed: false },
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
