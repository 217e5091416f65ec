import { text as textOf } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "#platform/access/policy.ts";
import { ownScope, systemScope } from "#platform/database/scope.ts";
import { act } from "#platform/doing.ts";
import { noticesOf } from "#platform/notices/index.ts";
import { decideRow, remap, undoImport } from "#platform/registers/import/acts.ts";
import { faultyCopy } from "#platform/registers/import/queries.ts";
import { readWorkbook } from "#platform/spreadsheet/index.ts";
import { addDays, day } from "#shared/day.ts";
import { checkCharacter } from "#shared/identity-number.ts";
import * as fc from "#test/properties.ts";
import { admitToRoster, correctMember, leaveRoster } from "../acts.ts";
import { yearBooks } from "../queries.ts";
import { csv, standingZone, TODAY, VERB, type Zone } from "../roster.fixture.ts";
import { yearlyDifference } from "../rules.ts";
import { acceptTransfer, handOver } from "../transfers/hand-over-acts.ts";
import { HELD_A_DAY } from "./elsewhere.ts";

let zone: Zone;
let east: Actor;
beforeAll(async () => {
  zone = await standingZone();
  east = await zone.actor("branch_secretary", "东巷村党支部");
});
afterAll(async () => {
  await zone.close();
});

const number = (sequence: number): string => {
  const first17 = `32997119680216${String(sequence).padStart(3, "0")}`;
  return first17 + checkCharacter(first17);
};
const HEAD = "姓名,性别,身份证号,学历,党员类别,所在支部,入党时间,转正时间,手机号,住址";
const row = (
  name: string,
  sequence: number,
  more: { branch?: string; education?: string; mobile?: string; address?: string } = {},
) =>
  [
    name,
    sequence % 2 === 1 ? "男" : "女",
    number(sequence),
    more.education ?? "初中",
    "正式党员",
    more.branch ?? "东巷村党支部",
    "1992-06-01",
    "1993-06-01",
    more.mobile ?? "",
    more.address ?? "",
  ].join(",");

async function imported(lines: readonly string[], asOf: string, by?: Actor): Promise<string> {
  const id = await zone.preview([csv("名册.csv", [HEAD, ...lines])], by, asOf);
  await zone.commit(id, "good-rows", by);
  return id;
}

const person = (sequence: number) =>
  zone.read(async (tx) => {
    const index = zone.house.keyring.blindIndex("id_number", number(sequence));
    return await tx
      .selectFrom("person")
      .innerJoin("membership", "membership.personId", "person.id")
      .selectAll("membership")
      .select(["person.id as personId", "person.mobileMask", "person.version"])
      .where("person.idNumberIndex", "=", index)
      .orderBy("membership.validFrom", "desc")
      .execute();
  });

