import { runVerb } from "./run-verb.ts";

process.exitCode = await runVerb(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
});
