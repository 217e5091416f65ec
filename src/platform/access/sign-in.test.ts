import type { FastifyInstance } from "fastify";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { systemScope } from "#platform/database/scope.ts";
import { programVersion, versionText } from "#platform/version.ts";
import { day } from "#shared/day.ts";
import { Browser, freshHouse, PASSWORD, type TestHouse } from "#test/house.ts";
import { fitsPassword, hashPassword } from "./hashing.ts";
import { PROFILES } from "./profile.ts";
import { codeAt } from "./second-factor.ts";

let it: TestHouse;
let app: FastifyInstance;
beforeAll(async () => {
  it = await freshHouse();
  app = await it.app();
});
afterAll(() => it?.close());

const newPassword = "Shanqing-Yuan-9031";

test("somebody not signed in sees the empty session and is asked to sign in elsewhere", async () => {
  const browser = new Browser(app);
  const session = await browser.send("GET", "/api/session");
  expect(session.statusCode).toBe(200);
  expect(session.json()).toMatchObject({
    actor: null,
    grants: [],
    verbs: [],
    today: "2026-11-22",
    zone: "清原高新区",
    empty: false,
    program: versionText(programVersion()),
  });
  const own = await browser.send("GET", "/api/sessions");
  expect(own.statusCode).toBe(401);
  expect(own.headers["content-type"]).toContain("application/problem+json");
  expect(own.json()).toMatchObject({ type: "/problems/sign-in-first", status: 401, title: "请先登录" });
});

test("signing in by user name and by phone opens a session that knows its grants", async () => {
  const { id } = await it.person("zone_organiser", it.places.zone, "wang.li");
  await it.house.door.write(systemScope("test"), (tx) =>
    tx
      .updateTable("credential")
      .set({ phoneIndex: it.house.keyring.blindIndex("account-phone", "13800001234") })
      .where("accountId", "=", id)
      .execute(),
  );
  for (const name of ["wang.li", " WANG.LI ", "138 0000 1234", "+86 138-0000-1234"]) {
    const browser = new Browser(app);
    const answer = await browser.signIn(name);
    expect(answer.statusCode, name).toBe(200);
    expect(answer.json()).toMatchObject({
      actor: { accountId: id, name: "wang.li", mustChangePassword: false, secondFactor: false },
      grants: [{ role: "zone_organiser", roleTerm: "开发区组织员", organizationName: "清原高新区", path: "/1/" }],
    });
    expect(answer.json<{ verbs: string[] }>().verbs).toContain("access.grant.give");
    expect((await browser.send("GET", "/api/sessions")).json<unknown[]>().length).toBeGreaterThan(0);
  }
});

test("the cookie is HttpOnly and SameSite=Strict, over https bound to the host, and the token is not stored", async () => {
  await it.person("member", it.places.branch, "cookie");
  const browser = new Browser(app);
  const plain = await browser.signIn("cookie");
  const cookie = plain.cookies.find((each) => each.name === "lianxin");
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Strict", path: "/" });
  const behind = await it.app({ options: { trustProxy: true } });
  const secure = await new Browser(behind).send(
    "POST",
    "/api/session",
    { username: "cookie", password: PASSWORD },
    { headers: { "x-forwarded-proto": "https" } },
  );
  expect(secure.cookies.find((each) => each.name === "__Host-lianxin")).toMatchObject({
    httpOnly: true,
    secure: true,
    sameSite: "Strict",
    path: "/",
  });
  expect(secure.headers["strict-transport-security"]).toContain("max-age");
  const { rows } = await it.open.database.ownerPool.query<{ row: string }>("select session::text as row from session");
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.some(({ row }) => row.includes(cookie?.value ?? "?"))).toBe(false);
});

