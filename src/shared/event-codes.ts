/** Code sets about what happens to membership: entering and leaving, transfers, floating, losing contact, dues (B5, B6, B8). */
import { defineCodeSet } from "./code-set.ts";

/** How a member entered a branch's count (B6a). */
export const entryReason = defineCodeSet({
  title: "党员增加原因",
  source: "JoinCatCode of the annual statistics (B6a); 录入更正 is ours",
  confirmed: true,
  entries: [
    { value: "admitted", term: "发展", aliases: ["新发展", "发展党员"] },
    { value: "readmitted", term: "重新入党", code: "11" },
    { value: "restored", term: "恢复党籍", code: "21", aliases: ["停止党籍后恢复"] },
    { value: "transferred_in", term: "转入组织关系", aliases: ["转入", "组织关系转入"] },
    { value: "reorganised_in", term: "整建制转入", code: "38", aliases: ["整建制"] },
    { value: "corrected_in", term: "录入更正（增加）", aliases: ["其他原因增加"] },
  ],
});

/** How a member left a branch's count (B6b, with the split of statistics table 10). */
export const leaveReason = defineCodeSet({
  title: "党员减少原因",
  source: "LeaveCatCode of the annual statistics and table 10 (B6b); 录入更正 is ours",
  confirmed: true,
  entries: [
    { value: "transferred_out", term: "转出组织关系", aliases: ["转出", "组织关系转出"] },
    { value: "reorganised_out", term: "整建制转出" },
    { value: "died", term: "死亡", aliases: ["去世", "病故"] },
    { value: "stopped", term: "停止党籍" },
    { value: "expelled", term: "开除党籍", aliases: ["开除"] },
    { value: "withdrew", term: "退党除名", aliases: ["退党"] },
    { value: "persuaded_out", term: "劝退", aliases: ["劝其退党"] },
    { value: "removed", term: "劝而不退除名", aliases: ["除名"] },
    { value: "lapsed", term: "自行脱党除名", aliases: ["自行脱党"] },
    { value: "probation_cancelled", term: "取消预备党员资格" },
    { value: "not_recognised", term: "不予承认" },
    { value: "corrected_out", term: "录入更正（减少）", aliases: ["其他原因减少"] },
  ],
});

/** Both together, for lists of movements: a reason tells by itself which way it went. */
export const movementReason = defineCodeSet({
  title: "党员增减原因",
  source: "entry and leave reasons (B6a, B6b)",
  confirmed: true,
  entries: [...entryReason.entries, ...leaveReason.entries],
});

/** Leave reasons that are 出党 in the statistics; the others are transfer, death, stopping or correction. */
export const OUT_OF_PARTY: readonly (typeof leaveReason.values)[number][] = [
  "expelled",
  "withdrew",
  "persuaded_out",
  "removed",
  "lapsed",
  "probation_cancelled",
  "not_recognised",
];

export const floatingScope = defineCodeSet({
  title: "流动范围",
  source: "statistics table 33; the third is ours (B5)",
  confirmed: true,
  entries: [
    { value: "other_province", term: "跨省（区、市）", aliases: ["跨省", "省外"] },
    { value: "other_city", term: "省内跨市（地）", aliases: ["省内跨市", "跨市", "市外"] },
    { value: "other_county", term: "市内跨县（区）", aliases: ["市内跨县", "跨县", "市内跨区", "县外"] },
  ],
});

export const floatingReason = defineCodeSet({
  title: "外出原因",
  source: "values ours; the systems seen keep free text or an unpublished dictionary (B5)",
  confirmed: false,
  entries: [
    {
      value: "work_or_trade",
      term: "务工经商",
      aliases: ["务工", "经商", "打工", "外出务工", "外出经商", "外出务工经商"],
    },
    { value: "employment", term: "就业", aliases: ["工作"] },
    { value: "study", term: "学习", aliases: ["上学", "求学", "读书"] },
    { value: "moved_home", term: "居住地变化", aliases: ["搬迁", "居住地改变"] },
    { value: "with_children", term: "随子女生活", aliases: ["随子女居住", "带孙子", "照顾孙辈", "投靠子女"] },
    { value: "other", term: "其他", aliases: ["其它"] },
  ],
});

export const originJob = defineCodeSet({
  title: "流动前职业",
  source: "columns of statistics table 33 (B5)",
  confirmed: true,
  entries: [
    { value: "public_professional", term: "公有经济企事业单位管理和专业技术人员" },
    { value: "worker", term: "工勤技能人员", aliases: ["工勤技能"] },
    { value: "farmer", term: "农牧渔民", aliases: ["农民"] },
    { value: "unemployed_graduate", term: "未就业高校毕业生", aliases: ["高校毕业生"] },
    { value: "lawyer", term: "中介组织从业人员（执业律师）", aliases: ["执业律师", "律师"] },
    { value: "accountant", term: "中介组织从业人员（注册会计师）", aliases: ["会计师", "注册会计师"] },
    { value: "intermediary", term: "中介组织从业人员（其他）", aliases: ["中介组织从业人员"] },
    { value: "other", term: "其他", aliases: ["其它"] },
  ],
});

