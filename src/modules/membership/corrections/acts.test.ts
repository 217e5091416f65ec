import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "#platform/access/policy.ts";
import { newId } from "#platform/database/ids.ts";
import { ownScope, systemScope } from "#platform/database/scope.ts";
import { act, ask } from "#platform/doing.ts";
import type { Doing } from "#platform/house.ts";
import { Problem } from "#platform/http/problem.ts";
import { noticesOf } from "#platform/notices/index.ts";
import { checkCharacter } from "#shared/identity-number.ts";
import { admitToRoster, leaveRoster } from "../acts.ts";
import { memberView } from "../roster/member-view.ts";
import { standingZone, TODAY, type Zone } from "../roster.fixture.ts";
import { acceptTransfer, handOver } from "../transfers/hand-over-acts.ts";
import { acceptRequest, askOwn, declineRequest, readWanted, withdrawOwn } from "./acts.ts";
import { checks } from "./checks.ts";
import type { Asking } from "./contract.ts";
import { DEED_KEYS, type DeedKey } from "./deeds.ts";
import { ownRequests, requestView, sealWanted } from "./queries.ts";

let zone: Zone;
let east: Actor;
let salt: Actor;
beforeAll(async () => {
  zone = await standingZone();
  east = await zone.actor("branch_secretary", "东巷村党支部");
  salt = await zone.actor("branch_secretary", "盐坨社区党支部");
});
afterAll(() => zone.close());

let made = 0;
async function member(name: string): Promise<Actor & { personId: string }> {
  const { id, path } = await zone.place("东巷村党支部");
  made += 1;
  const first17 = `32997119740624${String(500 + made)}`;
  const fields = {
    name,
    gender: "女",
    idNumber: first17 + checkCharacter(first17),
    category: "正式党员",
    joinedOn: "2016-09-14",
    fullOn: "2017-09-14",
    education: "大专",
  };
  const { personId } = await act(zone.house, east, "membership.admit", null, (doing) =>
    admitToRoster(doing, { organizationId: id, member: fields, code: "admitted", on: "2020-02-01" }),
  );
  const accountId = newId();
  await zone.house.door.write(systemScope("test"), (tx) =>
    tx
      .insertInto("account")
      .values({
        id: accountId,
        username: accountId,
        usernameKey: accountId,
        displayName: name,
        personId,
        organizationId: id,
        orgPath: path,
      })
      .execute(),
  );
  return { ...east, accountId, personId, name, grants: [] };
}

const own = <T>(by: Actor, work: Parameters<typeof act<T>>[4]) => act(zone.house, by, "own", null, work);
const asks = (by: Actor, asking: Asking) => own(by, (doing) => askOwn(doing, asking));
const desk = <T>(by: Actor, work: Parameters<typeof act<T>>[4]) =>
  act(zone.house, by, "membership.correct", null, work);
const mine = (by: Actor) => ask(zone.house, by, "own", null, ({ tx }) => ownRequests(tx, zone.house.keyring, TODAY));
const view = (by: Actor, id: string) =>
  ask(zone.house, by, "membership.read", null, ({ tx }) =>
    requestView({ tx, actor: by, policy: zone.house.policy, keyring: zone.house.keyring }, id, TODAY),
  );
const recordOf = (personId: string) =>
  ask(zone.house, east, "membership.read", null, ({ tx }) =>
    memberView({ tx, actor: east, policy: zone.house.policy }, personId, TODAY),
  );
const told = (account: string) => zone.house.door.read(ownScope(account, null), (tx) => noticesOf(tx, account, 20));
const waiting = async () => (await zone.read(async (tx) => (await checks[0]?.matters(tx, TODAY)) ?? [])).length;

test("what a member asks for waits at the branch, is corrected with one act, and is answered", async () => {
  const her = await member("常如意");
  const { id } = await asks(her, { field: "education", wanted: "大学本科", reason: "2023年自考毕业，有毕业证" });
  expect(await mine(her)).toMatchObject({
    member: true,
    rows: [{ id, fieldTerm: "学历", wanted: "大学本科", reason: "2023年自考毕业，有毕业证", outcomeTerm: null }],
  });
  expect(await waiting()).toBe(1);
  expect((await told(east.accountId ?? ""))[0]).toMatchObject({ kind: "correction-waiting", readAt: null });
  expect(await view(east, id)).toMatchObject({
    personName: "常如意",
    now: "大学专科",
    wanted: "大学本科",
    can: { deeds: ["acceptance", "declining"] },
  });
  await expect(asks(her, { field: "education", wanted: "研究生" })).rejects.toMatchObject({
    slug: "correction-waiting",
  });

  await desk(east, (doing) => acceptRequest(doing, id, { manner: "change", on: "2023-07-01", answer: "已核对毕业证" }));
  const record = await recordOf(her.personId);
  expect(record.memberships.map((it) => it.education)).toEqual(expect.arrayContaining(["bachelor", "junior_college"]));
  expect((await mine(her)).rows[0]).toMatchObject({ outcomeTerm: "已更正", answer: "已核对毕业证", decidedOn: TODAY });
  expect(await waiting()).toBe(0);
  expect((await told(east.accountId ?? ""))[0]?.readAt).not.toBeNull();
  expect((await told(her.accountId ?? ""))[0]).toMatchObject({ kind: "correction-answered" });
  await expect(desk(east, (doing) => declineRequest(doing, id, "不用了"))).rejects.toMatchObject({
    slug: "correction-decided",
  });
});

