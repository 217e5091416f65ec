import { readFileSync } from "node:fs";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "#platform/access/policy.ts";
import { newId } from "#platform/database/ids.ts";
import { act, ask } from "#platform/doing.ts";
import { day } from "#shared/day.ts";
import { checkCharacter } from "#shared/identity-number.ts";
import { admitToRoster } from "../acts.ts";
import { neighbouringZone, standingZone, TODAY, type Zone } from "../roster.fixture.ts";
import { endCase, note, registerOutflow } from "./acts.ts";
import { checks } from "./checks.ts";
import type { CaseView } from "./contract.ts";
import { type EntryBody, readPass, type SignedEntry, signEntry, writePass } from "./pass.ts";
import { handInPass, issuePass, mergePass, receivePass } from "./pass-acts.ts";
import { caseView, keyView } from "./queries.ts";

/**
 * Two installations that know nothing of each other: two databases, two key folders. The pass is carried between them as
 * text; people compare fingerprints once.
 */
const WRITE = "membership.floating.write";
let home: Zone;
let host: Zone;
let secretary: Actor;
let receiver: Actor;
/** Who compares fingerprints: officers of the towns. */
let homeOfficer: Actor;
let hostOfficer: Actor;
let member: Actor;
let caseId = "";
let hostBranch = "";

const numbers = ["32997119740624001", "32997119740624002"].map((it) => it + checkCharacter(it));
const [HERS = "", ANOTHERS = ""] = numbers;

beforeAll(async () => {
  [home, host] = await Promise.all([standingZone(), neighbouringZone()]);
  secretary = await home.actor("branch_secretary", "东巷村党支部");
  receiver = await host.actor("branch_secretary", "盐坨社区党支部");
  homeOfficer = await home.actor("town_officer", "朝云街道党工委");
  hostOfficer = await host.actor("town_officer", "盐嘴街道党工委");
  hostBranch = (await host.place("盐坨社区党支部")).id;
  const { id } = await home.place("东巷村党支部");
  const entry = { name: "谭玉连", gender: "女", idNumber: HERS, category: "正式党员", birthOn: "1974-06-24" };
  const { personId } = await act(home.house, secretary, "membership.admit", null, (doing) =>
    admitToRoster(doing, { organizationId: id, member: entry, code: "admitted", on: "2026-02-01" }),
  );
  member = { ...secretary, personId, name: "谭玉连", grants: [] };
  const made = await act(home.house, secretary, WRITE, null, (doing) =>
    registerOutflow(doing, {
      personId,
      leftOn: "2026-03-01",
      scope: "other_city",
      reason: "work_or_trade",
      destination: "苏州市吴中区",
      homeContact: "周书记",
    }),
  );
  caseId = made.id;
  await act(home.house, secretary, WRITE, null, (doing) => issuePass(doing, caseId));
});
afterAll(async () => {
  await Promise.all([home.close(), host.close()]);
});

const view = (zone: Zone, by: Actor): Promise<CaseView> =>
  ask(zone.house, by, "membership.read", null, ({ tx }) =>
    caseView({ tx, actor: by, policy: zone.house.policy, keyring: zone.house.keyring }, caseId, zone.clock.today()),
  );
const full = async (zone: Zone, by: Actor): Promise<string> => (await view(zone, by)).pass?.full ?? "";
const fingerprint = (zone: Zone, by: Actor): Promise<string> =>
  ask(zone.house, by, WRITE, null, async ({ tx }) => (await keyView(tx, zone.house.keyring)).fingerprint);
const receive = (pass: string, more: Record<string, string> = {}, by: Actor = hostOfficer) =>
  act(host.house, by, WRITE, null, (doing) =>
    receivePass(doing, { organizationId: hostBranch, pass, idNumber: HERS, hostContact: "李书记", ...more }),
  );
const merge = (zone: Zone, by: Actor, pass: string, print?: string) =>
  act(zone.house, by, WRITE, null, (doing) =>
    mergePass(doing, caseId, { pass, ...(print === undefined ? {} : { fingerprint: print }) }),
  );
