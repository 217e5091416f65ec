import { expect, test } from "vitest";
import { crash } from "./crash.ts";
import { cutPower } from "./power-cut.ts";

/** B1, sampled: `npm run -s crash-test -- --points 1000` runs it in full. */
test("killed at random moments, the house loses nothing acknowledged and keeps nothing half done", async () => {
  const outcome = await crash({ points: 6, seed: Number(process.env["CRASH_SEED"] ?? "11") });
  expect(outcome, JSON.stringify(outcome)).toMatchObject({ lost: [], halves: 0, auditFaults: [] });
  expect(outcome.acknowledged).toBeGreaterThan(20);
  expect(outcome.auditsVerified).toBeGreaterThan(0);
}, 240_000);

/** B2, sampled: `npm run -s power-cut -- --points 100` runs it in full. */
test("a cut of power loses nothing acknowledged, and the house opens on what the disk then holds", async () => {
  const outcome = await cutPower({ points: 2, seed: 5 });
  const whole = { lost: [], halves: 0, auditFaults: [], unopenable: [] };
  expect(outcome, JSON.stringify(outcome)).toMatchObject(whole);
  expect(outcome.acknowledged).toBeGreaterThan(20);
  expect(outcome.pagesSpoiled).toBeGreaterThan(0);
}, 240_000);

test("a disk that lies about what it wrote is noticed: acknowledged acts are missed", async () => {
  const outcome = await cutPower({ points: 1, seed: 5, lyingBytes: 300_000 });
  expect(outcome.lost.length + outcome.unopenable.length).toBeGreaterThan(0);
}, 240_000);