test("changes need the page's own header and origin", async () => {
  const browser = new Browser(app);
  const sign = { username: "wang.li", password: PASSWORD };
  const cases: Record<string, string>[] = [
    { "x-lianxin": "" },
    { origin: "https://evil.example" },
    { origin: "null" },
    { "sec-fetch-site": "cross-site" },
  ];
  for (const headers of cases) {
    const answer = await browser.send("POST", "/api/session", sign, { headers });
    expect(answer.statusCode).toBe(403);
    expect(answer.json()).toMatchObject({ type: "/problems/cross-site" });
  }
  expect(
    (
      await browser.send("POST", "/api/session", sign, {
        headers: { origin: "http://localhost:80", "sec-fetch-site": "same-origin" },
      })
    ).statusCode,
  ).toBe(200);
});

test("unknown names, wrong passwords and disabled accounts get one and the same answer (E2)", async () => {
  await it.person("member", it.places.branch, "twin");
  const disabled = await it.person("member", it.places.branch, "gone");
  await it.house.door.write(systemScope("test"), (tx) =>
    tx.updateTable("account").set({ disabledAt: it.clock.now() }).where("id", "=", disabled.id).execute(),
  );
  const answers = await Promise.all(
    [
      ["nobody-here", PASSWORD],
      ["twin", "wrong"],
      ["gone", PASSWORD],
      ["13912345678", PASSWORD],
    ].map(([name = "", password = ""]) => new Browser(app).signIn(name, password)),
  );
  const bodies = answers.map((answer) => {
    const { requestId, ...rest } = answer.json<Record<string, unknown>>();
    expect(requestId).toBeTypeOf("string");
    return JSON.stringify([answer.statusCode, rest, Object.keys(answer.headers).sort()]);
  });
  expect(new Set(bodies).size).toBe(1);
  expect(answers[0]?.statusCode).toBe(401);
});

test("guessing ends after the strangers' allowance, the owner's known device still gets in (E1), unknown names alike", async () => {
  await it.person("member", it.places.branch, "guessed");
  const owner = new Browser(app);
  expect((await owner.signIn("guessed")).statusCode).toBe(200);
  const guess = (name: string) =>
    Promise.all(Array.from({ length: 120 }, (_, at) => new Browser(app).signIn(name, `guess ${at}`)));
  for (const name of ["guessed", "never-existed"]) {
    const answers = await guess(name);
    const counts = Map.groupBy(answers, (answer) => answer.statusCode);
    expect(counts.get(401)?.length).toBe(PROFILES.asvs.strangerTries);
    expect(counts.get(429)?.length).toBe(120 - PROFILES.asvs.strangerTries);
  }
  const stranger = await new Browser(app).signIn("guessed");
  expect(stranger.json()).toMatchObject({ type: "/problems/too-many-tries", status: 429 });
  expect((await owner.signIn("guessed")).statusCode).toBe(200);
  // The known device has an allowance of its own, and an end to it: together not more than 100 tries a day.
  const known = [];
  for (let at = 0; at < 25; at += 1) known.push((await owner.signIn("guessed", `wrong ${at}`)).statusCode);
  expect(known.filter((status) => status === 401).length).toBe(PROFILES.asvs.deviceTries);
  expect(PROFILES.asvs.deviceTries + PROFILES.asvs.strangerTries).toBeLessThanOrEqual(100);
  it.clock.move(day("2026-11-24"));
  expect((await new Browser(app).signIn("guessed")).statusCode).toBe(200);
  it.clock.move(day("2026-11-22"));
});

test("a session ends when idle, when old, when signed out, and with the account (E4)", async () => {
  const person = await it.person("member", it.places.branch, "leaver");
  const browser = new Browser(app);
  await browser.signIn("leaver");
  const other = new Browser(app);
  await other.signIn("leaver");
  expect((await browser.send("GET", "/api/sessions")).json<unknown[]>()).toHaveLength(2);
  await other.send("DELETE", "/api/session");
  expect((await browser.send("GET", "/api/sessions")).json<unknown[]>()).toHaveLength(1);
  it.clock.move(day("2026-11-23"));
  expect((await browser.send("GET", "/api/sessions")).statusCode).toBe(401);
  it.clock.move(day("2026-11-22"));
  await browser.signIn("leaver");
  await it.house.door.write(systemScope("test"), (tx) =>
    tx.updateTable("account").set({ disabledAt: it.clock.now() }).where("id", "=", person.id).execute(),
  );
  expect((await browser.send("GET", "/api/sessions")).statusCode).toBe(401);
});

