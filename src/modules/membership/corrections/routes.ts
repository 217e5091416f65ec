import { answer } from "#platform/http/answer.ts";
import type { Route } from "#platform/http/route.ts";
import { Made } from "#platform/http/shapes.ts";
import { acceptRequest, askOwn, declineRequest, readWanted, withdrawOwn } from "./acts.ts";
import * as at from "./address.ts";
import { Acceptance, Accepted, Asking, Declining, OwnRequests, Read, RequestView } from "./contract.ts";
import { ownRequests, requestView } from "./queries.ts";
import { events } from "./zh.ts";

export const routes: readonly Route[] = [
  answer(at.request, "membership.read", { shows: RequestView }, ({ house, tx, actor, params, today }) =>
    requestView({ tx, actor, policy: house.policy, keyring: house.keyring }, params.id, today),
  ),
  answer(at.reading, "membership.correct", { shows: Read, repeats: "shown-once", tells: [events.read] }, (doing) =>
    readWanted(doing, doing.params.id),
  ),
  answer(
    at.acceptance,
    "membership.correct",
    {
      body: Acceptance,
      shows: Accepted,
      tells: ["membership.member.corrected", "membership.member.changed", events.accepted, events.declined],
    },
    (doing) => acceptRequest(doing, doing.params.id, doing.body),
  ),
  answer(at.declining, "membership.correct", { body: Declining, tells: [events.declined] }, (doing) =>
    declineRequest(doing, doing.params.id, doing.body.answer),
  ),
  answer(at.ownRequests, "own", { shows: OwnRequests }, ({ house, tx, today }) =>
    ownRequests(tx, house.keyring, today),
  ),
  answer(at.asking, "own", { body: Asking, shows: Made, status: 201, tells: [events.asked] }, (doing) =>
    askOwn(doing, doing.body),
  ),
  answer(at.withdrawal, "own", { tells: [events.withdrawn] }, (doing) => withdrawOwn(doing, doing.params.id)),
];
