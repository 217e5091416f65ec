import { OLE_SIGNATURE, OleFile } from "./ole.ts";
import { WorkbookRefused } from "./refused.ts";

/** How much of the beginning `fileKind` wants to see. */
export const HEAD_BYTES = 8 * 1024;

const BIFF_MINORS: ReadonlySet<number> = new Set([0x00, 0x02, 0x04, 0x08]);

function starts(head: Buffer, signature: string): boolean {
  return head.toString("latin1", 0, signature.length) === signature;
}

/**
 * What a file is, by its first bytes and never by its name. Kinds that cannot be read are refused with the sentence
 * that fits.
 */
export function fileKind(head: Buffer): "archive" | "ole" | "text" {
  if (head.length === 0) throw new WorkbookRefused("empty-file");
  if (starts(head, "PK\u0003\u0004")) return "archive";
  if (starts(head, "PK\u0005\u0006") || starts(head, "PK\u0007\u0008")) throw new WorkbookRefused("no-sheets");
  if (head.subarray(0, OLE_SIGNATURE.length).equals(OLE_SIGNATURE)) return "ole";
  if (starts(head, "%PDF-")) throw new WorkbookRefused("pdf-document");
  if (starts(head, "{\\rtf")) throw new WorkbookRefused("word-document");
  if (starts(head, "\x89PNG") || starts(head, "\xff\xd8\xff") || starts(head, "GIF8") || starts(head, "BM")) {
    throw new WorkbookRefused("picture");
  }
  if (starts(head, "Rar!") || starts(head, "7z\xbc\xaf") || starts(head, "\x1f\x8b")) {
    throw new WorkbookRefused("compressed-package");
  }
  // BIFF without the OLE wrapping: Excel 2 to 4.
  if (head[0] === 0x09 && BIFF_MINORS.has(head[1] ?? -1)) throw new WorkbookRefused("old-excel");
  refuseMarkup(head);
  return "text";
}

function refuseMarkup(head: Buffer): void {
  const utf16 = head[0] === 0xff && head[1] === 0xfe;
  const words = (utf16 ? head.toString("utf16le", 2) : head.toString("latin1").replace(/^\xef\xbb\xbf/u, ""))
    .trimStart()
    .slice(0, 4096);
  if (/^<(?:!doctype\s+html|html|head|meta|table|body|style|div)\b/iu.test(words) || /^mime-version:/iu.test(words)) {
    throw new WorkbookRefused("web-page");
  }
  if (/^<\?xml\b/iu.test(words)) throw new WorkbookRefused(/<html\b/iu.test(words) ? "web-page" : "xml-table");
}

/** The workbook of a compound file: its streams say what it is. */
export function oleWorkbook(bytes: Buffer): Buffer {
  const file = new OleFile(bytes);
  const names = new Set(file.names().map((name) => name.toLowerCase()));
  if (names.has("encryptedpackage")) throw new WorkbookRefused("password-protected");
  const workbook = file.stream("Workbook");
  if (workbook !== null) return workbook;
  if (names.has("worddocument")) throw new WorkbookRefused("word-document");
  throw new WorkbookRefused(names.has("book") ? "old-excel" : "not-a-table");
}

/** Which workbook an archive holds; one that holds none is refused. */
export function archiveKind(names: Iterable<string>): "xlsx" | "ods" {
  const all = [...names];
  if (all.includes("xl/workbook.xml") || all.includes("_rels/.rels")) {
    if (all.includes("xl/workbook.bin")) throw new WorkbookRefused("binary-excel");
    if (all.includes("word/document.xml")) throw new WorkbookRefused("word-document");
    return "xlsx";
  }
  if (all.includes("content.xml") && all.includes("mimetype")) return "ods";
  throw new WorkbookRefused("compressed-package");
}
