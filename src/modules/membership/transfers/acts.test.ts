import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { endGrant } from "#platform/access/grant-acts.ts";
import type { Actor } from "#platform/access/policy.ts";
import { fixedClock } from "#platform/clock/index.ts";
import { newId } from "#platform/database/ids.ts";
import { ownScope, systemScope } from "#platform/database/scope.ts";
import { act, ask } from "#platform/doing.ts";
import type { Doing } from "#platform/house.ts";
import { noticesOf } from "#platform/notices/index.ts";
import { type Day, day } from "#shared/day.ts";
import { checkCharacter } from "#shared/identity-number.ts";
import { admitToRoster } from "../acts.ts";
import { standingZone, TODAY, type Zone } from "../roster.fixture.ts";
import { admitArrival, receiveLetter, sendReceipt, verifyArrival } from "./arrival-acts.ts";
import { checks } from "./checks.ts";
import type { Arrival, HandOver } from "./contract.ts";
import { noteTransfer, receiveFile, sendFile } from "./file-acts.ts";
import {
  acceptTransfer,
  handOver,
  refuseTransfer,
  remindReceiver,
  undoReceipt,
  withdrawTransfer,
} from "./hand-over-acts.ts";
import { endKeeping, keepGraduate } from "./keep-acts.ts";
import { cancelLetter, issueCertificate, issueLetter } from "./letter-acts.ts";
import { ownTransfer } from "./own.ts";
import { filePaper, letterPaper, receiptPaper } from "./papers.ts";
import { findTransferPlaces, memberTransfers, transferList, transferPage } from "./queries.ts";
import { askTransfer, declineRequest, withdrawRequest } from "./request-acts.ts";

const EAST = "东巷村党支部";
const SALT = "盐坨社区党支部";
const TRANSFER = "membership.transfer";
const LETTER = "membership.letter";
let zone: Zone;
let east: Actor;
let salt: Actor;
let officer: Actor;
let organiser: Actor;
beforeAll(async () => {
  zone = await standingZone();
  east = await zone.actor("branch_secretary", EAST);
  salt = await zone.actor("branch_secretary", SALT);
  organiser = await zone.actor("zone_organiser", "开发区党工委");
  officer = await zone.actor("town_officer", "开发区党工委");
});
afterAll(async () => {
  await zone.close();
});

let made = 0;
const numberOf = (): string => {
  made += 1;
  const first17 = `32997119750624${String(100 + made)}`;
  return first17 + checkCharacter(first17);
};

const does = <T>(by: Actor, verb: string, work: (doing: Doing) => Promise<T>, on: string = TODAY): Promise<T> =>
  act({ ...zone.house, clock: fixedClock(day(on)) }, by, verb, null, work);
const asks = async <T>(
  by: Actor,
  work: (viewing: Parameters<typeof transferPage>[0]) => Promise<T>,
  on: string = TODAY,
) =>
  await ask({ ...zone.house, clock: fixedClock(day(on)) }, by, TRANSFER, null, ({ tx, actor, today }) =>
    work({ tx, actor, policy: zone.house.policy, today }),
  );

async function admit(name: string): Promise<string> {
  const { id } = await zone.place(EAST);
  const member = { name, gender: "女", idNumber: numberOf(), category: "正式党员", fullOn: "2017-09-14" };
  const { personId } = await does(east, "membership.admit", (doing) =>
    admitToRoster(doing, { organizationId: id, member, code: "admitted", on: "2020-02-01" }),
  );
  return personId;
}

const outside = { outsideName: "苏州市姑苏区平江街道党工委", channel: "letter", on: "2026-09-01" } as const;
async function hand(personId: string, input: Omit<HandOver, "personIds"> = outside): Promise<string> {
  const { ids } = await does(east, TRANSFER, (doing) => handOver(doing, { personIds: [personId], ...input }));
  return ids[0] ?? "";
}
const letter = (id: string, on = "2026-09-02", by: Actor = officer) =>
  does(by, LETTER, (doing) => issueLetter(doing, id, { on, validDays: 30 }), on);
