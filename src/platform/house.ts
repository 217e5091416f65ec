import type { Actor, Policy } from "#platform/access/policy.ts";
import type { AuditEvent } from "#platform/audit/event.ts";
import type { Clock } from "#platform/clock/index.ts";
import type { Door, Writer } from "#platform/database/door.ts";
import type { Scope } from "#platform/database/scope.ts";
import type { FileStore } from "#platform/files/index.ts";
import type { JobQueue } from "#platform/jobs/index.ts";
import type { Keyring } from "#platform/keyring.ts";
import type { Register } from "#platform/registers/declaration.ts";
import type { ImportHouse } from "#platform/registers/importer.ts";
import type { Day } from "#shared/day.ts";

/** What every act and question stands on, put together once at start (src/server/house.ts). */
export interface House {
  readonly door: Door;
  readonly policy: Policy;
  readonly clock: Clock;
  readonly keyring: Keyring;
  readonly files: FileStore;
  readonly jobs: JobQueue;
  readonly registers: ReadonlyMap<string, Register>;
  readonly imports: ImportHouse;
  /** True for the demo zone only: shows the demo people on the sign-in page. */
  readonly demo: boolean;
}

/** One act under way: a write transaction within the scope of a verb, by an actor. */
export interface Doing {
  readonly house: House;
  readonly tx: Writer;
  readonly scope: Scope;
  readonly actor: Actor;
  readonly verb: string;
  readonly today: Day;
  readonly requestId: string | null;
  /** Tells the audit, in this transaction. */
  tell(event: AuditEvent): Promise<void>;
}
