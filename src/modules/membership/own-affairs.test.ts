import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isConcerned } from "#platform/access/concerned.ts";
import type { Actor } from "#platform/access/policy.ts";
import { type Doing } from "#platform/house.ts";
import * as fc from "#test/properties.ts";
import { correctMember } from "./acts.ts";
import { acceptRequest, askOwn, declineRequest } from "./corrections/acts.ts";
import { type DuesHouse, duesHouse, SALT } from "./dues/dues.fixture.ts";
import { decideRelief, proposeRelief, setProfiles } from "./dues/profile-acts.ts";
import { enterAward } from "./honours/awards.ts";
import { acceptTransfer, handOver } from "./transfers/hand-over-acts.ts";

/** Nobody decides alone what they asked for, or what is about themselves. */

let house: DuesHouse;
let herself: Actor;
let personId = "";
beforeAll(async () => {
  house = await duesHouse();
  personId = house.people["谭玉莲"] ?? "";
  const another = await house.zone.actor("town_officer", "开发区党工委");
  herself = { ...another, personId, name: "谭玉莲" };
});
afterAll(() => house.zone.close());

const OWN = { slug: "own-affair", status: 403 };
const award = (to: string) => ({
  personId: to,
  kind: "excellent_member" as const,
  level: "county" as const,
  issuer: "区党工委",
  awardedOn: "2026-07-01",
});
const relief = (of: string, from: string) => ({
  personId: of,
  fromMonth: from,
  toMonth: from,
  reducedFen: 0,
  reason: "长期住院，生活困难",
  resolvedOn: "2026-07-02",
});

describe("whom it is about", () => {
  const decisions: readonly (readonly [string, string, (of: string) => (doing: Doing) => Promise<unknown>])[] = [
    [
      "corrects a record",
      "membership.correct",
      (of) => (it) => correctMember(it, of, { manner: "correction", fields: { workUnit: `单位${of.slice(-4)}` } }),
    ],
    ["enters an award", "award.write", (of) => (it) => enterAward(it, award(of))],
    [
      "sets what is paid",
      "dues.profile.set",
      (of) => (it) => setProfiles(it, { personIds: [of], category: "farmer", chosenFen: 50 }),
    ],
  ];
  test.each(decisions)("somebody else %s", async (_what, verb, deed) => {
    await expect(house.doing(herself, verb, deed(personId))).rejects.toMatchObject(OWN);
    await house.doing(herself, verb, deed(house.people["孙得福"] ?? ""));
    await house.doing(house.officer, verb, deed(personId));
  });

  test("somebody else answers a request to correct the record", async () => {
    const member = { ...herself, grants: [] };
    const ask = async (wanted: string) =>
      (await house.doing(member, "own", (it) => askOwn(it, { field: "workUnit", wanted, why: "换了单位" } as never)))
        .id;
    const id = await ask("东巷小学");
    const accepts = (doing: Doing) => acceptRequest(doing, id, { manner: "correction" } as never);
    await expect(house.doing(herself, "membership.correct", accepts)).rejects.toMatchObject(OWN);
    await expect(
      house.doing(herself, "membership.correct", (it) => declineRequest(it, id, "不改")),
    ).rejects.toMatchObject(OWN);
    await house.doing(house.officer, "membership.correct", accepts);
  });
});

describe("whoever asked", () => {
  test("for a relief of dues does not decide it", async () => {
    const proposes = (by: Actor, from: string) =>
      house.doing(by, "dues.profile.set", (it) => proposeRelief(it, relief(house.people["宋春生"] ?? "", from)));
    const { id } = await proposes(house.officer, "2026-08");
    const decides = (by: Actor, of: string) =>
      house.doing(by, "dues.relief.decide", (it) => decideRelief(it, of, { approve: true }));
    await expect(decides(house.officer, id)).rejects.toMatchObject(OWN);
    const { id: branchs } = await proposes(house.east, "2026-09");
    await decides(house.officer, branchs);
    const own = await house.doing(house.east, "dues.profile.set", (it) =>
      proposeRelief(it, relief(personId, "2026-08")),
    );
    await expect(decides(herself, own.id)).rejects.toMatchObject(OWN);
  });

  test("hands a member over does not receive them as well", async () => {
    const to = (await house.zone.place(SALT)).id;
    const hands = async (by: Actor, of: string) =>
      (await house.doing(by, "membership.transfer", (it) => handOver(it, { personIds: [of], toOrganizationId: to })))
        .ids[0] ?? "";
    const accepts = (by: Actor, id: string) =>
      house.doing(by, "membership.transfer", (it) => acceptTransfer(it, id, {}));
    const id = await hands(house.officer, house.people["孙得福"] ?? "");
    await expect(accepts(house.officer, id)).rejects.toMatchObject(OWN);
    await accepts(await house.zone.actor("branch_secretary", SALT), id);
  });
});

test("nothing concerns the system; an account concerns itself, a person themselves, and nobody else", () => {
  const id = fc.option(fc.constantFrom("a", "b", "c"));
  fc.assert(
    fc.property(id, id, id, fc.array(id), fc.boolean(), (accountId, person, askedBy, persons, system) => {
      const actor = { accountId, personId: person, system: system ? "test" : null };
      const asked = askedBy !== null && askedBy === accountId;
      const about = person !== null && persons.includes(person);
      expect(isConcerned(actor, { askedBy, persons })).toBe(!system && (asked || about));
    }),
  );
});
