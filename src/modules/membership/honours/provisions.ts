import type { Provision } from "#shared/finding.ts";
import { ALWAYS, DISCIPLINE_RULES, EDUCATION_RULES, ELECTION_RULES } from "#shared/regulations.ts";

/** What honours, discipline and disposition rest on (regulations.md 1.2, 4, 5); `confirmed` as read there. */

const CHARTER_IN_FORCE = { from: "2022-10-22", to: null } as const;

export const FIVE_MEASURES: Provision = {
  id: "charter-41",
  title: "《中国共产党章程》第四十一条",
  gist: "党的纪律处分有五种：警告、严重警告、撤销党内职务、留党察看、开除党籍。留党察看最长不超过两年；期间没有表决权、选举权和被选举权；确已改正错误的恢复党员权利，坚持错误不改的开除党籍。",
  force: "must",
  confirmed: false,
  inForce: CHARTER_IN_FORCE,
};

export const PROBATION_EXTENDED = DISCIPLINE_RULES.must(
  "discipline-probation-extended",
  "（留党察看的期限）",
  "留党察看分为一年、两年；一年期满仍不符合恢复党员权利条件的，延长一年；最长不超过两年。",
  { confirmed: false },
);

export const POSTS_END = DISCIPLINE_RULES.must(
  "discipline-posts-end",
  "（撤销党内职务和留党察看）",
  "撤销党内职务，撤销由党内选举或者组织任命的党内职务；受留党察看处分的，党内职务自然撤销。",
  { confirmed: false },
);

export const RIGHTS_SUSPENDED = ELECTION_RULES.must(
  "election-5-suspended",
  "第五条",
  "受留党察看处分的党员在期间没有表决权、选举权和被选举权；党员被留置、逮捕的，暂停行使。停止党籍的同样不计入。",
);

export const RECTIFY_YEAR = EDUCATION_RULES.must(
  "education-30-rectify",
  "第三十条",
  "限期改正的时间一般不超过一年，党组织应当采取帮助教育措施。",
);

export const LEAVING_DISPOSITIONS = EDUCATION_RULES.must(
  "education-31-removal",
  "第三十一条",
  "对不合格党员，经教育仍不改正的，按规定程序劝退、除名；六个月没有正当理由不参加组织生活、不交纳党费、不做分配的工作，按自行脱党予以除名。",
);

export const PROBATIONARY_DISPOSITION = DISCIPLINE_RULES.must(
  "discipline-36-probationary",
  "第三十六条",
  "预备党员违犯党纪，情节较轻、可以保留资格的，批评教育或者延长预备期；情节较重的，取消预备党员资格（发展党员工作细则第三十二条同）。不给警告至开除党籍的处分。",
  { confirmed: false },
);

export const HOUSE_RESTRICTED: Provision = {
  id: "house-measures-restricted",
  title: "本地规定（处分和处置限定知悉范围）",
  gist: "处分、处置的内容只有专门授权的人凭理由查看，每次查看本人都看得到；支部只知道谁暂停行使表决权，不知道为什么。",
  force: "house",
  confirmed: true,
  inForce: ALWAYS,
};

export const HOUSE_AWARD_ONCE: Provision = {
  id: "house-award-once",
  title: "本地规定（一次表彰登记一次）",
  gist: "同一对象、同一称号、同一级别、同一天的表彰只登记一次；撤销荣誉另行登记，原记录保留。",
  force: "house",
  confirmed: true,
  inForce: ALWAYS,
};
