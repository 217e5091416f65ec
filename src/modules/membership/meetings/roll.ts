import { sql } from "kysely";
import { COMMITTEE_POSTS } from "#modules/organization/index.ts";
import type { Reader } from "#platform/database/door.ts";
import { codeSet } from "#shared/code-sets.ts";
import type { Day } from "#shared/day.ts";
import { provisionView } from "#shared/finding.ts";
import { suspensionsOf } from "../honours/suspended.ts";
import { categoryOn } from "../rules.ts";
import type { NumbersView, PersonLine } from "./contract.ts";
import {
  type AttendanceState,
  type Attended,
  type Body,
  type Entitlement,
  entitlementOf,
  numbersOf,
  quorumOf,
  type Standing,
  type StandingReason,
} from "./rules.ts";

/** Somebody who is called to a meeting, and how they stand in it. */
export interface Called {
  readonly personId: string;
  readonly name: string;
  readonly category: "full" | "probationary";
  readonly entitlement: Entitlement;
  readonly grounds: string;
  readonly why: string;
}

interface Ranged {
  readonly validFrom: Day;
  readonly validTo: Day | null;
}
const holds = (it: Ranged, on: Day): boolean => it.validFrom <= on && (it.validTo === null || it.validTo > on);

/**
 * All that says who is called to the meetings of a branch over a stretch of days: read once, asked for each day. A year's
 * meetings of a branch are recorded from one reading.
 */
export class Roll {
  readonly #members: readonly MemberAt[];
  readonly #seats: readonly (Ranged & { readonly personId: string; readonly personName: string })[];
  readonly #standings: ReadonlyMap<string, readonly (Ranged & Standing)[]>;
  readonly #away: ReadonlyMap<string, readonly Ranged[]>;
  readonly #suspended: ReadonlyMap<string, readonly Ranged[]>;

  constructor(facts: {
    members: readonly MemberAt[];
    seats: readonly (Ranged & { readonly personId: string; readonly personName: string })[];
    standings: ReadonlyMap<string, readonly (Ranged & Standing)[]>;
    away: ReadonlyMap<string, readonly Ranged[]>;
    suspended: ReadonlyMap<string, readonly Ranged[]>;
  }) {
    this.#members = facts.members;
    this.#seats = facts.seats;
    this.#standings = facts.standings;
    this.#away = facts.away;
    this.#suspended = facts.suspended;
  }

  /** Groups of the branch on a day. */
  groups(on: Day): string[] {
    const names = this.#members.flatMap((it) => (holds(it, on) && it.groupName ? [it.groupName] : []));
    return [...new Set(names)].toSorted((a, b) => a.localeCompare(b, "zh"));
  }

