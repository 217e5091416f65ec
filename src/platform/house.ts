import type { Actor, Policy } from "#platform/access/policy.ts";
import type { Profile } from "#platform/access/profile.ts";
import type { Anonymous } from "#platform/anonymous/index.ts";
import type { AuditBook } from "#platform/audit/book.ts";
import type { Told } from "#platform/audit/event.ts";
import type { Entered } from "#platform/audit/tell.ts";
import type { Check, Waiting } from "#platform/clock/checks.ts";
import type { Clock } from "#platform/clock/index.ts";
import type { Door, Writer } from "#platform/database/door.ts";
import type { Scope } from "#platform/database/scope.ts";
import type { FileStore } from "#platform/files/index.ts";
import type { JobQueue } from "#platform/jobs/index.ts";
import type { Keyring } from "#platform/keyring.ts";
import type { NoticeKind } from "#platform/notices/index.ts";
import type { BackupShelf } from "#platform/operate/shelf.ts";
import type { Register } from "#platform/registers/declaration.ts";
import type { ImportHouse } from "#platform/registers/importer.ts";
import type { Day } from "#shared/day.ts";
import type { EventKind } from "#shared/event-sentences.ts";

/** What every act and question stands on, put together once at start (src/server/house.ts). */
export interface House {
  readonly door: Door;
  readonly policy: Policy;
  readonly clock: Clock;
  readonly keyring: Keyring;
  readonly audit: AuditBook;
  /** Ballot boxes: answers that belong to nobody, in transactions that are never those of an act. */
  readonly anonymous: Anonymous;
  readonly files: FileStore;
  readonly jobs: JobQueue;
  /** Backups that the running house makes, by itself and when asked. */
  readonly backups: BackupShelf;
  readonly registers: ReadonlyMap<string, Register>;
  readonly imports: ImportHouse;
  /** Every kind of notice that the parts give, by its key. */
  readonly notices: ReadonlyMap<string, NoticeKind>;
  /** What the rules of all modules ask to be done by when. */
  readonly checks: readonly Check[];
  /** What waits for somebody, whether or not a rule names a day. */
  readonly waiting: readonly Waiting[];
  /** Password rules, times and limits of sign-in (platform/access/profile.ts). */
  readonly profile: Profile;
  /** People of the demo zone with their passwords, for the sign-in page; null in every other zone. */
  readonly demo: () => Promise<readonly DemoPerson[] | null>;
}

/** One of the demo people, as the sign-in page lists them. */
export interface DemoPerson {
  readonly username: string;
  readonly password: string;
  readonly name: string;
  readonly roleTerm: string;
  readonly place: string;
}

/**
 * One act under way: a write transaction within the scope of a verb, by an actor. `E` are the events that it may tell: an
 * act that takes `Doing<typeof events.disabled>` is called only where a route says that it tells it; `Doing<never>` tells
 * nothing, and without `E` anything may be told.
 */
export interface Doing<E = string | EventKind> {
  readonly house: House;
  readonly tx: Writer;
  readonly scope: Scope;
  readonly actor: Actor;
  readonly verb: string;
  readonly today: Day;
  readonly requestId: string | null;
  /** Tells the audit, in this transaction; `rows` are entered in the same statement. */
  readonly tell: (event: Told<E>, rows?: readonly Entered[]) => Promise<void>;
}
