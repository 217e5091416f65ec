import { type ImportField, type SourceRow, WORD } from "#platform/registers/importer.ts";
import { type CodeOf, codeSet } from "#shared/code-sets.ts";
import type { Day, DayPrecision } from "#shared/day.ts";
import { readOfficeDate } from "#shared/office-dates.ts";
import { organizationKindOf } from "#shared/organization-names.ts";
import { fold, foldTight, quoted } from "#shared/text.ts";
import { ORGANIZATION_TEXT } from "./contract.ts";

/**
 * The columns of 党组织信息表 (data dictionary, section 2): the template in use, and the organisation record of the
 * national system.
 */
export const ORGANIZATION_FIELDS: readonly ImportField[] = [
  { key: "number", term: "序号", aliases: ["序列", "编号", "No"], ignored: true },
  {
    key: "code",
    most: ORGANIZATION_TEXT.code,
    term: "组织编号",
    aliases: ["组织编码", "党组织编码", "党组织编号", "组织代码", "党组织代码"],
    telling: true,
  },
  {
    key: "fullName",
    most: ORGANIZATION_TEXT.fullName,
    term: "党组织全称",
    aliases: ["组织全称", "全称", "党组织名称(全称)", "党组织全名"],
    telling: true,
  },
  {
    key: "shortName",
    most: ORGANIZATION_TEXT.shortName,
    term: "组织名称",
    aliases: [
      "党组织简称",
      "组织简称",
      "简称",
      "党组织名称",
      "党内统计用党组织简称",
      "统计用简称",
      "名称",
      "支部名称",
      "党支部名称",
    ],
    telling: true,
  },
  {
    key: "kind",
    most: WORD,
    term: "组织类别",
    aliases: ["党组织类别", "组织类型", "党组织类型", "类别"],
    required: true,
  },
  {
    key: "parent",
    most: ORGANIZATION_TEXT.fullName,
    term: "上级组织",
    aliases: [
      "上级党组织",
      "上级党组织名称",
      "上级组织名称",
      "所属组织",
      "所属党组织",
      "隶属党组织",
      "批准成立的上级党组织",
      "上级党委",
      "上级",
    ],
  },
  { key: "territorialLevel", most: WORD, term: "党组织属地关系", aliases: ["属地关系", "组织属地关系"] },
  { key: "unitSituation", most: WORD, term: "党组织所在单位情况", aliases: ["所在单位情况", "单位情况"] },
  { key: "areaKind", most: WORD, term: "城乡属性", aliases: ["城乡类别", "城乡分类"] },
  { key: "state", most: WORD, term: "组织状态", aliases: ["党组织状态", "状态"] },
  {
    key: "establishedOn",
    most: WORD,
    term: "建立日期",
    aliases: ["成立日期", "成立时间", "建立时间", "组建时间", "组建日期", "设立日期"],
  },
  {
    key: "documentNumber",
    most: ORGANIZATION_TEXT.documentNumber,
    term: "建立文号",
    aliases: ["成立文号", "批准文号", "文号", "批复文号"],
  },
  { key: "phone", most: ORGANIZATION_TEXT.phone, term: "联系电话", aliases: ["电话", "办公电话", "党组织联系电话"] },
  { key: "address", most: ORGANIZATION_TEXT.address, term: "详细地址", aliases: ["地址", "通讯地址", "办公地址"] },
  { key: "secretary", term: "党组织书记", aliases: ["书记", "书记姓名", "支部书记"], ignored: true },
  { key: "contact", term: "联系人", aliases: ["党组织联系人"], ignored: true },
  { key: "fax", term: "传真", aliases: [], ignored: true },
  { key: "postcode", term: "邮编", aliases: ["邮政编码"], ignored: true },
  { key: "community", term: "所属社区", aliases: [], ignored: true },
  { key: "unitCode", term: "党组织所在单位代码", aliases: ["单位代码", "所在单位代码"], ignored: true },
];

/** What one row of the workbook says of an organisation. Null where the cell is blank: blank never erases. */
export interface OrganizationRow {
  readonly code: string | null;
  readonly fullName: string;
  readonly shortName: string;
  readonly kind: CodeOf<"organization_kind">;
  /** Name or code of the organisation above; null for the highest. */
  readonly parent: string | null;
  readonly territorialLevel: CodeOf<"territorial_level"> | null;
  readonly unitSituation: CodeOf<"unit_situation"> | null;
  readonly areaKind: CodeOf<"area_kind"> | null;
  readonly establishedOn: Day | null;
  readonly establishedPrecision: DayPrecision;
  readonly documentNumber: string | null;
  readonly phone: string | null;
  readonly address: string | null;
}

