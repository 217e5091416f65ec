import type { Waiting } from "#platform/clock/checks.ts";
import { operateZh } from "./zh.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;

/** One missed night may be a restart; two are a fault. */
const STALE_MS = 2 * DAY_MS;

export const waiting: readonly Waiting[] = [
  {
    id: "W-backup",
    term: operateZh.waitsTerm,
    verb: "operate.backup.make",
    matters: ({ house: { backups, clock } }) => {
      const [newest] = backups.list();
      const age = newest === undefined ? 0 : clock.now().getTime() - newest.madeAt.getTime();
      if (newest === undefined || backups.keepDays === 0 || age <= STALE_MS) return Promise.resolve([]);
      return Promise.resolve([
        {
          organizationId: "",
          orgPath: "/",
          subject: { kind: "backup", id: newest.name, name: operateZh.waitsTerm },
          deadline: null,
          why: operateZh.waits(Math.floor(age / DAY_MS)),
          deed: { term: operateZh.look, address: "/administration/backups" },
        },
      ]);
    },
  },
];
