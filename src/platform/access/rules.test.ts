import { expect, test } from "vitest";
import * as fc from "#test/properties.ts";
import { NOBODY } from "./actor.ts";
import { type Actor, Policy, ROLES, type Role, type VerbDeclaration, verbs } from "./policy.ts";
import { PROFILES } from "./profile.ts";
import { ADMINISTRATORS, type Giving, mayEndGrant, mayGrant, passwordFaults } from "./rules.ts";

const roles = Object.keys(ROLES) as Role[];
const giver = { accountId: "giver", system: false, givesAt: ["/1/"], securityAt: [], lacking: [] };
const receiver = { accountId: "receiver", disabled: false, tied: false, grants: [] };
const giving: Giving = { role: "branch_secretary", path: "/1/2/", giver, receiver };

test.each<[string, Giving, string | null]>([
  ["what one holds may be given below", giving, null],
  ["nobody gives themselves a role", { ...giving, receiver: { ...receiver, accountId: "giver" } }, "to-yourself"],
  [
    "not even a security administrator",
    { ...giving, giver: { ...giver, securityAt: ["/1/"] }, receiver: { ...receiver, accountId: "giver" } },
    "to-yourself",
  ],
  ["not beside", { ...giving, path: "/2/" }, "outside"],
  ["not at the prefix twin", { ...giving, giver: { ...giver, givesAt: ["/1/2/"] }, path: "/1/20/" }, "outside"],
  ["not what one lacks", { ...giving, giver: { ...giver, lacking: ["x"] } }, "not-held"],
  [
    "the security administrator gives what they lack",
    { ...giving, giver: { ...giver, securityAt: ["/1/"], lacking: ["x"] } },
    null,
  ],
  ["but only below", { ...giving, giver: { ...giver, securityAt: ["/1/3/"], lacking: ["x"] } }, "not-held"],
  [
    "two administrators are two people",
    {
      ...giving,
      role: "auditor",
      giver: { ...giver, securityAt: ["/1/"] },
      receiver: { ...receiver, grants: [{ role: "system_administrator", path: "/9/" }] },
    },
    "duties-apart",
  ],
  [
    "an administrator gets no business role",
    { ...giving, receiver: { ...receiver, grants: [{ role: "auditor", path: "/1/" }] } },
    "business-apart",
  ],
  [
    "who holds a business role becomes no administrator, not even by a job of the house",
    {
      ...giving,
      role: "system_administrator",
      giver: { ...giver, system: true },
      receiver: { ...receiver, grants: [{ role: "member", path: "/9/" }] },
    },
    "business-apart",
  ],
  [
    "a person's own account becomes no administrator",
    { ...giving, role: "auditor", giver: { ...giver, securityAt: ["/1/"] }, receiver: { ...receiver, tied: true } },
    "person-apart",
  ],
  ["but may hold a business role", { ...giving, receiver: { ...receiver, tied: true } }, null],
  [
    "administrators are made by the security administrator alone, whoever holds all the verbs",
    { ...giving, role: "auditor" },
    "not-held",
  ],
  [
    "the same duty at a second place",
    {
      ...giving,
      role: "auditor",
      giver: { ...giver, securityAt: ["/1/"] },
      receiver: { ...receiver, grants: [{ role: "auditor", path: "/1/3/" }] },
    },
    null,
  ],
  [
    "not twice",
    { ...giving, receiver: { ...receiver, grants: [{ role: "branch_secretary", path: "/1/2/" }] } },
    "twice",
  ],
  ["not to a disabled account", { ...giving, receiver: { ...receiver, disabled: true } }, "disabled"],
])("%s", (_, it, expected) => {
  const answer = mayGrant(it);
  expect(answer.value).toBe(expected);
  expect(answer.grounds).not.toBe("");
});

test("nobody ends their own grant or one that reaches above theirs", () => {
  expect(mayEndGrant({ ...giving, receiverAccountId: "giver" }).value).toBe("your-own");
  expect(mayEndGrant({ ...giving, path: "/2/", receiverAccountId: "receiver" }).value).toBe("outside");
  expect(mayEndGrant({ ...giving, giver: { ...giver, lacking: ["x"] }, receiverAccountId: "receiver" }).value).toBe(
    "not-held",
  );
  expect(mayEndGrant({ ...giving, receiverAccountId: "receiver" }).value).toBeNull();
});

