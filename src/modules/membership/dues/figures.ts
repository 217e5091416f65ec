import { sql } from "kysely";
import type { Reader } from "#platform/database/door.ts";
import { type Day, yearStart } from "#shared/day.ts";

/** What the mission asks of dues, as of a day; each a query of its own. Money in whole yuan, rounded down. */
export function figures(tx: Reader, on: Day) {
  const from = yearStart(on);
  const ofYear = () =>
    tx
      .selectFrom("duesEntry")
      .where("paidOn", ">=", from)
      .where("paidOn", "<=", on)
      .where((eb) => eb.or([eb("endedOn", "is", null), eb("endedOn", ">", on)]));
  return [
    {
      row: "M2.3",
      name: "本年交纳党费的党员",
      query: ofYear().where("paidFen", ">", 0).select(sql<number>`count(distinct person_id)`.as("value")),
    },
    { row: "M2.3", name: "本年党费缴纳记录（笔）", query: ofYear().select(sql<number>`count(*)`.as("value")) },
    {
      row: "M2.3",
      name: "本年实收党费（元）",
      query: ofYear().select(sql<number>`coalesce(sum(paid_fen), 0)::bigint / 100`.as("value")),
    },
  ];
}
