import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#platform/access/policy.ts";
import type { Problem } from "#platform/http/problem.ts";
import type { Day } from "#shared/day.ts";
import { everyRow, type OrganizationHouse, organizationHouse, SYSTEM } from "#test/organization-house.ts";
import type { EventBody } from "./contract.ts";
import { decideEvent, previewEvent, proposeEvent, undoEvent } from "./event-acts.ts";
import { settleDay } from "./planning/write.ts";
import { treeAsWas, treeOn } from "./queries.ts";

let house: OrganizationHouse;
let zone: string;
let town: string;
let other: string;
let organiser: Actor;
let officer: Actor;

beforeAll(async () => {
  house = await organizationHouse();
  zone = await house.establish(
    { parentId: null, kind: "working_committee", shortName: "开发区党工委", territorialLevel: "county" },
    "2008-06-01",
  );
  town = await house.establish(
    { parentId: zone, kind: "working_committee", shortName: "朝云街道党工委", territorialLevel: "town" },
    "2008-06-01",
  );
  other = await house.establish(
    { parentId: zone, kind: "working_committee", shortName: "中屏街道党工委", territorialLevel: "town" },
    "2008-06-01",
  );
  organiser = await house.person("zone_organiser", zone);
  officer = await house.person("town_officer", town);
});
afterAll(() => house?.close());

const propose = (actor: Actor, body: EventBody) =>
  house.act(actor, "organization.event.propose", (doing) => proposeEvent(doing, body));
const undo = (actor: Actor, id: string) =>
  house.act(actor, "organization.event.approve", (doing) => undoEvent(doing, id, ""));
const refusal = async (work: Promise<unknown>): Promise<Problem> => {
  const outcome = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(outcome).toMatchObject({ name: "Problem" });
  return outcome as Problem;
};

async function villages(prefix: string): Promise<{ a: string; b: string; people: string[] }> {
  const a = await house.establish({ parentId: town, shortName: `${prefix}东村党支部`, areaKind: "village" });
  const b = await house.establish({ parentId: town, shortName: `${prefix}西村党支部`, areaKind: "village" });
  const people = await house.admit(
    a,
    ["甲", "乙", "丙"].map((it) => prefix + it),
    "2015-03-01",
  );
  await house.admit(
    b,
    ["丁", "戊"].map((it) => prefix + it),
    "2015-03-01",
  );
  return { a, b, people };
}

const merge = (
  sourceIds: string[],
  into: string,
  grants: { grantId: string; decision: "end" | "carry" }[] = [],
  happenedOn = "2026-03-01",
): EventBody => ({
  kind: "merge",
  happenedOn,
  documentNumber: "朝党〔2026〕3号",
  reason: "规模太小",
  details: { sourceIds, into: { organizationId: into }, grants },
});

