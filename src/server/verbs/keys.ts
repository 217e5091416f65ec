import { checkKeys, keysHeld, rotateKeys } from "#platform/audit/index.ts";
import { act } from "#platform/doing.ts";
import { events } from "#platform/operate/zh.ts";
import type { OpenHouse } from "../house.ts";
import { zh } from "../zh.ts";
import { UsageFault, type Verb, VerbRefusal } from "./verb.ts";

/** Opening the house proves that the folder is the one this database was used with. */
async function houseWithKeys(open: () => Promise<OpenHouse>, args: readonly string[]) {
  if (args.length > 0) throw new UsageFault("keys verbs take no arguments");
  const house = await open();
  if (house.keyFolder === null) throw new VerbRefusal(zh.cli.keysGiven);
  return { ...house, keyFolder: house.keyFolder };
}

/** Which keys there are and which are in use: fingerprints, never keys. */
const showVerb: Verb = {
  name: "keys show",
  usage: "keys show",
  summary: "列出密钥文件夹里的密钥（只有编号和指纹），以及现在用哪一把",
  async run({ args, open, say }) {
    const { database, keyFolder } = await houseWithKeys(open, args);
    const keys = await keysHeld(database.ownerPool, keyFolder);
    say(zh.cli.keysIn(keyFolder), { folder: keyFolder, keys });
    for (const it of keys) say(`  ${zh.cli.key(it.purpose, it.id, it.fingerprint, it.firstSeenAt, it.inUse)}`);
  },
};

/**
 * Adds a newer data key and a newer signing key. What was sealed and signed stays under the former keys, which stay in
 * the folder: an envelope names its key. The database learns the new fingerprints at once, so that a start without the
 * new files is refused rather than sealing beside them.
 */
const rotateVerb: Verb = {
  name: "keys rotate",
  usage: "keys rotate",
  summary: "添一把新的数据密钥和签名密钥，以后写入的用新密钥；旧密钥留着读以前的（先停止服务）",
  async run({ args, open, say, actor }) {
    const { house, database, keyFolder } = await houseWithKeys(open, args);
    // What was told before is signed by the key of its time.
    await house.audit.sealer.sealNow();
    const keyring = rotateKeys(keyFolder);
    await checkKeys(database.ownerPool, keyring, keyFolder);
    const keys = (await keysHeld(database.ownerPool, keyFolder)).filter((it) => it.inUse && it.purpose !== "index");
    await act(house, actor, "system", null, (doing) =>
      doing.tell({
        event: events.rotated,
        organizationId: null,
        orgPath: "/",
        target: { kind: "keys", id: null, name: null },
        details: Object.fromEntries(keys.map((it) => [it.purpose, it.id])),
      }),
    );
    say(zh.cli.keysRotated(keys.map((it) => it.id).join("、")), { folder: keyFolder, keys });
    say(zh.cli.keysAfterwards(keyFolder));
  },
};

export const keyVerbs: readonly Verb[] = [showVerb, rotateVerb];
