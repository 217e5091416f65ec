import type { Provision } from "#shared/finding.ts";

/** 《中国共产党支部工作条例(试行)》, in force since 2018-10-28. */
const BRANCH_RULES = { from: "2018-10-28", to: null } as const;
/** 《中国共产党农村基层组织工作条例》, issued 2018-12-28. */
const RURAL_RULES = { from: "2018-12-28", to: null } as const;
/** 《中国共产党党和国家机关基层组织工作条例》, revised 2019-12-27. */
const ORGAN_RULES = { from: "2019-12-27", to: null } as const;
/** Our own choices hold for every day that can be asked. */
const ALWAYS = { from: "1921-07-01", to: null } as const;

export const BRANCH_4_SET_UP: Provision = {
  id: "branch-4-set-up",
  title: "《中国共产党支部工作条例（试行）》第四条",
  gist: "有正式党员3人以上的，都应当成立党支部。",
  force: "must",
  confirmed: true,
  inForce: BRANCH_RULES,
};

export const BRANCH_4_SIZE: Provision = {
  id: "branch-4-size",
  title: "《中国共产党支部工作条例（试行）》第四条",
  gist: "党支部党员人数一般不超过50人。",
  force: "should",
  confirmed: true,
  inForce: BRANCH_RULES,
};

export const BRANCH_5_JOINT: Provision = {
  id: "branch-5-joint",
  title: "《中国共产党支部工作条例（试行）》第五条",
  gist: "正式党员不足3人的单位，按照地域相邻、行业相近、规模适当、便于管理的原则成立联合党支部。",
  force: "must",
  confirmed: true,
  inForce: BRANCH_RULES,
};

export const BRANCH_5_FIVE_UNITS: Provision = {
  id: "branch-5-five-units",
  title: "《中国共产党支部工作条例（试行）》第五条",
  gist: "联合党支部覆盖单位一般不超过5个。",
  force: "should",
  confirmed: true,
  inForce: BRANCH_RULES,
};

export const BRANCH_5_PROJECT: Provision = {
  id: "branch-5-project",
  title: "《中国共产党支部工作条例（试行）》第五条",
  gist: "为期6个月以上的工程、工作项目等，符合条件的应当成立党支部。",
  force: "must",
  confirmed: true,
  inForce: BRANCH_RULES,
};

export const BRANCH_7_ADJUST: Provision = {
  id: "branch-7-adjust",
  title: "《中国共产党支部工作条例（试行）》第七条",
  gist: "因党员人数或所在单位、区域等发生变化，不再符合设立条件的，上级党组织应当及时予以调整或者撤销。",
  force: "must",
  confirmed: false,
  inForce: BRANCH_RULES,
};

export const BRANCH_8_TEMPORARY: Provision = {
  id: "branch-8-temporary",
  title: "《中国共产党支部工作条例（试行）》第八条",
  gist: "临时组建的机构撤销后，临时党支部自然撤销。",
  force: "must",
  confirmed: true,
  inForce: BRANCH_RULES,
};

export const BRANCH_20_COMMITTEE: Provision = {
  id: "branch-20-committee",
  title: "《中国共产党支部工作条例（试行）》第二十条",
  gist: "有正式党员7人以上的党支部，应当设立党支部委员会。",
  force: "must",
  confirmed: true,
  inForce: BRANCH_RULES,
};

export const BRANCH_20_SEATS: Provision = {
  id: "branch-20-seats",
  title: "《中国共产党支部工作条例（试行）》第二十条",
  gist: "党支部委员会由3至5人组成，一般不超过7人。",
  force: "should",
  confirmed: true,
  inForce: BRANCH_RULES,
};

export const BRANCH_20_SECRETARY: Provision = {
  id: "branch-20-secretary",
  title: "《中国共产党支部工作条例（试行）》第二十条",
  gist: "正式党员不足7人的党支部，设1名书记，必要时可以设1名副书记。",
  force: "must",
  confirmed: true,
  inForce: BRANCH_RULES,
};

export const BRANCH_21_TERM: Provision = {
  id: "branch-21-term",
  title: "《中国共产党支部工作条例（试行）》第二十一条",
  gist: "村和社区党支部委员会每届任期5年，其他基层单位党支部委员会一般每届任期3年。",
  force: "must",
  confirmed: true,
  inForce: BRANCH_RULES,
};

