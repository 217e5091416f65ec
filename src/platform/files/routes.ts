import { Type } from "typebox";
import { tellReading } from "#platform/audit/tell.ts";
import { DOWNLOAD, Download } from "#platform/http/download.ts";
import { absent, Problem } from "#platform/http/problem.ts";
import { deed, question, type Route } from "#platform/http/route.ts";
import { Id, IdOf } from "#platform/http/shapes.ts";
import { UploadedDocument } from "./contract.ts";
import { PURPOSES } from "./purposes.ts";
import { filesZh } from "./zh.ts";

const maxBytes = PURPOSES["document"]?.maxBytes ?? 0;

export const routes: Route[] = [
  deed({
    method: "POST",
    path: "/api/files",
    verb: "files.document.upload",
    summary: "上传一份文件材料（决定、批复等），之后在事项中引用",
    body: Type.Object({ organizationId: IdOf("组织") }, { additionalProperties: false }),
    response: UploadedDocument,
    status: 201,
    rate: "heavy",
    upload: { maxFiles: 1, maxFileBytes: maxBytes, maxTotalBytes: maxBytes },
    tells: ["files.document.uploaded"],
    handle: async ({ tx, house, actor, body, files, tell }) => {
      const [file] = files;
      if (!file) throw new Problem("unreadable", "file-missing", filesZh.oneFile.title, filesZh.oneFile.detail);
      const place = await tx
        .selectFrom("organization")
        .select(["id", "orgPath"])
        .where("id", "=", body.organizationId)
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
        event: "files.document.uploaded",
        organizationId: place.id,
        orgPath: place.orgPath,
        target: { kind: "file", id: stored.id, name: stored.name },
        details: { mediaType: stored.mediaType, sizeBytes: stored.sizeBytes },
      });
      return stored;
    },
  }),
  question({
    path: "/api/files/:id",
    verb: "files.document.read",
    summary: "下载一份文件材料",
    params: Type.Object({ id: Id }),
    response: DOWNLOAD,
    rate: "heavy",
    handle: async (asking) => {
      const { tx, house, params } = asking;
      const found = await tx
        .selectFrom("storedFile")
        .select(["organizationId", "orgPath"])
        .where("id", "=", params.id)
        .where("purpose", "=", "document")
        .executeTakeFirst();
      const file = found && (await house.files.describe(tx, params.id));
      const content = file && (await house.files.content(tx, params.id));
      if (!found || !file || !content) throw absent("文件");
      await tellReading(asking, {
        event: "files.document.fetched",
        organizationId: found.organizationId,
        orgPath: found.orgPath,
        target: { kind: "file", id: file.id, name: file.name },
      });
      return new Download(file.name, file.mediaType, content);
    },
  }),
];
