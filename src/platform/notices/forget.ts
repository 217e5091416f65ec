import { systemScope } from "#platform/database/scope.ts";
import type { TimetableEntry } from "#platform/jobs/index.ts";

/** A notice is no record: what it told stands in the registers and in the audit, where it stays. */
const KEEP_READ_MS = 180 * 86_400_000;
const KEEP_MS = 2 * KEEP_READ_MS;

/** Takes away what was read half a year ago, and what nobody has read for a year. */
export const forgetNotices: TimetableEntry = {
  name: "forget-notices",
  when: { at: "03:30" },
  run: async ({ door, clock }) => {
    const now = clock.now().getTime();
    await door.write(systemScope("forget-notices"), (tx) =>
      tx
        .deleteFrom("notice")
        .where((it) =>
          it.or([it("readAt", "<", new Date(now - KEEP_READ_MS)), it("createdAt", "<", new Date(now - KEEP_MS))]),
        )
        .execute(),
    );
  },
};