describe("what an import does to people who are known already", () => {
  it("changes field by field from its day on, and blanks erase nothing", async () => {
    await imported([row("孟广田", 101, { mobile: "19900000001", address: "东巷村1组" })], "2026-01-01");
    const id = await zone.preview(
      [csv("名册.csv", [HEAD, row("孟广田", 101, { education: "大专" })])],
      undefined,
      "2026-06-30",
    );
    const [changed] = await zone.rows(id);
    expect(changed).toMatchObject({ kind: "changed", changes: [{ field: "education", from: "初中", to: "大学专科" }] });
    await zone.commit(id);
    const [now, before] = await person(101);
    expect(now).toMatchObject({ education: "junior_college", validFrom: "2026-06-30", mobileMask: "199****0001" });
    expect(before).toMatchObject({ education: "junior_high", validTo: "2026-06-30" });
    await act(zone.house, zone.system, VERB, null, (doing) => undoImport(doing, id));
    expect(await person(101)).toMatchObject([{ education: "junior_high", validFrom: "2026-01-01", validTo: null }]);
  });

  it("tells each person what happened to their record, and nobody of another's", async () => {
    const trace = async (sequence: number) => {
      const [found] = await person(sequence);
      const lines = await zone.house.audit.trace(zone.house.door, {
        personId: found?.personId ?? "",
        accountId: null,
      });
      return lines.map((it) => it.sentence);
    };
    const by = east.name;
    await imported([row("申家旺", 161), row("贺秋萍", 162)], "2026-01-01", east);
    expect(await trace(161)).toEqual([`${by}从《名册.csv》登记了2名党员的信息`]);
    const id = await imported([row("申家旺", 161, { education: "大专" }), row("贺秋萍", 162)], "2026-06-30", east);
    expect(await trace(161)).toEqual([
      `${by}按《名册.csv》更新了1名党员的信息`,
      `${by}从《名册.csv》登记了2名党员的信息`,
    ]);
    // A row that changed nothing is nobody's business.
    expect(await trace(162)).toHaveLength(1);
    await act(zone.house, east, VERB, null, (doing) => undoImport(doing, id));
    expect((await trace(161))[0]).toBe(`${by}撤销了一次导入，收回1名党员的登记或更新`);
    const events = await zone.read((tx) =>
      tx.selectFrom("auditEvent").select("orgPath").where("event", "like", "membership.import.%").execute(),
    );
    const { path } = await zone.place("东巷村党支部");
    expect(events.map((it) => it.orgPath)).toContain(path);
  });

  it("asks about somebody on another roster, and moves them when told to", async () => {
    await imported([row("段庆志", 103)], "2026-01-01");
    const elsewhere = { branch: "西诸村党支部" };
    const id = await zone.preview([csv("名册.csv", [HEAD, row("段庆志", 103, elsewhere)])], undefined, "2026-07-01");
    const [conflict] = await zone.rows(id);
    expect(conflict).toMatchObject({ kind: "conflict", choices: [{ decision: "skip" }, { decision: "transfer" }] });
    const decide = (decision: string) =>
      act(zone.house, zone.system, VERB, null, (doing) => decideRow(doing, id, conflict?.id ?? "", decision));
    await expect(decide("forget")).rejects.toMatchObject({ slug: "bad-choice" });
    await decide("transfer");
    await zone.commit(id);
    const west = await zone.place("西诸村党支部");
    const rows = await person(103);
    expect(rows[0]).toMatchObject({ organizationId: west.id, validFrom: "2026-07-01", validTo: null });
    expect(rows[1]).toMatchObject({ validTo: "2026-07-01" });
    await act(zone.house, zone.system, VERB, null, (doing) => undoImport(doing, id));
    const east1 = await zone.place("东巷村党支部");
    expect(await person(103)).toMatchObject([{ organizationId: east1.id, validTo: null }]);
  });

  it("is not taken back when somebody's record was used since, and says whose", async () => {
    const id = await imported([row("谭玲玲", 104), row("文勇春", 105)], "2026-01-01");
    const [member] = await person(105);
    await act(zone.house, zone.system, "membership.correct", null, (doing) =>
      correctMember(doing, member?.personId ?? "", { manner: "correction", fields: { degree: "学士" } }),
    );
    const refusal = await act(zone.house, zone.system, VERB, null, (doing) => undoImport(doing, id)).catch(
      (it: unknown) => it,
    );
    expect(refusal).toMatchObject({ slug: "import-in-use", faults: [{ message: "文勇春：登记后又修改过" }] });
    expect(await person(104)).toHaveLength(1);
  });

  it("writes nothing at all when all was asked and one row is faulty", async () => {
    const id = await zone.preview([csv("名册.csv", [HEAD, row("朱强", 107), row("", 109)])]);
    await expect(zone.commit(id, "all-or-nothing")).rejects.toMatchObject({ slug: "not-all-good" });
    expect(await person(107)).toHaveLength(0);
    expect((await zone.view(id)).state).toBe("previewed");
  });
});