const page = (id: string, by: Actor = east, on: string = TODAY) => asks(by, (viewing) => transferPage(viewing, id), on);
const matters = async (check: string, by: Actor, on: string) =>
  await asks(by, async ({ tx }) => (await checks.find((it) => it.id === check)?.matters(tx, day(on) as Day)) ?? [], on);
const open = (personId: string) =>
  zone.house.door.read(systemScope("test"), (tx) =>
    tx
      .selectFrom("membership")
      .select(["organizationId"])
      .where("personId", "=", personId)
      .where("validTo", "is", null)
      .executeTakeFirst(),
  );

describe("out of the zone, by a letter on paper", () => {
  it("the branch hands over, the committee issues, the receipt takes the member off the roster", async () => {
    const personId = await admit("陈转出");
    const id = await hand(personId);
    expect(await page(id)).toMatchObject({ state: "handed-over", next: { step: "issue" } });
    await expect(does(east, TRANSFER, (doing) => acceptTransfer(doing, id, {}))).rejects.toMatchObject({
      slug: "letter-needed",
    });
    const first = await letter(id);
    expect(first).toMatchObject({ until: "2026-10-02" });
    expect(first.number).toMatch(/组介〔2026〕[1-9]\d*号$/);
    await expect(letter(id, "2026-09-03")).rejects.toMatchObject({ slug: "letter-live" });
    // Until the receipt has come, the sender answers: the member is on the roster and in the alerts.
    expect(await open(personId)).toBeDefined();
    expect((await matters("C29-transfer", east, "2026-09-25")).map((it) => it.subject.id)).toContain(id);
    expect((await matters("C29-transfer", salt, "2026-09-25")).map((it) => it.subject.id)).not.toContain(id);
    await does(east, TRANSFER, (doing) => acceptTransfer(doing, id, { on: "2026-09-20", receiptNumber: "平介回12号" }));
    expect(await open(personId)).toBeUndefined();
    const view = await page(id);
    expect(view).toMatchObject({ state: "accepted", receiptOn: "2026-09-20", receiptNumber: "平介回12号" });
    expect(view.steps.map((it) => it.kind)).toEqual(["handed-over", "letter", "accepted"]);
    const event = await zone.house.door.read(systemScope("test"), (tx) =>
      tx.selectFrom("membershipEvent").selectAll().where("transferId", "=", id).executeTakeFirstOrThrow(),
    );
    expect(event).toMatchObject({
      code: "transferred_out",
      direction: -1,
      happenedOn: "2026-09-20",
      documentNumber: first.number,
    });
  });

  it("numbers run without a gap, a series for each kind and year", async () => {
    const serial = (number: string): number => Number(/(\d+)号$/.exec(number)?.[1]);
    const ids = [await hand(await admit("号一")), await hand(await admit("号二"))];
    const [one, two] = await Promise.all(ids.map((id) => letter(id)));
    expect(Math.abs(serial(one?.number ?? "") - serial(two?.number ?? ""))).toBe(1);
    const certificate = await does(officer, LETTER, async (doing) =>
      issueCertificate(doing, {
        personId: await admit("证一"),
        addressee: "苏州某街道",
        purpose: "外出学习",
        validDays: 90,
      }),
    );
    expect(certificate.number).toMatch(/组证〔2026〕1号$/);
  });

  it("an expired letter is issued again and names the former; a lost one is cancelled first", async () => {
    const personId = await admit("陈过期");
    const id = await hand(personId);
    const first = await letter(id);
    expect((await matters("C29-letter", officer, "2026-10-03")).map((it) => it.deadline)).toContain("2026-10-02");
    expect(await page(id, officer, "2026-10-03")).toMatchObject({
      next: { step: "issue" },
      can: ["letter", "acceptance", "withdrawal", "file", "note"],
    });
    const second = await letter(id, "2026-10-05");
    expect((await page(id, officer)).letters).toMatchObject([
      { number: first.number, state: "cancelled", cancelTerm: "过期重开" },
      { number: second.number, replaces: first.number },
    ]);
    await does(officer, LETTER, (doing) => cancelLetter(doing, second.id, { code: "lost" }), "2026-10-08");
    expect(await page(id, officer, "2026-10-08")).toMatchObject({ letterNumber: null, next: { step: "issue" } });
    await expect(
      does(officer, LETTER, (doing) => cancelLetter(doing, second.id, { code: "lost" })),
    ).rejects.toMatchObject({ slug: "letter-cancelled" });
    const third = await letter(id, "2026-10-09");
    const paper = await asks(officer, ({ tx }) => letterPaper(tx, third.id));
    const text = JSON.stringify(paper);
    expect(paper.blocks.filter((it) => it.kind === "cut").map((it) => it.title)).toEqual([
      "组织关系介绍信回执",
      "组织关系介绍信存根",
    ]);
    expect(text).toContain(second.number);
    expect(text).toContain("系中共正式党员");
    const issuer = await asks(officer, ({ tx }) =>
      tx
        .selectFrom("transferLetter")
        .innerJoin("organizationVersion as version", "version.organizationId", "transferLetter.issuerOrganizationId")
        .select(["version.fullName", "version.phone", "version.address"])
        .where("transferLetter.id", "=", third.id)
        .where("version.validTo", "is", null)
        .executeTakeFirstOrThrow(),
    );
    // The form of 2006: as on the seal, where to reach the sender, dues by the month, the receipt pasted beside the stub.
    expect(paper.blocks).toContainEqual({ kind: "signatures", of: [`${issuer.fullName}（盖章）`] });
    const terms = paper.blocks.flatMap((it) => (it.kind === "fields" ? it.fields : []));
    expect(terms).toContainEqual({ term: "通讯地址", text: issuer.address ?? "" });
    expect(terms.map((it) => it.term)).toEqual(
      expect.arrayContaining(["党员联系电话", "联系电话", "传真", "邮政编码", "经办人"]),
    );
    expect(terms).toContainEqual({ term: "开具日期", text: "2026年10月9日" });
    expect(text).toContain("（贴回执联处）");
    expect(text).toContain(`（骑缝章）${third.number}`);
    expect(text).not.toMatch(/党费交至\d+年\d+月\d+日/u);
    await does(east, TRANSFER, (doing) => withdrawTransfer(doing, id, "本人不转了"));
    expect((await page(id)).letters.at(-1)).toMatchObject({ state: "cancelled", cancelTerm: "转接撤回" });
  });

  it("places are found by the letters that were typed, never by a pattern", async () => {
    const found = (words: string) => ask(zone.house, east, TRANSFER, null, ({ tx }) => findTransferPlaces(tx, words));
    expect((await found("盐坨")).map((it) => it.shortName)).toContain(SALT);
    for (const pattern of ["%", "_", "%%", "盐%", "y_", "\\"]) expect(await found(pattern), pattern).toEqual([]);
  });

  it("the secretary of a branch issues no letters, nor anybody for another's members", async () => {
    const id = await hand(await admit("陈越权"));
    await expect(letter(id, "2026-09-02", east)).rejects.toMatchObject({ family: "absent" });
    await expect(page(id, salt)).rejects.toMatchObject({ family: "absent" });
  });

  it("a receipt noted by mistake is undone: the member is back as if nothing had been", async () => {
    const personId = await admit("陈误结");
    const id = await hand(personId);
    await letter(id);
    await does(east, TRANSFER, (doing) => acceptTransfer(doing, id, { on: "2026-09-20" }));
    await does(east, TRANSFER, (doing) => undoReceipt(doing, id, "回执是另一个人的"));
    expect(await open(personId)).toBeDefined();
    expect(await page(id)).toMatchObject({ state: "handed-over", receiptOn: null });
    const rows = await zone.house.door.read(systemScope("test"), (tx) =>
      tx.selectFrom("membershipEvent").select("id").where("transferId", "=", id).execute(),
    );
    expect(rows).toEqual([]);
    await expect(does(east, TRANSFER, (doing) => undoReceipt(doing, id, "再来"))).rejects.toMatchObject({
      slug: "transfer-cannot-undo",
    });
  });
});

