import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemActor } from "#platform/access/index.ts";
import { systemScope } from "#platform/database/scope.ts";
import { act } from "#platform/doing.ts";
import { addDays, day } from "#shared/day.ts";
import { checkCharacter } from "#shared/identity-number.ts";
import { Browser, freshHouse, type TestHouse, TODAY } from "#test/house.ts";
import * as fc from "#test/properties.ts";
import { enterRoster } from "../roster/entry.ts";
import type { InvitationsView, Invited } from "./contract.ts";
import { SLIP_AND_NUMBER } from "./provisions.ts";
import {
  CODE_LETTERS,
  codeGiven,
  codeInGroups,
  INVITED_DAYS,
  invitationState,
  locksAfter,
  newCode,
  TRIES,
} from "./rules.ts";

const PASSWORD = "Chunfeng-Huayu-91";
const number = (nth: number): string => {
  const body = `3299711970030${String(1000 + nth).slice(0, 4)}`.slice(0, 17);
  return `${body}${checkCharacter(body)}`;
};

let it: TestHouse;
let app: FastifyInstance;
let officer: Browser;
let secretary: Browser;
let people: readonly string[] = [];

beforeAll(async () => {
  it = await freshHouse();
  app = await it.app();
  const { places } = it;
  await it.person("town_officer", places.town, "officer");
  await it.person("branch_secretary", places.branch, "secretary");
  officer = new Browser(app);
  secretary = new Browser(app);
  await officer.signIn("officer");
  await secretary.signIn("secretary");
  const { personIds } = await act(it.house, systemActor("test"), "membership.import", null, (doing) =>
    enterRoster(doing, {
      organizationId: places.branch,
      on: "2026-06-01",
      members: ["江满仓", "边防线", "柏长青", "申小满", "路之遥", "文小川"].map((name, at) => ({
        name,
        category: "正式党员",
        joinedOn: "2001-07-01",
        fullOn: "2002-07-01",
        // The last has none on the roster.
        ...(at === 5 ? { birthOn: "1970-03-01" } : { idNumber: number(at) }),
        ...(at === 0 ? { mobile: "13900001234" } : {}),
      })),
    }),
  );
  people = personIds;
});
afterAll(() => it?.close());

const view = async (who = officer): Promise<InvitationsView> =>
  (await who.send("GET", `/api/account-invitations?organizationId=${it.places.town}`)).json() as InvitationsView;
const rowOf = async (nth: number, who = officer) => (await viewOf(who)).find((row) => row.personId === people[nth]);
const viewOf = async (who: Browser) =>
  (
    (await who.send("GET", `/api/account-invitations?organizationId=${it.places.branch}`)).json() as InvitationsView
  ).branches.flatMap((branch) => branch.rows);
const invite = (who: Browser, body: object = {}) =>
  who.send("POST", "/api/account-invitations", { organizationId: it.places.town, ...body });
const slipFor = async (nth: number): Promise<string> => {
  const answer = await invite(officer, { personIds: [people[nth]] });
  expect(answer.statusCode, answer.body).toBe(201);
  return (answer.json() as Invited).slips[0]?.code ?? "";
};
const activate = (code: string, idNumber: string, password = PASSWORD) =>
  new Browser(app).send("POST", "/api/account-activation", { code, idNumber, password });
const events = () =>
  it.house.door.read(systemScope("test"), (tx) =>
    tx
      .selectFrom("auditEvent")
      .select(["event", "actor", "accountId", "details"])
      .where("event", "like", "membership.invitation.%")
      .orderBy("number")
      .execute(),
  );

