import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { proposeEvent } from "#modules/organization/index.ts";
import type { Actor } from "#platform/access/policy.ts";
import { newId } from "#platform/database/ids.ts";
import { systemScope } from "#platform/database/scope.ts";
import { act, ask } from "#platform/doing.ts";
import { markAllRead } from "#platform/notices/index.ts";
import { listPage } from "#platform/registers/list.ts";
import { readListRequest } from "#platform/registers/request.ts";
import { day } from "#shared/day.ts";
import { checkCharacter } from "#shared/identity-number.ts";
import { admitByForm, admitToRoster, correctMember, leaveRoster, unmask } from "./acts.ts";
import { yearBooks } from "./queries.ts";
import { openCase } from "./recruiting/acts.ts";
import { registers } from "./registers.ts";
import { memberView } from "./roster/member-view.ts";
import { standingZone, TODAY, type Zone } from "./roster.fixture.ts";
import { yearlyDifference } from "./rules.ts";
import { acceptTransfer, handOver, refuseTransfer, withdrawTransfer } from "./transfers/hand-over-acts.ts";

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
const numberOf = (birth: string): string => {
  made += 1;
  const first17 = `329971${birth}${String(100 + made).padStart(3, "0")}`;
  return first17 + checkCharacter(first17);
};

async function admit(by: Actor, shortName: string, more: Record<string, string> = {}, on = "2026-02-01") {
  const { id } = await zone.place(shortName);
  const member = {
    name: "谭玉莲",
    idNumber: numberOf("19740624"),
    category: "正式党员",
    joinedOn: "2016-09-14",
    fullOn: "2017-09-14",
    education: "高中",
    mobile: "19900001234",
    address: "中屏街道东巷村11组33号",
    ...more,
  };
  const input = { organizationId: id, member, code: "admitted", on };
  return await act(zone.house, by, "membership.admit", null, (doing) => admitToRoster(doing, input));
}

const page = (by: Actor, personId: string) =>
  ask(zone.house, by, "membership.read", null, ({ tx }) =>
    memberView({ tx, actor: by, policy: zone.house.policy }, personId, TODAY),
  );

const told = (event: string) =>
  zone.read((tx) => tx.selectFrom("auditEvent").select(["event", "orgPath"]).where("event", "=", event).execute());

async function balanced(): Promise<void> {
  const books = await zone.read((tx) => yearBooks(tx, day("2026-01-01"), TODAY));
  expect(books.length).toBeGreaterThan(0);
  for (const book of books) expect(yearlyDifference(book).value, JSON.stringify(book)).toBe(0);
}