describe("what somebody may import", () => {
  it("is their own branch; another is named but not written", async () => {
    const id = await zone.preview(
      [csv("名册.csv", [HEAD, row("乔林", 111), row("乔春", 112, { branch: "盐坨社区党支部" })])],
      east,
    );
    expect((await zone.view(id)).counts).toMatchObject({ new: 1, faulty: 1 });
    expect((await zone.rows(id))[0]?.reasons.join()).toMatch(/没有找到“盐坨社区党支部”|不在您的管理范围内/u);
  });

  const called = (it: number) =>
    `候${String(it).replace(/\d/gu, (digit) => "零一二三四五六七八九".charAt(Number(digit)))}`;
  const candidates = (...sequences: readonly number[]) => [HEAD, ...sequences.map((it) => row(called(it), it))];

  it("is never told by a preview whether a number belongs to somebody beyond reach", async () => {
    await imported([row("孙得福", 113, { branch: "盐坨社区党支部" })], "2026-01-01");
    const id = await zone.preview([csv("名册.csv", candidates(113, 301, 302))], east);
    expect((await zone.view(id)).counts).toMatchObject({ rows: 3, new: 3, conflict: 0, warning: 0, faulty: 0 });
    expect(await zone.rows(id)).toEqual([]);
  });

  it("leaves who is registered beyond reach out of what is committed, and asks those above both places", async () => {
    const organiser = await zone.actor("zone_organiser", "开发区党工委");
    const id = await zone.preview([csv("名册.csv", candidates(113, 303))], east);
    await zone.commit(id, "all-or-nothing", east);
    const [held] = await zone.rows(id);
    expect(held).toMatchObject({ kind: "warning", reasons: [expect.stringContaining("待上级核实")] });
    expect(JSON.stringify(held)).not.toMatch(/孙得福|盐坨/u);
    expect((await person(113)).map((it) => it.name)).toEqual(["孙得福"]);
    expect(await person(303)).toHaveLength(1);
    const told = await zone.read((tx) =>
      tx.selectFrom("auditEvent").select("details").where("event", "=", "membership.import.held").execute(),
    );
    expect(told).toEqual([{ details: { count: 1 } }]);
    const notices = await zone.house.door.read(ownScope(organiser.accountId ?? "", null), (tx) =>
      noticesOf(tx, organiser.accountId ?? "", 5),
    );
    expect(notices).toMatchObject([{ kind: "import-held", body: expect.stringContaining("东巷村党支部") }]);
  });

  it("stops whoever tries many numbers in a day, and writes nothing of that", async () => {
    const many = Array.from({ length: HELD_A_DAY }, (_, at) => 320 + at);
    await imported(
      many.map((it) => row(called(it), it, { branch: "盐坨社区党支部" })),
      "2026-01-01",
    );
    const id = await zone.preview([csv("名册.csv", candidates(...many, 350))], east);
    await expect(zone.commit(id, "good-rows", east)).rejects.toMatchObject({ slug: "too-many-elsewhere" });
    expect(await person(350)).toHaveLength(0);
    expect((await zone.view(id)).state).toBe("previewed");
  });
});

