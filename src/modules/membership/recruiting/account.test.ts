import { afterAll, beforeAll, expect, test } from "vitest";
import { accountActor } from "#platform/access/index.ts";
import type { Actor } from "#platform/access/policy.ts";
import { act, ask } from "#platform/doing.ts";
import { day } from "#shared/day.ts";
import { ownBranch, ownRecord, ownStanding } from "../own.ts";
import { openMemberAccount } from "../person-account.ts";
import { enterRoster } from "../roster/entry.ts";
import { standingZone, type Zone } from "../roster.fixture.ts";
import { endCase, openCase } from "./acts.ts";
import { caseView } from "./case-view.ts";
import { ownRecruiting } from "./own.ts";
import { handInReport, openApplicantAccount } from "./own-acts.ts";

/** Somebody who has applied signs in: they see their own way, hand in reports, and nothing else opens. */

const BRANCH = "东巷村党支部";
const TODAY = day("2026-11-22");

let zone: Zone;
let secretary: Actor;
let town: Actor;
let branchId = "";

beforeAll(async () => {
  zone = await standingZone();
  secretary = await zone.actor("branch_secretary", BRANCH);
  town = await zone.actor("town_officer", "朝云街道党工委");
  branchId = (await zone.place(BRANCH)).id;
});
afterAll(() => zone?.close());

async function applied(name: string, mobile?: string): Promise<{ id: string; personId: string }> {
  const applicant = { name, gender: "女", birthOn: "1999-05-06", ...(mobile === undefined ? {} : { mobile }) };
  const { id } = await act(zone.house, secretary, "recruiting.open", null, (doing) =>
    openCase(doing, { organizationId: branchId, applicant, on: "2026-11-01" }),
  );
  const { personId } = await zone.read((tx) =>
    tx.selectFrom("recruitingCase").select("personId").where("id", "=", id).executeTakeFirstOrThrow(),
  );
  return { id, personId };
}
const open = (id: string, input: { username?: string; byPhone?: boolean } = {}, by = secretary) =>
  act(zone.house, by, "recruiting.account.open", null, (doing) => openApplicantAccount(doing, id, input));
const canOpen = async (id: string) =>
  (
    await ask(zone.house, secretary, "recruiting.read", null, ({ tx }) =>
      caseView({ tx, actor: secretary, policy: zone.house.policy }, id, TODAY),
    )
  ).can.account;
const standingOf = (who: Actor) => ask(zone.house, who, "own", null, ({ tx }) => ownStanding(tx, who.personId));
async function holderOf(personId: string): Promise<Actor> {
  const { id } = await zone.read((tx) =>
    tx.selectFrom("account").select("id").where("personId", "=", personId).executeTakeFirstOrThrow(),
  );
  const actor = await accountActor(zone.house, id);
  if (!actor) throw new Error("no account");
  return actor;
}

