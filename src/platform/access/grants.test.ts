import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "#platform/database/ids.ts";
import { systemScope } from "#platform/database/scope.ts";
import { act } from "#platform/doing.ts";
import { day } from "#shared/day.ts";
import { Browser, freshHouse, PASSWORD, type TestHouse } from "#test/house.ts";
import { createAccount } from "./account-acts.ts";
import { NOBODY, systemActor } from "./actor.ts";
import { dutiesThatMeet } from "./duties.ts";
import { grantRole } from "./grant-acts.ts";
import { PROFILES } from "./profile.ts";
import { dutiesMet } from "./rules.ts";
import { codeAt } from "./second-factor.ts";
import { signedIn } from "./session.ts";

let it: TestHouse;
let app: FastifyInstance;
const people: Record<string, Browser> = {};
const ids: Record<string, string> = {};
beforeAll(async () => {
  it = await freshHouse();
  app = await it.app();
  const cast = [
    ["security_administrator", it.places.zone, "security"],
    ["system_administrator", it.places.zone, "system"],
    ["system_administrator", it.places.town, "townsystem"],
    ["auditor", it.places.town, "townauditor"],
    ["auditor", it.places.zone, "auditor"],
    ["zone_organiser", it.places.zone, "organiser"],
    ["town_officer", it.places.town, "officer"],
    ["branch_secretary", it.places.branch, "secretary"],
    [null, it.places.branch, "plain"],
    [null, it.places.otherBranch, "beside"],
  ] as const;
  for (const [role, place, name] of cast) {
    ids[name] = (await it.person(role, place, name)).id;
    people[name] = new Browser(app);
    await people[name]?.signIn(name);
  }
});
afterAll(() => it?.close());

const send = async (who: string, url: string, body: unknown = {}) => {
  const answer = await people[who]?.send("POST", url, body);
  if (!answer) throw new Error(`nobody called ${who}`);
  return { status: answer.statusCode, body: answer.body === "" ? null : answer.json<Record<string, unknown>>() };
};
const grant = (who: string, to: string, role: string, organizationId: string | null) =>
  send(who, "/api/grants", { accountId: ids[to], role, organizationId, reason: "工作需要" });
const events = async () => {
  const { rows } = await it.open.database.ownerPool.query<{ event: string; actor: string; target_name: string }>(
    "select event, actor, target_name from audit_event order by number desc limit 1",
  );
  return rows[0];
};

test("giving and taking: told, effective on the next request", async () => {
  const given = await grant("security", "plain", "branch_secretary", it.places.branch);
  expect(given.status).toBe(201);
  expect(await events()).toEqual({ event: "access.grant.given", actor: "security", target_name: "plain" });
  const grants = async () => (await people["plain"]?.send("GET", "/api/session"))?.json<{ grants: unknown[] }>().grants;
  expect(await grants()).toHaveLength(1);
  expect(
    (await send("security", `/api/grants/${String(given.body?.["id"])}/ending`, { reason: "岗位调整" })).status,
  ).toBe(204);
  expect(await events()).toMatchObject({ event: "access.grant.ended" });
  expect(await grants()).toHaveLength(0);
  expect(
    (await send("security", `/api/grants/${String(given.body?.["id"])}/ending`, { reason: "岗位调整" })).body,
  ).toMatchObject({ type: "/problems/grant-ended" });
});

test("nobody gives beyond what they hold, beyond their place, or to themselves; three duties stay apart", async () => {
  const refused = async (call: ReturnType<typeof grant>) => (await call).body?.["type"];
  expect(await refused(grant("security", "security", "member", it.places.branch))).toBe("/problems/grant-to-yourself");
  expect(await refused(grant("security", "system", "auditor", it.places.branch))).toBe("/problems/grant-duties-apart");
  expect(await refused(grant("officer", "plain", "security_administrator", it.places.branch))).toBe(
    "/problems/grant-not-held",
  );
  expect(await refused(grant("officer", "plain", "branch_secretary", it.places.otherBranch))).toBe("/problems/absent");
  expect(await refused(grant("officer", "beside", "branch_secretary", it.places.branch))).toBe("/problems/absent");
  expect((await grant("secretary", "plain", "member", it.places.branch)).status).toBe(403);
  expect((await grant("system", "plain", "member", it.places.branch)).status).toBe(403);
  expect((await grant("security", "plain", "member", null)).status).toBe(404);
  expect((await grant("officer", "plain", "town_officer", it.places.town)).status).toBe(201);
  expect(await refused(grant("officer", "plain", "town_officer", it.places.town))).toBe("/problems/grant-twice");
});