describe("a roster of a branch restores nobody", () => {
  const STATUS = `${HEAD},党籍状态`;
  const drop = (lines: readonly string[], on: string, by: Actor) =>
    zone.preview([csv("名册.csv", [STATUS, ...lines])], by, on);

  it("by its column of the status: new, known or stopped", async () => {
    await zone.commit(
      await drop([`${row("申有田", 171)},正常`, `${row("申有粮", 173)},正常`], "2026-01-01", east),
      "good-rows",
      east,
    );
    // As rosters said it before 停止党籍 was a decrease and nothing else.
    const [stopped] = await person(173);
    await zone.house.door.write(systemScope("test-zone"), (tx) =>
      tx
        .updateTable("membership")
        .set({ registryStatus: "stopped" })
        .where("personId", "=", stopped?.personId ?? "")
        .execute(),
    );
    const lines = [`${row("申有田", 171)},恢复党籍`, `${row("申有粮", 173)},正常`, `${row("申有水", 175)},已恢复党籍`];
    const id = await drop(lines, "2026-06-30", east);
    expect((await zone.rows(id)).map((it) => [it.kind, it.reasons.join()])).toEqual(
      lines.map(() => ["warning", expect.stringContaining("恢复党籍由上级党组织凭文件办理") as string]),
    );
    await zone.commit(id, "good-rows", east);
    const status = async (sequence: number) => (await person(sequence))[0]?.registryStatus;
    expect([await status(171), await status(173), await status(175)]).toEqual(["normal", "stopped", "normal"]);
    // The level above hands in what it has decided.
    await zone.commit(await drop(lines, "2026-07-31", zone.system));
    expect([await status(171), await status(173), await status(175)]).toEqual(["restored", "normal", "restored"]);
  });

  it("nor converts anybody: a branch's word for a probationary member is left out and said, the level above hands it in", async () => {
    const { id: organizationId } = await zone.place("东巷村党支部");
    const { personId } = await act(zone.house, east, "membership.admit", null, (doing) =>
      admitToRoster(doing, {
        organizationId,
        member: { name: "申有泉", idNumber: number(187), category: "预备党员", joinedOn: "2026-01-10" },
        code: "admitted",
        on: "2026-01-10",
      }),
    );
    const line = `申有泉,男,${number(187)},大专,正式党员,东巷村党支部,2026-01-10,2026-06-10,,,正常`;
    const id = await drop([line], "2026-06-30", east);
    expect((await zone.rows(id)).map((it) => [it.kind, it.reasons.join()])).toEqual([
      ["warning", expect.stringContaining("预备党员转正由发展党员档案办理") as string],
    ]);
    await zone.commit(id, "good-rows", east);
    const latest = async () => (await person(187)).find((it) => it.validTo === null);
    expect(await latest()).toMatchObject({
      personId,
      category: "probationary",
      fullOn: null,
      education: "junior_college",
    });
    await zone.commit(await drop([line], "2026-07-31", zone.system));
    expect(await latest()).toMatchObject({ category: "full", fullOn: "2026-06-10" });
  });

  it("and none counts somebody who is stopped: new or known, the row is refused and says what to do", async () => {
    await zone.commit(await drop([`${row("申有山", 177)},正常`], "2026-01-01", east), "good-rows", east);
    const lines = [`${row("申有山", 177)},停止党籍`, `${row("申有河", 179)},停止党籍`];
    const id = await drop(lines, "2026-06-30", east);
    expect((await zone.rows(id)).map((it) => [it.kind, it.reasons.join()])).toEqual(
      lines.map(() => ["faulty", expect.stringContaining("不计入党员总数，也不交纳党费") as string]),
    );
    await expect(zone.commit(id, "good-rows", east)).rejects.toMatchObject({ slug: "nothing-to-import" });
    expect((await person(177))[0]?.registryStatus).toBe("normal");
    expect(await person(179)).toEqual([]);
  });

  it.each(["stopped", "expelled", "lapsed"])("by listing again who left as %s", async (code) => {
    const sequence = { stopped: 181, expelled: 183, lapsed: 185 }[code] ?? 0;
    const line = `${row("申有光", sequence)},`;
    await zone.commit(await drop([line], "2026-01-01", east), "good-rows", east);
    const [found] = await person(sequence);
    await act(zone.house, east, "membership.leave", null, (doing) =>
      leaveRoster(doing, found?.personId ?? "", { code, on: "2026-05-01" }),
    );
    const [conflict] = await zone.rows(await drop([line], "2026-06-30", east));
    expect(conflict).toMatchObject({ kind: "conflict", choices: [{ decision: "skip" }] });
    const [above] = await zone.rows(await drop([line], "2026-06-30", zone.system));
    expect(above?.choices.map((it) => it.decision)).toEqual(["skip", "return"]);
  });
});