describe("what somebody leaves behind", () => {
  const posts = (personId: string) =>
    zone.read((tx) =>
      tx
        .selectFrom("post")
        .select(["post", "validTo", "leaveReason"])
        .where("personId", "=", personId)
        .orderBy("post")
        .execute(),
    );
  /** A secretary of the branch, who sits in the villagers' committee, and whose account holds the branch. */
  async function secretary(name: string): Promise<{ personId: string; grantId: string }> {
    const personId = await admit(name);
    const { id: organizationId, path: orgPath } = await zone.place(EAST);
    const [accountId, grantId] = [newId(), newId()];
    const held = { organizationId, orgPath, validFrom: day("2024-01-01") };
    await zone.house.door.write(systemScope("test"), async (tx) => {
      for (const post of ["secretary", "village_head"])
        await tx
          .insertInto("post")
          .values({ id: newId(), personId, personName: name, post, ...held })
          .execute();
      await tx
        .insertInto("account")
        .values({
          id: accountId,
          username: accountId,
          usernameKey: accountId,
          displayName: name,
          personId,
          organizationId,
          orgPath,
        })
        .execute();
      await tx
        .insertInto("roleGrant")
        .values({ id: grantId, accountId, role: "branch_secretary", ...held })
        .execute();
    });
    return { personId, grantId };
  }
  const told = async (account: string) =>
    (await zone.house.door.read(ownScope(account, null), (tx) => noticesOf(tx, account, 20))).filter(
      (it) => it.kind === "transfer-grants",
    );
  const endings = (personId: string) =>
    zone.read(async (tx) => {
      const held = await tx.selectFrom("post").select("id").where("personId", "=", personId).execute();
      const rows = await tx
        .selectFrom("auditEvent")
        .select(["event", "targetId"])
        .where("event", "=", "organization.post.ended")
        .execute();
      return rows.filter((it) => held.some((one) => one.id === it.targetId)).length;
    });

  it("within the zone posts at the branch end on the day, and whoever may end the grant is asked, until it ends", async () => {
    const asked = await zone.actor("town_officer", "开发区党工委");
    const { personId, grantId } = await secretary("陆书记");
    const to = await zone.place(SALT);
    const id = await hand(personId, { toOrganizationId: to.id, on: "2026-10-01" });
    expect(await told(asked.accountId ?? "")).toEqual([]);
    await does(salt, TRANSFER, (doing) => acceptTransfer(doing, id, { on: "2026-10-10" }));
    expect(await posts(personId)).toEqual([
      { post: "secretary", validTo: "2026-10-10", leaveReason: "组织关系转出" },
      // A seat in the village goes by its own law.
      { post: "village_head", validTo: null, leaveReason: "" },
    ]);
    expect(await endings(personId)).toBe(1);
    expect(await told(asked.accountId ?? "")).toMatchObject([{ readAt: null, link: "/r/grants" }]);
    const security = await zone.actor("security_administrator", "开发区党工委");
    await does(security, "access.grant.give", (doing) => endGrant(doing, grantId, { reason: "组织关系已经转出" }));
    expect((await told(asked.accountId ?? ""))[0]?.readAt).not.toBeNull();
  });

  it("when the going was a mistake, posts stand again, but not those that somebody else has come into", async () => {
    const { personId } = await secretary("宁书记");
    const id = await hand(personId, { outsideName: outside.outsideName, on: "2026-09-01" });
    await does(east, TRANSFER, (doing) => acceptTransfer(doing, id, { on: "2026-09-20" }));
    expect((await posts(personId)).map((it) => it.validTo)).toEqual(["2026-09-20", null]);
    await does(east, TRANSFER, (doing) => undoReceipt(doing, id, "登错了人"));
    expect((await posts(personId)).map((it) => it.validTo)).toEqual([null, null]);
    await does(east, TRANSFER, (doing) => acceptTransfer(doing, id, { on: "2026-09-20" }));
    const next = await admit("继任者");
    const { id: organizationId, path: orgPath } = await zone.place(EAST);
    await zone.house.door.write(systemScope("test"), (tx) =>
      tx
        .insertInto("post")
        .values({
          id: newId(),
          personId: next,
          personName: "继任者",
          post: "secretary",
          organizationId,
          orgPath,
          validFrom: day("2026-09-25"),
        })
        .execute(),
    );
    await does(east, TRANSFER, (doing) => undoReceipt(doing, id, "登错了人"));
    expect((await posts(personId)).map((it) => it.validTo)).toEqual(["2026-09-20", null]);
  });
});

