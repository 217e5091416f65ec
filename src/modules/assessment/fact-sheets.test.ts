import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "#platform/database/ids.ts";
import { systemScope } from "#platform/database/scope.ts";
import { day } from "#shared/day.ts";
import { rowsAt, type TestZone, testZone } from "#test/zone.ts";
import { loadGround } from "./places.ts";
import { FACT_TABLES, type Sheet, sheetOf, TABLES, type Table } from "./sheet.ts";

const ON = "2025-12-31";
const today = day("2026-11-22");
let it: TestZone;
const value = (sheet: Sheet, row: string, column = "all"): number | undefined =>
  sheet.rows.find((one) => one.key === row)?.cells[sheet.columns.findIndex((one) => one.key === column)]?.value;

/** Six members of the zone and what was done with them, written by the owner's hand. */
beforeAll(async () => {
  it = await testZone({ organizations: 24, members: 500, seed: 3, merged: 0.2, moved: 0.2 });
  const pool = it.database.ownerPool;
  const { rows: members } = await pool.query<{ id: string; name: string; at: string; path: string }>(
    `select person_id as id, name, organization_id as at, org_path as path from membership where valid_to is null order by id limit 8`,
  );
  const insert = async (table: string, row: Readonly<Record<string, unknown>>): Promise<void> => {
    const keys = Object.keys(row);
    await pool.query(
      `insert into ${table} (${keys.join(", ")}) values (${keys.map((_, at) => `$${at + 1}`).join(", ")})`,
      Object.values(row),
    );
  };
  const away = {
    left_on: "2025-03-01",
    scope: "other_province",
    reason: "work_or_trade",
    registered_on: "2025-03-02",
    registered_by: "卫建军",
  };
  const places = (at: number) => ({ organization_id: members[at]?.at, org_path: members[at]?.path });
  const person = (at: number) => ({ person_id: members[at]?.id, person_name: members[at]?.name });
  const home = (at: number) => ({
    id: newId(),
    ...person(at),
    ...places(at),
    home_name: "本支部",
    gender: at % 2 === 0 ? "female" : "male",
  });
  await insert("floating_case", { ...home(0), ...away, origin_job: "farmer", destination_kind: "private_enterprise" });
  await insert("floating_case", { ...home(1), ...away, left_on: "2025-09-01" });
  await insert("floating_case", { ...home(2), ...away, ended_on: "2025-10-01", end_code: "returned" });
  await insert("floating_case", {
    ...home(3),
    ...away,
    left_on: "2022-01-01",
    lost_since: "2022-02-01",
    lost_on: "2022-09-01",
    lost_reason: "work_or_trade",
  });
  await insert("floating_case", {
    ...home(4),
    ...away,
    left_on: "2022-01-01",
    lost_since: "2024-02-01",
    lost_on: "2024-09-01",
    stopped_on: "2025-01-01",
    lost_reason: "abroad",
  });
  const host = { host_organization_id: members[5]?.at, host_path: members[5]?.path };
  await insert("floating_case", {
    id: newId(),
    person_name: "外来",
    home_name: "外地支部",
    ...host,
    ...away,
    gender: "female",
    arrived_on: "2025-04-01",
  });
  const steps = [[], [3], [3, 7], [3, 7, 17]];
  for (const [at, passed] of steps.entries()) {
    const id = newId();
    await insert("recruiting_case", {
      id,
      ...person(at),
      ...places(at),
      applied_on: "2024-01-01",
      gender: "female",
      birth_on: "1998-05-05",
      education: "bachelor",
      job: null,
    });
    for (const step of passed)
      await insert("recruiting_record", {
        id: newId(),
        case_id: id,
        person_id: members[at]?.id,
        ...places(at),
        step,
        result: "passed",
        happened_on: `2025-0${step === 17 ? 9 : step}-01`,
        place_name: "支部",
        recorded_name: "卫建军",
        recorded_at: new Date(),
      });
  }
  const award = {
    level: "county",
    issuer: "区党工委",
    awarded_on: "2025-07-01",
    entered_on: "2025-07-02",
    entered_by: "卫建军",
  };
  const given = (at: number) => ({ id: newId(), ...places(at), name: members[at]?.name, ...award });
  const toPerson = (at: number) => ({ ...given(at), person_id: members[at]?.id, person_path: members[at]?.path });
  await insert("award", { ...toPerson(0), kind: "excellent_member" });
  await insert("award", { ...toPerson(1), kind: "excellent_worker", level: "municipal" });
  await insert("award", { ...given(2), kind: "advanced_organization" });
  await insert("award", { ...toPerson(3), kind: "excellent_member", awarded_on: "2024-07-01" });
  await insert("award", {
    ...toPerson(4),
    kind: "excellent_member",
    revoked_on: "2025-11-01",
    revoke_reason: "受到处理",
  });
  await insert("award", {
    ...toPerson(5),
    kind: "excellent_member",
    withdrawn_on: "2025-07-03",
    withdraw_reason: "重复登记",
  });
  await insert("membership_event", {
    id: newId(),
    person_id: members[6]?.id,
    ...places(6),
    direction: -1,
    code: "probation_cancelled",
    happened_on: "2025-05-05",
  });
  // An appraisal of 2025 with four on its list, one not counted yet, and one taken back.
  const appraisal = async (more: Readonly<Record<string, unknown>>): Promise<string> => {
    const id = newId();
    await insert("appraisal", {
      id,
      ...places(0),
      year: 2025,
      manner: "paper",
      ceiling: "third",
      opened_on: "2025-11-01",
      opened_by: "卫建军",
      ...more,
    });
    return id;
  };
  const listed = async (appraisalId: string, at: number, more: Readonly<Record<string, unknown>>): Promise<void> =>
    insert("appraisal_item", {
      id: newId(),
      appraisal_id: appraisalId,
      ...places(0),
      year: 2025,
      ...person(at),
      stroke_key: "",
      ...more,
    });
  const counted = { voting_on: "2025-12-01", counted_on: "2025-12-05" };
  const graded = await appraisal({ ...counted, graded_on: "2025-12-10" });
  await listed(graded, 0, { grade: "excellent" });
  await listed(graded, 1, { grade: "qualified" });
  await listed(graded, 2, { exempt: "probationary" });
  await listed(graded, 3, {
    grade: "unqualified",
    disposition: "rectify",
    rectify_from: "2025-12-20",
    rectify_to: "2026-06-20",
  });
  await listed(await appraisal({ ...places(4), withdrawn_on: "2025-12-20", withdraw_reason: "重来" }), 4, {});
  await listed(await appraisal({ ...places(5) }), 5, {});
  // One meeting of study with two present and one absent, and a training away.
  const meetingId = newId();
  await insert("meeting", {
    id: meetingId,
    ...places(0),
    kinds: ["party_lecture"],
    body: "members",
    title: "党课",
    meets_on: "2025-05-10",
    hours: 4,
    planned_on: "2025-05-01",
    planned_by: "卫建军",
    recorded_on: "2025-05-11",
    recorded_by: "卫建军",
  });
  for (const [at, state, hours] of [
    [0, "present", 4],
    [1, "present", 32],
    [2, "absent", 0],
  ] as const)
    await insert("meeting_person", {
      id: newId(),
      meeting_id: meetingId,
      ...places(at),
      ...person(at),
      category: "full",
      votes: true,
      counted: true,
      meets_on: "2025-05-10",
      state,
      hours,
    });
  const { rows: cases } = await pool.query<{ id: string }>("select id from floating_case where person_id = $1", [
    members[0]?.id,
  ]);
  await insert("floating_entry", {
    id: newId(),
    case_id: cases[0]?.id,
    person_id: members[0]?.id,
    org_path: members[0]?.path,
    kind: "training",
    side: "home",
    happened_on: "2025-08-01",
    by_name: "卫建军",
    hours: 8,
    body: "{}",
    public_key: "",
    signature: "",
  });
  // Three elections: two of them recommended by the masses, one of these direct.
  for (const [at, form, masses, kind] of [
    [0, "direct", 30, "term"],
    [1, "committee", 12, "term"],
    [6, "direct", 0, "by_election"],
  ] as const) {
    const id = newId();
    await insert("election", {
      id,
      ...places(at),
      kind,
      form,
      seats: 1,
      deputies: 0,
      opened_on: "2025-06-01",
      held_on: "2025-07-01",
      ended_on: "2025-07-20",
      ended_code: "completed",
    });
    await insert("election_record", {
      id: newId(),
      election_id: id,
      ...places(at),
      position: 1,
      step: "nomination",
      result: "passed",
      happened_on: "2025-06-10",
      place_name: "支部",
      details: JSON.stringify({ nominators: { members: 20, masses } }),
      recorded_name: "卫建军",
      recorded_at: new Date(),
    });
    await insert("election_candidate", {
      id: newId(),
      election_id: id,
      ...places(at),
      ...person(at),
      seat: "secretary",
      elected: true,
      held_on: "2025-07-01",
    });
  }
});
afterAll(async () => {
  await it.database.close();
});

