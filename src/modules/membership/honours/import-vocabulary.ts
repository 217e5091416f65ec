import { asks, text } from "#platform/forms/asks.ts";
import { importFields } from "#platform/forms/row.ts";
import type { ImportField } from "#platform/registers/importer.ts";
import { AWARD } from "./asks.ts";

/** A row of a ledger of honours, as offices keep it for 七一 commendations: a name that is no code is an honour of its own. */
export const AWARD_ROW = asks({
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

export const AWARD_FIELDS: readonly ImportField[] = [
  ...importFields(AWARD_ROW).map(({ required, ...it }) => ({
    ...it,
    // A ledger without a column for whoever commended is still a ledger; its rows say what is missing.
    ...(required === true && it.key !== "issuer" ? { required } : {}),
  })),
  { key: "state", term: "状态", aliases: [], ignored: true },
];