describe("what a page asks by itself is nobody's activity", () => {
  const BY_ITSELF = { headers: { "x-lianxin-background": "1" } };
  const { idleMinutes } = PROFILES.asvs;
  afterEach(() => it.clock.move(day("2026-11-22")));

  test("a session with a page open ends when nobody acts; row and audit say so", async () => {
    const { id } = await it.person("member", it.places.branch, "gone.for.lunch");
    const browser = new Browser(app);
    const begun = await browser.signIn("gone.for.lunch");
    expect(begun.json()).toMatchObject({ actor: { idleSecondsLeft: idleMinutes * 60 } });
    for (let passed = 60; passed < idleMinutes; passed += 60) {
      it.clock.pass(60);
      // A page that says so, and what no person presses for even if the page does not say so.
      const asked = [
        await browser.send("GET", "/api/session", undefined, BY_ITSELF),
        await browser.send("GET", "/api/sessions", undefined, BY_ITSELF),
        await browser.send("GET", "/api/jobs"),
        await browser.send("GET", "/api/notices"),
      ];
      expect(asked.map((each) => each.statusCode)).toEqual([200, 200, 200, 200]);
      expect(asked[0]?.json()).toMatchObject({ actor: { idleSecondsLeft: (idleMinutes - passed) * 60 } });
    }
    it.clock.pass(60);
    const token = new Map(browser.cookies);
    expect((await browser.send("GET", "/api/sessions", undefined, BY_ITSELF)).statusCode).toBe(401);
    expect(browser.cookies.has("lianxin")).toBe(false);
    // Asked once more with the same token, it is told once.
    for (const [name, value] of token) browser.cookies.set(name, value);
    expect((await browser.send("GET", "/api/session")).json()).toMatchObject({ actor: null });
    const { ownerPool } = it.open.database;
    const rows = await ownerPool.query<{ at: Date }>("select ended_at as at from session where account_id = $1", [id]);
    expect(rows.rows).toEqual([{ at: it.clock.now() }]);
    const told = await ownerPool.query<{ details: unknown }>(
      "select details from audit_event where event = 'access.session.ended' and target_id = $1",
      [id],
    );
    expect(told.rows).toEqual([{ details: { manner: "idle" } }]);
  });

  test("whoever acts stays in, until the longest time is over", async () => {
    const { id } = await it.person("member", it.places.branch, "busy");
    const browser = new Browser(app);
    await browser.signIn("busy");
    const hours = PROFILES.asvs.absoluteHours;
    for (let passed = idleMinutes - 1; passed < hours * 60; passed += idleMinutes - 1) {
      it.clock.pass(idleMinutes - 1);
      const session = await browser.send("GET", "/api/session");
      expect(session.json()).toMatchObject({ actor: { idleSecondsLeft: idleMinutes * 60 } });
    }
    it.clock.pass(idleMinutes - 1);
    expect((await browser.send("GET", "/api/sessions")).statusCode).toBe(401);
    const told = await it.open.database.ownerPool.query<{ details: unknown }>(
      "select details from audit_event where event = 'access.session.ended' and target_id = $1",
      [id],
    );
    expect(told.rows).toEqual([{ details: { manner: "expired" } }]);
  });

  test("a token that was invented, and one of a session that lives elsewhere, end nothing", async () => {
    const { id } = await it.person("member", it.places.branch, "elsewhere");
    await new Browser(app).signIn("elsewhere");
    const stranger = new Browser(app);
    stranger.cookies.set("lianxin", "A".repeat(43));
    expect((await stranger.send("GET", "/api/sessions")).statusCode).toBe(401);
    const rows = await it.open.database.ownerPool.query("select ended_at from session where account_id = $1", [id]);
    expect(rows.rows).toEqual([{ ended_at: null }]);
  });
});

