import type { Asked } from "#web/desk/parts/fact-field.tsx";

/** Words of the pages of floating members, in one place. */
export const STATE_MARKS: Readonly<Record<string, "good" | "warn" | "bad" | "plain" | "info">> = {
  registered: "info",
  offered: "warn",
  accepted: "good",
  declined: "bad",
  managed: "good",
  lost: "bad",
  stopped: "bad",
};

export const SIDES: Readonly<Record<string, string>> = { home: "流出地", host: "流入地", member: "本人" };

/** What the forms of leaving ask; phone, address and emergency contact are sealed. */
export const LEAVING: readonly Asked[] = [
  { key: "leftOn", term: "外出日期", kind: "day" },
  { key: "destination", term: "外出地", kind: "text", hint: "写到市、县（区），如“江苏省苏州市吴中区”。" },
  { key: "scope", term: "流动范围", kind: "floating_scope" },
  { key: "reason", term: "外出原因", kind: "floating_reason" },
  { key: "originJob", term: "外出前职业", kind: "origin_job", optional: true },
  { key: "destinationKind", term: "外出流向", kind: "destination_kind", optional: true },
  { key: "workUnit", term: "外出单位", kind: "text", optional: true },
  { key: "expectedBackOn", term: "预计返回", kind: "future", optional: true },
  { key: "phone", term: "本人电话", kind: "text", optional: true },
  { key: "address", term: "在外住址", kind: "text", optional: true },
  { key: "emergency", term: "紧急联系人及电话", kind: "text", optional: true },
  { key: "abroad", term: "在国（境）外", kind: "bool", optional: true },
];

export const CONTACT = { key: "homeContact", term: "流出地联系人", kind: "text" } as const satisfies Asked;
export const HOST_CONTACT = { key: "hostContact", term: "流入地联系人", kind: "text" } as const satisfies Asked;
const ON: Asked = { key: "on", term: "日期", kind: "day" };

/** What each kind of line asks. */
export const ENTRIES: Readonly<Record<string, { readonly term: string; readonly asked: readonly Asked[] }>> = {
  contact: {
    term: "联络",
    asked: [
      ON,
      { key: "way", term: "方式", kind: "contact_way" },
      { key: "content", term: "谈了什么", kind: "long" },
      { key: "unreached", term: "没有联系上", kind: "bool" },
    ],
  },
  report: { term: "汇报", asked: [ON, { key: "content", term: "汇报了什么", kind: "long" }] },
  activity: { term: "活动", asked: [ON, { key: "content", term: "参加了什么活动", kind: "long" }] },
  dues: { term: "党费", asked: [ON, { key: "content", term: "交到哪个月、多少元", kind: "long" }] },
  training: {
    term: "培训",
    asked: [
      ON,
      { key: "hours", term: "学时", kind: "number", optional: true },
      { key: "content", term: "内容", kind: "long" },
    ],
  },
  appraisal: {
    term: "评议",
    asked: [
      ON,
      { key: "grade", term: "等次", kind: "appraisal_grade" },
      { key: "content", term: "意见", kind: "long" },
    ],
  },
  search: {
    term: "查找",
    asked: [
      ON,
      { key: "way", term: "用什么方式", kind: "contact_way" },
      { key: "content", term: "找了谁、结果怎样", kind: "long" },
    ],
  },
};
