import { refuseConcerned } from "#platform/access/concerned.ts";
import type { Reader } from "#platform/database/door.ts";
import { dayGiven, reasonGiven } from "#platform/given.ts";
import type { Doing } from "#platform/house.ts";
import { conflict, refused } from "#platform/http/problem.ts";
import type { Asking } from "#platform/http/route.ts";
import { change, held } from "#platform/kept/acts.ts";
import { correctFacts, enterFacts, type Facts, keptFacts, withdrawFacts } from "#platform/kept/facts.ts";
import { type CodeOf, codeSet } from "#shared/code-sets.ts";
import { memberOn, organizationNamed, rowOnPage, rowsOfMember, rowsOfOrganization, standingRows } from "../about.ts";
import { AWARD } from "./asks.ts";
import type { AwardBody, AwardCorrection, AwardList, AwardView, Revocation } from "./contract.ts";
import { awardNamed, isForOrganization } from "./rules.ts";
import { zh } from "./zh.ts";

/** What a row is called: its own title where it has one. */
export const termOf = ({ kind, title }: { readonly kind: string; readonly title: string }): string =>
  title === "" ? codeSet("award_kind").term(kind as CodeOf<"award_kind">) : title;

/** 表彰台账: each receiver, kind, title, level and day once. */
export const AWARDS = keptFacts({
  table: "award",
  target: "award",
  term: zh.award,
  asks: AWARD,
  events: "membership.award",
  sameBy: ["kind", "title", "level", "awardedOn"],
  details: (row) => ({ term: termOf(row) }),
  amiss({ kind, title = "" }) {
    const named = kind === undefined ? null : awardNamed(kind, title);
    if (named?.value !== false) return null;
    return { faults: [{ pointer: "/title", message: zh.faults.title }], provision: named.provision };
  },
  rejected: (more) => refused("award-rejected", zh.rejected.title, zh.rejected.detail, more),
  known: () => conflict("award-known", zh.known.title, zh.known.detail),
  withdrawn: () => conflict("award-withdrawn", zh.withdrawn.title, zh.withdrawn.detail),
});

const wrongReceiver = (organization: boolean) =>
  refused("award-receiver", zh.receiver.title, zh.receiver.detail(organization));
const revokedBefore = () => refused("award-revoked-before", zh.revokedBefore.title, zh.revokedBefore.detail);

/** An award is entered, once, for whoever its kind is given to. */
export const enterAward = (doing: Doing, { personId, organizationId, ...input }: AwardBody): Promise<{ id: string }> =>
  enterFacts(doing, AWARDS, input, async ({ awardedOn }) => {
    const organization = isForOrganization(input.kind);
    if (organization && organizationId !== undefined && personId === undefined)
      return await organizationNamed(doing, organizationId);
    if (!organization && personId !== undefined && organizationId === undefined) {
      refuseConcerned(doing.actor, { persons: [personId] });
      return await memberOn(doing, personId, awardedOn);
    }
    throw wrongReceiver(organization);
  });

/** It was written down wrong. Who received it does not change: that is another award. */
export const correctAward = (doing: Doing, id: string, input: AwardCorrection): Promise<void> =>
  correctFacts(doing, AWARDS, id, input, (row, to) => {
    refuseConcerned(doing.actor, { persons: [row.personId] });
    if (isForOrganization(to.kind) !== (row.personId === null)) throw wrongReceiver(isForOrganization(to.kind));
    if (row.revokedOn !== null && row.revokedOn < to.awardedOn) throw revokedBefore();
  });

/** The honour is taken away by whoever gave it; that it was given stays known. */
export async function revokeAward(doing: Doing, id: string, input: Revocation): Promise<void> {
  const row = await held(doing, AWARDS, id);
  const reason = reasonGiven(input.reason);
  const on = dayGiven(doing, input.on);
  if (row.revokedOn !== null) throw conflict("award-revoked", zh.revoked.title, zh.revoked.detail);
  if (on < row.awardedOn) throw revokedBefore();
  const set = { revokedOn: on, revokeReason: reason };
  await change(doing, AWARDS, row, set, "membership.award.revoked", { reason, on });
}

/** Entered in error: the row stays, says why, and counts nowhere. */
export const withdrawAward = (doing: Doing, id: string, reason: string): Promise<void> =>
  withdrawFacts(doing, AWARDS, id, reason);

/** One award as lists and pages show it. */
export function shownAward(row: Facts<"award">): AwardList["rows"][number] {
  const { id, title, issuer, documentNumber, awardedOn, revokedOn, revokeReason } = row;
  const kind = row.kind as AwardView["kind"];
  const level = row.level as AwardView["level"];
  const levelTerm = codeSet("award_level").term(level);
  const terms = { kindTerm: termOf(row), levelTerm };
  return { id, kind, title, level, ...terms, issuer, documentNumber, awardedOn, revokedOn, revokeReason };
}

const SHOWN = { of: AWARDS, verb: "award.write", shown: shownAward, by: "awardedOn" } as const;

/** Awards that `tx` sees and that were not withdrawn, newest first. */
export const awardsIn = async (tx: Reader): Promise<AwardList["rows"]> =>
  ((await standingRows(tx, SHOWN).execute()) as unknown as Facts<"award">[]).map(shownAward);

type Looking = Pick<Asking, "tx" | "actor" | "house">;
/** What a member was commended for, newest first. */
export const awardsOfPerson = (looking: Looking, id: string): Promise<AwardList> => rowsOfMember(looking, SHOWN, id);
/** What an organisation was commended for as such, newest first. */
export const awardsOfOrganization = (looking: Looking, id: string): Promise<AwardList> =>
  rowsOfOrganization(looking, SHOWN, id);
/** One award on its page. */
export const awardView = (looking: Looking, id: string): Promise<AwardView> => rowOnPage(looking, SHOWN, id);
