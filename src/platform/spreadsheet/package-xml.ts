const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** Which part is of which type. */
export function contentTypesXml(sheets: number): string {
  const parts = Array.from(
    { length: sheets },
    (_, i) => `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="${SPREADSHEET}.worksheet+xml"/>`,
  );
  return (
    `${DECLARATION}<Types xmlns="${PACKAGE}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    `<Override PartName="/xl/workbook.xml" ContentType="${SPREADSHEET}.sheet.main+xml"/>` +
    `<Override PartName="/xl/styles.xml" ContentType="${SPREADSHEET}.styles+xml"/>` +
    `${parts.join("")}</Types>`
  );
}

export function rootRelationsXml(): string {
  return (
    `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">` +
    `<Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`
  );
}

export function workbookRelationsXml(sheets: number): string {
  const parts = Array.from(
    { length: sheets },
    (_, i) => `<Relationship Id="rId${i + 1}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
  );
  return (
    `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">${parts.join("")}` +
    `<Relationship Id="rId${sheets + 1}" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`
  );
}

const BORDER = '<left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/><diagonal/>';

function xf(about: {
  format?: number;
  font?: number;
  fill?: number;
  border?: number;
  align?: string;
  quote?: boolean;
}) {
  const { format = 0, font = 0, fill = 0, border = 1, align, quote = false } = about;
  const attributes =
    `numFmtId="${format}" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0"` +
    ` applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"${quote ? ' quotePrefix="1"' : ""}`;
  return `<xf ${attributes}><alignment vertical="center"${align ?? ""}/></xf>`;
}

const CENTRED = ' horizontal="center" wrapText="1"';

/** The styles, in the order of `STYLE`. Text cells carry the text format, so that typing over them keeps them text. */
export function stylesXml(): string {
  const styles = [
    xf({}),
    xf({ format: 49 }),
    xf({ format: 49, quote: true }),
    xf({ format: 164 }),
    xf({ format: 1 }),
    xf({ format: 4 }),
    xf({ font: 1, border: 0, align: CENTRED }),
    xf({ format: 49, font: 2, fill: 2, align: CENTRED }),
    xf({ format: 49, border: 0 }),
    xf({ format: 49, font: 3, align: ' wrapText="1"' }),
  ];
  const font = (extra: string, size: number) => `<font>${extra}<sz val="${size}"/><name val="宋体"/></font>`;
  return (
    `${DECLARATION}<styleSheet xmlns="${MAIN}">` +
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>' +
    `<fonts count="4">${font("", 11)}${font("<b/>", 16)}${font("<b/>", 11)}` +
    '<font><sz val="11"/><color rgb="FFC7000B"/><name val="宋体"/></font></fonts>' +
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
    '<fill><patternFill patternType="solid"><fgColor rgb="FFF2F2F2"/></patternFill></fill></fills>' +
    `<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>${BORDER}</border></borders>` +
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
    `<cellXfs count="${styles.length}">${styles.join("")}</cellXfs>` +
    '<cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
  );
}
