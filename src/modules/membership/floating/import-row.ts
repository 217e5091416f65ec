import type { Cell } from "#platform/spreadsheet/cell.ts";
import { type CodeSetName, codeSet } from "#shared/code-sets.ts";
import { type Day, day } from "#shared/day.ts";
import { readIdentityNumber } from "#shared/identity-number.ts";
import { readOfficeDate } from "#shared/office-dates.ts";
import { isBlank, readName } from "#shared/office-text.ts";
import { readPhone } from "#shared/phone.ts";
import { fold, foldTight, quoted } from "#shared/text.ts";

/** What one row of a register of floating members says, whichever way they went. */
export interface FloatRow {
  readonly name: string;
  readonly branch: string | null;
  readonly idNumber: string | null;
  readonly gender: string | null;
  /** Away since; of an arrival the day on which they came, unless the row says both. */
  readonly leftOn: Day | null;
  readonly arrivedOn: Day | null;
  readonly returnedOn: Day | null;
  readonly reason: string;
  readonly scope: string | null;
  readonly originJob: string | null;
  readonly destinationKind: string | null;
  readonly destination: string;
  readonly workUnit: string | null;
  readonly phone: string | null;
  readonly address: string | null;
  readonly emergency: string | null;
  readonly home: string | null;
  readonly homeContact: string | null;
  readonly hostName: string | null;
  readonly hostContact: string | null;
  readonly contactOn: Day | null;
  readonly way: string | null;
  readonly note: string;
}

export interface FloatReading {
  readonly row: FloatRow;
  readonly faults: readonly string[];
  readonly warnings: readonly string[];
  /** What is to be looked at when the row begins a case, and says nothing against one that is registered. */
  readonly begins: readonly string[];
}

type Cells = Readonly<Record<string, Cell | undefined>>;

/** Reads one row, looking at nothing but the row. `way` says which of the two registers it stands in. */
export function readFloatRow(cells: Cells, way: "out" | "in"): FloatReading {
  const faults: string[] = [];
  const warnings: string[] = [];
  const begins: string[] = [];
  const text = (key: string): string | null => {
    const cell = cells[key];
    if (cell === undefined || cell.kind === "error" || isBlank(cell.text)) return null;
    return fold(cell.text);
  };
  const code = (key: string, set: CodeSetName, term: string): string | null => {
    const written = text(key);
    if (written === null) return null;
    const found = codeSet(set).find(written);
    if (found === undefined) warnings.push(`${term}：读到${quoted(written)}，不认识，没有登记`);
    return found ?? null;
  };
  const on = (key: string, term: string, asked: boolean): Day | null =>
    dayIn(cells[key], term, asked, faults, warnings);
  const name = readName(text("name") ?? "");
  if (!name.ok) faults.push(`姓名：${name.reason}`);
  const leftOn = on("leftOn", "外出日期", way === "out");
  const arrivedOn = way === "in" ? on("arrivedOn", "流入时间", true) : null;
  const returnedOn = on("returnedOn", "返回日期", false);
  const began = way === "out" ? leftOn : (leftOn ?? arrivedOn);
  if (leftOn !== null && arrivedOn !== null && arrivedOn < leftOn) faults.push("流入时间：早于外出日期，请核对");
  if (began !== null && returnedOn !== null && returnedOn < began) faults.push("返回日期：早于外出日期，请核对");
  const { phone, contactWay } = phoneAndWay(text, warnings);
  const { kind, elsewhere } = destinationOf(text("destinationKind"));
  const province = text("province");
  const destination = text("destination") ?? elsewhere ?? province;
  if (way === "out" && destination === null) faults.push("外出地：没有填写。请写到市、县（区）");
  const home = text("home");
  if (way === "in" && home === null && province === null)
    faults.push("原党组织名称：没有填写。请写组织关系所在的党组织");
  return {
    faults,
    warnings,
    begins,
    row: {
      name: name.ok ? name.value : "",
      branch: text("branch"),
      idNumber: numberIn(text("idNumber"), way, faults, warnings),
      gender: text("gender") === null ? null : (codeSet("sex").find(text("gender") ?? "") ?? null),
      leftOn: began,
      arrivedOn,
      returnedOn,
      reason: reasonOf(text("reason"), warnings, begins),
      scope: code("scope", "floating_scope", "流动范围"),
      originJob: code("originJob", "origin_job", "原职业"),
      destinationKind: kind,
      destination: destination ?? "",
      workUnit: text("workUnit"),
      phone,
      address: text("address"),
      emergency: text("emergency"),
      home: home ?? province,
      homeContact: [text("homeContact"), text("homePhone")].filter((it) => it !== null).join(" ") || null,
      hostName: text("hostName"),
      hostContact: text("hostContact"),
      contactOn: on("contactOn", "最近联系日期", false),
      way: contactWay,
      note: text("note") ?? "",
    },
  };
}

