import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "#platform/access/policy.ts";
import { fixedClock } from "#platform/clock/index.ts";
import { newId } from "#platform/database/ids.ts";
import { systemScope } from "#platform/database/scope.ts";
import { act, ask } from "#platform/doing.ts";
import { addDays, day } from "#shared/day.ts";
import { candidates } from "../appraisal/queries.ts";
import { type DuesHouse, duesHouse, EAST, SALT } from "../dues/dues.fixture.ts";
import { declareStanding } from "../meetings/person-acts.ts";
import { rollOf } from "../meetings/roll.ts";
import { rosterOn } from "../recruiting/file.ts";
import { memberView, yearBookView } from "../roster/member-view.ts";
import {
  awardsOfOrganization,
  awardsOfPerson,
  awardView,
  correctAward,
  enterAward,
  revokeAward,
  withdrawAward,
} from "./awards.ts";
import { checks } from "./checks.ts";
import type { AwardBody, MeasureBody } from "./contract.ts";
import { endMeasure, enterMeasure, extendMeasure, readMeasure, withdrawMeasure } from "./measure-acts.ts";
import { measureHead, measureOf, measuresOfPerson, ownHonours } from "./measure-queries.ts";
import { rightsSuspended } from "./rules.ts";
import { suspendedOn } from "./suspended.ts";

let house: DuesHouse;
/** The organiser of the zone, the secretary of another branch, the auditor. */
let organiser: Actor;
let salt: Actor;
let auditor: Actor;
beforeAll(async () => {
  house = await duesHouse();
  organiser = await house.zone.actor("zone_organiser", "开发区党工委");
  salt = await house.zone.actor("branch_secretary", SALT);
  auditor = await house.zone.actor("auditor", "开发区党工委");
});
afterAll(() => house.zone.close());

const TODAY = "2026-11-22";
const person = (name: string): string => house.people[name] ?? "";
const REASON = "核对换届参选条件";
const write = <T>(work: Parameters<typeof act<T>>[4], on = TODAY, by: Actor = house.officer) =>
  house.doing(by, "discipline.write", work, on);
const enters = (input: Partial<MeasureBody> & Pick<MeasureBody, "personId" | "kind">, on = TODAY) =>
  write(
    (doing) =>
      enterMeasure(doing, { validFrom: "2026-07-01", decidedBy: "区纪工委", reason: "违反工作纪律", ...input }),
    on,
  );
const reads = (id: string, by: Actor = house.officer, reason = REASON, on = TODAY) =>
  house.doing(by, "discipline.read", (doing) => readMeasure(doing, id, reason), on);
const looking = <T>(by: Actor, verb: string, work: (it: Parameters<typeof measureHead>[0]) => Promise<T>) =>
  ask(house.zone.house, by, verb, null, work);
const suspended = (name: string, on: string) =>
  house.zone.read(async (tx) => (await suspendedOn(tx, [person(name)], day(on))).has(person(name)));
const due = (on: string) =>
  ask({ ...house.zone.house, clock: fixedClock(day(on)) }, house.officer, "discipline.write", null, ({ tx }) =>
    (checks[0] as (typeof checks)[number]).matters(tx, day(on)),
  );
const told = (id: string) =>
  house.zone.read((tx) =>
    tx.selectFrom("auditEvent").selectAll().where("targetId", "=", id).orderBy("number").execute(),
  );

/** An account by which a member sees what is their own. */
async function accountOf(name: string): Promise<string> {
  const id = newId();
  await house.zone.house.door.write(systemScope("test"), async (tx) => {
    const at = await tx
      .selectFrom("person")
      .select(["orgPath", "organizationId"])
      .where("id", "=", person(name))
      .executeTakeFirstOrThrow();
    await tx
      .insertInto("account")
      .values({ id, username: id, usernameKey: id, displayName: name, personId: person(name), ...at })
      .execute();
  });
  return id;
}

/** How many are entitled in the branch on a day, as each slice counts them. */
async function entitled(on: string) {
  return await house.zone.read(async (tx) => {
    const roll = await rollOf(tx, house.eastId, day(on), day(on));
    return {
      recruiting: (await rosterOn(tx, house.eastId, day(on))).filter((it) => it.full && !it.suspended).length,
      meeting: roll.called("members", null, day(on)).filter((it) => it.entitlement.counted).length,
      appraisal: (await candidates(tx, house.eastId, day(on))).filter((it) => it.category === "full" && !it.suspended)
        .length,
    };
  });
}