export interface ReadOrganization {
  readonly facts: OrganizationRow | null;
  readonly name: string;
  readonly faults: readonly string[];
  readonly warnings: readonly string[];
}

/** Reads the cells of one row; `today` bounds the founding date. All faults are found at once. */
export function organizationRow(cells: SourceRow["cells"], today: Day): ReadOrganization {
  const faults: string[] = [];
  const warnings: string[] = [];
  const text = (key: string): string => fold(cells[key]?.text ?? "");
  const some = (key: string): string | null => text(key) || null;
  const fullName = some("fullName");
  const shortName = some("shortName");
  if (fullName === null && shortName === null) faults.push("没有组织名称，请填写“组织名称”或“党组织全称”");
  const name = shortName ?? fullName ?? "";
  const kindText = text("kind");
  const kind =
    (kindText === "" ? null : codeSet("organization_kind").find(kindText)) ??
    organizationKindOf(shortName ?? "") ??
    organizationKindOf(fullName ?? "");
  if (kind === null)
    faults.push(
      kindText === ""
        ? "没有组织类别，请填写党委、党总支、党支部等"
        : `读不懂组织类别${quoted(kindText)}，请填写党工委、党委、党总支、党支部、联合党支部等`,
    );
  else if (kindText !== "" && codeSet("organization_kind").find(kindText) === undefined)
    warnings.push(`读不懂组织类别${quoted(kindText)}，按名称读作${codeSet("organization_kind").term(kind)}`);

  function code<N extends "territorial_level" | "unit_situation" | "area_kind">(key: string, set: N): CodeOf<N> | null {
    const value = text(key);
    if (value === "") return null;
    const found = codeSet(set).find(value);
    if (found === undefined) warnings.push(`读不懂${codeSet(set).title}${quoted(value)}，没有读入`);
    return found ?? null;
  }
  const territorialLevel = code("territorialLevel", "territorial_level");
  const parent = some("parent");
  let establishedOn: Day | null = null;
  let establishedPrecision: DayPrecision = "day";
  const cell = cells["establishedOn"];
  if (cell?.kind === "day" && cell.day !== undefined) establishedOn = cell.day as Day;
  else if (cell !== undefined && fold(cell.text) !== "") {
    const reading = readOfficeDate(cell.text, { kind: cell.kind === "number" ? "number" : "text" });
    if (reading.ok) {
      establishedOn = reading.value.day;
      establishedPrecision = reading.value.precision;
      if (reading.note !== undefined) warnings.push(`建立日期:${reading.note}`);
    } else if (reading.fault !== "empty") faults.push(`建立日期：${reading.reason}`);
  }
  if (establishedOn !== null && establishedOn > today) faults.push(`建立日期${establishedOn}在今天之后，请核对`);
  const state = text("state");
  if (state !== "" && codeSet("organization_state").find(state) === "dissolved")
    faults.push("组织状态是已撤销：撤销的组织请从表中删去，或在平台上办理撤销");
  if (faults.length > 0 || kind === null) return { facts: null, name, faults, warnings };
  return {
    name,
    faults,
    warnings,
    facts: {
      code: some("code"),
      fullName: fullName ?? name,
      shortName: shortName ?? name,
      kind,
      parent,
      territorialLevel,
      unitSituation: code("unitSituation", "unit_situation"),
      areaKind: code("areaKind", "area_kind") ?? areaKindOf(name, territorialLevel, parent ?? ""),
      establishedOn,
      establishedPrecision,
      documentNumber: some("documentNumber"),
      phone: some("phone"),
      address: some("address"),
    },
  };
}

/**
 * The urban-rural key that this workbook does not have, from what the names say: 东巷村 is a village, 朝东社区 a community
 * (of a town when the parent is a town). Null when they say nothing.
 */
export function areaKindOf(name: string, level: string | null, parent: string): CodeOf<"area_kind"> | null {
  const tight = foldTight(name);
  if (level === "town") return /街道/u.test(tight) ? "sub_district" : /[镇乡]/u.test(tight) ? "town" : null;
  if (level !== "village") return null;
  if (/社区|居委会/u.test(tight))
    return /[镇乡]/u.test(parent) && !/街道/u.test(parent) ? "town_community" : "urban_community";
  return /村/u.test(tight) ? "village" : null;
}
