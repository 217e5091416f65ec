import { sql } from "kysely";
import { newId } from "#platform/database/ids.ts";
import { insertMany } from "#platform/database/insert-many.ts";
import { asks, text } from "#platform/forms/asks.ts";
import { type Cells, importFields, readRow } from "#platform/forms/row.ts";
import { type Compared, keptImporter, type Rows } from "#platform/kept/importer.ts";
import type { Drop, Importer, ImportField, Place } from "#platform/registers/importer.ts";
import { codeSet } from "#shared/code-sets.ts";
import type { Day } from "#shared/day.ts";
import { unknownBranch } from "../roster/branch.ts";
import { AWARD } from "./asks.ts";
import { type AwardRow, keyOf, membersNamed, standingAwards, toldPersons } from "./award-queries.ts";
import { awardNamed, isForOrganization, isFree } from "./rules.ts";
import { zh } from "./zh.ts";

/** A row of a ledger of honours, as offices keep it for 七一 commendations: a name that is no code is an honour of its own. */
const AWARD_ROW = asks({
  name: text("受表彰对象", {
    aliases: ["姓名", "受表彰人", "受表彰党组织", "表彰对象", "获奖人", "获奖单位", "名称", "姓名（名称）"],
  }),
  branch: text("所在党组织", {
    optional: true,
    aliases: ["所在党支部", "所属党组织", "所属党支部", "党支部", "所在支部", "支部"],
  }),
  ...AWARD,
  kind: { ...text(AWARD.kind.term, { most: 60, telling: true }), aliases: AWARD.kind.aliases ?? [] },
});

const AWARD_FIELDS: readonly ImportField[] = [
  ...importFields(AWARD_ROW).map(({ required, ...it }) => ({
    ...it,
    // A ledger without a column for whoever commended is still a ledger; its rows say what is missing.
    ...(required === true && it.key !== "issuer" ? { required } : {}),
  })),
  { key: "state", term: "状态", aliases: [], ignored: true },
];

/** Reads one row, looking at nothing but the row. `kind` is null for a name that is none of the three. */
export function readAwardRow(cells: Cells, today: Day) {
  const { row, faults } = readRow(AWARD_ROW, cells, today);
  const { name = "", branch = null, level = "other", issuer = "", documentNumber = "", awardedOn = null } = row;
  const kind = row.kind === undefined ? null : (codeSet("award_kind").find(row.kind) ?? null);
  const said = row.title ?? (kind === null ? (row.kind ?? "") : "");
  const title = kind === null || isFree(kind) ? said : "";
  const named = kind === null || awardNamed(kind, said).value;
  return {
    faults: named ? faults : [...faults, `${AWARD_ROW.title.term}：${zh.faults.title}`],
    row: { name, branch, kind, title, level, issuer, documentNumber, awardedOn },
  };
}

type Reading = ReturnType<typeof readAwardRow> & { readonly name: string; readonly place: Place | null };
type Receiver = Pick<AwardRow, "personId" | "name" | "organizationId" | "orgPath" | "personPath" | "kind">;
type Members = ReadonlyMap<string, Awaited<ReturnType<typeof membersNamed>>>;

function read(drop: Drop, cells: Cells): Reading {
  const { row, faults } = readAwardRow(cells, drop.today);
  const written = row.branch ?? (row.kind !== null && isForOrganization(row.kind) ? row.name : "");
  const match = written === "" ? null : drop.places.find(written, drop.organizationId);
  const chosen = drop.organizationId === null ? null : (drop.places.byId(drop.organizationId) ?? null);
  const place = match === null ? chosen : match.found === "one" ? match.place : null;
  const amiss =
    match !== null && match.found !== "one"
      ? [unknownBranch(written, match, "所在党组织")]
      : place !== null && (place.path === null || !drop.mayWrite(place))
        ? [`所在党组织：“${place.shortName}”不在您的管理范围内。请由该组织或其上级导入`]
        : [];
  return { name: row.name, row, place, faults: [...faults, ...amiss] };
}

