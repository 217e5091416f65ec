import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Pool } from "pg";
import { expect, test } from "vitest";
import { admitToRoster } from "#modules/membership/index.ts";
import { registers } from "#modules/membership/registers.ts";
import { memberView } from "#modules/membership/roster/member-view.ts";
import { idNumberIndex } from "#modules/membership/sensitive.ts";
import { createAccount, hashPassword, systemActor } from "#platform/access/index.ts";
import type { Actor } from "#platform/access/policy.ts";
import { newId } from "#platform/database/ids.ts";
import { systemScope } from "#platform/database/scope.ts";
import { act, ask } from "#platform/doing.ts";
import type { House } from "#platform/house.ts";
import { backup } from "#platform/operate/index.ts";
import { commitImport, previewImport } from "#platform/registers/import/acts.ts";
import { listPage } from "#platform/registers/list.ts";
import { readListRequest } from "#platform/registers/request.ts";
import { appOf } from "#server/app.ts";
import { openHouse } from "#server/house.ts";
import { day } from "#shared/day.ts";
import { checkCharacter } from "#shared/identity-number.ts";
import { PASSWORD } from "./zone.ts";

/**
 * J1: after people with known numbers were entered, imported, searched for and backed up, no file of the house (tables,
 * write-ahead log, backup, temporary files) and no line of its log holds one of the numbers in plain text; and from what does
 * stand in plain, with all that is commonly known of a person, no number can be derived.
 */
const PEOPLE = 200;
/** No other datum begins like these, so that one search finds every number. */
const AREA = "220193";
const PHONES = "1995551";

const identityOf = (nth: number): string => {
  const first = `${AREA}19${70 + (nth % 20)}0${1 + (nth % 9)}1${nth % 10}${String(nth % 1000).padStart(3, "0")}`;
  return first + checkCharacter(first);
};
/** Counted otherwise than the numbers, so that the end of a phone is not the end of a number. */
const phoneOf = (nth: number): string => `${PHONES}${String(9_999 - nth)}`;
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

/**
 * The numbers that one person can have for somebody who knows division, birth day and sex and holds every masked word found
 * beside them against each: what a mask shows at its end must be the end of the number.
 */
function candidates(number: string, beside: readonly string[]): string[] {
  const masks = beside.flatMap((it) => it.match(/(?<![\dXx*])\d*\*{4,}[\dXx]*(?![\dXx*])/gu) ?? []);
  // A telephone is masked too; its mask is shorter than a number.
  const ends = masks.filter((it) => it.length >= 15).map((it) => /[\dXx]*$/u.exec(it)?.[0].toUpperCase() ?? "");
  const odd = Number(number.charAt(16)) % 2;
  return Array.from({ length: 1_000 }, (_, at) => `${number.slice(0, 14)}${String(at).padStart(3, "0")}`)
    .filter((first17) => Number(first17.charAt(16)) % 2 === odd)
    .map((first17) => first17 + checkCharacter(first17))
    .filter((candidate) => ends.every((end) => candidate.endsWith(end)));
}

interface Plain {
  readonly value: unknown;
  readonly text: string;
}
const plainOf = (value: unknown): Plain => ({ value, text: JSON.stringify(value) });

/** Sealed, keyed or signed; or how a name is sorted, whose digits count strokes. */
const NO_PART = /(?:cipher|index|signature|body|public_?key|hash|leaf|root|seal|stroke_?key)$/iu;
/** Ids, days, instants, and a telephone's own mask. */
const NO_WORD = /^[0-9a-f]{8}-[0-9a-f-]{27}$|^\d{4}-\d{2}-\d{2}(?:[T ][\d:.+Z]*)?$|^1\d{2}\*{4}\d{4}$/u;

/** Every text in a row or an answer, without ids, days, and what is sealed. */
function wordsOf(value: unknown, key = ""): string[] {
  if (NO_PART.test(key)) return [];
  if (typeof value === "string") return NO_WORD.test(value) ? [] : [value];
  if (Array.isArray(value)) return value.flatMap((it) => wordsOf(it, key));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, it]) => wordsOf(it, name));
}

