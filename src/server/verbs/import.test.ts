import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { disableAccount, systemActor } from "#platform/access/index.ts";
import { act } from "#platform/doing.ts";
import { checkCharacter } from "#shared/identity-number.ts";
import { freshHouse, type TestHouse } from "#test/house.ts";
import { runVerb } from "../run-verb.ts";

let it: TestHouse;
const folder = mkdtempSync(join(tmpdir(), "lianxin-import-verb-"));
beforeAll(async () => {
  it = await freshHouse();
  await it.person("branch_secretary", it.places.branch, "liuhe");
  await it.person("branch_secretary", it.places.otherBranch, "xinglin");
  await it.person("auditor", it.places.zone, "auditor");
});
afterAll(async () => {
  await it?.close();
  rmSync(folder, { recursive: true, force: true });
});

const run = async (...argv: string[]) => {
  let out = "";
  let error = "";
  const code = await runVerb(argv, {
    out: (text) => (out += text),
    error: (text) => (error += text),
    open: () => Promise.resolve(it.open),
  });
  return { code, out, error };
};
interface Printed {
  readonly ok: boolean;
  readonly committed: boolean;
  readonly problem?: string;
  readonly title?: string;
  readonly files: readonly {
    new: number;
    faulty: number;
    rows: readonly { row: number; kind: string; name: string; reasons: string[] }[];
  }[];
}
const json = async (...argv: string[]) => {
  const { code, out } = await run("import", ...argv, "--json");
  return { code, said: JSON.parse(out) as Printed };
};

const number = (sequence: number, birth = "19680216"): string => {
  const first17 = `329971${birth}${String(sequence).padStart(3, "0")}`;
  return first17 + checkCharacter(first17);
};
function file(name: string, rows: readonly (readonly [name: string, number: string, branch: string])[]): string {
  const path = join(folder, name);
  const lines = rows.map(([who, id, branch]) => `${who},男,${id},初中,正式党员,${branch},1992-06-01,1993-06-01`);
  writeFileSync(
    path,
    `\ufeff${["姓名,性别,身份证号,学历,党员类别,所在支部,入党时间,转正时间", ...lines].join("\r\n")}\r\n`,
  );
  return path;
}
const members = async (): Promise<string[]> =>
  (await it.open.database.ownerPool.query<{ name: string }>("select name from person order by name")).rows.map(
    (row) => row.name,
  );

test("all or nothing refused for its rows: they are printed with their reasons, nothing is written, exit code 1", async () => {
  const path = file("甲.csv", [
    ["赵一", number(101), "柳河村党支部"],
    ["钱二", "329971196802160000", "柳河村党支部"],
  ]);
  const { code, said } = await json(path, "--commit", "all-or-nothing");
  expect(code).toBe(1);
  expect(said).toMatchObject({ ok: false, committed: false, problem: "not-all-good" });
  expect(said.files).toMatchObject([{ new: 1, faulty: 1, rows: [{ row: 2, kind: "faulty", name: "钱二" }] }]);
  expect(said.files[0]?.rows[0]?.reasons[0]).toContain("身份证");
  const words = await run("import", path, "--commit", "all-or-nothing");
  expect(words.code).toBe(1);
  expect(words.out).toMatch(/第2条.*有错误 钱二 .*身份证/u);
  expect(words.out).toContain("一行也没有导入");
  expect(await members()).toEqual([]);
});

test("as an account: its reach applies, and the audit names it and the command line", async () => {
  const path = file("乙.csv", [
    ["孙三", number(103), "柳河村党支部"],
    ["李四", number(105), "杏林村党支部"],
  ]);
  const preview = await json(path, "--as", "LIUHE");
  expect(preview).toMatchObject({ code: 0, said: { ok: true, committed: false } });
  expect(preview.said.files).toMatchObject([{ new: 1, faulty: 1, rows: [{ name: "李四", kind: "faulty" }] }]);
  expect(await json(path, "--as", "liuhe", "--commit", "all-or-nothing")).toMatchObject({ code: 1 });
  expect(await members()).toEqual([]);
  expect(await json(path, "--as", "liuhe", "--commit", "good-rows")).toMatchObject({
    code: 0,
    said: { ok: true, committed: true },
  });
  expect(await members()).toEqual(["孙三"]);
  // The system sees both, and knows the first already.
  expect((await json(path)).said.files).toMatchObject([{ new: 1, unchanged: 1, faulty: 0 }]);
  const told = await it.open.database.ownerPool.query<{ actor: string }>(
    "select distinct actor from audit_event where event = 'registers.import.committed' and account_id is not null",
  );
  expect(told.rows).toEqual([{ actor: "liuhe（命令行）" }]);
  // A number that somebody else's branch holds is not told to the one who may not see it, nor written.
  const other = file("丙.csv", [["孙三", number(103), "杏林村党支部"]]);
  const hidden = await run("import", other, "--as", "xinglin", "--commit", "good-rows", "--json");
  expect(hidden.out).not.toContain("柳河");
  expect(JSON.parse(hidden.out)).toMatchObject({
    ok: true,
    files: [{ new: 0, warning: 1, rows: [{ name: "孙三", reasons: [expect.stringContaining("待上级核实")] }] }],
  });
  expect(await members()).toEqual(["孙三"]);
});

test("a large file is written at once, also as an account", async () => {
  const two = (it: number): string => String(it).padStart(2, "0");
  const rows = Array.from({ length: 3_100 }, (_, at) => {
    const birth = `19${50 + (at % 20)}${two(1 + (Math.floor(at / 20) % 12))}${two(1 + Math.floor(at / 240))}`;
    const name = `周${"建国志强秀英桂兰玉梅"[at % 10]}${"福德永平文军小红晓东"[Math.floor(at / 10) % 10]}`;
    return [name, number(301, birth), "柳河村党支部"] as const;
  });
  const path = file("大.csv", rows);
  const { code, said } = await json(path, "--as", "liuhe", "--commit", "good-rows");
  expect(code).toBe(0);
  expect(said.files[0]?.new).toBeGreaterThan(3_000);
  expect((await members()).length).toBe(3_101);
}, 120_000);

test("accounts that are unknown, stopped or may not import are refused in words", async () => {
  const path = file("丁.csv", [["吴五", number(107), "柳河村党支部"]]);
  expect(await run("import", path, "--as", "nobody")).toMatchObject({
    code: 1,
    error: "没有用户名为“nobody”的账号。\n",
  });
  expect((await run("import", path, "--as", "auditor")).error).toContain("没有导入的权限");
  const { id } = await it.person("branch_secretary", it.places.branch, "stopped");
  await act(it.house, systemActor("test"), "access.account.disable", null, (doing) =>
    disableAccount(doing, id, { reason: "已经离任" }),
  );
  expect((await run("import", path, "--as", "stopped")).error).toContain("已停用");
  expect((await run("import", path, "--as")).code).toBe(2);
});