const sheetAt = (table: Table, on = ON) =>
  it.door.read(systemScope("test"), async (tx) =>
    sheetOf(tx, table, await loadGround(tx, { organizationId: null, day: day(on), manner: "now", today })),
  );

test("every table has its place in the order of the form", () => {
  expect([...TABLES]).toEqual([...TABLES].toSorted((a, b) => Number(a) - Number(b)));
  expect(FACT_TABLES.every((table) => TABLES.includes(table))).toBe(true);
});

describe.each(FACT_TABLES)("table %s", (table) => {
  test("adds up, and each cell opens onto as many rows as it counts", async () => {
    const sheet = await sheetAt(table);
    expect(sheet.checks.filter((check) => !check.holds)).toEqual([]);
    expect(sheet.checks.length).toBeGreaterThan(0);
    expect(sheet.rows[0]?.cells[0]?.value).toBeGreaterThan(0);
    let opened = 0;
    await it.door.read(systemScope("test"), async (tx) => {
      for (const row of sheet.rows) {
        for (const [at, cell] of row.cells.entries()) {
          if (cell.list === null || (cell.value === 0 && at > 1)) continue;
          opened += 1;
          expect(await rowsAt(tx, cell.list), `${row.label} ${sheet.columns[at]?.heading.join(" ")} ${cell.list}`).toBe(
            cell.value,
          );
        }
      }
    });
    expect(opened).toBeGreaterThan(0);
  });
});

