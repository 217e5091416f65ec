/** Code sets about meetings, appraisal, care and volunteers (data dictionary B9, B11, B12). */
import { defineCodeSet } from "./code-set.ts";

export const activityKind = defineCodeSet({
  title: "会议与活动类型",
  source: "B9a: forms and systems seen",
  confirmed: true,
  entries: [
    { value: "members_meeting", term: "支部党员大会", aliases: ["党员大会", "支部大会"] },
    { value: "committee_meeting", term: "支部委员会", aliases: ["支委会", "支部委员会会议"] },
    { value: "group_meeting", term: "党小组会" },
    { value: "party_lecture", term: "党课" },
    { value: "theme_day", term: "主题党日" },
    { value: "organization_life", term: "组织生活会" },
    { value: "members_appraisal", term: "民主评议党员", aliases: ["民主评议", "民主评议会"] },
    { value: "democratic_life", term: "民主生活会" },
    { value: "heart_to_heart", term: "谈心谈话" },
    { value: "political_birthday", term: "政治生日" },
    { value: "volunteering", term: "志愿服务" },
    { value: "pairing", term: "结对共建" },
    { value: "party_and_masses", term: "党群活动" },
    { value: "winter_training", term: "冬训" },
    { value: "training", term: "培训" },
  ],
});

export const meetingBody = defineCodeSet({
  title: "参会范围",
  source: "ours: who is called to a meeting of a branch",
  confirmed: true,
  entries: [
    { value: "members", term: "全体党员" },
    { value: "committee", term: "支部委员" },
    { value: "group", term: "党小组" },
  ],
});

export const meetingState = defineCodeSet({
  title: "会议状态",
  source: "B9 states, without those that follow from nothing",
  confirmed: true,
  entries: [
    { value: "planned", term: "待召开" },
    { value: "unrecorded", term: "待记录" },
    { value: "held", term: "已召开", aliases: ["已结束", "已归档", "完成", "已完成"] },
    { value: "cancelled", term: "已取消", aliases: ["取消"] },
    { value: "asked", term: "待答复" },
    { value: "declined", term: "不参加" },
  ],
});

export const attendanceState = defineCodeSet({
  title: "到会情况",
  source: "B9 attendance, as the organiser records it",
  confirmed: true,
  entries: [
    { value: "invited", term: "已通知" },
    { value: "present", term: "到会", aliases: ["出席", "参加"] },
    { value: "excused", term: "请假" },
    { value: "absent", term: "缺席" },
    { value: "exempt", term: "不作要求" },
  ],
});

export const taskState = defineCodeSet({
  title: "议定事项状态",
  source: "ours: follows from the dates of the task",
  confirmed: true,
  entries: [
    { value: "open", term: "在办" },
    { value: "late", term: "逾期" },
    { value: "done", term: "已办结" },
    { value: "withdrawn", term: "已撤销" },
  ],
});

export const meetingStanding = defineCodeSet({
  title: "不计入应到会人员的情形",
  source: "教管条例 23; election rules 5 and 4.3 of our reading",
  confirmed: true,
  entries: [
    { value: "old", term: "年老体弱" },
    { value: "ill", term: "长期患病" },
    { value: "disabled", term: "行动不便" },
    { value: "away", term: "流动在外" },
    { value: "on_probation", term: "留党察看" },
    { value: "detained", term: "被留置或逮捕" },
  ],
});

export const appraisalState = defineCodeSet({
  title: "民主评议进度",
  source: "支部条例 18: 自评、互评、测评、评定; publication is practice",
  confirmed: false,
  entries: [
    { value: "self", term: "个人自评" },
    { value: "voting", term: "互评测评" },
    { value: "counted", term: "组织评定" },
    { value: "graded", term: "待公布" },
    { value: "published", term: "已公布" },
    { value: "withdrawn", term: "已撤回" },
  ],
});

export const appraisalManner = defineCodeSet({
  title: "民主测评方式",
  source: "house",
  confirmed: true,
  entries: [
    { value: "ballot", term: "手机无记名投票" },
    { value: "paper", term: "纸质票" },
  ],
});