test("the branch opens the account; the applicant sees their own case and hands in a report", async () => {
  const { id, personId } = await applied("申小满");
  const other = await applied("路之遥");
  expect(await canOpen(id)).toBe(true);
  const made = await open(id);
  expect(made.username).toBe("shenxiaoman");
  expect(made.oneTimePassword.length).toBeGreaterThan(8);
  expect(await canOpen(id)).toBe(false);

  const me = await holderOf(personId);
  expect(me).toMatchObject({ grants: [], name: "申小满", personId });
  expect(await standingOf(me)).toEqual({ standing: "applicant" });
  const { current, people } = await ownRecruiting(zone.house, me, TODAY);
  expect(current).toMatchObject({ stageTerm: "入党申请人", mayReport: true, organizationName: BRANCH });
  expect(current?.next?.term).toBe("派人谈话");
  expect(people).toEqual([]);
  await act(zone.house, me, "own", null, (doing) => handInReport(doing, "学习了党章。"));
  expect((await ownRecruiting(zone.house, me, TODAY)).current?.reports).toHaveLength(1);
  expect((await ownRecord(zone.house, me, TODAY)).person).toMatchObject({ name: "申小满", categoryTerm: null });
  expect(await ownBranch(zone.house, me, TODAY)).toEqual({ branch: null });
  // Who opened it stands where they look for who touched their record.
  const told = await zone.read((tx) =>
    tx
      .selectFrom("auditSubject as p")
      .innerJoin("auditEvent as e", "e.number", "p.eventNumber")
      .select(["e.event", "e.actor"])
      .where("p.personId", "=", personId)
      .where("e.event", "=", "access.account.created")
      .execute(),
  );
  expect(told).toEqual([{ event: "access.account.created", actor: secretary.name }]);

  // Nothing of others: not their case, not their person, not the roster.
  const seen = await ask(zone.house, me, "own", null, async ({ tx }) => ({
    persons: await tx.selectFrom("person").select("id").execute(),
    cases: await tx.selectFrom("recruitingCase").select("id").execute(),
    reports: await tx.selectFrom("recruitingReport").select("personId").execute(),
    members: await tx.selectFrom("membership").select("id").execute(),
  }));
  expect(seen).toEqual({ persons: [{ id: personId }], cases: [{ id }], reports: [{ personId }], members: [] });
  await expect(
    ask(zone.house, me, "recruiting.read", null, ({ tx }) =>
      caseView({ tx, actor: me, policy: zone.house.policy }, other.id, TODAY),
    ),
  ).rejects.toMatchObject({ slug: "absent" });
});

test("one account for one person; a second of the same name has a number; their telephone may serve", async () => {
  const { id } = await applied("文小川", "13900001234");
  expect((await open(id, { byPhone: true })).username).toBe("wenxiaochuan");
  await expect(open(id)).rejects.toMatchObject({ constraint: "account_person" });
  const { id: second } = await applied("文晓川");
  expect((await open(second)).username).toBe("wenxiaochuan2");
  const { id: third } = await applied("温小船");
  expect((await open(third, { username: "xiaochuan" })).username).toBe("xiaochuan");
  const phones = await zone.read((tx) =>
    tx
      .selectFrom("credential as c")
      .innerJoin("account as a", "a.id", "c.accountId")
      .select("a.username")
      .where("c.phoneIndex", "is not", null)
      .where("a.username", "like", "wen%")
      .execute(),
  );
  expect(phones).toEqual([{ username: "wenxiaochuan" }]);
});

test("only where one works, only for who is under way; of members the committee opens it", async () => {
  const { id } = await applied("柏长青");
  const stranger = await zone.actor("branch_secretary", "盐坨社区党支部");
  await expect(open(id, {}, stranger)).rejects.toMatchObject({ slug: "absent" });
  await act(zone.house, secretary, "recruiting.record", null, (doing) => endCase(doing, id, { note: "本人不再申请" }));
  await expect(open(id)).rejects.toMatchObject({ slug: "recruiting-ended" });

  const { personIds } = await act(zone.house, zone.system, "membership.import", null, (doing) =>
    enterRoster(doing, {
      organizationId: branchId,
      on: "2020-01-01",
      members: [{ name: "江满仓", category: "正式党员", joinedOn: "2001-07-01", fullOn: "2002-07-01" }],
    }),
  );
  const [member = ""] = personIds;
  const forMember = (who: Actor, personId: string) =>
    act(zone.house, who, "membership.account.open", null, (doing) => openMemberAccount(doing, personId, {}));
  await expect(forMember(secretary, member)).rejects.toMatchObject({ slug: "absent" });
  expect((await forMember(town, member)).username).toBe("jiangmancang");
  expect(await standingOf(await holderOf(member))).toEqual({ standing: "member" });
  const { personId } = await applied("边防线");
  await expect(forMember(town, personId)).rejects.toMatchObject({ slug: "not-member" });
});
