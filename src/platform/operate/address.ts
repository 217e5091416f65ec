import { get, of, post } from "#platform/http/address.ts";
import type { Backups, BackupUnderWay } from "./contract.ts";

export const backups = get("/api/backups", "备份文件夹里有哪些备份，最近一份是什么时候做的", of<Backups>());
export const backingUp = post("/api/backups", "立即做一份备份", { answer: of<BackupUnderWay>() });