describe("inside the zone", () => {
  it("the receiver is asked, reminded once a day, accepts; the file travels with its list and is signed for", async () => {
    const personId = await admit("陈区内");
    const to = await zone.place(SALT);
    const id = await hand(personId, { toOrganizationId: to.id, on: "2026-10-01" });
    expect((await matters("C29-accept", salt, "2026-10-02")).map((it) => it.subject.id)).toContain(id);
    await does(east, TRANSFER, (doing) => remindReceiver(doing, id));
    await expect(does(east, TRANSFER, (doing) => remindReceiver(doing, id))).rejects.toMatchObject({
      slug: "transfer-reminded",
    });
    await does(east, TRANSFER, (doing) =>
      sendFile(doing, id, {
        way: "secret-post",
        on: "2026-10-03",
        materials: [{ term: "入党志愿书" }, { term: "转正申请书", copies: 2 }],
      }),
    );
    await expect(does(east, TRANSFER, (doing) => receiveFile(doing, id, {}))).rejects.toMatchObject({
      slug: "transfer-not-receiver",
    });
    await does(salt, TRANSFER, (doing) => acceptTransfer(doing, id, { on: "2026-10-10" }));
    expect((await open(personId))?.organizationId).toBe(to.id);
    expect(await page(id, salt)).toMatchObject({ next: { step: "file" }, can: ["file-receipt", "note"] });
    expect((await matters("C29-file", salt, TODAY)).map((it) => it.subject.id)).toContain(id);
    const list = await asks(east, ({ tx }) => filePaper(tx, id));
    expect(JSON.stringify(list.blocks)).toContain("共2种材料");
    await does(salt, TRANSFER, (doing) => receiveFile(doing, id, { note: "齐全" }));
    await does(east, TRANSFER, (doing) => noteTransfer(doing, id, { content: "电话确认已到" }));
    expect((await page(id)).next.step).toBe("none");
  });

  it("nobody refuses without a reason; the member stays with the sender", async () => {
    const personId = await admit("陈退回");
    const to = await zone.place(SALT);
    const id = await hand(personId, { toOrganizationId: to.id });
    await expect(does(salt, TRANSFER, (doing) => refuseTransfer(doing, id, " "))).rejects.toMatchObject({
      slug: "transfer-note-needed",
    });
    await does(salt, TRANSFER, (doing) => refuseTransfer(doing, id, "不住在本社区"));
    expect((await open(personId))?.organizationId).toBe((await zone.place(EAST)).id);
  });
});

