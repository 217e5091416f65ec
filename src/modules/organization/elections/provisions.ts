import type { Provision } from "#shared/finding.ts";
import { BRANCH_RULES, ELECTION_RIGHTS, ELECTION_RULES, RURAL_RULES } from "#shared/regulations.ts";

export { ELECTION_RIGHTS };

/**
 * What elections rest on (regulations.md 4, 3, 8). Numbers of articles that were only inferred are left out of the
 * titles; `confirmed` says whether the content was read.
 */

export const ELECTION_ON_TIME = ELECTION_RULES.must(
  "election-3-on-time",
  "第三条",
  "任期届满应当按期换届；需要提前或者延期的，报上级党组织批准，延长期限一般不超过1年。",
);

export const ELECTION_DELEGATES = ELECTION_RULES.should(
  "election-4-delegates",
  "第四条",
  "一般召开党员大会选举；党员500人以上，或者居住分散的，经上级批准可以召开党员代表大会选举。",
);

export const ELECTION_SURPLUS = ELECTION_RULES.must(
  "election-surplus",
  "（委员候选人的差额）",
  "委员候选人的差额不少于应选人数的20%。",
);

export const ELECTION_OFFICERS = ELECTION_RULES.should(
  "election-officers",
  "（书记、副书记的产生）",
  "设委员会的，书记、副书记由新一届委员会第一次全体会议等额选举产生；不设委员会的，由党员大会直接选举产生。",
);

export const ELECTION_CANDIDATES = ELECTION_RULES.must(
  "election-candidates",
  "（候选人的提出）",
  "候选人由上届委员会在酝酿提名、考察、听取意见的基础上提出，报上级党组织同意后，提交党员大会酝酿确定。",
);

export const ELECTION_QUORUM = ELECTION_RULES.must(
  "election-quorum",
  "（到会人数）",
  "有选举权的到会人数不少于应到会人数的五分之四，会议有效。",
);

export const ELECTION_LEFT_OUT = ELECTION_RULES.should(
  "election-left-out",
  "（不计算在应到会人数之内）",
  "因病不能表达意志、出国半年以上、长期在外应转未转组织关系等情形，经上级同意并由党员大会通过，可以不计算在应到会人数之内。",
  { confirmed: false },
);

export const ELECTION_CHAIR = ELECTION_RULES.must(
  "election-20-chair",
  "第二十条",
  "党员大会选举由上届委员会主持；不设委员会的由上届书记主持；第一次全体会议由上届委员会推荐新当选的委员主持。",
  { confirmed: false },
);

export const ELECTION_INTRODUCTION = ELECTION_RULES.must(
  "election-21-introduction",
  "第二十一条",
  "选举前应当介绍候选人的简历、工作实绩和主要优缺点，对选举人的询问应当答复。",
);

export const ELECTION_TELLERS = ELECTION_RULES.must(
  "election-22-tellers",
  "第二十二条、第二十三条",
  "监票人由选举人从不是候选人的党员中推选，经表决通过；计票人在监票人监督下工作。",
);

export const ELECTION_SECRET = ELECTION_RULES.must(
  "election-24-secret",
  "第二十四条",
  "选举采用无记名投票；因故未到会的不能委托他人代为投票；不能写选票的，可由本人委托非候选人代写。",
);

export const ELECTION_CHOICES = ELECTION_RULES.must(
  "election-25-choices",
  "第二十五条",
  "对候选人可以赞成、不赞成或者弃权；不赞成的可以另选他人，弃权的不能另选他人。",
);

export const ELECTION_VALID = ELECTION_RULES.must(
  "election-valid",
  "（选举的有效）",
  "收回的选票等于或者少于投票人数，选举有效；多于投票人数，选举无效，应当重新选举。",
);

export const ELECTION_PAPER_VALID = ELECTION_RULES.must(
  "election-paper-valid",
  "（选票的有效）",
  "每张选票所选人数等于或者少于应选人数为有效，多于应选人数为无效。",
);

export const ELECTION_ELECTED = ELECTION_RULES.must(
  "election-elected",
  "（当选）",
  "被选举人获得的赞成票超过应到会有选举权人数的一半，始得当选（早先的规定以实到会人数计算，现按应到会人数）。",
);

export const ELECTION_TIES = ELECTION_RULES.must(
  "election-ties",
  "（票数相等和名额不足）",
  "超过半数的多于应选名额，按得票多少取足；末位票数相等的，就这几人再次投票；不足名额的另行选举，接近应选名额的，经半数以上选举人同意也可以减少名额。",
);

export const ELECTION_APPROVAL = BRANCH_RULES.must(
  "election-approval",
  "第二十一条（选举结果）",
  "委员报上级党组织备案，书记、副书记报上级党组织批准。",
);

export const ELECTION_RECORDS: Provision = {
  id: "house-election-records",
  title: "换届选举材料清单（通行做法）",
  gist: "请示、批复、候选人请示和批复、选举办法、选票和计票单、监票计票报告单、选举结果报告、批复或者备案、交接清单。",
  force: "house",
  confirmed: false,
  inForce: ELECTION_RULES.inForce,
};

export const RURAL_8_SIZES = RURAL_RULES.should(
  "rural-8-sizes",
  "（村党组织委员会的组成）",
  "村党支部委员会一般3至5人，党总支委员会一般5至7人，党委一般5至7人、最多不超过9人。",
  { confirmed: false },
);

export const BRANCH_24_STANDING = BRANCH_RULES.should(
  "branch-24-standing",
  "第二十四条",
  "党支部书记一般应当具有1年以上党龄。",
  { confirmed: false },
);

/** 村民委员会组织法、城市居民委员会组织法 as amended, in force from 2026-01-01; the count goes back to 1998. */
export const VILLAGE_COUNT: Provision = {
  id: "village-law-count",
  title: "《中华人民共和国村民委员会组织法》（选举的有效和当选）",
  gist: "有登记参加选举的村民过半数投票，选举有效；候选人获得参加投票的村民过半数的选票，始得当选。居民委员会参照记录。",
  force: "must",
  confirmed: false,
  inForce: { from: "1998-11-04", to: null },
};

export const VILLAGE_TERM: Provision = {
  id: "village-law-term",
  title: "《中华人民共和国村民委员会组织法》《中华人民共和国城市居民委员会组织法》（任期）",
  gist: "村（居）民委员会每届任期5年，届满应当及时举行换届选举。",
  force: "must",
  confirmed: true,
  inForce: { from: "2018-12-29", to: null },
};

export const VILLAGE_6_BOTH: Provision = {
  id: "village-law-6",
  title: "《中华人民共和国村民委员会组织法》第六条",
  gist: "村党组织负责人可以通过法定程序担任村民委员会主任，两委成员可以交叉任职。",
  force: "should",
  confirmed: true,
  inForce: { from: "2026-01-01", to: null },
};