test("of 10,000 grants none gives a right the giver lacks, unless giving is their duty (A5)", () => {
  const paths = ["/1/", "/1/2/", "/1/2/3/", "/1/20/", "/2/"];
  const extra: VerbDeclaration[] = roles.map((role, at) => ({
    name: `test.thing.v${at}`,
    term: "",
    roles: [role, ...roles.filter((_, other) => (other * 7 + at) % 3 === 0)],
  }));
  const policy = new Policy([...verbs, ...extra]);
  const grant = fc.record({ role: fc.constantFrom(...roles), path: fc.constantFrom(...paths) });
  let given = 0;
  fc.assert(
    fc.property(
      fc.array(grant, { maxLength: 3 }),
      fc.constantFrom(...roles),
      fc.constantFrom(...paths),
      (held, role, path) => {
        const actor: Actor = {
          ...NOBODY,
          accountId: "giver",
          grants: held.map((it, at) => ({ ...it, id: String(at), organizationId: null })),
        };
        const lacking = policy.verbs
          .filter((it) => it.roles.includes(role) && !policy.may(actor, it.name, path))
          .map((it) => it.name);
        const at = (holds: (it: Role) => boolean) => held.filter((it) => holds(it.role)).map((it) => it.path);
        const answer = mayGrant({
          role,
          path,
          giver: {
            accountId: "giver",
            system: false,
            givesAt: at((it) => policy.holds(it, "access.grant.give")),
            securityAt: at((it) => it === "security_administrator"),
            lacking,
          },
          receiver,
        });
        if (answer.value !== null) return;
        given += 1;
        const isDuty = held.some((it) => it.role === "security_administrator" && path.startsWith(it.path));
        expect(policy.may(actor, "access.grant.give", path)).toBe(true);
        expect(isDuty || lacking.length === 0).toBe(true);
      },
    ),
    { numRuns: 10_000, seed: 7 },
  );
  expect(given).toBeGreaterThan(500);
});

test("the three administrators share no verb that changes something", () => {
  for (const verb of verbs) {
    const held = verb.roles.filter((it) => ADMINISTRATORS.includes(it));
    if (!verb.name.endsWith(".read") && verb.name !== "access.break-glass.open")
      expect(held.length, verb.name).toBeLessThanOrEqual(1);
  }
});

test.each([
  ["changchun2024", ["common"]],
  ["12345678", ["common"]],
  ["aaaaaaaa", ["common"]],
  ["19880808", ["common"]],
  ["13800001234", ["common"]],
  ["qwertyuiop", ["common"]],
  ["short", ["too-short"]],
  ["lianxin-2026-ok", ["contains-name"]],
  ["王丽的密码很长很长", ["contains-name"]],
  ["my-ZHIBU-on-the-hill", ["contains-name"]],
  ["山里的支部在春天", ["contains-name"]],
  ["no upper case, no digit", []],
  ["山".repeat(60) + "ＡbC4", []],
  ["qmxz ".repeat(40), []],
  ["x".repeat(150) + "y".repeat(60) + "z", ["too-long"]],
  ["三月的风吹过青山绿水", []],
  ["correct horse battery", []],
])("password %s", (password, expected) => {
  expect(passwordFaults(password, PROFILES.asvs, ["wang.li", "王丽"]).map((it) => it.fault)).toEqual(expected);
});

test("each profile keeps its own norm", () => {
  expect(passwordFaults("correct horse battery", PROFILES.dengbao3, []).map((it) => it.fault)).toEqual(["kinds"]);
  expect(passwordFaults("Correct horse battery 7", PROFILES.dengbao3, [])).toEqual([]);
  expect(passwordFaults("Corr-horse7", PROFILES.guomi, []).map((it) => it.fault)).toEqual(["too-short"]);
  for (const profile of Object.values(PROFILES))
    expect(profile.strangerTries + profile.deviceTries).toBeLessThanOrEqual(100);
});
