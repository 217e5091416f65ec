import { resolve } from "node:path";
import { backup } from "#platform/operate/index.ts";
import { operateZh } from "#platform/operate/zh.ts";
import { UsageFault, type Verb } from "./verb.ts";

export const backupVerb: Verb = {
  name: "backup",
  usage: "backup <文件>",
  summary: "把全部数据加密备份到一个文件（密钥文件夹要另外保存）",
  async run({ args, open, say }) {
    const [name, ...more] = args;
    if (name === undefined || name.startsWith("-") || more.length > 0) throw new UsageFault("backup takes one file");
    const { house, database } = await open();
    const file = resolve(name);
    const made = await backup({ pool: database.ownerPool, keyring: house.keyring, file, now: house.clock.now() });
    say(operateZh.backedUp(file, made.rows, made.seconds.toFixed(1)), { file, ...made });
  },
};
