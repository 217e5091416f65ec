import { sql } from "kysely";
import type { Reader } from "#platform/database/door.ts";
import { type Day, yearStart } from "#shared/day.ts";
import { TRANSFER_KINDS } from "./zh.ts";

/** What the mission asks of transfers, as of a day; each a query of its own. */
export function figures(tx: Reader, on: Day) {
  const count = sql<number>`count(*)`.as("value");
  const from = yearStart(on);
  const kinds = Object.entries(TRANSFER_KINDS);
  const open = () =>
    tx
      .selectFrom("transfer")
      .select(count)
      .where("handedOverOn", "<=", on)
      .where((eb) => eb.or([eb("decidedOn", "is", null), eb("decidedOn", ">", on)]));
  const letters = () => tx.selectFrom("transferLetter").select(count).where("issuedOn", "<=", on);
  return [
    ...kinds.map(([kind, term]) => ({
      row: "M2.3",
      name: `本年已接收的转接：${term}`,
      query: tx
        .selectFrom("transfer")
        .select(count)
        .where("kind", "=", kind)
        .where("state", "=", "accepted")
        .where("decidedOn", ">=", from)
        .where("decidedOn", "<=", on),
    })),
    ...kinds.map(([kind, term]) => ({
      row: "M2.3",
      name: `在途的转接：${term}`,
      query: open().where("kind", "=", kind),
    })),
    {
      row: "M2.3",
      name: "本年开具的组织关系介绍信",
      query: letters().where("kind", "=", "introduction").where("issuedOn", ">=", from),
    },
    {
      row: "M2.3",
      name: "本年开具的党员证明信",
      query: letters().where("kind", "=", "certificate").where("issuedOn", ">=", from),
    },
  ];
}
