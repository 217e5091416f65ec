import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "#platform/database/ids.ts";
import { systemScope } from "#platform/database/scope.ts";
import { act } from "#platform/doing.ts";
import { day } from "#shared/day.ts";
import { Browser, freshHouse, PASSWORD, type TestHouse, TODAY } from "#test/house.ts";
import { createAccount } from "./account-acts.ts";
import { systemActor } from "./actor.ts";
import { commonPath, removeFactorOf, resetPassword } from "./reset-acts.ts";
import { dropLateHalves, expireResets } from "./resets-lapsing.ts";
import { dutyToConfirm, mayDecideReset } from "./rules-resets.ts";
import { codeAt } from "./second-factor.ts";

let it: TestHouse;
let app: FastifyInstance;
const people: Record<string, Browser> = {};
const ids: Record<string, string> = {};
const NEW = "Xin-Mima-Qingshan-88";

beforeAll(async () => {
  it = await freshHouse();
  app = await it.app();
  const { zone, town, branch, otherTown } = it.places;
  for (const [role, place, name] of [
    ["system_administrator", zone, "xitong"],
    ["system_administrator", zone, "xitong2"],
    ["security_administrator", zone, "anquan"],
    ["auditor", zone, "shenji"],
    ["zone_organiser", zone, "zuzhi"],
    ["town_officer", town, "zhenjie"],
    ["branch_secretary", branch, "shuji"],
    ["branch_secretary", branch, "shuji2"],
    ["system_administrator", otherTown, "townsystem"],
    ["security_administrator", otherTown, "townsecurity"],
    ["auditor", otherTown, "townauditor"],
    [null, branch, "plain"],
  ] as const) {
    ids[name] = (await it.person(role, place, name)).id;
    people[name] = new Browser(app);
    await people[name]?.signIn(name);
  }
}, 120_000);
afterAll(() => it?.close());

const browser = (who: string): Browser => {
  const found = people[who];
  if (!found) throw new Error(`nobody called ${who}`);
  return found;
};
const send = async (who: string, url: string, body: unknown = {}) => {
  const answer = await browser(who).send("POST", url, body);
  return { status: answer.statusCode, body: answer.body === "" ? {} : answer.json<Record<string, unknown>>() };
};
const slug = async (call: ReturnType<typeof send>) => (await call).body["type"];
const WHY = { reason: "本人忘记密码，已当面核实" };
const ask = (who: string, whom: string, kind = "password") =>
  send(who, "/api/credential-resets", { accountId: ids[whom], kind, ...WHY });
const asked = async (who: string, whom: string, kind = "password") => {
  const made = await ask(who, whom, kind);
  expect(made.status).toBe(201);
  return String(made.body["id"]);
};
const confirm = (who: string, id: string) => send(who, `/api/credential-resets/${id}/confirmation`);
const audit = (who: string, id: string) => send(who, `/api/credential-resets/${id}/security-confirmation`);
const signsIn = async (who: string, password: string) => (await new Browser(app).signIn(who, password)).statusCode;
const told = async (who: string, password = PASSWORD) => {
  const session = (await new Browser(app).signIn(who, password)).json<{ resets: { text: string }[] }>();
  return session.resets.map((one) => one.text);
};
const events = async (count: number) => {
  const { rows } = await it.open.database.ownerPool.query<{ event: string; actor: string }>(
    "select event, actor from audit_event order by number desc limit $1",
    [count],
  );
  return rows.map((one) => `${one.event} ${one.actor}`).reverse();
};
const ledger = async (who: string) =>
  (await browser(who).send("GET", "/api/registers/credential-resets")).json<{ rows: Record<string, unknown>[] }>().rows;
