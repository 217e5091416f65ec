import { newId } from "#platform/database/ids.ts";
import { insertMany } from "#platform/database/insert-many.ts";
import { dayGiven } from "#platform/given.ts";
import type { Doing } from "#platform/house.ts";
import { absent, conflict, refused } from "#platform/http/problem.ts";
import { later } from "#shared/day.ts";
import { nameKeys } from "../name-keys.ts";
import { shortNames } from "../queries.ts";
import { sealedColumns } from "../sensitive.ts";
import { zh } from "../zh.ts";
import { type MemberTexts, readMember } from "./member-facts.ts";
import { refuseWithoutRoster } from "./place.ts";
import { numbersKnown } from "./queries.ts";
import { membershipFacts } from "./write.ts";

/**
 * Enters the standing roster of one branch as of a day, all of it or nothing: how a branch begins that was kept on paper
 * until then. Every member is read by the rules of imports; a number that anybody carries already refuses the whole. They
 * enter the count with the code of a starting stock (录入), so that the yearly identity holds from the first year on.
 * Returns the ids of the people in the order given. Told as one event with everybody concerned.
 */
export async function enterRoster(
  doing: Doing,
  input: { readonly organizationId: string; readonly on: string; readonly members: readonly MemberTexts[] },
): Promise<{ personIds: readonly string[] }> {
  const { tx, house } = doing;
  const on = dayGiven(doing, input.on);
  const place = await tx
    .selectFrom("organization")
    .select(["id", "orgPath", "closedOn"])
    .where("id", "=", input.organizationId)
    .executeTakeFirst();
  if (!place || !house.policy.may(doing.actor, doing.verb, place.orgPath)) throw absent(zh.organization);
  if (place.closedOn !== null) throw refused("transfer-closed-place", zh.closedPlace.title, zh.closedPlace.detail);
  await refuseWithoutRoster(doing, place.orgPath);
  const at = { organizationId: place.id, orgPath: place.orgPath };
  const rows = input.members.map((texts) => {
    const { facts } = readMember(texts, on, doing.today);
    const personId = newId();
    const keys = nameKeys(facts.name);
    const from = facts.joined?.precision === "day" ? later(on, facts.joined.day) : on;
    const described = {
      name: facts.name,
      ...keys,
      gender: facts.gender ?? "unknown",
      ethnicity: facts.ethnicity ?? null,
      birthOn: facts.birth?.day ?? null,
    };
    return {
      person: {
        id: personId,
        ...at,
        ...described,
        formerName: facts.formerName ?? null,
        birthPrecision: facts.birth?.precision ?? "day",
        nativePlace: facts.nativePlace ?? null,
        idNumberCipher: null,
        idNumberIndex: null as string | null,
        mobileCipher: null,
        mobileIndex: null,
        mobileMask: null,
        addressCipher: null,
        registeredAddressCipher: null,
        ...sealedColumns(house.keyring, personId, facts),
      },
      membership: { id: newId(), personId, ...at, validFrom: from, ...described, ...membershipFacts(facts) },
      event: { id: newId(), personId, ...at, direction: 1, code: "corrected_in", happenedOn: from },
    };
  });
  const numbers = rows.map((it) => it.person.idNumberIndex).filter((it) => it !== null);
  if (new Set(numbers).size < numbers.length || (await numbersKnown(tx, numbers)).size > 0) {
    throw conflict("member-known", zh.known.title, zh.known.elsewhere);
  }
  await insertMany(
    tx,
    "person",
    rows.map((it) => it.person),
  );
  await insertMany(
    tx,
    "membership",
    rows.map((it) => it.membership),
  );
  await insertMany(
    tx,
    "membershipEvent",
    rows.map((it) => it.event),
  );
  await doing.tell({
    event: "membership.roster.entered",
    ...at,
    target: { kind: "organization", id: place.id, name: (await shortNames(tx, [place.id])).get(place.id) ?? null },
    details: { on, count: rows.length },
    persons: rows.map((it) => ({ id: it.person.id, path: place.orgPath })),
  });
  return { personIds: rows.map((it) => it.person.id) };
}
