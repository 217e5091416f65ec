import { sql } from "kysely";
import type { Actor } from "#platform/access/policy.ts";
import type { Reader } from "#platform/database/door.ts";
import { systemScope } from "#platform/database/scope.ts";
import { ask } from "#platform/doing.ts";
import type { House } from "#platform/house.ts";
import { codeSet } from "#shared/code-sets.ts";
import type { Day } from "#shared/day.ts";
import type { OwnBranch, OwnRecord, OwnStanding } from "./contract.ts";
import { shortNames } from "./queries.ts";
import { eventsOf, standingOf } from "./roster/member-view.ts";
import { openColumn, SENSITIVE_COLUMNS, type SensitiveField } from "./sensitive.ts";

/** My record: everything the house holds of me, unmasked, because it is mine. */
export async function ownRecord(house: House, actor: Actor, today: Day): Promise<OwnRecord> {
  return await ask(house, actor, "own", null, async ({ tx }) => {
    if (actor.personId === null) return { person: null, events: [] };
    const person = await tx.selectFrom("person").selectAll().where("id", "=", actor.personId).executeTakeFirst();
    if (!person) return { person: null, events: [] };
    const open = await tx.selectFrom("membership").selectAll().where("validTo", "is", null).executeTakeFirst();
    const names = await shortNames(tx, open ? [open.organizationId] : []);
    const plain = (field: SensitiveField) => {
      const cipher = person[SENSITIVE_COLUMNS[field].cipher];
      return cipher === null ? null : openColumn(house.keyring, person.id, field, cipher);
    };
    const sexes = codeSet("sex");
    const education = codeSet("education");
    const standing = open ? standingOf(open, today) : null;
    return {
      person: {
        name: person.name,
        genderTerm: sexes.has(person.gender) ? sexes.term(person.gender) : "",
        birthOn: person.birthOn,
        idNumber: plain("idNumber"),
        mobile: plain("mobile"),
        address: plain("address"),
        registeredAddress: plain("registeredAddress"),
        joinedOn: open?.joinedOn ?? null,
        fullOn: open?.fullOn ?? null,
        partyYears: standing?.partyYears ?? null,
        categoryTerm: standing?.categoryTerm ?? null,
        educationTerm: open && education.has(open.education) ? education.term(open.education) : null,
        organizationName: open ? (names.get(open.organizationId) ?? null) : null,
      },
      events: await eventsOf(tx, person.id),
    };
  });
}

/** Whether I am a member, or on the way to become one. */
export async function ownStanding(tx: Reader, personId: string | null): Promise<OwnStanding> {
  if (personId === null) return { standing: "none" };
  const row = await tx
    .selectFrom("membership")
    .select("id")
    .where("personId", "=", personId)
    .where("validTo", "is", null)
    .executeTakeFirst();
  if (row) return { standing: "member" };
  const wanted = await tx.selectFrom("recruitingCase").select("id").where("personId", "=", personId).executeTakeFirst();
  return { standing: wanted ? "applicant" : "none" };
}

/**
 * My branch: its name, how many we are, who holds which post, where to reach it. Nothing of another member but the name
 * of those who hold a post, which every member may know.
 */
export async function ownBranch(house: House, actor: Actor, today: Day): Promise<OwnBranch> {
  const organizationId = await ask(house, actor, "own", null, async ({ tx }) => {
    if (actor.personId === null) return null;
    const open = await tx
      .selectFrom("membership")
      .select("organizationId")
      .where("validTo", "is", null)
      .executeTakeFirst();
    return open?.organizationId ?? null;
  });
  if (organizationId === null) return { branch: null };
  // Rows of the branch are not one's own; what may be known of it is chosen here.
  return await house.door.read(systemScope("own-branch"), async (tx) => {
    const version = await tx
      .selectFrom("organizationVersion")
      .select(["shortName", "fullName", "phone", "address"])
      .where("organizationId", "=", organizationId)
      .orderBy("validFrom", "desc")
      .executeTakeFirst();
    if (!version) return { branch: null };
    const counts = await tx
      .selectFrom("membership")
      .select([
        sql<number>`count(*)`.as("members"),
        sql<number>`count(*) filter (where coalesce(full_on <= ${today}::date, category = 'full'))`.as("full"),
      ])
      .where("organizationId", "=", organizationId)
      .where("validTo", "is", null)
      .executeTakeFirstOrThrow();
    const posts = await tx
      .selectFrom("post")
      .select(["personName as name", "post"])
      .where("organizationId", "=", organizationId)
      .where("validFrom", "<=", today)
      .where((eb) => eb.or([eb("validTo", "is", null), eb("validTo", ">", today)]))
      .execute();
    const terms = codeSet("party_post");
    return {
      branch: {
        name: version.shortName,
        fullName: version.fullName,
        phone: version.phone,
        address: version.address,
        members: counts.members,
        full: counts.full,
        posts: posts.map(({ name, post }) => ({ name, post: terms.has(post) ? terms.term(post) : post })),
      },
    };
  });
}
