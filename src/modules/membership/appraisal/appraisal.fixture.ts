import { randomBytes } from "node:crypto";
import type { FastifyInstance, LightMyRequestResponse } from "fastify";
import {
  type Actor,
  accountActor,
  createAccount,
  grantRole,
  hashPassword,
  systemActor,
} from "#platform/access/index.ts";
import { act } from "#platform/doing.ts";
import type { Doing } from "#platform/house.ts";
import type { AppOptions } from "#platform/http/app.ts";
import { newBlinding, unblind } from "#shared/blind-signature.ts";
import { Browser, freshHouse, PASSWORD, type TestHouse } from "#test/house.ts";
import { enterRoster } from "../roster/entry.ts";
import { openAppraisal, startVoting } from "./acts.ts";
import type { BallotCast, Opening, OwnAppraisals } from "./contract.ts";
import type { Grade } from "./rules.ts";

export const WRITE = "appraisal.write";

const GIVEN = "安邦昌德恩方光海建军康利明宁平清仁顺泰文兴秀雅永远志忠珍贵福禄寿";
/** The name of the nth member, from 1. */
export const nameOf = (nth: number): string => `赵${GIVEN[nth - 1] ?? ""}`;

/** One member with an account and a signed-in phone. */
export interface Voter {
  readonly personId: string;
  readonly name: string;
  readonly accountId: string;
  readonly phone: Browser;
}

/** A branch whose members all have a phone, and its secretary. */
export interface VotingBranch {
  readonly it: TestHouse;
  readonly app: FastifyInstance;
  readonly secretary: Actor;
  readonly voters: readonly Voter[];
  readonly personIds: readonly string[];
  doing<T>(work: (doing: Doing) => Promise<T>, verb?: string): Promise<T>;
  /** Opens an appraisal and begins the ballot. */
  opened(more?: Partial<Opening>): Promise<string>;
  close(): Promise<void>;
}

export async function votingBranch(
  size: number,
  options: { readonly probationary?: number; readonly app?: AppOptions } = {},
): Promise<VotingBranch> {
  const it = await freshHouse();
  const { house, places } = it;
  const system = systemActor("test");
  const names = Array.from({ length: size + (options.probationary ?? 0) }, (_, at) => nameOf(at + 1));
  const members = names.map((name, at) => ({
    name,
    category: at < size ? "正式党员" : "预备党员",
    birthOn: "1970-03-01",
    joinedOn: at < size ? "2001-07-01" : "2026-05-20",
    ...(at < size ? { fullOn: "2002-07-01" } : {}),
  }));
  const { personIds } = await act(house, system, "membership.import", null, (doing) =>
    enterRoster(doing, { organizationId: places.branch, on: "2026-06-01", members }),
  );
  const app = await it.app({ options: options.app ?? {} });
  // One hash for all: guessing is tried elsewhere.
  const passwordHash = await hashPassword(PASSWORD);
  const voters: Voter[] = [];
  for (const [at, personId] of personIds.slice(0, size).entries()) {
    const username = `voter${at + 1}`;
    const name = names[at] ?? "";
    const { id } = await act(house, system, "access.account.create", null, (doing) =>
      createAccount(doing, { username, displayName: name, organizationId: places.branch, personId, passwordHash }),
    );
    await act(house, system, "access.grant.give", null, (doing) =>
      grantRole(doing, { accountId: id, role: "member", organizationId: places.branch, reason: "测试授权" }),
    );
    const phone = new Browser(app);
    const answer = await phone.signIn(username);
    if (answer.statusCode >= 300) throw new Error(`${username} could not sign in: ${answer.body}`);
    voters.push({ personId, name, accountId: id, phone });
  }
  const { id } = await it.person("branch_secretary", places.branch, "secretary");
  const secretary = await accountActor(house, id);
  if (!secretary) throw new Error("the secretary has no account");
  const doing: VotingBranch["doing"] = (work, verb = WRITE) => act(house, secretary, verb, null, work);
  return {
    it,
    app,
    secretary,
    voters,
    personIds,
    doing,
    async opened(more = {}) {
      const input: Opening = { organizationId: places.branch, year: 2026, manner: "ballot", ceiling: "third", ...more };
      const made = await doing((at) => openAppraisal(at, input));
      await doing((at) => startVoting(at, made.id));
      return made.id;
    },
    close: () => it.close(),
  };
}

const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
export type Current = NonNullable<OwnAppraisals["current"]>;

/** What a voter's page shows: the open appraisal of the branch. */
export async function pageOf(voter: Voter): Promise<Current> {
  const { current } = (await voter.phone.send("GET", "/api/own/appraisals")).json() as OwnAppraisals;
  if (!current) throw new Error("there is nothing to vote on");
  return current;
}

/** Takes a token as the page does; what is cast with it names nobody. */
export async function tokenFor(
  voter: Voter,
  page: Current,
): Promise<Pick<BallotCast, "boxId" | "message" | "signature">> {
  if (page.box === null) throw new Error("there is no box");
  const it = newBlinding(page.box.publicKey, random);
  const answer = await voter.phone.send("POST", `/api/own/appraisals/${page.id}/token`, { blinded: it.blinded });
  if (answer.statusCode !== 200) throw new Error(answer.body);
  const { signature } = answer.json() as { signature: string };
  return { boxId: page.box.id, message: it.message, signature: unblind(page.box.publicKey, it, signature) };
}

/** Casts as the page does: from no session. */
export async function cast(app: FastifyInstance, ballot: BallotCast): Promise<LightMyRequestResponse> {
  return await app.inject({ method: "POST", url: "/api/ballots", payload: ballot, headers: { "x-lianxin": "1" } });
}

export const marked = (page: Current, grade: (name: string) => Grade | null): BallotCast["marks"] =>
  page.people.map((it) => ({ question: it.id, choice: grade(it.name) }));
