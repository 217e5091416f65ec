import type { FastifyRequest } from "fastify";
import { cleanFileName } from "./download.ts";
import { Problem } from "./problem.ts";
import type { UploadedFile, UploadLimits } from "./route.ts";
import { zh } from "./zh.ts";

/** Reads a form; what the parser throws about a torn or malformed one is a refusal, not a fault of ours. */
export async function readForm(
  request: FastifyRequest,
  limits: UploadLimits,
): Promise<{ files: UploadedFile[]; fields: Record<string, unknown> }> {
  try {
    return await readParts(request, limits);
  } catch (error) {
    if (error instanceof Problem || (error instanceof Error && "code" in error)) throw error;
    throw new Problem("unreadable", "unreadable", zh.unreadableForm.title, zh.unreadableForm.detail);
  }
}

/**
 * Reads a multipart form whole: files into memory within limits, fields as texts (a field given twice becomes a list).
 * Read before the transaction opens, so that a slow line holds no connection.
 */
async function readParts(
  request: FastifyRequest,
  limits: UploadLimits,
): Promise<{ files: UploadedFile[]; fields: Record<string, unknown> }> {
  if (!request.isMultipart())
    throw new Problem("unsupported", "wrong-media-type", zh.wrongMediaType.title, zh.wrongMediaType.detail);
  const files: UploadedFile[] = [];
  const fields = new Map<string, string[]>();
  let total = 0;
  const parts = request.parts({
    limits: {
      files: limits.maxFiles + 1,
      fileSize: limits.maxFileBytes + 1,
      fields: 50,
      fieldSize: 64 * 1024,
      fieldNameSize: 100,
      headerPairs: 50,
    },
  });
  for await (const part of parts) {
    if (part.type === "field") {
      fields.set(part.fieldname, [
        ...(fields.get(part.fieldname) ?? []),
        typeof part.value === "string" ? part.value : "",
      ]);
      continue;
    }
    const name = cleanFileName(part.filename ?? "");
    if (files.length >= limits.maxFiles) throw refusal("too-many-files", zh.tooManyFiles(limits.maxFiles));
    const pieces: Buffer[] = [];
    let size = 0;
    for await (const piece of part.file as AsyncIterable<Buffer>) {
      size += piece.length;
      total += piece.length;
      if (size > limits.maxFileBytes)
        throw refusal("file-too-large", zh.fileTooLarge(name, megabytes(limits.maxFileBytes)));
      if (total > limits.maxTotalBytes)
        throw refusal("file-too-large", zh.fileTooLarge(name, megabytes(limits.maxTotalBytes)));
      pieces.push(piece);
    }
    files.push({ field: part.fieldname, name, mediaType: part.mimetype, content: Buffer.concat(pieces) });
  }
  return {
    files,
    fields: Object.fromEntries([...fields].map(([key, values]) => [key, values.length === 1 ? values[0] : values])),
  };
}

const megabytes = (bytes: number): number => Math.round(bytes / 1024 / 1024);
const refusal = (slug: string, { title, detail }: { title: string; detail: string }): Problem =>
  new Problem("tooLarge", slug, title, detail);
