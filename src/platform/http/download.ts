import type { Readable } from "node:stream";
import { Type } from "typebox";

/** A file as an answer. Always sent as an attachment: nothing handed in by somebody is ever shown inside our pages. */
export class Download {
  /** File name with ending, Chinese allowed. */
  readonly name: string;
  readonly mediaType: string;
  readonly content: Buffer | Readable | AsyncIterable<Buffer | string>;

  constructor(name: string, mediaType: string, content: Buffer | Readable | AsyncIterable<Buffer | string>) {
    this.name = name;
    this.mediaType = mediaType;
    this.content = content;
  }

  /** Content-Disposition by RFC 6266 and RFC 5987: a plain name for old programs, the Chinese one for all others. */
  get disposition(): string {
    const name = cleanFileName(this.name);
    const ending = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? "";
    const plain = /^[\x20-\x7e]+$/.test(name) ? name.replace(/["\\%]/g, "_") : `download${ending}`;
    return `attachment; filename="${plain}"; filename*=UTF-8''${encodeRfc5987(name)}`;
  }
}

/** Media type of an .xlsx file. */
export const WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** Response schema of routes that answer with a Download. */
export const DOWNLOAD = Type.Unsafe<Download>({ type: "string", format: "binary", title: "文件" });

export const isDownloadSchema = (schema: { readonly format?: unknown }): boolean => schema.format === "binary";

/** A file name without folders, control characters and characters that some system cannot keep; at most 150 characters. */
export function cleanFileName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? "";
  const clean = last
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed.
    // oxlint-disable-next-line no-control-regex
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069<>:"|?*]/g, "")
    .trim();
  const points = Array.from(clean);
  if (points.length <= 150) return clean === "" ? "未命名" : clean;
  const ending = /\.[^.]{1,8}$/.exec(clean)?.[0] ?? "";
  return `${points.slice(0, 150 - ending.length).join("")}${ending}`;
}

function encodeRfc5987(text: string): string {
  return encodeURIComponent(text).replace(/['()*!]/g, (it) => `%${it.charCodeAt(0).toString(16).toUpperCase()}`);
}
