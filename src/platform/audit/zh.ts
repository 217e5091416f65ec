import { addDays, isDay } from "#shared/day.ts";

/** What a person reads about keys when the program refuses to start. */
export const keysZh = {
  openPermissions: (path: string, mode: string) =>
    `密钥 ${path} 的权限是 ${mode}，其他用户可以读取。请执行 chmod -R go-rwx 收紧权限后再启动；如果别人可能已经读过，请更换密钥。`,
  damaged: (name: string) => `密钥文件 ${name} 已损坏或被改名。请用密钥备份中的同名文件替换后再启动。`,
  incomplete: (folder: string) =>
    `密钥文件夹 ${folder} 不完整（应有 data-*.key、index.key、signing-*.pem）。请用密钥备份恢复整个文件夹后再启动。`,
  none: (folder: string) => `密钥文件夹 ${folder} 中没有密钥。请先用密钥备份恢复该文件夹。`,
  missing: (id: string, folder: string) =>
    `数据库中有用密钥 ${id} 加密或签名的数据，但密钥文件夹 ${folder} 中没有这把密钥。请用密钥备份恢复该文件夹（或检查环境变量 LIANXIN_KEYS_DIR）后再启动。`,
};

/** Findings of the verification. Instants are shown to the minute in China Standard Time. */
export const verificationZh = {
  eventChanged: (id: number, at: string) => `第 ${id} 号日志在 ${moment(at)} 封存之后被改动过，内容不可采信。`,
  eventDoubtful: (id: number, seal: number) => `第 ${id} 号日志与第 ${seal} 号封存不符；该封存本身也被改动过。`,
  eventMissing: (id: number, at: string) => `第 ${id} 号日志在 ${moment(at)} 封存之后被删除。`,
  eventInserted: (id: number) => `第 ${id} 号日志不是由系统记录的：没有任何封存包含它，或同一编号出现多次。`,
  sealedTwice: (id: number) => `第 ${id} 号日志出现在两次封存中，封存数据被改动过。`,
  subjectInserted: (id: number) => `有涉及人员的记录指向不存在的第 ${id} 号日志。`,
  sealChanged: (seal: number, at: string) => `第 ${seal} 号封存（${moment(at)}）被改动过：签名、链接或校验值不符。`,
  sealMissing: (from: number, to: number, before: string) =>
    `缺少${from === to ? `第 ${from} 号` : `第 ${from} 至 ${to} 号`}封存（应在 ${moment(before)} 之前），已被删除。`,
  tailCut: (from: number, to: number, at: string) =>
    `日志末尾被截去：缺少${from === to ? `第 ${from} 号` : `第 ${from} 至 ${to} 号`}封存，最后一次封存时间应为 ${moment(at)}。`,
  anchorMissing:
    "数据文件夹中缺少 audit-anchor.json，无法判断日志末尾是否被截去。如果是恢复备份所致，请重新执行恢复；否则请核查谁删除了它。",
  anchorDamaged: "数据文件夹中的 audit-anchor.json 已损坏，无法判断日志末尾是否被截去。请核查谁改动了它。",
};

/** `2026-11-22 20:15` for an ISO instant in UTC, eight hours ahead as in all of China; worked out on text, because this file is pure. */
function moment(iso: string): string {
  const [, day, hour, minute] = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})/.exec(iso) ?? [];
  // A forged seal may carry any instant.
  if (day === undefined || hour === undefined || !isDay(day)) return "时间不明";
  const later = Number(hour) + 8;
  const shown = later < 24 ? day : addDays(day, 1);
  return `${shown} ${String(later % 24).padStart(2, "0")}:${minute}`;
}
