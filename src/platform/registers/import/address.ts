import { file, get, of, post, put, remove } from "#platform/http/address.ts";
import type {
  Begun,
  Commitment,
  Decision,
  Handed,
  ImportListView,
  ImportRowsView,
  ImportView,
  NewImport,
  Remapping,
  RowsFilter,
  Undone,
} from "./contract.ts";

export const imports = get("/api/imports", "最近的导入", of<ImportListView>());
export const importing = post("/api/imports", "上传一个或多个表格，预览导入", {
  body: of<NewImport>(),
  answer: of<Begun>(),
});
export const oneImport = get("/api/imports/:id", "一次导入的预览或结果", of<ImportView>());
export const importRows = get("/api/imports/:id/rows", "需要看一看的行", of<ImportRowsView>(), of<RowsFilter>());
export const mapping = put("/api/imports/:id/files/:fileId/mapping", "更正列的含义，重新预览", {
  body: of<Remapping>(),
  answer: of<ImportView>(),
});
export const decision = put("/api/imports/:id/rows/:rowId/decision", "决定一行冲突怎么办", { body: of<Decision>() });
export const commitment = post("/api/imports/:id/commitment", "确认导入", {
  body: of<Commitment>(),
  answer: of<Handed>(),
});
export const undoing = post("/api/imports/:id/undoing", "撤销整批导入（30天内）", { answer: of<Undone>() });
export const abandoning = remove("/api/imports/:id", "放弃一次预览");
export const faultyCopy = file("/api/imports/:id/files/:fileId/faulty.xlsx", "下载只含有误行的表格，改好后可以再传");