/** All rows of all tables, as whoever steals the database reads them. */
async function plainRows(owner: Pool): Promise<Plain[]> {
  const tables = await owner.query<{ name: string }>(
    "select quote_ident(tablename) as name from pg_tables where schemaname = current_schema()",
  );
  const rows: Plain[] = [];
  for (const { name } of tables.rows) {
    const { rows: found } = await owner.query<{ row: unknown }>(`select to_jsonb(t) as row from ${name} t`);
    rows.push(...found.map((it) => plainOf(it.row)));
  }
  return rows;
}

/** A branch secretary as the door knows one. */
async function secretaryOf(house: House, organizationId: string): Promise<Actor> {
  const accountId = newId();
  const grant = { id: newId(), role: "branch_secretary", organizationId } as const;
  await house.door.write(systemScope("plain-text-test"), async (tx) => {
    const at = { organizationId, orgPath: "/1/" };
    await tx
      .insertInto("account")
      .values({ id: accountId, username: "shuji", usernameKey: "shuji", displayName: "支部书记", ...at })
      .execute();
    await tx
      .insertInto("roleGrant")
      .values({ ...grant, accountId, orgPath: "/1/", validFrom: day("2020-01-01") })
      .execute();
  });
  const grants = [{ ...grant, path: "/1/" }];
  return { accountId, personId: null, name: "支部书记", system: null, grants, opened: [], sessionId: null };
}

/** What a secretary sees without unmasking: the whole roster as a list, and members' pages. */
async function answersTo(house: House, by: Actor, people: readonly { id: string }[]): Promise<Plain[]> {
  const today = house.clock.today();
  const register = registers.find((it) => it.id === "members");
  if (!register) throw new Error("the roster is gone");
  return await ask(house, by, "membership.read", null, async ({ tx }) => {
    const answers: Plain[] = [];
    const request = readListRequest(register, { limit: "500" }, today);
    const { rows } = await listPage(tx, register, request);
    expect(rows.filter((it) => it["idNumber"] !== null).length).toBeGreaterThan(50);
    answers.push(...rows.map(plainOf));
    for (const { id } of people)
      answers.push(plainOf(await memberView({ tx, actor: by, policy: house.policy }, id, today)));
    return answers;
  });
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
    const numbers = new Map(
      Array.from({ length: PEOPLE + 50 }, (_, nth) => [idNumberIndex(house.keyring, identityOf(nth)), identityOf(nth)]),
    );
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

    const secretary = await secretaryOf(house, branch);
    const people = (
      await database.ownerPool.query<{ id: string; index: string }>(
        "select id, id_number_index as index from person where id_number_index is not null",
      )
    ).rows.map(({ id, index }) => ({ id, number: numbers.get(index) ?? "" }));
    expect(people.length).toBe(PEOPLE + imported.length);
    const answers = await answersTo(house, secretary, people.slice(0, 60));
    const plain = await plainRows(database.ownerPool);
    expect(plain.length).toBeGreaterThan(PEOPLE * 3);
    const told: string[] = [];
    for (const { id, number } of people) {
      const beside = [...plain, ...answers].filter((it) => it.text.includes(id)).flatMap((it) => wordsOf(it.value));
      expect(beside.length, id).toBeGreaterThan(5);
      if (candidates(number, beside).length < 2) told.push(`derivable: ${number}`);
      const tails = [number.slice(14, 17), number.slice(15)];
      told.push(...beside.filter((it) => tails.some((tail) => it.includes(tail))).map((it) => `${number}: ${it}`));
    }
    expect(told).toEqual([]);
    // The attack works where there is something to find: by the former mask every number was found.
    for (const { number } of people)
      expect(candidates(number, [`${number.slice(0, 2)}${"*".repeat(13)}${number.slice(-3)}`])).toEqual([number]);

    const phones = await database.ownerPool.query<{ mobile_mask: string }>(
      "select mobile_mask from person where mobile_mask is not null",
    );
    expect(phones.rows.length).toBe(PEOPLE + imported.length);
    for (const it of phones.rows)
      expect(it.mobile_mask.replace(/\D/g, "").length, it.mobile_mask).toBeLessThanOrEqual(7);
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
