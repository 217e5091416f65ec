import { tellReading } from "#platform/audit/tell.ts";
import type { Doing } from "#platform/house.ts";
import { answer } from "#platform/http/answer.ts";
import { Download } from "#platform/http/download.ts";
import { absent, Problem } from "#platform/http/problem.ts";
import type { Asking, Route, UploadedFile } from "#platform/http/route.ts";
import * as at from "./address.ts";
import { NewDocument, UploadedDocument } from "./contract.ts";
import { PURPOSES } from "./purposes.ts";
import { filesZh } from "./zh.ts";

const maxBytes = PURPOSES["document"]?.maxBytes ?? 0;
const upload = { maxFiles: 1, maxFileBytes: maxBytes, maxTotalBytes: maxBytes };
const UPLOADED = "files.document.uploaded";

export const routes: Route[] = [
  answer(
    at.documents,
    "files.document.upload",
    { body: NewDocument, shows: UploadedDocument, status: 201, rate: "heavy", upload, tells: [UPLOADED] },
    (doing) => keep(doing, doing.body.organizationId, doing.files[0]),
  ),
  answer(at.document, "files.document.read", { rate: "heavy" }, (asking) => fetched(asking, asking.params.id)),
];

async function keep(doing: Doing, organizationId: string, file: UploadedFile | undefined): Promise<UploadedDocument> {
  const { tx, house, actor, tell } = doing;
  if (!file) throw new Problem("unreadable", "file-missing", filesZh.oneFile.title, filesZh.oneFile.detail);
  const place = await tx
    .selectFrom("organization")
    .select(["id", "orgPath"])
    .where("id", "=", organizationId)
    .executeTakeFirst();
  if (!place) throw absent("组织");
  const stored = await house.files.put(tx, {
    name: file.name,
    purpose: "document",
    organizationId: place.id,
    orgPath: place.orgPath,
    accountId: actor.accountId,
    content: file.content,
  });
  await tell({
    event: UPLOADED,
    organizationId: place.id,
    orgPath: place.orgPath,
    target: { kind: "file", id: stored.id, name: stored.name },
    details: { mediaType: stored.mediaType, sizeBytes: stored.sizeBytes },
  });
  return stored;
}

async function fetched(asking: Asking, id: string): Promise<Download> {
  const { tx, house } = asking;
  const found = await tx
    .selectFrom("storedFile")
    .select(["organizationId", "orgPath"])
    .where("id", "=", id)
    .where("purpose", "=", "document")
    .executeTakeFirst();
  const file = found && (await house.files.describe(tx, id));
  const content = file && (await house.files.content(tx, id));
  if (!found || !file || !content) throw absent("文件");
  await tellReading(asking, {
    event: "files.document.fetched",
    organizationId: found.organizationId,
    orgPath: found.orgPath,
    target: { kind: "file", id: file.id, name: file.name },
  });
  return new Download(file.name, file.mediaType, content);
}
