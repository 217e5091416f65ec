import { type ImportField, WORD } from "#platform/registers/importer.ts";
import { DUES_TEXT } from "./contract.ts";

/** The month columns of a ledger with one row a member: `m1` to `m12`. */
export const MONTH_KEYS = Array.from({ length: 12 }, (_, at) => `m${at + 1}`);

const CHINESE = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];

/** What stands under a month that has two columns. Only what was paid is read. */
const PAID = ["实缴", "实交", "已缴", "已交", "实缴金额", "实交金额", "实缴党费", "实收"];
const DUE = ["应缴", "应交", "应缴金额", "应交金额", "应缴党费", "应收"];

/**
 * The columns of both shapes of a ledger of dues (data dictionary, section 2): a row for a member and month, and a row
 * for a member with twelve columns of months.
 */
export const DUES_FIELDS: readonly ImportField[] = [
  { key: "name", most: WORD, term: "姓名", aliases: ["党员姓名", "名字", "党员", "缴纳人", "交费人"], required: true },
  {
    key: "branch",
    most: WORD,
    term: "所属党组织",
    aliases: ["所属支部", "所在支部", "所在党支部", "党支部", "支部", "党组织", "所在党组织", "支部名称"],
  },
  { key: "idNumber", most: WORD, term: "公民身份号码", aliases: ["身份证", "身份证号", "身份证号码"], sensitive: true },
  { key: "year", most: WORD, term: "年份", aliases: ["年度", "缴费年度", "所属年份"] },
  { key: "month", most: WORD, term: "月份", aliases: ["缴费月份", "所属月份", "缴纳月份", "月"], telling: true },
  {
    key: "base",
    most: WORD,
    term: "缴纳基数(元)",
    aliases: ["缴纳基数", "基数", "党费基数", "工资基数", "月工资", "计算基数"],
  },
  {
    key: "due",
    most: WORD,
    term: "应缴金额(元)",
    aliases: ["应缴金额", "应缴", "应交", "应缴党费", "应交党费", "月应缴", "每月应缴", "月缴额", "党费标准"],
  },
  {
    key: "paid",
    most: WORD,
    term: "实缴金额(元)",
    aliases: ["实缴金额", "实缴", "实交", "实缴党费", "已缴金额", "缴纳金额"],
    telling: true,
  },
  {
    key: "paidOn",
    most: WORD,
    term: "缴纳日期",
    aliases: ["缴费日期", "交费日期", "缴纳时间", "缴费时间", "交纳日期"],
  },
  { key: "channel", most: WORD, term: "缴纳方式", aliases: ["缴费方式", "交费方式", "支付方式"] },
  { key: "kind", most: WORD, term: "状态", aliases: ["缴纳状态", "缴费状态", "缴纳类型", "类型"] },
  { key: "note", most: DUES_TEXT, term: "备注", aliases: ["说明"] },
  ...MONTH_KEYS.map(
    (key, at): ImportField => ({
      key,
      most: WORD,
      term: `${at + 1}月`,
      aliases: [
        `${CHINESE[at] ?? ""}月`,
        `${at + 1}月份`,
        `${CHINESE[at] ?? ""}月份`,
        `${String(at + 1).padStart(2, "0")}月`,
        ...(at === 0 ? ["元月"] : []),
        ...PAID.flatMap((paid) => [`${at + 1}月${paid}`, `${CHINESE[at] ?? ""}月${paid}`]),
      ],
      telling: true,
      alternative: true,
    }),
  ),
  {
    key: "dueOfMonth",
    term: "每月应缴",
    aliases: MONTH_KEYS.flatMap((_key, at) =>
      DUE.flatMap((due) => [`${at + 1}月${due}`, `${CHINESE[at] ?? ""}月${due}`]),
    ),
    ignored: true,
  },
  { key: "owed", term: "是否欠缴", aliases: ["欠缴", "是否欠费"], ignored: true },
  { key: "total", term: "合计", aliases: ["小计", "全年合计", "总计", "年合计"], ignored: true },
  { key: "signature", term: "签名", aliases: ["签字", "本人签名", "党员签名"], ignored: true },
];