const rowOf = async (who: string, id: string) => (await ledger(who)).find((one) => one["id"] === id);
const lastTold = async () => {
  const { rows } = await it.open.database.ownerPool.query<{ details: unknown }>(
    "select details from audit_event order by number desc limit 1",
  );
  return rows[0]?.details;
};
const notices = async (who: string) => {
  const answer = await browser(who).send("GET", "/api/notices");
  return answer.json<{ notices: { kind: string; title: string; readAt: string | null }[] }>().notices;
};
/** A fresh session for somebody whose sessions were ended by a test. */
const back = async (who: string, password: string) => {
  people[who] = new Browser(app);
  await browser(who).signIn(who, password);
};

test("no administrator gets into the account of another, by reset, by factor, by grant, by a tied account", async () => {
  for (const whom of ["anquan", "shenji", "zuzhi", "zhenjie", "shuji", "xitong2", "xitong"]) {
    const reset = await send("xitong", `/api/accounts/${ids[whom]}/password-reset`, WHY);
    expect([whom, reset.status, reset.body["type"]]).toEqual([whom, 422, "/problems/reset-needs-two"]);
    expect(reset.body).not.toHaveProperty("oneTimePassword");
    expect(await slug(send("xitong", `/api/accounts/${ids[whom]}/second-factor-removal`, WHY))).toBe(
      "/problems/reset-needs-two",
    );
    expect((await browser(whom).send("GET", "/api/session")).json()).toMatchObject({ actor: { username: whom } });
  }
  expect(await signsIn("anquan", PASSWORD)).toBe(200);
  const grant = (who: string, to: string, role: string) =>
    send(who, "/api/grants", { accountId: ids[to], role, organizationId: it.places.zone, reason: "工作需要" });
  expect(await slug(grant("anquan", "xitong", "zone_organiser"))).toBe("/problems/grant-business-apart");
  expect(await slug(grant("zuzhi", "xitong", "zone_organiser"))).toBe("/problems/grant-business-apart");
  const tied = { username: "tied", displayName: "挂靠", organizationId: it.places.branch, personId: ids["plain"] };
  expect((await send("xitong", "/api/accounts", tied)).status).toBe(400);
});

test("what begins only in future counts as held", async () => {
  ids["coming"] = (await it.person(null, it.places.branch, "coming")).id;
  const given = await send("anquan", "/api/grants", {
    accountId: ids["coming"],
    role: "branch_secretary",
    organizationId: it.places.branch,
    from: "2027-05-01",
    reason: "工作需要",
  });
  expect(given.status).toBe(201);
  expect(await slug(send("xitong", `/api/accounts/${ids["coming"]}/password-reset`, WHY))).toBe(
    "/problems/reset-needs-two",
  );
});

test("an account that holds nothing is reset at once, and its holder is told by whom", async () => {
  const reset = `/api/accounts/${ids["plain"]}/password-reset`;
  expect((await send("xitong", reset)).status).toBe(400);
  const short = await send("xitong", reset, { reason: " 忘了 " });
  expect([short.status, short.body["type"], short.body["errors"]]).toEqual([
    422,
    "/problems/reason-needed",
    [expect.objectContaining({ pointer: "/reason" })],
  ]);
  const made = await send("xitong", reset, { reason: " 忘记密码，电话核实 " });
  expect(made.status).toBe(200);
  const row = (await ledger("xitong")).find((one) => one["accountName"] === "plain");
  expect(row).toMatchObject({ reason: "忘记密码，电话核实", outcome: "done", halfWaits: false, decider: null });
  expect(await lastTold()).toEqual({ reason: "忘记密码，电话核实" });
  expect(
    it.house.audit.sentences.of({
      event: "access.password.reset",
      actor: "xitong",
      details: { reason: "忘记密码，电话核实" },
      targetName: "plain",
    }),
  ).toBe("xitong重置plain的密码，原因：忘记密码，电话核实");
  const password = String(made.body["oneTimePassword"]);
  expect(await told("plain", password)).toEqual([
    "您的密码于2026年11月22日12:00由xitong重置。不是您要求的，请马上告诉安全管理员和审计员。",
  ]);
  expect(await signsIn("plain", PASSWORD)).toBe(401);
  expect(await slug(ask("xitong", "plain"))).toBe("/problems/reset-needs-one");
});