const handIn = async (pass: string, as: "member" | "stranger" = "member") => {
  const account = as === "member" ? member : { ...member, personId: newId() };
  return await act(home.house, account, "own", null, (doing) => handInPass(doing, pass));
};
const write = (zone: Zone, by: Actor, content: string, on: string) =>
  act(zone.house, by, WRITE, null, (doing) => note(doing, caseId, { kind: "contact", content, on, way: "phone" }));
const contents = (it: CaseView) => it.entries.map((line) => line.content).filter((text) => text !== "");
const countCases = (zone: Zone) => zone.read((tx) => tx.selectFrom("floatingCase").select("id").execute());

test("an unknown signature is compared by the town, whom nobody tells the fingerprint, and nothing is kept before", async () => {
  const pass = await full(home, secretary);
  const heard = await fingerprint(home, secretary);
  // A branch believes nobody by itself, whatever it types.
  await expect(receive(pass, {}, receiver)).rejects.toMatchObject({ slug: "pass-key-above" });
  await expect(receive(pass, { fingerprint: heard }, receiver)).rejects.toMatchObject({ slug: "pass-key-above" });
  const refusal: unknown = await receive(pass).catch((fault: unknown) => fault);
  expect(refusal).toMatchObject({ slug: "pass-unknown-key", extra: { issuer: expect.stringContaining("东巷村") } });
  const digits = heard.replace(/\s/g, "");
  expect(JSON.stringify(refusal).replace(/\s/g, "")).not.toContain(digits);
  const differs: unknown = await receive(pass, { fingerprint: "0000 0000" }).catch((fault: unknown) => fault);
  expect(differs).toMatchObject({ slug: "pass-key-differs", faults: [{ pointer: "/fingerprint" }] });
  expect(JSON.stringify(differs).replace(/\s/g, "")).not.toContain(digits);
  expect(await countCases(host)).toEqual([]);
  expect(await host.read((tx) => tx.selectFrom("passKey").selectAll().execute())).toEqual([]);
});

test("a pass that was altered, has run out, or is somebody else's is refused", async () => {
  const pass = await full(home, secretary);
  const print = await fingerprint(home, secretary);
  const content = inflateRawSync(Buffer.from(pass.slice(5), "base64url")).toString("utf8");
  const packed = (text: string) => `LXP1.${deflateRawSync(Buffer.from(text, "utf8")).toString("base64url")}`;
  expect(content).toContain("苏州市吴中区");
  await expect(
    receive(packed(content.replace("苏州市吴中区", "苏州市姑苏区")), { fingerprint: print }),
  ).rejects.toMatchObject({ slug: "pass-altered" });
  await expect(
    receive(packed(content.replaceAll("2027-11-22", "2037-11-22")), { fingerprint: print }),
  ).rejects.toMatchObject({ slug: "pass-altered" });
  await expect(receive(pass, { fingerprint: print, idNumber: ANOTHERS })).rejects.toMatchObject({
    slug: "pass-other-person",
  });
  host.clock.move(day("2027-11-23"));
  await expect(receive(pass, { fingerprint: print })).rejects.toMatchObject({ slug: "pass-expired" });
  host.clock.move(TODAY);
  expect(await countCases(host)).toEqual([]);
});

/** The pass as the first form of this program wrote it. */
function asFormerly(pass: string): { pass: string; issued: SignedEntry } {
  const { entries } = readPass(pass);
  const at = entries.findIndex((it) => it.entry.kind === "issued");
  const { entry } = entries[at] as SignedEntry;
  const more = { numberMask: "32*************010", salt: "c2FsdHNhbHQ", proof: "cHJvb2Zwcm9vZg" };
  const statement = { ...entry.statement, ...more } as EntryBody["statement"];
  const issued = signEntry(home.house.keyring, { ...entry, ...(statement === undefined ? {} : { statement }) });
  return { pass: writePass(entries.with(at, issued)), issued };
}

test("nothing of the number is in a pass but sex and year of birth", async () => {
  const { statement } = readPass(await full(home, secretary));
  expect(Object.keys(statement).toSorted()).toEqual(
    [
      "birthYear",
      "destination",
      "expiresOn",
      "gender",
      "home",
      "homeContact",
      "leftOn",
      "name",
      "reason",
      "scope",
    ].toSorted(),
  );
  expect(statement).toMatchObject({ gender: "male", birthYear: 1974 });
});

