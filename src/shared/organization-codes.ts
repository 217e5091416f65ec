/** Code sets about Party organisations and the units they stand in (data dictionary B1 to B3). */
import { defineCodeSet } from "./code-set.ts";

export const organizationKind = defineCodeSet({
  title: "组织类别",
  source: "regulations 10.6; national numeric codes are not public and not used",
  confirmed: true,
  entries: [
    {
      value: "working_committee",
      term: "党工委",
      aliases: ["工委", "工作委员会", "派出工委", "街道党工委", "党的工作委员会"],
    },
    {
      value: "committee",
      term: "党委",
      aliases: ["基层党委", "委员会", "乡镇党委", "系统党委", "党的委员会", "党的基层委员会", "村党委", "社区党委"],
    },
    {
      value: "general_branch",
      term: "党总支",
      aliases: ["总支", "党总支部", "总支部", "总支部委员会", "党的总支部委员会"],
    },
    { value: "branch", term: "党支部", aliases: ["支部", "支部委员会", "党的支部委员会", "单独党支部"] },
    { value: "joint_branch", term: "联合党支部", aliases: ["联合支部", "联合支部委员会"] },
    { value: "temporary_branch", term: "临时党支部", aliases: ["临时支部", "临时支部委员会"] },
    {
      value: "floating_branch",
      term: "流动党员党支部",
      aliases: ["流动党支部", "流动支部", "流动党员支部", "流动党员支部委员会"],
    },
    {
      value: "functional_branch",
      term: "功能型党支部",
      aliases: ["功能型支部", "功能党支部", "功能型党组织", "网格党支部"],
    },
    { value: "group", term: "党小组", aliases: ["小组"] },
  ],
});

export const organizationState = defineCodeSet({
  title: "组织状态",
  source: "ours; the dictionary ZZZT of the systems seen is not published",
  confirmed: false,
  entries: [
    { value: "normal", term: "正常", aliases: ["在用", "正常运行"] },
    { value: "merging", term: "合并中" },
    { value: "rectifying", term: "整顿中" },
    { value: "dissolved", term: "已撤销", aliases: ["撤销", "注销"] },
  ],
});

export const organizationChange = defineCodeSet({
  title: "组织变更类型",
  source: "change log of a system seen (撤销、合并、更名、升格、隶属变更); founding and splitting ours",
  confirmed: true,
  entries: [
    { value: "founded", term: "新建", aliases: ["成立"] },
    { value: "renamed", term: "更名" },
    { value: "raised", term: "升格" },
    { value: "moved", term: "隶属调整", aliases: ["隶属变更"] },
    { value: "merged", term: "合并" },
    { value: "split", term: "分设" },
    { value: "dissolved", term: "撤销" },
  ],
});

export const territorialLevel = defineCodeSet({
  title: "党组织属地关系",
  source: "organisation import sheet of a system seen (B1b)",
  confirmed: true,
  entries: [
    { value: "central", term: "中央" },
    { value: "province", term: "省（区、市）", aliases: ["省", "省级"] },
    { value: "city", term: "市（地、州、盟）", aliases: ["市", "地市", "市级"] },
    { value: "county", term: "县（市、区、旗）", aliases: ["县", "区县", "县级"] },
    { value: "town", term: "乡（镇、街道）", aliases: ["乡镇", "街道", "乡镇街道"] },
    {
      value: "village",
      term: "社区（居委会）、建制村",
      aliases: ["社区", "村", "建制村", "村社区", "社区(居委会)", "居委会"],
    },
  ],
});

export const unitSituation = defineCodeSet({
  title: "党组织所在单位情况",
  source: "collection form of the national system (B1c)",
  confirmed: true,
  entries: [
    { value: "same_as_superior", term: "与上级党组织相同" },
    { value: "legal_entity", term: "法人单位" },
    { value: "joint_branch", term: "联合党支部" },
  ],
});