test("two administrators reset a third account: each knows half, the holder is told, the audit says all three acts", async () => {
  const id = await asked("xitong", "shuji");
  expect(await events(1)).toEqual(["access.reset.asked xitong"]);
  expect(await rowOf("anquan", id)).toMatchObject({
    outcome: "waiting",
    decider: "security_administrator",
    covered: true,
    halfWaits: false,
  });
  expect(await slug(ask("xitong2", "shuji"))).toBe("/problems/reset-waiting");
  expect(await slug(send("xitong", `/api/credential-resets/${id}/second-half`))).toBe("/problems/reset-not-confirmed");
  expect((await notices("anquan"))[0]).toMatchObject({ kind: "reset-waiting", readAt: null });
  expect((await notices("shuji"))[0]).toMatchObject({ kind: "own-reset", title: "有人申请重置您的密码" });
  const page = (await browser("shuji").send("GET", "/api/session")).json<{ resets: { text: string }[] }>();
  expect(page.resets[0]?.text).toContain("xitong于2026年11月22日12:00申请重置您的密码");
  // Nobody but the security administrator, and never whoever asked.
  for (const who of ["xitong", "xitong2", "zuzhi", "shuji"]) expect((await confirm(who, id)).status).toBe(403);
  expect(await slug(audit("shenji", id))).toBe("/problems/reset-other-duty");
  expect((await audit("anquan", id)).status).toBe(403);

  const answers = await Promise.all([confirm("anquan", id), confirm("anquan", id)]);
  expect(answers.map((answer) => answer.status).sort((a, b) => a - b)).toEqual([200, 409]);
  const firstHalf = String(answers.find((answer) => answer.status === 200)?.body["firstHalf"]);
  expect(await events(2)).toEqual(["access.reset.confirmed anquan", "access.password.reset anquan"]);
  expect((await notices("anquan"))[0]).not.toMatchObject({ readAt: null });
  expect((await notices("xitong"))[0]).toMatchObject({ kind: "reset-answered", title: "您的申请已确认：重置密码" });
  expect((await browser("shuji").send("GET", "/api/session")).json()).toMatchObject({ actor: null });
  expect((await send("xitong2", `/api/credential-resets/${id}/second-half`)).status).toBe(404);
  expect(await rowOf("xitong", id)).toMatchObject({ outcome: "done", decider: null, covered: null, halfWaits: true });
  const fetched = await send("xitong", `/api/credential-resets/${id}/second-half`);
  const secondHalf = String(fetched.body["secondHalf"]);
  expect(await events(1)).toEqual(["access.reset.collected xitong"]);
  expect(await rowOf("xitong", id)).toMatchObject({ halfWaits: false });
  expect(await slug(send("xitong", `/api/credential-resets/${id}/second-half`))).toBe("/problems/reset-half-gone");
  for (const password of [PASSWORD, firstHalf, secondHalf]) expect(await signsIn("shuji", password)).toBe(401);

  expect(await told("shuji", firstHalf + secondHalf)).toEqual([
    "您的密码于2026年11月22日12:00由xitong申请、anquan确认重置。不是您要求的，请马上告诉安全管理员和审计员。",
  ]);
  await back("shuji", firstHalf + secondHalf);
  expect((await browser("shuji").send("GET", "/api/members/x")).statusCode).toBeGreaterThanOrEqual(400);
  expect(
    (await browser("shuji").send("POST", "/api/password", { current: firstHalf + secondHalf, new: NEW })).statusCode,
  ).toBe(204);
  // No half lies in the clear, and none after it was fetched.
  const { rows } = await it.open.database.ownerPool.query<{ rest_cipher: string | null }>(
    "select rest_cipher from credential_reset where id = $1",
    [id],
  );
  expect(rows).toEqual([{ rest_cipher: null }]);
});