describe("awards", () => {
  const body = (more: Partial<AwardBody> = {}): AwardBody => ({
    personId: person("谭玉莲"),
    kind: "excellent_member",
    level: "county",
    issuer: "区党工委",
    documentNumber: "连开党〔2026〕8号",
    awardedOn: "2026-07-01",
    ...more,
  });
  const gives = (input: AwardBody, by: Actor = house.east) =>
    house.doing(by, "award.write", (doing) => enterAward(doing, input));
  const ofPerson = (name: string, by: Actor = house.east) =>
    looking(by, "award.read", (it) => awardsOfPerson(it, person(name)));
  const ofEast = () => looking(house.east, "award.read", (it) => awardsOfOrganization(it, house.eastId));

  it("to a person and to an organisation: entered once, corrected, revoked, withdrawn with a reason", async () => {
    const { id } = await gives(body());
    expect(await ofPerson("谭玉莲")).toMatchObject({
      rows: [{ id, kindTerm: "优秀共产党员", levelTerm: "县级", awardedOn: "2026-07-01" }],
      can: { write: true },
    });
    await expect(gives(body())).rejects.toMatchObject({ slug: "award-known" });
    const { personId: _, ...ofBranch } = body({ kind: "advanced_organization", organizationId: house.eastId });
    const group = await gives(ofBranch);
    expect((await ofEast()).rows).toMatchObject([{ id: group.id, kindTerm: "先进基层党组织" }]);

    const doing = <T>(work: Parameters<typeof act<T>>[4]) => house.doing(house.east, "award.write", work);
    const corrected = { ...body({ level: "municipal", issuer: "市委" }), reason: "级别登记错了" };
    await doing((it) => correctAward(it, id, corrected));
    await doing((it) => revokeAward(it, id, { on: "2026-10-01", reason: "受到处理，收回荣誉" }));
    await expect(
      doing((it) => revokeAward(it, id, { on: "2026-10-01", reason: "再次收回荣誉" })),
    ).rejects.toMatchObject({
      slug: "award-revoked",
    });
    expect(await looking(house.east, "award.read", (it) => awardView(it, id))).toMatchObject({
      levelTerm: "市级",
      revokedOn: "2026-10-01",
    });
    await doing((it) => withdrawAward(it, group.id, "重复登记"));
    expect((await ofEast()).rows).toEqual([]);
    await expect(doing((it) => withdrawAward(it, group.id, "重复登记"))).rejects.toMatchObject({
      slug: "award-withdrawn",
    });
    expect((await told(id)).map((it) => it.event)).toEqual([
      "membership.award.entered",
      "membership.award.corrected",
      "membership.award.revoked",
    ]);
    expect((await told(id)).map((it) => [it.targetKind, it.targetName, it.organizationId, it.details])).toEqual([
      ["award", "谭玉莲", house.eastId, { term: "优秀共产党员" }],
      [
        "award",
        "谭玉莲",
        house.eastId,
        {
          term: "优秀共产党员",
          reason: "级别登记错了",
          changes: [
            { field: "level", from: "county", to: "municipal" },
            { field: "issuer", from: "区党工委", to: "市委" },
          ],
        },
      ],
      ["award", "谭玉莲", house.eastId, { term: "优秀共产党员", reason: "受到处理，收回荣誉", on: "2026-10-01" }],
    ]);
    expect(await looking(salt, "award.read", (it) => awardView(it, id)).catch((it: unknown) => it)).toMatchObject({
      slug: "absent",
    });
    await expect(house.doing(salt, "award.write", (it) => correctAward(it, id, corrected))).rejects.toMatchObject({
      slug: "absent",
    });
    const before = { ...corrected, awardedOn: "2026-10-02" };
    await expect(doing((it) => correctAward(it, id, before))).rejects.toMatchObject({ slug: "award-revoked-before" });
    const other = { ...corrected, kind: "advanced_organization" as const };
    await expect(doing((it) => correctAward(it, id, other))).rejects.toMatchObject({ slug: "award-receiver" });
  });

  it("refuses what cannot be, all faults at once", async () => {
    const fault = await gives(body({ kind: "other_person", issuer: " ", awardedOn: "2027-01-01" })).catch(
      (it: unknown) => it,
    );
    expect(fault).toMatchObject({ slug: "award-rejected" });
    expect((fault as { faults: { pointer: string }[] }).faults.map((it) => it.pointer)).toEqual([
      "/title",
      "/issuer",
      "/awardedOn",
    ]);
    await expect(gives(body({ kind: "advanced_organization" }))).rejects.toMatchObject({ slug: "award-receiver" });
    await expect(gives(body(), salt)).rejects.toMatchObject({ slug: "absent" });
    await expect(ofPerson("谭玉莲", salt)).rejects.toMatchObject({ slug: "absent" });
  });
});

