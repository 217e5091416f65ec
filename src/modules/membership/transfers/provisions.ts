import type { Provision } from "#shared/finding.ts";
import { EDUCATION_RULES } from "#shared/regulations.ts";

/** The regulations that transfers rest on (regulations.md 5, 5.3, 11); `confirmed` as read there. */

export const SENDER_ANSWERS = EDUCATION_RULES.must(
  "education-25-sender",
  "第二十五条（接收之前）",
  "组织关系转接过程中，在接收党组织接收之前，由转出党组织负责管理；没有正当理由，任何一方不得拒绝。",
);

export const DIRECT_TRANSFER = EDUCATION_RULES.must(
  "education-25-direct",
  "第二十五条（直接转接）",
  "具有审批预备党员权限的基层党委，可以在全国范围直接相互转移和接收组织关系，接收方可以查核党员档案。",
);

export const MEMBER_FILE = EDUCATION_RULES.must(
  "education-26",
  "第二十六条",
  "没有人事档案的党员，由基层党委建立党员档案；档案随组织关系转移。",
);

export const LETTER_DAYS: Provision = {
  id: "house-letter-days",
  title: "各地通行做法：介绍信有效期",
  gist: "组织关系介绍信有效期，市内一般十天，市外一般三十天，最长不超过三个月；可以按本地做法填写。",
  force: "house",
  confirmed: false,
  inForce: EDUCATION_RULES.inForce,
};

export const CERTIFICATE_DAYS: Provision = {
  id: "house-certificate-days",
  title: "各地通行做法：党员证明信",
  gist: "党员临时外出六个月以内、不转移组织关系的，凭党员证明信证明身份、参加组织生活；有效期最长六个月。",
  force: "house",
  confirmed: false,
  inForce: EDUCATION_RULES.inForce,
};

export const GRADUATES = EDUCATION_RULES.should(
  "education-34-graduates",
  "第三十四条（毕业生）",
  "没有落实工作单位的高校毕业生党员，组织关系可以保留在原就读高校或者转到居住地，保留一般不超过两年。",
);