test("a pass of the first form is read, but nobody is taken in by it", async () => {
  const { pass } = asFormerly(await full(home, secretary));
  await expect(receive(pass, { fingerprint: await fingerprint(home, secretary) })).rejects.toMatchObject({
    slug: "pass-former",
  });
  expect(await countCases(host)).toEqual([]);
  expect(await merge(home, secretary, pass)).toEqual({ added: 0 });
});

test("the upgrade takes out of our lines what said too much, and they are signed anew", async () => {
  const { pass, issued } = asFormerly(await full(home, secretary));
  const { ownerPool } = home.database;
  const bodies = async () =>
    (
      await ownerPool.query<{ body: string; signature: string }>(
        "select body, signature from floating_entry where id = $1",
        [issued.entry.id],
      )
    ).rows[0];
  await ownerPool.query("update floating_entry set body = $2, signature = $3 where id = $1", [
    issued.entry.id,
    issued.body,
    issued.signature,
  ]);
  const sql = readFileSync(new URL("../migrations/0019-number-tails.sql", import.meta.url), "utf8");
  const [upgrade = ""] = /update floating_entry[^;]+;/u.exec(sql) ?? [];
  await ownerPool.query(upgrade);
  expect((await bodies())?.signature).toBe("");
  expect((await bodies())?.body).not.toMatch(/numberMask|salt|proof/u);
  const written = await full(home, secretary);
  expect(readPass(written).statement).toMatchObject({ name: "谭玉连", destination: "苏州市吴中区" });
  // What a member hands in meanwhile may still hold the former writing: what waits here does not.
  expect(await merge(home, secretary, pass)).toEqual({ added: 0 });
});

test("the host takes the member in, and writes; home cannot read it before the pass comes back", async () => {
  await write(home, secretary, "出发前谈话", "2026-03-02");
  const pass = await full(home, secretary);
  await receive(pass, { fingerprint: await fingerprint(home, secretary) });
  const there = await view(host, receiver);
  expect(there).toMatchObject({
    personName: "谭玉连",
    home: { id: null, name: expect.stringContaining("东巷村") as unknown, contact: "周书记" },
    host: { id: hostBranch, contact: "李书记" },
    state: "managed",
    can: { home: false, host: true },
  });
  expect(contents(there)).toContain("出发前谈话");
  expect(JSON.stringify(there)).not.toContain(HERS);
  await write(host, receiver, "参加社区主题党日", "2026-11-20");
  expect(contents(await view(home, secretary))).not.toContain("参加社区主题党日");
});

test("what a town has compared is believed there and beneath, and in no other town", async () => {
  const keys = await host.read((tx) => tx.selectFrom("passKey").select(["orgPath", "confirmedBy"]).execute());
  expect(keys).toEqual([{ orgPath: hostOfficer.grants[0]?.path, confirmedBy: hostOfficer.name }]);
  const pass = await full(home, secretary);
  await expect(receive(pass, {}, receiver)).rejects.toMatchObject({ slug: "pass-taken" });
  const elsewhere = await host.actor("branch_secretary", "东巷村党支部");
  const other = { organizationId: (await host.place("东巷村党支部")).id };
  await expect(receive(pass, other, elsewhere)).rejects.toMatchObject({ slug: "pass-key-above" });
});

test("shown a second time it is not registered a second time", async () => {
  const pass = await full(home, secretary);
  await expect(receive(pass)).rejects.toMatchObject({ slug: "pass-taken" });
});

test("the member hands the countersigned pass in by telephone: an unknown host waits for the branch, and adds nothing", async () => {
  const back = await full(host, receiver);
  const before = contents(await view(home, secretary));
  expect(await handIn(` ${back.slice(0, 80)}\n${back.slice(80)}`)).toEqual({ added: 0, waits: true });
  const shown = await view(home, secretary);
  expect(shown.handed).toEqual({ on: TODAY, pass: back });
  expect(contents(shown)).toEqual(before);
  const inFlight = checks.find((it) => it.id === "C29");
  const matters = await ask(home.house, secretary, WRITE, null, async ({ tx }) => [
    ...((await inFlight?.matters(tx, TODAY)) ?? []),
  ]);
  expect(matters.filter((it) => it.subject.id === caseId)).toMatchObject([
    { why: expect.stringContaining("交回") as unknown, deed: { address: `/floating/${caseId}` } },
  ]);
  // What is not a pass of this case, or not whole, is refused with the same sentences as at a desk.
  await expect(handIn("LXP1.nothing")).rejects.toMatchObject({ slug: "pass-unreadable" });
  await expect(handIn(back, "stranger")).rejects.toMatchObject({ slug: "absent" });
});

