import { afterAll, beforeAll, expect, test } from "vitest";
import { freshHouse, type TestHouse } from "#test/house.ts";
import { openFirstAccounts } from "./first-run.ts";
import { runVerb } from "./run-verb.ts";

let it: TestHouse;
beforeAll(async () => {
  it = await freshHouse();
});
afterAll(() => it?.close());

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

test("an unknown verb prints what there is, and no verb at all does too", async () => {
  const unknown = await run("frobnicate");
  expect(unknown).toMatchObject({ code: 2, out: "" });
  expect(unknown.error).toContain("没有“frobnicate”这个命令");
  expect((await run("help")).out).toContain("user add");
});

test("users are opened, granted, reset and stopped by the same acts, with the same refusals", async () => {
  const added = JSON.parse(
    (await run("user", "add", "li.hua", "李华", "--org", "石岭镇", "--role", "镇街党务干部", "--json")).out,
  ) as Record<string, unknown>;
  expect(added).toMatchObject({ ok: true, username: "li.hua" });
  expect(added["oneTimePassword"]).toMatch(/^(\w{4}-){3}\w{4}$/);
  const grants = await it.open.database.ownerPool.query("select role, org_path from role_grant");
  expect(grants.rows).toEqual([{ role: "town_officer", org_path: "/1/2/" }]);
  const again = await run("user", "add", "LI.HUA", "李华");
  expect(again.code).toBe(1);
  expect(again.error).toContain("用户名已被使用");
  expect(JSON.parse((await run("user", "grant", "li.hua", "branch_secretary", "--json")).out)).toMatchObject({
    ok: true,
    role: "branch_secretary",
  });
  expect(JSON.parse((await run("user", "grant", "li.hua", "system_administrator", "--json")).out)).toMatchObject({
    ok: false,
    problem: "grant-business-apart",
  });
  expect((await run("user", "reset", "li.hua")).out).toContain("一次性密码");
  expect((await run("user", "disable", "li.hua")).code).toBe(0);
  expect((await run("user", "disable", "li.hua")).code).toBe(1);
  expect((await run("user", "disable", "nobody")).error).toContain("没有用户名为“nobody”的账号");
  expect((await run("user", "grant", "li.hua", "king")).error).toContain("没有“king”这个角色");
  expect((await run("user", "add", "only-one-word")).code).toBe(2);
  expect((await run("user", "add", "x.y", "某人", "--org", "不存在的镇")).error).toContain("没有找到");
  const told = await it.open.database.ownerPool.query<{ actor: string }>(
    "select distinct actor from audit_event where event like 'access.%'",
  );
  expect(told.rows).toEqual([{ actor: "系统（命令行）" }]);
});

test("the audit is verified from the terminal", async () => {
  const fine = await run("verify", "--json");
  expect(fine.code).toBe(0);
  expect(JSON.parse(fine.out)).toMatchObject({ ok: true });
});

test("an empty house gets its first four people once, the three administrators apart", async () => {
  expect(await openFirstAccounts(it.house)).toBeNull();
  const empty = await freshHouse();
  try {
    const made = await openFirstAccounts(empty.house);
    expect(made?.map((each) => each.roleTerm)).toEqual(["开发区组织员", "系统管理员", "安全管理员", "审计员"]);
    expect(await openFirstAccounts(empty.house)).toBeNull();
  } finally {
    await empty.close();
  }
});
