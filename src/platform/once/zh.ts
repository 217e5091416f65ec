export const zh = {
  key: {
    title: "这次操作的编号不对",
    detail:
      "请求头 idempotency-key 应当是 16 至 64 个字母、数字、横线或下划线。没有保存任何内容，请刷新页面后再做一次。",
  },
  conflict: {
    title: "这个编号已经办过另一件事",
    detail:
      "同一个操作编号只能用于同一件事、同样的内容，这次没有保存任何内容。请刷新页面，核对上一次是否已经保存，再重新提交。",
  },
  answeredOnce: {
    title: "这件事已经办过了",
    detail:
      "上一次已经办成，这次没有重复办理。答复里的内容（例如一次性密码、完整号码）只显示一次、不作保存；还需要的，请重新办理。",
  },
} as const;

export const problemTexts: Readonly<Record<string, { title: string; detail: string }>> = {
  "once-key": zh.key,
  "once-conflict": zh.conflict,
  "answered-once": zh.answeredOnce,
};