test("the security administrator's own account is confirmed by the auditor, and by nobody else", async () => {
  const id = await asked("xitong", "anquan");
  expect(await rowOf("shenji", id)).toMatchObject({ decider: "auditor", covered: true });
  expect(await slug(confirm("anquan", id))).toBe("/problems/reset-about-yourself");
  expect((await audit("anquan", id)).status).toBe(403);
  expect((await confirm("shenji", id)).status).toBe(403);
  expect((await audit("townauditor", id)).status).toBe(404);
  const confirmed = await audit("shenji", id);
  expect(confirmed.status).toBe(200);
  const second = await send("xitong", `/api/credential-resets/${id}/second-half`);
  const password = `${String(confirmed.body["firstHalf"])}${String(second.body["secondHalf"])}`;
  await back("anquan", password);
  expect((await browser("anquan").send("POST", "/api/password", { current: password, new: NEW })).statusCode).toBe(204);
});

test("a member's own account opens a record and ballots, so that two reset it as well", async () => {
  const person = newId();
  await it.open.database.ownerPool.query(
    `insert into person (id, organization_id, org_path, name, pinyin, initials, stroke_key, gender)
     select $1, id, org_path, '谭玉莲', '', '', '', 'unstated' from organization where id = $2`,
    [person, it.places.branch],
  );
  await act(it.house, systemActor("test"), "access.account.create", null, async (doing) => {
    const made = await createAccount(doing, {
      username: "member",
      displayName: "谭玉莲",
      organizationId: it.places.branch,
      personId: person,
    });
    ids["member"] = made.id;
  });
  expect(await slug(send("xitong", `/api/accounts/${ids["member"]}/password-reset`, WHY))).toBe(
    "/problems/reset-needs-two",
  );
  const id = await asked("xitong", "member");
  // In a house where duties met before, whoever asked holds the duty to confirm too.
  const met = await it.open.database.ownerPool.query<{ id: string }>(
    `insert into role_grant (id, account_id, role, organization_id, org_path, valid_from, reason, created_at)
     select gen_random_uuid(), $1, 'security_administrator', organization_id, org_path, valid_from, reason, created_at
     from role_grant where account_id = $1 returning id`,
    [ids["xitong"]],
  );
  expect(await slug(confirm("xitong", id))).toBe("/problems/reset-own-request");
  await it.open.database.ownerPool.query("delete from role_grant where id = $1", [met.rows[0]?.id]);
  expect((await confirm("anquan", id)).status).toBe(200);
});

test("nobody asks for themselves, and two administrators of a town open nothing above it", async () => {
  expect(await slug(ask("xitong", "xitong"))).toBe("/problems/reset-own-account");
  expect((await ask("anquan", "shuji")).status).toBe(403);
  expect((await ask("townsystem", "zuzhi")).status).toBe(404);
  // Looked after in the town, but holding the zone.
  ids["high"] = (await it.person(null, it.places.otherBranch, "high")).id;
  await send("anquan", "/api/grants", {
    accountId: ids["high"],
    role: "zone_organiser",
    organizationId: it.places.zone,
    reason: "工作需要",
  });
  const id = await asked("townsystem", "high");
  expect(await rowOf("townsecurity", id)).toMatchObject({ decider: "security_administrator", covered: false });
  expect(await rowOf("anquan", id)).toMatchObject({ covered: true });
  expect(await slug(confirm("townsecurity", id))).toBe("/problems/reset-beyond-reach");
  expect((await notices("townsecurity")).filter((one) => one.readAt === null)).toEqual([]);
  expect((await send("anquan", `/api/credential-resets/${id}/refusal`, { reason: "本人说没有这回事" })).status).toBe(
    204,
  );
  expect(await events(1)).toEqual(["access.reset.refused anquan"]);
  expect((await notices("townsystem"))[0]).toMatchObject({ title: "您的申请没有同意：重置密码" });
  expect((await confirm("anquan", id)).status).toBe(409);
  expect(await signsIn("high", PASSWORD)).toBe(200);
});

