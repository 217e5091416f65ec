import type { Reader } from "#platform/database/door.ts";
import { type Filters, type ListPlace, listAddress } from "#platform/measures/index.ts";
import { codeSet } from "#shared/code-sets.ts";
import { day as dayFrom, yearOf } from "#shared/day.ts";
import type { Ground } from "./places.ts";
import { countMembers, headsOn, termsOfYear, termsOn } from "./queries.ts";
import { BRANCH_KINDS, COMMITTEE_KINDS, disordersOf } from "./rules.ts";
import { check, type Row, type Sheet, sheet } from "./sheet-frame.ts";
import { zh } from "./zh.ts";

/** Table 24: grassroots organisations by kind and area, and their elections of the year. */
export async function organizationSheet(tx: Reader, ground: Ground): Promise<Sheet> {
  const { day } = ground;
  const here: ListPlace = { organizationId: ground.top.id, day, manner: ground.manner };
  const counts = await countMembers(tx, ground.where, day, { age: [day], standing: [day] });
  const terms = new Map((await termsOn(tx, ground.where, day)).map((it) => [it.organizationId, it.dueOn]));
  const elections = new Map(
    (await termsOfYear(tx, ground.where, dayFrom(`${yearOf(day)}-01-01`), day)).map((it) => [it.organizationId, it]),
  );
  const secretaries = new Set(
    (await headsOn(tx, ground.where, day)).filter((it) => it.post === "secretary").map((it) => it.organizationId),
  );
  const members = new Map<string, number>();
  for (const it of counts)
    if (it.dimension === "place" && it.organizationId !== null)
      members.set(it.organizationId, (members.get(it.organizationId) ?? 0) + it.count);
  const places = [...ground.places.values()].filter((it) => it.kind !== null);
  const wholeLists = new Set(["total", "overdue"]);
  const columns = [
    { key: "total", heading: [zh.sheet.organizations], value: (of: typeof places) => of.length, filters: {} },
    {
      key: "members",
      heading: [zh.sheet.membersOf],
      value: (of: typeof places) => of.reduce((sum, it) => sum + (members.get(it.id) ?? 0), 0),
      filters: {},
    },
    {
      key: "secretary",
      heading: [zh.sheet.withSecretary],
      value: (of: typeof places) => of.filter((it) => secretaries.has(it.id)).length,
      filters: { secretary: "true" },
    },
    {
      key: "due",
      heading: [zh.sheet.elections, zh.sheet.due],
      value: (of: typeof places) => of.filter((it) => elections.get(it.id)?.due).length,
      filters: {},
    },
    {
      key: "held",
      heading: [zh.sheet.elections, zh.sheet.held],
      value: (of: typeof places) => of.filter((it) => elections.get(it.id)?.held).length,
      filters: {},
    },
    {
      key: "both",
      heading: [zh.sheet.elections, zh.sheet.dueAndHeld],
      value: (of: typeof places) => of.filter((it) => elections.get(it.id)?.due && elections.get(it.id)?.held).length,
      filters: {},
    },
    {
      key: "overdue",
      heading: [zh.sheet.elections, zh.sheet.overdue],
      value: (of: typeof places) =>
        of.filter((it) =>
          disordersOf(
            {
              kind: it.kind ?? "",
              members: 0,
              full: 0,
              hasSecretary: true,
              oneShoulder: false,
              termDueOn: terms.get(it.id) ?? null,
            },
            day,
          ).some((found) => found.value === "term-overdue"),
        ).length,
      filters: { termDueOn: `..${day}` },
    },
  ];
  const kinds = codeSet("organization_kind");
  const areas = codeSet("area_kind");
  const lines: { key: string; label: string; level: number; filters: Filters | null; of: typeof places }[] = [
    { key: "all", label: zh.sheet.total, level: 0, filters: {}, of: places },
    ...kinds.entries.map((it) => ({
      key: `kind-${it.value}`,
      label: it.term,
      level: 1,
      filters: { kind: it.value },
      of: places.filter((place) => place.kind === it.value),
    })),
    {
      key: "committees",
      label: zh.sheet.committees,
      level: 0,
      filters: { kind: COMMITTEE_KINDS.join(",") },
      of: places.filter((it) => (COMMITTEE_KINDS as readonly string[]).includes(it.kind ?? "")),
    },
    {
      key: "branches",
      label: zh.sheet.branches,
      level: 0,
      filters: { kind: BRANCH_KINDS.join(",") },
      of: places.filter((it) => (BRANCH_KINDS as readonly string[]).includes(it.kind ?? "")),
    },
    ...areas.entries.map((it) => ({
      key: `area-${it.value}`,
      label: zh.sheet.area(it.term),
      level: 1,
      filters: { areaKind: it.value },
      of: places.filter((place) => place.areaKind === it.value),
    })),
    {
      key: "area-unknown",
      label: zh.sheet.area(zh.sheet.unknown),
      level: 1,
      filters: { areaKind: "empty" },
      of: places.filter((place) => place.areaKind === null),
    },
  ];
  const rows = lines.map(
    (line): Row => ({
      key: line.key,
      label: line.label,
      level: line.level,
      cells: columns.map((column) => ({
        value: column.value(line.of),
        list:
          wholeLists.has(column.key) || column.key === "secretary"
            ? listAddress("organization-standing", here, { ...line.filters, ...column.filters })
            : null,
      })),
    }),
  );
  const adds = (prefix: string): boolean =>
    columns.every(
      (_, at) =>
        rows.reduce((sum, it) => sum + (it.key.startsWith(prefix) ? (it.cells[at]?.value ?? 0) : 0), 0) ===
        rows[0]?.cells[at]?.value,
    );
  return sheet(ground, "24", zh.sheet.pieces, columns, rows, [
    check(zh.sheet.checks.kinds, adds("kind-"), zh.sheet.grounds.everyColumn),
    check(zh.sheet.checks.areas, adds("area-"), zh.sheet.grounds.everyColumn),
  ]);
}