const toPlace = (place: Place, orgPath: string, kind: Receiver["kind"]): Receiver => ({
  personId: null,
  name: place.shortName,
  organizationId: place.id,
  orgPath,
  personPath: null,
  kind,
});

/** Whoever a row commends; a sentence when it is nobody, or several. */
function receiverOf(drop: Drop, { row, place }: Reading, members: Members): Receiver | string {
  const { kind, name } = row;
  if (kind !== null && isForOrganization(kind))
    return place === null || place.path === null
      ? "看不出是哪个党组织。请在“所在党组织”一列填写"
      : toPlace(place, place.path, kind);
  const named = members.get(name) ?? [];
  const found = named.filter((it) => place === null || it.orgPath.startsWith(place.path ?? "-"));
  const [only] = found;
  if (only && found.length === 1) return { ...only, personPath: only.orgPath, kind: kind ?? "other_person" };
  if (found.length > 1) return `有多名党员叫“${name}”，请在“所在党组织”一列写明支部`;
  const match = kind === null ? drop.places.find(name, drop.organizationId) : null;
  if (match?.found === "one" && match.place.path !== null && drop.mayWrite(match.place))
    return toPlace(match.place, match.place.path, "other_organization");
  return `花名册上没有“${name}”。请核对姓名和所在党组织`;
}

function rowsOf(drop: Drop): Rows<Reading, { members: Members } & Compared, AwardWrite> {
  return {
    read: ({ cells }) => read(drop, cells),
    async compared(readings) {
      const members = await membersNamed(drop.tx, [...new Set(readings.map((it) => it.name))]);
      const standing = await standingAwards(drop.tx, {
        days: readings.flatMap((it) => it.row.awardedOn ?? []),
        persons: members.map((it) => it.personId),
        places: readings.flatMap((it) => it.place?.id ?? []),
      });
      return {
        members: Map.groupBy(members, (it) => it.name),
        standing: new Map(standing.map((it) => [keyOf(it), it.id])),
      };
    },
    weigh(reading, { members }, origin) {
      const to = receiverOf(drop, reading, members);
      if (typeof to === "string") return [to];
      const { title, level, issuer, documentNumber, awardedOn } = reading.row;
      if (awardedOn === null) return [];
      const said = { ...to, title, level, issuer, documentNumber, awardedOn };
      const term = title === "" ? codeSet("award_kind").term(to.kind as "other_person") : title;
      return {
        key: keyOf(said),
        write: { id: newId(), ...said, enteredOn: drop.today, enteredBy: drop.actor.name, ...origin },
        shows: [{ field: "kind", term: "表彰", from: null, to: `${awardedOn} ${term}（${issuer}）` }],
      };
    },
  };
}

type AwardWrite = Receiver & Record<string, unknown>;

/** Ledgers of honours. */
export const awardImporter: Importer = keptImporter({
  register: "awards",
  title: "表彰台账",
  verb: "award.import",
  rank: 30,
  vocabulary: AWARD_FIELDS,
  events: { entered: "membership.award.imported", takenBack: "membership.award.taken-back" },
  says: {
    known: "这项表彰已经登记过，没有重复登记",
    twice: "与前面的一行是同一项表彰",
    used: "导入后又登记了撤销或撤回",
  },
  rows: rowsOf,
  write: ({ tx }, rows) => insertMany(tx, "award", rows),
  told: (it) => ({ orgPath: it.orgPath, persons: toldPersons(it) }),
  async brought(tx, batchId) {
    const rows = await tx.selectFrom("award").selectAll().where("importId", "=", batchId).execute();
    return rows.map((it) => ({
      ...it,
      persons: toldPersons(it),
      used: it.revokedOn !== null || it.withdrawnOn !== null,
    }));
  },
  remove: async ({ tx }, ids) =>
    void (await tx.deleteFrom("award").where("id", "=", sql<string>`any(${ids}::uuid[])`).execute()),
});