describe("merging", () => {
  test("members, posts, units and paths go to the successor; the sums and the yearly identity hold; undoing restores every row", async () => {
    const { a, b, people } = await villages("合");
    await house.act(SYSTEM, "organization.read", async ({ tx }) => {
      const { orgPath } = await tx
        .selectFrom("organization")
        .select("orgPath")
        .where("id", "=", a)
        .executeTakeFirstOrThrow();
      await tx
        .insertInto("post")
        .values({
          id: crypto.randomUUID(),
          organizationId: a,
          orgPath,
          personId: people[0] ?? "",
          personName: "合甲",
          post: "secretary",
          validFrom: "2020-01-01" as Day,
        })
        .execute();
      await tx
        .insertInto("unit")
        .values({ id: crypto.randomUUID(), organizationId: a, orgPath, name: "东村", validFrom: "2010-01-01" as Day })
        .execute();
      await tx
        .insertInto("committeeTerm")
        .values({
          id: crypto.randomUUID(),
          organizationId: a,
          orgPath,
          termNumber: 1,
          startOn: "2022-01-01" as Day,
          years: 5,
          dueOn: "2027-01-01" as Day,
        })
        .execute();
    });
    const grantId = await house.grant(a, "branch_secretary", "合甲", "2020-01-01", "2027-06-30");
    const before = await everyRow(house);

    const missing = await refusal(propose(officer, merge([a], b)));
    expect(missing.detail).toContain("合甲");
    expect(missing.provision?.id).toBe("house-grants-decided");
    const preview = await house.act(officer, "organization.event.propose", (doing) =>
      previewEvent(doing, merge([a], b)),
    );
    expect(preview.grants).toMatchObject([{ id: grantId, decision: null, roleTerm: "支部书记" }]);
    expect(preview.totals.before).toEqual(expect.objectContaining({ members: 5 }));
    expect(preview.totals.after.members).toBe(5);
    expect(preview.posts).toMatchObject([{ personName: "合甲", post: "书记", outcome: "结束" }]);
    expect(preview.competence).toMatchObject({
      organizationId: town,
      atOnce: true,
      provision: { id: "rural-5-approval" },
    });
    expect(preview.notes.length).toBe(0);

    const { id, state } = await propose(officer, merge([a], b, [{ grantId, decision: "carry" }]));
    expect(state).toBe("in-force");
    expect(house.told.at(-1)).toMatchObject({ event: "organization.event.in-force", details: { members: 3 } });
    await house.read(async (tx) => {
      const rows = await tx
        .selectFrom("membership")
        .selectAll()
        .where("personId", "in", people)
        .orderBy("validFrom")
        .execute();
      expect(
        rows.filter((it) => it.validTo === "2026-03-01" && it.organizationId === a && it.closedBy === id),
      ).toHaveLength(3);
      expect(
        rows.filter((it) => it.validFrom === "2026-03-01" && it.organizationId === b && it.validTo === null),
      ).toHaveLength(3);
      const flows = await tx
        .selectFrom("membershipEvent")
        .select(["organizationId", "direction", "code"])
        .where("openedBy", "=", id)
        .execute();
      expect(
        flows.filter((it) => it.organizationId === a && it.direction === -1 && it.code === "reorganised_out"),
      ).toHaveLength(3);
      expect(
        flows.filter((it) => it.organizationId === b && it.direction === 1 && it.code === "reorganised_in"),
      ).toHaveLength(3);
      const source = await tx.selectFrom("organization").selectAll().where("id", "=", a).executeTakeFirstOrThrow();
      const successor = await tx.selectFrom("organization").selectAll().where("id", "=", b).executeTakeFirstOrThrow();
      expect(source).toMatchObject({ closedOn: "2026-03-01", successorId: b, closedBy: id });
      expect(source.orgPath).toBe(`${successor.orgPath}${source.node}/`);
      for (const row of rows.filter((it) => it.organizationId === a)) expect(row.orgPath).toBe(source.orgPath);
      const person = await tx
        .selectFrom("person")
        .selectAll()
        .where("id", "=", people[0] ?? "")
        .executeTakeFirstOrThrow();
      expect(person).toMatchObject({ organizationId: b, orgPath: successor.orgPath });
      const grants = await tx.selectFrom("roleGrant").selectAll().where("openedBy", "=", id).execute();
      // Rights are not changed backwards: the grant goes over today, not on the day of the merger.
      expect(grants).toMatchObject([{ organizationId: b, validFrom: "2026-11-22", validTo: "2027-06-30" }]);
      const units = await tx.selectFrom("unit").selectAll().where("openedBy", "=", id).execute();
      expect(units).toMatchObject([{ organizationId: b, name: "东村", validFrom: "2026-03-01" }]);
    });
    await undo(officer, id);
    expect(await everyRow(house)).toEqual(before);
  });

  test("undoing brings no business grant back to who has become an administrator since", async () => {
    const { a, b } = await villages("员");
    const grantId = await house.grant(a, "branch_secretary", "员甲", "2020-01-01");
    const { id } = await propose(officer, merge([a], b, [{ grantId, decision: "end" }]));
    const { rows } = await house.database.ownerPool.query<{ id: string }>(
      `insert into role_grant (id, account_id, role, organization_id, org_path, valid_from)
       select gen_random_uuid(), g.account_id, 'auditor', o.id, o.org_path, '2027-01-01'
       from role_grant g, organization o where g.id = $1 and o.id = $2
       returning id`,
      [grantId, zone],
    );
    const before = await everyRow(house);
    const it = await refusal(undo(officer, id));
    expect(it.slug).toBe("event-depended-on");
    expect(it.detail).toContain("员甲（支部书记、审计员）");
    expect(await everyRow(house)).toEqual(before);
    await house.database.ownerPool.query("update role_grant set valid_to = valid_from where id = $1", [rows[0]?.id]);
    expect((await undo(officer, id)).state).toBe("undone");
  });

  test("a later fact at the source refuses a back-dated merger and is named", async () => {
    const { a, b } = await villages("迟");
    await house.admit(a, ["新来的"], "2026-08-01");
    const it = await refusal(propose(officer, merge([a], b)));
    expect(it.detail).toContain("新来的");
    expect(it.detail).toContain("2026-08-01");
  });

  test("undoing names the later event that rests on it", async () => {
    const { a, b } = await villages("链");
    const first = await propose(officer, merge([a], b, [], "2026-03-01"));
    const rename = await propose(officer, {
      kind: "rename",
      happenedOn: "2026-05-01",
      reason: "村名变更",
      details: { organizationId: b, fullName: "中共链新村支部委员会", shortName: "链新村党支部" },
    });
    const it = await refusal(undo(officer, first.id));
    expect(it.slug).toBe("event-depended-on");
    expect(it.detail).toContain("更名");
    await undo(officer, rename.id);
    expect((await undo(officer, first.id)).state).toBe("undone");
  });
});

