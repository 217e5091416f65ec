import {
  AlignmentType,
  BorderStyle,
  convertMillimetersToTwip,
  Document,
  type FileChild,
  Footer,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from "docx";
import { Download } from "#platform/http/download.ts";
import { BLANK, type Paper, type PaperBlock } from "./contract.ts";

const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/** Sizes in half points and spacing in twentieths of a point, after GB/T 9704-2012 (党政机关公文格式): 三号仿宋, 28 points a line. */
const BODY = 32;
const TITLE = 44;
const SMALL = 24;
const LINE = 560;
/** Two characters of the body. */
const INDENT = 640;
const fonts = (eastAsia: string) => ({ ascii: "Times New Roman", hAnsi: "Times New Roman", eastAsia });
const SONG = fonts("宋体");
const FANG_SONG = fonts("仿宋");
const HEI = fonts("黑体");

/* oxlint-disable no-control-regex -- what XML cannot hold, and the line and page break that Word puts into what is copied */
const LINE_END = /\r\n?|\u000b|\u000c/gu;
const UNWRITABLE = /[\u0000-\u0008\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu;
/* oxlint-enable no-control-regex */

/**
 * The same paper with texts that a Word file can hold: what people paste from Word brings its line breaks (U+000B, U+000C)
 * along, which end a line here too; other control characters would make a file that no program opens.
 */
function writable<T>(part: T): T {
  if (typeof part === "string") return part.replace(LINE_END, "\n").replace(UNWRITABLE, "") as T;
  if (Array.isArray(part)) return part.map(writable) as T;
  if (typeof part !== "object" || part === null) return part;
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, writable(value as unknown)])) as T;
}

/** The paper as a Word document (DOCX) on A4, to be edited, printed and signed. */
export function wordOf(given: Paper): Promise<Buffer> {
  const paper = writable(given);
  const document = new Document({
    title: paper.title,
    creator: "连心",
    styles: {
      default: {
        document: { run: { font: FANG_SONG, size: BODY }, paragraph: { spacing: { line: LINE, lineRule: "exact" } } },
      },
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: convertMillimetersToTwip(210), height: convertMillimetersToTwip(297) },
            margin: {
              top: convertMillimetersToTwip(37),
              bottom: convertMillimetersToTwip(35),
              left: convertMillimetersToTwip(28),
              right: convertMillimetersToTwip(26),
            },
          },
        },
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                alignment: AlignmentType.CENTER,
                children: [new TextRun({ font: SONG, size: 28, children: ["— ", PageNumber.CURRENT, " —"] })],
              }),
            ],
          }),
        },
        children: [
          ...titleOf(paper.title),
          ...(paper.number === ""
            ? []
            : [new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun(paper.number)] })]),
          new Paragraph({}),
          ...paper.blocks.flatMap(blockOf),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}

/** The paper as a file to be sent. */
export async function wordFile(paper: Paper): Promise<Download> {
  return new Download(`${paper.title}.docx`, WORD, await wordOf(paper));
}

const titleOf = (text: string): FileChild[] => [
  new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { line: 700, lineRule: "exact", before: 200 },
    children: [new TextRun({ text, font: SONG, bold: true, size: TITLE })],
  }),
];

const lineOf = (children: TextRun[]): Paragraph => new Paragraph({ indent: { firstLine: INDENT }, children });

function blockOf(block: PaperBlock): FileChild[] {
  switch (block.kind) {
    case "fields":
      return block.fields.map(({ term, text }) =>
        lineOf([new TextRun({ text: `${term}：`, font: HEI }), new TextRun(text === "" ? BLANK.repeat(2) : text)]),
      );
    case "text":
      return block.text.split("\n").map((it) => lineOf([new TextRun(it)]));
    case "heading":
      return [lineOf([new TextRun({ text: block.text, font: HEI })])];
    case "table":
      return [tableOf(block.head, block.rows), new Paragraph({})];
    case "cut":
      return [
        new Paragraph({
          alignment: AlignmentType.CENTER,
          spacing: { before: 400, after: 400 },
          border: { bottom: { style: BorderStyle.DASHED, size: 8, space: 1, color: "000000" } },
        }),
        ...titleOf(block.title),
      ];
    case "signatures":
      return [
        new Paragraph({}),
        ...block.of.map(
          (it) =>
            new Paragraph({ alignment: AlignmentType.RIGHT, children: [new TextRun(`${it}：${BLANK.repeat(2)}`)] }),
        ),
      ];
  }
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): Table {
  const row = (cells: readonly string[], heading: boolean): TableRow =>
    new TableRow({
      tableHeader: heading,
      cantSplit: true,
      children: cells.map(
        (text) =>
          new TableCell({
            children: [
              new Paragraph({
                alignment: heading ? AlignmentType.CENTER : AlignmentType.LEFT,
                spacing: { line: 360, lineRule: "atLeast" },
                children: [new TextRun({ text, size: SMALL, font: heading ? HEI : FANG_SONG })],
              }),
            ],
          }),
      ),
    });
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [row(head, true), ...rows.map((it) => row(it, false))],
  });
}
