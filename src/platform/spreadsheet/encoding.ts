import { isUtf8 } from "node:buffer";
import { WorkbookRefused } from "./refused.ts";

export type TextEncodingName = "utf-8" | "utf-16le" | "utf-16be" | "gb18030";

const SAMPLE_BYTES = 64 * 1024;
/** Replacement and private-use characters, which a wrong encoding sprinkles over everything. */
const UNLIKELY = /[\ufffd\ue000-\uf8ff]/gu;

/**
 * Which encoding a text file is in: by its mark, else UTF-8 if it is valid, else GB18030 as Chinese Windows writes it.
 * Refused as `not-a-table` if it is no text, as `unknown-encoding` if no reading makes sense.
 */
export function textEncoding(bytes: Buffer): { encoding: TextEncodingName; markBytes: number } {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: "utf-8", markBytes: 3 };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: "utf-16le", markBytes: 2 };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: "utf-16be", markBytes: 2 };
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const silent = unmarkedUtf16(sample);
  if (silent !== null) return { encoding: silent, markBytes: 0 };
  if (sample.includes(0)) throw new WorkbookRefused("not-a-table");
  if (isUtf8(bytes)) return { encoding: "utf-8", markBytes: 0 };
  // A file cut in the middle of a letter, or with an odd byte, is still legible. Text in GB18030 hardly ever makes
  // UTF-8 letters by chance, while UTF-8 often makes GB18030 ones, so UTF-8 is asked first.
  const letters = new TextDecoder("utf-8").decode(sample).match(/\P{ASCII}/gu)?.length ?? 0;
  if (unlikely(sample, "utf-8") <= Math.min(2 + letters / 500, letters / 10))
    return { encoding: "utf-8", markBytes: 0 };
  if (unlikely(sample, "gb18030") > 2 + sample.length / 1000) throw new WorkbookRefused("unknown-encoding");
  return { encoding: "gb18030", markBytes: 0 };
}

function unlikely(sample: Buffer, encoding: TextEncodingName): number {
  return new TextDecoder(encoding).decode(sample).match(UNLIKELY)?.length ?? 0;
}

/** UTF-16 without a mark shows by the zero halves of its commas, digits and line ends. */
function unmarkedUtf16(sample: Buffer): "utf-16le" | "utf-16be" | null {
  let even = 0;
  let odd = 0;
  for (let i = 0; i < sample.length; i += 1) {
    if (sample[i] !== 0) continue;
    if (i % 2 === 0) even += 1;
    else odd += 1;
  }
  const enough = sample.length / 20;
  if (odd > enough && even === 0) return "utf-16le";
  if (even > enough && odd === 0) return "utf-16be";
  return null;
}