describe("the rules", () => {
  test(`${SLIP_AND_NUMBER.id}: a slip holds to the end of its last day, and its outcome stands`, () => {
    const state = (expiresOn: string, outcome: string | null = null) =>
      invitationState({ expiresOn: day(expiresOn), outcome }, TODAY).value;
    expect(state(TODAY)).toBe("invited");
    expect(state(addDays(TODAY, -1))).toBe("expired");
    expect(state(addDays(TODAY, -1), "activated")).toBe("activated");
    expect([TRIES - 1, TRIES].map((wrong) => locksAfter(wrong).value)).toEqual([false, true]);
    expect(locksAfter(1).provision).toBe(SLIP_AND_NUMBER);
  });

  test("a code is read however it was typed; nothing else is one", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: CODE_LETTERS.length - 1 }), { minLength: 16, maxLength: 16 }),
        (at) => {
          let next = 0;
          const code = newCode(() => at[next++] ?? 0);
          expect(codeGiven(codeInGroups(code))).toBe(code);
          expect(codeGiven(` ${code.toLowerCase().slice(0, 8)} ${code.slice(8)}`)).toBe(code);
          expect(codeGiven(code.slice(1))).toBeNull();
          expect(codeGiven(`${code.slice(1)}0`)).toBeNull();
        },
      ),
    );
  });
});

test("the committee invites all at once, the branch sees it and invites nobody", async () => {
  expect((await invite(secretary)).statusCode).toBe(403);
  expect((await view()).canInvite).toBe(true);
  const answer = await invite(officer);
  expect(answer.statusCode, answer.body).toBe(201);
  const made = answer.json() as Invited;
  expect(made.slips).toHaveLength(5);
  expect(made.skipped).toEqual({ account: 0, invited: 0, noNumber: 1 });
  expect(new Set(made.slips.map((slip) => slip.code)).size).toBe(5);
  // Asked again nobody gets a second one.
  expect((await invite(officer)).json()).toMatchObject({ type: "/problems/invitation-nobody" });
  const seen = await viewOf(secretary);
  expect(seen.filter((row) => row.state === "invited")).toHaveLength(5);
  expect(seen.find((row) => row.personId === people[5])).toMatchObject({ state: "none", hasNumber: false });
  expect(await rowOf(0)).toMatchObject({
    invitedOn: TODAY,
    expiresOn: addDays(TODAY, INVITED_DAYS),
    invitedBy: "officer",
  });
  // The code itself stands nowhere.
  const kept = JSON.stringify([await events(), seen]);
  for (const { code } of made.slips) expect(kept).not.toContain(code);
  expect(await events()).toMatchObject([{ event: "membership.invitation.made", actor: "officer" }]);
});

test("a slip and one's own number open the account; the password was nobody else's", async () => {
  const former = await slipFor(0);
  const code = await slipFor(0);
  expect((await activate(former, number(0))).json()).toMatchObject({
    type: "/problems/invitation-failed",
    status: 422,
  });
  // A password that will not do costs no try and says nothing of the slip.
  for (const wrong of [code, "AAAA-AAAA-AAAA-AAAA"])
    expect((await activate(wrong, number(0), "12345678")).json()).toMatchObject({
      type: "/problems/invitation-password",
      errors: [{ pointer: "/password" }],
    });
  expect((await activate(code, number(0), "江满仓的好日子")).json()).toMatchObject({
    type: "/problems/invitation-password",
  });
  const answer = await activate(code.toLowerCase().replaceAll("-", " "), number(0));
  expect(answer.statusCode, answer.body).toBe(200);
  expect(answer.json()).toEqual({ username: "jiangmancang", name: "江满仓" });
  const phone = new Browser(app);
  const session = await phone.signIn("jiangmancang", PASSWORD);
  expect(session.json()).toMatchObject({ actor: { mustChangePassword: false, personId: people[0] }, grants: [] });
  expect((await new Browser(app).signIn("13900001234", PASSWORD)).statusCode).toBe(200);
  expect(await rowOf(0, secretary)).toMatchObject({ state: "activated", activatedOn: TODAY, invitationId: null });
  // Used once.
  expect((await activate(code, number(0))).json()).toMatchObject({ type: "/problems/invitation-failed" });
  const trace = (await phone.send("GET", "/api/own/trace")).body;
  expect(trace).toContain("officer");
  const opened = await it.house.door.read(systemScope("test"), (tx) =>
    tx
      .selectFrom("account as a")
      .innerJoin("account as o", "o.id", "a.openedBy")
      .select("o.username")
      .where("a.personId", "=", people[0] ?? "")
      .execute(),
  );
  expect(opened).toEqual([{ username: "officer" }]);
});

