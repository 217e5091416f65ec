import * as at from "#modules/membership/appraisal/address.ts";
import type { BallotCast } from "#modules/membership/appraisal/contract.ts";
import { keyOf, type Pocketed, tokenOf, type Vote } from "#modules/membership/appraisal/pocket/ballot-token.ts";
import { newBlinding, type Randomness, unblind } from "#shared/blind-signature.ts";
import { Problem } from "#web/common/api.ts";

/**
 * The voter's side of the secret ballot. Two calls that nothing ties together: one signed in, by which the house signs a
 * number it cannot read; one from nobody, with the token that comes of it.
 */

/** The call that carries the session: what the house signs of one appraisal. */
export type Signing = (id: string, blinded: string) => Promise<{ readonly signature: string }>;

/** Takes the token, or the answer to one asked for before: a lost network costs nobody their vote. */
export async function takeToken(it: Vote, sign: Signing, store: Pocketed, random: Randomness): Promise<void> {
  const { box } = it;
  if (box === null) return;
  const known = tokenOf(it, store);
  if (known.sent === true || known.signature !== undefined) return;
  const blinding = known.blinding ?? newBlinding(box.publicKey, random);
  // Kept before it is asked for: what the house signs now it signs only once.
  store.setItem(keyOf(it), JSON.stringify({ blinding }));
  const { signature } = await sign(it.id, blinding.blinded);
  store.setItem(keyOf(it), JSON.stringify({ blinding, signature: unblind(box.publicKey, blinding, signature) }));
}

/** Casts from nobody: without the session, without any cookie. Twice is once. */
export async function castBallot(it: Vote, marks: BallotCast["marks"], store: Pocketed, origin = ""): Promise<void> {
  const { blinding, signature, sent } = tokenOf(it, store);
  if (sent === true) return;
  if (it.box === null || blinding === undefined || signature === undefined) throw notSent();
  const ballot: BallotCast = { boxId: it.box.id, message: blinding.message, signature, marks };
  const answer = await fetch(`${origin}${at.ballot.path}`, {
    method: "POST",
    headers: { "x-lianxin": "1", "content-type": "application/json" },
    body: JSON.stringify(ballot),
    credentials: "omit",
    referrerPolicy: "no-referrer",
  }).catch(() => {
    throw notSent();
  });
  if (!answer.ok) {
    const body = ((await answer.json().catch(() => null)) ?? {}) as Record<string, unknown>;
    // The first answer was lost on its way: the ballot is in the box.
    if (body["type"] !== "/problems/ballot-spent") throw new Problem(answer.status, body);
  }
  // The token itself is nobody's business any more.
  store.setItem(keyOf(it), JSON.stringify({ sent: true }));
}

const notSent = (): Problem =>
  new Problem(0, {
    type: "/problems/unreachable",
    title: "票还没有送到",
    detail: "网络不通。您填的还在，请稍后再点一次“确认投票”；重复点也只算一张。",
  });
