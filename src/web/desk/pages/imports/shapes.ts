import type { Static } from "typebox";
import type { ImportFileView as FileSchema, ImportRowView as RowSchema } from "#platform/registers/import/contract.ts";

export type ImportFileView = Static<typeof FileSchema>;
export type ImportRowView = Static<typeof RowSchema>;
export type RowKind = "new" | "changed" | "unchanged" | "warning" | "conflict" | "faulty";

export const KINDS: readonly {
  key: RowKind;
  term: string;
  says: string;
  mark: "good" | "info" | "warn" | "bad" | "plain";
}[] = [
  { key: "new", term: "新增", says: "台账里没有，导入后新增", mark: "good" },
  { key: "changed", term: "有变化", says: "台账里有，按表格更新所列各项", mark: "info" },
  { key: "unchanged", term: "无变化", says: "与台账一致，不动", mark: "plain" },
  { key: "warning", term: "请留意", says: "照样导入，但请核对", mark: "warn" },
  { key: "conflict", term: "待确认", says: "同一人在其他支部也有记录，须确定处理方式", mark: "warn" },
  { key: "faulty", term: "有错误", says: "不导入；改好后可以再导", mark: "bad" },
];

/** A heading is taken as known when it fits this well; below, a person should look. */
export const SURE = 0.95;