describe("files as offices make them", () => {
  it("proposes the nearest names for a branch nobody knows", async () => {
    const id = await zone.preview([csv("名册.csv", [HEAD, row("程素敏", 115, { branch: "东港村党支部" })])]);
    expect((await zone.rows(id))[0]?.reasons[0]).toMatch(/没有找到“东港村党支部”。是不是：.*东巷村党支部/u);
  });

  it.each([
    ["caption", "花名册.csv", ["党员名册", "填报单位：新田村党支部"]],
    ["title", "花名册.csv", ["2026年中共新田村支部委员会党员花名册"]],
    ["file name", "03新田村党员花名册（定稿）.csv", []],
  ])("finds the branch by the %s", async (_what, name, above) => {
    const head = HEAD.replace(",所在支部", "");
    const line = row("方旺", 117).replace(",东巷村党支部", "");
    const id = await zone.preview([csv(name, [...above, head, line])]);
    const { counts, files } = await zone.view(id);
    expect(counts).toMatchObject({ new: 1, faulty: 0 });
    expect(files[0]?.notes.join()).toContain("新田村党支部");
  });

  it("shows no identity number that stands above the rows", async () => {
    const head = `${HEAD},备用（例：${number(131).slice(0, 14)} ${number(131).slice(14)}）`;
    const id = await zone.preview([csv("名册.csv", [`填表人：申家旺 ${number(131)}`, head, row("郭旺", 133)])]);
    const kept = JSON.stringify((await zone.view(id)).files);
    expect(kept).toContain("32****************");
    expect(kept).not.toContain(number(131).slice(14));
  });

  it("takes two people of one name and says when a phone is shared", async () => {
    const id = await zone.preview([
      csv("名册.csv", [HEAD, row("王芳", 119, { mobile: "19900000119" }), row("王芳", 121, { mobile: "19900000119" })]),
    ]);
    expect((await zone.view(id)).counts).toMatchObject({ new: 2, warning: 1 });
  });

  it("refuses what is no table, and goes on with the others", async () => {
    const id = await zone.preview([
      { name: "照片.jpg", content: Buffer.from([0xff, 0xd8, 0xff, 0xe0]) },
      csv("名册.csv", [HEAD, row("郭永涛", 123)]),
    ]);
    const { files, counts } = await zone.view(id);
    expect(files[0]?.refusal).toMatch(/图片/u);
    expect(counts.new).toBe(1);
  });

  it("remembers for next time what a column means", async () => {
    const odd = HEAD.replace("学历", "念书情况");
    const files = () => [csv("名册.csv", [odd, row("郭建", 125)])];
    const id = await zone.preview(files(), east);
    const [file] = (await zone.view(id)).files;
    expect(file?.headings[3]).toMatchObject({ text: "念书情况", field: null });
    await act(zone.house, east, VERB, null, (doing) =>
      remap(doing, id, file?.id ?? "", { mapping: { 3: "education" } }),
    );
    const again = await zone.view(await zone.preview(files(), east));
    expect(again.files[0]?.headings[3]).toMatchObject({ field: "education", term: "学历" });
  });

  it("hands back the faulty rows with their reasons, to be mended and dropped again", async () => {
    const id = await zone.preview([csv("名册.csv", [HEAD, row("好同志", 127), row("", 129)])]);
    const [file] = (await zone.view(id)).files;
    const { name, content } = await zone.read((tx) => faultyCopy(zone.house, tx, id, file?.id ?? ""));
    expect(name).toBe("名册-待修改.xlsx");
    const bytes = Buffer.from(await textOf(content.setEncoding("latin1")), "latin1");
    await using copy = await readWorkbook(bytes);
    const rows = await Array.fromAsync(copy.sheets[0]?.rows() ?? []);
    const lines = rows.map((line) => line.cells.map((cell) => cell?.text ?? "").join());
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/身份证号.*问题/u);
    expect(lines[1]).toMatch(/姓名没有填写/u);
  });
});

describe("last year + in - out = this year", () => {
  it("holds at every place after any acts in any order", async () => {
    const places = ["茶园村党支部", "金坡村党支部"];
    const ids = await Promise.all(places.map(async (it) => (await zone.place(it)).id));
    const deed = fc.record({
      what: fc.constantFrom("admit", "leave", "move", "change"),
      who: fc.nat(5),
      where: fc.nat(1),
      days: fc.nat(40),
    });
    let sequence = 300;
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 3, maxLength: 10 }), async (deeds) => {
        const people: string[] = [];
        let on = day("2025-10-01");
        for (const { what, who, where, days } of deeds) {
          on = addDays(on, days);
          if (on > TODAY) return;
          const personId = people[who % Math.max(1, people.length)] ?? "";
          await act(zone.house, zone.system, "membership.transfer", null, async (doing) => {
            if (what === "admit" || personId === "") {
              sequence += 1;
              const member = {
                name: "某同志",
                idNumber: number(sequence),
                category: "正式党员",
                joinedOn: "1992-06-01",
              };
              const made = await admitToRoster(doing, {
                organizationId: ids[where] ?? "",
                member,
                code: "admitted",
                on,
              });
              people.push(made.personId);
            } else if (what === "leave") await leaveRoster(doing, personId, { code: "died", on });
            else if (what === "change")
              await correctMember(doing, personId, { manner: "change", on, fields: { note: String(on) } });
            else {
              const [id] = (await handOver(doing, { personIds: [personId], toOrganizationId: ids[where] ?? "", on }))
                .ids;
              await acceptTransfer(doing, id ?? "", { on });
            }
            // A deed that the rules refuse is no deed.
          }).catch((fault: unknown) => {
            if (!(fault instanceof Error && fault.name === "Problem")) throw fault;
          });
        }
        const books = await zone.read(async (tx) => [
          ...(await yearBooks(tx, day("2025-01-01"), day("2025-12-31"))),
          ...(await yearBooks(tx, day("2026-01-01"), TODAY)),
        ]);
        for (const book of books) expect(yearlyDifference(book).value).toBe(0);
      }),
      { numRuns: 12 },
    );
  });
});
