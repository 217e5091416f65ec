import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "#platform/access/policy.ts";
import { newId } from "#platform/database/ids.ts";
import { systemScope } from "#platform/database/scope.ts";
import { act, ask } from "#platform/doing.ts";
import { addDays, addMonths, type Day, day } from "#shared/day.ts";
import { checkCharacter } from "#shared/identity-number.ts";
import { proposeEvent } from "../../organization/index.ts";
import { admitToRoster, leaveRoster } from "../acts.ts";
import { standingZone, TODAY, type Zone } from "../roster.fixture.ts";
import { acceptTransfer, handOver } from "../transfers/hand-over-acts.ts";
import {
  acceptCase,
  decideFloating,
  declineCase,
  endCase,
  note,
  offerCase,
  registerOutflow,
  registerOwn,
  reportOwn,
  revealContacts,
} from "./acts.ts";
import { checks } from "./checks.ts";
import type { Outflow } from "./contract.ts";
import { registerInflow } from "./inflow-acts.ts";
import { markFound, markLost, stopMembership } from "./loss-acts.ts";
import { ownFloating } from "./own.ts";
import { casesOfMember, caseView } from "./queries.ts";
import { inflowCounts, lostCounts, outflowCounts } from "./statistics.ts";

const WRITE = "membership.floating.write";
let zone: Zone;
let east: Actor;
let salt: Actor;
beforeAll(async () => {
  zone = await standingZone();
  east = await zone.actor("branch_secretary", "东巷村党支部");
  salt = await zone.actor("branch_secretary", "盐坨社区党支部");
});
afterAll(async () => {
  await zone.close();
});

let made = 0;
const numberOf = (): string => {
  made += 1;
  const first17 = `32997119740624${String(100 + made)}`;
  return first17 + checkCharacter(first17);
};

async function admit(name: string, more: Record<string, string> = {}): Promise<string> {
  const { id } = await zone.place("东巷村党支部");
  const member = { name, gender: "女", idNumber: numberOf(), category: "正式党员", fullOn: "2017-09-14", ...more };
  const { personId } = await act(zone.house, east, "membership.admit", null, (doing) =>
    admitToRoster(doing, { organizationId: id, member, code: "admitted", on: "2020-02-01" }),
  );
  return personId;
}

const leaving = {
  leftOn: "2026-03-01",
  scope: "other_city",
  reason: "work_or_trade",
  destination: "苏州市",
  originJob: "farmer",
  destinationKind: "private_enterprise",
};
const doing = <T>(by: Actor, work: Parameters<typeof act<T>>[4]) => act(zone.house, by, WRITE, null, work);
const away = async (name: string, more: Partial<Outflow> = {}) => {
  const personId = await admit(name);
  const { id } = await doing(east, (it) => registerOutflow(it, { personId, ...leaving, ...more }));
  return { personId, id };
};
const view = (by: Actor, id: string, on: Day = TODAY) =>
  ask(zone.house, by, "membership.read", null, ({ tx }) =>
    caseView({ tx, actor: by, policy: zone.house.policy, keyring: zone.house.keyring }, id, on),
  );
const matters = async (check: string, on: Day, by: Actor = east) => {
  const found = checks.find((it) => it.id === check);
  if (!found) throw new Error(`no check ${check}`);
  return await ask(zone.house, by, WRITE, null, ({ tx }) => found.matters(tx, on));
};
const ofCase = async (check: string, id: string, on: Day, by: Actor = east) =>
  (await matters(check, on, by)).filter((it) => it.subject.id === id);
const contact = (id: string, on: string, more: { reached?: boolean; kind?: "contact" | "search"; way?: string } = {}) =>
  doing(east, (it) => note(it, id, { kind: "contact", content: "电话联系", way: "phone", on, ...more }));

