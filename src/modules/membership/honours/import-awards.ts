import { asks, text } from "#platform/forms/asks.ts";
import { type Cells, importFields, readRow } from "#platform/forms/row.ts";
import { factsImporter } from "#platform/kept/facts-import.ts";
import type { Importer, ImportField } from "#platform/registers/importer.ts";
import { codeSet } from "#shared/code-sets.ts";
import type { Day } from "#shared/day.ts";
import { membersNamed, nobodyNamed, placeAbout, placeOfRow } from "../about.ts";
import { AWARD } from "./asks.ts";
import { AWARDS, termOf } from "./awards.ts";
import { awardNamed, isForOrganization, isFree } from "./rules.ts";
import { zh } from "./zh.ts";

const BRANCH = "所在党组织";

/** A row of a ledger of honours, as offices keep it for 七一 commendations: a name that is no code is an honour of its own. */
const AWARD_ROW = asks({
  name: text("受表彰对象", {
    aliases: ["姓名", "受表彰人", "受表彰党组织", "表彰对象", "获奖人", "获奖单位", "名称", "姓名（名称）"],
  }),
  branch: text(BRANCH, {
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

/** Ledgers of honours. */
export const awardImporter: Importer = factsImporter(AWARDS, {
  register: "awards",
  title: "表彰台账",
  verb: "award.import",
  rank: 30,
  vocabulary: AWARD_FIELDS,
  says: {
    known: "这项表彰已经登记过，没有重复登记",
    twice: "与前面的一行是同一项表彰",
    used: "导入后又登记了撤销或撤回",
  },
  shows: ({ awardedOn, kind, title, issuer }) =>
    `${String(awardedOn)} ${termOf({ kind: String(kind), title: String(title) })}（${String(issuer)}）`,
  worked: (row) => row.revokedOn !== null,
  rows: (drop) => ({
    read(cells) {
      const { row, faults: read } = readAwardRow(cells, drop.today);
      const { name, branch, ...facts } = row;
      const faults = [...read];
      const own = row.kind !== null && isForOrganization(row.kind) ? name : "";
      return { name, row: { ...facts, place: placeOfRow(drop, branch ?? own, BRANCH, faults) }, faults };
    },
    async about(readings) {
      const member = await membersNamed(
        drop.tx,
        readings.map((it) => it.name),
      );
      return readings.map(({ name, row: { place, ...facts } }) => {
        if (facts.kind !== null && isForOrganization(facts.kind)) {
          const to = placeAbout(place);
          return to === null ? `看不出是哪个党组织。请在“${BRANCH}”一列填写` : { ...facts, ...to };
        }
        const to = member(name, place, BRANCH);
        if (typeof to === "string") return to;
        if (to !== null) return { ...facts, kind: facts.kind ?? "other_person", ...to };
        // An honour of its own may be an organisation's as well.
        const match = facts.kind === null ? drop.places.find(name, drop.organizationId) : null;
        const group = match?.found === "one" && drop.mayWrite(match.place) ? placeAbout(match.place) : null;
        return group === null ? nobodyNamed(name, BRANCH) : { ...facts, kind: "other_organization", ...group };
      });
    },
  }),
});
