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
