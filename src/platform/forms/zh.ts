import { zh as http } from "#platform/http/zh.ts";
import { quoted } from "#shared/text.ts";

const { field } = http;

/** What is said of one asked fact, the same words in the browser and on the server: those of the shape, and a few more. */
export const zh = {
  missing: field.required,
  notText: field.string,
  notNumber: field.number,
  notWhole: field.integer,
  notFlag: field.boolean,
  tooLong: field.maxLength,
  tooShort: field.minLength,
  tooSmall: field.minimum,
  tooLarge: field.maximum,
  notChoice: field.choice,
  notDay: field.date,
  notId: field.uuid,
  tooMany: field.maxItems,
  notList: field.array,
  notGroup: field.object,
  broken: field.brokenText,
  toTick: (term: string) => `未勾选“${term}”，不能提交。`,
  notMonth: (term: string) => `${term}应当是月份，例如 2026-11。`,
  ahead: (term: string) => `${term}还没有到，请填写今天或之前的日期。`,
  past: (term: string) => `${term}已经过去，请填写今天或之后的日期。`,
  notMoney: (term: string) => `${term}应当是金额，单位为元，最多两位小数。`,
  leastMoney: (term: string, yuan: string) => `${term}不能少于${yuan}元。`,
  mostMoney: (term: string, yuan: string) => `${term}不能多于${yuan}元。`,
  onePhone: (term: string) => `${term}只能填写一个号码。`,
  unread: (term: string, reason: string) => `${term}：${reason}${/[。！？]$/u.test(reason) ? "" : "。"}`,
  notAsked: (term: string) => `${term}在这里不用填写，请去掉。`,
  cell: {
    missing: "没有填写",
    unknown: (text: string, terms: readonly string[]) => `读到${quoted(text)}，不认识。可以写：${terms.join("、")}`,
    noTerm: (terms: readonly string[]) => `没有填写。可以写：${terms.join("、")}`,
    notWholeDay: (text: string) => `读到${quoted(text)}，不是完整的日期`,
    notMonth: (text: string) => `读到${quoted(text)}，不是月份`,
    ahead: (day: string) => `${day}还没有到`,
    past: (day: string) => `${day}已经过去`,
    tooLong: (length: number, most: number) => `有${length}个字，最多${most}个字，请缩短`,
    tooShort: (least: number) => `至少要${least}个字`,
    tooSmall: (least: number | string) => `不能小于${least}`,
    tooLarge: (most: number | string) => `不能大于${most}`,
    damaged: "表格里的公式出错，读不出内容",
  },
  yes: "是",
} as const;
