import type { Provision } from "#shared/finding.ts";
import {
  ALWAYS,
  BRANCH_4_SET_UP,
  BRANCH_4_SIZE,
  BRANCH_20_SECRETARY,
  BRANCH_21_TERM,
  BRANCH_22_REMINDER,
  BRANCH_RULES,
  HOUSE_SUPERIOR_DECIDES,
  RURAL_19_ONE_SHOULDER,
  RURAL_RULES,
  regulation,
  TERM_COMMITTEE,
} from "#shared/regulations.ts";

/** As revised. */
const ORGAN_RULES = regulation("《中国共产党党和国家机关基层组织工作条例》", "2019-12-27");

export const BRANCH_5_JOINT = BRANCH_RULES.must(
  "branch-5-joint",
  "第五条",
  "正式党员不足3人的单位，按照地域相邻、行业相近、规模适当、便于管理的原则成立联合党支部。",
);

export const BRANCH_5_FIVE_UNITS = BRANCH_RULES.should(
  "branch-5-five-units",
  "第五条",
  "联合党支部覆盖单位一般不超过5个。",
);

export const BRANCH_5_PROJECT = BRANCH_RULES.must(
  "branch-5-project",
  "第五条",
  "为期6个月以上的工程、工作项目等，符合条件的应当成立党支部。",
);

export const BRANCH_7_ADJUST = BRANCH_RULES.must(
  "branch-7-adjust",
  "第七条",
  "因党员人数或所在单位、区域等发生变化，不再符合设立条件的，上级党组织应当及时予以调整或者撤销。",
  { confirmed: false },
);

export const BRANCH_8_TEMPORARY = BRANCH_RULES.must(
  "branch-8-temporary",
  "第八条",
  "临时组建的机构撤销后，临时党支部自然撤销。",
);

export const BRANCH_8_RELATIONS = BRANCH_RULES.should(
  "branch-8-relations",
  "第八条",
  "临时党支部由组织关系不转接的党员组成，组织关系仍在原来的党支部；一般不发展党员、处分处置党员，不收缴党费，不进行换届。",
);

export const BRANCH_20_COMMITTEE = BRANCH_RULES.must(
  "branch-20-committee",
  "第二十条",
  "有正式党员7人以上的党支部，应当设立党支部委员会。",
);

export const BRANCH_20_SEATS = BRANCH_RULES.should(
  "branch-20-seats",
  "第二十条",
  "党支部委员会由3至5人组成，一般不超过7人。",
);

export const BRANCH_21_VACANCY = BRANCH_RULES.must(
  "branch-21-vacancy",
  "第二十一条",
  "党支部书记、副书记、委员出现空缺的，应当及时进行补选；确有必要时，上级党组织可以指派。",
);

export const RURAL_5_GENERAL_BRANCH = RURAL_RULES.should(
  "rural-5-general-branch",
  "第五条",
  "村党员人数超过50人的，或者党员人数虽不足50人、确因工作需要的，可以成立党的总支部。",
);

export const RURAL_5_COMMITTEE = RURAL_RULES.must(
  "rural-5-committee",
  "第五条",
  "村党员人数100人以上的，根据工作需要，经县级地方党委批准，可以成立党的基层委员会，由乡镇党委领导。",
);

export const RURAL_5_APPROVAL = RURAL_RULES.must(
  "rural-5-approval",
  "第五条",
  "村及以下党的基层组织的设立或者撤销，由乡镇党委或者以上党组织批准。",
);

export const ORGAN_5_GENERAL_BRANCH = ORGAN_RULES.must(
  "organ-5-general-branch",
  "第五条至第七条",
  "机关党员50人以上、不足100人的，设立党的总支部委员会。",
);

export const ORGAN_5_COMMITTEE = ORGAN_RULES.must(
  "organ-5-committee",
  "第五条至第七条",
  "机关党员100人以上的，设立党的基层委员会。",
);

export const HOUSE_NEIGHBOURS: Provision = {
  id: "house-neighbours",
  title: "开发区优化设置做法（地域相邻、行业相近、优化设置、分类管理）",
  gist: "相距不超过3公里、行业相同、人数都不多的党支部，建议合并设置。",
  force: "house",
  confirmed: true,
  inForce: ALWAYS,
};

export const HOUSE_GRANTS_DECIDED: Provision = {
  id: "house-grants-decided",
  title: "本地规定",
  gist: "组织撤并时，原组织上的每一项授权都要由人决定收回还是带到新组织，谁的权限都不因撤并而自动增减。",
  force: "house",
  confirmed: true,
  inForce: ALWAYS,
};

export {
  BRANCH_4_SET_UP,
  BRANCH_4_SIZE,
  BRANCH_20_SECRETARY,
  BRANCH_21_TERM,
  BRANCH_22_REMINDER,
  HOUSE_SUPERIOR_DECIDES,
  RURAL_19_ONE_SHOULDER,
  TERM_COMMITTEE,
};

export const PROVISIONS: readonly Provision[] = [
  BRANCH_4_SET_UP,
  BRANCH_4_SIZE,
  BRANCH_5_JOINT,
  BRANCH_5_FIVE_UNITS,
  BRANCH_5_PROJECT,
  BRANCH_7_ADJUST,
  BRANCH_8_TEMPORARY,
  BRANCH_8_RELATIONS,
  BRANCH_20_COMMITTEE,
  BRANCH_20_SEATS,
  BRANCH_20_SECRETARY,
  BRANCH_21_TERM,
  BRANCH_21_VACANCY,
  BRANCH_22_REMINDER,
  TERM_COMMITTEE,
  RURAL_5_GENERAL_BRANCH,
  RURAL_5_COMMITTEE,
  RURAL_5_APPROVAL,
  ORGAN_5_GENERAL_BRANCH,
  ORGAN_5_COMMITTEE,
  RURAL_19_ONE_SHOULDER,
  HOUSE_NEIGHBOURS,
  HOUSE_SUPERIOR_DECIDES,
  HOUSE_GRANTS_DECIDED,
];