export const BRANCH_22_REMINDER: Provision = {
  id: "branch-22-reminder",
  title: "《中国共产党支部工作条例（试行）》第二十二条",
  gist: "任期届满6个月前，上级党组织提醒做好换届准备；提前或者延期换届一般不超过1年。",
  force: "should",
  confirmed: true,
  inForce: BRANCH_RULES,
};

export const RURAL_5_GENERAL_BRANCH: Provision = {
  id: "rural-5-general-branch",
  title: "《中国共产党农村基层组织工作条例》第五条",
  gist: "村党员人数超过50人的，或者党员人数虽不足50人、确因工作需要的，可以成立党的总支部。",
  force: "should",
  confirmed: true,
  inForce: RURAL_RULES,
};

export const RURAL_5_COMMITTEE: Provision = {
  id: "rural-5-committee",
  title: "《中国共产党农村基层组织工作条例》第五条",
  gist: "村党员人数100人以上的，根据工作需要，经县级地方党委批准，可以成立党的基层委员会，由乡镇党委领导。",
  force: "must",
  confirmed: true,
  inForce: RURAL_RULES,
};

export const RURAL_5_APPROVAL: Provision = {
  id: "rural-5-approval",
  title: "《中国共产党农村基层组织工作条例》第五条",
  gist: "村及以下党的基层组织的设立或者撤销，由乡镇党委或者以上党组织批准。",
  force: "must",
  confirmed: true,
  inForce: RURAL_RULES,
};

export const ORGAN_5_GENERAL_BRANCH: Provision = {
  id: "organ-5-general-branch",
  title: "《中国共产党党和国家机关基层组织工作条例》第五条至第七条",
  gist: "机关党员50人以上、不足100人的，设立党的总支部委员会。",
  force: "must",
  confirmed: true,
  inForce: ORGAN_RULES,
};

export const ORGAN_5_COMMITTEE: Provision = {
  id: "organ-5-committee",
  title: "《中国共产党党和国家机关基层组织工作条例》第五条至第七条",
  gist: "机关党员100人以上的，设立党的基层委员会。",
  force: "must",
  confirmed: true,
  inForce: ORGAN_RULES,
};

export const RURAL_19_ONE_SHOULDER: Provision = {
  id: "rural-19-one-shoulder",
  title: "《中国共产党农村基层组织工作条例》第十九条",
  gist: "村党组织书记应当通过法定程序担任村民委员会主任和村级集体经济组织、合作经济组织负责人，推行村“两委”班子成员交叉任职。",
  force: "must",
  confirmed: true,
  inForce: RURAL_RULES,
};

export const HOUSE_NEIGHBOURS: Provision = {
  id: "house-neighbours",
  title: "开发区优化设置做法（地域相邻、行业相近、优化设置、分类管理）",
  gist: "相距不超过3公里、行业相同、人数都不多的党支部，建议合并设置。",
  force: "house",
  confirmed: true,
  inForce: ALWAYS,
};

export const HOUSE_SUPERIOR_DECIDES: Provision = {
  id: "house-superior-decides",
  title: "本平台的约定",
  gist: "组织设置的变动由有关组织的共同上级党委、党工委决定；没有法规另行规定时按此办理。",
  force: "house",
  confirmed: true,
  inForce: ALWAYS,
};

export const HOUSE_GRANTS_DECIDED: Provision = {
  id: "house-grants-decided",
  title: "本平台的约定",
  gist: "组织撤并时，原组织上的每一项授权都要由人决定收回还是带到新组织，谁的权限都不因撤并而自动增减。",
  force: "house",
  confirmed: true,
  inForce: ALWAYS,
};

export const PROVISIONS: readonly Provision[] = [
  BRANCH_4_SET_UP,
  BRANCH_4_SIZE,
  BRANCH_5_JOINT,
  BRANCH_5_FIVE_UNITS,
  BRANCH_5_PROJECT,
  BRANCH_7_ADJUST,
  BRANCH_8_TEMPORARY,
  BRANCH_20_COMMITTEE,
  BRANCH_20_SEATS,
  BRANCH_20_SECRETARY,
  BRANCH_21_TERM,
  BRANCH_22_REMINDER,
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