describe("leaving and living elsewhere inside the zone", () => {
  it.each(["19900001234、19900004321", "0518-80000003/19900001234", "号码"])(
    "keeps one telephone number or refuses beside it: %s",
    async (phone) => {
      await expect(away("丁一", { phone })).rejects.toMatchObject({
        slug: "floating-phone",
        faults: [{ pointer: "/phone" }],
      });
    },
  );

  it("is one case with two halves, each with its own deeds", async () => {
    const host = await zone.place("盐坨社区党支部");
    const { id, personId } = await away("丁一", {
      hostOrganizationId: host.id,
      phone: "19900001234",
      address: "苏州市吴中区木渎镇33号",
      emergency: "丁大 19900004321",
    });
    expect(await view(east, id)).toMatchObject({ state: "offered", can: { home: true, host: false } });
    expect(await view(salt, id)).toMatchObject({ state: "offered", can: { home: false, host: true } });
    await expect(doing(east, (it) => acceptCase(it, id, { hostContact: "李" }))).rejects.toMatchObject({
      slug: "floating-not-host",
    });
    await doing(salt, (it) => acceptCase(it, id, { hostContact: "李书记" }));
    expect(await view(east, id)).toMatchObject({ state: "managed", host: { contact: "李书记" } });
    await expect(doing(salt, (it) => acceptCase(it, id, { hostContact: "李" }))).rejects.toMatchObject({
      slug: "floating-not-offered",
    });
    await doing(salt, (it) =>
      note(it, id, { kind: "appraisal", content: "在流入地参加民主评议", grade: "qualified", on: "2026-11-20" }),
    );
    await doing(salt, (it) => note(it, id, { kind: "training", content: "春训", hours: 8, on: "2026-11-19" }));
    const { entries } = await view(east, id);
    expect(entries.map((it) => [it.kind, it.side])).toEqual([
      ["registered", "home"],
      ["training", "host"],
      ["appraisal", "host"],
      ["countersigned", "host"],
    ]);
    // What was told is masked and sealed.
    const shown = JSON.stringify(await view(salt, id));
    expect(shown).not.toMatch(/19900001234|木渎镇|19900004321/u);
    const raw = await zone.read((tx) =>
      tx.selectFrom("floatingCase").selectAll().where("id", "=", id).executeTakeFirstOrThrow(),
    );
    expect(JSON.stringify(raw)).not.toMatch(/19900001234|木渎镇/u);
    const revealed = await act(zone.house, east, "membership.unmask", null, (it) =>
      revealContacts(it, id, "核对联系方式"),
    );
    expect(revealed).toMatchObject({ phone: "19900001234", address: "苏州市吴中区木渎镇33号" });
    await expect(
      act(zone.house, east, "membership.unmask", null, (it) => revealContacts(it, id, "看")),
    ).rejects.toMatchObject({ slug: "reason-needed" });
    const roster = await zone.read((tx) =>
      tx
        .selectFrom("membership")
        .select(["validTo", "flowDestination"])
        .where("personId", "=", personId)
        .orderBy("validFrom")
        .execute(),
    );
    expect(roster.map((it) => it.flowDestination)).toEqual([null, "苏州市"]);
  });

  it("may be declined with a reason and offered again", async () => {
    const host = await zone.place("盐坨社区党支部");
    const { id } = await away("丁二", { hostOrganizationId: host.id });
    await expect(doing(salt, (it) => declineCase(it, id, " "))).rejects.toMatchObject({ slug: "floating-empty" });
    await doing(salt, (it) => declineCase(it, id, "不住在本社区"));
    expect(await view(east, id)).toMatchObject({ state: "declined", declineNote: "不住在本社区" });
    await doing(east, (it) => offerCase(it, id, { hostName: "苏州市木渎镇党委" }));
    // A host outside; the former one reads nothing more.
    await expect(view(salt, id)).rejects.toMatchObject({ slug: "absent" });
    await expect(
      doing(east, async (it) => offerCase(it, id, { hostOrganizationId: (await zone.place("东巷村党支部")).id })),
    ).rejects.toMatchObject({ slug: "floating-same-host" });
    await expect(doing(east, (it) => offerCase(it, id, {}))).rejects.toMatchObject({ slug: "floating-no-host" });
  });

  it("is registered once, in reach, of members only", async () => {
    const { personId, id } = await away("丁三");
    const again = () => doing(east, (it) => registerOutflow(it, { personId, ...leaving }));
    await expect(again()).rejects.toMatchObject({ slug: "floating-open" });
    await expect(doing(salt, (it) => registerOutflow(it, { personId, ...leaving }))).rejects.toMatchObject({
      slug: "absent",
    });
    await expect(view(salt, id)).rejects.toMatchObject({ slug: "absent" });
    await expect(contact(id, "2026-02-28")).rejects.toMatchObject({ slug: "floating-before-leaving" });
    await doing(east, (it) => endCase(it, id, { code: "returned", on: "2026-11-01" }));
    await expect(contact(id, "2026-11-02")).rejects.toMatchObject({ slug: "floating-ended" });
    await again();
    const { rows, canRegister } = await ask(zone.house, east, "membership.read", null, ({ tx }) =>
      casesOfMember({ tx, actor: east, policy: zone.house.policy }, personId, TODAY),
    );
    expect(rows.map((it) => it.stateTerm).toSorted()).toEqual(["已登记外出", "已返回"].toSorted());
    expect(canRegister).toBe(false);
  });
});

