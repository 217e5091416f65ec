import { event, toldText } from "#shared/event-sentences.ts";

/** What a person reads about backups and restores. Each refusal says what to do. */
export const operateZh = {
  exists: (file: string) => `文件 ${file} 已存在，没有覆盖。请换一个文件名，或先移走旧文件。`,
  notABackup: (file: string) => `文件 ${file} 不是本程序的备份，或开头已损坏。请换一份备份。`,
  damaged: (file: string) =>
    `备份 ${file} 已损坏、被截断，或与现有密钥不符，没有恢复任何数据。请换一份备份，并确认密钥文件夹是做这份备份时用的。`,
  notEmpty:
    "目标数据库里已有数据，恢复只能用于全新的数据文件夹或空数据库，没有改动任何内容。请换一个空的数据文件夹（环境变量 LIANXIN_DATA）。",
  otherVersion: (theirs: string | null, ours: string) =>
    `备份由${theirs === null ? "更新的或改动过的程序" : `程序 ${theirs} `}做成，本程序是 ${ours}，没有它的表结构，没有恢复任何数据。请用做备份的那个版本的程序恢复${theirs === null ? "" : `（${theirs}）`}。`,
  mismatch: (table: string) => `恢复后表 ${table} 的内容与备份的校验值不符，已全部撤销。请换一份备份，并检查磁盘。`,
  underWay: { title: "正在备份", detail: "另一份备份还没有写完。请等它写完，到“备份”页查看。" },
  jobTitle: "备份",
  writing: "正在写备份文件",
  waitsTerm: "备份中断",
  waits: (days: number) =>
    `最近一份备份是 ${days} 天以前做的，自动备份没有做成。请查看运行日志和磁盘空间，并立即备份一次`,
  look: "查看备份",
  backedUp: (file: string, rows: number, seconds: string) =>
    `已备份 ${rows} 行到 ${file}（${seconds} 秒）。密钥不在备份里：请把密钥文件夹另外保存在别处，没有密钥备份无法恢复。`,
  restored: (rows: number, seconds: string) =>
    `已恢复 ${rows} 行，各表校验值与备份一致（${seconds} 秒）。所有人需要重新登录。`,
};

export const events = {
  asked: event("operate.backup.asked", () => "要求立即做一份备份"),
  made: event("operate.backup.made", () => "做了一次备份"),
  rotated: event("operate.keys.rotated", ({ data, signing }: { data?: string; signing?: string }) =>
    data === undefined || signing === undefined ? "更换了密钥" : `更换了密钥，数据密钥 ${data}，签名密钥 ${signing}`,
  ),
  restored: event("operate.backup.restored", (it: { madeAt?: string }) =>
    it.madeAt === undefined ? "恢复了备份" : `恢复了 ${toldText(it.madeAt)} 做的备份`,
  ),
};

export const problemTexts = { "backup-under-way": operateZh.underWay };