test("signing in meanwhile makes the request void and tells whoever asked", async () => {
  const id = await asked("xitong", "zhenjie");
  expect(await signsIn("zhenjie", "not-the-password")).toBe(401);
  expect((await notices("xitong"))[0]).not.toMatchObject({ title: "您的申请作废（本人已登录）：重置密码" });
  expect((await told("zhenjie"))[0]).toContain("因您已登录或另行办理而作废");
  expect(await slug(confirm("anquan", id))).toBe("/problems/reset-decided");
  expect((await notices("xitong"))[0]).toMatchObject({ title: "您的申请作废（本人已登录）：重置密码" });
  expect(await events(2)).toEqual(["access.session.begun zhenjie", "access.reset.lapsed zhenjie"]);
  expect(await signsIn("zhenjie", PASSWORD)).toBe(200);
});

test("a second factor is taken off by two, too", async () => {
  await back("shuji2", PASSWORD);
  const { secret } = (await browser("shuji2").send("POST", "/api/second-factor", { password: PASSWORD })).json<{
    secret: string;
  }>();
  await browser("shuji2").send("POST", "/api/second-factor/confirmation", { code: codeAt(secret, it.clock.now()) });
  expect(await signsIn("shuji2", PASSWORD)).toBe(401);
  const id = await asked("xitong", "shuji2", "factor");
  expect(await signsIn("shuji2", PASSWORD)).toBe(401);
  const confirmed = await confirm("anquan", id);
  expect([confirmed.status, confirmed.body]).toEqual([200, { firstHalf: null }]);
  expect(await events(2)).toEqual(["access.reset.confirmed anquan", "access.factor.removed anquan"]);
  expect(await slug(send("xitong", `/api/credential-resets/${id}/second-half`))).toBe("/problems/reset-half-gone");
  expect(await told("shuji2")).toEqual([
    "您的两步验证于2026年11月22日12:00由xitong申请、anquan确认关闭。不是您要求的，请马上告诉安全管理员和审计员。",
  ]);
});

test("the command line resets alone, makes what waits void, and the holder is told", async () => {
  const id = await asked("xitong", "zuzhi");
  const { oneTimePassword } = await act(it.house, systemActor("command-line"), "access.account.reset", null, (doing) =>
    resetPassword(doing, ids["zuzhi"] ?? "", WHY),
  );
  await act(it.house, systemActor("command-line"), "access.account.reset", null, (doing) =>
    removeFactorOf(doing, ids["zuzhi"] ?? "", WHY),
  );
  expect(await slug(confirm("anquan", id))).toBe("/problems/reset-decided");
  const texts = await told("zuzhi", oneTimePassword);
  expect(texts).toContain(
    "您的密码于2026年11月22日12:00在服务器上用命令行重置。不是您要求的，请马上告诉安全管理员和审计员。",
  );
  expect(texts).toHaveLength(3);
  expect((await notices("xitong"))[0]).toMatchObject({ title: "您的申请作废（已另行办理）：重置密码" });
});

test("the ledger shows who asked and what came of it, to the three administrators and to nobody else", async () => {
  const list = async (who: string) => await browser(who).send("GET", "/api/registers/credential-resets");
  await back("xitong", PASSWORD);
  for (const who of ["xitong", "anquan", "shenji"]) {
    const answer = await list(who);
    expect([who, answer.statusCode]).toEqual([who, 200]);
    expect(answer.body).not.toContain("rest");
    expect(answer.json<{ rows: Record<string, unknown>[] }>().rows).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          accountName: "shuji",
          kind: "password",
          askedByName: "xitong",
          outcome: "done",
        }),
        expect.objectContaining({ accountName: "zuzhi", askedByName: "命令行", decidedByName: "" }),
      ]),
    );
  }
  for (const who of ["zhenjie", "shuji"]) expect((await list(who)).statusCode).toBe(403);
});

