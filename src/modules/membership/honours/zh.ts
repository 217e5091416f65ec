import { factEvents } from "#platform/kept/zh.ts";
import { sentencesOf } from "#shared/event-sentences.ts";

type Details = Readonly<Record<string, unknown>>;
const text = (details: Details, key: string): string => {
  const value = details[key];
  return typeof value === "string" ? value : "";
};
const why = (details: Details): string => `理由：${text(details, "reason")}`;

export const eventSentences: Readonly<Record<string, (details: Details, targetName: string) => string>> = {
  ...sentencesOf(factEvents("membership.award", { term: "表彰", unit: "项" })),
  "membership.award.revoked": (details, name) => `登记了${name}的荣誉“${text(details, "term")}”被撤销，${why(details)}`,
  // Whoever reads the log learns that there is a row; whose it is stands with the person alone, what it says nowhere.
  "membership.discipline.entered": () => "登记了一项处分或者处置",
  "membership.discipline.read": (details) => `查看了一项处分或者处置的内容，${why(details)}`,
  "membership.discipline.extended": () => "登记了一项处分的期限延长",
  "membership.discipline.ended": () => "登记了一项处分或者处置的结束",
  "membership.discipline.withdrawn": () => "撤回了一项处分或者处置的登记",
};

export const notices = {
  measure: "有一项与您有关的处分或处置有了登记或变动",
  measureBody: "在手机版“我的奖惩”里可以看到内容。不服的，可以按党章和有关规定提出申诉。",
  measureBecause: "这是关于您本人的决定。",
} as const;

export const zh = {
  award: "表彰",
  measure: "处分或处置",
  member: "党员",
  suspended: "暂停行使表决权",
  rejected: { title: "表彰没有保存", detail: "请按每一项的说明改好后再提交。" },
  receiver: {
    title: "受表彰的对象不对",
    detail: (organization: boolean): string =>
      organization
        ? "没有保存。这个称号授予党组织，请选择党组织，不要选个人。"
        : "没有保存。这个称号授予个人，请选择党员，不要选党组织。",
  },
  known: { title: "这项表彰已经登记过", detail: "没有重复登记。同一对象、称号、级别和日期的表彰只登记一次。" },
  withdrawn: { title: "这项登记已经撤回", detail: "没有改动。需要的话请重新登记。" },
  revoked: { title: "这项荣誉已经登记撤销", detail: "没有改动。" },
  revokedBefore: { title: "撤销荣誉不能早于表彰", detail: "没有保存。请核对两个日期。" },
  faults: {
    title: "登记其他荣誉，请写明荣誉名称。",
    decidedBy: "请写明决定或者批准的机关。",
    measureReason: "请写明事实和理由，至少4个字。",
  },
  measureRejected: { title: "处分或处置没有保存", detail: "请按每一项的说明改好后再提交。" },
  measureKnown: {
    title: "同样的处分或处置已经登记，还没有结束",
    detail: "没有重复登记。请先查看原来的登记，办理结束或者撤回。",
  },
  measureWithdrawn: { title: "这项登记已经撤回", detail: "没有改动。需要的话请重新登记。" },
  extension: { title: "现在不能延长", detail: (grounds: string): string => `没有保存。${grounds}。` },
  ending: { title: "不能这样结束", detail: (grounds: string): string => `没有保存。${grounds}。` },
  over: { title: "这项处分或处置已经结束", detail: "没有改动。请刷新页面。" },
  left: {
    title: "这一项已经办理出党，不能撤回登记",
    detail: "没有改动。经复查撤销的，请登记“经复查撤销”，再在花名册中以“恢复党籍”办理增加。",
  },
  due: (ends: string): string => `登记的期限到${ends}届满，请按规定研究怎样结束。`,
} as const;

export const problemTexts = {
  "award-rejected": zh.rejected,
  "award-receiver": { title: zh.receiver.title, detail: zh.receiver.detail(false) },
  "award-known": zh.known,
  "award-withdrawn": zh.withdrawn,
  "award-revoked": zh.revoked,
  "award-revoked-before": zh.revokedBefore,
  "measure-rejected": zh.measureRejected,
  "measure-known": zh.measureKnown,
  "measure-withdrawn": zh.measureWithdrawn,
  "measure-extension": { title: zh.extension.title, detail: zh.extension.detail("最长不超过两年") },
  "measure-ending": { title: zh.ending.title, detail: zh.ending.detail("还没有期满") },
  "measure-over": zh.over,
  "measure-left": zh.left,
};

/** The notices that are given here, each of which a person can turn off. */
export const noticeKinds = {
  measure: {
    kind: "measure",
    term: "本人的处分和处置",
    about: "关于您本人的处分、处置有了登记或变动；内容只在您自己的记录里。",
  },
} as const;