describe("who decides", () => {
  test("a secretary proposes, the town approves; the neighbouring town sees nothing", async () => {
    const { a } = await villages("批");
    const secretary = await house.person("branch_secretary", a);
    const filed = await propose(secretary, {
      kind: "rename",
      happenedOn: "2026-09-01",
      reason: "村名变更",
      details: { organizationId: a, fullName: "中共批新村支部委员会", shortName: "批新村党支部" },
    });
    expect(filed.state).toBe("proposed");
    const neighbour = await house.person("town_officer", other);
    expect(
      (
        await refusal(
          house.act(neighbour, "organization.event.approve", (doing) =>
            decideEvent(doing, filed.id, { approve: true }),
          ),
        )
      ).family,
    ).toBe("absent");
    expect(
      (
        await house.act(officer, "organization.event.approve", (doing) =>
          decideEvent(doing, filed.id, { approve: true, note: "同意" }),
        )
      ).state,
    ).toBe("in-force");
    expect(
      (
        await refusal(
          house.act(officer, "organization.event.approve", (doing) => decideEvent(doing, filed.id, { approve: true })),
        )
      ).slug,
    ).toBe("event-settled");
  });

  test("those nearest who may approve are told until it is decided, and the proposer of the answer", async () => {
    const { a } = await villages("告");
    const secretary = await house.person("branch_secretary", a);
    const holder = async (grantId: string): Promise<Actor> => {
      const row = await house.read((tx) =>
        tx.selectFrom("roleGrant").selectAll().where("id", "=", grantId).executeTakeFirstOrThrow(),
      );
      const grant = {
        id: row.id,
        role: "town_officer" as const,
        organizationId: row.organizationId,
        path: row.orgPath,
      };
      return { ...officer, accountId: row.accountId, name: "干部", grants: [grant] };
    };
    const [first, second] = [
      await holder(await house.grant(town, "town_officer", "告一", "2020-01-01")),
      await holder(await house.grant(town, "town_officer", "告二", "2020-01-01")),
    ];
    const former = await holder(await house.grant(town, "town_officer", "告旧", "2020-01-01", "2026-01-01"));
    const above = await holder(await house.grant(zone, "zone_organiser", "告上", "2020-01-01"));
    const neighbour = await holder(await house.grant(other, "town_officer", "告邻", "2020-01-01"));
    const inbox = (who: Actor) =>
      house.read((tx) =>
        tx
          .selectFrom("notice")
          .select(["kind", "title", "body", "link"])
          .where("accountId", "=", who.accountId ?? "")
          .where("readAt", "is", null)
          .orderBy("createdAt")
          .execute(),
      );
    const rename = (shortName: string, happenedOn = "2026-09-01"): EventBody => ({
      kind: "rename",
      happenedOn,
      reason: "村名变更",
      details: { organizationId: a, fullName: `中共${shortName}`, shortName },
    });
    const decide = (id: string, approve: boolean) =>
      house.act(first, "organization.event.approve", (doing) => decideEvent(doing, id, { approve, note: "见附件" }));

    const filed = await propose(secretary, rename("告新村党支部"));
    const waiting = {
      kind: "proposal-waiting",
      title: "一项组织变动等您批准：更名",
      body: "告东村党支部，2026-09-01。",
      link: `/organization-events/${filed.id}`,
    };
    for (const who of [first, second]) expect(await inbox(who)).toMatchObject([waiting]);
    for (const who of [secretary, former, above, neighbour]) expect(await inbox(who)).toEqual([]);
    await decide(filed.id, true);
    expect(await inbox(second)).toEqual([]);
    expect(await inbox(secretary)).toMatchObject([
      { kind: "proposal-answered", title: "您提出的组织变动已批准：更名", link: waiting.link },
    ]);

    const refused = await propose(secretary, rename("告又新村党支部", "2026-10-01"));
    await decide(refused.id, false);
    expect((await inbox(secretary)).map((it) => it.title)).toContain("您提出的组织变动没有批准：更名");
    const withdrawn = await propose(secretary, rename("告再新村党支部", "2026-10-01"));
    expect(await inbox(second)).toHaveLength(1);
    // Nobody is told of what they did themselves.
    await house.act(secretary, "organization.event.propose", (doing) => undoEvent(doing, withdrawn.id, ""));
    expect(await inbox(second)).toEqual([]);
    expect(await inbox(secretary)).toHaveLength(2);
  });

  test("a committee under a town needs the zone, and 100 members", async () => {
    const big = await house.establish({ parentId: town, shortName: "大村党支部", areaKind: "village" });
    await house.admit(
      big,
      Array.from({ length: 99 }, (_, at) => `大${at}`),
      "2015-01-01",
    );
    const body: EventBody = {
      kind: "upgrade",
      happenedOn: "2026-06-01",
      reason: "人数多",
      details: { organizationId: big, kind: "committee", fullName: "中共大村委员会", shortName: "大村党委" },
    };
    const few = await refusal(propose(officer, body));
    expect(few.detail).toContain("99人");
    expect(few.provision?.id).toBe("rural-5-committee");
    await house.admit(big, ["第一百"], "2016-01-01");
    const filed = await propose(officer, body);
    expect(filed.state).toBe("proposed");
    expect(
      (
        await refusal(
          house.act(officer, "organization.event.approve", (doing) => decideEvent(doing, filed.id, { approve: true })),
        )
      ).slug,
    ).toBe("event-not-competent");
    expect(
      (
        await house.act(organiser, "organization.event.approve", (doing) =>
          decideEvent(doing, filed.id, { approve: true }),
        )
      ).state,
    ).toBe("in-force");
  });
});

