import { systemScope } from "#platform/database/scope.ts";
import type { TimetableEntry } from "#platform/jobs/index.ts";
import { tellFailedSignIns } from "./failed-sign-ins.ts";
import { forgetAttempts } from "./guessing.ts";
import { dropLateHalves, expireResets } from "./resets-lapsing.ts";

/** Sessions stay on record for half a year after their end, as the log of the house does. */
const KEEP_SESSIONS_MS = 180 * 86_400_000;

export const timetable: readonly TimetableEntry[] = [
  {
    name: "tell-failed-sign-ins",
    when: { every: 10 },
    run: async (house) => {
      await tellFailedSignIns(house);
    },
  },
  {
    name: "expire-resets",
    when: { every: 10 },
    run: async (house) => {
      await expireResets(house);
      await dropLateHalves(house);
    },
  },
  {
    name: "forget-attempts",
    when: { at: "03:20" },
    run: async (house) => {
      await house.door.write(systemScope("forget-attempts"), async (tx) => {
        await forgetAttempts(house, tx);
        const before = new Date(house.clock.now().getTime() - KEEP_SESSIONS_MS);
        await tx.deleteFrom("session").where("expiresAt", "<", before).execute();
      });
    },
  },
];
