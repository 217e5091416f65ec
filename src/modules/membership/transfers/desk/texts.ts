import { CANCEL_CODES, FILE_WAYS } from "#modules/membership/transfers/zh.ts";
import type { Asked } from "#web/desk/parts/fact-field.tsx";

/** What the dialogs of transfers ask. */

const choices = (of: Readonly<Record<string, string>>, without: readonly string[] = []) =>
  Object.entries(of)
    .filter(([value]) => !without.includes(value))
    .map(([value, label]) => ({ value, label }));

export const ON: Asked = { key: "on", term: "日期", kind: "day" };
export const WHY: Asked = { key: "note", term: "理由", kind: "long" };
export const NOTE: Asked = { key: "note", term: "说明", kind: "long", optional: true };

export const ARRIVAL: readonly Asked[] = [
  { key: "name", term: "姓名", kind: "text" },
  { key: "idNumber", term: "公民身份号码", kind: "text", optional: true },
  { key: "outsideName", term: "来自（开信的党组织）", kind: "text" },
  { key: "contact", term: "对方联系人和电话", kind: "text", optional: true },
  { key: "letterNumber", term: "介绍信编号", kind: "text", optional: true, hint: "网上转接的不用填。" },
  { key: "letterOn", term: "介绍信日期", kind: "day", optional: true },
  { key: "validDays", term: "有效天数", kind: "number", optional: true },
  { key: "duesPaidTo", term: "党费交至", kind: "day", optional: true },
  { key: "on", term: "收到日期", kind: "day" },
];

export const CANCEL: readonly Asked[] = [
  { key: "code", term: "原因", kind: "text", choices: choices(CANCEL_CODES, ["expired"]) },
  NOTE,
];

export const ADMISSION: readonly Asked[] = [
  { key: "idNumber", term: "公民身份号码", kind: "text", optional: true, hint: "登记来信时填过的，不用再填。" },
  { key: "category", term: "人员类别", kind: "membership_category" },
  { key: "joinedOn", term: "加入党组织日期", kind: "day", optional: true },
  { key: "fullOn", term: "转为正式党员日期", kind: "day", optional: true },
  { key: "education", term: "学历", kind: "education", optional: true },
  { key: "mobile", term: "手机号码", kind: "text", optional: true },
  { key: "workUnit", term: "工作单位及职务", kind: "text", optional: true },
  ON,
];

export const FILE_WAY: Asked = { key: "way", term: "怎样送", kind: "text", choices: choices(FILE_WAYS) };

/** What is usually in a member's file; whoever sends it strikes out what is not. */
export const MATERIALS = ["入党志愿书", "入党申请书", "转正申请书", "政治审查材料", "培养教育考察材料", "党员登记表"];

export const CERTIFICATE: readonly Asked[] = [
  { key: "addressee", term: "开往（接待的党组织）", kind: "text" },
  { key: "purpose", term: "事由", kind: "text", hint: "如“外出学习三个月”。" },
  { key: "validDays", term: "有效天数", kind: "number", hint: "最长六个月；更久的应当转移组织关系或登记外出。" },
];
