import { Type } from "typebox";
import { DOWNLOAD, Download } from "#platform/http/download.ts";
import { deed, question, type Route } from "#platform/http/route.ts";
import { Id } from "#platform/http/shapes.ts";
import { abandonImport, commitImport, decideRow, previewImport, remap, undoImport } from "./acts.ts";
import {
  Begun,
  Commitment,
  Decision,
  Handed,
  ImportListView,
  ImportRowsView,
  ImportView,
  Kind,
  NewImport,
  Remapping,
  Undone,
} from "./contract.ts";
import { faultyCopy, importRows, importView, recentImports } from "./queries.ts";

const VERB = "registers.import";
const MEBIBYTE = 1024 * 1024;
const OfBatch = Type.Object({ id: Id });
const OfFile = Type.Object({ id: Id, fileId: Id });
const OfRow = Type.Object({ id: Id, rowId: Id });
const SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** Drop files, look, decide, write, take back. */
export const routes: readonly Route[] = [
  question({
    path: "/api/imports",
    verb: VERB,
    summary: "最近的导入",
    response: ImportListView,
    handle: ({ tx }) => recentImports(tx),
  }),
  deed({
    method: "POST",
    path: "/api/imports",
    verb: VERB,
    summary: "上传一个或多个表格，预览导入",
    body: NewImport,
    response: Begun,
    status: 201,
    rate: "heavy",
    upload: { maxFiles: 100, maxFileBytes: 64 * MEBIBYTE, maxTotalBytes: 128 * MEBIBYTE },
    tells: ["registers.import.previewed"],
    handle: (doing) =>
      previewImport(doing, {
        files: doing.files.map(({ name, content }) => ({ name, content })),
        asOf: filled(doing.body.asOf),
        organizationId: filled(doing.body.org),
        register: filled(doing.body.register),
      }),
  }),
  question({
    path: "/api/imports/:id",
    verb: VERB,
    summary: "一次导入的预览或结果",
    params: OfBatch,
    response: ImportView,
    handle: ({ house, tx, params }) => importView(house, tx, params.id),
  }),
  question({
    path: "/api/imports/:id/rows",
    verb: VERB,
    summary: "需要看一看的行",
    params: OfBatch,
    query: Type.Object({
      file: Type.Optional(Id),
      kind: Type.Optional(Kind),
      cursor: Type.Optional(Type.String({ maxLength: 40 })),
    }),
    response: ImportRowsView,
    handle: ({ tx, params, query }) => importRows(tx, params.id, query),
  }),
  deed({
    method: "PUT",
    path: "/api/imports/:id/files/:fileId/mapping",
    verb: VERB,
    summary: "更正列的含义，重新预览",
    params: OfFile,
    body: Remapping,
    response: ImportView,
    rate: "heavy",
    tells: ["registers.import.mapped", "registers.import.previewed"],
    async handle(doing) {
      await remap(doing, doing.params.id, doing.params.fileId, doing.body);
      return await importView(doing.house, doing.tx, doing.params.id);
    },
  }),
  deed({
    method: "PUT",
    path: "/api/imports/:id/rows/:rowId/decision",
    verb: VERB,
    summary: "决定一行冲突怎么办",
    params: OfRow,
    body: Decision,
    response: Type.Null(),
    tells: ["registers.import.decided"],
    async handle(doing) {
      await decideRow(doing, doing.params.id, doing.params.rowId, doing.body.decision);
      return null;
    },
  }),
  deed({
    method: "POST",
    path: "/api/imports/:id/commitment",
    verb: VERB,
    summary: "确认导入",
    params: OfBatch,
    body: Commitment,
    response: Handed,
    rate: "heavy",
    tells: ["registers.import.committed"],
    handle: (doing) => commitImport(doing, doing.params.id, doing.body.manner),
  }),
  deed({
    method: "POST",
    path: "/api/imports/:id/undoing",
    verb: VERB,
    summary: "撤销整批导入（30天内）",
    params: OfBatch,
    response: Undone,
    rate: "heavy",
    tells: ["registers.import.undone"],
    handle: (doing) => undoImport(doing, doing.params.id),
  }),
  deed({
    method: "DELETE",
    path: "/api/imports/:id",
    verb: VERB,
    summary: "放弃一次预览",
    params: OfBatch,
    response: Type.Null(),
    tells: ["registers.import.abandoned"],
    async handle(doing) {
      await abandonImport(doing, doing.params.id);
      return null;
    },
  }),
  question({
    path: "/api/imports/:id/files/:fileId/faulty.xlsx",
    verb: VERB,
    summary: "下载只含有误行的表格，改好后可以再传",
    params: OfFile,
    response: DOWNLOAD,
    rate: "heavy",
    async handle({ house, tx, params }) {
      const { name, content } = await faultyCopy(house, tx, params.id, params.fileId);
      return new Download(name, SPREADSHEET, content);
    },
  }),
];

/** A form sends an empty text for a field that was left empty. */
const filled = (text: string | undefined): string | undefined => (text === undefined || text === "" ? undefined : text);