describe("留党察看", () => {
  it("takes one from those entitled, everywhere, from its first day to the eve of the decision", async () => {
    const before = await entitled("2026-06-30");
    expect(before).toEqual({ recruiting: 3, meeting: 3, appraisal: 3 });
    const { id } = await enters({ personId: person("孙得福"), kind: "probation_within_party", months: 12 });
    expect(await entitled("2026-06-30")).toEqual(before);
    expect(await entitled("2026-07-01")).toEqual({ recruiting: 2, meeting: 2, appraisal: 2 });
    expect(await suspended("孙得福", "2027-06-30")).toBe(true);

    // The branch knows who, and not why: neither the roll nor the page of the member says more.
    const roll = await house.zone.read((tx) => rollOf(tx, house.eastId, day(TODAY), day(TODAY)));
    const line = roll.called("members", null, day(TODAY)).find((it) => it.personId === person("孙得福"));
    expect(line).toMatchObject({ grounds: "暂停行使表决权", why: "", entitlement: { votes: false, counted: false } });
    const seen = await ask(house.zone.house, house.east, "membership.read", null, ({ tx, actor }) =>
      memberView({ tx, actor, policy: house.zone.house.policy }, person("孙得福"), day(TODAY)),
    );
    expect(seen.standing).toMatchObject({ suspended: true });
    expect(JSON.stringify(seen)).not.toMatch(/察看|处分/u);

    await expect(
      enters({ personId: person("孙得福"), kind: "probation_within_party", months: 24, validFrom: "2026-08-01" }),
    ).rejects.toMatchObject({ slug: "measure-known" });

    // Thirty days before its end it is due; extended, a year later.
    expect(await due("2027-05-31")).toEqual([]);
    expect(await due("2027-06-01")).toMatchObject([{ deadline: "2027-07-01", subject: { id, name: "孙得福" } }]);
    const extend = (on: string) =>
      write((doing) => extendMeasure(doing, id, { on, note: "仍不符合恢复条件" }), "2027-07-05");
    await expect(extend("2027-05-31")).rejects.toMatchObject({ slug: "measure-extension" });
    await extend("2027-07-01");
    await expect(extend("2027-07-01")).rejects.toMatchObject({ slug: "measure-extension" });
    expect(await due("2027-07-05")).toEqual([]);

    const restore = (on: string) =>
      write((doing) => endMeasure(doing, id, { on, outcome: "restored", note: "确已改正错误" }), "2028-07-03");
    await expect(restore("2028-06-30")).rejects.toMatchObject({ slug: "measure-ending" });
    expect(await due("2028-07-03")).toHaveLength(1);
    await restore("2028-07-02");
    expect([await suspended("孙得福", "2028-07-01"), await suspended("孙得福", "2028-07-02")]).toEqual([true, false]);
    expect(await due("2028-07-03")).toEqual([]);
    await expect(restore("2028-07-02")).rejects.toMatchObject({ slug: "measure-over" });
  });

  it("ends posts in the Party, not those of the village, and tells the member that something was entered", async () => {
    const accountId = await accountOf("孙得福");
    await house.zone.house.door.write(systemScope("test"), async (tx) => {
      const at = await tx
        .selectFrom("organization")
        .select(["id as organizationId", "orgPath"])
        .where("id", "=", house.eastId)
        .executeTakeFirstOrThrow();
      for (const post of ["life_member", "village_committee_member"])
        await tx
          .insertInto("post")
          .values({
            id: newId(),
            ...at,
            personId: person("孙得福"),
            personName: "孙得福",
            post,
            validFrom: "2024-01-01",
          } as never)
          .execute();
    });
    const posts = () =>
      house.zone.read((tx) =>
        tx
          .selectFrom("post")
          .select(["post", "validTo", "leaveReason"])
          .where("personId", "=", person("孙得福"))
          .where("post", "in", ["life_member", "village_committee_member"])
          .orderBy("post")
          .execute(),
      );
    await enters({ personId: person("孙得福"), kind: "warning", validFrom: "2026-09-01" });
    expect((await posts())[0]).toMatchObject({ post: "life_member", validTo: null });
    await enters({ personId: person("孙得福"), kind: "removed_from_post", validFrom: "2026-10-01" });
    expect(await posts()).toMatchObject([
      { post: "life_member", validTo: "2026-10-01", leaveReason: "" },
      { post: "village_committee_member", validTo: null },
    ]);
    const notices = await house.zone.read((tx) =>
      tx.selectFrom("notice").selectAll().where("accountId", "=", accountId).execute(),
    );
    expect(notices.map((it) => it.kind)).toEqual(["measure", "measure"]);
    expect(JSON.stringify(notices)).not.toMatch(/警告|撤销党内|孙得福/u);
  });

  it("refuses what cannot be, all faults at once", async () => {
    const fault = await enters({
      personId: person("赵桂芳"),
      kind: "probation_within_party",
      months: 6,
      decidedBy: " ",
      reason: "错",
    }).catch((it: unknown) => it);
    expect((fault as { faults: { pointer: string }[] }).faults.map((it) => it.pointer)).toEqual([
      "/kind",
      "/months",
      "/decidedBy",
      "/reason",
    ]);
    await expect(
      house.doing(house.east, "meeting.write", (doing) =>
        declareStanding(doing, { personId: person("宋春生"), reason: "detained", from: "2026-07-01" }),
      ),
    ).rejects.toMatchObject({ slug: "meeting-standing-restricted" });
  });
});

