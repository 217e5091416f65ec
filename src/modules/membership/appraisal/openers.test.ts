import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accountActor } from "#platform/access/index.ts";
import type { Actor } from "#platform/access/policy.ts";
import { systemScope } from "#platform/database/scope.ts";
import { act, ask } from "#platform/doing.ts";
import { addDays } from "#shared/day.ts";
import { TODAY } from "#test/house.ts";
import { closeVoting, openAppraisal, startVoting, voteOnPaper } from "./acts.ts";
import { cast, marked, pageOf, tokenFor, type VotingBranch, votingBranch, WRITE } from "./appraisal.fixture.ts";
import { OPENERS } from "./provisions.ts";
import { mayRunBallot, YOUNG_DAYS, youngAccounts } from "./rules.ts";
import { appraisalView, summaryPaper } from "./view.ts";

/** V6: an officer who opened the accounts of a branch cast its ballots and counted them. */

let branch: VotingBranch;
let officer: Actor;
const REFUSED = { slug: "appraisal-opener", provision: { id: OPENERS.id } };
const setAccounts = (set: { openedBy?: string | null; createdAt?: Date }, personIds: readonly string[]) =>
  branch.it.house.door.write(systemScope("test"), async (tx) => {
    await tx
      .updateTable("account")
      .set(set)
      .where("personId", "in", [...personIds])
      .execute();
  });
const asOfficer = <T>(work: Parameters<typeof act<T>>[4]) => act(branch.it.house, officer, WRITE, null, work);
const view = (id: string, who: Actor) =>
  ask(branch.it.house, who, "appraisal.read", null, (it) =>
    appraisalView({ ...it, policy: it.house.policy }, it.house, id),
  );

beforeAll(async () => {
  branch = await votingBranch(11);
  const { id } = await branch.it.person("town_officer", branch.it.places.town, "officer");
  const found = await accountActor(branch.it.house, id);
  if (!found) throw new Error("no officer");
  officer = found;
});
afterAll(() => branch?.close());

describe(`${OPENERS.id}: the rules`, () => {
  test("one account that went through one's hands is enough; the house itself has none", () => {
    expect(mayRunBallot("a", [["b"], []]).value).toBe(true);
    expect(mayRunBallot("a", [["b"], ["c", "a"]]).value).toBe(false);
    expect(mayRunBallot(null, [["b"]]).value).toBe(true);
  });
  test("an account is young to the moment", () => {
    const now = new Date("2026-11-22T04:00:00Z");
    const old = { createdAt: new Date(now.getTime() - YOUNG_DAYS * 86_400_000) };
    const young = { createdAt: new Date(old.createdAt.getTime() + 1) };
    expect(youngAccounts([old, young], now).value).toEqual([young]);
  });
});

test("whoever opened an account that votes neither opens, begins nor counts; somebody else does, and the sheet says who", async () => {
  const { house, places } = branch.it;
  const opening = { organizationId: places.branch, year: 2026, manner: "ballot", ceiling: "third" } as const;
  const long = new Date(`${addDays(TODAY, -90)}T00:00:00Z`);
  await setAccounts({ createdAt: long }, branch.personIds);
  const victims = branch.personIds.slice(0, 2);
  await setAccounts({ openedBy: officer.accountId, createdAt: house.clock.now() }, victims);

  await expect(asOfficer((doing) => openAppraisal(doing, opening))).rejects.toMatchObject(REFUSED);
  // On paper no account votes.
  const { id } = await branch.doing((doing) => openAppraisal(doing, opening));
  await expect(asOfficer((doing) => startVoting(doing, id))).rejects.toMatchObject(REFUSED);
  expect((await view(id, officer)).can).toMatchObject({ start: false, close: false });
  expect((await view(id, branch.secretary)).can).toMatchObject({ start: true });
  await branch.doing((doing) => startVoting(doing, id));
  for (const voter of branch.voters) {
    const page = await pageOf(voter);
    const ballot = await tokenFor(voter, page);
    expect((await cast(branch.app, { ...ballot, marks: marked(page, () => "qualified") })).statusCode).toBe(204);
  }
  await expect(asOfficer((doing) => closeVoting(doing, id))).rejects.toMatchObject(REFUSED);
  expect(await view(id, officer)).toMatchObject({ young: { accounts: 2, by: "officer2个" }, can: { close: false } });
  await branch.doing((doing) => closeVoting(doing, id));
  // As it was counted: what changes later changes no minutes.
  await setAccounts({ openedBy: null, createdAt: long }, victims);
  expect(await view(id, branch.secretary)).toMatchObject({ sheets: { valid: 11 }, young: { accounts: 2 } });
  const paper = await ask(house, branch.secretary, "appraisal.read", null, ({ tx, today }) =>
    summaryPaper(tx, id, today),
  );
  expect(JSON.stringify(paper)).toContain("2个（开通或邀请人：officer2个）");
}, 60_000);

test("a reset is a hand as well; turning to paper stays open to everybody", async () => {
  const id = await branch.opened({ year: 2025 });
  const [voter] = branch.voters;
  await branch.it.house.door.write(systemScope("test"), async (tx) => {
    const account = await tx
      .selectFrom("account")
      .select(["id", "organizationId", "orgPath"])
      .where("id", "=", voter?.accountId ?? "")
      .executeTakeFirstOrThrow();
    const now = branch.it.house.clock.now();
    await tx
      .insertInto("credentialReset")
      .values({
        id: "01900000-0000-7000-8000-0000000000aa",
        accountId: account.id,
        organizationId: account.organizationId,
        orgPath: account.orgPath,
        kind: "password",
        askedBy: officer.accountId,
        askedAt: now,
        expiresAt: now,
        outcome: "done",
        decidedAt: now,
      })
      .execute();
  });
  await expect(asOfficer((doing) => closeVoting(doing, id))).rejects.toMatchObject(REFUSED);
  await asOfficer((doing) => voteOnPaper(doing, id));
  expect(await view(id, officer)).toMatchObject({ manner: "paper", young: null });
});