describe("the member's own part", () => {
  it("registers and reports, and sees only what is their own", async () => {
    const personId = await admit("丁四");
    const accountId = newId();
    const at = await zone.place("东巷村党支部");
    await zone.house.door.write(systemScope("test-zone"), (tx) =>
      tx
        .insertInto("account")
        .values({
          id: accountId,
          username: accountId,
          usernameKey: accountId,
          displayName: "丁四",
          personId,
          organizationId: at.id,
          orgPath: at.path,
        })
        .execute(),
    );
    const member: Actor = { ...east, accountId, personId, name: "丁四", grants: [] };
    const own = <T>(work: Parameters<typeof act<T>>[4]) => act(zone.house, member, "own", null, work);
    const mine = () => ask(zone.house, member, "own", null, ({ tx }) => ownFloating(tx, zone.house.keyring, TODAY));
    expect(await mine()).toEqual({ member: true, current: null, past: 0 });
    await expect(own((it) => reportOwn(it, "到岗了"))).rejects.toMatchObject({ slug: "absent" });
    await own((it) => registerOwn(it, leaving));
    await own((it) => reportOwn(it, "工作顺利，已参加社区学习"));
    await expect(own((it) => reportOwn(it, "  "))).rejects.toMatchObject({ slug: "floating-empty" });
    const { current } = await mine();
    expect(current?.entries.map((it) => [it.kind, it.side, it.by])).toEqual([
      ["registered", "member", "丁四"],
      ["report", "member", "丁四"],
    ]);
    expect(await view(east, current?.id ?? "")).toMatchObject({ registeredBy: "丁四", decidedOn: null });
  });
});