/** A month alone is what many registers know: then it was the first of it. */
function dayIn(cell: Cell | undefined, term: string, asked: boolean, faults: string[], warnings: string[]): Day | null {
  if (cell === undefined || cell.kind === "error" || isBlank(cell.text)) {
    if (asked) faults.push(`${term}：没有填写`);
    return null;
  }
  if (cell.kind === "day" && cell.day !== undefined) return day(cell.day);
  const reading = readOfficeDate(cell.text, { kind: cell.kind === "number" ? "number" : "text" });
  if (reading.ok && reading.value.precision === "day") return reading.value.day;
  if (reading.ok && reading.value.precision === "month") {
    warnings.push(`${term}：只写到月，按${reading.value.day}登记`);
    return reading.value.day;
  }
  const sentence = `${term}：读到${quoted(fold(cell.text))}，不是日期。请写成“2026-03-01”`;
  if (asked) faults.push(sentence);
  else warnings.push(`${sentence}，这一项没有登记`);
  return null;
}

/** Out: a damaged number is of no use, and no reason to refuse the row; in, it is what tells people apart. */
function numberIn(written: string | null, way: "out" | "in", faults: string[], warnings: string[]): string | null {
  if (written === null) return null;
  const reading = readIdentityNumber(written);
  if (reading.ok) return reading.value.number;
  if (way === "out") warnings.push("身份证号读不出，按姓名查找");
  else faults.push(`公民身份号码：${reading.reason}`);
  return null;
}

/** 联系方式 is in some registers how somebody was reached, in others a telephone number. */
function phoneAndWay(
  text: (key: string) => string | null,
  warnings: string[],
): { phone: string | null; contactWay: string | null } {
  const said = text("way");
  const contactWay = said === null ? null : (codeSet("contact_way").find(said) ?? null);
  const written = text("phone") ?? (contactWay === null ? said : null);
  if (written === null) return { phone: null, contactWay };
  const reading = readPhone(written);
  if (reading.ok) return { phone: reading.value.number, contactWay };
  const term = text("phone") === null ? "联系方式" : "本人电话";
  warnings.push(`${term}：读到${quoted(written)}，没有登记`);
  return { phone: null, contactWay };
}

/** 外出流向 is in some registers the kind of place, in others the place itself. */
function destinationOf(written: string | null): { kind: string | null; elsewhere: string | null } {
  const kind = written === null ? undefined : codeSet("destination_kind").find(written);
  return { kind: kind ?? null, elsewhere: kind === undefined ? written : null };
}

function reasonOf(written: string | null, warnings: string[], begins: string[]): string {
  const codes = codeSet("floating_reason");
  if (written === null) {
    begins.push("外出原因：没有填写，按“其他”登记");
    return "other";
  }
  const found = codes.find(written) ?? codes.entries.find((it) => foldTight(written).includes(it.term))?.value;
  if (found !== undefined) return found;
  warnings.push(`外出原因：读到${quoted(written)}，按“其他”登记`);
  return "other";
}
