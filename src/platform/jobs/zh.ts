import { event } from "#shared/event-sentences.ts";

export const jobsZh = {
  accountGone: "提出这项工作的账号已停用或不存在，工作没有执行。",
  unknownKind: "本版本的程序不认识这种工作，没有执行。请联系系统管理员。",
  retrying: "执行中出了意外，稍后会自动再试。",
  failed: (jobId: string) =>
    `执行失败，已经保存的部分仍然有效。请稍后重新提交；若再次失败，请把编号 ${jobId} 告诉系统管理员。`,
  died: (jobId: string) =>
    `执行时程序几次意外中断，已经停止，不会再自动执行。请把文件或范围拆小后重新提交；若再次失败，请把编号 ${jobId} 告诉系统管理员。`,
  released: "服务器正在停止，重新启动后会接着做。",
  noticeDone: (title: string) => `“${title}”已经完成`,
  noticeFailed: (title: string) => `“${title}”没有完成`,
  noticeBecause: "这是您提交的工作。",
  ended: "这项工作已经结束，不能再取消。",
};

export const events = {
  cancelled: event("jobs.job.cancelled", (_, name) => `取消了工作“${name}”`),
};

export const problemTexts = {
  "job-ended": { title: "工作已经结束", detail: jobsZh.ended },
};

/** The notices that are given here, each of which a person can turn off. */
export const noticeKinds = {
  ended: { kind: "job-ended", term: "工作完成", about: "您提交的导入、导出等长任务已经完成或没有办成。" },
} as const;
