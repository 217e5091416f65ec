/** Kinds of content the house knows. Everything else is `application/octet-stream`: stored and sent, never interpreted. */
export type MediaType =
  | "application/pdf"
  | "image/png"
  | "image/jpeg"
  | "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
  | "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
  | "application/zip"
  | "text/csv"
  | "application/octet-stream";

/** How much of the beginning and the end is looked at: a zip keeps its list of names at the end. */
export const LOOKED_AT = 64 * 1024;

/**
 * The kind of a file by its content; the name decides nothing, except that a readable text is called CSV only if it is named so.
 *
 * @param head its first bytes, at most LOOKED_AT
 * @param tail its last bytes, at most LOOKED_AT
 */
export function mediaTypeOf(head: Buffer, tail: Buffer, name: string): MediaType {
  if (begins(head, "%PDF-")) return "application/pdf";
  if (head.subarray(0, 8).equals(PNG)) return "image/png";
  if (head.subarray(0, 3).equals(JPEG)) return "image/jpeg";
  if (head.subarray(0, 4).equals(ZIP)) {
    if (!names(head, tail, "[Content_Types].xml")) return "application/zip";
    if (names(head, tail, "xl/workbook.xml")) {
      return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    }
    if (names(head, tail, "word/document.xml")) {
      return "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    }
    return "application/zip";
  }
  return /\.(csv|txt)$/i.test(name) && isText(head) ? "text/csv" : "application/octet-stream";
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const JPEG = Buffer.from([0xff, 0xd8, 0xff]);
const ZIP = Buffer.from([0x50, 0x4b, 0x03, 0x04]);

const begins = (head: Buffer, text: string): boolean => head.subarray(0, text.length).equals(Buffer.from(text));
const names = (head: Buffer, tail: Buffer, name: string): boolean => head.includes(name) || tail.includes(name);

/** Endings that a file of each kind may bear. */
const ENDINGS: Readonly<Partial<Record<MediaType, readonly string[]>>> = {
  "application/pdf": ["pdf"],
  "image/png": ["png"],
  "image/jpeg": ["jpg", "jpeg"],
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ["docx"],
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ["xlsx"],
};

/** Whether a name promises what the content is: a receiver's machine opens a file by its name. */
export function endingFits(name: string, kind: MediaType): boolean {
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
  return ENDINGS[kind]?.includes(ending) ?? true;
}

/** UTF-8 or GB18030 text has no control characters but tab, line feed and carriage return (and never a NUL). */
function isText(head: Buffer): boolean {
  return head.length > 0 && head.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d);
}