describe("the roster, one by one", () => {
  it("admits somebody, masked for those who look", async () => {
    const { personId } = await admit(east, "东巷村党支部");
    const shown = await page(east, personId);
    expect(shown.person).toMatchObject({ name: "谭玉莲", hasIdNumber: true });
    expect(JSON.stringify(shown)).not.toMatch(/329971\d{12}|19900001234|11组33号/u);
    expect(shown.memberships).toHaveLength(1);
    expect(shown.can).toMatchObject({ correct: true, unmask: true });
    await balanced();
  });

  it("refuses what an import would refuse, all faults at once", async () => {
    const wrong = { name: "", idNumber: "123", joinedOn: "2027-01-01" };
    await expect(admit(east, "东巷村党支部", wrong)).rejects.toMatchObject({
      slug: "member-rejected",
      faults: expect.arrayContaining([expect.objectContaining({ pointer: "/member/name" })]) as unknown,
    });
  });

  it.each([
    ["mobile", "12345"],
    ["mobile", "1391234567"],
    ["mobile", "13800001234/13800001235"],
    ["education", "读书人"],
    ["ethnicity", "东巷族"],
    ["category", "好党员"],
    ["job", "什么都干"],
    ["lostSince", "很久"],
    ["registryStatus", "不清楚是否正常"],
    ["frontLine", "也许"],
    ["migrantWorker", "也许"],
    ["name", "谭玉莲（女）"],
  ] as const)("never leaves out what it cannot read, entered or corrected: %s %s", async (field, text) => {
    await expect(admit(east, "东巷村党支部", { [field]: text })).rejects.toMatchObject({
      slug: "member-rejected",
      faults: [{ pointer: `/member/${field}` }],
    });
    const { personId } = await admit(east, "东巷村党支部");
    await expect(
      act(zone.house, east, "membership.correct", null, (doing) =>
        correctMember(doing, personId, { manner: "correction", fields: { [field]: text, groupName: "第二党小组" } }),
      ),
    ).rejects.toMatchObject({ slug: "member-rejected", faults: [{ pointer: `/fields/${field}` }] });
    expect((await page(east, personId)).memberships[0]?.groupName).not.toBe("第二党小组");
  });

  it("answers a number known elsewhere without telling whose it is", async () => {
    const idNumber = numberOf("19680101");
    await admit(salt, "盐坨社区党支部", { idNumber, name: "孙得福" });
    const refusal = await admit(east, "东巷村党支部", { idNumber }).catch((fault: unknown) => fault);
    expect(refusal).toMatchObject({ slug: "member-known" });
    expect(JSON.stringify(refusal)).not.toContain("孙得福");
    expect(JSON.stringify(refusal)).not.toContain("盐坨");
  });

  it("makes nobody a member by a form, whoever sends it and whatever else it says", async () => {
    const { id: organizationId } = await zone.place("东巷村党支部");
    const form = (code: string, more: Record<string, string> = {}) => {
      const member = {
        name: "谭小莲",
        idNumber: numberOf("19790624"),
        category: "正式党员",
        joinedOn: "2016-09-14",
        ...more,
      };
      return act(zone.house, east, "membership.admit", null, (doing) =>
        admitByForm(doing, { organizationId, member, code, on: "2026-02-01" }),
      );
    };
    const before = await zone.read((tx) => tx.selectFrom("membership").select("id").execute());
    for (const [code, slug] of [
      ["admitted", "admission-by-case"],
      ["readmitted", "admission-by-case"],
      ["restored", "restoration-by-above"],
    ] as const) {
      const refusal = await form(code).catch((fault: unknown) => fault);
      expect(refusal).toMatchObject({ status: 422, slug, faults: [{ pointer: "/code" }] });
    }
    await expect(form("transferred_in", { registryStatus: "恢复党籍" })).rejects.toMatchObject({
      slug: "restoration-by-above",
      faults: [{ pointer: "/member/registryStatus" }],
    });
    expect(await zone.read((tx) => tx.selectFrom("membership").select("id").execute())).toHaveLength(before.length);
    const { personId } = await form("corrected_in");
    await expect(
      act(zone.house, east, "membership.correct", null, (doing) =>
        correctMember(doing, personId, { manner: "change", on: "2026-06-30", fields: { registryStatus: "恢复党籍" } }),
      ),
    ).rejects.toMatchObject({ slug: "restoration-by-above", faults: [{ pointer: "/fields/registryStatus" }] });
    await balanced();
  });

  it.each(["stopped", "expelled", "withdrew", "persuaded_out", "removed", "lapsed", "not_recognised"])(
    "brings nobody back who left as %s, whatever the branch calls it; the level above mends a mistake",
    async (left) => {
      const idNumber = numberOf("19710305");
      const { id: organizationId, path } = await zone.place("东巷村党支部");
      const { personId } = await admit(east, "东巷村党支部", { idNumber });
      await act(zone.house, east, "membership.leave", null, (doing) =>
        leaveRoster(doing, personId, { code: left, on: "2026-05-01" }),
      );
      const back = (by: Actor, code: string) =>
        act(zone.house, by, "membership.admit", null, (doing) => {
          const member = { name: "谭玉莲", idNumber, category: "正式党员", joinedOn: "2016-09-14" };
          return admitByForm(doing, { organizationId, member, code, on: "2026-06-01" });
        });
      const slug = left === "stopped" ? "restoration-by-above" : "admission-by-case";
      for (const code of ["transferred_in", "reorganised_in", "corrected_in"])
        await expect(back(east, code), code).rejects.toMatchObject({ slug, faults: [{ pointer: "/code" }] });
      const town = {
        ...east,
        grants: [{ ...east.grants[0], role: "town_officer", path: path.replace(/[^/]+\/$/u, "") }],
      };
      await expect(back(town as Actor, "corrected_in")).resolves.toMatchObject({ personId });
    },
  );

  it("lets a branch state a status by no other name for restoring it", async () => {
    const { personId } = await admit(east, "东巷村党支部");
    const state = (registryStatus: string) =>
      act(zone.house, east, "membership.correct", null, (doing) =>
        correctMember(doing, personId, { manner: "correction", fields: { registryStatus } }),
      );
    await expect(state("停止党籍")).rejects.toMatchObject({
      slug: "member-rejected",
      faults: [{ pointer: "/fields/registryStatus" }],
    });
    await zone.house.door.write(systemScope("test-zone"), (tx) =>
      tx.updateTable("membership").set({ registryStatus: "stopped" }).where("personId", "=", personId).execute(),
    );
    for (const status of ["正常", "保留党籍", "恢复党籍", "已恢复党籍"])
      await expect(state(status), status).rejects.toMatchObject({
        slug: "restoration-by-above",
        faults: [{ pointer: "/fields/registryStatus" }],
      });
    expect((await page(east, personId)).memberships[0]?.registryStatus).toBe("stopped");
  });

  it.each([
    ["its category", { category: "正式党员" }, ["/fields/category"]],
    ["its day", { fullOn: "2026-06-01" }, ["/fields/fullOn"]],
    ["both", { category: "正式党员", fullOn: "2026-06-01" }, ["/fields/category", "/fields/fullOn"]],
  ] as const)(
    "converts nobody by a field: %s; the level above says what was decided before there were cases",
    async (_, fields, at) => {
      const probation = { category: "预备党员", joinedOn: "2026-02-01", fullOn: "" };
      const { personId } = await admit(east, "东巷村党支部", probation);
      const { path } = await zone.place("东巷村党支部");
      const town = {
        ...east,
        grants: [{ ...east.grants[0], role: "town_officer", path: path.replace(/[^/]+\/$/u, "") }],
      } as Actor;
      const state = (by: Actor, manner: "correction" | "change") =>
        act(zone.house, by, "membership.correct", null, (doing) => correctMember(doing, personId, { manner, fields }));
      for (const [by, manner] of [
        [east, "correction"],
        [east, "change"],
      ] as const)
        await expect(state(by, manner)).rejects.toMatchObject({
          slug: "conversion-by-case",
          provision: { id: "recruiting-2026-conversion-decided" },
          faults: at.map((pointer) => ({ pointer })),
        });
      expect((await page(east, personId)).memberships[0]).toMatchObject({ category: "probationary", fullOn: null });
      const { organizationId, orgPath } = await zone.read((tx) =>
        tx.selectFrom("membership").selectAll().where("personId", "=", personId).executeTakeFirstOrThrow(),
      );
      const open = {
        id: newId(),
        personId,
        personName: "谭玉莲",
        organizationId,
        orgPath,
        appliedOn: day("2024-01-01"),
        gender: "female",
      };
      const system = systemScope("test-zone");
      await zone.house.door.write(system, (tx) => tx.insertInto("recruitingCase").values(open).execute());
      await expect(state(town, "correction")).rejects.toMatchObject({ slug: "conversion-by-case" });
      await zone.house.door.write(system, (tx) => tx.deleteFrom("recruitingCase").where("id", "=", open.id).execute());
      await expect(state(town, "correction")).resolves.toMatchObject({ version: 2 });
    },
  );

  it("puts nobody's 组织关系 into a temporary branch, by no way (branch rules 8)", async () => {
    const { path } = await zone.place("东巷村党支部");
    const parent = await zone.read((tx) =>
      tx
        .selectFrom("organization")
        .select("id")
        .where("orgPath", "=", path.replace(/[^/]+\/$/u, ""))
        .executeTakeFirstOrThrow(),
    );
    await act(zone.house, zone.system, "organization.event.propose", null, (doing) =>
      proposeEvent(doing, {
        kind: "establish",
        happenedOn: "2026-01-10",
        reason: "防汛",
        details: {
          organization: {
            parentId: parent.id,
            kind: "temporary_branch",
            fullName: "中共防汛临时支部委员会",
            shortName: "防汛临时党支部",
          },
        },
      }),
    );
    const refusal = { status: 422, slug: "no-roster-here", provision: { id: "branch-8-relations" } };
    await expect(admit(zone.system, "防汛临时党支部")).rejects.toMatchObject(refusal);
    const { id } = await zone.place("防汛临时党支部");
    const { personId } = await admit(east, "东巷村党支部");
    await expect(
      act(zone.house, east, "membership.transfer", null, (doing) =>
        handOver(doing, { personIds: [personId], toOrganizationId: id }),
      ),
    ).rejects.toMatchObject(refusal);
    const applicant = { name: "申请人", birthOn: "1996-05-06" };
    const { warnings } = await act(zone.house, zone.system, "recruiting.open", null, (doing) =>
      openCase(doing, { organizationId: id, applicant, on: "2026-02-01" }),
    );
    expect(warnings.join()).toContain("一般不发展党员");
  });

  it("does not let a secretary admit to another branch", async () => {
    await expect(admit(east, "盐坨社区党支部")).rejects.toMatchObject({ slug: "absent" });
  });

  it("keeps what was true before a change, and writes over what was wrong", async () => {
    const { personId } = await admit(east, "东巷村党支部");
    const correct = (body: Parameters<typeof correctMember>[2]) =>
      act(zone.house, east, "membership.correct", null, (doing) => correctMember(doing, personId, body));
    await correct({ manner: "correction", fields: { name: "谭玉连" } });
    await correct({ manner: "change", on: "2026-06-30", fields: { education: "大专" } });
    const { memberships, person } = await page(east, personId);
    expect(person.name).toBe("谭玉连");
    expect(memberships.map((it) => [it.education, it.validFrom, it.validTo])).toEqual([
      ["junior_college", "2026-06-30", null],
      ["senior_high", "2026-02-01", "2026-06-30"],
    ]);
    await expect(correct({ manner: "correction", fields: { name: "谭玉连" } })).rejects.toMatchObject({
      slug: "nothing-changed",
    });
    await expect(correct({ manner: "correction", version: 1, fields: { name: "谭" } })).rejects.toMatchObject({
      slug: "changed-meanwhile",
    });
    await balanced();
  });

  it("lets a member leave, with the reason, and no earlier than they came", async () => {
    const { personId } = await admit(east, "东巷村党支部");
    const leave = (on: string, code = "died") =>
      act(zone.house, east, "membership.leave", null, (doing) => leaveRoster(doing, personId, { code, on }));
    await expect(leave("2026-01-01")).rejects.toMatchObject({ slug: "before-entry" });
    await expect(leave("2026-08-01", "transferred_out")).rejects.toMatchObject({ slug: "bad-code" });
    await leave("2026-08-01");
    await expect(leave("2026-08-02")).rejects.toMatchObject({ slug: "not-member" });
    expect((await page(east, personId)).memberships[0]).toMatchObject({ validTo: "2026-08-01" });
    await balanced();
  });

  it("unmasks for a reason, which the person can read", async () => {
    const { personId } = await admit(east, "东巷村党支部");
    const show = (reason: string) =>
      act(zone.house, east, "membership.unmask", null, (doing) =>
        unmask(doing, personId, { fields: ["mobile", "address"], reason }),
      );
    await expect(show("看看")).rejects.toMatchObject({ slug: "reason-needed" });
    expect(await show("核对医保参保信息")).toEqual({ mobile: "19900001234", address: "中屏街道东巷村11组33号" });
    const trace = await zone.house.audit.trace(zone.house.door, { personId, accountId: null });
    expect(trace[0]?.sentence).toMatch(/手机号码、家庭住址.*核对医保参保信息/u);
  });
});

