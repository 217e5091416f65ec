import { posix } from "node:path";
import type { Archive } from "./archive.ts";
import type { WorkbookLimits } from "./limits.ts";
import { builtInFormat, type FormatKind, formatKind } from "./number-format.ts";
import { WorkbookRefused } from "./refused.ts";
import { decodeEscapes } from "./text-escapes.ts";
import { NO_ATTRIBUTE, tagCode, type XmlHandler, XmlScanner } from "./xml.ts";

export interface SheetPart {
  readonly name: string;
  readonly part: string;
  readonly hidden: boolean;
}

export interface WorkbookParts {
  readonly sheets: readonly SheetPart[];
  readonly from1904: boolean;
  readonly strings: string | null;
  readonly styles: string | null;
}

interface Relation {
  readonly type: string;
  readonly target: string;
}

const SHEET = tagCode("sheet");
const WORKBOOK_PR = tagCode("workbookPr");
const RELATIONSHIP = tagCode("Relationship");
const NUM_FMT = tagCode("numFmt");
const NUM_FMT_ID = tagCode("numFmtId");
const CELL_XFS = tagCode("cellXfs");
const XF = tagCode("xf");
const SI = tagCode("si");
const T = tagCode("t");
const R_PH = tagCode("rPh");
const SST = tagCode("sst");

const ignore = () => undefined;

/** Finds the sheets of a workbook through its relations, as they stand in the file. */
export async function workbookParts(archive: Archive, limits: WorkbookLimits): Promise<WorkbookParts> {
  const root = [...(await relations(archive, "_rels/.rels", "")).values()];
  const main = root.find((relation) => relation.type.endsWith("/officeDocument"))?.target ?? "xl/workbook.xml";
  if (!archive.has(main)) throw new WorkbookRefused("part-missing");
  const folder = posix.dirname(main);
  const related = await relations(archive, `${folder}/_rels/${posix.basename(main)}.rels`, folder);
  const listed: { name: string; id: string; state: string }[] = [];
  let from1904 = false;
  await archive.scan(main, {
    open(tag, xml) {
      if (tag === SHEET) {
        const attributes = xml.attributeMap();
        const name = attributes.get("name") ?? "";
        if (name.length > limits.sheetName) throw new WorkbookRefused("sheet-name-too-long");
        listed.push({
          name,
          id: [...attributes].find(([name]) => /^\w+:id$/u.test(name))?.[1] ?? "",
          state: attributes.get("state") ?? "visible",
        });
        if (listed.length > limits.sheets) throw new WorkbookRefused("too-many-sheets");
      } else if (tag === WORKBOOK_PR) {
        from1904 = ["1", "true", "on"].includes(xml.attributeMap().get("date1904") ?? "");
      }
    },
    close: ignore,
    text: ignore,
  });
  const sheets: SheetPart[] = [];
  for (const { name, id, state } of listed) {
    const relation = related.get(id);
    // Chart and dialogue sheets have no cells.
    if (relation !== undefined && !relation.type.endsWith("/worksheet")) continue;
    if (relation === undefined || !archive.has(relation.target)) throw new WorkbookRefused("part-missing");
    if (sheets.some((sheet) => sheet.part.toLowerCase() === relation.target.toLowerCase())) {
      throw new WorkbookRefused("workbook-lies");
    }
    sheets.push({ name, part: relation.target, hidden: state !== "visible" });
  }
  if (sheets.length === 0) throw new WorkbookRefused("no-sheets");
  const partOf = (kind: string) =>
    [...related.values()].find((relation) => relation.type.endsWith(kind) && archive.has(relation.target))?.target ??
    null;
  return { sheets, from1904, strings: partOf("/sharedStrings"), styles: partOf("/styles") };
}