describe("what is due", () => {
  it("C26: from thirty days before the six months until somebody is named", async () => {
    const { id } = await away("戊一");
    const due = day("2026-09-01");
    expect(await ofCase("C26", id, addDays(due, -31))).toEqual([]);
    expect(await ofCase("C26", id, addDays(due, -30))).toMatchObject([{ deadline: due }]);
    expect(await ofCase("C26", id, addDays(due, 40))).toHaveLength(1);
    expect(await ofCase("C26", id, due, salt)).toEqual([]);
    await doing(east, (it) => decideFloating(it, id, { homeContact: "周书记" }));
    expect(await ofCase("C26", id, due)).toEqual([]);
  });

  it("C26: names those of whom the roster says that they are away and nobody registered it", async () => {
    const personId = await admit("戊二", { flowDestination: "上海市" });
    expect(await ofCase("C26", personId, TODAY)).toMatchObject([
      { deadline: null, why: expect.stringContaining("上海市") as unknown },
    ]);
    await doing(east, (it) => registerOutflow(it, { personId, ...leaving }));
    expect(await ofCase("C26", personId, TODAY)).toEqual([]);
  });

  it("C27: three months after the last contact that reached somebody, fifteen days ahead", async () => {
    const { id } = await away("戊三");
    await contact(id, "2026-08-10");
    await contact(id, "2026-10-01", { reached: false });
    const due = day("2026-11-10");
    expect(await ofCase("C27", id, addDays(due, -16))).toEqual([]);
    expect(await ofCase("C27", id, addDays(due, -15))).toMatchObject([{ deadline: due }]);
    await contact(id, "2026-11-20");
    expect(await ofCase("C27", id, TODAY)).toEqual([]);
    const abroad = await away("戊四", { abroad: true, reason: "study" });
    expect(await ofCase("C27", abroad.id, day("2026-08-16"))).toEqual([]);
    expect(await ofCase("C27", abroad.id, day("2026-08-17"))).toMatchObject([
      { deadline: "2026-09-01", provision: { id: "education-34" } },
    ]);
  });

  it("C27: one matter a branch before the Spring Festival", async () => {
    const at = await zone.place("东巷村党支部");
    expect(await ofCase("C27-spring", at.id, day("2027-01-06"))).toEqual([]);
    expect(await ofCase("C27-spring", at.id, day("2027-01-07"))).toMatchObject([{ deadline: "2027-02-06" }]);
    expect(await ofCase("C27-spring", at.id, day("2027-02-07"))).toEqual([]);
  });

  it("C28: four months, six months, the decision, two years", async () => {
    const { id, personId } = await away("戊五", { leftOn: "2026-03-01" });
    expect(await ofCase("C28", id, day("2026-06-30"))).toEqual([]);
    expect(await ofCase("C28", id, day("2026-07-01"))).toMatchObject([
      { why: expect.stringContaining("四个月") as unknown },
    ]);
    expect(await ofCase("C28", id, day("2026-09-01"))).toMatchObject([
      { why: expect.stringContaining("六个月") as unknown },
    ]);
    const lose = (on: string) => doing(east, (it) => markLost(it, id, { reason: "work_or_trade", on }));
    await expect(lose("2026-09-01")).rejects.toMatchObject({ slug: "floating-not-lost-yet" });
    await contact(id, "2026-08-01", { kind: "search", way: "phone", reached: false });
    await contact(id, "2026-08-15", { kind: "search", way: "family", reached: false });
    await expect(lose("2026-08-31")).rejects.toMatchObject({ slug: "floating-not-lost-yet" });
    await lose("2026-09-01");
    await expect(lose("2026-09-02")).rejects.toMatchObject({ slug: "floating-is-lost" });
    expect(await view(east, id)).toMatchObject({ state: "lost", lostSince: "2026-03-01" });
    const counts = await zone.read((tx) => lostCounts(tx, TODAY));
    expect(counts).toContainEqual({ reason: "work_or_trade", duration: "6-12m", seniority: "6-10", n: 1 });
    await doing(east, (it) => markFound(it, id, { on: "2026-09-05", note: "家属转来新号码" }));
    expect(await view(east, id)).toMatchObject({ state: "registered", lostSince: null });

    // Silent again for six months: the clock is moved on.
    zone.clock.move(day("2027-03-05"));
    await contact(id, "2027-03-01", { kind: "search", way: "phone", reached: false });
    await contact(id, "2027-03-02", { kind: "search", way: "visit", reached: false });
    await expect(doing(east, (it) => stopMembership(it, id, { on: "2027-03-05" }))).rejects.toMatchObject({
      slug: "floating-not-lost",
    });
    await lose("2027-03-05");
    // The regulation names no day for the decision: from the statement on it waits, and is never late.
    for (const on of ["2027-03-05", "2027-09-05"])
      expect((await view(east, id, day(on))).due).toMatchObject([{ check: "C28", deadline: null, overdue: false }]);
    await doing(east, (it) => stopMembership(it, id, { on: "2027-03-05" }));
    expect(await view(east, id, day("2027-03-05"))).toMatchObject({ state: "stopped" });
    const open = await zone.read((tx) =>
      tx.selectFrom("membership").select("id").where("personId", "=", personId).where("validTo", "is", null).execute(),
    );
    expect(open).toEqual([]);
    expect(await ofCase("C28", id, day("2029-02-02"))).toEqual([]);
    expect(await ofCase("C28", id, day("2029-02-03"))).toMatchObject([{ deadline: "2029-03-05" }]);
    const strike = (on: string) => doing(east, (it) => endCase(it, id, { code: "struck-off", on }));
    zone.clock.move(day("2029-03-05"));
    await expect(strike("2029-03-04")).rejects.toMatchObject({ slug: "floating-early" });
    await strike("2029-03-05");
    expect(await ofCase("C28", id, day("2029-03-05"))).toEqual([]);
    zone.clock.move(TODAY);
  });

  it("C29: the host is asked for what waits", async () => {
    const host = await zone.place("盐坨社区党支部");
    const { id } = await away("戊六", { hostOrganizationId: host.id });
    expect(await ofCase("C29", id, TODAY, salt)).toMatchObject([
      { deadline: addDays(TODAY, 30), organizationId: host.id },
    ]);
    expect(await ofCase("C29", id, TODAY, east)).toMatchObject([{ organizationId: host.id }]);
  });
});

