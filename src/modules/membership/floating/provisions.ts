import type { Provision } from "#shared/finding.ts";
import { EDUCATION_RULES } from "#shared/regulations.ts";

/** The regulations that floating members rest on (regulations.md 5, 5.1, 5.2, 11); `confirmed` as read there. */

export const TRANSFER_DUTY = EDUCATION_RULES.must(
  "education-25-transfer",
  "第二十五条（转接组织关系）",
  "党员工作单位、经常居住地变动，或者外出六个月以上并且地点相对固定的，应当转移组织关系。",
);

export const FLOATING_CARE = EDUCATION_RULES.must(
  "education-32",
  "第三十二条",
  "外出六个月以上、没有转移组织关系的是流动党员，党组织应当经常联系，做好教育、管理和服务；流入地协助管理，也可以在流入地参加民主评议。",
);

export const NAMED_CONTACT = EDUCATION_RULES.must(
  "education-33",
  "第三十三条",
  "农村党支部应当明确专人联系外出流动党员，利用党员返乡等时机加强教育管理。",
);

export const CONTACT_INTERVAL: Provision = {
  id: "house-floating-contact",
  title: "本地规定（流动党员至少每三个月联系一次）",
  gist: "中央文件没有规定间隔，各地通行每季度一次；可以按本地做法调整。",
  force: "house",
  confirmed: true,
  inForce: { from: "2024-11-01", to: null },
};

export const ABROAD_CONTACT = EDUCATION_RULES.must(
  "education-34",
  "第三十四条",
  "出国（境）学习研究的党员，原就读高校或者工作单位党组织每半年至少联系一次。",
);

export const LOST_CONTACT = EDUCATION_RULES.must(
  "education-24",
  "第二十四条",
  "与党组织失去联系六个月以上、通过各种方式查找仍然没有取得联系的，予以停止党籍；停止党籍两年后确实无法取得联系的，按照自行脱党予以除名。",
);

export const LOST_EARLY: Provision = {
  id: "house-lost-early",
  title: "本地规定（满四个月没有消息先提醒）",
  gist: "失去联系满六个月之前两个月提醒支部查找。",
  force: "house",
  confirmed: true,
  inForce: EDUCATION_RULES.inForce,
};

export const ACKNOWLEDGEMENT: Provision = {
  id: "house-acknowledgement",
  title: "本地规定（发出三十天内应有回执）",
  gist: "组织关系转接和流动党员接收，发出三十天没有回音的提醒双方；党员在接收之前由发出的支部管理。",
  force: "house",
  confirmed: true,
  inForce: EDUCATION_RULES.inForce,
};

export const ABROAD_SETTLED = EDUCATION_RULES.should(
  "education-24-abroad",
  "第二十四条（出国）",
  "出国（境）学习研究超过五年仍未返回的，一般予以停止党籍。",
);

export const PASS_VALIDITY: Provision = {
  id: "house-pass-year",
  title: "本地规定（流动党员活动证一年内有效）",
  gist: "活动证自签发之日起一年有效，期满由流出地党组织核实情况后重新签发（纸质证的年审）。",
  force: "house",
  confirmed: true,
  inForce: { from: "2024-11-01", to: null },
};

/** Days of the Spring Festival, before which members come home. */
export const SPRING_FESTIVALS: readonly string[] = [
  "2024-02-10",
  "2025-01-29",
  "2026-02-17",
  "2027-02-06",
  "2028-01-26",
  "2029-02-13",
  "2030-02-03",
  "2031-01-23",
  "2032-02-11",
  "2033-01-31",
  "2034-02-19",
  "2035-02-08",
];
