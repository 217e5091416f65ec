import { sql } from "kysely";
import { inTreeOrder } from "#modules/organization/index.ts";
import type { Actor, Policy } from "#platform/access/policy.ts";
import type { Reader } from "#platform/database/door.ts";
import { subtree } from "#platform/database/reach.ts";
import { absent } from "#platform/http/problem.ts";
import type { Day } from "#shared/day.ts";
import { provisionView } from "#shared/finding.ts";
import { organizationInReach } from "../dues/index.ts";
import { hasAccount } from "../person-account.ts";
import { shortNames } from "../queries.ts";
import { zh as membershipZh } from "../zh.ts";
import { type InvitationsView, type MemberState, MOST } from "./contract.ts";
import { SLIP_AND_NUMBER } from "./provisions.ts";
import { INVITED_DAYS, invitationState } from "./rules.ts";
import { states } from "./zh.ts";

/** A member at or beneath a place, with what stands between them and an account. */
export interface Invitable {
  readonly personId: string;
  readonly name: string;
  readonly organizationId: string;
  readonly orgPath: string;
  readonly hasAccount: boolean;
  readonly hasNumber: boolean;
}

/** Members on the roster at or beneath a place, by branch and strokes of the name; one more than `most` tells that there are. */
export async function invitables(tx: Reader, path: string, most: number): Promise<Invitable[]> {
  const range = subtree(path);
  return await tx
    .selectFrom("membership as m")
    .innerJoin("person as p", "p.id", "m.personId")
    .select([
      "m.personId",
      "m.name",
      "m.organizationId",
      "m.orgPath",
      hasAccount(sql.ref<string>("m.person_id")).as("hasAccount"),
      sql<boolean>`p.id_number_index is not null`.as("hasNumber"),
    ])
    .where("m.validTo", "is", null)
    .where("m.orgPath", ">=", range.lo)
    .where("m.orgPath", "<", range.hi)
    .orderBy("m.orgPath")
    .orderBy("m.strokeKey")
    .orderBy("m.personId")
    .limit(most + 1)
    .execute();
}

/** The newest invitation of each of these people, as far as it is in reach. */
export async function newestInvitations(tx: Reader, personIds: readonly string[]) {
  const rows = await tx
    .selectFrom("accountInvitation")
    .select(["id", "personId", "invitedOn", "invitedByName", "expiresOn", "endedOn", "outcome"])
    .where("personId", "=", sql<string>`any(${[...personIds]}::uuid[])`)
    .orderBy("invitedOn")
    .orderBy("id")
    .execute();
  return new Map(rows.map((it) => [it.personId, it]));
}

/** Who at or beneath a place has an account, who a slip, and since when. */
export async function invitationsView(
  asking: { readonly tx: Reader; readonly actor: Actor; readonly policy: Policy; readonly today: Day },
  organizationId: string,
): Promise<InvitationsView> {
  const { tx, actor, policy, today } = asking;
  const place = await organizationInReach(tx, organizationId, today);
  if (!place) throw absent(membershipZh.organization);
  const found = await invitables(tx, place.orgPath, MOST);
  const people = found.slice(0, MOST);
  const newest = await newestInvitations(
    tx,
    people.map((it) => it.personId),
  );
  const lines = people.map((it) => {
    const invitation = newest.get(it.personId);
    const ended = invitation === undefined ? null : invitationState(invitation, today).value;
    const state: MemberState = it.hasAccount
      ? ended === "activated"
        ? "activated"
        : "opened"
      : ended === null || ended === "activated" || ended === "replaced"
        ? "none"
        : ended;
    const shown = state === "none" || state === "opened" ? undefined : invitation;
    const line = {
      personId: it.personId,
      name: it.name,
      state,
      stateTerm: states[state],
      invitationId: state === "invited" ? (shown?.id ?? null) : null,
      invitedOn: shown?.invitedOn ?? null,
      invitedBy: shown?.invitedByName ?? "",
      expiresOn: shown?.expiresOn ?? null,
      activatedOn: state === "activated" ? (shown?.endedOn ?? null) : null,
      hasNumber: it.hasNumber,
    };
    return { organizationId: it.organizationId, line };
  });
  const byBranch = Map.groupBy(lines, (it) => it.organizationId);
  const names = await shortNames(tx, [...byBranch.keys()]);
  const branches = [...byBranch].map(([id, rows]) => ({
    organizationId: id,
    organizationName: names.get(id) ?? "",
    rows: rows.map((it) => it.line),
  }));
  return {
    organizationId: place.id,
    organizationName: place.shortName,
    members: lines.length,
    opened: lines.filter(({ line }) => line.state === "activated" || line.state === "opened").length,
    invited: lines.filter(({ line }) => line.state === "invited").length,
    branches: await inTreeOrder(tx, today, branches, (it) => it.organizationId),
    more: found.length > MOST,
    days: INVITED_DAYS,
    canInvite: policy.may(actor, "membership.account.open", place.orgPath),
    provisions: [SLIP_AND_NUMBER].map(provisionView),
  };
}