describe("into the zone", () => {
  const arrival = async (more: Partial<Arrival> = {}): Promise<string> => {
    const { id: organizationId } = await zone.place(EAST);
    const input = {
      organizationId,
      name: `来${"甲乙丙丁戊"[made % 5]}${"春夏秋冬"[made % 4]}`,
      idNumber: numberOf(),
      outsideName: "上海市浦东新区张江镇党委",
      letterNumber: "张组介2026-0088",
      letterOn: "2026-09-01",
      validDays: 30,
      duesPaidTo: "2026-08-31",
      on: "2026-09-10",
      ...more,
    };
    const { id } = await does(east, TRANSFER, (doing) => receiveLetter(doing, input));
    return id;
  };

  it("the letter is noted, verified, the member admitted once, the receipt printed and sent", async () => {
    const id = await arrival();
    expect(await page(id)).toMatchObject({
      personId: null,
      next: { step: "verify" },
      from: "上海市浦东新区张江镇党委",
    });
    await expect(
      does(east, TRANSFER, (doing) => admitArrival(doing, id, { member: { category: "正式党员" } })),
    ).rejects.toMatchObject({ slug: "transfer-not-verified" });
    await expect(does(east, TRANSFER, (doing) => acceptTransfer(doing, id, {}))).rejects.toMatchObject({
      slug: "transfer-arrives",
    });
    await does(east, TRANSFER, (doing) => verifyArrival(doing, id, { note: "电话核实", on: "2026-09-12" }));
    const { personId } = await does(east, TRANSFER, (doing) =>
      admitArrival(doing, id, { member: { category: "正式党员", fullOn: "2010-07-01" }, on: "2026-09-15" }),
    );
    expect((await open(personId))?.organizationId).toBe((await zone.place(EAST)).id);
    const events = await zone.house.door.read(systemScope("test"), (tx) =>
      tx.selectFrom("membershipEvent").selectAll().where("personId", "=", personId).execute(),
    );
    expect(events).toMatchObject([{ code: "transferred_in", transferId: id, happenedOn: "2026-09-15" }]);
    const transfers = await zone.house.door.read(systemScope("test"), (tx) =>
      tx.selectFrom("transfer").select(["id", "idNumberCipher"]).where("personId", "=", personId).execute(),
    );
    expect(transfers).toEqual([{ id, idNumberCipher: null }]);
    expect((await matters("C29-arrival", east, TODAY)).map((it) => it.subject.id)).toContain(id);
    expect(JSON.stringify(await asks(east, ({ tx }) => receiptPaper(tx, id)))).toContain("张组介2026-0088");
    await does(east, TRANSFER, (doing) => sendReceipt(doing, id, "2026-09-16"));
    expect((await matters("C29-arrival", east, TODAY)).map((it) => it.subject.id)).not.toContain(id);
  });

  it("refuses a letter that has expired, and one that was noted already", async () => {
    await expect(arrival({ on: "2026-10-02" })).rejects.toMatchObject({ slug: "letter-expired" });
    await arrival({ name: "重复", on: "2026-10-01" });
    await expect(arrival({ name: "重复" })).rejects.toMatchObject({ slug: "arrival-known" });
    await expect(arrival({ idNumber: "123" })).rejects.toMatchObject({ slug: "arrival-number" });
  });
});