test("business roles and the three administrators never meet in one account, by whoever gives and from whatever day", async () => {
  const refused = async (call: ReturnType<typeof send>) => (await call).body?.["type"];
  const later = (to: string, role: string) =>
    send("security", "/api/grants", {
      accountId: ids[to],
      role,
      organizationId: it.places.branch,
      from: "2027-03-01",
      reason: "工作需要",
    });
  for (const role of ["zone_organiser", "town_officer", "branch_secretary", "member"]) {
    expect(await refused(grant("security", "system", role, it.places.branch))).toBe("/problems/grant-business-apart");
    expect(await refused(later("auditor", role))).toBe("/problems/grant-business-apart");
  }
  expect(await refused(grant("organiser", "system", "zone_organiser", it.places.zone))).toBe(
    "/problems/grant-business-apart",
  );
  for (const role of ["auditor", "system_administrator", "security_administrator"])
    expect(await refused(grant("security", "secretary", role, it.places.zone))).toBe("/problems/grant-business-apart");
  // What begins in future counts today, and from both sides.
  await it.person(null, it.places.branch, "coming").then((made) => (ids["coming"] = made.id));
  expect((await later("coming", "branch_secretary")).status).toBe(201);
  expect(await refused(grant("security", "coming", "auditor", it.places.zone))).toBe("/problems/grant-business-apart");
  await it.person(null, it.places.branch, "watching").then((made) => (ids["watching"] = made.id));
  expect((await later("watching", "auditor")).status).toBe(201);
  expect(await refused(grant("officer", "watching", "branch_secretary", it.places.branch))).toBe(
    "/problems/grant-business-apart",
  );
  // What is over is over.
  await it.person(null, it.places.branch, "former").then((made) => (ids["former"] = made.id));
  const held = await grant("security", "former", "branch_secretary", it.places.branch);
  expect(await refused(grant("security", "former", "auditor", it.places.zone))).toBe("/problems/grant-business-apart");
  await send("security", `/api/grants/${String(held.body?.["id"])}/ending`, { reason: "岗位调整" });
  expect((await grant("security", "former", "auditor", it.places.zone)).status).toBe(201);
  // Only the security administrator makes administrators; jobs of the house keep the duties apart too.
  await it.person(null, it.places.branch, "fresh").then((made) => (ids["fresh"] = made.id));
  for (const role of ["auditor", "system_administrator", "security_administrator"])
    expect(await refused(grant("organiser", "fresh", role, it.places.branch))).toBe("/problems/grant-not-held");
  await expect(
    act(it.house, systemActor("command-line"), "access.grant.give", null, (doing) =>
      grantRole(doing, {
        accountId: ids["secretary"] ?? "",
        role: "auditor",
        organizationId: it.places.zone,
        reason: "命令行授权",
      }),
    ),
  ).rejects.toMatchObject({ slug: "grant-business-apart" });
});

test("a role of the business and an administrator's given in the same moment leave one", async () => {
  await it.person(null, it.places.branch, "torn").then((made) => (ids["torn"] = made.id));
  const answers = await Promise.all([
    grant("security", "torn", "auditor", it.places.zone),
    grant("officer", "torn", "branch_secretary", it.places.branch),
    grant("organiser", "torn", "town_officer", it.places.town),
    grant("security", "torn", "system_administrator", it.places.zone),
  ]);
  const roles = await it.house.door.read(systemScope("test"), (tx) =>
    tx
      .selectFrom("roleGrant")
      .select("role")
      .where("accountId", "=", ids["torn"] ?? "")
      .execute(),
  );
  expect(
    dutiesMet(
      roles.map((one) => one.role),
      false,
    ),
  ).toBeNull();
  expect(answers.filter((answer) => answer.status === 201).length).toBe(roles.length);
  expect(roles.length).toBeGreaterThan(0);
});

