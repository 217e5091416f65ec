import { systemScope } from "#platform/database/scope.ts";
import type { TimetableEntry } from "#platform/jobs/index.ts";

/** Removes files that were kept for a while only (exports, previews of imports). Their parts go with them. */
export const fileExpiry: TimetableEntry = {
  name: "expire-files",
  when: { at: "03:10" },
  run: async ({ door, clock }) => {
    await door.write(systemScope("expire-files"), (tx) =>
      tx.deleteFrom("storedFile").where("expiresAt", "<", clock.now()).execute(),
    );
  },
};