describe("the member", () => {
  it("asks from the phone, is answered by handing over, follows the path, reads the letter", async () => {
    const personId = await admit("陈本人");
    const own: Actor = { ...(await zone.actor("member", EAST)), personId };
    await does(own, "own", (doing) => askTransfer(doing, { destination: "苏州工业园区" }));
    await expect(does(own, "own", (doing) => askTransfer(doing, { destination: "南京" }))).rejects.toMatchObject({
      slug: "transfer-asked",
    });
    expect((await asks(east, (viewing) => transferList(viewing, {}))).requests).toMatchObject([
      { personId, can: true },
    ]);
    expect((await matters("C29-request", east, TODAY)).map((it) => it.subject.id)).toContain(personId);
    const id = await hand(personId);
    await letter(id);
    const mine = await ask({ ...zone.house, clock: fixedClock(day("2026-09-05")) }, own, "own", null, ({ tx, today }) =>
      ownTransfer(tx, today),
    );
    expect(mine).toMatchObject({
      member: true,
      request: { destination: "苏州工业园区", answer: "支部已办理转出" },
      current: { id, next: { step: "receipt" } },
    });
    expect(mine.letters.map((it) => it.text)).toEqual([expect.stringContaining("陈本人")]);
    expect((await asks(east, (viewing) => transferList(viewing, {}))).requests).toEqual([]);
  });

  it("takes the request back; the branch may decline with a reason", async () => {
    const own: Actor = { ...(await zone.actor("member", EAST)), personId: await admit("陈申请") };
    await does(own, "own", (doing) => askTransfer(doing, { destination: "南京" }));
    await does(own, "own", (doing) => withdrawRequest(doing));
    const { id } = await does(own, "own", (doing) => askTransfer(doing, { destination: "南京" }));
    await expect(does(salt, TRANSFER, (doing) => declineRequest(doing, id, "不行"))).rejects.toMatchObject({
      family: "absent",
    });
    await does(east, TRANSFER, (doing) => declineRequest(doing, id, "请先交清党费"));
    await expect(does(own, "own", (doing) => withdrawRequest(doing))).rejects.toMatchObject({
      slug: "transfer-no-request",
    });
  });
});