test("a new password: all faults at once, other sessions end, the current one stays", async () => {
  await it.person("member", it.places.branch, "changer");
  const here = new Browser(app);
  const there = new Browser(app);
  await here.signIn("changer");
  await there.signIn("changer");
  const wrong = await here.send("POST", "/api/password", { current: "not it", new: newPassword });
  expect(wrong.statusCode).toBe(422);
  const weak = await here.send("POST", "/api/password", { current: PASSWORD, new: "changer" });
  expect(weak.json<{ errors: unknown[] }>().errors).toHaveLength(2);
  expect((await here.send("POST", "/api/password", { current: PASSWORD, new: PASSWORD })).statusCode).toBe(422);
  expect((await here.send("POST", "/api/password", { current: PASSWORD, new: newPassword })).statusCode).toBe(204);
  expect((await here.send("GET", "/api/sessions")).statusCode).toBe(200);
  expect((await there.send("GET", "/api/sessions")).statusCode).toBe(401);
  expect((await new Browser(app).signIn("changer")).statusCode).toBe(401);
  expect((await new Browser(app).signIn("changer", newPassword)).statusCode).toBe(200);
});

test("a second factor is asked once enrolled, each code works once, an administrator can take it off", async () => {
  const person = await it.person(null, it.places.branch, "factor");
  await it.person("system_administrator", it.places.zone, "sysadmin");
  const browser = new Browser(app);
  await browser.signIn("factor");
  const offer = (await browser.send("POST", "/api/second-factor", { password: PASSWORD })).json<{
    secret: string;
    uri: string;
  }>();
  expect(offer.uri).toContain("otpauth://totp/");
  expect((await browser.send("POST", "/api/second-factor/confirmation", { code: "000 000" })).statusCode).toBe(422);
  expect(
    (await browser.send("POST", "/api/second-factor/confirmation", { code: codeAt(offer.secret, it.clock.now()) }))
      .statusCode,
  ).toBe(204);
  expect((await browser.send("GET", "/api/session")).json()).toMatchObject({ actor: { secondFactor: true } });
  const stored = await it.open.database.ownerPool.query<{ row: string }>(
    "select credential::text as row from credential",
  );
  expect(stored.rows.some(({ row }) => row.includes(offer.secret))).toBe(false);

  const again = new Browser(app);
  expect((await again.signIn("factor")).json()).toMatchObject({ type: "/problems/code-needed", status: 401 });
  const used = codeAt(offer.secret, it.clock.now());
  expect((await again.signIn("factor", PASSWORD, used)).statusCode).toBe(401);
  const next = codeAt(offer.secret, new Date(it.clock.now().getTime() + 30_000));
  expect((await again.signIn("factor", PASSWORD, next)).statusCode).toBe(200);
  const told = await it.open.database.ownerPool.query<{ details: unknown }>(
    "select details from audit_event where event = 'access.session.begun' and target_id = $1 order by number",
    [person.id],
  );
  expect(told.rows.map((row) => row.details)).toEqual([{ secondFactor: false }, { secondFactor: true }]);
  expect((await new Browser(app).signIn("factor", PASSWORD, next)).statusCode).toBe(401);

  const admin = new Browser(app);
  await admin.signIn("sysadmin");
  expect(
    (await admin.send("POST", `/api/accounts/${person.id}/second-factor-removal`, { reason: "换了手机，已核实" }))
      .statusCode,
  ).toBe(204);
  expect((await again.send("GET", "/api/sessions")).statusCode).toBe(401);
  expect((await new Browser(app).signIn("factor")).statusCode).toBe(200);
});

