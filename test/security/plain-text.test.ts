import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { admitToRoster } from "#modules/membership/index.ts";
import { createAccount, hashPassword, systemActor } from "#platform/access/index.ts";
import { newId } from "#platform/database/ids.ts";
import { systemScope } from "#platform/database/scope.ts";
import { act } from "#platform/doing.ts";
import { backup } from "#platform/operate/index.ts";
import { commitImport, previewImport } from "#platform/registers/import/acts.ts";
import { appOf } from "#server/app.ts";
import { openHouse } from "#server/house.ts";
import { day } from "#shared/day.ts";
import { checkCharacter } from "#shared/identity-number.ts";
import { PASSWORD } from "./zone.ts";

/**
 * J1: after people with known numbers were entered, imported, searched for and backed up, no file of the house (tables,
 * write-ahead log, backup, temporary files) and no line of its log holds one of the numbers in plain text.
 */
const PEOPLE = 200;
/** No other datum begins like these, so that one search finds every number. */
const AREA = "220193";
const PHONES = "1995551";

const identityOf = (nth: number): string => {
  const first = `${AREA}19${70 + (nth % 20)}0${1 + (nth % 9)}1${nth % 10}${String(nth % 1000).padStart(3, "0")}`;
  return first + checkCharacter(first);
};
const phoneOf = (nth: number): string => `${PHONES}${String(nth).padStart(4, "0")}`;
const STREET = "清原路柳河胡同九百九十九号";

function filesBeneath(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((it) => it.isFile())
    .map((it) => join(it.parentPath, it.name));
}

/** The files that hold one of the texts, as UTF-8 or as UTF-16. */
function holding(
  folders: readonly string[],
  texts: readonly string[],
): { readonly found: string[]; readonly bytes: number } {
  const needles = texts.flatMap((it) => [Buffer.from(it, "utf8"), Buffer.from(it, "utf16le")]);
  const found: string[] = [];
  let bytes = 0;
  for (const file of folders.flatMap(filesBeneath)) {
    const content = readFileSync(file);
    bytes += content.length;
    if (needles.some((it) => content.includes(it))) found.push(file);
  }
  return { found, bytes };
}

