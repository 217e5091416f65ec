import { migrate, openDatabase } from "#platform/database/index.ts";
import { zh } from "../zh.ts";
import type { Verb } from "./verb.ts";

export const migrateVerb: Verb = {
  name: "migrate",
  usage: "migrate",
  summary: "把数据库升级到这个版本的程序",
  async run({ say }) {
    const database = await openDatabase();
    try {
      const applied = await migrate(database.ownerPool);
      say(zh.cli.migrated(applied.length), { applied });
    } finally {
      await database.close();
    }
  },
};
