import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fixedClock } from "#platform/clock/index.ts";
import { newId } from "#platform/database/ids.ts";
import { systemScope } from "#platform/database/scope.ts";
import { act, ask } from "#platform/doing.ts";
import { newBlinding } from "#shared/blind-signature.ts";
import { type Day, day } from "#shared/day.ts";
import {
  closeVoting,
  dispose,
  endRectification,
  gradeMembers,
  openAppraisal,
  publishAppraisal,
  recordCount,
  startVoting,
  voteOnPaper,
  withdrawAppraisal,
} from "./acts.ts";
import { cast, marked, nameOf, pageOf, tokenFor, type VotingBranch, votingBranch, WRITE } from "./appraisal.fixture.ts";
import type { OwnAppraisals } from "./contract.ts";
import { appraisalCounts, appraisedBranches } from "./queries.ts";
import type { Grade } from "./rules.ts";
import { appraisalView, ballotPaper, draftView, summaryPaper } from "./view.ts";

const lines: string[] = [];
let branch: VotingBranch;
beforeAll(async () => {
  branch = await votingBranch(12, {
    probationary: 1,
    app: { log: { level: "trace", stream: { write: (line) => void lines.push(line) } } },
  });
});
afterAll(async () => {
  await branch?.close();
});

const view = (id: string) =>
  ask(branch.it.house, branch.secretary, "appraisal.read", null, (it) =>
    appraisalView({ ...it, policy: it.house.policy }, it.house, id),
  );
const events = async (): Promise<string[]> =>
  await branch.it.house.door.read(systemScope("test"), async (tx) =>
    (
      await tx
        .selectFrom("auditEvent")
        .select("event")
        .where("event", "like", "membership.appraisal.%")
        .orderBy("number")
        .execute()
    ).map((it) => it.event),
  );
const matters = async (id: string, on: string) => {
  const check = branch.it.house.checks.find((it) => it.id === id);
  return await ask(
    branch.it.house,
    branch.secretary,
    WRITE,
    null,
    ({ tx }) => check?.matters(tx, day(on)) ?? Promise.resolve([]),
  );
};

/** What the check of branch life says of the branch this year. */
const yearOfBranch = async (): Promise<string> =>
  (await matters("C17", "2026-11-22")).find((it) => it.organizationId === branch.it.places.branch)?.why ?? "";

/** All voters vote: the first three people get 优秀 of everybody, the last one 不合格 of eleven. */
async function everybodyVotes(): Promise<void> {
  for (const [at, voter] of branch.voters.entries()) {
    const page = await pageOf(voter);
    const ballot = await tokenFor(voter, page);
    const grade = (name: string): Grade | null => {
      if (name === voter.name) return null;
      if ([nameOf(1), nameOf(2), nameOf(3)].includes(name)) return "excellent";
      return name === nameOf(12) ? "unqualified" : at === 0 ? "barely_qualified" : "qualified";
    };
    expect((await cast(branch.app, { ...ballot, marks: marked(page, grade) })).statusCode).toBe(204);
  }
}

let first = "";
test("what the house knows of the year is there to begin with: meetings, hours, dues", async () => {
  const one = await votingBranch(10);
  const { it, voters } = one;
  const [voter] = voters;
  if (!voter) throw new Error("nobody");
  await it.house.door.write(systemScope("test"), async (tx) => {
    const { organizationId, orgPath } = await tx
      .selectFrom("person")
      .select(["organizationId", "orgPath"])
      .where("id", "=", voter.personId)
      .executeTakeFirstOrThrow();
    for (const [meetsOn, state, hours] of [
      [day("2026-08-15"), "present", 3],
      [day("2026-09-15"), "excused", 0],
      [day("2025-12-15"), "present", 3],
    ] as const) {
      const meetingId = newId();
      await tx
        .insertInto("meeting")
        .values({
          id: meetingId,
          organizationId,
          orgPath,
          kinds: ["theme_day"],
          body: "members",
          title: "主题党日",
          meetsOn,
          plannedOn: meetsOn,
          plannedBy: "登记人",
          recordedOn: meetsOn,
          recordedBy: "登记人",
        })
        .execute();
      await tx
        .insertInto("meetingPerson")
        .values({
          id: newId(),
          meetingId,
          personId: voter.personId,
          personName: voter.name,
          organizationId,
          orgPath,
          meetsOn,
          category: "full",
          votes: true,
          counted: true,
          state,
          hours,
        })
        .execute();
    }
  });
  await one.opened();
  expect((await pageOf(voter)).facts).toEqual(["本年度应参加会议2次，参加1次", "集中学习3学时"]);
  await one.close();
});

