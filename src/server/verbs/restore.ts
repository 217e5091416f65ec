import { resolve } from "node:path";
import { keyFolderOf, openKeyring } from "#platform/audit/index.ts";
import { openDatabase } from "#platform/database/index.ts";
import { restore } from "#platform/operate/index.ts";
import { operateZh } from "#platform/operate/zh.ts";
import { UsageFault, type Verb } from "./verb.ts";

export const restoreVerb: Verb = {
  name: "restore",
  usage: "restore <文件>",
  summary: "把备份恢复到空的数据文件夹或空数据库（先放好密钥文件夹）",
  async run({ args, say }) {
    const [name, ...more] = args;
    if (name === undefined || name.startsWith("-") || more.length > 0) throw new UsageFault("restore takes one file");
    // Not through the house: it would migrate the database and make new keys, and a restore wants neither there yet.
    const dataFolder = process.env["LIANXIN_DATA"] ?? "data";
    const keyFolder = keyFolderOf(dataFolder);
    const keyring = openKeyring(keyFolder, { make: false });
    const database = await openDatabase();
    const file = resolve(name);
    try {
      const done = await restore({ pool: database.ownerPool, keyring, keyFolder, dataFolder, file });
      say(operateZh.restored(done.rows, done.seconds.toFixed(1)), { file, ...done });
    } finally {
      await database.close();
    }
  },
};
