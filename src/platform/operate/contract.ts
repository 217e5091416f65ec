import { type Static, Type } from "typebox";
import { Id } from "#platform/http/shapes.ts";

export const Backups = Type.Object({
  folder: Type.String({ description: "服务器上的备份文件夹" }),
  keepDays: Type.Integer({ minimum: 0, description: "每天自动做一份，留多少天；0 是不自动做" }),
  backups: Type.Array(
    Type.Object({
      name: Type.String(),
      madeAt: Type.String({ format: "date-time" }),
      bytes: Type.Integer({ minimum: 0 }),
    }),
    { description: "从最近的起" },
  ),
});
export type Backups = Static<typeof Backups>;

export const BackupUnderWay = Type.Object({ jobId: Id });
export type BackupUnderWay = Static<typeof BackupUnderWay>;