test("wrong numbers are counted on the slip, at once too; every no reads alike; the fifth voids it and is told", async () => {
  const code = await slipFor(1);
  const answers = await Promise.all(Array.from({ length: TRIES }, (_, at) => activate(code, number(2 + (at % 3)))));
  const unknown = await activate("AAAA-AAAA-AAAA-AAAA", number(1));
  const bare = (body: string) => ({ ...JSON.parse(body), instance: null, requestId: null });
  for (const answer of answers) expect(bare(answer.body)).toEqual(bare(unknown.body));
  expect(await rowOf(1)).toMatchObject({ state: "locked" });
  expect((await activate(code, number(1))).json()).toMatchObject({ type: "/problems/invitation-failed" });
  expect((await events()).filter((one) => one.event === "membership.invitation.locked")).toMatchObject([
    { details: { tries: TRIES } },
  ]);
  expect((await officer.send("GET", "/api/notices")).body).toContain("作废");
  const again = await slipFor(1);
  expect((await activate(again, number(1))).statusCode).toBe(200);
});

test("a slip that was withdrawn or ran out opens nothing, nor does one of somebody who got an account meanwhile", async () => {
  const code = await slipFor(2);
  const id = (await rowOf(2))?.invitationId ?? "";
  expect((await secretary.send("POST", `/api/account-invitations/${id}/withdrawal`)).statusCode).toBe(403);
  expect((await officer.send("POST", `/api/account-invitations/${id}/withdrawal`)).statusCode).toBe(204);
  expect((await officer.send("POST", `/api/account-invitations/${id}/withdrawal`)).json()).toMatchObject({
    type: "/problems/invitation-ended",
  });
  expect((await activate(code, number(2))).json()).toMatchObject({ type: "/problems/invitation-failed" });
  expect(await rowOf(2)).toMatchObject({ state: "withdrawn" });

  const late = await slipFor(3);
  it.clock.move(addDays(TODAY, INVITED_DAYS + 1));
  expect((await activate(late, number(3))).json()).toMatchObject({ type: "/problems/invitation-failed" });
  it.clock.move(TODAY);
  expect((await officer.send("POST", `/api/members/${people[3]}/account`, {})).statusCode).toBe(201);
  expect((await activate(late, number(3))).json()).toMatchObject({ type: "/problems/invitation-failed" });
  expect(await rowOf(3)).toMatchObject({ state: "opened" });
});

test("only those of one's own place; a stranger among the chosen refuses all", async () => {
  const { otherTown } = it.places;
  expect((await invite(officer, { organizationId: otherTown })).statusCode).toBe(404);
  expect((await officer.send("GET", `/api/account-invitations?organizationId=${otherTown}`)).statusCode).toBe(404);
  const stranger = "01900000-0000-7000-8000-000000000000";
  expect((await invite(officer, { personIds: [people[4], stranger] })).json()).toMatchObject({
    type: "/problems/invitation-stranger",
  });
});

test("more than are invited at once: by parts", async () => {
  await act(it.house, systemActor("test"), "membership.import", null, (doing) =>
    enterRoster(doing, {
      organizationId: it.places.branch,
      on: "2026-06-01",
      members: Array.from({ length: 1_001 }, (_, at) => ({
        name: `众${"一二三四五六七八九十"[at % 10] ?? ""}${"甲乙丙丁戊己庚辛壬癸"[Math.floor(at / 10) % 10] ?? ""}`,
        category: "正式党员",
        joinedOn: "2001-07-01",
        fullOn: "2002-07-01",
        birthOn: "1970-03-01",
      })),
    }),
  );
  expect((await invite(officer)).json()).toMatchObject({ type: "/problems/invitation-many" });
  expect((await view()).more).toBe(true);
}, 60_000);
