import { zh } from "./zh.ts";

/** Told as the last act of the generator: a demo zone without it was left half made. */
export const DEMO_COMPLETED = "server.demo.completed";

export const demoSentences: Readonly<Record<string, (details: Readonly<Record<string, unknown>>) => string>> = {
  "server.demo.completed": (details) =>
    zh.demo.completedSentence(typeof details["deeds"] === "number" ? details["deeds"] : 0),
};
