import { act } from "#platform/doing.ts";
import type { JobKind, TimetableEntry } from "#platform/jobs/index.ts";
import { operateZh } from "./zh.ts";

export const BACKUP_JOB = "backup";

export const jobs: readonly JobKind[] = [
  {
    kind: BACKUP_JOB,
    title: operateZh.jobTitle,
    link: () => "/administration/backups",
    async run({ house, actor, progress }) {
      // With what the account holds now.
      await act(house, actor, "operate.backup.make", null, () => Promise.resolve());
      await progress.report(0, null, operateZh.writing);
      const { name, bytes } = await house.backups.make(house.clock.now());
      return { name, bytes };
    },
  },
];

export const timetable: readonly TimetableEntry[] = [
  {
    name: "daily-backup",
    // When nobody works and the seals of the day are done.
    when: { at: "02:30" },
    async run({ backups, clock }) {
      if (backups.keepDays === 0) return;
      await backups.make(clock.now());
      backups.tidy(clock.now());
    },
  },
];