test("six months away, arrived, lost: each counted once and only on its days", async () => {
  const [out, into, lost] = [await sheetAt("33"), await sheetAt("34"), await sheetAt("43")];
  // Away too short, back again and stopped ones are not among those away; who is lost and not stopped is.
  expect(value(out, "all")).toBe(2);
  expect(value(out, "origin-farmer", "destination-private_enterprise")).toBe(1);
  expect(value(out, "origin-unknown")).toBe(1);
  expect(value(await sheetAt("33", "2026-03-01"), "all")).toBe(3);
  expect(value(into, "all", "women")).toBe(1);
  expect(value(await sheetAt("34", "2025-03-31"), "all")).toBe(0);
  expect(value(lost, "all")).toBe(2);
  expect(value(lost, "all", "duration-1-5")).toBe(2);
  expect(value(lost, "reason-work_or_trade")).toBe(1);
});

test("each stands at the furthest stage reached on the day", async () => {
  const stages = async (on: string) =>
    await Promise.all((["20", "19", "18"] as const).map(async (table) => value(await sheetAt(table, on), "all")));
  expect(await stages(ON)).toEqual([1, 1, 1]);
  expect(await stages("2025-01-31")).toEqual([4, 0, 0]);
  expect(value(await sheetAt("19"), "all", "age-26-30")).toBe(1);
});