test("a request that nobody decides is void after a day, and another may be made", async () => {
  const id = await asked("xitong", "shuji2");
  it.clock.move(day("2026-11-24"));
  try {
    for (const who of ["xitong", "anquan"]) await back(who, who === "anquan" ? NEW : PASSWORD);
    expect(await slug(confirm("anquan", id))).toBe("/problems/reset-expired");
    expect(await expireResets(it.house)).toBe(1);
    expect(await expireResets(it.house)).toBe(0);
    expect((await notices("xitong"))[0]).toMatchObject({ title: "您的申请过期未确认：重置密码" });
    const again = await asked("xitong", "shuji2");
    it.clock.move(day("2026-11-26"));
    for (const who of ["xitong", "anquan"]) await back(who, who === "anquan" ? NEW : PASSWORD);
    const third = await asked("xitong", "shuji2");
    expect(await slug(confirm("anquan", again))).toBe("/problems/reset-expired");
    const confirmed = await confirm("anquan", third);
    expect(confirmed.status).toBe(200);
    // The half is good as long as the password it belongs to.
    it.clock.move(day("2026-11-30"));
    await back("xitong", PASSWORD);
    expect(await rowOf("xitong", third)).toMatchObject({ halfWaits: true });
    await dropLateHalves(it.house);
    expect(await rowOf("xitong", third)).toMatchObject({ halfWaits: false });
    expect(await slug(send("xitong", `/api/credential-resets/${third}/second-half`))).toBe("/problems/reset-half-gone");
  } finally {
    it.clock.move(TODAY);
  }
});

test("who was away longer than a week is told at the first sign-in all the same", async () => {
  await it.house.door.write(systemScope("test"), (tx) =>
    tx
      .updateTable("credentialReset")
      .set({ outcome: "lapsed", decidedAt: it.clock.now() })
      .where("outcome", "is", null)
      .execute(),
  );
  ids["away"] = (await it.person("branch_secretary", it.places.branch, "away")).id;
  expect(await told("away")).toEqual([]);
  it.clock.move(day("2026-11-23"));
  for (const who of ["xitong", "anquan"]) await back(who, who === "anquan" ? NEW : PASSWORD);
  const id = await asked("xitong", "away", "factor");
  expect((await confirm("anquan", id)).status).toBe(200);
  it.clock.move(day("2026-12-20"));
  expect(await told("away")).toHaveLength(1);
  it.clock.move(day("2026-12-21"));
  expect(await told("away")).toEqual([]);
  it.clock.move(TODAY);
});

test("who confirms, and who does not", () => {
  const deciding = {
    deciderId: "c",
    askedBy: "a",
    accountId: "h",
    duty: "security_administrator" as const,
    roles: ["town_officer"],
    covered: true,
  };
  expect(mayDecideReset(deciding)).toMatchObject({ value: null, provision: { id: "house-two-administrators" } });
  expect(mayDecideReset({ ...deciding, deciderId: "a" }).value).toBe("own-request");
  expect(mayDecideReset({ ...deciding, deciderId: null, askedBy: null }).value).toBe("own-request");
  expect(mayDecideReset({ ...deciding, deciderId: "h" }).value).toBe("about-yourself");
  expect(mayDecideReset({ ...deciding, duty: "auditor" }).value).toBe("other-duty");
  expect(mayDecideReset({ ...deciding, roles: ["security_administrator"] }).value).toBe("other-duty");
  expect(mayDecideReset({ ...deciding, covered: false }).value).toBe("beyond-reach");
  expect(dutyToConfirm(["auditor"])).toBe("security_administrator");
  expect(dutyToConfirm([])).toBe("security_administrator");
  expect(dutyToConfirm(["member", "security_administrator"])).toBe("auditor");
  expect(commonPath(["/1/2/3/", "/1/20/"])).toBe("/1/");
  expect(commonPath(["/1/2/", "/1/2/3/"])).toBe("/1/2/");
  expect(commonPath(["/", "/1/"])).toBe("/");
  expect(commonPath(["/1/2/"])).toBe("/1/2/");
});