/** Our urban-rural key. */
export const areaKind = defineCodeSet({
  title: "城乡属性",
  source: "axes of the annual statistics tables 5, 6, 8, 22, 25, 38, 43 (B1e)",
  confirmed: true,
  entries: [
    { value: "sub_district", term: "城市街道", aliases: ["街道"] },
    { value: "urban_community", term: "城市社区（居委会）", aliases: ["城市社区", "社区", "居委会", "社区居委会"] },
    { value: "town", term: "乡镇", aliases: ["乡", "镇"] },
    { value: "town_community", term: "乡镇社区（居委会）", aliases: ["乡镇社区"] },
    { value: "village", term: "建制村", aliases: ["村", "行政村"] },
    { value: "organ", term: "机关", aliases: ["党政机关"] },
    { value: "public_institution", term: "事业单位" },
    { value: "public_enterprise", term: "公有经济控制企业", aliases: ["国有企业", "国企", "公有企业"] },
    { value: "private_enterprise", term: "非公有经济控制企业", aliases: ["非公企业", "非公有制企业", "民营企业"] },
    { value: "social_organization", term: "社会组织" },
    { value: "other", term: "其他", aliases: ["其它"] },
  ],
});

export const organizationField = defineCodeSet({
  title: "党组织所在领域",
  source: "regulations 10.6",
  confirmed: true,
  entries: [
    { value: "state_enterprise", term: "国有企业" },
    { value: "private_enterprise", term: "非公有制企业", aliases: ["非公企业"] },
    { value: "rural", term: "农村" },
    { value: "organ", term: "党政机关", aliases: ["机关"] },
    { value: "school", term: "学校" },
    { value: "other_public_institution", term: "其他事业单位", aliases: ["事业单位"] },
    { value: "community", term: "街道社区", aliases: ["社区"] },
    { value: "social_organization", term: "社会组织" },
    { value: "other", term: "其他" },
  ],
});

export const unitNature = defineCodeSet({
  title: "单位性质类别",
  source: "statistics tables 24, 25, 30, 33 (B2a)",
  confirmed: true,
  entries: [
    { value: "organ", term: "机关" },
    { value: "public_institution", term: "事业单位" },
    { value: "state_enterprise", term: "国有企业" },
    { value: "collective_enterprise", term: "集体企业" },
    { value: "private_enterprise", term: "非公有制企业", aliases: ["非公企业"] },
    { value: "social_group", term: "社会团体" },
    { value: "foundation", term: "基金会" },
    { value: "private_non_enterprise", term: "民办非企业单位", aliases: ["民办非企业", "社会服务机构"] },
    { value: "law_firm", term: "律师事务所" },
    { value: "accounting_firm", term: "会计师事务所" },
    { value: "tax_firm", term: "税务师事务所" },
    { value: "sub_district", term: "城市街道", aliases: ["街道"] },
    { value: "town", term: "乡镇" },
    { value: "community", term: "社区", aliases: ["居委会", "社区居委会"] },
    { value: "village", term: "建制村", aliases: ["村", "村委会"] },
    { value: "farmers_cooperative", term: "农民专业合作社", aliases: ["合作社", "专业合作社"] },
    { value: "rural_association", term: "农村专业技术协会" },
    { value: "family_farm", term: "家庭农场" },
    { value: "self_employed", term: "个体工商户" },
  ],
});

export const enterpriseControl = defineCodeSet({
  title: "企业控制（控股）情况",
  source: "JobTypeCode of the annual statistics (B2b); classes 3 and 4 were not visible",
  confirmed: true,
  entries: [
    { value: "state", term: "国有经济控制", code: "21" },
    { value: "collective", term: "集体经济控制", code: "22" },
    { value: "private", term: "非公有经济控制", code: "23" },
  ],
});

export const enterpriseSize = defineCodeSet({
  title: "企业规模",
  source: "recalled",
  confirmed: false,
  entries: [
    { value: "large", term: "大型", aliases: ["大"] },
    { value: "medium", term: "中型", aliases: ["中"] },
    { value: "small", term: "小型", aliases: ["小"] },
    { value: "micro", term: "微型", aliases: ["微"] },
  ],
});

export const partyCoverage = defineCodeSet({
  title: "单位建立党组织情况",
  source: "statistics tables 25 to 30 (B2c); regulations 10.6 codes 1 to 4",
  confirmed: true,
  entries: [
    { value: "committee", term: "已建立党委", aliases: ["建立党委"], code: "1" },
    { value: "general_branch", term: "已建立党总支", aliases: ["建立党总支", "党总支部"], code: "2" },
    { value: "branch", term: "已建立党支部", aliases: ["建立党支部", "党支部"], code: "3" },
    { value: "joint_branch", term: "已建立联合党支部", aliases: ["已建立联合支部", "联合党支部"], code: "4" },
    { value: "ought_to", term: "应建未建" },
    { value: "group", term: "建立党小组" },
    { value: "few_members", term: "仅有个别党员" },
    { value: "no_members", term: "没有党员" },
  ],
});

