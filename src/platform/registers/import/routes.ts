import { answer } from "#platform/http/answer.ts";
import { Download, WORKBOOK } from "#platform/http/download.ts";
import type { Route } from "#platform/http/route.ts";
import { abandonImport, commitImport, decideRow, previewImport, remap, undoImport } from "./acts.ts";
import * as at from "./address.ts";
import {
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
import { faultyCopy, importRows, importView, recentImports } from "./queries.ts";

const VERB = "registers.import";
const MEBIBYTE = 1024 * 1024;
const upload = { maxFiles: 100, maxFileBytes: 64 * MEBIBYTE, maxTotalBytes: 128 * MEBIBYTE };
const rate = "heavy";
const MAPPED = ["registers.import.mapped", "registers.import.previewed"];

/** Drop files, look, decide, write, take back. */
export const routes: readonly Route[] = [
  answer(at.imports, VERB, { shows: ImportListView }, ({ tx }) => recentImports(tx)),
  answer(
    at.importing,
    VERB,
    { body: NewImport, shows: Begun, status: 201, rate, upload, tells: ["registers.import.previewed"] },
    (doing) =>
      previewImport(doing, {
        files: doing.files.map(({ name, content }) => ({ name, content })),
        asOf: filled(doing.body.asOf),
        organizationId: filled(doing.body.org),
        register: filled(doing.body.register),
      }),
  ),
  answer(at.oneImport, VERB, { shows: ImportView }, ({ house, tx, params }) => importView(house, tx, params.id)),
  answer(at.importRows, VERB, { query: RowsFilter, shows: ImportRowsView }, ({ tx, params, query }) =>
    importRows(tx, params.id, query),
  ),
  answer(at.mapping, VERB, { body: Remapping, shows: ImportView, rate, tells: MAPPED }, async (doing) => {
    await remap(doing, doing.params.id, doing.params.fileId, doing.body);
    return await importView(doing.house, doing.tx, doing.params.id);
  }),
  answer(at.decision, VERB, { body: Decision, tells: ["registers.import.decided"] }, (doing) =>
    decideRow(doing, doing.params.id, doing.params.rowId, doing.body.decision),
  ),
  answer(
    at.commitment,
    VERB,
    { body: Commitment, shows: Handed, rate, tells: ["registers.import.committed"] },
    (doing) => commitImport(doing, doing.params.id, doing.body.manner),
  ),
  answer(at.undoing, VERB, { shows: Undone, rate, tells: ["registers.import.undone"] }, (doing) =>
    undoImport(doing, doing.params.id),
  ),
  answer(at.abandoning, VERB, { tells: ["registers.import.abandoned"] }, (doing) =>
    abandonImport(doing, doing.params.id),
  ),
  answer(at.faultyCopy, VERB, { rate }, async ({ house, tx, params }) => {
    const { name, content } = await faultyCopy(house, tx, params.id, params.fileId);
    return new Download(name, WORKBOOK, content);
  }),
];

/** A form sends an empty text for a field that was left empty. */
const filled = (text: string | undefined): string | undefined => (text === undefined || text === "" ? undefined : text);