  /** Persons with a seat on the committee of the branch. */
  committee(on: Day): string[] {
    return [...new Set(this.#seats.filter((it) => holds(it, on)).map((it) => it.personId))];
  }

  /** Somebody of the branch or its committee on a day, whether called or not: whom a decision may give something to do. */
  nameOf(personId: string, on: Day): string | undefined {
    const member = this.#members.find((it) => it.personId === personId && holds(it, on));
    return member?.name ?? this.#seats.find((it) => it.personId === personId && holds(it, on))?.personName;
  }

  standing(personId: string, on: Day): Standing | null {
    const declared = this.#standings.get(personId)?.find((it) => holds(it, on));
    if (declared) return { reason: declared.reason, approval: declared.approval };
    const away = this.#away.get(personId)?.some((it) => holds(it, on)) ?? false;
    return away ? { reason: "away", approval: "" } : null;
  }

  /** Who is called to a meeting of this body on a day, in the order of the roster. */
  called(body: Body, groupName: string | null, on: Day): Called[] {
    const members = this.#members.filter((it) => holds(it, on));
    const of = (it: { personId: string; name: string; category: "full" | "probationary"; registryStatus: string }) => {
      const standing = this.standing(it.personId, on);
      const suspended = this.#suspended.get(it.personId)?.some((one) => holds(one, on)) ?? false;
      const { category, registryStatus } = it;
      const found = entitlementOf({ category, registryStatus, suspended, standing });
      const why =
        standing === null || suspended || standing.reason === "on_probation"
          ? ""
          : codeSet("meeting_standing").term(standing.reason);
      return found.value.called
        ? [
            {
              personId: it.personId,
              name: it.name,
              category: it.category,
              entitlement: found.value,
              grounds: found.grounds,
              why,
            },
          ]
        : [];
    };
    const at = (it: MemberAt) => ({
      personId: it.personId,
      name: it.name,
      category: categoryOn({ category: it.category === "full" ? "full" : "probationary", fullOn: it.fullOn }, on).value,
      registryStatus: it.registryStatus,
    });
    if (body === "committee") {
      const seats = new Set(this.committee(on));
      const onRoster = members.filter((it) => seats.has(it.personId));
      const known = new Set(onRoster.map((it) => it.personId));
      // A first secretary sent from above sits on the committee without standing on its roster.
      const others = this.#seats.filter((it) => holds(it, on) && !known.has(it.personId));
      const named = new Map(others.map((it) => [it.personId, it.personName]));
      return [
        ...onRoster.flatMap((it) => of(at(it))),
        ...[...named].flatMap(([personId, name]) => of({ personId, name, category: "full", registryStatus: "normal" })),
      ];
    }
    const wanted = body === "group" ? members.filter((it) => it.groupName === groupName) : members;
    return wanted.flatMap((it) => of(at(it)));
  }
}

interface MemberAt extends Ranged {
  readonly personId: string;
  readonly name: string;
  readonly fullOn: Day | null;
  readonly category: string;
  readonly registryStatus: string;
  readonly groupName: string | null;
}

/** Reads what `Roll` needs of one branch between two days, both inclusive. */
export async function rollOf(tx: Reader, organizationId: string, from: Day, to: Day): Promise<Roll> {
  const members = await tx
    .selectFrom("membership")
    .select(["personId", "name", "validFrom", "validTo", "fullOn", "category", "registryStatus", "groupName"])
    .where("organizationId", "=", organizationId)
    .where("validFrom", "<=", to)
    .where((eb) => eb.or([eb("validTo", "is", null), eb("validTo", ">", from)]))
    .orderBy("strokeKey")
    .orderBy("id")
    .execute();
  const seats = await tx
    .selectFrom("post")
    .select(["personId", "personName", "validFrom", "validTo"])
    .where("organizationId", "=", organizationId)
    .where("post", "in", [...COMMITTEE_POSTS])
    .where("validFrom", "<=", to)
    .where((eb) => eb.or([eb("validTo", "is", null), eb("validTo", ">", from)]))
    .orderBy("validFrom")
    .execute();
  const ids = sql<string>`any(${[...new Set([...members, ...seats].map((it) => it.personId))]}::uuid[])`;
  const standings = await tx
    .selectFrom("meetingStanding")
    .select(["personId", "reason", "approval", "validFrom", "validTo"])
    .where("personId", "=", ids)
    .execute();
  const away = await tx
    .selectFrom("floatingCase")
    .select(["personId", "leftOn as validFrom", "endedOn as validTo"])
    .where("personId", "=", ids)
    .where((eb) => eb.or([eb("endCode", "is", null), eb("endCode", "<>", "withdrawn")]))
    .execute();
  const byPerson = <T extends { readonly personId: string | null }>(rows: readonly T[]): Map<string, T[]> => {
    const out = new Map<string, T[]>();
    for (const row of rows) out.set(row.personId ?? "", [...(out.get(row.personId ?? "") ?? []), row]);
    return out;
  };
  return new Roll({
    members,
    seats,
    standings: byPerson(standings.map((it) => ({ ...it, reason: it.reason as StandingReason }))),
    away: byPerson(away),
    suspended: byPerson(
      await suspensionsOf(
        tx,
        [...members, ...seats].map((it) => it.personId),
        from,
        to,
      ),
    ),
  });
}

/** One line of the list as pages show it, before the meeting is recorded. */
export function lineOf(
  it: Called,
  known?: { readonly state: string; readonly reason: string; readonly bySelf: boolean },
): PersonLine {
  const told = known !== undefined && (known.state === "excused" || known.state === "invited");
  const state = told ? known.state : "invited";
  const usual = known?.state === "excused" ? "excused" : it.entitlement.usual;
  return {
    personId: it.personId,
    name: it.name,
    categoryTerm: codeSet("membership_category").term(it.category),
    votes: it.entitlement.votes,
    counted: it.entitlement.counted,
    state,
    stateTerm: state === "excused" ? "请假" : known === undefined ? "应到" : "已通知",
    usual,
    reason: known?.reason || (usual === "present" ? "" : it.why),
    bySelf: known?.bySelf ?? false,
    grounds: it.grounds,
  };
}

export function numbersView(body: Body, list: readonly Attended[]): NumbersView {
  const numbers = numbersOf(list);
  const quorum = quorumOf(body, numbers);
  return {
    ...numbers,
    needed: quorum.value.needed,
    reached: quorum.value.reached,
    forElections: quorum.value.forElections,
    grounds: quorum.grounds,
    provision: provisionView(quorum.provision),
  };
}

/** The numbers as they would be if everybody came who usually does. */
export const usualNumbers = (body: Body, lines: readonly PersonLine[]): NumbersView =>
  numbersView(
    body,
    lines.map((it) => ({ state: it.usual as AttendanceState, votes: it.votes, counted: it.counted })),
  );
