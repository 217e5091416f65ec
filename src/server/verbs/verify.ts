import { verifyBooks } from "#modules/assessment/index.ts";
import { dutiesThatMeet } from "#platform/access/index.ts";
import { systemScope } from "#platform/database/scope.ts";
import { zh } from "../zh.ts";
import type { Verb } from "./verb.ts";

export const verifyVerb: Verb = {
  name: "verify",
  usage: "verify",
  summary: "核对审计记录有没有被改动，三员和业务岗位有没有兼任，路径、合计、花名册和历年增减是否相符",
  async run({ open, say }) {
    const { house } = await open();
    await house.audit.sealer.sealNow();
    const found = await house.audit.verify();
    if (found.ok) say(zh.cli.verified(found.events, found.seals), { ...found });
    else {
      say(zh.cli.tampered(found.faultCount), { ...found });
      for (const fault of found.faults) say(`  ${fault.sentence}`);
    }
    const chain = { check: "audit", ok: found.ok, faults: found.faults.map((it) => it.sentence) };
    const met = await house.door.read(systemScope("verify"), (tx) => dutiesThatMeet(tx, house.clock.today()));
    const duties = { check: "duties", ok: met.length === 0, faults: met.map(zh.cli.dutiesMet) };
    const books = await house.door.read(systemScope("verify"), (tx) => verifyBooks(tx, house.clock.today()));
    for (const it of [duties, ...books]) {
      say(zh.cli.checked(it.check, it.ok, it.faults.length), { checks: [chain, duties, ...books] });
      for (const fault of it.faults) say(`  ${fault}`);
    }
    return found.ok && duties.ok && books.every((it) => it.ok);
  },
};
