import { get, of } from "#platform/http/address.ts";
import type { AuditEntry, AuditVerification, OwnTrace, TraceFilter } from "./contract.ts";

export const verification = get(
  "/api/audit/verification",
  "核验操作日志：逐条对照封存，指出被改动、删除或插入的位置",
  of<AuditVerification>(),
);
export const entry = get("/api/audit/:id", "一条操作日志的细节", of<AuditEntry>());
export const ownTrace = get("/api/own/trace", "谁看过、改过我的记录", of<OwnTrace>(), of<TraceFilter>());