test("accounts are tied to persons by no public road, and which ids exist cannot be asked", async () => {
  const linked = newId();
  await it.open.database.ownerPool.query(
    `insert into person (id, organization_id, org_path, name, pinyin, initials, stroke_key, gender)
     values ($1, $2, '/1/2/3/', '有账号', '', '', '', 'unstated')`,
    [linked, it.places.branch],
  );
  await act(it.house, systemActor("test"), "access.account.create", null, (doing) =>
    createAccount(doing, {
      username: "linked",
      displayName: "有账号",
      organizationId: it.places.branch,
      personId: linked,
    }),
  );
  const answers = [];
  for (const personId of [linked, newId(), null, "not an id"])
    answers.push(
      await send("system", "/api/accounts", {
        username: `tied${answers.length}`,
        displayName: "挂靠",
        organizationId: it.places.branch,
        personId,
      }),
    );
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([400]));
  const told = answers.map((answer) => JSON.stringify({ ...answer.body, instance: null, requestId: null }));
  expect(new Set(told).size).toBe(1);
  // A person's own account is none to keep watch with.
  const [own] = await it.house.door.read(systemScope("test"), (tx) =>
    tx.selectFrom("account").select("id").where("personId", "=", linked).execute(),
  );
  ids["linked"] = own?.id ?? "";
  expect((await grant("security", "linked", "auditor", it.places.zone)).body).toMatchObject({
    type: "/problems/grant-person-apart",
  });
  expect((await grant("security", "linked", "branch_secretary", it.places.branch)).status).toBe(201);
});

test("accounts in which duties met before are named", async () => {
  const meets = () => it.house.door.read(systemScope("test"), (tx) => dutiesThatMeet(tx, it.house.clock.today()));
  expect(await meets()).toEqual([]);
  const { id } = await it.person("auditor", it.places.zone, "formerly");
  await it.open.database.ownerPool.query(
    `insert into role_grant (id, account_id, role, organization_id, org_path, valid_from, valid_to)
     values ($1, $2, 'town_officer', $3, '/1/2/', '2030-01-01', null), ($4, $2, 'zone_organiser', $3, '/1/', '2020-01-01', '2021-01-01')`,
    [newId(), id, it.places.town, newId()],
  );
  expect(await meets()).toEqual([
    { username: "formerly", displayName: "formerly", fault: "business-apart", roleTerms: ["镇街党务干部", "审计员"] },
  ]);
  await it.open.database.ownerPool.query("delete from role_grant where account_id = $1", [id]);
});

test("two grants of two duties at once leave one", async () => {
  await it.person(null, it.places.branch, "raced").then((made) => (ids["raced"] = made.id));
  const answers = await Promise.all(
    ["auditor", "system_administrator", "security_administrator"].map((role) =>
      grant("security", "raced", role, it.places.zone),
    ),
  );
  expect(answers.map((answer) => String(answer.status)).sort()).toEqual(["201", "422", "422"]);
});

test("accounts are opened, stopped and reset within reach; every act is told once", async () => {
  const made = await send("townsystem", "/api/accounts", {
    username: "new.one",
    displayName: "新同志",
    organizationId: it.places.branch,
    phone: "139 1234 5678",
  });
  expect(made.status).toBe(201);
  expect(await events()).toEqual({ event: "access.account.created", actor: "townsystem", target_name: "新同志" });
  const id = String(made.body?.["id"]);
  expect(
    (
      await send("townsystem", "/api/accounts", {
        username: "New.One",
        displayName: "又一位",
        organizationId: it.places.branch,
      })
    ).body,
  ).toMatchObject({ type: "/problems/username-taken", status: 409 });
  expect(
    (
      await send("townsystem", "/api/accounts", {
        username: "two",
        displayName: "又一位",
        organizationId: it.places.branch,
        phone: "13912345678",
      })
    ).body,
  ).toMatchObject({ type: "/problems/phone-taken" });
  expect(
    (
      await send("townsystem", "/api/accounts", {
        username: "x",
        displayName: "x",
        organizationId: it.places.branch,
        phone: "12",
      })
    ).body?.["errors"],
  ).toHaveLength(2);
  expect(
    (
      await send("townsystem", "/api/accounts", {
        username: "three",
        displayName: "x",
        organizationId: it.places.otherBranch,
      })
    ).status,
  ).toBe(404);
  expect(
    (await send("townsystem", "/api/accounts", { username: "three", displayName: "x", organizationId: null })).status,
  ).toBe(404);
  expect((await send("townsystem", `/api/accounts/${ids["beside"]}/disabling`, { reason: "调离本镇" })).status).toBe(
    404,
  );
  expect(
    (await send("townsystem", `/api/accounts/${ids["townsystem"]}/disabling`, { reason: "调离本镇" })).body,
  ).toMatchObject({ type: "/problems/account-your-own" });
  expect((await send("townsystem", `/api/accounts/${id}/disabling`, { reason: "调离本镇" })).status).toBe(204);
  expect(await events()).toMatchObject({ event: "access.account.disabled" });
  expect((await send("townsystem", `/api/accounts/${id}/disabling`, { reason: "调离本镇" })).status).toBe(409);
  expect((await send("townsystem", `/api/accounts/${id}/enabling`)).status).toBe(204);
  expect(
    (await send("townsystem", `/api/accounts/${id}/password-reset`, { reason: "忘记密码，已核实" })).body?.[
      "oneTimePassword"
    ],
  ).toMatch(/^(\w{4}-){3}\w{4}$/);
  expect((await grant("security", "plain", "member", it.places.branch)).status).toBe(201);
  expect(
    it.house.audit.sentences.of({
      event: "access.account.disabled",
      details: { reason: "调离本镇" },
      targetName: "新同志",
    } as never),
  ).toContain("新同志");
});

