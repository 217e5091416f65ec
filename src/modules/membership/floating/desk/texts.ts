import { FLOATING_ENTRY } from "#modules/membership/floating/asks.ts";
import { type Asks, asks, code, count, day, flag, long, pastDay, phone, text } from "#platform/forms/asks.ts";

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
export const LEAVING = asks({
  leftOn: pastDay("外出日期"),
  destination: text("外出地", { hint: "写到市、县（区），如“江苏省苏州市吴中区”。" }),
  scope: code("流动范围", "floating_scope"),
  reason: code("外出原因", "floating_reason"),
  originJob: code("外出前职业", "origin_job", { optional: true }),
  destinationKind: code("外出流向", "destination_kind", { optional: true }),
  workUnit: text("外出单位", { optional: true }),
  expectedBackOn: day("预计返回", { optional: true }),
  phone: phone("本人电话", { optional: true }),
  address: text("在外住址", { optional: true }),
  emergency: text("紧急联系人及电话", { optional: true }),
  abroad: flag("在国（境）外", { optional: true }),
});

export const CONTACT = asks({ homeContact: text("流出地联系人") });
export const HOST_CONTACT = asks({ hostContact: text("流入地联系人") });
export const ON = asks({ on: pastDay("日期") });
export const NOTE = asks({ note: long("说明", { optional: true }) });

/** What a line says, whatever its kind. */
const content = (term: string) => long(term, { most: FLOATING_ENTRY });

/** What each kind of line asks. */
export const ENTRIES: Readonly<Record<string, { readonly term: string; readonly asks: Asks }>> = {
  contact: {
    term: "联络",
    asks: {
      ...ON,
      way: code("方式", "contact_way"),
      content: content("联络内容"),
      unreached: flag("没有联系上", { optional: true }),
    },
  },
  report: { term: "汇报", asks: { ...ON, content: content("汇报内容") } },
  activity: { term: "活动", asks: { ...ON, content: content("活动内容") } },
  dues: { term: "党费", asks: { ...ON, content: content("交纳月份和金额") } },
  training: {
    term: "培训",
    asks: { ...ON, hours: count("学时", { least: 1, most: 400, optional: true }), content: content("培训内容") },
  },
  appraisal: { term: "评议", asks: { ...ON, grade: code("等次", "appraisal_grade"), content: content("评议意见") } },
  search: {
    term: "查找",
    asks: { ...ON, way: code("查找方式", "contact_way"), content: content("查找对象和结果") },
  },
};