test("both logs meet at home: the union by day, once, and the host known by name", async () => {
  await write(home, secretary, "春节前电话", "2026-11-19");
  const back = await full(host, receiver);
  await expect(merge(home, secretary, back)).rejects.toMatchObject({ slug: "pass-key-above" });
  await expect(merge(home, homeOfficer, back)).rejects.toMatchObject({ slug: "pass-unknown-key" });
  const { added } = await merge(home, homeOfficer, back, await fingerprint(host, receiver));
  expect(added).toBe(2);
  const here = await view(home, secretary);
  const told = contents(here);
  expect(told.indexOf("春节前电话")).toBeLessThan(told.indexOf("参加社区主题党日"));
  expect(here).toMatchObject({ state: "managed", host: { id: null, name: "盐坨社区党支部", contact: "李书记" } });
  expect(here.entries.find((it) => it.content === "参加社区主题党日")?.foreign).toBe(true);
  expect(here.handed).toBeNull();
  // The same text again, and an older one, change nothing.
  expect(await merge(home, secretary, back)).toEqual({ added: 0 });
  expect(contents(await view(home, secretary))).toEqual(told);
});

test("and meet at the host too, so that both hold the same log", async () => {
  await merge(host, receiver, await full(home, secretary));
  const [here, there] = await Promise.all([view(home, secretary), view(host, receiver)]);
  expect(there.entries.map((it) => it.id)).toEqual(here.entries.map((it) => it.id));
});

test("a host that is known by now is read in at once, without the branch", async () => {
  await write(host, receiver, "参加社区志愿服务", "2026-11-21");
  const back = await full(host, receiver);
  expect(await handIn(back)).toEqual({ added: 1, waits: false });
  expect(contents(await view(home, secretary))).toContain("参加社区志愿服务");
  expect(await handIn(back)).toEqual({ added: 0, waits: false });
  expect((await view(home, secretary)).handed).toBeNull();
});

test("a host cannot write in home's name, nor home take a pass it has not issued", async () => {
  const { publicKeys } = host.house.keyring;
  const back = await full(host, receiver);
  const content = JSON.parse(inflateRawSync(Buffer.from(back.slice(5), "base64url")).toString("utf8")) as {
    k: string[];
    e: [string, number, string][];
  };
  const at = content.k.indexOf(publicKeys[0] ?? "");
  const line = content.e.find(([body]) => body.includes("参加社区主题党日")) ?? ["", 0, ""];
  const body = line[0].replace('"side":"host"', '"side":"home"');
  const signature = host.house.keyring.sign(Buffer.from(`lianxin flow pass 1\n${body}`, "utf8")).toString("base64url");
  content.e.push([body, at, signature]);
  const forged = `LXP1.${deflateRawSync(Buffer.from(JSON.stringify(content), "utf8")).toString("base64url")}`;
  await expect(merge(home, secretary, forged)).rejects.toMatchObject({ slug: "pass-mixed" });
});

test("home ends it; the host learns it from the pass, and an old copy does not open it again", async () => {
  const old = await full(host, receiver);
  await act(home.house, secretary, WRITE, null, (doing) =>
    endCase(doing, caseId, { code: "returned", on: "2026-11-21", note: "回村务农" }),
  );
  const closed = await full(home, secretary);
  await merge(host, receiver, closed);
  expect(await view(host, receiver)).toMatchObject({ state: "returned", endedOn: "2026-11-21" });
  expect(await merge(host, receiver, old)).toEqual({ added: 0 });
  expect(await view(host, receiver)).toMatchObject({ state: "returned" });
  await expect(receive(old)).rejects.toMatchObject({ slug: "pass-closed" });
  await expect(receive(closed)).rejects.toMatchObject({ slug: "pass-closed" });
});
