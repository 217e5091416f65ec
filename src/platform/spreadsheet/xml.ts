import type { WorkbookLimits } from "./limits.ts";
import { WorkbookRefused } from "./refused.ts";

/**
 * A streaming scanner for the XML that workbooks hold. It works on bytes and makes strings only where a handler asks
 * for one: 100,000 rows of 30 columns are 144 MB of XML, for which saxes alone needs longer than the whole reading
 * may take. It knows less than a full parser on purpose: no DOCTYPE, no entities beside the five of XML, no encodings
 * beside UTF-8. Its events are compared with those of saxes in the tests.
 */
export interface XmlHandler {
  /** `tag` is the code of the name without its prefix, see `tagCode`; read its attributes by `xml.attribute()`. */
  open(tag: number, xml: XmlScanner): void;
  close(tag: number): void;
  /** Text or CDATA; may come in several pieces. Read it by `xml.text()`. */
  text(xml: XmlScanner): void;
}

const LT = 0x3c;
const GT = 0x3e;
const SLASH = 0x2f;
const BANG = 0x21;
const QUESTION = 0x3f;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const EQUALS = 0x3d;
const COLON = 0x3a;
const AMPERSAND = 0x26;

/** What `attribute` answers after the last one. */
export const NO_ATTRIBUTE = Number.MIN_SAFE_INTEGER;

const longNames = new Map<string, number>();

/** The code a handler compares with: names up to three letters are packed, longer ones are registered. */
export function tagCode(name: string): number {
  if (name.length <= 3) {
    let code = 0;
    for (let i = 0; i < name.length; i += 1) code = (code << 8) | name.charCodeAt(i);
    return code;
  }
  let code = longNames.get(name);
  if (code === undefined) {
    code = -1 - longNames.size;
    longNames.set(name, code);
  }
  return code;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

const NAMED: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/** Replaces the five named entities and character references; anything else is refused. */
export function decodeEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&([^;&]{0,12});?/gu, (whole, name: string) => {
    const named = NAMED[name];
    if (named !== undefined && whole.endsWith(";")) return named;
    const digits = /^#(?:x([0-9a-f]{1,6})|([0-9]{1,7}))$/iu.exec(name);
    const code = digits === null ? Number.NaN : Number.parseInt(digits[1] ?? digits[2] ?? "", digits[1] ? 16 : 10);
    if (!whole.endsWith(";") || !(code >= 1 && code <= 0x10ffff) || (code >= 0xd800 && code <= 0xdfff)) {
      throw new WorkbookRefused("xml-entity");
    }
    return String.fromCodePoint(code);
  });
}

export class XmlScanner {
  readonly #handler: XmlHandler;
  readonly #depthLimit: number;
  readonly #tokenLimit: number;
  readonly #stack: (number | string)[] = [];
  #bytes: Buffer = Buffer.alloc(0);
  #rest: Buffer | null = null;
  #started = false;
  #rootSeen = false;
  // The current piece of text, or the attributes of the current tag.
  #from = 0;
  #to = 0;
  #raw = false;
  #valueFrom = 0;
  #valueTo = 0;
  /** Set by `valueRef`. */
  refColumn = -1;

  constructor(handler: XmlHandler, limits: Pick<WorkbookLimits, "xmlDepth" | "xmlTokenBytes">) {
    this.#handler = handler;
    this.#depthLimit = limits.xmlDepth;
    this.#tokenLimit = limits.xmlTokenBytes;
  }

