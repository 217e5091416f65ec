/** Code sets about people and members (data dictionary B4, regulations 10). */
import { defineCodeSet } from "./code-set.ts";

/** GB/T 2261.1. A bare `0` is left out on purpose: another system in use writes it for women. */
export const sex = defineCodeSet({
  title: "性别",
  source: "GB/T 2261.1",
  confirmed: true,
  entries: [
    { value: "male", term: "男", code: "1", aliases: ["男性", "男性别", "M"] },
    { value: "female", term: "女", code: "2", aliases: ["女性", "F"] },
    { value: "unstated", term: "未说明", code: "9", aliases: ["未说明的性别"] },
    { value: "unknown", term: "未知", aliases: ["未知的性别"] },
  ],
});

export const politicalStatus = defineCodeSet({
  title: "政治面貌",
  source: "GB/T 4762-1984",
  confirmed: true,
  entries: [
    { value: "member", term: "中共党员", code: "01", aliases: ["党员", "正式党员", "中国共产党党员"] },
    { value: "probationary_member", term: "中共预备党员", code: "02", aliases: ["预备党员", "中国共产党预备党员"] },
    { value: "youth_league", term: "共青团员", code: "03", aliases: ["团员"] },
    { value: "revolutionary_committee", term: "民革党员", code: "04", aliases: ["民革会员", "民革"] },
    { value: "democratic_league", term: "民盟盟员", code: "05", aliases: ["民盟"] },
    { value: "national_construction", term: "民建会员", code: "06", aliases: ["民建"] },
    { value: "promoting_democracy", term: "民进会员", code: "07", aliases: ["民进"] },
    { value: "peasants_workers", term: "农工党党员", code: "08", aliases: ["农工党"] },
    { value: "zhi_gong", term: "致公党党员", code: "09", aliases: ["致公党"] },
    { value: "jiusan", term: "九三学社社员", code: "10", aliases: ["九三学社"] },
    { value: "self_government_league", term: "台盟盟员", code: "11", aliases: ["台盟"] },
    { value: "no_party", term: "无党派人士", code: "12", aliases: ["无党派"] },
    { value: "masses", term: "群众", code: "13" },
  ],
});

export const membershipCategory = defineCodeSet({
  title: "人员类别",
  source: "regulations 10.6",
  confirmed: true,
  entries: [
    { value: "full", term: "正式党员", aliases: ["正式", "党员", "中共党员", "中共正式党员"] },
    { value: "probationary", term: "预备党员", aliases: ["预备", "中共预备党员", "预备期党员"] },
  ],
});

export const registryStatus = defineCodeSet({
  title: "党籍状态",
  source: "codes of a system seen (B4f); the national form has only 正常 and 停止党籍",
  confirmed: true,
  entries: [
    { value: "normal", term: "正常", aliases: ["正常党籍", "在册", "正常党员"] },
    { value: "kept", term: "保留党籍", aliases: ["保留"] },
    { value: "stopped", term: "停止党籍", aliases: ["已停止党籍", "停止"] },
    { value: "restored", term: "恢复党籍", aliases: ["已恢复党籍", "恢复"] },
    { value: "left", term: "已出党", aliases: ["出党", "开除党籍", "已出党籍"] },
    { value: "dead", term: "已死亡", aliases: ["死亡", "去世", "已去世", "病故"] },
  ],
});

export const developmentStage = defineCodeSet({
  title: "发展阶段",
  source: "regulations 10.6: the national system keeps exactly these five lists",
  confirmed: true,
  entries: [
    { value: "applicant", term: "入党申请人", aliases: ["申请人", "申请入党人员"] },
    { value: "activist", term: "入党积极分子", aliases: ["积极分子"] },
    { value: "target", term: "发展对象" },
    { value: "probationary", term: "预备党员" },
    { value: "full", term: "正式党员" },
  ],
});

export const joinKind = defineCodeSet({
  title: "入党类型",
  source: "JoinTypeCode of the annual statistics (B4e); other values were not visible",
  confirmed: false,
  entries: [
    { value: "league_member", term: "共青团员入党", aliases: ["共青团员", "团员入党"], code: "1111" },
    { value: "league_recommended", term: "共青团员入党（经推优）", aliases: ["推优入党", "经推优"], code: "11111" },
    { value: "special_case", term: "特殊情况下入党", aliases: ["特殊情况", "火线入党"], code: "1113" },
    { value: "ordinary", term: "一般情况下入党", aliases: ["一般", "其他", "一般情况"] },
  ],
});

export const conversionOutcome = defineCodeSet({
  title: "转正情况",
  source: "《发展党员工作细则》第三十二、三十三条",
  confirmed: true,
  entries: [
    { value: "on_time", term: "按期转正", aliases: ["按期", "已转正"] },
    { value: "extended", term: "延长预备期", aliases: ["延长"] },
    { value: "cancelled", term: "取消预备党员资格", aliases: ["取消", "取消资格"] },
  ],
});

