import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#platform/access/policy.ts";
import { listPage } from "#platform/registers/list.ts";
import { readListRequest } from "#platform/registers/request.ts";
import { day } from "#shared/day.ts";
import { type OrganizationHouse, organizationHouse } from "#test/organization-house.ts";
import type { PostBody } from "./contract.ts";
import { appointPost, endPost, startTerm } from "./post-acts.ts";
import { registers } from "./registers.ts";
import { termState } from "./rules.ts";
import { putUnit } from "./unit-acts.ts";

let house: OrganizationHouse;
let village: string;
let office: string;
let officer: Actor;
let people: string[];

beforeAll(async () => {
  house = await organizationHouse();
  const zone = await house.establish(
    { parentId: null, kind: "working_committee", shortName: "开发区党工委" },
    "2008-06-01",
  );
  const town = await house.establish(
    { parentId: zone, kind: "working_committee", shortName: "朝云街道党工委", territorialLevel: "town" },
    "2008-06-01",
  );
  village = await house.establish({ parentId: town, shortName: "东巷村党支部", areaKind: "village" });
  office = await house.establish({ parentId: town, shortName: "机关党支部", areaKind: "organ" });
  officer = await house.person("town_officer", town);
  people = await house.admit(village, ["甲", "乙", "丙"], "2012-01-01");
});
afterAll(() => house?.close());

const appoint = (body: Omit<PostBody, "organizationId">) =>
  house.act(officer, "organization.post.write", (doing) => appointPost(doing, { organizationId: village, ...body }));
const rowsOf = async (id: string, asOf: string) => {
  const register = registers.find((it) => it.id === id);
  if (!register) throw new Error(`no register ${id}`);
  return (await house.read((tx) => listPage(tx, register, readListRequest(register, { asOf }, day(asOf))))).rows;
};

describe("posts", () => {
  test("secretary and village head in one person, and cross-appointment, are derived for each day", async () => {
    const [one = "", two = ""] = people;
    await appoint({ personId: one, post: "secretary", from: "2021-01-01" });
    const head = await appoint({ personId: one, post: "village_head", from: "2022-01-01" });
    await appoint({ personId: two, post: "organization_member", from: "2021-01-01" });
    await appoint({ personId: two, post: "village_committee_member", from: "2022-01-01" });
    expect((await rowsOf("posts", "2021-06-01")).filter((it) => it["oneShoulder"] === true)).toEqual([]);
    const now = await rowsOf("posts", "2022-06-01");
    expect(now.filter((it) => it["oneShoulder"] === true).map((it) => it["post"])).toEqual(
      expect.arrayContaining(["secretary", "village_head"]),
    );
    expect(now.every((it) => it["cross"] === true)).toBe(true);
    await house.act(officer, "organization.post.write", (doing) =>
      endPost(doing, head.id, { on: "2023-01-01", reason: "届满" }),
    );
    expect((await rowsOf("posts", "2023-01-01")).filter((it) => it["oneShoulder"] === true)).toEqual([]);
    expect(house.told.at(-1)).toMatchObject({ event: "organization.post.ended", persons: [{ id: one }] });
  });

  test("a second secretary, the same post twice, a day before the organisation and a made-up day are refused in words", async () => {
    const [one = "", two = ""] = people;
    await expect(appoint({ personId: two, post: "secretary", from: "2024-01-01" })).rejects.toMatchObject({
      slug: "post-refused",
      faults: [{ pointer: "/post" }],
    });
    await expect(appoint({ personId: one, post: "secretary", from: "2024-01-01" })).rejects.toMatchObject({
      faults: [{ pointer: "/personId" }],
    });
    await expect(appoint({ personId: two, post: "member", from: "2009-12-31" })).rejects.toMatchObject({
      slug: "post-refused",
    });
    await expect(appoint({ personId: two, post: "member", from: "2024-02-30" })).rejects.toMatchObject({
      slug: "post-refused",
    });
  });

  test("seats of the Party committee are for full members of that day; the villagers' committee asks for none", async () => {
    const since = { category: "probationary", joinedOn: "2025-06-01" };
    const [applicant = ""] = await house.admit(village, ["外人"], "2025-06-01", since);
    const refusedFor = async (from: string) => {
      const fault: unknown = await appoint({ personId: applicant, post: "publicity_member", from }).catch((it) => it);
      expect(fault).toMatchObject({ slug: "post-refused", faults: [{ pointer: "/personId" }] });
      return (fault as { faults: { message: string }[] }).faults[0]?.message;
    };
    expect(await refusedFor("2024-06-01")).toContain("任职当天不是党员");
    expect(await refusedFor("2025-07-01")).toContain("任职当天还是预备党员");
    await expect(
      appoint({ personId: applicant, post: "village_committee_member", from: "2025-07-01" }),
    ).resolves.toBeTruthy();
    await house.database.ownerPool.query("update membership set full_on = '2026-06-01' where person_id = $1", [
      applicant,
    ]);
    await expect(refusedFor("2026-05-31")).resolves.toContain("预备党员");
    await expect(appoint({ personId: applicant, post: "publicity_member", from: "2026-06-01" })).resolves.toMatchObject(
      {
        warnings: [],
      },
    );
  });

  test("somebody of another branch is taken with a word", async () => {
    const [guest = ""] = await house.admit(office, ["借调"], "2012-01-01");
    const { warnings } = await appoint({ personId: guest, post: "deputy_secretary", from: "2025-01-01" });
    expect(warnings.map((it) => it.text)).toEqual(["借调的组织关系不在本组织，请核对任职文件。"]);
  });
});

