export { type BackupSummary, backup } from "./backup.ts";
export { OperateRefusal } from "./refusal.ts";
export { type RestoreSummary, restore } from "./restore.ts";
