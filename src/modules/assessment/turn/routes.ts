import { answer } from "#platform/http/answer.ts";
import type { Route } from "#platform/http/route.ts";
import { Resumption, Snoozing, TurnView } from "../contract.ts";
import { zh } from "../zh.ts";
import * as at from "./address.ts";
import { resume, snooze } from "./snooze.ts";
import { turnOf } from "./turn.ts";

export const routes: Route[] = [
  answer(at.turn, "assessment.turn.read", zh.routes.turn, { shows: TurnView }, turnOf),
  answer(at.snoozes, "own", zh.routes.snooze, { body: Snoozing, tells: ["assessment.line.snoozed"] }, (doing) =>
    snooze(doing, doing.body),
  ),
  answer(at.resumption, "own", zh.routes.resume, { body: Resumption, tells: ["assessment.line.resumed"] }, (doing) =>
    resume(doing, doing.body.key),
  ),
];
