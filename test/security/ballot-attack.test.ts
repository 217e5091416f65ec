import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { type VotingBranch, votingBranch } from "#modules/membership/appraisal/appraisal.fixture.ts";
import { attackBallots, type Verdict } from "./ballot-attack.ts";

/** I1: `npm run -s ballot-attack` holds 200 appraisals of 30 voters; in CI 20 of them, 600 ballots. */
const APPRAISALS = Number(process.env["BALLOT_APPRAISALS"] ?? 20);
const VOTERS = 30;

const lines: string[] = [];
let branch: VotingBranch;
let verdict: Verdict;
beforeAll(async () => {
  branch = await votingBranch(VOTERS, {
    app: { log: { level: "info", stream: { write: (line) => void lines.push(line) } } },
  });
  verdict = await attackBallots(branch, lines, APPRAISALS);
  // Said in words for whoever runs it in full.
  console.info(`ballot attack: ${JSON.stringify(verdict)}`);
}, 1_800_000);
afterAll(async () => {
  await branch?.close();
});

test("the attack works: ballots of a table without names, times or growing ids are linked to their voters", () => {
  expect(verdict.ballots).toBeGreaterThanOrEqual(500);
  expect(verdict.strategies).toBeGreaterThanOrEqual(40);
  expect(verdict.naiveRate).toBeGreaterThan(0.9);
});

test("with the database, its log of changes and the server's log nobody does better than guessing, plus 2 points", () => {
  // Mere guessing scatters: in a sample twice its own deviation is allowed on top, in full (4,000 scored) next to nothing.
  const scored = (verdict.ballots * 2) / 3;
  const scatter = process.env["BALLOT_APPRAISALS"] === undefined ? 2 * Math.sqrt(verdict.chance / scored) : 0;
  expect(verdict.rate).toBeLessThanOrEqual(verdict.chance + 0.02 + scatter);
});

test("nothing that a copy taken during the vote holds is found again after it", () => {
  expect(verdict.survivors).toBe(0);
});

test("the log knows who took a token and nothing of who cast", () => {
  expect(lines.filter((it) => it.includes("/token")).length).toBe(APPRAISALS * VOTERS);
  expect(lines.filter((it) => it.includes("ballots"))).toEqual([]);
});

test("no sheet lies in plain bytes in the log of changes", async () => {
  const owner = branch.it.open.database.ownerPool;
  // Twenty-nine times 合格 and once 不合格, as a sheet is written before it is sealed.
  const { rows } = await owner.query<{ bytes: Buffer }>(
    "select pg_read_binary_file('pg_wal/' || name) as bytes from pg_ls_waldir() where name ~ '^[0-9A-F]{24}$'",
  );
  const all = Buffer.concat(rows.map((it) => it.bytes));
  expect(all.length).toBeGreaterThan(1_000_000);
  for (let at = 0; at < VOTERS; at += 1) {
    const sheet = Buffer.alloc(VOTERS, 2);
    sheet[at] = 4;
    expect(all.includes(sheet)).toBe(false);
  }
  expect(inject("testServer").kind).toMatch(/embedded|server/);
});