describe("a year's appraisal by secret ballot", () => {
  test("opens over the roster of the day, probationary members without a grade", async () => {
    const draft = await ask(branch.it.house, branch.secretary, "appraisal.read", null, (it) =>
      draftView({ ...it, policy: it.house.policy }, branch.it.places.branch),
    );
    expect(draft.members).toHaveLength(13);
    expect(draft.members.filter((it) => it.votes)).toHaveLength(12);
    expect(draft.members.find((it) => it.name === nameOf(13))).toMatchObject({ exempt: "probationary", votes: false });
    const input = { organizationId: branch.it.places.branch, year: 2026, manner: "ballot", ceiling: "third" } as const;
    first = (await branch.doing((it) => openAppraisal(it, input))).id;
    await expect(branch.doing((it) => openAppraisal(it, input))).rejects.toThrow(/appraisal-exists/);
    await expect(branch.doing((it) => openAppraisal(it, { ...input, year: 2024 }))).rejects.toThrow(/appraisal-year/);
    expect(await view(first)).toMatchObject({ stage: "self", graded: 12, voters: 12, taken: 0, excellentMost: 4 });
  });

  test("members write of themselves; somebody from elsewhere cannot", async () => {
    const [voter, other] = branch.voters;
    expect(
      (await voter?.phone.send("POST", `/api/own/appraisals/${first}/self`, { text: "学习认真，遵守纪律" }))
        ?.statusCode,
    ).toBe(204);
    expect((await view(first)).items.find((it) => it.name === voter?.name)?.selfText).toBe("学习认真，遵守纪律");
    const own = (await other?.phone.send("GET", "/api/own/appraisals"))?.json() as OwnAppraisals;
    expect(own.current).toMatchObject({ stage: "self", votes: true, taken: false, box: null, people: [] });
    const stranger = await branch.it.person("branch_secretary", branch.it.places.otherBranch, "stranger");
    expect(stranger.id).not.toBe("");
    await expect(
      act(
        branch.it.house,
        { ...branch.secretary, personId: "0190b5a0-0000-7000-8000-00000000000f" },
        "own",
        null,
        async (it) => {
          const { writeSelf } = await import("./own.ts");
          await writeSelf(it, first, "不是我的");
        },
      ),
    ).rejects.toThrow(/absent/);
  });

  test("each takes one token; an answer lost on the way is given again, another is not", async () => {
    await branch.doing((it) => startVoting(it, first));
    const [voter] = branch.voters;
    if (!voter) throw new Error("nobody votes");
    const page = await pageOf(voter);
    const it = newBlinding(page.box?.publicKey ?? "", (length) => new Uint8Array(length).fill(7));
    const take = (blinded: string) => voter.phone.send("POST", `/api/own/appraisals/${first}/token`, { blinded });
    const one = await take(it.blinded);
    expect(one.statusCode).toBe(200);
    expect((await take(it.blinded)).json()).toEqual(one.json());
    const another = newBlinding(page.box?.publicKey ?? "", (length) => new Uint8Array(length).fill(8));
    expect((await take(another.blinded)).json()).toMatchObject({ type: "/problems/ballot-token-taken" });
    expect((await take("f".repeat(512))).statusCode).toBe(409);
    expect(await view(first)).toMatchObject({ taken: 1, inBox: 0 });
    // The rest of this story has a fresh ballot.
    await branch.doing((at) => withdrawAppraisal(at, first, "重新开始"));
    first = await branch.opened();
  });

  test("ballots come from nobody: with a session they are refused, without they count, once", async () => {
    const voter = branch.voters[1];
    if (!voter) throw new Error("nobody votes");
    const page = await pageOf(voter);
    const ballot = { ...(await tokenFor(voter, page)), marks: marked(page, () => "qualified") };
    const signed = await voter.phone.send("POST", "/api/ballots", ballot);
    expect(signed.json()).toMatchObject({ type: "/problems/no-session-here", status: 400 });
    expect((await view(first)).inBox).toBe(0);
    expect((await cast(branch.app, ballot)).statusCode).toBe(204);
    expect((await cast(branch.app, ballot)).json()).toMatchObject({ type: "/problems/ballot-spent" });
    expect((await cast(branch.app, { ...ballot, signature: "0".repeat(512) })).json()).toMatchObject({
      type: "/problems/ballot-unsigned",
    });
    expect((await cast(branch.app, { ...ballot, marks: ballot.marks.slice(1) })).json()).toMatchObject({
      type: "/problems/ballot-unfit",
    });
    await branch.doing((at) => withdrawAppraisal(at, first, "重新开始"));
    expect((await cast(branch.app, ballot)).json()).toMatchObject({ type: "/problems/ballot-over" });
    first = await branch.opened();
  });

  test("no line of the log and no figure tells of a ballot", async () => {
    await new Promise((done) => setTimeout(done, 20));
    expect(lines.length).toBeGreaterThan(20);
    expect(lines.filter((it) => it.includes("/api/ballots") || it.includes("ballot-"))).toEqual([]);
    expect(lines.some((it) => it.includes("/api/own/appraisals/:id/token"))).toBe(true);
    const metrics = await branch.app.inject({ method: "GET", url: "/metrics", remoteAddress: "127.0.0.1" });
    expect(metrics.body).toContain("/api/own/appraisals/:id/token");
    expect(metrics.body).not.toContain("/api/ballots");
  });

  test("is counted as a whole: totals only, and the key is gone", async () => {
    await everybodyVotes();
    expect(await yearOfBranch()).toContain("民主评议党员");
    await branch.doing((it) => closeVoting(it, first));
    const seen = await view(first);
    expect(seen).toMatchObject({ stage: "counted", inBox: null, sheets: { issued: 12, returned: 12, valid: 12 } });
    const of = (name: string) => seen.items.find((it) => it.name === name);
    expect(of(nameOf(1))?.marks).toEqual({ excellent: 11, qualified: 0, barely: 0, unqualified: 0, abstained: 1 });
    expect(of(nameOf(5))?.marks).toEqual({ excellent: 0, qualified: 10, barely: 1, unqualified: 0, abstained: 1 });
    expect(of(nameOf(12))).toMatchObject({ marks: { unqualified: 11 }, suggested: "unqualified" });
    expect(of(nameOf(13))).toMatchObject({ marks: null, exemptTerm: "预备党员" });
    const row = await branch.it.house.door.read(systemScope("test"), (tx) =>
      tx.selectFrom("appraisal").select("signingKeyCipher").where("id", "=", first).executeTakeFirstOrThrow(),
    );
    expect(row.signingKeyCipher).toBeNull();
    await expect(branch.doing((it) => closeVoting(it, first))).rejects.toThrow(/appraisal-stage/);
    expect(await yearOfBranch()).not.toContain("民主评议党员");
  });

  test("the committee grades everybody within the ceiling, with a reason for 不合格", async () => {
    const { items } = await view(first);
    const graded = items.filter((it) => it.exemptTerm === null);
    const grades = graded.map((it) => ({ itemId: it.id, grade: it.suggested ?? "qualified", opinion: "" }));
    const grade = (of: typeof grades) =>
      branch.doing((it) => gradeMembers(it, first, { decidedAt: "支委会会议", grades: of }));
    await expect(grade(grades)).rejects.toThrow(/appraisal-opinion/);
    await expect(grade(grades.slice(1))).rejects.toThrow(/appraisal-whole/);
    await expect(grade(grades.map((it) => ({ ...it, grade: "excellent" as const })))).rejects.toThrow(
      /appraisal-ceiling/,
    );
    await grade(grades.map((it) => (it.grade === "unqualified" ? { ...it, opinion: "长期不参加组织生活" } : it)));
    expect((await view(first)).totals.map((it) => it.persons)).toEqual([3, 8, 0, 1]);
  });

  test("is published to the members, who then see grades and their own marks", async () => {
    const last = branch.voters[11];
    const own = async () => (await last?.phone.send("GET", "/api/own/appraisals"))?.json() as OwnAppraisals;
    expect((await own()).results).toEqual([]);
    const item = (await view(first)).items.find((it) => it.name === last?.name);
    const disposing = { disposition: "rectify", to: "2027-05-01" } as const;
    await expect(branch.doing((it) => dispose(it, item?.id ?? "", disposing))).rejects.toThrow(
      /appraisal-not-published/,
    );
    await branch.doing((it) => publishAppraisal(it, first, { manner: "党员大会通报" }));
    const [result] = (await own()).results;
    expect(result).toMatchObject({ mine: "不合格", opinion: "长期不参加组织生活", marks: { unqualified: 11 } });
    expect(result?.grades.map((it) => [it.term, it.names.length])).toEqual([
      ["优秀", 3],
      ["合格", 8],
      ["不合格", 1],
    ]);
    await expect(branch.doing((it) => withdrawAppraisal(it, first, "撤回"))).rejects.toThrow(/appraisal-stage/);
  });

  test("somebody 不合格 gets a time for mending of at most a year, with its clock", async () => {
    const items = (await view(first)).items;
    const item = items.find((it) => it.grade === "unqualified")?.id ?? "";
    const good = items.find((it) => it.grade === "qualified")?.id ?? "";
    const give = (id: string, to: string) =>
      branch.doing((it) => dispose(it, id, { disposition: "rectify", from: "2026-11-22", to, help: "支部书记联系" }));
    await expect(give(good, "2027-05-01")).rejects.toThrow(/appraisal-not-unqualified/);
    await expect(give(item, "2027-11-23")).rejects.toMatchObject({
      slug: "appraisal-rectify",
      faults: [{ pointer: "/to" }],
    });
    await expect(branch.doing((it) => dispose(it, item, { disposition: "rectify" }))).rejects.toMatchObject({
      slug: "appraisal-rectify",
    });
    // What only 限期改正 asks is refused elsewhere, all of it at once, and nothing is kept.
    const strange = { disposition: "persuade", to: "2027-05-01", help: "支部书记联系", from: "2026-11-22" } as const;
    await expect(branch.doing((it) => dispose(it, item, strange))).rejects.toMatchObject({
      faults: [{ pointer: "/to" }, { pointer: "/help" }, { pointer: "/from" }],
    });
    await give(item, "2027-11-22");
    expect(await matters("C29-rectify", "2027-10-22")).toEqual([]);
    expect(await matters("C29-rectify", "2027-10-23")).toMatchObject([{ deadline: "2027-11-22" }]);
    const later = { ...branch.it.house, clock: fixedClock(day("2027-11-01")) };
    await act(later, branch.secretary, WRITE, null, (it) => endRectification(it, item, { outcome: "improved" }));
    expect(await matters("C29-rectify", "2028-01-01")).toEqual([]);
    expect((await view(first)).items.find((it) => it.id === item)?.rectify).toMatchObject({ outcome: "已改正" });
  });

  test("each step is told once, a token and a ballot never", async () => {
    const story = [
      "opened",
      "self-written",
      "voting",
      "withdrawn",
      "opened",
      "voting",
      "withdrawn",
      "opened",
      "voting",
      "counted",
      "graded",
      "published",
      "disposed",
      "rectified",
    ];
    expect(await events()).toEqual(story.map((it) => `membership.appraisal.${it}`));
  });

  test("is counted by the statistics and written as papers", async () => {
    const { counts, branches, summary, ballot } = await ask(
      branch.it.house,
      branch.secretary,
      "appraisal.read",
      null,
      async ({ tx, today }) => ({
        counts: await appraisalCounts(tx, 2026),
        branches: await appraisedBranches(tx, 2026),
        summary: await summaryPaper(tx, first, today),
        ballot: await ballotPaper(tx, first, today),
      }),
    );
    expect(counts).toEqual({
      branches: 1,
      appraised: 12,
      excellent: 3,
      qualified: 8,
      barely: 0,
      unqualified: 1,
      exempt: 1,
      rectify: 1,
      persuade: 0,
      removal: 0,
      lapse: 0,
    });
    expect([...branches]).toEqual([branch.it.places.branch]);
    const table = summary.blocks.find((it) => it.kind === "table");
    expect(table?.rows).toHaveLength(13);
    expect(table?.rows.every((it) => it.length === table.head.length)).toBe(true);
    expect(ballot.blocks.find((it) => it.kind === "table")?.rows).toHaveLength(12);
  });
});

