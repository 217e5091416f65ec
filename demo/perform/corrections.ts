import { corrections } from "#modules/membership/index.ts";
import type { Doing } from "#platform/house.ts";
import { type Known, need, type Of, performing } from "./known.ts";

/** Requests of members to have their record put right, and the answers. */
export const correctionDeeds = {
  ...performing({ "correction-asked": "own" }, ask),
  ...performing({ "correction-answered": "membership.correct" }, answer),
};

async function ask(known: Known, doing: Doing, deed: Of<"correction-asked">): Promise<void> {
  known.corrections.set(deed.key, (await corrections.askOwn(doing, deed.asking)).id);
}

async function answer(known: Known, doing: Doing, deed: Of<"correction-answered">): Promise<void> {
  const id = need(known.corrections, deed.key);
  if (deed.accepted) await corrections.acceptRequest(doing, id, { manner: "correction", answer: deed.answer });
  else await corrections.declineRequest(doing, id, deed.answer);
}
