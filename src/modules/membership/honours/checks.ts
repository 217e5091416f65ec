import type { Check } from "#platform/clock/checks.ts";
import { addDays } from "#shared/day.ts";
import { FIVE_MEASURES } from "./provisions.ts";
import { REMIND_DAYS } from "./rules.ts";
import { zh } from "./zh.ts";

/** Periods that end. Only those who may read measures are told, and not what the measure is. */
export const checks: readonly Check[] = [
  {
    id: "P41",
    term: "处分、处置期限将满",
    kind: "warn",
    provision: FIVE_MEASURES,
    verb: "discipline.write",
    restricted: true,
    async matters(tx, on) {
      const rows = await tx
        .selectFrom("disciplinaryMeasure")
        .select(["id", "personName", "organizationId", "personPath", "periodEnds"])
        .where("endedOn", "is", null)
        .where("withdrawnOn", "is", null)
        .where("validFrom", "<=", on)
        .where("periodEnds", "<=", addDays(on, REMIND_DAYS))
        .orderBy("periodEnds")
        .execute();
      return rows.map((it) => ({
        organizationId: it.organizationId,
        orgPath: it.personPath,
        subject: { kind: "disciplinary-measure", id: it.id, name: it.personName },
        deadline: it.periodEnds,
        why: zh.due(it.periodEnds ?? ""),
        deed: { term: "研究办理", address: `/discipline/${it.id}` },
      }));
    },
  },
];