test("numbers, phones and addresses lie nowhere in plain text", async () => {
  const folder = mkdtempSync(join(tmpdir(), "lianxin-plain-"));
  const open = await openHouse({ dataFolder: folder });
  const { house, database } = open;
  const lines: string[] = [];
  const {
    rows: [where],
  } = await database.ownerPool.query<{ at: string }>("select current_setting('data_directory') as at");
  const folders = [folder, dirname(where?.at ?? "")];
  try {
    const system = systemActor("plain-text-test");
    const branch = newId();
    await house.door.write(systemScope("plain-text-test"), async (tx) => {
      const from = day("2020-01-01");
      const at = { organizationId: branch, orgPath: "/1/" };
      await tx.insertInto("organization").values({ id: branch, orgPath: "/1/", establishedOn: from }).execute();
      await tx
        .insertInto("organizationVersion")
        .values({
          ...at,
          id: newId(),
          validFrom: from,
          kind: "branch",
          fullName: "中共柳河村支部委员会",
          shortName: "柳河村党支部",
          nameKey: "柳河村",
          pinyin: "liuhecun",
          initials: "lhc",
        })
        .execute();
      await tx
        .insertInto("placement")
        .values({ ...at, id: newId(), parentId: null, validFrom: from })
        .execute();
    });
    for (let nth = 0; nth < PEOPLE; nth += 1) {
      const id = identityOf(nth);
      const member = {
        name: `${"赵钱孙李周"[nth % 5]}${"春夏秋冬"[nth % 4]}${"华实栋军"[nth % 4]}`,
        gender: Number(id[16]) % 2 === 1 ? "男" : "女",
        idNumber: id,
        mobile: phoneOf(nth),
        address: `${STREET}${nth}`,
        category: "正式党员",
        joinedOn: "2015-07-01",
        fullOn: "2016-07-01",
      };
      await act(house, system, "membership.admit", null, (doing) =>
        admitToRoster(doing, { organizationId: branch, member, code: "admitted", on: "2026-01-05" }),
      );
    }
    const imported = Array.from({ length: 50 }, (_, at) => at + PEOPLE);
    const csv = [
      "姓名,性别,公民身份号码,联系电话,家庭住址,人员类别,加入党组织日期,转为正式党员日期,所在党支部",
      ...imported.map(
        (nth) =>
          `吴${"春夏秋冬"[nth % 4]}${"华实栋军"[nth % 3]},${Number(identityOf(nth)[16]) % 2 === 1 ? "男" : "女"},${identityOf(nth)},${phoneOf(nth)},${STREET}${nth},正式党员,2015-07-01,2016-07-01,柳河村党支部`,
      ),
    ];
    const { id: batch } = await act(house, system, "registers.import", null, (doing) =>
      previewImport(doing, {
        files: [{ name: "柳河村党员花名册.csv", content: Buffer.from(csv.join("\n")) }],
        asOf: "2026-06-30",
      }),
    );
    await act(house, system, "registers.import", null, (doing) => commitImport(doing, batch, "good-rows"));

    const passwordHash = await hashPassword(PASSWORD);
    await act(house, system, "access.account.create", null, (doing) =>
      createAccount(doing, {
        username: "plain",
        displayName: "查询人",
        organizationId: branch,
        phone: phoneOf(9),
        passwordHash,
      }),
    );
    const app = await appOf(open, {
      webFolder: null,
      log: { level: "trace", stream: { write: (line) => void lines.push(line) } },
    });
    for (let nth = 0; nth < 20; nth += 1) {
      await app.inject({ url: `/api/registers/members?q=${identityOf(nth)}` });
      await app.inject({
        method: "POST",
        url: "/api/session",
        headers: { "x-lianxin": "1", "user-agent": phoneOf(nth) },
        payload: { username: phoneOf(nth), password: identityOf(nth) },
      });
      await app.inject({
        method: "POST",
        url: "/api/members",
        headers: { "x-lianxin": "1" },
        payload: { member: { idNumber: identityOf(nth), mobile: phoneOf(nth) } },
      });
    }
    await app.close();
    await backup({
      pool: database.ownerPool,
      keyring: house.keyring,
      file: join(folder, "backup.lianxin"),
      now: new Date(),
    });
    await database.ownerPool.query("checkpoint");

    const temporary = await database.ownerPool.query<{ may: boolean }>(
      "select has_database_privilege('lianxin_app', current_database(), 'temporary') as may",
    );
    expect(temporary.rows).toEqual([{ may: false }]);

    const masks = await database.ownerPool.query<{ id_number_mask: string; mobile_mask: string }>(
      "select id_number_mask, mobile_mask from person where id_number_mask is not null",
    );
    expect(masks.rows.length).toBe(PEOPLE + imported.length);
    // First two and last three of a number; first three and last four of a phone: no more.
    for (const it of masks.rows) {
      expect(it.id_number_mask.replace(/\D/g, "").length, it.id_number_mask).toBeLessThanOrEqual(5);
      expect(it.mobile_mask.replace(/\D/g, "").length, it.mobile_mask).toBeLessThanOrEqual(7);
    }
  } finally {
    await open.close();
  }
  try {
    const { found, bytes } = holding(folders, [AREA, PHONES, STREET]);
    expect(bytes).toBeGreaterThan(1_000_000);
    // What is no secret is found by the same search: it looks where the data lie.
    expect(holding(folders, ["中共柳河村支部委员会"]).found.length).toBeGreaterThan(0);
    expect(found).toEqual([]);
    expect(lines.length).toBeGreaterThan(20);
    expect(lines.filter((line) => [AREA, PHONES, STREET].some((it) => line.includes(it)))).toEqual([]);
  } finally {
    for (const it of folders) rmSync(it, { recursive: true, force: true });
  }
}, 240_000);
