import { SaxesParser } from "saxes";
import { describe, expect, it } from "vitest";
import * as fc from "#test/properties.ts";
import { WORKBOOK_LIMITS } from "./limits.ts";
import { WorkbookRefused } from "./refused.ts";
import { tagCode, XmlScanner } from "./xml.ts";

const NAMES = ["a", "bc", "row", "longName", "x:c", "p:longName"] as const;
for (const name of ["longName"]) tagCode(name);
const CODES = new Map(NAMES.map((name) => [tagCode(name.split(":").at(-1) ?? ""), name.split(":").at(-1) ?? ""]));

type Event = readonly [kind: "open" | "close" | "text", what: string];

/** Neighbouring pieces of text are one text; how they were cut is no difference. */
function joined(events: readonly Event[]): Event[] {
  const all: Event[] = [];
  for (const event of events) {
    const last = all.at(-1);
    if (event[0] === "text" && last?.[0] === "text") all[all.length - 1] = ["text", last[1] + event[1]];
    else all.push(event);
  }
  return all.filter((event) => event[0] !== "text" || event[1].trim() !== "");
}

function ours(xml: string, cuts: readonly number[]): Event[] {
  const events: Event[] = [];
  const name = (tag: number) => CODES.get(tag) ?? "?";
  const scanner = new XmlScanner(
    {
      open: (tag, at) => {
        const attributes = [...at.attributeMap()].map(([key, value]) => `${key}=${value}`);
        events.push(["open", [name(tag), ...attributes].join(" ")]);
      },
      close: (tag) => events.push(["close", name(tag)]),
      text: (at) => events.push(["text", at.text()]),
    },
    WORKBOOK_LIMITS,
  );
  const bytes = Buffer.from(xml);
  const edges = [...new Set(cuts.map((cut) => cut % bytes.length)), bytes.length].sort((a, b) => a - b);
  let from = 0;
  for (const edge of edges) {
    scanner.write(bytes.subarray(from, edge));
    from = edge;
  }
  scanner.end();
  return joined(events);
}

function saxes(xml: string): Event[] {
  const events: Event[] = [];
  const parser = new SaxesParser();
  parser.on("opentag", (tag) => {
    const attributes = Object.entries(tag.attributes).map(([key, value]) => `${key}=${value}`);
    events.push(["open", [tag.name.split(":").at(-1), ...attributes].join(" ")]);
  });
  parser.on("closetag", (tag) => events.push(["close", tag.name.split(":").at(-1) ?? ""]));
  parser.on("text", (text) => events.push(["text", text]));
  parser.on("cdata", (text) => events.push(["text", text]));
  parser.write(xml).close();
  return joined(events);
}

const word = fc.string({ unit: fc.constantFrom("党", "a", "1", " ", "😀", "é", "-"), maxLength: 12 });
const escaped = fc
  .array(fc.oneof(word, fc.constantFrom("&lt;", "&amp;", "&#x515A;", "&#65;", "&quot;", ">")), { maxLength: 4 })
  .map((parts) => parts.join(""));
const content = fc.oneof(
  escaped,
  word.filter((text) => !text.includes("--") && !text.endsWith("-")).map((text) => `<!--${text}-->`),
  word.map((text) => `<![CDATA[${text}<&]]>`),
  word.map((text) => `<?pi ${text}?>`),
);
const attributes = fc
  .uniqueArray(fc.constantFrom("r", "s", "href", "hidden"), { maxLength: 3 })
  .chain((keys) =>
    fc
      .tuple(
        ...keys.map((key) =>
          fc
            .tuple(escaped, fc.constantFrom('"', "'"), fc.constantFrom("", " "))
            .map(([value, quote, gap]) => ` ${key}${gap}=${gap}${quote}${value}${quote}`),
        ),
      )
      .map((all) => all.join("")),
  );
const { element } = fc.letrec<{ element: string }>((tie) => ({
  element: fc
    .tuple(
      fc.constantFrom(...NAMES),
      attributes,
      fc.array(fc.oneof({ depthSize: "small" }, content, tie("element")), { maxLength: 4 }),
      fc.boolean(),
    )
    .map(([name, attrs, inner, short]) =>
      inner.length === 0 && short ? `<${name}${attrs}/>` : `<${name}${attrs} >${inner.join("")}</${name} >`,
    ),
}));

describe("the XML scanner", () => {
  it("tells the same as saxes, however the bytes are cut", () => {
    fc.assert(
      fc.property(element, fc.array(fc.nat(), { maxLength: 8 }), (body, cuts) => {
        const xml = `<?xml version="1.0" encoding="UTF-8"?>\n${body}\n`;
        expect(ours(xml, cuts)).toEqual(saxes(xml));
      }),
    );
  });

  it.each([
    ["<a><bc></a></bc>", "xml-malformed"],
    ["<a>", "xml-malformed"],
    ["<a/><a/>", "xml-malformed"],
    ["words<a/>", "xml-malformed"],
    ["<a r=1/>", "xml-malformed"],
    ["<a r/>", "xml-malformed"],
    ['<a r="<"/>', "xml-malformed"],
    ["", "xml-malformed"],
    ["<a>&nbsp;</a>", "xml-entity"],
    ["<a>&#xD800;</a>", "xml-entity"],
    ["<a>& b</a>", "xml-entity"],
    ["<!DOCTYPE a><a/>", "xml-doctype"],
    ["<a><!ELEMENT b></a>", "xml-doctype"],
    ['<?xml version="1.0" encoding="GBK"?><a/>', "xml-encoding"],
  ])("refuses %s", (xml, slug) => {
    let fault: unknown;
    try {
      ours(xml, []);
    } catch (cause) {
      fault = cause;
    }
    expect(fault).toBeInstanceOf(WorkbookRefused);
    expect((fault as WorkbookRefused).slug).toBe(slug);
  });
});
