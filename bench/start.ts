/**
 * How long the server takes from its start to its first answer with data that are there, and what it holds in memory at
 * rest, ten seconds later (PostgreSQL not counted). Run: `node bench/start.ts [--check] [--members 100000]`.
 */
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { options, standing } from "./http.ts";

await standing(Number(options.members), async ({ startMs, serverPid }) => {
  await sleep(10_000);
  const fields = readFileSync(`/proc/${serverPid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  // In hundredths of a second; the 14th and 15th of all fields. Tells a busy machine from a slow program.
  const cpu = (Number(fields[11]) + Number(fields[12])) / 100;
  const megabytes = Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${serverPid}/status`, "utf8"))?.[1]) / 1024;
  console.log(
    `first answer after ${startMs.toFixed(0)} ms (goal ≤ 3000), ${cpu.toFixed(1)} s of processor used; at rest ${megabytes.toFixed(0)} MB (goal ≤ 200)`,
  );
  if (options.check && (startMs > 10_000 || megabytes > 300)) process.exitCode = 1;
});
