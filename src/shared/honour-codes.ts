import { discipline } from "./activity-codes.ts";
import { defineCodeSet } from "./code-set.ts";

/** Codes of honours, discipline and disposition (data dictionary B11, B6b). */

export const awardKind = defineCodeSet({
  title: "荣誉称号",
  source: "B11; 其他 is ours",
  confirmed: true,
  entries: [
    { value: "excellent_member", term: "优秀共产党员", aliases: ["优秀党员"] },
    { value: "excellent_worker", term: "优秀党务工作者", aliases: ["优秀党务工作人员"] },
    { value: "advanced_organization", term: "先进基层党组织", aliases: ["先进党组织", "先进党支部", "先进基层党支部"] },
    { value: "other_person", term: "其他（个人）", aliases: ["其他个人荣誉"] },
    { value: "other_organization", term: "其他（集体）", aliases: ["其他集体荣誉"] },
  ],
});

export const awardLevel = defineCodeSet({
  title: "表彰级别",
  source: "B11",
  confirmed: true,
  entries: [
    { value: "national", term: "国家级", aliases: ["国家", "全国", "中央", "中央级"] },
    { value: "provincial", term: "省级", aliases: ["省", "省（区、市）级", "自治区级"] },
    { value: "municipal", term: "市级", aliases: ["市", "地市级", "市（地）级", "设区市"] },
    { value: "county", term: "县级", aliases: ["县", "区级", "县（区）级", "县（市、区）级"] },
    { value: "other", term: "其他", aliases: ["乡镇级", "镇级", "街道级", "基层"] },
  ],
});

export const awardState = defineCodeSet({
  title: "表彰的状态",
  source: "house",
  confirmed: true,
  entries: [
    { value: "standing", term: "有效" },
    { value: "revoked", term: "荣誉已撤销" },
    { value: "withdrawn", term: "登记已撤回" },
  ],
});

export const organizationalDisposition = defineCodeSet({
  title: "组织处置",
  source: "statistics tables 8 and 10 (B6b); 教管条例 30, 31",
  confirmed: true,
  entries: [
    { value: "rectify", term: "限期改正" },
    { value: "persuaded_out", term: "劝退" },
    { value: "removed", term: "劝而不退除名" },
    { value: "lapsed", term: "自行脱党除名" },
    { value: "probation_cancelled", term: "取消预备党员资格" },
    { value: "not_recognised", term: "不予承认" },
  ],
});

export const rightsSuspension = defineCodeSet({
  title: "暂停行使党员权利的情形",
  source: "election rules 5",
  confirmed: true,
  entries: [
    { value: "detained", term: "被留置" },
    { value: "arrested", term: "被逮捕" },
  ],
});

/** All three together, for one ledger. */
export const disciplinaryMeasure = defineCodeSet({
  title: "处分、处置和暂停权利",
  source: "statistics tables 8, 10, 12 (B11, B6b); election rules 5",
  confirmed: true,
  entries: [...discipline.entries, ...organizationalDisposition.entries, ...rightsSuspension.entries],
});

export const measureOutcome = defineCodeSet({
  title: "处分、处置怎样结束",
  source: "house, after the Charter and 教管条例 30",
  confirmed: false,
  entries: [
    { value: "restored", term: "恢复党员权利" },
    { value: "expelled", term: "开除党籍" },
    { value: "lifted", term: "解除，恢复行使权利" },
    { value: "improved", term: "已经改正" },
    { value: "not_improved", term: "没有改正" },
    { value: "revoked", term: "经复查撤销" },
  ],
});

export const measureState = defineCodeSet({
  title: "处分、处置的进度",
  source: "house",
  confirmed: true,
  entries: [
    { value: "running", term: "期限内" },
    { value: "due", term: "期满待研究" },
    { value: "done", term: "已执行" },
    { value: "ended", term: "已结束" },
    { value: "withdrawn", term: "登记已撤回" },
  ],
});
