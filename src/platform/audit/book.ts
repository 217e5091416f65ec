import type { Pool } from "pg";
import type { Door } from "#platform/database/door.ts";
import { systemScope } from "#platform/database/scope.ts";
import type { Keyring } from "#platform/keyring.ts";
import { anchorFileOf } from "./anchor.ts";
import { eventsAbout } from "./queries.ts";
import { Sealer } from "./sealer.ts";
import { type EventSentences, Sentences } from "./sentences.ts";
import { type Verification, verifyAudit } from "./verification.ts";

/** One line of "who looked at my record". */
export interface TraceLine {
  readonly number: number;
  readonly at: Date;
  readonly actor: string;
  /** Chinese: who did what. */
  readonly sentence: string;
  /** The person did it. */
  readonly own: boolean;
}

/** The audit as the house holds it: sealing, verifying, and reading it in words. */
export interface AuditBook {
  readonly sentences: Sentences;
  readonly sealer: Sealer;
  verify(): Promise<Verification>;
  /** Who looked at or changed a person's record, newest first. The caller has made sure that it is the person's own. */
  trace(
    door: Door,
    person: { readonly personId: string; readonly accountId: string | null },
    page?: { readonly before: number | null; readonly limit: number },
  ): Promise<TraceLine[]>;
}

/**
 * Puts the audit together at start. The sealer does not run until `sealer.start()`, and `sealer.stop()` seals what is left.
 *
 * @param parts.pool the owner's: neither sealing nor verifying is done in anybody's scope.
 * @param parts.dataFolder where the anchor file lies, outside the database.
 */
export function openAudit(parts: {
  readonly pool: Pool;
  readonly keyring: Keyring;
  readonly dataFolder: string;
  readonly sentences: readonly EventSentences[];
  readonly fault?: (error: unknown) => void;
}): AuditBook {
  const anchorFile = anchorFileOf(parts.dataFolder);
  const sentences = new Sentences(parts.sentences);
  const { pool, keyring } = parts;
  return {
    sentences,
    sealer: new Sealer({ pool, keyring, anchorFile, ...(parts.fault ? { fault: parts.fault } : {}) }),
    verify: () => verifyAudit({ pool, keyring, anchorFile }),
    async trace(door, person, page = { before: null, limit: 50 }) {
      // A system scope, because the events lie wherever the person's record lay; the filter by person is the narrowing.
      const events = await door.read(systemScope("own-trace"), (tx) => eventsAbout(tx, person.personId, page));
      return events.map((it) => ({
        number: it.number,
        at: it.at,
        actor: it.actor,
        sentence: sentences.of(it),
        own: person.accountId !== null && it.accountId === person.accountId,
      }));
    },
  };
}