describe("splitting, moving, dissolving", () => {
  test("a split names whoever has no place, then moves everybody", async () => {
    const { a, people } = await villages("分");
    const [one, two, three] = people as [string, string, string];
    const part = (shortName: string, personIds: string[]) => ({
      organization: { parentId: town, kind: "branch", fullName: `中共${shortName}`, shortName },
      personIds,
    });
    const body = (parts: ReturnType<typeof part>[]): EventBody => ({
      kind: "split",
      happenedOn: "2026-04-01",
      reason: "分设",
      details: { organizationId: a, continues: false, parts },
    });
    const it = await refusal(propose(officer, body([part("分一党支部", [one]), part("分二党支部", [two])])));
    expect(it.detail).toContain("分丙");
    const before = await everyRow(house);
    const done = await propose(officer, body([part("分一党支部", [one, three]), part("分二党支部", [two])]));
    const tree = await house.read((tx) => treeOn(tx, "2026-04-01" as Day, true));
    expect(tree.find((row) => row.shortName === "分一党支部")?.members).toBe(2);
    expect(tree.find((row) => row.id === a)).toBeUndefined();
    await undo(officer, done.id);
    expect(await everyRow(house)).toEqual(before);
  });

  test("dissolving with members left is refused by name; with destinations it is done", async () => {
    const { a, b, people } = await villages("撤");
    expect(
      (
        await refusal(
          propose(officer, { kind: "dissolve", happenedOn: "2026-04-01", reason: "", details: { organizationId: a } }),
        )
      ).detail,
    ).toContain("撤甲");
    const done = await propose(officer, {
      kind: "dissolve",
      happenedOn: "2026-04-01",
      reason: "撤村",
      details: { organizationId: a, destinations: [{ organizationId: b, personIds: people }] },
    });
    expect(done.state).toBe("in-force");
  });

  test("a circle is refused, a move between towns needs the zone, an event dated ahead waits for its day", async () => {
    const { a } = await villages("移");
    const circle = await refusal(
      propose(organiser, {
        kind: "move",
        happenedOn: "2026-04-01",
        reason: "",
        details: { organizationId: town, parentId: a },
      }),
    );
    expect(circle.detail).toContain("不能");
    const body: EventBody = {
      kind: "move",
      happenedOn: "2026-12-01",
      reason: "区划调整",
      details: { organizationId: a, parentId: other },
    };
    const pathOf = async (id: string): Promise<string> =>
      (
        await house.read((tx) =>
          tx.selectFrom("organization").select("orgPath").where("id", "=", id).executeTakeFirstOrThrow(),
        )
      ).orgPath;
    const filed = await propose(organiser, body);
    expect(filed.state).toBe("in-force");
    const townPath = await pathOf(town);
    expect((await pathOf(a)).startsWith(townPath)).toBe(true);
    await house.act(SYSTEM, "organization.read", ({ tx }) => settleDay(tx, "2026-12-01" as Day));
    expect((await pathOf(a)).startsWith(await pathOf(other))).toBe(true);
    for (const day of ["2026-11-30", "2026-12-01"] as Day[]) {
      const tree = await house.read((tx) => treeOn(tx, day, false));
      expect(tree.find((row) => row.id === a)?.parentId).toBe(day === "2026-12-01" ? other : town);
    }
    await house.act(SYSTEM, "organization.read", ({ tx }) => settleDay(tx, "2026-11-22" as Day));
  });

  test("the tree as it was today is the tree of the paths", async () => {
    const rows = await house.read((tx) =>
      treeAsWas(tx, house.today)
        .selectFrom("asWas")
        .innerJoin("organization as o", "o.id", "asWas.organizationId")
        .select(["asWas.path", "o.orgPath"])
        .execute(),
    );
    const all = await house.read((tx) => tx.selectFrom("organization").select("id").execute());
    expect(rows).toHaveLength(all.length);
    for (const row of rows) expect(row.path).toBe(row.orgPath);
  });
});
