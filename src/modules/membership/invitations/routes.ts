import { answer, answerVisit } from "#platform/http/answer.ts";
import type { Route } from "#platform/http/route.ts";
import { activate } from "./activation.ts";
import { inviteMembers, withdrawInvitation } from "./acts.ts";
import * as at from "./address.ts";
import { Activated, Activation, InvitationsView, Invited, Inviting, PlaceQuery } from "./contract.ts";
import { invitationsView } from "./queries.ts";
import { events } from "./zh.ts";

const INVITE = "membership.account.open";

export const routes: readonly Route[] = [
  answer(
    at.invitations,
    "membership.read",
    { query: PlaceQuery, shows: InvitationsView },
    ({ house, tx, actor, today, query }) =>
      invitationsView({ tx, actor, policy: house.policy, today }, query.organizationId),
  ),
  answer(
    at.inviting,
    INVITE,
    { body: Inviting, shows: Invited, repeats: "shown-once", status: 201, tells: [events.made] },
    (doing) => inviteMembers(doing, doing.body),
  ),
  answer(at.withdrawal, INVITE, { tells: [events.withdrawn] }, (doing) => withdrawInvitation(doing, doing.params.id)),
  answerVisit(
    at.activation,
    "public",
    {
      body: Activation,
      shows: Activated,
      rate: "sign-in",
      tells: [events.activated, events.locked, "access.account.created"],
    },
    ({ house, requestId, body }) => activate(house, requestId, body),
  ),
];
