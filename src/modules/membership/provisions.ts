import type { Provision } from "#shared/finding.ts";
import { EDUCATION_RULES, recruitingRule } from "#shared/regulations.ts";

/** The regulations that the roster cites (regulations.md 1, 4, 10); `confirmed` as read there. */

export const ADULT: Provision = {
  id: "charter-1",
  title: "《中国共产党章程》第一条",
  gist: "年满十八岁才可以申请入党。",
  force: "must",
  confirmed: true,
  inForce: { from: "1956-09-26", to: null },
};

export const PROBATION_YEAR = recruitingRule(
  "must",
  "预备党员的预备期为一年，从支部大会通过其为预备党员之日算起；可以延长一次，不少于半年、不超过一年。",
  { id: "recruiting-32", at: "第三十二条" },
  { id: "recruiting-2026-probation-year", at: "（预备期）" },
);

export const SENIORITY = recruitingRule(
  "must",
  "党员的党龄，从预备期满转为正式党员之日算起。",
  { id: "recruiting-34", at: "第三十四条", confirmed: true },
  { id: "recruiting-2026-seniority", at: "（党龄）" },
);

export const ADMISSION = recruitingRule(
  "must",
  "接收预备党员须经支部大会讨论、有审批权限的党委审批；重新入党也是如此。",
  { id: "recruiting-admission", at: "（接收预备党员）" },
  { id: "recruiting-2026-admission", at: "（接收预备党员）" },
);

export const CONVERSION_DECIDED = recruitingRule(
  "must",
  "预备党员转为正式党员，须本人提出书面申请，经支部大会讨论通过、上级党委批准。",
  { id: "recruiting-conversion-decided", at: "（预备党员转正）" },
  { id: "recruiting-2026-conversion-decided", at: "（预备党员转正）" },
);

export const RESTORATION = EDUCATION_RULES.must(
  "education-24-restored",
  "第二十四条（恢复党籍）",
  "停止党籍的党员重新取得联系并符合条件的，由上级党组织批准恢复党籍；已经除名的不能恢复。",
  { confirmed: false },
);

export const STOPPED_OUT = EDUCATION_RULES.must(
  "education-24-stopped-out",
  "第二十四条（停止党籍）",
  "停止党籍的，从停止之日起不计入党员总数，不编入支部花名册，不交纳党费；年报中列为减少。",
  { confirmed: false },
);

export const ONE_ROSTER = EDUCATION_RULES.must(
  "education-25",
  "第二十五条",
  "每个党员编入一个支部；变动时转接组织关系，接收之前由转出的支部管理。",
  { confirmed: false },
);

export const IDENTITY_CHECK: Provision = {
  id: "gb-11643",
  title: "GB 11643-1999 公民身份号码",
  gist: "身份证号最后一位是校验码；出生日期和性别写在号码里，与旧档案不同时请人核实。",
  force: "should",
  confirmed: false,
  inForce: { from: "1999-07-01", to: null },
};

export const LETTER_VALIDITY = EDUCATION_RULES.should(
  "education-25-letter",
  "第二十五条（介绍信有效期）",
  "组织关系介绍信的有效期一般不超过三个月。",
  { confirmed: false },
);

export const YEARLY_IDENTITY: Provision = {
  id: "statistics-1",
  title: "党内统计年报表1",
  gist: "上年末党员数加本年增加减本年减少，等于本年末党员数。",
  force: "must",
  confirmed: true,
  inForce: { from: "2000-01-01", to: null },
};
