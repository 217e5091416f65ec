import { randomInt } from "node:crypto";
import type { Pool } from "pg";
import { closeVoting, withdrawAppraisal } from "#modules/membership/appraisal/acts.ts";
import { cast, marked, pageOf, tokenFor, type VotingBranch } from "#modules/membership/appraisal/appraisal.fixture.ts";

/**
 * Somebody with everything that lies about after a vote, who wants to know who voted what: all schemas with their system
 * columns, the log of changes (WAL), the server's log, and copies of the anonymous tables taken after every single vote.
 * Voters do the worst they can: each takes the token and casts at once, so that the order of the one is the order of the
 * other. Beside the real box the same sheets go, in the same order, into a naive table: random ids, no time, no person, as
 * somebody would make who thinks that enough. The same attack must find nearly all there, or it is worth nothing.
 */

/** One appraisal as it was held: in the order of voting, who marked whom 不合格. Only the judge reads it. */
interface Truth {
  readonly boxId: string;
  readonly votes: readonly { readonly personId: string; readonly accountId: string; readonly question: string }[];
}

/** What the attacker makes of it: an order of the voters, an order of the marks. */
interface Seen {
  readonly voters: Readonly<Record<string, readonly string[]>>;
  readonly marks: Readonly<Record<string, readonly string[]>>;
  readonly naive: Readonly<Record<string, readonly string[]>>;
}

export interface Verdict {
  readonly ballots: number;
  readonly strategies: number;
  /** Share of right guesses where guessing was not trained, by the strategy that did best where it was. */
  readonly rate: number;
  readonly naiveRate: number;
  readonly chance: number;
  readonly best: string;
  readonly naiveBest: string;
  /** Rows of copies taken during the vote that are found again after it. */
  readonly survivors: number;
}

export async function attackBallots(
  branch: VotingBranch,
  lines: readonly string[],
  appraisals: number,
): Promise<Verdict> {
  const owner = branch.it.open.database.ownerPool;
  await owner.query(
    "create schema if not exists naive; create table naive.ballot (id uuid primary key default gen_random_uuid(), box_id uuid, question uuid, choice text)",
  );
  const cases: { truth: Truth; seen: Seen }[] = [];
  let survivors = 0;
  for (let at = 0; at < appraisals; at += 1) {
    const held = await hold(branch, owner);
    survivors += held.survivors;
    cases.push({ truth: held.truth, seen: await look(owner, held.truth, lines, held.from) });
  }
  const voters = branch.voters.length;
  return { ...judge(cases), ballots: appraisals * voters, chance: 1 / voters, survivors };
}

async function hold(branch: VotingBranch, owner: Pool): Promise<{ truth: Truth; survivors: number; from: string }> {
  const [wal] = (await owner.query<{ at: string }>("select pg_current_wal_lsn()::text as at")).rows;
  const id = await branch.opened();
  const first = branch.voters[0];
  if (!first) throw new Error("nobody votes");
  const page = await pageOf(first);
  const boxId = page.box?.id ?? "";
  const order = mixed(branch.voters);
  const targets = mixed(page.people.map((it) => it.id));
  const copies = new Set<string>();
  const votes: Truth["votes"][number][] = [];
  for (const [at, voter] of order.entries()) {
    const question = targets[at] ?? "";
    const token = await tokenFor(voter, page);
    const marks = marked(page, () => "qualified").map((it) =>
      it.question === question ? { ...it, choice: "unqualified" as const } : it,
    );
    const answer = await cast(branch.app, { ...token, marks });
    if (answer.statusCode !== 204) throw new Error(answer.body);
    await owner.query("insert into naive.ballot (box_id, question, choice) values ($1, $2, 'naive')", [
      boxId,
      question,
    ]);
    votes.push({ personId: voter.personId, accountId: voter.accountId, question });
    for (const it of await rowsOf(owner, boxId)) copies.add(it);
  }
  await branch.doing((doing) => closeVoting(doing, id));
  const survivors = (await rowsOf(owner, boxId)).filter((it) => copies.has(it)).length;
  await branch.doing((doing) => withdrawAppraisal(doing, id, "下一次"));
  return { truth: { boxId, votes }, survivors, from: wal?.at ?? "0/0" };
}

/** Everything that lies in the anonymous tables of a box, piece by piece. */
async function rowsOf(owner: Pool, boxId: string): Promise<string[]> {
  const { rows } = await owner.query<{ piece: string }>(
    `select unnest(array[id::text, encode(sealed, 'hex')]) as piece from public_anonymous.sheet where box_id = $1
     union all select id::text from public_anonymous.answer where box_id = $1
     union all select encode(token_hash, 'hex') from public_anonymous.spent where box_id = $1`,
    [boxId],
  );
  return rows.map((it) => it.piece);
}

