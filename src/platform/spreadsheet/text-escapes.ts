/**
 * Characters that XML cannot hold stand in workbooks as `_xHHHH_` (ECMA-376 part 1, 22.9.2.19); a literal `_xHHHH_` in
 * the text has its first underline escaped the same way.
 */
const ESCAPED = /_x([0-9A-Fa-f]{4})_/gu;

export function decodeEscapes(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replace(ESCAPED, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

// oxlint-disable-next-line no-control-regex -- these are what must be escaped
const SPECIAL = /[&<>\u0000-\u0008\u000b-\u001f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)/gu;
/** Most cells hold plain words; looking at their letters is cheaper than a regular expression. */
function needsCare(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code < 0x60) {
      if (code === 0x26 || code === 0x3c || code === 0x3e || code === 0x5f) return true;
      if (code < 0x20 && code !== 0x09 && code !== 0x0a) return true;
    } else if ((code >= 0xd800 && code <= 0xdfff) || code >= 0xfffe) return true;
  }
  return false;
}

/** Text as it stands between tags, in a workbook. Halves of broken surrogate pairs become U+FFFD. */
export function encodeText(text: string): string {
  if (!needsCare(text)) return text;
  return text.toWellFormed().replace(SPECIAL, (character) => {
    if (character === "&") return "&amp;";
    if (character === "<") return "&lt;";
    if (character === ">") return "&gt;";
    return `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`;
  });
}

/** Text as it stands in an attribute between double quotes; line breaks and tabs are kept. */
export function encodeAttribute(text: string): string {
  return encodeText(text).replaceAll('"', "&quot;").replaceAll("\n", "&#10;").replaceAll("\t", "&#9;");
}
