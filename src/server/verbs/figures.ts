import { figures } from "#modules/assessment/index.ts";
import { systemScope } from "#platform/database/scope.ts";
import { isDay } from "#shared/day.ts";
import { zh } from "../zh.ts";
import { UsageFault, type Verb } from "./verb.ts";

export const figuresVerb: Verb = {
  name: "figures",
  usage: "figures [--as-of 2026-11-22]",
  summary: "列出由台账算出的各项数字，以及算出它的 SQL",
  async run({ open, args, say, answer }) {
    const [option, text] = args;
    if (args.length > 0 && (option !== "--as-of" || args.length !== 2 || !isDay(text))) throw new UsageFault();
    const { house } = await open();
    const day = isDay(text) ? text : house.clock.today();
    const found = await house.door.read(systemScope("figures"), (tx) => figures(tx, day));
    for (const it of found) say(zh.cli.figure(it.row, it.name, it.value));
    say(zh.cli.figuresAsOf(day, found.length));
    answer(found);
  },
};