  write(chunk: Buffer): void {
    const bytes = this.#rest === null ? chunk : Buffer.concat([this.#rest, chunk]);
    if (!this.#started && bytes.length < 4) {
      this.#rest = bytes;
      return;
    }
    this.#bytes = bytes;
    let at = this.#started ? 0 : this.#start(bytes);
    const end = bytes.length;
    while (at < end) {
      const next = bytes[at] === LT ? this.#tag(bytes, at, end) : this.#run(bytes, at, end);
      if (next === -1) break;
      at = next;
    }
    if (end - at > this.#tokenLimit) throw new WorkbookRefused("xml-too-long");
    this.#rest = at < end ? bytes.subarray(at) : null;
  }

  end(): void {
    if (this.#rest !== null) {
      for (const byte of this.#rest) if (!isSpace(byte)) throw new WorkbookRefused("xml-malformed");
    }
    if (!this.#rootSeen || this.#stack.length > 0) throw new WorkbookRefused("xml-malformed");
  }

  /** The current piece of text. */
  text(): string {
    const text = this.#bytes.toString("utf8", this.#from, this.#to);
    return this.#raw ? text : decodeEntities(text);
  }

  /** The current text as a whole number written in digits, or -1 if it is anything else. */
  textIndex(): number {
    return digits(this.#bytes, this.#from, this.#to);
  }

  /**
   * Steps to the next attribute of the current tag and answers the code of its local name (0 for a name nobody
   * registered), or `NO_ATTRIBUTE` after the last. What is not `name="value"` is refused.
   */
  attribute(): number {
    const bytes = this.#bytes;
    const end = this.#to;
    let at = this.#from;
    while (at < end && isSpace(bytes[at])) at += 1;
    if (at >= end) return NO_ATTRIBUTE;
    const name = at;
    let colon = -1;
    while (at < end && bytes[at] !== EQUALS && !isSpace(bytes[at])) {
      if (bytes[at] === COLON) colon = at;
      at += 1;
    }
    const nameEnd = at;
    while (at < end && isSpace(bytes[at])) at += 1;
    if (bytes[at] !== EQUALS || nameEnd === name) throw new WorkbookRefused("xml-malformed");
    at += 1;
    while (at < end && isSpace(bytes[at])) at += 1;
    const quote = bytes[at];
    if (at >= end || (quote !== QUOTE && quote !== APOSTROPHE)) throw new WorkbookRefused("xml-malformed");
    at += 1;
    this.#valueFrom = at;
    while (at < end && bytes[at] !== quote) at += 1;
    if (at >= end) throw new WorkbookRefused("xml-malformed");
    this.#valueTo = at;
    this.#from = at + 1;
    return codeOf(packedName(bytes, colon === -1 ? name : colon + 1, nameEnd));
  }

  /** All attributes of the current tag by full name (prefix included), decoded; for parts where speed does not matter. */
  attributeMap(): Map<string, string> {
    const map = new Map<string, string>();
    for (;;) {
      const from = this.#from;
      if (this.attribute() === NO_ATTRIBUTE) return map;
      const name = this.#bytes.toString("utf8", from, this.#valueFrom).split("=")[0] ?? "";
      map.set(name.trim(), this.value());
    }
  }

  /** The value of the current attribute, decoded. */
  value(): string {
    return decodeEntities(this.#bytes.toString("utf8", this.#valueFrom, this.#valueTo));
  }

  /** The value of the current attribute as a whole number written in digits, or -1. */
  valueIndex(): number {
    return digits(this.#bytes, this.#valueFrom, this.#valueTo);
  }

  /** The bytes of the current attribute's value as a packed code, for values of up to three letters; else -1. */
  valueCode(): number {
    if (this.#valueTo - this.#valueFrom > 3) return -1;
    let code = 0;
    for (let i = this.#valueFrom; i < this.#valueTo; i += 1) code = (code << 8) | (this.#bytes[i] ?? 0);
    return code;
  }

  /** A reference like `AB12` in the current attribute: column from 0 by `refColumn`, row from 1; -1 if it is none. */
  valueRef(): number {
    let column = 0;
    let at = this.#valueFrom;
    for (; at < this.#valueTo; at += 1) {
      const letter = (this.#bytes[at] ?? 0) - 0x40;
      if (letter < 1 || letter > 26) break;
      column = column * 26 + letter;
      if (column > 0xffff) return -1;
    }
    this.refColumn = column - 1;
    return column === 0 ? -1 : digits(this.#bytes, at, this.#valueTo);
  }

  #start(bytes: Buffer): number {
    this.#started = true;
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 3;
    if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
      throw new WorkbookRefused("xml-encoding");
    }
    return 0;
  }

  /** Text up to the next tag; -1 if its end is not here yet. */
  #run(bytes: Buffer, at: number, end: number): number {
    let stop = at + 1;
    while (stop < end && bytes[stop] !== LT) stop += 1;
    if (stop === end) return -1;
    if (this.#stack.length === 0) {
      for (let i = at; i < stop; i += 1) if (!isSpace(bytes[i])) throw new WorkbookRefused("xml-malformed");
    } else {
      this.#emit(at, stop, false);
    }
    return stop;
  }

  #emit(from: number, to: number, raw: boolean): void {
    if (to - from > this.#tokenLimit) throw new WorkbookRefused("xml-too-long");
    this.#from = from;
    this.#to = to;
    this.#raw = raw;
    this.#handler.text(this);
  }

  #tag(bytes: Buffer, at: number, end: number): number {
    const first = bytes[at + 1];
    if (first === undefined) return -1;
    if (first === BANG) return this.#declaration(bytes, at, end);
    if (first === QUESTION) return this.#instruction(bytes, at);
    const closing = first === SLASH;
    const name = closing ? at + 2 : at + 1;
    let stop = name;
    let colon = -1;
    for (; stop < end; stop += 1) {
      const byte = bytes[stop];
      if (byte === GT || byte === SLASH || isSpace(byte)) break;
      if (byte === COLON) colon = stop;
      else if (byte === LT || byte === QUOTE || byte === APOSTROPHE || byte === AMPERSAND || byte === EQUALS) {
        throw new WorkbookRefused("xml-malformed");
      }
    }
    if (stop === end) return -1;
    if (stop === name) throw new WorkbookRefused("xml-malformed");
    return closing ? this.#close(bytes, name, stop, colon, end) : this.#open(bytes, name, stop, colon, end);
  }

  #open(bytes: Buffer, name: number, nameEnd: number, colon: number, end: number): number {
    let stop = nameEnd;
    let quote = 0;
    for (; stop < end; stop += 1) {
      const byte = bytes[stop];
      if (byte === LT) throw new WorkbookRefused("xml-malformed");
      if (quote !== 0) {
        if (byte === quote) quote = 0;
      } else if (byte === GT) break;
      else if (byte === QUOTE || byte === APOSTROPHE) quote = byte;
    }
    if (stop === end) return -1;
    if (stop - name > this.#tokenLimit) throw new WorkbookRefused("xml-too-long");
    if (this.#stack.length === 0) {
      if (this.#rootSeen) throw new WorkbookRefused("xml-malformed");
      this.#rootSeen = true;
    }
    if (this.#stack.length >= this.#depthLimit) throw new WorkbookRefused("xml-too-deep");
    const selfClosing = bytes[stop - 1] === SLASH;
    const key = packedName(bytes, name, nameEnd);
    const tag = codeOf(colon === -1 ? key : packedName(bytes, colon + 1, nameEnd));
    this.#from = nameEnd;
    this.#to = selfClosing ? stop - 1 : stop;
    this.#stack.push(key);
    this.#handler.open(tag, this);
    if (selfClosing) {
      this.#stack.pop();
      this.#handler.close(tag);
    }
    return stop + 1;
  }

  #close(bytes: Buffer, name: number, nameEnd: number, colon: number, end: number): number {
    let stop = nameEnd;
    while (stop < end && isSpace(bytes[stop])) stop += 1;
    if (stop === end) return -1;
    const key = packedName(bytes, name, nameEnd);
    if (bytes[stop] !== GT || this.#stack.pop() !== key) throw new WorkbookRefused("xml-malformed");
    this.#handler.close(codeOf(colon === -1 ? key : packedName(bytes, colon + 1, nameEnd)));
    return stop + 1;
  }

  /** `<!-- -->`, `<![CDATA[ ]]>`; `<!DOCTYPE` and its kind are never taken. */
  #declaration(bytes: Buffer, at: number, end: number): number {
    if (bytes[at + 2] === 0x2d) {
      const stop = bytes.indexOf("-->", at + 4, "latin1");
      return stop === -1 ? -1 : stop + 3;
    }
    if (bytes[at + 2] === 0x5b) {
      const stop = bytes.indexOf("]]>", at + 9, "latin1");
      if (end - at >= 9 && bytes.toString("latin1", at, at + 9) !== "<![CDATA[")
        throw new WorkbookRefused("xml-malformed");
      if (stop === -1) return -1;
      if (this.#stack.length === 0) throw new WorkbookRefused("xml-malformed");
      this.#emit(at + 9, stop, true);
      return stop + 3;
    }
    if (at + 2 >= end) return -1;
    throw new WorkbookRefused("xml-doctype");
  }

  #instruction(bytes: Buffer, at: number): number {
    const stop = bytes.indexOf("?>", at + 2, "latin1");
    if (stop === -1) return -1;
    if (stop - at > this.#tokenLimit) throw new WorkbookRefused("xml-too-long");
    const declared = /^<\?xml\s[^>]*encoding\s*=\s*["']([^"']*)["']/u.exec(bytes.toString("latin1", at, stop));
    if (declared !== null && !/^(?:utf-?8|us-ascii)$/iu.test(declared[1] ?? "")) {
      throw new WorkbookRefused("xml-encoding");
    }
    return stop + 2;
  }
}

/** The full name, packed if it is short: what an end tag must repeat. */
function packedName(bytes: Buffer, from: number, to: number): number | string {
  if (to - from > 3) return bytes.toString("latin1", from, to);
  let code = 0;
  for (let i = from; i < to; i += 1) code = (code << 8) | (bytes[i] ?? 0);
  return code;
}

/** The code of a name as `tagCode` gave it; 0 for names nobody registered. */
function codeOf(name: number | string): number {
  return typeof name === "number" ? name : (longNames.get(name) ?? 0);
}

function digits(bytes: Buffer, from: number, to: number): number {
  if (to === from || to - from > 9) return -1;
  let value = 0;
  for (let i = from; i < to; i += 1) {
    const digit = (bytes[i] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}