it("certificates last six months at most, graduates are kept two years", async () => {
  const personId = await admit("陈证明");
  const certificate = { personId, addressee: "青岛某街道", purpose: "陪护家人" };
  await expect(
    does(officer, LETTER, (doing) => issueCertificate(doing, { ...certificate, validDays: 184, on: "2026-02-01" })),
  ).rejects.toMatchObject({ slug: "certificate-days" });
  await does(officer, LETTER, (doing) => issueCertificate(doing, { ...certificate, validDays: 60 }));
  const { id } = await does(east, TRANSFER, (doing) => keepGraduate(doing, { personId, sinceOn: "2025-01-10" }));
  await expect(
    does(east, TRANSFER, (doing) => keepGraduate(doing, { personId, sinceOn: "2025-01-10" })),
  ).rejects.toMatchObject({ slug: "keep-open" });
  expect(await asks(east, (viewing) => memberTransfers(viewing, personId))).toMatchObject({
    letters: [{ kind: "certificate", state: "valid" }],
    keep: { id, until: "2027-01-10" },
    can: { certify: false, keep: true },
  });
  expect((await matters("C29-graduate", east, "2026-11-10")).map((it) => it.subject.id)).not.toContain(personId);
  expect((await matters("C29-graduate", east, "2026-11-11")).map((it) => it.deadline)).toContain("2027-01-10");
  await does(east, TRANSFER, (doing) => endKeeping(doing, id, { note: "已就业" }));
  await expect(
    does(organiser, TRANSFER, (doing) => keepGraduate(doing, { personId, sinceOn: "2024-11-22" })),
  ).rejects.toMatchObject({ slug: "keep-too-old" });
});

it("the list goes by direction and state, and pages on", async () => {
  const list = (asked: Parameters<typeof transferList>[1]) =>
    asks(organiser, (viewing) => transferList(viewing, asked));
  const all = await list({});
  expect(all.rows.length).toBeGreaterThan(8);
  expect((await list({ kind: "in" })).rows.every((it) => it.kindTerm === "转入本区")).toBe(true);
  expect((await list({ state: "open" })).rows.every((it) => it.state === "handed-over")).toBe(true);
  const third = all.rows[2];
  const rest = await list({ after: `${third?.handedOverOn}_${third?.id}` });
  expect(rest.rows.map((it) => it.id)).toEqual(all.rows.slice(3).map((it) => it.id));
  const { id } = await zone.place(SALT);
  expect((await list({ org: id })).rows.every((it) => it.to === SALT || it.from === SALT)).toBe(true);
});
