import type { Waiting } from "#platform/clock/checks.ts";
import { wantedYears } from "./queries.ts";
import { zh } from "./zh.ts";

/** Years whose announcement should be entered: deadlines in working days go by the bare week until it is. */
export const waiting: readonly Waiting[] = [
  {
    id: "W-workdays",
    term: zh.waitsTerm,
    verb: "workday.write",
    matters: async ({ tx, today }) => {
      const wanted = wantedYears(today);
      const known = await tx.selectFrom("workdayYear").select("year").where("year", "in", wanted).execute();
      const years = new Set(known.map((it) => it.year));
      return wanted
        .filter((year) => !years.has(year))
        .map((year) => ({
          organizationId: "",
          orgPath: "/",
          subject: { kind: "workday-year", id: String(year), name: `${year}年` },
          deadline: null,
          why: zh.waits(year),
          deed: { term: zh.enter, address: `/workdays?year=${year}` },
        }));
    },
  },
];
