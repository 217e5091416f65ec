import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "#platform/database/ids.ts";
import { systemScope } from "#platform/database/scope.ts";
import { readWorkbook } from "#platform/spreadsheet/index.ts";
import { day } from "#shared/day.ts";
import { Browser, freshHouse, type TestHouse } from "#test/house.ts";
import type { CockpitView, LineMatters } from "./cockpit/contract.ts";
import type { CheckMatters, ClockView, DueLine, PictureView, StatisticsView } from "./contract.ts";
import { tellDigests } from "./digest.ts";
import { TABLES } from "./sheet.ts";

let it: TestHouse;
const people = new Map<string, Browser>();
beforeAll(async () => {
  it = await freshHouse();
  const app = await it.app();
  for (const [role, at] of [
    ["zone_organiser", "zone"],
    ["town_officer", "town"],
    ["branch_secretary", "branch"],
    ["auditor", "zone"],
    ["member", "branch"],
  ] as const) {
    await it.person(role, it.places[at], role);
    const browser = new Browser(app);
    await browser.signIn(role);
    people.set(role, browser);
  }
  await enrol(it.places.branch, "/1/2/3/", 2, 0);
  await enrol(it.places.otherBranch, "/1/20/5/", 9, 52);
});
afterAll(() => it.close());

/** Puts members on a roster: `women` and `men` of them. */
async function enrol(organizationId: string, orgPath: string, women: number, men: number): Promise<void> {
  await it.house.door.write(systemScope("test"), async (tx) => {
    for (let at = 0; at < women + men; at += 1) {
      const who = {
        name: "林一",
        pinyin: "linyi",
        initials: "ly",
        strokeKey: "08",
        gender: at < women ? "female" : "male",
      };
      const id = newId();
      await tx
        .insertInto("person")
        .values({ id, organizationId, orgPath, ...who })
        .execute();
      await tx
        .insertInto("membership")
        .values({
          id: newId(),
          personId: id,
          organizationId,
          orgPath,
          validFrom: day("2021-01-01"),
          category: "full",
          joinedOn: day("2000-07-01"),
          fullOn: day("2001-07-01"),
          ...who,
        })
        .execute();
    }
  });
}

async function read<T>(who: string, address: string, status = 200): Promise<T> {
  const answer = await people.get(who)?.send("GET", address);
  expect(answer?.statusCode, `${address} for ${who}: ${answer?.body.slice(0, 300)}`).toBe(status);
  return answer?.json() as T;
}

const figureOf = (picture: PictureView, key: string) => picture.figures.find((figure) => figure.key === key)?.value;

test("each person's picture begins where their reach begins, and shows nothing beyond it", async () => {
  const zone = await read<PictureView>("zone_organiser", "/api/picture");
  expect(zone.place.id).toBe(it.places.zone);
  expect(figureOf(zone, "members")).toBe(63);
  const town = await read<PictureView>("town_officer", "/api/picture");
  expect(town.place.id).toBe(it.places.town);
  expect(figureOf(town, "members")).toBe(2);
  expect(JSON.stringify(town)).not.toContain(it.places.otherTown);
  await read("town_officer", `/api/picture?org=${it.places.otherBranch}`, 404);
  await read("town_officer", `/api/picture?org=${it.places.zone}`, 404);
  await read("member", "/api/picture", 403);
});

test("whoever sees totals but no persons sees no small number and no list", async () => {
  const picture = await read<PictureView>("auditor", "/api/picture");
  expect(picture.hidden).toBe(true);
  expect(picture.asOf).toBe("2025-12-31");
  const numbers = [
    ...picture.figures.map((figure) => figure.value),
    ...picture.charts.flatMap((chart) => chart.series.flatMap((series) => series.values)),
  ];
  expect(numbers.length).toBeGreaterThan(5);
  expect(numbers.filter((value) => value !== null && value > 0 && value < 5)).toEqual([]);
  expect(JSON.stringify(picture)).not.toContain("/r/");
});

test("every list that a figure opens onto answers, with as many rows as the figure says", async () => {
  const picture = await read<PictureView>("zone_organiser", "/api/picture");
  let opened = 0;
  for (const figure of picture.figures) {
    if (figure.list === null || figure.form !== "count") continue;
    opened += 1;
    const list = await read<{ total: number }>(
      "zone_organiser",
      `${figure.list.replace("/r/", "/api/registers/")}&count=1&limit=1`,
    );
    expect(list.total, figure.term).toBe(figure.value);
  }
  expect(opened).toBeGreaterThan(12);
});

