import { type SqlBool, sql } from "kysely";
import type { Reader } from "#platform/database/door.ts";
import { codeSet } from "#shared/code-sets.ts";
import type { Day } from "#shared/day.ts";
import { span } from "./addresses.ts";
import { all, codeParts, count, factSheet, type Part, women, yearOfSheet } from "./fact-sheets.ts";
import type { Ground } from "./places.ts";
import { lyingIn, type Where } from "./queries.ts";
import type { Sheet } from "./sheet-frame.ts";
import { zh } from "./zh.ts";

/** Awards of a year that share kind, level and sex: how many. */
interface Awarded {
  readonly kind: string;
  readonly level: string;
  readonly female: boolean;
  readonly count: number;
}

/** Awards given from one day to another that stand on the last of them. */
async function awardFacts(tx: Reader, where: Where, from: Day, to: Day): Promise<Awarded[]> {
  return await tx
    .selectFrom((it) =>
      it
        .selectFrom("award")
        .where("awardedOn", ">=", from)
        .where("awardedOn", "<=", to)
        .where("withdrawnOn", "is", null)
        .where(sql<SqlBool>`coalesce(revoked_on > ${to}::date, true)`)
        .where(lyingIn(where))
        .select((eb) => [
          "kind",
          "level",
          eb
            .selectFrom("person")
            .whereRef("person.id", "=", "award.personId")
            .select(sql<boolean>`person.gender = 'female'`.as("it"))
            .as("female"),
        ])
        .as("counted"),
    )
    .select(["kind", "level", sql<boolean>`coalesce(female, false)`.as("female"), sql<number>`count(*)`.as("count")])
    .groupBy(["kind", "level", "female"])
    .execute();
}

/** Table 14: commendations of the year by what was given, to whom, and by which level. */
export async function awardSheet(tx: Reader, ground: Ground): Promise<Sheet> {
  const from = yearOfSheet(ground.day);
  const kinds = codeSet("award_kind").entries.map(
    (it): Part<Awarded> => ({
      key: `kind-${it.value}`,
      label: it.term,
      filters: { kind: it.value },
      counts: (one) => one.kind === it.value,
    }),
  );
  const levels = codeParts<Awarded>("award_level", "level-", "level", (it) => it.level, zh.sheet.level);
  return factSheet<Awarded>({
    ground,
    table: "14",
    unit: zh.sheet.awards,
    list: { register: "awards", filters: { awardedOn: span({ from, to: ground.day }), state: "standing" } },
    facts: await awardFacts(tx, ground.where, from, ground.day),
    countOf: count,
    lines: [all(zh.sheet.total), ...kinds],
    // Each award has a level.
    columns: [all(zh.sheet.total), women(null), ...levels.filter((it) => it.key !== "level-unknown")],
    parts: {
      lines: ["kind-", zh.sheet.checks.axis(zh.sheet.awardKind)],
      columns: ["level-", zh.sheet.checks.axis(zh.sheet.level)],
    },
  });
}
