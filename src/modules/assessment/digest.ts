import { nearestHolders } from "#platform/access/index.ts";
import type { Check, DueItem } from "#platform/clock/checks.ts";
import { systemScope } from "#platform/database/scope.ts";
import type { House } from "#platform/house.ts";
import type { TimetableEntry } from "#platform/jobs/index.ts";
import { notify, settle } from "#platform/notices/index.ts";
import { addDays, type Day, weekday } from "#shared/day.ts";
import { isOverdue } from "./clock.ts";
import { noticeKinds, zh } from "./zh.ts";

/** A matter is told in the week in which it falls due, and every week that it is overdue. */
const DAYS_AHEAD = 7;

/**
 * Tells those who must act, once a week and in one notice, how many things fall due and are overdue where they stand nearest
 * (regulations 9, consequence 2). Nothing without a day by which is told: it waits on the page. The digest before is taken
 * away, and a person without any gets none. Returns to how many it went.
 */
export async function tellDigests(house: House): Promise<number> {
  const on = house.clock.today();
  return await house.door.write(systemScope("clock-digest"), async (tx) => {
    const waiting = new Map<string, Map<Check, DueItem[]>>();
    for (const check of house.checks) {
      if (check.kind === "info") continue;
      const due = (await check.matters(tx, on)).filter((it) => fallsDue(it, on));
      for (const [place, matters] of Map.groupBy(due, (it) => it.orgPath)) {
        for (const account of await nearestHolders({ tx, house }, check.verb, place, on)) {
          const own = waiting.get(account) ?? new Map<Check, DueItem[]>();
          own.set(check, [...(own.get(check) ?? []), ...matters]);
          waiting.set(account, own);
        }
      }
    }
    const now = house.clock.now();
    const told = await tx.selectFrom("account").select("id").where("disabledAt", "is", null).execute();
    await settle(
      tx,
      told.map((it) => it.id),
      now,
    );
    let given = 0;
    for (const [account, checks] of waiting) {
      const parts = [...checks].map(([check, matters]) =>
        zh.digest.part(check.term, matters.length, matters.filter((it) => isOverdue(check, it, on)).length),
      );
      given += await notify(tx, {
        accountIds: [account],
        by: null,
        kind: noticeKinds.digest,
        title: zh.digest.title([...checks.values()].reduce((sum, it) => sum + it.length, 0)),
        body: zh.digest.body(parts),
        link: "/clock",
        because: zh.digest.because,
        // The digest is about whoever gets it: the next one takes this one away.
        about: [account],
        now,
      });
    }
    return given;
  });
}

const fallsDue = (it: DueItem, on: Day): boolean => it.deadline !== null && it.deadline <= addDays(on, DAYS_AHEAD);

export const timetable: readonly TimetableEntry[] = [
  {
    name: "clock-digest",
    when: { at: "07:30" },
    run: async (house) => {
      if (weekday(house.clock.today()) === 1) await tellDigests(house);
    },
  },
];
