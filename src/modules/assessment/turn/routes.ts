import { answer } from "#platform/http/answer.ts";
import type { Route } from "#platform/http/route.ts";
import { Resumption, Snoozing, TurnView } from "../contract.ts";
import { events } from "../zh.ts";
import * as at from "./address.ts";
import { resume, snooze } from "./snooze.ts";
import { turnOf } from "./turn.ts";

export const routes: Route[] = [
  answer(at.turn, "assessment.turn.read", { shows: TurnView }, turnOf),
  answer(at.snoozes, "own", { body: Snoozing, tells: [events.snoozed] }, (doing) => snooze(doing, doing.body)),
  answer(at.resumption, "own", { body: Resumption, tells: [events.resumed] }, (doing) => resume(doing, doing.body.key)),
];