describe("with few voters", () => {
  test("no ballot by telephone is opened, and the tellers' totals must fit", async () => {
    const silent = branch.personIds.slice(0, 3);
    const input = {
      organizationId: branch.it.places.branch,
      year: 2025,
      manner: "ballot",
      ceiling: "none",
      notVoting: [...silent],
    } as const;
    await expect(branch.doing((it) => openAppraisal(it, { ...input, notVoting: [...silent] }))).rejects.toThrow(
      /appraisal-crowd/,
    );
    const { id } = await branch.doing((it) => openAppraisal(it, { ...input, manner: "paper", notVoting: [...silent] }));
    await branch.doing((it) => startVoting(it, id));
    const { items } = await view(id);
    const marks = items
      .filter((it) => it.exemptTerm === null)
      .map((it) => ({ itemId: it.id, excellent: 2, qualified: 6, barely: 0, unqualified: 0 }));
    const count = (issued: number, valid: number) =>
      branch.doing((it) => recordCount(it, id, { issued, returned: issued, valid, tellers: "监票人两名", marks }));
    await expect(count(10, 8)).rejects.toThrow(/appraisal-counts/);
    await expect(count(9, 7)).rejects.toThrow(/appraisal-counts/);
    await count(9, 9);
    expect((await view(id)).items[0]?.marks).toMatchObject({ excellent: 2, abstained: 1 });
    await branch.doing((it) => withdrawAppraisal(it, id, "测试"));
  });

  test("a box with nine ballots stays shut; the meeting votes on paper instead", async () => {
    const id = await branch.opened({ year: 2025 });
    for (const voter of branch.voters.slice(0, 9)) {
      const page = await pageOf(voter);
      await cast(branch.app, { ...(await tokenFor(voter, page)), marks: marked(page, () => "qualified") });
    }
    await expect(branch.doing((it) => closeVoting(it, id))).rejects.toThrow(/appraisal-few/);
    expect((await view(id)).inBox).toBe(9);
    await branch.doing((it) => voteOnPaper(it, id));
    expect(await view(id)).toMatchObject({ manner: "paper", stage: "voting", inBox: null, can: { count: true } });
  });
});

test("another branch sees and does nothing here", async () => {
  const { id } = await branch.it.person("branch_secretary", branch.it.places.otherBranch, "neighbour");
  const { accountActor } = await import("#platform/access/index.ts");
  const neighbour = await accountActor(branch.it.house, id);
  if (!neighbour) throw new Error("no neighbour");
  await expect(
    ask(branch.it.house, neighbour, "appraisal.read", null, (it) =>
      appraisalView({ ...it, policy: it.house.policy }, it.house, first),
    ),
  ).rejects.toThrow(/absent/);
  await expect(act(branch.it.house, neighbour, WRITE, null, (it) => voteOnPaper(it, first))).rejects.toThrow(/absent/);
  expect(
    (await ask(branch.it.house, neighbour, "appraisal.read", null, ({ tx }) => appraisalCounts(tx, 2026))).appraised,
  ).toBe(0);
  expect("2026-11-22" as Day).toBe(branch.it.house.clock.today());
});
