import type { ImportField } from "#platform/registers/importer.ts";
import { FLOATING_LINE, FLOATING_TEXT } from "./asks.ts";

/** Columns of the registers of floating members as offices keep them (data dictionary B5, section 2). */

const NAME: ImportField = {
  key: "name",
  most: FLOATING_LINE,
  term: "姓名",
  aliases: ["党员姓名", "名字"],
  required: true,
};
const NUMBER: ImportField = {
  key: "idNumber",
  most: FLOATING_LINE,
  term: "公民身份号码",
  aliases: ["身份证", "身份证号", "身份证号码", "公民身份证号"],
  sensitive: true,
};
const PHONE: ImportField = {
  key: "phone",
  most: FLOATING_LINE,
  term: "本人电话",
  aliases: ["联系电话", "手机", "手机号", "手机号码", "电话", "本人联系电话"],
  sensitive: true,
};
const ORIGIN: ImportField = {
  key: "originJob",
  most: FLOATING_LINE,
  term: "原职业",
  aliases: ["外出前职业", "流动前职业", "外出前从事职业", "流出前职业"],
};
const SCOPE: ImportField = {
  key: "scope",
  most: FLOATING_LINE,
  term: "流动范围",
  aliases: ["外出范围", "流动类型", "流动情况"],
};
const RETURNED: ImportField = {
  key: "returnedOn",
  most: FLOATING_LINE,
  term: "返回日期",
  aliases: ["返回时间", "返乡日期", "返乡时间", "实际返回日期", "实际返回", "离开日期", "离开时间"],
};
const NOTE: ImportField = { key: "note", most: FLOATING_TEXT, term: "备注", aliases: ["说明"] };
/** Known, and kept elsewhere: the roster, the dues ledger, the pass. */
const ELSEWHERE: readonly ImportField[] = [
  { key: "ethnicity", term: "民族", aliases: [], ignored: true },
  { key: "birth", term: "出生日期", aliases: ["出生年月"], ignored: true },
  { key: "education", term: "学历", aliases: ["文化程度"], ignored: true },
  { key: "joined", term: "入党日期", aliases: ["入党时间", "加入党组织日期"], ignored: true },
  { key: "committee", term: "分党委名称", aliases: ["所在分党委", "所属党委", "所在党委"], ignored: true },
  {
    key: "held",
    term: "是否持证",
    aliases: [
      "是否持有《中国共产党流动党员活动证》",
      "是否持有中国共产党流动党员活动证",
      "是否持有《流动党员活动证》",
      "是否持有流动党员活动证",
      "是否持有活动证",
    ],
    ignored: true,
  },
  { key: "certificate", term: "证号", aliases: ["流动证号", "活动证号", "流动党员活动证号"], ignored: true },
  { key: "duesTo", term: "党费交至", aliases: ["党费缴至", "党费交至年月"], ignored: true },
];