describe("who reads it", () => {
  let id: string;
  beforeAll(async () => {
    ({ id } = await enters({
      personId: person("宋春生"),
      kind: "serious_warning",
      documentNumber: "连开纪〔2026〕3号",
      reason: "违规操办酒席，收受礼金",
    }));
  });

  it("those who hold the verb, for a reason that the person finds; nobody else, by any verb", async () => {
    await expect(reads(id, house.officer, "看看")).rejects.toMatchObject({ slug: "reason-needed" });
    expect(await reads(id)).toMatchObject({
      kindTerm: "严重警告",
      familyTerm: "党纪处分",
      documentNumber: "连开纪〔2026〕3号",
      reason: "违规操办酒席，收受礼金",
      lastDay: null,
      can: { extend: false, outcomes: ["revoked"], withdraw: true },
    });
    expect((await told(id)).at(-1)).toMatchObject({
      event: "membership.discipline.read",
      targetName: null,
      details: { reason: REASON },
    });
    await expect(reads(id, house.east)).rejects.toMatchObject({ slug: "absent" });
    await expect(reads(id, salt)).rejects.toMatchObject({ slug: "absent" });
    await expect(reads(id, auditor)).rejects.toMatchObject({ slug: "absent" });
    expect(await reads(id, organiser)).toMatchObject({ kindTerm: "严重警告" });
    // Rows of the table do not open to the verbs of the roster, not even to those who hold the others too.
    for (const by of [house.east, house.officer, organiser])
      expect(
        await ask(house.zone.house, by, "membership.read", null, ({ tx }) =>
          tx.selectFrom("disciplinaryMeasure").select("id").execute(),
        ),
      ).toEqual([]);
    const opened = { ...organiser, opened: organiser.grants.map((it) => it.path) };
    expect(
      await ask(house.zone.house, opened, "membership.read", null, ({ tx }) =>
        tx.selectFrom("disciplinaryMeasure").select("id").execute(),
      ),
    ).toEqual([]);
  });

  it("the page says whose it is and where it stands; the audit says that there is a row, and no word of it", async () => {
    const head = await looking(house.officer, "discipline.read", (it) => measureHead(it, id));
    expect(head).toMatchObject({ personName: "宋春生", state: "done", can: { write: true } });
    expect(JSON.stringify({ ...head, provisions: [] })).not.toContain("警告");
    const list = await looking(house.officer, "discipline.read", (it) => measuresOfPerson(it, person("宋春生")));
    expect(list.rows).toMatchObject([{ id, stateTerm: "已执行" }]);
    expect(JSON.stringify(await told(id))).not.toMatch(/警告|酒席|宋春生/u);
    const index = await ask(house.zone.house, auditor, "discipline.index", null, ({ tx }) =>
      tx.selectFrom("disciplinaryMeasure").select(["id", "enteredBy"]).where("id", "=", id).execute(),
    );
    expect(index).toHaveLength(1);
  });

  it("the member sees their own, whole", async () => {
    const accountId = await accountOf("宋春生");
    const self: Actor = { ...house.east, accountId, personId: person("宋春生"), name: "宋春生", grants: [] };
    const mine = await ask(house.zone.house, self, "own", null, ({ tx, today, house: at }) =>
      ownHonours(tx, at.keyring, today),
    );
    expect(mine).toMatchObject({
      suspended: false,
      awards: [],
      measures: [{ id, kindTerm: "严重警告", reason: "违规操办酒席，收受礼金" }],
    });
  });

  it("entered in error it never held, and says why to those who read it", async () => {
    const wrong = await enters({ personId: person("宋春生"), kind: "detained", validFrom: "2026-09-01" });
    expect(await suspended("宋春生", "2026-09-01")).toBe(true);
    await write((doing) => withdrawMeasure(doing, wrong.id, "登记到了同名的人"));
    expect(await suspended("宋春生", "2026-09-01")).toBe(false);
    expect(await reads(wrong.id)).toMatchObject({ withdrawReason: "登记到了同名的人", can: { withdraw: false } });
    await expect(write((doing) => withdrawMeasure(doing, wrong.id, "登记到了同名的人"))).rejects.toMatchObject({
      slug: "measure-withdrawn",
    });
  });
});