test("a one-time password opens nothing but changing it, and ends by itself", async () => {
  await it.person("system_administrator", it.places.zone, "opener");
  const admin = new Browser(app);
  await admin.signIn("opener");
  const made = await admin.send("POST", "/api/accounts", {
    username: "fresh",
    displayName: "新同志",
    organizationId: it.places.town,
  });
  expect(made.statusCode).toBe(201);
  const { id, oneTimePassword } = made.json<{ id: string; oneTimePassword: string }>();
  const grant = await it.person(null, it.places.town, "unused");
  expect(grant.id).not.toBe(id);
  const browser = new Browser(app);
  expect((await browser.signIn("fresh", oneTimePassword)).json()).toMatchObject({
    actor: { mustChangePassword: true },
  });
  expect((await browser.send("GET", "/api/jobs")).json()).toMatchObject({ type: "/problems/change-password-first" });
  expect((await browser.send("POST", "/api/grants", {})).json()).toMatchObject({
    type: "/problems/change-password-first",
    status: 403,
  });
  expect((await browser.send("POST", "/api/password", { current: oneTimePassword, new: newPassword })).statusCode).toBe(
    204,
  );
  expect((await browser.send("GET", "/api/session")).json()).toMatchObject({ actor: { mustChangePassword: false } });

  const reset = await admin.send("POST", `/api/accounts/${id}/password-reset`, { reason: "忘记密码，已核实" });
  expect((await browser.send("GET", "/api/sessions")).statusCode).toBe(401);
  it.clock.move(day("2026-11-26"));
  expect(
    (await new Browser(app).signIn("fresh", reset.json<{ oneTimePassword: string }>().oneTimePassword)).statusCode,
  ).toBe(401);
  it.clock.move(day("2026-11-22"));
});

test("signing in again ends the session that this browser had, and each session has a token of its own", async () => {
  await it.person("member", it.places.branch, "again");
  const browser = new Browser(app);
  const tokens = new Set<string>();
  for (let at = 0; at < 3; at += 1) {
    await browser.signIn("again");
    tokens.add(browser.cookies.get("lianxin") ?? "");
    expect((await browser.send("GET", "/api/sessions")).json<unknown[]>()).toHaveLength(1);
  }
  expect(tokens.size).toBe(3);
  for (const token of tokens) expect(Buffer.from(token, "base64url")).toHaveLength(32);
  const old = await app.inject({ url: "/api/sessions", headers: { cookie: `lianxin=${[...tokens][0] ?? ""}` } });
  expect(old.statusCode).toBe(401);
});

test("a person sees where they are signed in and ends each of it; nobody ends another's", async () => {
  await it.person("member", it.places.branch, "two.places");
  await it.person("member", it.places.branch, "stranger.here");
  const [here, there, stranger] = [new Browser(app), new Browser(app), new Browser(app)];
  await here.signIn("two.places");
  await there.signIn("two.places");
  await stranger.signIn("stranger.here");
  const list = (await here.send("GET", "/api/sessions")).json<{ id: string; current: boolean }[]>();
  const other = list.find((each) => !each.current)?.id ?? "";
  expect((await stranger.send("DELETE", `/api/sessions/${other}`)).statusCode).toBe(404);
  expect((await there.send("GET", "/api/sessions")).statusCode).toBe(200);
  expect((await here.send("DELETE", `/api/sessions/${other}`)).statusCode).toBe(204);
  expect((await there.send("GET", "/api/sessions")).statusCode).toBe(401);
});

test("a password is compared whole, in its own case, and stored as Argon2id", async () => {
  const made = await hashPassword(`${"Long-".repeat(30)}a`);
  expect(made).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await hashPassword(`${"Long-".repeat(30)}a`)).not.toBe(made);
  expect(await fitsPassword(made, `${"Long-".repeat(30)}a`)).toBe(true);
  for (const near of [
    `${"Long-".repeat(30)}b`,
    "Long-".repeat(30),
    `${"long-".repeat(30)}a`,
    ` ${"Long-".repeat(30)}a`,
  ])
    expect(await fitsPassword(made, near), near).toBe(false);
});