test("what no form would take is refused when it is asked, with the sentence that says why", async () => {
  const her = await member("段文静");
  await expect(asks(her, { field: "birthOn", wanted: "不记得了" })).rejects.toMatchObject({
    slug: "member-rejected",
    faults: [{ pointer: "/wanted" }],
  });
  await expect(asks(her, { field: "fullOn", wanted: "1980年1月" })).rejects.toMatchObject({ slug: "member-rejected" });
  await expect(asks(her, { field: "name", wanted: "   " })).rejects.toMatchObject({ slug: "correction-empty" });
  const stranger: Actor = { ...her, personId: null };
  await expect(asks(stranger, { field: "name", wanted: "某人" })).rejects.toMatchObject({
    slug: "correction-not-member",
  });
  expect((await mine(her)).rows).toEqual([]);
});

test("a number is masked on the desk until it is read, which the person can see; it lies nowhere in plain text", async () => {
  const her = await member("祁春梅");
  const { id } = await asks(her, { field: "mobile", wanted: "13905140077" });
  const seen = await view(east, id);
  expect(seen).toMatchObject({ can: { deeds: ["acceptance", "declining", "reading"] }, wanted: "139****0077" });
  expect(await desk(east, (doing) => readWanted(doing, id))).toEqual({ wanted: "13905140077" });
  const rows = await zone.read((tx) => tx.selectFrom("correctionRequest").selectAll().where("id", "=", id).execute());
  expect(JSON.stringify(rows)).not.toContain("13905140077");
  const events = await zone.read((tx) =>
    tx.selectFrom("auditEvent").select("event").where("targetId", "=", id).orderBy("number").execute(),
  );
  expect(events.map((it) => it.event)).toEqual(["membership.correction.asked", "membership.correction.read"]);
  await desk(east, (doing) => acceptRequest(doing, id, { manner: "correction" }));
  expect((await recordOf(her.personId)).person.mobileMask).toBe("139****0077");
});

test("declining and what has no field of its own take an answer; what was corrected meanwhile is only answered", async () => {
  const her = await member("滕雪莲");
  const { id } = await asks(her, { field: "other", wanted: "2019年还担任过妇女小组长" });
  for (const work of [
    (doing: Doing) => declineRequest(doing, id, " "),
    (doing: Doing) => acceptRequest(doing, id, { manner: "correction" }),
  ]) {
    await expect(desk<unknown>(east, work)).rejects.toMatchObject({ slug: "correction-answer-needed" });
  }
  await desk(east, (doing) => acceptRequest(doing, id, { manner: "correction", answer: "已补记任职" }));
  // The record says so already: nothing is corrected, and nobody says that it was.
  const again = await asks(her, { field: "education", wanted: "大专" });
  const { warnings } = await desk(east, (doing) => acceptRequest(doing, again.id, { manner: "correction" }));
  expect(warnings).toEqual(["记录原来就是申请的内容，没有改动。"]);
  expect((await mine(her)).rows.map((it) => [it.fieldTerm, it.outcomeTerm, it.answer])).toEqual([
    ["学历", "没有更正", "记录原来就是申请的内容，没有改动。"],
    ["其他", "已更正", "已补记任职"],
  ]);
  const events = await zone.read((tx) =>
    tx.selectFrom("auditEvent").select("event").where("targetId", "=", again.id).orderBy("number").execute(),
  );
  expect(events.map((it) => it.event)).toEqual(["membership.correction.asked", "membership.correction.declined"]);
});

test.each([
  ["mobile", "1599999"],
  ["mobile", "13905140077、13905140078"],
  ["idNumber", "32997119740624"],
  ["education", "读书人"],
  ["gender", "不男不女"],
  ["ethnicity", "东巷族"],
  ["birthOn", "上世纪"],
  ["fullOn", "2030-01-01"],
] as const)("%s that cannot be read (%s) is refused when it is asked for, beside its field", async (field, wanted) => {
  const her = await member("殷桂兰");
  await expect(asks(her, { field, wanted })).rejects.toMatchObject({
    slug: "member-rejected",
    faults: [{ pointer: "/wanted", message: expect.any(String) as unknown }],
  });
  expect((await mine(her)).rows).toEqual([]);
});

