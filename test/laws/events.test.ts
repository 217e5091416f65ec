import { expect, test } from "vitest";
import { PARTS, verbsOf } from "#server/modules.ts";
import { exceptionsTo, filesBeneath, textOf } from "./source.ts";

/** An event of the audit is a value beside its sentence (src/shared/event-sentences.ts): its name stands there and nowhere else. */
test("acts and routes name an event by its value", () => {
  const sources = filesBeneath("src", ".ts").filter((file) => !/\.(test|fixture)\.ts$|\/(zh|policy)\.ts$/.test(file));
  const text = sources.map(textOf).join("\n");
  // Where a verb has the same name, what stands in quotes is the verb.
  const verbs = new Set(verbsOf(PARTS).map((it) => it.name));
  const names = PARTS.flatMap((it) => Object.keys(it.sentences ?? {})).filter((it) => !verbs.has(it));
  expect(names.length).toBeGreaterThan(150);
  expect(names.filter((it) => text.includes(`"${it}"`)).sort()).toEqual(exceptionsTo("events"));
});