async function look(owner: Pool, truth: Truth, lines: readonly string[], from: string): Promise<Seen> {
  const voters = truth.votes.map((it) => it.personId);
  const byAccount = new Map(truth.votes.map((it) => [it.accountId, it.personId]));
  const logged = lines
    .filter((it) => it.includes("/token"))
    .map((it) => JSON.parse(it) as { account?: string })
    .flatMap((it) => byAccount.get(it.account ?? "") ?? [])
    .slice(-voters.length);
  const ask = async (text: string): Promise<string[]> =>
    (await owner.query<{ it: string }>(text, [truth.boxId])).rows.map((row) => row.it);
  const voterRows = `from appraisal_voter v join appraisal a on a.id = v.appraisal_id where a.box_id = $1 order by`;
  const answers = `from public_anonymous.answer where box_id = $1 and choice = 'unqualified' order by`;
  const naive = `from naive.ballot where box_id = $1 order by`;
  const wal = await changesSince(owner, from);
  const hashes = await owner.query<{ it: string; hash: Buffer }>(
    "select v.person_id as it, v.blinded_hash as hash from appraisal_voter v join appraisal a on a.id = v.appraisal_id where a.box_id = $1",
    [truth.boxId],
  );
  const questions = truth.votes.map((it) => it.question).toSorted();
  return {
    voters: {
      "the log": logged,
      "xmin of the voters": await ask(`select v.person_id as it ${voterRows} v.xmin::text::bigint, v.ctid`),
      "ctid of the voters": await ask(`select v.person_id as it ${voterRows} v.ctid`),
      "the roster": await ask(`select v.person_id as it ${voterRows} v.id`),
      "WAL of the voters": inOrderOf(
        wal,
        hashes.rows.map(({ it, hash }) => [it, hash]),
      ),
    },
    marks: {
      xmin: await ask(`select question as it ${answers} xmin::text::bigint, ctid`),
      ctid: await ask(`select question as it ${answers} ctid`),
      uuid: await ask(`select question as it ${answers} id`),
      WAL: inOrderOf(
        wal,
        questions.map((it) => [it, tupleOf(it, "unqualified")]),
      ),
      "the ballot's own order": await ask(
        `select q as it from public_anonymous.box, unnest(questions) with ordinality as u (q, at) where id = $1 order by at`,
      ),
    },
    naive: {
      xmin: await ask(`select question as it ${naive} xmin::text::bigint, ctid`),
      ctid: await ask(`select question as it ${naive} ctid`),
      uuid: await ask(`select question as it ${naive} id`),
      WAL: inOrderOf(
        wal,
        questions.map((it) => [it, tupleOf(it, "naive")]),
      ),
    },
  };
}

/** The bytes of a row's end as the heap and the WAL hold them: a uuid and a short text with its length before it. */
function tupleOf(question: string, choice: string): Buffer {
  const uuid = Buffer.from(question.replaceAll("-", ""), "hex");
  return Buffer.concat([uuid, Buffer.of(((choice.length + 1) << 1) | 1), Buffer.from(choice)]);
}

/** Raw bytes of the WAL written since, in its order. */
async function changesSince(owner: Pool, from: string): Promise<Buffer> {
  const { rows } = await owner.query<{ bytes: Buffer }>(
    `select pg_read_binary_file('pg_wal/' || name) as bytes from pg_ls_waldir()
     where name ~ '^[0-9A-F]{24}$' and name between pg_walfile_name($1::pg_lsn) and pg_walfile_name(pg_current_wal_lsn()) order by name`,
    [from],
  );
  return Buffer.concat(rows.map((it) => it.bytes));
}

/** By where each was last written; those not found keep their place behind. */
function inOrderOf(bytes: Buffer, wanted: readonly (readonly [string, Buffer])[]): string[] {
  return wanted
    .map(([it, pattern]) => ({ it, at: bytes.lastIndexOf(pattern) }))
    .toSorted((a, b) => (a.at < 0 ? Infinity : a.at) - (b.at < 0 ? Infinity : b.at))
    .map(({ it }) => it);
}

/** Every pairing of an order of voters with an order of marks, forwards and backwards; chosen on a third, scored on the rest. */
function judge(cases: readonly { truth: Truth; seen: Seen }[]) {
  const third = Math.ceil(cases.length / 3);
  const strategiesOf = (side: "marks" | "naive"): [string, (it: { truth: Truth; seen: Seen }) => number][] => {
    const { seen } = cases[0] ?? { seen: { voters: {}, marks: {}, naive: {} } };
    return Object.keys(seen.voters).flatMap((of) =>
      Object.keys(seen[side]).flatMap((by) =>
        [false, true].map((back): [string, (it: { truth: Truth; seen: Seen }) => number] => [
          `${of} against ${by}${back ? ", backwards" : ""}`,
          (it) => right(it.truth, it.seen.voters[of] ?? [], it.seen[side][by] ?? [], back),
        ]),
      ),
    );
  };
  const verdictOf = (side: "marks" | "naive") => {
    const strategies = strategiesOf(side);
    const score = (strategy: (it: { truth: Truth; seen: Seen }) => number, of: typeof cases): number => {
      const votes = of.reduce((sum, it) => sum + it.truth.votes.length, 0);
      return of.reduce((sum, it) => sum + strategy(it), 0) / votes;
    };
    const [best] = strategies.toSorted(
      (a, b) => score(b[1], cases.slice(0, third)) - score(a[1], cases.slice(0, third)),
    );
    if (!best) throw new Error("there is no strategy");
    return { name: best[0], rate: score(best[1], cases.slice(third)), count: strategies.length };
  };
  const real = verdictOf("marks");
  const naive = verdictOf("naive");
  return { strategies: real.count, rate: real.rate, best: real.name, naiveRate: naive.rate, naiveBest: naive.name };
}

/** How many voters got their own mark when both are laid side by side. */
function right(truth: Truth, voters: readonly string[], marks: readonly string[], back: boolean): number {
  const guessed = back ? marks.toReversed() : marks;
  const own = new Map(truth.votes.map((it) => [it.personId, it.question]));
  return voters.filter((it, at) => own.get(it) === guessed[at]).length;
}

function mixed<T>(of: readonly T[]): T[] {
  const left = [...of];
  return of.map(() => left.splice(randomInt(left.length), 1)[0] as T);
}
