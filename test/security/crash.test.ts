import { expect, test } from "vitest";
import { crash } from "./crash.ts";

/** B1, sampled: `npm run -s crash-test -- --points 1000` runs it in full. */
test("killed at random moments, the house loses nothing acknowledged and keeps nothing half done", async () => {
  const outcome = await crash({ points: 6, seed: Number(process.env["CRASH_SEED"] ?? "11") });
  expect(outcome).toMatchObject({ lost: [], halves: 0, auditFaults: [] });
  expect(outcome.acknowledged).toBeGreaterThan(20);
  expect(outcome.auditsVerified).toBeGreaterThan(0);
}, 240_000);