export const destinationKind = defineCodeSet({
  title: "外出流向",
  source: "rows of statistics table 33 (B5)",
  confirmed: true,
  entries: [
    { value: "organ", term: "机关" },
    { value: "public_institution", term: "事业单位", aliases: ["人才服务中心", "劳动服务中心"] },
    { value: "public_enterprise", term: "公有经济控制企业" },
    { value: "private_nonprofit", term: "民办非企业单位", aliases: ["民办非企业"] },
    { value: "private_enterprise", term: "私营企业", aliases: ["私营"] },
    { value: "hk_macao_taiwan", term: "港澳台商投资企业", aliases: ["港澳台商"] },
    { value: "foreign_enterprise", term: "外商投资企业", aliases: ["外商"] },
    { value: "self_employed", term: "个体工商户" },
    { value: "urban_community", term: "城市社区" },
    { value: "town_community", term: "乡镇社区" },
    { value: "village", term: "建制村" },
    { value: "other", term: "其他", aliases: ["其它"] },
    { value: "unknown", term: "不掌握流向", aliases: ["去向不明"] },
  ],
});

export const linkStatus = defineCodeSet({
  title: "联系情况",
  source: "field of a system seen, values ours (B5)",
  confirmed: false,
  entries: [
    { value: "regular", term: "正常联系", aliases: ["正常", "经常联系"] },
    { value: "occasional", term: "偶有联系" },
    { value: "lost", term: "失去联系", aliases: ["失联"] },
  ],
});

/** The seven reasons of losing contact (statistics table 43, regulations 5.2). */
export const lostReason = defineCodeSet({
  title: "失去联系情形",
  source: "statistics table 43, regulations 5.2",
  confirmed: true,
  entries: [
    { value: "work_or_trade", term: "外出务工经商", code: "1" },
    { value: "unit_closed", term: "单位改制或破产", code: "2" },
    { value: "graduated", term: "毕业后去向不明", code: "3" },
    { value: "changed_job", term: "工作单位改变", code: "4" },
    { value: "abroad", term: "出国（境）", code: "5", aliases: ["出国"] },
    { value: "moved_home", term: "居住地改变", code: "6" },
    { value: "other", term: "其他", code: "7", aliases: ["其它"] },
  ],
});

/** Where a floating case stands; it follows from the dated facts of the case (B5). */
export const floatingState = defineCodeSet({
  title: "流动党员接收状态",
  source: "B5; 停止党籍, 自行脱党除名 and the others that end a case are ours",
  confirmed: false,
  entries: [
    { value: "registered", term: "已登记外出" },
    { value: "offered", term: "已发出待接收" },
    { value: "accepted", term: "已接收" },
    { value: "declined", term: "未接收", aliases: ["已拒绝"] },
    { value: "managed", term: "已纳入管理" },
    { value: "lost", term: "失联", aliases: ["失去联系"] },
    { value: "stopped", term: "已停止党籍" },
    { value: "returned", term: "已返回" },
    { value: "transferred", term: "已转出组织关系" },
    { value: "left", term: "已减少" },
    { value: "struck-off", term: "已除名" },
    { value: "withdrawn", term: "误登已撤" },
  ],
});

/** What the log of a floating case records (B5; the five mechanisms). */
export const floatingEntryKind = defineCodeSet({
  title: "流动党员记录类别",
  source: "ours, after the paper pass and B5",
  confirmed: false,
  entries: [
    { value: "registered", term: "外出登记" },
    { value: "issued", term: "签发活动证" },
    { value: "countersigned", term: "流入登记" },
    { value: "declined", term: "未接收" },
    { value: "report", term: "定期汇报" },
    { value: "contact", term: "联络" },
    { value: "search", term: "查找" },
    { value: "activity", term: "参加活动" },
    { value: "dues", term: "交纳党费" },
    { value: "training", term: "教育培训" },
    { value: "appraisal", term: "民主评议" },
    { value: "lost", term: "认定失联" },
    { value: "found", term: "恢复联系" },
    { value: "stopped", term: "停止党籍" },
    { value: "returned", term: "返回" },
    { value: "transferred", term: "转出组织关系" },
  ],
});

