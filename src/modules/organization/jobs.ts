import { systemScope } from "#platform/database/scope.ts";
import type { House } from "#platform/house.ts";
import type { TimetableEntry } from "#platform/jobs/index.ts";
import { settleDay } from "./planning/write.ts";

/** Brings events dated ahead into effect; also to be called once at start, for days on which no server ran. */
export async function settleOrganizations(house: House): Promise<void> {
  await house.door.write(systemScope("settle-organizations"), (tx) => settleDay(tx, house.clock.today()));
}

export const timetable: readonly TimetableEntry[] = [
  { name: "settle-organizations", when: { at: "00:05" }, atStart: true, run: settleOrganizations },
];