async function relations(archive: Archive, part: string, folder: string): Promise<Map<string, Relation>> {
  const found = new Map<string, Relation>();
  if (!archive.has(part)) return found;
  await archive.scan(part, {
    open(tag, xml) {
      if (tag !== RELATIONSHIP) return;
      const attributes = xml.attributeMap();
      const target = attributes.get("Target") ?? "";
      // What lies outside the file is never fetched.
      if (attributes.get("TargetMode") === "External") return;
      found.set(attributes.get("Id") ?? "", {
        type: attributes.get("Type") ?? "",
        target: target.startsWith("/") ? target.slice(1) : posix.join(folder, target),
      });
    },
    close: ignore,
    text: ignore,
  });
  return found;
}

/** What each cell style makes of a number, by its index. */
export async function cellFormats(
  archive: Archive,
  part: string | null,
  limits: WorkbookLimits,
): Promise<FormatKind[]> {
  if (part === null) return [];
  const codes = new Map<number, FormatKind>();
  const formats: FormatKind[] = [];
  let inCellFormats = false;
  await archive.scan(part, {
    open(tag, xml) {
      if (tag === NUM_FMT) {
        const attributes = xml.attributeMap();
        codes.set(Number(attributes.get("numFmtId")), formatKind((attributes.get("formatCode") ?? "").slice(0, 255)));
      } else if (tag === CELL_XFS) inCellFormats = true;
      else if (tag === XF && inCellFormats) {
        let id = 0;
        for (let name = xml.attribute(); name !== NO_ATTRIBUTE; name = xml.attribute()) {
          if (name === NUM_FMT_ID) id = xml.valueIndex();
        }
        formats.push(codes.get(id) ?? builtInFormat(id));
      }
      if (formats.length > limits.styles || codes.size > limits.styles) throw new WorkbookRefused("too-many-styles");
    },
    close(tag) {
      if (tag === CELL_XFS) inCellFormats = false;
    },
    text: ignore,
  });
  return formats;
}

/** Longer strings made by slicing keep the whole piece of the file alive in V8; a copy through bytes lets go of it. */
const SLICED_FROM = 13;

export function detached(text: string): string {
  return text.length < SLICED_FROM ? text : Buffer.from(text, "utf16le").toString("utf16le");
}

/** Whether text gathered from several runs is too long already, though escapes in it may still shrink. */
export function outgrown(text: string, limits: WorkbookLimits): boolean {
  return text.length > limits.cellText && (text.length > limits.cellText * 7 || !text.includes("_x"));
}

/** The table of shared strings, within `sharedStrings` and `sharedText`. */
export async function sharedStrings(
  archive: Archive,
  part: string | null,
  limits: WorkbookLimits,
): Promise<readonly string[]> {
  if (part === null) return [];
  const strings: string[] = [];
  let characters = 0;
  let text = "";
  let reading = false;
  let phonetic = false;
  const handler: XmlHandler = {
    open(tag, xml) {
      if (tag === SI) text = "";
      else if (tag === T) reading = !phonetic;
      else if (tag === R_PH) phonetic = true;
      else if (tag === SST && Number(xml.attributeMap().get("uniqueCount") ?? 0) > limits.sharedStrings) {
        throw new WorkbookRefused("too-many-strings");
      }
    },
    close(tag) {
      if (tag === T) reading = false;
      else if (tag === R_PH) phonetic = false;
      else if (tag === SI) {
        const whole = decodeEscapes(text);
        if (whole.length > limits.cellText) throw new WorkbookRefused("cell-too-long");
        characters += whole.length;
        strings.push(whole);
        if (strings.length > limits.sharedStrings || characters > limits.sharedText) {
          throw new WorkbookRefused("too-many-strings");
        }
      }
    },
    text(xml) {
      if (!reading) return;
      const piece = xml.text();
      text = text === "" ? piece : text + piece;
      if (outgrown(text, limits)) throw new WorkbookRefused("cell-too-long");
    },
  };
  const scanner = new XmlScanner(handler, limits);
  for await (const chunk of archive.read(part)) scanner.write(chunk);
  scanner.end();
  return strings;
}