/** Post held at work (B4b): the axis of the statistics. Values under a class share its code prefix. */
export const workPost = defineCodeSet({
  title: "工作岗位",
  source: "JobCode prefixes of the annual statistics (B4b)",
  confirmed: true,
  entries: [
    { value: "organ_staff", term: "党政机关工作人员", code: "011", aliases: ["机关工作人员", "公务员", "党政机关"] },
    { value: "institution_manager", term: "事业单位管理人员", code: "012", aliases: ["事业单位管理岗位"] },
    { value: "institution_professional", term: "事业单位专业技术人员", code: "013", aliases: ["教师", "医生"] },
    { value: "public_enterprise_manager", term: "公有制企业管理人员", code: "014", aliases: ["国有企业管理人员"] },
    {
      value: "public_enterprise_professional",
      term: "公有制企业专业技术人员",
      code: "015",
      aliases: ["国有企业专业技术人员"],
    },
    { value: "public_worker", term: "公有制单位工勤技能人员", code: "016", aliases: ["工勤技能人员", "工人"] },
    { value: "public_migrant_worker", term: "公有制单位工勤技能人员（农民工）", code: "0164" },
    { value: "private_enterprise_manager", term: "非公有制企业管理人员", code: "021", aliases: ["非公企业管理人员"] },
    {
      value: "private_enterprise_professional",
      term: "非公有制企业专业技术人员",
      code: "022",
      aliases: ["非公企业专业技术人员"],
    },
    { value: "private_nonprofit_manager", term: "民办非企业单位管理人员", code: "023" },
    {
      value: "private_nonprofit_professional",
      term: "民办非企业单位专业技术人员",
      code: "024",
      aliases: ["民办非企业专业技术人员"],
    },
    { value: "private_worker", term: "非公有制单位工勤技能人员", code: "025" },
    { value: "private_migrant_worker", term: "非公有制单位工勤技能人员（农民工）", code: "0253", aliases: ["农民工"] },
    { value: "farmer", term: "农牧渔民", code: "1", aliases: ["农民", "务农", "渔民", "牧民", "在家务农"] },
    {
      value: "farmer_away",
      term: "外出务工经商的农牧渔民",
      code: "113",
      aliases: ["外出务工经商人员", "外出务工", "外出务工经商"],
    },
    { value: "soldier", term: "军人、武警", code: "2", aliases: ["军人", "武警", "现役军人"] },
    { value: "student", term: "学生", code: "3", aliases: ["在校学生", "大学生"] },
    {
      value: "retired",
      term: "离退休人员",
      code: "4",
      aliases: ["离退休", "退休", "离休", "退休人员", "离休干部", "退休干部", "退休工人"],
    },
    { value: "other", term: "其他", code: "5", aliases: ["其它", "其他职业", "待业", "无业", "未就业"] },
  ],
});

export const socialStratum = defineCodeSet({
  title: "新社会阶层类型",
  source: "StratumCode of the annual statistics (B4c)",
  confirmed: true,
  entries: [
    { value: "private_technology", term: "民营科技企业创业人员和技术人员", code: "1" },
    { value: "foreign_enterprise", term: "受聘于外资企业的管理技术人员", code: "2" },
    { value: "self_employed", term: "个体劳动者", code: "3", aliases: ["个体户", "个体工商户"] },
    { value: "private_owner", term: "私营企业主", code: "4" },
    { value: "intermediary", term: "中介组织从业人员", code: "5" },
    { value: "freelance", term: "自由职业人员", code: "6", aliases: ["自由职业者"] },
  ],
});

export const frontLine = defineCodeSet({
  title: "一线情况",
  source: "OneLineCode of the annual statistics (B4d)",
  confirmed: true,
  entries: [
    { value: "industry", term: "企业生产一线", code: "01", aliases: ["企业生产"] },
    { value: "agriculture", term: "农村生产一线", code: "02", aliases: ["农村生产"] },
    { value: "teaching", term: "教学、科研一线", code: "03", aliases: ["教学科研", "04"] },
    { value: "organ", term: "机关一线", code: "05", aliases: ["机关"] },
  ],
});

export const titleLevel = defineCodeSet({
  title: "专业技术职务级别",
  source: "annual statistics (B4)",
  confirmed: true,
  entries: [
    { value: "senior", term: "高级", code: "1", aliases: ["正高", "副高", "正高级", "副高级"] },
    { value: "middle", term: "中级", code: "2" },
    { value: "junior", term: "初级", code: "3", aliases: ["助理级", "员级"] },
  ],
});

export const memberTag = defineCodeSet({
  title: "党员标签",
  source: "constants and bands of systems seen (B4g)",
  confirmed: true,
  entries: [
    { value: "reported_to_community", term: "在职报到党员" },
    { value: "hardship", term: "困难党员" },
    { value: "retired", term: "退休党员" },
    { value: "volunteer", term: "党员志愿者" },
    { value: "party_worker", term: "党务工作者" },
    { value: "first_secretary", term: "第一书记" },
    { value: "veteran", term: "老党员", aliases: ["党龄50年以上"] },
    { value: "joined_before_1949", term: "建国前入党", aliases: ["新中国成立前入党"] },
    { value: "cannot_care_for_self", term: "生活不能自理或丧失劳动能力", aliases: ["生活不能自理", "丧失劳动能力"] },
    { value: "able_to_lead_to_wealth", term: "有带富能力", aliases: ["带富能力"] },
    { value: "leader_to_wealth", term: "致富带头人" },
  ],
});
