import { programVersion, versionText } from "#platform/version.ts";
import { UsageFault, type Verb } from "./verb.ts";

export const versionVerb: Verb = {
  name: "version",
  usage: "version",
  summary: "这是哪个版本的程序",
  run({ args, say }) {
    if (args.length > 0) throw new UsageFault("version takes no arguments");
    const program = programVersion();
    say(versionText(program), { ...program });
    return Promise.resolve();
  },
};