describe("what ends the membership", () => {
  it("one act writes the decision and the leaving, and the year adds up", async () => {
    const first = await enters({
      personId: person("谭玉莲"),
      kind: "probation_within_party",
      months: 24,
      validFrom: "2026-08-01",
    });
    await write((doing) =>
      endMeasure(doing, first.id, { on: "2026-10-10", outcome: "expelled", note: "坚持错误不改，又违反纪律" }),
    );
    const events = await house.zone.read((tx) =>
      tx
        .selectFrom("membershipEvent")
        .selectAll()
        .where("personId", "=", person("谭玉莲"))
        .where("direction", "=", -1)
        .execute(),
    );
    expect(events).toMatchObject([{ code: "expelled", happenedOn: "2026-10-10", documentNumber: null, note: "" }]);
    const book = await ask(house.zone.house, house.east, "membership.read", null, ({ tx }) =>
      yearBookView(tx, day("2026-01-01"), day("2026-12-31")),
    );
    expect(book.holds).toBe(true);
    expect(book.rows.find((it) => it.organizationName === EAST)).toMatchObject({ left: 1, after: 3 });
    const rows = await looking(house.officer, "discipline.read", (it) => measuresOfPerson(it, person("谭玉莲")));
    expect(rows.rows.map((it) => it.stateTerm)).toEqual(["已执行", "已结束"]);
    const expelled = rows.rows[0]?.id ?? "";
    await expect(write((doing) => withdrawMeasure(doing, expelled, "登记错了一项"))).rejects.toMatchObject({
      slug: "measure-left",
    });
    await expect(enters({ personId: person("谭玉莲"), kind: "warning" })).rejects.toMatchObject({ slug: "not-member" });
  });

  it("a probationary member's standing is cancelled with its own code", async () => {
    await enters({ personId: person("赵桂芳"), kind: "probation_cancelled", validFrom: "2026-11-01" });
    const event = await house.zone.read((tx) =>
      tx
        .selectFrom("membershipEvent")
        .select("code")
        .where("personId", "=", person("赵桂芳"))
        .where("direction", "=", -1)
        .executeTakeFirst(),
    );
    expect(event?.code).toBe("probation_cancelled");
  });
});

it("the database answers as the rule does, on every day", async () => {
  const rows = await house.zone.read((tx) => tx.selectFrom("disciplinaryMeasure").selectAll().execute());
  expect(rows.length).toBeGreaterThan(4);
  const from = day("2026-06-25");
  for (const [name, id] of Object.entries(house.people)) {
    const mine = rows.filter((it) => it.personId === id).map(measureOf);
    for (let nth = 0; nth < 800; nth += 7) {
      const on = addDays(from, nth);
      expect(await suspended(name, on), `${name} ${on}`).toBe(rightsSuspended(mine, false, on).value);
    }
  }
});