describe("what happens to the member happens to the case", () => {
  it("a transfer that is accepted ends it", async () => {
    const { id, personId } = await away("己一");
    const host = await zone.place("盐坨社区党支部");
    const { ids } = await act(zone.house, east, "membership.transfer", null, (it) =>
      handOver(it, { personIds: [personId], toOrganizationId: host.id }),
    );
    await act(zone.house, salt, "membership.transfer", null, (it) => acceptTransfer(it, ids[0] ?? "", {}));
    expect(await view(east, id)).toMatchObject({ state: "transferred", endedOn: TODAY });
  });

  it("a death ends it", async () => {
    const { id, personId } = await away("己二");
    await act(zone.house, east, "membership.leave", null, (it) =>
      leaveRoster(it, personId, { code: "died", on: "2026-11-10" }),
    );
    expect(await view(east, id)).toMatchObject({ state: "left", endedOn: "2026-11-10" });
  });
});

describe("members from elsewhere", () => {
  it("are taken in once, with a sealed number, and counted", async () => {
    const { id: organizationId } = await zone.place("盐坨社区党支部");
    const idNumber = numberOf();
    const input = {
      ...leaving,
      organizationId,
      name: "外来一",
      gender: "male",
      idNumber,
      homeName: "安徽省某县某村党支部",
      arrivedOn: "2026-04-01",
      hostContact: "李书记",
    };
    const { id } = await doing(salt, (it) => registerInflow(it, input));
    const shown = await view(salt, id);
    expect(shown).toMatchObject({ state: "managed", personId: null, can: { home: false, host: true } });
    expect(JSON.stringify(shown)).not.toContain(idNumber);
    await expect(doing(salt, (it) => registerInflow(it, input))).rejects.toMatchObject({ slug: "floating-open" });
    await expect(doing(east, (it) => registerInflow(it, input))).rejects.toMatchObject({ slug: "absent" });
    await expect(doing(salt, (it) => registerInflow(it, { ...input, idNumber: "123" }))).rejects.toMatchObject({
      slug: "floating-number",
    });
    const [inflow, outflow] = await zone.read(async (tx) => [
      await inflowCounts(tx, TODAY),
      await outflowCounts(tx, addMonths(TODAY, 0)),
    ]);
    expect(inflow).toContainEqual(
      expect.objectContaining({ scope: "other_city", originJob: "farmer", destinationKind: "private_enterprise" }),
    );
    expect(outflow.reduce((sum, it) => sum + it.n, 0)).toBeGreaterThan(5);
    await doing(salt, (it) => endCase(it, id, { code: "returned" }));
    expect(await view(salt, id)).toMatchObject({ state: "returned" });
  });
});

describe("a reorganisation", () => {
  beforeAll(async () => {
    // A zone without anything dated ahead and without grants to decide upon.
    await zone.close();
    zone = await standingZone();
    east = zone.system;
  });

  it("carries the case, with its log, to whoever answers for the member now", async () => {
    const { id } = await away("己三");
    await contact(id, "2026-11-01");
    const from = await zone.place("东巷村党支部");
    const to = await zone.place("西诸村党支部");
    await act(zone.house, zone.system, "organization.event.propose", null, (it) =>
      proposeEvent(it, {
        kind: "merge",
        happenedOn: TODAY,
        reason: "两村合并",
        details: { sourceIds: [from.id], into: { organizationId: to.id } },
      }),
    );
    const west = await zone.actor("branch_secretary", "西诸村党支部");
    const shown = await view(west, id);
    expect(shown).toMatchObject({ home: { id: to.id }, can: { home: true } });
    expect(shown.entries.map((it) => it.kind)).toEqual(["registered", "contact"]);
    // Its log lies where the case lies, so that both walls open it for the same people.
    const rows = await zone.read((tx) =>
      tx.selectFrom("floatingEntry").select("orgPath").where("caseId", "=", id).execute(),
    );
    expect([...new Set(rows.map((it) => it.orgPath))]).toEqual([to.path]);
  });
});