test("due items are those the person can act on, and count what their lists show", async () => {
  const organiser = await read<DueLine[]>("zone_organiser", "/api/due");
  const secretary = await read<DueLine[]>("branch_secretary", "/api/due");
  expect(organiser.map((item) => item.id)).toEqual(expect.arrayContaining(["C18", "C20"]));
  // A branch secretary registers no posts: who leads the branch is the town's to settle.
  expect(secretary.map((item) => item.id)).not.toContain("C20");
  for (const item of organiser) {
    expect(item.provision.title).not.toBe("");
    expect(item.action.term).not.toBe("");
    if (item.list?.startsWith("/clock/")) {
      const list = await read<CheckMatters>("zone_organiser", item.list.replace("/clock/", "/api/clock/"));
      expect(list.matters.length, item.term).toBe(item.count);
      expect(list.matters.every((it) => it.why !== "" && it.deed.address.startsWith("/"))).toBe(true);
    }
    if (!item.list?.startsWith("/r/")) continue;
    const list = await read<{ total: number }>(
      "zone_organiser",
      `${item.list.replace("/r/", "/api/registers/")}&count=1&limit=1`,
    );
    expect(list.total, item.term).toBe(item.count);
  }
});

test("the clock counts the same matters by place, and shows nobody what others must do", async () => {
  const zone = await read<ClockView>("zone_organiser", "/api/clock");
  const due = await read<DueLine[]>("zone_organiser", "/api/due");
  expect(zone.checks.map((it) => it.id)).toEqual(expect.arrayContaining(["C18", "C19", "C20"]));
  for (const check of zone.checks) {
    expect(due.find((it) => it.id === check.id)?.count ?? 0, check.term).toBe(check.matters);
    const sum = check.children.reduce((total, it) => total + it.matters, 0);
    // What is due at the place itself has a column of its own.
    expect(sum, check.term).toBe(check.matters);
    expect(check.overdue).toBeLessThanOrEqual(check.matters);
  }
  const branch = await read<ClockView>("branch_secretary", "/api/clock");
  expect(branch.checks.map((it) => it.id)).not.toContain("C20");
  // A branch has nothing beneath it: the one column is its own.
  expect(branch.children).toEqual([branch.place]);
  for (const check of branch.checks)
    expect(check.children).toMatchObject([{ id: branch.place.id, matters: check.matters }]);
  const own = zone.children.find((it) => it.id === zone.place.id);
  for (const check of own ? zone.checks : []) {
    const list = await read<CheckMatters>("zone_organiser", `/api/clock/${check.id}?own=true`);
    expect(list.total, check.term).toBe(check.children.find((it) => it.id === zone.place.id)?.matters);
  }
  // Every check the page names has a list of its own.
  for (const check of zone.checks) {
    const list = await read<CheckMatters>("zone_organiser", `/api/clock/${check.id}`);
    expect(list.total, check.term).toBe(check.matters);
  }
  await read("branch_secretary", "/api/clock/C20", 404);
  await read("zone_organiser", "/api/clock/C99", 404);
  await read("zone_organiser", "/api/clock/nothing", 400);
});

test("once a week those who stand nearest are told, in one notice, what falls due and is overdue", async () => {
  await it.house.door.write(systemScope("test"), async (tx) => {
    const term = { organizationId: it.places.branch, orgPath: "/1/2/3/", termNumber: 1, years: 3 };
    await tx
      .insertInto("committeeTerm")
      .values({ id: newId(), ...term, startOn: day("2020-03-01"), dueOn: day("2023-03-01") })
      .execute();
  });
  const digests = async (who: string) => {
    const all = await read<{ notices: { kind: string; title: string; body: string; readAt: string | null }[] }>(
      who,
      "/api/notices",
    );
    return all.notices.filter((notice) => notice.kind === "clock-digest" && notice.readAt === null);
  };
  expect(await tellDigests(it.house)).toBe(1);
  expect(await tellDigests(it.house)).toBe(1);
  // The branch prepares its election; town and zone could as well, but stand further up.
  const [digest, ...more] = await digests("branch_secretary");
  expect(more).toEqual([]);
  expect(digest).toMatchObject({ title: "本周有1件事到期或者逾期" });
  expect(digest?.body).toContain("换届1件（逾期1件）");
  expect(await digests("zone_organiser")).toEqual([]);
  expect(await digests("town_officer")).toEqual([]);
});

describe.each(TABLES)("table %s", (table) => {
  test("is shown and exported", async () => {
    const sheet = await read<StatisticsView>("zone_organiser", `/api/statistics/${table}?on=2025-12-31`);
    expect(sheet.table).toBe(table);
    expect(sheet.rows.every((row) => row.cells.length === sheet.columns.length)).toBe(true);
    const file = await people.get("zone_organiser")?.send("GET", `/api/statistics/${table}/export?on=2025-12-31`);
    expect(file?.statusCode).toBe(200);
    expect(file?.headers["content-disposition"]).toContain(encodeURIComponent(`表${table}`));
    expect(file?.rawPayload.subarray(0, 2).toString()).toBe("PK");
  });
});