describe("terms", () => {
  test("five years in a village, three in an office; the next ends the one before; other lengths are taken with a warning", async () => {
    const start = (organizationId: string, startOn: string, years?: number) =>
      house.act(officer, "organization.post.write", (doing) =>
        startTerm(doing, { organizationId, startOn, ...(years === undefined ? {} : { years }) }),
      );
    expect((await start(village, "2016-01-10")).warnings).toEqual([]);
    await start(village, "2021-01-10");
    await start(office, "2024-02-29");
    expect((await start(office, "2026-02-28", 5)).warnings[0]?.provision?.id).toBe("branch-21-term");
    await expect(start(village, "2020-01-01")).rejects.toMatchObject({ slug: "term-refused" });
    const rows = await rowsOf("terms", "2026-11-22");
    expect(
      rows.map((it) => [it["termNumber"], it["startOn"], it["years"], it["dueOn"], it["endedOn"], it["state"]]),
    ).toEqual(
      expect.arrayContaining([
        [1, "2016-01-10", 5, "2021-01-10", "2021-01-10", "已结束"],
        [2, "2021-01-10", 5, "2026-01-10", null, "已届满"],
        [1, "2024-02-29", 3, "2027-02-28", "2026-02-28", "已结束"],
        [2, "2026-02-28", 5, "2031-02-28", null, "任期中"],
      ]),
    );
  });

  test.each([
    ["2027-05-22", "due-soon"],
    ["2027-05-23", "running"],
    ["2026-11-22", "overdue"],
    ["2026-11-23", "due-soon"],
  ])("due on %s: %s", (dueOn, state) => {
    expect(termState({ dueOn: day(dueOn), endedOn: null }, day("2026-11-22")).value).toBe(state);
  });
});

test("facts of a unit are corrected in place, or begin anew from a day; the organisations list counts members", async () => {
  const put = (body: Parameters<typeof putUnit>[2]) =>
    house.act(officer, "organization.unit.write", (doing) => putUnit(doing, village, body));
  await put({ name: "东巷村", households: 300 });
  await put({ name: "东巷村", residentPopulation: 900 });
  await put({ name: "东巷村", households: 310, since: "2026-01-01" });
  expect((await rowsOf("units", "2025-12-31")).map((it) => [it["households"], it["residentPopulation"]])).toEqual([
    [300, 900],
  ]);
  expect((await rowsOf("units", "2026-01-01")).map((it) => [it["households"], it["residentPopulation"]])).toEqual([
    [310, 900],
  ]);
  await expect(put({ name: "东巷村", longitude: 119 })).rejects.toMatchObject({ slug: "unit-refused" });
  const organizations = await rowsOf("organizations", "2026-11-22");
  expect(organizations.find((it) => it["shortName"] === "东巷村党支部")).toMatchObject({
    members: 4,
    full: 4,
    probationary: 0,
    secretary: "甲",
    parent: "朝云街道党工委",
    establishedOn: "2010-01-01",
  });
});
