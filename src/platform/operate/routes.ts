import { answer } from "#platform/http/answer.ts";
import type { Route } from "#platform/http/route.ts";
import * as at from "./address.ts";
import { Backups, BackupUnderWay } from "./contract.ts";
import { BACKUP_JOB } from "./jobs.ts";
import { events, operateZh } from "./zh.ts";

export const routes: readonly Route[] = [
  answer(at.backups, "operate.backup.read", { shows: Backups }, ({ house: { backups } }) =>
    Promise.resolve({
      folder: backups.folder,
      keepDays: backups.keepDays,
      backups: backups.list().map((it) => ({ ...it, madeAt: it.madeAt.toISOString() })),
    }),
  ),
  answer(
    at.backingUp,
    "operate.backup.make",
    { shows: BackupUnderWay, tells: [events.asked], rate: "heavy" },
    async (doing) => {
      const jobId = await doing.house.jobs.enqueue(doing, {
        kind: BACKUP_JOB,
        title: operateZh.jobTitle,
        payload: {},
      });
      await doing.tell({
        event: events.asked,
        organizationId: null,
        orgPath: "/",
        target: { kind: "house", id: null, name: null },
      });
      return { jobId };
    },
  ),
];
