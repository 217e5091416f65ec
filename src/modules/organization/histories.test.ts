import { expect, test } from "vitest";
import { runHistory } from "#test/organization-histories.ts";

/** How many random histories: 10,000 by `LIANXIN_HISTORIES=10000 vitest run src/modules/organization/histories.test.ts`. */
const COUNT = Number(process.env["LIANXIN_HISTORIES"] ?? 300);

test(`the planner agrees with a naive model in ${COUNT} random histories`, { timeout: 3_600_000 }, async () => {
  let events = 0;
  let undone = 0;
  let refused = 0;
  const kinds = new Map<string, number>();
  for (let seed = 1; seed <= COUNT; seed += 1) {
    const history = await runHistory(seed, 30, "h").catch((error: unknown) => {
      throw new Error(`history ${seed}`, { cause: error });
    });
    for (const it of history.steps) {
      if (it.what !== "event") continue;
      events += 1;
      kinds.set(it.body.kind, (kinds.get(it.body.kind) ?? 0) + 1);
      if (it.undone) undone += 1;
    }
    refused += history.refused;
  }
  // The histories are of no worth when most of them are refused, or a kind never happens.
  expect(events).toBeGreaterThan(COUNT * 10);
  expect(undone).toBeGreaterThan(COUNT / 4);
  expect(refused).toBeGreaterThan(COUNT);
  expect([...kinds.keys()].sort()).toEqual(["dissolve", "establish", "merge", "move", "rename", "split", "upgrade"]);
  console.info(
    `histories ${COUNT}, events ${events} (${[...kinds].map(([kind, count]) => `${kind} ${count}`).join(", ")}), undone ${undone}, refused ${refused}`,
  );
});