/** Posts within Party organisations (B3a). `secretary` to `member` are seats of a committee. */
export const partyPost = defineCodeSet({
  title: "党内职务",
  source: "regulations 10.6; youth, united-front, life and secrecy seats recalled",
  confirmed: true,
  entries: [
    {
      value: "secretary",
      term: "书记",
      aliases: ["党支部书记", "支部书记", "党委书记", "党总支书记", "村书记", "支书", "SECRETARY"],
    },
    {
      value: "deputy_secretary",
      term: "副书记",
      aliases: ["党支部副书记", "支部副书记", "党委副书记", "副支书", "DEPUTY"],
    },
    { value: "organization_member", term: "组织委员", aliases: ["ORG_COMMITTEE", "支部组织委员"] },
    { value: "publicity_member", term: "宣传委员", aliases: ["PROP_COMMITTEE", "支部宣传委员"] },
    { value: "discipline_member", term: "纪检委员", aliases: ["纪律检查委员", "DISC_COMMITTEE", "支部纪检委员"] },
    { value: "youth_member", term: "青年委员" },
    { value: "united_front_member", term: "统战委员" },
    { value: "life_member", term: "生活委员" },
    { value: "secrecy_member", term: "保密委员" },
    { value: "member", term: "委员", aliases: ["支部委员", "支委", "党委委员"] },
    { value: "group_leader", term: "党小组长", aliases: ["党小组组长", "GROUP_LEADER"] },
    { value: "party_worker", term: "党务工作者", aliases: ["专职党务工作者"] },
    { value: "first_secretary", term: "第一书记", aliases: ["驻村第一书记"] },
    { value: "party_instructor", term: "党建指导员", aliases: ["党建工作指导员"] },
    // Not posts of the Party: kept beside them, because 一肩挑 and cross-appointment follow from both together.
    {
      value: "village_head",
      term: "村（居）委会主任",
      aliases: ["村主任", "村委会主任", "居委会主任", "村民委员会主任", "居民委员会主任"],
    },
    {
      value: "village_committee_member",
      term: "村（居）委会委员",
      aliases: ["村委会委员", "居委会委员", "村民委员会委员", "居民委员会委员", "村委委员"],
    },
  ],
});

export const termEvent = defineCodeSet({
  title: "届次变动类型",
  source: "term records of a system seen (B3)",
  confirmed: true,
  entries: [
    { value: "term_election", term: "换届" },
    { value: "by_election", term: "补选", aliases: ["增补"] },
    { value: "adjustment", term: "委员调整", aliases: ["调整"] },
  ],
});

export const electionMode = defineCodeSet({
  title: "选举方式",
  source: "statistics table 38 and term records (B3)",
  confirmed: true,
  entries: [
    { value: "surplus", term: "差额选举", aliases: ["差额"] },
    { value: "equal", term: "等额选举", aliases: ["等额"] },
    { value: "public_recommendation", term: "公推直选" },
    { value: "appointed", term: "上级指派", aliases: ["任命", "指派"] },
  ],
});

/** Kinds of organisation events as they are stored; {@link organizationChange} is what change logs of others call them. */
export const organizationEventKind = defineCodeSet({
  title: "组织变动类型",
  source: "ours; terms as in the change log of a system seen",
  confirmed: true,
  entries: [
    { value: "establish", term: "新建", aliases: ["成立", "设立"] },
    { value: "rename", term: "更名" },
    { value: "move", term: "隶属调整", aliases: ["隶属变更"] },
    { value: "merge", term: "合并" },
    { value: "split", term: "分设" },
    { value: "dissolve", term: "撤销" },
    { value: "upgrade", term: "升格" },
  ],
});

export const organizationEventState = defineCodeSet({
  title: "组织变动状态",
  source: "ours",
  confirmed: true,
  entries: [
    { value: "proposed", term: "待批准" },
    { value: "in-force", term: "已生效" },
    { value: "rejected", term: "未批准" },
    { value: "undone", term: "已撤回" },
  ],
});