test("table 14 counts what was given in the year and stands on its day", async () => {
  const sheet = await sheetAt("14");
  expect(value(sheet, "all")).toBe(3);
  expect(value(sheet, "kind-advanced_organization", "level-county")).toBe(1);
  expect(value(sheet, "kind-excellent_worker", "level-municipal")).toBe(1);
  // Revoked in November: until then it stood.
  expect(value(await sheetAt("14", "2025-10-31"), "kind-excellent_member")).toBe(2);
  expect(value(await sheetAt("14", "2024-12-31"), "all")).toBe(1);
});

test("table 15 counts conversions, extensions and cancellations of the year", async () => {
  const sheet = await sheetAt("15");
  expect(value(sheet, "outcome-cancelled")).toBe(1);
  expect(value(await sheetAt("15", "2024-12-31"), "outcome-cancelled")).toBe(0);
});

test("table 8: who was on the lists that were counted, each with one result; what is under way or taken back is not there", async () => {
  const sheet = await sheetAt("8");
  expect(value(sheet, "all")).toBe(4);
  for (const grade of ["excellent", "qualified", "unqualified", "exempt"])
    expect(value(sheet, "all", `grade-${grade}`), grade).toBe(1);
  expect(value(sheet, "all", "grade-pending")).toBe(0);
  expect(value(sheet, "all", "disposition-rectify")).toBe(1);
  // Between the count and the committee's meeting nobody has a grade yet.
  const between = await sheetAt("8", "2025-12-09");
  expect(value(between, "all")).toBe(4);
  expect(value(between, "all", "grade-pending")).toBe(3);
  expect(between.rows[0]?.cells.every((cell) => cell.list === null)).toBe(true);
  expect(value(await sheetAt("8", "2025-12-04"), "all")).toBe(0);
  expect(value(await sheetAt("8", "2026-11-22"), "all")).toBe(0);
  expect(sheet.notes.join("")).toContain("条例没有规定");
});

test("table 9: hours at meetings and away, of those who were there, in the year and by the day", async () => {
  const sheet = await sheetAt("9");
  const row = (column: string, line = "all", of = sheet) => value(of, line, column);
  expect([row("learned"), row("enough"), row("times"), row("hours")]).toEqual([2, 1, 3, 44]);
  expect([row("learned", "away"), row("hours", "away")]).toEqual([2, 44]);
  const may = await sheetAt("9", "2025-05-31");
  expect([row("times", "all", may), row("hours", "all", may)]).toEqual([2, 36]);
  expect(row("learned", "all", await sheetAt("9", "2025-05-09"))).toBe(0);
  expect(row("learned", "all", await sheetAt("9", "2026-11-22"))).toBe(0);
  expect(row("all")).toBe((await sheetAt("2")).rows[0]?.cells[0]?.value);
  expect(sheet.notes.some((note) => note.includes("没有推算"))).toBe(true);
});

test("table 38: 公推直选 follows from how was recommended and elected, and is typed nowhere", async () => {
  const sheet = await sheetAt("38");
  const line = (table: Sheet) => table.columns.map((column) => value(table, "all", column.key));
  expect(sheet.columns.map((column) => column.key)).toEqual([
    "all",
    "kind-term",
    "kind-by",
    "recommended",
    "direct",
    "open",
    "secretaries",
    "open-secretaries",
  ]);
  expect(line(sheet)).toEqual([3, 2, 1, 2, 2, 1, 3, 1]);
  expect(line(await sheetAt("38", "2025-06-30"))).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  expect(line(await sheetAt("38", "2026-11-22"))).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
});