test("a wrong day, table or manner is answered in words", async () => {
  for (const address of [
    "/api/picture?asOf=2026-02-30",
    "/api/picture?asOf=0001-01-01",
    "/api/picture?manner=then",
    "/api/picture?place=1",
    "/api/statistics/1?on=9999-12-31",
  ]) {
    const problem = await read<{ type: string; errors: unknown[] }>("zone_organiser", address, 400);
    expect(problem.errors.length).toBeGreaterThan(0);
    // A day that is one, and that no figure is of, is refused by the question itself.
    if (address.endsWith("0001-01-01")) expect(problem.type).toBe("/problems/bad-query");
  }
  await read("zone_organiser", "/api/statistics/7", 404);
});

/** What the list behind a cell of the cockpit counts. */
async function rowsOf(who: string, list: string): Promise<number> {
  if (list.startsWith("/cockpit/"))
    return (await read<LineMatters>(who, list.replace("/cockpit/", "/api/cockpit/lines/"))).total;
  return (await read<{ total: number }>(who, `${list.replace("/r/", "/api/registers/")}&count=1&limit=1`)).total;
}

test("every number of the cockpit opens onto as many rows, and the branches add up to the clock", async () => {
  const cockpit = await read<CockpitView>("zone_organiser", "/api/cockpit");
  expect(cockpit.rows).toHaveLength(5);
  expect(cockpit.before).toBe("2025-11-22");
  const column = (key: string) => cockpit.columns.findIndex((one) => one.key === key);
  // In this zone those above are branches too, and their lists hold what lies beneath them.
  for (const row of cockpit.rows.filter((one) => [it.places.branch, it.places.otherBranch].includes(one.id)))
    for (const [at, cell] of row.cells.entries())
      expect(await rowsOf("zone_organiser", cell.list), `${row.name} ${cockpit.columns[at]?.term}`).toBe(cell.value);
  const clock = await read<ClockView>("zone_organiser", "/api/clock");
  const all = cockpit.sum[column("all")];
  expect(all?.value).toBe(clock.checks.reduce((sum, one) => sum + one.matters, 0));
  expect(all?.late).toBe(clock.checks.reduce((sum, one) => sum + one.overdue, 0));
  expect(all?.value).toBe(await rowsOf("zone_organiser", all?.list ?? ""));
  expect(all?.value).toBeGreaterThan(0);
  expect(cockpit.sum[column("members")]?.value).toBe(63);
  const other = cockpit.rows.find((row) => row.id === it.places.otherBranch);
  expect(other?.cells[column("members")]).toMatchObject({ value: 61, before: 61 });
  expect(other?.town).toBe("双山镇");
});

test("the cockpit of a town knows its own branches only, and is refused to whoever sees no persons", async () => {
  const town = await read<CockpitView>("town_officer", "/api/cockpit");
  expect(town.rows.map((row) => row.id).toSorted()).toEqual([it.places.town, it.places.branch].toSorted());
  expect(JSON.stringify(town)).not.toContain(it.places.otherBranch);
  await read("town_officer", `/api/cockpit?org=${it.places.otherTown}`, 404);
  await read("town_officer", `/api/cockpit/export?org=${it.places.otherTown}`, 404);
  await read("town_officer", `/api/cockpit/lines/all?org=${it.places.otherBranch}`, 404);
  await read("auditor", "/api/cockpit", 403);
  await read("member", "/api/cockpit/lines/all", 403);
  // What nobody declared, and what nobody here may do anything about, is no column.
  await read("zone_organiser", "/api/cockpit/lines/weather", 404);
  await read("zone_organiser", "/api/cockpit?asOf=2026-02-30", 400);
});

test("the workbook of the cockpit has the rows of its page in the page's order", async () => {
  const query = "sort=-members";
  const page = await read<CockpitView>("zone_organiser", `/api/cockpit?${query}`);
  const answer = await people.get("zone_organiser")?.send("GET", `/api/cockpit/export?${query}`);
  await using book = await readWorkbook(answer?.rawPayload ?? Buffer.alloc(0));
  const lines = (await Array.fromAsync(book.sheets[0]?.rows() ?? [])).map((line) =>
    line.cells.map((cell) => cell?.text ?? ""),
  );
  const first = lines.findIndex((line) => line[0] === page.rows[0]?.name);
  expect(lines.slice(first, first + page.rows.length).map((line) => line[0])).toEqual(page.rows.map((row) => row.name));
  const members = (lines.find((line) => line.includes("党员")) ?? []).indexOf("党员");
  expect(lines[first]?.[members]).toBe("61");
  expect(lines[first + page.rows.length]?.[0]).toBe("合计");
  expect(lines[first + page.rows.length]?.[members]).toBe("63");
});
