import { sql } from "kysely";
import type { Reader } from "#platform/database/door.ts";
import { addMonths, type Day } from "#shared/day.ts";

/** What the mission asks of floating members, as of a day; each a query of its own. */
export function figures(tx: Reader, on: Day) {
  const count = sql<number>`count(*)`.as("value");
  const open = () =>
    tx
      .selectFrom("floatingCase")
      .select(count)
      .where((eb) => eb.or([eb("endedOn", "is", null), eb("endedOn", ">", on)]));
  const away = () =>
    open()
      .where("orgPath", "is not", null)
      .where("leftOn", "<=", addMonths(on, -6))
      .where((eb) => eb.or([eb("stoppedOn", "is", null), eb("stoppedOn", ">", on)]));
  return [
    { row: "M2.2", name: "登记的流出党员（外出满六个月）", query: away() },
    {
      row: "M2.2",
      name: "有联系人的流出党员",
      query: away().where(sql<boolean>`coalesce(home_contact, '') <> ''`),
    },
    {
      row: "M2.2",
      name: "登记的流入党员",
      query: open().where("hostPath", "is not", null).where("arrivedOn", "<=", on),
    },
    {
      row: "M2.2",
      name: "认定失去联系的党员",
      query: open().where("orgPath", "is not", null).where("lostOn", "<=", on),
    },
  ];
}
