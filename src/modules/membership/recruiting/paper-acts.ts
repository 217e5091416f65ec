import { tellReading } from "#platform/audit/tell.ts";
import { asSystem } from "#platform/database/door.ts";
import { newId } from "#platform/database/ids.ts";
import { systemScope } from "#platform/database/scope.ts";
import type { Doing } from "#platform/house.ts";
import { Download } from "#platform/http/download.ts";
import { absent, Problem } from "#platform/http/problem.ts";
import type { Asking, UploadedFile } from "#platform/http/route.ts";
import { heldCase } from "./file.ts";
import { zh } from "./zh.ts";

/** Keeps a signed paper, or a photograph of it, with the record of its step. Papers are asked for by no rule of ours. */
export async function keepPaper(
  doing: Doing,
  caseId: string,
  recordId: string,
  file: UploadedFile | undefined,
): Promise<{ id: string }> {
  const { tx, house } = doing;
  const row = await heldCase(tx, caseId);
  const record = await tx
    .selectFrom("recruitingRecord")
    .select(["step"])
    .where("id", "=", recordId)
    .where("caseId", "=", caseId)
    .where("withdrawnOn", "is", null)
    .executeTakeFirst();
  if (!record) throw absent(zh.record);
  if (!file) throw new Problem("unreadable", "file-missing", zh.noFile.title, zh.noFile.detail);
  const { organizationId, orgPath, personId, personName } = row;
  const stored = await house.files.put(tx, {
    name: file.name,
    purpose: "document",
    organizationId,
    orgPath,
    accountId: doing.actor.accountId,
    content: file.content,
  });
  const id = newId();
  await tx
    .insertInto("recruitingPaper")
    .values({
      id,
      caseId,
      recordId,
      personId,
      organizationId,
      orgPath,
      fileId: stored.id,
      fileName: stored.name,
      addedOn: doing.today,
      addedName: doing.actor.name,
    })
    .execute();
  await doing.tell({
    event: "recruiting.paper.kept",
    organizationId,
    orgPath,
    target: { kind: "recruiting-case", id: caseId, name: personName },
    details: { step: record.step, name: stored.name },
    persons: [{ id: personId, path: orgPath }],
  });
  return { id };
}

/** A kept paper. Whoever may read the case may read it, also when it was handed in at a former branch. */
export async function paperOf(asking: Asking, caseId: string, paperId: string): Promise<Download> {
  const { tx, house } = asking;
  const paper = await tx
    .selectFrom("recruitingPaper")
    .select(["fileId", "fileName", "organizationId", "orgPath", "personId"])
    .where("id", "=", paperId)
    .where("caseId", "=", caseId)
    .executeTakeFirst();
  if (!paper) throw absent(zh.paper);
  const file = await asSystem(tx, "recruiting-paper", (all) => house.files.describe(all, paper.fileId));
  if (!file) throw absent(zh.paper);
  await tellReading(asking, {
    event: "recruiting.paper.fetched",
    organizationId: paper.organizationId,
    orgPath: paper.orgPath,
    target: { kind: "recruiting-case", id: caseId, name: paper.fileName },
    persons: [{ id: paper.personId, path: paper.orgPath }],
  });
  return new Download(
    file.name,
    file.mediaType,
    house.files.streamFrom(house.door, systemScope("recruiting-paper"), paper.fileId),
  );
}