export const contactWay = defineCodeSet({
  title: "联系方式",
  source: "ours",
  confirmed: false,
  entries: [
    { value: "phone", term: "电话" },
    { value: "message", term: "微信、短信", aliases: ["微信", "短信"] },
    { value: "visit", term: "上门" },
    { value: "letter", term: "书信", aliases: ["函件"] },
    { value: "family", term: "通过亲友" },
    { value: "organization", term: "通过党组织" },
    { value: "meeting", term: "返乡座谈" },
    { value: "other", term: "其他" },
  ],
});

export const transferScope = defineCodeSet({
  title: "转接范围",
  source: "constants of a system seen (B6)",
  confirmed: true,
  entries: [
    { value: "same_committee", term: "同一党委内", aliases: ["党委内", "内部调整"] },
    { value: "same_county", term: "县（区）内", aliases: ["县内", "区内"] },
    { value: "same_city", term: "市内跨县（区）", aliases: ["市内跨县区", "市内"] },
    { value: "same_province", term: "省内跨市", aliases: ["省内"] },
    { value: "nationwide", term: "全国", aliases: ["跨省"] },
  ],
});

/** Who pays dues by which rule (regulations 6.1). */
export const duesCategory = defineCodeSet({
  title: "党费缴纳类别",
  source: "《关于中国共产党党费收缴、使用和管理的规定》第一至六条",
  confirmed: true,
  entries: [
    { value: "monthly_wage", term: "按月领取工资", aliases: ["在职", "月薪"] },
    { value: "annual_salary", term: "年薪制", aliases: ["年薪"] },
    { value: "irregular_income", term: "不按月取得收入的个体经营者等", aliases: ["个体经营者", "个体", "收入不固定"] },
    { value: "retired", term: "离退休", aliases: ["退休", "离退休人员"] },
    { value: "farmer", term: "农民", aliases: ["农民党员", "农牧渔民"] },
    {
      value: "student_or_relief",
      term: "学生、下岗失业、靠抚恤或救济生活、领取低保",
      aliases: ["学生", "下岗失业", "低保", "失业"],
    },
  ],
});

export const payChannel = defineCodeSet({
  title: "缴纳方式",
  source: "export of a system seen (B8)",
  confirmed: true,
  entries: [
    { value: "cash", term: "现金" },
    { value: "bank", term: "银行转账", aliases: ["银行代扣", "转账", "银行"] },
    { value: "wechat", term: "微信", aliases: ["微信支付"] },
    { value: "alipay", term: "支付宝" },
    { value: "other", term: "其他", aliases: ["其它"] },
  ],
});

/** What an entry of dues is (B8). */
export const duesKind = defineCodeSet({
  title: "党费缴纳类型",
  source: "B8",
  confirmed: true,
  entries: [
    { value: "normal", term: "正常", aliases: ["正常缴纳", "已缴", "已交", "已缴纳"] },
    { value: "back_pay", term: "补缴", aliases: ["补交"] },
    { value: "exempt", term: "免缴", aliases: ["免交", "免"] },
    { value: "by_other", term: "代缴", aliases: ["代交", "亲属代缴"] },
    { value: "voluntary", term: "自愿多交", aliases: ["自愿多缴", "大额党费", "自愿捐款"] },
  ],
});

/** Whether the due follows income or is fixed for a year. */
export const duesMethod = defineCodeSet({
  title: "党费核定方式",
  source: "B8; the yearly fixing is seen in local practice",
  confirmed: false,
  entries: [
    { value: "following", term: "随收入变动", aliases: ["随工资"] },
    { value: "yearly", term: "按年核定", aliases: ["年度核定"] },
  ],
});

/** The five uses of dues. */
export const duesUse = defineCodeSet({
  title: "党费使用项目",
  source: "《关于中国共产党党费收缴、使用和管理的规定》第十九条",
  confirmed: true,
  entries: [
    { value: "training", term: "培训党员", aliases: ["党员教育", "党员培训"] },
    { value: "materials", term: "订阅或购买学习资料、音像制品和设备", aliases: ["订阅报刊"] },
    { value: "commending", term: "表彰先进", aliases: ["表彰奖励"] },
    { value: "hardship", term: "补助生活困难的党员", aliases: ["困难帮扶", "困难补助"] },
    { value: "disaster", term: "补助遭受灾害的党员和修缮党员教育设施", aliases: ["救灾", "阵地建设"] },
  ],
});

export const correctionState = defineCodeSet({
  title: "更正申请的结果",
  source: "ours",
  confirmed: true,
  entries: [
    { value: "waiting", term: "待核对" },
    { value: "corrected", term: "已更正" },
    { value: "declined", term: "没有更正" },
    { value: "withdrawn", term: "已撤回" },
  ],
});
