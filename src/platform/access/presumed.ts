import type { First } from "#platform/database/door.ts";
import type { House } from "#platform/house.ts";
import { type Holder, holderOf, holderQuestion, type SignedIn, signedInAs } from "./session.ts";
import { hashOf } from "./tokens.ts";

/** The database says something else of a token than was presumed: the request is judged anew, and nothing of it has left. */
export class NotAsPresumed extends Error {
  override name = "NotAsPresumed";
}

/** Somebody as last confirmed, and the question that travels with whatever is asked in their name. */
export interface Presumed {
  readonly who: SignedIn;
  /** Throws {@link NotAsPresumed} when the holder is another one, holds something else, or is nobody any more. */
  readonly first: First;
}

/** Remembered for the sessions that asked last; whoever falls out costs one wait more. */
const MOST = 2_000;

/**
 * Who held which token when it was last asked. A presumption opens nothing by itself: the session is asked for every request
 * all the same, in the same message as the question, and before its answer has come and is the one presumed nothing of the
 * question's is handed out. What is saved is the wait in between.
 */
export class Presumptions {
  readonly #house: House;
  readonly #held = new Map<string, { holder: Holder; readonly mark: string }>();

  constructor(house: House) {
    this.#house = house;
  }

  /** Asks the database who holds the token, and remembers it. */
  async ask(token: string): Promise<SignedIn | null> {
    const holder = await holderOf(this.#house, token);
    const key = keyOf(token);
    this.#held.delete(key);
    if (holder === null) return null;
    for (const oldest of this.#held.keys()) {
      if (this.#held.size < MOST) break;
      this.#held.delete(oldest);
    }
    this.#held.set(key, { holder, mark: markOf(holder) });
    return signedInAs(this.#house, holder);
  }

  /** Who holds the token if nothing has changed; null when that is not known. */
  presume(token: string): Presumed | null {
    const key = keyOf(token);
    const held = this.#held.get(key);
    if (!held) return null;
    const judge: First["judge"] = ([row]) => {
      const holder = (row ?? null) as Holder | null;
      if (holder === null || markOf(holder) !== held.mark) {
        this.#held.delete(key);
        throw new NotAsPresumed();
      }
      held.holder = holder;
    };
    return { who: signedInAs(this.#house, held.holder), first: { ...holderQuestion(this.#house, token), judge } };
  }
}

const keyOf = (token: string): string => hashOf(token).toString("base64");

/** All that the database says of a holder, but when they were last seen: that moves, and changes nothing. */
const markOf = (holder: Holder): string => JSON.stringify({ ...holder, seenAt: null });
