import type { Register } from "#platform/registers/declaration.ts";
import { eventsByNumber } from "./queries.ts";
import type { Sentences } from "./sentences.ts";

/**
 * 操作日志.
 *
 * @param sentences gives those of all modules, asked when a page is shown, so that each row reads as one.
 */
export function auditRegister(sentences: () => Sentences): Register {
  return {
    id: "audit",
    title: "操作日志",
    emptyHint: "这里记录谁在什么时候做了什么，由系统自动写入，任何人都不能修改。换一个时间段或组织再看。",
    table: "audit_event",
    verbs: { read: "audit.event.read", export: "audit.event.export" },
    time: "none",
    fields: [
      { key: "number", term: "编号", type: "int", ordinal: true, column: "number", sortable: true, width: 90 },
      { key: "at", term: "时间", type: "instant", column: "at", filter: "range", width: 170 },
      { key: "actor", term: "谁", type: "text", column: "actor", filter: "text", width: 120 },
      {
        key: "sentence",
        term: "做了什么",
        type: "text",
        width: 420,
        derived: async (tx, rows) => {
          const found = new Map(
            (
              await eventsByNumber(
                tx,
                rows.map((it) => Number(it["number"])),
              )
            ).map((it) => [it.number, it]),
          );
          return rows.map((row) => {
            const event = found.get(Number(row["number"]));
            return event ? sentences().of(event) : null;
          });
        },
      },
      { key: "organization", term: "组织", type: "organization", column: "organization_id", width: 200 },
      { key: "targetName", term: "对象", type: "text", column: "target_name", filter: "text", width: 160 },
      { key: "event", term: "事件代号", type: "text", column: "event", filter: "text", width: 220 },
      { key: "requestId", term: "请求编号", type: "text", column: "request_id", width: 200 },
    ],
    search: ["actor", "targetName"],
    order: { field: "number", direction: "desc" },
    columns: ["number", "at", "actor", "sentence", "organization"],
    rowPage: "/audit/{id}",
    place: { id: "organization_id", path: "org_path" },
    print: { paper: "A4", landscape: true, signatures: ["审计员"] },
  };
}
