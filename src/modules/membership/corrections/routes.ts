import { answer } from "#platform/http/answer.ts";
import type { Route } from "#platform/http/route.ts";
import { Made } from "#platform/http/shapes.ts";
import { acceptRequest, askOwn, declineRequest, readWanted, withdrawOwn } from "./acts.ts";
import * as at from "./address.ts";
import { Acceptance, Accepted, Asking, Declining, OwnRequests, Read, RequestView } from "./contract.ts";
import { ownRequests, requestView } from "./queries.ts";

export const routes: readonly Route[] = [
  answer(at.request, "membership.read", { shows: RequestView }, ({ house, tx, actor, params, today }) =>
    requestView({ tx, actor, policy: house.policy, keyring: house.keyring }, params.id, today),
  ),
  answer(
    at.reading,
    "membership.correct",
    { shows: Read, repeats: "shown-once", tells: ["membership.correction.read"] },
    (doing) => readWanted(doing, doing.params.id),
  ),
  answer(
    at.acceptance,
    "membership.correct",
    {
      body: Acceptance,
      shows: Accepted,
      tells: [
        "membership.member.corrected",
        "membership.member.changed",
        "membership.correction.accepted",
        "membership.correction.declined",
      ],
    },
    (doing) => acceptRequest(doing, doing.params.id, doing.body),
  ),
  answer(at.declining, "membership.correct", { body: Declining, tells: ["membership.correction.declined"] }, (doing) =>
    declineRequest(doing, doing.params.id, doing.body.answer),
  ),
  answer(at.ownRequests, "own", { shows: OwnRequests }, ({ house, tx, today }) =>
    ownRequests(tx, house.keyring, today),
  ),
  answer(
    at.asking,
    "own",
    { body: Asking, shows: Made, status: 201, tells: ["membership.correction.asked"] },
    (doing) => askOwn(doing, doing.body),
  ),
  answer(at.withdrawal, "own", { tells: ["membership.correction.withdrawn"] }, (doing) =>
    withdrawOwn(doing, doing.params.id),
  ),
];
