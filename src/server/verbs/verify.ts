import { zh } from "../zh.ts";
import type { Verb } from "./verb.ts";

export const verifyVerb: Verb = {
  name: "verify",
  usage: "verify",
  summary: "核对审计记录有没有被改动",
  async run({ open, say }) {
    const { house } = await open();
    await house.audit.sealer.sealNow();
    const found = await house.audit.verify();
    if (found.ok) say(zh.cli.verified(found.events, found.seals), { ...found });
    else {
      say(zh.cli.tampered(found.faultCount), { ...found });
      for (const fault of found.faults) say(`  ${fault.sentence}`);
    }
    return found.ok;
  },
};
