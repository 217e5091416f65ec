export { type BackupSummary, backup } from "./backup.ts";
export { emptyHouse } from "./clear.ts";
export { OperateRefusal } from "./refusal.ts";
export { type RestoreSummary, restore } from "./restore.ts";
export { type BackupShelf, backupShelf } from "./shelf.ts";