/** 流出党员登记表. */
export const OUTFLOW_FIELDS: readonly ImportField[] = [
  NAME,
  { key: "gender", term: "性别", aliases: [], ignored: true },
  NUMBER,
  {
    key: "branch",
    most: FLOATING_LINE,
    term: "所在党支部",
    aliases: [
      "党支部名称",
      "所在支部",
      "所属支部",
      "所属党支部",
      "党支部",
      "支部",
      "支部名称",
      "流出党支部",
      "流出支部",
    ],
  },
  {
    key: "leftOn",
    most: FLOATING_LINE,
    term: "外出日期",
    aliases: ["流出时间", "外出时间", "流出日期", "何时外出", "外出年月"],
    telling: true,
  },
  { key: "reason", most: FLOATING_LINE, term: "外出原因", aliases: ["流出原因", "外出事由"], telling: true },
  {
    key: "destination",
    most: FLOATING_LINE,
    term: "外出地",
    aliases: ["外出地点", "流出地点", "流向地区", "外出所在地", "流入地", "外出去向"],
    telling: true,
  },
  { key: "province", most: FLOATING_LINE, term: "流出省份", aliases: ["外出省份", "流入省份", "流向省份", "省份"] },
  { key: "destinationKind", most: FLOATING_LINE, term: "外出流向", aliases: ["流向", "外出单位性质", "接收单位性质"] },
  {
    key: "workUnit",
    most: FLOATING_LINE,
    term: "外出单位或住址",
    aliases: ["外出单位", "务工单位", "外出后单位", "外出工作单位"],
  },
  { key: "work", term: "外出从事职业", aliases: ["外出后职业", "现从事职业", "从事职业"], ignored: true },
  ORIGIN,
  SCOPE,
  PHONE,
  {
    key: "emergency",
    most: FLOATING_LINE,
    term: "紧急联系人及电话",
    aliases: ["紧急联系人", "家属联系方式", "家庭联系人及电话"],
    sensitive: true,
  },
  {
    key: "homeContact",
    most: FLOATING_LINE,
    term: "流出地联系人及电话",
    aliases: ["流出地联系人", "支部联系人", "联系人", "党支部联系人", "联系党员"],
  },
  {
    key: "hostName",
    most: FLOATING_LINE,
    term: "流入党组织名称",
    aliases: ["流入党组织", "流入地党组织", "接收党组织"],
  },
  {
    key: "hostContact",
    most: FLOATING_LINE,
    term: "流入地联系人及电话",
    aliases: ["流入地联系人", "接收党组织联系人"],
  },
  {
    key: "contactOn",
    most: FLOATING_LINE,
    term: "最近联系日期",
    aliases: ["最近联系时间", "最后联系时间", "最近一次联系时间"],
  },
  { key: "way", most: FLOATING_LINE, term: "联系方式", aliases: ["联络方式", "联系途径"] },
  RETURNED,
  NOTE,
  { key: "relation", term: "组织关系状态", aliases: ["组织关系"], ignored: true },
  ...ELSEWHERE,
];

/** 流入党员登记表. */
export const INFLOW_FIELDS: readonly ImportField[] = [
  NAME,
  { key: "gender", most: FLOATING_LINE, term: "性别", aliases: [] },
  NUMBER,
  {
    key: "branch",
    most: FLOATING_LINE,
    term: "编入支部",
    aliases: ["编入党支部", "编入支部（小组）", "所在党支部", "所在支部", "党支部名称", "接收党支部", "流入党支部"],
  },
  {
    key: "arrivedOn",
    most: FLOATING_LINE,
    term: "流入时间",
    aliases: ["流入日期", "到达日期", "报到日期", "报到时间"],
    telling: true,
  },
  { key: "reason", most: FLOATING_LINE, term: "流入原因", aliases: ["流动原因", "流入事由"], telling: true },
  {
    key: "home",
    most: FLOATING_LINE,
    term: "原党组织名称",
    aliases: ["组织关系所在地", "原党组织", "原所在党组织", "组织关系所在党组织", "流出党组织", "流出地党组织"],
    telling: true,
  },
  {
    key: "homeContact",
    most: FLOATING_LINE,
    term: "原党组织联系人",
    aliases: ["原党组织联系人及电话", "流出地联系人", "流出地联系人及电话"],
  },
  { key: "homePhone", most: FLOATING_LINE, term: "原党组织电话", aliases: ["原党组织联系电话"] },
  { key: "province", most: FLOATING_LINE, term: "流入前所在省份", aliases: ["流出省份", "来源省份", "流出地"] },
  { key: "workUnit", most: FLOATING_LINE, term: "流入后单位", aliases: ["现工作单位", "务工单位", "工作单位"] },
  {
    key: "address",
    most: FLOATING_LINE,
    term: "住址",
    aliases: ["现住址", "现居住地", "流入后住址", "居住地址"],
    sensitive: true,
  },
  { key: "hostContact", most: FLOATING_LINE, term: "联系人", aliases: ["流入地联系人", "支部联系人", "联系党员"] },
  { key: "leftOn", most: FLOATING_LINE, term: "外出日期", aliases: ["流出时间", "流出日期"] },
  ORIGIN,
  SCOPE,
  PHONE,
  RETURNED,
  NOTE,
  ...ELSEWHERE,
];
