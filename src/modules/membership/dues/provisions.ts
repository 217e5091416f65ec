import type { Provision } from "#shared/finding.ts";
import { regulation } from "#shared/regulations.ts";

/** What the regulation on dues says (regulations.md 6); number and date of the document itself are not confirmed. */
const DUES_RULES = regulation("《关于中国共产党党费收缴、使用和管理的规定》", "2008-04-01");

export const DUES_RATES = DUES_RULES.must(
  "dues-1-6",
  "第一至六条",
  "按月取得工资的党员以税后固定收入为基数，按档一次全额计算；离退休党员按养老金计算；农民党员每月0.2元至1元；学生、下岗失业、领取低保等党员每月0.2元。",
);

export const DUES_YEARLY: Provision = {
  id: "dues-notice-2017",
  title: "2017年关于党费收缴工作的通知",
  gist: "离退休党员的月缴额可以在年初核定，一年内不变。",
  force: "should",
  confirmed: false,
  inForce: { from: "2017-01-01", to: null },
};

export const DUES_RELIEF = DUES_RULES.must(
  "dues-7",
  "第七条",
  "交纳党费确有困难的党员，经党支部研究，报上一级党委批准后，可以少交或免交。",
);

export const DUES_FROM_ADMISSION = DUES_RULES.must(
  "dues-8",
  "第八条",
  "预备党员从支部大会通过其为预备党员之日起交纳党费。",
);

export const DUES_NEW_PAY = DUES_RULES.must(
  "dues-10",
  "第十条",
  "党员工资收入发生变化后，从按新工资标准领取工资的当月起，以新的基数交纳党费。",
);

export const DUES_LARGE_GIFT = DUES_RULES.must("dues-11", "第十一条", "党员自愿一次多交1000元以上的，全部上缴中央。");

export const DUES_MONTHLY = DUES_RULES.should(
  "dues-12",
  "第十二条",
  "党费按月交纳；有特殊情况经支部同意可以按季交纳，可以由亲属或其他党员代交；补交一般不得超过六个月。",
);

export const DUES_LATE = DUES_RULES.must(
  "dues-13",
  "第十三条",
  "不按规定交纳党费的，由党组织批评教育，限期改正；没有正当理由连续六个月不交的，按自行脱党处理。",
);

export const DUES_UPWARD = DUES_RULES.must(
  "dues-15",
  "第十五条",
  "收缴的党费按规定的比例逐级上缴；省以下的比例由省级党委确定。",
);

export const DUES_USES = DUES_RULES.must(
  "dues-19",
  "第十九条",
  "党费用于：培训党员；订阅购买学习资料和设备；表彰先进；补助生活困难的党员；补助受灾党员和修缮党员教育设施。",
);

export const DUES_COLLECTIVE = DUES_RULES.must(
  "dues-20",
  "第二十条",
  "使用和下拨党费，必须集体讨论决定，不得个人或少数人说了算。",
);

export const DUES_DISCLOSED = DUES_RULES.must("dues-disclosure", "（公布）", "党支部每年向党员公布一次党费收缴情况。", {
  confirmed: false,
});