describe("transfers inside the zone", () => {
  const transfer = async (personId: string) => {
    const { id: toOrganizationId } = await zone.place("盐坨社区党支部");
    const { ids } = await act(zone.house, east, "membership.transfer", null, (doing) =>
      handOver(doing, { personIds: [personId], toOrganizationId, on: "2026-09-01", reason: "居住地变化" }),
    );
    return ids[0] ?? "";
  };
  const decide = (by: Actor, work: Parameters<typeof act<void>>[4]) =>
    act(zone.house, by, "membership.transfer", null, work);

  it("leaves the member with the sender until the receiver accepts", async () => {
    const { personId } = await admit(east, "东巷村党支部");
    const id = await transfer(personId);
    expect((await page(east, personId)).memberships[0]).toMatchObject({ validTo: null });
    await expect(page(salt, personId)).rejects.toMatchObject({ slug: "absent" });
    await expect(decide(east, (doing) => acceptTransfer(doing, id, {}))).rejects.toMatchObject({
      slug: "transfer-not-receiver",
    });
    await decide(salt, (doing) => acceptTransfer(doing, id, { on: "2026-09-10" }));
    const there = await page(salt, personId);
    const { id: saltId } = await zone.place("盐坨社区党支部");
    expect(there.memberships[0]).toMatchObject({ organizationId: saltId, validFrom: "2026-09-10", validTo: null });
    await expect(page(east, personId)).rejects.toMatchObject({ slug: "absent" });
    await expect(decide(salt, (doing) => acceptTransfer(doing, id, {}))).rejects.toMatchObject({
      slug: "transfer-not-open",
    });
    await balanced();
    // The branch that was left keeps the name in its ledger, though the person is out of its reach.
    const [register] = registers.filter((it) => it.id === "membership-events");
    if (!register) throw new Error("no ledger of comings and goings");
    const { rows } = await ask(zone.house, east, "membership.read", null, ({ tx }) =>
      listPage(tx, register, readListRequest(register, {}, TODAY)),
    );
    expect(rows.find((it) => it["personId"] === personId && it["direction"] === -1)?.["name"]).toBe("谭玉莲");
  });

  it("tells both sides", async () => {
    const { path: eastPath } = await zone.place("东巷村党支部");
    const { path: saltPath } = await zone.place("盐坨社区党支部");
    const accepted = await told("membership.transfer.accepted");
    expect(accepted.map((it) => it.orgPath).toSorted()).toEqual([eastPath, saltPath].toSorted());
  });

  it("comes back when refused or withdrawn, and one person moves once at a time", async () => {
    const { personId } = await admit(east, "东巷村党支部");
    const first = await transfer(personId);
    await expect(transfer(personId)).rejects.toMatchObject({ slug: "member-moving" });
    await expect(decide(salt, (doing) => refuseTransfer(doing, first, " "))).rejects.toMatchObject({
      slug: "transfer-note-needed",
    });
    await decide(salt, (doing) => refuseTransfer(doing, first, "查无此人"));
    const second = await transfer(personId);
    await expect(decide(salt, (doing) => withdrawTransfer(doing, second, ""))).rejects.toMatchObject({
      slug: "transfer-not-sender",
    });
    await decide(east, (doing) => withdrawTransfer(doing, second, ""));
    expect((await page(east, personId)).memberships[0]).toMatchObject({ validTo: null });
    await balanced();
  });

  it("is told to those nearest who may accept, until it is decided, and the answer to whoever handed it over", async () => {
    const inbox = (who: Actor) =>
      zone.read((tx) =>
        tx
          .selectFrom("notice")
          .select(["kind", "title", "body", "why", "link", "readAt", "settledAt"])
          .where("accountId", "=", who.accountId ?? "")
          .where("readAt", "is", null)
          .execute(),
      );
    const clear = (who: Actor) =>
      act(zone.house, who, "own", null, ({ tx }) => markAllRead(tx, who.accountId ?? "", zone.house.clock.now()));
    const organiser = await zone.actor("zone_organiser", "开发区党工委");
    const second = await zone.actor("branch_secretary", "盐坨社区党支部");
    const people = [await admit(east, "东巷村党支部"), await admit(east, "东巷村党支部")].map((it) => it.personId);
    for (const who of [east, salt, second]) await clear(who);
    const { id: toOrganizationId } = await zone.place("盐坨社区党支部");
    const { ids } = await act(zone.house, east, "membership.transfer", null, (doing) =>
      handOver(doing, { personIds: people, toOrganizationId, on: "2026-09-01" }),
    );
    const waiting = {
      kind: "transfer-waiting",
      title: "2名党员的组织关系转到盐坨社区党支部，等您接收",
      body: "由东巷村党支部转来。",
      link: "/transfers",
      why: "您可以为盐坨社区党支部接收组织关系。不想再收到，可以在“我的通知”里关闭“转接待接收”。",
    };
    for (const who of [salt, second]) expect(await inbox(who)).toMatchObject([waiting]);
    // Neither the sender nor anybody further up.
    for (const who of [east, organiser]) expect(await inbox(who)).toEqual([]);

    await decide(salt, (doing) => acceptTransfer(doing, ids[0] ?? "", { on: "2026-09-10" }));
    expect(await inbox(second)).toHaveLength(1);
    await decide(salt, (doing) => refuseTransfer(doing, ids[1] ?? "", "查无此人"));
    for (const who of [salt, second]) expect(await inbox(who)).toEqual([]);
    expect((await inbox(east)).map((it) => it.title).toSorted()).toEqual([
      "盐坨社区党支部已接收您转出的组织关系",
      "盐坨社区党支部退回了您转出的组织关系",
    ]);
    await balanced();

    // Where nobody stands at the receiving place, the nearest above are asked.
    const { id: elsewhere } = await zone.place("新光社区党支部");
    const { ids: up } = await act(zone.house, east, "membership.transfer", null, (doing) =>
      handOver(doing, { personIds: people.slice(1), toOrganizationId: elsewhere, on: "2026-09-11" }),
    );
    expect(await inbox(organiser)).toMatchObject([{ kind: "transfer-waiting" }]);
    await decide(east, (doing) => withdrawTransfer(doing, up[0] ?? "", ""));
    expect(await inbox(organiser)).toEqual([]);
    // A colleague's notice names no person: it stays when rights have ended.
    const all = await zone.read((tx) => tx.selectFrom("notice").select(["title", "body"]).execute());
    expect(JSON.stringify(all)).not.toContain("谭玉莲");
  });

  it("out of the zone ends with the sender, when the receipt has come", async () => {
    const { personId } = await admit(east, "东巷村党支部");
    const { ids } = await act(zone.house, east, "membership.transfer", null, (doing) =>
      handOver(doing, { personIds: [personId], outsideName: "苏州市姑苏区某社区党支部", on: "2026-09-01" }),
    );
    await decide(east, (doing) => acceptTransfer(doing, ids[0] ?? "", { on: "2026-10-01" }));
    const { memberships, events: happened } = await page(east, personId);
    expect(memberships[0]).toMatchObject({ validTo: "2026-10-01" });
    expect(happened[0]).toMatchObject({ direction: -1, code: "transferred_out" });
    await balanced();
  });
});