export const appraisalCeiling = defineCodeSet({
  title: "优秀等次比例",
  source: "practice; not in the text of the 条例",
  confirmed: false,
  entries: [
    { value: "third", term: "不超过三分之一" },
    { value: "thirty", term: "不超过百分之三十" },
    { value: "none", term: "不限" },
  ],
});

export const appraisalExemption = defineCodeSet({
  title: "不评定等次的情形",
  source: "教管条例 23, 32; the others are practice",
  confirmed: false,
  entries: [
    { value: "probationary", term: "预备党员" },
    { value: "frail", term: "年老体弱多病" },
    { value: "host", term: "在流入地参加评议" },
    { value: "newcomer", term: "新转入" },
    { value: "other", term: "其他" },
  ],
});

export const appraisalDisposition = defineCodeSet({
  title: "对不合格党员的处置",
  source: "党内统计年报表 8",
  confirmed: false,
  entries: [
    { value: "rectify", term: "限期改正" },
    { value: "persuade", term: "劝退" },
    { value: "removal", term: "劝而不退除名" },
    { value: "lapse", term: "自行脱党除名" },
  ],
});

export const appraisalGrade = defineCodeSet({
  title: "民主评议等次",
  source: "practice; not in the text of the 条例",
  confirmed: false,
  entries: [
    { value: "excellent", term: "优秀" },
    { value: "qualified", term: "合格" },
    { value: "barely_qualified", term: "基本合格" },
    { value: "unqualified", term: "不合格" },
  ],
});

export const discipline = defineCodeSet({
  title: "党纪处分",
  source: "statistics table 12 (B11)",
  confirmed: true,
  entries: [
    { value: "warning", term: "警告" },
    { value: "serious_warning", term: "严重警告" },
    { value: "removed_from_post", term: "撤销党内职务" },
    { value: "probation_within_party", term: "留党察看" },
    { value: "expelled", term: "开除党籍" },
  ],
});

export const hardshipCause = defineCodeSet({
  title: "致困原因",
  source: "two levels seen (class and short text), values ours (B12b)",
  confirmed: false,
  entries: [
    { value: "illness", term: "因病", aliases: ["疾病", "重病", "患病"] },
    { value: "disability", term: "因残", aliases: ["残疾"] },
    { value: "disaster", term: "因灾", aliases: ["灾害"] },
    { value: "schooling", term: "因学", aliases: ["子女上学"] },
    { value: "lost_work_or_land", term: "失业或失地", aliases: ["失业/失地", "失业", "失地", "下岗"] },
    { value: "old_age", term: "年老无依", aliases: ["年老", "孤老"] },
    { value: "accident", term: "突发事故", aliases: ["意外事故", "事故"] },
    { value: "other", term: "其他", aliases: ["其它"] },
  ],
});

export const reliefKind = defineCodeSet({
  title: "救助类别",
  source: "the seed's relief kinds (B12)",
  confirmed: true,
  entries: [
    { value: "elderly", term: "安老" },
    { value: "orphans", term: "扶孤" },
    { value: "disabled", term: "帮残" },
    { value: "schooling", term: "助学" },
    { value: "poverty", term: "济困" },
    { value: "disaster", term: "救灾" },
  ],
});

export const volunteerService = defineCodeSet({
  title: "志愿服务类别",
  source: "B12a: the seed and a registration form's eight classes",
  confirmed: true,
  entries: [
    { value: "organizing", term: "组织建设" },
    { value: "legal_aid", term: "法律咨询与援助" },
    { value: "hardship_and_jobs", term: "助困扶残与就业援助" },
    { value: "community_governance", term: "社区治理" },
    { value: "health", term: "健康医疗" },
    { value: "culture_and_sport", term: "文化体育" },
    { value: "safety", term: "安全宣传与治安巡逻" },
    { value: "other", term: "其他", aliases: ["其它"] },
  ],
});