test("a reset password does not take the second factor off, and turning it on or off asks for the password", async () => {
  const person = await it.person("member", it.places.branch, "kept.factor");
  await it.person("system_administrator", it.places.zone, "resetter");
  const browser = new Browser(app);
  await browser.signIn("kept.factor");
  for (const url of ["/api/second-factor", "/api/second-factor/removal"])
    expect((await browser.send("POST", url, { password: "not it" })).statusCode, url).toBe(422);
  const { secret } = (await browser.send("POST", "/api/second-factor", { password: PASSWORD })).json<{
    secret: string;
  }>();
  const code = codeAt(secret, it.clock.now());
  expect((await browser.send("POST", "/api/second-factor/confirmation", { code })).statusCode).toBe(204);
  const removal = async (code?: string) =>
    (
      await browser.send("POST", "/api/second-factor/removal", { password: PASSWORD, ...(code ? { code } : {}) })
    ).json<unknown>();
  const wrongCode = { type: "/problems/factor-wrong-code", status: 422 };
  expect(await removal()).toMatchObject(wrongCode);
  expect(await removal("000000")).toMatchObject(wrongCode);
  // Used for turning it on, so used up.
  expect(await removal(code)).toMatchObject(wrongCode);
  expect((await browser.send("GET", "/api/session")).json()).toMatchObject({ actor: { secondFactor: true } });
  const admin = new Browser(app);
  await admin.signIn("resetter");
  const { oneTimePassword } = (
    await admin.send("POST", `/api/accounts/${person.id}/password-reset`, { reason: "忘记密码，已核实" })
  ).json<{
    oneTimePassword: string;
  }>();
  expect((await new Browser(app).signIn("kept.factor", oneTimePassword)).json()).toMatchObject({
    type: "/problems/code-needed",
    status: 401,
  });
});

test("a session that is never idle ends all the same", async () => {
  const { id } = await it.person("member", it.places.branch, "tireless");
  const browser = new Browser(app);
  const begun = await browser.signIn("tireless");
  expect(begun.cookies.find((each) => each.name === "lianxin")?.maxAge).toBe(PROFILES.asvs.absoluteHours * 3600);
  const statuses = [];
  for (const today of ["2026-11-28", "2026-11-30"]) {
    it.clock.move(day(today));
    await it.open.database.ownerPool.query("update session set seen_at = $1 where account_id = $2", [
      it.clock.now(),
      id,
    ]);
    statuses.push((await browser.send("GET", "/api/sessions")).statusCode);
  }
  it.clock.move(day("2026-11-22"));
  expect(statuses).toEqual([200, 401]);
});

test("a second factor is turned off with password and code; codes are guessed no more often than passwords", async () => {
  await it.person("member", it.places.branch, "turned.off");
  const browser = new Browser(app);
  await browser.signIn("turned.off");
  const { secret } = (await browser.send("POST", "/api/second-factor", { password: PASSWORD })).json<{
    secret: string;
  }>();
  const codeIn = (seconds: number) => codeAt(secret, new Date(it.clock.now().getTime() + seconds * 1000));
  await browser.send("POST", "/api/second-factor/confirmation", { code: codeIn(0) });
  const remove = (code: string) =>
    browser
      .send("POST", "/api/second-factor/removal", { password: PASSWORD, code })
      .then((answer) => answer.statusCode);
  expect(await remove(codeIn(30))).toBe(204);
  expect((await new Browser(app).signIn("turned.off")).statusCode).toBe(200);

  await it.person("member", it.places.branch, "guessed.code");
  const stolen = new Browser(app);
  await stolen.signIn("guessed.code");
  const offer = (await stolen.send("POST", "/api/second-factor", { password: PASSWORD })).json<{ secret: string }>();
  const right = codeAt(offer.secret, it.clock.now());
  await stolen.send("POST", "/api/second-factor/confirmation", { code: right });
  const statuses = [];
  for (let at = 0; at < PROFILES.asvs.deviceTries + 3; at += 1)
    statuses.push(
      (await stolen.send("POST", "/api/second-factor/removal", { password: PASSWORD, code: right })).statusCode,
    );
  expect(statuses.filter((status) => status === 422)).toHaveLength(PROFILES.asvs.deviceTries);
  expect(statuses.filter((status) => status === 429)).toHaveLength(3);
});
