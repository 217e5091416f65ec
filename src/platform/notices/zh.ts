/** What a person can be told of, and turn off one by one: the term of the kind and what it is for. */
export const NOTICE_KINDS = {
  "transfer-waiting": { term: "转接待接收", about: "有党员的组织关系转到您管理的党组织，等您接收或退回。" },
  "transfer-answered": { term: "转接有结果", about: "您转出的组织关系，对方已经接收或退回。" },
  "proposal-waiting": { term: "变动待批准", about: "下级提出了组织变动，等您批准。" },
  "proposal-answered": { term: "变动有结果", about: "您提出的组织变动已经批准、没有批准或被撤回。" },
  "correction-waiting": { term: "更正申请待核对", about: "您管理的党员申请更正自己的记录，等您核对。" },
  "correction-answered": { term: "更正申请有结果", about: "您申请更正自己的记录，支部已经办理。" },
  "recruiting-waiting": {
    term: "发展党员待办",
    about: "一份发展党员档案从支部报到您这里，或者党委办好后回到支部，等您办下一步。",
  },
  measure: { term: "本人的处分和处置", about: "关于您本人的处分、处置有了登记或变动；内容只在您自己的记录里。" },
  meeting: { term: "会议通知", about: "您在应到名单里的会议：时间、地点、议题，以及更改和取消。" },
  "clock-digest": { term: "每周到期提醒", about: "每周一一次：归您办理的事，本周到期和逾期的各有几件。" },
  "job-ended": { term: "工作完成", about: "您提交的导入、导出等长任务已经完成或没有办成。" },
} as const satisfies Readonly<Record<string, { readonly term: string; readonly about: string }>>;

export type NoticeKind = keyof typeof NOTICE_KINDS;

export const isNoticeKind = (kind: string): kind is NoticeKind => Object.hasOwn(NOTICE_KINDS, kind);

/** Why somebody gets a notice, and how to stop it: the page it names is `/me/notices`. */
export const whyOf = (kind: NoticeKind, because: string): string =>
  `${because}不想再收到，可以在“我的通知”里关闭“${NOTICE_KINDS[kind].term}”。`;