test("the roles offered for giving are those that would not be refused", async () => {
  const offered = async (who: string, org: string | null) => {
    const answer = await people[who]?.send("GET", `/api/role-choices${org === null ? "" : `?org=${org}`}`);
    return answer?.statusCode === 200
      ? answer.json<{ rows: { role: string; duty: string }[] }>().rows.map((one) => one.role)
      : answer?.statusCode;
  };
  expect(await offered("security", it.places.zone)).toHaveLength(7);
  const officer = await offered("officer", it.places.town);
  expect(officer).toContain("branch_secretary");
  for (const role of ["zone_organiser", "auditor", "security_administrator", "system_administrator"])
    expect(officer).not.toContain(role);
  expect(await offered("officer", it.places.otherTown)).toBe(404);
  expect(await offered("officer", null)).toBe(404);
  expect(await offered("secretary", it.places.branch)).toBe(403);
  for (const role of officer as string[]) {
    const given = await grant("officer", "secretary", role, it.places.town);
    expect([role, given.status]).toEqual([role, 201]);
    await send("officer", `/api/grants/${String(given.body?.["id"])}/ending`, { reason: "岗位调整" });
  }
});

test("break-glass opens persons for hours within one's own place, with a reason, and is told", async () => {
  expect(
    (await send("auditor", "/api/break-glass", { organizationId: it.places.town, reason: "查", hours: 9 })).body?.[
      "errors"
    ],
  ).toHaveLength(2);
  const opened = await send("auditor", "/api/break-glass", {
    organizationId: it.places.town,
    reason: "核查群众来信反映的名册问题",
    hours: 2,
  });
  expect(opened.status).toBe(201);
  expect(await events()).toMatchObject({ event: "access.break-glass.opened" });
  const token = people["auditor"]?.cookies.get("lianxin") ?? "";
  expect((await signedIn(it.house, token))?.actor.opened).toEqual(["/1/2/"]);
  expect(
    (
      await send("townauditor", "/api/break-glass", {
        organizationId: it.places.otherTown,
        reason: "核查群众来信反映的名册问题",
        hours: 2,
      })
    ).status,
  ).toBe(404);
  // Neither who sees persons anyway nor who keeps the accounts, for whom no page would show them.
  for (const who of ["organiser", "system"]) {
    expect(
      (
        await send(who, "/api/break-glass", {
          organizationId: it.places.town,
          reason: "核查群众来信反映的名册问题",
          hours: 2,
        })
      ).status,
    ).toBe(403);
  }
});

test("only a system job chooses somebody's password", async () => {
  const actor = {
    ...NOBODY,
    accountId: ids["system"] ?? "",
    name: "system",
    grants: [{ id: "1", role: "system_administrator" as const, organizationId: null, path: "/" }],
  };
  const account = { username: "chosen", displayName: "被选", organizationId: it.places.branch, password: PASSWORD };
  await expect(
    act(it.house, actor, "access.account.create", null, (doing) => createAccount(doing, account)),
  ).rejects.toThrow(/system job/);
});

test("under the profile of level three an administrator's role sleeps until a second factor, and passwords age", async () => {
  const strict = await freshHouse({ profile: PROFILES.dengbao3 });
  try {
    await strict.person("system_administrator", strict.places.zone, "strict");
    const browser = new Browser(await strict.app());
    expect((await browser.signIn("strict")).json()).toMatchObject({ grants: [], actor: { asleep: ["系统管理员"] } });
    expect((await browser.send("POST", "/api/accounts", {})).statusCode).toBe(403);
    const { secret } = (await browser.send("POST", "/api/second-factor", { password: PASSWORD })).json<{
      secret: string;
    }>();
    await browser.send("POST", "/api/second-factor/confirmation", { code: codeAt(secret, strict.clock.now()) });
    expect((await browser.send("POST", "/api/accounts", {})).statusCode).toBe(400);
    strict.clock.move(day("2027-03-01"));
    const later = await browser.signIn("strict", PASSWORD, codeAt(secret, strict.clock.now()));
    expect(later.json()).toMatchObject({ actor: { mustChangePassword: true } });
  } finally {
    await strict.close();
  }
});