test("a request for something unreadable that lies here from before corrects nothing and is not called corrected", async () => {
  const her = await member("左秀芳");
  const { id } = await asks(her, { field: "mobile", wanted: "13905140079" });
  await zone.house.door.write(systemScope("test"), (tx) =>
    tx
      .updateTable("correctionRequest")
      .set({ wantedCipher: sealWanted(zone.house.keyring, id, "1599999") })
      .where("id", "=", id)
      .execute(),
  );
  await expect(desk(east, (doing) => acceptRequest(doing, id, { manner: "correction" }))).rejects.toMatchObject({
    slug: "member-rejected",
    faults: [{ pointer: "/fields/mobile" }],
  });
  expect((await mine(her)).rows).toMatchObject([{ outcomeTerm: null }]);
});

test("only the person withdraws; a branch beside sees nothing; the request goes where the person goes", async () => {
  const her = await member("卜桂香");
  const other = await member("储秀兰");
  const first = await asks(her, { field: "name", wanted: "卜桂芗" });
  await expect(own(other, (doing) => withdrawOwn(doing, first.id))).rejects.toMatchObject({ slug: "absent" });
  await own(her, (doing) => withdrawOwn(doing, first.id));
  expect((await mine(her)).rows[0]).toMatchObject({ outcomeTerm: "已撤回" });

  const { id } = await asks(her, { field: "name", wanted: "卜桂芗" });
  await expect(view(salt, id)).rejects.toMatchObject({ slug: "absent" });
  await expect(desk(salt, (doing) => readWanted(doing, id))).rejects.toMatchObject({ slug: "absent" });
  const { id: to } = await zone.place("盐坨社区党支部");
  const moved = await act(zone.house, east, "membership.transfer", null, (doing) =>
    handOver(doing, { personIds: [her.personId], toOrganizationId: to }),
  );
  await act(zone.house, salt, "membership.transfer", null, (doing) => acceptTransfer(doing, moved.ids[0] ?? "", {}));
  await expect(view(east, id)).rejects.toMatchObject({ slug: "absent" });
  await desk(salt, (doing) => acceptRequest(doing, id, { manner: "correction" }));
  expect((await mine(her)).rows[0]).toMatchObject({ outcomeTerm: "已更正" });

  await act(zone.house, east, "membership.leave", null, (doing) =>
    leaveRoster(doing, other.personId, { code: "died", on: TODAY }),
  );
  await expect(asks(other, { field: "name", wanted: "储秀蓝" })).rejects.toMatchObject({
    slug: "correction-not-member",
  });
});

class TakenBack extends Error {}
const ACTS: Readonly<Record<DeedKey, (doing: Doing, id: string) => Promise<unknown>>> = {
  acceptance: (doing, id) => acceptRequest(doing, id, { manner: "correction", answer: "已核对" }),
  declining: (doing, id) => declineRequest(doing, id, "与档案一致"),
  reading: (doing, id) => readWanted(doing, id),
  withdrawal: (doing, id) => withdrawOwn(doing, id),
};

/** What the act says of a deed now: null where it does it; nothing of it stays. */
async function saysOf(by: Actor, id: string, key: DeedKey): Promise<string | null> {
  const verb = key === "withdrawal" ? "own" : "membership.correct";
  try {
    await act(zone.house, by, verb, null, async (doing) => {
      await ACTS[key](doing, id);
      throw new TakenBack();
    });
  } catch (error) {
    if (error instanceof Problem) return error.slug;
    if (!(error instanceof TakenBack)) throw error;
  }
  return null;
}

test.each([
  ["waiting", "workUnit", null],
  ["hidden", "mobile", null],
  ["corrected", "workUnit", "acceptance"],
  ["declined", "mobile", "declining"],
  ["withdrawn", "mobile", "withdrawal"],
] as const)(
  "%s: what the pages offer is what the acts do, for the branch, another and the member",
  async (_, field, done) => {
    const her = await member("郁可行");
    const { id } = await asks(her, { field, wanted: field === "mobile" ? "13905140077" : "新河粮站会计" });
    if (done !== null) {
      const deed = (doing: Doing) => ACTS[done](doing, id);
      await (done === "withdrawal" ? own(her, deed) : desk(east, deed));
    }
    const offered = {
      branch: (await view(east, id)).can.deeds,
      other: [] as readonly string[],
      member: (await mine(her)).rows[0]?.can.deeds ?? [],
    };
    await expect(view(salt, id)).rejects.toMatchObject({ family: "absent" });
    for (const [side, by] of Object.entries({ branch: east, other: salt, member: her }) as [
      keyof typeof offered,
      Actor,
    ][]) {
      const taken: string[] = [];
      for (const key of DEED_KEYS) if ((await saysOf(by, id, key)) === null) taken.push(key);
      expect(offered[side], side).toEqual(taken);
    }
    if (field === "workUnit" && done === null) expect(await saysOf(east, id, "reading")).toBe("correction-in-sight");
  },
);
